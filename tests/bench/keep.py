"""What a host would keep of a story (tests/bench/story, KEEP=folder): one of everything a user can have is added to what the people left behind, then a
dump is taken as deploy/backup takes it. Beside the dump lie its master keys, what a page of each person must show of it (figures.json) and what they
would have downloaded (exports.json.gz). tests/web/test_old_database.py opens such a folder with the program as it is today."""

import gzip
import json
import os
import shutil
import subprocess

from tests.support.browser import Browser, Program
from tests.support.model_server import ModelServer, failing
from tests.support.site import CANARY
from tests.support.walk import PASSWORD, Walk

NEWCOMER = {"username": "daryna-story", "name": "Дарина Ковальчук", "role": "розробниця", "zone": "Europe/Kyiv"}
IN_HER_WORDS = "Спершу я б виміряла навантаження, потім додала б кеш. 先测量，再决定 📏 “quoted” & <b>not bold</b>. " + CANARY
WHILE_IT_RAN_OUT = "What I typed while my login ran out."
DAILY = "Elif"
WHOLE = ("tom-story", "daryna-story")  # whose whole downloads are kept
MORNING = 9  # of the day after the last: the hour at which everything is added


def sparing(people, days):
    """One of them practises on five days of seven, the others on one of six and on the day of their wish: so a dump of a month is small enough to lie
    beside the tests."""
    for p in people:
        practises = {day for day in range(days) if day % 7 not in (1, 2)} if p.name == DAILY else set(range(1, days, 6))
        p.away = set(range(days)) - practises - {p.wish[0] if p.wish else None}


def begin(call):
    """A session with its questions: (session, their ids)."""
    topic = call("GET", "/plan/view")["plan_topics"][0]["topic_id"]
    session = call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 20})["session_id"]
    return session, [q["question_id"] for q in call("POST", f"/study/generate_questions/{session}", {})["questions"]]


def answer(call, session, question, text):
    call("POST", f"/study/session/{session}/open/{question}", {})
    return call("POST", f"/study/evaluate_answer/{session}", {"question_id": question, "answer": f"{text} {CANARY}"})


def guess(site):
    """A wrong password for a name that nobody has: the door says no, and counts it."""
    return (
        Program(site.base)
        .http.post(site.base + "/users/login", json={"username": "nobody.here", "password": "not my password"}, timeout=70)
        .status_code
        == 400
    )


def restart(site):
    site.restart()
    site.wait_for(lambda: guess(site))


def rotate(site):
    """A new master key; what is there stays under the one before."""
    site.admin("keys", "rotate")
    restart(site)


def run_out(site, username):
    """A form sent after the login ran out: the form is kept, and so is the login, until it is swept."""
    b = Browser(site.base)
    b.log_in(username, PASSWORD)
    b.get("/chat")
    site.sql("UPDATE gr.logins SET idle_until = now() - interval '1 minute' WHERE created = (SELECT max(created) FROM gr.logins)")
    b.send("/plan/chat", text=f"{WHILE_IT_RAN_OUT} {CANARY}")
    assert b.url == "/login", b.page.text[:500]


def ask_outside(site, call):
    """A mark by a server outside; then it fails, and a mark and an answer in the chat stay pending. The session goes on."""
    with ModelServer() as models:
        site.configure("openai", "url", models.url("openai"))
        site.configure("model", "order", "openai")
        restart(site)
        call("POST", "/settings/coach", {"coach": "outside"})
        session, questions = begin(call)
        assert answer(call, session, questions[0], "First I would ask what they need most, then count what it costs them.")["score"]
        models.always(failing(500))
        assert not answer(call, session, questions[1], "I asked for a pilot with one plant, and measured it for three weeks.").get("score")
        call("POST", "/plan/chat", {"text": f"I have an hour a day now. {CANARY}"})
    site.configure("openai", "url", "")
    site.configure("model", "order", "builtin")
    restart(site)


def come_late(site):
    """Somebody signs up whose name and words are of another script, and does all there is to do."""
    p = Program(site.base)
    w = Walk(p.call, NEWCOMER["username"], CANARY).everything()
    p.call("POST", "/settings/profile", {k: v for k, v in NEWCOMER.items() if k != "username"})
    p.call("POST", f"/study/evaluate_answer/{w.running}", {"question_id": w.open, "answer": IN_HER_WORDS})
    return p.call


