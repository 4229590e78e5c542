"""greenroom-admin: what the owner of a machine does from a shell. It has a site of its own, since most of it is broken on purpose and mended again."""

import contextlib
import os
import re
import shutil
import threading
import uuid

import pytest

from tests.support.browser import Browser, Program
from tests.support.site import Site
from tests.support.walk import PASSWORD, Walk


@pytest.fixture(scope="module")
def site():
    one = Site(build="build/san" if os.environ.get("SAN") else "build")
    yield one
    one.stop()


@pytest.fixture(scope="module")
def walked(site):
    p = Program(site.base)
    w = Walk(p.call, "a" + uuid.uuid4().hex[:12]).everything()
    w.program = p
    return w


def somebody(site):
    p = Program(site.base)
    p.name = "a" + uuid.uuid4().hex[:12]
    p.id = p.call("POST", "/users/create", {"username": p.name, "password": PASSWORD})["user_id"]
    return p


# --- check ------------------------------------------------------------------------------------------------------------------


def test_check_says_that_all_is_well(site):
    done = site.admin("check")
    assert done.returncode == 0 and done.stdout.endswith("Everything is as it should be.\n") and "WRONG" not in done.stdout
    assert len(done.stdout.splitlines()) >= 8 and done.stderr == ""


@contextlib.contextmanager
def changed(path, text=None, mode=None):
    """A file that is otherwise for a while: with another text, or gone (text None and mode None), or open to more people."""
    kept = path + ".kept"
    shutil.copy2(path, kept)
    owner = os.stat(path)
    try:
        if text is not None:
            with open(path, "w") as f:
                f.write(text)
        elif mode is None:
            os.remove(path)
        if mode is not None:
            os.chmod(path, mode)
        yield
    finally:
        os.replace(kept, path)
        os.chown(path, owner.st_uid, owner.st_gid)


@contextlib.contextmanager
def moved(path):
    os.rename(path, path + ".away")
    try:
        yield
    finally:
        os.rename(path + ".away", path)


@contextlib.contextmanager
def setting(site, section, name, value):
    path = os.path.join(site.var, "greenroom.conf")
    kept = open(path).read()
    site.configure(section, name, value)
    try:
        yield
    finally:
        with open(path, "w") as f:
            f.write(kept)


@contextlib.contextmanager
def sql(site, do, undo):
    site.sql(do)
    try:
        yield
    finally:
        site.sql(undo)


@contextlib.contextmanager
def of_the_server(site, name):
    """A setting of PostgreSQL's that must not be off."""
    site.sql(f"ALTER SYSTEM SET {name} = off")
    site.sql("SELECT pg_reload_conf()")
    site.wait_for(lambda: site.sql(f"SHOW {name}") == [["off"]], every=0.05)
    try:
        yield
    finally:
        site.sql(f"ALTER SYSTEM RESET {name}")
        site.sql("SELECT pg_reload_conf()")
        site.wait_for(lambda: site.sql(f"SHOW {name}") == [["on"]], every=0.05)


@contextlib.contextmanager
def another_key(site):
    """The key file is one of another installation."""
    keys = os.path.join(site.var, "keys")
    with moved(keys):
        site.admin("keys", "make")
        try:
            yield
        finally:
            os.remove(keys)


@contextlib.contextmanager
def one_more_migration(site):
    path = os.path.join(site.var, "app/sql/9999-later.sql")
    with open(path, "w") as f:
        f.write("CREATE TABLE gr.later (n integer);\n")
    os.chmod(path, 0o644)
    try:
        yield
    finally:
        os.remove(path)


LAST_MIGRATED = "UPDATE gr.migrations SET applied = "


def app(site, *parts):
    return os.path.join(site.var, "app", *parts)


