"""Layers, doors and names (cgi-bin/README.md, rules 1, 2, 3 and 5), and how the programs are linked."""

import glob
import os
import re
import subprocess

import pytest

from tests.lint import house, tree

# --- 1. Includes go left only ------------------------------------------------------------------------------------------------


def wrong_includes(path, layer):
    """An include of our own names its layer, exists, and is of this layer or left of it."""
    found = []
    for line, mark, name in tree.includes(path):
        first = name.split("/")[0]
        if mark == '"' and "/" not in name:
            found.append(f"{path}:{line}: {name} does not say its layer")
        elif mark == '"' and not any(os.path.exists(os.path.join(tree.ROOT, d, name)) for d in ("cgi-bin", "tests/unit")):
            found.append(f"{path}:{line}: {name} does not exist")
        elif layer and first in tree.LAYERS and first not in tree.REACH[layer]:
            found.append(f"{path}:{line}: {layer} may not include {name}")
    return found


def test_includes_go_left_only():
    tree.clean([f for path in tree.product() for f in wrong_includes(path, tree.layer_of(path))])


def test_unit_tests_include_their_layer_and_those_left_of_it():
    tree.clean([f for path in tree.files("tests/unit/*/*.[ch]") for f in wrong_includes(path, path.split("/")[2])])


def test_an_include_to_the_right_is_found():
    assert wrong_includes("cgi-bin/store/user.c", "base")


def test_headers_have_no_circle():
    graph = {path.removeprefix("cgi-bin/"): names for path, names in house.own_includes(tree.files("cgi-bin/*/*.h")).items()}
    tree.clean(house.told(house.circles(graph)))


def test_files_have_no_circle():
    """By what they call and which tables they read, each file by itself, whatever its name; headers by what they include."""
    tree.clean(house.told(house.circles(house.by_symbols(tree.symbols()))))


def test_a_circle_is_found():
    assert house.circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [["b", "c"]]
    assert house.circles({"a": {"b", "c"}, "b": {"c"}}) == []


# --- 2. One foreign library, one door ----------------------------------------------------------------------------------------

# library: (its headers, its shared object, the files that may use it)
DOORS = {
    "json-c": (r"json-c/|json\.h$", "libjson-c.so", r"base/json_parse\.c"),
    "utf8proc": (r"utf8proc", "libutf8proc.so", r"base/text\.c"),
    "inih": (r"ini\.h$", "libinih.so", r"base/conf\.c"),
    "OpenSSL": (r"openssl/", "libcrypto.so", r"crypto/\w+\.c"),
    "argon2": (r"argon2", "libargon2.so", r"crypto/\w+\.c"),
    "libpq": (r"libpq|pg_config|postgres_ext", "libpq.so", r"store/db(_\w+)?\.c"),
    "curl": (r"curl/", "libcurl.so", r"llm/http(_\w+)?\.c"),
    "stemmer": (r"stemmer", "libstemmer.so", r"library/stem\.c"),
    "cld2": (r"cld2/", "libcld2.so", r"marker/marker_language\.cc"),
    "fcgi": (r"fcgi", "libfcgi.so", r"web/fcgi\.c"),
    "ctemplate": (r"ctemplate/", "libctemplate_nothreads.so", r"web/tpl\.cc"),
}


def library(name):
    multiarch = subprocess.run(["gcc", "-print-multiarch"], capture_output=True, text=True).stdout.strip()
    for folder in (f"/usr/lib/{multiarch}", "/usr/lib64", "/usr/lib", "/usr/local/lib"):
        if found := sorted(glob.glob(f"{folder}/{name}*")):
            return found[0]
    raise AssertionError(f"{name} is not installed")


