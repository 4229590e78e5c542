"""Proposals: what is approved is what was shown, a wish that nobody understands changes nothing, and any edit by hand can live on."""

import datetime

import pytest

from tests.support.browser import Browser

ROLE, CONTEXT = "nurse", "I have 40 minutes a day."
ODD = "qwertyuiop asdfghjkl zxcvbnm"


@pytest.fixture
def proposed(program):
    """A program whose first proposal is open."""
    program.made = program.call("POST", "/plan/suggest_new", {"role": ROLE, "context": CONTEXT})
    return program


@pytest.fixture
def approved(proposed):
    proposed.plan = proposed.call("POST", "/plan/approve_plan", {"proposal_id": proposed.made["proposal_id"]})
    return proposed


def tab(program):
    b = Browser(program.base)
    b.http.cookies.update(program.http.cookies)
    return b


def wish(program, *words, **more):
    return program.call("POST", "/plan/suggest_changes", {"feedback": list(words), **more})


def outline(plan):
    return [(t["name"], t["daily_study_minutes"]) for t in plan["plan_topics"]]


# --- approval is bound to what was shown ---


def test_a_wish_that_is_not_understood_leaves_the_first_proposal_open(proposed):
    answered = wish(proposed, ODD)
    assert answered["state"] == "answered" and answered["reply"] and answered["after"] == proposed.made["proposal_id"]
    assert answered["differences"] == [] and not answered["is_open"]
    stands = proposed.call("GET", "/proposal")
    assert stands["proposal_id"] == proposed.made["proposal_id"] and stands["is_open"]
    proposed.call("POST", "/plan/approve_plan", {"proposal_id": answered["proposal_id"]}, status=409)
    plan = proposed.call("POST", "/plan/approve_plan", {"proposal_id": stands["proposal_id"], "version": stands["version"]})
    assert outline(plan) == outline(proposed.made)


def test_a_wish_that_is_not_understood_leaves_a_change_open(approved):
    change = wish(approved, "only 20 minutes a day")
    assert wish(approved, ODD)["answered"]
    assert approved.call("GET", "/proposal")["proposal_id"] == change["proposal_id"]
    again = wish(approved, "only 30 minutes a day")
    assert again["is_open"] and again["after"] == change["proposal_id"]
    assert approved.call("GET", f"/proposal/{change['proposal_id']}")["state"] == "replaced"


def test_a_wish_that_is_not_understood_leaves_nothing_to_decide(approved):
    assert wish(approved, ODD)["answered"]
    approved.call("GET", "/proposal", status=404)
    b = tab(approved)
    b.get("/plan/view")
    assert "waiting for your decision" not in b.page.text


def test_what_is_not_understood_is_asked_back_with_choices(proposed):
    b = tab(proposed)
    b.get("/proposal")
    b.send("/plan/suggest_changes", feedback__1=ODD, status=200)
    assert "stands as it was" in b.page.text
    b.get(f"/proposal/{wish(proposed, ODD)['proposal_id']}")
    name = proposed.made["plan_topics"][1]["name"]
    assert f'value="more {name}"' in b.page.source and f'value="drop {name}"' in b.page.source
    choice = {k: v for k, v in b.form("/plan/suggest_changes").fields.items() if k in ("token", "form")}
    b.post("/plan/suggest_changes", {**choice, "feedback.1": f"drop {name}"})
    assert b.status == 200 and name not in [n for n, _ in outline(proposed.call("GET", "/proposal"))]


def test_the_days_new_total_is_shown_before_a_part_counts(approved):
    change = wish(approved, "only 20 minutes a day")
    b = tab(approved)
    b.get("/proposal")
    form = b.form("/plan/approve_plan").fields
    one = {k: v for k, v in form.items() if not k.startswith("take.") or k == "take.1"}
    b.post("/plan/approve_plan", one)
    assert b.status == 200 and approved.call("GET", "/plan/view")["version"] == 1
    first = change["differences"][0]
    moved = int(first["from"].split()[0]) - int(first["to"].split()[0])
    total = approved.plan["plan_overview"]["total_daily_minutes"] - moved
    assert f"a day is {total} minutes" in b.page.text
    b.send("/plan/approve_plan", status=200)
    assert approved.call("GET", "/plan/view")["plan_overview"]["total_daily_minutes"] == total


