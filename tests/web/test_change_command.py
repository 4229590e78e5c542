"""greenroom-admin change: JSON lines in, what a wish changes in a plan a line out. What is understood is tests/unit/builtin/test_wishes.c; here
it is the command."""

import json
import os
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.path.join(ROOT, "build/san" if os.environ.get("SAN") else "build", "greenroom-admin")
PLAN = {
    "role": "florist",
    "daily_minutes": 30,
    "interview": "2026-12-20",
    "topics": [
        {"name": "Wedding orders", "minutes": 12, "priority": 1},
        {"name": "Customer complaints", "minutes": 10, "priority": 2},
        {"name": "Stock and waste", "minutes": 8, "priority": 3},
    ],
}


def run(text, cwd=ROOT):
    return subprocess.run([PROGRAM, "change"], input=text, capture_output=True, text=True, cwd=cwd, timeout=60)


def line(wish, number=1):
    return json.dumps({"id": number, "today": "2026-11-30", "plan": PLAN, "wish": wish}) + "\n"


def change(*wishes):
    done = run("".join(line(wish, number) for number, wish in enumerate(wishes)))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return [json.loads(one) for one in done.stdout.splitlines()]


def test_a_line_in_a_line_out_in_order():
    wishes = ["less stock", "", "Grüße 🙂", "\u201cdrop it\u201d", "x" * 2000]
    told = change(*wishes)
    assert [row["id"] for row in told] == list(range(len(wishes)))
    assert all({"id", "changes", "asks", "reply", "differences"} <= set(row) for row in told)


def test_a_wish_is_told_with_its_differences():
    (row,) = change("Less stock and waste, please")
    assert row["changes"] == [{"topic": "Stock and waste", "change": "less"}] and not row["asks"]
    (asked,) = [one for one in row["differences"] if one["name"] == "Stock and waste"]
    assert asked["from"] == 8 and asked["to"] < 8 and "Less stock and waste" in asked["reason"]
    assert sum(one["to"] - one["from"] for one in row["differences"]) == 0


def test_what_comes_and_goes_has_null_on_the_other_side():
    (row,) = change("swap complaints for funeral wreaths")
    ends = {one["name"]: (one["from"], one["to"]) for one in row["differences"]}
    assert ends["Customer complaints"] == (10, None) and ends["Funeral wreaths"][0] is None


def test_what_is_asked_back_changes_nothing():
    (row,) = change("make it nicer somehow")
    assert row["asks"] and "?" in row["reply"] and row["changes"] == [] and row["differences"] == []


def test_the_day_is_beside_the_topics():
    (row,) = change("20 minutes a day")
    assert row["daily_minutes"] == 20 and row["changes"] == []


@pytest.mark.parametrize("bad", ["{", "[]", "{}", '{"wish": "less"}', '{"plan": {}, "wish": 3}', '{"plan": 3, "wish": "less"}'])
def test_a_line_that_is_no_wish_ends_it_with_its_number(bad):
    done = run(line("less stock") + bad + "\n" + line("less stock"))
    assert done.returncode == 1 and "line 2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_empty_plan_is_no_fault():
    done = run('{"id": 1, "plan": {}, "wish": "more stock"}\n')
    assert done.returncode == 0 and json.loads(done.stdout)["id"] == 1


def test_without_its_library_it_says_so(tmp_path):
    done = run("", cwd=str(tmp_path))
    assert done.returncode == 78 and "library" in done.stderr
