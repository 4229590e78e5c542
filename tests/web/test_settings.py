"""What a user who is there already may do: name, time zone, password, logins, taking everything along, deleting; going back on a change of the plan; notes and stories."""

import json
import re
import uuid

import pytest

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.walk import PASSWORD, Walk
from tests.web.test_openapi import DOC, check

NEW = "another quiet room"


def logged_in(site, name, password=PASSWORD):
    b = Browser(site.base)
    b.log_in(name, password)
    return b


def is_logged_in(browser):
    browser.get("/settings")
    return browser.url == "/settings"


# --- the password -----------------------------------------------------------------------------------------------------------


def test_a_new_password_ends_every_other_login_and_not_this_one(site, user):
    other = logged_in(site, user.name)
    assert is_logged_in(other) and is_logged_in(user)
    user.send("/settings/password", current=PASSWORD, password=NEW, status=200)
    assert user.url == "/settings" and is_logged_in(user) and not is_logged_in(other)
    assert logged_in(site, user.name).status == 400 and is_logged_in(logged_in(site, user.name, NEW))


@pytest.mark.parametrize(
    "current, new, field, message",
    [
        ("not my password", NEW, "current", "not your current password"),
        (PASSWORD, "tooshrt", "password", "at least 12 characters"),
        (PASSWORD, "password1234", "password", "most common"),
        (PASSWORD, "greenroom for me", "password", "name of this site"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(site, user, current, new, field, message):
    other = logged_in(site, user.name)
    user.get("/settings")
    user.send("/settings/password", current=current, password=new, status=400)
    assert message in user.page.text and new not in user.page.source
    assert is_logged_in(other) and is_logged_in(logged_in(site, user.name))


def test_a_message_stands_beside_the_form_it_is_about_and_no_other(user):
    user.get("/settings")
    user.send("/settings/export", current="not my password", status=400)
    assert re.findall(r'id="(\w)-current-problem">[^<]', user.page.source) == ["e"]


def test_guessing_the_password_of_an_open_browser_is_slowed_down(user):
    user.get("/settings")
    for _ in range(6):
        user.send("/settings/export", current="not my password", status=400)
    user.send("/settings/export", current=PASSWORD, status=400)
    assert "too many failed tries" in user.page.text


def test_new_recovery_codes_replace_the_old_ones(site, program):
    old = program.call("POST", "/settings/codes", {"current": PASSWORD})["codes"]
    new = program.call("POST", "/settings/codes", {"current": PASSWORD})["codes"]
    assert len(set(old) | set(new)) == 20
    program.call("POST", "/users/recover", {"username": program.name, "code": old[0], "password": NEW}, status=400)
    program.call("POST", "/users/recover", {"username": program.name, "code": new[0], "password": NEW})


# --- logins -----------------------------------------------------------------------------------------------------------------


def test_logins_are_listed_and_ended_one_by_one(site, user):
    others = [logged_in(site, user.name), logged_in(site, user.name), Browser(site.base)]
    others[2].http.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    others[2].log_in(user.name)
    user.get("/settings")
    listed = user.page.text
    assert "Firefox on Linux, 127.0.0.x" in listed and listed.count("this one") == 1 and listed.count("End this login") == 3
    user.send("/settings/logins/end", contains="End this login", status=200)
    user.get("/settings")
    assert user.page.text.count("End this login") == 2
    user.send("/settings/logins/end_others", status=200)
    user.get("/settings")
    assert "End this login" not in user.page.text and is_logged_in(user) and not any(is_logged_in(o) for o in others)


def test_somebody_elses_login_can_not_be_ended(site, program, name):
    other = Program(site.base)
    other.call("POST", "/users/create", {"username": "z" + name[1:], "password": PASSWORD})
    login = other.call("GET", "/settings")["logins"][0]["login_id"]
    program.call("POST", "/settings/logins/end", {"login": login}, status=404)
    assert other.call("GET", "/settings")["logins"][0]["login_id"] == login


# --- name and time zone -----------------------------------------------------------------------------------------------------

NAMES = [
    "Zoë",
    "张伟",
    "مُحَمَّد",
    "Владимир",
    "ผู้ใช้",
    "👩🏽‍🏫 Ana",
    "O’Brien-Ndịbe",
    "<script>alert(1)</script>",
    '{{name}} & "co"',
    "%n%s'; DROP TABLE users; --",
    "é" * 80,
    "🙂" * 80,
    "‮Sam",
    "x",
]


@pytest.mark.parametrize("called", NAMES, ids=range(len(NAMES)))
def test_people_are_called_what_they_are_called(user, called):
    user.get("/settings")
    user.send("/settings/profile", name=called, role="nurse", zone="Asia/Kathmandu", status=200)
    user.get("/settings")
    form = user.form("/settings/profile")
    assert form.fields["name"] == called and form.fields["zone"] == "Asia/Kathmandu"
    user.get("/")
    assert f"Hello, {called}" in user.page.text and "<script" not in user.page.source


def test_a_name_is_kept_in_one_spelling(user):
    user.get("/settings")
    user.send("/settings/profile", name="  Zoe\u0308 ", role="", zone="UTC", status=200)
    user.get("/settings")
    assert user.form("/settings/profile").fields["name"] == "Zoë"


@pytest.mark.parametrize(
    "called, message",
    [("y" * 81, "81 characters, at most 80"), ("🙂" * 81, "81 characters, at most 80"), ("a\x1b[31mb", "can’t be kept"), ("a\x07b", "can’t be kept")],
)
def test_a_name_that_does_not_fit_is_given_back_with_a_message(user, called, message):
    user.get("/settings")
    user.send("/settings/profile", name=called, role="", zone="UTC", status=400)
    assert message in user.page.text
    user.get("/settings")
    assert user.form("/settings/profile").fields["name"] == ""


def test_a_time_zone_decides_what_time_it_is(site, program):
    walk = Walk(program.call, program.name).plan_it().practise()
    seen = {}
    for zone, name in (("Asia/Kathmandu", "Ana"), ("America/New_York", "Ana")):
        program.call("POST", "/settings/profile", {"name": name, "zone": zone})
        session = program.call("GET", f"/session/{walk.session}")
        seen[zone] = (session["started"], session["ends_text"])
    assert len({started for started, _ in seen.values()}) == 1 and len({text for _, text in seen.values()}) == 2
    problem = program.call("POST", "/settings/profile", {"zone": "Mars/Olympus"}, status=400)
    assert problem["problems"][0]["field"] == "zone"
    program.call("POST", "/settings/profile", {"zone": "../../etc/passwd"}, status=400)
    assert program.call("GET", "/settings")["zone"] == "America/New_York"


def test_the_role_is_the_same_in_settings_and_in_the_chat(program):
    program.call("POST", "/plan/facts", {"role": "ward sister", "minutes": 20})
    assert program.call("GET", "/settings")["role"] == "ward sister"
    program.call("POST", "/settings/profile", {"name": "Ana", "role": "matron"})
    facts = program.call("GET", "/chat")["facts"]
    assert facts["role"] == "matron" and facts["minutes"] == "20"


# --- everything along, and everything gone ----------------------------------------------------------------------------------


def test_everything_that_was_typed_is_in_the_download(site, program):
    walk = Walk(program.call, program.name)
    walk.tell().plan_it().practise().tell_a_story().look_back().change_the_plan().begin_another()
    program.call("POST", "/settings/profile", {"name": walk.words("Ana"), "role": walk.words("ward sister")})
    program.call("POST", f"/study/session/{walk.running}/draft/{walk.open}", {"answer": walk.words("Begun")})
    export = program.call("POST", "/settings/export", {"current": PASSWORD})
    check(DOC["components"]["schemas"]["Export"], export, "the download")
    whole = json.dumps(export, ensure_ascii=False)
    assert [text for text in walk.typed if json.dumps(text, ensure_ascii=False)[1:-1] not in whole] == []
    assert export["user"]["login_name"] == program.name
    assert PASSWORD not in whole and "argon2" not in whole
    assert (
        [s["id"] for s in export["sessions"] if s["id"] in (walk.session, walk.running)]
        and len(export["attempts"]) == 2
        and len(export["plans"]) == 2
    )


def test_the_download_is_a_file_and_asks_for_the_password(user):
    user.get("/settings")
    user.send("/settings/export", current="not my password", status=400)
    user.send("/settings/export", current=PASSWORD, status=200)
    assert (
        user.headers["Content-Disposition"] == 'attachment; filename="greenroom.json"'
        and user.headers["Content-Type"] == "application/json"
        and user.headers["Cache-Control"] == "no-store"
    )
    assert json.loads(user.answer.text)["format"] == "greenroom export 1"


def tables_of_users(site):
    return [
        row[0]
        for row in site.sql(
            "SELECT table_name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'gr' AND column_name = 'user_id' AND table_type = 'BASE TABLE'"
        )
    ]


def test_a_deleted_account_is_gone(site, name):
    p = Program(site.base)
    walk = Walk(p.call, name).everything()
    b = logged_in(site, name)
    count = lambda: {t: site.sql(f"SELECT count(*) FROM gr.{t} WHERE user_id = '{walk.user}'")[0][0] for t in tables_of_users(site)}
    assert sum(n != "0" for n in count().values()) > 20
    b.get("/settings")
    b.send("/settings/delete", current="not my password", confirm="delete", status=400)
    b.send("/settings/delete", current=PASSWORD, confirm="yes", status=400)
    assert "write the word delete" in b.page.text and is_logged_in(b)
    b.send("/settings/delete", current=PASSWORD, confirm=" DELETE ", status=200)
    assert "gone" in b.page.text and "gr=" in b.headers["Set-Cookie"] and "storage" in b.headers["Clear-Site-Data"]
    assert set(count().values()) == {"0"}
    p.call("GET", "/settings", status=401)
    assert logged_in(site, name).status == 400
    p.call("POST", "/users/recover", {"username": name, "code": walk.codes[0], "password": NEW}, status=400)
    assert Program(site.base).call("POST", "/users/create", {"username": name, "password": PASSWORD})["user_id"] != walk.user  # the name is free


# --- back from a change of the plan -----------------------------------------------------------------------------------------


def test_an_approved_change_is_undone_by_proposing_the_version_before_again(site, program):
    walk = Walk(program.call, program.name).plan_it().practise()
    before = program.call("GET", "/plan/view")
    change = program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})
    after = program.call("POST", "/plan/approve_plan", {"proposal_id": change["proposal_id"]})
    assert after["plan_overview"]["total_daily_minutes"] == 20 and after["version"] == 2
    b = Browser(site.base)
    b.http.cookies.update(program.http.cookies)
    b.get("/plan/versions")
    assert "Version 1" in b.page.text and "Version 2" in b.page.text
    b.get("/plan/version/1")
    b.send("/plan/version/1/propose", status=200)
    assert re.fullmatch("/proposal/[0-9a-f-]{36}", b.url)
    b.send("/plan/approve_plan", status=200)
    now = program.call("GET", "/plan/view")
    assert now["version"] == 3 and now["plan_overview"]["total_daily_minutes"] == before["plan_overview"]["total_daily_minutes"]
    same = lambda plan: [(t["topic_id"], t["name"], t["daily_study_minutes"], t["priority"]) for t in plan["plan_topics"]]
    assert same(now) == same(before)
    assert program.call("GET", f"/session/{walk.session}/summary")["tally"]["attempts"] == 2  # the history stays
    program.call("POST", "/plan/version/3/propose", {}, status=409)  # it is the plan already
    program.call("POST", "/plan/version/9/propose", {}, status=404)


# --- notes ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def noted(site, program):
    """Somebody with notes, in a browser."""
    walk = Walk(program.call, program.name).plan_it().practise()
    program.call("PUT", "/study/end_session", {"session_id": walk.session})
    program.call("POST", f"/session/{walk.session}/reconcile", {})
    walk.browser = Browser(site.base)
    walk.browser.http.cookies.update(program.http.cookies)
    walk.program = program
    return walk


LINES = '\n First a blank line.\n\n\tThen one that begins with a tab, "quoted" & <b>bold</b>.\n\nAnd a last one.'


def test_lines_stay_lines_wherever_a_text_is_given_back(noted):
    b, call = noted.browser, noted.program.call
    path = "/story/" + call("POST", f"/study/story/{noted.told}", {})["story_id"]
    text = words() + LINES
    b.get(path)
    b.send(path + "/save", situation=text, status=200)
    b.send(path + "/save", task="Read and saved again.", status=200)
    assert call("GET", path)["situation"] == text and b.form(path + "/save").fields["situation"] == text
    number = call("GET", path)["version"]
    b.get(f"{path}/version/{number}")
    assert "Then one that begins with a tab" in b.page.source and "line.\n\n\tThen" in b.page.source
    noted.call = call
    noted.begin_another()
    b.get(f"/session/{noted.running}/question/{noted.open}")
    _, fields = b.fields("/study/evaluate_answer/*", answer=LINES)
    b.post(f"/study/session/{noted.running}/draft/{noted.open}", fields)
    assert b.form("/study/evaluate_answer/*").fields["answer"] == LINES
    attempt = call("POST", f"/study/evaluate_answer/{noted.running}", {"question_id": noted.open, "answer": LINES})
    b.get(f"/attempt/{attempt['attempt_id']}")
    assert "line.\n\n\tThen" in b.page.source
    b.get("/chat")
    b.send("/plan/chat", text=LINES, status=200)
    b.get("/chat")
    assert "line.\n\n\tThen" in b.page.source
    b.send("/plan/chat", text=LINES * 1000, status=400)
    assert b.form("/plan/chat").fields["text"] == LINES * 1000


def note_form(browser, topic):
    return next(f for f in browser.page.forms if f.action == "/notes/correct" and f.fields.get("topic", "") == topic)


def test_notes_are_corrected_in_the_users_own_words(noted):
    b, mine = noted.browser, words("I am fine with caching.\n# it is *sharding*")
    b.get("/notes")
    form = note_form(b, noted.topic)
    b.post("/notes/correct", {**form.fields, "corrected": mine})
    assert b.status == 200 and note_form(b, noted.topic).fields["corrected"].strip() == mine
    general = note_form(b, "")
    b.post("/notes/correct", {**general.fields, "corrected": words("I practise on the train.")})
    file = noted.program.http.get(b.base + "/notes.md")
    assert file.headers["Content-Type"] == "text/markdown; charset=utf-8" and "attachment" in file.headers["Content-Disposition"]
    assert "I practise on the train." in file.text and "\\# it is" in file.text and "I am fine with caching." in file.text


def test_two_tabs_can_not_overwrite_each_others_correction(noted):
    b, first, second = noted.browser, words("from the first tab"), words("from the second tab")
    b.get("/notes")
    tabs = [dict(note_form(b, noted.topic).fields) for _ in range(2)]
    b.post("/notes/correct", {**tabs[0], "corrected": first})
    b.post("/notes/correct", {**tabs[1], "form": str(uuid.uuid4()), "corrected": second})
    assert (
        b.status == 409
        and "changed meanwhile" in b.page.text
        and note_form(b, noted.topic).fields["corrected"].strip() == second
        and first in b.page.text
    )
    b.post("/notes/correct", note_form(b, noted.topic).fields)  # read, and meant
    assert b.status == 200 and note_form(b, noted.topic).fields["corrected"].strip() == second


# --- stories ----------------------------------------------------------------------------------------------------------------


def test_a_story_keeps_its_versions_and_is_one_file(noted):
    call, b = noted.program.call, noted.browser
    noted.call = call
    story = call("POST", f"/study/story/{noted.told}", {})
    path = f"/story/{story['story_id']}"
    first, second = words("The night the shop stood still"), words("How I learnt to measure")
    b.get(path)
    b.send(path + "/save", story_title=first, situation="It was a Friday.", text="# Not a heading\n- nor a list", status=200)
    b.send(path + "/save", story_title=second, situation="It was a Friday in May.", status=200)
    now = call("GET", path)
    assert now["story_title"] == second and now["version"] == story["version"] + 2
    b.get(f"{path}/version/{story['version'] + 1}")
    assert first in b.page.text and "It was a Friday." in b.page.text
    b.get("/stories")
    assert second in b.page.text and first not in b.page.text
    file = noted.program.http.get(b.base + "/stories.md")
    assert file.headers["Content-Type"] == "text/markdown; charset=utf-8" and 'filename="stories.md"' in file.headers["Content-Disposition"]
    assert f"## {second}\n" in file.text and "It was a Friday in May." in file.text and first not in file.text
    assert not re.search(r"(?m)^(# Not|- nor)", file.text) and "Not a heading" in file.text
    b.get(path)
    b.send(path + "/delete", status=200)
    assert b.url == "/stories" and second not in b.page.text
    call("GET", path, status=404)
    call("GET", f"{path}/version/1", status=404)


def test_two_tabs_can_not_overwrite_each_others_story(noted):
    b = noted.browser
    path = "/story/" + noted.program.call("POST", f"/study/story/{noted.told}", {})["story_id"]
    b.get(path)
    tabs = [dict(b.form(path + "/save").fields) for _ in range(2)]
    mine, other = words("Mine"), words("The other one")
    b.post(path + "/save", {**tabs[0], "story_title": mine})
    b.post(path + "/save", {**tabs[1], "story_title": other})
    assert b.status == 409 and b.form(path + "/save").fields["story_title"] == other and mine in b.page.text
    assert noted.program.call("GET", path)["story_title"] == mine
    b.send(path + "/save", status=200)
    assert noted.program.call("GET", path)["story_title"] == other
