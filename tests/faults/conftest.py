"""Faults have a site of their own: its database is killed, its workers are shot, and its workers reach PostgreSQL through a proxy that can cut the
line (tests/support/pgproxy.py)."""

import os
import subprocess
import threading
import uuid

import pytest

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.patience import patient
from tests.support.pgproxy import Proxy
from tests.support.site import Site

PASSWORD = "a quiet green room"
ANSWER = (
    "First I would ask how many requests there are and how much data. Then I would draw a load balancer, stateless services and a database with a "
    "replica, because reads are ten times writes. In the end we served twice as many people."
)


@pytest.fixture(scope="session")
def site():
    one = Site(build="build/san" if os.environ.get("SAN") else "build", settings="[model]\nlease_seconds = 5\n", pages=6, coach=8, door=4)
    one.proxy = Proxy(one)
    yield one
    one.stop()
    one.proxy.stop()


@pytest.fixture
def proxy(site):
    yield site.proxy
    site.proxy.clear()


class Asked:
    """Somebody in front of an open question: a browser and a program with one and the same login."""

    def __init__(self, site):
        self.site, self.name = site, "t" + uuid.uuid4().hex[:12]
        self.program, self.browser = Program(site.base), Browser(site.base)
        self.user = self.program.call("POST", "/users/create", {"username": self.name, "password": PASSWORD})["user_id"]
        self.browser.http.cookies = self.program.http.cookies
        proposal = self.program.call("POST", "/plan/suggest_new", {"role": "backend developer", "context": "I have 45 minutes a day. " + words()})
        self.program.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]})
        self.plan = self.program.call("GET", "/plan/view")
        topic = self.plan["plan_topics"][0]["topic_id"]
        self.session = self.program.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 30})["session_id"]
        self.questions = [q["question_id"] for q in self.program.call("POST", f"/study/generate_questions/{self.session}", {})["questions"]]
        self.take(self.questions[0])

    def take(self, question):
        self.question = question
        self.program.call("POST", f"/study/session/{self.session}/open/{question}", {})
        self.browser.get(self.path)
        return self.fields()

    @property
    def path(self):
        return f"/session/{self.session}/question/{self.question}"

    @property
    def action(self):
        return f"/study/evaluate_answer/{self.session}"

    def fields(self, text=None):
        """The answer's form as the page has it, filled in."""
        self.browser.get(self.path)
        return {**self.browser.form(self.action).fields, "answer": text or ANSWER + " " + words()}

    def another(self):
        """One more browser of theirs, so that two can ask at once."""
        b = Browser(self.site.base)
        b.http.cookies.update(self.program.http.cookies)
        return b

    def rows(self, table, where="true"):
        return int(self.site.sql(f"SELECT count(*) FROM gr.{table} WHERE user_id = '{self.user}' AND {where}")[0][0])


@pytest.fixture
def asked(site):
    return Asked(site)


class Psql:
    """A session of its own, for what takes more than one statement."""

    def __init__(self, site, role="postgres"):
        words = ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=0", "-h", site.run, "-U", role, "-d", "greenroom"]
        self.process = subprocess.Popen(
            site.as_user(words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/"
        )

    def send(self, text):
        self.process.stdin.write(text + ";\n\\echo --done--\n")
        self.process.stdin.flush()

    def take(self):
        lines = []
        for line in self.process.stdout:
            if line == "--done--\n":
                return lines
            lines.append(line.rstrip("\n"))
        raise AssertionError("psql ended: " + " ".join(lines))

    def __call__(self, text):
        self.send(text)
        return self.take()

    def close(self):
        self.process.stdin.close()
        self.process.wait(patient(10))


@pytest.fixture
def psql(site):
    one = Psql(site)
    yield one
    one.close()


class Later(threading.Thread):
    """Something done meanwhile; result() waits for it."""

    def __init__(self, what, *args):
        super().__init__(daemon=True)
        self.what, self.args, self.value, self.error = what, args, None, None
        self.start()

    def run(self):
        try:
            self.value = self.what(*self.args)
        except BaseException as e:  # kept for result()
            self.error = e

    def result(self):
        self.join(patient(60))
        assert not self.is_alive(), "it did not come back"
        if self.error:
            raise self.error
        return self.value


def at_once(what, args):
    """what(arg) for every arg, begun together."""
    gate = threading.Barrier(len(args))

    def one(arg):
        gate.wait()
        return what(arg)

    return [t.result() for t in [Later(one, arg) for arg in args]]
