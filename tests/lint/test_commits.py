"""Commits, as whoever reads the log finds them: `layer/module: do something` in 72 letters, and a body that says why where it is not plain. Older
commits are as they are. Without a history, as in an export of the tree, there is nothing to look at; of a shallow clone its part is."""

import os
import re
import subprocess

import pytest

from tests.lint import tree

SINCE = "2026-11-22T00:00:00Z"
SUBJECT_MOST = 72
# So many lines may change and the subject alone be plain.
PLAIN_LINES = 50

SUBJECT = re.compile(r'[\w.+*-]+(/[\w.+*-]+)*: \S.*[^.\s]|Revert ".*"')
FORMAT = "%x01%h%x00%P%x00%s%x00%b%x00"


def faults(subject, body, lines):
    """What is wrong with a commit that changed so many lines."""
    found = []
    if len(subject) > SUBJECT_MOST:
        found.append(f"{len(subject)} letters, more than {SUBJECT_MOST}")
    if not SUBJECT.fullmatch(subject):
        found.append("not of the form `layer/module: do something`")
    if lines > PLAIN_LINES and not body.strip():
        found.append(f"{lines} lines changed, and no body says why")
    return found


def commits(folder, since):
    """(name, subject, body, lines changed) of each commit since a time that is no merge. The first commit there is, in a shallow clone the oldest
    one, brings the whole tree: its lines are not counted."""
    environment = os.environ | {"LC_ALL": "C", "GIT_CEILING_DIRECTORIES": os.path.dirname(os.path.realpath(folder))}
    done = subprocess.run(
        ["git", "log", "--no-merges", "--find-renames", f"--since={since}", f"--format={FORMAT}", "--shortstat"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        return []
    found = []
    for one in done.stdout.split("\1")[1:]:
        name, parents, subject, body, stat = one.split("\0")
        lines = sum(int(n) for n in re.findall(r"(\d+) (?:insertion|deletion)", stat))
        found.append((name, subject, body, lines if parents else 0))
    return found


def wrong(folder, since=SINCE):
    return [f"{name} {subject}: {fault}" for name, subject, *rest in commits(folder, since) for fault in faults(subject, *rest)]


def test_commits_say_what_and_why():
    tree.clean(wrong(tree.ROOT))


GOOD = [
    "store/plan: read a plan's topics by name",
    "Makefile: build with -Wpedantic",
    "sql/0009-home: find the session that runs",
    'Revert "store/plan: x"',
]
BAD = ["Fix the plan", "store/plan : read", "store/plan:read", "store/plan, web: read", "store/plan: read.", "store/plan: " + "x" * SUBJECT_MOST]


@pytest.mark.parametrize("subject", GOOD)
def test_a_good_subject_is_left_in_peace(subject):
    assert faults(subject, "", PLAIN_LINES) == []


@pytest.mark.parametrize("subject", BAD)
def test_a_bad_subject_is_found(subject):
    assert faults(subject, "Because.", 1)


def test_much_change_wants_a_body():
    assert faults("store/plan: read it", " \n", PLAIN_LINES + 1)
    assert faults("store/plan: read it", "The reader knew each column's place.", PLAIN_LINES + 1) == []


DAY = "2020-03-01T12:00:00Z"


@pytest.fixture
def history(tmp_path):
    """Three commits: a good one, a bad one, a good one of many lines."""
    folder = tmp_path / "origin"
    folder.mkdir()
    base = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"]

    def git(*words):
        subprocess.run([*base, *words], cwd=folder, check=True, capture_output=True, env=os.environ | {"GIT_COMMITTER_DATE": DAY})

    git("init")
    for name, lines, *message in (("a", 99, "web/page: begin"), ("b", 1, "Wrong"), ("c", 99, "web/page: go on", "All of it.\n\nAnd this.")):
        (folder / name).write_text(f"{name}\n" * lines)
        git("add", ".")
        git("commit", *(word for part in message for word in ("-m", part)))
    return folder


def test_a_history_is_read(history):
    found = wrong(history, "2020-03-01T00:00:00Z")
    assert len(found) == 1 and "Wrong: not of the form" in found[0]
    assert [lines for *_, lines in commits(history, "2020-03-01T00:00:00Z")] == [99, 1, 0]
    assert wrong(history, "2020-03-02T00:00:00Z") == []


def test_a_shallow_clone_is_read_as_far_as_it_goes(history, tmp_path):
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "--depth=1", f"file://{history}", str(shallow)], check=True, capture_output=True)
    assert [lines for *_, lines in commits(shallow, "2020-03-01T00:00:00Z")] == [0]
    assert wrong(shallow, "2020-03-01T00:00:00Z") == []


def test_a_tree_without_history_has_nothing_wrong(tmp_path):
    assert wrong(tmp_path) == []
