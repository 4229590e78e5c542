"""Every route of the table as every kind of actor, and with every kind of bad input: the table is read from the program itself."""

import base64
import json
import os
import re
import subprocess
import uuid

import pytest
import requests

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.each import for_each
from tests.support.site import ROOT
from tests.support.sounds import silence

ROUTES = [
    json.loads(line)
    for line in subprocess.run(
        [os.path.join(ROOT, "build/greenroom.fcgi"), "--routes"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
for r in ROUTES:
    r["fields"] = [f for f in r["fields"] if f["kind"] != "unsent"]  # a program never has it
FORMS = [r for r in ROUTES if r["method"] != "GET"]
WITH_FIELDS = [r for r in FORMS if r["fields"]]


def path_of(route, ids=None):
    path, given = route["path"], list(ids or [])
    while "{id}" in path:
        path = path.replace("{id}", given.pop(0) if given else str(uuid.uuid4()), 1)
    return path.replace("{n}", "1")


def call(program, route, path, body=None):
    """Without following: the bare answer."""
    method = route["method"]
    return program.http.request(method, program.base + path, json=None if method == "GET" else (body or {}), timeout=70, allow_redirects=False)


def sample(field):
    """A value that fits a field."""
    if field["kind"] in ("text", "raw"):
        return words("Some plain words") if field["max"] > 60 or field["max"] == 0 else "plain"
    return (
        {
            "password": "a quiet green room",
            "int": max(field["min"], 1) if field["max"] >= 1 else 0,
            "bool": True,
            "id": str(uuid.uuid4()),
            "date": "2027-01-31",
            "choice": (field["choices"] or "").split("|")[0],
            "texts": ["1"],
            "ints": [1],
            "sound": base64.b64encode(silence()).decode(),
        }.get(field["kind"])
        if field["kind"] not in ("object", "list")
        else ({f["name"]: sample(f) for f in field["of"]} if field["kind"] == "object" else [{f["name"]: sample(f) for f in field["of"]}])
    )


def body_of(route):
    return {f["name"]: sample(f) for f in route["fields"]}


@pytest.fixture(scope="module")
def owned(site):
    """Somebody with one of everything, and the ids of it all."""
    p = Program(site.base)
    p.call("POST", "/users/create", {"username": "o" + uuid.uuid4().hex[:10], "password": "a quiet green room"})
    proposal = p.call("POST", "/plan/suggest_new", {"role": "nurse", "context": "I can study 30 minutes a day."})["proposal_id"]
    p.call("POST", "/plan/approve_plan", {"proposal_id": proposal})
    topic = p.call("GET", "/plan/view")["plan_topics"][0]["topic_id"]
    session = p.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 15})["session_id"]
    question = p.call("POST", f"/study/generate_questions/{session}", {})["questions"][0]["question_id"]
    attempt = p.call("POST", f"/study/evaluate_answer/{session}", {"question_id": question, "answer": "I would speak calmly. " + words()})[
        "attempt_id"
    ]
    story = p.call("POST", f"/study/story/{question}", {})
    p.ids = {
        "proposal": proposal,
        "session": session,
        "question": question,
        "attempt": attempt,
        "story": story.get("story_id") or story["story"]["story_id"],
        "topic": topic,
    }
    return p


def owned_ids(route, ids):
    path = route["path"]
    if (
        path.startswith("/session/")
        or "/study/session/" in path
        or path.startswith("/study/generate")
        or path.startswith("/study/evaluate")
        or path.startswith("/speech/")
    ):
        return [ids["session"], ids["question"]]
    if path.startswith("/study/story"):
        return [ids["question"]]
    for part in ("attempt", "story", "proposal"):
        if f"/{part}/" in path:
            return [ids[part]]
    return []


def named(routes):
    return {f"{r['method']} {r['path']}": r for r in routes}


def test_nobody_gets_nothing_that_needs_a_login(site):
    p, b = Program(site.base), Browser(site.base)

    def check(route):
        p.http.cookies.clear()
        b.http.cookies.clear()
        answer = call(p, route, path_of(route))
        if route["who"] != "user":
            assert answer.status_code < 500
            return
        assert answer.status_code == 401 and answer.headers["Content-Type"] == "application/problem+json"
        if route["method"] == "GET":
            page = b.http.get(b.base + path_of(route), allow_redirects=False)
            assert page.status_code == 303 and page.headers["Location"].startswith("/login?next=")

    for_each(named(ROUTES), check)


def test_another_users_things_look_like_none(site, owned, program):
    drop = lambda a: {k: v for k, v in a.json().items() if k != "instance"}

    def check(route):
        body = body_of(route)
        if "question_id" in body:
            body["question_id"] = owned.ids["question"]
        theirs = call(program, route, path_of(route, owned_ids(route, owned.ids)), body)
        if "question_id" in body:
            body["question_id"] = str(uuid.uuid4())
        random = call(program, route, path_of(route), body)
        assert theirs.status_code == random.status_code == 404, (theirs.status_code, theirs.text[:300], random.status_code, random.text[:300])
        assert drop(theirs) == drop(random)

    for_each(named(r for r in ROUTES if "{id}" in r["path"]), check)


def test_an_owner_reads_what_is_theirs_and_reading_changes_nothing(site, owned):
    tables = [row[0] for row in site.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'gr' ORDER BY 1")]
    count = lambda: site.sql(
        "SELECT "
        + ", ".join(f"(SELECT string_agg(md5(t::text), ',' ORDER BY t::text) FROM gr.{t} t)" for t in tables if t not in ("logins", "throttle"))
    )
    before = count()

    def check(route):
        answer = owned.http.get(owned.base + path_of(route, owned_ids(route, owned.ids)), timeout=70, allow_redirects=False)
        assert answer.status_code in (200, 303, 404), answer.text[:300]
        if "{id}" in route["path"]:
            assert answer.status_code == 200, answer.text[:300]
        assert count() == before

    for_each(named(r for r in ROUTES if r["method"] == "GET"), check)


def test_an_expired_login_is_none(site, name):
    p = Program(site.base)
    user = p.call("POST", "/users/create", {"username": name, "password": "a quiet green room"})["user_id"]
    site.sql(f"UPDATE gr.logins SET expires = now() - interval '1 minute' WHERE user_id = '{user}'")
    cookies = dict(p.http.cookies)

    def check(route):
        p.http.cookies.clear()
        p.http.cookies.update(cookies)  # whatever an earlier answer said of them
        answer = call(p, route, path_of(route))
        assert answer.status_code == 401 if route["who"] == "user" else answer.status_code < 500

    for_each(named(ROUTES), check)
    assert site.sql(f"SELECT count(*) FROM gr.logins WHERE user_id = '{user}' AND expires < now()") == [["1"]]  # all of them met it


def test_a_form_without_its_token_or_from_a_foreign_page_changes_nothing(site, owned):
    def check(route):
        b = Browser(site.base)
        if route["who"] == "user":
            b.http.cookies.update(owned.http.cookies)
        fields = {"form": str(uuid.uuid4())}
        path = path_of(route, owned_ids(route, owned.ids))
        assert b.http.post(b.base + path, data=fields, allow_redirects=False).status_code == 403
        assert b.http.post(b.base + path, data={**fields, "token": "A" * 64}, allow_redirects=False).status_code == 403
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
            assert owned.http.post(owned.base + path, json={}, headers=headers, allow_redirects=False).status_code == 403

    for_each(named(r for r in FORMS if r["token"]), check)


# --- bad input -------------------------------------------------------------------------------------------------------------

BAD = {
    "text": 7,
    "raw": 7,
    "password": 7,
    "int": "seven",
    "bool": "perhaps",
    "id": "no-id",
    "date": "31.12.2027",
    "choice": "neither",
    "object": "text",
    "list": "text",
    "texts": "text",
    "ints": "text",
    "sound": "text",
}


def refused(program, route, owned, body, what):
    answer = call(program, route, path_of(route, owned_ids(route, owned.ids)), body)
    assert answer.status_code == 400, (what, answer.status_code, answer.text[:300])
    problem = answer.json()
    assert problem["problems"] and all(p["message"] for p in problem["problems"]), (what, problem)


def test_bad_input_is_refused_with_a_message(site, owned):
    def check(route):
        p = owned if route["who"] == "user" else Program(site.base)
        good = body_of(route)
        for field in route["fields"]:
            name = field["name"]
            refused(p, route, owned, {**good, name: BAD[field["kind"]]}, f"{name}: wrong type")
            if field["required"]:
                refused(p, route, owned, {k: v for k, v in good.items() if k != name}, f"{name}: missing")
            if field["kind"] in ("text", "raw") and field["max"]:
                refused(p, route, owned, {**good, name: "x" * (field["max"] + 1)}, f"{name}: too long")
            if field["kind"] == "int":
                refused(p, route, owned, {**good, name: field["max"] + 1}, f"{name}: too large")
        refused(p, route, owned, {**good, "user_id": str(uuid.uuid4())}, "undeclared")

    for_each(named(WITH_FIELDS), check)


def one_word(route):
    """Its first field that is one text, or None: it has only lists."""
    return next((f["name"] for f in route["fields"] if f["kind"] in ("text", "raw", "password", "id", "int", "date")), None)


def test_bytes_that_are_no_text_are_refused(site, owned):
    def check(route):
        b = Browser(site.base)
        if route["who"] == "user":
            b.http.cookies.update(owned.http.cookies)
            b.get("/about")
        else:
            b.get("/signup")
        token = [f.fields["token"] for f in b.page.forms if "token" in f.fields][0]
        path, field = path_of(route, owned_ids(route, owned.ids)), one_word(route)
        for bad in ("%ff%fe", "a%00b", "%ed%a0%80", "%c0%af"):
            answer = b.http.post(
                b.base + path,
                data=f"token={token}&{field}={bad}",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                allow_redirects=False,
            )
            assert answer.status_code == 400, (bad, answer.status_code)
        twice = b.http.post(
            b.base + path,
            data=f"token={token}&{field}=1&{field}=2",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            allow_redirects=False,
        )
        assert twice.status_code == 400

    for_each(named(r for r in WITH_FIELDS if one_word(r)), check)


def takes(path):
    """The methods of a path, by the table."""
    shape = lambda p: re.sub("{n}", "1", re.sub("{id}", "0123abcd-4567-489a-8bcd-ef0123456789", p))
    return {m for r in ROUTES if shape(r["path"]) == path for m in {"GET": ("GET", "HEAD"), "POST": ("POST",), "PUT": ("PUT", "POST")}[r["method"]]}


def test_other_methods_are_refused_and_those_that_are_taken_are_named(site):
    http = requests.Session()

    def check(path):
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"} - takes(path):
            for accept in ("text/html", "application/json"):
                answer = http.request(method, site.base + path, headers={"Accept": accept}, timeout=70)
                assert answer.status_code == 405, (method, answer.status_code)
                assert set(answer.headers["Allow"].split(", ")) == takes(path), (method, answer.headers["Allow"])

    for_each({path: path for path in sorted({path_of(r, ["0123abcd-4567-489a-8bcd-ef0123456789"] * 2) for r in ROUTES})}, check)


def test_methods_of_files_and_methods_that_nobody_takes(site):
    for method, path in (("TRACE", "/"), ("POST", "/openapi.json"), ("DELETE", "/openapi.json")):
        answer = requests.request(method, site.base + path, timeout=70)
        assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD", (method, path, answer.status_code)
    assert requests.request("CONNECT", site.base + "/", timeout=70).status_code in (400, 405)


def test_a_body_that_is_too_large_is_refused(site, owned):
    assert owned.http.post(owned.base + "/plan/chat", json={"text": "x" * 300_000}).status_code in (400, 413)
    assert owned.http.post(owned.base + "/plan/chat", data=b"x" * 2_000_000).status_code == 413


@pytest.mark.parametrize("path", ["/", "/none", "/signup", "/static/greenroom.css", "/static/none", "/session/x"])
def test_security_headers_stand_once_on_every_answer(site, path):
    answer = Program(site.base).http.get(site.base + path, headers={"Accept": "text/html"})
    for name in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
    ):
        values = answer.raw.headers.getlist(name)
        assert len(values) == 1, (name, values)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"] and "Server" in answer.headers and "/" not in answer.headers["Server"]


def test_every_case_that_fails_is_told_by_its_name():
    def check(number):
        assert number % 2, f"{number} is even"

    for_each({"one": 1, "three": 3}, check)
    with pytest.raises(AssertionError) as told:
        for_each({"one": 1, "two": 2, "three": 3, "four": 4}, check)
    assert (
        "2 of 4" in str(told.value) and "two: AssertionError" in str(told.value) and "4 is even" in str(told.value) and "three" not in str(told.value)
    )
    with pytest.raises(AssertionError):
        for_each({}, check)  # of nothing nothing is known
