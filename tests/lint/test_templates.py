"""Templates: what escapes them, what they may hold, and that their names, forms and links are those of the C side. A misspelt name
prints nothing and still succeeds, so the names are compared with those that the page's code can set."""

import functools
import json
import os
import re
import subprocess
from html.parser import HTMLParser

import pytest

from tests.lint import tree

PRAGMA = '{{%AUTOESCAPE context="HTML"}}'
TEMPLATES = [os.path.basename(p)[:-4] for p in tree.files("templates/*.tpl")]
FRAME = ("frame_top", "frame_end")


# Parts: what several templates include, {{>part_x}}. They are looked at where they stand.
PARTS = [t for t in TEMPLATES if t.startswith("part_")]
PAGES = [t for t in TEMPLATES if t not in PARTS]
INCLUDED = re.compile(r"\{\{>(\w+)\}\}")


def text_of(name):
    return tree.read(f"templates/{name}.tpl")


def with_parts(text):
    """A template with its parts in their places. The lines are those of the whole."""
    return INCLUDED.sub(lambda m: with_parts(text_of(m[1]).removeprefix(PRAGMA)), text)


def whole(name):
    return with_parts(text_of(name))


# --- What a template may hold ------------------------------------------------------------------------------------------------


SCRIPT = '<script src="/static/recorder.js" defer></script>'  # the only one there is


def unsafe(text):
    """Whatever would let a person's words out unescaped, or wants a looser Content-Security-Policy."""
    found = [] if text.startswith(PRAGMA) else ["1: the first bytes are not the AUTOESCAPE pragma"]
    body = text.removeprefix(PRAGMA).replace(SCRIPT, " " * len(SCRIPT))
    found += tree.places(r"\{\{%[^}]*\}\}", body, "a second pragma: {0}")
    # ":p" escapes what the default does and lets line breaks be line breaks; nothing else may be said about escaping.
    found += tree.places(r"\{\{[^}%]*:(?!p\}\})[^}]*\}\}", body, "a modifier: {0}")
    found += tree.places(r"(?:<textarea[^>]*>\s*|<pre>|class=\"said\">)\{\{(?![#/])\w+\}\}", body, "line breaks would be lost: {0}")
    found += tree.places(r"<textarea[^>]*>\{\{", body, "a line break that begins the text would be lost: {0}")
    found += tree.places(r"(?i)<(script|style|iframe|object|embed|base)\b", body, "<{1}>")
    found += tree.places(r"(?i)\sstyle\s*=", body, "a style in line: use a class")
    found += tree.places(r"(?i)\son[a-z]+\s*=", body, "a handler in line")
    found += tree.places(r"(?i)javascript:|data:text", body, "{0}")
    found += tree.places(r"(?i)=\{\{", body, "an attribute without quotes")
    # A part escapes for text that stands between tags, wherever it is put.
    found += tree.places(r"<[^<>]*\{\{>\w+\}\}|<(?:textarea|title)[^>]*>[^<]*\{\{>\w+\}\}", body, "a part inside a tag or a box: {0}")
    found += tree.places(r"\{\{>(?!part_\w+\}\})[^}]*\}\}", body, "what is included is no part: {0}")
    found += tree.places(r"(?i)\b(?:src|href|action)\s*=\s*\"(?:https?:)?//", body, "a foreign address: {0}")
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_safe(name):
    tree.clean([f"templates/{name}.tpl:{found}" for found in unsafe(text_of(name))])


@pytest.mark.parametrize(
    "bad",
    [
        "<p>{{x}}</p>",
        *(
            PRAGMA + b
            for b in (
                "{{x:none}}",
                "{{x:p:none}}",
                "{{x:j}}",
                '<textarea name="x">\n{{x}}</textarea>',
                '<textarea name="x">{{x:p}}</textarea>',
                '<p class="said">{{x}}</p>',
                "<script>",
                '<script src="/static/other.js" defer></script>',
                '<script src="/static/recorder.js" defer>x</script>',
                '<p style="x">',
                '<p onclick="x">',
                "<p id={{x}}>",
                '<img src="//x">',
                '<p title="{{>part_x}}">',
                '<textarea name="x">\n{{>part_x}}</textarea>',
                "{{>home}}",
            )
        ),
    ],
)
def test_an_unsafe_template_is_found(bad):
    assert unsafe(bad)