@pytest.mark.parametrize("name", DOORS)
def test_a_library_has_one_door(name):
    headers, shared, door = DOORS[name]
    through = re.compile(rf"cgi-bin/{door}")
    theirs = {symbol.split("@")[0] for symbol, kind in tree.nm("-D", "--defined-only", library(shared)) if kind in "TDBRWVi"}
    assert len(theirs) > 1
    found, used = [], False
    for path in tree.product():
        by_include = [n for _, mark, n in tree.includes(path) if mark == "<" and re.search(headers, n)]
        by_symbol = sorted(tree.symbols()[path][1] & theirs) if path in tree.symbols() else []
        if path.endswith(".cc") and not through.fullmatch(path):
            by_symbol = [s for s in by_symbol if not s.startswith("_Z")]
        if through.fullmatch(path):
            used = used or bool(by_symbol)
        elif by_include or by_symbol:
            found.append(f"{path} uses {name} by itself: {by_include + by_symbol[:3]}")
    ours = {s for exports, _ in tree.symbols().values() for s in exports}
    tree.clean(found)
    assert not sorted(ours & theirs), f"names of ours that are {name}'s too"
    assert used or not glob.glob(os.path.join(tree.ROOT, "cgi-bin", door.split("(")[0].replace("\\", "") + "*")), f"nobody uses {name}"


# --- 3. foo.c exports foo_*, and nothing that nobody wants -------------------------------------------------------------------


def may_export(path, symbol):
    """foo.c: foo and foo_*. Where several files make up foo, foo_part.c: what foo.h or foo_*.h declares as foo_*."""
    name, layer = tree.stem(path), tree.layer_of(path)
    if symbol == name or symbol.startswith(name + "_"):
        return True
    parts = name.split("_")
    for i in range(len(parts) - 1, 0, -1):
        whole = "_".join(parts[:i])
        if not symbol.startswith(whole + "_"):
            continue
        headers = tree.files(f"cgi-bin/{layer}/{whole}.h", f"cgi-bin/{layer}/{whole}_*.h")
        if any(re.search(rf"\b{symbol}\b", tree.code(tree.read(header))) for header in headers):
            return True
    return False


def test_a_file_exports_only_its_own_names():
    tree.clean(
        [
            f"{path} exports {symbol}"
            for path, (exports, _) in tree.symbols().items()
            for symbol in sorted(exports)
            if tree.layer_of(path) and not may_export(path, symbol)
        ]
    )


def test_a_program_exports_only_main():
    tree.clean(
        [
            f"{path} exports {symbol}"
            for path, (exports, _) in tree.symbols().items()
            for symbol in sorted(exports - {"main"})
            if not tree.layer_of(path)
        ]
    )


def test_a_foreign_name_is_found():
    assert not may_export("cgi-bin/store/attempt.c", "exchange_to_json")
    assert may_export("cgi-bin/store/attempt.c", "attempt_insert")
    assert may_export("cgi-bin/coach/practice_pick.c", "practice_open")
    assert not may_export("cgi-bin/coach/practice_pick.c", "practice_nowhere")


# What only tests ask for: how else would they know?
FOR_TESTS = {
    "db_round_trips",  # a page is one round trip
    "log_to",  # what a log line says
    "mode_count",  # every mode, to see that all schemas hold
    "mode_at",
    "input_decode",  # escapes, each by itself
    "marker_lines_task",  # what a line asks for, for what tests/bench/marking-fit measures
    "memory_interval",  # the formula by itself, against the paper's figures
}


def test_no_export_that_nobody_uses():
    needed = {name for _, needs in tree.symbols().values() for name in needs}
    tree.clean(
        [
            f"{path} exports {symbol}, used by no other file"
            for path, (exports, _) in tree.symbols().items()
            for symbol in sorted(exports - needed - FOR_TESTS - {"main"})
        ]
    )


# --- Each layer's archive links with what is left of it and nothing else -----------------------------------------------------

LIBRARIES = {
    "base": ["-ljson-c", "-lutf8proc", "-linih"],
    "crypto": ["-lcrypto", "-largon2"],
    "store": ["-lpq"],
    "llm": ["-lcurl"],
    "library": ["-lstemmer"],
    "nlu": [],
    "marker": ["-lcld2"],
    "builtin": [],
    "coach": [],
    "web": ["-lfcgi", "-lctemplate_nothreads"],
    "admin": [],
}


