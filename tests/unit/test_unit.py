"""Each cmocka program of tests/unit/<layer>/ is one test here; it links only its layer's archive and those left of it, and runs under the sanitizers."""
import glob
import os
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
SOURCES = sorted(glob.glob(os.path.join(ROOT, "tests/unit/*/test_*.c")))
NAMES = [os.path.relpath(s, os.path.join(ROOT, "tests/unit"))[:-2] for s in SOURCES]


@pytest.mark.parametrize("name", NAMES)
def test_unit(name):
    program = os.path.join(ROOT, "build/san/unit", name)
    assert os.path.exists(program), f"{program} was not built"
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1", "UBSAN_OPTIONS": "print_stacktrace=1", "CMOCKA_MESSAGE_OUTPUT": "STDOUT"}
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=300, env=environment)
    report = done.stdout[-6000:] + done.stderr[-6000:]
    assert done.returncode == 0, report
    assert "Sanitizer" not in done.stderr, report
