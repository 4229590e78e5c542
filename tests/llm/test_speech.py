"""Recordings turned into text by a Whisper-compatible server: in the box, to be corrected, before it counts; kept nowhere as sound."""

import base64
import glob
import os
import re
import socket
import threading
import uuid

import pytest

import tests.conftest
from tests.conftest import words
from tests.faults.conftest import Later
from tests.llm.conftest import KEY, ModelSite
from tests.llm.test_wire import ANSWER, calls
from tests.support.browser import Browser, Program
from tests.support.model_server import Reply, error, heard
from tests.support.sounds import GO_FORWARD
from tests.support.sounds import silence as wav
from tests.web.test_openapi import check

pytestmark = pytest.mark.xdist_group("speech")  # one site for all of it

HINT = "Turn into text"


@pytest.fixture(scope="session")
def site(model_server):
    one = ModelSite("build/san" if os.environ.get("SAN") else "build", model_server)
    one.configure("speech", "key_file", one.key_file)
    one.configure("speech", "model", "whisper-1")
    one.configure("speech", "seconds", "5")
    one.configure("speech", "url", model_server.url("speech"))
    one.restart()
    yield one
    one.stop(keep=tests.conftest.failed)


@pytest.fixture
def asked(site, models, user):
    """Somebody in front of an open question."""
    user.http.headers["Accept"] = "application/json"
    p = Program(site.base)
    p.http.cookies = user.http.cookies
    proposal = p.call("POST", "/plan/suggest_new", {"role": "teacher", "context": "I have 45 minutes a day. " + words()})
    p.call("POST", "/plan/approve_plan", {"proposal_id": proposal["proposal_id"]})
    topic = p.call("GET", "/plan/view")["plan_topics"][0]["topic_id"]
    session = p.call("POST", "/study/start_session", {"topic_id": topic, "planned_study_time": 30})["session_id"]
    question = p.call("POST", f"/study/generate_questions/{session}", {})["questions"][0]["question_id"]
    p.call("POST", f"/study/session/{session}/open/{question}", {})
    user.http.headers["Accept"] = "text/html"
    user.program, user.session, user.question = p, session, question
    user.path, user.action = f"/session/{session}/question/{question}", f"/study/evaluate_answer/{session}"
    user.hears = f"/speech/answer/{session}/{question}"
    user.get(user.path)
    return user


def say(b, typed, sound, name="Memo of mine.wav", form=None):
    """Presses the button that turns a recording into text."""
    fields = {**(form or b.form(b.action).fields), "answer": typed}
    fields.pop("audio", None)
    files = {"audio": (name, sound, "audio/x-whatever")}
    return b._take(b.http.post(b.base + b.hears, data=fields, files=files, timeout=70, headers={"Origin": b.base}))


def box(b):
    return b.form(b.action).fields["answer"]


def draft(b):
    return b.program.call("GET", b.path)["draft"]


def test_a_recording_becomes_text_in_the_box_after_what_was_typed(site, models, asked):
    typed, said = words("First I look around."), words("Then I greet each child by name.")
    models.play(heard(said))
    say(asked, typed, wav())
    assert asked.status == 200 and box(asked) == f"{typed}\n{said}" == draft(asked)
    assert "What you typed is saved" in asked.page.text and "Your words are in the box" in asked.page.text
    request = models.requests[-1]
    assert request.path == "/speech/v1/audio/transcriptions" and request.headers["Authorization"] == f"Bearer {KEY}"
    assert {k: v for k, (_, v) in request.parts.items()} == {"model": b"whisper-1", "response_format": b"json", "file": wav()}
    head = request.parts["file"][0]
    assert 'filename="sound.wav"' in head and "Content-Type: audio/wav" in head and b"Memo" not in request.raw
    provider, model, outcome, tokens_in, tokens_out, *_, tries = calls(site, asked, "speech")[0]
    assert (provider, model, outcome, tries) == ("speech", "whisper-1", "ok", "1") and int(tokens_in) == 91 and int(tokens_out) > 0
    assert site.sql("SELECT calls > 0, cost_micro >= 0 FROM gr.spent WHERE mode = 'speech' AND provider = 'speech' AND outcome = 'ok'") == [
        ["t", "t"]
    ]
    asked.send(asked.action, answer=box(asked) + " Corrected.", status=200)
    attempt = asked.program.call("GET", re.search(r"/attempt/[0-9a-f-]{36}", asked.answer.text)[0])
    assert attempt["dictated"] and attempt["answer"] == f"{typed}\n{said} Corrected."