def unbalanced(text):
    """Sections that do not nest."""
    open_ones = []
    for m in re.finditer(r"\{\{([#/])(\w+)\}\}", text):
        if m[1] == "#":
            open_ones.append(m[2])
        elif not open_ones or open_ones.pop() != m[2]:
            return [f"{tree.line_at(text, m.start())}: {m[0]} closes nothing"]
    return [f"1: {{{{#{name}}}}} is never closed" for name in open_ones]


@pytest.mark.parametrize("name", TEMPLATES)
def test_sections_nest(name):
    assert not unbalanced(text_of(name))
    assert unbalanced("{{#a}}{{#b}}{{/a}}{{/b}}") and unbalanced("{{#a}}")


# --- The names it uses and the names its page sets ----------------------------------------------------------------------------


def used_names(text):
    """{name: line}"""
    found = {}
    for m in re.finditer(r"\{\{[#/]?(\w+)(?::p)?\}\}", text):
        found.setdefault(m[1], tree.line_at(text, m.start()))
    return found


FUNCTION = re.compile(r"(?m)^(?:[A-Za-z_][\w \t*]*?[ *])(\w+)\(([^;{}]*?)\)\n\{\n(.*?)^\}", re.S)


@functools.lru_cache(None)
def bodies():
    """{file: {function or table: its text}} of the C that makes views, comments taken out."""
    found = {}
    for path in tree.files("cgi-bin/web/*.c", "cgi-bin/coach/*.c", "cgi-bin/store/*.c"):
        text = tree.without_comments(tree.read(path))
        found[path] = {m[1]: m[2] + "\n" + m[3] for m in FUNCTION.finditer(text)}
        for m in re.finditer(
            r"(?ms)^(?:static )?const (?:struct \w+|struct (?:\w+ )?\{.*?\}|char \*const|[\w *]+) (\w+)(?:\[\w*\])+ = \{.*?\};", text
        ):
            found[path].setdefault(m[1], m[0])
        for m in re.finditer(r"(?m)^#define (\w+)(?:.*\\\n)*.*", text):
            found[path].setdefault(m[1], m[0])
    return found


def find(path, name):
    """A name as this file sees it: its own function or table, else one that another file exports."""
    if name in bodies()[path]:
        return path, name
    for other, known in bodies().items():
        if name in known and may_see(other, name):
            return other, name
    return None


@functools.lru_cache(None)
def may_see(path, name):
    return not re.search(rf"(?m)^static [^\n]*\b{name}\b", tree.without_comments(tree.read(path)))


# Which argument of a macro names the form whose fields it puts into a view (web/fields.h).
FORM_SHOWN = {"SHOW": 2, "BOXES": 2, "PARTS": 1, "ROW": 1}


@functools.lru_cache(None)
def mentions(path, name):
    """What a body mentions: other functions and tables, and its words."""
    body = bodies()[path][name]
    words = set(re.findall(r"\b[a-zA-Z]\w+\b", tree.code(body)))
    for macro, arguments in re.findall(r"\bFORM_([A-Z]+)\(([^;]*)", tree.code(body)):
        words.add("fields_" + macro.lower())
        if macro in FORM_SHOWN:
            words.add("forms_" + arguments.split(",")[FORM_SHOWN[macro]].strip())
    near = {found for word in words if word != name and (found := find(path, word))}
    literals = {literal.replace(".", "_") for _, literal in tree.strings(body) if re.fullmatch(r"[a-z][\w.]*", literal)}
    literals |= {literal.replace("%s", "").strip("_") for _, literal in tree.strings(body) if re.fullmatch(r"%s_[a-z_]+", literal)}
    literals |= set(re.findall(r"\bDOC_\w+\([^,]+, (\w+)\)", body)) | set(re.findall(r"\bITEM\([^,]+, (\w+),", body))
    for form, object_ in re.findall(r'\bFIELD_OF\([^,]+, [^,]+, (\w+),\s*"(\w+)"', body):
        literals |= {f"{object_}_{inner}" for inner in mentions(path, "forms_" + form)[1]}
    literals |= {name + "_1" for name in re.findall(r'\bFIELD_ALL\(TEXTS, [^,]+, [^,]+,\s*"(\w+)"', body)}
    return near, literals


def reachable(start):
    """All names that may be put by a function and what it calls."""
    seen, left, names = set(), list(start), set()
    while left:
        one = left.pop()
        if one in seen:
            continue
        seen.add(one)
        near, literals = mentions(*one)
        names |= literals
        left += near
    return names


def callers(path, name):
    return [(path, other) for other, body in bodies()[path].items() if other != name and re.search(rf"\b{name}\b", tree.code(body))]


