"""One thing asked for many times at once, on every route that makes something: the same key counts once, whatever the route. And the ids that a body
may name: somebody else's are like none."""

import threading
import uuid

import pytest

from tests.conftest import words
from tests.support.browser import Program
from tests.support.walk import PASSWORD, Walk

MANY = 20
TABLES = [
    "contexts",
    "chat_messages",
    "proposals",
    "plans",
    "topics",
    "sessions",
    "picks",
    "attempts",
    "recalls",
    "stories",
    "story_versions",
    "notes",
    "reviews",
    "jobs",
    "logins",
    "recovery_codes",
    "model_calls",
    "users",
]


def person(site):
    p = Program(site.base)
    w = Walk(p.call, "p" + uuid.uuid4().hex[:12]).sign_up().tell().plan_it().practise()
    w.program = p
    return w


def rows(site, user):
    return site.sql("SELECT " + ", ".join(f"(SELECT count(*) FROM gr.{t} WHERE user_id = '{user}')" for t in TABLES))[0]


def send(site, person, method, path, body, key):
    p = Program(site.base)
    p.http.cookies.update(person.program.http.cookies)
    return p.http.request(method, site.base + path, json=body, headers={"Idempotency-Key": key}, timeout=70)


def storied(w):
    made = w.call("POST", f"/study/story/{w.told}", {})
    return {"story": made["story_id"], "version": made["version"]}


def ended(w):
    w.call("PUT", "/study/end_session", {"session_id": w.session})
    w.call("POST", f"/session/{w.session}/reconcile", {})
    note = next(n for n in w.call("GET", "/notes")["notes"] if n["topic_id"] == w.topic)
    return {"note": note["version"]}


def proposed(w):
    return {"proposal": w.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})["proposal_id"]}


def two_versions(w):
    w.call("POST", "/plan/approve_plan", {"proposal_id": proposed(w)["proposal"]})
    return {}


def over(w):
    w.call("PUT", "/study/end_session", {"session_id": w.session})
    return {}


# name: what comes first, method, path, body
MAKING = {
    "a turn of the chat": (None, "POST", "/plan/chat", {"text": "I can give 50 minutes a day."}),
    "facts": (None, "POST", "/plan/facts", {"role": "backend developer", "minutes": 50}),
    "a plan": (None, "POST", "/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."}),
    "changes": (None, "POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]}),
    "an approval": (proposed, "POST", "/plan/approve_plan", {"proposal_id": "{proposal}"}),
    "a refusal": (proposed, "POST", "/plan/proposal/{proposal}/decline", {}),
    "an earlier version": (two_versions, "POST", "/plan/version/1/propose", {}),
    "a session": (None, "POST", "/study/start_session", {"topic_id": "{topic}", "planned_study_time": 20}),
    "questions": (None, "POST", "/study/generate_questions/{session}", {}),
    "an opened question": (None, "POST", "/study/session/{session}/open/{told}", {}),
    "a skipped question": (None, "POST", "/study/session/{session}/skip/{told}", {}),
    "an answer": (None, "POST", "/study/evaluate_answer/{session}", {"question_id": "{drafted}", "answer": "I would draw a load balancer."}),
    "a mark": (None, "POST", "/attempt/{attempt}/mark", {}),
    "an own score": (None, "POST", "/attempt/{attempt}/self", {"self_score": 4}),
    "a mark called wrong": (None, "POST", "/attempt/{attempt}/objection", {"objection": "I named the cache.", "left_out": True}),
    "what is asked next": (None, "POST", "/attempt/{first}/next", {}),
    "a story": (None, "POST", "/study/story/{told}", {}),
    "a story's build": (storied, "POST", "/story/{story}/build", {}),
    "a story's version": (storied, "POST", "/story/{story}/save", {"story_title": "The outage", "version": "{version}"}),
    "an end": (None, "PUT", "/study/end_session", {"session_id": "{session}"}),
    "a reconciliation": (over, "POST", "/session/{session}/reconcile", {}),
    "a correction": (ended, "POST", "/notes/correct", {"topic": "{topic}", "corrected": "I am fine with caching.", "version": "{note}"}),
    "a review": (ended, "POST", "/review/run", {}),
    "new codes": (None, "POST", "/settings/codes", {"current": PASSWORD}),
}


def filled(value, names):
    if isinstance(value, dict):
        return {k: filled(v, names) for k, v in value.items()}
    if isinstance(value, str) and "{" in value:
        one = value.format(**names)
        return int(one) if one.isdigit() else one
    return value


@pytest.mark.parametrize("what", MAKING)
def test_twenty_times_at_once_is_once(site, what):
    before, method, path, body = MAKING[what]
    changes = []
    for many in (1, MANY):
        w = person(site)
        names = {**vars(w), **(before(w) if before else {})}
        held, key, codes = rows(site, w.user), str(uuid.uuid4()), []
        gate = threading.Barrier(many)

        def one():
            gate.wait()
            codes.append(send(site, w, method, filled(path, names), filled(body, names), key).status_code)

        threads = [threading.Thread(target=one) for _ in range(many)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        again = send(site, w, method, filled(path, names), filled(body, names), key)
        assert set(codes) <= {200, 503} and 200 in codes and again.status_code == 200, (sorted(codes), again.status_code, again.text[:300])
        changes.append([(t, int(b) - int(a)) for t, a, b in zip(TABLES, held, rows(site, w.user)) if a != b])
    assert changes[0] == changes[1]


def test_ids_of_others_in_a_body_are_like_none(site):
    mine, theirs = person(site), person(site)
    theirs_too = {**proposed(theirs), **storied(theirs), **ended(theirs)}
    login = next(one["login_id"] for one in theirs.call("GET", "/settings")["logins"])
    fields = {
        ("POST", "/plan/approve_plan", "proposal_id"): theirs_too["proposal"],
        ("POST", "/study/start_session", "topic_id"): theirs.topic,
        ("PUT", "/study/end_session", "session_id"): theirs.session,
        ("POST", "/notes/correct", "topic"): theirs.topic,
        ("POST", "/settings/logins/end", "login"): login,
        ("POST", "/plan/chat/retry", "message"): theirs.message,
        ("POST", f"/study/evaluate_answer/{mine.session}", "question_id"): theirs.question,
    }
    more = {
        "topic_id": {"planned_study_time": 20},
        "topic": {"corrected": words(), "version": theirs_too["note"]},
        "question_id": {"answer": words()},
    }
    before = rows(site, theirs.user)
    for (method, path, name), other in fields.items():
        told = []
        for one in (other, str(uuid.uuid4())):
            answer = send(site, mine, method, path, {name: one, **more.get(name, {})}, str(uuid.uuid4()))
            told.append((answer.status_code, {k: v for k, v in answer.json().items() if k != "instance"}))
        assert told[0] == told[1] and told[0][0] in (400, 404, 409), (path, told)
    assert rows(site, theirs.user) == before
