"""A login that runs out in mid-answer: what was typed is kept, sealed, for that user and nobody else."""

import re

import pytest

from tests.conftest import words
from tests.faults.conftest import PASSWORD, Asked, at_once
from tests.support.browser import Browser

pytestmark = pytest.mark.xdist_group("faults")


def expire(asked, how="idle_until = now() - interval '1 second'"):
    asked.site.sql(f"UPDATE gr.logins SET {how} WHERE user_id = '{asked.user}'")


def log_in_again(browser, name, password=PASSWORD):
    browser.send("/users/login", username=name, password=password)
    return browser.page


@pytest.mark.parametrize(
    "how", ["idle_until = now() - interval '1 second'", "expires = now() - interval '6 days', idle_until = now() - interval '6 days'"]
)
def test_an_answer_is_kept_and_offered_after_logging_in(asked, how):
    fields = asked.fields()
    expire(asked, how)
    asked.browser.post(asked.action, fields)
    assert asked.browser.url == "/login" and "what you wrote is kept" in asked.browser.page.text
    assert asked.rows("parked") == 1 and asked.rows("attempts") == 0
    sealed = asked.site.sql(f"SELECT encode(sealed, 'escape') || path FROM gr.parked WHERE user_id = '{asked.user}'")[0][0]
    assert "cnry" not in sealed
    log_in_again(asked.browser, asked.name)
    assert asked.browser.url == "/parked"
    assert asked.browser.form(asked.action).fields["answer"] == fields["answer"]
    asked.browser.get("/")
    assert "waiting" in asked.browser.page.text
    asked.browser.get("/parked")
    page = asked.browser.send(asked.action, status=200)
    assert "of 10" in page.text and asked.rows("attempts", "state = 2") == 1
    assert asked.rows("parked") == 0  # sent at last
    asked.browser.post(asked.action, {**fields, "token": asked.browser.form("*").fields["token"]})
    assert asked.rows("attempts") == 1  # and the old form is the same form


def test_another_user_who_logs_in_there_sees_nothing_of_it(site, asked):
    other = Asked(site)
    fields = asked.fields()
    expire(asked)
    asked.browser.post(asked.action, fields)
    log_in_again(asked.browser, other.name)
    for path in ("/parked", "/", asked.path):
        asked.browser.get(path)
        assert fields["answer"] not in asked.browser.page.source and "cnry" not in asked.browser.page.source
    assert other.rows("parked") == 0 and asked.rows("parked") == 1
    back = Browser(site.base)
    back.log_in(asked.name)
    back.get("/parked")
    assert fields["answer"] in back.page.source
    back.send("/parked/drop")
    assert asked.rows("parked") == 0 and back.status == 200


def test_an_edited_answer_is_what_counts(asked):
    fields = asked.fields()
    expire(asked)
    asked.browser.post(asked.action, fields)
    log_in_again(asked.browser, asked.name)
    better = "A better text, now that I think of it. " + words()
    asked.browser.send(asked.action, answer=better, status=200)
    attempt = asked.site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}'")[0][0]
    asked.browser.get(f"/attempt/{attempt}")
    assert better in asked.browser.page.text


def test_bytes_that_are_no_text_do_not_lose_the_rest(asked):
    fields = asked.fields()
    expire(asked)
    asked.browser.post(asked.action, {**fields, "answer": fields["answer"].encode() + b" \xff\x0c and more"})
    log_in_again(asked.browser, asked.name)
    kept = asked.browser.form(asked.action).fields["answer"]
    assert kept == fields["answer"] + " \ufffd\ufffd and more"


def test_twenty_impatient_clicks_are_kept_once(asked):
    fields = asked.fields()
    expire(asked)
    browsers = [asked.another() for _ in range(20)]
    at_once(lambda b: b.post(asked.action, fields), browsers)
    assert {b.url for b in browsers} == {"/login"} and asked.rows("parked") == 1


@pytest.mark.parametrize(
    "path, action, field",
    [("/chat", "/plan/chat", "text"), ("/plan/view", "/plan/suggest_changes", "feedback.1"), ("/notes", "/notes/correct", "corrected")],
)
def test_other_forms_are_kept_too(asked, path, action, field):
    asked.browser.get(path)
    form = {**asked.browser.form(action).fields, field: "What I wanted to say. " + words()}
    expire(asked)
    asked.browser.post(action, form)
    log_in_again(asked.browser, asked.name)
    assert asked.browser.form(action).fields[field] == form[field]


def test_a_button_is_not_kept(asked):
    asked.browser.get("/")
    form = asked.browser.form("/users/logout").fields
    expire(asked)
    asked.browser.post("/users/logout", form)
    assert asked.browser.url == "/login" and "what you wrote is kept" not in asked.browser.page.text and asked.rows("parked") == 0


def test_a_password_is_not_kept(asked):
    asked.browser.get("/settings")
    form = {**asked.browser.form("/settings/password").fields, "current": PASSWORD, "password": "a louder red room"}
    expire(asked)
    asked.browser.post("/settings/password", form)
    assert asked.browser.url == "/login" and asked.rows("parked") == 0


def given_back(browser, action, fields):
    return browser.status in (401, 403) and browser.form(action).fields["answer"] == fields["answer"]


@pytest.mark.parametrize("how", ["gone", "long ago", "forged"])
def test_what_can_not_be_kept_is_given_back_on_the_page(asked, how):
    """Ended from another device, or too long ago, or sent with a token that is not that login's: not kept under anybody's key."""
    fields = asked.fields()
    if how == "gone":
        asked.site.sql(f"DELETE FROM gr.logins WHERE user_id = '{asked.user}'")
    elif how == "long ago":
        expire(asked, "expires = now() - interval '9 days', idle_until = now() - interval '9 days'")
    else:
        expire(asked)
        fields["token"] = Asked(asked.site).fields()["token"]
    asked.browser.post(asked.action, fields)
    assert given_back(asked.browser, asked.action, fields) and asked.rows("parked") == 0
    source = asked.browser.page
    other = Browser(asked.site.base)
    other.http.cookies = asked.browser.http.cookies
    other.log_in(asked.name)
    asked.browser.page = source
    asked.browser.send(asked.action, status=200)  # the page is of before the log-in, and of the same person
    assert "of 10" in asked.browser.page.text and asked.rows("attempts") == 1


def test_the_cookie_outlives_the_login_so_that_what_was_typed_finds_its_user(asked):
    b = Browser(asked.site.base)
    b.get("/login")
    answer = b.http.post(
        asked.site.base + "/users/login",
        data={**b.form("/users/login").fields, "username": asked.name, "password": PASSWORD},
        headers={"Origin": asked.site.base},
        allow_redirects=False,
    )
    age = int(re.search(r"gr=.*?Max-Age=(\d+)", answer.headers["Set-Cookie"]).group(1))
    assert age >= 37 * 86400  # thirty days, and a week in which its forms are still kept


def test_a_program_is_told_that_its_login_is_over(asked):
    expire(asked)
    problem = asked.program.call("POST", asked.action, {"question_id": asked.question, "answer": "x"}, status=401)
    assert problem["code"] == "login" and asked.rows("parked") == 0
