"""What a prompt must be whatever people write: the mode's own instructions, then the mode's own template with every value in its place."""

import json
import os
import re

from tests.support.model_words import INSTRUCTIONS
from tests.support.site import ROOT

DECODER = json.JSONDecoder()


def template(mode):
    with open(os.path.join(ROOT, "prompts", mode, "request.txt")) as f:
        return f.read()


def values(request):
    """The values in a request's first turn, by the template's keys; rows of members as objects again. AssertionError where anything stands outside its place."""
    text, at, found, word = request.user, 0, {}, None

    def literal(part):
        nonlocal at
        assert text.startswith(part, at), (request.mode, part, text[at : at + 200])
        at += len(part)

    for part in re.split(r"(^<<<|^>>>|\{\{\w+(?:\[-?\d+\])?(?::[\w,]+)?\}\})", template(request.mode), flags=re.M):
        if part == "<<<":
            literal(part)
            here = re.compile(r"[0-9a-f]{6}(?= |\n)").match(text, at)
            assert here and word in (None, here[0]), text[at : at + 40]
            word, at = here[0], here.end()
            if text[at] == " ":
                at += 1
        elif part == ">>>":
            literal(part + word)
        elif not part.startswith("{{"):
            literal(part)
        elif text[at - 1] == "\n":
            end = text.index("\n>>>" + word, at)
            found[re.match(r"\w+", part[2:])[0]], at = text[at:end], end
        elif text[at] in '"[{-0123456789tf':
            value, at = DECODER.raw_decode(text, at)
            members = part[2:-2].partition(":")[2].split(",")
            if isinstance(value, list) and len(members) > 1:
                value = [dict(zip(members, row, strict=True)) for row in value]
            found[re.match(r"\w+", part[2:])[0]] = value
    assert at == len(text), text[at:]
    assert word is None or text.count(word) == len(re.findall(r"^(?:<<<|>>>)", template(request.mode), re.M)), word
    return found


def assert_in_shape(request):
    """Roles, instructions and template are the product's own, and nothing else is."""
    roles = [role for role, _ in request.turns]
    assert roles in (["user"], ["user", "assistant", "user"]), roles
    assert request.system.strip().startswith(INSTRUCTIONS[request.mode])
    assert set(request.body) <= {
        "model",
        "messages",
        "system",
        "stream",
        "stream_options",
        "max_tokens",
        "max_completion_tokens",
        "temperature",
        "response_format",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "output_config",
        "reasoning_effort",
        "thinking",
        "store",
    }, set(request.body)
    return values(request)


def mixed(requests, people):
    """What is in a prompt and must not be: two people's words, a login name, an id, the key."""
    wrong = []
    for request in requests:
        text = request.raw.decode("utf-8", "replace")
        theirs = {p.name for p in people for c in p.canaries if c in text}
        if len(theirs) > 1:
            wrong.append((request.mode, "words of", theirs))
        wrong += [(request.mode, secret) for p in people for secret in (p.name, p.user) if secret in text]
    return wrong
