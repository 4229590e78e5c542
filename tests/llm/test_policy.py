"""On what terms models are asked: agreed to, within budgets, at a rate, rested, and not twice for the very same."""

import re

import pytest

from tests.conftest import words
from tests.llm.test_wire import ANSWER, MARK, calls, practise, tell
from tests.support.browser import Browser, Program
from tests.support import model_words
from tests.support.model_server import failing, well

USER = "(SELECT user_id FROM gr.user_keys ORDER BY age(xmin) LIMIT 1)"


@pytest.fixture
def fresh(site, name):
    """Somebody who has just signed up and decided nothing."""
    b = Browser(site.base)
    b.sign_up(name)
    return b


def settled(site, **settings):
    """Settings for one test, put back afterwards."""
    site.ask("openai, builtin", **settings)


def test_nobody_is_asked_before_the_user_agreed(site, models, fresh):
    site.ask("openai, builtin")
    for path in ("/", "/chat"):
        fresh.get(path)
        assert "Who may read what you write?" in fresh.page.text and "openai (127.0.0.1" in fresh.page.text
    tell(fresh)
    assert models.requests == [] and calls(site, fresh, "plan_chat")[0][0] == "builtin"
    fresh.get("/")
    fresh.send("/settings/coach", coach="outside")
    assert "Who may read what you write?" not in fresh.page.text
    tell(fresh, "Also, I feel weak at maths.")
    assert len(models.requests) == 1


def test_the_built_in_coach_can_be_chosen_at_any_time(site, models, user):
    site.ask("openai, builtin")
    user.get("/settings")
    user.send("/settings/coach", coach="builtin")
    user.get("/chat")
    assert "Who may read what you write?" not in user.page.text
    tell(user)
    assert models.requests == []


def test_another_list_of_servers_must_be_agreed_to_anew(site, models, user):
    site.ask("openai, builtin")
    site.ask("openai, builtin", anthropic__url=models.url("anthropic").replace("127.0.0.1", "localhost"))
    try:
        tell(user)
        assert models.requests == []
        user.get("/")
        assert "Who may read what you write?" in user.page.text
    finally:
        site.later("openai, builtin", anthropic__url=models.url("anthropic"))


@pytest.mark.parametrize(
    "setting,limit", [("budget__user_tokens", 1000), ("budget__user_micro", 1), ("budget__site_tokens", 1), ("budget__site_micro", 1)]
)
@pytest.mark.expected('"event":"budget_')
def test_a_budget_that_is_used_up_leaves_the_built_in_coach_who_says_so(site, models, user, setting, limit):
    site.ask("openai, builtin")
    tell(user)
    asked = len(models.requests)
    assert asked == 1
    settled(site, **{setting: limit})
    try:
        mark = words()
        practise(user, ANSWER + mark)
        assert len(models.requests) == asked
        assert "budget" in user.page.text and "built-in coach" in user.page.text and MARK not in user.page.text
    finally:
        settled(site, **{setting: 150000 if setting == "budget__user_tokens" else 0})
    tell(user, "One more thing: I like small groups.")
    assert len(models.requests) == asked + 1


def test_the_host_can_switch_every_server_off(site, models, user):
    """Whatever the orders say, a mode's own too."""
    site.mode("plan_chat", order="anthropic:large, builtin")
    settled(site, model__off="yes")
    try:
        tell(user)
        assert models.requests == [] and "Model servers are switched off on this site for now" in user.page.text
        practise(user, ANSWER + words())
        assert models.requests == [] and "of 10" in user.page.text and MARK not in user.page.text
    finally:
        site.mode("plan_chat")
        settled(site, model__off="no")
    tell(user, "One more thing: I like small groups.")
    assert len(models.requests) == 1


@pytest.mark.expected('"event":"budget_')
def test_the_host_is_told_at_80_and_at_100_per_cent(site, models, user):
    """A fixture's call uses 1,200 tokens in and 300 out."""
    settled(site, budget__user_tokens=1600)
    try:
        tell(user)
        lines = "".join(open(p, errors="replace").read() for p in site.logs() if "worker-coach" in p)
        assert '"event":"budget_near","' in lines.replace('"level":"warn",', "") or '"event":"budget_near"' in lines
        tell(user, "And I have two weeks.")
        lines = "".join(open(p, errors="replace").read() for p in site.logs() if "worker-coach" in p)
        assert '"event":"budget_reached"' in lines
    finally:
        settled(site, budget__user_tokens=150000)


