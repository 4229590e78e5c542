"""Every page in a real browser without JavaScript: on a phone and on a desk, light and dark, by keyboard, and in a text browser."""

import itertools
import os
import re
import subprocess

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.conftest import words
from tests.support.browser import Browser
from tests.support.chromium import AXE
from tests.support.patience import patient
from tests.support.site import ROOT
from tests.support.walk import PASSWORD
from tests.web.test_routes import ROUTES

pytestmark = pytest.mark.xdist_group("chromium")
LOOK = open(os.path.join(ROOT, "tests/browser/look.js")).read()
OPEN_ALL = "for (const d of document.querySelectorAll('details')) d.open = true"  # as a person can
LOOKS = list(itertools.product((320, 1280), ("light", "dark")))
FILES = ("/stories.md", "/notes.md", "/metrics")
SIGNED_OUT = ["/", "/try", "/about", "/signup", "/login", "/login?next=/parked&kept=1", "/recover", "/nothing/here"]
SIGNED_IN = [r["path"] for r in ROUTES if r["method"] == "GET" and r["who"] != "nobody" and r["path"] not in FILES] + ["/nothing/here"]
PAGES = [("out", path) for path in SIGNED_OUT] + [("in", path) for path in SIGNED_IN]
NAMES = [f"{who} {path}" for who, path in PAGES]


def name_of(who, path):
    return who + "-" + (re.sub(r"[^a-z]+", "-", path).strip("-") or "home")


def address(walked, path):
    return walked.pages().get(path, path)


def log_in(chromium, walked, who):
    if getattr(chromium, "who", None) != who:
        chromium.driver.get(chromium.base + "/about")
        chromium.driver.delete_all_cookies()
        if who == "in":
            chromium.cookies_of(walked.http)
        chromium.who = who


def open_page(chromium, walked, who, path):
    log_in(chromium, walked, who)
    chromium.get(address(walked, path))


def looked_at(chromium, looks, open_it, name=None):
    """What is wrong with one page in each of the looks, with its details as they come and opened."""
    wrong = []
    chromium.look(*looks[0])
    open_it()
    for opened in ("", ", opened"):
        if opened:
            chromium.ask(OPEN_ALL)
        for width, scheme in looks:
            chromium.look(width, scheme)
            wrong += [f"{width} {scheme}{opened}: {line}" for line in chromium.ask(LOOK)]
            if opened and name:
                chromium.picture(f"{name}-{width}-{scheme}")
    return wrong


def is_missing(path):
    return path == "/nothing/here"


def complaints(chromium, path):
    """What the console says, but for the 404 that was asked for."""
    return [c for c in chromium.complaints() if not (is_missing(path) and "404" in c)]


def test_pages_get_no_javascript(chromium):
    chromium.driver.get("data:text/html,<title>quiet</title><script>document.title='ran'</script>")
    assert chromium.driver.title == "quiet"


@pytest.mark.parametrize("who, path", PAGES, ids=NAMES)
def test_a_page_is_sound_on_a_phone_and_on_a_desk_light_and_dark(chromium, walked, who, path):
    wrong = looked_at(chromium, LOOKS, lambda: open_page(chromium, walked, who, path), name_of(who, path))
    wrong += complaints(chromium, path)
    assert not wrong, "\n".join(wrong[:40])


# --- the keyboard -----------------------------------------------------------------------------------------------------------

REACHABLE = """
const out = [], groups = new Set();
for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
  if (e.type === "hidden" || e.disabled || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) continue;
  if (e.type === "radio") { if (groups.has(e.name)) continue; groups.add(e.name); }
  e.dataset.stop = out.length;
  out.push(e.outerHTML.slice(0, 90));
}
return out;"""
FOCUSED = """
const e = document.activeElement;
if (!e || e === document.body) return null;
const s = getComputedStyle(e), r = e.getBoundingClientRect();
return [e.dataset.stop === undefined && e.type === "radio" ? "radio" : e.dataset.stop, s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2, r.bottom > 0 && r.top < innerHeight && r.right > 0];"""


@pytest.mark.parametrize("who, path", PAGES, ids=NAMES)
def test_everything_is_reached_by_keyboard_and_shows_where_it_is(chromium, walked, who, path):
    chromium.look(1280, "light")
    open_page(chromium, walked, who, path)
    chromium.ask(OPEN_ALL)
    stops = chromium.ask(REACHABLE)
    reached, invisible, off_screen = [], [], []
    for _ in range(len(stops) * 2 + 20):
        ActionChains(chromium.driver).send_keys(Keys.TAB).perform()
        at = chromium.ask(FOCUSED)
        if at is None:
            break
        stop, outlined, on_screen = at
        if reached and stop == reached[-1]:  # a date is three stops of its own
            continue
        if stop in reached:
            break
        reached.append(stop)
        if not outlined:
            invisible.append(stops[int(stop)])
        if not on_screen:
            off_screen.append(stops[int(stop)])
    assert [int(stop) for stop in reached] == list(range(len(stops))), [stops[i] for i in range(len(stops)) if str(i) not in reached]
    assert invisible == [] and off_screen == []
    assert stops[0].startswith('<a class="skip"')


# --- what a machine that knows the rules says -------------------------------------------------------------------------------


