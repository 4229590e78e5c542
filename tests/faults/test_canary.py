"""A marked text typed into every field there is, as a browser and as a program: nothing on disk has it in the clear, nor
in any of the usual disguises. Not the database, its log of changes or its dump, not a log, not a temporary file, not the web server."""

import base64
import glob
import json
import os
import re
import signal
import socket
import subprocess
import uuid

import pytest
import requests

from tests.faults.conftest import ANSWER, Later
from tests.support.browser import Browser, Program
from tests.support.sounds import wav

pytestmark = pytest.mark.xdist_group("faults")


class Marked:
    """Texts that all begin with one mark which nothing else in the world holds."""

    def __init__(self):
        self.mark, self.n = "cnry" + uuid.uuid4().hex[:12], 0

    def __call__(self, text=""):
        self.n += 1
        return f"{self.mark}{self.n:04d} {text}".strip()

    def disguises(self):
        """The mark as it may lie on a disk."""
        plain = self.mark.encode()
        forms = {
            "plain": plain,
            "upper": plain.upper(),
            "UTF-16 LE": self.mark.encode("utf-16-le"),
            "UTF-16 BE": self.mark.encode("utf-16-be"),
            "hex": plain.hex().encode(),
            "upper hex": plain.hex().upper().encode(),
            "reversed": plain[::-1],
        }
        for shift, sure in ((0, 0), (1, 2), (2, 3)):  # base64 depends on where the text begins; from `sure` on it holds nothing else
            forms[f"base64 at {shift}"] = base64.b64encode(b"\0" * shift + plain)[sure : sure + 20]
        return forms

    def places(self, folders):
        """Where it is found: (file, disguise)."""
        found, forms = [], self.disguises()
        for folder in folders:
            for path in glob.glob(os.path.join(folder, "**"), recursive=True, include_hidden=True):
                try:
                    with open(path, "rb") as f:
                        data = f.read()
                except (IsADirectoryError, FileNotFoundError, OSError):
                    continue
                found += [(path, name) for name, form in forms.items() if form in data]
        return found


@pytest.fixture
def marked():
    return Marked()


def dump(site):
    """pg_dump, as the role that makes backups."""
    folder = os.path.join(site.folder, "dumped")
    os.makedirs(folder, exist_ok=True)
    done = subprocess.run(site.as_user(["pg_dump", "-h", site.run, "-U", "gr_backup", "greenroom"]), capture_output=True, cwd="/", check=True)
    with open(os.path.join(folder, "dump.sql"), "wb") as f:
        f.write(done.stdout)
    assert b"COPY gr.attempts" in done.stdout
    return folder


def everywhere(site):
    """All that the site has on disk, written out, with its backup."""
    site.sql("CHECKPOINT")
    return [site.var, site.run, dump(site)]


def routes(site):
    said = subprocess.run([os.path.join(site.var, "app/bin/greenroom.fcgi"), "--routes"], capture_output=True, text=True, check=True).stdout
    return [r for r in map(json.loads, said.splitlines()) if r["method"] != "GET"]


def typed(field, text, ids):
    """A value for a field: marked wherever a person can write."""
    kind = field["kind"]
    if kind == "sound":
        return base64.b64encode(wav(text("what is said in it").encode())).decode()
    if kind in ("unsent", "text", "raw", "password", "choice"):
        return text(ANSWER if kind == "raw" else "quiet room")
    if kind == "object":
        return {f["name"]: typed(f, text, ids) for f in field["of"]}
    if kind == "list":
        return [{f["name"]: typed(f, text, ids) for f in field["of"]}]
    return {
        "texts": [text()],
        "id": ids.get(field["name"], str(uuid.uuid4())),
        "int": max(field["min"], 1),
        "ints": [max(field["min"], 1)],
        "bool": True,
        "date": "2031-02-03",
    }[kind]


def flat(value, name=""):
    """As a form's fields: plan_topics.1.name."""
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in flat(inner, f"{name}.{key}" if name else key).items()}
    if isinstance(value, list):
        return {k: v for i, inner in enumerate(value) for k, v in flat(inner, f"{name}.{i + 1}").items()}
    return {name: ("1" if value is True else str(value))}


