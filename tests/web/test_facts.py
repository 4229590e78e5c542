"""What was understood of a person: a week whose days differ, from the form to the schedule; where each fact was heard; what can't be."""

import datetime

import pytest

from tests.conftest import words

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def facts(program):
    return program.call("GET", "/chat")["facts"]


@pytest.fixture
def planned(program):
    """Somebody with a plan of half an hour a day, whose Saturday is longer and whose Wednesday is off."""
    program.call("POST", "/plan/facts", {"role": "year 4 teacher", "minutes": 30, "weak_told": True, "week": {"saturday": 60, "wednesday": 0}})
    made = program.call("POST", "/plan/suggest_new", {})
    program.call("POST", "/plan/approve_plan", {"proposal_id": made["proposal_id"]})
    return program


# --- a week ---


def test_a_week_comes_back_as_it_was_sent(program):
    told = program.call("POST", "/plan/facts", {"role": "chef", "minutes": 20, "week": {"monday": 45, "sunday": 0, "friday": None}})
    assert told["week"] == {**dict.fromkeys(DAYS), "monday": 45, "sunday": 0}
    assert [one["off"] for one in told["days_off"]] == [False] * 6 + [True]
    again = program.call("POST", "/plan/facts", {"role": "chef", "minutes": 20, "week": told["week"], "version": told["version"]})
    assert again["week"] == told["week"] and facts(program)["week"] == told["week"]


def test_days_off_by_number_still_work_for_programs(program):
    told = program.call("POST", "/plan/facts", {"role": "chef", "minutes": 20, "days_off": [0, 2], "week": {"monday": 15}})
    assert told["week"] == {**dict.fromkeys(DAYS), "monday": 15, "wednesday": 0}


def test_the_coming_days_have_the_minutes_of_their_weekday(planned):
    plan, by_day = planned.call("GET", "/plan/view"), {}
    assert plan["plan_overview"]["total_daily_minutes"] == 30
    for one in plan["schedule"]:
        by_day.setdefault(datetime.date.fromisoformat(one["day"]).weekday(), []).append(one)
    assert set(by_day) == {0, 1, 3, 4, 5, 6}
    for day, sittings in by_day.items():
        wanted = 60 if day == 5 else 30
        assert sum(one["minutes"] for one in sittings) == wanted == sittings[0]["day_minutes"], (day, sittings)


def test_the_plan_says_what_the_week_is(user):
    user.get("/chat")
    user.send("/plan/facts", role="chef", minutes="20", weak_told="1", week__saturday="60", week__sunday="0", status=200)
    user.get("/chat")
    user.send("/plan/suggest_new", status=200)
    user.get("/proposal")
    user.send("/plan/approve_plan", status=200)
    assert "Your week: Mondays to Fridays, 20 minutes; Saturdays, an hour; Sundays off." in user.page.text


def test_a_week_in_a_browser(user):
    user.get("/chat")
    user.send("/plan/facts", role="nurse", minutes="20", week__saturday="60", week__sunday="0", status=200)
    user.get("/chat")
    fields = user.form("/plan/facts").fields
    assert [fields[f"week.{day}"] for day in DAYS] == ["", "", "", "", "", "60", "0"]


# --- what can't be ---


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({f"week__{day}": "0" for day in DAYS}, "Leave at least one day"),
        ({"week__tuesday": "1440"}, "from 0 (a day off) to 600"),
        ({"minutes": "0"}, "from 1 to 600"),
        ({"minutes": "1440"}, "from 1 to 600"),
        ({"week__monday": "an hour"}, "from 0 (a day off) to 600"),
        ({"weeks": "0"}, "from 1 to 104"),
        ({"interview": "2001-09-11"}, "This day has passed"),
    ],
)
def test_what_cannot_be_is_refused_and_given_back(user, wrong, said):
    user.get("/chat")
    mine = "baker " + words()
    user.send("/plan/facts", role=mine, status=400, **wrong)
    fields = user.form("/plan/facts").fields
    assert said in user.page.text and fields["role"] == mine
    for name, value in wrong.items():
        assert fields[name.replace("__", ".")] == value


def test_a_program_is_told_too(program):
    told = program.call("POST", "/plan/facts", {"role": "chef", "week": dict.fromkeys(DAYS, 0)}, status=400)
    assert "week" in str(told)


# --- sources ---


def test_what_is_set_by_hand_says_so(program):
    told = program.call("POST", "/plan/facts", {"role": "chef", "minutes": 20, "capacity": 2})
    assert told["sources"] == dict.fromkeys(["role", "minutes", "capacity"], "you set it on this page") and told["unsure"] == []


