"""greenroom-admin fsrs and plan: the coach's arithmetic from a shell, with no site. The memory model is worked out here a second time, from FSRS-6's formulas."""

import json
import math
import os
import random
import subprocess

import pytest

ADMIN = os.path.join("build/san" if os.environ.get("SAN") else "build", "greenroom-admin")

W = [
    0.212,
    1.2931,
    2.3065,
    8.2956,
    6.4133,
    0.8334,
    3.0194,
    0.001,
    1.8722,
    0.1666,
    0.796,
    1.4835,
    0.0614,
    0.2629,
    1.6483,
    0.6014,
    1.8729,
    0.5425,
    0.0912,
    0.0658,
    0.1542,
]
DECAY = -W[20]
FACTOR = 0.9 ** (1 / DECAY) - 1


def admin(*args, text=""):
    return subprocess.run([ADMIN, *args], input=text, capture_output=True, text=True, timeout=60)


def told(*lines):
    done = admin("fsrs", text="".join(json.dumps(one) + "\n" for one in lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


# --- fsrs --------------------------------------------------------------------------------------------------------------------


def clamp(v, low, high):
    return min(max(v, low), high)


def first_difficulty(g):
    return W[4] - math.exp(W[5] * (g - 1)) + 1


def next_stability(s, d, g, t):
    if t < 1:
        inc = math.exp(W[17] * (g - 3 + W[18])) * s ** -W[19]
        return s * (max(1, inc) if g >= 2 else inc)
    r = (1 + FACTOR * t / s) ** DECAY
    if g == 1:
        return min(W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp(W[14] * (1 - r)), s / math.exp(W[17] * W[18]))
    h, b = W[15] if g == 2 else 1, W[16] if g == 4 else 1
    return s * (1 + math.exp(W[8]) * (11 - d) * s ** -W[9] * (math.exp(W[10] * (1 - r)) - 1) * h * b)


def by_the_formulas(reviews):
    s = d = last = None
    for one in reviews:
        g = one["rating"]
        if s is None:
            s, d = W[g - 1], clamp(first_difficulty(g), 1, 10)
        else:
            s = clamp(next_stability(s, d, g, one["day"] - last), 0.001, 36500)
            moved = d + (10 - d) * -W[6] * (g - 3) / 9
            d = clamp(W[7] * first_difficulty(4) + (1 - W[7]) * moved, 1, 10)
        last = one["day"]
        yield s, d, clamp(round(s / FACTOR * (0.9 ** (1 / DECAY) - 1)), 1, 36500)


def test_every_review_equals_the_formulas():
    chance = random.Random(6)
    many = []
    for k in range(300):
        day, reviews = chance.randrange(0, 20000), []
        for _ in range(chance.randrange(1, 15)):
            reviews.append({"day": day, "rating": chance.randrange(1, 5)})
            day += chance.choice([0, 0, 1, 1, 2, 3, 7, 30, 400])
        many.append({"id": k, "reviews": reviews})
    for asked, got in zip(many, told(*many), strict=True):
        assert got["id"] == asked["id"] and len(got["reviews"]) == len(asked["reviews"])
        for one, is_now, (s, d, interval) in zip(asked["reviews"], got["reviews"], by_the_formulas(asked["reviews"]), strict=True):
            assert one == {k: is_now[k] for k in ("day", "rating")}
            assert abs(is_now["stability"] - s) <= 1e-6 and abs(is_now["difficulty"] - d) <= 1e-6 and is_now["interval"] == interval


def test_no_reviews_are_told_as_none_and_blank_lines_are_passed_over():
    done = admin("fsrs", text='{"reviews": []}\n\n{"reviews": []}\n')
    assert done.returncode == 0 and done.stdout == '{"reviews":[]}\n' * 2


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"reviews": 3}',
        '{"reviews": [{"day": 1}]}',
        '{"reviews": [{"day": 1, "rating": 5}]}',
        '{"reviews": [{"day": 1, "rating": 0}]}',
        '{"reviews": [{"day": -1, "rating": 3}]}',
        '{"reviews": [{"day": 3, "rating": 3}, {"day": 2, "rating": 3}]}',
    ],
)
def test_what_is_no_list_of_reviews_is_refused_with_its_line(line):
    done = admin("fsrs", text='{"reviews": []}\n' + line + "\n")
    assert done.returncode == 1 and "line 2" in done.stderr and done.stdout == '{"reviews":[]}\n'


# --- plan --------------------------------------------------------------------------------------------------------------------


def plan(**options):
    done = admin("plan", *[word for name, value in options.items() for word in (f"--{name}", str(value))])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_plan_is_fitted_to_what_was_said():
    p = plan(role="year 4 teacher", minutes=40, weeks=3, weak="behaviour in class", motivation="burnt out but need this")
    overview, topics = p["plan_overview"], p["plan_topics"]
    assert overview["target_role"] == "year 4 teacher" and overview["total_daily_minutes"] == 40 and overview["time_horizon_weeks"] == 3
    assert sum(t["daily_study_minutes"] for t in topics) == 40 and sorted(t["priority"] for t in topics) == list(range(1, len(topics) + 1))
    assert any(t["key"] == "teaching/behaviour" for t in topics) and all(t["key"].split("/")[0] in ("teaching", "behavioural") for t in topics)
    assert overview["rationale"].endswith(".") and "behaviour" in overview["rationale"]


def test_a_plan_needs_nothing_to_be_said():
    p = plan()
    assert p["plan_overview"]["total_daily_minutes"] >= 10 and len(p["plan_topics"]) >= 3


@pytest.mark.parametrize(
    "args",
    [
        ["--minutes", "0"],
        ["--minutes", "1441"],
        ["--minutes", "some"],
        ["--weeks", "105"],
        ["--role"],
        ["--loud", "yes"],
        ["nurse"],
        ["--role", "nurse", "--role", "nurse"],
        ["--role", b"\xff"],
    ],
)
def test_options_that_make_no_sense_are_refused(args):
    done = admin("plan", *args)
    assert done.returncode == 2 and done.stdout == "" and "greenroom-admin" in done.stderr
