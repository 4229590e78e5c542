"""What a model's answer may be: not JSON, not in the contract, broken off, endless, not even text. None of it is stored as a
mark or shown as one; the answer is kept, and the next request works."""

import gzip
import html
import json
import re

import pytest

from tests.llm.practice import Practice
from tests.support.model_server import Reply, failing, openai_stream, openai_whole, well
from tests.support.model_words import answer_for

pytestmark = pytest.mark.xdist_group("llm-answers")  # one site for all of it

DEADLINE = 10
MEMORY = 96 * 1024  # KiB that a worker may need for the worst of answers


@pytest.fixture(scope="module", autouse=True)
def marks_on_the_wire(site, model_server):
    site.mode("evaluate_answer", order="openai", deadline_seconds=DEADLINE)
    site.configure("budget", "user_tokens", 0)  # a gigabyte of words would use it up
    site.ask("builtin", openai__structured="plain")
    yield
    site.mode("evaluate_answer")
    site.configure("budget", "user_tokens", 150000)
    site.later("builtin", openai__structured="auto")


@pytest.fixture
def asked(site, models):
    return Practice(site)


def saying(text):
    return lambda request: well(request, text=text)


def changed(size=12, **members):
    """A good mark with some members as given; streamed in pieces of that size."""
    return lambda request: well(request, answer={**answer_for(request), **members}, **({"size": size} if request.stream else {}))


def landed(**members):
    """A good mark whose only anchor is as given."""
    return lambda request: well(
        request, answer={**answer_for(request), "anchors": [{"name": "First step", "anchor": "Names one.", "landed": False, "quote": "", **members}]}
    )


# --- 8: not JSON ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply, repaired",
    [
        (saying("The secret sauce is a seven."), True),
        (saying('{"score": 7, "positive_feedback": ["The secret sauce'), True),
        (saying('{"score": 7}{"secret": "sauce"}'), True),
        (saying("[]"), True),
        (saying("null"), True),
        (Reply(body="", content_type="text/event-stream"), False),
        (Reply(body=""), False),
        (Reply(body="<html><h1>secret sauce</h1></html>", content_type="text/html"), False),
        (Reply(body="{not json at all, secret sauce"), False),
        (Reply(body="data: secret sauce\n\n", content_type="text/event-stream"), False),
        (lambda request: openai_stream("", usage=None), False),
    ],
    ids=[
        "prose",
        "half a document",
        "two documents",
        "a list",
        "null",
        "an empty stream",
        "an empty body",
        "html",
        "broken json",
        "a stream of something",
        "no word",
    ],
)
def test_what_is_not_json_gets_one_more_chance(asked, models, reply, repaired):
    models.always(reply)
    asked.send()
    assert len(models.requests) == 2
    assert (models.requests[1].repair is not None) == repaired
    asked.assert_pending("could not be used")
    assert "sauce" not in asked.browser.page.source
    asked.assert_next_works(models)


def test_the_second_chance_is_taken(asked, models):
    models.play(saying("A seven, I would say."))
    asked.send()
    asked.assert_marked()
    assert len(models.requests) == 2 and "not one JSON document" in models.requests[1].repair