def test_what_was_not_dictated_does_not_say_so(asked):
    asked.send(asked.action, answer=ANSWER + words(), status=200)
    assert not asked.program.call("GET", re.search(r"/attempt/[0-9a-f-]{36}", asked.answer.text)[0])["dictated"]


def test_what_was_typed_is_saved_before_anybody_is_asked(site, models, asked):
    typed = words("The beginning.")
    looked = threading.Event()
    models.play(heard("The end.").later(looked))
    saying = Later(say, asked, typed, wav())
    site.wait_for(lambda: models.requests, every=0.05)
    other = Program(site.base)
    other.http.cookies.update(asked.http.cookies)
    assert other.call("GET", asked.path)["draft"] == typed
    looked.set()
    saying.result()
    assert draft(asked) == typed + "\nThe end."


@pytest.mark.parametrize(
    "what, reply, says, outcome, tries",
    [
        (
            "too large",
            lambda r: error(r, 413, "invalid_request_error", "Maximum content size limit exceeded"),
            "too long or too large",
            "too_long",
            1,
        ),
        ("no format of its", lambda r: Reply(400, "Invalid request", content_type="text/plain"), "could not be read", "request", 1),
        ("broken", lambda r: error(r, 500, "server_error"), "could not be turned into text (server)", "server", 3),
        ("not JSON", Reply(200, "<html>It works!</html>", content_type="text/html"), "could not be turned into text (malformed)", "malformed", 1),
        ("no text", Reply(200, {"words": "none"}), "could not be turned into text (malformed)", "malformed", 1),
        ("another type", Reply(200, {"text": 7}), "could not be turned into text (malformed)", "malformed", 1),
        ("hangs", heard("late").later(20), "took too long", "timeout", 1),
        ("cut", Reply(200, {"text": "cut"}, length=4000, cut=True), "could not be turned into text (cut)", "cut", 3),
    ],
)
def test_a_server_that_fails_leaves_what_was_typed_and_says_so(site, models, asked, what, reply, says, outcome, tries):
    typed = words("All that I typed.")
    models.always(reply)
    say(asked, typed, wav())
    assert asked.status == 200 and box(asked) == typed == draft(asked), what
    assert says in asked.page.text, asked.page.text[:1500]
    row = calls(site, asked, "speech")[0]
    assert row[2] == outcome and 1 <= int(row[7]) <= tries
    models.calm()
    site.sql("DELETE FROM gr.breakers")
    models.play(heard("Again."))
    say(asked, typed, wav())
    assert box(asked) == typed + "\nAgain."


def test_silence_is_no_error(models, asked):
    typed = words()
    models.play(heard(""))
    say(asked, typed, wav())
    assert asked.status == 200 and "Nothing was heard" in asked.page.text and box(asked) == typed


@pytest.mark.parametrize(
    "sound, says",
    [
        (b"MZ\x90\0 this is a program", "no recording that can be read"),
        (b"<html>not sound</html>", "no recording that can be read"),
        (b"", "Please choose a recording first"),
        (wav() + bytes(10 * 1024 * 1024), "too large: 10243 KiB, at most 10240 fit"),
    ],
    ids=["program", "page", "empty", "large"],
)
def test_what_is_no_recording_gives_the_form_back(models, asked, sound, says):
    typed = words("Typed before.")
    say(asked, typed, sound)
    assert asked.status == 400 and says in asked.page.text and box(asked) == typed
    assert models.requests == []


