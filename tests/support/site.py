"""A whole site for tests: its own PostgreSQL, keys, workers and nginx in a folder of its own, brought up by deploy/site, the script that ships."""

import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading

from tests.support import template
from tests.support.patience import patient, wait_for
from tests.support.pq import Connection

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
CANARY = "cnry"  # every text that a test types holds this: no log may ever hold it


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def gone(pid):
    """Has the process ended? One that only waits to be noticed by its parent has."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


class Site:
    def __init__(self, build="build", settings="", pages=2, coach=6, door=2, cluster=True):
        """`pages`, `coach`, `door`: workers a pool. `cluster`: begin with a copy of the run's template; without it, or outside a test run, with nothing."""
        self.folder = tempfile.mkdtemp(prefix="gr-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.var = os.path.join(self.folder, "var")
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        extra = os.path.join(self.folder, "extra.conf")
        with open(extra, "w") as f:
            f.write(settings)
        self.environment = {
            **os.environ,
            "VAR": self.var,
            "PORT": str(self.port),
            "BUILD": build,
            "PAGES": str(pages),
            "COACH": str(coach),
            "DOOR": str(door),
            "LOOP": "no",
            "PGCTLTIMEOUT": str(patient(60)),
            "RATE": "100000",
            "EXTRA": extra,
            "SHARED_BUFFERS": "32MB",
            "NO_SYNC": "1",
            "ASAN_OPTIONS": "detect_leaks=0",
            "UBSAN_OPTIONS": "print_stacktrace=1",
        }
        self.may_ask, self.asking = False, threading.Lock()
        self.seen = {}  # log file -> bytes looked at already
        self.run = None
        try:
            self.make_state()
            if cluster and template.wanted():
                self.copy_cluster(template.cluster(make_template))
            self.command("up")
        except AssertionError:
            self.stop()
            raise
        self.run = self.run_folder()

    def make_state(self):
        """The state folder, empty."""
        os.makedirs(self.var)

    def copy_cluster(self, cluster):
        """What `up` finds as if it had been here before: keys, and the check value of them, are this site's own all the same."""
        mine = os.path.join(self.var, "pg")
        subprocess.run(["cp", "-a", cluster, mine], check=True)
        settings = os.path.join(mine, "postgresql.conf")
        with open(settings) as f:
            text = re.sub(r"(?m)^unix_socket_directories = .*$", f"unix_socket_directories = '{self.var}/run'", f.read())
        with open(settings, "w") as f:
            f.write(text)
        if os.getuid() == 0:  # so that the tests themselves may ask it
            with open(os.path.join(mine, "pg_ident.conf"), "a") as f:
                f.write("greenroom root postgres\n")
        self.connection, self.may_ask = Connection(os.path.join(self.var, "run")), True

    def command(self, *words, check=True, timeout=patient(60)):
        done = subprocess.run(
            [os.path.join(ROOT, "deploy/site"), *words],
            env=self.environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            stdin=subprocess.DEVNULL,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"deploy/site {' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}\n{self.tail()}")
        return done

    def hourly(self, *words, check=True):
        return self.command("hourly", *words, check=check, timeout=patient(60))

    def admin(self, *words, check=True):
        return self.command("admin", *words, check=check)

    def configure(self, section, name, value):
        """Sets one setting in greenroom.conf; takes effect with restart()."""
        path = os.path.join(self.var, "greenroom.conf")
        lines = open(path).read().splitlines()
        out, inside, done = [], False, False
        for line in lines:
            if line.startswith("["):
                if inside and not done:
                    out.append(f"{name} = {value}")
                    done = True
                inside = line == f"[{section}]"
            if inside and re.match(rf"{name}\s*=", line):
                line = f"{name} = {value}"
                done = True
            out.append(line)
        if not done:
            if not inside:
                out.append(f"[{section}]")
            out.append(f"{name} = {value}")
        self.write(path, "\n".join(out) + "\n")

    @staticmethod
    def write(path, text):
        """Another text for a file, all at once for whoever reads it just now; it stays whose it is."""
        there, new = os.stat(path), path + ".new"
        with open(new, "w") as f:
            f.write(text)
        os.chmod(new, there.st_mode & 0o777)
        os.chown(new, there.st_uid, there.st_gid)
        os.replace(new, path)

    def restart(self):
        """The workers anew; returns when each has read its settings and is at work."""
        many = {name: int(self.environment[name.upper()]) for name in ("pages", "coach", "door")}
        before = {name: self.begun(name) for name in many}
        self.command("restart-workers")
        self.wait_for(lambda: all(self.begun(name) - before[name] >= n for name, n in many.items()), every=0.05)

    def begun(self, pool):
        """How many workers of a pool there ever were."""
        with open(os.path.join(self.var, "log", f"worker-{pool}.log")) as f:
            return f.read().count('"event":"worker_ready"')

    def as_site_user(self, *words, check=True, **more):
        """A command as the ordinary user that the site runs as."""
        done = subprocess.run(self.as_user(list(words)), capture_output=True, cwd="/", **{"text": True, **more})
        if check and done.returncode != 0:
            raise AssertionError(done.stderr)
        return done

    def sql(self, text, role="postgres", check=True, database="greenroom"):
        """Rows as the database sees them; over the cluster's own socket, as the user who may. Only a question that is asked while another waits for its
        answer, or that may fail, has a psql of its own."""
        if self.may_ask and check and (role, database) == ("postgres", "greenroom") and self.asking.acquire(blocking=False):
            try:
                return self.connection.ask(text)
            finally:
                self.asking.release()
        done = self.as_site_user(
            "psql", "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", self.run, "-U", role, "-d", database, "-c", text, check=check
        )
        return [line.split("\t") for line in done.stdout.splitlines()] if check else done

    @staticmethod
    def as_user(words):
        """A command as the user the site runs as."""
        if os.getuid() == 0:
            return ["setpriv", "--reuid=greenroom", "--regid=greenroom", "--clear-groups", "--", *words]
        return words

    def postgres(self, *words):
        """pg_ctl of the site's own cluster: postgres("stop", "-m", "immediate")."""
        with open(os.path.join(self.var, "pg", "PG_VERSION")) as f:
            program = f"/usr/lib/postgresql/{f.read().strip()}/bin/pg_ctl"
        log = ["-l", os.path.join(self.var, "log", "postgres.log")] if words[0] != "stop" else []
        subprocess.run(
            self.as_user([program, words[0], "-s", "-w", "-D", os.path.join(self.var, "pg"), *log, *words[1:]]),
            check=True,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run_folder(self):
        """Where the sockets and the pid files are; a test may move the workers' database elsewhere later."""
        if self.run:
            return self.run
        with open(os.path.join(self.var, "greenroom.conf")) as f:
            return re.search(r"^socket = (.*)$", f.read(), re.M).group(1)

    def workers(self, pool):
        """Process ids of a pool's workers."""
        with open(os.path.join(self.run_folder(), f"{pool}.pid")) as f:
            parent = f.read().strip()
        found = []
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                fields = open(stat).read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if fields[1] == parent:
                found.append(int(stat.split("/")[2]))
        return found

    def kill_workers(self, pool, how=signal.SIGKILL):
        """Returns when they are gone: one that is about to die may still take a connection with it."""
        pids = self.workers(pool)
        for pid in pids:
            try:
                os.kill(pid, how)
            except ProcessLookupError:
                pass
        self.wait_for(lambda: all(gone(pid) for pid in pids), every=0.02)

    # --- logs ---

    def logs(self):
        return sorted(glob.glob(os.path.join(self.var, "log", "*")))

    def fresh_logs(self):
        """What came into the logs since the last look."""
        text = {}
        for path in self.logs():
            with open(path, "rb") as f:
                f.seek(self.seen.get(path, 0))
                text[os.path.basename(path)] = f.read().decode("utf-8", "replace")
                self.seen[path] = f.tell()
        return text

    def silent_checks(self, expected=()):
        """After every test: no alert, no sanitizer report, no crash, nothing a person typed."""
        bad = re.compile(r'"level":"alert"|Sanitizer|runtime error:|\[(alert|crit|emerg)\]|PANIC:|segfault')
        wrong = []
        for name, text in self.fresh_logs().items():
            for line in text.splitlines():
                if CANARY in line.lower():
                    wrong.append(f"{name}: holds what a person typed: {line[:300]}")
                elif bad.search(line) and not any(word in line for word in expected):
                    wrong.append(f"{name}: {line[:500]}")
        assert not wrong, "\n".join(wrong[:20])

    def tail(self):
        parts = []
        for path in self.logs() if os.path.isdir(self.var) else []:
            with open(path, "rb") as f:
                parts.append(f"--- {path}\n" + f.read()[-3000:].decode("utf-8", "replace"))
        return "\n".join(parts)

    wait_for = staticmethod(wait_for)

    def stop(self, keep=False):
        if self.may_ask:
            self.connection.close()
        self.command("down", check=False)
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)
            run = self.environment.get("RUN")
            if run:
                shutil.rmtree(run, ignore_errors=True)


def make_template(folder):
    """A cluster as deploy/site makes it from nothing, with all migrations, shut down; of nobody's keys."""
    one = Site(pages=1, coach=1, door=1, cluster=False)
    try:
        one.sql("DELETE FROM gr.keyring")
        one.command("down")
        shutil.move(os.path.join(one.var, "pg"), folder)
    finally:
        one.stop()
