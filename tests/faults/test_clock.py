"""A machine whose clock is wrong: workers two hours fast, two hours slow, a day slow; PostgreSQL's clock stays. Logins, codes and cool-offs go by
PostgreSQL's clock, deadlines by one that only goes forward; practice shows odd times, and nothing is lost, negative or done twice."""

import os
import re

import pytest

from tests.conftest import words
from tests.faults.conftest import ANSWER, PASSWORD, Asked
from tests.support.browser import Program
from tests.support.site import Site

pytestmark = pytest.mark.xdist_group("clock")
STEPS = [7200, -7200, -86400]


@pytest.fixture(scope="module")
def site():
    one = Site(build="build/san" if os.environ.get("SAN") else "build", pages=1, coach=2, door=1)
    yield one
    one.stop()


@pytest.fixture
def step(site):
    def to(seconds):
        site.configure("clock", "shift_seconds", str(seconds))
        site.restart()

    yield to
    to(0)


def status(site, cookies):
    p = Program(site.base)
    p.http.cookies.update(cookies)
    return p.http.get(site.base + "/settings").status_code


@pytest.mark.parametrize("seconds", STEPS)
def test_who_is_logged_in_stays_so_and_who_is_not_does_too(site, step, seconds):
    live, ended, idle, revoked = (Asked(site) for _ in range(4))
    ended.program.call("POST", "/users/logout", {})
    cookies = {"gr": revoked.program.http.cookies["gr"]}
    revoked.program.call("POST", "/settings/password", {"current": PASSWORD, "password": "a louder red room"})
    site.sql(f"UPDATE gr.logins SET idle_until = now() - interval '1 second' WHERE user_id = '{idle.user}'")
    code = re.match(r"\S+", site.admin("user", "code", ended.name).stdout)[0]
    step(seconds)
    assert status(site, live.program.http.cookies) == 200
    assert status(site, idle.program.http.cookies) == 401 and status(site, cookies) == 401
    ended.program.call("POST", "/users/login", {"username": ended.name, "password": PASSWORD})
    assert site.sql(
        f"SELECT idle_until BETWEEN now() AND now() + interval '31 days' AND created BETWEEN now() - interval '1 minute' AND now() FROM gr.logins WHERE user_id = '{ended.user}'"
    ) == [["t"]]
    ended.program.call("POST", "/users/recover", {"username": ended.name, "code": code, "password": "a brand new password"})


def test_a_code_that_has_run_out_stays_so_a_day_before(site, step):
    asked = Asked(site)
    code = re.match(r"\S+", site.admin("user", "code", asked.name).stdout)[0]
    site.sql(f"UPDATE gr.recovery_codes SET expires = now() - interval '1 second' WHERE user_id = '{asked.user}' AND expires IS NOT NULL")
    step(-86400)
    Program(site.base).call("POST", "/users/recover", {"username": asked.name, "code": code, "password": "a brand new password"}, status=400)


@pytest.mark.parametrize("seconds", STEPS)
def test_a_cool_off_lasts_as_long_as_it_lasts(site, step, seconds):
    asked = Asked(site)
    guess = lambda: Program(site.base).http.post(site.base + "/users/login", json={"username": asked.name, "password": "not this one at all"})
    codes = [guess().status_code for _ in range(7)]
    site.sql("UPDATE gr.throttle SET wait_until = now() + interval '10 minutes' WHERE wait_until > last")
    step(seconds)
    answer = guess()
    site.sql("DELETE FROM gr.throttle")
    assert codes[-1] == 429 and answer.status_code == 429 and 500 < int(answer.headers["Retry-After"]) <= 600


@pytest.mark.parametrize("seconds", STEPS)
def test_an_answer_begun_before_the_step_is_taken_whole_after_it(site, step, seconds):
    asked = Asked(site)
    fields = asked.fields()
    step(seconds)
    asked.browser.get(f"/session/{asked.session}")
    assert asked.browser.status == 200
    page = asked.browser.post(asked.action, fields)
    assert asked.browser.status == 200 and "of 10" in page.text
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})
    asked.program.call("POST", f"/session/{asked.session}/reconcile", {})
    asked.browser.get(f"/session/{asked.session}/summary")
    assert asked.browser.status == 200 and not re.search(r"-\d+ (?:min|s|h)\b", asked.browser.page.text)
    step(0)
    (attempt,) = asked.program.call("POST", "/settings/export", {"current": PASSWORD})["attempts"]
    assert attempt["answer"] == fields["answer"] and 0 <= attempt["seconds"] <= 7200 + 60 and attempt["state"] == "done"
    for path in (f"/session/{asked.session}/summary", "/plan/view", "/study", "/notes", "/"):
        asked.browser.get(path)
        assert asked.browser.status == 200 and not re.search(r"-\d+ (?:min|s|h)\b", asked.browser.page.text), path


def test_the_hourly_run_does_nothing_twice_whatever_day_it_believes_in(site, step):
    asked = Asked(site)
    asked.program.call("POST", asked.action, {"question_id": asked.question, "answer": ANSWER + words()})
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})

    def done():
        return (
            asked.rows("model_calls", "mode = 'reconcile_session'"),
            asked.rows("recalls"),
            asked.rows("model_calls", "mode = 'evaluate_answer'"),
            asked.rows("jobs", "kind = 0"),
        )

    for seconds in (0, *STEPS, 0, 7200):
        step(seconds)
        assert site.hourly().returncode == 0
    assert done() == (1, 1, 1, 1)
    reviews = site.sql(f"SELECT period, count(*) FROM gr.jobs WHERE user_id = '{asked.user}' AND kind = 2 GROUP BY period")
    assert all(n == "1" for _, n in reviews)
    assert asked.rows("model_calls", "mode = 'daily_review'") <= len(reviews)