def test_a_program_that_names_another_total_is_told_it(approved):
    change = wish(approved, "only 20 minutes a day")
    body = {"proposal_id": change["proposal_id"], "version": change["version"], "take": [1], "total_daily_minutes": 20}
    problem = approved.call("POST", "/plan/approve_plan", body, status=409)
    total = problem["total_daily_minutes"]
    assert total != 20 and approved.call("GET", "/plan/view")["version"] == 1
    plan = approved.call("POST", "/plan/approve_plan", {**body, "total_daily_minutes": total})
    assert plan["plan_overview"]["total_daily_minutes"] == total


def test_an_approval_ends_what_was_proposed_for_the_plan_before(approved):
    back = wish(approved, "only 20 minutes a day")
    approved.call("POST", "/plan/approve_plan", {"proposal_id": back["proposal_id"]})
    one = approved.call("POST", "/plan/version/1/propose", {})
    two = wish(approved, "only 25 minutes a day")
    assert approved.call("GET", f"/proposal/{one['proposal_id']}")["state"] == "replaced"
    approved.call("POST", "/plan/approve_plan", {"proposal_id": two["proposal_id"]})
    approved.call("GET", "/proposal", status=404)


def edited(program, proposal, **first):
    """By hand: the first topic with something else in it."""
    topics = [{k: v for k, v in t.items() if v is not None} for t in proposal["plan_topics"]]
    topics[0].update(first)
    overview = {k: proposal["plan_overview"][k] for k in ("target_role", "time_horizon_weeks", "rationale")}
    body = {"version": proposal["version"], "plan_overview": overview, "plan_topics": topics}
    return program.call("POST", f"/plan/proposal/{proposal['proposal_id']}/edit", body)


def test_who_edits_names_the_version_that_was_seen(proposed):
    now = edited(proposed, proposed.made, daily_study_minutes=17)
    assert now["version"] == proposed.made["version"] + 1
    overview = {k: now["plan_overview"][k] for k in ("target_role", "time_horizon_weeks")}
    body = {"plan_overview": overview, "plan_topics": [{"name": "Only this", "daily_study_minutes": 10}]}
    for named in ({}, {"version": proposed.made["version"]}):
        problem = proposed.call("POST", f"/plan/proposal/{now['proposal_id']}/edit", {**body, **named}, status=409)
        assert problem["seen"]["version"] == proposed.made["version"] and problem["now"]["version"] == now["version"]
    assert proposed.call("GET", "/proposal")["plan_topics"][0]["daily_study_minutes"] == 17


# --- any edit by hand can live on ---


def by_hand(program, proposal, topics, rationale=""):
    overview = {k: proposal["plan_overview"][k] for k in ("target_role", "time_horizon_weeks")}
    body = {"version": proposal["version"], "plan_overview": {**overview, "rationale": rationale}, "plan_topics": topics}
    return program.call("POST", f"/plan/proposal/{proposal['proposal_id']}/edit", body)


def test_a_topic_of_a_name_and_minutes_alone_lives_on(program):
    made = program.call("POST", "/plan/suggest_new", {"role": ROLE, "context": CONTEXT})
    kept = [{k: v for k, v in t.items() if v is not None} for t in made["plan_topics"][:2]]
    kept[0].update(description="", expected_outcome="", prescription="")
    now = by_hand(program, made, [*kept, {"name": "Ward rounds", "daily_study_minutes": 10}])
    plan = program.call("POST", "/plan/approve_plan", {"proposal_id": now["proposal_id"], "version": now["version"]})
    assert {t["name"] for t in plan["plan_topics"]} >= {"Ward rounds"} and plan["plan_overview"]["rationale"] == ""
    change = wish(program, "more ward rounds")
    assert change["is_open"] and any(d["name"] == "Ward rounds" for d in change["differences"])
    program.call("POST", "/plan/approve_plan", {"proposal_id": change["proposal_id"], "version": change["version"]})
    topic = next(t for t in program.call("GET", "/plan/view")["plan_topics"] if t["name"] == "Ward rounds")
    session = program.call("POST", "/study/start_session", {"topic_id": topic["topic_id"], "planned_study_time": 10})["session_id"]
    question = program.call("POST", f"/study/generate_questions/{session}", {})["questions"][0]["question_id"]
    program.call("POST", f"/study/evaluate_answer/{session}", {"question_id": question, "answer": "First I would look at who is most ill, then ask."})
    program.call("PUT", "/study/end_session", {"session_id": session})
    program.call("POST", f"/session/{session}/reconcile", {})
    assert program.call("POST", "/review/run", {})
    assert wish(program, "only 20 minutes a day")["plan_overview"]["total_daily_minutes"] == 20


