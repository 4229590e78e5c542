"""Did it happen? The line to PostgreSQL is cut at COMMIT, before it and after it, and a replica does not confirm it.
The form's id decides; nothing is guessed, nothing is doubled, and "saved" is said only of what is."""

import uuid

import pytest

from tests.faults.conftest import Later
from tests.support.browser import Browser

pytestmark = pytest.mark.xdist_group("faults")


def assert_one_result(asked):
    assert asked.rows("attempts") == 1 and asked.rows("attempts", "state = 2") == 1 and asked.rows("jobs", "kind = 1") == 1


def ops(asked, kind):
    return asked.site.sql(f"SELECT count(*), max(times) FROM gr.ops WHERE user_id = '{asked.user}' AND kind = '{kind}'")[0]


@pytest.mark.parametrize("when, times_seen", [("before", "1"), ("after", "2")])
def test_a_cut_at_commit_is_looked_up_and_the_answer_counts_once(asked, proxy, when, times_seen):
    fields = asked.fields()
    proxy.rule(do="cut", when=when, has="attempt_new")
    page = asked.browser.post(asked.action, fields)
    proxy.wait("cut")
    assert asked.browser.status == 200 and "of 10" in page.text
    assert_one_result(asked)
    assert ops(asked, "answer") == ["1", times_seen]  # after COMMIT the second try found the first
    asked.browser.post(asked.action, fields)
    assert_one_result(asked)


@pytest.mark.parametrize("when", ["before", "after"])
def test_where_every_commit_is_cut_the_page_says_so_with_the_text_and_sending_again_is_safe(asked, proxy, when):
    fields = asked.fields()
    proxy.rule(do="cut", when=when, has="idempotency_claim", times=50)
    page = asked.browser.post(asked.action, fields)
    assert asked.browser.status == 503 and asked.browser.headers["Retry-After"] == "5"
    assert "could not find out whether that was saved" in page.text
    proxy.clear()
    assert asked.rows("attempts") == (when == "after")
    form = asked.browser.form(asked.action)
    assert form.fields["answer"] == fields["answer"] and form.fields["form"] == fields["form"]
    page = asked.browser.send(asked.action, status=200)
    assert "of 10" in page.text
    assert_one_result(asked)


def approve(asked, proposal, key):
    return asked.program.call("POST", "/plan/approve_plan", {"proposal_id": proposal}, key=key)["version"]


def proposal_of(asked):
    return asked.program.call("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})["proposal_id"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_approval_cut_at_commit_makes_one_version(asked, proxy, when):
    proposal, key = proposal_of(asked), str(uuid.uuid4())
    proxy.rule(do="cut", when=when, has="idempotency_claim")
    assert approve(asked, proposal, key) == 2 and approve(asked, proposal, key) == 2
    assert asked.rows("plans") == 2 and asked.rows("plans", "current") == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_end_of_a_session_cut_at_commit_queues_one_reconciliation(asked, proxy, when):
    proxy.rule(do="cut", when=when, has="idempotency_claim")
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session}, key=str(uuid.uuid4()))
    assert asked.rows("sessions", "how = 1") == 1 and asked.rows("jobs", "kind = 0") == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_signing_up_cut_at_commit_makes_one_account_with_the_codes_that_are_shown(site, proxy, name, when):
    b = Browser(site.base)
    b.get("/signup")
    before = site.sql("SELECT count(*) FROM gr.users")[0][0]
    proxy.rule(do="cut", when=when, has="user_insert")
    b.send("/users/create", username=name, password="a quiet green room", status=200)
    code = b.page.source.split("<code>")[1].split("<")[0]
    assert site.sql("SELECT count(*) FROM gr.users")[0][0] == str(int(before) + 1)
    other = Browser(site.base)
    other.get("/recover")
    other.send("/users/recover", username=name, code=code, password="a brand new password")
    assert other.url == "/login"


def test_a_mark_cut_at_commit_is_stored_once(asked, proxy):
    proxy.rule(do="cut", when="after", has="attempt_marked")
    page = asked.browser.post(asked.action, asked.fields())
    proxy.wait("cut")
    assert "of 10" in page.text
    assert_one_result(asked)
    assert asked.rows("recalls") == 1


# --- a replica that must have it and does not answer ---


@pytest.fixture
def ghost(site):
    """PostgreSQL waits at COMMIT for a replica that does not exist."""

    def want(value):
        site.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{value}'")
        site.sql("SELECT pg_reload_conf()")
        site.wait_for(lambda: site.sql("SHOW synchronous_standby_names") == [[value]])

    def wake():
        """Ends the wait of every COMMIT; how many there were."""
        return len(site.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"))

    want("nobody")
    yield wake
    want("")
    wake()


def test_a_commit_that_no_replica_confirmed_is_not_called_saved(site, asked, ghost):
    fields = asked.fields()
    sent = Later(asked.another().post, asked.action, fields)
    site.wait_for(ghost)
    page = sent.result()
    assert "could not find out whether that was saved" in page.text and fields["answer"] in page.forms[-1].fields.values()
    assert asked.rows("attempts") == 1  # it is there, but only here: not acknowledged
    again = Later(asked.another().post, asked.action, fields)
    site.wait_for(ghost)
    assert "could not find out" in again.result().text  # the form is known now, and still no replica has it


def test_what_no_replica_confirmed_counts_once_when_replicas_are_back(site, asked):
    fields = asked.fields()
    site.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    site.sql("SELECT pg_reload_conf()")
    site.wait_for(lambda: site.sql("SHOW synchronous_standby_names") == [["nobody"]])
    sent = Later(asked.another().post, asked.action, fields)
    site.wait_for(lambda: site.sql("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"))
    assert sent.is_alive()  # it waits
    site.sql("ALTER SYSTEM RESET synchronous_standby_names")
    site.sql("SELECT pg_reload_conf()")
    assert "of 10" in sent.result().text  # the wait ends by itself and is sound
    assert_one_result(asked)
