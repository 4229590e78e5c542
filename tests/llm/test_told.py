"""Why nobody answered, or somebody else did, stands on the page whenever it is looked at, not only on the one that was waited for."""

import pytest

from tests.conftest import words
from tests.llm.test_wire import TOLD, open_question, tell
from tests.support.browser import Program
from tests.support.model_server import openai_whole, well

DECLINED = "The coach declined to answer this."
NEXT_ONE = "Who was asked first gave no answer that holds (refused), so the next one took over."


def declines(mode):
    """A model that refuses one mode and answers the others."""

    def answer(request):
        if request.mode != mode:
            return well(request)
        return openai_whole("", refusal="I would rather not.")

    return answer


def propose(user):
    tell(user)
    return user.send("/plan/suggest_new", status=200)


KINDS = {
    "plan_chat": (tell, "/chat", "/plan/chat/retry"),
    "suggest_plan": (propose, "/proposal", "/plan/proposal/*"),
}


@pytest.mark.parametrize("mode", KINDS)
def test_why_nobody_answered_is_there_after_a_reload(site, models, user, mode):
    ask, path, again = KINDS[mode]
    site.ask("openai")
    models.always(declines(mode))
    ask(user)
    assert DECLINED in user.page.text
    user.get(path)
    assert DECLINED in user.page.text and "saved" in user.page.text
    models.calm()
    user.send(again, status=200)
    user.get(path)
    assert DECLINED not in user.page.text


@pytest.mark.parametrize("mode", KINDS)
def test_why_another_one_answered_is_there_after_a_reload(site, models, user, mode):
    ask, path, _ = KINDS[mode]
    site.ask("openai, builtin")
    models.always(declines(mode))
    ask(user)
    assert NEXT_ONE in user.page.text
    user.get(path)
    assert user.page.text.count(NEXT_ONE) == 1


def test_a_story_says_it_too(site, models, user):
    site.ask("openai")
    models.always(declines("build_story"))
    open_question(user)
    user.send("/study/story/*", status=200)
    assert DECLINED in user.page.text
    build = next(f.action for f in user.page.forms if f.action.endswith("/build"))
    user.get(build[: -len("/build")])
    assert DECLINED in user.page.text
    models.calm()
    user.send(build, status=200)
    user.get(build[: -len("/build")])
    assert DECLINED not in user.page.text and "I greeted every child" in user.page.source


def test_a_program_reads_it_too(site, models, user):
    program = Program(site.base)
    program.http.cookies = user.http.cookies
    site.ask("openai")
    models.always(declines("plan_chat"))
    tell(user, TOLD + words())
    turn = program.call("GET", "/chat")["turns"][-1]
    assert turn["unanswered"] and turn["unanswered_text"] == DECLINED and turn["instead_text"] == ""