def versions(site, user):
    """The versions of the data key under which a user's answers are sealed."""
    return {v for (v,) in site.sql(f"SELECT DISTINCT substring(sealed FROM 3 FOR 4) FROM gr.attempts WHERE user_id = '{user}'")}


def break_off(site, row):
    """`greenroom-admin keys renew` until it waits for a row that somebody holds; there it is killed."""
    held = subprocess.Popen(
        site.as_user(["psql", "-X", "-q", "-At", "-h", site.run, "-U", "postgres", "-d", "greenroom"]),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
    )
    held.stdin.write(f"BEGIN; SELECT id FROM gr.attempts WHERE id = '{row}' FOR UPDATE;\n")
    held.stdin.flush()
    assert held.stdout.readline().strip() == row
    renewing = subprocess.Popen(
        site.as_user([f"{site.var}/app/bin/greenroom-admin", "--conf", f"{site.var}/greenroom.conf", "keys", "renew"]),
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    site.wait_for(lambda: site.sql(waiting), every=0.02)
    renewing.kill()
    renewing.wait()
    site.wait_for(lambda: not site.sql(waiting))
    held.stdin.close()
    held.wait(10)


def renew_halfway(site):
    """New data keys for some: users before one have a new one, those after it the first, and what that one wrote is under both. It is nobody who is
    in a session; who, is returned."""
    user = site.sql(
        "SELECT user_id FROM gr.attempts WHERE user_id NOT IN (SELECT user_id FROM gr.sessions WHERE how = 0)"
        " GROUP BY user_id HAVING count(*) > 50 ORDER BY user_id LIMIT 1"
    )[0][0]
    for (row,) in site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{user}' ORDER BY random() LIMIT 20"):
        break_off(site, row)
        if len(versions(site, user)) == 2:
            return user
    raise AssertionError("the renewal was never broken off halfway")


def texts_of(e):
    """What pages must show of a download, by address."""
    plan, first = next(p for p in e["plans"] if p["current"]), next(p for p in e["plans"] if p["version"] == 1)
    names = [t["name"] for t in plan["plan_topics"]]
    marked = [a for a in e["attempts"] if a["state"] == "done"]
    pages = {
        "/": [],
        "/chat": [e["chat"][0]["text"]],
        "/plan/view": [plan["plan_overview"]["target_role"], *names],
        "/plan/versions": [f"Version {plan['version']}"],
        "/plan/version/1": [t["name"] for t in first["plan_topics"]],
        "/study": names,
        "/notes": [n["corrected"] or n["text"] for n in e["notes"]],
        "/notes.md": [],
        "/stories": [s["title"] for s in e["stories"]],
        "/stories.md": [s["title"] for s in e["stories"]],
        "/review": [r["summary"] for r in e["reviews"][-1:]],
        "/proposal": [],
        "/settings": [e["user"]["name"], e["user"]["login_name"], e["user"]["zone"]],
        "/parked": [WHILE_IT_RAN_OUT for _ in e["parked"]],
    }
    for a in (*marked[:1], *marked[-1:], *(a for a in e["attempts"] if a["state"] == "pending")):
        pages[f"/attempt/{a['id']}"] = [a["answer"], *([f"{a['mark']['score']} of 10"] if a["mark"] else ["pending"])]
        if a["exchange"]:
            pages[f"/attempt/{a['id']}/sent"] = [a["exchange"]["provider"]]
    for s in [s for s in e["sessions"] if s["reconciled"]][-3:]:
        pages[f"/session/{s['id']}/summary"] = [s["topic_name"], s["summary"]["summary"]]
    for s in (s for s in e["sessions"] if s["how"] == "running"):
        pages[f"/session/{s['id']}"] = [s["topic_name"]]
        for p in (p for p in e["picks"] if p["session"] == s["id"] and p["state"] == "open"):
            pages[f"/session/{s['id']}/question/{p['question']}"] = [next(q["text"] for q in e["questions"] if q["id"] == p["question"]), p["draft"]]
    for p in e["proposals"]:
        pages[f"/proposal/{p['id']}"] = [d["name"] for d in p["differences"]] if p["state"] != "asking" else []
    for s in e["stories"]:
        pages[f"/story/{s['id']}"] = [s["title"], s["situation"], s["lesson"]]
    for s in e["story_versions"]:
        pages[f"/story/{s['id']}/version/{s['version']}"] = [s["situation"]]
    return pages


def plain(text):
    """Spaces are one, whatever they are."""
    return " ".join(text.split())


def shown(browser):
    """What a page has to read, its forms' fields too."""
    return plain(" ".join([browser.page.text, *(value for form in browser.page.forms for value in form.fields.values())]))


def figures_of(site, call, username):
    """What a person would download, and what is to be asserted of it. It holds of the program that makes it."""
    b = Browser(site.base)
    b.log_in(username, PASSWORD)
    e = call("POST", "/settings/export", {"current": PASSWORD})
    pages = texts_of(e)
    for path, texts in pages.items():
        b.get(path)
        assert b.status == 200, (path, b.status)
        for text in texts:
            assert plain(text) in shown(b), (path, text, b.page.text[:2000])
    parts = {part: len(rows) for part, rows in e.items() if isinstance(rows, list) and part != "logins"}  # logins run out by PostgreSQL's clock
    return e, {"parts": parts, "pages": {path: [plain(text) for text in texts] for path, texts in pages.items()}}


def counts(site):
    tables = [t for (t,) in site.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'gr' ORDER BY 1")]
    return {t: int(site.sql(f"SELECT count(*) FROM gr.{t}")[0][0]) for t in tables}


def write(site, folder, calls, **facts):
    """`calls`: a login name -> its call(method, path, body). `facts` come into the figures as they are."""
    people, exports = {}, {}
    for username, call in calls.items():
        exports[username], people[username] = figures_of(site, call, username)
    os.makedirs(folder, exist_ok=True)
    shutil.copyfile(site.command("backup").stdout.strip().splitlines()[-1], os.path.join(folder, "greenroom.dump"))
    shutil.copyfile(os.path.join(site.var, "keys"), os.path.join(folder, "keys"))
    opened = int(site.admin("verify").stdout.split(" sealed values opened, 0 did not")[0].split()[-1])
    with open(os.path.join(folder, "figures.json"), "w", encoding="utf-8") as f:
        json.dump({**facts, "sealed_values": opened, "tables": counts(site), "people": people}, f, ensure_ascii=False, indent=1)
        f.write("\n")
    whole = {username: e for username, e in exports.items() if username in WHOLE}
    with open(os.path.join(folder, "exports.json.gz"), "wb") as f:
        f.write(gzip.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0))


def everything(site, clock, lives, days, folder):
    """`lives`: who has a call(method, path, body), a username and a user's id, of those that the story tells of."""
    of = {life.username: life.call for life in lives}
    amara, priya, tom = (of[f"{name}-story"] for name in ("amara", "priya", "tom"))
    clock.to(days, MORNING)
    rotate(site)
    site.admin("keys", "rewrap")
    of[NEWCOMER["username"]] = come_late(site)
    run_out(site, "tom-story")
    unwanted = priya("POST", "/plan/suggest_changes", {"feedback": ["only 10 minutes a day"]})
    priya("POST", f"/plan/proposal/{unwanted['proposal_id']}/decline", {})
    priya("POST", "/plan/suggest_changes", {"feedback": ["only 20 minutes a day"]})  # left open
    ask_outside(site, tom)
    site.admin("user", "code", "tom-story")
    session, questions = begin(amara)
    amara("POST", f"/study/session/{session}/skip/{questions[0]}", {})
    amara("POST", f"/study/session/{session}/open/{questions[1]}", {})
    amara("POST", f"/study/session/{session}/draft/{questions[1]}", {"answer": f"Half an answer {CANARY}"})
    rotate(site)
    halfway = renew_halfway(site)
    write(
        site,
        folder,
        of,
        made=clock.text(),
        proposal_open="priya-story",
        mark_pending="tom-story",
        renewed_halfway=next(life.username for life in lives if life.user == halfway),
    )