@pytest.mark.expected('"event":"budget_')
def test_the_host_sees_how_much_of_the_sites_budget_is_left(site, models, user):
    tell(user)
    used = int(re.search(r'greenroom_budget_used\{budget="budget.site_tokens"\} (\d+)', user.http.get(site.base + "/metrics").text)[1])
    assert used >= 1500
    for limit, told in ((used * 4, "%)\n"), (used * 5 // 4, ": nearly used up\n"), (used, ": used up, the built-in coach has taken over")):
        settled(site, budget__site_tokens=limit)
        try:
            assert f'greenroom_budget_limit{{budget="budget.site_tokens"}} {limit}\n' in user.http.get(site.base + "/metrics").text
            assert (
                f"budget.site_tokens: {used} of {limit} used today ({used * 100 // limit} %)" in (out := site.admin("costs").stdout) and told in out
            )
        finally:
            settled(site, budget__site_tokens=0)


def test_more_than_a_minutes_share_goes_to_the_built_in_coach(site, models, user):
    settled(site, limits__asks_per_minute=2)
    try:
        for i, text in enumerate(["I teach year 4.", "I have half an hour a day.", "Mathematics is hard for me."]):
            tell(user, text)
            assert len(models.requests) == min(i + 1, 2)
    finally:
        settled(site, limits__asks_per_minute=30)


def test_three_failures_in_a_row_rest_a_server_for_every_worker_until_one_try_succeeds(site, models, user):
    site.ask("openai, builtin")
    models.always(failing(500, "server_error"))
    for text in ("I teach.", "I teach year 4.", "I teach year 4 in Leeds."):
        tell(user, text)
    asked = len(models.requests)
    assert site.sql("SELECT server, failures >= 3, until > now() FROM gr.breakers") == [["openai", "t", "t"]]
    for text in ("I have an hour.", "On Mondays.", "And on Sundays.", "But not in May."):
        tell(user, text)
    assert len(models.requests) == asked
    assert 'greenroom_server_resting{server="openai"} 1' in user.http.get(site.base + "/metrics").text
    models.calm()
    site.sql("UPDATE gr.breakers SET until = now() - interval '1 second'")
    tell(user, "I feel weak at mathematics.")
    assert len(models.requests) == 1 and site.sql("SELECT count(*) FROM gr.breakers") == [["0"]]


def test_the_very_same_is_answered_once_a_day_and_only_for_the_same_user(site, models, name):
    """Two proposals from the same words: the second is the first's answer; another user with the same words is asked for anew."""
    site.ask("openai, builtin")
    wish = {"role": "teacher", "context": "I can practise 30 minutes a day. " + words()}
    people = []
    for who in ("a", "b"):
        p = Program(site.base)
        p.call("POST", "/users/create", {"username": name[:20] + who, "password": "a quiet green room"})
        p.call("POST", "/settings/coach", {"coach": "outside"})
        people.append(p)

    def proposed(p):
        before = len([r for r in models.requests if r.mode == "suggest_plan"])
        made = p.call("POST", "/plan/suggest_new", wish)
        return made, len([r for r in models.requests if r.mode == "suggest_plan"]) - before

    first, asked = proposed(people[0])
    assert asked == 1
    assert site.sql(
        "SELECT count(*) FROM gr.kept_answers WHERE sealed IS NOT NULL AND user_id = "
        + USER.replace("gr.user_keys ORDER BY age(xmin)", "gr.model_calls ORDER BY age(xmin)")
    ) != [["0"]]
    other, asked = proposed(people[1])
    assert asked == 1


def test_a_wish_said_twice_within_a_day_is_answered_from_what_was_kept(site, models, user):
    site.ask("openai, builtin")
    tell(user)
    user.send("/plan/suggest_new", status=200)
    user.get("/proposal")
    user.send("/plan/approve_plan", status=200)
    wish, asked = "Less mathematics, please. " + words(), []

    def wished():
        user.get("/plan/view")
        user.send("/plan/suggest_changes", status=200, **{"feedback.1": wish})
        asked.append(len([r for r in models.requests if r.mode == "suggest_plan_changes"]))
        said = user.page.text  # the model gives the plan back as it was: that is an answer, and no proposal
        user.get(next(link for link in user.page.links if link.startswith("/proposal/")))
        assert ("The very same was answered" in user.page.text) == ("The very same was answered" in said)
        return said

    assert "The very same was answered" not in wished()
    assert "The very same was answered" in wished()
    assert asked == [1, 1]
    assert site.sql("SELECT bool_and(position(convert_to('mathematics', 'UTF8') IN sealed) = 0) FROM gr.kept_answers") == [["t"]]
    site.sql("UPDATE gr.kept_answers SET at = at - interval '25 hours'")
    assert "The very same was answered" not in wished()
    assert asked == [1, 1, 2]


def test_costs_and_metrics_count_every_call_and_hold_nothing_else(site, models, user):
    site.ask("anthropic, builtin")
    said = words("I teach year 4.")
    tell(user, said)
    out = site.admin("costs").stdout
    line = next(line.split() for line in out.splitlines() if " anthropic:claude-test-20260101 " in line)
    assert [int(n) for n in line[2:4]] >= [1, 1] and all(int(n) > 0 for n in line[4:7])
    assert "budget.site_tokens: no limit, " in out and said not in out
    text = user.http.get(site.base + "/metrics").text
    assert 'greenroom_model_calls_total{provider="anthropic"' in text and 'mode="plan_chat",outcome="ok"}' in text
    assert "greenroom_users " in text and said not in text


def test_a_page_says_how_much_of_the_days_budget_is_used(site, models, user):
    site.ask("openai, builtin")
    tell(user)
    user.get("/settings")
    assert "1,500 of 150,000" in user.page.text


def test_a_mark_that_is_not_sure_of_itself_goes_on_to_the_next_model(site, models, user):
    """Cheap models first: `escalate = sure: low` in prompts/evaluate_answer/settings.ini."""
    site.ask("openai:small, openai:large, builtin")

    def answer(request):
        document = model_words.answer_for(request)
        if request.mode == "evaluate_answer":
            document = {**document, "sure": "low" if request.model == "small" else "high", "score": 3 if request.model == "small" else 8}
        return well(request, answer=document)

    models.always(answer)
    practise(user, ANSWER + words())
    assert [r.model for r in models.requests if r.mode == "evaluate_answer"] == ["small", "large"], user.page.text
    assert "8 of 10" in user.page.text and "was not sure" in user.page.text
    assert [r.model for r in models.requests if r.mode == "evaluate_answer"] == ["small", "large"]
    assert {r.model for r in models.requests if r.mode != "evaluate_answer"} == {"small"}
