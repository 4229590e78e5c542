"""The same thing twice, or twenty times at once, and two tabs: one row, one result, and nobody's words lost."""

import re
import uuid

import pytest

from tests.conftest import words
from tests.faults.conftest import ANSWER, PASSWORD, Asked, at_once
from tests.support.browser import Browser, Program

pytestmark = pytest.mark.xdist_group("faults")
MANY = 20


def post_many(asked, action, fields):
    """The same form from twenty tabs at once; their pages."""
    browsers = [asked.another() for _ in range(MANY)]
    at_once(lambda b: b.post(action, fields), browsers)
    return browsers


def call_many(asked, method, path, body, status=200):
    """The same for a program: one key, twenty calls; their answers."""
    key = str(uuid.uuid4())

    def call(_):
        p = Program(asked.site.base)
        p.http.cookies.update(asked.program.http.cookies)
        return p.call(method, path, body, key=key, status=status)

    return at_once(call, range(MANY))


def assert_all_alike(answers):
    assert all(a == answers[0] for a in answers), [a for a in answers if a != answers[0]][:2]


# --- at once ---


def test_one_answer_sent_at_once_is_one_attempt_with_one_mark(asked):
    fields = asked.fields()
    pages = post_many(asked, asked.action, fields)
    assert {b.status for b in pages} == {200}
    assert asked.rows("attempts") == 1 and asked.rows("attempts", "state = 2 AND mark_try = 1") == 1
    assert asked.rows("model_calls", "mode = 'evaluate_answer'") == 1 and asked.rows("recalls") == 1
    links = {link for b in pages for link in re.findall(r'action="(/attempt/[0-9a-f-]{36})/', b.page.source)}
    assert len(links) <= 1
    for b in pages:  # its mark, or that it is being marked in another window
        assert "of 10" in b.page.text or "another window" in b.page.text, b.page.text[:600]
    again = asked.another()
    again.post(asked.action, fields)
    assert "of 10" in again.page.text


def test_one_answer_of_a_program_sent_at_once_is_one_attempt(asked):
    marks = call_many(asked, "POST", asked.action, {"question_id": asked.question, "answer": ANSWER + words()})
    assert len({m["attempt_id"] for m in marks}) == 1 and {m["state"] for m in marks} <= {"marked", "pending"}
    assert asked.rows("attempts") == 1 and asked.rows("model_calls", "mode = 'evaluate_answer'") == 1


def test_one_approval_sent_at_once_is_one_version(asked):
    proposal = asked.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})["proposal_id"]
    asked.browser.get("/proposal")
    pages = post_many(asked, "/plan/approve_plan", asked.browser.form("/plan/approve_plan").fields)
    assert {(b.status, b.url) for b in pages} == {(200, "/plan/view")}
    assert asked.rows("plans") == 2 and asked.rows("plans", f"current AND version = 2 AND proposal = '{proposal}'") == 1


def test_one_end_sent_at_once_ends_once(asked):
    asked.browser.get(f"/session/{asked.session}")
    pages = post_many(asked, "/study/end_session", asked.browser.form("/study/end_session").fields)
    assert {(b.status, b.url) for b in pages} == {(200, f"/session/{asked.session}/summary")}
    assert asked.rows("sessions", "how = 1") == 1 and asked.rows("jobs", "kind = 0") == 1


def test_one_start_sent_at_once_starts_one_session(asked):
    topic = asked.plan["plan_topics"][1]["topic_id"]
    sessions = call_many(asked, "POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 10})
    assert len({s["session_id"] for s in sessions}) == 1
    assert asked.rows("sessions") == 2 and asked.rows("sessions", "how = 0") == 1


def test_questions_asked_for_at_once_are_suggested_once(asked):
    topic = asked.plan["plan_topics"][1]["topic_id"]
    session = asked.program.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 10})["session_id"]
    before = asked.rows("model_calls", "mode = 'generate_questions'")
    answers = call_many(asked, "POST", f"/study/generate_questions/{session}", {}, status=None)
    lists = [a for a in answers if "questions" in a] + [asked.program.call("POST", f"/study/generate_questions/{session}", {})]
    assert len(lists) > 1 and {a.get("code", "busy") for a in answers} == {"busy"}  # who comes while they are being chosen is told so
    assert_all_alike(lists)
    assert asked.rows("picks", f"session = '{session}'") == len(lists[0]["questions"])
    assert asked.rows("model_calls", "mode = 'generate_questions'") == before + 1


def test_one_turn_of_the_chat_sent_at_once_is_one_turn(asked):
    before, calls = asked.rows("chat_messages"), asked.rows("model_calls", "mode = 'plan_chat'")
    asked.browser.get("/chat")
    fields = {**asked.browser.form("/plan/chat").fields, "text": "I can give 50 minutes a day. " + words()}
    pages = post_many(asked, "/plan/chat", fields)
    assert {b.status for b in pages} == {200}
    assert asked.rows("chat_messages") == before + 2 and asked.rows("model_calls", "mode = 'plan_chat'") == calls + 1


