"""What nobody sends by mistake: odd paths, odd framing, odd bodies, markup and log lines as text. No answer of
the site, nginx's own included, is a server error or without the security headers, and none says what it is made of."""

import json
import os
import re
import socket
import stat
import uuid

import pytest
import requests

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.patience import Watch, patient
from tests.support.walk import PASSWORD, Walk

HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
)
END = "Host: x\r\nConnection: close\r\n"


class Answer:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0].startswith("HTTP/") else None
        self.headers = [tuple(line.split(": ", 1)) for line in lines[1:]]

    def all(self, name):
        return [v for k, v in self.headers if k.lower() == name]

    def sound(self):
        assert all(len(self.all(name)) == 1 for name in HEADERS), self.headers
        assert self.all("server") == ["nginx"] and b"nginx" not in self.body
        assert "unsafe" not in self.all("content-security-policy")[0] and "default-src 'none'" in self.all("content-security-policy")[0]


def exchange(site, data, seconds=patient(10)):
    """Bytes to the site and all that comes back."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=seconds) as s:
        s.sendall(data if isinstance(data, bytes) else data.encode("latin-1"))
        got = b""
        try:
            while piece := s.recv(65536):
                got += piece
        except ConnectionResetError:
            pass
    return Answer(got)


# --- addresses --------------------------------------------------------------------------------------------------------------

PATHS = [
    ("/%2e%2e/etc/passwd", 400),
    ("/../../etc/passwd", 400),
    ("/static/../nginx/greenroom.conf", 404),
    ("/static/%2e%2e/%2e%2e/keys", 400),
    ("/static/..%2f..%2fkeys", 400),
    ("/static/..;/keys", 404),
    ("/static/", 403),
    ("/errors/404.html", 404),
    ("/%00", 400),
    ("/about%00", 400),
    ("/about/", 404),
    ("/ABOUT", 404),
    ("/about;x", 404),
    ("/about?x=1", 400),
    ("/about?%ff=%ff", 400),
    ("/.git/config", 404),
    ("/.env", 404),
    ("/session/x", 404),
    ("/plan/version/0", 404),
    ("/plan/version/1e1", 404),
    ("/" + "a" * 400, 404),
    ("/" + "a" * 9000, 414),
    ("*", 400),
    ("about", 400),
    ("/\xff", 404),
    ("/%ff", 404),
    ("/%c0%ae%c0%ae/", 404),
    ("/about\t", 400),
    ("/%0d%0aSet-Cookie:x=1", 404),
    ("//evil.example", 404),
    ("/\\evil.example", 404),
    ("/%5cevil.example", 404),
    ("http://evil.example/none", 404),
    ("/%25%32%65", 404),
    ("/about%20", 404),
]


@pytest.mark.parametrize("path, status", PATHS, ids=[repr(p[:40]) for p, _ in PATHS])
def test_an_odd_path_leads_nowhere(site, path, status):
    answer = exchange(site, f"GET {path} HTTP/1.1\r\n{END}\r\n")
    assert answer.status == status and not answer.all("location")
    answer.sound()
    assert not any("x=1" in v for v in answer.all("set-cookie"))


@pytest.mark.parametrize("path", ["/about", "/./about", "/%61bout", "//about", "/x/../about", "http://evil.example/about"])
def test_one_page_has_one_address_however_it_is_spelt(site, path):
    assert exchange(site, f"GET {path} HTTP/1.1\r\n{END}\r\n").status == 200


@pytest.mark.parametrize(
    "there",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/..//evil.example",
        "/.//evil.example",
        "/x//evil.example",
        "/a\r\nX-Y: z",
        "/%2f/evil",
        "",
        "/a?b=c",
        "/ü",
        "evil",
    ],
)
def test_after_logging_in_one_stays_here(site, user, there):
    b = Browser(site.base)
    b.get("/login")
    form = {**b.form("/users/login").fields, "username": user.name, "password": PASSWORD, "next": there}
    answer = b.http.post(b.base + "/users/login", data=form, allow_redirects=False)
    if answer.status_code == 303:
        assert answer.headers["Location"] == "/"
    assert "X-Y" not in answer.headers and answer.status_code in (303, 400)


@pytest.mark.parametrize(
    "name",
    [
        "Host",
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "Forwarded",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Accel-Redirect",
        "Proxy",
        "X-Real-IP",
        "X-Forwarded-Proto",
    ],
)
def test_a_header_that_claims_something_is_not_believed(site, name):
    plain = exchange(site, f"GET /login HTTP/1.1\r\n{END}\r\n")
    host = "" if name == "Host" else "Host: x\r\n"
    told = exchange(site, f"GET /login HTTP/1.1\r\n{host}{name}: evil.example\r\nConnection: close\r\n\r\n")
    assert told.status == 200 and b"evil.example" not in told.body and not any("evil" in v for _, v in told.headers)
    drop = lambda body: re.sub(rb"(value|<code[^>]*>)[^<]*", b"", body)
    assert len(drop(plain.body)) == len(drop(told.body))


# --- framing ----------------------------------------------------------------------------------------------------------------

REQUESTS = {
    "no host": ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "two hosts": ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400),
    "http 2.0": (f"GET /about HTTP/2.0\r\n{END}\r\n", 400),
    "http 2 preface": ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "tls": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 200, 400),
    "two lengths": (f"POST /try HTTP/1.1\r\n{END}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "length and chunks": (f"POST /try HTTP/1.1\r\n{END}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "chunked twice": (f"POST /try HTTP/1.1\r\n{END}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "another encoding": (f"POST /try HTTP/1.1\r\n{END}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    "less than nothing": (f"POST /try HTTP/1.1\r\n{END}Content-Length: -1\r\n\r\n", 400),
    "more than there are": (f"POST /try HTTP/1.1\r\n{END}Content-Length: 99999999999999999999\r\n\r\n", 400),
    "two MiB in chunks": (
        f"POST /plan/chat HTTP/1.1\r\n{END}Transfer-Encoding: chunked\r\n\r\n"
        + "".join("10000\r\n" + "x" * 65536 + "\r\n" for _ in range(32))
        + "0\r\n\r\n",
        413,
    ),
    "a folded header": (f"GET /about HTTP/1.1\r\n{END}X-A: b\r\n c\r\n\r\n", 400),
    "a blank before the colon": (f"GET /about HTTP/1.1\r\n{END}X-A : b\r\n\r\n", 400),
    "a NUL in a header": (f"GET /about HTTP/1.1\r\n{END}X-A: b\0c\r\n\r\n", 400),
    "many headers": (f"GET /about HTTP/1.1\r\n{END}" + "".join(f"X-{i}: 1\r\n" for i in range(5000)) + "\r\n", 431),
    "100 KB of cookie": (f"GET /about HTTP/1.1\r\n{END}Cookie: gr={'a' * 100000}\r\n\r\n", 431),
    "a cookie that is none": (f"GET /about HTTP/1.1\r\n{END}Cookie: gr={'a' * 7000}; gr; =; gr=%00\r\n\r\n", 200),
    "600 cookies": (f"GET /about HTTP/1.1\r\n{END}Cookie: " + "; ".join(f"gr={i}" for i in range(600)) + "\r\n\r\n", 200),
    "methods are told by case": (f"get /about HTTP/1.1\r\n{END}\r\n", 400),
    "a program's claims": (f"GET /about HTTP/1.1\r\n{END}REMOTE_ADDR: 1.2.3.4\r\nSCRIPT_NAME: /x\r\nHTTPS: on\r\n\r\n", 200),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_odd_framing_is_refused_or_means_nothing(site, name):
    data, status = REQUESTS[name]
    answer = exchange(site, data)
    assert answer.status == status
    answer.sound()


def test_chunks_that_are_in_order_are_a_body(site):
    answer = exchange(
        site, f"POST /users/login HTTP/1.1\r\n{END}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"
    )
    assert answer.status == 400 and json.loads(answer.body)["problems"]


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 100,
        "text/plain;application/json",
        "application/x-www-form-urlencoded; charset=utf-7",
    ],
)
def test_a_kind_of_body_that_no_form_sends_changes_nothing(site, program, kind):
    before = site.sql("SELECT count(*) FROM gr.chat_messages")
    for body in (b'{"text": "x"}', b"text=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n--x--'):
        answer = program.http.post(program.base + "/plan/chat", data=body, headers={"Content-Type": kind})
        assert answer.status_code in (400, 403), answer.status_code
    assert site.sql("SELECT count(*) FROM gr.chat_messages") == before


BODIES = {
    "the same key twice": '{"text":"a","text":"b"}',
    "... the second escaped": '{"text":"a","te\\u0078t":"b"}',
    "deep lists": '{"text":' + "[" * 100000 + "]" * 100000 + "}",
    "deep objects": '{"a":' * 50000 + "1" + "}" * 50000,
    "a number beyond": '{"text":1e999999}',
    "a long number": '{"text":123456789012345678901234567890}',
    "half a pair": '{"text":"\\ud800"}',
    "the other half": '{"text":"\\udc00 x"}',
    "a pair turned round": '{"text":"\\udc00\\ud800"}',
    "half a pair raw": b'{"text":"\xed\xa0\x80"}',
    "NUL": '{"text":"a\\u0000b"}',
    "NUL raw": b'{"text":"a\x00b"}',
    "a control sign": '{"text":"a\\u001b[31m"}',
    "overlong": b'{"text":"\xc0\xaf"}',
    "a byte order mark": '\ufeff{"text":"a"}',
    "UTF-16": '{"text":"a"}'.encode("utf-16"),
    "more after it": '{"text":"a"} x',
    "a comment": '{"text":"a"/**/}',
    "single quotes": "{'text':'a'}",
    "NaN": '{"text":NaN}',
    "a list": "[]",
    "null": "null",
    "a text": '"x"',
    "nothing": "",
    "user_id": '{"text":"a","user_id":"0123abcd-4567-489a-8bcd-ef0123456789"}',
    "state": '{"text":"a","state":2}',
    "score": '{"text":"a","score":10}',
    "__proto__": '{"text":"a","__proto__":{"x":1}}',
    "a dotted name": '{"text":"a","form.id":"x"}',
    "an object for a text": '{"text":{"a":"b"}}',
    "a name with NUL": '{"te\\u0000xt":"a"}',
    "20,000 names": "{" + ",".join(f'"k{i}":1' for i in range(20000)) + "}",
}


@pytest.mark.parametrize("case", BODIES)
def test_an_odd_document_is_refused(program, case):
    body = BODIES[case]
    answer = program.http.post(
        program.base + "/plan/chat", data=body.encode() if isinstance(body, str) else body, headers={"Content-Type": "application/json"}, timeout=70
    )
    assert answer.status_code in (400, 413) and answer.json()["status"] == answer.status_code
    assert program.call("GET", "/chat")["turns"] == []


@pytest.mark.parametrize(
    "body",
    [
        "&".join(f"k{i}=1" for i in range(20000)),
        "%" * 100,
        "&" * 100000,
        "=" * 1000,
        "text=a&text=b",
        "text=a&text=a",
        "a" * 200,
        "text[]=x",
        "text%00=x",
        "text=%zz",
        "te%78t=a&text=b",
    ],
)
def test_an_odd_form_is_refused(user, body):
    user.get("/chat")
    token = user.form("/plan/chat").fields["token"]
    for data in (f"token={token}&{body}", f"{body}&token={token}"):
        answer = user.http.post(user.base + "/plan/chat", data=data, headers={"Content-Type": "application/x-www-form-urlencoded"}, timeout=70)
        assert answer.status_code in (400, 403, 413), answer.status_code
    user.get("/chat")
    assert "The coach asks" not in user.page.text and len(user.page.source) < 60000


def test_a_body_that_dribbles_in_is_cut_off_and_others_do_not_notice(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=patient(10)) as slow:
        slow.sendall(f"POST /users/login HTTP/1.1\r\n{END}Content-Length: 1000\r\nContent-Type: application/json\r\n\r\n".encode())
        watch = Watch()
        idle = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(300)]
        times = []
        for _ in range(20):
            asked = Watch()
            assert requests.get(site.base + "/about", timeout=70).status_code == 200
            times.append(asked.within(1))
        assert times.count(False) <= 1
        try:
            assert b"200" not in slow.recv(100)
        except ConnectionResetError:
            pass
        assert watch.within(20) and watch.seconds > 10, watch
        for one in idle:
            one.close()


# --- markup -----------------------------------------------------------------------------------------------------------------

LIVE = """'"></textarea></title></option><script>alert(1)</script><img src=//evil.example onerror=alert(1)>&lt;b&gt;{{token}}{{%AUTOESCAPE}}${7*7}%n%s<!--[a](javascript:alert(1))![b](//evil.example/x)"""


