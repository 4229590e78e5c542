"""The coach's words in a plain browser: the page's head first, words as they are made, then what holds; what does not hold is struck out; a closed tab loses nothing."""

import re
import subprocess
import threading

import pytest

from tests.conftest import words
from tests.llm.test_wire import open_question, tell
from tests.support.chromium import Chromium
from tests.support.model_server import well
from tests.support.model_words import MARK
from tests.support.patience import patient, wait_for


class Held:
    """A model that stops in the middle of its answer until it is told to go on: with `fails` by breaking off."""

    def __init__(self, models, mode, said, fails=False):
        self.said, self.fails, self.begun, self.go = said, fails, threading.Event(), threading.Event()
        self.once = False
        models.always(lambda request: self.reply(request) if request.mode == mode else well(request))

    def reply(self, request):
        reply = well(request, size=6)
        if not self.once:
            self.once = True
            reply.pieces = self.pieces(reply.pieces)
        return reply

    def pieces(self, pieces):
        seen = b""
        for i, piece in enumerate(pieces):
            yield piece
            seen += b"".join(re.findall(rb'"content": "((?:[^"\\]|\\.)*)"', piece)) if isinstance(piece, bytes) else b""
            if self.said.encode() in seen:
                break
        self.begun.set()
        assert self.go.wait(patient(30))
        if self.fails:
            yield b'data: {"error": {"message": "gone", "type": "server_error"}}\n\n'
        else:
            yield from pieces[i + 1 :]


class Kind:
    """A form that the coach answers in pieces: its mode, words that come early, words that come late, and what is kept in the end."""

    def __init__(self, mode, head, early, late, kept, show):
        self.mode, self.head, self.early, self.late, self.kept, self.show = mode, head, early, late, kept, show

    def __repr__(self):
        return self.mode

    def prepare(self, user):
        """Goes where the form is: (page, the form's action)."""
        if self.mode == "plan_chat":
            return "/chat", "/plan/chat"
        open_question(user)
        wanted = "/study/evaluate_answer/" if self.mode == "evaluate_answer" else "/study/story/"
        return user.url, next(f.action for f in user.page.forms if f.action.startswith(wanted))

    def fields(self, user, page, action):
        user.get(page)
        typed = {
            "plan_chat": {"text": "I teach year 4. " + words()},
            "evaluate_answer": {"answer": "First I would greet every child at the door. " + words()},
        }
        return user.fields(action, **typed.get(self.mode, {}))[1]


KINDS = [
    Kind("plan_chat", "Saved. The coach is answering.", "Thank you", "interview, and how much energy", "interview, and how much energy", "/chat"),
    Kind("evaluate_answer", "The coach is reading it now.", "A clear first", "Say what came of it", "7 of 10", None),
    Kind("build_story", "looking through what you told it", "A good beginning", "I greeted every child", "I greeted every child at the door.", None),
]
every = pytest.mark.parametrize("kind", KINDS, ids=repr)


@pytest.fixture(scope="module")
def chromium(site):
    one = Chromium(site.base, waits=False)
    yield one
    one.quit()


def arrives(site, user, action, fields):
    """The page, as a list that grows while it comes."""
    so_far = []

    def read():
        answer = user.http.post(site.base + action, data=fields, headers={"Origin": site.base}, stream=True, timeout=70)
        for piece in answer.iter_content(None):
            so_far.append(piece.decode("utf-8", "replace"))
        so_far.append(None)

    threading.Thread(target=read, daemon=True).start()
    return so_far


def text_of(so_far):
    return "".join(piece for piece in so_far if piece)


# --- as bytes come ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider, kind", [*(("openai", k) for k in KINDS), ("anthropic", KINDS[1])], ids=repr)
def test_head_then_words_then_what_holds(site, models, user, kind, provider):
    site.ask(f"{provider}, builtin")
    page, action = kind.prepare(user)
    fields = kind.fields(user, page, action)
    models.calm()
    before, middle = threading.Event(), threading.Event()

    def play(request):
        assert before.wait(patient(30))
        reply = well(request, size=6)
        pieces, half = reply.pieces, len(reply.pieces) * 2 // 3

        def each():
            yield from pieces[:half]
            assert middle.wait(patient(30))
            yield from pieces[half:]

        reply.pieces = each()
        return reply

    models.play(play)
    so_far = arrives(site, user, action, fields)
    wait_for(lambda: kind.head in text_of(so_far))
    assert kind.early not in text_of(so_far) and so_far[-1] is not None
    before.set()
    wait_for(lambda: kind.early in text_of(so_far))
    assert "</html>" not in text_of(so_far)
    middle.set()
    wait_for(lambda: so_far[-1] is None)
    whole = text_of(so_far)
    assert whole.index(kind.head) < whole.index(kind.early) < whole.index("</main>") and kind.late in whole
    assert "taken-back" not in whole and whole.count('class="coming"') == 1