def test_a_role_changed_in_the_settings_has_a_source(program):
    program.call("POST", "/settings/profile", {"name": "Zoë", "role": "pastry chef", "zone": "Europe/Berlin"})
    assert facts(program)["role"] == "pastry chef" and facts(program)["sources"] == {"role": "you set it on this page"}


def test_they_are_in_the_download(program):
    program.call("POST", "/plan/facts", {"role": "chef", "minutes": 20, "weeks": 5, "week": {"sunday": 0, "monday": 45}})
    held = program.call("POST", "/settings/export", {"current": "a quiet green room"})["facts"]
    assert held["minutes_by_day"] == [45, 0, 0, 0, 0, 0, 0] and held["days_off"] == 64 and held["weeks"] == 5
    assert held["sources"]["weeks"] == "you set it on this page" and held["unsure"] == []


def test_what_was_read_back_is_confirmed_once(user):
    user.get("/chat")
    user.send("/plan/chat", text="I am going for a job as a baker. I have a little time three times a week, 1 hour a week in all.", status=200)
    user.get("/chat")
    if "please check" in user.page.text:
        user.send("/plan/confirm", status=200)
        assert user.url == "/chat" and "please check" not in user.page.text and "you said “I am going for a job as a baker" in user.page.text


def test_only_what_was_seen_can_be_confirmed(program):
    seen = program.call("POST", "/plan/facts", {"role": "chef", "minutes": 20})["version"]
    program.call("POST", "/plan/answer", {"ask": "minutes", "minutes": 35})
    program.call("POST", "/plan/confirm", {"version": seen}, status=409)
    told = program.call("POST", "/plan/confirm", {"version": program.call("GET", "/chat")["facts"]["version"]})
    assert told["minutes"] == "35" and told["unsure"] == []


def test_a_week_without_an_ordinary_day_has_the_commonest(program):
    told = program.call("POST", "/plan/answer", {"ask": "days", "week": {**dict.fromkeys(DAYS, 0), "monday": 30, "tuesday": 30, "saturday": 60}})
    assert told["minutes"] == "30" and told["week"]["saturday"] == 60
    assert program.call("GET", "/chat")["understood"][0]["text"] == (
        "You can practise: Mondays and Tuesdays, 30 minutes; Saturdays, an hour; Wednesdays to Fridays and Sundays off."
    )


# --- the coach asks one thing at a time, with the control that answers it ---


def asked(browser):
    """What the page's control asks about; None: nothing."""
    found = [f.fields["ask"] for f in browser.page.forms if f.action == "/plan/answer"]
    return found[0] if found else None


def primary(browser):
    """The forms whose button is the primary one."""
    return [
        form.split('action="')[1].split('"')[0]
        for form in browser.page.source.split("<form ")[1:]
        if '<button class="button"' in form.split("</form>")[0]
    ]


def test_somebody_who_does_not_write_is_led_through_by_controls(user):
    user.get("/chat")
    assert asked(user) == "role" and primary(user) == ["/plan/chat"]
    user.send("/plan/answer", role="staff nurse", status=200)
    assert user.url == "/chat" and asked(user) == "interview_date" and primary(user) == ["/plan/answer"]
    user.send("/plan/answer", weeks="6", status=200)
    assert asked(user) == "minutes" and "About 6 weeks are left." in user.page.text
    user.send("/plan/answer", minutes="20", week__saturday="45", week__sunday="0", status=200)
    assert asked(user) == "weak_areas"
    assert "You can practise: Mondays to Fridays, 20 minutes; Saturdays, 45 minutes; Sundays off." in user.page.text
    boxes = user.form("/plan/answer").boxes
    assert len(boxes) >= 4, "the topics of a nurse's family"
    user.send("/plan/answer", areas__1=boxes["areas.1"], more="night shifts", status=200)
    assert asked(user) == "motivation" and f"You feel less sure about: {boxes['areas.1']}, night shifts." in user.page.text
    user.send("/plan/answer", capacity="1", status=200)
    assert asked(user) is None and primary(user) == ["/plan/suggest_new"] and "little energy" in user.page.text
    user.send("/plan/suggest_new", status=200)
    user.get("/proposal")
    assert user.status == 200 and boxes["areas.1"] in user.page.text


