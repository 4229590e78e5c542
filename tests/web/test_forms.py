"""Forms that come twice, late, from two tabs or half filled: nothing that was typed is dropped without a word."""

import re
import uuid

import pytest

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.walk import PASSWORD, Walk


@pytest.fixture
def walk(program):
    """A program of somebody with an approved plan."""
    w = Walk(program.call, program.name)
    w.program = program
    return w


def browser_of(program):
    """A browser, or one more tab, with the program's login."""
    b = Browser(program.base)
    b.http.cookies.update(program.http.cookies)
    return b


# --- one form's id, twice, with something else in it ---


def test_back_in_the_chat_and_another_text_is_told_and_given_back(program):
    b = browser_of(program)
    b.get("/chat")
    form = b.form("/plan/chat").fields
    first, second = "I am a nurse. " + words(), "I am a teacher. " + words()
    b.post("/plan/chat", {**form, "text": first})
    b.post("/plan/chat", {**form, "text": second})
    assert b.status == 409 and "sent before, with something else in it" in b.page.text
    again = b.form("/plan/chat").fields
    assert again["text"] == second and again["form"] != form["form"]
    assert [t["text"] for t in program.call("GET", "/chat")["turns"] if t["user"]] == [first]
    b.send("/plan/chat", status=200)
    assert [t["text"] for t in program.call("GET", "/chat")["turns"] if t["user"]] == [first, second]
    b.post("/plan/chat", {**form, "text": first})  # the very same is the first one
    assert b.status == 200 and len(program.call("GET", "/chat")["turns"]) == 4


def test_the_facts_sent_twice_with_something_else_are_told_and_given_back(program):
    b = browser_of(program)
    b.get("/chat")
    form = b.form("/plan/facts").fields
    b.post("/plan/facts", {**form, "role": "nurse"})
    b.post("/plan/facts", {**form, "role": "nurse", "minutes": "25"})
    assert b.status == 409
    again = b.form("/plan/facts").fields
    assert again["minutes"] == "25" and again["form"] != form["form"]
    assert program.call("GET", "/chat")["facts"]["minutes"] == ""


def other(body):
    """The same with something else in it."""
    key, value = next((k, v) for k, v in reversed(list(body.items())))
    changed = {str: lambda v: v + " indeed", int: lambda v: v + 1, bool: lambda v: not v, list: lambda v: v + ["and nothing else"]}
    return {**body, key: changed[type(value)](value)}


@pytest.mark.parametrize(
    "path, body",
    [
        ("/plan/chat", {"text": "I have 20 minutes a day."}),
        ("/plan/facts", {"role": "nurse", "minutes": 20}),
        ("/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."}),
        ("/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]}),
        ("/study/start_session", {"topic_id": "{topic}", "planned_study_time": 20}),
    ],
)
def test_a_programs_key_with_something_else_is_a_conflict(walk, path, body):
    walk.plan_it()
    body = {k: walk.topic if v == "{topic}" else v for k, v in body.items()}
    key = str(uuid.uuid4())
    first = walk.program.call("POST", path, body, key=key)
    problem = walk.program.call("POST", path, other(body), key=key, status=409)
    assert problem["code"] == "reused" and "sent before" in problem["title"]
    again = walk.program.call("POST", path, body, key=key)
    assert [again.get(k) for k in ("message_id", "proposal_id", "session_id")] == [first.get(k) for k in ("message_id", "proposal_id", "session_id")]


def test_a_proposal_edited_twice_by_one_form_is_told(walk):
    made = walk.program.call("POST", "/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."})
    b = browser_of(walk.program)
    b.get(f"/proposal/{made['proposal_id']}")
    form, action = b.form("/plan/proposal/*").fields, f"/plan/proposal/{made['proposal_id']}/edit"
    form = b.form(action).fields
    b.post(action, {**form, "plan_overview.time_horizon_weeks": "7"})
    b.post(action, {**form, "plan_overview.time_horizon_weeks": "9"})
    assert b.status == 409 and b.form(action).fields["plan_overview.time_horizon_weeks"] == "9"
    assert walk.program.call("GET", f"/proposal/{made['proposal_id']}")["plan_overview"]["time_horizon_weeks"] == 7