@pytest.mark.parametrize("words", ["x" * 2000, "more " + "y" * 1990, "add " + "z" * 1990, "less " + "wörd" * 490 + " please"])
def test_a_word_of_2000_letters_is_a_wish(approved, words):
    made = wish(approved, words)
    assert made["wish"] == words and all(len(d["reason"]) <= 400 and len(d["name"]) <= 60 for d in made["differences"])
    b = tab(approved)
    b.get(f"/proposal/{made['proposal_id']}")
    assert b.status == 200
    assert wish(approved, "only 20 minutes a day")["is_open"]


def test_more_minutes_than_a_day_has_are_refused(proposed):
    topics = [{"name": f"Topic {i}", "daily_study_minutes": 600} for i in range(3)]
    overview = {k: proposed.made["plan_overview"][k] for k in ("target_role", "time_horizon_weeks")}
    body = {"version": proposed.made["version"], "plan_overview": overview, "plan_topics": topics}
    problem = proposed.call("POST", f"/plan/proposal/{proposed.made['proposal_id']}/edit", body, status=400)
    assert "more minutes than a day has" in problem["problems"][0]["message"]


def test_the_longest_texts_that_may_be_typed_live_on(proposed):
    topics = [{"name": "N" * 60, "description": "dédé" * 80, "expected_outcome": "o" * 300, "daily_study_minutes": 10}]
    now = by_hand(proposed, proposed.made, topics, "r" * 960)
    assert wish(proposed, "only 20 minutes a day")["plan_overview"]["total_daily_minutes"] == 20
    assert now["version"] == 2


# --- a plan follows the person ---

FACTS = {"role": "staff nurse", "minutes": 30, "weak": "medicines", "weak_told": True}


@pytest.fixture
def following(program):
    """Somebody with a plan made of facts."""
    program.call("POST", "/plan/facts", FACTS)
    made = program.call("POST", "/plan/suggest_new", {})
    program.plan = program.call("POST", "/plan/approve_plan", {"proposal_id": made["proposal_id"], "version": made["version"]})
    return program


def told(program, **facts):
    program.call("POST", "/plan/facts", {**FACTS, **facts})
    return {t["fact"]: t for t in program.call("GET", "/plan/view")["told_since"]}


def suggested(program):
    return program.call("POST", "/plan/suggest_new", {})


def approve(program, made, **more):
    return program.call("POST", "/plan/approve_plan", {"proposal_id": made["proposal_id"], "version": made["version"], **more})


def named(made, kind, name):
    return next(d for d in made["differences"] if (d["kind"], d["name"]) == (kind, name))


def test_nothing_told_since_is_nothing_to_propose(following):
    assert told(following) == {} and suggested(following)["answered"]


def test_other_minutes_told_reach_the_plan(following):
    assert told(following, minutes=50)["minutes"]["now"] == "50 minutes a day"
    b = tab(following)
    b.get("/plan/view")
    assert "What you told since differs from this plan" in b.page.text
    b.send("/plan/suggest_new", status=200)
    made = following.call("GET", "/proposal")
    assert made["plan_overview"]["total_daily_minutes"] == 50 and made["differences"]
    assert all("50 minutes a day" in d["reason"] for d in made["differences"])
    plan = approve(following, made)
    assert sum(t["daily_study_minutes"] for t in plan["plan_topics"]) == 50 and "50 minutes" in plan["plan_overview"]["rationale"]
    assert following.call("GET", "/plan/view")["told_since"] == []


