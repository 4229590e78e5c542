"""The line to a model server: TLS and its faults, redirects, a server that keeps the line alive for long before its first word, and
many people at once."""

import pytest

from tests.llm.practice import ANSWER, Practice, at_once
from tests.support.model_server import ModelServer, Reply, well
from tests.support.model_words import MARK
from tests.support.patience import Watch

pytestmark = pytest.mark.xdist_group("llm-lines")  # one site for all of it

SLOW = 1


@pytest.fixture(scope="module", autouse=True)
def marks_on_the_wire(site, model_server):
    site.mode("evaluate_answer", order="openai", deadline_seconds=10)
    site.configure("model", "slow_seconds", SLOW)
    site.ask("builtin", openai__structured="plain")
    yield
    site.mode("evaluate_answer")
    site.configure("model", "slow_seconds", 20)
    site.later("builtin", openai__structured="auto")


@pytest.fixture
def asked(site, models):
    return Practice(site)


# --- TLS ------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def over_tls(site, models, authority):
    """over_tls(...): somebody whose marks come from a server with such a certificate."""
    servers = []

    def begin(trusted=True, **certificate):
        server = ModelServer(authority.certificate(name=f"line{len(servers)}{abs(hash(str(certificate)))}", **certificate))
        servers.append(server)
        site.ask("builtin", openai__url=server.url("openai"), model__ca_file=authority.ca if trusted else "")
        return server, Practice(site)

    yield begin
    for server in servers:
        server.stop()
    site.later("builtin", openai__url=models.url("openai"), model__ca_file="")


@pytest.mark.parametrize("whole", [False, True], ids=["streamed", "whole"])
def test_a_mark_comes_over_tls(over_tls, whole):
    server, asked = over_tls()
    if whole:
        server.always(lambda request: Reply(body=well(types_of(request)).body))
    for _ in range(3):
        asked.send()
        asked.assert_marked()
        asked.next_question()
    assert len(server.requests) == 3
    per_worker = {}
    for request in server.requests:
        per_worker.setdefault(request.connection, []).append(request)
    assert server.scheme == "https" and len(per_worker) <= 3


def types_of(request):
    """The same request, to be answered whole."""
    request.stream = False
    return request


@pytest.mark.expected('"event":"model_call"')
@pytest.mark.parametrize(
    "trusted, certificate",
    [
        (False, {}),
        (True, {"host": "DNS:elsewhere.example"}),
        (True, {"ends": "20210101000000Z"}),
        (True, {"begins": "20440101000000Z"}),
    ],
    ids=["an unknown authority", "another host's", "over", "not yet valid"],
)
def test_a_bad_certificate_gets_nothing(site, models, over_tls, trusted, certificate):
    site.fresh_logs()
    server, asked = over_tls(trusted, **certificate)
    asked.send()
    asked.assert_pending("could not prove who it is")
    assert server.requests == [] and models.requests == []  # nor anything in the open
    lines = [line for text in site.fresh_logs().values() for line in text.splitlines() if '"class":"tls"' in line and '"event":"model_call"' in line]
    assert len(lines) == 1 and '"level":"alert"' in lines[0]
    site.ask("builtin", openai__url=models.url("openai"), model__ca_file="")
    asked.agree()
    asked.assert_next_works(models)


@pytest.mark.expected('"event":"model_call"')
def test_a_server_that_speaks_no_tls_gets_nothing(site, models):
    site.ask("builtin", openai__url=models.url("openai").replace("http:", "https:"))
    try:
        asked = Practice(site)
        asked.send()
        asked.assert_pending("could not prove who it is")
        assert models.requests == []
    finally:
        site.ask("builtin", openai__url=models.url("openai"))
    asked.agree()
    asked.assert_next_works(models)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(asked, models, status):
    models.always(Reply(status, headers={"Location": "/openai/v1/elsewhere"}))
    asked.send()
    assert [r.path for r in models.requests] == ["/openai/v1/chat/completions"]
    asked.assert_pending("Something went wrong")
    assert asked.calls()[-1][1] == "redirect"
    asked.assert_next_works(models)


# --- long before the first word ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alive",
    [": OPENROUTER PROCESSING\n\n", ":\r\n\r\n: keep-alive\r\n\r\n", 'event: ping\ndata: {"type": "ping"}\n\n', "\n\n\n\n\n\n\n\n\n\n"],
    ids=["comments", "with CR", "pings", "empty lines"],
)
def test_a_line_kept_alive_is_not_a_slow_one(asked, models, alive):
    def reply(request):
        good = well(request)
        return Reply(pieces=[p for _ in range(8) for p in (alive, 0.4)] + good.pieces, content_type="text/event-stream")

    models.play(reply)
    asked.send()
    assert asked.watch.seconds > 3 * SLOW
    asked.assert_marked()
    assert len(models.requests) == 1


def test_a_line_kept_alive_for_ever_ends_at_the_deadline(site, models):
    site.mode("evaluate_answer", order="openai", deadline_seconds=3)
    site.restart()
    try:
        asked = Practice(site)
        models.always(
            lambda request: Reply(pieces=[p for _ in range(200) for p in (": still here, still here\n\n", 0.3)], content_type="text/event-stream")
        )
        asked.send()
        assert 2.5 < asked.watch.seconds and asked.watch.within(4.5), asked.watch
        asked.assert_pending("took too long")
        asked.assert_next_works(models)
    finally:
        site.mode("evaluate_answer", order="openai", deadline_seconds=10)


# --- many people -----------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twenty(site, marks_on_the_wire):
    return [Practice(site) for _ in range(20)]


@pytest.fixture
def people(twenty, models):
    for one in twenty:
        one.next_question()
    return twenty


def test_twenty_people_at_once_get_their_own_marks(people, models):
    def theirs(request):
        said = next(p.canaries[-1] for p in people if p.canaries[-1] in request.user)
        answer = {"score": 7, "positive_feedback": [f"{MARK} to {said}"], "improvement_areas": [], "anchors": []}
        return well(request, answer=answer, first=0.5)

    models.always(theirs)
    pages = at_once(lambda one: one.send(), people)
    for one, page in zip(people, pages):
        assert f"{MARK} to {one.canaries[-1]}" in page.text and not any(o.canaries[-1] in page.text for o in people if o is not one)
        one.assert_marked(f"{MARK} to {one.canaries[-1]}")
    assert len(models.requests) == len(people)


def test_while_twenty_people_wait_pages_come_at_once(site, people, models):
    models.always(lambda request: well(request, wait=1))

    def look(one):
        site.wait_for(lambda: len(models.requests) == len(people), every=0.02)
        for _ in range(5):
            watch = Watch()
            one.program.call("GET", "/plan/view")
            assert watch.within(1), watch

    looking = Practice(site)
    at_once(lambda job: job(), [lambda: look(looking), *[one.send for one in people]])
    for one in people:
        one.assert_marked()


def test_twenty_people_at_once_with_a_server_that_fails_keep_their_answers(people, models):
    models.always(Reply(503, headers={"x-should-retry": "false"}))
    at_once(lambda one: one.send(ANSWER), people)
    for one in people:
        one.assert_pending()
    assert 3 <= len(models.requests) <= len(people)  # those who were asking when it began to rest
    people[0].assert_next_works(models)