def test_more_than_the_site_takes_is_answered_by_a_page(site, asked):
    say(asked, "x", wav() + bytes(11 * 1024 * 1024))
    assert asked.status == 413 and "still on the page before" in asked.page.text


@pytest.mark.parametrize(
    "ending, begins",
    [
        ("mp3", b"ID3\x04"),
        ("mp3", b"\xff\xfb\x90\x64"),
        ("m4a", b"\0\0\0\x1cftypM4A "),
        ("mp4", b"\0\0\0\x18ftypisom"),
        ("ogg", b"OggS"),
        ("webm", b"\x1a\x45\xdf\xa3"),
        ("flac", b"fLaC"),
    ],
)
def test_what_phones_record_is_taken_whatever_its_name(models, asked, ending, begins):
    say(asked, words(), begins + os.urandom(4000), name="voice.txt")
    assert asked.status == 200 and f'filename="sound.{ending}"' in models.requests[-1].parts["file"][0]
    assert "This is what was said." in box(asked)


def test_the_same_form_with_the_same_recording_is_added_once(models, asked):
    form, typed = asked.form(asked.action).fields, words("Once.")
    for _ in range(2):
        say(asked, typed, wav(), form=form)
        assert box(asked) == typed + "\nThis is what was said."
    assert len(models.requests) == 1
    say(asked, box(asked), wav(0.2))
    assert box(asked).count("This is what was said.") == 2


def test_an_answer_with_a_recording_that_is_not_text_yet_is_asked_about(models, asked):
    asked.send(asked.action, answer=words("Typed."), audio="memo.m4a", status=400)
    assert "Your recording is not text yet" in asked.page.text
    asked.send(asked.action, status=200, audio="")


def test_a_draft_is_saved_whether_or_not_a_recording_was_chosen(models, asked):
    typed = words("A draft.")
    fields = {**asked.form(asked.action).fields, "answer": typed, "audio": "memo.m4a"}
    asked.post(f"/study/session/{asked.session}/draft/{asked.question}", fields)
    assert asked.status == 200 and box(asked) == typed


def test_no_recording_leaves_before_the_user_agreed(site, models, asked):
    asked.get("/settings")
    asked.send("/settings/coach", coach="builtin")
    asked.get(asked.path)
    assert HINT not in asked.page.text and "could turn a recording into text here" in asked.page.text and "127.0.0.1" in asked.page.text
    typed = words()
    say(asked, typed, wav())
    assert models.requests == [] and "Recordings would leave this machine" in asked.page.text and box(asked) == typed
    problem = asked.program.call("POST", asked.hears, {"audio": base64.b64encode(wav()).decode()}, status=403)
    assert "settings" in problem["detail"]


def test_who_hears_is_named_before_anybody_agrees(site, models, name):
    b = Browser(site.base)
    b.sign_up(name)
    b.get("/")
    assert "Recordings that you dictate would be sent to 127.0.0.1:" in b.page.text and "speech (127.0.0.1:" in b.page.text
    assert not re.search(r"sent to [^.]*speech \(", b.page.text)  # what hears does not coach


def test_one_inside_needs_no_agreement(site, models, asked):
    site.ask("builtin", speech__inside="yes")
    try:
        asked.get("/settings")
        assert "openai (127.0.0.1" in asked.page.text and "speech (" not in asked.page.text
        asked.get(asked.path)
        assert "That happens on this site’s own machine" in asked.page.text
        say(asked, words(), wav())
        assert "This is what was said." in box(asked) and calls(site, asked, "speech")[0][0] == "local"
    finally:
        site.later("builtin", speech__inside="no")


def test_with_nothing_configured_the_hint_is_all(site, models, asked):
    site.ask("builtin", speech__url="", speech__key_file="")
    try:
        asked.get(asked.path)
        assert HINT not in asked.page.text and 'type="file"' not in asked.page.source and "your device’s own dictation" in asked.page.text
        typed = words()
        say(asked, typed, wav())
        assert box(asked) == typed and "Nothing here can turn a recording into text" in asked.page.text and models.requests == []
    finally:
        site.later("builtin", speech__url=models.url("speech"), speech__key_file=site.key_file)


