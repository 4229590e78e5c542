"""The tests of this folder have a site of their own, whose models are played by tests/support/model_server.py."""

import contextlib
import glob
import os

import pytest

import tests.conftest
from tests.llm.practice import Practice
from tests.llm.prompts import mixed
from tests.support.model_server import Authority, ModelServer
from tests.support.site import ROOT, Site

KEY = "sk-test-3f1c"


class ModelSite(Site):
    """A site with [openai], [anthropic] and [local] pointed at the model server; asks nobody but the built-in coach until told to."""

    def __init__(self, build, models, coach=4, **pools):
        super().__init__(build=build, coach=coach, **{"door": 1, **pools})  # few workers: they are started again for each setting
        self.key_file = self.secret("model-key", KEY)
        for provider in ("openai", "anthropic", "local"):
            self.configure(provider, "url", models.url(provider))
        for provider in ("openai", "anthropic"):
            self.configure(provider, "key_file", self.key_file)
        self.restart()

    def secret(self, name, text):
        """A file that only the workers' user may read."""
        path = os.path.join(self.var, name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400), "w") as f:
            f.write(text + "\n")
        if os.getuid() == 0:
            import pwd

            owner = pwd.getpwnam("greenroom")
            os.chown(path, owner.pw_uid, owner.pw_gid)
        return path

    def written(self):
        """All settings there are, as a worker that starts now would read them."""
        paths = [os.path.join(self.var, "greenroom.conf"), *sorted(glob.glob(os.path.join(self.var, "app/prompts/*/settings.ini")))]
        return [open(path).read() for path in paths]

    def restart(self):
        super().restart()
        self.running = self.written()

    def settle(self):
        """From now on it is as it is written."""
        if self.written() != self.running:
            self.restart()

    def later(self, order, **settings):
        """Which providers answer, in this order; settings as openai__structured="plain". The workers know it from the next test on, or the next ask()."""
        self.configure("model", "order", order)
        for name, value in settings.items():
            self.configure(*name.split("__", 1), value)

    def ask(self, order, **settings):
        """The same from now on."""
        self.later(order, **settings)
        self.settle()

    @contextlib.contextmanager
    def servers(self, order, *sections, **settings):
        """Until its end (the workers know that from the next test on): the sections as well, each (its name, {setting: value}), and this order; settings as in ask()."""
        path = os.path.join(self.var, "greenroom.conf")
        with open(path) as f:
            before = f.read()
        text = before + "".join(f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in lines.items()) for name, lines in sections)
        self.write(path, text)
        try:
            self.ask(order, model__order=order, **settings)
            yield
        finally:
            self.write(path, before)

    def mode(self, name, **settings):
        """Sets lines of a mode's settings.ini in the site's own copy; without any, they are as they ship."""
        path = os.path.join(self.var, "app", "prompts", name, "settings.ini")
        with open(os.path.join(ROOT, "prompts", name, "settings.ini")) as f:
            lines = [line for line in f.read().splitlines() if line.split("=")[0].strip() not in settings]
        self.write(path, "\n".join(lines + [f"{k} = {v}" for k, v in settings.items()]) + "\n")

    def memory(self, pool="coach"):
        """The largest resident set that any worker of a pool ever had, in KiB."""
        sizes = []
        for pid in self.workers(pool):
            with open(f"/proc/{pid}/status") as f:
                sizes.append(int(next(line for line in f if line.startswith("VmHWM")).split()[1]))
        return max(sizes)


@pytest.fixture(scope="session")
def model_server():
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="session")
def site(model_server):
    one = ModelSite("build/san" if os.environ.get("SAN") else "build", model_server)
    yield one
    one.stop(keep=tests.conftest.failed)
    if tests.conftest.failed:
        print(f"\nthe site's logs are kept in {one.var}/log")


@pytest.fixture
def models(model_server):
    """The model server, with nothing in its script."""
    model_server.calm()
    yield model_server
    model_server.calm()


@pytest.fixture(autouse=True)
def rested(site):
    """All is as it is written, and no server rests from what an earlier test made of it."""
    site.settle()
    site.sql("DELETE FROM gr.breakers")


def agree(user):
    """To the servers outside, as they are now."""
    user.get("/settings")
    user.send("/settings/coach", coach="outside")
    return user


@pytest.fixture
def user(user):
    """Somebody who has agreed to the servers outside."""
    return agree(user)


@pytest.fixture(scope="session", autouse=True)
def to_everybody_their_own_words(model_server):
    """At the end: no prompt there ever was holds two people's words, a login name, a user's id or the key."""
    yield
    assert not mixed(model_server.ever, Practice.everybody)
    assert not [r.mode for r in model_server.ever if KEY.encode() in r.raw]


@pytest.fixture(scope="session")
def authority():
    return Authority()
