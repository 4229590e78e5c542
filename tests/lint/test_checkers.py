"""clang-tidy (.clang-tidy), cppcheck and a whole build with clang. What was clean is noted in build/lint by a hash of all that the
verdict rests on: the file, what it includes, the rules and the tool. So a second run reads notes."""

import functools
import hashlib
import os
import re
import subprocess

import pytest

from tests.lint import tree

NOTES = os.path.join(tree.BUILD, "lint")
FLAGS = ["-D_GNU_SOURCE", "-Icgi-bin"]
C = ["-std=gnu11"]
CXX = ["-std=gnu++17"]


@functools.lru_cache(None)
def version(tool):
    return subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout


@functools.lru_cache(None)
def libpq():
    done = subprocess.run(["pkg-config", "--variable=includedir", "libpq"], capture_output=True, text=True)
    return ["-isystem", done.stdout.strip() or "/usr/include/postgresql"]


@functools.lru_cache(None)
def rests_on(path):
    """The file and all of ours that it includes."""
    found, left = set(), [path]
    while left:
        one = left.pop()
        if one in found or not os.path.exists(os.path.join(tree.ROOT, one)):
            continue
        found.add(one)
        left += ["cgi-bin/" + name for name in re.findall(r'(?m)^\s*#\s*include "([^"]+)"', tree.read(one))]
    return sorted(found)


def once(name, evidence, check):
    """Runs a check unless this evidence was found clean before."""
    digest = hashlib.sha256("\0".join(evidence).encode()).hexdigest()
    note = os.path.join(NOTES, name.replace("/", "."))
    if os.path.exists(note) and open(note).read() == digest:
        return
    tree.clean(check())
    os.makedirs(NOTES, exist_ok=True)
    with open(note, "w") as f:
        f.write(digest)


def tidy(path):
    """What clang-tidy says, in lines."""
    language = CXX if path.endswith(".cc") else C
    done = subprocess.run(["clang-tidy", "--quiet", path, "--", *language, *FLAGS, *libpq()], cwd=tree.ROOT, capture_output=True, text=True)
    said = [line.replace(tree.ROOT + "/", "") for line in done.stdout.splitlines() if re.search(r": (error|warning):", line)]
    return said or ([] if done.returncode == 0 else [done.stderr])


@pytest.mark.parametrize("path", tree.files("cgi-bin/*.c", "cgi-bin/*/*.c", "cgi-bin/*/*.cc"))
def test_clang_tidy(path):
    evidence = [version("clang-tidy"), tree.read(".clang-tidy"), *FLAGS, *map(tree.read, rests_on(path))]
    once(f"tidy.{path}", evidence, lambda: tidy(path))


def test_clang_tidy_finds(tmp_path):
    (tmp_path / ".clang-tidy").write_text(tree.read(".clang-tidy"))
    (tmp_path / "x.c").write_text("int half(const int *p)\n{\n    if (p);\n    return *p / 2;\n}\n")
    assert tidy(str(tmp_path / "x.c"))


# unusedStructMember    it does not see members used through a table or a macro
# unpreciseMathCall     FSRS's formulas stand as they are published
# unknownMacro          cmocka's and libpq's headers aren't read
QUIET = ["unusedStructMember", "unpreciseMathCall", "missingIncludeSystem", "unknownMacro"]


def cppcheck(*paths):
    done = subprocess.run(
        ["cppcheck", "-q", "--std=c11", "--enable=warning,style,performance,portability", "--inline-suppr", *FLAGS]
        + ["--template={file}:{line}: {id}: {message}", *(f"--suppress={name}" for name in QUIET), *paths],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
    )
    return [line for line in done.stderr.splitlines() if re.match(r"\S+:\d+: ", line)]


def test_cppcheck():
    paths = tree.product()
    evidence = [version("cppcheck"), *QUIET, *FLAGS, *paths, *map(tree.read, paths)]
    once("cppcheck", evidence, lambda: cppcheck("cgi-bin"))


def test_cppcheck_finds(tmp_path):
    (tmp_path / "x.c").write_text("int f(void)\n{\n    int a[2];\n    a[2] = 1;\n    return a[2];\n}\n")
    assert cppcheck(str(tmp_path / "x.c"))


def test_clang_builds_it_all_without_a_warning():
    """The programs and the unit tests, into build/clang; make knows what is new."""
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "SAN", "MAKEOVERRIDES")}
    done = subprocess.run(["make", "CC=clang", "BUILD=build/clang", "build", "units"], cwd=tree.ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, "\n".join(line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("  "))[-4000:]
