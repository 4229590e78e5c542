"""Signing up, logging in and out, recovering: in a plain browser and as a program."""

import re

from tests.conftest import words
from tests.support.browser import Browser, Program


def codes_of(browser):
    return re.findall(r"<code>([0-9A-Z-]{23})</code>", browser.page.source)


def test_signing_up_shows_ten_recovery_codes_once_and_logs_in(browser, name):
    browser.sign_up(name)
    assert browser.status == 200 and len(set(codes_of(browser))) == 10
    browser.get("/")
    assert "Tell the coach" in browser.page.text


def test_a_short_password_gives_the_form_back_with_a_message_and_without_the_password(browser, name):
    browser.get("/signup")
    browser.send("/users/create", username=name, password="short", status=400)
    form = browser.form("/users/create")
    assert form.fields["username"] == name and form.fields["password"] == ""
    assert "at least 12 characters" in browser.page.text


def test_a_common_password_is_refused(browser, name):
    browser.get("/signup")
    browser.send("/users/create", username=name, password="password1234", status=400)
    assert "most common" in browser.page.text


def test_a_user_name_is_given_once(user, site):
    other = Browser(site.base)
    other.get("/signup")
    other.send("/users/create", username=user.name.upper(), password="another quiet room", status=400)
    assert "taken" in other.page.text


def test_logging_out_ends_the_login_on_the_server(user):
    cookie = user.http.cookies["gr"]
    user.get("/")
    user.send("/users/logout")
    assert user.headers is not None
    user.http.cookies.set("gr", cookie, domain="127.0.0.1", path="/")
    user.get("/settings")
    assert user.url == "/login"


def test_unknown_name_and_wrong_password_look_the_same(site, user):
    answers = []
    for who in (user.name, "nobody" + user.name[:10]):
        b = Browser(site.base)
        b.log_in(who, "a wrong password")
        answers.append((b.status, b.page.text.replace(who, "")))
    assert answers[0][0] == 400 and answers[0] == answers[1]


def test_a_recovery_code_sets_a_new_password_once(site, name):
    b = Browser(site.base)
    b.sign_up(name)
    code = codes_of(b)[0]
    other = Browser(site.base)
    other.get("/recover")
    other.send("/users/recover", username=name, code=code.lower(), password="a brand new password")
    assert other.url == "/login"
    b.get("/settings")
    assert b.url == "/login"  # every login of theirs has ended
    other.log_in(name, "a brand new password")
    assert other.url == "/"
    third = Browser(site.base)
    third.get("/recover")
    third.send("/users/recover", username=name, code=code, password="a third new password", status=400)


def test_a_program_signs_up_logs_in_and_gets_problems_as_documents(site, name):
    p = Program(site.base)
    made = p.call("POST", "/users/create", {"username": name, "password": "a quiet green room"})
    assert len(made["codes"]) == 10
    q = Program(site.base)
    problem = q.call("POST", "/users/login", {"username": name, "password": "not the password"}, status=400)
    assert problem["status"] == 400 and problem["problems"][0]["field"] == "password"
    q.call("POST", "/users/login", {"username": name, "password": "a quiet green room"})
    assert q.call("GET", "/plan/view", status=404)["code"] == "not_found"


def test_the_login_cookie_can_not_be_read_by_scripts_nor_sent_across_sites(browser, name):
    browser.sign_up(name)
    cookie = [v for k, v in browser.answer.raw.headers.items() if k.lower() == "set-cookie" and v.startswith("gr=")][0]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def signed_up_once(site, name):
    """The sign-up form of an account that exists, and its page."""
    b = Browser(site.base)
    b.get("/signup")
    form = {**b.form("/users/create").fields, "username": name, "password": "a quiet green room"}
    return b, form


def test_signing_up_sent_again_is_the_same_account_with_the_same_codes(site, name):
    b, form = signed_up_once(site, name)
    b.post("/users/create", form)
    codes, users = codes_of(b), site.sql("SELECT count(*) FROM gr.users")
    other = Browser(site.base)
    other.http.cookies.update({"gr_pre": b.http.cookies["gr_pre"]})
    other.post("/users/create", form)
    assert other.status == 200 and codes_of(other) == codes and len(codes) == 10
    assert site.sql("SELECT count(*) FROM gr.users") == users
    other.get("/settings")
    assert other.status == 200 and name in other.page.text


def test_somebody_elses_sign_up_form_lets_nobody_in_without_its_password(site, name):
    b, form = signed_up_once(site, name)
    b.post("/users/create", form)
    other = Browser(site.base)
    other.http.cookies.update({"gr_pre": b.http.cookies["gr_pre"]})
    other.post("/users/create", {**form, "password": "another quiet room"})
    assert other.status == 400 and "taken" in other.page.text and "gr" not in other.http.cookies
    site.sql("UPDATE gr.users SET created = created - interval '2 hours'")
    other.post("/users/create", form)
    assert other.status == 400 and "gr" not in other.http.cookies


def test_new_codes_sent_again_are_the_same_codes(user):
    user.get("/settings")
    form = {**user.form("/settings/codes").fields, "current": "a quiet green room"}
    user.post("/settings/codes", form)
    codes = codes_of(user)
    user.post("/settings/codes", form)
    assert codes_of(user) == codes and len(set(codes)) == 10


def run_out(site):
    """The newest login's time is over."""
    site.sql("UPDATE gr.logins SET expires = now() - interval '1 minute' WHERE created = (SELECT max(created) FROM gr.logins)")


def test_what_was_being_written_when_the_login_ran_out_is_there_after_logging_in_again(site, user):
    text = words("I am a nurse and have half an hour a day.")
    user.get("/chat")
    form, fields = user.fields("/plan/chat", text=text)
    run_out(site)
    user.post(form.action, fields)
    assert user.url == "/login" and user.form("/users/login")
    user.send("/users/login", username=user.name, password="a quiet green room", status=200)
    assert user.url == "/parked" and user.form("/plan/chat").fields["text"] == text
    user.send("/plan/chat", status=200)
    user.get("/chat")
    assert user.page.text.count(text) == 1
    user.get("/parked")
    assert text not in user.page.source  # it has been sent


def test_somebody_whose_login_ran_out_logs_in_from_the_browser_they_have(site, user):
    run_out(site)
    user.get("/plan/view")
    assert user.url == "/login"
    user.send("/users/login", username=user.name, password="a quiet green room", status=200)
    user.get("/settings")
    assert user.url == "/settings"


def test_a_form_from_a_foreign_login_is_not_kept(site, user):
    user.get("/chat")
    form, fields = user.fields("/plan/chat", text=words("not mine"))
    run_out(site)
    user.post(form.action, {**fields, "token": "A" * 64})
    user.get("/login")
    user.send("/users/login", username=user.name, password="a quiet green room", status=200)
    user.get("/parked")
    assert "not mine" not in user.page.source


def test_an_answer_that_was_tried_comes_along(site, browser, name):
    answer = words("We lost one order in twenty.\n\nI measured where.")
    browser.get("/try")
    browser.send("/try", answer=answer, status=200)
    browser.send("/users/create", username=name, password="short", status=400)
    assert browser.form("/users/create").fields["try_answer"] == answer
    browser.send("/users/create", username=name, password="a quiet green room", status=200)
    p = Program(site.base)
    p.http.cookies.update(browser.http.cookies)
    kept = p.call("POST", "/settings/export", {"current": "a quiet green room"})["raw_context"]
    assert len(kept) == 1 and answer in kept[0]["text"] and "\n\n" in kept[0]["text"]