def test_what_was_told_in_the_chat_has_its_words(following):
    words = "I can do 45 minutes a day now."
    following.call("POST", "/plan/chat", {"text": words})
    since = {t["fact"]: t for t in following.call("GET", "/plan/view")["told_since"]}
    assert since["minutes"]["now"] == "45 minutes a day" and since["minutes"]["words"] in words
    made = suggested(following)
    assert any((since["minutes"]["words"] or "45 minutes") in d["reason"] for d in made["differences"])


def test_a_weak_area_told_since_comes_first(following):
    told(following, weak="medicines, safeguarding adults, salary")
    made = suggested(following)
    assert named(made, "added", "Practical matters")["reason"]
    assert made["plan_overview"]["total_daily_minutes"] == 30
    assert any(d["follows"] for d in made["differences"])


def test_days_and_date_are_differences_and_count_once_approved(following):
    told(following, days_off=[0, 1, 2, 3], interview="2031-01-31")
    plan = following.call("GET", "/plan/view")
    made = suggested(following)
    days, interview = named(made, "overview", "days"), named(made, "overview", "interview")
    assert days["from"] == "every day" and "Mondays" in days["to"] and "31 January" in interview["to"]
    assert following.call("GET", "/plan/view")["schedule"] == plan["schedule"]
    numbers = [d["number"] for d in made["differences"] if d is not days]
    left = approve(following, made, take=numbers)
    assert left["version"] == 2 and following.call("GET", "/plan/view")["told_since"] == []
    assert following.call("GET", "/plan/view")["schedule"][:3] == plan["schedule"][:3]  # the days were left as they are


def test_days_told_in_a_wish_count_once_approved(following):
    def days_off():
        return [d["number"] for d in following.call("GET", "/chat")["facts"]["days_off"] if d["off"]]

    made = wish(following, "nothing on Sundays")
    assert "Sundays" in named(made, "overview", "days")["to"] and days_off() == []
    following.call("POST", f"/plan/proposal/{made['proposal_id']}/decline", {})
    assert days_off() == [] and following.call("GET", "/plan/view")["told_since"] == []
    made = wish(following, "nothing on Sundays")
    more = wish(following, "more patient safety")
    assert "Sundays" in named(more, "overview", "days")["to"]
    approve(following, more)
    assert days_off() == ["6"] and following.call("GET", "/plan/view")["told_since"] == []


def away(program):
    """The first and the last of three days, from tomorrow on."""
    today = datetime.date.fromisoformat(program.call("GET", "/plan/view")["schedule"][0]["day"])
    return today + datetime.timedelta(days=1), today + datetime.timedelta(days=3)


def practised(program):
    return sorted({one["day"] for one in program.call("GET", "/plan/view")["schedule"]})


def said(day):
    return f"{day.day} {day:%B}"


def test_a_break_asked_for_counts_once_approved_and_ends_by_itself(following):
    first, last = away(following)
    before = practised(following)
    made = wish(following, f"I am away from {said(first)} to {said(last)}, visiting my aunt.")
    assert made["is_open"] and len(made["differences"]) == 1
    pause = named(made, "overview", "break")
    assert pause["from"] == "no break" and pause["to"].startswith(f"No practice from {first:%A} {first.day}")
    assert pause["to"].endswith(f"to {last:%A} {said(last)}") and "visiting my aunt" in pause["reason"]
    assert practised(following) == before and following.call("GET", "/chat")["facts"]["break_from"] == ""
    approve(following, made)
    facts = following.call("GET", "/chat")["facts"]
    assert (facts["break_from"], facts["break_to"]) == (str(first), str(last)) and "away" in facts["sources"]["break"]
    without = {str(first + datetime.timedelta(days=i)) for i in range(3)}
    assert practised(following) == [day for day in before if day not in without] and practised(following)[-1] > str(last)
    view = following.call("GET", "/plan/view")
    assert view["told_since"] == [] and outline(view) == outline(following.plan)
    assert following.call("POST", "/settings/export", {"current": "a quiet green room"})["facts"]["break"] == {"from": str(first), "to": str(last)}


