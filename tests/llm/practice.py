"""Somebody in front of an open question, and what must hold of their answer whatever a model does with it."""

import re
import threading
import uuid

from tests.conftest import words
from tests.support.browser import Browser, Program
from tests.support.patience import Watch, patient

PASSWORD = "a quiet green room"
ANSWER = "First I would greet every child at the door. Then I would count how many are calm."
SAVED = "Your answer is saved"


class Practice:
    """A browser and a program with one and the same login, who have agreed that outside servers are asked. `site` has their plan and questions from the
    built-in coach: only the mark is a model's."""

    everybody = []  # that there was in this process

    def __init__(self, site, role="year 4 teacher", context="I have 45 minutes a day."):
        Practice.everybody.append(self)
        self.site, self.name, self.canaries = site, "t" + uuid.uuid4().hex[:12], []
        self.program, self.browser = Program(site.base), Browser(site.base)
        call = self.program.call
        self.user = call("POST", "/users/create", {"username": self.name, "password": PASSWORD})["user_id"]
        self.browser.http.cookies = self.program.http.cookies
        self.agree()
        proposal = call("POST", "/plan/suggest_new", {"role": role, "context": context + " " + self.words()})
        call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]})
        topic = call("GET", "/plan/view")["plan_topics"][0]["topic_id"]
        self.session = call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 30})["session_id"]
        self.questions = [q["question_id"] for q in call("POST", f"/study/generate_questions/{self.session}", {})["questions"]]
        self.next_question()

    def agree(self):
        """That the servers are asked that the site has now."""
        self.program.call("POST", "/settings/coach", {"coach": "outside"})

    def words(self):
        """A text that only this user has, and no log may hold."""
        self.canaries.append(words())
        return self.canaries[-1]

    def next_question(self):
        self.question = self.questions.pop(0)
        self.program.call("POST", f"/study/session/{self.session}/open/{self.question}", {})

    def send(self, answer=ANSWER):
        """Gives the answer; the page that came, with how long it took in .watch."""
        self.answer = f"{answer} {self.words()}"
        self.browser.get(f"/session/{self.session}/question/{self.question}")
        form = self.browser.form(f"/study/evaluate_answer/{self.session}")
        self.watch = Watch()
        page = self.browser.post(form.action, {**form.fields, "answer": self.answer})
        self.watch.stop()
        assert self.browser.status == 200, page.text[:1000]
        self.attempt = re.search(r"/attempt/([0-9a-f-]{36})", page.source)[1]
        return page

    def mark_again(self):
        self.browser.get(f"/attempt/{self.attempt}")
        return self.browser.send(f"/attempt/{self.attempt}/mark", status=200)

    def rows(self, select, end="", where="true"):
        return self.site.sql(f"{select} WHERE user_id = '{self.user}' AND {where} {end}")

    def calls(self, mode="evaluate_answer"):
        """The records of a mode's calls, oldest first: provider, outcome, tries, tokens in, out."""
        return self.rows("SELECT provider, outcome, tries, tokens_in, tokens_out FROM gr.model_calls", "ORDER BY age(xmin) DESC", f"mode = '{mode}'")

    # --- what must hold ---

    def assert_pending(self, *told):
        """The page says what happened, what was kept and what to do next; so does the attempt's own; nothing is stored as a mark."""
        page = self.browser.page
        self.browser.get(f"/attempt/{self.attempt}")
        for text in (page.text, self.browser.page.text):
            assert SAVED in text and "pending" in text and "Mark it now" in text and "of 10" not in text, text[:1500]
            for one in told:
                assert one in text, (one, text[:1500])
        assert " ".join(self.answer.split()) in self.browser.page.text
        assert self.rows("SELECT state, mark IS NULL, lease IS NULL FROM gr.attempts", where=f"id = '{self.attempt}'") == [["0", "t", "t"]]
        assert self.rows("SELECT state FROM gr.jobs", where=f"kind = 1 AND period = '{self.attempt}'") == [["0"]]  # the hourly run has it too

    def assert_marked(self, text="said the model"):
        self.browser.get(f"/attempt/{self.attempt}")
        assert "of 10" in self.browser.page.text and text in self.browser.page.text, self.browser.page.text[:1500]
        assert " ".join(self.answer.split()) in self.browser.page.text
        assert self.rows("SELECT state FROM gr.attempts", where=f"id = '{self.attempt}'") == [["2"]]

    def assert_next_works(self, models):
        """The server is well again: the same answer is marked now, by it."""
        models.calm()
        self.site.sql("DELETE FROM gr.breakers")
        assert "of 10" in self.mark_again().text, self.browser.page.text[:1500]
        self.assert_marked()


def told_when(text):
    """The times of day a page names."""
    return re.findall(r"\b\d\d:\d\d\b", text)


def at_once(what, each):
    """what(one) for every one of each, begun together; the results in their order."""
    results, errors, gate = [None] * len(each), [], threading.Barrier(len(each))

    def run(i):
        gate.wait()
        try:
            results[i] = what(each[i])
        except BaseException as e:  # told below
            errors.append(e)

    threads = [threading.Thread(target=run, args=(i,), daemon=True) for i in range(len(each))]
    for t in threads:
        t.start()
    for t in threads:
        t.join(patient(60))
    assert not errors, errors[0]
    assert not any(t.is_alive() for t in threads), "not all came back"
    return results
