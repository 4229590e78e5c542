"""Every test process has one site of its own (tests/support/site.py) and ends each test with the same silent checks."""

import os
import uuid

import pytest

from tests.support import template
from tests.support.browser import Browser, Program
from tests.support.site import CANARY, Site

failed = False


def pytest_configure(config):
    config.addinivalue_line("markers", "expected(words): alerts of the logs that this test brings about on purpose")
    if not hasattr(config, "workerinput"):  # once a run: the processes of xdist find it in their environment
        template.begin()


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        template.end()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    global failed
    outcome = yield
    failed = failed or outcome.get_result().failed


@pytest.fixture(scope="session")
def site():
    one = Site(build="build/san" if os.environ.get("SAN") else "build", settings="[speech]\nsphinx = /usr/share/pocketsphinx/model/en-us\n")
    yield one
    one.stop(keep=failed)
    if failed:
        print(f"\nthe site's logs are kept in {one.var}/log")


@pytest.fixture(autouse=True)
def silent(request):
    yield
    if "site" in request.fixturenames:
        marker = request.node.get_closest_marker("expected")
        request.getfixturevalue("site").silent_checks(marker.args if marker else ())


def words(text=""):
    """A text that no log may hold."""
    return f"{CANARY}{uuid.uuid4().hex[:10]} {text}".strip()


@pytest.fixture
def browser(site):
    return Browser(site.base)


@pytest.fixture
def name():
    return "t" + uuid.uuid4().hex[:12]


@pytest.fixture
def user(site, name):
    """Somebody who has just signed up."""
    b = Browser(site.base)
    b.sign_up(name)
    b.name = name
    return b


@pytest.fixture
def program(site, name):
    """The same as a program."""
    p = Program(site.base)
    p.call("POST", "/users/create", {"username": name, "password": "a quiet green room"})
    p.name = name
    return p
