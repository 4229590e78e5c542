"""What the documents say is there, is there: files, modules, commands, targets, pictures."""

import fnmatch
import glob
import os
import re
import subprocess

import pytest

from tests.lint import tree
from tests.support.site import ROOT

DOCS = [
    "README.md",
    "cgi-bin/README.md",
    "cgi-bin/EXPORT.md",
    "cgi-bin/OPERATION.md",
    "cgi-bin/marker/README.md",
    "deploy/host.md",
    "deploy/shared-host.md",
]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


@pytest.mark.parametrize("layer", tree.LAYERS)
def test_every_file_of_a_layer_has_its_room_and_every_room_its_file(layer):
    rooms = re.search(rf"^\| {layer} (\| `[^\n]*\n(?:\| \| [^\n]*\n)*)", read("cgi-bin/README.md").partition("\n## Rooms\n")[2], re.M).group(1)
    named = re.findall(r"`([\w.*]+)`", "\n".join(re.sub(r"^[| ]+", "", line).split("|")[0] for line in rooms.splitlines()))
    there = {os.path.splitext(os.path.basename(p))[0] for p in glob.glob(os.path.join(ROOT, "cgi-bin", layer, "*.c*"))}
    stems = [re.sub(r"\.(h|cc?)$", "", name) for name in named]
    headers = {os.path.splitext(os.path.basename(p))[0] for p in glob.glob(os.path.join(ROOT, "cgi-bin", layer, "*.h"))}
    assert sorted(t for t in there if not any(fnmatch.fnmatch(t, s) for s in stems)) == [], "say in cgi-bin/README.md (Rooms) what these are for"
    assert [s for s in stems if not fnmatch.filter(there | headers, s)] == []


@pytest.mark.parametrize("doc", DOCS)
def test_every_file_that_is_named_is_there(doc):
    text = read(doc)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    missing = [link for link in links if not os.path.exists(os.path.join(ROOT, os.path.dirname(doc), link))]
    tops = "|".join(["cgi-bin", "templates", "static", "sql", "prompts", "nginx", "tests", "deploy", *tree.LAYERS])
    for path in re.findall(rf"(?<![\w/.-])((?:{tops})/[\w./-]*\w)", text):
        if not any(glob.glob(os.path.join(ROOT, start, path) + end) for start in ("", "cgi-bin") for end in ("", ".[ch]", ".cc", "*.c")):
            missing.append(path)
    assert missing == []


def test_every_promise_of_security_has_its_code_and_its_tests():
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in read("tests/security.md").splitlines() if line.startswith("| ")]
    assert table[0] == ["what must hold", "code", "tests"] and len(table) > 40
    for promise, code, tests in table[2:]:
        named = re.findall(r"[\w-]+/[\w./-]*\w", tests)
        assert named and [t for t in named if not os.path.exists(os.path.join(ROOT, "tests", t))] == [], promise
        for path in re.findall(r"(?:\w+/[\w./-]*\w|greenroom-\w+)", code):
            assert any(glob.glob(os.path.join(ROOT, start, path) + end) for start in ("", "cgi-bin") for end in ("", ".[ch]", ".cc")), path


@pytest.mark.parametrize("doc", DOCS)
def test_every_make_target_that_is_named_is_there(doc):
    targets = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.M).group(1).split()
    assert [t for t in re.findall(r"(?:`|^ {4}|&& )make ([a-z-]+)", read(doc), re.M) if t not in targets] == []


def test_every_command_of_the_programs_that_is_named_is_there():
    usage = subprocess.run([os.path.join(ROOT, "build/greenroom-admin")], capture_output=True, text=True, timeout=60).stderr
    known = set()
    for line in re.findall(r"^  (\w.*)$", usage, re.M):
        first, _, rest = line.partition(" ")
        known.add(first)
        known.update(f"{first} {word}" for word in re.split(r"[ |]", rest) if word.islower())
    site = set(re.findall(r"^([\w-]+)\)", read("deploy/site"), re.M))
    wrong = []
    for doc in DOCS:
        for words in re.findall(r"(?:greenroom-admin|deploy/site admin|gr-admin) ([a-z]+(?: [a-z]+)?)", read(doc)):
            if words not in known and words.split()[0] not in known:
                wrong.append(f"{doc}: greenroom-admin {words}")
        wrong += [f"{doc}: deploy/site {word}" for word in re.findall(r"deploy/site ([a-z-]+)", read(doc)) if word not in site]
    assert len(known) > 8 and wrong == []


def test_the_pictures_are_small():
    pictures = glob.glob(os.path.join(ROOT, "deploy/screens/*"))
    assert len(pictures) == 2 and all(5000 < os.path.getsize(p) < 120 * 1024 for p in pictures)


def test_the_tables_are_where_they_are_said_to_be():
    for where, what in re.findall(r"`((?:web|coach|base)/\w+\.c)`, (?:the )?`([\w*]+)`", read("cgi-bin/README.md")):
        assert re.search(rf"\b{what.replace('*', '')}", read("cgi-bin/" + where)), (where, what)