def path_of(route, ids):
    path = route["path"].replace("{n}", "1")
    wanted = {
        "/speech/answer": ["session_id", "question_id"],
        "/plan/proposal": ["proposal_id"],
        "/study/session": ["session_id", "question_id"],
        "/study/story": ["question_id"],
        "/study": ["session_id"],
        "/attempt": ["attempt_id"],
        "/session": ["session_id"],
        "/story": ["story_id"],
    }
    for name in [names for start, names in wanted.items() if path.startswith(start + "/")][:1]:
        for one in name:
            path = path.replace("{id}", ids[one], 1)
    return path


def walk(site, text, name):
    """The main job with marked words everywhere, all of it stored. Returns the program, and the ids of what it made."""
    p = Program(site.base)
    p.call("POST", "/users/create", {"username": name, "password": text("quiet room"), "name": text(), "try_question": text(), "try_answer": text()})
    p.password = text("louder room")
    p.call("POST", "/plan/chat", {"text": f"I am applying as a nurse, half an hour a day. {text()}"})
    p.call("POST", "/plan/facts", {"role": text("nurse"), "minutes": 30, "days": text(), "weak": text(), "strong": text(), "motivation": text()})
    proposal = p.call("POST", "/plan/suggest_new", {"role": text("nurse"), "context": text()})
    topics = [
        {**{k: v for k, v in t.items() if v is not None}, "name": text(), "description": text(), "expected_outcome": text()}
        for t in proposal["plan_topics"]
    ]
    overview = {"target_role": text(), "time_horizon_weeks": 4, "rationale": text()}
    edited = p.call("POST", f"/plan/proposal/{proposal['proposal_id']}/edit", {"plan_overview": overview, "plan_topics": topics})
    plan = p.call("POST", "/plan/approve_plan", {"proposal_id": edited["proposal_id"], "version": edited["version"]})
    change = p.call("POST", "/plan/suggest_changes", {"feedback": [text("less of everything")], "context": text()})
    topic = plan["plan_topics"][0]["topic_id"]
    session = p.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 20})["session_id"]
    questions = [q["question_id"] for q in p.call("POST", f"/study/generate_questions/{session}", {})["questions"]]
    p.call("POST", f"/study/session/{session}/draft/{questions[1]}", {"answer": text("a draft")})
    mark = p.call("POST", f"/study/evaluate_answer/{session}", {"question_id": questions[0], "answer": f"{text()} {ANSWER}"})
    tick = next(a for a in mark["anchors"] if not a["landed"])
    p.call("POST", f"/attempt/{mark['attempt_id']}/correct", {"name": tick["name"], "landed": True, "quote": mark["answer"]})
    p.call("POST", f"/attempt/{mark['attempt_id']}/objection", {"objection": text(), "left_out": True})
    story = p.call("POST", f"/study/story/{questions[0]}", {})
    parts = {part: text() for part in ("story_title", "situation", "task", "action", "result", "lesson", "text")}
    p.call("POST", f"/story/{story['story_id']}/save", {**parts, "version": story["version"]})
    p.call("PUT", "/study/end_session", {"session_id": session})
    p.call("POST", f"/session/{session}/reconcile", {})
    p.call("POST", "/notes/correct", {"topic": topic, "corrected": text(), "version": 1})
    p.call("POST", "/settings/profile", {"name": text(), "role": text(), "zone": "UTC"})
    return p, {
        "proposal_id": change["proposal_id"],
        "session_id": session,
        "question_id": questions[2],
        "attempt_id": mark["attempt_id"],
        "story_id": story["story_id"],
        "topic_id": topic,
        "topic": topic,
    }


def stored(site, name, program, first_password, mark):
    """The marked texts in what the user may download of themselves: what is kept indeed."""
    answer = program.http.post(site.base + "/settings/export", json={"current": first_password}, timeout=60)
    assert answer.status_code == 200
    return set(re.findall(mark + r"\d{4}", answer.text))


