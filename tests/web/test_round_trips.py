"""What reading costs and leaves behind: a page that only reads is one database round trip, changes nothing and asks no model."""

import json
import os
import uuid

import pytest

from tests.support.browser import Program
from tests.support.each import for_each
from tests.support.walk import PASSWORD, Walk
from tests.web.test_routes import ROUTES

READS = [r["path"] for r in ROUTES if r["method"] == "GET"]


@pytest.fixture(scope="module")
def walked(site):
    p = Program(site.base)
    w = Walk(p.call, "r" + uuid.uuid4().hex[:12]).everything()
    w.http, w.base = p.http, p.base
    return w


def snapshot(site):
    """Every row of every table, with the transaction that wrote it and the place where it lies."""
    tables = [row[0] for row in site.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'gr' ORDER BY 1")]
    assert len(tables) > 15
    rows = "SELECT coalesce(string_agg(xmin::text || ctid::text || md5(t::text), ',' ORDER BY ctid), '') FROM gr.{} t"
    return dict(zip(tables, site.sql("SELECT " + ", ".join(f"({rows.format(t)})" for t in tables))[0]))


def served(site, request_id):
    """The worker's line about a request."""
    for path in site.logs():
        if os.path.basename(path).startswith("worker-"):
            with open(path) as f:
                for line in f:
                    if request_id in line and '"event":"request"' in line:
                        return json.loads(line)
    return None


def line_of(site, answer):
    return site.wait_for(lambda: served(site, answer.headers["X-Request-Id"]), every=0.05)


def get(walk, path, accept="text/html", method="GET"):
    return walk.http.request(method, walk.base + path, headers={"Accept": accept}, timeout=70, allow_redirects=False)


def test_the_walk_has_an_address_for_every_page(walked):
    assert set(walked.pages()) == set(READS)


def test_a_page_that_only_reads_is_one_round_trip(site, walked):
    def check(path):
        for accept in ("text/html", "application/json"):
            for _ in range(3):  # whichever worker answers, and once its statements are prepared too
                answer = get(walked, path, accept)
                assert answer.status_code in (200, 303), answer.text[:300]
                assert line_of(site, answer)["db_trips"] == 1

    for_each(walked.pages(), check)


def test_without_a_login_it_is_one_at_most(site, walked):
    def check(path):
        answer = Program(site.base).http.get(site.base + path, headers={"Accept": "text/html"}, timeout=70, allow_redirects=False)
        assert answer.status_code in (200, 303) and line_of(site, answer)["db_trips"] <= 1

    for_each(walked.pages(), check)


def test_what_is_not_there_is_one_round_trip_too(site, walked):
    for path in (f"/session/{uuid.uuid4()}", f"/attempt/{uuid.uuid4()}", f"/story/{uuid.uuid4()}", "/plan/version/999", "/nothing/here"):
        answer = get(walked, path)
        assert answer.status_code == 404 and line_of(site, answer)["db_trips"] == 1


def test_a_form_costs_more_and_the_count_shows_it(site, walked):
    answer = walked.http.post(site.base + "/settings/profile", json={"name": "Zoë", "role": "engineer", "zone": "UTC"}, timeout=70)
    assert answer.status_code == 200 and line_of(site, answer)["db_trips"] > 1


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_changes_nothing_and_asks_no_model(site, walked, method):
    before = snapshot(site)
    for path in walked.pages().values():
        for accept in ("text/html", "application/json"):
            assert get(walked, path, accept, method).status_code in (200, 303)
        assert Program(site.base).http.request(method, site.base + path, timeout=70, allow_redirects=False).status_code in (200, 303, 401)
    for path in (f"/session/{uuid.uuid4()}", "/plan/chat", "/study/end_session", "/settings/delete"):
        assert get(walked, path, method=method).status_code in (404, 405)
    after = snapshot(site)
    assert {t for t in before if before[t] != after[t]} == set()


def test_a_change_shows_in_the_snapshot(site, walked):
    before = snapshot(site)
    walked.call("POST", "/plan/chat", {"text": "One more thing."})
    after = snapshot(site)
    assert {t for t in before if before[t] != after[t]} >= {"chat_messages", "contexts", "model_calls"}