@every
def test_a_closed_tab_loses_nothing(site, models, user, kind):
    site.ask("openai, builtin")
    page, action = kind.prepare(user)
    fields = kind.fields(user, page, action)
    models.calm()
    held = Held(models, kind.mode, kind.early)
    answer = user.http.post(site.base + action, data=fields, headers={"Origin": site.base}, stream=True, timeout=70)
    seen = ""
    for piece in answer.iter_content(None):
        seen += piece.decode("utf-8", "replace")
        if kind.early in seen:
            break
    answer.close()
    held.go.set()
    where = kind.show or re.search(r'href="(/(?:attempt|story)/[0-9a-f-]{36})"', seen)[1]
    wait_for(lambda: kind.kept in user.get(where).text or kind.kept in user.page.source)
    assert len([r for r in models.requests if r.mode == kind.mode]) == 1 and MARK in user.page.source


def test_what_was_shown_before_a_repair_is_taken_back(site, models, user):
    """The first document streams well and breaks its contract; the second holds."""
    site.ask("openai")
    bad = {"reply": "Nonsense, said with confidence.", "facts": {"minutes": 99999}, "missing": [], "enough": True}
    models.play(lambda request: well(request, answer=bad))
    tell(user)
    assert len(models.requests) == 2
    text = user.page.text
    assert text.index("Nonsense") < text.index("does not count") < text.index("Thank you")
    user.get("/chat")
    assert "Nonsense" not in user.page.text and MARK in user.page.text


# --- in Chromium, without JavaScript ------------------------------------------------------------------------------------------------------------


def send_form(chromium, page, action, values):
    """Fills in the form and presses its button; does not wait for the answer."""
    chromium.get(page)
    find = f'form[action="{action}"]'
    wait_for(lambda: chromium.ask("return document.readyState === 'complete' && document.querySelector(arguments[0]) !== null", find))
    form = chromium.driver.find_element("css selector", find)
    for name, value in values.items():
        form.find_element("name", name).send_keys(value)
    form.find_element("css selector", "button.button, button:not([formaction])").click()


def shown(chromium):
    return chromium.ask("return document.querySelector('main') ? document.querySelector('main').innerText : ''")


def style_of_words(chromium):
    return chromium.ask("const s = getComputedStyle(document.querySelector('.coming')); return [s.display, s.textDecorationLine]")


TYPED = {"plan_chat": {"text": "I teach year 4."}, "evaluate_answer": {"answer": "First I would greet every child at the door."}, "build_story": {}}


@every
def test_words_are_on_the_screen_while_the_model_speaks(site, models, user, chromium, kind):
    site.ask("openai, builtin")
    page, action = kind.prepare(user)
    models.calm()
    chromium.cookies_of(user.http)
    held = Held(models, kind.mode, kind.early)
    send_form(chromium, page, action, TYPED[kind.mode])
    wait_for(lambda: kind.early in shown(chromium))
    assert kind.head in shown(chromium) and kind.late not in shown(chromium)
    assert chromium.ask("return document.readyState") == "loading" and style_of_words(chromium) == ["block", "none"]
    held.go.set()
    wait_for(lambda: chromium.ask("return document.readyState") == "complete")
    assert kind.kept in shown(chromium) or kind.kept in chromium.ask("return [...document.querySelectorAll('textarea')].map(t => t.value).join('|')")
    # a mark says again what was said meanwhile, so those words make room for it
    assert style_of_words(chromium)[0] == ("none" if kind.mode == "evaluate_answer" else "block")
    assert chromium.complaints() == []


@every
def test_what_breaks_off_is_struck_out_and_what_holds_is_there(site, models, user, chromium, kind):
    site.ask("openai, builtin")
    page, action = kind.prepare(user)
    models.calm()
    chromium.cookies_of(user.http)
    held = Held(models, kind.mode, kind.early, fails=True)
    send_form(chromium, page, action, TYPED[kind.mode])
    wait_for(lambda: kind.early in shown(chromium))
    held.go.set()
    wait_for(lambda: chromium.ask("return document.readyState") == "complete")
    text = shown(chromium)
    assert text.index(kind.early) < text.index("does not count") and style_of_words(chromium) == ["block", "line-through"]
    assert kind.late not in text
    assert chromium.ask("return document.querySelector('.taken-back').getAttribute('role')") == "alert"
    rest = text[text.index("does not count") :]
    assert {"plan_chat": "Send", "evaluate_answer": "of 10", "build_story": "Situation"}[kind.mode] in rest  # the built-in coach's, which holds
    assert chromium.complaints() == []


# --- in w3m --------------------------------------------------------------------------------------------------------------------------------------


@every
def test_a_text_browser_says_what_does_not_count(site, models, user, kind):
    site.ask("openai, builtin")
    page, action = kind.prepare(user)
    fields = kind.fields(user, page, action)
    models.calm()
    held = Held(models, kind.mode, kind.early, fails=True)
    held.go.set()
    so_far = arrives(site, user, action, fields)
    wait_for(lambda: so_far and so_far[-1] is None)
    read = subprocess.run(
        ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"],
        input=text_of(so_far),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    read = " ".join(read.split())
    assert (
        read.index(kind.early)
        < read.index("does not count")
        < read.index({"plan_chat": "Send", "evaluate_answer": "of 10", "build_story": "Situation"}[kind.mode])
    )