def test_new_codes_of_another_password_are_not_shown_as_if_they_held(walk):
    """The codes are made of the form and the password, so that the same form shows the same ones again."""
    b = browser_of(walk.program)
    b.get("/settings")
    form = b.form("/settings/codes").fields
    b.post("/settings/codes", {**form, "current": PASSWORD})
    codes = re.findall(r"<code>([0-9A-Z-]{23})</code>", b.page.source)
    assert b.status == 200 and len(codes) == 10
    b.get("/settings")
    b.send("/settings/password", current=PASSWORD, password="another quiet room", status=200)
    b.get("/settings")
    form["token"] = b.form("/settings/codes").fields["token"]
    b.post("/settings/codes", {**form, "current": "another quiet room"})
    assert b.status == 409 and not re.findall(r"<code>([0-9A-Z-]{23})</code>", b.page.source)
    fresh = Program(b.base)
    fresh.call("POST", "/users/recover", {"username": walk.name, "code": codes[0], "password": "a third quiet room"})


def test_a_recovery_sent_again_with_another_password_says_that_its_code_was_used(site, user):
    code = site.admin("user", "code", user.name).stdout.splitlines()[0]
    b = Browser(site.base)
    b.get("/recover")
    form = {**b.form("/users/recover").fields, "username": user.name, "code": code}
    b.post("/users/recover", {**form, "password": "a second quiet room"})
    assert b.status == 200 and b.url == "/login"
    b.post("/users/recover", {**form, "password": "a third quiet room"})
    assert b.status == 400 and "used before" in b.page.text
    b.post("/users/recover", {**form, "password": "a second quiet room"})  # the very same: it did what it asks for
    assert b.status == 200 and b.url == "/login"


# --- a wish that is refused ---

REFUSED = {
    "blank": ({"feedback.1": "   "}, "Say in a few words"),
    "control": ({"feedback.1": "less \x01 design"}, "can’t be kept"),
    "long": ({"feedback.1": "x" * 30_000}, "too long"),
    "unknown": ({"feedback.1": "only 20 minutes a day", "surprise": "1"}, "does not belong here"),
}


def refuse(b, what):
    form = b.form("/plan/suggest_changes").fields
    more, message = REFUSED[what]
    b.post("/plan/suggest_changes", {**form, **more})
    assert b.status == 400 and message in b.page.text, b.page.text[:500]
    again = b.form("/plan/suggest_changes").fields
    assert again["feedback.1"] == more["feedback.1"].replace("\x01", "\ufffd")
    assert not re.search(r"<details[^>]* open", b.page.source)  # nothing is wrong with the plan's own boxes


@pytest.mark.parametrize("what", REFUSED)
def test_a_wish_for_another_first_plan_that_is_refused_says_why(program, what):
    program.call("POST", "/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."})
    b = browser_of(program)
    b.get("/proposal")
    refuse(b, what)
    assert "A proposed plan" in b.page.title


def test_a_refused_wish_comes_back_on_the_page_it_was_sent_from(walk):
    walk.plan_it()
    b = browser_of(walk.program)
    b.get("/plan/view")
    refuse(b, "long")
    assert "Your plan" in b.page.title
    walk.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    b.get("/proposal")
    refuse(b, "long")
    assert "A proposed change" in b.page.title
    form = b.form("/plan/suggest_changes").fields  # of an earlier release: it does not say where it stands
    del form["proposal_id"]
    b.post("/plan/suggest_changes", {**form, "feedback.1": " "})
    assert b.status == 400 and "Your plan" in b.page.title


def test_a_refused_wish_without_a_page_of_its_own_is_still_given_back(program):
    b = browser_of(program)
    b.get("/chat")
    b.post("/plan/suggest_changes", {"token": b.form("/plan/chat").fields["token"], "feedback.1": "x" * 30_000})
    assert b.status == 400 and b.form("/plan/suggest_changes").fields["feedback.1"] == "x" * 30_000


# --- approving ---


def ticked(b):
    form = b.form("/plan/approve_plan")
    return {k for k in form.fields if k.startswith("take.")}, {k for k in form.boxes if k.startswith("take.")}


def approval(b, take):
    """The form with these boxes ticked only."""
    form = b.form("/plan/approve_plan").fields
    return {k: v for k, v in form.items() if not k.startswith("take.") or k in take}


