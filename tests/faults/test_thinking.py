"""While a model thinks: what was typed is committed, nothing is locked, nothing is asked twice, and a killed
worker or a late answer changes nothing."""

import re
import signal
import threading

import pytest

from tests.faults.conftest import Later, at_once
from tests.support.model_server import ModelServer, failing, well

pytestmark = pytest.mark.xdist_group("faults")
LEASE = 90  # seconds: none runs out by itself here


@pytest.fixture(scope="module")
def model_server(site):
    """The site's workers ask a model over HTTP instead of the built-in coach."""
    with ModelServer() as server:
        site.configure("local", "url", server.url("local"))
        site.configure("model", "order", "local")
        site.configure("model", "lease_seconds", LEASE)
        site.restart()
        yield server
        site.configure("model", "order", "builtin")
        site.configure("model", "lease_seconds", 5)
        site.restart()


@pytest.fixture
def models(model_server):
    model_server.calm()
    yield model_server
    model_server.calm()


class Thinking:
    """A model that thinks until it is told to answer."""

    def __init__(self, models):
        self.answer = threading.Event()
        models.play(lambda request: well(request, wait=self.answer))


def send_and_wait(asked, models, fields):
    """The answer is sent; returns when the model has been asked for the mark."""
    before = len(models.requests)
    sent = Later(asked.another().post, asked.action, fields)
    asked.site.wait_for(lambda: len(models.requests) > before, every=0.02)
    assert models.requests[-1].mode == "evaluate_answer"
    return sent


def lease_is_over(asked):
    asked.site.sql(f"UPDATE gr.attempts SET lease = now() - interval '1 second' WHERE user_id = '{asked.user}'")


def marks_asked(models):
    return sum(r.mode == "evaluate_answer" for r in models.requests)


def test_the_answer_is_committed_and_nothing_is_locked_while_the_model_thinks(site, asked, models):
    model = Thinking(models)
    sent = send_and_wait(asked, models, asked.fields())
    assert asked.rows("attempts", "state = 1") == 1
    at_work = "SELECT pid FROM pg_stat_activity WHERE usename IN ('gr_app', 'gr_hourly') AND (xact_start IS NOT NULL OR state LIKE 'idle in%')"
    locks = "SELECT pid FROM pg_locks WHERE locktype IN ('tuple', 'relation', 'transactionid') AND pid IN (SELECT pid FROM pg_stat_activity WHERE usename = 'gr_app')"
    site.wait_for(lambda: not site.sql(at_work) and not site.sql(locks))  # who served an earlier page may still be putting its things away
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})  # the same user's other tab goes on at once
    assert sent.is_alive()
    model.answer.set()
    assert "of 10" in sent.result().text
    assert asked.rows("attempts", "state = 2") == 1 and asked.rows("sessions", "how = 1") == 1


def test_a_worker_killed_while_the_model_thinks_loses_nothing(site, asked, models):
    model = Thinking(models)
    fields = asked.fields()
    sent = send_and_wait(asked, models, fields)
    site.kill_workers("coach", signal.SIGKILL)
    page = sent.result()
    attempt = [link for link in page.links if link.startswith("/attempt/")][0]  # the head was out: where it will be
    asked.browser.get(attempt)
    assert fields["answer"] in asked.browser.page.text
    asked.browser.send(attempt + "/mark", status=200)  # the lease runs
    assert marks_asked(models) == 1
    assert asked.rows("attempts", f"lease BETWEEN now() AND now() + interval '{LEASE} seconds'") == 1
    lease_is_over(asked)
    asked.browser.get(attempt)
    page = asked.browser.send(attempt + "/mark", status=200)
    assert "of 10" in page.text and marks_asked(models) == 2
    asked.browser.post(asked.action, fields)
    assert asked.rows("attempts", "state = 2") == 1 and marks_asked(models) == 2
    model.answer.set()


