"""The running site with models on the wire: a chat turn, a plan, questions and a mark come from the model, whole and streamed, in every form."""

import json
import re
import threading

import pytest

from tests.conftest import words
from tests.llm.conftest import KEY, agree
from tests.support.browser import Browser
from tests.support.model_server import ModelServer, Reply, failing, well
from tests.support.model_words import MARK

TOLD = "I am applying for a job as a year 4 teacher. I can practise 30 minutes a day. Behaviour management scares me. I have some energy."
ANSWER = "First I would greet every child at the door. "


def calls(site, user, mode):
    """The records of the newest user's calls in a mode, newest first, and of one asking the one that answered: provider, model, outcome, in, out, cached, cost, tries."""
    return site.sql(
        "SELECT provider, model, outcome, tokens_in, tokens_out, tokens_cached, cost_micro, tries FROM gr.model_calls"
        f" WHERE mode = '{mode}' AND user_id = (SELECT user_id FROM gr.user_keys ORDER BY age(xmin) LIMIT 1) ORDER BY age(xmin), outcome <> 'ok'"
    )


def tell(user, text=TOLD):
    user.get("/chat")
    return user.send("/plan/chat", text=text, status=200)


def open_question(user):
    """From a plan to a question on the screen; the session's page."""
    tell(user)
    user.send("/plan/suggest_new", status=200)
    user.get("/proposal")
    user.send("/plan/approve_plan", status=200)
    user.get("/study")
    user.send("/study/start_session", "Start the clock", status=200)
    session = user.url
    user.send("/study/generate_questions/*", status=200)
    user.get(session)
    opening = [f.action for f in user.page.forms if "/open/" in f.action]
    user.send(opening[0], status=200)
    return session


def practise(user, text):
    """From a plan to a marked answer."""
    session = open_question(user)
    user.send("/study/evaluate_answer/*", answer=text, status=200)
    return session


@pytest.mark.parametrize("provider", ["openai", "anthropic", "local"])
def test_everything_comes_from_the_model(site, models, user, provider):
    site.ask(f"{provider}, builtin")
    mark = words()
    session = practise(user, ANSWER + mark)
    assert MARK in user.page.text and "7 of 10" in user.page.text, user.page.text[:1500]
    asked = {r.mode for r in models.requests}
    assert {"plan_chat", "suggest_plan", "generate_questions", "evaluate_answer"} <= asked
    assert all(r.provider == provider and r.form == "schema" for r in models.requests)
    assert [r for r in models.requests if r.mode == "evaluate_answer"][0].user.count(mark) == 1
    one = calls(site, user, "evaluate_answer")[0]
    assert one[0] == provider and one[2:6] == ["ok", "1200", "300", "1024"] and one[7] == "1"
    assert (int(one[6]) > 0) == (provider != "local")
    user.get(session)
    attempt = [link for link in user.page.links if re.match(r"/attempt/[0-9a-f-]{36}$", link)][0]
    user.get(attempt + "/sent")
    assert provider in user.page.text and mark in user.page.source


def test_the_key_is_sent_and_never_told(site, models, user):
    site.ask("openai")
    tell(user)
    assert models.requests[-1].headers["Authorization"] == f"Bearer {KEY}"
    assert "Authorization" not in str(models.requests[-1].body)
    for log in site.logs():
        with open(log, errors="replace") as f:
            assert KEY not in f.read(), log
    for pid in site.workers("coach"):
        with open(f"/proc/{pid}/environ", "rb") as f:
            assert KEY.encode() not in f.read()


def test_a_call_is_one_line_of_the_log_without_content(site, models, user):
    site.ask("openai, builtin")
    site.fresh_logs()
    said = words("I teach year 4.")
    tell(user, said)
    lines = [
        json.loads(line)
        for text in site.fresh_logs().values()
        for line in text.splitlines()
        if '"event":"model_call"' in line or '"event":"answer"' in line
    ]
    assert len(lines) == 1 and said not in str(lines)
    one = lines[0]
    assert re.fullmatch("[0-9a-f]{32}", one["request"]) and one["ms"] >= one["first_ms"] > 0
    assert {k: one[k] for k in ("mode", "provider", "model", "class", "status", "try", "tokens_in", "tokens_cached", "tokens_out")} == {
        "mode": "plan_chat",
        "provider": "openai",
        "model": "gpt-5.4-mini",
        "class": "ok",
        "status": 200,
        "try": 1,
        "tokens_in": 1200,
        "tokens_cached": 1024,
        "tokens_out": 300,
    }
    row = site.sql(
        "SELECT first_ms > 0 AND ms >= first_ms, tries, outcome, prompt_version ~ '^[0-9a-f]{16}$', tokens_cached FROM gr.model_calls ORDER BY at DESC, age(xmin) LIMIT 1"
    )
    assert row == [["t", "1", "ok", "t", "1024"]]
    assert one["cost_micro"] == int(calls(site, user, "plan_chat")[0][6]) > 0


