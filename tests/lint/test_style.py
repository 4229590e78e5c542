"""Layout: clang-format and black decide it. `make format` lays everything out."""

import ast
import re
import subprocess

import pytest

from tests.lint import tree


def unlike_clang_format(paths):
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *paths], cwd=tree.ROOT, capture_output=True, text=True)
    return [line for line in done.stderr.splitlines() if ": error:" in line]


def test_layout_is_that_of_clang_format():
    tree.clean(unlike_clang_format(tree.c_files()))


def test_another_layout_is_found(tmp_path):
    (tmp_path / ".clang-format").write_text(tree.read(".clang-format"))
    (tmp_path / "x.c").write_text("int  x ;\n")
    assert unlike_clang_format([str(tmp_path / "x.c")])


# --- Python --------------------------------------------------------------------------------------------------------------------

LINE_MOST = int(re.search(r"--line-length (\d+)", tree.read("Makefile"))[1])


def unlike_black(paths):
    done = subprocess.run(["black", "--check", f"--line-length={LINE_MOST}", *paths], cwd=tree.ROOT, capture_output=True, text=True)
    return [line for line in done.stderr.splitlines() if line.startswith(("would reformat", "error:"))]


def test_layout_is_that_of_black():
    tree.clean(unlike_black(tree.python()))


def test_another_layout_of_python_is_found(tmp_path):
    (tmp_path / "x.py").write_text("x = { 'a':1 }\n")
    assert unlike_black([str(tmp_path / "x.py")])


def drifts(path, text):
    """What black 23 (Debian 12) leaves as it stands and black 25 (Debian 13) lays out otherwise: a file's docstring that no blank line follows or whose
    closing quotes go over the line, and a conditional broken before its `if` or `else` that has no brackets of its own."""
    top, lines, found = ast.parse(text), text.split("\n"), []
    if ast.get_docstring(top):
        first, last = top.body[0].lineno, top.body[0].end_lineno
        if len(lines[last - 1]) > LINE_MOST and last > first and lines[last - 1] != '"""':
            found.append(f"{last}: the closing quotes go over {LINE_MOST} letters")
        if last < len(lines) and lines[last]:
            found.append(f"{last}: no blank line follows the file's docstring")
    for node in ast.walk(top):
        if isinstance(node, ast.IfExp) and (node.body.end_lineno < node.test.lineno or node.test.end_lineno < node.orelse.lineno):
            before = "\n".join(lines[: node.lineno - 1]) + "\n" + lines[node.lineno - 1].encode()[: node.col_offset].decode()
            if not before.rstrip().endswith("("):
                found.append(f"{node.lineno}: a conditional of several lines without brackets")
    return found


def test_python_is_laid_out_alike_by_older_and_newer_black():
    tree.clean(tree.over(tree.python(), drifts))


DRIFTS = {
    "a blank line": ('"""What."""\nimport os\n', '"""What."""\n\nimport os\n'),
    "closing quotes": (f'"""What.\n{"x" * 148}"""\n', f'"""What.\n{"x" * 147}"""\n'),
    "a conditional": ("f(1, a\n  if b else\n  c)\n", "f(1, (a\n  if b else\n  c))\nx = a if b else f(\n  c)\n"),
}


@pytest.mark.parametrize("what", DRIFTS)
def test_what_newer_black_lays_out_otherwise_is_found(what):
    bad, good = DRIFTS[what]
    assert len(drifts("x.py", bad)) == 1 and drifts("x.py", good) == []