@pytest.mark.xdist_group("axe")
@pytest.mark.skipif(not os.path.exists(AXE), reason="axe-core is not here: make axe")
@pytest.mark.parametrize("who, path", PAGES, ids=NAMES)
def test_axe_core_finds_nothing(scripted, walked, who, path):
    found = []
    open_page(scripted, walked, who, path)
    scripted.ask(OPEN_ALL)
    for width, scheme in ((320, "light"), (1280, "dark")):
        scripted.look(width, scheme)
        found += [f"{width} {scheme}: {v}" for v in scripted.axe()]
    assert not found, "\n".join(found)


# --- a text browser ---------------------------------------------------------------------------------------------------------


PARTED = "-- parted --"


def each_in_text(parts):
    """in_text() of each, for the price of one."""
    whole = in_text(f"<p>{PARTED}</p>".join(f"<div>{part}</div>" for part in parts))
    return whole.split(PARTED) if parts else []


def in_text(html):
    return subprocess.run(
        ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"], input=html, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.xdist_group("axe")  # whoever has the same pages
@pytest.mark.parametrize("who, path", PAGES, ids=NAMES)
def test_a_text_browser_shows_the_page_and_its_forms(site, walked, who, path):
    b = Browser(site.base)
    if who == "in":
        b.http.cookies.update(walked.http.cookies)
    b.get(address(walked, path))
    squeeze = lambda text: re.sub(r"\s+", " ", text)
    dumped = in_text(b.page.source)
    flat = squeeze(dumped)
    parts = [
        re.search(r"<h1[^>]*>(.*?)</h1>", b.page.source, re.S)[1],
        *re.findall(r"<button[^>]*>(.*?)</button>", b.page.source, re.S),
        *re.findall(r"<label[^>]*>([^<]+)", re.sub(r"(?s)<details.*?</details>", "", b.page.source)),
    ]
    shown = each_in_text(parts)
    assert len(shown) == len(parts)
    for part, text in zip(parts, shown):
        assert squeeze(text).strip() in flat, part
    boxes = len(re.findall(r"<input(?![^>]*hidden)|<textarea|<select", b.page.source))
    assert len(re.findall(r"\[[^\]]*\]|\(\s*\)|_{3,}|━", dumped)) >= boxes


# --- the walk, by hand ------------------------------------------------------------------------------------------------------


class Hand:
    """A person at the keyboard; each page they come to is looked at."""

    def __init__(self, chromium):
        self.c, self.d = chromium, chromium.driver

    def open(self, path):
        self.c.get(path)
        return self.arrived()

    def arrived(self):
        wrong = self.c.ask(LOOK) + [c for c in self.c.complaints() if "status of 400" not in c]
        assert not wrong, (self.d.current_url, wrong[:10])
        return self.d.find_element("tag name", "body").text

    def fill(self, **values):
        for name, value in values.items():
            box = self.d.find_element("name", name)
            box.clear()
            box.send_keys(value)

    def press_without_asking(self, words_):
        """As a browser does that does not look into required boxes."""
        self.c.ask("for (const f of document.forms) f.noValidate = true")
        return self.press(words_)

    def press(self, words_):
        button = self.d.find_element(
            "xpath", f"//main//button[contains(normalize-space(.), '{words_}')] | //main//a[contains(normalize-space(.), '{words_}')]"
        )
        self.c.ask("document.documentElement.dataset.before = 'yes'")
        button.click()
        WebDriverWait(self.d, patient(20), poll_frequency=0.05).until(
            lambda d: d.execute_script("return document.readyState === 'complete' && !document.documentElement.dataset.before")
        )
        return self.arrived()


def test_somebody_walks_the_whole_way_on_a_phone_by_hand(chromium, name):
    chromium.look(320, "dark", 640)
    chromium.driver.get(chromium.base + "/about")
    chromium.driver.delete_all_cookies()
    chromium.who = None
    me = Hand(chromium)
    me.open("/")
    me.fill(answer="I led a team of four. We lost one order in twenty, I measured where, and now it is one in a thousand. " + words())
    text = me.press("Mark")
    assert "of 10" in text
    me.fill(username=name, password="tooshort")
    assert "at least 12 characters" in me.press("Sign up")
    assert me.c.ask("return document.activeElement.getAttribute('role')") == "alert"  # what is wrong is read first
    me.fill(password=PASSWORD)
    assert "recovery codes" in me.press("Sign up").lower()
    me.open("/chat")
    me.fill(
        text="I am applying for a job as a year 4 teacher. I can practise 40 minutes most evenings. Behaviour management scares me. I am tired but I need this. "
        + words()
    )
    me.press("Send")
    me.press("Propose a plan")
    me.press("Look at it")
    me.press("Approve what is ticked")
    assert me.d.current_url.endswith("/plan/view")
    me.open("/study")
    me.press("Start the clock")
    session = me.d.current_url.removeprefix(chromium.base)
    me.press("Get the questions")
    me.press("Take this one")
    me.fill(answer="I would begin with three rules that we rehearse. Last autumn it took two weeks, and the noise halved. " + words())
    assert "of 10" in me.press("Answer")
    me.press("Next question")
    me.fill(answer="")
    assert "write an answer first" in me.press_without_asking("Answer").lower()
    me.press("Skip this one")
    me.open(session)
    assert "What you did" in me.press("End the session")
    assert "In the coach" in me.press("Look back now")
    for path in ("/notes", "/review", "/stories", "/settings", "/"):
        me.open(path)
    assert chromium.driver.get_cookie("gr")
