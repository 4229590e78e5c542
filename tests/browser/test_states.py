"""What a page looks like when something has happened on it: bad input given back, words that came, a summary before and after, faults, nginx's own pages."""

import glob
import os
import re
import uuid

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.test_pages import OPEN_ALL, in_text, looked_at
from tests.conftest import words
from tests.support.browser import Browser
from tests.support.chromium import AXE
from tests.support.patience import patient
from tests.support.site import ROOT
from tests.support.walk import GOOD, PASSWORD

pytestmark = pytest.mark.xdist_group("chromium")
LOOKS = ((320, "light"), (1280, "dark"))
NGINX = [os.path.basename(p) for p in sorted(glob.glob(os.path.join(ROOT, "static/errors/*.html")))]
STORY = "I am applying for a job as a backend developer. I can study 45 minutes a day, not on Sundays. I struggle with system design. I am motivated. No interview date yet."
PROUD = (
    "I am most proud of a warehouse where one order in twenty was lost, which cost us 40,000 euros a year and our best customer. I set out to get it below one in a "
    "thousand in six months, and it was hard because nobody trusted the figures. First I measured every step for two weeks, then I rebuilt the packing tables with the "
    "team, and I trained each shift myself. As a result it fell from five per cent to 0.1 per cent, and the customer said that they would stay."
)


class Keeper:
    """Goes through it in a plain browser and keeps each page as it came."""

    def __init__(self, site):
        self.b, self.pages = Browser(site.base), {}

    def keep(self, name, status=200):
        assert self.b.status == status, (name, self.b.status, self.b.page.text[:600])
        self.pages[name] = self.b.page.source

    def sent(self, kept_as, page, form, contains="", status=200, **fields):
        """Fills the form of a page and sends it; what comes back is kept."""
        if page:
            self.b.get(page)
        self.b.send(form, contains, **fields)
        self.keep(kept_as, status)

    def outside(self):
        self.sent("tried", "/try", "/try", answer=PROUD + " " + words())
        self.sent("try, nothing written", "/try", "/try", answer="", status=400)
        self.sent("signup, all wrong", "/signup", "/users/create", username="x", password="short", zone="Mars/Base", status=400)
        self.sent("login, wrong", "/login", "/users/login", username="nobody.here", password="not the right one", status=400)
        self.sent("recover, wrong", "/recover", "/users/recover", username="nobody.here", code="AAAA-BBBB", password=PASSWORD, status=400)

    def begin(self):
        self.sent(
            "recovery codes", "/signup", "/users/create", username="s" + uuid.uuid4().hex[:12], password=PASSWORD, name="Ana", zone="Europe/Berlin"
        )
        for page in ("/", "/stories", "/notes", "/review", "/study"):
            self.b.get(page)
            self.keep("nothing yet: " + page)
        self.sent("facts, wrong", "/chat", "/plan/facts", role="Nurse", minutes="4000", interview="2031-13-77", status=400)
        self.sent("chat, answered", "/chat", "/plan/chat", text=STORY + " " + words())
        self.sent("a proposal made", "/chat", "/plan/suggest_new")
        self.sent(
            "change by hand, wrong", "/proposal", "/plan/proposal/*", contains="Save my changes", plan_overview__time_horizon_weeks="900", status=400
        )
        self.b.get("/proposal")
        _, self.approval = self.b.fields("/plan/approve_plan")
        self.b.send("/plan/approve_plan", status=200)

    def practise(self):
        self.sent("shape, wrong", "/study", "/study/start_session", contains="shape of your own", prescription="3 x 5min @ moderate", status=400)
        self.b.get("/study")
        self.b.send("/study/start_session", contains="Start the clock", status=200)
        self.keep("session, no questions yet")
        self.session = self.b.url
        self.sent("questions, chosen", None, "/study/generate_questions/*")
        self.b.get(self.session)
        opens = [f.action for f in self.b.page.forms if "/open/" in f.action]
        self.b.send(opens[0], status=200)
        question = self.b.url
        self.sent("answer, nothing written", None, "/study/evaluate_answer/*", answer="", status=400)
        self.sent("a weak mark", question, "/study/evaluate_answer/*", answer="I do not know. " + words(), self_score="5")
        self.sent("a question again", None, "/study/session/*", contains="Try this one again")
        self.sent("a second mark", None, "/study/evaluate_answer/*", answer=GOOD + " " + words())
        self.b.get("/attempt/" + re.search(r"/attempt/([0-9a-f-]{36})", self.b.page.source)[1])
        self.keep("a mark beside the one before")
        self.b.get(self.session)
        self.b.send(opens[1].replace("/open/", "/skip/"), status=200)
        self.keep("session, one skipped")
        self.b.send(opens[2], status=200)
        self.sent("a story, built", None, "/study/story/*")
        story = "/story/" + re.search(r"/story/([0-9a-f-]{36})", self.b.page.source)[1]
        self.b.get(story)
        form, old = self.b.fields(story + "/save")
        whole = {part: words("I did it.") for part in ("situation", "task", "action", "result", "lesson")}
        self.b.post(form.action, {**old, **whole, "story_title": words("The outage")})
        self.keep("a story, to be read")
        self.b.post(form.action, {**old, **whole, "story_title": words("Another")})
        self.keep("a story, saved in two windows", 409)
        self.sent("a story, without a title", story, story + "/save", story_title="", status=400)

    def look_back(self):
        self.sent("summary, before", self.session, "/study/end_session")
        self.sent("summary, as it comes", None, "/session/*", contains="Look back now")
        self.b.get(self.session + "/summary")
        self.keep("summary, after")
        self.b.get("/notes")
        form = next(f for f in self.b.page.forms if f.action == "/notes/correct")
        self.b.post("/notes/correct", {**form.fields, "corrected": words("I am better at this.")})
        self.keep("notes, corrected")
        self.b.post("/notes/correct", {**form.fields, "corrected": words("I am much better.")})
        self.keep("notes, in two windows", 409)
        self.sent("review, as it comes", "/review", "/review/run")
        self.sent("a change, proposed", "/plan/view", "/plan/suggest_changes", feedback__1="only 20 minutes a day " + words())
        self.b.get("/proposal")
        self.keep("a change, to decide")

    def fail(self):
        self.sent("settings, wrong", "/settings", "/settings/password", current="wrong", password="another quiet room", status=400)
        self.b.post("/plan/approve_plan", {**self.approval, "form": str(uuid.uuid4())})
        self.keep("settled already", 409)
        self.b.get("/chat")
        _, fields = self.b.fields("/plan/chat", text=words("It was sent from elsewhere, and it is long enough to be shown again."))
        self.b.post("/plan/chat", {**fields, "token": "x" * 43})
        self.keep("sent from elsewhere", 403)
        self.b.get("/attempt/" + str(uuid.uuid4()))
        self.keep("nothing there", 404)


