"""Chromium, one for each test process; it needs the site of the tests around it. Those who need one are a group of their own, so that one is started."""

import uuid

import pytest

from tests.support.browser import Program
from tests.support.chromium import Chromium
from tests.support.walk import Walk


@pytest.fixture(scope="session")
def chromium(site):
    one = Chromium(site.base)
    yield one
    one.quit()


@pytest.fixture(scope="session")
def scripted(site):
    """The same with JavaScript, for axe-core."""
    one = Chromium(site.base, javascript=True)
    yield one
    one.quit()


@pytest.fixture(scope="session")
def walked(site):
    """Somebody with one of everything."""
    p = Program(site.base)
    w = Walk(p.call, "b" + uuid.uuid4().hex[:12], mark="cnry").everything()
    w.http = p.http
    return w
