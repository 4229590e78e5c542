"""A month of practice that an earlier version left behind (tests/web/old/README) is restored as a host would, with its keys, and is all there: every
sealed row opens, every page of every person shows what it showed, every download holds what it held; and they go on from there."""

import datetime
import gzip
import json
import os
import re
import shutil
import subprocess

import pytest

from tests.bench.keep import shown
from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.site import ROOT, Site
from tests.support.walk import PASSWORD

pytestmark = pytest.mark.xdist_group("old")
OLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "old")
with open(os.path.join(OLD, "figures.json"), encoding="utf-8") as f:
    FIGURES = json.load(f)
PEOPLE = FIGURES["people"]
MADE = datetime.datetime.fromisoformat(FIGURES["made"].replace("Z", "+00:00"))
THAT_EVENING, NEXT_EVENING = (MADE + datetime.timedelta(hours=hours) for hours in (9, 33))  # it was made in the morning
ANSWER = (
    "First I would find out what they need and by when. Then I would say what it costs, because a promise that can't be kept costs more. In the end "
    "we agreed on two steps, and it took 3 days instead of 8."
)


def here(site, name, mode, owner):
    """A copy of a file of OLD, within reach of the user that the site runs as; it belongs to whoever `owner` belongs to."""
    path = os.path.join(site.folder, name)
    shutil.copyfile(os.path.join(OLD, name), path)
    os.chmod(path, mode)
    there = os.stat(owner)
    os.chown(path, there.st_uid, there.st_gid)
    return path


def restore(site):
    """Back from a backup: deploy/host.md. The site's own database was never used."""
    keys = os.path.join(site.var, "keys")
    os.replace(here(site, "keys", 0o400, keys), keys)
    site.sql("DROP DATABASE greenroom WITH (FORCE)", database="postgres")
    site.command("backup", "restore", here(site, "greenroom.dump", 0o400, keys), "greenroom")
    site.restored = {table: int(site.sql(f"SELECT count(*) FROM gr.{table}")[0][0]) for table in FIGURES["tables"]}
    site.admin("migrate")
    site.verified, site.checked = site.admin("verify").stdout, site.admin("check", check=False).stdout


def move_clock(site, now):
    """The product's clock; PostgreSQL's, by which logins end and old records are swept, is the real one."""
    site.configure("clock", "shift_seconds", int((now - datetime.datetime.now(datetime.timezone.utc)).total_seconds()))
    site.restart()
    site.wait_for(lambda: Program(site.base).http.get(site.base + "/login", timeout=70).ok)


@pytest.fixture(scope="module")
def site():
    one = Site(build="build/san" if os.environ.get("SAN") else "build")
    try:
        restore(one)
        move_clock(one, THAT_EVENING)  # of another day it would be that whoever logs in is to have a review
        yield one
    finally:
        one.stop()


def logged_in(site, name):
    b = Browser(site.base)
    b.log_in(name, PASSWORD)
    assert b.status == 200 and b.url != "/login", b.page.text[:500]
    return b


def opened(verified):
    """How many sealed values `greenroom-admin verify` opened: all of them."""
    return int(re.fullmatch(r"greenroom-admin: (\d+) sealed values opened, 0 did not\n", verified)[1])


def test_it_comes_back_whole_and_every_sealed_row_opens(site):
    assert site.restored == FIGURES["tables"]
    assert opened(site.verified) >= FIGURES["sealed_values"]
    wrong = [line for line in site.checked.splitlines() if "WRONG" in line and not line.startswith(("WRONG  clock:", "Something"))]
    assert wrong == [] and "data keys" in site.checked  # (a machine whose clock was set back says so of the clock)


def test_its_keys_are_of_several_ages(site):
    """Or it would not show that an older key still opens what it sealed."""
    listed = dict(re.findall(r"^master key (\d+)[^:]*: (\d+) data keys?$", site.admin("keys", "list").stdout, re.M))
    assert listed["1"] == "0" and int(listed["2"]) > 0 and int(listed["3"]) > 0
    assert site.sql("SELECT count(*) FROM (SELECT user_id FROM gr.user_keys GROUP BY user_id HAVING count(*) = 2) t") == [["1"]]


