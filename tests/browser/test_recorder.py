"""The recorder in the page, where JavaScript is on: Chromium's microphone plays a file, PocketSphinx hears it. Without it the page is tested everywhere else."""

import os
import tempfile
import uuid

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.support.browser import Program
from tests.support.chromium import AXE, Chromium
from tests.support.patience import patient
from tests.support.sounds import GO_FORWARD, wav
from tests.support.walk import Walk


@pytest.fixture(scope="module")
def microphone():
    with tempfile.NamedTemporaryFile(suffix=".wav") as f:
        f.write(wav(bytes(16000) + GO_FORWARD[44:] + bytes(160000)))
        f.flush()
        yield f.name


@pytest.fixture
def open_question(site):
    p = Program(site.base)
    w = Walk(p.call, "r" + uuid.uuid4().hex[:12], mark="cnry").sign_up().tell().plan_it().practise().begin_another()
    question = p.call("POST", f"/study/generate_questions/{w.running}", {})["questions"][0]["question_id"]
    p.call("POST", f"/study/session/{w.running}/open/{question}", {})
    w.http, w.path = p.http, f"/session/{w.running}/question/{question}"
    return w


class Page:
    def __init__(self, chromium, walked):
        self.c = chromium
        chromium.cookies_of(walked.http)
        chromium.get(walked.path)

    def wait(self, script):
        return WebDriverWait(self.c.driver, patient(20), poll_frequency=0.05).until(lambda d: d.execute_script("return " + script))

    def press(self, words):
        self.c.driver.find_element("xpath", f"//button[.='{words}']").click()

    def said(self):
        return self.c.ask("return document.querySelector('#audio ~ [role=status]').textContent")


def test_what_is_said_into_the_microphone_comes_into_the_box(site, open_question, microphone):
    c = Chromium(site.base, javascript=True, microphone=microphone)
    try:
        page = Page(c, open_question)
        page.press("Record")
        page.wait("[...document.querySelectorAll('button')].some(b => b.textContent === 'Stop')")
        assert "Recording." in page.said()
        c.driver.execute_async_script("setTimeout(arguments[0], 4500)")  # as long as it is spoken
        page.press("Stop")
        page.wait("document.getElementById('audio').files.length === 1")
        name, size = c.ask("const f = document.getElementById('audio').files[0]; return [f.name, f.size]")
        assert name == "recording.wav" and 120_000 < size < 200_000
        assert not os.path.exists(AXE) or c.axe() == []
        page.press("Turn into text")
        page.wait("document.readyState === 'complete' && document.body.textContent.includes('Your words are in the box')")
        assert "go forward" in c.ask("return document.getElementById('answer').value")  # what follows it takes for "and eight years", at times
        assert c.complaints() == []
    finally:
        c.quit()


def test_a_microphone_that_may_not_be_used_is_said_to_be_so(site, open_question):
    c = Chromium(site.base, javascript=True)
    try:
        page = Page(c, open_question)
        page.press("Record")
        page.wait("document.querySelector('#audio ~ [role=status]').textContent.includes('The microphone can’t be used here')")
        assert c.ask("return document.getElementById('audio').files.length") == 0
    finally:
        c.quit()
