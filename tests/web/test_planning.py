"""Proposals: what is approved is what was shown, a wish that nobody understands changes nothing, and any edit by hand can live on."""

import pytest

from tests.support.browser import Browser

ROLE, CONTEXT = "nurse", "I have 40 minutes a day."
ODD = "qwertyuiop asdfghjkl zxcvbnm"


@pytest.fixture
def proposed(program):
    """A program whose first proposal is open."""
    program.made = program.call("POST", "/plan/suggest_new", {"role": ROLE, "context": CONTEXT})
    return program


@pytest.fixture
def approved(proposed):
    proposed.plan = proposed.call("POST", "/plan/approve_plan", {"proposal_id": proposed.made["proposal_id"]})
    return proposed


def tab(program):
    b = Browser(program.base)
    b.http.cookies.update(program.http.cookies)
    return b


def wish(program, *words, **more):
    return program.call("POST", "/plan/suggest_changes", {"feedback": list(words), **more})


def outline(plan):
    return [(t["name"], t["daily_study_minutes"]) for t in plan["plan_topics"]]


# --- approval is bound to what was shown ---


def test_a_wish_that_is_not_understood_leaves_the_first_proposal_open(proposed):
    answered = wish(proposed, ODD)
    assert answered["state"] == "answered" and answered["reply"] and answered["after"] == proposed.made["proposal_id"]
    assert answered["differences"] == [] and not answered["is_open"]
    stands = proposed.call("GET", "/proposal")
    assert stands["proposal_id"] == proposed.made["proposal_id"] and stands["is_open"]
    proposed.call("POST", "/plan/approve_plan", {"proposal_id": answered["proposal_id"]}, status=409)
    plan = proposed.call("POST", "/plan/approve_plan", {"proposal_id": stands["proposal_id"], "version": stands["version"]})
    assert outline(plan) == outline(proposed.made)


def test_a_wish_that_is_not_understood_leaves_a_change_open(approved):
    change = wish(approved, "only 20 minutes a day")
    assert wish(approved, ODD)["answered"]
    assert approved.call("GET", "/proposal")["proposal_id"] == change["proposal_id"]
    again = wish(approved, "only 30 minutes a day")
    assert again["is_open"] and again["after"] == change["proposal_id"]
    assert approved.call("GET", f"/proposal/{change['proposal_id']}")["state"] == "replaced"


def test_a_wish_that_is_not_understood_leaves_nothing_to_decide(approved):
    assert wish(approved, ODD)["answered"]
    approved.call("GET", "/proposal", status=404)
    b = tab(approved)
    b.get("/plan/view")
    assert "waiting for your decision" not in b.page.text


def test_what_is_not_understood_is_asked_back_with_choices(proposed):
    b = tab(proposed)
    b.get("/proposal")
    b.send("/plan/suggest_changes", feedback__1=ODD, status=200)
    assert "stands as it was" in b.page.text
    b.get(f"/proposal/{wish(proposed, ODD)['proposal_id']}")
    name = proposed.made["plan_topics"][1]["name"]
    assert f'value="more {name}"' in b.page.source and f'value="drop {name}"' in b.page.source
    choice = {k: v for k, v in b.form("/plan/suggest_changes").fields.items() if k in ("token", "form")}
    b.post("/plan/suggest_changes", {**choice, "feedback.1": f"drop {name}"})
    assert b.status == 200 and name not in [n for n, _ in outline(proposed.call("GET", "/proposal"))]


def test_the_days_new_total_is_shown_before_a_part_counts(approved):
    change = wish(approved, "only 20 minutes a day")
    b = tab(approved)
    b.get("/proposal")
    form = b.form("/plan/approve_plan").fields
    one = {k: v for k, v in form.items() if not k.startswith("take.") or k == "take.1"}
    b.post("/plan/approve_plan", one)
    assert b.status == 200 and approved.call("GET", "/plan/view")["version"] == 1
    first = change["differences"][0]
    moved = int(first["from"].split()[0]) - int(first["to"].split()[0])
    total = approved.plan["plan_overview"]["total_daily_minutes"] - moved
    assert f"a day is {total} minutes" in b.page.text
    b.send("/plan/approve_plan", status=200)
    assert approved.call("GET", "/plan/view")["plan_overview"]["total_daily_minutes"] == total


def test_a_program_that_names_another_total_is_told_it(approved):
    change = wish(approved, "only 20 minutes a day")
    body = {"proposal_id": change["proposal_id"], "version": change["version"], "take": [1], "total_daily_minutes": 20}
    problem = approved.call("POST", "/plan/approve_plan", body, status=409)
    total = problem["total_daily_minutes"]
    assert total != 20 and approved.call("GET", "/plan/view")["version"] == 1
    plan = approved.call("POST", "/plan/approve_plan", {**body, "total_daily_minutes": total})
    assert plan["plan_overview"]["total_daily_minutes"] == total


def test_an_approval_ends_what_was_proposed_for_the_plan_before(approved):
    back = wish(approved, "only 20 minutes a day")
    approved.call("POST", "/plan/approve_plan", {"proposal_id": back["proposal_id"]})
    one = approved.call("POST", "/plan/version/1/propose", {})
    two = wish(approved, "only 25 minutes a day")
    assert approved.call("GET", f"/proposal/{one['proposal_id']}")["state"] == "replaced"
    approved.call("POST", "/plan/approve_plan", {"proposal_id": two["proposal_id"]})
    approved.call("GET", "/proposal", status=404)


def edited(program, proposal, **first):
    """By hand: the first topic with something else in it."""
    topics = [{k: v for k, v in t.items() if v is not None} for t in proposal["plan_topics"]]
    topics[0].update(first)
    overview = {k: proposal["plan_overview"][k] for k in ("target_role", "time_horizon_weeks", "rationale")}
    body = {"version": proposal["version"], "plan_overview": overview, "plan_topics": topics}
    return program.call("POST", f"/plan/proposal/{proposal['proposal_id']}/edit", body)


def test_who_edits_names_the_version_that_was_seen(proposed):
    now = edited(proposed, proposed.made, daily_study_minutes=17)
    assert now["version"] == proposed.made["version"] + 1
    overview = {k: now["plan_overview"][k] for k in ("target_role", "time_horizon_weeks")}
    body = {"plan_overview": overview, "plan_topics": [{"name": "Only this", "daily_study_minutes": 10}]}
    for named in ({}, {"version": proposed.made["version"]}):
        problem = proposed.call("POST", f"/plan/proposal/{now['proposal_id']}/edit", {**body, **named}, status=409)
        assert problem["seen"]["version"] == proposed.made["version"] and problem["now"]["version"] == now["version"]
    assert proposed.call("GET", "/proposal")["plan_topics"][0]["daily_study_minutes"] == 17