SHORT = """'"></textarea><script>alert(1)</script>"""


class Hostile(Walk):
    def words(self, text):
        one = f"{text} {LIVE if len(text) > 20 else SHORT} {uuid.uuid4().hex[:8]}"
        self.typed.append(one)
        return one


@pytest.fixture(scope="module")
def hostile(site):
    p = Program(site.base)
    w = Hostile(p.call, "x" + uuid.uuid4().hex[:12])
    w.sign_up()
    p.call("POST", "/settings/profile", {"name": SHORT, "role": SHORT, "zone": "Europe/Berlin"})
    w.tell().plan_it().practise().tell_a_story().look_back().change_the_plan().begin_another()
    w.program = p
    return w


def test_what_people_type_is_text_on_every_page(site, hostile):
    b, shown = Browser(site.base), 0
    b.http.cookies.update(hostile.program.http.cookies)
    for path in sorted(set(hostile.pages().values())):
        b.get(path)
        assert b.status in (200, 303), path
        if not b.headers["Content-Type"].startswith("text/html"):
            continue
        source = b.page.source
        assert (
            "<script>alert" not in source and "<img src=//evil" not in source and "</textarea></title>" not in source and "<!--[a]" not in source
        ), path
        assert 'href="javascript:' not in source and "${49}" not in source, path
        shown += source.count("&lt;script&gt;alert")
    assert shown > 20


