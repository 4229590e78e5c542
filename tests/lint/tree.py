"""The sources as the lints read them: files, their code without comments, their string literals, their objects' symbols."""

import functools
import glob
import os
import re
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.path.join(ROOT, "build")
LAYERS = ["base", "crypto", "store", "llm", "library", "nlu", "marker", "builtin", "coach", "web", "admin"]
# What each layer may include and link (cgi-bin/README.md).
REACH = {
    "base": ["base"],
    "crypto": ["crypto", "base"],
    "store": ["store", "crypto", "base"],
    "llm": ["llm", "base"],
    "library": ["library", "store", "crypto", "base"],
    "nlu": ["nlu", "library", "store", "crypto", "base"],
    "marker": ["marker", "library", "store", "crypto", "base"],
    "builtin": ["builtin", "marker", "nlu", "library", "llm", "store", "crypto", "base"],
    "coach": ["coach", "builtin", "marker", "nlu", "library", "llm", "store", "crypto", "base"],
    "web": ["web", "coach", "builtin", "marker", "nlu", "library", "llm", "store", "crypto", "base"],
    "admin": ["admin", "web", "coach", "builtin", "marker", "nlu", "library", "llm", "store", "crypto", "base"],
}


def files(*patterns):
    """Paths from the top of the tree, sorted."""
    found = {p for pattern in patterns for p in glob.glob(os.path.join(ROOT, pattern), recursive=True)}
    return sorted(os.path.relpath(p, ROOT) for p in found if os.path.isfile(p))


def product():
    """The product's own C and C++."""
    return files("cgi-bin/*.[ch]", "cgi-bin/*/*.[ch]", "cgi-bin/*/*.cc")


def c_files():
    """All C and C++, the tests' too."""
    return product() + files("tests/**/*.[ch]")


def is_script(path):
    """A file without an ending whose first line asks for Python."""
    with open(os.path.join(ROOT, path), "rb") as f:
        return "." not in os.path.basename(path) and re.match(rb"#!.*python", f.readline()) is not None


def python():
    """All Python, scripts among it."""
    scripts = [path for path in files("deploy/**/*", "prompts/**/*", "tests/**/*") if is_script(path)]
    return sorted(files("deploy/**/*.py", "prompts/**/*.py", "tests/**/*.py") + scripts)


@functools.lru_cache(None)
def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def layer_of(path):
    """'cgi-bin/web/page.h' -> 'web'; '' for a program's main."""
    parts = path.split("/")
    return parts[1] if len(parts) == 3 else ""


def stem(path):
    return os.path.basename(path).rsplit(".", 1)[0]


def module(path):
    """'cgi-bin/store/db.c' -> 'store/db'."""
    return path.removeprefix("cgi-bin/").rsplit(".", 1)[0]


TOKEN = re.compile(r"""(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<string>"(?:\\.|[^"\\\n])*")|(?P<char>'(?:\\.|[^'\\\n])*')|(?P<line>\n)""", re.S)


def blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    return TOKEN.sub(lambda m: blank(m[0]) if m["comment"] else m[0], text)


def code(text):
    """The text with comments and the insides of literals blanked; lines stay where they are."""

    def empty(m):
        if m["comment"]:
            return blank(m[0])
        if m["string"] or m["char"]:
            return m[0][0] + " " * (len(m[0]) - 2) + m[0][-1]
        return m[0]

    return TOKEN.sub(empty, text)


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


INCLUDE = re.compile(r'(?m)^\s*#\s*include\s+(["<])([^">]+)[">]')


def includes(path):
    """(line, mark, name) of each include."""
    text = read(path)
    return [(line_at(text, m.start(2)), m[1], m[2]) for m in INCLUDE.finditer(text)]


def strings(text):
    """(line, value) of each string literal; neighbours with nothing but blanks between them are one. #include lines have none."""
    text = re.sub(r"(?m)^\s*#\s*include.*$", lambda m: blank(m[0]), without_comments(text))
    found, end = [], None
    for m in TOKEN.finditer(text):
        if not m["string"]:
            continue
        value = m[0][1:-1]
        # A macro's continuation mark counts as a blank.
        if end is not None and not text[end : m.start()].replace("\\\n", " ").strip():
            found[-1] = (found[-1][0], found[-1][1] + value)
        else:
            found.append((line_at(text, m.start()), value))
        end = m.end()
    return found


def places(pattern, text, what):
    """'line: what' for each match of a pattern in code."""
    return [f"{line_at(text, m.start())}: {what.format(m[0].strip(), *m.groups())}" for m in re.finditer(pattern, text)]


def over(paths, rule):
    """Applies a rule (path, text) -> ['line: what'] to files: all that it finds."""
    return [f"{path}:{found}" for path in paths for found in rule(path, read(path))]


def clean(found):
    """Fails with the list of what was found."""
    if found:
        pytest.fail(f"{len(found)} found:\n" + "\n".join(found), pytrace=False)


def objects():
    """{source: object} of the build as shipped."""
    found = {}
    for path in files("cgi-bin/*.c", "cgi-bin/*/*.c", "cgi-bin/*/*.cc"):
        one = os.path.join(BUILD, path.removeprefix("cgi-bin/") + ".o")
        assert os.path.exists(one), f"{path} is not built: make build"
        found[path] = one
    return found


def nm(*arguments):
    done = subprocess.run(["nm", "-P", *arguments], capture_output=True, text=True, check=True)
    return [line.split()[:2] for line in done.stdout.splitlines() if len(line.split()) > 1]


@functools.lru_cache(None)
def symbols():
    """{source: (what it exports, what it needs)}; weak ones (C++ templates and inline functions) are nobody's."""
    sources = {one: path for path, one in objects().items()}
    found = {path: (set(), set()) for path in sources.values()}
    done = subprocess.run(["nm", "-P", "-A", "-g", *sources], capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():  # "build/base/arena.c.o: arena_new T 0 1f"
        one, name, kind, *_ = line.split()
        if kind in "TDBRC":
            found[sources[one.rstrip(":")]][0].add(name)
        elif kind == "U":
            found[sources[one.rstrip(":")]][1].add(name)
    return found


if __name__ == "__main__":
    print("\n".join(python()))