# --- 9: not in the contract ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply, where",
    [
        (changed(score=1e9), "/score"),
        (changed(score=0), "/score"),
        (changed(score=11), "/score"),
        (changed(score=7.5), "/score"),
        (changed(score="10"), "/score"),
        (changed(score=None), "/score"),
        (changed(score=None, why="It is in Spanish."), "/score"),  # only the built-in coach may leave an answer without a mark
        (changed(score=[10]), "/score"),
        (changed(score=2**63), "JSON"),
        (lambda request: well(request, text=json.dumps({**answer_for(request), "score": float("nan")})), "JSON"),
        (lambda request: well(request, text=json.dumps({**answer_for(request), "score": float("inf")})), "JSON"),
        (lambda request: well(request, text=json.dumps(answer_for(request)).replace('"score": 7', '"score": 1e400')), ""),
        (changed(user_id="00000000-0000-4000-8000-000000000000"), "user_id"),
        (changed(state="approved"), "state"),
        (changed(positive_feedback="a word"), "/positive_feedback"),
        (changed(positive_feedback=["a"] * 4), "/positive_feedback"),
        (changed(positive_feedback=[" ".join(["word"] * 31)]), "/positive_feedback/0"),
        (changed(improvement_areas=["x" * 500_000], size=2000), "/improvement_areas/0"),
        (changed(anchors={"name": "x"}), "/anchors"),
        (landed(landed=True, quote="words that nobody said"), "letter for letter"),
        (landed(landed=True, quote=""), "quotation"),
        (changed(positive_feedback=["“I led a team of forty people” is strong."]), "/positive_feedback/0: “I led a team of forty people”"),
        (changed(positive_feedback=['You said "I led a team of forty people".']), "/positive_feedback/0"),
        (changed(improvement_areas=["You wrote ‘I led a team of forty people’: how?"]), "/improvement_areas/0"),
        (landed(landed=False, quote="First I would"), "quotation"),
        (lambda request: well(request, text="[" * 10_000 + "]" * 10_000), "JSON"),
        (lambda request: well(request, text='{"score":' * 10_000 + "7" + "}" * 10_000, **({"size": 2000} if request.stream else {})), "JSON"),
        (lambda request: well(request, text=json.dumps(answer_for(request))[:-1] + ', "deep": ' + "[" * 10_000 + "]" * 10_000 + "}"), "JSON"),
    ],
    ids=lambda v: v if isinstance(v, str) else None,
)
def test_what_is_not_in_the_contract_is_never_a_mark(asked, models, reply, where):
    models.always(reply)
    asked.send()
    assert len(models.requests) == 2 and where in models.requests[1].repair, [r.repair for r in models.requests]
    asked.assert_pending("could not be used")
    assert asked.calls()[-1][1] == "invalid"
    asked.assert_next_works(models)


def test_a_protocol_ten_thousand_deep_is_no_answer(asked, models):
    models.always(Reply(body='{"choices":' + "[" * 10_000 + "]" * 10_000 + "}"))
    asked.send()
    asked.assert_pending("could not be used")
    asked.assert_next_works(models)


def test_a_slip_in_a_quotation_costs_no_second_request(asked, models):
    """The words as they stand in the answer are put in its place."""
    typed = "First I’d greet every child — by\u00a0name.\n\nThen  I would count how many are calm."
    anchors = [
        {"name": "First step", "anchor": "Names one.", "landed": True, "quote": "first I'd greet every child - by name. Then I would"},
        {"name": "Second step", "anchor": "Names another.", "landed": True, "quote": "Count how many."},
    ]
    models.always(
        changed(anchors=anchors, positive_feedback=["said the model: “I’d Greet every child.”"], improvement_areas=["Say ‘it took us nine minutes’."])
    )
    asked.send(typed)
    assert len(models.requests) == 1
    marked = asked.program.call("GET", f"/attempt/{asked.attempt}")
    assert [one["quote"] for one in marked["anchors"]] == ["First I’d greet every child — by\u00a0name.\n\nThen  I would", "count how many"]
    assert marked["positive_feedback"] == ["said the model: “I’d greet every child”."]
    assert marked["improvement_areas"] == ["Say ‘it took us nine minutes’."]


