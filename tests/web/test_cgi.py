"""The worker as a plain CGI program, one process a request, as deploy/shared-host.md has it: the same pages, forms and JSON."""

import http.cookies
import json
import os
import re
import urllib.parse

from tests.conftest import words
from tests.support.browser import Page

PASSWORD = "a quiet green room"


class Answer:
    def __init__(self, output):
        head, self.body = output.split(b"\r\n\r\n", 1)
        self.headers = {}
        self.cookies = {}
        for line in head.decode().split("\r\n"):
            name, value = line.split(": ", 1)
            self.headers[name.lower()] = value
            if name.lower() == "set-cookie":
                for cookie in http.cookies.SimpleCookie(value).values():
                    self.cookies[cookie.key] = cookie.value
        self.status = int(self.headers["status"].split()[0])


class Cgi:
    """What a web server does with a CGI program: variables, a body on standard input, an answer on standard output."""

    def __init__(self, site):
        self.site, self.cookies = site, {}

    def call(self, method, path, body=b"", kind="", **more):
        path, _, query = path.partition("?")
        variables = {
            "GREENROOM_CONF": os.path.join(self.site.var, "greenroom.conf"),
            "GATEWAY_INTERFACE": "CGI/1.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "/cgi-bin/greenroom.cgi",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_URI": path,
            "REMOTE_ADDR": "192.0.2.7",
            "HTTP_ACCEPT": "text/html",
            "HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "ASAN_OPTIONS": "detect_leaks=0",
        }
        if body or method != "GET":
            variables.update({"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind})
        variables.update(more)
        program = os.path.join(self.site.var, "app/bin/greenroom.fcgi")
        done = self.site.as_site_user("env", "-i", *(f"{k}={v}" for k, v in variables.items()), program, input=body, text=False)
        answer = Answer(done.stdout)
        self.cookies.update(answer.cookies)
        return answer

    def page(self, path):
        answer = self.call("GET", path)
        return answer, Page(answer.body.decode())

    def send(self, page, action, **values):
        form = [f for f in page.forms if f.action == action][0]
        body = urllib.parse.urlencode({**form.fields, **values}).encode()
        return self.call("POST", action, body, "application/x-www-form-urlencoded", HTTP_ORIGIN=self.site.base)


def test_a_page_comes_with_its_headers(site):
    answer, page = Cgi(site).page("/about")
    assert answer.status == 200 and answer.headers["content-type"] == "text/html; charset=utf-8" and "How your words are kept" in page.text
    assert int(answer.headers["content-length"]) == len(answer.body)
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "cache-control", "cross-origin-opener-policy"):
        assert name in answer.headers


def test_nothing_is_there_that_is_no_route(site):
    assert Cgi(site).page("/etc/passwd")[0].status == 404
    assert Cgi(site).call("POST", "/about", b"", "application/x-www-form-urlencoded").status == 405


def test_somebody_signs_up_tells_the_coach_and_reads_the_proposal(site, name):
    cgi, said = Cgi(site), words(
        "I am applying as a year 4 teacher, 30 minutes a day. Behaviour management scares me. The interview is in three weeks."
    )
    _, page = cgi.page("/signup")
    answer = cgi.send(page, "/users/create", username=name, password=PASSWORD)
    assert answer.status == 200 and b"<code>" in answer.body and "gr" in answer.cookies
    _, page = cgi.page("/chat")
    answer = cgi.send(page, "/plan/chat", text=said)
    assert answer.status == 200 and said.split()[0].encode() in answer.body
    _, page = cgi.page("/chat")
    assert cgi.send(page, "/plan/suggest_new").status == 200
    answer, page = cgi.page("/proposal")
    target = answer.headers.get("location", "/proposal")
    answer, page = cgi.page(urllib.parse.urlsplit(target).path)
    assert answer.status == 200 and re.search(r"ehaviour", page.text), page.text[:500]


def test_a_program_signs_up_and_reads_back(site, name):
    cgi = Cgi(site)
    body = json.dumps({"username": name, "password": PASSWORD}).encode()
    assert cgi.call("POST", "/users/create", body, "application/json").status in (200, 201)
    answer = cgi.call("GET", "/chat", HTTP_ACCEPT="application/json")
    assert answer.status == 200 and isinstance(json.loads(answer.body), dict)


def test_a_form_from_another_page_is_refused(site, name):
    cgi = Cgi(site)
    _, page = cgi.page("/signup")
    form = [f for f in page.forms if f.action == "/users/create"][0]
    body = urllib.parse.urlencode({**form.fields, "username": name, "password": PASSWORD}).encode()
    assert cgi.call("POST", "/users/create", body, "application/x-www-form-urlencoded", HTTP_ORIGIN="https://elsewhere.example").status == 403


def test_a_body_that_is_cut_off_changes_nothing(site, name):
    cgi = Cgi(site)
    _, page = cgi.page("/signup")
    form = [f for f in page.forms if f.action == "/users/create"][0]
    body = urllib.parse.urlencode({**form.fields, "username": name, "password": PASSWORD}).encode()
    cgi.call("POST", "/users/create", body, "application/x-www-form-urlencoded", HTTP_ORIGIN=site.base, CONTENT_LENGTH=str(len(body) + 10))
    _, page = cgi.page("/login")
    answer = cgi.send(page, "/users/login", username=name, password=PASSWORD)
    assert answer.status != 303 and b"/users/login" in answer.body


def test_a_settings_file_that_is_not_there_is_said_on_standard_error_and_nothing_is_served(site):
    program = os.path.join(site.var, "app/bin/greenroom.fcgi")
    done = site.as_site_user("env", "-i", "GREENROOM_CONF=/nowhere.conf", "REQUEST_METHOD=GET", "PATH_INFO=/about", program, check=False, input="")
    assert done.returncode == 78 and "/nowhere.conf" in done.stderr and done.stdout == ""
