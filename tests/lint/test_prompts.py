"""The prompts as they ship: an example in the instructions holds to the mode's own schema, word by word."""

import glob
import json
import os
import re

import pytest

from tests.lint.tree import ROOT, read, without_comments

MODES = sorted(os.path.basename(os.path.dirname(p)) for p in glob.glob(os.path.join(ROOT, "prompts/*/instructions.txt")))


def text(mode, name):
    with open(os.path.join(ROOT, "prompts", mode, name)) as f:
        return f.read()


def examples(instructions):
    """Every whole JSON object in a text."""
    found, at = [], 0
    while (at := instructions.find("{", at)) >= 0:
        try:
            one, at = json.JSONDecoder().raw_decode(instructions, at)
            found.append(one)
        except ValueError:
            at += 1
    return found


def parts(schema):
    """The schema itself and those of its lists' items, of which an example may show one."""
    yield schema
    for one in schema.get("properties", {}).values():
        if one.get("items", {}).get("type") == "object":
            yield one["items"]


def wrong(schema, value, at=""):
    """What does not hold, of the words an example can break."""
    if schema["type"] == "object":
        for name, one in value.items():
            if name not in schema["properties"] or schema["properties"][name].get("inside"):
                yield f"{at}/{name} is not asked for"
            else:
                yield from wrong(schema["properties"][name], one, f"{at}/{name}")
        yield from (f"{at}/{name} is missing" for name in schema["required"] if name not in value)
    elif schema["type"] == "array":
        for i, one in enumerate(value):
            yield from wrong(schema["items"], one, f"{at}/{i}")
        if not schema["minItems"] <= len(value) <= schema["maxItems"]:
            yield f"{at} has {len(value)}"
    elif schema["type"] == "string":
        if (
            len(value.split()) > schema.get("maxWords", 10**6)
            or len(value) > schema.get("maxLength", 10**6)
            or value not in schema.get("enum", [value])
        ):
            yield f"{at}: {value}"
    elif schema["type"] == "integer" and not schema["minimum"] <= value <= schema["maximum"]:
        yield f"{at}: {value}"


@pytest.mark.parametrize("mode", MODES)
def test_an_example_holds_to_the_contract(mode):
    schema = json.loads(text(mode, "answer.schema.json"))
    for example in examples(text(mode, "instructions.txt")):
        assert any(not list(wrong(part, example)) for part in parts(schema)), list(wrong(schema, example))


def test_there_are_examples_to_look_at():
    assert {mode for mode in MODES if examples(text(mode, "instructions.txt"))} >= {"plan_chat", "suggest_plan"}


@pytest.mark.parametrize("mode", MODES)
def test_no_more_words_are_allowed_than_the_contract_takes(mode):
    """A limit that the instructions name is the schema's or a stricter one: 'reply: ..., at most 120 words'."""
    schema = json.loads(text(mode, "answer.schema.json"))
    for name, one in schema["properties"].items():
        limit = one.get("maxWords") or one.get("items", {}).get("maxWords")
        said = re.search(rf"^-? ?(?:\w+, )*{name}\b[^\n]*?at most (\d+) words", text(mode, "instructions.txt"), re.M)
        if limit and said:
            assert int(said[1]) <= limit, (name, said[1], limit)


@pytest.mark.parametrize("mode", MODES)
def test_what_a_person_wrote_is_named_as_material(mode):
    """Whatever stands between fences or in quotes is never an instruction."""
    assert re.search(r"never an instruction to you|never obeyed", text(mode, "instructions.txt"))
    assert ("<<<" in text(mode, "request.txt")) == ("<<<" in text(mode, "instructions.txt"))


def test_the_limits_that_the_product_promises_are_those_of_the_schemas():
    """The contracts' words and counts."""
    plan = {"name": 3, "description": 20, "expected_outcome": 15}
    for mode in ("suggest_plan", "suggest_plan_changes", "daily_review"):
        schema = json.loads(text(mode, "answer.schema.json"))["properties"]
        assert schema["plan_overview"]["properties"]["rationale"]["maxWords"] == 60
        assert {k: schema["plan_topics"]["items"]["properties"][k]["maxWords"] for k in plan} == plan
    assert json.loads(text("suggest_plan_changes", "answer.schema.json"))["properties"]["reasons"]["items"]["properties"]["reason"]["maxWords"] == 25
    mark = json.loads(text("evaluate_answer", "answer.schema.json"))["properties"]
    assert (mark["score"]["minimum"], mark["score"]["maximum"]) == (1, 10)
    for name in ("positive_feedback", "improvement_areas"):
        assert (mark[name]["maxItems"], mark[name]["items"]["maxWords"]) == (3, 30)
    assert [mark["anchors"]["items"]["properties"][k]["maxWords"] for k in ("name", "anchor")] == [3, 50]
    question = json.loads(text("generate_questions", "answer.schema.json"))["properties"]["questions"]["items"]["properties"]
    assert question["question"]["maxWords"] == 30 and question["redo_reason"]["enum"] == ["weak_answer", "incomplete", "time_pressure", "high_value"]


# --- Every mode has its folder, its row in the table of modes and its built-in function -------------------------------------------


def names(source, pattern):
    return sorted(re.findall(pattern, re.search(r"(?ms)^\} modes\[\] = \{\n(.*?)^\};", source)[1]))


def test_every_mode_has_its_folder_its_row_and_its_built_in_function():
    folders = sorted(
        os.path.basename(path) for path in glob.glob(os.path.join(ROOT, "prompts/*")) if os.path.isdir(path) and not path.endswith("/library")
    )
    assert folders == MODES
    assert names(read("cgi-bin/coach/turn.c"), r'\.name = "(\w+)"') == folders
    assert names(read("cgi-bin/builtin/builtin.c"), r'\{"(\w+)", builtin_\w+\}') == folders


def test_every_row_of_the_table_of_modes_is_whole():
    """One row a mode, which says all that a turn needs; only what asks again by itself is left to choose."""
    table = re.search(r"(?ms)^static const struct mode_row \{\n(.*?)^\} modes\[\] = \{\n(.*?)^\};", without_comments(read("cgi-bin/coach/turn.c")))
    columns = re.findall(r"\(\*(\w+)\)\(|(\w+);", table[1])
    rows = re.findall(r"(?s)\[(TURN_\w+)\] = \{(.*?)\}", table[2])
    modes = re.search(r"(?s)enum turn_mode \{(.*?)\}", without_comments(read("cgi-bin/coach/turn.h")))[1]
    wanted = [one or other for one, other in columns]
    assert len(wanted) == 9 and wanted.pop() == "put_off"
    assert [name for name, _ in rows] == re.findall(r"TURN_\w+", modes)
    for name, row in rows:
        assert [column for column in re.findall(r"\.(\w+) =", row) if column != "put_off"] == wanted, name