def test_a_refused_approval_comes_back_with_the_boxes_as_they_were(program):
    program.call("POST", "/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."})
    b = browser_of(program)
    b.get("/proposal")
    all_, none = ticked(b)
    assert len(all_) > 2 and not none
    b.post("/plan/approve_plan", approval(b, ()))
    assert b.status == 400 and "Take at least one" in b.page.text and ticked(b) == (set(), all_)
    b.get("/proposal")
    b.post("/plan/approve_plan", {**approval(b, {"take.2"}), "surprise": "1"})
    assert b.status == 400 and ticked(b) == ({"take.2"}, all_ - {"take.2"})
    b.post("/plan/approve_plan", approval(b, {"take.2"}))
    assert b.status == 200 and "Nothing is approved yet" in b.page.text and ticked(b) == ({"take.2"}, all_ - {"take.2"})
    program.call("GET", "/plan/view", status=404)
    b.send("/plan/approve_plan", status=200)
    assert b.status == 200 and len(program.call("GET", "/plan/view")["plan_topics"]) == 1


def test_a_change_of_which_nothing_is_taken_is_refused(walk):
    walk.plan_it()
    before = walk.program.call("GET", "/plan/view")
    made = walk.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    b = browser_of(walk.program)
    b.get("/proposal")
    own = "My own reasons. " + words()
    b.send(f"/plan/proposal/{made['proposal_id']}/edit", plan_overview__rationale=own, status=200)
    all_, _ = ticked(b)
    b.post("/plan/approve_plan", approval(b, ()))
    assert b.status == 400 and "Take at least one of the differences, or decline the proposal." in b.page.text
    assert ticked(b) == (set(), all_)
    version = walk.program.call("GET", "/proposal")["version"]
    problem = walk.program.call("POST", "/plan/approve_plan", {"proposal_id": made["proposal_id"], "version": version, "take": []}, status=400)
    assert "Take at least one" in problem["problems"][0]["message"]
    assert walk.program.call("GET", "/plan/view")["version"] == before["version"]


@pytest.mark.parametrize("with_it", [True, False])
def test_a_rationale_of_ones_own_counts_where_it_is_ticked(walk, with_it):
    walk.plan_it()
    before = walk.program.call("GET", "/plan/view")["plan_overview"]
    made = walk.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    b = browser_of(walk.program)
    b.get("/proposal")
    own = "My own reasons. " + words()
    b.send(f"/plan/proposal/{made['proposal_id']}/edit", plan_overview__rationale=own, status=200)
    differences = walk.program.call("GET", "/proposal")["differences"]
    mine = next(d for d in differences if d["name"] == "rationale")
    assert mine["kind"] == "overview" and mine["to"] == own and own in b.page.text
    take = {f"take.{d['number']}" for d in differences if (d is mine) == with_it}
    b.post("/plan/approve_plan", approval(b, take))
    assert b.status == 200 and ("Nothing is approved yet" in b.page.text) == with_it  # only the words: the day stays as long as it is
    if with_it:
        b.send("/plan/approve_plan", status=200)
    after = walk.program.call("GET", "/plan/view")["plan_overview"]
    assert b.status == 200 and after["rationale"] == (own if with_it else before["rationale"])
    assert (after["total_daily_minutes"] == before["total_daily_minutes"]) == with_it


# --- two tabs ---


def test_two_tabs_save_what_was_understood(program):
    one, two, old = browser_of(program), browser_of(program), browser_of(program)
    for b in (one, two, old):
        b.get("/chat")
    one.send("/plan/facts", role="nurse", minutes="20", week__friday="0", status=200)
    mine = "teacher of " + words()
    two.send("/plan/facts", role=mine, minutes="20", status=409)
    assert "Role, saved meanwhile: nurse" in two.page.text and "Minutes a day, saved" not in two.page.text
    assert "The week, saved meanwhile:" in two.page.text and "Fridays off" in two.page.text
    assert two.form("/plan/facts").fields["role"] == mine and program.call("GET", "/chat")["facts"]["role"] == "nurse"
    two.send("/plan/facts", status=200)  # the choice: these after all
    assert program.call("GET", "/chat")["facts"]["role"] == mine
    old.send("/plan/facts", role="porter", version=None, status=200)  # a page of an earlier release does not say which it read
    assert program.call("GET", "/chat")["facts"]["role"] == "porter"