def test_a_break_longer_than_the_plan_shows_leaves_every_page_whole(following):
    today = away(following)[0] - datetime.timedelta(days=1)
    last = today + datetime.timedelta(days=30)
    following.call("POST", "/plan/answer", {"ask": "break", "break_from": str(today), "break_to": str(last)})
    assert practised(following)  # told, but not approved
    made = suggested(following)
    assert "You told me since" in named(made, "overview", "break")["reason"]
    approve(following, made)
    assert practised(following) == []
    b = tab(following)
    for path in ("/", "/study", "/plan/view", "/chat", "/review"):
        b.get(path)
        assert b.status == 200
    b.get("/plan/view")
    assert f"to {last:%A} {said(last)}: it ends by itself" in b.page.text
    following.call("POST", "/review/run", {})


def test_a_break_declined_is_none(following):
    first, last = away(following)
    before = practised(following)
    made = wish(following, f"no practice from {said(first)} to {said(last)}")
    following.call("POST", f"/plan/proposal/{made['proposal_id']}/decline", {})
    facts = following.call("GET", "/chat")["facts"]
    assert facts["break_from"] == facts["break_to"] == "" and practised(following) == before
    assert following.call("GET", "/plan/view")["told_since"] == []


def test_a_break_that_is_not_taken_with_the_rest_is_none(following):
    first, last = away(following)
    made = wish(following, f"I'm away from {said(first)} to {said(last)}. More patient safety.")
    pause = named(made, "overview", "break")
    before = practised(following)
    approve(following, made, take=[d["number"] for d in made["differences"] if d is not pause])
    assert practised(following) == before and following.call("GET", "/chat")["facts"]["break_from"] == ""


def test_a_break_ended_by_hand_is_proposed_too(following):
    first, last = away(following)
    before = practised(following)
    approve(following, wish(following, f"I'm away from {said(first)} to {said(last)}"))
    b = tab(following)
    b.get("/chat")
    assert f"No practice from {first:%A} {first.day}" in b.page.text and "/chat?ask=break#ask" in b.page.links
    b.get("/chat?ask=break")
    assert b.form("/plan/answer").fields["break_from"] == str(first)
    b.send("/plan/answer", break_from="", break_to="", status=200)
    assert "No practice" not in b.page.text and practised(following) != before
    (since,) = following.call("GET", "/plan/view")["told_since"]
    assert (since["fact"], since["now"]) == ("break", "no break")
    approve(following, suggested(following))
    assert practised(following) == before


@pytest.mark.parametrize(
    "days, says",
    [
        ({"break_from": "2091-12-12"}, "the first day and the last"),
        ({"break_from": "2091-12-12", "break_to": "2091-12-11"}, "comes before the first"),
        ({"break_from": "2001-12-12", "break_to": "2001-12-19"}, "have passed"),
    ],
)
def test_two_days_that_no_break_has_are_refused(program, days, says):
    for path, more in (("/plan/answer", {"ask": "break"}), ("/plan/facts", {"role": "chef"})):
        assert says in str(program.call("POST", path, {**more, **days}, status=400))


def test_what_was_declined_is_not_brought_up_again(following):
    told(following, minutes=50, days_off=[6])
    made = suggested(following)
    following.call("POST", f"/plan/proposal/{made['proposal_id']}/decline", {})
    assert following.call("GET", "/plan/view")["told_since"] == []
    more = wish(following, "more patient safety")
    assert more["plan_overview"]["total_daily_minutes"] == 30 and not any(d["name"] == "days" for d in more["differences"])
    assert [d["name"] for d in more["differences"] if not d["follows"]] == ["Patient safety"]
    assert suggested(following)["plan_overview"]["total_daily_minutes"] == 50  # but for who asks for it
    approve(following, wish(following, "more patient safety"))
    assert following.call("GET", "/plan/view")["told_since"] == []


def test_the_daily_review_reaches_what_was_told(following):
    told(following, minutes=50)
    assert following.call("POST", "/review/run", {})
    made = following.call("GET", "/proposal")
    assert made["from_review"] and made["plan_overview"]["total_daily_minutes"] == 50


def practise(program, topic):
    session = program.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 10})["session_id"]
    question = program.call("POST", f"/study/generate_questions/{session}", {})["questions"][0]["question_id"]
    program.call("POST", f"/study/evaluate_answer/{session}", {"question_id": question, "answer": "First I would look who is most ill, then ask."})
    program.call("PUT", "/study/end_session", {"session_id": session})
    program.call("POST", f"/session/{session}/reconcile", {})