RENDERS = re.compile(r'\b(?:reply_page|reply_page_status|reply_stream_begin|reply_stream_end|tpl_render)\((?:[^;"]*?)"(\w+)"', re.S)


@functools.lru_cache(None)
def renderers():
    """{template: the functions that render it}."""
    found = {}
    for path, known in bodies().items():
        if "/web/" not in path:
            continue
        for name, body in known.items():
            for m in RENDERS.finditer(body):
                found.setdefault(m[1], set()).add((path, name))
    return found


def frame_names():
    return reachable([("cgi-bin/web/reply.c", "put_frame")]) | {"value"}


# Pages that show a mode's answer, or a part of it, as it is.
ANSWERS = {"tried": "evaluate_answer", "summary": "reconcile_session"}


def settable(name):
    """What the code of a template's pages may set: all that its renderers reach, and their callers in the same file (who made the view)."""
    start = set()
    for one in renderers()[name]:
        start.add(one)
        start.update(callers(*one))
    names = reachable(start) | frame_names()
    if name == "broken":  # it ends any page that had begun, with the view it began with
        names |= reachable({(p, f) for p, known in bodies().items() for f, body in known.items() if "reply_stream_begin(r, " in body})
    if name in ANSWERS:
        names |= set(re.findall(r'"(\w+)": *\{', tree.read(f"prompts/{ANSWERS[name]}/answer.schema.json")))
    return names


def unset(text, names):
    """Names that nobody sets. {{#no_x}} asks for x's absence, {{x_problem}} for what is wrong with field x."""
    return [
        f"{line}: {name} is set by nobody"
        for name, line in used_names(text).items()
        if not {name, name.removeprefix("no_"), name.removesuffix("_problem")} & names
    ]


@pytest.mark.parametrize("name", [t for t in PAGES if t not in FRAME])
def test_names_are_those_of_the_page(name):
    tree.clean([f"templates/{name}.tpl:{found}" for found in unset(whole(name), settable(name))])


@pytest.mark.parametrize("name", FRAME)
def test_names_of_the_frame(name):
    tree.clean([f"templates/{name}.tpl:{found}" for found in unset(text_of(name), frame_names())])


def test_a_misspelt_name_is_found():
    assert "days_left" in settable("plan")
    assert unset("{{#days_lefd}}{{/days_lefd}}", settable("plan"))
    assert unset("{{quote}}", settable("login"))
    assert unset(with_parts("{{>part_facts}}"), settable("login"))  # a part asks for what its page must set


def test_every_template_is_used_and_every_one_used_is_there():
    assert set(renderers()) == set(PAGES)
    assert {m[1] for name in TEMPLATES for m in INCLUDED.finditer(text_of(name))} == set(PARTS)
    twice = {part: sum(text_of(name).count("{{>" + part + "}}") for name in TEMPLATES) for part in PARTS}
    assert min(twice.values()) > 1, f"a part that stands once is no part: {twice}"


# --- Forms, labels, ids, links -----------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What of a template's HTML the lints ask about."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.described, self.labels, self.links, self.forms, self.bare = [], [], set(), [], [], []
        self.form, self.label, self.control = None, 0, None
        self.feed(re.sub(r"\{\{[#/%>][^}]*\}\}", "", text))

    def handle_starttag(self, tag, pairs):
        at = dict(pairs)
        if at.get("id"):
            self.ids.append(at["id"])
        self.described += (at.get("aria-describedby") or "").split() + (at.get("aria-labelledby") or "").split()
        if tag == "label":
            self.label += 1
            self.labels.add(at.get("for"))
        if tag == "a" and at.get("href"):
            self.links.append(at["href"])
        if tag == "form":
            self.form = {"action": at.get("action"), "method": (at.get("method") or "get").upper(), "fields": {}, "also": []}
            self.forms.append(self.form)
        if tag in ("input", "select", "textarea"):
            if self.form is not None and at.get("name"):
                self.form["fields"].setdefault(at["name"], at)
            if at.get("type") not in ("hidden", "submit") and not self.label and not at.get("aria-label"):
                self.bare.append((at.get("id"), at.get("name")))
        if tag == "button" and self.form is not None and at.get("name"):
            self.form["fields"].setdefault(at["name"], at)
        if tag == "button" and at.get("formaction"):
            self.links.append(("POST", at["formaction"]))
            self.form["also"].append(at["formaction"])

    def handle_endtag(self, tag):
        if tag == "label":
            self.label -= 1
        if tag == "form":
            self.form = None


