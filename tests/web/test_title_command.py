"""greenroom-admin title: JSON lines in, a family a line out. Where titles lead is tests/unit/library/test_titles.c; here it is the command."""

import json
import os
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.path.join(ROOT, "build/san" if os.environ.get("SAN") else "build", "greenroom-admin")


def run(text, cwd=ROOT):
    return subprocess.run([PROGRAM, "title"], input=text, capture_output=True, text=True, cwd=cwd, timeout=60)


def titles(*names):
    done = run("".join(json.dumps({"title": name}) + "\n" for name in names))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_line_in_a_line_out_in_order():
    names = ["Staff nurse", "", "Engineer", "Chef", "Büroleiter 🙂"]
    told = titles(*names)
    assert [row["title"] for row in told] == names
    assert all(set(row) == {"title", "family", "nearest", "asks"} for row in told)


def test_a_family_is_named_by_its_file_with_blanks():
    assert [row["family"] for row in titles("Barista", "Prompt engineer", "Full-stack engineer")] == ["customer service", "applied ai", "software"]


def test_a_title_of_a_family_is_neither_nearest_nor_asked():
    (row,) = titles("Senior Staff Nurse")
    assert row == {"title": "Senior Staff Nurse", "family": "nursing", "nearest": False, "asks": False}


def test_a_job_without_a_plan_has_a_nearest_family():
    told = titles("Chef", "Journalist", "Surgeon", "Solicitor")
    assert [row["family"] for row in told] == ["customer service", "marketing", "nursing", "general"]
    assert all(row["nearest"] and not row["asks"] for row in told)


def test_a_bare_title_is_asked_back_with_no_family():
    for row in titles("Engineer", "manager", "Senior Consultant (m/f/d)", "PM"):
        assert row["asks"] and row["family"] == "" and not row["nearest"]


def test_what_it_does_not_know_has_none():
    for row in titles("", "   ", "xyzzy plugh", "?" * 5000, "a" * 70000):
        assert row["family"] == "" and not row["nearest"] and not row["asks"]


@pytest.mark.parametrize("bad", ["{", "[]", '"text"', "{}", '{"title": 3}', '{"title": null}', '{"title": "a"} x'])
def test_a_line_that_is_no_title_ends_it_with_its_number(bad):
    done = run('{"title": "nurse"}\n' + bad + '\n{"title": "nurse"}\n')
    assert done.returncode == 1 and "line 2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_blank_lines_and_no_lines():
    done = run("\n\n  \n")
    assert done.returncode == 0 and done.stdout == ""


def test_without_its_library_it_says_so(tmp_path):
    done = run("", cwd=str(tmp_path))
    assert done.returncode == 78 and "library" in done.stderr
