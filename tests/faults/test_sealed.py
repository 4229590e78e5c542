"""What somebody who can write to the database can do to a sealed row: make it unreadable, never make it say
something else; and one user's broken key is that user's alone."""

import pytest

from tests.conftest import words
from tests.faults.conftest import PASSWORD, Asked
from tests.support.browser import Browser

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.expected("sealed_row", "data_key", '"event":"error"')]


def flip(column, at):
    return f"{column} = set_byte({column}, {at}, get_byte({column}, {at}) # 1)"


def assert_not_shown(browser, path, *texts):
    browser.get(path)
    assert browser.status == 500 and "could not be opened safely" in browser.page.text, (browser.status, browser.page.text[:300])
    for text in texts:
        assert text not in browser.page.source


@pytest.fixture(autouse=True)
def mended(site):
    """Whoever was tampered with is gone afterwards."""
    before = {user for (user,) in site.sql("SELECT user_id FROM gr.users")}
    yield
    for (user,) in site.sql("SELECT user_id FROM gr.users"):
        if user not in before:
            site.sql(f"DELETE FROM gr.users WHERE user_id = '{user}'")


@pytest.fixture
def answered(asked):
    """Two answers, to two questions: (id, text) each."""
    asked.answers = []
    for question in asked.questions[:2]:
        fields = asked.take(question)
        asked.browser.post(asked.action, fields)
        asked.answers.append(
            (asked.site.sql(f"SELECT id FROM gr.attempts WHERE user_id = '{asked.user}' AND question = '{question}'")[0][0], fields["answer"])
        )
    return asked


def put(site, table, row, value, column="sealed"):
    site.sql(f"UPDATE gr.{table} SET {column} = decode('{value}', 'hex') WHERE id = '{row}'")


def take(site, table, row, column="sealed"):
    return site.sql(f"SELECT encode({column}, 'hex') FROM gr.{table} WHERE id = '{row}'")[0][0]


def test_rows_of_one_user_that_change_places_are_noticed(site, answered):
    (one, text1), (two, text2) = answered.answers
    sealed = [take(site, "attempts", a) for a in (one, two)]
    put(site, "attempts", one, sealed[1])
    put(site, "attempts", two, sealed[0])
    for attempt in (one, two):
        assert_not_shown(answered.browser, f"/attempt/{attempt}", text1, text2)
    for row, value in zip((one, two), sealed):
        put(site, "attempts", row, value)
    answered.browser.get(f"/attempt/{one}")
    assert text1 in answered.browser.page.text


def test_another_users_row_is_noticed(site, answered):
    other = Asked(site)
    fields = other.fields()
    other.browser.post(other.action, fields)
    theirs = site.sql(f"SELECT encode(sealed, 'hex') FROM gr.attempts WHERE user_id = '{other.user}'")[0][0]
    attempt = answered.answers[0][0]
    put(site, "attempts", attempt, theirs)
    assert_not_shown(answered.browser, f"/attempt/{attempt}", fields["answer"])
    other.browser.get("/")
    assert other.browser.status == 200


def test_columns_and_tables_that_change_places_are_noticed(site, answered):
    (one, text), _ = answered.answers
    put(site, "attempts", one, take(site, "attempts", one, "mark"))  # a mark where the answer was
    assert_not_shown(answered.browser, f"/attempt/{one}", text)
    question = site.sql(
        f"SELECT encode(q.sealed, 'hex') FROM gr.questions q JOIN gr.attempts a ON a.user_id = q.user_id AND a.question = q.id AND a.id = '{one}'"
    )[0][0]
    put(site, "attempts", one, question)
    assert_not_shown(answered.browser, f"/attempt/{one}", text)


def test_an_earlier_version_put_in_the_place_of_the_newest_is_noticed(site, asked):
    asked.browser.send(f"/study/story/{asked.question}", status=200)
    story, before = site.sql(f"SELECT id, encode(sealed, 'hex') FROM gr.stories WHERE user_id = '{asked.user}'")[0]
    asked.browser.get(f"/story/{story}")
    asked.browser.send(f"/story/{story}/save", situation="New words. " + words(), status=200)
    put(site, "stories", story, before)
    assert_not_shown(asked.browser, f"/story/{story}", "New words.")


