"""greenroom-admin mark: JSON lines in, a mark a line out. What the marker thinks of answers is tests/unit/builtin/test_mark.c; here it is the command."""

import json
import os
import subprocess

import pytest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.path.join(ROOT, "build/san" if os.environ.get("SAN") else "build", "greenroom-admin")
ANCHORS = [
    {"name": "Hash to bucket", "anchor": "A hash function turns the key into an index of an array of buckets."},
    {"name": "Collisions", "anchor": "Different keys can share a bucket; chaining or open addressing resolves it."},
    {"name": "Worst case", "anchor": "With a poor hash everything lands together and look-up turns linear."},
]
QUESTION = "How does a hash map work?"
GOOD = (
    "A hash function makes a number from the key, and that is the index of a bucket in an array. Two different keys may share a bucket, which is a collision: "
    "one chains them there or takes the next free place. With a bad hash function everything ends in one bucket, and then looking up is linear, because you walk a list."
)


def run(text, cwd=ROOT):
    return subprocess.run([PROGRAM, "mark"], input=text, capture_output=True, text=True, cwd=cwd, timeout=60)


def mark(*rows):
    done = run("".join(json.dumps(row) + "\n" for row in rows))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def row(answer, **more):
    return {"id": "x", "question": QUESTION, "anchors": ANCHORS, "answer": answer, **more}


def test_a_line_in_a_line_out_in_order():
    marks = mark(*({**row(GOOD), "id": i} for i in (3, "two", None)))
    assert [m["id"] for m in marks] == [3, "two", None]
    assert all(set(m) == {"id", "score", "raw", "landed", "perhaps", "quotes", "confidence", "why"} for m in marks)


def test_score_is_the_unrounded_mark_in_ten_steps():
    for m in mark(*(row(a) for a in (GOOD, "", "It stores keys and values, and you can find them fast.", GOOD[:120]))):
        assert 0 <= m["raw"] <= 1 and m["score"] == int(1 + 9 * m["raw"] + 0.5)


def test_what_landed_has_its_words_in_the_answer():
    (m,) = mark({"id": 1, "question_key": "software/coding/hash-map-works", "answer": GOOD})
    assert len(m["landed"]) >= 2 and set(m["landed"]) <= {"Hash to bucket", "Collisions", "Load and resizing", "Worst case"}
    assert len(m["quotes"]) == len(m["landed"]) and all(q in GOOD for q in m["quotes"])
    assert m["score"] >= 6 and m["confidence"] in ("low", "fair", "high") and m["why"] == ""


def test_of_anchors_that_the_library_does_not_know_it_is_never_sure():
    (m,) = mark(row(GOOD))
    assert m["landed"] == [] and m["confidence"] == "low" and 2 <= m["score"] <= 7


def test_another_language_is_not_marked():
    (m,) = mark(row("Ich habe in meinem letzten Job ein Team von fünf Leuten geleitet und die Kosten gesenkt."))
    assert m["score"] is None and "German" in m["why"] and m["landed"] == m["perhaps"] == []


def test_a_question_that_the_library_does_not_have_is_refused():
    done = run(json.dumps({"id": 1, "question_key": "software/coding/no-such", "answer": GOOD}) + "\n")
    assert done.returncode != 0 and "line 1" in done.stderr


def test_the_same_answer_gets_the_same_mark():
    first, *others = mark(*([row(GOOD)] * 5))
    assert others == [first] * 4


def test_a_reference_instead_of_anchors():
    reference = "Terminal 1 and the positive terminal are separated by a gap."
    right, wrong, empty = mark(
        *(
            {"id": 1, "question": "Why is the bulb dark?", "reference": reference, "answer": a}
            for a in ("A gap separates terminal 1 from the positive one.", "Because the weather is nice.", "")
        )
    )
    assert right["score"] >= 6 > wrong["score"] >= empty["score"] == 1


