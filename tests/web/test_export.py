"""The download holds what cgi-bin/EXPORT.md says, name by name, and nothing else."""

import json
import os
import re

import pytest

from tests.conftest import words
from tests.support import screens
from tests.support.browser import Browser
from tests.support.site import ROOT


def table(text, heading):
    """{name: {fields}} of the Markdown table below a line."""
    rows = re.search(rf"{heading}.*?\n((?:\|[^\n]*\n)+)", text, re.S).group(1).splitlines()[2:]
    out = {}
    for row in rows:
        cells = row.strip("|").split("|")
        fields = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\([^()]*\)[^()]*\)", "", cells[-1]))
        for name in re.findall(r"`(\w+)`", cells[0]):
            out[name] = {f.strip() for f in fields.split(",") if f.strip()}
    return out


@pytest.fixture(scope="module")
def documented():
    with open(os.path.join(ROOT, "cgi-bin/EXPORT.md"), encoding="utf-8") as f:
        text = f.read()
    parts, inside = table(text, '# The download: "greenroom export 1"'), table(text, "Inside them:")
    parts["story_versions"] = parts["stories"]
    return parts, inside


@pytest.fixture(scope="module")
def export(site):
    """Of somebody who has used everything that leaves a trace."""
    browser = Browser(site.base)
    thinking, screens.THINKING = screens.THINKING, 0
    try:
        attempt = screens.practise(browser)
    finally:
        screens.THINKING = thinking
    browser.get(attempt)
    session = [link for link in browser.page.links if re.match(r"/session/[0-9a-f-]{36}$", link)][0]
    browser.get(session)
    browser.send([f.action for f in browser.page.forms if "/open/" in f.action][0], status=200)
    question = browser.form("/study/evaluate_answer/*")
    browser.send("/study/story/*", status=200)
    # A form sent after the login ran out is kept.
    site.sql("UPDATE gr.logins SET idle_until = now() - interval '1 minute'")
    browser.post(question.action, {**question.fields, "answer": words()})
    assert browser.url == "/login" and "kept" in browser.answer.url
    browser.log_in(browser.name)
    browser.get(session)
    browser.send("/study/end_session", status=200)
    site.hourly()
    browser.get("/review")
    if any(f.action == "/review/run" for f in browser.page.forms):
        browser.send("/review/run", status=200)
    browser.get("/settings")
    browser.send("/settings/export", current="a quiet green room", status=200)
    assert "attachment" in browser.headers["Content-Disposition"]
    return json.loads(browser.answer.text)


def test_the_parts_are_those_that_are_documented(export, documented):
    assert export["format"] == "greenroom export 1"
    assert list(export) == list(documented[0])


def test_every_part_has_the_fields_that_are_documented(export, documented):
    for part, fields in documented[0].items():
        if part in ("format", "exported"):
            continue
        rows = export[part] if isinstance(export[part], list) else [export[part]]
        assert rows, f"nothing in {part}: the test has to make some"
        for row in rows:
            assert set(row) == fields, part


def test_what_is_inside_them_has_the_fields_that_are_documented(export, documented):
    inside = documented[1]
    seen = set()

    def look(name, value):
        name = "anchors of a mark" if name == "anchors" and value and "landed" in value[0] else name
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                if name in inside:
                    seen.add(name)
                    assert set(one) == inside[name], name
                for key, within in one.items():
                    if isinstance(within, (dict, list)) and within:
                        look(key, within)

    look("", export)
    assert seen == set(inside)


def test_without_the_password_there_is_no_download(site, user):
    user.get("/settings")
    user.send("/settings/export", current="not my password", status=400)
    assert "raw_context" not in user.answer.text
