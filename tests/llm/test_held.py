"""A plan that a model makes is held by the program to what the person said."""

import pytest


@pytest.fixture
def told(site, program):
    site.ask("local")
    program.call("POST", "/plan/facts", {"role": "year 4 teacher", "minutes": 20, "weak_told": True, "days_off": [6]})
    return program


def total(plan):
    return sum(t["daily_study_minutes"] for t in plan["plan_topics"])


def test_a_models_plan_has_the_persons_minutes(models, told):
    made = told.call("POST", "/plan/suggest_new", {})
    assert made["made_by"] == "local" and made["plan_overview"]["total_daily_minutes"] == 20 == total(made)
    plan = told.call("POST", "/plan/approve_plan", {"proposal_id": made["proposal_id"], "version": made["version"]})
    told.call("POST", "/plan/facts", {"role": "year 4 teacher", "minutes": 40, "weak_told": True, "days_off": [5, 6]})
    again = told.call("POST", "/plan/suggest_new", {})  # the model gives the plan back as it was
    assert again["made_by"] == "local" and total(again) == 40 and total(plan) == 20
    assert any(d["name"] == "days" and "Saturdays" in d["to"] for d in again["differences"])
