"""A mark's page, and what a person has to say about it."""

import re
import uuid

import pytest

from tests.support.browser import Browser, Program
from tests.support.walk import Walk


@pytest.fixture
def walk(site):
    """Somebody with two marks at one question of a session that runs, as a program; their browser is `walk.browser`."""
    program = Program(site.base)
    w = Walk(program.call, "m" + uuid.uuid4().hex[:12]).sign_up().tell().plan_it()
    w.program, w.browser = program, Browser(site.base)
    w.browser.http.cookies = program.http.cookies
    w.session = w.call("POST", "/study/start_session", {"topic_id": w.topic, "planned_study_time": 25})["session_id"]
    w.question = w.call("POST", f"/study/generate_questions/{w.session}", {})["questions"][0]["question_id"]
    w.call("POST", f"/study/session/{w.session}/open/{w.question}", {})
    w.attempt = answer(w, w.question)
    return w


def answer(w, question, text="First I would ask how many requests there are. Then I would draw a load balancer, because reads are ten times writes."):
    return w.call("POST", f"/study/evaluate_answer/{w.session}", {"question_id": question, "answer": text})["attempt_id"]


def mark(w, attempt=None):
    return w.call("GET", f"/attempt/{attempt or w.attempt}")


# --- what is asked next ---------------------------------------------------------------------------------------------------------------------


def test_the_page_tells_what_good_answers_mention_and_what_is_asked_next(walk):
    told = mark(walk)
    page = walk.browser.get(f"/attempt/{walk.attempt}")
    for text in (told["good"], told["mistakes"], told["follow_up"]):
        assert text and " ".join(text.split()) in page.text
    assert "Answer this next" in page.text


def test_what_is_asked_next_is_taken_at_once(walk):
    told = mark(walk)
    walk.browser.get(f"/attempt/{walk.attempt}")
    walk.browser.send(f"/attempt/{walk.attempt}/next", status=200)
    found = re.fullmatch(rf"/session/{walk.session}/question/([0-9a-f-]{{36}})", walk.browser.url)
    assert found and found[1] != walk.question
    assert told["follow_up"] in walk.browser.page.text and "Your time ends at" in walk.browser.page.text
    session = walk.call("GET", f"/session/{walk.session}")
    mine = [q for q in session["questions"] if q["question_id"] == found[1]]
    assert [(q["question"], q["state"], q["status"]) for q in mine] == [(told["follow_up"], "open", "new")]
    done = mark(walk, answer(walk, found[1]))
    assert done["question"] == told["follow_up"] and done["topic"] == told["topic"]
    assert done["follow_up"] == ""
    walk.call("POST", f"/attempt/{done['attempt_id']}/next", {}, status=404)


def test_asked_for_twice_it_is_one_question(walk):
    first = walk.call("POST", f"/attempt/{walk.attempt}/next", {})
    second = walk.call("POST", f"/attempt/{walk.attempt}/next", {})  # another form: the same question
    assert [q["question_id"] for q in first["questions"]] == [q["question_id"] for q in second["questions"]]
    again = walk.call("POST", f"/attempt/{answer(walk, walk.question)}/next", {})  # another try at the same question
    assert len(again["questions"]) == len(first["questions"])


def test_after_the_session_nothing_is_asked_next(walk):
    walk.call("PUT", "/study/end_session", {"session_id": walk.session})
    walk.call("POST", f"/attempt/{walk.attempt}/next", {}, status=409)
    page = walk.browser.get(f"/attempt/{walk.attempt}")
    assert mark(walk)["follow_up"] in page.text and "Answer this next" not in page.text
