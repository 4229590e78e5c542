"""What a model server may do to an answer: the answer is kept, the page says what happened, what was kept and what to
do next, and the next request works. Only marks are asked of the server here; everything before comes from the built-in coach."""

import datetime
import threading

import pytest

from tests.llm.practice import Practice, at_once, told_when
from tests.support.model_server import Reply, failing, well
from tests.support.patience import Watch
from tests.support.site import free_port

pytestmark = pytest.mark.xdist_group("llm-faults")  # one site for all of it

DEADLINE = 5  # seconds for a mark, here
SLOW = 1  # seconds of dripping


@pytest.fixture(scope="module", autouse=True)
def marks_on_the_wire(site, model_server):
    site.mode("evaluate_answer", order="openai", deadline_seconds=DEADLINE)
    site.configure("model", "slow_seconds", SLOW)
    site.ask("builtin", openai__structured="plain")
    yield
    site.mode("evaluate_answer")
    site.configure("model", "slow_seconds", 20)
    site.later("builtin", openai__structured="auto")


@pytest.fixture
def asked(site, models):
    site.sql("DELETE FROM gr.breakers")
    return Practice(site)


def log_lines(site, *holding):
    """The worker's lines about calls, of this test."""
    return [line for text in site.fresh_logs().values() for line in text.splitlines() if all(word in line for word in holding)]


# --- 1: nobody there --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/v1", "https://nowhere.invalid/v1"], ids=["nobody listens", "no such host"])
def test_a_server_that_is_not_there(site, models, url):
    site.ask("builtin", openai__url=url.format(port=free_port()))
    try:
        asked = Practice(site)
        asked.send()
        assert asked.watch.within(6), asked.watch
        asked.assert_pending("could not be reached")
        assert models.requests == []
    finally:
        site.ask("builtin", openai__url=models.url("openai"))
    asked.assert_pending("could not be reached")
    asked.agree()  # the server has another name now
    asked.assert_next_works(models)


# --- 2, 3: too slow ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "silent",
    [
        lambda request: Reply(wait=60),
        lambda request: Reply(pieces=[60], content_type="text/event-stream"),
    ],
    ids=["no head", "a head and no word"],
)
def test_a_server_that_hangs(asked, models, silent):
    models.always(silent)
    asked.send()
    assert DEADLINE - 1 < asked.watch.seconds and asked.watch.within(DEADLINE + 1), asked.watch
    asked.assert_pending("took too long")
    assert len(models.requests) == 1 and asked.calls()[-1][1] == "timeout"
    asked.assert_next_works(models)


def test_a_server_that_drips(asked, models):
    models.always(lambda request: Reply(pieces=[p for byte in "data: {" + " " * 60 for p in (byte, 1)], content_type="text/event-stream"))
    asked.send()
    assert asked.watch.within(DEADLINE - 1), asked.watch
    asked.assert_pending("took too long")
    assert len(models.requests) == 1 and asked.calls()[-1][1] == "slow"
    asked.assert_next_works(models)


def test_while_a_server_hangs_every_page_works(asked, models):
    models.always(lambda request: Reply(wait=60))
    others = [asked.browser.__class__(asked.site.base) for _ in range(3)]
    for b in others:
        b.http.cookies.update(asked.program.http.cookies)

    def look(b):
        asked.site.wait_for(lambda: models.requests, every=0.02)
        watch = Watch()
        b.get("/study")
        assert b.status == 200
        assert watch.within(2), watch

    at_once(lambda job: job(), [asked.send, *[lambda b=b: look(b) for b in others]])
    asked.assert_pending("took too long")
    asked.assert_next_works(models)


# --- 4: too much asked --------------------------------------------------------------------------------------------------------------------


def test_a_short_wait_that_is_asked_for_is_waited(asked, models):
    models.play(failing(429, "rate_limit_error", headers={"Retry-After": "2"}))
    asked.send()
    asked.assert_marked()
    first, second = models.requests
    assert 2 <= second.at - first.at < asked.watch.allows(3.5) and asked.calls()[-1][1:3] == ["ok", "2"]


def test_a_long_wait_is_not_waited_but_told(asked, models):
    before = datetime.datetime.now(datetime.timezone.utc)
    models.always(failing(429, "rate_limit_error", headers={"Retry-After": "3600"}))
    asked.send()
    assert asked.watch.within(3) and len(models.requests) == 1
    asked.assert_pending("too much to do")
    zone = asked.rows("SELECT extract(epoch FROM due)::int8 FROM gr.jobs", where=f"kind = 1 AND period = '{asked.attempt}'")
    due = datetime.datetime.fromtimestamp(int(zone[0][0]), datetime.timezone.utc)
    assert datetime.timedelta(minutes=59) < due - before < datetime.timedelta(minutes=62)
    assert due.strftime("%H:%M") in told_when(asked.browser.page.text)  # the account's zone is UTC
    asked.assert_next_works(models)


