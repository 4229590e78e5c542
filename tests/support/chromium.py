"""Chromium as people have it, without JavaScript for pages: its window, its colours, what it complains about, and what it made of a page."""

import base64
import json
import os

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.support.patience import patient
from tests.support.site import ROOT

SCREENS = os.path.join(ROOT, "build/screens")
AXE = os.path.join(ROOT, "build/axe/axe.min.js")  # make axe


class Chromium:
    def __init__(self, base, javascript=False, microphone=None, waits=True):
        """`microphone`: a WAV file that is heard, once, when a page listens. `waits`: a page is there when it is whole; without it, as soon as it is asked for."""
        options = webdriver.ChromeOptions()
        options.page_load_strategy = "normal" if waits else "none"
        options.binary_location = "/usr/bin/chromium"
        for flag in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars=false",
            "--force-device-scale-factor=1",
        ):
            options.add_argument(flag)
        if microphone:
            options.add_argument("--use-fake-device-for-media-stream")
            options.add_argument("--use-fake-ui-for-media-stream")
            options.add_argument(f"--use-file-for-fake-audio-capture={microphone}%noloop")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # Pages get no JavaScript; what a test asks goes past the page.
        if not javascript:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(patient(20))
        self.driver.set_script_timeout(patient(20))
        self.base = base

    def quit(self):
        self.driver.quit()

    def look(self, width=1280, scheme="light", height=900):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]},
        )

    def cookies_of(self, session):
        """Is logged in as a program or plain browser is."""
        self.driver.get(self.base + "/about")
        self.driver.delete_all_cookies()
        for cookie in session.cookies:
            self.driver.add_cookie({"name": cookie.name, "value": cookie.value, "path": "/"})

    def get(self, path):
        self.driver.get_log("browser")
        self.driver.get(self.base + path)

    def complaints(self):
        """What it wrote to its console: refused by the policy, not found, misshapen."""
        return [line["message"] for line in self.driver.get_log("browser")]

    def ask(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def axe(self):
        """axe-core's verdict on the page: its violations, each with where and why. Needs JavaScript; the site's pages have none of their own."""
        if not self.ask("return !!window.axe"):
            with open(AXE) as f:
                self.driver.execute_script(f.read())
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map(v => [v.id, v.impact, v.help, v.nodes.map(n => n.target.join(' ') + ': ' + n.failureSummary)])))"
        )
        return [json.dumps(v)[:900] for v in found]

    def picture(self, name):
        """The whole page, for people to look at who ask for it with SCREENS=1."""
        if not os.environ.get("SCREENS"):
            return
        os.makedirs(SCREENS, exist_ok=True)
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = {
            "format": "png",
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 6000), "scale": 1},
        }
        with open(os.path.join(SCREENS, name + ".png"), "wb") as f:
            f.write(base64.b64decode(self.driver.execute_cdp_cmd("Page.captureScreenshot", shot)["data"]))