@pytest.mark.parametrize("provider, structured", [("openai", "auto"), ("openai", "plain"), ("anthropic", "auto"), ("anthropic", "tool")])
def test_what_is_constant_comes_first_byte_by_byte_whoever_asks(site, models, user, name, provider, structured):
    """So that a provider's prompt cache can serve it: the schema or tool, the instructions, and only then what is the user's own."""
    site.ask(f"{provider}, builtin", **{f"{provider}__structured": structured})
    try:
        practise(user, ANSWER + words())
        other = Browser(site.base)
        other.sign_up("b" + name[:20])
        practise(agree(other), "Quite another answer. " + words())
        for mode in {r.mode for r in models.requests}:
            first, *more = [r for r in models.requests if r.mode == mode]
            head = first.raw.index(json.dumps(first.user, ensure_ascii=False)[1:40].encode())
            assert more and all(r.raw[:head] == first.raw[:head] for r in more), mode
            assert all(
                r.body.get(k) == first.body.get(k) for r in more for k in ("system", "tools", "tool_choice", "response_format", "output_config")
            )
            assert json.dumps(first.system[:200], ensure_ascii=False)[1:-1].encode() in first.raw[:head] and head > len(first.system) > 500
            if provider == "anthropic":
                assert [block["cache_control"] for block in first.body["system"]] == [{"type": "ephemeral"}]
    finally:
        site.later("builtin", **{f"{provider}__structured": "auto"})


def test_with_the_built_in_coach_nobody_is_asked(site, models, user):
    site.ask("builtin")
    practise(user, ANSWER)
    assert models.requests == []
    assert "of 10" in user.page.text and MARK not in user.page.text


def test_a_model_that_is_not_there_is_passed_over(site, models, user):
    site.ask("local, builtin", local__url="http://127.0.0.1:1/v1")
    try:
        tell(user)
        assert models.requests == [] and MARK not in user.page.text
        assert calls(site, user, "plan_chat")[0][0] == "builtin"
    finally:
        site.later("builtin", local__url=models.url("local"))


# --- streaming --------------------------------------------------------------------------------------------------------------------------


def whole_of(site, user, path, fields, word, seen):
    """A streamed answer; sets `seen` when the word has come."""
    answer = user.http.post(site.base + path, data=fields, headers={"Origin": site.base}, stream=True, timeout=70)
    whole = ""
    for piece in answer.iter_content(None):
        whole += piece.decode("utf-8", "replace")
        if word in whole:
            seen.set()
    return whole


@pytest.mark.parametrize(
    "provider, structured", [("openai", "auto"), ("openai", "tool"), ("anthropic", "auto"), ("anthropic", "tool"), ("local", "plain")]
)
def test_words_come_as_they_are_made(site, models, user, provider, structured):
    site.ask(f"{provider}, builtin", **{f"{provider}__structured": structured})
    try:
        seen = threading.Event()
        models.play(lambda request: well(request, pause=seen, size=60))  # it says no more until its first words are there
        user.get("/chat")
        form, fields = user.fields("/plan/chat", text=TOLD)
        whole = whole_of(site, user, form.action, fields, "Thank you", seen)
        assert seen.is_set() and "interview" in whole
        assert models.requests[0].stream and len(models.requests) == 1
        assert models.requests[0].form == {"auto": "schema"}.get(structured, structured)
    finally:
        site.later("builtin", **{f"{provider}__structured": "auto"})


def test_what_was_streamed_and_does_not_hold_is_not_kept(site, models, user):
    site.ask("openai, builtin")
    models.always(lambda request: well(request, stop_after=3, then=[{"error": {"message": "gone", "type": "server_error"}}]))
    tell(user)
    one = calls(site, user, "plan_chat")[0]
    assert one[0] == "builtin" and one[2] == "ok"
    user.get("/chat")
    assert MARK not in user.page.text
    assert len(models.requests) == 1  # text had been shown: the same server is not asked again


# --- answers that do not hold, and servers that do not --------------------------------------------------------------------------------------


