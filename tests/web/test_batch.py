"""greenroom-hourly: the work that nobody waits for, at the time it is told, once, for everybody it can."""

import datetime
import re
import subprocess
import uuid
import zoneinfo

import pytest

from tests.conftest import words
from tests.support.browser import Program
from tests.support.walk import GOOD, PASSWORD
from tests.web.test_round_trips import snapshot

LINE = re.compile(
    r"greenroom-hourly: (\d+) done, (\d+) put off, (\d+) failed, (\d+) broken, (\d+) left, (\d+) sessions abandoned, (\d+) old records swept, \d+ ms\n"
)
KINDS = {"reconcile": 0, "mark": 1, "review": 2, "close": 3}


class Ran:
    """One run's summary line and exit code."""

    def __init__(self, done):
        match = LINE.fullmatch(done.stdout)
        assert match, (done.stdout, done.stderr[-1000:])
        self.done, self.put_off, self.failed, self.broken, self.left, self.abandoned, self.swept = map(int, match.groups())
        self.code = done.returncode


def hourly(site, *options):
    return Ran(site.hourly(*options, check=False))


def at(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(**delta):
    return at(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(**delta))


@pytest.fixture
def settled(site):
    """Nothing of other tests is left to do."""
    assert hourly(site).code == 0
    return site


class Person:
    def __init__(self, site, zone="UTC"):
        self.site, self.program, self.name = site, Program(site.base), "h" + uuid.uuid4().hex[:12]
        self.call = self.program.call
        self.id = self.call("POST", "/users/create", {"username": self.name, "password": PASSWORD, "zone": zone})["user_id"]
        proposal = self.call("POST", "/plan/suggest_new", {"role": "backend developer", "context": "I can study 45 minutes a day."})
        self.topic = self.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]})["plan_topics"][0]["topic_id"]

    def begin(self, answer=GOOD):
        self.session = self.call("POST", "/study/start_session", {"topic_id": self.topic, "planned_study_time": 20})["session_id"]
        self.question = self.call("POST", f"/study/generate_questions/{self.session}", {})["questions"][0]["question_id"]
        self.attempt = self.call("POST", f"/study/evaluate_answer/{self.session}", {"question_id": self.question, "answer": f"{answer} {words()}"})[
            "attempt_id"
        ]
        return self

    def end(self):
        self.call("PUT", "/study/end_session", {"session_id": self.session})
        return self

    def run(self, *options):
        return hourly(self.site, "--user", self.id, *options)

    def summary(self):
        return self.call("GET", f"/session/{self.session}/summary")

    def one(self, sql):
        return self.site.sql(sql.replace("ME", f"user_id = '{self.id}'"))[0][0]


@pytest.fixture
def person(settled):
    return Person(settled)


def test_an_ended_session_is_reconciled_once(person):
    person.begin().end()
    assert not person.summary()["reconciled"]
    first, second = person.run(), person.run()
    assert (first.done, first.code, second.done, second.code) == (1, 0, 0, 0)
    summary = person.summary()
    assert summary["reconciled"] and summary["narrative"]


def test_only_the_named_user_is_served(site, person):
    other = Person(site).begin().end()
    person.begin().end()
    assert person.run().done == 1 and person.summary()["reconciled"] and not other.summary()["reconciled"]
    assert hourly(site).done == 1 and other.summary()["reconciled"]


def test_a_dry_run_counts_and_changes_nothing(site, person):
    person.begin().end().begin()
    before = snapshot(site)
    dry = site.hourly("--dry-run", "--user", person.id, "--now", later(hours=30))
    assert dry.stdout == "greenroom-hourly: dry run: 1 jobs due, 1 sessions abandoned\n"
    assert snapshot(site) == before and not person.summary()["reconciled"]


def test_a_session_that_nobody_came_back_to_is_closed_and_reconciled(person):
    person.begin()
    assert person.run("--now", later(minutes=119)).abandoned == 0 and person.summary()["running"]
    ran = person.run("--now", later(minutes=121))
    assert ran.abandoned == 1 and ran.done == 2 and ran.code == 0  # closed, then reconciled
    summary = person.summary()
    assert summary["how_ended"] == "abandoned" and summary["reconciled"]