def test_what_the_coach_understood_meanwhile_is_not_overwritten_unseen(program):
    b = browser_of(program)
    b.get("/chat")
    program.call("POST", "/plan/chat", {"text": "I am a nurse and have 25 minutes a day."})
    b.send("/plan/facts", role="teacher", minutes="", status=409)
    assert "Minutes a day, saved meanwhile: 25" in b.page.text and program.call("GET", "/chat")["facts"]["minutes"] == "25"
    b.send("/plan/facts", minutes="no number", status=400)  # a form that is given back still means what was read last
    program.call("POST", "/plan/facts", {"role": "porter"})
    b.send("/plan/facts", minutes="30", status=409)
    assert "Role, saved meanwhile: porter" in b.page.text


def test_the_same_facts_from_two_tabs_are_no_conflict(program):
    tabs = browser_of(program), browser_of(program)
    for b in tabs:
        b.get("/chat")
    for b in tabs:
        b.send("/plan/facts", role="nurse", status=200)


def test_a_program_that_sends_the_facts_version_is_told_of_another(program):
    version = program.call("GET", "/chat")["facts"]["version"]
    saved = program.call("POST", "/plan/facts", {"role": "nurse", "version": version})
    problem = program.call("POST", "/plan/facts", {"role": "teacher", "version": version}, status=409)
    assert problem["code"] == "conflict" and program.call("GET", "/chat")["facts"]["version"] == saved["version"] == version + 1
    program.call("POST", "/plan/facts", {"role": "teacher", "version": saved["version"]})


def test_two_tabs_edit_one_proposal(program):
    made = program.call("POST", "/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."})
    path, action = f"/proposal/{made['proposal_id']}", f"/plan/proposal/{made['proposal_id']}/edit"
    one, two, old = browser_of(program), browser_of(program), browser_of(program)
    for b in (one, two, old):
        b.get(path)
    theirs = "Wards first. " + words()
    last = f"plan_topics.{len(made['plan_topics'])}.name"
    one.send(action, plan_overview__rationale=theirs, plan_topics__1__description="As it is on a ward.", **{last: ""}, status=200)
    two.send(action, plan_overview__time_horizon_weeks="9", status=409)
    assert f"Why this plan, saved meanwhile: {theirs}" in two.page.text and "Weeks, saved meanwhile:" in two.page.text
    assert "Description, saved meanwhile: As it is on a ward." in two.page.text and "This topic was dropped meanwhile." in two.page.text
    mine = two.form(action).fields
    assert mine["plan_overview.time_horizon_weeks"] == "9" and mine["plan_overview.rationale"] != theirs and last in mine
    now = program.call("GET", path)
    assert now["plan_overview"]["rationale"] == theirs and now["plan_overview"]["time_horizon_weeks"] != 9
    two.send(action, status=200)
    now = program.call("GET", path)
    assert now["plan_overview"]["time_horizon_weeks"] == 9 and len(now["plan_topics"]) == len(made["plan_topics"])
    old.send(action, plan_overview__time_horizon_weeks="11", version=None, status=409)  # who names no version means the first
    assert program.call("GET", path)["plan_overview"]["time_horizon_weeks"] == 9


def test_a_proposal_edited_in_another_tab_is_looked_at_again_before_it_is_approved(program):
    made = program.call("POST", "/plan/suggest_new", {"role": "nurse", "context": "I have 20 minutes a day."})
    one, two = browser_of(program), browser_of(program)
    for b in (one, two):
        b.get("/proposal")
    one.send(f"/plan/proposal/{made['proposal_id']}/edit", plan_topics__1__name="", status=200)
    two.send("/plan/approve_plan", status=409)
    assert "edited meanwhile" in two.page.text and not ticked(two)[1]
    assert "As you saw it" in two.page.text and made["plan_topics"][0]["name"] in two.page.text
    for named in ({"version": made["version"]}, {}, {"take": [2]}):
        problem = program.call("POST", "/plan/approve_plan", {"proposal_id": made["proposal_id"], **named}, status=409)
        assert len(problem["seen"]["plan_topics"]) == len(made["plan_topics"]) == len(problem["now"]["plan_topics"]) + 1
        assert [(d["kind"], d["name"]) for d in problem["seen"]["since"]][-1] == ("dropped", made["plan_topics"][0]["name"])
    two.send("/plan/approve_plan", status=200)
    assert len(program.call("GET", "/plan/view")["plan_topics"]) == len(made["plan_topics"]) - 1


