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
