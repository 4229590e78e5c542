"""A disk that is really full: a site whose database, write-ahead log, logs and settings all lie on one small file system, filled to the last byte. Nothing
is acknowledged that is not there afterwards, what was typed is given back, reading goes on, and when there is room again so does everything."""

import os
import subprocess

import pytest
import requests

from tests.conftest import words
from tests.faults.conftest import ANSWER, Asked
from tests.support.browser import Program
from tests.support.site import Site

pytestmark = pytest.mark.xdist_group("full disk")
MIB = 280


class SmallSite(Site):
    """Its state folder is a file system of its own."""

    def make_state(self):
        super().make_state()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MIB}m,mode=755", "tmpfs", self.var], check=True, capture_output=True)

    def fill(self):
        """To the last byte: what is left over in a block of something else is filled too."""
        with open(os.path.join(self.var, "filler"), "ab", buffering=0) as f:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        f.write(b"\0" * size)
                except OSError:
                    pass

    def make_room(self):
        os.unlink(os.path.join(self.var, "filler"))

    def stop(self, keep=False):
        self.command("down", check=False)
        subprocess.run(["umount", "--lazy", self.var], check=False, capture_output=True)
        super().stop(keep)


def can_mount(folder):
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    subprocess.run(["umount", folder], check=True)
    return True


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if os.getuid() != 0 or not can_mount(str(tmp_path_factory.mktemp("mount"))):
        pytest.skip("only root can make a file system that is small enough to be filled")
    one = SmallSite(build="build/san" if os.environ.get("SAN") else "build", settings="[model]\nlease_seconds = 5\n")
    yield one
    one.stop()


def postgres_is_up(site):
    return site.sql("SELECT 1", check=False).returncode == 0


def started(site):
    try:
        site.postgres("start")
    except subprocess.CalledProcessError:
        return False
    return True


def answer_until_refused(asked):
    """Long answers, one after the other; those that were taken and the one that was not: what PostgreSQL has set aside is used up first."""
    taken = []
    for n in range(400):
        fields = {**asked.fields(), "answer": f"{ANSWER} {n} {words()} " + "Reads are ten times writes. " * 300}
        asked.browser.post(asked.action, fields)
        if asked.browser.status != 200:
            return taken, fields
        taken.append(fields["answer"])
    raise AssertionError("it was never full")


@pytest.mark.expected("PANIC:", "No space left on device")
def test_a_full_disk_loses_nothing_that_was_acknowledged_and_keeps_what_was_typed(site):
    asked = Asked(site)
    site.fill()
    try:
        taken, refused = answer_until_refused(asked)
        form = asked.browser.form(asked.action).fields
        assert asked.browser.status == 503 and asked.browser.headers["Retry-After"] == "5" and "No space" not in asked.browser.page.source
        assert form["answer"] == refused["answer"] and form["form"] == refused["form"]
        for path in ("/about", "/try"):  # what asks for no room goes on
            assert requests.get(site.base + path, timeout=70).status_code in (200, 503)
        assert all(site.workers(pool) for pool in ("pages", "coach", "door"))
    finally:
        site.make_room()
    if not postgres_is_up(site):  # it could not even note that it stops
        site.wait_for(lambda: started(site), every=1)
    asked.browser.send(asked.action, status=200)  # from the page that gave it back
    assert site.hourly(check=False).returncode in (0, 1) and asked.rows("attempts") == asked.rows("attempts", "state = 2")
    held = [a["answer"] for a in asked.program.call("POST", "/settings/export", {"current": "a quiet green room"})["attempts"]]
    assert sorted(held) == sorted([*taken, refused["answer"]])
    assert site.admin("verify").returncode == 0


@pytest.mark.expected("PANIC:", "No space left on device")
def test_logs_that_can_not_be_written_stop_nobody(site):
    """PostgreSQL still has the room that it set aside; the logs have none."""
    p = Program(site.base)
    p.call("POST", "/users/create", {"username": "full" + os.urandom(4).hex(), "password": "a quiet green room"})
    site.fresh_logs()
    site.fill()
    try:
        for _ in range(30):
            for path in ("/about", "/try", "/signup"):
                assert requests.get(site.base + path, timeout=70).status_code == 200
            p.call("GET", "/settings")
    finally:
        site.make_room()
    site.sql("SELECT 1")
    p.call("GET", "/settings")
    assert "/settings" in site.fresh_logs()["worker-pages.log"]  # they go on