@pytest.mark.parametrize("at", [0, 1, 5, 6, 37, 38, 69, 70, -1])
def test_a_changed_bit_is_noticed(site, answered, at):
    (one, text), _ = answered.answers
    place = f"length(sealed) - 1" if at < 0 else str(at)
    site.sql(f"UPDATE gr.attempts SET {flip('sealed', place)} WHERE id = '{one}'")
    assert_not_shown(answered.browser, f"/attempt/{one}", text)


@pytest.mark.parametrize("left", [0, 1, 85, 86, -1])
def test_a_cut_row_is_noticed(site, answered, left):
    (one, text), _ = answered.answers
    site.sql(f"UPDATE gr.attempts SET sealed = substr(sealed, 1, {left if left >= 0 else 'length(sealed) - 1'}) WHERE id = '{one}'")
    assert_not_shown(answered.browser, f"/attempt/{one}", text)


def test_turns_of_the_chat_can_not_be_put_in_another_order(site, asked):
    asked.browser.get("/chat")
    asked.browser.send("/plan/chat", text="I would like more time for this. " + words(), status=200)
    turns = site.sql(f"SELECT id, turn FROM gr.chat_messages WHERE user_id = '{asked.user}' ORDER BY turn")
    site.sql(f"UPDATE gr.chat_messages SET turn = turn + 1000 WHERE user_id = '{asked.user}'")
    assert len(turns) >= 2
    assert_not_shown(asked.browser, "/chat")


def test_the_hosts_tool_finds_what_does_not_open(site, answered):
    assert site.admin("verify").returncode == 0
    site.sql(f"UPDATE gr.attempts SET {flip('sealed', 80)} WHERE id = '{answered.answers[0][0]}'")
    done = site.admin("verify", check=False)
    assert done.returncode == 1 and f"user {answered.user}: 1 rows do not open" in done.stderr


# --- data keys ---


@pytest.mark.parametrize("at", [0, 1, 18, 49, 65])
def test_a_broken_data_key_hurts_one_user_only_and_is_never_written_over(site, asked, at):
    other = Asked(site)
    site.sql(f"UPDATE gr.user_keys SET {flip('wrapped', at)} WHERE user_id = '{asked.user}'")
    broken = site.sql(f"SELECT encode(wrapped, 'hex') FROM gr.user_keys WHERE user_id = '{asked.user}'")
    for path in ("/", "/plan/view", "/settings", asked.path):
        assert_not_shown(asked.browser, path)
    answer = asked.program.call("POST", asked.action, {"question_id": asked.question, "answer": "Some words."}, status=500)
    assert answer["code"] == "seal"
    b = Browser(site.base)
    b.get("/login")
    b.send("/users/login", username=asked.name, password=PASSWORD)
    assert b.status == 500 and "could not be opened safely" in b.page.text and "gr" not in b.http.cookies
    assert site.sql(f"SELECT encode(wrapped, 'hex') FROM gr.user_keys WHERE user_id = '{asked.user}'") == broken
    assert asked.rows("attempts") == 0
    other.browser.get("/plan/view")
    assert other.browser.status == 200
    site.sql(f"UPDATE gr.user_keys SET {flip('wrapped', at)} WHERE user_id = '{asked.user}'")
    asked.browser.get("/plan/view")
    assert asked.browser.status == 200


def test_another_users_data_key_is_noticed(site, asked):
    other = Asked(site)
    site.sql(f"UPDATE gr.user_keys SET wrapped = (SELECT wrapped FROM gr.user_keys WHERE user_id = '{other.user}') WHERE user_id = '{asked.user}'")
    assert_not_shown(asked.browser, "/plan/view")


def test_a_master_key_taken_out_too_early_is_not_a_wrong_password(site, asked):
    """Data keys under a key that is not in the ring: the user is told that it is not their fault."""
    site.sql(f"UPDATE gr.user_keys SET wrapped = set_byte(wrapped, 5, 9) WHERE user_id = '{asked.user}'")
    b = Browser(site.base)
    b.get("/login")
    b.send("/users/login", username=asked.name, password=PASSWORD)
    assert b.status == 500 and "do not go together" not in b.page.text
