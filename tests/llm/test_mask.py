"""What a server outside is told of a person: no names of theirs, no ids, and addresses and numbers only masked; all of it comes back as it was."""

import re
import uuid

import pytest

from tests.conftest import words
from tests.llm.test_wire import practise, tell
from tests.support.browser import Program
from tests.support.model_server import well
from tests.support.model_words import MARK
from tests.support.walk import PASSWORD, Walk

MAIL, PHONE, CARD = "zoe.blogs@staffroom.example", "+44 1632 960001", "4111 1111 1111 1111"
MODES = {
    "plan_chat",
    "suggest_plan",
    "suggest_plan_changes",
    "generate_questions",
    "evaluate_answer",
    "build_story",
    "reconcile_session",
    "daily_review",
}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Telling(Walk):
    """Somebody who puts how to reach them into everything they write; their name and login are found again wherever they turn up."""

    def words(self, text):
        return super().words(f"{text} ({MAIL}, {PHONE})")


@pytest.fixture
def everything_asked(site, models):
    """What was sent while somebody used every mode, and that person."""

    def ask(order):
        site.ask(order)
        p = Program(site.base)
        w = Telling(p.call, "login" + uuid.uuid4().hex[:8])
        p.call("POST", "/users/create", {"username": w.name, "password": PASSWORD, "name": "Canary " + w.name})
        p.call("POST", "/settings/coach", {"coach": "outside"})
        w.tell().plan_it().practise().tell_a_story().look_back()
        p.call("POST", "/plan/suggest_changes", {"feedback": [w.words("only 20 minutes a day")], "context": w.words("I was ill.")})
        assert {r.mode for r in models.requests} == MODES
        return w, [r.raw.decode() for r in models.requests]

    return ask


def test_no_mode_sends_a_name_an_id_an_address_or_a_number(everything_asked):
    w, sent = everything_asked("openai, builtin")
    for raw in sent:
        assert w.name not in raw.lower() and not ID.search(raw), raw
        assert MAIL not in raw and "960001" not in raw, raw
    assert any("[email 1]" in raw and "[phone 1]" in raw for raw in sent)


def test_a_server_inside_gets_the_words_as_they_are_but_no_names_and_no_ids(everything_asked):
    w, sent = everything_asked("local, builtin")
    assert any(MAIL in raw and PHONE in raw for raw in sent) and not any("[email 1]" in raw for raw in sent)
    assert not any(w.name in raw.lower() or ID.search(raw) for raw in sent)


def sent_page(user, session):
    user.get(session)
    attempt = [link for link in user.page.links if re.match(r"/attempt/[0-9a-f-]{36}$", link)][0]
    user.get(attempt + "/sent")
    return attempt


def marking(feedback):
    """A mark that quotes the beginning of what it was given, and says `feedback`."""

    def play(request):
        if request.mode != "evaluate_answer":
            return well(request)
        said = re.search(r"<<<\w+ the answer\n(.*?)\n>>>", request.user, re.S).group(1)
        return well(
            request,
            size=1,
            answer={
                "score": 7,
                "positive_feedback": [feedback],
                "improvement_areas": [],
                "anchors": [{"name": "First step", "anchor": "Names one first step.", "landed": True, "quote": said[:60]}],
            },
        )

    return play


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_marks_quote_letter_for_letter_and_the_page_says_what_was_sent(site, models, user, provider):
    site.ask(f"{provider}, builtin")
    models.always(marking("Good that you gave [email 1] and [phone 1]."))
    answer = f"Mail {MAIL}, ring {PHONE}, pay with {CARD}. I typed [email 7]. " + words()
    session = practise(user, answer)
    asked = next(r for r in models.requests if r.mode == "evaluate_answer")
    assert "Mail [email 8], ring [phone 1], pay with [number 1]. I typed [email 7]." in asked.user
    page = user.page.text
    assert f"Mail {MAIL}, ring {PHONE}, pay" in page  # the quotation
    assert f"Good that you gave [email 1] and {PHONE}." in page  # no such placeholder was handed out
    assert "[phone 1]" not in page and "[email 8]" not in page
    sent_page(user, session)
    assert "Mail [email 8], ring [phone 1], pay with [number 1]. I typed [email 7]." in user.page.text
    assert MAIL not in user.page.text and "kept back" in user.page.text


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_what_streams_is_put_back_however_it_is_cut(site, models, user, size):
    site.ask("openai, builtin")
    reply = f"Thank you, {MARK}. I wrote to [email 1], [Email 1] and [mail 1]."
    models.play(
        lambda request: well(
            request,
            size=size,
            answer={
                "reply": reply,
                "facts": {"role": "teacher, [email 1]"},
                "heard": [{"fact": "role", "words": "I teach"}],
                "missing": [],
                "enough": True,
            },
        )
    )
    tell(user, f"I teach. Write to {MAIL}.")
    whole = f"Thank you, {MARK}. I wrote to {MAIL}, {MAIL} and [mail 1]."
    assert user.page.text.count(whole) == 1 and "[email 1]" not in user.page.source
    assert "struck" not in user.page.source
    user.get("/chat")
    assert whole in user.page.text and user.form("/plan/facts").fields["role"] == f"teacher, {MAIL}"


def test_a_host_may_send_it_all(site, models, user):
    site.ask("openai, builtin", model__mask="no")
    try:
        tell(user, f"I teach. Write to {MAIL}.")
        assert MAIL in models.requests[0].user
    finally:
        site.later("builtin", model__mask="yes")


def test_what_went_out_in_vain_is_told(site, models, user):
    site.ask("openai, builtin")
    models.always(lambda request: well(request, answer={"score": 99}) if request.mode == "evaluate_answer" else well(request))
    session = practise(user, f"Mail {MAIL} first. " + words())
    assert "of 10" in user.page.text
    sent_page(user, session)
    assert "gave no answer that holds" in user.page.text and "Nothing left it" not in user.page.text
    assert "Mail [email 1] first." in user.page.text