BROKEN = {
    "a setting that does not exist": (lambda s: changed(s.var + "/greenroom.conf", "[site]\nnmae = Greenroom\n"), "settings", "nmae"),
    "a setting out of range": (lambda s: setting(s, "hourly", "children", 1000), "settings", "hourly.children"),
    "no key file": (lambda s: changed(s.var + "/keys"), "keys", "Put its copy back"),
    "keys that everybody may read": (lambda s: changed(s.var + "/keys", mode=0o644), "keys", "0400"),
    "keys that are none": (lambda s: changed(s.var + "/keys", "no key\n"), "keys", "keys"),
    "keys of another installation": (another_key, "database settings, roles and keys", "key"),
    "a disk that is nearly full": (lambda s: setting(s, "keys", "file", "/proc/keys"), "disk", "only 0 MiB are free at /proc"),  # /proc never has any
    "no library": (lambda s: moved(app(s, "prompts/library")), "library", "library"),
    "a library with a fault": (lambda s: changed(app(s, "prompts/library/sales.json"), "{"), "library", "sales"),
    "a mode without its instructions": (lambda s: changed(app(s, "prompts/evaluate_answer/instructions.txt")), "coach", "evaluate_answer"),
    "no database of that name": (lambda s: setting(s, "database", "name", "elsewhere"), "database", 'database "elsewhere" does not exist'),
    "no database there": (lambda s: setting(s, "database", "socket", "/nonexistent"), "database", "/nonexistent"),
    "a role that may not log in": (lambda s: sql(s, "ALTER ROLE gr_app NOLOGIN", "ALTER ROLE gr_app LOGIN"), "database", "not permitted to log in"),
    "a role that this system's user may not be": (lambda s: setting(s, "database", "app_role", "gr_backup_too"), "database", "authentication failed"),
    "an owner that may not log in": (lambda s: sql(s, "ALTER ROLE gr_owner NOLOGIN", "ALTER ROLE gr_owner LOGIN"), "migrations", "gr_owner"),
    "a role that may do anything": (
        lambda s: sql(s, "ALTER ROLE gr_app SUPERUSER", "ALTER ROLE gr_app NOSUPERUSER"),
        "database settings, roles and keys",
        "superuser",
    ),
    "a role that row-level security passes by": (
        lambda s: sql(s, "ALTER ROLE gr_app BYPASSRLS", "ALTER ROLE gr_app NOBYPASSRLS"),
        "database settings, roles and keys",
        "row",
    ),
    "a batch role that may do anything": (
        lambda s: sql(s, "ALTER ROLE gr_hourly SUPERUSER", "ALTER ROLE gr_hourly NOSUPERUSER"),
        "database for the hourly run",
        "superuser",
    ),
    "fsync off": (lambda s: of_the_server(s, "fsync"), "database settings, roles and keys", "fsync"),
    "synchronous_commit off": (lambda s: of_the_server(s, "synchronous_commit"), "database settings, roles and keys", "synchronous_commit"),
    "full_page_writes off": (lambda s: of_the_server(s, "full_page_writes"), "database settings, roles and keys", "full_page_writes"),
    "a migration that is not applied": (one_more_migration, "migrations", "1 not applied"),
    "a migration that was changed": (lambda s: changed(app(s, "sql/0001-accounts.sql"), "-- nothing\n"), "migrations", "0001-accounts.sql"),
    "plain http for everybody": (lambda s: setting(s, "site", "origin", "http://greenroom.example"), "site", "https"),
    "no templates": (lambda s: moved(app(s, "templates")), "site", "/templates, can't be read"),
    "a template that is missing": (lambda s: moved(app(s, "templates/plan.tpl")), "site", "template plan.tpl is not in"),
    "a clock that is shifted": (lambda s: setting(s, "clock", "shift_seconds", 86400), "clock", "rehearsals"),
    "a clock that is behind": (lambda s: sql(s, LAST_MIGRATED + "now() + interval '1 day'", LAST_MIGRATED + "now()"), "clock", "last migrated"),
    "no list of blocked passwords": (lambda s: changed(app(s, "passwords.txt")), "site", "passwords"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.expected("fsync", "full_page_writes")
def test_check_says_what_is_wrong(site, what):
    breaks, line, word = BROKEN[what]
    with breaks(site):
        done = site.admin("check", check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    wrong = [one for one in done.stdout.splitlines() if one.startswith("WRONG")]
    assert any(one.startswith(f"WRONG  {line}: ") and word in one for one in wrong), done.stdout
    again = site.admin("check")
    assert again.returncode == 0


def test_check_without_a_database_server(site):
    site.postgres("stop", "-m", "fast")
    try:
        done = site.admin("check", check=False)
    finally:
        site.postgres("start")
    assert done.returncode == 1 and re.search(r"^WRONG  database: .", done.stdout, re.M) and "fine   keys" in done.stdout
    site.admin("check")


# --- settings, migrate, library ---------------------------------------------------------------------------------------------


def settings_of(text):
    """section.name -> value of what the program prints, commented out or not."""
    found, section = {}, ""
    for line in text.splitlines():
        if match := re.fullmatch(r";?\[([\w ]+)\]", line):
            section = match[1]
        elif match := re.fullmatch(r";?(\w+) = ?(.*)", line):
            found[f"{section}.{match[1]}"] = match[2]
    return found


def test_settings_are_explained_and_shown_without_secrets(site):
    manual = site.admin("settings").stdout
    explained = settings_of(manual)
    assert {"site.origin", "keys.file", "hourly.children", "model.order"} <= set(explained) and explained["hourly.children"] == "4"
    assert len(re.findall(r"^; \S", manual, re.M)) >= len(explained)
    with setting(site, "hourly", "children", 7):
        shown = site.admin("settings", "show").stdout
    assert (
        settings_of(shown)["hourly.children"] == "7"
        and settings_of(shown)["site.origin"] == site.base
        and set(settings_of(shown)) == {name for name in explained if not name.startswith("server NAME.")}
    )
    assert {"openai.url", "local.model", "server NAME.speaks", "server NAME.inside"} <= set(explained) and "openai.speaks" not in explained
    with open(os.path.join(site.var, "keys")) as f:
        for key in re.findall(r"[0-9a-f]{32,}", f.read()):
            assert key not in shown


def test_migrating_twice_is_migrating_once(site):
    for _ in range(2):
        assert site.admin("migrate").stdout == "greenroom-admin: 0 migrations applied\n"
    with one_more_migration(site):
        assert site.admin("migrate").stdout == "greenroom-admin: 1 migration applied\n"
        assert site.admin("migrate").stdout == "greenroom-admin: 0 migrations applied\n"
        site.sql("DROP TABLE gr.later; DELETE FROM gr.migrations WHERE n = 9999")


def test_a_migration_that_fails_leaves_nothing(site):
    path = app(site, "sql/9998-broken.sql")
    with open(path, "w") as f:
        f.write("CREATE TABLE gr.half (n integer);\nSELECT no_such_thing();\n")
    os.chmod(path, 0o644)
    try:
        done = site.admin("migrate", check=False)
    finally:
        os.remove(path)
    assert done.returncode == 78 and "9998-broken.sql" in done.stderr
    assert site.sql("SELECT to_regclass('gr.half') IS NULL, count(*) FROM gr.migrations WHERE n = 9998") == [["t", "0"]]


def test_the_library_is_checked(site):
    done = site.admin("library", "check")
    counted = re.search(r"(\d+) families, (\d+) topics, (\d+) questions", done.stdout)
    assert counted and int(counted[1]) >= 4 and int(counted[3]) >= 120
    with changed(app(site, "prompts/library/sales.json"), "{"):
        done = site.admin("library", "check", check=False)
    assert done.returncode == 1 and done.stdout.startswith("FAULT") and "sales.json" in done.stdout


@pytest.mark.parametrize(
    "command",
    [(), ("nothing",), ("keys",), ("keys", "burn"), ("settings", "shown"), ("user", "code"), ("user", "delete"), ("check", "twice"), ("--loud",)],
)
def test_a_command_that_does_not_exist_is_told_those_that_do(site, command):
    done = site.admin(*command, check=False)
    assert done.returncode == 2 and "usage: greenroom-admin" in done.stderr and "rewrap" in done.stderr


# --- keys -------------------------------------------------------------------------------------------------------------------


def test_a_key_file_is_never_overwritten(site):
    before = open(os.path.join(site.var, "keys")).read()
    done = site.admin("keys", "make", check=False)
    assert done.returncode == 78 and "key file already" in done.stderr and open(os.path.join(site.var, "keys")).read() == before


def test_master_keys_are_rotated_while_people_are_logged_in_and_the_old_one_may_go(site, walked):
    path = os.path.join(site.var, "keys")
    assert re.fullmatch(r"master key 1 \(active\): \d+ data keys?\n", site.admin("keys", "list").stdout)
    held = walked.call("GET", "/plan/view")
    assert "master key 2" in site.admin("keys", "rotate").stdout
    assert walked.call("GET", "/plan/view") == held  # workers that still have the old file
    site.restart()
    assert walked.call("GET", "/plan/view") == held
    newcomer, _ = somebody(site), somebody(site)  # under the new key
    users = int(site.sql("SELECT count(*) FROM gr.users")[0][0])
    assert listed(site) == {"1": users - 2, "2 (active)": 2}
    with without_key(site, path, 1):  # too early: check says so before anybody notices
        assert "master key 1" in site.admin("check", check=False).stdout
    assert site.admin("keys", "rewrap").stdout == f"greenroom-admin: {users - 2} data key{'' if users == 3 else 's'} wrapped under master key 2\n"
    assert site.admin("keys", "rewrap").stdout == "greenroom-admin: 0 data keys wrapped under master key 2\n"
    assert listed(site) == {"1": 0, "2 (active)": users}
    with without_key(site, path, 1):
        site.restart()
        assert site.admin("check").returncode == 0
        assert walked.call("GET", "/plan/view") == held and newcomer.call("GET", "/settings")["username"] == newcomer.name
        Program(site.base).call("POST", "/users/login", {"username": walked.name, "password": PASSWORD})
        assert site.admin("verify").returncode == 0
        assert listed(site) == {"2 (active)": users}
    site.restart()


def versions(site):
    """Data key versions of all sealed values, and those that there are."""
    sealed = [
        f"SELECT DISTINCT encode(substring({c} FROM 3 FOR 4), 'hex') FROM gr.{t} WHERE {c} IS NOT NULL"
        for t, c in sealed_columns(site)
        if t != "user_keys"
    ]
    return {int(v, 16) for (v,) in site.sql(" UNION ".join(sealed))}, {int(v) for (v,) in site.sql("SELECT DISTINCT version FROM gr.user_keys")}


def test_data_keys_are_renewed_while_people_write_and_the_old_ones_are_gone(site, walked):
    held, stop, drafts = walked.call("GET", "/plan/view"), threading.Event(), []
    before = max(versions(site)[1])

    def write():
        while not stop.is_set():
            drafts.append(f"Draft {len(drafts)}")
            walked.call("POST", f"/study/session/{walked.running}/draft/{walked.open}", {"answer": drafts[-1]})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        site.wait_for(lambda: len(drafts) > 3, every=0.02)
        done = site.admin("keys", "renew")
    finally:
        stop.set()
        writer.join()
    users = int(site.sql("SELECT count(*) FROM gr.users")[0][0])
    assert re.fullmatch(rf"greenroom-admin: {users} data keys? (is|are) new, \d+ sealed values are under (it|them)\n", done.stdout), done.stdout
    assert versions(site) == ({before + 1}, {before + 1})
    assert walked.call("GET", "/plan/view") == held and site.admin("verify").returncode == 0
    assert walked.call("GET", f"/session/{walked.running}/question/{walked.open}")["draft"] == drafts[-1]
    Program(site.base).call("POST", "/users/login", {"username": walked.name, "password": PASSWORD})


@pytest.mark.expected('"event":"sealed_row"', '"class":"seal"')
def test_a_data_key_under_which_something_does_not_open_is_kept(site, walked):
    flip = f"UPDATE gr.attempts SET sealed = set_bit(sealed, 700, 1 - get_bit(sealed, 700)) WHERE id = '{walked.attempt}'"
    before = max(versions(site)[1])
    site.sql(flip)
    done = site.admin("keys", "renew", check=False)
    assert done.returncode == 1 and f"user {walked.user}: the older data key stays" in done.stderr
    assert versions(site) == ({before, before + 1}, {before, before + 1})
    site.sql(flip)
    assert site.admin("keys", "renew").returncode == 0
    assert walked.call("GET", f"/attempt/{walked.attempt}") and versions(site)[1] >= {before + 1} and before not in versions(site)[1]


def listed(site):
    """Master keys and how many data keys each wraps."""
    return {m[1]: int(m[2]) for m in re.finditer(r"^master key (.*): (\d+) data keys?$", site.admin("keys", "list").stdout, re.M)}


@contextlib.contextmanager
def without_key(site, path, number):
    text = open(path).read()
    left = "".join(line for line in text.splitlines(True) if not line.startswith(f"{number}:"))
    assert left != text
    with changed(path, left, mode=0o400):
        yield


# --- users ------------------------------------------------------------------------------------------------------------------


def recover(site, name, code, status, password="a brand new password"):
    return Program(site.base).call("POST", "/users/recover", {"username": name, "code": code, "password": password}, status=status)


def test_a_code_from_the_owner_sets_a_new_password_once(site):
    p = somebody(site)
    code = site.admin("user", "code", p.name.upper()).stdout.splitlines()[0]
    recover(site, p.name, code, 200)
    p.call("GET", "/settings", status=401)  # every login of theirs has ended
    Program(site.base).call("POST", "/users/login", {"username": p.name, "password": "a brand new password"})
    recover(site, p.name, code, 400)


def test_a_code_from_the_owner_runs_out_in_a_day(site):
    p = somebody(site)
    code = site.admin("user", "code", p.name).stdout.splitlines()[0]
    left = site.sql(f"SELECT extract(epoch FROM expires - now())::int FROM gr.recovery_codes WHERE user_id = '{p.id}' AND expires IS NOT NULL")
    assert 86000 < int(left[0][0]) <= 86400
    site.sql(f"UPDATE gr.recovery_codes SET expires = now() - interval '1 second' WHERE user_id = '{p.id}' AND expires IS NOT NULL")
    recover(site, p.name, code, 400)
    other = somebody(site)
    recover(site, other.name, site.admin("user", "code", p.name).stdout.splitlines()[0], 400)  # and it is one user's


@pytest.mark.parametrize("command", ["code", "delete"])
def test_a_user_who_is_not_there_is_said_so(site, command):
    done = site.admin("user", command, "nobody.at.all", check=False)
    assert done.returncode == 1 and "no user of that name" in done.stderr and done.stdout == ""


def tables_of_users(site):
    return [
        row[0]
        for row in site.sql("SELECT table_name FROM information_schema.columns WHERE table_schema = 'gr' AND column_name = 'user_id' ORDER BY 1")
        if not row[0].startswith("pg_")
    ]


def test_deleting_a_user_leaves_nothing_of_them_and_everything_of_others(site, walked):
    p = Program(site.base)
    w = Walk(p.call, "a" + uuid.uuid4().hex[:12]).everything()
    rows = lambda user: {t: site.sql(f"SELECT count(*) FROM gr.{t} WHERE user_id = '{user}'")[0][0] for t in tables_of_users(site)}
    full, others = rows(w.user), rows(walked.user)
    assert len(full) > 20 and [t for t, n in full.items() if n == "0"] == ["kept_answers", "parked"]
    assert "gone" in site.admin("user", "delete", w.name).stdout
    assert set(rows(w.user).values()) == {"0"} and rows(walked.user) == others
    p.call("GET", "/", status=200)
    p.call("GET", "/settings", status=401)
    Program(site.base).call("POST", "/users/login", {"username": w.name, "password": PASSWORD}, status=400)
    site.admin("verify")


# --- verify -----------------------------------------------------------------------------------------------------------------


def sealed_columns(site):
    """Every column that holds bytes and is no hash or key."""
    rows = site.sql(
        "SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)"
        " WHERE table_schema = 'gr' AND data_type = 'bytea' AND table_type = 'BASE TABLE' ORDER BY 1"
    )
    return [
        row[0].split(".")
        for row in rows
        if row[0]
        not in ("users.bidx", "logins.token_hash", "recovery_codes.hash", "throttle.bucket", "keyring.check", "migrations.sha256", "ops.fingerprint")
    ]


def test_verify_opens_every_sealed_value(site, walked):
    done = site.admin("verify")
    values = sum(int(site.sql(f"SELECT count({column}) FROM gr.{table}")[0][0]) for table, column in sealed_columns(site) if table != "user_keys")
    assert done.stdout == f"greenroom-admin: {values} sealed values opened, 0 did not\n" and values > 50


def test_verify_finds_one_flipped_bit_wherever_it_is(site, walked):
    flip = "UPDATE gr.{t} SET {c} = set_bit({c}, {bit}, 1 - get_bit({c}, {bit})) WHERE ctid = (SELECT ctid FROM gr.{t} WHERE user_id = '{u}' AND {c} IS NOT NULL ORDER BY {c} LIMIT 1) RETURNING encode({c}, 'hex')"
    back = "UPDATE gr.{t} SET {c} = set_bit({c}, {bit}, 1 - get_bit({c}, {bit})) WHERE {c} = decode('{now}', 'hex')"
    found = 0
    for number, (table, column) in enumerate(sealed_columns(site)):
        names = {"t": table, "c": column, "u": walked.user, "bit": (0, 100, 400, 525)[number % 4] if table != "user_keys" else 300}
        now = site.sql(flip.format(**names))
        if not now:
            assert table in ("kept_answers", "parked")
            continue
        done = site.admin("verify", check=False)
        site.sql(back.format(now=now[0][0], **names))
        assert done.returncode == 1, (table, column)
        assert f"user {walked.user}" in done.stderr and ("0 did not" not in done.stdout or table in ("user_keys", "users")), (
            table,
            column,
            done.stdout,
            done.stderr,
        )
        found += 1
    assert found >= 19 and site.admin("verify").returncode == 0


@pytest.mark.parametrize(
    "table, row, column",
    [
        ("attempts", "id", "sealed"),
        ("attempts", "id", "mark"),
        ("questions", "id", "sealed"),
        ("recalls", "attempt", "sealed"),
        ("contexts", "id", "sealed"),
        ("chat_messages", "id", "sealed"),
        ("picks", "place", "sealed"),
    ],
)
def test_verify_finds_two_rows_that_changed_places(site, walked, table, row, column):
    mine = f"user_id = '{walked.user}'" + (f" AND session = '{walked.session}'" if table == "picks" else "")
    swap = (
        f"WITH two AS (SELECT {row}, {column} AS held, row_number() OVER (ORDER BY {row}) AS n FROM gr.{table} WHERE {mine} ORDER BY {row} LIMIT 2)"
        f" UPDATE gr.{table} t SET {column} = other.held FROM two AS one JOIN two AS other ON other.n = 3 - one.n WHERE t.{row} = one.{row} AND t.{mine} RETURNING 1"
    )
    assert len(site.sql(swap)) == 2
    done = site.admin("verify", check=False)
    assert done.returncode == 1 and ", 2 did not\n" in done.stdout
    assert len(site.sql(swap)) == 2
    assert site.admin("verify").returncode == 0


@pytest.mark.expected('"event":"sealed_row"', '"class":"seal"')
def test_a_flipped_bit_shows_a_person_an_error_and_never_the_text(site, walked):
    flip = f"UPDATE gr.attempts SET sealed = set_bit(sealed, 700, 1 - get_bit(sealed, 700)) WHERE id = '{walked.attempt}'"
    b = Browser(site.base)
    b.http.cookies.update(walked.program.http.cookies)
    site.sql(flip)
    b.get(f"/attempt/{walked.attempt}")
    site.sql(flip)
    assert b.status == 500 and "could not be opened safely" in b.page.text and "load balancer" not in b.page.source
    b.get(f"/attempt/{walked.attempt}")
    assert b.status == 200 and "load balancer" in b.page.source
