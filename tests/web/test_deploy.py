"""A real installation, as far as it can be tried without one: where deploy/install puts things, what systemd thinks of the units, nginx with TLS, keys
handed over by systemd, the lists of deploy/."""

import json
import os
import pwd
import re
import shutil
import stat
import struct
import subprocess

import pytest
import requests

from tests.support.browser import Browser
from tests.support.patience import patient
from tests.support.site import ROOT, Site, free_port

UNITS = ["greenroom@pages.service", "greenroom@coach.service", "greenroom@door.service", "greenroom-hourly.service"]


def run(*words, check=True, **more):
    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=patient(60), **more)
    if check and done.returncode != 0:
        raise AssertionError(f"{' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("root")
    run(os.path.join(ROOT, "deploy/install"), "greenroom.example", env={**os.environ, "DESTDIR": str(folder)})
    return folder


# --- where things are ---


def test_an_installation_has_what_its_settings_units_and_nginx_name(installed):
    texts = [p for p in (installed / "etc").rglob("*") if p.is_file()] + [installed / "srv/greenroom/app/nginx/greenroom.conf"]
    named = set()
    for path in texts:
        named.update(re.findall(r"/srv/greenroom/app[\w./-]*[\w-]", path.read_text()))
    assert len(named) > 8
    missing = [p for p in sorted(named) if not (installed / p[1:]).exists()]
    assert missing == []


def test_nobody_but_root_can_change_what_is_installed(installed):
    for path in (installed / "srv/greenroom").rglob("*"):
        if not path.is_symlink():
            assert path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH) == 0, path


def test_an_update_keeps_the_hosts_own_files_and_the_last_installation(installed):
    conf, link = installed / "etc/greenroom/greenroom.conf", installed / "srv/greenroom/app"
    conf.write_text(conf.read_text() + "; my own line\n")
    before = os.readlink(link)
    old = installed / "srv/greenroom/app-20200101T000000Z"
    olds = [old] + [installed / f"srv/greenroom/app-2021010{n}T000000Z" for n in range(1, 4)]
    for path in olds:
        path.mkdir()
    environment = {**os.environ, "DESTDIR": str(installed)}
    done = run("bash", "-c", f'for i in 1 2 3 4 5; do "{ROOT}/deploy/install" greenroom.example && exit 0; sleep 0.5; done; exit 1', env=environment)
    assert "before it was " + before in done.stdout
    assert os.readlink(link) != before and (installed / "srv/greenroom" / before).is_dir() and not old.exists()
    assert "; my own line" in conf.read_text()


def test_a_name_that_is_no_host_name_is_refused(tmp_path):
    done = run(os.path.join(ROOT, "deploy/install"), "a b; rm", env={**os.environ, "DESTDIR": str(tmp_path)}, check=False)
    assert done.returncode != 0 and list(tmp_path.iterdir()) == []


# --- systemd ---

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_a_service_is_hardly_exposed(installed, unit):
    done = run("systemd-analyze", "security", "--offline=true", f"--root={installed}", "--threshold=20", unit)
    level = float(re.search(r"exposure level for \S+: ([\d.]+)", done.stdout).group(1))
    assert level <= 2.0, done.stdout


@needs_systemd
def test_systemd_understands_every_line(installed):
    for path in (installed / "etc/systemd/system").rglob("*"):
        if path.is_file():
            assert re.search(r"^\[(Unit|Service)\]$", path.read_text(), re.M), path
    done = run(
        "systemd-analyze",
        "verify",
        f"--root={installed}",
        "--man=no",
        *UNITS,
        "greenroom@pages.socket",
        "greenroom-hourly.timer",
        "greenroom.target",
        check=False,
    )
    complaints = [
        line for line in (done.stdout + done.stderr).splitlines() if re.search(r"greenroom[^ ]*:\d+:|Unknown|Invalid|Failed to parse", line)
    ]
    assert complaints == []


# --- nginx with TLS ---


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """A site behind TLS: the workers know that they are, and nginx listens as deploy/install's listen.conf has it."""
    folder, port = tmp_path_factory.mktemp("tls"), free_port()
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        key,
        "-out",
        cert,
    )
    one = Site(build="build/san" if os.environ.get("SAN") else "build", pages=1, coach=1, door=1)
    try:
        run(os.path.join(ROOT, "deploy/install"), "localhost", env={**os.environ, "DESTDIR": str(folder / "root")})
        listen = (folder / "root/etc/greenroom/listen.conf").read_text()
        listen = listen.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl").replace("listen [::]:443 ssl;", "")
        for name, path in (("cert", cert), ("key", key)):
            shutil.copy(path, os.path.join(one.folder, f"{name}.pem"))
            os.chmod(os.path.join(one.folder, f"{name}.pem"), 0o644)
            listen = listen.replace(f"/etc/greenroom/tls/{name}.pem", os.path.join(one.folder, f"{name}.pem"))
        with open(os.path.join(one.var, "app/nginx/listen.conf"), "w") as f:
            f.write(listen)
        one.configure("site", "origin", f"https://localhost:{port}")
        one.restart()
        with open(os.path.join(one.run_folder(), "nginx.pid")) as f:
            os.kill(int(f.read()), 1)
        one.base, one.cert = f"https://localhost:{port}", cert

        def answers():
            try:
                return requests.get(one.base + "/about", verify=cert, timeout=70).ok
            except requests.RequestException:
                return False

        one.wait_for(answers)
        yield one
        one.silent_checks()
    finally:
        one.stop()


