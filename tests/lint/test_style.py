"""Layout: clang-format decides it. `make format` lays everything out."""

import subprocess

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