@pytest.mark.parametrize("layer", tree.LAYERS)
def test_a_layer_links_with_what_is_left_of_it(layer, tmp_path):
    own, *left = tree.REACH[layer]
    archive = os.path.join(tree.BUILD, "lib{}.a").format
    libraries = [word for one in tree.REACH[layer] for word in LIBRARIES[one]] + ["-lm"]
    whole = ["-Wl,--whole-archive", archive(own), "-Wl,--no-whole-archive"]
    done = subprocess.run(
        ["g++", "-shared", "-Wl,--no-undefined", "-o", str(tmp_path / "whole.so"), *whole, *map(archive, left), *libraries],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_the_makefile_says_the_same():
    makefile = tree.read("Makefile")
    for layer in tree.LAYERS:
        assert re.search(rf"(?m)^NEEDS_{layer}\s*= {' '.join(tree.REACH[layer])}$", makefile)
        assert re.search(rf"(?m)^DOOR_{layer}\s*={' '.join(['', *LIBRARIES[layer]])}$", makefile)


# --- 5. Nothing below a main ends the process; nothing at all starts another program -----------------------------------------

ENDS = {"exit", "_exit", "_Exit", "quick_exit", "abort", "__assert_fail", "err", "errx", "verr", "verrx", "raise", "kill"}
# Memory runs out where no place to go to was set: a bug of the program's start, before it serves anybody.
MAY_END = {("cgi-bin/base/arena.c", "abort")}
# PocketSphinx is no dependency: one library of a fixed name, opened only where the settings name its model. Linked, it would bring BLAS, LAPACK and
# Fortran's run time into every worker.
MAY_OPEN = {("cgi-bin/llm/sphinx.c", "dlopen")}
STARTS = {"system", "popen", "posix_spawn", "posix_spawnp", "wordexp", "dlopen", "dlmopen"}


def is_exec(symbol):
    return re.fullmatch(r"f?exec(l|le|lp|v|ve|vp|vpe|veat)", symbol) is not None


def test_nothing_below_main_ends_the_process():
    tree.clean(
        [
            f"{path} uses {symbol}"
            for path, (_, needs) in tree.symbols().items()
            for symbol in sorted(needs & ENDS)
            if tree.layer_of(path) and (path, symbol) not in MAY_END
        ]
    )


def test_nothing_starts_another_program():
    assert is_exec("execvp") and is_exec("fexecve") and not is_exec("execute")
    tree.clean(
        [
            f"{path} uses {symbol}"
            for path, (_, needs) in tree.symbols().items()
            for symbol in sorted(needs)
            if (symbol in STARTS or is_exec(symbol)) and (path, symbol) not in MAY_OPEN
        ]
    )


# --- What the linker and the compiler were asked for ----------------------------------------------------


def readelf(path, *options):
    return subprocess.run(["readelf", "-W", *options, path], capture_output=True, text=True, check=True).stdout


def soft(path):
    """What a program lacks of what makes it hard to misuse."""
    header, segments, dynamic, names = readelf(path, "-h"), readelf(path, "-l"), readelf(path, "-d"), readelf(path, "--dyn-syms")
    there = {
        "a random address (PIE)": "DYN" in header and "INTERP" in segments,
        "relocations that are read-only (RELRO)": "GNU_RELRO" in segments and "BIND_NOW" in dynamic,
        "a stack that is not executable": re.search(r"GNU_STACK.* RW ", segments),
        "no segment to write and execute": not re.search(r"LOAD.* RWE ", segments),
        "stack protection": "__stack_chk_fail" in names,
        "checked copies (FORTIFY)": re.search(r"__\w+_chk@", names.replace("__stack_chk", "")),
    }
    return [f"{path} lacks {what}" for what, good in there.items() if not good]


@pytest.mark.parametrize("program", ["greenroom.fcgi", "greenroom-hourly", "greenroom-admin"])
def test_a_program_is_hardened(program):
    tree.clean(soft(os.path.join(tree.BUILD, program)))


def test_a_program_that_is_not_hardened_is_found(tmp_path):
    source, program = tmp_path / "soft.c", str(tmp_path / "soft")
    source.write_text("int main(void) { return 0; }\n")
    subprocess.run(
        ["gcc", "-no-pie", "-fno-stack-protector", "-z", "execstack", "-z", "norelro", "-o", program, str(source)], check=True, capture_output=True
    )
    assert len(soft(program)) == 5
