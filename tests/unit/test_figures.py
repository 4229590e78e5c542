"""The arithmetic of make bench-marking (tests/bench/figures.py), by hand, on a set that is small enough to count."""

import math

import pytest

from tests.bench import figures

STRONG = "I ask the nurse. She tells me the dose."
WEAK = "I am always calm and very nice here."


def case(name, level, people, score, twin=None, answer=WEAK, **more):
    return {
        "id": name,
        "level": level,
        "twin": twin,
        "kind": "explain",
        "answer": answer,
        "anchors": ["Ask", "Dose"],
        "wanted": ["ask", "nurse", "dose"],
        "people": people,
        "landed": set(),
        "where": {},
        "score": score,
        "sure": "low",
        "shown": {},
        "perhaps": set(),
        "padded": score,
        "strange": 10 - (score or 0),
        **more,
    }


def tiny():
    both = {"landed": {"Ask", "Dose"}, "where": {"Ask": ["I ask the nurse."], "Dose": ["She tells me the dose."]}, "answer": STRONG}
    return [
        case("s1", "strong", 9, 8, sure="high", shown={"Ask": "I ask the nurse."}, perhaps={"Dose"}, **both),
        case("w1", "weak", 3, 4, "s1", shown={"Dose": "very nice"}, sure="high"),
        case("s2", "strong", 8, 4, **both),
        case("w2", "weak", 4, 4, "s2", perhaps={"Ask"}),
        case("x2", "wrong", 2, 6, "s2", sure="high"),
        case("h", "hollow", 1, 1, padded=3),
        case("o", "off", 2, None),
    ]


def row(name, cases):
    return dict(figures.ROWS)[name](cases)


