"""greenroom-hourly run twice at once, killed midway, and skipped for hours: one effect per period, taken up again, caught up."""

import datetime
import os
import re
import signal

import pytest

from tests.faults.conftest import Asked, Later
from tests.support.site import gone

pytestmark = pytest.mark.xdist_group("faults")


def counts(done):
    """{"done": 3, "put off": 0, ...} of the summary line."""
    return {what: int(n) for n, what in re.findall(r"(\d+) ([a-z ]+)[,]", done.stdout)}


def after(**later):
    """--now, so much later."""
    return "--now", (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**later)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def ended(site, asked):
    """A session with a marked answer, ended: due to be reconciled. What others left is done first."""
    site.hourly(check=False)
    asked.browser.post(asked.action, asked.fields())
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})
    return asked


def assert_reconciled_once(asked):
    assert asked.rows("sessions", "reconciled") == 1 and asked.rows("topics", "sessions = 1") == 1
    assert asked.rows("jobs", "kind = 0 AND state = 2") == 1 and asked.rows("notes", "version = 1") == asked.rows("notes")
    assert asked.rows("jobs", "kind = 2") <= 2


def parent_of(pid):
    with open(f"/proc/{pid}/stat") as f:
        return int(f.read().rsplit(")", 1)[1].split()[1])


def run_of(child):
    """The hourly run that a process is a child of: nobody else is ever killed."""
    parent = parent_of(child)
    with open(f"/proc/{parent}/cmdline") as f:
        assert "greenroom-hourly" in f.read()
    return parent


def test_a_second_run_leaves_quietly(site, ended, proxy):
    proxy.rule(do="hold", when="before", has="call_insert")
    first = Later(site.hourly)
    proxy.wait("held")
    second = site.hourly()
    assert second.returncode == 0 and "another run is at work" in second.stdout
    proxy.clear()
    assert counts(first.result())["done"] == 1
    assert_reconciled_once(ended)
    assert ended.rows("model_calls", "mode = 'reconcile_session'") == 1
    assert counts(site.hourly())["done"] == 0


def test_who_asks_by_hand_while_the_run_is_at_it_is_told_so_and_the_model_is_asked_once(site, ended, proxy):
    proxy.rule(do="hold", when="before", has="call_insert")
    run = Later(site.hourly)
    proxy.wait("held")
    ended.browser.get(f"/session/{ended.session}/summary")
    ended.browser.send(f"/session/{ended.session}/reconcile", status=200)
    assert "looked back at in another window" in ended.browser.page.text
    proxy.clear()
    run.result()
    assert_reconciled_once(ended)
    assert ended.rows("model_calls", "mode = 'reconcile_session'") == 1


def test_an_account_deleted_while_the_run_is_at_it_is_gone(site, ended, proxy):
    proxy.rule(do="hold", when="before", has="call_insert")
    run = Later(site.hourly, "--user", ended.user)
    proxy.wait("held")
    deleted = Later(ended.program.call, "POST", "/settings/delete", {"current": "a quiet green room", "confirm": "delete"})
    proxy.clear()
    deleted.result()
    assert run.result().returncode in (0, 1)
    tables = [
        row[0] for row in site.sql("SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'gr' AND column_name = 'user_id'")
    ]
    assert {t: n for t in tables if (n := site.sql(f"SELECT count(*) FROM gr.{t} WHERE user_id = '{ended.user}'")[0][0]) != "0"} == {}
    assert site.hourly().returncode == 0


def test_two_runs_begun_together_have_one_effect(site, ended):
    runs = [Later(site.hourly) for _ in range(2)]
    said = [r.result().stdout for r in runs]
    assert sum(" 1 done" in s for s in said) <= 1
    site.hourly()
    assert_reconciled_once(ended)
    assert ended.rows("model_calls", "mode = 'reconcile_session'") == 1


