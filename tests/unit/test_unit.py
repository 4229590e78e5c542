"""Each cmocka program of tests/unit/<layer>/ is one test here; it links only its layer's archive and those left of it. Those of memory,
parsers and doors run under the sanitizers always; those of rules and texts, which read a lot, as they ship, and under them with SAN=1."""

import glob
import os
import re
import subprocess

import pytest

from tests.support import template
from tests.support.site import ROOT, make_template

SOURCES = sorted(glob.glob(os.path.join(ROOT, "tests/unit/*/test_*.c")))
NAMES = [os.path.relpath(s, os.path.join(ROOT, "tests/unit"))[:-2] for s in SOURCES]
with open(os.path.join(ROOT, "Makefile")) as f:
    SANITIZED = re.search(r"(?m)^SANITIZED\s*= (.*)$", f.read()).group(1).split()


def program_of(name):
    build = "build/san" if os.environ.get("SAN") or name.split("/")[0] in SANITIZED else "build"
    return os.path.join(ROOT, build, "unit", name)


@pytest.mark.parametrize("name", NAMES)
def test_unit(name):
    program = program_of(name)
    assert os.path.exists(program), f"{program} was not built: make unit"
    if name.startswith("store/"):
        template.cluster(make_template)
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1", "UBSAN_OPTIONS": "print_stacktrace=1", "CMOCKA_MESSAGE_OUTPUT": "STDOUT"}
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=900, env=environment)
    report = done.stdout[-6000:] + done.stderr[-6000:]
    assert done.returncode == 0, report
    assert "Sanitizer" not in done.stderr, report