# --- a login that ended elsewhere ---


def ended_elsewhere(site, user, action, **values):
    """What a page of theirs shows that is sent after its login was ended from another device."""
    form, fields = user.fields(action, **values)
    site.sql("DELETE FROM gr.logins WHERE user_id = (SELECT user_id FROM gr.logins ORDER BY created DESC LIMIT 1)")
    user.post(form.action, fields)
    assert user.status == 401
    return user.page


def in_a_new_tab(site, user, name):
    """Logs in, in a tab beside the page that is open."""
    tab = Browser(site.base)
    tab.http.cookies = user.http.cookies
    tab.log_in(name, PASSWORD)
    assert tab.status == 200
    return tab


def test_what_was_sent_after_a_login_ended_elsewhere_is_seen_and_goes_at_once(site, user):
    user.get("/chat")
    text = words("I teach.")
    page = ended_elsewhere(site, user, "/plan/chat", text=text)
    assert re.search(r"<textarea[^>]*>\n" + text, page.source)
    in_a_new_tab(site, user, user.name)
    user.page = page
    user.send("/plan/chat", status=200)
    user.get("/chat")
    assert user.page.text.count(text) == 1


def test_short_fields_of_what_was_sent_are_seen_too(site, user):
    user.get("/chat")
    page = ended_elsewhere(site, user, "/plan/facts", role="night nurse", minutes="25")
    assert "Role: night nurse" in page.text and "Minutes a day: 25" in page.text and "What you sent" in page.text
    assert "version:" not in page.text
    in_a_new_tab(site, user, user.name)
    user.page = page
    user.send("/plan/facts", status=200)
    assert user.form("/plan/facts").fields["role"] == "night nurse"


def test_short_fields_of_what_was_kept_are_seen(site, user):
    user.get("/chat")
    form, fields = user.fields("/plan/facts", role="night nurse")
    site.sql("UPDATE gr.logins SET expires = now() - interval '1 minute' WHERE created = (SELECT max(created) FROM gr.logins)")
    user.post(form.action, fields)
    user.send("/users/login", username=user.name, password=PASSWORD, status=200)
    assert user.url == "/parked" and "role: night nurse" in user.page.text


def test_a_page_of_somebody_else_is_not_sent_by_who_logs_in_next(site, user):
    user.get("/chat")
    page = ended_elsewhere(site, user, "/plan/chat", text=words("Mine alone."))
    second = "u" + uuid.uuid4().hex[:12]
    Browser(site.base).sign_up(second)
    in_a_new_tab(site, user, second)
    user.page = page
    user.send("/plan/chat", status=403)
    user.get("/chat")
    assert "Mine alone." not in user.page.text


def test_a_page_from_before_a_log_out_is_not_sent_by_who_logs_in_next(site, user):
    user.get("/chat")
    page = ended_elsewhere(site, user, "/plan/chat", text=words("Mine alone."))
    tab = in_a_new_tab(site, user, user.name)
    tab.send("/users/logout", status=200)
    second = "u" + uuid.uuid4().hex[:12]
    Browser(site.base).sign_up(second)
    in_a_new_tab(site, user, second)
    user.page = page
    user.send("/plan/chat", status=403)


# --- practice ---


def test_what_one_would_give_oneself_is_kept_with_the_draft(walk):
    walk.plan_it().practise()
    b = browser_of(walk.program)
    path, action = f"/session/{walk.session}/question/{walk.drafted}", f"/study/evaluate_answer/{walk.session}"
    draft = f"/study/session/{walk.session}/draft/{walk.drafted}"
    b.get(path)
    text = "Half of it. " + words()
    b.post(draft, {**b.form(action).fields, "answer": text, "self_score": "7"})
    assert b.status == 200 and b.form(action).fields["answer"] == text and b.form(action).fields["self_score"] == "7"
    assert walk.program.call("GET", path)["self_score"] == 7
    b.post(draft, {**b.form(action).fields, "self_score": ""})
    assert b.form(action).fields["self_score"] == "" and walk.program.call("GET", path)["self_score"] is None
    b.send(action, self_score="6", status=200)
    assert walk.program.call("GET", path)["self_score"] is None  # it went with the answer