@functools.lru_cache(None)
def page(name):
    return Page(whole(name))


def unlabelled(one):
    return [str(name or id_) for id_, name in one.bare if id_ not in one.labels]


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_label(name):
    assert not unlabelled(page(name))
    assert unlabelled(Page('<label for="y">Y</label><input id="x" name="x">'))


@pytest.mark.parametrize("name", [t for t in PAGES if t not in FRAME])
def test_ids_are_unique_and_those_meant_are_there(name):
    ids = page("frame_top").ids + page(name).ids + page("frame_end").ids
    assert not sorted(i for i in set(ids) if ids.count(i) > 1 and "{{" not in i)
    assert not set(page(name).described) - set(ids)


@functools.lru_cache(None)
def routes():
    program = os.path.join(tree.BUILD, "greenroom.fcgi")
    done = subprocess.run([program, "--routes"], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def route(method, path):
    """The route that a template's address leads to; a hole of it stands for an id or a number."""
    path = path.split("?")[0].split("#")[0]
    path = re.sub(r"\{\{\w+\}\}", "{}", path)
    for one in routes():
        takes = one["method"] == method or (method == "POST" and one["method"] == "PUT")
        if takes and re.sub(r"\{\w+\}", "{}", one["path"]) == path:
            return one
    return None


def may_come(fields, prefix=""):
    """Names of form fields that a route takes, as a pattern each."""
    for f in fields:
        name = prefix + re.escape(f["name"])
        if f["kind"] == "object":
            yield from may_come(f["of"], name + r"\.")
        elif f["kind"] == "list":
            yield from may_come(f["of"], name + r"\.\d+\.")
        elif f["kind"] in ("texts", "ints"):
            yield name + r"\.\d+", f["required"] and not prefix
        else:
            yield name, f["required"] and not prefix


# A form whose doing twice is the same as once needs no id of its own.
WITHOUT_FORM_ID = {"/users/logout"}
# It gives back whatever was sent, wherever it was sent.
ANY_FORM = {"error", "parked"}


# An input that stands for each field of its form that has a label (fields_parts).
ALL_NAMES = re.compile(r"\{\{field\}\}")


def wrong_form(form):
    one = route(form["method"], form["action"])
    if one is None:
        return [f"{form['method']} {form['action']} is no route"]
    names = {re.sub(r"\{\{\w+\}\}", "1", name) for name in form["fields"] if not ALL_NAMES.fullmatch(name)}
    fields = list(may_come(one["fields"]))
    found = [
        f"{form['action']} takes no field {name}" for name in sorted(names - {"token", "form"}) if not any(re.fullmatch(p, name) for p, _ in fields)
    ]
    found += [f"{form['action']} needs {p}" for p, required in fields if required and not any(re.fullmatch(p, n) for n in names)]
    if form["method"] == "POST":
        if form["fields"].get("token", {}).get("value") != "{{token}}":
            found.append(f"{form['action']} lacks its token")
        if form["fields"].get("form", {}).get("value") != "{{form}}" and form["action"] not in WITHOUT_FORM_ID:
            found.append(f"{form['action']} lacks its form id")
    return found


@pytest.mark.parametrize("name", [t for t in PAGES if t not in ANY_FORM])
def test_forms_fit_their_routes(name):
    tree.clean([f"templates/{name}.tpl: {found}" for form in page(name).forms for found in wrong_form(form)])


def test_a_form_that_does_not_fit_is_found():
    def only(text):
        return wrong_form(Page(text).forms[0])

    held = '<input type="hidden" name="token" value="{{token}}"><input type="hidden" name="form" value="{{form}}">'
    assert only('<form method="post" action="/nowhere"></form>')
    assert only(f'<form method="post" action="/plan/answer">{held}</form>')  # what it answers is missing
    assert only(f'<form method="post" action="/plan/chat">{held}<textarea name="text"></textarea><input name="extra"></form>')
    assert only('<form method="post" action="/plan/chat"><textarea name="text"></textarea></form>')
    assert not only(f'<form method="post" action="/plan/chat">{held}<textarea name="text"></textarea></form>')


def lost(link):
    """A link that leads nowhere. One that is all a hole is made by code."""
    if isinstance(link, tuple):
        return route(*link) is None
    if link.startswith("#") or re.fullmatch(r"\{\{\w+\}\}", link):
        return False
    return not link.startswith("/static/") and route("GET", link) is None


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    assert not [link for link in page(name).links if lost(link)]
    assert lost("/plan/viw") and not lost("/attempt/{{attempt_id}}")
