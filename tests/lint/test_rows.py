"""Rows of store/: a struct that a table's row is read into is said once, as a list of columns and sealed fields (store/row.h). What the compiler
finds of itself is shown something bad; that no member was forgotten is looked up here."""

import re
import subprocess

import pytest

from tests.lint import tree

DEFINED = re.compile(r"\bROW_DEFINE(?:_OPEN)?\(\s*(\w+),\s*(struct \w+),\s*(\w+)")
# Words for the macros of row.h that name a member, and where it stands among their arguments.
NAMES = re.compile(r"\bC\((\w+)\(((?:[^()\"]|\"(?:\\.|[^\"\\])*\"|\([^()]*\))*)\)\)")
LAST = {"COLUMN_AS", "INNER_AS", "SECRET_AS", "TEXT_ALONE"}
SECOND = {"COLUMN_WORD", "SEALED", "SECRET", "BESIDE"}
FIRST = {"SEALED_WORD"}


def members(header, struct):
    """Names of a struct's members, those of an enum within it left out."""
    found = re.search(rf"(?ms)^{struct} {{\n(.*?)^}};", tree.without_comments(header))
    if not found:
        return None
    body = re.sub(r"enum \w*\s*\{[^}]*\}", "int", found[1])
    return [name for line in body.split(";") for name in re.findall(r"(\w+)(?:\[[^]]*\])?\s*(?:,|$)", line.strip())]


def told(text, macro):
    """Members that a row names: {macro}'s own, and those of the lists that it takes in."""
    body = re.search(rf"(?m)^#define {macro}\(C\)((?:.*\\\n)*.*)", text)
    if not body:
        return set()
    found = set()
    for how, arguments in NAMES.findall(body[1]):
        parts = [part.strip() for part in arguments.split(",")]
        if how in LAST:
            found.add(parts[-1].split(".")[0])
        elif how in SECOND:
            found.add(parts[1])
        elif how in FIRST:
            found.add(parts[0])
        elif len(parts) > 2:
            found.add(parts[2])
    for other in re.findall(r"(?m)\b([A-Z_]+)\(C\)", body[1]):
        found |= told(text, other)
    return found


def forgotten(text, header):
    """Members that no row of the file names, and that it does not fill by hand either."""
    found, rows = [], {}
    plain = tree.without_comments(text)
    for _, struct, macro in DEFINED.findall(plain):
        rows.setdefault(struct, set()).update(told(plain, macro))
    for struct, named in rows.items():
        there = members(text, struct) or members(header, struct)
        assert there, f"{struct} is nowhere"
        found += [f"{struct}: no row names {name}" for name in there if name not in named and not re.search(rf"->{name}\b", plain)]
    return found


def test_every_member_is_in_its_row():
    found, seen = [], 0
    for path in tree.files("cgi-bin/store/*.c"):
        text = tree.read(path)
        seen += len(DEFINED.findall(text))
        header = path[:-2] + ".h"
        found += [f"{path}: {what}" for what in forgotten(text, tree.read(header) if tree.files(header) else "")]
    assert seen > 30
    tree.clean(found)


THING = """struct thing {
    struct id id;
    int n;
    const char *text; /* what it says */
};
#define THING(C)             \\
    C(COLUMN(1, ID, id))     \\
    C(SEALED(TEXT, text))    \\
    C(COLUMN(2, INT, n))     \\
    C(DOCUMENT(3))
ROW_DEFINE(thing_row, struct thing, THING, .table = SEALED_CONTEXT);
"""


def test_a_member_that_was_forgotten_is_found():
    assert forgotten(THING, "") == []
    assert forgotten(THING.replace("    int n;", "    int n, more;"), "") == ["struct thing: no row names more"]
    assert forgotten(THING.replace("SEALED(TEXT, text)", "SEALED(TEXT, words)"), "") == ["struct thing: no row names text"]


BAD = {
    "a number twice": ("COLUMN(2, INT, n)", "COLUMN(1, INT, n)"),
    "a gap": ("DOCUMENT(3)", "DOCUMENT(4)"),
    "a member of another type": ("COLUMN(2, INT, n)", "COLUMN(2, TEXT, n)"),
    "a sealed member of another type": ("SEALED(TEXT, text)", "SEALED(INT, text)"),
    "no member": ("COLUMN(2, INT, n)", "COLUMN(2, INT, m)"),
    "a kind that no document has": ("SEALED(TEXT, text)", "SEALED(TIME, text)"),
}


def compiles(source):
    command = ["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-Icgi-bin", "-fsyntax-only", "-x", "c", "-"]
    text = '#include "store/row.h"\nconst struct row_kind *thing_row(void);\n' + source
    return subprocess.run(command, input=text, cwd=tree.ROOT, capture_output=True, text=True).returncode == 0


def test_a_sound_row_compiles():
    assert compiles(THING)


@pytest.mark.parametrize("what", BAD)
def test_a_row_does_not_compile_with(what):
    bad = THING.replace(*BAD[what])
    assert bad != THING and not compiles(bad)