def test_a_new_role_after_three_sessions_and_back_again(following):
    for topic in [t["topic_id"] for t in following.plan["plan_topics"][:3]]:
        practise(following, topic)
    before = following.call("GET", "/plan/view")
    since = told(following, role="accountant", weak="")
    assert since["role"]["is_role"] and since["role"]["before"] == "staff nurse"
    b = tab(following)
    b.get("/plan/view")
    assert "Instead of this, or later?" in b.page.text
    made = suggested(following)
    kinds = {d["kind"] for d in made["differences"]}
    assert {"added", "dropped", "overview"} <= kinds and all(d["reason"] for d in made["differences"])
    assert sum(t["key"].startswith("finance/") for t in made["plan_topics"]) >= 2
    assert following.call("GET", "/plan/view")["plan_overview"]["target_role"] == "staff nurse"
    plan = approve(following, made)
    assert plan["plan_overview"]["target_role"] == "accountant"
    stays = {t["topic_id"] for t in before["plan_topics"]} & {t["topic_id"] for t in plan["plan_topics"]}
    assert stays  # what both are asked keeps its progress
    back = following.call("POST", "/plan/version/1/propose", {})
    assert {d["kind"] for d in back["differences"]} >= {"added", "dropped", "overview"}
    again = approve(following, back)
    now = following.call("GET", "/plan/view")
    assert again["plan_overview"]["target_role"] == "staff nurse" and now["told_since"] == []
    progress = lambda view: [(t["topic_id"], t["sessions"], t["time_spent"]) for t in view["plan_topics"]]  # noqa: E731
    assert progress(now) == progress(before) and sum(s for _, s, _ in progress(now)) == 3
    assert following.call("GET", "/chat")["facts"]["role"] == "staff nurse"


def test_an_interview_that_has_passed_is_asked_about(following):
    west, east = "Etc/GMT+12", "Pacific/Kiritimati"  # where it is a day later at least
    following.call("POST", "/settings/profile", {"zone": west})
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=-12))).date()
    told(following, interview=today.isoformat())
    assert following.call("GET", "/plan/view")["interview_was"] is None
    following.call("POST", "/settings/profile", {"zone": east})
    assert str(today.day) in following.call("GET", "/plan/view")["interview_was"]
    b = tab(following)
    b.get("/plan/view")
    assert "How did it go?" in b.page.text


def test_each_difference_keeps_the_wish_that_it_came_from(following):
    first, second = [t["name"] for t in following.plan["plan_topics"] if " and " not in t["name"]][:2]
    one = wish(following, f"drop {second}")
    two = wish(following, f"easier {first}")
    assert second in named(two, "dropped", second)["reason"] and named(two, "dropped", second)["reason"] == named(one, "dropped", second)["reason"]
    assert first in named(two, "words", first)["reason"]
    assert all(d["from"] != d["to"] for d in two["differences"])


def test_suggest_new_hears_its_context_as_the_chat_does(program):
    made = program.call(
        "POST",
        "/plan/suggest_new",
        {"role": "staff nurse", "context": "I have 25 minutes a day. I am weak at medicines. I was a teacher for ten years."},
    )
    assert made["plan_overview"]["total_daily_minutes"] == 25 and made["plan_overview"]["target_role"] == "staff nurse"
    chat = program.call("GET", "/chat")
    assert chat["facts"]["minutes"] == "25" and "medicines" in chat["facts"]["weak"] and chat["facts"]["role"] == "staff nurse"
    assert [t["user"] for t in chat["turns"]] == [True, False]
    approve(program, made)
    again = program.call("POST", "/plan/suggest_new", {"context": "I can do 40 minutes a day now."})
    assert again["base_version"] == 1 and again["plan_overview"]["total_daily_minutes"] == 40


def test_minutes_told_in_a_wish_are_known_once_approved(following):
    made = wish(following, "only 20 minutes a day")
    assert following.call("GET", "/chat")["facts"]["minutes"] == "30"
    approve(following, made)
    view = following.call("GET", "/plan/view")
    assert view["plan_overview"]["total_daily_minutes"] == 20 and view["told_since"] == []
    assert suggested(following)["answered"]
