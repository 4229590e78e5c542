"""An answer that the built-in coach can't mark: it is kept, it says why, nothing is rated; and a model may still mark it."""

import pytest

from tests.llm.practice import Practice
from tests.support.model_server import failing

pytestmark = pytest.mark.xdist_group("llm-answers")
SPANISH = (
    "Primero saludo a cada niño en la puerta y después cuento cuántos están tranquilos. "
    "Cuando una clase se pone nerviosa, hago una pausa y repito las tres reglas que aprendimos juntos."
)


@pytest.fixture(scope="module", autouse=True)
def a_model_and_the_built_in_coach(site, model_server):
    site.mode("evaluate_answer", order="openai, builtin")
    site.ask("builtin", openai__structured="plain")
    yield
    site.mode("evaluate_answer")
    site.later("builtin", openai__structured="auto")


@pytest.fixture
def asked(site, models):
    models.always(failing(400))
    p = Practice(site)
    p.words = lambda: ""
    p.send(SPANISH)
    return p


def test_it_is_kept_and_nothing_is_rated(asked):
    told = asked.program.call("GET", f"/attempt/{asked.attempt}")
    assert (told["state"], told["score"], told["marked"], told["not_marked"], told["pending"]) == ("not_marked", None, False, True, False)
    assert told["why"] and told["answer"].strip() == SPANISH
    page = asked.browser.get(f"/attempt/{asked.attempt}")
    assert "Not marked" in page.text and told["why"] in page.text and SPANISH in page.text and "of 10" not in page.text
    assert asked.rows("SELECT reviews FROM gr.questions", where=f"id = '{asked.question}'") == [["0"]]
    assert asked.rows("SELECT count(*) FROM gr.recalls") == [["0"]]
    asked.program.call("PUT", "/study/end_session", {"session_id": asked.session})
    asked.program.call("POST", f"/session/{asked.session}/reconcile", {})
    tally = asked.program.call("GET", f"/session/{asked.session}/summary")["tally"]
    assert (tally["attempts"], tally["pending"], tally["not_marked"], tally["best_score"]) == (1, 0, 1, None)
    assert "Not marked" in asked.browser.get(f"/session/{asked.session}/summary").text
    assert all(n["strength"] is None for n in asked.program.call("GET", "/notes")["notes"] if "strength" in n)
    asked.program.call("POST", f"/attempt/{asked.attempt}/correct", {"name": "Any", "landed": False}, status=409)


def test_a_model_may_mark_it_where_there_is_one(asked, models):
    asked.site.sql("DELETE FROM gr.breakers")
    models.calm()
    page = asked.browser.get(f"/attempt/{asked.attempt}")
    assert "Mark it with a model" in page.text
    asked.program.call("POST", f"/attempt/{asked.attempt}/objection", {"objection": "It is English."})
    asked.mark_again()
    asked.assert_marked()
    told = asked.program.call("GET", f"/attempt/{asked.attempt}")
    assert told["score"] == 7 and not told["objected"]  # that was said of the mark that went
    assert asked.rows("SELECT reviews FROM gr.questions", where=f"id = '{asked.question}'") == [["1"]]


def test_without_a_model_there_is_nothing_to_press(asked):
    asked.program.call("POST", "/settings/coach", {"coach": "builtin"})
    assert "Mark it with a model" not in asked.browser.get(f"/attempt/{asked.attempt}").text
    assert asked.program.call("POST", f"/attempt/{asked.attempt}/mark", {})["state"] == "not_marked"
