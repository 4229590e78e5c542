"""A mark's page, and what a person has to say about it."""

import re
import uuid

import pytest

from tests.support.browser import Browser, Program
from tests.support.walk import GOOD, Walk


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


# --- a tick put right ---------------------------------------------------------------------------------------------------------------------------


def correct(w, name, landed, quote="", status=200, attempt=None):
    return w.call("POST", f"/attempt/{attempt or w.attempt}/correct", {"name": name, "landed": landed, "quote": quote}, status=status)


def missing(told):
    return next(a for a in told["anchors"] if not a["landed"])


def moved(told, by):
    """The rule: each anchor of n is worth 6/n of a point, rounded, within 1 and 10."""
    score = told["score_given"] + 6 * by / len(told["anchors"])
    return max(1, min(10, int(score + 0.5)))


SAID = "Then I would draw a load balancer, because reads are ten times writes."


def test_a_tick_is_put_right_on_the_page_and_taken_back(walk):
    told = mark(walk)
    name = missing(told)["name"]
    page = walk.browser.get(f"/attempt/{walk.attempt}")
    form = next(f for f in page.forms if f.action.endswith("/correct") and f.fields.get("name") == name and "sentence" in f.text)
    walk.browser.post(form.action, {**form.fields, "quote": SAID})
    assert walk.browser.status == 200 and walk.browser.url == f"/attempt/{walk.attempt}"
    now, score = mark(walk), moved(told, 1)
    assert (now["score"], now["score_given"]) == (score, told["score"])
    assert now["corrections"] == [{"name": name, "landed": True, "quote": SAID}]
    assert next(a for a in now["anchors"] if a["name"] == name)["quote"] == SAID
    assert f"You put right: {name} (you said it). The mark was {told['score']}, it is {score} now." in walk.browser.page.text
    sent = walk.browser.get(f"/attempt/{walk.attempt}/sent")
    assert f"{told['score']} of 10; with what you put right {score} of 10" in sent.text
    page = walk.browser.get(f"/attempt/{walk.attempt}")
    form = next(f for f in page.forms if f.action.endswith("/correct") and f.fields.get("name") == name)
    walk.browser.post(form.action, form.fields)  # I didn't
    assert mark(walk) == told
    assert "You put right" not in walk.browser.page.text


def test_a_sentence_over_two_lines_can_be_chosen(walk):
    wrapped = "Before anything else I would ask how many requests there are in a day\nand how fast\tthey grow."
    walk.attempt = answer(walk, walk.question, f"{wrapped} Then I would draw it.")
    name = missing(mark(walk))["name"]
    page = walk.browser.get(f"/attempt/{walk.attempt}")
    form = next(f for f in page.forms if f.action.endswith("/correct") and f.fields.get("name") == name and "sentence" in f.text)
    assert form.fields["quote"] == wrapped, "the first to choose from"
    walk.browser.post(form.action, {**form.fields, "quote": wrapped.replace("\n", "\r\n")})  # so browsers send it
    assert mark(walk)["corrections"] == [{"name": name, "landed": True, "quote": wrapped}]


def test_one_that_landed_may_be_denied_and_said_again(walk):
    told = mark(walk)
    for text in (GOOD, told["good"], *(f"{a['anchor']} I did so for two years at my last employer." for a in told["anchors"])):
        if not any(a["landed"] for a in told["anchors"]):
            walk.attempt = answer(walk, walk.question, text)
            told = mark(walk)
    landed = next(a for a in told["anchors"] if a["landed"])
    now = correct(walk, landed["name"], False)
    assert now["score"] == moved(told, -1) and now["corrections"] == [{"name": landed["name"], "landed": False, "quote": ""}]
    page = walk.browser.get(f"/attempt/{walk.attempt}")
    assert f"{landed['name']} (you didn’t)" in page.text
    form = next(f for f in page.forms if f.action.endswith("/correct") and f.fields.get("name") == landed["name"])
    assert form.fields["quote"] == landed["quote"] and "I did say it" in form.text
    walk.browser.post(form.action, form.fields)
    assert {**mark(walk), "change": None} == {**told, "change": None}


