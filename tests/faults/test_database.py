"""PostgreSQL dies, restarts, is full or overworked: a page with what was typed, no
half row, and the site is back by itself."""

import os
import signal

import pytest

from tests.faults.conftest import ANSWER, Asked, Later, Psql
from tests.conftest import words
from tests.support.patience import Watch

pytestmark = pytest.mark.xdist_group("faults")


def assert_page_keeps(browser, fields, action):
    """503, when to come back, and the form with its own id and everything that was typed."""
    assert browser.status == 503 and browser.headers["Retry-After"] == "5", (browser.status, browser.page.text[:500])
    form = browser.form(action)
    assert form.fields["answer"] == fields["answer"] and form.fields["form"] == fields["form"]


def assert_marked_once(asked):
    assert asked.rows("attempts") == 1 and asked.rows("attempts", "state = 2") == 1 and asked.rows("jobs", "kind = 1") == 1


# --- killed and restarted ---


def test_a_back_end_killed_in_mid_transaction_is_met_again(site, asked, proxy):
    fields = asked.fields()
    proxy.rule(do="hold", when="before", has="attempt_new")
    browser = asked.another()
    sent = Later(browser.post, asked.action, fields)
    proxy.wait("held")
    pid = site.sql("SELECT pid FROM pg_stat_activity WHERE usename = 'gr_app' AND xact_start IS NOT NULL")[0][0]
    os.kill(int(pid), signal.SIGKILL)  # PostgreSQL ends every session and recovers
    sent.result()
    site.wait_for(lambda: site.sql("SELECT 1", check=False).returncode == 0)
    if browser.status == 503:  # the recovery took longer than a worker waits: COMMIT was on its way, so nothing is claimed
        assert_page_keeps(browser, fields, asked.action)
        browser.send(asked.action, status=200)
    assert "of 10" in browser.page.text
    assert_marked_once(asked)


def test_stopped_at_once_the_page_keeps_what_was_typed_and_nothing_acknowledged_is_lost(site, asked):
    first = asked.fields()
    asked.browser.post(asked.action, first)
    assert "of 10" in asked.browser.page.text
    fields = asked.take(asked.questions[1])
    pools = [site.workers(pool) for pool in ("pages", "coach", "door")]
    site.postgres("stop", "-m", "immediate")
    try:
        watch = Watch()
        asked.browser.post(asked.action, fields)
        assert_page_keeps(asked.browser, fields, asked.action)
        assert watch.within(5), watch
        page = asked.another()
        page.get("/plan/view")
        assert page.status == 503 and page.headers["Retry-After"] == "5"
        problem = asked.program.call("POST", asked.action, {"question_id": asked.question, "answer": ANSWER}, status=503)
        assert problem["status"] == 503 and problem["code"] == "db"
    finally:
        site.postgres("start")
    back = Watch()
    asked.browser.send(asked.action, status=200)  # from the page that kept it
    assert "of 10" in asked.browser.page.text and back.within(5), back
    assert [site.workers(pool) for pool in ("pages", "coach", "door")] == pools  # they came back by themselves
    assert asked.rows("attempts") == 2 and asked.rows("attempts", "state = 2") == 2
    for kept in (first, fields):
        assert kept["answer"] in asked.program.call("GET", "/attempt/" + attempt_with(asked, kept["answer"]))["answer"]


def attempt_with(asked, text):
    for (attempt,) in asked.site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}'"):
        if asked.program.call("GET", f"/attempt/{attempt}")["answer"] == text:
            return attempt
    raise AssertionError("an acknowledged answer is gone")


def test_a_restart_under_load_loses_nothing_that_was_acknowledged(site, asked):
    acknowledged, refused, stop = [], [], []

    def save_drafts(browser, question):
        n = 0
        while not stop:
            text, n = words(f"draft {n}"), n + 1
            answer = browser.http.post(f"{site.base}/study/session/{asked.session}/draft/{question}", json={"answer": text}, timeout=70)
            if answer.status_code == 200:
                acknowledged.append((question, text))
            else:
                refused.append(answer.status_code)
            last[question] = text if answer.status_code == 200 else last[question]

    last = {q: None for q in asked.questions[:3]}
    tasks = [Later(save_drafts, asked.another(), q) for q in last]
    site.wait_for(lambda: len(acknowledged) > 20)
    site.postgres("restart", "-m", "fast")
    many = len(acknowledged)
    site.wait_for(lambda: len(acknowledged) > many + 20)
    stop.append(True)
    for t in tasks:
        t.result()
    assert set(refused) <= {503}
    for question, text in last.items():
        page = asked.program.call("GET", f"/session/{asked.session}/question/{question}")
        assert page["draft"] == text


def test_workers_started_while_postgres_is_away_serve_when_it_is_back(site, browser):
    site.postgres("stop", "-m", "fast")
    try:
        site.fresh_logs()
        site.kill_workers("pages")
        site.wait_for(lambda: "PostgreSQL does not answer" in site.fresh_logs().get("worker-pages.log", ""))
    finally:
        site.postgres("start")

    def served():
        browser.get("/about")
        return browser.status == 200

    site.wait_for(served)


# --- a statement that PostgreSQL refuses ---