def test_pocketsphinx_hears_on_the_machine_itself(site, models, asked):
    site.ask("builtin", speech__url="", speech__key_file="", speech__sphinx="/usr/share/pocketsphinx/model/en-us", speech__seconds=50)
    try:
        asked.get(asked.path)
        assert "That happens on this site’s own machine" in asked.page.text
        assert "It must be a WAV file" in asked.page.text
        say(asked, "I would", GO_FORWARD)
        assert box(asked) == "I would\ngo forward ten meters", asked.page.text[:1500]
        assert calls(site, asked, "speech")[0][:5] == ["local", "pocketsphinx", "ok", "0", "0"] and models.requests == []
        say(asked, "", b"OggS" + bytes(1000))
        assert "Only WAV recordings" in asked.page.text
    finally:
        site.later("builtin", speech__url=models.url("speech"), speech__key_file=site.key_file, speech__sphinx="", speech__seconds=5)


def test_a_program_sends_it_as_base64(models, asked):
    said = words("Good morning.")
    models.play(heard(said))
    key = str(uuid.uuid4())
    body = {"audio": base64.b64encode(wav()).decode(), "answer": "I say:"}
    answer = asked.program.call("POST", asked.hears, body, key=key)
    check({"$ref": "#/components/schemas/Heard"}, answer, "what is answered")
    assert answer["heard"] == said and answer["draft"] == f"I say:\n{said}" and models.requests[-1].parts["file"][1] == wav()
    asked.program.call("POST", asked.hears, body, key=key)
    assert len(models.requests) == 1 and draft(asked) == f"I say:\n{said}"
    for bad in ("", "not base64!", body["audio"][:-1], 7, None):
        assert asked.program.call("POST", asked.hears, {"audio": bad}, status=400)["problems"][0]["field"] == "audio"
    models.always(lambda r: error(r, 400, "invalid_request_error"))
    problem = asked.program.call("POST", asked.hears, body, status=502)
    assert "draft" in problem["kept"] and "could not be read" in problem["detail"]


@pytest.mark.expected('"event":"budget_')
def test_it_counts_against_the_budget_and_the_rate(site, models, asked):
    site.ask("builtin", budget__user_tokens=90)
    try:
        say(asked, "", wav())
        say(asked, "", wav(0.2))
        assert len(models.requests) == 1 and "Your share of today’s budget" in asked.page.text
        site.ask("builtin", budget__user_tokens=150000, limits__asks_per_minute=1)
        say(asked, "", wav(0.3))
        assert len(models.requests) == 1 and "within one minute" in asked.page.text
    finally:
        site.later("builtin", budget__user_tokens=150000, limits__asks_per_minute=30)


def test_a_server_out_of_order_rests_and_other_askings_do_not_take_its_try(site, models, asked):
    models.always(lambda r: error(r, 400, "invalid_request_error"))
    for i in range(4):  # a recording that can't be read says nothing about the server
        say(asked, "", wav(0.1 + i / 100))
    assert site.sql("SELECT count(*) FROM gr.breakers") == [["0"]]
    site.sql("INSERT INTO gr.breakers (server, failures, until) VALUES ('speech', 3, now() + interval '1 minute')")
    n = len(models.requests)
    say(asked, "", wav(0.2))
    assert len(models.requests) == n and "out of order" in asked.page.text
    models.calm()
    site.sql("UPDATE gr.breakers SET until = now() - interval '1 second'")
    site.ask("openai, builtin")
    try:
        asked.get("/settings")
        asked.send("/settings/coach", coach="outside")
        asked.get("/chat")
        asked.send("/plan/chat", text=words("I teach."), status=200)
        assert [r.dialect for r in models.requests] == ["openai"]
        asked.get(asked.path)
        say(asked, "", wav(0.3))
        assert "This is what was said." in box(asked) and site.sql("SELECT * FROM gr.breakers") == []
    finally:
        site.later("builtin")