def test_an_empty_shape_or_no_minutes_start_nothing_and_end_nothing(walk):
    walk.plan_it()
    running = walk.program.call("POST", "/study/start_session", {"topic_id": walk.topic, "planned_study_time": 20})["session_id"]
    b = browser_of(walk.program)
    b.get("/study")
    b.send("/study/start_session", "A shape of your own", prescription=" ", status=400)
    assert "how many questions" in b.page.text
    b.get("/study")
    b.send("/study/start_session", "Another topic", planned_study_time="", status=400)
    assert "1 to 240 minutes" in b.page.text
    assert walk.program.call("GET", "/study")["running"]["session_id"] == running
    walk.program.call("POST", "/study/start_session", {"topic_id": walk.topic})  # a program that says neither means the plan's


# --- smaller ones ---


def test_a_password_that_can_not_be_used_is_not_called_missing(site, user):
    for path, action in (("/signup", "/users/create"), ("/login", "/users/login"), ("/recover", "/users/recover")):
        b = Browser(site.base)
        b.get(path)
        fields = {**b.form(action).fields, "username": "nobody", "code": "x", "password": "a quiet\x07 room"}
        b.post(action, {k: v for k, v in fields.items() if k in b.form(action).fields})
        assert b.status == 400 and "characters that can’t be used" in b.page.text and "give your password" not in b.page.text
    user.get("/settings")
    user.send("/settings/export", current="a quiet\x07 room", status=400)
    assert "characters that can’t be used" in user.page.text


def test_a_long_user_name_is_told_the_length_that_fits(browser):
    browser.get("/signup")
    browser.send("/users/create", username="x" * 300, password=PASSWORD, status=400)
    assert "at most 32 fit" in browser.page.text and "64" not in browser.page.text


@pytest.mark.parametrize(
    "more, message",
    [
        ({"interview": "2020-01-31"}, "This day has passed"),
        ({"interview": "2031-01-31", "no_interview_date": "1"}, "not both"),
    ],
)
def test_an_interview_that_can_not_be_is_told(program, more, message):
    b = browser_of(program)
    b.get("/chat")
    b.send("/plan/facts", role="nurse", **more, status=400)
    assert message in b.page.text and b.form("/plan/facts").fields["interview"] == more["interview"]
    assert b.form("/plan/facts").fields["role"] == "nurse" and program.call("GET", "/chat")["facts"]["role"] == ""
    body = {k: v == "1" or v for k, v in more.items()}
    assert message in program.call("POST", "/plan/facts", body, status=400)["problems"][0]["message"]
    b.send("/plan/facts", interview="2031-01-31", no_interview_date=None, status=200)


def test_a_message_of_nobodys_can_not_be_asked_again(program):
    program.call("POST", "/plan/chat/retry", {"message": str(uuid.uuid4())}, status=404)
    b = browser_of(program)
    b.get("/chat")
    b.post("/plan/chat/retry", {"token": b.form("/plan/chat").fields["token"], "message": str(uuid.uuid4())})
    assert b.status == 404


@pytest.mark.parametrize(
    "given, lands",
    [("/study", "/study"), ("/users/logout", "/"), ("/plan/chat", "/"), ("/none/such", "/"), ("//elsewhere", "/"), ("https://elsewhere/", "/")],
)
def test_only_a_page_is_gone_to_after_a_log_in(site, user, given, lands):
    b = Browser(site.base)
    b.get("/login?next=" + given)
    b.send("/users/login", username=user.name, password=PASSWORD, status=200)
    assert b.url == lands


def test_one_call_is_one_time(program):
    b = browser_of(program)
    for said, count in (("I am a nurse.", "1 time."), ("And I have 20 minutes a day.", "2 times.")):
        program.call("POST", "/plan/chat", {"text": said})
        b.get("/settings")
        assert f"a coach was asked {count}" in b.page.text
