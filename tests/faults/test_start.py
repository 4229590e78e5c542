"""What a worker, the hourly run and the host's tool refuse to start with: exit 78 and one plain sentence."""

import os
import re
import shutil
import subprocess

import pytest

from tests.support.patience import patient

pytestmark = pytest.mark.xdist_group("faults")
REQUEST = {
    "REQUEST_METHOD": "GET",
    "REQUEST_URI": "/about",
    "DOCUMENT_URI": "/about",
    "PATH_INFO": "/about",
    "REMOTE_ADDR": "127.0.0.1",
    "SERVER_PROTOCOL": "HTTP/1.1",
}
PROGRAMS = {"greenroom.fcgi": [], "greenroom-hourly": ["--dry-run"], "greenroom-admin": ["verify"]}


class Start:
    """Starts a program with a copy of the site's settings and keys."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder
        self.keys, self.conf = os.path.join(folder, "keys"), os.path.join(folder, "conf")
        shutil.copy(os.path.join(site.var, "keys"), self.keys)
        self.write_keys(lambda text: text)
        with open(os.path.join(site.var, "greenroom.conf")) as f:
            self.settings = f.read()
        self.set("file", self.keys)
        self.set("socket", site.run)

    def write_keys(self, change, mode=0o400):
        with open(self.keys) as f:
            text = change(f.read())
        os.remove(self.keys)
        with open(self.keys, "w") as f:
            f.write(text)
        os.chmod(self.keys, mode)
        if os.getuid() == 0:
            shutil.chown(self.keys, "greenroom", "greenroom")

    def set(self, name, value, section=None):
        if re.search(rf"^{name} = ", self.settings, re.M):
            self.settings = re.sub(rf"^{name} = .*$", f"{name} = {value}", self.settings, flags=re.M)
        else:
            self.settings = self.settings.replace(f"[{section}]\n", f"[{section}]\n{name} = {value}\n")
        with open(self.conf, "w") as f:
            f.write(self.settings)

    def run(self, program="greenroom.fcgi"):
        words = [os.path.join(self.site.var, "app/bin", program), "--conf", self.conf, *PROGRAMS[program]]
        return subprocess.run(
            self.site.as_user(words),
            capture_output=True,
            text=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            timeout=patient(60),
            env={**os.environ, **REQUEST, "ASAN_OPTIONS": "detect_leaks=0"},
        )

    def refused(self, *sentence, program="greenroom.fcgi"):
        done = self.run(program)
        assert done.returncode == 78, (done.returncode, done.stdout[:300], done.stderr)
        for part in sentence:
            assert part in done.stderr, done.stderr
        said = done.stderr.strip().splitlines()
        assert "Status:" not in done.stdout and said[-1].startswith(program + ": ") and all(line.startswith("{") for line in said[:-1]), done.stderr
        return done


@pytest.fixture
def start(site):
    folder = os.path.join(site.folder, "start")
    os.mkdir(folder)
    yield Start(site, folder)
    shutil.rmtree(folder)


def test_the_hosts_tool_says_what_is_wrong(start):
    start.write_keys(other_digits)
    words = [os.path.join(start.site.var, "app/bin/greenroom-admin"), "--conf", start.conf, "check"]
    done = subprocess.run(start.site.as_user(words), capture_output=True, text=True, cwd="/", stdin=subprocess.DEVNULL, timeout=patient(60))
    assert done.returncode == 1 and "WRONG" in done.stdout and "is not the key this database was made with" in done.stdout


def everything(site):
    """A digest of every table: any write at all would show here."""
    tables = [name for (name,) in site.sql("SELECT relname FROM pg_class WHERE relnamespace = 'gr'::regnamespace AND relkind = 'r'")]
    return sorted(
        site.sql(" UNION ALL ".join(f"SELECT '{t}', md5(string_agg(t.xmin::text || t::text, '' ORDER BY t::text)) FROM gr.{t} t" for t in tables))
    )


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_fit_installation_starts(start, program):
    done = start.run(program)
    assert done.returncode == 0, done.stderr
    assert program != "greenroom.fcgi" or "Status: 200" in done.stdout


def other_digits(text):
    return re.sub(r"^1:(.)", lambda m: "1:" + ("0" if m.group(1) != "0" else "1"), text, flags=re.M)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_wrong_master_key_is_refused_and_nothing_is_written(site, start, program):
    before = everything(site)
    start.write_keys(other_digits)
    start.refused("Master key 1", "is not the key this database was made with", program=program)
    assert everything(site) == before


@pytest.mark.parametrize(
    "change, mode, sentence",
    [
        (lambda t: t, 0o444, "can be read by others"),
        (lambda t: t, 0o440, "can be read by others"),
        (lambda t: t, 0o000, "can't open the key file"),
        (lambda t: "", 0o400, "no master key"),
        (lambda t: t.split("index:")[0], 0o400, "no index secret"),
        (lambda t: t.replace("1:", "1:zz", 1), 0o400, "64 hex digits"),
        (lambda t: t[: len(t) // 2], 0o400, "line"),
        (lambda t: re.sub(r"^1:", "2:", t, flags=re.M), 0o400, "does not know the key file's newest master key"),
    ],
)
def test_a_key_file_that_is_not_right_is_refused(start, change, mode, sentence):
    start.write_keys(change, mode)
    start.refused(sentence)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_missing_key_file_is_refused(start, program):
    os.remove(start.keys)
    start.refused("can't open the key file", program=program)


def test_no_key_is_ever_said(start):
    with open(start.keys) as f:
        secrets = re.findall(r"[0-9a-f]{64}", f.read())
    start.write_keys(other_digits)
    done = start.refused("Master key 1")
    assert len(secrets) == 2 and not any(s[:16] in done.stdout + done.stderr for s in secrets)


@pytest.fixture
def cluster(site):
    """Sets a setting of the whole cluster, and takes it back."""
    changed = []

    def change(name, value):
        changed.append(name)
        site.sql(f"ALTER SYSTEM SET {name} = {value}")
        site.sql("SELECT pg_reload_conf()")
        site.wait_for(lambda: site.sql(f"SHOW {name}") == [[value]])

    yield change
    for name in changed:
        site.sql(f"ALTER SYSTEM RESET {name}")
    site.sql("SELECT pg_reload_conf()")
    for name in changed:
        site.wait_for(lambda name=name: site.sql(f"SHOW {name}") == [["on"]])


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_postgres_that_may_lose_what_it_called_saved_is_refused(start, cluster, setting):
    cluster(setting, "off")
    for program in PROGRAMS:
        start.refused(f"PostgreSQL runs with {setting} off", program=program)


def test_a_role_that_was_told_not_to_wait_for_the_disk_is_refused(site, start):
    site.sql("ALTER ROLE gr_app SET synchronous_commit = off")
    try:
        start.refused("synchronous_commit off")
    finally:
        site.sql("ALTER ROLE gr_app RESET synchronous_commit")


@pytest.mark.parametrize("role", ["postgres", "gr_backup"])
def test_a_role_that_row_level_security_does_not_bind_is_refused(start, role):
    start.set("app_role", role, "database")
    start.refused("superuser or passes row-level security by")


def test_an_app_role_that_was_given_more_is_refused(site, start):
    site.sql("ALTER ROLE gr_app BYPASSRLS")
    try:
        start.refused("row-level security")
    finally:
        site.sql("ALTER ROLE gr_app NOBYPASSRLS")


@pytest.mark.parametrize("version, fits", [("140010", False), ("150013", False), ("150014", True), ("170001", True)])
def test_a_postgres_that_is_too_old_is_refused(site, start, version, fits):
    """current_setting is shadowed, so that it says another version."""
    site.sql(
        "CREATE FUNCTION gr.current_setting(name text) RETURNS text LANGUAGE sql AS"
        f" $$ SELECT CASE WHEN name = 'server_version_num' THEN '{version}' ELSE pg_catalog.current_setting(name) END $$;"
        " GRANT EXECUTE ON FUNCTION gr.current_setting(text) TO gr_app; ALTER ROLE gr_app SET search_path = gr, pg_catalog, pg_temp"
    )
    try:
        if fits:
            assert start.run().returncode == 0
        else:
            start.refused("older than")
    finally:
        site.sql("ALTER ROLE gr_app SET search_path = gr, pg_temp; DROP FUNCTION gr.current_setting(text)")


def test_a_database_without_tables_is_refused(site, start):
    site.sql("CREATE DATABASE empty OWNER gr_owner")
    try:
        start.set("name", "empty", "database")
        start.refused("no tables yet")
    finally:
        site.sql("DROP DATABASE empty")


def test_postgres_away_is_said_plainly(start):
    start.set("socket", start.folder)
    start.refused("PostgreSQL does not answer at", start.folder)


@pytest.mark.parametrize(
    "section, name, value, sentence",
    [
        ("site", "origin", "http://green.example", "site.origin must begin with https://"),
        ("site", "no_such", "1", "there is no setting site.no_such"),
        ("password", "memory_kib", "19456", "below what is safe"),
        ("paths", "templates", "/nowhere", "the folder of templates, /nowhere, can't be read"),
        ("paths", "prompts", "/nowhere", "can't read"),
    ],
)
def test_settings_that_are_not_right_are_refused(start, section, name, value, sentence):
    start.set(name, value, section)
    start.refused(sentence)