# --- 5: no money ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.expected('"event":"model_call"')
@pytest.mark.parametrize(
    "reply",
    [
        failing(429, "insufficient_quota", code="insufficient_quota"),
        failing(429, "billing", code="credit_balance_exhausted"),
        failing(402, "payment_required"),
    ],
    ids=["a quota", "no credit", "402"],
)
def test_a_spending_limit_is_not_asked_again_and_an_alert(asked, models, reply):
    asked.site.fresh_logs()
    models.always(reply)
    asked.send()
    assert len(models.requests) == 1
    asked.assert_pending("people who run this site")
    assert len(log_lines(asked.site, '"event":"model_call"', '"level":"alert"', '"class":"no_money"')) == 1
    asked.assert_next_works(models)


def test_a_limit_that_says_no_time_is_not_asked_again(asked, models):
    models.always(failing(429, "rate_limit_error"))
    asked.send()
    assert len(models.requests) == 1 and asked.calls()[-1][1] == "rate_limited"
    asked.assert_pending("too much to do")
    asked.assert_next_works(models)


# --- 6: the server fails --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 503, 504, 529])
def test_a_server_that_fails_is_asked_three_times(asked, models, status):
    models.always(failing(status, "api_error", "the secret sauce is burnt"))
    asked.send()
    gaps = [b.at - a.at for a, b in zip(models.requests, models.requests[1:])]
    assert len(gaps) == 2 and 0.37 <= gaps[0] < asked.watch.allows(1.2) and 0.74 <= gaps[1] < asked.watch.allows(1.8), (gaps, asked.watch)
    asked.assert_pending("too much to do" if status in (503, 529) else "Something went wrong")
    assert "sauce" not in asked.browser.page.source and not log_lines(asked.site, "sauce")
    asked.assert_next_works(models)


def test_a_server_that_fails_twice_and_is_well_then_marks(asked, models):
    models.play(failing(502), Reply(503, "<html><h1>Bad gateway</h1></html>", content_type="text/html"))
    asked.send()
    asked.assert_marked()
    assert len(models.requests) == 3 and asked.calls()[-1][1:3] == ["ok", "3"]


def test_a_connection_that_breaks_before_the_first_word_is_tried_again(asked, models):
    models.play(Reply(cut=True, length=100))
    asked.send()
    asked.assert_marked()
    assert len(models.requests) == 2


# --- 7: it does not take the request ----------------------------------------------------------------------------------------------------------


@pytest.mark.expected('"event":"model_call"')
@pytest.mark.parametrize(
    "status, told",
    [
        (400, "Something went wrong"),
        (401, "people who run this site"),
        (403, "people who run this site"),
        (404, "people who run this site"),
        (413, "shorter"),
        (422, "Something went wrong"),
    ],
)
def test_a_request_that_is_not_taken_is_not_sent_again(asked, models, status, told):
    asked.site.fresh_logs()
    models.always(failing(status, "invalid_request_error", "the secret sauce"))
    asked.send()
    assert len(models.requests) == 1 and asked.watch.within(2), asked.watch
    asked.assert_pending(told)
    assert "sauce" not in asked.browser.page.source
    lines = log_lines(asked.site, '"event":"model_call"')
    assert len(lines) == 1 and f'"status":{status}' in lines[0] and "sauce" not in lines[0]
    assert ('"level":"alert"' in lines[0]) == (status in (401, 403, 404))
    asked.assert_next_works(models)


# --- 14: overtaken ------------------------------------------------------------------------------------------------------------------------------


def test_the_late_answer_of_an_overtaken_try_is_dropped(asked, models):
    def saying(score, wait):
        def reply(request):
            answer = {
                "score": score,
                "positive_feedback": [f"Said with {score}."],
                "improvement_areas": [],
                "anchors": [{"name": "A", "anchor": "B.", "landed": False, "quote": ""}],
            }
            return well(request, answer=answer, wait=wait)

        return reply

    overtaken = threading.Event()
    models.play(saying(3, overtaken), saying(8, 0))

    def overtake():
        asked.site.wait_for(lambda: models.requests, every=0.05)
        asked.site.sql(f"UPDATE gr.attempts SET lease = now() - interval '1 second' WHERE user_id = '{asked.user}'")
        one = asked.browser.__class__(asked.site.base)
        one.http.cookies.update(asked.program.http.cookies)
        attempt = asked.rows("SELECT id FROM gr.attempts")[0][0]
        one.get(f"/attempt/{attempt}")
        page = one.send(f"/attempt/{attempt}/mark", status=200)
        overtaken.set()
        return page

    late, second = at_once(lambda job: job(), [asked.send, overtake])
    assert len(models.requests) == 2
    assert "Said with 8." in second.text and "Said with 3." not in second.text
    assert "8 of 10" in late.text and "3 of 10" not in late.text  # it shows what is stored
    asked.assert_marked("Said with 8.")
    assert asked.rows("SELECT mark_try FROM gr.attempts") == [["2"]] and len(asked.rows("SELECT 1 FROM gr.recalls")) == 1
    assert len(asked.calls()) == 2  # both were paid for
