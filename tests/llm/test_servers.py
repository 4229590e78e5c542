"""Model servers by names of their own, `[server NAME]`, whatever they speak: each is asked, agreed to, recorded, counted and left alone by its name."""

import os
import re

import pytest

from tests.conftest import words
from tests.llm.conftest import KEY, agree
from tests.llm.test_wire import ANSWER, calls, practise, tell
from tests.support.browser import Program
from tests.support.model_server import failing, well
from tests.support.model_words import MARK

FAILS = failing(500, "server_error", headers={"x-should-retry": "false"})


@pytest.fixture
def upstairs(site, models):
    return ("server upstairs", {"speaks": "openai", "url": models.url("upstairs"), "key_file": site.key_file, "model": "large"})


@pytest.fixture
def next_door(site, models):
    return ("server next-door_2", {"url": models.url("next-door"), "key_file": site.key_file, "speaks": "anthropic"})


@pytest.fixture
def basement(models):
    return ("server basement", {"speaks": "openai", "url": models.url("basement"), "inside": "yes"})


def only(provider, reply):
    """One server is played this; the others answer well."""
    return lambda request: reply(request) if request.provider == provider else well(request)


def test_the_first_of_two_dialects_fails_and_the_second_answers(site, models, user, upstairs, next_door):
    models.always(lambda request: FAILS(request) if request.provider == "upstairs" and request.mode == "evaluate_answer" else well(request))
    with site.servers("upstairs, next-door_2:claude-sonnet-5, builtin", upstairs, next_door):
        agree(user)
        session = practise(user, ANSWER + words())
        assert MARK in user.page.text and "Who was asked first gave no answer that holds (server), so the next one took over." in user.page.text
        marks = [r for r in models.requests if r.mode == "evaluate_answer"]
        assert [(r.provider, r.dialect, r.model) for r in marks] == [("upstairs", "openai", "large"), ("next-door", "anthropic", "claude-sonnet-5")]
        assert marks[0].headers["Authorization"] == f"Bearer {KEY}" and marks[1].headers["x-api-key"] == KEY
        rows = sorted(row[:3] for row in calls(site, user, "evaluate_answer"))
        assert [(row[0], row[2]) for row in rows] == [("next-door_2", "ok"), ("upstairs", "server")] and rows[1][1] == "large"
        user.get(session)
        attempt = [link for link in user.page.links if re.match(r"/attempt/[0-9a-f-]{36}$", link)][0]
        user.get(attempt + "/sent")
        assert "The provider “next-door_2” marked it" in user.page.text and "upstairs" not in user.page.text
        # priced by the model's name, as ever: claude-sonnet has a line
        assert int(next(row for row in calls(site, user, "evaluate_answer") if row[0] == "next-door_2")[6]) > 0


def test_each_is_counted_and_left_alone_by_its_name(site, models, user, upstairs, next_door):
    models.always(only("upstairs", FAILS))
    with site.servers("upstairs:large, next-door_2, builtin", upstairs, next_door):
        agree(user)
        for text in ("I teach.", "I teach year 4.", "I teach year 4 in Leeds."):
            tell(user, text)
        assert site.sql("SELECT server, failures FROM gr.breakers") == [["upstairs:large", "3"]]
        asked = len(models.requests)
        tell(user, "I have an hour a day.")
        assert [r.provider for r in models.requests[asked:]] == ["next-door"]
        metrics = user.http.get(site.base + "/metrics").text
        assert 'greenroom_server_resting{server="upstairs:large"} 1' in metrics
        assert re.search(r'greenroom_model_calls_total\{provider="upstairs",model="large",mode="plan_chat",outcome="server"\} [3-9]', metrics)
        assert re.search(r'greenroom_model_calls_total\{provider="next-door_2",model="[^"]+",mode="plan_chat",outcome="ok"\} [4-9]', metrics)
        costs = site.admin("costs").stdout
        assert "  upstairs:large " in costs and "  next-door_2:" in costs


def test_who_is_asked_stands_where_users_agree_by_name_and_no_order_of_sections_changes_it(site, models, user, upstairs, next_door, basement):
    with site.servers("upstairs, builtin", upstairs, basement, next_door):
        user.get("/")
        assert "Who may read what you write?" in user.page.text  # other servers than they agreed to
        port = re.escape(str(models.port))
        assert re.search(rf"anthropic \(127.0.0.1:{port}\), next-door_2 \(127.0.0.1:{port}\), upstairs \(127.0.0.1:{port}\)", user.page.text)
        assert "basement" not in user.page.text
        tell(user)
        assert models.requests == []
        agree(user)
        tell(user, "I teach year 4.")
        assert [r.provider for r in models.requests] == ["upstairs"]
    with site.servers("upstairs, builtin", next_door, upstairs):  # the one inside gone, the others the other way round
        tell(user, "I have an hour a day.")
        assert [r.provider for r in models.requests] == ["upstairs"] * 2