def test_a_run_killed_midway_is_taken_up_by_a_later_one(site, ended, proxy):
    proxy.rule(do="hold", when="before", has="call_insert")
    first = Later(lambda: site.hourly(check=False))
    child = proxy.wait("held")["pid"]
    parent = run_of(child)
    children = [int(p) for p in os.listdir("/proc") if p.isdigit() and not gone(p) and parent_of(p) == parent]
    for pid in [parent, *children]:
        os.kill(pid, signal.SIGKILL)
    assert first.result().returncode != 0
    site.wait_for(lambda: all(gone(p) for p in [parent, *children]))
    assert ended.rows("sessions", "reconciled") == 0 and ended.rows("topics", "sessions > 0") == 0  # nothing by halves
    assert ended.rows("jobs", "kind = 0 AND state = 1") == 1
    proxy.clear()
    at_once = site.hourly()  # the lock is free, the lease is not over
    assert counts(at_once)["done"] == 0 and ended.rows("sessions", "reconciled") == 0
    later = site.hourly(*after(hours=1))
    assert counts(later)["done"] == 1
    assert_reconciled_once(ended)


def test_the_children_of_a_killed_run_finish_what_they_are_at(site, ended, proxy):
    proxy.rule(do="hold", when="before", has="call_insert")
    first = Later(lambda: site.hourly(check=False))
    child = proxy.wait("held")["pid"]
    os.kill(run_of(child), signal.SIGKILL)
    assert "another run is at work" in site.hourly().stdout  # it still is
    proxy.clear()
    assert first.result().returncode != 0
    assert_reconciled_once(ended)
    assert ended.rows("jobs", "kind = 0 AND state = 2 AND tries = 1") == 1


def test_five_missed_hours_are_caught_up(site, asked):
    """Left in the middle of a session, with an answer nobody marked."""
    site.hourly(check=False)
    asked.browser.post(asked.action, asked.fields())
    site.sql(f"UPDATE gr.attempts SET state = 0, mark = NULL, marked = NULL WHERE user_id = '{asked.user}'")
    site.sql(f"UPDATE gr.jobs SET state = 0, tries = 0 WHERE user_id = '{asked.user}' AND kind = 1")
    site.sql(f"DELETE FROM gr.recalls WHERE user_id = '{asked.user}'")
    first = site.hourly(*after(hours=5))
    assert counts(first)["done"] >= 2 and counts(first)["sessions abandoned"] >= 1  # others may have left theirs too
    site.hourly(*after(hours=6))  # what one child was at while another wanted it was put off
    assert asked.rows("sessions", "how = 3 AND reconciled") == 1 and asked.rows("attempts", "state = 2") == 1
    assert_reconciled_once(asked)
    for hours in (5, 6, 7):
        assert counts(site.hourly("--user", asked.user, *after(hours=hours)))["done"] <= 1  # at most the review of a day that began meanwhile
    assert_reconciled_once(asked)


def test_a_day_has_one_review_however_often_the_run_comes(site, ended):
    site.hourly()
    midday = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).replace(hour=12, minute=0)
    for hour in (12, 13, 13, 18, 22):
        site.hourly("--now", midday.replace(hour=hour).strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert ended.rows("reviews") == 1 and ended.rows("reviews", "state = 2") == 1
    assert ended.rows("model_calls", "mode = 'daily_review'") == 1 and ended.rows("proposals", "from_review") <= 1


@pytest.mark.expected("data_key")
def test_one_users_trouble_stops_nobody_elses(site, ended):
    other = Asked(site)
    other.browser.post(other.action, other.fields())
    other.program.call("PUT", "/study/end_session", {"session_id": other.session})
    site.sql(f"UPDATE gr.user_keys SET wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 1) WHERE user_id = '{ended.user}'")
    done = site.hourly(check=False)
    assert done.returncode == 1 and counts(done)["failed"] == 1 and counts(done)["done"] == 1  # an operator should look
    assert other.rows("sessions", "reconciled") == 1 and ended.rows("sessions", "reconciled") == 0
    site.sql(f"UPDATE gr.user_keys SET wrapped = set_byte(wrapped, 30, get_byte(wrapped, 30) # 1) WHERE user_id = '{ended.user}'")
    assert counts(site.hourly(*after(hours=2)))["done"] >= 1
    assert ended.rows("sessions", "reconciled") == 1


def test_the_database_away_is_said_and_nothing_is_lost(site, ended):
    site.postgres("stop", "-m", "immediate")
    try:
        done = site.hourly(check=False)
        assert done.returncode == 78 and "PostgreSQL does not answer" in done.stderr
    finally:
        site.postgres("start")
    assert counts(site.hourly())["done"] == 1
    assert_reconciled_once(ended)