ROUTES = [
    json.loads(line)
    for line in subprocess.run(
        [os.path.join(ROOT, "build/greenroom.fcgi"), "--routes"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
PAGES = [r["path"] for r in ROUTES if r["method"] == "GET" and r["who"] != "nobody"]


def fits(path):
    return re.compile(re.escape(path).replace(r"\{id\}", "[0-9a-f-]{36}").replace(r"\{n\}", r"\d+"))


def test_every_kind_of_page_is_among_those_that_are_looked_at():
    looked_at = [path for person in PEOPLE.values() for path in person["pages"]]
    assert [p for p in PAGES if "{" in p and not any(fits(p).fullmatch(one) for one in looked_at)] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_shows_what_it_showed(site, name):
    b, pages = logged_in(site, name), PEOPLE[name]["pages"]
    wrong = []
    for path in [*pages, *(p for p in PAGES if "{" not in p and p not in pages)]:
        b.get(path)
        if b.status != 200:
            wrong.append(f"{path}: {b.status}")
        wrong += [f"{path}: {text}" for text in pages.get(path, []) if text not in shown(b)]
    assert not wrong, "\n".join(wrong)


def lost(old, new, where=""):
    """Where a document no longer holds what an earlier one did; it may hold more names."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [one for name, value in old.items() for one in (lost(value, new[name], f"{where}.{name}") if name in new else [f"{where}.{name}"])]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [one for i, (a, b) in enumerate(zip(old, new)) for one in lost(a, b, f"{where}[{i}]")]
    return [] if old == new else [f"{where}: {str(old)[:200]} is {str(new)[:200]}"]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_download_holds_what_it_held(site, name):
    b = logged_in(site, name)
    b.get("/settings")
    b.send("/settings/export", current=PASSWORD, status=200)
    export = json.loads(b.answer.text)
    assert {part: len(export[part]) for part in PEOPLE[name]["parts"]} == PEOPLE[name]["parts"]
    with gzip.open(os.path.join(OLD, "exports.json.gz")) as packed:
        before = json.load(packed).get(name, {})
    for part in ("exported", "logins"):  # of now, and by PostgreSQL's clock
        before.pop(part, None)
    assert not lost(before, export)


def test_every_part_of_a_download_is_among_those_that_are_compared():
    with gzip.open(os.path.join(OLD, "exports.json.gz")) as packed:
        whole = json.load(packed)
    for part in next(iter(whole.values())):
        assert any(e[part] for e in whole.values()), part


def test_they_go_on_from_there(site):
    """One more question in every step; the proposal that was left open; the night, which does what was left pending."""
    move_clock(site, NEXT_EVENING)
    halfway = logged_in(site, FIGURES["renewed_halfway"])
    halfway.get("/study")
    form = next(f for f in halfway.page.forms if f.action == "/study/start_session" and "prescription" in f.fields)
    halfway.post(form.action, {**form.fields, "prescription": "1 x 2min @ mixed"})
    session = halfway.url
    assert re.fullmatch(r"/session/[0-9a-f-]{36}", session), halfway.page.text[:500]
    halfway.send("/study/generate_questions/*", status=200)
    halfway.get(session)
    halfway.send("/study/session/*", "Take this one", status=200)
    halfway.send("/study/evaluate_answer/*", answer=ANSWER + " " + words(), status=200)
    assert "of 10" in halfway.page.text
    halfway.get(session)
    halfway.send("/study/end_session", status=200)
    assert halfway.url == session + "/summary" and halfway.form(f"{session}/reconcile")

    decides = logged_in(site, FIGURES["proposal_open"])
    decides.get("/plan/view")
    before = int(re.search(r"Version (\d+)", decides.page.text)[1])
    decides.get("/proposal")
    decides.send("/plan/approve_plan", status=200)
    assert decides.url == "/plan/view" and f"Version {before + 1}" in decides.page.text

    waits = logged_in(site, FIGURES["mark_pending"])
    (pending,) = (path for path, texts in PEOPLE[FIGURES["mark_pending"]]["pages"].items() if texts[-1:] == ["pending"])
    waits.get(pending)
    assert "of 10" not in waits.page.text
    assert " 0 failed, 0 broken, 0 left" in site.hourly().stdout
    waits.get(pending)
    assert "of 10" in waits.page.text
    halfway.get(session + "/summary")
    assert not [f for f in halfway.page.forms if f.action.endswith("/reconcile")] and "nswers 1" in halfway.page.text
    assert site.sql("SELECT count(*) FROM gr.sessions WHERE how = 0 OR NOT reconciled") == [["0"]]
    assert opened(site.admin("verify").stdout) > FIGURES["sealed_values"]


def test_a_renewal_that_was_broken_off_is_gone_on_with(site):
    site.admin("keys", "rewrap")
    site.admin("keys", "renew")
    site.admin("verify")
    assert site.sql("SELECT count(*) FROM gr.user_keys") == site.sql("SELECT count(*) FROM gr.users")
    assert f"master key 3 (active): {FIGURES['tables']['users']} data keys" in site.admin("keys", "list").stdout
    for name in (FIGURES["renewed_halfway"], "daryna-story"):
        logged_in(site, name).get("/notes")