def test_a_session_whose_time_ran_to_its_end_was_ended_by_the_clock(site, person):
    person.begin()
    site.sql(f"UPDATE gr.sessions SET started = last - make_interval(secs => planned_seconds) WHERE id = '{person.session}'")
    person.run("--now", later(hours=3))
    assert person.summary()["how_ended"] == "by_clock"


def unmark(site, person):
    """As it is when no model answered: the answer is there, its mark is not, and the work is queued."""
    site.sql(f"UPDATE gr.attempts SET state = 0, mark = NULL, marked = NULL WHERE id = '{person.attempt}'")
    site.sql(f"DELETE FROM gr.recalls WHERE attempt = '{person.attempt}'")
    site.sql(f"UPDATE gr.jobs SET state = 0, tries = 0 WHERE user_id = '{person.id}' AND kind = {KINDS['mark']}")


def test_an_answer_without_a_mark_gets_one(site, person):
    person.begin()
    unmark(site, person)
    assert person.call("GET", f"/attempt/{person.attempt}")["state"] == "pending"
    ran = person.run("--now", later(minutes=10))
    assert (ran.done, ran.code) == (1, 0)
    mark = person.call("GET", f"/attempt/{person.attempt}")
    assert mark["state"] == "marked" and mark["score"] >= 1
    assert person.one("SELECT count(*) FROM gr.recalls WHERE ME") == "1"


def test_reconciliation_gives_the_marks_that_are_missing(site, person):
    person.begin()
    unmark(site, person)
    site.sql(f"UPDATE gr.jobs SET state = 2 WHERE user_id = '{person.id}' AND kind = {KINDS['mark']}")  # its own job was lost
    person.end()
    assert person.run().code == 0
    assert person.call("GET", f"/attempt/{person.attempt}")["state"] == "marked" and person.summary()["tally"]["best_score"] >= 1


def test_work_that_was_left_in_the_middle_is_taken_up_again_when_its_lease_is_over(site, person):
    person.begin().end()
    site.sql(
        f"UPDATE gr.jobs SET state = 1, tries = 1, lease = now() + interval '10 minutes' WHERE user_id = '{person.id}' AND kind = {KINDS['reconcile']}"
    )
    assert person.run().done == 0 and not person.summary()["reconciled"]
    assert person.run("--now", later(minutes=11)).done == 1 and person.summary()["reconciled"]


# --- the daily review -------------------------------------------------------------------------------------------------------


def next_morning(zone):
    """Four in the morning of the user's next day."""
    here = zoneinfo.ZoneInfo(zone)
    return datetime.datetime.combine(datetime.datetime.now(here).date() + datetime.timedelta(days=1), datetime.time(4), here)


ZONES = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/Berlin"]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_of_practice_is_reviewed_in_the_early_morning_of_the_users_own_next_day(settled, zone):
    p, morning = Person(settled, zone).begin().end(), next_morning(zone)
    assert p.run().done == 1
    assert p.run("--now", at(morning - datetime.timedelta(seconds=30))).done == 0 and p.call("GET", "/review")["latest"] is None
    after = p.run("--now", at(morning + datetime.timedelta(seconds=30)))
    assert (after.done, after.code) == (1, 0)
    reviews = p.call("GET", "/review")
    assert reviews["latest"]["day"] == morning.date().isoformat() and reviews["history"] == []
    assert p.run("--now", at(morning + datetime.timedelta(hours=30))).done == 0  # nothing was practised since


def test_hours_that_were_missed_are_caught_up(settled):
    p, morning = Person(settled).begin().end(), next_morning("UTC")
    ran = p.run("--now", at(morning + datetime.timedelta(hours=9)))  # neither the reconciliation nor the review happened in time
    assert (ran.done, ran.code) == (1, 0)
    ran = p.run("--now", at(morning + datetime.timedelta(hours=29)))
    assert (ran.done, ran.code) == (1, 0) and p.one("SELECT count(*) FROM gr.reviews WHERE ME") == "1"