def test_a_sentence_that_may_be_an_anchor_is_one_of_the_answer(asked, models):
    """It is a hint, not a mark: one that nobody said is left out, and the rest of the mark stands."""
    said = "Then I would count how many are calm."
    anchors = [
        {"name": "First step", "anchor": "Names one.", "landed": False, "quote": "", "perhaps": said},
        {"name": "Second step", "anchor": "Names another.", "landed": False, "quote": "", "perhaps": "Words that nobody said."},
        {"name": "Third step", "anchor": "Names a third.", "landed": True, "quote": "I would greet", "perhaps": said},
    ]
    models.always(lambda request: well(request, answer={**answer_for(request), "anchors": anchors}))
    asked.send()
    assert len(models.requests) == 1
    marked = asked.program.call("GET", f"/attempt/{asked.attempt}")
    assert [one["perhaps"] for one in marked["anchors"]] == [said, "", ""]
    assert marked["why"] == "" and not marked["not_marked"]
    page = asked.browser.get(f"/attempt/{asked.attempt}")
    assert page.text.count("Did you say this?") == 1 and f"Did you say this? {said}" in page.text.replace("“", "").replace("”", "")
    assert "nobody said" not in page.text


def test_the_answer_stands_once_and_as_it_was_typed(asked, models):
    """What landed and what may have is marked in place; nothing is added to its words, whatever they are."""
    typed = "First I would <b>greet</b> every child & their name.\n\nThen  I would count how many are calm."
    anchors = [
        {"name": "First step", "anchor": "Names one.", "landed": True, "quote": "greet</b> every child & their name.\n\nThen  I"},
        {"name": "Second step", "anchor": "Names another.", "landed": False, "quote": "", "perhaps": "Then  I would count how many are calm."},
        {"name": "Third step", "anchor": "Names a third.", "landed": True, "quote": "would <b>greet</b>"},
    ]
    models.always(lambda request: well(request, answer={**answer_for(request), "anchors": anchors}))
    asked.send(typed)
    said = re.findall(r'<p class="said">(.*?)</p>', asked.browser.get(f"/attempt/{asked.attempt}").source, re.S)
    assert len(said) == 1
    assert html.unescape(re.sub(r"<sup>[^<]*</sup>|</?(?:mark|a)\b[^>]*>", "", said[0])) == asked.answer
    assert re.findall(r'<mark(?: class="(\w+)")?><a href="#anchor-(\d)"', said[0]) == [("", "3"), ("", "1"), ("", "1"), ("", "1"), ("may", "2")]


def test_a_second_try_shows_what_is_new_in_it(asked, models):
    asked.send("First I would greet every child.")
    assert "<ins>" not in asked.browser.get(f"/attempt/{asked.attempt}").source
    asked.program.call("POST", f"/study/session/{asked.session}/open/{asked.question}", {})
    asked.send("First I would greet every child. Then I would <i>count</i>.")
    page = re.sub(r"<sup>[^<]*</sup>|</?(?:mark|a)\b[^>]*>", "", asked.browser.get(f"/attempt/{asked.attempt}").source)
    assert '<p class="said">First I would greet every child. <ins>Then I would &lt;i&gt;count&lt;/i&gt;.' in page


# --- 10: broken off -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply, tries, outcome",
    [
        (lambda request: well(request, stop_after=8), 1, "cut"),
        (lambda request: well(request, stop_after=8, cut=True), 1, "cut"),
        (lambda request: well(request, stop_after=8, then=['data: {"choices":[{"index":0,"del'], cut=True), 1, "cut"),
        (lambda request: well(request, stop_after=8, then=[{"error": {"message": "secret sauce", "type": "server_error"}}]), 1, "server"),
        (lambda request: well(request, stop_after=8, then=[{"error": {"message": "secret sauce", "type": "overloaded_error"}}]), 1, "overloaded"),
        (lambda request: well(request, stop_after=8, then=['{"error":"secret sauce"}\n']), 1, None),
        (lambda request: well(request, stop_after=0, then=[{"error": {"message": "secret sauce", "type": "server_error"}}]), 3, "server"),
        (lambda request: openai_stream(json.dumps(answer_for(request))[:150], finish="length"), 1, "truncated"),
        (lambda request: openai_whole(json.dumps(answer_for(request))[:150], finish="length"), 1, "truncated"),
        (lambda request: openai_stream(json.dumps(answer_for(request)), finish="length"), 1, "truncated"),
        (lambda request: openai_stream(json.dumps(answer_for(request)), finish="content_filter"), 1, "filtered"),
        (lambda request: openai_whole("", refusal="I can't help with that secret sauce."), 1, "refused"),
        (lambda request: openai_stream(json.dumps(answer_for(request)), finish="something_new"), None, None),
    ],
    ids=[
        "no end",
        "a cut",
        "mid-event",
        "an error inside",
        "overloaded inside",
        "a bare line of error",
        "an error before a word",
        "length",
        "length, whole",
        "length and all there",
        "filtered",
        "refused",
        "a stop nobody knows",
    ],
)
def test_what_breaks_off_is_no_mark(asked, models, reply, tries, outcome):
    models.always(reply)
    asked.send()
    assert len(models.requests) == (tries or len(models.requests))
    asked.assert_pending()
    assert outcome is None or asked.calls()[-1][1] == outcome
    assert "sauce" not in asked.browser.page.source and "said the model" not in asked.browser.page.source  # nothing of it was kept
    asked.assert_next_works(models)


