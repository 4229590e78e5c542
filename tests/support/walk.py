"""The whole of Greenroom as a program goes through it: somebody with one of everything, and every route called in its time. Callers pass their own
`call(method, path, body=None, status=200)`, which may look at each answer."""

import uuid

CONTEXT = (
    "I can study 45 minutes a day. I struggle with system design. When I joined my last company I had to stop an outage. I decided to measure first."
)
GOOD = (
    "First I would ask how many requests there are and how much data: say 1000 a second. Then I would draw a load balancer, stateless services, a cache and a "
    "database with a replica, because reads are ten times writes. The trade-off is that a cache can be stale, so I would set a short expiry and invalidate on write."
)
PASSWORD = "a quiet green room"


class Walk:
    """What a walk leaves behind: ids by name, and what was typed where."""

    def __init__(self, call, name, mark=""):
        self.call, self.name, self.mark = call, name, mark
        self.typed = []

    def words(self, text):
        """A text of which each is found again."""
        one = f"{text} {self.mark}{uuid.uuid4().hex[:8]}"
        self.typed.append(one)
        return one

    def sign_up(self):
        made = self.call(
            "POST",
            "/users/create",
            {
                "username": self.name,
                "password": PASSWORD,
                "name": self.words("Zoë"),
                "zone": "Europe/Berlin",
                "try_question": "What achievement are you most proud of?",
                "try_answer": self.words("The shop stood still."),
            },
        )
        self.user, self.codes = made["user_id"], made["codes"]
        return self

    def tell(self):
        chat = self.call("POST", "/plan/chat", {"text": self.words("I am a backend developer and can study 45 minutes a day.")})
        self.message = chat["message_id"]
        self.call("POST", "/plan/chat/retry", {"message": self.message})
        self.call("POST", "/plan/chat", {"job": self.words("We are looking for a backend developer who knows Python.")})
        told = self.call("POST", "/plan/chat", {"text": self.words("I like quiet offices."), "job": "Backend developer wanted."})
        assert told["turns"]
        self.call("POST", "/plan/answer", {"ask": "weak_areas", "areas": ["System design"], "more": "estimates", "strong": "SQL"})
        self.call("POST", "/plan/confirm", {"version": self.call("GET", "/chat")["facts"]["version"]})
        self.told_text = self.call("GET", "/told")["told"][0]["told_id"]
        self.call("POST", f"/told/{self.told_text}/correct", {"text": "Backend developer wanted, remote."})
        self.call("POST", f"/told/{self.told_text}/delete", {})
        self.call(
            "POST",
            "/plan/facts",
            {
                "role": "backend developer",
                "minutes": 45,
                "days": "most evenings",
                "days_off": [4],
                "weak": "system design",
                "strong": self.words("Python"),
                "motivation": self.words("high"),
                "capacity": 3,
                "interview": "2031-01-31",
            },
        )
        return self

    def plan_it(self):
        made = self.call("POST", "/plan/suggest_new", {"role": "backend developer", "context": self.words(CONTEXT)})
        self.proposal = made["proposal_id"]
        self.call("POST", f"/plan/proposal/{self.proposal}/retry", {})
        overview = {k: made["plan_overview"][k] for k in ("target_role", "time_horizon_weeks")}
        edited = self.call(
            "POST",
            f"/plan/proposal/{self.proposal}/edit",
            {
                "plan_overview": {**overview, "rationale": self.words("Design first.")},
                "plan_topics": [{k: v for k, v in t.items() if v is not None} for t in made["plan_topics"][:4]],
            },
        )
        plan = self.call("POST", "/plan/approve_plan", {"proposal_id": self.proposal, "version": edited["version"]})
        self.topic = plan["plan_topics"][0]["topic_id"]
        return self

    def practise(self):
        self.session = self.call("POST", "/study/start_session", {"topic_id": self.topic, "planned_study_time": 25})["session_id"]
        questions = self.call("POST", f"/study/generate_questions/{self.session}", {})["questions"]
        self.question, self.skipped, self.told, self.drafted = (q["question_id"] for q in questions[:4])
        self.call("POST", f"/study/session/{self.session}/open/{self.question}", {})
        self.call("POST", f"/study/session/{self.session}/skip/{self.skipped}", {})
        self.first = self.call(
            "POST", f"/study/evaluate_answer/{self.session}", {"question_id": self.question, "answer": self.words("I do not know."), "self_score": 5}
        )["attempt_id"]
        self.attempt = self.call("POST", f"/study/evaluate_answer/{self.session}", {"question_id": self.question, "answer": self.words(GOOD)})[
            "attempt_id"
        ]
        self.call("POST", f"/attempt/{self.attempt}/mark", {})
        self.call("POST", f"/attempt/{self.attempt}/self", {"self_score": 7})
        told = self.call("GET", f"/attempt/{self.attempt}")
        if told["follow_up"]:  # a model's question has none
            self.call("POST", f"/attempt/{self.attempt}/next", {})
        tick = told["anchors"][-1]
        self.call("POST", f"/attempt/{self.attempt}/correct", {"name": tick["name"], "landed": not tick["landed"], "quote": told["answer"]})
        self.call("POST", f"/attempt/{self.attempt}/objection", {"objection": self.words("I named the cache.")})
        self.call("POST", f"/study/session/{self.session}/open/{self.drafted}", {})
        self.call("POST", f"/study/session/{self.session}/draft/{self.drafted}", {"answer": self.words("Half an answer")})
        return self

    def tell_a_story(self):
        made = self.call("POST", f"/study/story/{self.told}", {})
        self.story = made["story_id"]
        self.call("POST", f"/story/{self.story}/build", {})
        self.call(
            "POST",
            f"/story/{self.story}/save",
            {
                "story_title": self.words("The outage"),
                "situation": self.words("The shop stood still."),
                "lesson": self.words("Measure first."),
                "version": made["version"],
            },
        )
        return self

    def look_back(self):
        self.call("PUT", "/study/end_session", {"session_id": self.session})
        self.call("POST", f"/session/{self.session}/reconcile", {})
        note = next(n for n in self.call("GET", "/notes")["notes"] if n["topic_id"] == self.topic)
        self.call("POST", "/notes/correct", {"topic": self.topic, "corrected": self.words("I am fine with caching."), "version": note["version"]})
        self.call("POST", "/review/run", {})
        return self

    def change_the_plan(self):
        change = self.call(
            "POST",
            "/plan/suggest_changes",
            {
                "feedback": [self.words("only 20 minutes a day because of")],
                "context": self.words("I was ill for a week."),
                "progress": [{"name": "System design", "strength": 3}],
            },
        )
        self.call("POST", "/plan/approve_plan", {"proposal_id": change["proposal_id"], "take": [d["number"] for d in change["differences"]]})
        back = self.call("POST", "/plan/version/1/propose", {})
        self.call("POST", f"/plan/proposal/{back['proposal_id']}/decline", {})
        self.call("POST", "/plan/suggest_changes", {"feedback": [self.words("only 30 minutes a day because of")]})
        return self

    def begin_another(self):
        """A session that runs, with a question open."""
        self.running = self.call("POST", "/study/start_session", {"topic_id": self.topic, "planned_study_time": 20})["session_id"]
        self.open = self.call("POST", f"/study/generate_questions/{self.running}", {})["questions"][0]["question_id"]
        self.call("POST", f"/study/session/{self.running}/open/{self.open}", {})
        return self

    def everything(self):
        return self.sign_up().tell().plan_it().practise().tell_a_story().look_back().change_the_plan().begin_another()

    def pages(self):
        """Every page there is to read, by the address of its route."""
        return {
            "/": "/",
            "/try": "/try",
            "/metrics": "/metrics",
            "/about": "/about",
            "/metrics": "/metrics",
            "/signup": "/signup",
            "/login": "/login",
            "/recover": "/recover",
            "/chat": "/chat",
            "/told": "/told",
            "/proposal": "/proposal",
            "/proposal/{id}": f"/proposal/{self.proposal}",
            "/plan/view": "/plan/view",
            "/plan/versions": "/plan/versions",
            "/plan/version/{n}": "/plan/version/1",
            "/study": "/study",
            "/session/{id}": f"/session/{self.running}",
            "/session/{id}/question/{id}": f"/session/{self.running}/question/{self.open}",
            "/attempt/{id}": f"/attempt/{self.attempt}",
            "/attempt/{id}/sent": f"/attempt/{self.attempt}/sent",
            "/session/{id}/summary": f"/session/{self.session}/summary",
            "/stories": "/stories",
            "/stories.md": "/stories.md",
            "/story/{id}": f"/story/{self.story}",
            "/story/{id}/version/{n}": f"/story/{self.story}/version/1",
            "/notes": "/notes",
            "/notes.md": "/notes.md",
            "/review": "/review",
            "/settings": "/settings",
            "/parked": "/parked",
        }
