"""Makes the README's two pictures (make screens): somebody signs up on the site at BASE, plans, practises, and the pages are taken as they look."""

import base64
import os
import re
import sys
import time
import uuid

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.support.browser import Browser
from tests.support.site import ROOT

STORY = """I am applying for a job as a year 4 teacher. I can practise 40 minutes most evenings, nothing on Fridays.
Behaviour management scares me. Lesson planning is fine. I am tired but I need this. The interview is in three weeks."""

THINKING = 94  # seconds, so that the mark shows a time that somebody could have taken
QUESTION = "with a new class"
ANSWER = """I start with three clear rules that follow the school's policy, and I explain why we have them. In my first week with a year 4 class last
autumn we rehearsed how to enter the room, the silence signal and how to hand out books, again and again, as we would rehearse a song. Within two weeks
we came in from lunch in one minute instead of six. Then I am consistent: I notice and praise what goes well, and the consequence for shouting out is calm
and the same every time, so nobody has to guess."""


def practise(browser):
    """A plan approved and one answer marked; the address of the mark."""
    browser.name = "screens" + uuid.uuid4().hex[:8]
    browser.sign_up(browser.name)
    browser.get("/chat")
    browser.send("/plan/chat", text=STORY, status=200)
    browser.send("/plan/suggest_new", status=200)
    browser.get("/proposal")
    browser.send("/plan/approve_plan", status=200)
    browser.get("/study")
    topic = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>Behaviour', browser.page.source)[1]
    browser.send("/study/start_session", contains="Another topic", topic_id=topic, planned_study_time="40", status=200)
    session = browser.url
    browser.send("/study/generate_questions/*", status=200)
    browser.get(session)
    for action in [f.action for f in browser.page.forms if "/open/" in f.action]:
        browser.get(session)
        browser.send(action, status=200)
        if QUESTION in browser.page.text:
            break
    time.sleep(THINKING)
    browser.send("/study/evaluate_answer/*", answer=ANSWER, self_score="7", status=200)
    return [link for link in browser.page.links if re.match(r"/attempt/[0-9a-f-]{36}$", link)][0]


def picture(driver, url, name, height):
    driver.get(url)
    shot = {"format": "webp", "quality": 78, "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": 960, "height": height, "scale": 1}}
    data = base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", shot)["data"])
    path = os.path.join(ROOT, "deploy/screens", name)
    with open(path, "wb") as f:
        f.write(data)
    print(f"{path}: {len(data) // 1024} KiB")


def main(base):
    browser = Browser(base)
    attempt = practise(browser)
    options = webdriver.ChromeOptions()
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=960,1200", "--force-color-profile=srgb"):
        options.add_argument(word)
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        driver.get(base + "/about")
        for cookie in browser.http.cookies:
            driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]})
        picture(driver, base + "/plan/view", "plan.webp", 1000)
        picture(driver, base + attempt, "mark.webp", 1180)
    finally:
        driver.quit()


if __name__ == "__main__":
    main(sys.argv[1])