def test_pressing_the_primary_button_alone_leads_to_a_plan(user):
    user.get("/chat")
    user.send("/plan/chat", text="I am going for a job as a primary school teacher.", status=200)
    user.get("/chat")
    for _ in range(8):
        (action,) = primary(user)
        user.send(action, status=200)
        if action == "/plan/suggest_new":
            break
        user.get("/chat")
    user.get("/proposal")
    assert user.url.startswith("/proposal") and "teacher" in user.page.text


@pytest.mark.parametrize(
    "ask, wrong, said",
    [
        ("role", {"role": " "}, "which role"),
        ("interview_date", {"interview": "2001-09-11"}, "This day has passed"),
        ("minutes", {"minutes": ""}, "minutes of an ordinary day"),
        ("minutes", {f"week__{day}": "0" for day in DAYS}, "Leave at least one day"),
        ("days", {"week__monday": "1440"}, "from 0 (a day off) to 600"),
    ],
)
def test_a_control_gives_back_what_cannot_be(user, ask, wrong, said):
    user.get("/chat?ask=" + ask)
    user.send("/plan/answer", status=400, **wrong)
    assert asked(user) == ask and said in user.page.text
    fields = user.form("/plan/answer").fields
    assert all(fields[name.replace("__", ".")] == value.strip() or not value.strip() for name, value in wrong.items())


def test_a_link_beside_each_line_changes_it_and_nothing_else(user):
    user.get("/chat")
    user.send(
        "/plan/facts", role="chef", minutes="30", weak="sauces", weak_told="1", capacity="2", week__sunday="0", no_interview_date="1", status=200
    )
    user.get("/chat")
    changes = [link for link in user.page.links if link.startswith("/chat?ask=")]
    assert [link.split("=")[1].split("#")[0] for link in changes] == ["role", "interview_date", "minutes", "weak_areas", "motivation"]
    user.get(changes[2].split("#")[0])
    assert asked(user) == "minutes" and user.form("/plan/answer").fields["week.sunday"] == "0"
    user.send("/plan/answer", minutes="40", status=200)
    assert "Mondays to Saturdays, 40 minutes; Sundays off." in user.page.text and "less sure about: sauces" in user.page.text


def test_a_role_that_is_several_jobs_is_asked_with_choices(user):
    user.get("/chat")
    user.send("/plan/facts", role="engineer", minutes="30", status=200)
    user.get("/chat?ask=role")
    choice = user.form("/plan/answer").boxes["nearer"]
    user.send("/plan/answer", nearer=choice, status=200)
    assert f"You are going for: engineer ({choice})." in user.page.text


def test_a_program_answers_one_thing(program):
    program.call("POST", "/plan/facts", {"role": "chef", "minutes": 30, "weak": "sauces", "motivation": "curious"})
    told = program.call("POST", "/plan/answer", {"ask": "motivation", "capacity": 3})
    assert (told["capacity"], told["motivation"], told["weak"], told["minutes"]) == (3, "curious", "sauces", "30")
    assert program.call("GET", "/chat")["asks"] == "interview_date"
    program.call("POST", "/plan/answer", {"ask": "shoe_size"}, status=400)


# --- the job has a box of its own ---

ADVERT = """Job title: Night porter
Harbour Hotel, full time. We offer 12.40 an hour, 37 hours a week, every weekend off. You are highly motivated and weak at nothing.
Closing date: 30 December. Interviews will be held on 14 January."""


def test_nothing_in_the_job_is_a_wish(program):
    told = program.call("POST", "/plan/chat", {"text": "I can practise 20 minutes a day.", "job": ADVERT})
    facts = told["facts"]
    assert (facts["minutes"], facts["interview"], facts["capacity"], facts["weak"]) == ("20", "", 0, "") and not any(
        d["off"] for d in facts["days_off"]
    )
    kept = program.call("GET", "/told")["told"]
    assert [(one["text"], one["material"]) for one in kept] == [(ADVERT, True), ("I can practise 20 minutes a day.", False)]


def test_the_job_alone_is_a_turn_that_is_answered(user):
    user.get("/chat")
    user.send("/plan/chat", text="", job=ADVERT, status=200)
    user.get("/chat")
    assert "The job Job title: Night porter" in user.page.text and "/plan/chat/retry" not in [f.action for f in user.page.forms]
    assert user.form("/plan/facts").fields["minutes"] == "" and user.form("/plan/facts").fields["interview"] == ""