def test_a_form_gives_back_what_was_typed_letter_for_letter(site, hostile):
    b = Browser(site.base)
    b.http.cookies.update(hostile.program.http.cookies)
    b.get("/chat")
    b.send("/plan/chat", text=LIVE + "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + "x" * 200_000, status=400)
    assert b.form("/plan/chat").fields["text"].startswith(LIVE)


def test_files_are_files_and_their_text_is_text(hostile):
    for path, name in (("/stories.md", "stories.md"), ("/notes.md", "progress.md")):
        answer = hostile.program.http.get(hostile.program.base + path)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"' and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8" and answer.headers["Cache-Control"] == "no-store"
        live = re.findall(r"(?<!\\)(?:<script|<img|\[a\]|\[b\])", answer.text)
        assert not live and "alert(1)" in answer.text, live
    export = hostile.program.http.post(hostile.program.base + "/settings/export", json={"current": PASSWORD})
    assert export.headers["Content-Disposition"] == 'attachment; filename="greenroom.json"' and export.headers["Content-Type"] == "application/json"
    text = json.dumps(export.json(), ensure_ascii=False)
    missing = [one for one in hostile.typed[1:] if json.dumps(one, ensure_ascii=False)[1:-1] not in text]
    assert not missing


# --- log lines --------------------------------------------------------------------------------------------------------------


def test_a_line_of_the_log_is_one_line_whatever_is_asked_for(site):
    site.fresh_logs()
    for line in ("/x%0a%7b%22level%22:%22alert%22%7d", "/%1b%5b31mred", "/%22,%22status%22:200,%22x%22:%22", "/\xff\xfe"):
        exchange(
            site,
            f'GET {line} HTTP/1.1\r\nHost: x\r\nUser-Agent: a\x1b[31m"}}\\n{{\r\nReferer: http://evil.example/{words()}\r\nCookie: gr={words()}\r\nConnection: close\r\n\r\n',
        )
        exchange(site, f"GET {line}?{words()} HTTP/1.1\r\n{END}\r\n")
    requests.post(
        site.base + "/users/login",
        json={"username": '\n{"level":"alert"}', "password": words()},
        headers={"Idempotency-Key": "\x1b[31m", "X-Request-Id": "forged"},
    )
    seen = 0
    for name, text in site.fresh_logs().items():
        assert "\x1b" not in text and "evil.example" not in text and "forged" not in text, name
        if name.startswith("worker") or "access" in name:
            for line in text.splitlines():
                assert line.startswith("Child") or json.loads(line)["time"], line
                seen += 1
    assert seen >= 8


# --- what another process can see --------------------------------------------------------------------------------------------


def test_no_secret_is_in_an_environment_a_command_line_or_a_file_that_others_can_read(site):
    keys = [line.split(":")[1].strip() for line in open(os.path.join(site.var, "keys")) if ":" in line]
    assert len(keys) >= 2
    for pool in ("pages", "coach", "door"):
        for pid in site.workers(pool):
            for what in ("environ", "cmdline"):
                held = open(f"/proc/{pid}/{what}", "rb").read().lower()
                assert not any(key.encode() in held for key in keys)
            limits = open(f"/proc/{pid}/limits").read()
            assert re.search(r"Max core file size\s+0\s+0", limits) or "0" in open("/proc/sys/fs/suid_dumpable").read()
            assert os.stat(f"/proc/{pid}/mem").st_uid == 0  # not dumpable: root's alone
    for folder, _, files in os.walk(site.var):
        for one in files:
            path = os.path.join(folder, one)
            mode = os.stat(path).st_mode
            assert not mode & stat.S_IWOTH or stat.S_ISSOCK(mode), path
            if not os.path.islink(path) and stat.S_ISREG(mode) and os.path.getsize(path) < 1_000_000 and mode & stat.S_IROTH:
                assert not any(key.encode() in open(path, "rb").read().lower() for key in keys), path
    assert stat.S_IMODE(os.stat(os.path.join(site.var, "keys")).st_mode) == 0o400


def test_programs_can_not_start_others_nor_be_written_over(site):
    for pool in ("pages", "coach", "door"):
        for pid in site.workers(pool):
            maps = open(f"/proc/{pid}/maps").read()
            assert not re.search(r" rwx", maps), "memory that can be written and run"