def test_several_add_up_within_one_and_ten(walk):
    told = mark(walk)
    for anchor in told["anchors"]:
        now = correct(walk, anchor["name"], True, SAID) if not anchor["landed"] else told
    more = sum(not a["landed"] for a in told["anchors"])
    assert now["score"] == moved(told, more)
    for anchor in told["anchors"]:
        now = correct(walk, anchor["name"], False)
    assert now["score"] == moved(told, -sum(a["landed"] for a in told["anchors"])) >= 1


def test_what_is_not_in_the_answer_is_not_put_right(walk):
    told = mark(walk)
    good = {"name": missing(told)["name"], "landed": True, "quote": SAID}
    for bad in (
        {"name": "No such anchor"},
        {"name": ""},
        {"quote": ""},
        {"quote": " "},
        {"quote": None},
        {"quote": "Words that nobody said."},
        {"landed": "perhaps"},
        {"score": 10},
    ):
        walk.call("POST", f"/attempt/{walk.attempt}/correct", {**good, **bad}, status=400)
        assert mark(walk) == told, bad


def test_the_form_comes_back_with_what_is_wrong(walk):
    name = missing(mark(walk))["name"]
    walk.browser.get(f"/attempt/{walk.attempt}")
    form = walk.browser.form(f"/attempt/{walk.attempt}/correct")
    walk.browser.post(form.action, {**form.fields, "name": name, "landed": "1", "quote": "Words that nobody said."})
    assert walk.browser.status == 400
    assert "Please choose the sentence of your answer" in walk.browser.page.text and "of 10" in walk.browser.page.text


def test_nobody_puts_anothers_marks_right(walk, site):
    other = Walk(Program(site.base).call, "m" + uuid.uuid4().hex[:12]).sign_up()
    name = missing(mark(walk))["name"]
    other.call("POST", f"/attempt/{walk.attempt}/correct", {"name": name, "landed": True, "quote": SAID}, status=404)
    other.call("POST", f"/attempt/{walk.attempt}/objection", {"left_out": True}, status=404)
    assert mark(walk)["corrections"] == [] and not mark(walk)["objected"]


def due(site, w):
    return site.sql(f"SELECT due_day, reviews FROM gr.questions WHERE id = '{w.question}'")[0]


def strength(w):
    return next(n["strength"] for n in w.call("GET", "/notes")["notes"] if n["topic_id"] == w.topic)


def test_strength_follows_by_half_and_the_best_score_wholly(walk, site):
    told = mark(walk)
    walk.call("PUT", "/study/end_session", {"session_id": walk.session})
    walk.call("POST", f"/session/{walk.session}/reconcile", {})
    assert strength(walk) == told["score"]
    held = due(site, walk)
    for anchor in told["anchors"]:
        if not anchor["landed"]:
            now = correct(walk, anchor["name"], True, SAID)
    assert now["score"] >= told["score"] + 2
    assert strength(walk) == told["score"] + (now["score"] - told["score"]) // 2
    assert walk.call("GET", f"/session/{walk.session}/summary")["tally"]["best_score"] == now["score"]
    assert int(due(site, walk)[0]) >= int(held[0]) and due(site, walk)[1] == held[1]
    for anchor in told["anchors"]:
        if not anchor["landed"]:
            correct(walk, anchor["name"], False)
    assert strength(walk) == told["score"] and due(site, walk) == held


# --- a mark that is wrong -----------------------------------------------------------------------------------------------------------------------