def test_one_inside_needs_nobodys_leave_and_no_budget_counts_it(site, models, user, basement):
    user.get("/settings")
    user.send("/settings/coach", coach="builtin")
    with site.servers("basement:small, builtin", basement, budget__user_tokens=1000, budget__site_tokens=1):
        try:
            site.sql("DELETE FROM gr.spent")
            for text in ("I teach.", "I teach year 4.", "I have an hour a day."):
                tell(user, text)
            assert [(r.provider, r.model) for r in models.requests] == [("basement", "small")] * 3
            rows = calls(site, user, "plan_chat")
            assert len(rows) == 3 and {(row[0], row[2], row[6]) for row in rows} == {("basement", "ok", "0")} and int(rows[0][3]) > 1000
            assert 'greenroom_budget_used{budget="budget.site_tokens"} 0\n' in user.http.get(site.base + "/metrics").text
            assert "budget.site_tokens: 0 of 1 used today" in site.admin("costs").stdout
        finally:
            site.configure("budget", "user_tokens", 150000)
            site.configure("budget", "site_tokens", 0)


@pytest.mark.expected('"event":"budget_')
def test_one_outside_is_counted_by_the_budgets(site, models, user, upstairs):
    with site.servers("upstairs, builtin", upstairs, budget__user_tokens=1000):
        agree(user)
        tell(user)
        practise(user, ANSWER + words())
        assert len(models.requests) == 1 and MARK not in user.page.text and "budget" in user.page.text


def test_old_sections_stand_beside_new_ones_and_a_mode_may_have_its_own_order(site, models, user, upstairs, next_door):
    site.mode("evaluate_answer", order="next-door_2:claude-haiku-4-5, builtin")
    models.always(only("openai", FAILS))
    try:
        with site.servers("openai:gpt-5.4-mini, upstairs, anthropic, builtin", upstairs, next_door):
            agree(user)
            practise(user, ANSWER + words())
            assert {r.provider for r in models.requests if r.mode == "evaluate_answer"} == {"next-door"}
            assert [r.provider for r in models.requests if r.mode == "plan_chat"] == ["openai", "upstairs"]
            assert {(row[0], row[2]) for row in calls(site, user, "plan_chat")} == {("openai", "server"), ("upstairs", "ok")}
    finally:
        site.mode("evaluate_answer")


def test_what_a_server_does_not_take_is_learnt_of_it_alone(site, models, user, upstairs):
    """Two servers with one and the same model: one of them takes no temperature."""
    twin = ("server twin", {**upstairs[1], "url": models.url("twin")})

    def answer(request):
        if request.provider == "upstairs" and "temperature" in request.body:
            return failing(400, "invalid_request_error", "Unsupported parameter: temperature.")(request)
        return FAILS(request) if request.provider == "upstairs" else well(request)

    models.always(answer)
    with site.servers("upstairs, twin, builtin", upstairs, twin):
        agree(user)
        tell(user)
        assert [(r.provider, "temperature" in r.body) for r in models.requests] == [("upstairs", True), ("upstairs", False), ("twin", True)]


def test_check_models_asks_them_and_names_their_section(site, models, upstairs, next_door, basement):
    models.always(only("upstairs", failing(401, "invalid_api_key", "No.", "invalid_api_key")))
    with site.servers("upstairs, next-door_2, basement:small, openai, builtin", upstairs, next_door, basement):
        done = site.admin("check", "models", check=False)
        lines = done.stdout.splitlines()
        assert done.returncode == 1 and lines[0].startswith("WRONG  upstairs: the key is not good: look at server upstairs.key_file")
        assert [line.split(": answered as ")[0] for line in lines[1:]] == ["fine   next-door_2", "fine   basement:small", "fine   openai"]
        assert "cost" in lines[1] and "cost" not in lines[2]
        shown = site.admin("settings", "show").stdout
        assert (
            "\n[server basement]\nspeaks = openai\n" in shown and "\n[server next-door_2]\nspeaks = anthropic\n" in shown and "\n[openai]\n" in shown
        )
        assert "Everything is as it should be" in site.admin("check").stdout


# --- what refuses to start ----------------------------------------------------------------------------------------------------


GOOD = "speaks = openai\nurl = https://models.example/v1\n"

