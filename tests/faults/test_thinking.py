"""While a model thinks: what was typed is committed, nothing is locked, nothing is asked twice, and a killed
worker or a late answer changes nothing."""
import signal

import pytest

from tests.faults.conftest import Later, at_once
from tests.support.model_server import ModelServer, well

pytestmark = pytest.mark.xdist_group("faults")
LONG = 3  # seconds a model thinks here


@pytest.fixture(scope="module")
def model_server(site):
    """The site's workers ask a model over HTTP instead of the built-in coach."""
    with ModelServer() as server:
        site.configure("local", "url", server.url("local"))
        site.configure("model", "order", "local")
        site.restart()
        yield server
        site.configure("model", "order", "builtin")
        site.restart()


@pytest.fixture
def models(model_server):
    model_server.calm()
    yield model_server
    model_server.calm()


def slow(request):
    return well(request, wait=LONG)


def send_and_wait(asked, models, fields):
    """The answer is sent; returns when the model has been asked for the mark."""
    before = len(models.requests)
    sent = Later(asked.another().post, asked.action, fields)
    asked.site.wait_for(lambda: len(models.requests) > before, every=0.02)
    assert models.requests[-1].mode == "evaluate_answer"
    return sent


def marks_asked(models):
    return sum(r.mode == "evaluate_answer" for r in models.requests)


def test_the_answer_is_committed_and_nothing_is_locked_while_the_model_thinks(site, asked, models):
    models.play(slow)
    sent = send_and_wait(asked, models, asked.fields())
    assert asked.rows("attempts", "state = 1") == 1
    assert site.sql("SELECT pid, state FROM pg_stat_activity WHERE usename IN ('gr_app', 'gr_hourly') AND (xact_start IS NOT NULL OR state LIKE 'idle in%')") == []
    assert site.sql("SELECT * FROM pg_locks WHERE locktype IN ('tuple', 'relation', 'transactionid') AND pid IN (SELECT pid FROM pg_stat_activity WHERE usename = 'gr_app')") == []
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})  # the same user's other tab goes on at once
    assert sent.is_alive()
    assert "of 10" in sent.result().text
    assert asked.rows("attempts", "state = 2") == 1 and asked.rows("sessions", "how = 1") == 1


def test_a_worker_killed_while_the_model_thinks_loses_nothing(site, asked, models):
    models.play(slow)
    fields = asked.fields()
    sent = send_and_wait(asked, models, fields)
    site.kill_workers("coach", signal.SIGKILL)
    page = sent.result()
    attempt = [link for link in page.links if link.startswith("/attempt/")][0]  # the head was out: where it will be
    asked.browser.get(attempt)
    assert fields["answer"] in asked.browser.page.text
    asked.browser.send(attempt + "/mark", status=200)  # the lease runs
    assert marks_asked(models) == 1
    site.wait_for(lambda: asked.rows("attempts", "lease < now()") == 1)
    asked.browser.get(attempt)
    page = asked.browser.send(attempt + "/mark", status=200)
    assert "of 10" in page.text and marks_asked(models) == 2
    asked.browser.post(asked.action, fields)
    assert asked.rows("attempts", "state = 2") == 1 and marks_asked(models) == 2


def test_the_same_answer_twenty_times_asks_the_model_once(asked, models):
    models.play(slow)
    fields = asked.fields()
    browsers = [asked.another() for _ in range(20)]
    at_once(lambda b: b.post(asked.action, fields), browsers)
    assert {b.status for b in browsers} == {200} and marks_asked(models) == 1
    assert asked.rows("attempts") == 1 and asked.rows("attempts", "state = 2") == 1


def test_a_late_answer_of_an_overtaken_try_is_dropped(site, asked, models):
    models.play(lambda r: well(r, wait=LONG, answer=None), None)
    sent = send_and_wait(asked, models, asked.fields())
    site.sql(f"UPDATE gr.attempts SET lease = now() - interval '1 second' WHERE user_id = '{asked.user}'")
    attempt = site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}'")[0][0]
    asked.browser.get(f"/attempt/{attempt}")
    assert "of 10" in asked.browser.send(f"/attempt/{attempt}/mark", status=200).text
    kept = site.sql(f"SELECT mark_try, md5(mark), marked FROM gr.attempts WHERE id = '{attempt}'")
    assert sent.is_alive() and kept[0][0] == "2"
    assert "of 10" in sent.result().text
    assert site.sql(f"SELECT mark_try, md5(mark), marked FROM gr.attempts WHERE id = '{attempt}'") == kept
    assert asked.rows("recalls") == 1


def test_a_tab_that_is_closed_while_the_model_thinks_loses_nothing(site, asked, models):
    models.play(slow)
    fields = asked.fields()
    b = asked.another()
    with b.http.post(site.base + asked.action, data=fields, headers={"Origin": site.base}, stream=True, timeout=60) as answer:
        next(answer.iter_content(256))  # the head of the page, then the tab is closed
    site.wait_for(lambda: asked.rows("attempts", "state = 2") == 1, seconds=LONG + 10)
    assert marks_asked(models) == 1