def test_users_on_either_side_of_midnight_have_their_own_days(settled):
    people = sorted(((next_morning(zone), Person(settled, zone).begin().end()) for zone in ZONES), key=lambda pair: pair[0])
    assert len({moment.date() for moment, _ in people}) >= 2
    for _, p in people:
        p.run()
    for number, (moment, _) in enumerate(people):
        assert [p.run("--now", at(moment + datetime.timedelta(seconds=30))).done for _, p in people] == [i == number for i in range(len(people))]


def test_a_review_asked_for_by_logging_in_is_done_by_the_next_run_and_once_a_day(person):
    for _ in range(3):
        Program(person.site.base).call("POST", "/users/login", {"username": person.name, "password": PASSWORD})
    assert person.call("GET", "/review")["latest"] is None
    assert person.run().done == 1
    Program(person.site.base).call("POST", "/users/login", {"username": person.name, "password": PASSWORD})
    assert person.run().done == 0
    assert person.one("SELECT count(*) FROM gr.reviews WHERE ME") == "1" and person.call("GET", "/review")["done_today"]


# --- what may go ------------------------------------------------------------------------------------------------------------

OLD = [
    ("logins", "UPDATE gr.logins SET expires = now() - interval '{}'", "9 days", "7 days"),
    ("ops", "UPDATE gr.ops SET at = now() - interval '{}'", "31 days", "29 days"),
    ("jobs", "UPDATE gr.jobs SET due = now() - interval '{}'", "91 days", "89 days"),
    ("parked", "UPDATE gr.parked SET at = now() - interval '{}'", "91 days", "89 days"),
    ("model_calls", "UPDATE gr.model_calls SET at = now() - interval '{}'", "401 days", "399 days"),
    ("recovery_codes", "UPDATE gr.recovery_codes SET expires = now() - interval '{}'", "1 minute", "-1 day"),
]


@pytest.mark.parametrize("table, age, old, young", OLD, ids=[row[0] for row in OLD])
def test_what_is_old_goes_and_what_is_not_stays(site, person, table, age, old, young):
    person.begin().end().run("--now", later(hours=40))
    person.call("POST", "/plan/facts", {"role": "nurse"}, key=str(uuid.uuid4()))
    site.sql(f"DELETE FROM gr.jobs WHERE user_id = '{person.id}' AND state < 2")
    site.sql(f"INSERT INTO gr.parked VALUES ('{person.id}', '{uuid.uuid4()}', '/plan/chat', now(), '\\x00')")
    rows = lambda: person.one(f"SELECT count(*) FROM gr.{table} WHERE ME")
    there = rows()
    assert int(there) > 0
    site.sql(age.format(young) + f" WHERE user_id = '{person.id}'")
    assert hourly(site).swept == 0 and rows() == there
    site.sql(age.format(old) + f" WHERE user_id = '{person.id}'")
    assert hourly(site).swept == int(there) and rows() == "0"
    site.sql(f"DELETE FROM gr.parked WHERE user_id = '{person.id}'")


def test_the_users_own_recovery_codes_do_not_run_out(site, person):
    hourly(site)
    assert person.one("SELECT count(*) FROM gr.recovery_codes WHERE ME") == "10"


# --- trouble ----------------------------------------------------------------------------------------------------------------


def test_one_users_trouble_stops_nobody_else(site, person):
    others = [Person(site).begin().end() for _ in range(2)]
    person.begin().end()
    broken = "UPDATE gr.user_keys SET wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) WHERE user_id = '{}'".format(person.id)
    site.sql(broken)
    ran = hourly(site)
    assert ran.done == 2 and ran.failed == 1 and ran.code == 1
    assert all(p.summary()["reconciled"] for p in others)
    assert person.one("SELECT error_class FROM gr.jobs WHERE ME AND kind = 0") in ("seal", "crypto")
    site.sql(broken)  # and the other way round
    ran = hourly(site, "--user", person.id, "--now", later(minutes=15))
    assert ran.done == 1 and ran.code == 0 and person.summary()["reconciled"]


