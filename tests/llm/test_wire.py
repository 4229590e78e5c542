"""The running site with models on the wire: a chat turn, a plan, questions and a mark come from the model, whole and streamed, in every form."""
import re

import pytest

from tests.conftest import words
from tests.llm.conftest import KEY
from tests.support.model_words import MARK

TOLD = "I am a year 4 teacher. I can practise 30 minutes a day. Behaviour management scares me. I have some energy."
ANSWER = "First I would greet every child at the door. "


def calls(site, user, mode):
    """The records of a user's calls in a mode, newest first: provider, model, outcome, in, out, cached, cost, tries."""
    return site.sql("SELECT provider, model, outcome, tokens_in, tokens_out, tokens_cached, cost_micro, tries FROM gr.model_calls"
                    f" WHERE mode = '{mode}' AND user_id = (SELECT user_id FROM gr.model_calls ORDER BY at DESC LIMIT 1) ORDER BY at DESC")


def tell(user, text=TOLD):
    user.get("/chat")
    return user.send("/plan/chat", text=text, status=200)


def practise(user, text):
    """From a plan to a marked answer."""
    tell(user)
    user.send("/plan/suggest_new", status=200)
    user.get("/proposal")
    user.send("/plan/approve_plan", status=200)
    user.get("/study")
    form = [f for f in user.page.forms if f.action == "/study/start_session" and "prescription" in f.fields][0]
    user.post(form.action, form.fields)
    session = user.url
    user.send("/study/generate_questions/*", status=200)
    user.get(session)
    opening = [f.action for f in user.page.forms if "/open/" in f.action]
    user.send(opening[0], status=200)
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
        site.ask("builtin", local__url=models.url("local"))