def talk(b, typed, sound):
    """The same in the chat."""
    fields = {**b.form("/plan/chat", "You").fields, "text": typed}
    fields.pop("audio", None)
    b._take(b.http.post(b.base + "/speech/chat", data=fields, files={"audio": ("a.wav", sound)}, timeout=70, headers={"Origin": b.base}))
    return b.form("/plan/chat", "You").fields["text"]


def test_what_is_told_to_the_coach_can_be_said(site, models, user):
    typed, said = words("I am a nurse."), words("Nights frighten me.")
    user.get("/chat")
    models.play(heard(said))
    assert talk(user, typed, wav()) == f"{typed}\n{said}" and user.status == 200 and "Your words are in the box" in user.page.text
    assert talk(user, "", wav()) == "This is what was said."
    models.play(heard(""))
    assert talk(user, typed, wav()) == typed and "Nothing was heard" in user.page.text
    models.always(lambda r: error(r, 413, "invalid_request_error"))
    assert talk(user, typed, wav()) == typed and "too long or too large" in user.page.text and user.status == 200
    assert talk(user, typed, b"no sound") == typed and user.status == 400 and "no recording that can be read" in user.page.text
    user.send("/plan/chat", "You", text=typed, audio="memo.m4a", status=400)
    assert "press “Send”" in user.page.text
    user.send("/plan/chat", "You", text=typed, audio="", status=200)
    assert "Turn into text" in user.page.text and typed in user.page.text


def test_a_host_who_switched_servers_off_is_obeyed(site, models, asked):
    site.ask("builtin", model__off="yes")
    try:
        asked.get(asked.path)
        say(asked, "Typed.", wav())
        assert models.requests == [] and "switched off on this site" in asked.page.text and box(asked) == "Typed."
    finally:
        site.later("builtin", model__off="no")


def test_a_story_can_be_told_aloud(site, models, asked):
    """Nothing of the form is lost, whatever becomes of the recording, and nothing is saved before Save."""
    typed, said, where = words("I counted them."), words("Then I told the head."), words("In March, in Leeds.")
    asked.send("/study/story/*", status=200)
    build = next(f.action for f in asked.page.forms if f.action.endswith("/save"))
    story = build[: -len("/save")]

    def tell(sound, **given):
        form, fields = asked.fields(build, story_title="The count", situation=where, text=typed, **given)
        fields.pop("audio", None)
        asked._take(
            asked.http.post(
                asked.base + "/speech" + story, data=fields, files={"audio": ("a.wav", sound)}, timeout=70, headers={"Origin": asked.base}
            )
        )
        now = asked.form(build).fields
        assert (now["situation"], now["story_title"], now["version"]) == (where, "The count", fields["version"])
        return now["text"]

    asked.get(story)
    models.play(heard(said))
    assert tell(wav()) == f"{typed}\n{said}" and "Your words are in the box" in asked.page.text
    models.play(heard(""))
    assert tell(wav()) == typed and "Nothing was heard" in asked.page.text
    models.always(lambda r: error(r, 413, "invalid_request_error"))
    assert tell(wav()) == typed and "too long or too large" in asked.page.text and asked.status == 200
    assert tell(b"no sound") == typed and "no recording that can be read" in asked.page.text and asked.status == 400
    assert said not in str(asked.program.call("GET", story))
    asked.send(build, text=f"{typed} {said}", situation=where, story_title="The count", audio="memo.m4a", status=400)
    assert "press “Save”" in asked.page.text and asked.form(build).fields["text"] == f"{typed} {said}"
    asked.send(build, audio="", status=200)
    assert asked.program.call("GET", story)["text"] == f"{typed} {said}"
    assert [r.dialect for r in models.requests] == ["speech"] * 3


