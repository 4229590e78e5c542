"""static/openapi.json against what OpenAPI 3.1 asks for, against the program's own table of routes, and against live answers."""

import base64
import datetime
import json
import os
import re
import subprocess
import uuid

import jsonschema
import pytest

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.each import for_each
from tests.support.site import ROOT
from tests.support.sounds import GO_FORWARD
from tests.support.walk import PASSWORD, Walk

DOC = json.load(open(os.path.join(ROOT, "static/openapi.json")))
ROUTES = [
    json.loads(line)
    for line in subprocess.run(
        [os.path.join(ROOT, "build/greenroom.fcgi"), "--routes"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
METHODS = ("get", "put", "post")
SCHEMA = jsonschema.Draft202012Validator  # OpenAPI 3.1's schemas are of this draft

formats = jsonschema.FormatChecker(("uuid", "date"))


@formats.checks("date-time", raises=ValueError)
def is_moment(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value) and datetime.datetime.fromisoformat(value[:-1]))


def follow(value):
    """What a reference points to."""
    while "$ref" in value:
        at = DOC
        for part in value["$ref"].removeprefix("#/").split("/"):
            at = at[part]
        value = at
    return value


def operations():
    return [(method, path, item[method]) for path, item in DOC["paths"].items() for method in METHODS if method in item]


def closed(schema):
    """A schema with every reference in its place that takes nothing it does not describe."""
    schema = dict(follow(schema))
    for part in schema.pop("allOf", ()):
        base = closed(part)
        schema["properties"] = {**base["properties"], **schema["properties"]}
        schema["required"] = base.get("required", []) + schema.get("required", [])
    for name, inner in (
        ("items", closed),
        ("anyOf", lambda list_: [closed(s) for s in list_]),
        ("properties", lambda all_: {k: closed(s) for k, s in all_.items()}),
    ):
        if name in schema:
            schema[name] = inner(schema[name])
    if "properties" in schema:
        schema["additionalProperties"] = False
    return schema


def check(schema, value, what):
    wrong = sorted(SCHEMA(closed(schema), format_checker=formats).iter_errors(value), key=str)
    assert not wrong, "\n".join(f"{what}: {'.'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in wrong[:10])


# --- as OpenAPI 3.1 has it --------------------------------------------------------------------------------------------------


def text_object(*required, **properties):
    return {"type": "object", "required": list(required), "properties": properties, "patternProperties": {"^x-": {}}, "additionalProperties": False}


def test_it_is_an_openapi_3_1_document():
    any_, text = {}, {"type": "string"}
    schema_or_ref = {"type": ["object", "boolean"]}
    media = text_object("schema", schema=schema_or_ref, example=any_)
    content = {"type": "object", "minProperties": 1, "propertyNames": {"pattern": "^[a-z]+/[a-z+]+$"}, "additionalProperties": media}
    header = text_object("schema", schema=schema_or_ref, description=text)
    ref = text_object("$ref", **{"$ref": {"type": "string", "pattern": "^#/components/(schemas|responses|parameters)/[A-Za-z]+$"}})
    response = {
        "anyOf": [ref, text_object("description", description=text, content=content, headers={"type": "object", "additionalProperties": header})]
    }
    parameter = {
        "anyOf": [
            ref,
            text_object(
                "name",
                "in",
                "schema",
                **{
                    "name": text,
                    "in": {"enum": ["query", "path", "header", "cookie"]},
                    "required": {"type": "boolean"},
                    "description": text,
                    "schema": schema_or_ref,
                    "example": any_,
                },
            ),
        ]
    }
    operation = text_object(
        "operationId",
        "summary",
        "tags",
        "responses",
        operationId={"type": "string", "pattern": "^[a-z_]+$"},
        summary=text,
        description=text,
        tags={"type": "array", "items": text, "minItems": 1},
        security={"type": "array", "items": {"type": "object", "additionalProperties": {"type": "array"}}},
        parameters={"type": "array", "items": parameter},
        requestBody=text_object("content", content=content, required={"type": "boolean"}),
        responses={
            "type": "object",
            "required": ["200", "default"],
            "propertyNames": {"pattern": "^([1-5][0-9][0-9]|default)$"},
            "additionalProperties": response,
        },
    )
    item = text_object(parameters={"type": "array", "items": parameter}, **{m: operation for m in METHODS})
    components = text_object(
        securitySchemes={"type": "object"},
        parameters={"type": "object", "additionalProperties": parameter},
        responses={"type": "object", "additionalProperties": response},
        schemas={"type": "object", "additionalProperties": schema_or_ref},
    )
    info = text_object(
        "title", "version", title=text, version=text, summary=text, description=text, license=text_object("name", name=text, identifier=text)
    )
    whole = text_object(
        "openapi",
        "info",
        "paths",
        openapi={"const": "3.1.0"},
        info=info,
        servers={"type": "array", "items": text_object("url", url=text, description=text)},
        tags={"type": "array", "items": text_object("name", name=text, description=text)},
        paths={"type": "object", "propertyNames": {"pattern": "^/"}, "additionalProperties": item},
        components=components,
    )
    SCHEMA(whole).validate(DOC)
    ids = [op["operationId"] for _, _, op in operations()]
    assert len(ids) == len(set(ids))
    assert {tag for _, _, op in operations() for tag in op["tags"]} == {tag["name"] for tag in DOC["tags"]}
    for method, path, op in operations():
        given = [follow(p) for p in DOC["paths"][path].get("parameters", []) + op.get("parameters", [])]
        assert [p["name"] for p in given if p["in"] == "path"] == re.findall(r"{(\w+)}", path) and all(
            p["required"] for p in given if p["in"] == "path"
        ), path
        assert set(op["security"][0] if op["security"] else {}) <= set(DOC["components"]["securitySchemes"])


def test_every_reference_leads_somewhere_and_every_part_is_used():
    used = set(re.findall(r'"\$ref": "#/components/(\w+/\w+)"', json.dumps(DOC)))
    there = {f"{kind}/{name}" for kind in ("schemas", "responses", "parameters") for name in DOC["components"][kind]}
    assert used == there


def test_every_schema_is_one_and_every_example_fits_its_own():
    for name, schema in DOC["components"]["schemas"].items():
        SCHEMA.check_schema(schema)
    examples = 0
    for method, path, op in operations():
        for part in (op.get("requestBody", {}), *map(follow, op["responses"].values())):
            for media in part.get("content", {}).values():
                SCHEMA.check_schema(closed(media["schema"]))
                if "example" in media:
                    check(media["schema"], media["example"], f"{method} {path}: example")
                    examples += 1
        if method != "get":
            assert "example" in op["requestBody"]["content"]["application/json"], (method, path)
    assert examples > 60


# --- the same as the program's table ----------------------------------------------------------------------------------------


def as_schema(field):
    """What a row of the program's table of fields means as a schema."""
    kind, least, most, needed = field["kind"], field["min"], field["max"], field["required"]
    if kind in ("text", "raw"):
        least = max(least, 1) if needed else least
        return {"type": "string", **({"minLength": least} if least else {}), **({"maxLength": most} if most else {})}
    if kind in ("list", "texts"):
        items = {"type": "string", "maxLength": 2000} if kind == "texts" else as_object(field["of"])
        return {"type": "array", "items": items, "maxItems": most or 20, **({"minItems": 1} if needed else {})}
    if kind == "ints":
        return {
            "type": "array",
            "items": {"type": "integer", "minimum": least, "maximum": most},
            "maxItems": most - least + 1,
            **({"minItems": 1} if needed else {}),
        }
    return {
        "sound": {"type": "string", "contentEncoding": "base64", **({"minLength": 1} if needed else {}), "maxLength": most * 1024},
        "password": {"type": "string", "format": "password", **({"minLength": 1} if needed else {}), "maxLength": 1024},
        "int": {"type": "integer", "minimum": least, "maximum": most},
        "bool": {"type": "boolean"},
        "id": {"type": "string", "format": "uuid"},
        "date": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
        "choice": {"type": "string", "enum": (field["choices"] or "").split("|")},
    }.get(kind) or as_object(field["of"])


def as_object(fields):
    fields = [f for f in fields if f["kind"] != "unsent"]  # of a browser's form only
    needed = [f["name"] for f in fields if f["required"]]
    return {
        "type": "object",
        "properties": {f["name"]: as_schema(f) for f in fields},
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def bare(schema):
    """A schema without the words for people; every field must have had some."""
    out = {k: v for k, v in follow(schema).items() if k not in ("description", "examples")}
    if "properties" in out:
        assert all(follow(s).get("description") for s in out["properties"].values()), list(out["properties"])
        out["properties"] = {k: bare(s) for k, s in out["properties"].items()}
    if isinstance(out.get("items"), dict):
        out["items"] = bare(out["items"])
    return out


def as_program(path):
    """A path as the program writes it."""
    return re.sub(r"{\w+_id}", "{id}", path.replace("{version}", "{n}"))


def test_it_has_the_routes_of_the_program_and_no_other():
    table = {(r["method"].lower(), r["path"]) for r in ROUTES} | {("post", r["path"]) for r in ROUTES if r["method"] == "PUT"}
    assert {(method, as_program(path)) for method, path, _ in operations()} == table


def test_a_route_takes_what_the_program_takes():
    def check(route):
        for path, item in DOC["paths"].items():
            if as_program(path) == route["path"]:
                break
        for method in ("put", "post") if route["method"] == "PUT" else (route["method"].lower(),):
            op = item[method]
            assert op["security"] == ([{"login": []}] if route["who"] == "user" else [])
            if method == "get":
                query = {p["name"]: p for p in op.get("parameters", []) if p["in"] == "query"}
                assert set(query) == {f["name"] for f in route["fields"]}
                for f in route["fields"]:
                    assert query[f["name"]]["required"] == f["required"]
                    if f["kind"] != "bool":
                        assert bare(query[f["name"]]["schema"]) == as_schema(f)
                continue
            assert bare(op["requestBody"]["content"]["application/json"]["schema"]) == as_object(route["fields"])
            assert op["requestBody"]["required"] == any(f["required"] for f in route["fields"])
            assert op["x-body-kib"] == route["body_kib"] and {"$ref": "#/components/parameters/IdempotencyKey"} in op["parameters"]

    for_each({f"{r['method']} {r['path']}": r for r in ROUTES}, check)


# --- live -------------------------------------------------------------------------------------------------------------------


class Checked(Program):
    """A program that holds every answer against the description."""

    patterns = [
        (re.compile("^" + re.sub(r"{(\w+)}", lambda m: r"\d+" if m[1] == "version" else "[0-9a-f-]{36}", path).replace(".", r"\.") + "$"), path)
        for path in DOC["paths"]
    ]

    def __init__(self, base):
        super().__init__(base)
        self.done = set()

    def call(self, method, path, body=None, key=None, status=200):
        place = next(p for pattern, p in self.patterns if pattern.match(path.split("?")[0]))
        op = DOC["paths"][place][method.lower()]
        if status == 200 and method != "GET":
            check(op["requestBody"]["content"]["application/json"]["schema"], body, f"{method} {path}: what is sent")
        answer = self.http.request(
            method,
            self.base + path,
            json=body if method != "GET" else None,
            timeout=70,
            headers={"Idempotency-Key": key or str(uuid.uuid4())} if method != "GET" else {},
        )
        assert answer.status_code == status, (method, path, answer.status_code, answer.text[:800])
        self.check(op, answer, f"{method} {path} {answer.status_code}")
        self.done.add((method.lower(), place, status))
        return answer.json() if "json" in answer.headers["Content-Type"] else answer.text

    def check(self, op, answer, what):
        described = follow(op["responses"].get(str(answer.status_code)) or op["responses"]["default"])
        kind = answer.headers["Content-Type"].split(";")[0]
        assert kind in described["content"], (what, kind)
        check(described["content"][kind]["schema"], answer.json() if "json" in kind else answer.text, what)
        if "json" in kind and "problem" in kind:
            assert answer.json()["status"] == answer.status_code
        if answer.status_code in (429, 503):
            assert int(answer.headers["Retry-After"]) > 0


def test_every_live_answer_of_a_whole_walk_is_as_described(site, name):
    p = Checked(site.base)
    for path in ("/", "/try", "/about", "/signup", "/login?next=/study&kept=1", "/recover"):
        p.call("GET", path)
    p.call(
        "POST",
        "/try",
        {"q": p.call("GET", "/try")["question"]["key"], "answer": "We lost one order in twenty. I measured where, and fixed it. " + words()},
    )
    w = Walk(p.call, name).sign_up()
    for path in ("/", "/chat", "/plan/versions", "/study", "/stories", "/notes", "/review", "/settings", "/parked"):
        p.call("GET", path)
    w.tell().plan_it()
    for path in ("/", "/chat", "/plan/view", "/study", "/notes", "/review"):
        p.call("GET", path)
    w.practise()
    for path in (f"/session/{w.session}", f"/session/{w.session}/summary", f"/session/{w.session}/question/{w.drafted}", f"/attempt/{w.first}"):
        p.call("GET", path)
    heard = p.call("POST", f"/speech/answer/{w.session}/{w.drafted}", {"answer": "I would", "audio": base64.b64encode(GO_FORWARD).decode()})
    assert heard["heard"] == "go forward ten meters" and heard["draft"] == "I would\ngo forward ten meters"
    assert p.call("POST", "/speech/chat", {"audio": base64.b64encode(GO_FORWARD).decode()}) == {"heard": "go forward ten meters"}
    w.tell_a_story()
    assert p.call("POST", f"/speech/story/{w.story}", {"audio": base64.b64encode(GO_FORWARD).decode()}) == {"heard": "go forward ten meters"}
    w.look_back().change_the_plan().begin_another()
    for path in w.pages().values():
        p.call("GET", path)
    keep_a_form(site, w)
    parked = p.call("GET", "/parked")["kept"][0]
    p.call("POST", "/parked/drop", {"id": parked["parked_id"]})
    p.call("POST", "/study/end_session", {"session_id": w.running})
    p.call("POST", f"/story/{w.story}/delete", {})
    p.call("POST", "/settings/profile", {"name": "Zoë", "role": "engineer", "zone": "UTC"})
    p.call("POST", "/settings/coach", {"coach": "builtin"})
    p.call("POST", "/settings/codes", {"current": PASSWORD})
    p.call("POST", "/settings/password", {"current": PASSWORD, "password": "another quiet room"})
    p.call("POST", "/settings/export", {"current": "another quiet room"})
    other = Checked(site.base)
    other.call("POST", "/users/login", {"username": name, "password": "another quiet room"})
    login = next(one for one in p.call("GET", "/settings")["logins"] if not one["current"])
    p.call("POST", "/settings/logins/end", {"login": login["login_id"]})
    p.call("POST", "/settings/logins/end_others", {})
    p.call("POST", "/users/logout", {})
    p.call("POST", "/users/recover", {"username": name, "code": handed_out(site, name), "password": "a third quiet room"})
    p.call("POST", "/users/login", {"username": name, "password": "a third quiet room"})
    p.call("POST", "/settings/delete", {"current": "a third quiet room", "confirm": "delete"})
    done = {(method, place) for one in (p, other) for method, place, status in one.done if status == 200}
    assert done == {(method, path) for method, path, _ in operations()}


def keep_a_form(site, walk):
    """A form that came in from a page whose login had run out."""
    b = Browser(site.base)
    b.log_in(walk.name, PASSWORD)
    b.get("/chat")
    ids = site.sql(f"SELECT id FROM gr.logins WHERE user_id = '{walk.user}' ORDER BY created DESC LIMIT 1")
    site.sql(f"UPDATE gr.logins SET expires = now() - interval '1 minute' WHERE id = '{ids[0][0]}'")
    b.send("/plan/chat", text="What I typed while my login ran out. " + words())
    assert "log in" in b.page.text.lower()


def handed_out(site, name):
    """A recovery code from whoever runs the site."""
    return site.admin("user", "code", name).stdout.splitlines()[0]


def test_problems_are_as_described(site, name):
    p = Checked(site.base)
    p.call("GET", "/plan/view", status=401)
    p.call("POST", "/plan/chat", {"text": "x"}, status=401)
    p.call("POST", "/users/login", {"username": name, "password": "a wrong password"}, status=400)
    w = Walk(p.call, name).sign_up()
    p.call("GET", "/plan/view", status=404)
    p.call("POST", "/review/run", {}, status=409)
    p.call("GET", f"/session/{uuid.uuid4()}", status=404)
    p.call("POST", "/plan/chat", {}, status=400)
    p.call("POST", "/plan/chat", {"text": "x", "user_id": str(uuid.uuid4())}, status=400)
    p.call("POST", "/plan/chat", {"text": "x" * 60001}, status=400)
    p.call("POST", "/plan/chat", {"text": "x" * 1_000_000}, status=413)
    p.call("POST", "/study/start_session", {"topic_id": "no-id", "planned_study_time": 0}, status=400)
    w.plan_it()
    p.call("POST", "/study/start_session", {"topic_id": w.topic, "planned_study_time": 10, "prescription": "3 x 5min @ moderate"}, status=400)
    p.call("POST", "/plan/approve_plan", {"proposal_id": w.proposal}, status=409)
    p.call("POST", "/settings/export", {"current": "not the password"}, status=400)
    assert p.http.get(p.base + "/users/create").status_code == 405
    p.check({"responses": {"default": {"$ref": "#/components/responses/Problem"}}}, p.http.get(p.base + "/users/create"), "GET /users/create")
    p.check({"responses": {"default": {"$ref": "#/components/responses/Problem"}}}, p.http.get(p.base + "/none"), "GET /none")
    p.check({"responses": {"default": {"$ref": "#/components/responses/Problem"}}}, p.http.delete(p.base + "/"), "DELETE /")


def test_a_form_id_that_is_none_is_refused_and_not_passed_over(program):
    problem = program.call("POST", "/plan/chat", {"text": "I am a nurse."}, key="once-only", status=400)
    assert problem["problems"][0]["field"] == "form" and "UUID" in problem["problems"][0]["message"]
    assert program.call("GET", "/chat")["turns"] == []


@pytest.mark.parametrize(
    "path, method, status, title", [("/users/create", "GET", 405, "can’t be used that way"), ("/plan/chat", "POST", 413, "too long")]
)
def test_a_problem_is_called_by_its_own_name(program, path, method, status, title):
    problem = program.call(method, path, {"text": "x" * 1_000_000}, status=status)
    assert title in problem["title"] and problem["code"] in ("input", "limit")


def test_it_is_served(site):
    answer = Program(site.base).http.get(site.base + "/openapi.json")
    assert answer.status_code == 200 and answer.headers["Content-Type"].split(";")[0] == "application/json" and answer.json() == DOC
