"""The restore drill: a dump taken as the backup role can be restored and every row of it opens, with the keys, and only with them."""

import os
import subprocess

import pytest

from tests.conftest import words
from tests.support.patience import patient
from tests.support.site import CANARY, ROOT


def dumped(site):
    done = site.command("backup")
    path = done.stdout.strip().splitlines()[-1]
    assert path.endswith(".dump") and os.path.getsize(path) > 10000, done.stdout
    return path


@pytest.fixture
def dump(site, user):
    """A dump that has somebody in it."""
    user.get("/chat")
    user.send("/plan/chat", text="I am applying as a nurse, 30 minutes a day. " + words(), status=200)
    path = dumped(site)
    yield path
    os.remove(path)


def databases(site):
    return sorted(row[0] for row in site.sql("SELECT datname FROM pg_database"))


def test_a_dump_can_be_restored_and_every_row_of_it_opens(site, dump):
    before = databases(site)
    done = site.command("backup", "drill", dump)
    opened = int(done.stdout.split(" sealed values opened")[0].split()[-1])
    assert opened >= 3 and f"{opened} sealed values opened, 0 did not" in done.stdout, done.stdout
    assert "every row of it opens" in done.stdout and databases(site) == before


def test_a_dump_is_named_from_where_one_stands(site, dump):
    done = subprocess.run(
        [os.path.join(ROOT, "deploy/site"), "backup", "drill", os.path.basename(dump)],
        cwd=os.path.dirname(dump),
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=patient(60),
    )
    assert done.returncode == 0 and "every row of it opens" in done.stdout, done.stderr


def test_nothing_is_said_of_a_scratch_database_that_never_was(site):
    done = site.command("backup", "drill", "/nowhere.dump", check=False)
    assert done.returncode == 1 and done.stderr == "greenroom-backup: /nowhere.dump can't be read\n"


def test_a_dump_says_nothing_of_what_was_written(site, dump):
    unpacked = site.as_site_user("pg_restore", "-f", "-", dump).stdout.lower()
    assert "copy gr.users" in unpacked
    assert CANARY not in unpacked and CANARY.encode().hex() not in unpacked


def test_a_restored_database_keeps_its_rights(site, dump):
    site.command("backup", "restore", dump, "restored")
    try:
        there = "datname = 'restored'"
        assert site.sql(f"SELECT has_database_privilege('public', oid, 'CONNECT') FROM pg_database WHERE {there}") == [["f"]]
        here = "SELECT relname, relforcerowsecurity, relacl FROM pg_class WHERE relnamespace = 'gr'::regnamespace AND relkind = 'r' ORDER BY 1"
        policies = "SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
        functions = "SELECT proname, proowner::regrole, proacl, prosecdef FROM pg_proc WHERE pronamespace = 'gr'::regnamespace ORDER BY 1"
        for question in (here, policies, functions):
            assert site.sql(question, database="restored") == site.sql(question), question
        assert site.sql("SELECT count(*) FROM gr.users", role="gr_app", database="restored") == [["0"]]
    finally:
        site.sql("DROP DATABASE restored")


def test_a_dump_without_its_keys_opens_nothing(site, dump):
    """The drill with another key file: the keys are what matters."""
    keys = os.path.join(site.var, "keys")
    os.rename(keys, keys + ".away")
    try:
        site.admin("keys", "make")
        done = site.command("backup", "drill", dump, check=False)
        assert done.returncode != 0 and "is not the key this database was made with" in done.stderr and "can be restored" not in done.stdout, (
            done.stdout + done.stderr
        )
    finally:
        os.rename(keys + ".away", keys)


def test_a_damaged_dump_is_refused_and_leaves_no_database(site, dump):
    before = databases(site)
    broken = dump + ".broken"
    with open(dump, "rb") as f, open(broken, "wb") as g:
        g.write(f.read()[:6000])
    os.chmod(broken, 0o644)
    done = site.command("backup", "restore", broken, "broken", check=False)
    os.remove(broken)
    assert done.returncode != 0 and databases(site) == before


def test_a_database_that_is_there_is_never_written_over(site, dump):
    done = site.command("backup", "restore", dump, "greenroom", check=False)
    assert done.returncode != 0 and "not written over" in done.stderr


def test_a_dump_never_lies_beside_the_keys(site):
    done = site.command("backup", "dump", site.var, check=False)
    assert done.returncode != 0 and "apart" in done.stderr


def test_a_dump_older_than_it_should_be_kept_goes_with_the_next(site, dump):
    old = os.path.join(os.path.dirname(dump), "greenroom-20200101T000000Z.dump")
    other = os.path.join(os.path.dirname(dump), "somebody-elses.dump")
    for path in (old, other):
        with open(path, "w") as f:
            f.write("old")
        os.utime(path, (0, 0))
    os.utime(dump, (os.path.getmtime(dump) - 86400, os.path.getmtime(dump) - 86400))
    newest = site.wait_for(lambda: site.command("backup", check=False).stdout.strip())
    assert os.path.exists(dump) and os.path.exists(other) and not os.path.exists(old)
    os.remove(newest)
    os.remove(other)