def test_a_form_that_comes_back_means_the_version_it_was_opened_with(site, models, asked):
    """So that what another window saved meanwhile is not overwritten unseen."""
    asked.send("/study/story/*", status=200)
    save = next(f.action for f in asked.page.forms if f.action.endswith("/save"))
    asked.get(save[: -len("/save")])
    form, fields = asked.fields(save, story_title="", text="Mine.")
    now = asked.program.call("GET", save[: -len("/save")])
    asked.program.call("POST", save, {"story_title": "Theirs", "text": "Theirs.", "version": now["version"]})
    asked.post(save, fields)
    assert asked.status == 400 and asked.form(save).fields["version"] == fields["version"]
    asked.send(save, story_title="Mine", status=409)
    assert "Theirs." in asked.page.text and "Mine." in asked.page.source


def test_a_login_that_ran_out_keeps_what_was_typed(site, models, asked):
    typed = words("Before the end.")
    ids = site.sql("SELECT id FROM gr.logins ORDER BY created DESC LIMIT 1")
    site.sql(f"UPDATE gr.logins SET expires = now() - interval '1 minute' WHERE id = '{ids[0][0]}'")
    say(asked, typed, wav())
    assert "log in" in asked.page.text.lower() and models.requests == []
    asked.log_in(asked.name)
    asked.get("/parked")
    assert typed in asked.page.source
    asked.send(asked.hears, status=400)
    assert box(asked) == typed


# --- nowhere on disk ---


def open_files(site):
    """What nginx and the workers have open, deleted files too, but for logs; and what lies in nginx's temporary folders."""
    found = []
    for stat in glob.glob("/proc/[0-9]*/cmdline"):
        pid = stat.split("/")[2]
        try:
            if site.run not in open(stat).read() and site.var not in open(stat).read() and "nginx: worker" not in open(stat).read():
                continue
            for fd in os.listdir(f"/proc/{pid}/fd"):
                target = os.readlink(f"/proc/{pid}/fd/{fd}")
                if target.startswith((site.folder, site.run)) and not target.startswith(
                    (os.path.join(site.var, "log"), os.path.join(site.var, "pg"))
                ):
                    found.append(target)
        except OSError:
            continue
    return sorted(found + [p for p in glob.glob(os.path.join(site.run, "tmp", "**"), recursive=True) if os.path.isfile(p)])


def test_ten_mebibytes_on_their_way_are_nowhere_on_disk(site, models, asked):
    sound = wav() + os.urandom(10 * 1024 * 1024 - 8192)
    fields = asked.form(asked.action).fields
    boundary = "----" + uuid.uuid4().hex
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{fields[n]}\r\n'.encode() for n in ("token", "form", "question_id")
    )
    body += (
        f'--{boundary}\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n'.encode()
        + sound
        + f"\r\n--{boundary}--\r\n".encode()
    )
    cookie = "; ".join(f"{c.name}={c.value}" for c in asked.http.cookies)
    head = (
        f"POST {asked.hears} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary={boundary}\r\n"
        f"Content-Length: {len(body)}\r\nCookie: {cookie}\r\n\r\n"
    ).encode()
    before = open_files(site)
    looked = threading.Event()
    models.play(heard("All of it.").later(looked))
    with socket.create_connection(("127.0.0.1", site.port)) as s:
        s.sendall(head + body[:-1000])
        for _ in range(10):  # while it is held open
            assert open_files(site) == before
        s.sendall(body[-1000:])
        site.wait_for(lambda: models.requests, every=0.05)
        assert open_files(site) == before  # and while it is being heard
        looked.set()
        answer = b""
        while piece := s.recv(65536):
            answer += piece
    assert answer.split()[1] == b"200" and b"All of it." in answer
    assert models.requests[-1].parts["file"][1] == sound
    marker = sound[-64:]
    for folder in (site.var, site.run):
        for path in glob.glob(os.path.join(folder, "**"), recursive=True):
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    assert marker not in f.read(), path


def test_one_that_does_not_say_its_length_is_refused(site, asked):
    answer = asked.http.post(site.base + asked.hears, data=iter([b"a"] * 10), timeout=70, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 411