def test_one_story_begun_and_saved_at_once_is_one_story(asked):
    fields = asked.browser.form(f"/study/story/{asked.question}").fields
    pages = post_many(asked, f"/study/story/{asked.question}", fields)
    assert {b.status for b in pages} == {200} and asked.rows("stories") == 1
    assert asked.rows("model_calls", "mode = 'build_story'") == 1
    story = asked.site.sql(f"SELECT id, version FROM gr.stories WHERE user_id = '{asked.user}'")[0]
    asked.browser.get(f"/story/{story[0]}")
    save = {**asked.browser.form(f"/story/{story[0]}/save").fields, "situation": "One day everything stood still. " + words()}
    pages = post_many(asked, f"/story/{story[0]}/save", save)
    assert {(b.status, b.url) for b in pages} == {(200, f"/story/{story[0]}")}
    assert asked.rows("stories", f"version = {int(story[1]) + 1}") == 1


def test_one_sign_up_sent_at_once_is_one_account_with_the_same_codes_on_every_page(site, name):
    first = Browser(site.base)
    first.get("/signup")
    form = {**first.form("/users/create").fields, "username": name, "password": PASSWORD, "try_question": "Why?", "try_answer": words()}
    before = int(site.sql("SELECT count(*) FROM gr.users")[0][0])
    browsers = []
    for _ in range(MANY):
        b = Browser(site.base)
        b.http.cookies.update({"gr_pre": first.http.cookies["gr_pre"]})
        browsers.append(b)
    at_once(lambda b: b.post("/users/create", form), browsers)
    assert {b.status for b in browsers} == {200}
    codes = {tuple(re.findall(r"<code>([0-9A-Z-]{23})</code>", b.page.source)) for b in browsers}
    assert len(codes) == 1 and len(codes.pop()) == 10
    assert int(site.sql("SELECT count(*) FROM gr.users")[0][0]) == before + 1
    for b in browsers:
        b.get("/settings")
        assert b.status == 200 and name in b.page.text
    assert "10" in b.page.text and site.sql("SELECT max(n) FROM (SELECT count(*) AS n FROM gr.recovery_codes GROUP BY user_id) c") == [["10"]]
    assert site.sql("SELECT max(n) FROM (SELECT count(*) AS n FROM gr.contexts c JOIN gr.logins USING (user_id) GROUP BY c.id) c")[0][0] == str(MANY)


def test_one_name_wanted_by_many_at_once_is_given_once(site, name):
    forms = []
    for i in range(10):
        b = Browser(site.base)
        b.get("/signup")
        forms.append((b, {**b.form("/users/create").fields, "username": name.upper() if i % 2 else name, "password": PASSWORD}))
    at_once(lambda f: f[0].post("/users/create", f[1]), forms)
    assert sorted(b.status for b, _ in forms) == [200] + [400] * 9
    assert all("taken" in b.page.text for b, _ in forms if b.status == 400)


def test_many_different_forms_at_once_all_count(asked):
    """Serializable transactions on the same rows are retried until all are through."""

    def save(n):
        b = asked.another()
        b.get("/notes")
        b.http.post(
            asked.site.base + f"/study/session/{asked.session}/draft/{asked.question}", json={"answer": f"draft {n}"}, timeout=60
        ).raise_for_status()

    at_once(save, range(8))


# --- one after the other: double click, reload, back ---


def test_reload_and_back_after_an_answer(asked):
    fields = asked.fields()
    first = asked.browser.post(asked.action, fields).text
    mark = re.search(r"\d+ of 10", first).group(0)
    assert mark in asked.browser.post(asked.action, fields).text  # reload: the browser sends the form again
    asked.browser.get(asked.path)  # back, as a page that is asked for anew: not a form to fill in again
    assert asked.action not in [f.action for f in asked.browser.page.forms]
    assert asked.rows("attempts") == 1


def test_back_to_a_sign_up_form_and_another_name_is_told_apart(site, name):
    b = Browser(site.base)
    b.get("/signup")
    form = {**b.form("/users/create").fields, "username": name, "password": PASSWORD}
    token = b.http.cookies["gr_pre"]
    b.post("/users/create", form)
    other = Browser(site.base)
    other.http.cookies.update({"gr_pre": token})
    other.post("/users/create", {**form, "username": name + "b"})
    assert other.status == 400 and other.form("/users/create").fields["username"] == name + "b"
    other.send("/users/create", username=name + "b", password=PASSWORD, status=200)  # the form that came back is a new one


# --- two tabs ---


def test_two_tabs_answer_one_question(asked):
    one, two = asked.another(), asked.another()
    for b in (one, two):
        b.get(asked.path)
    first, second = "The first text. " + words(), "The second text, a better one. " + words()
    one.send(asked.action, answer=first, status=200)
    two.send(asked.action, answer=second, status=409)
    assert first in two.page.text and second in two.page.text and "kept as a draft" in two.page.text
    assert asked.rows("attempts") == 1
    two.send(f"/study/session/{asked.session}/open/{asked.question}", status=200)  # the choice: another try, with its text in the box
    assert two.form(asked.action).fields["answer"] == second
    two.send(asked.action, status=200)
    assert asked.rows("attempts") == 2 and asked.rows("attempts", "try_no = 2") == 1
    answers = [
        asked.program.call("GET", f"/attempt/{a}")["answer"]
        for (a,) in asked.site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}' ORDER BY try_no")
    ]
    assert answers == [first, second]