def test_words_that_were_shown_and_did_not_hold_are_taken_back_in_sight(asked, models):
    models.always(lambda request: well(request, stop_after=16, then=[{"error": {"message": "gone", "type": "server_error"}}]))
    page = asked.send()
    assert "A clear first step" in page.text  # it was streamed
    assert page.text.index("A clear first step") < page.text.index("does not count") < page.text.index("pending")
    asked.assert_pending()
    asked.assert_next_works(models)


# --- 11: endless ----------------------------------------------------------------------------------------------------------------------------


def a_gigabyte(before, each, content_type):
    def reply(_):
        return Reply(pieces=(p for i in range(16 * 1024 + 1) for p in [each if i else before]), content_type=content_type)

    return reply


SPACES = b" " * 65536


@pytest.mark.parametrize(
    "reply",
    [
        a_gigabyte(b'{"choices":[', SPACES, "application/json"),
        a_gigabyte(b"data: ", SPACES, "text/event-stream"),
        a_gigabyte(b": ", SPACES, "text/event-stream"),
        a_gigabyte(b"\n", b'data: {"choices":[{"index":0,"delta":{"content":"' + b"x" * 1000 + b'"}}]}\n\n', "text/event-stream"),
        a_gigabyte(b"\n", b": a comment that keeps the line alive\n\n" * 1000, "text/event-stream"),
        a_gigabyte(b"<html>", SPACES, "text/html"),
    ],
    ids=["a document", "one line", "one comment", "many words", "many comments", "html"],
)
def test_a_gigabyte_is_cut_off_and_memory_stays_flat(site, asked, models, reply):
    before = site.memory()
    models.always(reply)
    asked.send()
    asked.assert_pending()
    assert asked.watch.within(DEADLINE), asked.watch
    assert site.memory() < before + MEMORY, (before, site.memory())
    assert asked.calls()[-1][1] == "too_large"
    asked.assert_next_works(models)


BOMB = gzip.compress(b'{"choices":[' + b" " * 200_000_000 + b"]}", 6)


@pytest.mark.parametrize("content_type", ["text/event-stream", "application/json"])
def test_a_bomb_is_cut_off_and_memory_stays_flat(site, asked, models, content_type):
    before = site.memory()
    models.always(lambda request: Reply(body=BOMB, headers={"Content-Encoding": "gzip"}, content_type=content_type))
    asked.send()
    asked.assert_pending()
    assert site.memory() < before + MEMORY, (before, site.memory())
    asked.assert_next_works(models)


def test_a_bomb_that_was_asked_for_is_cut_off_too(site, asked, models):
    """Only a whole answer may come compressed: the second chance of one whose words were shown."""
    before = site.memory()
    models.play(changed(score=11), Reply(body=BOMB, headers={"Content-Encoding": "gzip"}))
    asked.send()
    assert [r.stream for r in models.requests] == [True, False] and "gzip" in models.requests[1].headers["Accept-Encoding"]
    asked.assert_pending("could not be used")
    assert asked.calls()[-1][1] == "too_large"
    assert site.memory() < before + MEMORY, (before, site.memory())
    asked.assert_next_works(models)


