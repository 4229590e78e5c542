"""A model server that fails three times in a row rests, for all workers; when the rest is over one asking tries, and what it finds counts for all."""

import threading

import pytest

from tests.llm.practice import Practice, at_once
from tests.support.model_server import Reply, failing, well
from tests.support.patience import Watch

pytestmark = pytest.mark.xdist_group("llm-breaker")  # one site for all of it

RESTS = "is left alone for a while"


@pytest.fixture(scope="module", autouse=True)
def marks_on_the_wire(site, model_server):
    site.mode("evaluate_answer", order="openai", deadline_seconds=6)
    site.ask("builtin", openai__structured="plain")
    yield
    site.mode("evaluate_answer")
    site.later("builtin", openai__structured="auto")


def breaker(site):
    """Failures in a row, and the seconds its rest still takes."""
    rows = site.sql("SELECT failures, round(extract(epoch FROM until - now())) FROM gr.breakers WHERE server = 'openai'")
    return [int(v) for v in rows[0]] if rows else None


def rest_is_over(site):
    site.sql("UPDATE gr.breakers SET until = now() - interval '1 second'")


@pytest.fixture
def asked(site, models):
    return Practice(site)


@pytest.fixture
def resting(site, asked, models):
    """Somebody whose mark is pending, because the server rests: .rest is how it began to, and it goes on until a test ends it."""
    models.always(failing(500, headers={"x-should-retry": "false"}))
    asked.send()
    for _ in range(2):
        asked.mark_again()
    assert len(models.requests) == 3
    models.calm()
    asked.rest = breaker(site)
    site.sql("UPDATE gr.breakers SET until = now() + interval '1 hour'")
    return asked


def test_a_failure_or_two_are_no_reason_to_rest(site, asked, models):
    models.always(failing(500, headers={"x-should-retry": "false"}))
    asked.send()
    asked.mark_again()
    assert breaker(site)[0] == 2
    models.calm()
    asked.mark_again()
    asked.assert_marked()
    assert breaker(site) is None  # forgotten


def test_three_in_a_row_and_it_is_not_asked_by_any_worker(site, resting, models):
    failures, seconds = resting.rest
    assert failures == 3 and 20 <= seconds <= 30
    for _ in range(3):
        watch = Watch()
        resting.mark_again()
        assert watch.within(1), watch
    at_once(lambda one: one.send(), [Practice(site) for _ in range(8)])
    assert models.requests == []
    resting.assert_pending(RESTS)
    resting.assert_next_works(models)


def test_the_next_one_is_asked_while_it_rests(site, resting, models):
    site.mode("evaluate_answer", order="openai, builtin", deadline_seconds=6)
    site.restart()
    try:
        resting.mark_again()
        resting.assert_marked("has failed several times in a row")
        assert models.requests == [] and resting.calls()[-1][0] == "builtin"
    finally:
        site.mode("evaluate_answer", order="openai", deadline_seconds=6)


def test_after_its_rest_one_asks_to_try_and_the_others_wait(site, resting, models):
    others, told, answer = [Practice(site) for _ in range(5)], [], threading.Event()
    site.mode("evaluate_answer", order="openai", deadline_seconds=45)
    site.restart()
    rest_is_over(site)
    models.always(lambda request: well(request, wait=answer))

    def send(one):
        told.append(one.send())
        if len(told) == len(others) - 1:
            answer.set()

    try:
        at_once(send, others)
        assert len(models.requests) == 1
        assert ["of 10" in page.text for page in told] == [False] * 4 + [True]
        assert breaker(site) is None  # closed for all
        resting.mark_again()
        resting.assert_marked()
    finally:
        site.mode("evaluate_answer", order="openai", deadline_seconds=6)


def test_a_try_that_fails_is_a_longer_rest(site, resting, models):
    models.always(failing(503, headers={"x-should-retry": "false"}))
    for failures, rest in ((4, 60), (5, 120), (6, 240)):
        rest_is_over(site)
        resting.mark_again()
        assert breaker(site)[0] == failures and rest - 10 <= breaker(site)[1] <= rest
    site.sql("UPDATE gr.breakers SET failures = 400")
    rest_is_over(site)
    resting.mark_again()
    assert 880 <= breaker(site)[1] <= 900
    assert len(models.requests) == 4
    resting.assert_next_works(models)


def test_a_trial_that_never_ends_is_followed_by_another(site, resting, models):
    rest_is_over(site)
    models.play(Reply(wait=60))
    resting.mark_again()  # the worker's own deadline
    assert breaker(site)[0] == 4
    rest_is_over(site)
    resting.mark_again()
    resting.assert_marked()


def test_what_an_answer_lacks_is_not_the_servers_fault(site, asked, models):
    models.always(lambda request: well(request, text="no JSON"))
    asked.send()
    for _ in range(3):
        asked.mark_again()
    assert len(models.requests) == 8 and breaker(site) is None
    models.always(failing(400, "invalid_request_error"))
    for _ in range(4):
        asked.mark_again()
    assert len(models.requests) == 12 and breaker(site) is None
    asked.assert_next_works(models)


def test_one_server_rests_and_another_does_not(site, resting, models):
    site.mode("evaluate_answer", order="openai, anthropic", deadline_seconds=6)
    site.restart()
    try:
        resting.mark_again()
        resting.assert_marked()
        assert [r.provider for r in models.requests] == ["anthropic"]
        assert breaker(site)[0] == 3
    finally:
        site.mode("evaluate_answer", order="openai", deadline_seconds=6)
