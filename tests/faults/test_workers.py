"""A worker is killed: before its COMMIT, after it and before the reply, and while an answer is being marked."""

import os
import signal

import pytest

from tests.faults.conftest import Later

pytestmark = pytest.mark.xdist_group("faults")


def kill_where(asked, proxy, fields, **rule):
    """Sends the answer, kills the worker at that place, returns what the browser got."""
    proxy.rule(do="hold", **rule)
    sent = Later(asked.another().post, asked.action, fields)
    os.kill(proxy.wait("held")["pid"], signal.SIGKILL)
    return sent


def assert_sent_again_gives_one_result(asked, fields):
    page = asked.browser.post(asked.action, fields)
    assert asked.browser.status == 200 and "of 10" in page.text, page.text[:800]
    assert asked.rows("attempts") == 1 and asked.rows("attempts", "state = 2") == 1
    assert asked.rows("recalls") == 1


def test_killed_before_commit_nothing_is_stored_and_the_form_can_be_sent_again(asked, proxy):
    fields = asked.fields()
    page = kill_where(asked, proxy, fields, when="before", has="attempt_new").result()
    assert "safe to send it again" in page.text  # nginx's own page
    asked.site.wait_for(lambda: asked.site.sql("SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'") == [["0"]])
    assert asked.rows("attempts") == 0 and asked.rows("jobs", "kind = 1") == 0 and asked.rows("ops", "kind = 'answer'") == 0
    assert asked.rows("picks", "state = 1") == 1  # still open
    assert_sent_again_gives_one_result(asked, fields)


def test_killed_after_commit_the_form_sent_again_finds_its_first_result(asked, proxy):
    fields = asked.fields()
    page = kill_where(asked, proxy, fields, when="after", has="attempt_new").result()
    assert "safe to send it again" in page.text
    assert asked.rows("attempts", "state = 0") == 1
    assert_sent_again_gives_one_result(asked, fields)


def test_killed_while_marking_the_answer_stays_and_retry_marks_it_when_the_lease_is_over(asked, proxy):
    fields = asked.fields()
    kill_where(asked, proxy, fields, when="before", has="call_insert").result()  # the head of the page is out already
    attempt = asked.site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}' AND state = 1")[0][0]
    asked.browser.get(f"/attempt/{attempt}")
    assert fields["answer"].split()[-1] in asked.browser.page.source
    assert asked.rows("attempts", "lease <= now() + interval '5 seconds'") == 1
    lease = "UPDATE gr.attempts SET lease = lease {} interval '1 hour' WHERE id = '" + attempt + "'"
    asked.site.sql(lease.format("+"))  # so that it does not run out meanwhile
    asked.browser.send(f"/attempt/{attempt}/mark", status=200)  # somebody may still be at it
    assert asked.rows("attempts", "state = 2") == 0
    asked.site.sql(lease.format("-"))

    def marked():
        asked.browser.get(f"/attempt/{attempt}")
        asked.browser.send(f"/attempt/{attempt}/mark", status=200)
        return asked.rows("attempts", "state = 2") == 1

    asked.site.wait_for(marked, every=0.5)
    asked.browser.get(f"/attempt/{attempt}")
    assert "of 10" in asked.browser.page.text
    assert_sent_again_gives_one_result(asked, fields)


def test_killed_while_marking_the_hourly_run_marks_it_too(asked, proxy):
    kill_where(asked, proxy, asked.fields(), when="before", has="call_insert").result()
    assert asked.rows("attempts", "state = 1") == 1
    asked.site.sql(f"UPDATE gr.attempts SET lease = now() - interval '1 second' WHERE user_id = '{asked.user}'")
    asked.site.hourly("--user", asked.user)
    assert asked.rows("attempts", "state = 2") == 1 and asked.rows("jobs", "kind = 1 AND state = 2") == 1


def test_a_late_result_of_a_try_that_was_overtaken_is_dropped(asked, proxy):
    proxy.rule(do="hold", when="before", has="call_insert")
    first = Later(asked.another().post, asked.action, asked.fields())
    proxy.wait("held")
    asked.site.sql(f"UPDATE gr.attempts SET lease = now() - interval '1 second' WHERE user_id = '{asked.user}'")
    attempt = asked.site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}'")[0][0]
    asked.browser.get(f"/attempt/{attempt}")
    asked.browser.send(f"/attempt/{attempt}/mark", status=200)
    before = asked.site.sql(f"SELECT mark_try, md5(mark) FROM gr.attempts WHERE id = '{attempt}'")
    assert before[0][0] == "2"
    proxy.clear()
    assert "of 10" in first.result().text  # it shows what is stored
    assert asked.site.sql(f"SELECT mark_try, md5(mark) FROM gr.attempts WHERE id = '{attempt}'") == before
    assert asked.rows("recalls") == 1