def test_the_same_answer_twenty_times_asks_the_model_once(asked, models):
    model = Thinking(models)
    fields = asked.fields()
    browsers = [asked.another() for _ in range(20)]
    sent = Later(at_once, lambda b: b.post(asked.action, fields), browsers)
    # Those who are not first are told so at once: as many as there are workers for wait no longer than it takes to say it.
    asked.site.wait_for(lambda: sum(b.status is not None for b in browsers) >= 19)
    model.answer.set()
    sent.result()
    assert {b.status for b in browsers} == {200} and marks_asked(models) == 1
    assert asked.rows("attempts") == 1 and asked.rows("attempts", "state = 2") == 1


def test_a_late_answer_of_an_overtaken_try_is_dropped(site, asked, models):
    model = Thinking(models)
    sent = send_and_wait(asked, models, asked.fields())
    lease_is_over(asked)
    attempt = site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}'")[0][0]
    asked.browser.get(f"/attempt/{attempt}")
    assert "of 10" in asked.browser.send(f"/attempt/{attempt}/mark", status=200).text
    kept = site.sql(f"SELECT mark_try, md5(mark), marked FROM gr.attempts WHERE id = '{attempt}'")
    assert sent.is_alive() and kept[0][0] == "2"
    model.answer.set()
    assert "of 10" in sent.result().text
    assert site.sql(f"SELECT mark_try, md5(mark), marked FROM gr.attempts WHERE id = '{attempt}'") == kept
    assert asked.rows("recalls") == 1


def test_a_tab_that_is_closed_while_the_model_thinks_loses_nothing(site, asked, models):
    model = Thinking(models)
    fields = asked.fields()
    b = asked.another()
    with b.http.post(site.base + asked.action, data=fields, headers={"Origin": site.base}, stream=True, timeout=70) as answer:
        next(answer.iter_content(256))  # the head of the page, then the tab is closed
    model.answer.set()
    site.wait_for(lambda: asked.rows("attempts", "state = 2") == 1)
    assert marks_asked(models) == 1


# --- the questions of a session ---


@pytest.fixture
def session(asked):
    """A session that has no questions yet."""
    topic = asked.plan["plan_topics"][1]["topic_id"]
    return asked.program.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 10})["session_id"]


def tab(asked, session):
    b = asked.another()
    b.get(f"/session/{session}")
    return b


def get_questions(browser):
    """A tab asks for the questions: the page's text."""
    return browser.send("/study/generate_questions/*", status=200).text


def ask_and_wait(asked, models, session):
    """A tab asks for the questions; returns when the model has been asked for them."""
    before = questions_asked(models)
    sent = Later(get_questions, tab(asked, session))
    asked.site.wait_for(lambda: questions_asked(models) > before, every=0.02)
    return sent


def end_lease(site, session):
    site.sql(f"UPDATE gr.sessions SET lease = now() - interval '1 second' WHERE id = '{session}'")


def questions_asked(models):
    return sum(r.mode == "generate_questions" for r in models.requests)


def offered(browser):
    return re.findall(r'<p class="question">(.*?)</p>', browser.page.source)


def kept(site, session):
    return site.sql(
        f"SELECT s.try_no, p.question, p.place, md5(p.sealed) FROM gr.sessions s JOIN gr.picks p ON p.session = s.id WHERE s.id = '{session}' ORDER BY p.place"
    )


def test_two_tabs_that_ask_for_questions_ask_the_model_once(site, asked, models, session):
    model = Thinking(models)
    first = ask_and_wait(asked, models, session)
    second = tab(asked, session)
    assert "another window" in get_questions(second) and offered(second) == []
    assert "/study/generate_questions" not in second.page.source
    busy = asked.program.call("POST", f"/study/generate_questions/{session}", {}, status=503)
    assert busy["code"] == "busy" and first.is_alive()
    model.answer.set()
    words = first.result()
    second.get(f"/session/{session}")
    questions = offered(second)
    assert len(questions) > 1 and all(q in words for q in questions)
    again = asked.program.call("POST", f"/study/generate_questions/{session}", {})["questions"]
    assert [q["question"] for q in again] == questions
    assert questions_asked(models) == 1 and asked.rows("picks", f"session = '{session}'") == len(questions)