STATES = [
    "tried",
    "try, nothing written",
    "signup, all wrong",
    "login, wrong",
    "recover, wrong",
    "recovery codes",
    *("nothing yet: " + p for p in ("/", "/stories", "/notes", "/review", "/study")),
    "facts, wrong",
    "chat, answered",
    "a proposal made",
    "change by hand, wrong",
    "shape, wrong",
    "session, no questions yet",
    "questions, chosen",
    "answer, nothing written",
    "a weak mark",
    "a question again",
    "a second mark",
    "a mark beside the one before",
    "session, one skipped",
    "a story, built",
    "a story, to be read",
    "a story, saved in two windows",
    "a story, without a title",
    "summary, before",
    "summary, as it comes",
    "summary, after",
    "notes, corrected",
    "notes, in two windows",
    "review, as it comes",
    "a change, proposed",
    "a change, to decide",
    "settings, wrong",
    "settled already",
    "sent from elsewhere",
    "nothing there",
]


@pytest.fixture(scope="session")
def kept(site):
    k = Keeper(site)
    k.outside()
    k.begin()
    k.practise()
    k.look_back()
    k.fail()
    assert list(k.pages) == STATES
    return k.pages


def show(chromium, source):
    """Puts a page as it came into the browser, at an address of the site."""
    chromium.driver.get(chromium.base + "/about")
    chromium.driver.get_log("browser")
    chromium.driver.execute_cdp_cmd("Page.enable", {})
    frame = chromium.driver.execute_cdp_cmd("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
    chromium.driver.execute_cdp_cmd("Page.setDocumentContent", {"frameId": frame, "html": source})
    WebDriverWait(chromium.driver, patient(20), poll_frequency=0.02).until(
        lambda d: d.execute_script("return document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0")
    )


def look(chromium, source):
    return looked_at(chromium, LOOKS, lambda: show(chromium, source))


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_sound_on_a_phone_and_on_a_desk_light_and_dark(chromium, kept, name):
    wrong = look(chromium, kept[name])
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.parametrize("name", NGINX)
def test_a_page_of_nginx_is_sound(chromium, name):
    with open(os.path.join(ROOT, "static/errors", name)) as f:
        wrong = [line for line in look(chromium, f.read()) if "no way past the navigation" not in line and "next to nothing" not in line]
    assert not wrong, "\n".join(wrong)


@pytest.mark.xdist_group("axe")
@pytest.mark.skipif(not os.path.exists(AXE), reason="axe-core is not here: make axe")
@pytest.mark.parametrize("name", STATES)
def test_axe_core_finds_nothing_in_a_state(scripted, kept, name):
    scripted.look(320, "light")
    show(scripted, kept[name])
    scripted.ask(OPEN_ALL)
    found = scripted.axe()
    assert not found, "\n".join(found)


# --- bad input: told first, in the title too, each message leading to its box and standing beside it ------------------------------

WRONG = [name for name in STATES if name.endswith("wrong") or "nothing written" in name or "without a title" in name]


@pytest.mark.parametrize("name", WRONG)
def test_each_message_leads_to_its_box_and_stands_beside_it(chromium, kept, name):
    chromium.look(320, "light")
    show(chromium, kept[name])
    told = chromium.ask(
        """
return [...document.querySelectorAll(".notice.wrong li")].map(li => {
  const a = li.querySelector("a"), box = a && document.getElementById(decodeURIComponent(a.hash.slice(1)));
  const beside = box && (box.getAttribute("aria-describedby") || "").split(" ").map(id => document.getElementById(id)).some(p => p && p.textContent.trim() === li.textContent.trim());
  return [li.textContent.trim(), !!box && box.matches("input, textarea, select"), !!beside, !!box && box.getAttribute("aria-invalid")];
});"""
    )
    assert told and all(box and beside and invalid == "true" for _, box, beside, invalid in told), told
    assert chromium.driver.title.startswith("To correct: ")
    assert chromium.ask("return document.querySelector('[role=alert]').hasAttribute('autofocus')")


def test_bad_facts_are_given_back_as_they_were_typed(kept):
    assert 'value="4000"' in kept["facts, wrong"] and 'value="Nurse"' in kept["facts, wrong"]


# --- without colours and style sheets ---------------------------------------------------------------------------------------------


def test_what_landed_is_told_in_words(kept):
    text = " ".join(in_text(kept["tried"]).split())
    for said in ("✓ landed", "Keep.", "Improve."):
        assert said in text, said
    assert "not yet" in text or "perhaps" in text
    for number in re.findall(r"✓ landed (\d)", text):
        assert re.search(rf"\^{number}(?!\d)", text), f"where the answer says anchor {number}"
    assert "Since your last try" in in_text(kept["a second mark"])


def test_a_difference_is_told_in_words(kept):
    text = " ".join(in_text(kept["a change, to decide"]).split())
    assert "minutes" in text and "[DEL:" in text and "[INS:" in text


# --- on paper ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, said", [("summary, after", "What you did"), ("a story, to be read", "Situation")])
def test_paper_shows_the_words_and_no_controls(chromium, kept, name, said):
    show(chromium, kept[name])
    chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = chromium.ask(
            "return [...document.querySelectorAll('button, .button, nav, input, textarea, select')].filter(e => e.type !== 'hidden' && e.checkVisibility()).map(e => e.outerHTML.slice(0, 90))"
        )
        assert shown == [] and said in chromium.driver.find_element("tag name", "main").text
    finally:
        chromium.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