@pytest.fixture
def refusing(site, psql):
    """PostgreSQL refuses new answers with an SQLSTATE, the first so many times."""
    psql("CREATE SEQUENCE gr.refused; GRANT USAGE ON gr.refused TO gr_app")

    def begin(state, times):
        psql("ALTER SEQUENCE gr.refused RESTART")
        psql(
            f"CREATE OR REPLACE FUNCTION gr.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('gr.refused') <= {times} THEN"
            f" RAISE EXCEPTION 'refused' USING ERRCODE = '{state}'; END IF; RETURN NEW; END $$"
        )
        psql("GRANT EXECUTE ON FUNCTION gr.refuse() TO gr_app")
        psql("DROP TRIGGER IF EXISTS refuse ON gr.attempts")
        psql("CREATE TRIGGER refuse BEFORE INSERT ON gr.attempts FOR EACH ROW EXECUTE FUNCTION gr.refuse()")

    def count():
        return int(psql("SELECT last_value FROM gr.refused")[0])

    yield begin, count
    psql("DROP TRIGGER IF EXISTS refuse ON gr.attempts")
    psql("DROP FUNCTION IF EXISTS gr.refuse(); DROP SEQUENCE gr.refused")


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_refused_serialization_is_tried_again(asked, refusing, state):
    begin, count = refusing
    fields = asked.fields()
    begin(state, 5)
    asked.browser.post(asked.action, fields)
    assert "of 10" in asked.browser.page.text and count() == 6
    assert_marked_once(asked)


@pytest.mark.parametrize(
    "state, tries", [("40001", 6), ("40P01", 6), ("53100", 1), ("53200", 1), ("58030", 1), ("57014", 1), ("55P03", 1), ("XX001", 1)]
)
def test_what_stays_refused_is_a_503_with_the_text_and_safe_to_send_again(asked, refusing, state, tries):
    begin, count = refusing
    fields = asked.fields()
    begin(state, 1000)
    asked.browser.post(asked.action, fields)
    assert_page_keeps(asked.browser, fields, asked.action)
    assert "saved" not in asked.browser.page.text.replace("Nothing you had saved is lost", "")
    assert count() == tries and asked.rows("attempts") == 0 and asked.rows("ops", "kind = 'answer'") == 0
    begin(state, 0)
    asked.browser.send(asked.action, status=200)
    assert "of 10" in asked.browser.page.text
    assert_marked_once(asked)


# --- real sessions in each other's way ---


def test_a_deadlock_is_tried_again(site, asked, psql):
    fields = asked.fields()
    psql("SET deadlock_timeout = '10min'")  # so that it is the worker who looks for one and gives way
    psql("BEGIN")
    psql(f"SELECT 1 FROM gr.sessions WHERE id = '{asked.session}' FOR NO KEY UPDATE")
    sent = Later(asked.another().post, asked.action, fields)
    site.wait_for(lambda: site.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'gr_app'"), every=0.05)
    psql.send(f"UPDATE gr.picks SET place = place WHERE session = '{asked.session}'")  # which the worker holds
    assert not psql.take() and not psql("COMMIT")
    assert "of 10" in sent.result().text
    assert_marked_once(asked)
    assert any("40P01" in text for text in site.fresh_logs().values())


def test_a_table_locked_for_long_is_a_503_with_the_text(asked, psql):
    fields = asked.fields()
    psql("BEGIN")
    psql("LOCK TABLE gr.attempts IN EXCLUSIVE MODE")
    asked.browser.post(asked.action, fields)
    assert_page_keeps(asked.browser, fields, asked.action)
    psql("ROLLBACK")
    asked.browser.send(asked.action, status=200)
    assert_marked_once(asked)


def test_a_password_changed_while_the_coach_thinks_stays_changed(asked, proxy):
    """What is read before the model is asked must not be written back after it."""
    proxy.rule(do="hold", when="before", has="call_insert")
    said = Later(asked.program.call, "POST", "/plan/chat", {"text": "I am applying as a nurse now."})
    proxy.wait("held")
    other = Asked.__new__(Asked)
    other.browser = asked.another()
    other.browser.get("/settings")
    other.browser.send("/settings/password", current="a quiet green room", password="a louder red room")
    assert other.browser.status == 200
    proxy.clear()
    said.result()
    asked.browser.http.cookies.clear()
    asked.browser.log_in(asked.name, "a louder red room")
    assert asked.browser.url == "/"
    asked.browser.get("/settings")
    assert "nurse" in asked.browser.page.source


def test_the_database_dies_while_the_coach_thinks_and_the_page_says_what_is_kept(site, asked, proxy):
    """The head of the page is out by then: its end says so, and the answer is marked later."""
    fields = asked.fields()
    proxy.rule(do="hold", when="before", has="call_insert")
    sent = Later(asked.another().post, asked.action, fields)
    proxy.wait("held")
    site.postgres("stop", "-m", "immediate")
    try:
        page = sent.result()
        assert "could not finish" in page.text and "of 10" not in page.text and page.source.rstrip().endswith("</html>")
        attempt = [link for link in page.links if link.startswith("/attempt/")][0]
    finally:
        site.postgres("start")
    asked.browser.get(attempt)
    assert fields["answer"] in asked.browser.page.text
    site.sql(f"UPDATE gr.attempts SET lease = now() - interval '1 second' WHERE user_id = '{asked.user}'")
    asked.browser.send(attempt + "/mark", status=200)
    assert_marked_once(asked)