def test_an_answer_that_does_not_hold_goes_back_once(site, models, user):
    site.ask("openai")
    models.play(lambda request: well(request, answer={"reply": "", "facts": {}, "missing": [], "enough": True}))
    tell(user)
    assert len(models.requests) == 2
    assert "/reply" in models.requests[1].repair and models.requests[1].turns[1][0] == "assistant"
    user.get("/chat")
    assert MARK in user.page.text


def test_the_next_one_is_asked_when_the_first_has_no_answer(site, models, user):
    site.ask("openai:gpt-x, anthropic:claude-y, builtin")
    models.play(failing(503, "server_error"), failing(503, "server_error"), failing(503, "server_error"))
    tell(user)
    assert [(r.provider, r.body["model"]) for r in models.requests] == [("openai", "gpt-x")] * 3 + [("anthropic", "claude-y")]
    assert calls(site, user, "plan_chat")[0][0] == "anthropic"


def test_what_a_server_does_not_take_is_not_asked_twice(site, models, user):
    site.ask("local:old-server")
    models.play(failing(400, "invalid_request_error", "response_format json_schema is not supported"))
    tell(user)
    assert [r.form for r in models.requests] == ["schema", "object"]
    assert "JSON" in models.requests[1].system


@pytest.mark.parametrize("provider", ["local", "anthropic"])
def test_a_server_that_ignores_the_schema_is_told_it_in_words(site, models, user, provider):
    """It takes the form without a word and answers in prose: the second chance has the schema in the instructions, and so has every later request."""
    site.ask(f"{provider}, builtin", model__slow_seconds=19 if provider == "local" else 18)  # fresh workers

    def ignoring(request):
        if request.form in ("object", "plain", "tool"):
            return well(request)
        return well(request, text="Of course! What would you like to know?")

    models.always(ignoring)
    try:
        tell(user)
        assert [r.form for r in models.requests][0] == "schema" and len(models.requests) == 2 and models.requests[1].repair
        assert calls(site, user, "plan_chat")[0][0] == provider
        if provider == "local":
            assert models.requests[1].form == "object" and "maxWords" in models.requests[1].system
    finally:
        site.later("builtin", model__slow_seconds=20)


def test_nulls_for_what_is_unknown_are_fine(site, models, user):
    site.ask("openai")
    models.play(
        lambda request: well(
            request,
            answer={
                "reply": "Thank you, " + MARK + ".",
                "enough": False,
                "missing": ["time"],
                "heard": [{"fact": "role", "words": "a nurse"}],
                "facts": {
                    "role": "nurse",
                    "minutes": None,
                    "days": None,
                    "days_off": None,
                    "weak": None,
                    "strong": None,
                    "motivation": None,
                    "capacity": None,
                    "interview_date": None,
                    "no_interview_date": None,
                    "weak_told": None,
                },
            },
        )
    )
    tell(user, "I am a nurse.")
    user.get("/chat")
    assert MARK in user.page.text and len(models.requests) == 1
    assert user.form("/plan/facts").fields["role"] == "nurse"


def test_a_bomb_is_cut_off(site, models, user):
    site.ask("openai, builtin")
    models.always(Reply(body=b'{"choices":[' + b" " * 8_000_000 + b"]}", zip=True))
    tell(user)
    user.send("/plan/suggest_new", status=200)
    assert calls(site, user, "suggest_plan")[0][0] == "builtin"


# --- TLS ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.expected('"event":"model_call"')
@pytest.mark.parametrize(
    "certificate, trusted, good",
    [
        ({}, True, True),
        ({}, False, False),
        ({"host": "DNS:elsewhere.example"}, True, False),
        ({"ends": "20210101000000Z"}, True, False),
    ],
    ids=["good", "unknown authority", "another host", "expired"],
)
def test_certificates_are_verified(site, models, authority, user, certificate, trusted, good):
    with ModelServer(authority.certificate(name=f"c{abs(hash(str(certificate)))}", **certificate)) as safe:
        site.ask("openai, builtin", openai__url=safe.url("openai"), model__ca_file=authority.ca if trusted else "")
        try:
            tell(agree(user))
            assert [r.mode for r in safe.requests] == (["plan_chat"] if good else [])
            assert calls(site, user, "plan_chat")[0][0] == ("openai" if good else "builtin")
        finally:
            site.later("builtin", openai__url=models.url("openai"), model__ca_file="")


def test_a_redirect_is_not_followed(site, models, user):
    site.ask("openai, builtin")
    models.play(Reply(302, headers={"Location": models.url("openai") + "/elsewhere"}))
    tell(user)
    assert len(models.requests) == 1 and calls(site, user, "plan_chat")[0][0] == "builtin"