def test_three_tabs_and_no_text_is_lost(asked):
    tabs = [asked.another() for _ in range(3)]
    for b in tabs:
        b.get(asked.path)
    texts = [f"Text number {i}. " + words() for i in range(3)]
    form = tabs[2].form(asked.action).fields
    tabs[0].send(asked.action, answer=texts[0], status=200)
    tabs[1].send(asked.action, answer=texts[1], status=409)
    tabs[2].send(asked.action, answer=texts[2], status=409)
    draft = asked.program.call("GET", f"/session/{asked.session}/question/{asked.question}")["draft"]
    assert texts[1] in draft and texts[2] in draft
    tabs[2].post(asked.action, {**form, "answer": texts[2]})
    again = asked.program.call("GET", f"/session/{asked.session}/question/{asked.question}")["draft"]
    assert again == draft  # the same text again is not kept twice


def test_two_tabs_answer_at_once_with_different_texts(asked):
    tabs = [asked.another() for _ in range(2)]
    forms = [{**asked.fields("Text of tab %d. " % i + words())} for i in range(2)]
    at_once(lambda p: p[0].post(asked.action, p[1]), list(zip(tabs, forms)))
    assert sorted(b.status for b in tabs) == [200, 409] and asked.rows("attempts") == 1
    loser = [b for b in tabs if b.status == 409][0]
    assert all(f["answer"] in loser.page.text for f in forms)


def test_two_tabs_approve_different_proposals(asked):
    b1, b2 = asked.another(), asked.another()
    asked.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    b1.get("/proposal")
    asked.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 30 minutes a day"]})
    b2.get("/proposal")
    b2.send("/plan/approve_plan", status=200)
    b1.send("/plan/approve_plan", status=409)
    assert "nothing was overwritten" in b1.page.text and asked.rows("plans") == 2
    assert asked.program.call("GET", "/plan/view")["plan_overview"]["total_daily_minutes"] == 30


def test_two_tabs_approve_one_proposal(asked):
    asked.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    tabs = [asked.another() for _ in range(2)]
    for b in tabs:
        b.get("/proposal")
    at_once(lambda b: b.send("/plan/approve_plan"), tabs)
    assert sorted(b.status for b in tabs) == [200, 409] and asked.rows("plans") == 2
    loser = [b for b in tabs if b.status == 409][0]
    assert "Your plan is as it was" in loser.page.text or "approved" in loser.page.text


def test_two_tabs_save_one_story(asked):
    asked.browser.send(f"/study/story/{asked.question}", status=200)
    story = asked.site.sql(f"SELECT id FROM gr.stories WHERE user_id = '{asked.user}'")[0][0]
    tabs = [asked.another() for _ in range(2)]
    for b in tabs:
        b.get(f"/story/{story}")
    tabs[0].send(f"/story/{story}/save", situation="The first words. " + words(), status=200)
    mine = "The second words. " + words()
    tabs[1].send(f"/story/{story}/save", situation=mine, status=409)
    assert tabs[1].form(f"/story/{story}/save").fields["situation"] == mine and "The first words." in tabs[1].page.text
    tabs[1].send(f"/story/{story}/save", status=200)  # the choice: these words after all
    assert mine in tabs[1].page.source


def test_two_tabs_correct_one_note(asked):
    asked.browser.post(asked.action, asked.fields())
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})
    asked.program.call("POST", f"/session/{asked.session}/reconcile", {})
    tabs = [asked.another() for _ in range(2)]
    for b in tabs:
        b.get("/notes")
    forms = [[f for f in b.page.forms if f.action == "/notes/correct" and f.fields.get("topic")][0].fields for b in tabs]
    tabs[0].post("/notes/correct", {**forms[0], "corrected": "I was unwell. " + words()})
    mine = "I was away. " + words()
    tabs[1].post("/notes/correct", {**forms[1], "corrected": mine})
    assert tabs[0].status == 200 and tabs[1].status == 409 and mine in tabs[1].page.source and "I was unwell." in tabs[1].page.source


def test_an_answer_given_after_the_session_was_ended_in_another_tab_is_taken(asked):
    fields = asked.fields()
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})
    asked.browser.post(asked.action, fields)
    assert asked.browser.status == 200 and asked.rows("attempts", "state = 2") == 1


def test_two_people_with_the_same_form_id_do_not_meet(site, asked):
    other = Asked(site)
    key = str(uuid.uuid4())
    for who in (asked, other):
        who.program.call("POST", who.action, {"question_id": who.question, "answer": ANSWER}, key=key)
    assert asked.rows("attempts") == 1 and other.rows("attempts") == 1