def test_behind_tls_somebody_signs_up_with_a_cookie_for_this_host_alone(tls, name):
    browser = Browser(tls.base)
    browser.http.verify, browser.http.trust_env = tls.cert, False
    browser.sign_up(name)
    assert browser.status == 200
    cookies = {c.name: c for c in browser.http.cookies}
    assert "__Host-gr" in cookies and cookies["__Host-gr"].secure and "gr" not in cookies
    browser.get("/settings")
    assert browser.status == 200 and name in browser.page.text


@pytest.mark.parametrize("path", ["/about", "/settings", "/nowhere", "/static/greenroom.css", "/static/nowhere", "/errors/404.html"])
def test_behind_tls_every_answer_asks_for_tls_once(tls, path):
    answer = requests.get(tls.base + path, verify=tls.cert, allow_redirects=False, timeout=70)
    values = answer.raw.headers.getlist("Strict-Transport-Security")
    assert values == ["max-age=31536000"], (answer.status_code, values)


def test_without_tls_nothing_asks_for_it(site):
    for path in ("/about", "/nowhere", "/static/greenroom.css"):
        assert "Strict-Transport-Security" not in requests.get(site.base + path, timeout=70).headers


# --- keys handed over by systemd ---


def allow_to_read(path, uid):
    """The access list that systemd puts on a credential: its owner and this user may read."""
    whole = (1 << 32) - 1  # no id
    entries = [(0x01, 4, whole), (0x02, 4, uid), (0x04, 0, whole), (0x10, 4, whole), (0x20, 0, whole)]
    os.setxattr(path, "system.posix_acl_access", struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *e) for e in entries))


def keys_list(site, folder, name="greenroom.keys", mode=0o400, access_list=False):
    path = os.path.join(folder, name)
    shutil.copy(os.path.join(site.var, "keys"), path)
    os.chmod(path, mode)
    if access_list:
        allow_to_read(path, pwd.getpwnam("greenroom").pw_uid)
        assert os.stat(path).st_mode & 0o777 == 0o440
    elif os.getuid() == 0:
        shutil.chown(path, "greenroom", "greenroom")
    conf = os.path.join(folder, "greenroom.conf")
    with open(conf, "w") as f:
        f.write("[keys]\nfile = /nowhere/keys\n")
    os.chmod(conf, 0o644)
    return site.as_site_user(
        "env", f"CREDENTIALS_DIRECTORY={folder}", os.path.join(site.var, "app/bin/greenroom-admin"), "--conf", conf, "keys", "list", check=False
    )


@pytest.fixture
def credentials(site):
    folder = os.path.join(site.folder, "credentials")
    os.mkdir(folder, 0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "access_list", [False, pytest.param(True, marks=pytest.mark.skipif(os.getuid() != 0, reason="only root hands over a file of root's"))]
)
def test_keys_are_taken_from_systemds_credential(site, credentials, access_list):
    done = keys_list(site, credentials, access_list=access_list)
    assert done.returncode == 0 and "master key 1 (active)" in done.stdout, done.stderr


@pytest.mark.parametrize("mode", [0o440, 0o444, 0o460, 0o404])
def test_a_credential_that_others_can_read_or_change_is_refused(site, credentials, mode):
    done = keys_list(site, credentials, mode=mode)
    assert done.returncode == 78 and "can be read by others" in done.stderr


def test_another_credential_is_not_taken_for_the_keys(site, credentials):
    done = keys_list(site, credentials, name="something")
    assert done.returncode == 78 and "/nowhere/keys" in done.stderr


# --- lists ---


def test_the_bill_of_materials_names_what_the_programs_link():
    bill = json.loads(run(os.path.join(ROOT, "deploy/sbom")).stdout)
    assert bill["bomFormat"] == "CycloneDX"
    versions = {c["name"]: c["version"] for c in bill["components"]}
    assert all(versions.values()) and all(c["purl"].startswith("pkg:deb/debian/") for c in bill["components"])
    for part in ("libssl3", "libpq5", "libfcgi0", "libctemplate3", "libjson-c5", "nginx", "postgresql"):
        assert any(name.startswith(part) for name in versions), part


def test_every_package_name_is_said_once():
    with open(os.path.join(ROOT, "deploy/packages")) as f:
        names = [line.split("#")[0].strip() for line in f]
    names = [name for name in names if name and not name.startswith("[")]
    assert len(names) > 20 and len(names) == len(set(names)) and all(re.fullmatch(r"[a-z0-9.+-]+", name) for name in names)


def test_make_help_names_every_target():
    with open(os.path.join(ROOT, "Makefile")) as f:
        targets = re.search(r"^\.PHONY: (.*)$", f.read(), re.M).group(1).split()
    said = run("make", "help", cwd=ROOT).stdout
    inner = {"help", "always", "units", "tested", "fuzzers"}
    assert [t for t in targets if t not in inner and f"make {t} " not in said] == []