def test_r_is_pearsons():
    assert figures.pearson([1, 2, 3, 4], [2, 4, 6, 8]) == pytest.approx(1)
    assert figures.pearson([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1)
    assert figures.pearson([1, 2, 3], [1, 3, 2]) == pytest.approx(0.5)


def test_r_of_what_does_not_vary_is_none():
    assert figures.pearson([1, 1, 1], [1, 2, 3]) is None and figures.pearson([1, 2], [1, 2]) is None
    assert figures.number(None) == figures.NONE


def test_length_is_the_logarithm_of_the_words():
    assert figures.log_words(case("a", "weak", 3, 3, answer="one two three")) == pytest.approx(math.log(4))


def test_a_pair_is_in_order_only_where_strong_is_above_and_both_are_marked():
    cases = tiny()
    assert row("strong above its weak twin", cases) == "1/2"  # 8 above 4; 4 is not above 4
    assert row("strong above its wrong twin", cases) == "0/1"
    cases[1]["score"] = None
    assert row("strong above its weak twin", cases) == "0/2"


def test_twins_are_each_counted_once():
    cases = tiny() + [case("w3", "weak", 3, 3, "s1")]
    assert sorted(c["id"] for c in figures.twins(cases)) == ["s1", "s2", "w1", "w2", "w3"]


def test_an_unmarked_answer_is_neither_high_nor_low():
    cases = tiny()
    assert row("about something else at 4 or less", cases) == "0/1" and row("unmarked", cases) == "1"
    assert row("strong at 7 or more", cases) == "1/2" and row("strong at 4 or less", cases) == "1/2"
    assert row("hollow at 4 or less", cases) == "1/1" and row("wrong at 4 or less", cases) == "0/1"


def test_sure_of_a_wrong_one_above_four():
    assert row("wrong above 4, and sure of it", tiny()) == "1/1"


def test_anchors_are_counted_over_all_answers():
    cases = tiny()
    assert row("  other kinds", cases) == "0.50 0.25"  # of 2 shown 1 is there; of 4 that are there 1 is shown
    assert row("anchors shown, stories: precision, recall", cases) == "- -"
    assert row("  in answers that are not strong", cases) == "0.00 -"
    assert row("anchors shown or perhaps: recall", cases) == "0.50"
    assert row("anchors not there that are called perhaps", cases) == "0.10"  # 1 of 10


def test_a_quotation_shows_its_anchor_where_people_saw_it():
    assert row("quotations that show their anchor", tiny()) == "0.50"
    assert figures.shows("ask the nurse", ["I ask the nurse."], STRONG)
    assert not figures.shows("She tells me the dose.", ["I ask the nurse."], STRONG)
    assert not figures.shows("words that it does not have", ["I ask the nurse."], STRONG)
    assert figures.shows("…sk the nurse", ["I ask the nurse."], STRONG)  # cut within a word


def test_sure_marks_and_how_many_they_are():
    cases = tiny()
    assert row("sure marks within 1.5", cases) == "0.67" and row("marks that it is sure of", cases) == "0.43"


def test_padding_is_rewarded_by_more_than_a_point():
    assert row("more than a point for padding", tiny()) == "1/6"


def test_a_question_that_is_not_known_has_marks_of_its_own():
    cases = tiny()
    assert row("  strong above its weak twin", cases) == "0/2"  # 2 is not above 6, and 6 is not above 6
    assert row("  strong at 7 or more", cases) == "0/2"
    assert row("question not known: r (log of words)", cases) != row("r with people's marks (log of words)", cases)


def test_too_high_and_too_low_are_counted_apart():
    cases = tiny()
    assert figures.off_by_level(cases, "strong") == "+0 -1 /2"
    assert figures.off_by_level(cases, "wrong") == "+1 -0 /1"
    assert figures.off_by_level(cases, "off") == figures.NONE


# Sets that are tried: the strong answer of each pair, and its twin.


def pairs_of(strong, weak, n=8):
    out = []
    for i in range(n):
        out += [case(f"s{i}", "strong", 9, 9, answer=strong(i)), case(f"w{i}", "weak", 3, 3, f"s{i}", answer=weak(i))]
    return out


def test_a_set_that_tells():
    def mixed(turn):
        return lambda i: "I ask 3 times. Then I rest." if i % 2 == turn else "calm calm calm calm"

    assert figures.faults(figures.tried(pairs_of(mixed(0), mixed(1)))) == []


@pytest.mark.parametrize(
    "name, strong, weak",
    [
        ("words", "calm calm calm", "calm"),
        ("words", "calm", "calm calm calm"),  # who prefers the short one is as fooled
        ("share of the anchors' words", "ask nurse dose", "calm calm calm"),
        ("sentences", "Calm. Calm.", "calm calm"),
        ("first, then, because", "calm because calm", "calm, calm calm"),
        ("figures", "calm 12 calm", "calm calm calm"),
    ],
)
def test_a_set_that_does_not_tell(name, strong, weak):
    found = figures.faults(figures.tried(pairs_of(lambda i: strong, lambda i: weak)))
    assert any(fault.startswith(f"{name}: 100%") for fault in found)
    assert any(fault.startswith(f"{name}: r ") for fault in found)


def test_r_alone_gives_a_set_away():
    cases = [case(f"a{i}", "part", math.log(i), i, answer="calm " * i) for i in range(1, 60)] + pairs_of(lambda i: "calm", lambda i: "calm", 1)
    cases[-1]["people"], cases[-2]["people"] = 0, 0.1
    found = figures.faults(figures.tried(cases))
    assert len(found) == 1 and found[0].startswith("words: r ")


def test_a_set_with_its_own_marks_out_of_order_is_no_set():
    cases = pairs_of(lambda i: "calm", lambda i: "calm")
    cases[1]["people"] = 9
    assert figures.faults(figures.tried(cases)) == ["its own marks do not put each strong answer above its weak twin"]
    assert figures.faults(figures.tried(cases[::2])) == ["it has no weak twins"]


def test_what_is_left_where_fools_are_wrong():
    cases = pairs_of(lambda i: "calm 12" if i < 6 else "calm", lambda i: "calm")
    cases[13]["score"] = 9  # the twin of the seventh, where figures tell nothing
    assert figures.past_fools(cases)["figures"] == (1, 2)


# References.


@pytest.mark.parametrize("text", ["", "?", "I don't know.", "no idea", "i dont know", '"I don""t know"', "sorry, I do not know", "Because."])
def test_no_answer(text):
    assert figures.is_no_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "A closed circuit",
        "recursion",
        "2",
        "It stores food.",
        "If he is still not sure then he should put the rock in vinegar",
        "nobody could know the reason",
    ],
)
def test_an_answer(text):
    assert not figures.is_no_answer(text)


def test_coverage_is_of_the_references_words_each_once():
    assert figures.coverage({"reference": "the plug, the wire, the lamp", "answer": "A lamp and the wire."}) == pytest.approx(3 / 4)


def test_a_table_has_straight_columns():
    assert figures.table(["", "a"], [["row", "10"], ["longer", "2"]]) == ["         a", "row     10", "longer   2"]
