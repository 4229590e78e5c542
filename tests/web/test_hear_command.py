"""greenroom-admin hear: JSON lines in, what was heard a line out. What is heard is tests/unit/builtin/test_heard.c; here it is the command."""

import json
import os
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.path.join(ROOT, "build/san" if os.environ.get("SAN") else "build", "greenroom-admin")
FACTS = {"role", "daily_minutes", "minutes_by_day", "days_off", "interview", "weeks", "weak", "fine", "energy"}


def run(text):
    return subprocess.run([PROGRAM, "hear"], input=text, capture_output=True, text=True, cwd=ROOT, timeout=60)


def hear(*say, **more):
    done = run(json.dumps({"id": "one", "today": "2026-11-30", "say": list(say), **more}) + "\n")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    (line,) = done.stdout.split("\n")[:-1]
    return json.loads(line)


def test_a_line_has_all_facts_and_what_is_not_known_is_empty():
    told = hear("Hello")
    assert set(told) == {"id", "facts", "sources", "asks", "left_over", "reply"} and set(told["facts"]) == FACTS
    assert not any(told["facts"].values()) and told["asks"] == ["role"] and told["id"] == "one"


def test_messages_are_heard_in_order_and_the_later_one_counts():
    told = hear("I'm applying for a lab technician job.", "Sorry, I meant radiographer.")
    assert told["facts"]["role"] == "radiographer"


def test_a_fact_has_the_words_it_was_heard_in_as_they_were_typed():
    told = hear("Hi! I\u2019m applying for a lab\u00a0technician job. More tomorrow.")
    assert told["facts"]["role"] == "lab technician"
    assert told["sources"]["role"] == "I\u2019m applying for a lab\u00a0technician job."


def test_from_material_only_the_role_is_heard():
    advert = "Job title: Greenkeeper\nPay: 13 pounds an hour, 40 hours a week\nYou are highly motivated and free on Sundays."
    told = hear("", material=advert)
    assert told["facts"]["role"] == "Greenkeeper"
    assert not any(value for name, value in told["facts"].items() if name != "role")


def test_a_pasted_advert_is_told_from_own_words():
    advert = "Night Porter\nThe Larch Hotel\n\nWhat you do: you look after 90 guests and our bar.\nWe pay 12 pounds an hour.\nYou must be able to work weekends."
    told = hear("I want to apply for this. I feel unsure about complaints.\n\n" + advert)
    assert told["facts"]["role"] == "Night Porter" and told["facts"]["weak"] == ["complaints"]
    assert told["facts"]["days_off"] == [] and told["facts"]["daily_minutes"] is None


def test_several_roles_are_asked_about():
    told = hear("I've applied for barista jobs and for cinema usher jobs.")
    assert told["facts"]["role"] is None and told["asks"] == ["role"]
    assert "barista" in told["reply"] and "usher" in told["reply"]


@pytest.mark.parametrize(
    "text", ["Ich suche eine Stelle als Bäcker und habe jeden Tag eine Stunde Zeit.", "Je cherche un poste de boulanger et j'ai une heure par jour."]
)
def test_another_language_is_said_to_be_one(text):
    told = hear(text)
    assert not any(told["facts"].values()) and "English" in told["reply"]


def test_line_breaks_beyond_ascii_stay_within_a_line():
    told = hear("Role: gardener\u2028Hello\u0085there")
    assert told["facts"]["role"] == "gardener"


@pytest.mark.parametrize("bad", ["{", "[]", "{}", '{"id": 1, "today": "2026-11-30"}', '{"id": 1, "today": "soon", "say": []}'])
def test_a_line_that_is_no_message_ends_it_with_its_number(bad):
    good = json.dumps({"id": 1, "today": "2026-11-30", "say": ["Hello"]}) + "\n"
    done = run(good + bad + "\n" + good)
    assert done.returncode == 1 and "line 2" in done.stderr and len(done.stdout.splitlines()) == 1
