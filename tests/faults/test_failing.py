"""What a worker asks of the machine fails, each thing in turn at its first, second, third … time: memory, randomness, files, the line to
PostgreSQL, the answer's own bytes. Every time there is a whole answer or none, no crash, no half row, and what was asked for can be asked for
again."""

import os
import shutil
import subprocess
import urllib.parse
import uuid

import pytest

from tests.conftest import words
from tests.faults.conftest import ANSWER, PASSWORD, Asked
from tests.support.patience import patient
from tests.support.site import ROOT, Site

pytestmark = pytest.mark.xdist_group("failing")


@pytest.fixture(scope="module")
def site():
    one = Site(build="build", pages=1, coach=2, door=1)  # a sanitizer wants malloc for itself
    yield one
    one.stop()


@pytest.fixture(scope="module")
def shim(site):
    folder = os.path.join(site.folder, "shim")
    os.mkdir(folder)
    os.chmod(folder, 0o777)
    made = os.path.join(folder, "failing.so")
    subprocess.run(
        [shutil.which("cc") or "gcc", "-O1", "-fPIC", "-shared", "-w", "-o", made, os.path.join(ROOT, "tests/faults/failing.c"), "-ldl"], check=True
    )
    os.chmod(made, 0o755)
    return made


class Worker:
    """A worker that serves one request, of which one thing fails."""

    def __init__(self, site, shim):
        self.site, self.shim = site, shim

    def call(self, method, path, cookies, fields=None, **failing):
        body = urllib.parse.urlencode(fields or {}).encode()
        said = os.path.join(os.path.dirname(self.shim), uuid.uuid4().hex)
        variables = {
            "GREENROOM_CONF": os.path.join(self.site.var, "greenroom.conf"),
            "GATEWAY_INTERFACE": "CGI/1.1",
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "REMOTE_ADDR": "192.0.2.7",
            "HTTP_ACCEPT": "text/html",
            "HTTP_COOKIE": cookies,
            "LD_PRELOAD": self.shim,
            "FAIL_SAID": said,
            **failing,
        }
        if fields is not None:
            variables |= {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_ORIGIN": self.site.base}
        done = self.site.as_site_user(
            "env",
            "-i",
            *(f"{k}={v}" for k, v in variables.items()),
            os.path.join(self.site.var, "app/bin/greenroom.fcgi"),
            input=body,
            text=False,
            check=False,
            timeout=patient(60),
        )
        happened = os.path.exists(said)
        if happened:
            os.unlink(said)
        return happened, done


def places(what):
    """First, second, third ..., ever farther apart: memory is asked for thousands of times."""
    n = 1
    while True:
        yield n
        n += max(1, n // (4 if what == "malloc" else 2))


def status_of(done, n):
    """The status of a whole answer; None where the worker said nothing, as a web server then does for it."""
    assert done.returncode in (0, 78), (n, done.returncode, done.stderr[-500:])  # no signal ended it
    if not done.stdout:
        return None
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    assert head.startswith(b"Status: ") and b"malloc" not in body and b"libpq" not in body, n
    return int(head.split(b"\r\n")[0].split()[1])


ALERTS = ('"event":"out_of_memory"', '"class"', "no_error_page")


@pytest.mark.expected(*ALERTS)
@pytest.mark.parametrize("what", ["malloc", "random", "send", "recv", "connect"])
def test_what_is_typed_is_stored_whole_or_not_at_all_whatever_fails(site, shim, what):
    asked, worker, acknowledged, possible = Asked(site), Worker(site, shim), "", set()
    action = f"/study/session/{asked.session}/draft/{asked.question}"
    asked.browser.get(asked.path)
    form = asked.browser.form(asked.action).fields
    cookies = f"gr={asked.program.http.cookies['gr']}"
    for n in places(what):
        text = f"{ANSWER} {n} {words()}"
        happened, done = worker.call(
            "POST", action, cookies, {"token": form["token"], "form": str(uuid.uuid4()), "answer": text}, FAIL=what, FAIL_AT=str(n)
        )
        if not happened:
            break
        status = status_of(done, n)
        assert status in (None, 200, 303, 400, 401, 403, 500, 502, 503), (n, status)
        if status in (200, 303) and b"/login" not in done.stdout.split(b"\r\n\r\n")[0]:
            acknowledged, possible = text, set()
        possible.add(text)
        held = asked.program.call("GET", asked.path)["draft"]
        assert held == acknowledged or held in possible, n
    assert n > 1 or what == "connect"
    asked.program.call("POST", action, {"answer": "Well again."})
    assert asked.program.call("GET", asked.path)["draft"] == "Well again." and site.admin("verify").returncode == 0


@pytest.mark.expected(*ALERTS)
@pytest.mark.parametrize("what", ["malloc", "recv"])
def test_a_page_is_whole_or_says_that_it_is_not_there(site, shim, what):
    asked, worker = Asked(site), Worker(site, shim)
    for n in places(what):
        happened, done = worker.call("GET", "/plan/view", f"gr={asked.program.http.cookies['gr']}", FAIL=what, FAIL_AT=str(n))
        if not happened:
            break
        status = status_of(done, n)
        assert status in (None, 200, 303, 500, 503), (n, status)
        assert status != 200 or b"</html>" in done.stdout, n
    assert n > 1


@pytest.mark.expected(*ALERTS)
def test_without_randomness_there_is_no_account_and_no_key_of_zeros(site, shim):
    asked, worker = Asked(site), Worker(site, shim)
    asked.browser.http.cookies.clear()
    asked.browser.get("/signup")
    cookies = f"gr_pre={asked.browser.http.cookies['gr_pre']}"
    form = {**asked.browser.form("/users/create").fields, "password": PASSWORD}
    users = lambda: int(site.sql("SELECT count(*) FROM gr.users")[0][0])
    before = users()
    for n in range(1, 20):
        happened, done = worker.call(
            "POST",
            "/users/create",
            cookies,
            {**form, "username": f"r{n}{uuid.uuid4().hex[:10]}", "form": str(uuid.uuid4())},
            FAIL="random",
            FAIL_AT=str(n),
            FAIL_ON="1",
        )
        if status_of(done, n) == 200 or not happened:
            break
        assert status_of(done, n) in (None, 403, 500, 503) and b"Set-Cookie: gr=" not in done.stdout and users() == before, n
    assert 4 < n < 19 and b"Set-Cookie: gr=" in done.stdout and users() == before + 1  # all that an account needs had been made by then
    assert site.admin("verify").returncode == 0