def test_nothing_typed_lies_on_disk_in_the_clear(site, marked, proxy):
    name = f"{marked.mark}x"
    program, ids = walk(site, marked, name)
    password = f"{marked.mark}0001 quiet room"
    kept = stored(site, name, program, password, marked.mark)
    assert len(kept) >= 25, len(kept)  # all of this is there, for its user
    # everything once more, into every field of every form there is, whether it is taken or not; the account's end last
    table = routes(site)
    browser = Browser(site.base)
    browser.http.cookies = program.http.cookies
    browser.get("/settings")
    token = browser.form("/settings/profile").fields["token"]
    nobody = Browser(site.base)
    nobody.get("/signup")
    for route in sorted(table, key=lambda r: "delete" in r["path"] or "logout" in r["path"] or "logins" in r["path"]):
        path, body = path_of(route, ids), {f["name"]: typed(f, marked, ids) for f in route["fields"]}
        if "next" in body:
            body["next"] = "/"  # where to go on: an address, which a person does not write
        who = nobody if route["who"] == "nobody" else browser
        form = {**flat(body), "token": token if who is browser else nobody.form("/users/create").fields["token"], "form": str(uuid.uuid4())}
        answer = who.http.post(site.base + path, data=form, headers={"Origin": site.base}, timeout=60, allow_redirects=False)
        assert answer.status_code < 500, (path, answer.status_code, answer.text[:300])
        answer = program.http.request(route["method"], site.base + path, json=body, timeout=60, allow_redirects=False)
        assert answer.status_code < 500, (path, answer.status_code, answer.text[:300])
    # a login that has run out, a worker that is killed, and a wrong turn, each with words in them
    user = program_user(site, name, password)
    browser.http.cookies = user.http.cookies
    browser.get("/chat")
    fields = {**browser.form("/plan/chat").fields, "text": marked(ANSWER)}
    proxy.rule(do="hold", when="before", has="idempotency_claim")
    sent = Later(browser.post, "/plan/chat", fields)
    os.kill(proxy.wait("held")["pid"], 9)
    sent.result()
    site.sql("UPDATE gr.logins SET idle_until = now() - interval '1 second'")
    browser.post("/plan/chat", {**fields, "text": marked(ANSWER)})
    nobody.get("/no/such/page")
    user = program_user(site, name, password)
    user.http.post(site.base + "/plan/chat", data="{" + marked(), headers={"Content-Type": "application/json"}, timeout=60)
    user.http.post(
        site.base + "/plan/chat",
        data=("text=" + marked() + "%00%ff").encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=60,
    )
    user.http.post(site.base + "/plan/chat", data=(marked() + "x" * 2_000_000).encode(), headers={"Content-Type": "application/json"}, timeout=60)
    user.call("POST", "/plan/chat", {"text": "ok", marked(): marked()}, status=400)
    site.hourly()
    assert site.sql("SELECT count(*) FROM gr.parked") != [["0"]] and marked.n > 120
    assert marked.places(everywhere(site)) == []


def program_user(site, name, password):
    p = Program(site.base)
    p.call("POST", "/users/login", {"username": name, "password": password})
    return p


def test_the_search_finds_what_is_not_sealed(site, marked):
    """The same search, of a text that was put into the database, a log and a temporary file as it is."""
    site.sql(f"CREATE TABLE gr.planted AS SELECT '{marked()}'::text AS open; GRANT SELECT ON gr.planted TO gr_backup")
    disguised = os.path.join(site.run, "tmp", "planted")
    try:
        text = marked("a b c")
        with open(disguised, "wb") as f:
            f.write(
                b"".join(
                    [text.encode("utf-16-le"), text.encode().hex().encode()] + [base64.b64encode(b"x" * n + text.encode()) + b"\n" for n in range(3)]
                )
            )
        found = marked.places(everywhere(site))
    finally:
        site.sql("DROP TABLE gr.planted")
        os.remove(disguised)
    assert {name for path, name in found if path == disguised} >= {"UTF-16 LE", "hex", "base64 at 0", "base64 at 1", "base64 at 2"}
    files = {path for path, name in found if name == "plain"}
    assert any("/pg/base/" in f for f in files) and any("/pg_wal/" in f for f in files) and any(f.endswith("dump.sql") for f in files)


# --- the web server ---


def nginx_processes(site):
    with open(os.path.join(site.run, "nginx.pid")) as f:
        master = int(f.read())
    found = [master]
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                if int(f.read().rsplit(")", 1)[1].split()[1]) == master:
                    found.append(int(pid))
        except OSError:
            continue
    return found