def test_a_short_length_and_a_long_one(asked, models):
    models.play(lambda request: Reply(body=json.dumps(answer_for(request)), length=40), failing(503), failing(503), failing(503))
    asked.send()
    asked.assert_pending()
    asked.assert_next_works(models)


# --- 12: what is in the words ------------------------------------------------------------------------------------------------------------------


HOSTILE = [
    '<img src="http://evil.example/x.png" onerror=alert(1)>',
    "<script>alert(document.cookie)</script>",
    "</p></section><form action=//evil.example><input name=token>",
    "[click](http://evil.example/) ![x](http://evil.example/x.png)",
    "{{token}} {{%AUTOESCAPE}} {{#positive_feedback}}",
    "%n%s%x ${7*7} <%= 7*7 %>",
    "&lt;b&gt; &amp;amp;",
    "\u202eevil\u202c \u2066x\u2069",
    "<!-- --> ]]> <![CDATA[x]]>",
    "javascript:alert(1) data:text/html,x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_in_a_models_words_is_words(asked, models, text):
    models.always(
        changed(
            positive_feedback=["said the model: " + text],
            improvement_areas=[text],
            anchors=[{"name": "<b>A</b>", "anchor": text, "landed": False, "quote": ""}],
            confidence=text,
        )
    )
    live = asked.send()
    asked.assert_marked()
    asked.browser.get(f"/attempt/{asked.attempt}")
    for page in (live, asked.browser.page):
        lower = page.source.lower()
        assert not any(tag in lower for tag in ("<script", "<img", "onerror=alert(1)>", "<b>", "<%=", "<!--", "<![cdata"))
        assert not [link for link in page.links if "evil" in link or "javascript" in link] and not [f for f in page.forms if "evil" in f.action]
    shown = "".join(c for c in text if c not in "\u202e\u202c\u2066\u2069")
    assert " ".join(shown.split()) in "".join(c for c in asked.browser.page.text if c not in "\u202e\u202c\u2066\u2069")


@pytest.mark.parametrize(
    "bad",
    [b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80"],
    ids=["bytes", "overlong", "half a pair", "five bytes", "a tail"],
)
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
def test_bytes_that_are_no_text_are_refused(asked, models, bad, whole):
    def reply(request):
        one = (openai_whole if whole else openai_stream)(json.dumps(answer_for(request)))
        if whole:
            return Reply(body=one.body.replace(b"A clear", b"A " + bad + b" clear"))
        return Reply(
            pieces=[p.replace(b"score", b"sc" + bad + b"ore") if isinstance(p, bytes) else p for p in one.pieces], content_type="text/event-stream"
        )

    models.always(reply)
    page = asked.send()
    assert "\ufffd" not in page.text
    asked.assert_pending("could not be used")
    asked.assert_next_works(models)


@pytest.mark.parametrize(
    "sign",
    ["\u0000", "\u0001", "\u0007", "\u001b[31m\u001b]0;title\u0007", "\u007f", "\u0085", "\ud800", "\ufeff", "\u2028"],
    ids=["NUL", "SOH", "BEL", "ANSI", "DEL", "NEL", "half a pair", "a byte order mark", "a line separator"],
)
def test_signs_that_steer_a_screen_never_reach_one(asked, models, sign):
    models.play(lambda request: well(request, text=json.dumps({**answer_for(request), "positive_feedback": ["said the model " + sign + " so."]})))
    page = asked.send()
    asked.browser.get(f"/attempt/{asked.attempt}")
    for source in (page.source, asked.browser.page.source):
        assert not any(c in source for c in map(chr, [*range(9), *range(11, 32), 127, *range(128, 160)]) if c != "\r"), repr(source[:200])
    if "pending" in asked.browser.page.text:
        asked.assert_next_works(models)
    else:
        asked.assert_marked()
