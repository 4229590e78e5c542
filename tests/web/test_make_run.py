"""The README's first command in a fresh copy of this tree: as root in a folder that only root may enter, and as an ordinary user; twice in a row, stopped, gone.

What is built already is taken along (make sees that it is up to date): building itself is what every other test begins with."""

import glob
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile

import pytest
import requests

from tests.support.browser import Browser
from tests.support.patience import patient
from tests.support.site import ROOT, free_port

ORDINARY = "nobody"
needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can do this")
pytestmark = pytest.mark.skipif(not os.path.exists(os.path.join(ROOT, "build/flags")), reason="nothing is built in build/")


def compiler():
    with open(os.path.join(ROOT, "build/flags")) as f:
        return f.read().split(" -std=")[0]


class Copy:
    """A copy of the tree that belongs to `owner`, and make in it."""

    def __init__(self, owner, folder_mode, deep=""):
        self.owner, self.port = owner, free_port()
        self.folder = tempfile.mkdtemp(prefix="gr-copy-", dir="/tmp")
        self.tree = os.path.join(self.folder, deep, "greenroom") if deep else os.path.join(self.folder, "greenroom")
        os.makedirs(os.path.dirname(self.tree), exist_ok=True)
        skip = shutil.ignore_patterns(".git", "var", "san", "fuzz", "unit", "bench-data", "__pycache__", ".pytest_cache", "corpus", "screens")
        shutil.copytree(ROOT, self.tree, symlinks=True, ignore=skip)
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", owner, self.folder], check=True)
        os.chmod(self.folder, folder_mode)
        keep = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "CCACHE_DIR", "CCACHE_NOHASHDIR")}
        self.environment = {**keep, "HOME": "/nonexistent", "PAGES": "1", "COACH": "2", "DOOR": "1", "SHARED_BUFFERS": "32MB", "NO_SYNC": "1"}

    def make(self, *words, check=True, **more):
        words = ["make", "-s", "-C", self.tree, f"CC={compiler()}", f"PORT={self.port}", *words]
        if os.getuid() == 0 and self.owner != "root":
            user = pwd.getpwnam(self.owner)
            words = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--", *words]
        done = subprocess.run(
            words,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=patient(60),
            stdin=subprocess.DEVNULL,
            cwd="/",
        )
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}\n{self.logs()}")
        return done

    @property
    def var(self):
        return os.path.realpath(os.path.join(self.tree, "var"))

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def logs(self):
        return "\n".join(f"--- {p}\n{open(p, errors='replace').read()[-1500:]}" for p in glob.glob(os.path.join(self.var, "log", "*")))

    def processes(self):
        """(user, command) of all that runs out of this copy's state."""
        found = []
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                with open(path, "rb") as f:
                    command = f.read().replace(b"\0", b" ").decode("utf-8", "replace")
                if self.var + "/" in command and os.path.isdir(self.var):
                    with open(path.replace("cmdline", "status")) as f:
                        found.append((int(re.search(r"^Uid:\s+(\d+)", f.read(), re.M).group(1)), command))
            except OSError:
                continue
        return found

    def silent(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) != 0

    def remove(self):
        self.make("stop", check=False)
        shutil.rmtree(self.var, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def copy(request):
    one = Copy(*request.param)
    yield one
    one.remove()


CALLERS = [
    pytest.param(("root", 0o700), id="root-in-a-folder-of-its-own", marks=needs_root),
    pytest.param(
        (ORDINARY if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name, 0o755, "ein schöner Ordner mit langem Namen " * 3),
        id="an-ordinary-user",
    ),
]


@pytest.mark.parametrize("copy", CALLERS, indirect=True)
def test_up_twice_stopped_up_and_gone(copy, name):
    done = copy.make("run")
    assert f"the site is up: {copy.base}" in done.stdout
    assert requests.get(copy.base + "/about", timeout=70).ok
    browser = Browser(copy.base)
    browser.sign_up(name)
    assert browser.status == 200
    with open(os.path.join(copy.var, "keys")) as f:
        keys = f.read()

    # Everything but nothing runs as root, and everything is there.
    running = copy.processes()
    assert running and all(user != 0 for user, _ in running), running
    status = copy.make("status").stdout
    assert status.count(": up") == 6 and "down" not in status and f"the site is http://127.0.0.1:{copy.port}\n" in status, status

    # Again, without harm: who was there is there, with the same login and the same keys.
    copy.make("run")
    browser.get("/settings")
    assert browser.status == 200 and name in browser.page.text
    with open(os.path.join(copy.var, "keys")) as f:
        assert f.read() == keys

    copy.make("stop")
    assert copy.silent() and copy.processes() == []
    assert copy.make("status").stdout.count(": down") == 6
    copy.make("stop")

    copy.make("run")
    browser.get("/settings")
    assert browser.status == 200 and name in browser.page.text

    var = copy.var
    copy.make("clean")
    assert copy.silent() and copy.processes() == []
    assert not os.path.exists(var) and not os.path.lexists(os.path.join(copy.tree, "var")) and not os.path.exists(os.path.join(copy.tree, "build"))
    copy.make("clean")


@pytest.mark.parametrize("copy", CALLERS[-1:], indirect=True)
def test_a_port_that_is_taken_is_said_and_nothing_is_started(copy):
    with socket.socket() as s:
        s.bind(("127.0.0.1", copy.port))
        s.listen()
        done = copy.make("run", check=False)
    assert done.returncode != 0 and "is taken by another program" in done.stderr
    assert copy.processes() == []


@pytest.mark.parametrize("port", ["0", "65536", "080", "x", "80 80"])
def test_a_port_that_is_none_is_refused_before_anything_is_made(tmp_path, port):
    done = subprocess.run(
        [os.path.join(ROOT, "deploy/site"), "up"],
        env={**os.environ, "VAR": f"{tmp_path}/var", "PORT": port},
        capture_output=True,
        text=True,
        timeout=patient(60),
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1 and f"PORT is {port}: " in done.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sign", ["$", ";", '"', "&", "|"])
def test_a_folder_that_a_settings_file_cannot_name_is_refused_before_anything_is_made(tmp_path, sign):
    done = subprocess.run(
        [os.path.join(ROOT, "deploy/site"), "up"],
        env={**os.environ, "VAR": f"{tmp_path}/a{sign}b", "PORT": "1"},
        capture_output=True,
        text=True,
        timeout=patient(60),
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode != 0 and "VAR=" in done.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("copy", CALLERS[-1:], indirect=True)
def test_a_missing_package_is_named_to_somebody_who_cannot_install_it(copy):
    with open(os.path.join(copy.tree, "deploy/packages"), "a") as f:
        f.write("\n[run]\ngreenroom-no-such-package\n")
    tools = os.path.join(copy.folder, "tools")  # a machine without sudo
    os.mkdir(tools, 0o755)
    for program in ("make", "sh", "bash", "env", "awk", "dpkg-query", "id", "tr", "dirname", "nproc", "uname", "pkg-config", "apt-get"):
        if shutil.which(program):
            os.symlink(shutil.which(program), os.path.join(tools, program))
    done = copy.make("run", check=False, PATH=tools) if os.getuid() != 0 else None
    if done is None:
        user = pwd.getpwnam(copy.owner)
        words = [
            shutil.which("setpriv"),
            f"--reuid={user.pw_uid}",
            f"--regid={user.pw_gid}",
            "--clear-groups",
            "--",
            os.path.join(tools, "make"),
            "-s",
            "-C",
            copy.tree,
            "run",
        ]
        done = subprocess.run(
            words, env={**copy.environment, "PATH": tools}, capture_output=True, text=True, timeout=patient(60), stdin=subprocess.DEVNULL, cwd="/"
        )
    assert done.returncode != 0 and "greenroom-no-such-package" in done.stderr and "as root" in done.stderr, done.stderr
    assert copy.processes() == []