def test_a_mark_can_be_called_wrong_and_that_be_taken_back(walk):
    told = mark(walk)
    walk.browser.get(f"/attempt/{walk.attempt}")
    walk.browser.send(f"/attempt/{walk.attempt}/objection", objection="I named <i>the cache</i> & more.", status=200)
    assert "You called this mark wrong. I named <i>the cache</i> & more." in walk.browser.page.text
    now = mark(walk)
    assert (now["objected"], now["objection"], now["left_out"], now["score"]) == (True, "I named <i>the cache</i> & more.", False, told["score"])
    walk.browser.send(f"/attempt/{walk.attempt}/objection", status=200)  # Take it back
    assert mark(walk) == told and "This mark is wrong" in walk.browser.page.text


def test_an_objection_that_is_too_long_comes_back(walk):
    walk.browser.get(f"/attempt/{walk.attempt}")
    walk.browser.send(f"/attempt/{walk.attempt}/objection", objection="No. " * 126, left_out="1", status=400)
    form = walk.browser.form(f"/attempt/{walk.attempt}/objection")
    assert form.fields["objection"].startswith("No. No.") and "500" in walk.browser.page.text
    assert not mark(walk)["objected"]


def test_what_is_left_out_counts_for_nothing_until_it_is_back(walk, site):
    second = answer(walk, walk.question, "I do not know.")
    for anchor in mark(walk)["anchors"]:
        if not anchor["landed"]:
            correct(walk, anchor["name"], True, SAID)
    first, weak = mark(walk), mark(walk, second)
    assert weak["score"] < first["score"]
    walk.call("PUT", "/study/end_session", {"session_id": walk.session})
    walk.call("POST", f"/session/{walk.session}/reconcile", {})
    held, was = strength(walk), due(site, walk)
    walk.call("POST", f"/attempt/{walk.attempt}/objection", {"left_out": True})
    assert strength(walk) == weak["score"] and due(site, walk)[1] == "1"
    assert walk.call("GET", f"/session/{walk.session}/summary")["tally"]["best_score"] == weak["score"]
    walk.call("POST", f"/attempt/{second}/objection", {"left_out": True})
    assert strength(walk) is None and due(site, walk)[1] == "0"
    assert walk.call("GET", f"/session/{walk.session}/summary")["tally"]["best_score"] is None
    for one in (walk.attempt, second):
        walk.call("POST", f"/attempt/{one}/objection", {"take_back": True})
    assert strength(walk) == held and due(site, walk) == was


def test_the_host_counts_what_is_said_and_nothing_else(walk, site):
    site.sql("DELETE FROM gr.says")
    name = missing(mark(walk))["name"]
    for _ in range(2):
        correct(walk, name, True, SAID)  # twice is once
        walk.call("POST", f"/attempt/{walk.attempt}/objection", {"objection": "It heard nothing of my cache."})
    assert site.sql("SELECT provider, model, kind, n FROM gr.says ORDER BY kind") == [
        ["builtin", "builtin-1", "correction", "1"],
        ["builtin", "builtin-1", "objection", "1"],
    ]
    told = site.admin("costs").stdout
    assert re.search(r"builtin:builtin-1 +correction +1\n", told) and re.search(r"builtin:builtin-1 +objection +1\n", told)
    assert "heard" not in told and walk.user not in told
    columns = site.sql("SELECT string_agg(column_name, ' ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'says'")
    assert columns == [["day provider model kind n"]]


def test_the_download_has_all_of_it(walk):
    told = mark(walk)
    name = missing(told)["name"]
    correct(walk, name, True, SAID)
    walk.call("POST", f"/attempt/{walk.attempt}/objection", {"objection": "It heard nothing of my cache.", "left_out": True})
    export = walk.call("POST", "/settings/export", {"current": "a quiet green room"})
    kept = next(a for a in export["attempts"] if a["id"] == walk.attempt)
    assert kept["corrections"] == [{"name": name, "landed": True, "quote": SAID}]
    assert (kept["corrected_score"], kept["mark"]["score"]) == (moved(told, 1), told["score"])
    assert (kept["objected"], kept["objection"], kept["left_out"]) == (True, "It heard nothing of my cache.", True)
