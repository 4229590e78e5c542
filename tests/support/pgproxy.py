"""Stands between the workers and PostgreSQL and breaks the line at a chosen place: just before a COMMIT, or after it and before its reply.

As a program (`python3 pgproxy.py LISTEN UPSTREAM`, run as the user that PostgreSQL lets in): one command a line on standard input, one event a
line on standard output, both JSON. It knows just enough of PostgreSQL's protocol to see which prepared statement is executed when. As a module:
class Proxy starts it beside a site and puts the site's workers behind it.

Rules: {"do": "cut" or "hold", "when": "before" or "after", "has": a statement's name that the transaction must have executed, "on": the statement at
which it happens (db_commit), "times": how often (1)}. "hold" keeps the line silent until {"release": true}, or until the worker is gone.
"""

import json
import os
import queue
import select
import shutil
import socket
import struct
import subprocess
import sys
import threading

PORT = 5432
PATIENCE = 200  # seconds for what takes none on a machine that does nothing else (as a program this file has nothing to import it from)


class Cut(Exception):
    pass


class Line:
    """One worker's connection."""

    def __init__(self, proxy, client):
        self.proxy, self.client = proxy, client
        self.pid = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        self.server = socket.socket(socket.AF_UNIX)
        self.server.connect(proxy.upstream)
        self.ran = set()  # statements of the transaction so far
        self.awaited = None  # the rule that waits for COMMIT's reply

    def close(self):
        for s in (self.client, self.server):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def strike(self, rule):
        self.proxy.say(event="held" if rule["do"] == "hold" else "cut", pid=self.pid, when=rule["when"])
        if rule["do"] == "cut":
            raise Cut
        poll = select.poll()
        poll.register(self.client, 0)  # only whether the worker has gone
        while not self.proxy.released.wait(0.02):
            if poll.poll(0):
                raise Cut

    def message_up(self, kind, body):
        if kind != b"B":
            return
        statement = body.split(b"\0", 2)[1].decode()
        if statement in ("db_begin", "db_begin_single"):
            self.ran = set()
        self.ran.add(statement)
        rule = self.proxy.match(statement, self.ran)
        if rule and rule["when"] == "before":
            self.strike(rule)
        elif rule:
            self.awaited = rule

    def message_down(self, kind, body):
        if kind == b"C" and body == b"COMMIT\0" and self.awaited:
            rule, self.awaited = self.awaited, None
            self.strike(rule)

    def pump(self, source, target, first, look):
        data = b""
        try:
            while True:
                piece = source.recv(65536)
                if not piece:
                    break
                data += piece
                while len(data) >= (4 if first else 5):
                    start = 0 if first else 1
                    size = start + struct.unpack("!I", data[start : start + 4])[0]
                    if len(data) < size:
                        break
                    if not first:
                        look(data[:1], data[5:size])
                    first = False
                    target.sendall(data[:size])
                    data = data[size:]
        except (Cut, OSError):
            pass
        self.close()

    def start(self):
        threading.Thread(target=self.pump, args=(self.client, self.server, True, self.message_up), daemon=True).start()
        threading.Thread(target=self.pump, args=(self.server, self.client, False, self.message_down), daemon=True).start()


class Middle:
    def __init__(self, listen, upstream):
        self.upstream, self.rules, self.lock = upstream, [], threading.Lock()
        self.released = threading.Event()
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(listen)
        self.door.listen(200)

    def say(self, **event):
        with self.lock:
            print(json.dumps(event), flush=True)

    def match(self, statement, ran):
        with self.lock:
            for rule in self.rules:
                if rule["times"] > 0 and statement == rule["on"] and (not rule["has"] or rule["has"] in ran):
                    rule["times"] -= 1
                    return rule
        return None

    def commands(self):
        for text in sys.stdin:
            c = json.loads(text)
            if c.get("release"):
                self.released.set()
            elif c.get("clear"):
                with self.lock:
                    self.rules = []
            else:
                self.released.clear()
                with self.lock:
                    self.rules.append({"on": "db_commit", "has": "", "when": "before", "times": 1, **c})
            self.say(event="ok")
        os._exit(0)

    def serve(self):
        threading.Thread(target=self.commands, daemon=True).start()
        self.say(event="ok")
        while True:
            client = self.door.accept()[0]
            try:
                Line(self, client).start()
            except OSError:
                client.close()


class Proxy:
    """The program beside a site; the site's workers are moved behind it."""

    def __init__(self, site):
        self.folder = os.path.join(site.folder, "proxy")
        os.mkdir(self.folder)
        program = shutil.copy(__file__, os.path.join(self.folder, "pgproxy.py"))
        words = site.as_user([sys.executable, program, f"{self.folder}/.s.PGSQL.{PORT}", f"{site.run}/.s.PGSQL.{PORT}"])
        if os.getuid() == 0:
            shutil.chown(self.folder, "greenroom", "greenroom")
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd="/")
        self.events = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.wait("ok")
        site.configure("database", "socket", self.folder)
        site.restart()

    def _read(self):
        for text in self.process.stdout:
            self.events.put(json.loads(text))

    def wait(self, event):
        """The next such event; others before it are dropped."""
        while True:
            e = self.events.get(timeout=PATIENCE)
            if e["event"] == event:
                return e

    def _command(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()

    def rule(self, **rule):
        self._command(**rule)
        self.wait("ok")

    def clear(self):
        """No rules, nothing held, no events left."""
        self._command(release=True)
        self.wait("ok")
        self._command(clear=True)
        self.wait("ok")

    def stop(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)


if __name__ == "__main__":
    Middle(sys.argv[1], sys.argv[2]).serve()