def test_questions_that_a_killed_worker_asked_for_are_asked_for_again(site, asked, models, session):
    model = Thinking(models)
    sent = ask_and_wait(asked, models, session)
    site.kill_workers("coach", signal.SIGKILL)
    sent.result()
    second = tab(asked, session)
    assert "another window" in get_questions(second)  # the lease runs
    assert questions_asked(models) == 1
    assert asked.rows("sessions", f"id = '{session}' AND lease BETWEEN now() AND now() + interval '{LEASE} seconds'") == 1
    end_lease(site, session)
    second.get(f"/session/{session}")
    get_questions(second)
    assert len(offered(second)) > 1 and questions_asked(models) == 2
    model.answer.set()


def test_late_questions_of_an_overtaken_try_are_dropped(site, asked, models, session):
    model = Thinking(models)
    sent = ask_and_wait(asked, models, session)
    end_lease(site, session)
    second = tab(asked, session)
    get_questions(second)
    questions, stored = offered(second), kept(site, session)
    assert len(questions) > 1 and stored[0][0] == "2" and sent.is_alive()
    model.answer.set()
    words = sent.result()
    assert all(q in words for q in questions)
    assert kept(site, session) == stored and questions_asked(models) == 2


def test_late_questions_are_dropped_while_the_next_try_still_asks(site, asked, models, session):
    one, other = Thinking(models), Thinking(models)
    first = ask_and_wait(asked, models, session)
    end_lease(site, session)
    second = ask_and_wait(asked, models, session)
    one.answer.set()
    assert "another window" in first.result() and asked.rows("picks", f"session = '{session}'") == 0
    other.answer.set()
    second.result()
    assert kept(site, session)[0][0] == "2" and questions_asked(models) == 2


def test_questions_that_nobody_could_suggest_can_be_asked_for_at_once_again(site, asked, models, session):
    models.always(failing(400))
    b = tab(asked, session)
    assert "could not choose questions" in get_questions(b)
    b.get(f"/session/{session}")
    assert "could not choose any. Something went wrong at the coach’s end." in b.page.text
    models.calm()
    get_questions(b)
    assert len(offered(b)) > 1
    assert site.sql(f"SELECT why IS NULL, lease IS NULL, try_no FROM gr.sessions WHERE id = '{session}'") == [["t", "t", "2"]]


def test_a_newer_wish_is_what_the_older_ones_tab_is_told_of(asked, models):
    """Two wishes from two tabs, the second while the coach works on the first."""
    model = Thinking(models)
    one, two = asked.another(), asked.another()
    for b in (one, two):
        b.get("/plan/view")
    forms = [{**b.form("/plan/suggest_changes").fields, "feedback.1": f"only {n} minutes a day"} for b, n in ((one, 20), (two, 30))]
    first = Later(one.post, "/plan/suggest_changes", forms[0])
    asked.site.wait_for(lambda: asked.rows("proposals", "state = 0 AND lease IS NOT NULL") == 1, every=0.02)
    second = Later(two.post, "/plan/suggest_changes", forms[1])
    asked.site.wait_for(lambda: asked.rows("proposals", "state = 4") == 1, every=0.02)
    model.answer.set()
    pages = first.result(), second.result()
    assert "A newer wish replaced this one" in pages[0].text and "It is ready" not in pages[0].text and "/proposal" in pages[0].links
    assert "It is ready" in pages[1].text and "replaced" not in pages[1].text
    one.get("/proposal")
    assert "only 30 minutes a day" in one.page.text
    older = asked.site.sql(f"SELECT id FROM gr.proposals WHERE user_id = '{asked.user}' AND state = 4")[0][0]
    one.get(f"/proposal/{older}")
    assert "What replaced it" in one.page.text


def test_a_wish_that_is_declined_while_the_coach_works_on_it_is_not_said_to_be_ready(asked, models):
    model = Thinking(models)
    b = asked.another()
    b.get("/plan/view")
    sent = Later(b.post, "/plan/suggest_changes", {**b.form("/plan/suggest_changes").fields, "feedback.1": "only 20 minutes a day"})
    asked.site.wait_for(lambda: asked.rows("proposals", "state = 0 AND lease IS NOT NULL") == 1, every=0.02)
    asked.program.call("POST", f"/plan/proposal/{asked.program.call('GET', '/proposal')['proposal_id']}/decline", {})
    model.answer.set()
    assert "declined meanwhile" in sent.result().text and "It is ready" not in b.page.text