# what stands at the end of the settings -> the line of it that is wrong, and what is said
REFUSED = {
    "beside a section of that name": ("[server openai]\n" + GOOD, 1, "[server openai] and [openai] on line "),
    "a name twice": ("[server a]\n" + GOOD + "[server a]\n" + GOOD, 4, "[server a] and [server a] on line "),
    "no word on what it speaks": ("[server a]\nurl = https://models.example/v1\n", 1, "[server a] does not say what it speaks: openai or anthropic"),
    "nothing but its name": ("[server a]\n", 1, "[server a] does not say what it speaks"),
    "speaks something else": ("[server a]\nspeaks = gemini\n", 2, "server a.speaks wants openai or anthropic"),
    "openai without an address": ("[server a]\nspeaks = openai\nkey_file = /k\n", 1, "[server a] does not say where it is"),
    "inside without an address": ("[server a]\nspeaks = anthropic\ninside = yes\n", 1, "[server a] does not say where it is"),
    "a setting that does not exist": ("[server a]\n" + GOOD + "colour = red\n", 4, "there is no setting server a.colour"),
    "a setting of the other dialect": (
        "[server a]\nspeaks = anthropic\ntoken_name = auto\n",
        3,
        "server a.token_name is for a server that speaks openai",
    ),
    "no yes and no no": ("[server a]\ninside = maybe\n", 2, "server a.inside wants yes or no"),
    "a name of other signs": ("[server a.b]\n" + GOOD, 1, "a server's name has 1 to 32 letters"),
    "a name too long": (f"[server {'a' * 33}]\n" + GOOD, 1, "a server's name has 1 to 32 letters"),
    "no name": ("[server]\n" + GOOD, 1, "a server's name has 1 to 32 letters"),
    "the built-in coach's name": ("[server builtin]\n" + GOOD, 1, "a server can't be called builtin"),
    "one too many": ("".join(f"[server s{i}]\n" + GOOD for i in range(33)), 97, "[server s32] is one too many: there may be 32"),
    "local, and not inside": ("[server local]\n" + GOOD, 1, "[server local] "),
    "what an old section is given": ("[openai]\nspeaks = anthropic\n", 2, "there is no setting openai.speaks"),
}


@pytest.fixture
def settings(site):
    """Writes other settings than the site runs with; put back at the end."""
    path = os.path.join(site.var, "greenroom.conf")
    with open(path) as f:
        before = f.read()

    def write(change):
        site.write(path, change(before))
        return path

    yield write
    site.write(path, before)


@pytest.mark.parametrize("case", REFUSED)
def test_a_server_that_is_not_right_refuses_to_start_with_its_line(site, settings, case):
    text, line, sentence = REFUSED[case]
    above = []
    path = settings(lambda before: above.append(before.count("\n")) or before + text)
    done = site.admin("check", check=False)
    assert done.returncode == 1 and f"WRONG  settings: {path}, line {above[0] + line}: {sentence}" in done.stdout, done.stdout
    assert site.admin("check", "models", check=False).returncode == 78


def test_an_order_that_names_no_server_there_is_refuses_to_start_with_its_line(site, settings):
    def ordered(order):
        return settings(lambda before: re.sub(r"(?m)^order = .*\n", "", before) + f"[model]\norder = {order}\n[server a]\n{GOOD}")

    path = ordered("a, b:small, builtin")
    with open(path) as f:
        line = f.read().splitlines().index("order = a, b:small, builtin") + 1
    done = site.admin("check", "models", check=False)
    assert done.returncode == 78 and f"{path}, line {line}: the order names “b”, which is not set up" in done.stderr
    ordered("a, builtin")
    site.mode("plan_chat", order="a, nobody")
    try:
        done = site.admin("check", "models", check=False)
        assert done.returncode == 78 and re.search(r"mode plan_chat: settings.ini, line \d+: the order names “nobody”", done.stderr)
    finally:
        site.mode("plan_chat")


def test_the_programs_of_the_site_refuse_it_too(site, settings):
    """The worker and the hourly run, as they are started."""
    settings(lambda before: before + "[server a]\nspeaks = openai\n")
    for program in ("greenroom.fcgi", "greenroom-hourly"):
        done = site.as_site_user(
            os.path.join(site.var, "app/bin", program), "--conf", os.path.join(site.var, "greenroom.conf"), check=False, stdin=-3
        )
        assert done.returncode == 78 and "[server a] does not say where it is: it wants a url" in done.stderr


def test_a_program_reads_who_answered_in_the_download(site, models, user, upstairs):
    program = Program(site.base)
    program.http.cookies = user.http.cookies
    with site.servers("upstairs, builtin", upstairs):
        agree(user)
        tell(user)
        export = program.call("POST", "/settings/export", {"current": "a quiet green room"})
        assert [(c["provider"], c["model"]) for c in export["model_calls"]] == [("upstairs", "gpt-test-2026-01-01")]
        assert export["chat"][-1]["call"]["provider"] == "upstairs" and "upstairs (127.0.0.1" in export["user"]["agreed"]
