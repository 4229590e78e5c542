"""`greenroom-admin check models`: each server is asked once, for real, and the host reads what is wrong with which setting."""

import configparser
import os

import pytest

from tests.support.model_server import Reply, failing, well
from tests.support.site import ROOT


def trial(site, fine, order, **settings):
    """All that was printed."""
    site.later(order, **settings)  # the tool reads them itself
    done = site.admin("check", "models", check=False)
    assert (done.returncode == 0) == fine, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "order, model",
    [
        ("openai:gpt-5.4-mini", "gpt-5.4-mini"),
        ("anthropic:claude-haiku-4-5", "claude-haiku-4-5"),
        ("local:qwen3:8b", "qwen3:8b"),
        ("openai:anthropic/claude-haiku-4.5", "anthropic/claude-haiku-4.5"),
    ],
)
def test_a_server_that_is_well_is_asked_once_and_told(site, models, order, model):
    said = trial(site, True, order + ", builtin")
    assert said.startswith(f"fine   {order}: answered as ") and "1200 tokens in and 300 out" in said
    assert [r.model for r in models.requests] == [model] and models.requests[0].mode == "evaluate_answer"
    assert ("cost" in said) == (not order.startswith("local"))


def test_every_server_that_any_order_names_is_asked(site, models):
    site.mode("daily_review", order="anthropic:large, openai:small")
    try:
        said = trial(site, True, "openai:small, builtin")
    finally:
        site.mode("daily_review")
    assert sorted(line.split()[1] for line in said.splitlines()) == ["anthropic:large:", "openai:small:"]


@pytest.mark.parametrize(
    "status, kind, words, told",
    [
        (401, "invalid_api_key", "Incorrect API key provided: sk-x.", "the key is not good: look at openai.key_file"),
        (404, "model_not_found", "The model `gpt-9` does not exist.", "no such model or no such address: look at the model's name"),
        (402, "billing_error", "Your credit balance is too low.", "no money left"),
        (429, "insufficient_quota", "You exceeded your current quota.", "no money left"),
        (400, "invalid_request_error", "Unknown field: safety.", "it does not take the request: try openai.structured = plain"),
        (403, "permission_error", "Your country is not served.", "look at openai.key_file"),
    ],
)
def test_what_a_server_refuses_is_told_with_its_words(site, models, status, kind, words, told):
    models.always(failing(status, kind, words, kind))
    said = trial(site, False, "openai:gpt-9")
    assert said.startswith("WRONG  openai:gpt-9: ") and told in said and words in said


def test_a_wrong_address_is_told(site, models):
    good = models.url("openai")
    try:
        for url, told in (
            ("http://127.0.0.1:1/v1", "nobody listens at openai.url"),
            ("https://127.0.0.1:1/v1", "nobody listens"),
            (site.base + "/v1", "no such address"),
            (good.replace("http:", "https:"), "speaks no TLS"),
        ):
            assert told in trial(site, False, "openai", openai__url=url), url
    finally:
        site.later("builtin", openai__url=good)


def test_words_that_are_no_document_are_told(site, models):
    models.always(lambda request: well(request, text="I am sorry, I can only talk."))
    assert "openai.structured = plain" in trial(site, False, "openai")
    models.always(Reply(200, "<html>Welcome</html>", content_type="text/html"))
    assert "is openai.url right?" in trial(site, False, "openai")


def test_what_a_server_says_steers_no_terminal(site, models):
    models.always(failing(400, "invalid_request_error", "\x1b[2J\x1b]0;gone\x07\u009b31m" + "x" * 3000))
    said = trial(site, False, "openai")
    assert "\x1b" not in said and "\x07" not in said and "\u009b" not in said and len(said) < 1000


def test_the_one_that_hears_is_tried_too(site, models):
    try:
        said = trial(site, True, "builtin", speech__url=models.url("speech"), speech__key_file=site.key_file)
        assert "fine   speech: 127.0.0.1" in said and "No order names a model server" in said
        models.always(failing(401, "invalid_api_key", "No.", "invalid_api_key"))
        assert "WRONG  speech: the key is not good: look at speech.key_file" in trial(site, False, "builtin")
    finally:
        site.later("builtin", speech__url="", speech__key_file="")


def test_an_answer_of_nobody_is_fine_without_a_server(site, models):
    assert trial(site, True, "builtin") == "No order names a model server: the built-in coach does everything (model.order).\n"


def test_a_second_server_outside_can_be_set(site, models):
    """As a fallback of another house: OpenRouter beside OpenAI."""
    try:
        said = trial(
            site,
            True,
            "openai, other:deepseek/deepseek-chat:free, builtin",
            other__url=models.url("openai"),
            other__key_file=site.secret("other-key", "sk-or-7"),
        )
        assert said.splitlines()[1].startswith("fine   other:deepseek/deepseek-chat:free: ")
        assert [(r.model, r.headers["Authorization"]) for r in models.requests][1] == ("deepseek/deepseek-chat:free", "Bearer sk-or-7")
        site.configure("other", "url", "")
        assert "[other] has a key_file and no url" in site.admin("check", "models", check=False).stderr
    finally:
        site.later("builtin", other__url="", other__key_file="")


def test_the_readmes_settings_are_good_as_they_stand(site, models):
    """But for keys and addresses, which are the model server's here. Each server is asked for the models that the comments name, too."""
    with open(os.path.join(ROOT, "README.md")) as f:
        text = f.read().split("## Language models")[1].split("\n    [model]\n")[1].split("\n\n")[0]
    ini = configparser.ConfigParser(inline_comment_prefixes=(";",), delimiters=("=",))
    ini.read_string("[model]\n" + text.replace("\n    ", "\n").removeprefix("    "))
    order = [one.strip() for one in ini["model"]["order"].split(",")]
    assert set(ini.sections()) == {"model", "openai", "anthropic", "other", "local", "server basement"} and order[-1] == "builtin"
    order = order[:-1] + ["other:deepseek/deepseek-v4-flash", "local:qwen3:8b", "basement:gpt-oss-20b"]
    assert all(one in text for one in order)
    settings = {f"{section}__{name}": value for section in ini.sections()[1:] for name, value in ini[section].items()}

    def of_the_site(name, value):
        if name.endswith("url"):
            return models.url("anthropic" if name.startswith("anthropic") else "openai")
        return site.key_file if name.endswith("key_file") else value

    here = {name: of_the_site(name, value) for name, value in settings.items()}
    with site.servers("builtin"):
        said = trial(site, True, ", ".join(order + ["builtin"]), **here)
        assert [line.split()[1] for line in said.splitlines()] == [one + ":" for one in order]