def test_the_closest_of_several_references_counts():
    one = {
        "id": 1,
        "question": "Why is the bulb dark?",
        "reference": "The wire is broken.",
        "answer": "A gap separates terminal 1 from the positive one.",
    }
    alone, both = mark(one, {**one, "references": ["The wire is broken.", "Terminal 1 and the positive terminal are separated by a gap.", 3]})
    assert both["score"] >= 6 > alone["score"]


STABLE = {
    "id": 1,
    "question": "What is a stable sort?",
    "reference": "Elements with equal keys keep the relative order that they had before sorting.",
}


def test_the_words_of_the_reference_in_a_list_are_no_answer():
    said, listed, sorted_words = mark(
        *(
            {**STABLE, "answer": a}
            for a in (STABLE["reference"], "elements, equal, keys, keep, relative, order, sorting", "equal elements keep keys order relative sorting")
        )
    )
    assert said["score"] >= 9 and listed["score"] <= 3 and sorted_words["score"] <= 3


def test_padding_is_not_worth_more_than_a_point_against_a_reference():
    padding = "There is a lot that one could say about this, and many people have different views of it. In general I would say that it depends on what you need."
    plain, after, before = mark(*({**STABLE, "answer": a} for a in ("It is fast.", f"It is fast. {padding}", f"{padding} It is fast.")))
    assert max(after["score"], before["score"]) <= plain["score"] + 1


def test_a_sentence_denied_as_a_whole_is_denied_to_its_end():
    (denied,) = mark({**STABLE, "answer": "It is not true that " + STABLE["reference"].lower()})
    assert denied["score"] <= 4


def test_it_is_sure_of_what_is_close_to_the_reference_and_of_what_is_far_from_it():
    reference = "Terminal 1 and the positive terminal are separated by a gap."
    same, far, between = mark(
        *(
            {"id": 1, "question": "Why is the bulb dark?", "reference": reference, "answer": a}
            for a in (reference, "I like the weather in May very much.", "The terminal is not joined to it.")
        )
    )
    assert same["confidence"] == "high" and between["confidence"] != "high" and far["score"] <= 4


def test_how_a_question_is_put_tells_what_kind_of_answer_it_wants():
    story = {
        "id": 1,
        "question": "Tell me about a project of yours that failed.",
        "answer": "Last year our team was late, so I decided to cut the list in half. In the end we delivered on time and I learned to ask first.",
    }
    asked, told = mark(story, {**story, "kind": "story"})
    assert asked == told


def test_without_anchors_those_of_any_answer_count():
    (m,) = mark(
        {
            "id": 1,
            "question": "Tell me about a project.",
            "kind": "story",
            "answer": "Last year our team was late, so I decided to cut the list in half and asked each customer. In the end we delivered on time and I learned to ask first.",
        }
    )
    assert 1 <= m["score"] <= 10 and set(m["landed"] + m["perhaps"]) <= {"The situation", "Your own part", "The result"}


@pytest.mark.parametrize("bad", ["{", "[]", '"text"', "{}", '{"answer": 3}', '{"answer": "a"} x'])
def test_a_line_that_is_no_answer_ends_it_with_its_number(bad):
    done = run(json.dumps(row(GOOD)) + "\n" + bad + "\n" + json.dumps(row(GOOD)) + "\n")
    assert done.returncode == 1 and "line 2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_line_beyond_measure_is_refused():
    done = run(json.dumps(row("word " * 250000)) + "\n")
    assert done.returncode == 1 and "line 1" in done.stderr and done.stdout == ""


def test_a_long_answer_full_of_slips_is_marked():
    (m,) = mark(row("the team " + " ".join("qwzxvk" + chr(97 + i % 26) + chr(97 + i // 26 % 26) + " and the result" for i in range(4000))))
    assert m["score"] <= 4


def test_blank_lines_and_no_lines():
    done = run("\n\n  \n")
    assert done.returncode == 0 and done.stdout == ""


def test_without_its_words_it_says_so(tmp_path):
    done = run("", cwd=str(tmp_path))
    assert done.returncode == 78 and "library" in done.stderr