def files_of(site):
    """Files that nginx has open, deleted ones too, but for its logs; and what lies in its temporary folders."""
    found = []
    for pid in nginx_processes(site):
        for fd in os.listdir(f"/proc/{pid}/fd"):
            try:
                target = os.readlink(f"/proc/{pid}/fd/{fd}")
            except OSError:
                continue
            if target.startswith("/") and not target.startswith(("/dev/", os.path.join(site.var, "log"))):
                found.append(target)
    return found + [p for p in glob.glob(os.path.join(site.run, "tmp", "**"), recursive=True) if os.path.isfile(p)]


def test_a_body_that_is_still_coming_in_is_nowhere_on_disk(site, asked, marked):
    body = json.dumps({"text": marked() + " " + "words " * 9000}).encode()
    body = body + b" " * (250_000 - len(body))
    head = (
        f"POST /plan/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Cookie: gr={asked.program.http.cookies['gr']}\r\n\r\n"
    ).encode()
    before = files_of(site)
    with socket.create_connection(("127.0.0.1", site.port)) as s:
        s.sendall(head + body[:200_000])
        for _ in range(20):  # while it is held open
            assert files_of(site) == before
        s.sendall(body[200_000:])
        answer = s.recv(65536)
    assert answer.split()[1] == b"200", answer[:300]
    assert marked.places([site.run, os.path.join(site.var, "log")]) == []


def test_an_answer_for_a_slow_browser_is_nowhere_on_disk(site, asked):
    for _ in range(3):
        asked.program.call("POST", "/plan/chat", {"text": "words " * 9000})
    before = files_of(site)
    with socket.create_connection(("127.0.0.1", site.port)) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.sendall(f"GET /chat HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: gr={asked.program.http.cookies['gr']}\r\n\r\n".encode())
        first = s.recv(1024)
        for _ in range(20):
            assert files_of(site) == before
        size = len(first)
        while piece := s.recv(65536):
            size += len(piece)
    assert size > 150_000


# --- memory ---


def test_no_process_of_ours_leaves_a_core_file(site, asked, proxy):
    """A process that may not be dumped belongs to root in /proc, whoever it runs as."""
    proxy.rule(do="hold", when="before", has="idempotency_claim")
    ended = Later(asked.program.call, "PUT", "/study/end_session", {"session_id": asked.session})
    worker = proxy.wait("held")["pid"]
    pids = [worker, *site.workers("pages"), *site.workers("coach"), *site.workers("door")]
    proxy.clear()
    ended.result()
    proxy.rule(do="hold", when="before", has="call_insert")
    run = Later(site.hourly)
    pids.append(proxy.wait("held")["pid"])
    assert len(pids) > 10
    for pid in pids:
        assert os.stat(f"/proc/{pid}/mem").st_uid == 0, pid
    proxy.clear()
    run.result()


# --- what nginx says by itself ---


def test_what_nginx_refuses_leaves_neither_query_nor_address_in_a_log(site, marked):
    """It throttles, takes no body so large, finds no file and reaches no worker: each a line of its own making, if it made any."""
    conf = os.path.join(site.var, "app/nginx/greenroom.conf")
    with open(conf) as f:
        before = f.read()
    assert "rate=100000r/s" in before
    nginx = nginx_processes(site)[0]

    def reload(text):
        workers = set(nginx_processes(site))
        with open(conf, "w") as f:
            f.write(text)
        os.kill(nginx, signal.SIGHUP)
        site.wait_for(lambda: set(nginx_processes(site)) & workers == {nginx} and len(nginx_processes(site)) > 1)

    seen = set()
    site.fresh_logs()
    reload(before.replace("rate=100000r/s", "rate=1r/s").replace("burst=400", "burst=4").replace("pages.sock", "nobody.sock"))
    try:
        for path in ["/signup", "/about", "/static/none.css", "/chat"] * 4:
            seen.add(requests.get(f"{site.base}{path}?secret={marked()}").status_code)
        seen.add(requests.post(f"{site.base}/static/x?secret={marked()}", data=b"x" * 2_000_000).status_code)
    finally:
        reload(before)
    assert {429, 404, 413, 502} <= seen, seen
    logs = "".join(text for name, text in site.fresh_logs().items() if name.startswith("nginx"))
    assert '"status":429' in logs and "127.0.0.0" in logs and "127.0.0.1" not in logs and "secret=" not in logs
    assert marked.places([os.path.join(site.var, "log")]) == []
