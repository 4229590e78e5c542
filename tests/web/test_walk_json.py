"""The main job as a program does it: JSON in, JSON out, the same routes."""

import uuid

import pytest

from tests.conftest import words
from tests.support.browser import Program

ROLE = "backend developer"
CONTEXT = "I can study 45 minutes a day. I struggle with system design. I am motivated. When I joined my last company I had to stop an outage. I decided to measure first."
ANSWER = (
    "First I would ask how many requests there are and how much data: say 1000 a second. Then I would draw a load balancer, stateless services, a cache and a "
    "database with a replica, because reads are ten times writes. The trade-off is that a cache can be stale, so I would set a short expiry and invalidate on write."
)


def key():
    return str(uuid.uuid4())


@pytest.fixture
def planned(program):
    """A program's user with an approved plan."""
    proposal = program.call("POST", "/plan/suggest_new", {"role": ROLE, "context": CONTEXT + " " + words()})
    program.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]})
    program.plan = program.call("GET", "/plan/view")
    return program


def test_the_walk_as_a_program(site, planned):
    p = planned
    topic = p.plan["plan_topics"][0]
    assert p.plan["version"] == 1 and sum(t["daily_study_minutes"] for t in p.plan["plan_topics"]) == p.plan["plan_overview"]["total_daily_minutes"]
    session = p.call("POST", "/study/start_session", {"topic_id": topic["topic_id"], "planned_study_time": 20})
    questions = p.call("POST", f"/study/generate_questions/{session['session_id']}", {})["questions"]
    assert len(questions) >= 4 and all(q["status"] == "new" for q in questions)
    sid = session["session_id"]
    p.call("POST", f"/study/session/{sid}/skip/{questions[0]['question_id']}", {})
    mark = p.call(
        "POST",
        f"/study/evaluate_answer/{sid}",
        {"question_id": questions[1]["question_id"], "answer": ANSWER + " " + words(), "self_score": 5},
        key=key(),
    )
    assert 1 <= mark["score"] <= 10 and len(mark["positive_feedback"]) <= 3 and len(mark["improvement_areas"]) <= 3
    for anchor in mark["anchors"]:
        assert (anchor["quote"] in ANSWER) if anchor["landed"] else anchor["quote"] in ("", None)
    again = p.call("POST", f"/study/evaluate_answer/{sid}", {"question_id": questions[1]["question_id"], "answer": "I do not know."}, key=key())
    assert again["score"] <= 3 and again["attempt_id"] != mark["attempt_id"]
    ended = p.call("PUT", "/study/end_session", {"session_id": sid})
    assert ended["session_id"] == sid
    site.hourly()
    summary = p.call("GET", f"/session/{sid}/summary")
    assert summary["reconciled"] if "reconciled" in summary else summary["session"]["reconciled"]
    change = p.call(
        "POST",
        "/plan/suggest_changes",
        {
            "feedback": [f"more {p.plan['plan_topics'][-1]['name']}"],
            "plan": {
                "plan_overview": p.plan["plan_overview"],
                "plan_topics": [
                    {
                        k: t[k]
                        for k in ("topic_id", "name", "description", "priority", "daily_study_minutes", "expected_outcome", "key", "prescription")
                    }
                    for t in p.plan["plan_topics"]
                ],
            },
        },
    )
    assert change["differences"] and all(d["reason"] for d in change["differences"])
    approved = p.call("POST", "/plan/approve_plan", {"proposal_id": change["proposal_id"], "take": [change["differences"][0]["number"]]})
    assert approved["version"] == 2
    ids = {t["topic_id"] for t in p.plan["plan_topics"]}
    assert {t["topic_id"] for t in approved["plan_topics"]} == ids  # topics keep their identity, and with it their progress
    back = p.call("POST", "/plan/version/1/propose", {})
    assert p.call("POST", "/plan/approve_plan", {"proposal_id": back["proposal_id"]})["version"] == 3
    view = p.call("GET", "/plan/view")
    assert any(t.get("sessions") for t in view["plan_topics"])


def test_the_same_key_makes_one_attempt(planned):
    session = planned.call("POST", "/study/start_session", {"topic_id": planned.plan["plan_topics"][0]["topic_id"], "planned_study_time": 10})
    question = planned.call("POST", f"/study/generate_questions/{session['session_id']}", {})["questions"][0]
    body, k = {"question_id": question["question_id"], "answer": ANSWER}, key()
    one = planned.call("POST", f"/study/evaluate_answer/{session['session_id']}", body, key=k)
    two = planned.call("POST", f"/study/evaluate_answer/{session['session_id']}", body, key=k)
    assert one["attempt_id"] == two["attempt_id"] and one["score"] == two["score"]


def test_a_proposal_approved_as_the_program_edited_it(program):
    proposal = program.call("POST", "/plan/suggest_new", {"role": ROLE, "context": CONTEXT})
    topics = proposal["plan_topics"][:3]
    topics[0]["daily_study_minutes"] = 33
    plan = program.call(
        "POST",
        "/plan/approve_plan",
        {
            "proposal_id": proposal["proposal_id"],
            "plan_overview": {k: proposal["plan_overview"][k] for k in ("target_role", "time_horizon_weeks", "rationale")},
            "plan_topics": [{k: v for k, v in t.items() if v is not None} for t in topics],
        },
    )
    assert len(plan["plan_topics"]) == 3 and plan["plan_topics"][0]["daily_study_minutes"] == 33


def test_approving_twice_and_approving_what_is_settled(planned):
    proposal = planned.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    k = key()
    first = planned.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]}, key=k)
    assert planned.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]}, key=k)["version"] == first["version"]
    problem = planned.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]}, key=key(), status=409)
    assert problem["code"] == "conflict"


def test_two_proposals_from_the_same_version_can_not_both_win(planned):
    one = planned.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    two = planned.call("POST", "/plan/suggest_changes", {"feedback": ["only 30 minutes a day"]})
    assert planned.call("POST", "/plan/approve_plan", {"proposal_id": two["proposal_id"]})["version"] == 2
    planned.call("POST", "/plan/approve_plan", {"proposal_id": one["proposal_id"]}, status=409)
    assert planned.call("GET", "/plan/view")["plan_overview"]["total_daily_minutes"] == 30


@pytest.mark.parametrize(
    "shape, place",
    [("3 x 5min @ moderate", "at 11"), ("", None), ("0 x 5min @ easy", "at 0"), ("3 x 5min @ easy, x", "at 17"), ("3 x 90min @ easy", "at 4")],
)
def test_a_prescription_that_can_not_be_read_says_where(planned, shape, place):
    body = {"topic_id": planned.plan["plan_topics"][0]["topic_id"], "planned_study_time": 10, "prescription": shape}
    answer = planned.call("POST", "/study/start_session", body, status=400 if place else 200)
    if place:
        assert place in str(answer["problems"])


def test_somebody_elses_things_are_not_found(site, planned, name):
    other = Program(site.base)
    other.call("POST", "/users/create", {"username": "x" + name[1:], "password": "a quiet green room"})
    session = planned.call("POST", "/study/start_session", {"topic_id": planned.plan["plan_topics"][0]["topic_id"], "planned_study_time": 10})
    theirs = other.call("GET", f"/session/{session['session_id']}", status=404)
    nobodys = other.call("GET", f"/session/{key()}", status=404)
    assert {k: v for k, v in theirs.items() if k != "instance"} == {k: v for k, v in nobodys.items() if k != "instance"}
    other.call("POST", f"/study/generate_questions/{session['session_id']}", {}, status=404)
    other.call("PUT", "/study/end_session", {"session_id": session["session_id"]}, status=404)
