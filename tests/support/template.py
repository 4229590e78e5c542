"""One database cluster a test run, made from nothing once: sites and the tests of store/ begin with a copy of it, which costs a tenth of making one.

The run's folder is made and removed by tests/conftest.py and known to every process of the run by its environment; the first process that wants the cluster
makes it, while the others wait for it."""

import fcntl
import os
import shutil
import tempfile

FOLDER = "GREENROOM_TEMPLATE"


def begin():
    folder = tempfile.mkdtemp(prefix="gr-template-", dir="/tmp")
    os.chmod(folder, 0o755)
    os.environ[FOLDER] = folder


def end():
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def wanted():
    """Is this a test run?"""
    return FOLDER in os.environ


def cluster(make):
    """The cluster's data folder, shut down: never to be started, only to be copied. make(path) makes it."""
    path = os.path.join(os.environ[FOLDER], "pg")
    with open(os.path.join(os.environ[FOLDER], "lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(path):
            make(path)
    return path