def test_an_advert_in_the_first_box_is_kept_as_the_job(user):
    user.get("/chat")
    user.send("/plan/chat", text=ADVERT, status=200)
    user.get("/chat")
    assert "nothing in it counts as your own words" in user.page.text
    fields = user.form("/plan/facts").fields
    assert fields["minutes"] == fields["interview"] == "" and "porter" in fields["role"].lower()
    assert "the job says" in user.page.text
    user.get("/told")
    assert "the job Job title" in user.page.text and "your words I" not in user.page.text


def test_both_boxes_empty_is_told(user):
    user.get("/chat")
    user.send("/plan/chat", text=" ", status=400)
    assert "Please write something first." in user.page.text


def test_the_job_is_not_sent_as_their_own_words(program):
    program.call("POST", "/plan/chat", {"text": "I am going for a job as a waiter.", "job": "Zanzibar Bistro seeks a waiter with " + "flair."})
    made = program.call("POST", "/plan/suggest_new", {})
    sent = [p for p in program.call("POST", "/settings/export", {"current": "a quiet green room"})["proposals"] if p["id"] == made["proposal_id"]]
    own, job = sent[0]["call"]["request_text"].split("the job, as they brought it")
    assert "going for a job as a waiter" in own and "Zanzibar" not in own and "Zanzibar" in job


# --- all that was told ---


def test_a_text_that_is_deleted_takes_what_was_heard_in_it(program):
    program.call("POST", "/plan/chat", {"text": "I am applying for a job as a baker."})
    program.call("POST", "/plan/chat", {"text": "I can practise 20 minutes a day."})
    first = program.call("GET", "/told")["told"][1]
    program.call("POST", f"/told/{first['told_id']}/delete", {})
    chat = program.call("GET", "/chat")
    assert chat["facts"]["role"] == "" and chat["facts"]["minutes"] == "20" and program.call("GET", "/settings")["role"] == ""
    assert "baker" not in str(chat["turns"]) and len(program.call("GET", "/told")["told"]) == 1


def test_what_another_text_says_too_stays(program):
    for _ in range(2):
        program.call("POST", "/plan/chat", {"text": "I can practise 20 minutes a day."})
    first = program.call("GET", "/told")["told"][1]
    program.call("POST", f"/told/{first['told_id']}/delete", {})
    assert program.call("GET", "/chat")["facts"]["minutes"] == "20"


def test_a_text_that_is_corrected_is_heard_anew(program):
    program.call("POST", "/plan/chat", {"text": "I am applying for a job as a baker."})
    (one,) = program.call("GET", "/told")["told"]
    program.call("POST", f"/told/{one['told_id']}/correct", {"text": "I am applying for a job as a florist. I have 25 minutes a day."})
    chat = program.call("GET", "/chat")
    assert (chat["facts"]["role"], chat["facts"]["minutes"]) == ("florist", "25") and "florist" in chat["facts"]["sources"]["role"]
    assert "baker" not in str(chat["turns"][0])


def test_what_was_set_by_hand_stays_whatever_is_deleted(program):
    program.call("POST", "/plan/chat", {"text": "I can practise 20 minutes a day."})
    program.call("POST", "/plan/answer", {"ask": "minutes", "minutes": 35})
    (one,) = program.call("GET", "/told")["told"]
    program.call("POST", f"/told/{one['told_id']}/delete", {})
    assert program.call("GET", "/chat")["facts"]["minutes"] == "35" and program.call("GET", "/told")["told"] == []


def test_the_page_of_all_that_was_told(user):
    mine = words("I am a baker.")
    user.get("/told")
    assert "Nothing yet." in user.page.text
    user.get("/chat")
    user.send("/plan/chat", text=mine, status=200)
    user.get("/told")
    assert mine in user.page.text
    user.send("/told/*", contains="The text as it should be", text=" ", status=400)
    assert "or delete the text" in user.page.text
    user.send("/told/*", contains="Delete", status=200)
    assert user.url == "/told" and mine not in user.page.source
    user.get("/chat")
    assert mine not in user.page.source


def test_a_text_of_somebody_else_is_not_there(program, site):
    from tests.support.browser import Program

    other = Program(site.base)
    other.call("POST", "/users/create", {"username": program.name + "b", "password": "a quiet green room"})
    other.call("POST", "/plan/chat", {"text": "I am a baker."})
    (one,) = other.call("GET", "/told")["told"]
    for path, body in ((f"/told/{one['told_id']}/correct", {"text": "x"}), (f"/told/{one['told_id']}/delete", {})):
        program.call("POST", path, body, status=404)
    assert other.call("GET", "/told")["told"] == [one]
