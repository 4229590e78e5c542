"""What a good model would answer in each mode: a document that holds to the mode's contract, made from the request that was sent."""

import glob
import json
import os
import re

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
MARK = "said the model"  # every text of it holds this


def instructions():
    found = {}
    for path in glob.glob(os.path.join(ROOT, "prompts/*/instructions.txt")):
        with open(path) as f:
            found[os.path.basename(os.path.dirname(path))] = f.read().strip()
    return found


INSTRUCTIONS = instructions()


def mode_of(system):
    """Which mode has these instructions."""
    return next((mode for mode, text in INSTRUCTIONS.items() if system.strip().startswith(text)), None)


def fenced(user):
    """What stands between the first fences: what the person wrote."""
    found = re.search(r"^<<<([0-9a-f]{6})[^\n]*\n(.*?)\n>>>\1$", user, re.S | re.M)
    return found.group(2) if found else ""


def line(user, name, default=None):
    """The JSON document behind "Name: "."""
    found = re.search(rf"^{name}: (.*)$", user, re.M)
    try:
        return json.loads(found.group(1)) if found else default
    except ValueError:
        return default


def plan_chat(user):
    return {
        "reply": f"Thank you, {MARK}. When is your interview, and how much energy do you have?",
        "facts": {"role": "year 4 teacher", "minutes": 35, "weak": "behaviour management", "weak_told": True},
        "heard": [{"fact": fact, "words": " ".join(fenced(user).split()[:1])} for fact in ("role", "minutes", "weak")],
        "missing": ["motivation"],
        "enough": False,
    }


def topics(*names):
    return [
        {
            "name": n,
            "description": f"Practise {n.lower()}, {MARK}.",
            "priority": i + 1,
            "daily_study_minutes": 15,
            "expected_outcome": "Calm, clear answers.",
        }
        for i, n in enumerate(names)
    ]


def suggest_plan(user):
    return {
        "plan_overview": {
            "target_role": "Year 4 teacher",
            "total_daily_minutes": 30,
            "time_horizon_weeks": 3,
            "rationale": f"Weak areas first, {MARK}.",
        },
        "plan_topics": topics("Behaviour management", "Lesson planning"),
    }


def suggest_plan_changes(user):
    plan = line(user, "The plan now", {})
    return {"plan_overview": plan.get("plan_overview"), "plan_topics": plan.get("plan_topics"), "reasons": []}


def generate_questions(user):
    found = re.search(r"^How many: (\d+)", user, re.M)
    return {
        "questions": [
            {
                "question": f"What would you do first with class number {i + 1}, {MARK}?",
                "status": "new",
                "difficulty": "medium",
                "anchors": [{"name": "First step", "anchor": "Names one first step and why."}],
            }
            for i in range(int(found.group(1)) if found else 6)
        ]
    }


def evaluate_answer(user):
    words = fenced(user)
    given = [{"name": name, "anchor": None} for name, _ in line(user, "Anchors", [])] or [{"name": "First step", "anchor": "Names one first step."}]
    quote = words.strip().split("\n")[0][:40].strip()
    return {
        "score": 7,
        "positive_feedback": [f"A clear first step, {MARK}."],
        "improvement_areas": [f"Say what came of it, {MARK}."],
        "anchors": [
            {"name": a["name"], "anchor": a["anchor"], "landed": i == 0 and bool(quote), "quote": quote if i == 0 else ""}
            for i, a in enumerate(given[:6])
        ],
    }


def build_story(user):
    return {
        "reply": f"A good beginning, {MARK}.",
        "title": f"The class after lunch, {MARK}",
        "situation": "A class fell apart after lunch.",
        "task": "I had to calm it.",
        "action": "I greeted every child at the door.",
        "result": "We lost five minutes instead of twenty.",
        "lesson": "Begin with calm yourself.",
        "gaps": ["Who noticed?"],
    }


def reconcile_session(user):
    return {"question_attempts": [], "summary": f"You practised, {MARK}.", "notes": f"First steps are clear, {MARK}.", "focus": []}


def daily_review(user):
    return {"verdict": "stands", "summary": f"The plan stands, {MARK}.", "reasons": ["Progress is even."]}


def answer_for(request):
    return globals()[request.mode](request.user)