def test_trouble_before_the_queue_is_worked_shows_too(site, person):
    person.begin()
    other = Person(site).begin()
    site.sql(f"UPDATE gr.sessions SET last = last - interval '3 hours' WHERE id IN ('{person.session}', '{other.session}')")
    broken = "UPDATE gr.user_keys SET wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1) WHERE user_id = '{}'".format(person.id)
    site.sql(broken)
    ran = hourly(site)
    assert ran.broken == 1 and ran.code == 1 and other.summary()["how_ended"] == "abandoned"
    site.sql(broken)
    assert hourly(site).code == 0 and person.summary()["how_ended"] == "abandoned"


def test_after_its_deadline_nothing_is_taken_up_and_the_next_run_does_it(site, person):
    person.begin().end()
    site.configure("hourly", "deadline_minutes", 0)
    try:
        ran = hourly(site)
    finally:
        site.configure("hourly", "deadline_minutes", 50)
    assert (ran.done, ran.left, ran.code) == (0, 1, 1) and not person.summary()["reconciled"]
    assert hourly(site).done == 1 and person.summary()["reconciled"]


def test_a_second_run_leaves_quietly(site, person):
    person.begin().end()
    words_ = ["psql", "-X", "-q", "-At", "-h", site.run_folder(), "-U", "postgres", "-d", "greenroom"]
    holder = subprocess.Popen(site.as_user(words_), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/")
    try:
        holder.stdin.write("SELECT pg_try_advisory_lock(x'677265656e726f6f'::bigint);\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "t\n"
        second = site.hourly(check=False)
        assert (second.stdout, second.returncode) == ("greenroom-hourly: another run is at work; nothing done\n", 0)
        assert not person.summary()["reconciled"]
    finally:
        holder.stdin.close()
        holder.wait(10)
    assert hourly(site).done == 1


def test_two_runs_at_once_do_everything_once(site, person):
    people = [Person(site).begin().end() for _ in range(3)] + [person.begin().end()]
    command = site.as_user([f"{site.var}/app/bin/greenroom-hourly", "--conf", f"{site.var}/greenroom.conf"])
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd="/") for _ in range(3)]
    lines = [run.communicate(timeout=60)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert sum(int(LINE.fullmatch(line)[1]) for line in lines if LINE.fullmatch(line)) == len(people)
    assert all(p.summary()["reconciled"] and p.one("SELECT tries FROM gr.jobs WHERE ME AND kind = 0") == "1" for p in people)


@pytest.mark.parametrize("options", [("--now", "tomorrow"), ("--user", "somebody"), ("--children", "0"), ("--loud",), ("now",)])
def test_options_that_can_not_be_read_are_refused(site, options):
    done = site.hourly(*options, check=False)
    assert done.returncode == 2 and "usage: greenroom-hourly" in done.stderr and done.stdout == ""


def test_an_installation_that_is_not_fit_to_run_is_said_so(site):
    done = site.hourly("--conf", "/nonexistent/greenroom.conf", check=False)
    assert done.returncode == 78 and "/nonexistent/greenroom.conf" in done.stderr and done.stdout == ""


# --- the user's own words ---------------------------------------------------------------------------------------------------


def test_a_correction_of_the_notes_is_respected_by_later_runs(person):
    person.begin().end().run()
    note = next(n for n in person.call("GET", "/notes")["notes"] if n["topic_id"] == person.topic)
    mine = "I am fine with caching; I was tired that day. " + words()
    person.call("POST", "/notes/correct", {"topic": person.topic, "corrected": mine, "version": note["version"]})
    person.begin("I do not know.")
    another = person.call("POST", f"/study/generate_questions/{person.session}", {})["questions"][1]["question_id"]
    person.call("POST", f"/study/evaluate_answer/{person.session}", {"question_id": another, "answer": "Nor this. " + words()})
    person.end().run()
    after = next(n for n in person.call("GET", "/notes")["notes"] if n["topic_id"] == person.topic)
    assert after["corrected"] == mine and after["text"] != note["text"] and after["version"] > note["version"]
    assert mine in person.program.http.get(person.site.base + "/notes.md").text
    person.call("POST", "/notes/correct", {"topic": person.topic, "corrected": "x", "version": note["version"]}, status=409)
    export = person.call("POST", "/settings/export", {"current": PASSWORD})
    told = [s["summary"]["call"]["request_text"] for s in export["sessions"] if s["id"] == person.session]
    assert mine in told[0]  # the coach was told the user's words
