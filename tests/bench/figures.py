"""The arithmetic of make bench-marking: what is counted of answers that people and the marker have marked, and whether a set of such answers can be
told right by a marker that reads nothing. Pure: what is marked, and by whom, is tests/bench/marking's.

A case is a dict: id, twin (an id, or None), level, kind, answer, anchors (keys), people (their mark, 1 to 10), landed and where (the anchors that people saw, and by
which sentences), wanted (the anchors' words); of the marker score (None: unmarked), sure ("high", "fair", "low"), shown (anchor -> quotation) perhaps (a set), padded (the
best mark that it gets with sentences added that say nothing) and strange (its mark where the question is not known to be of the library)."""

import math
import re

STRONG = ("strong", "story-off-words")
LOW, HIGH, NEAR = 4, 7, 1.5
NONE = "-"
# A set is of no use where a marker that reads nothing orders more of the twins than this, or comes closer than this to the r of a marker that is right.
MOST_PAIRS, LEAST_BEHIND = 0.75, 0.15
ORDERS = re.compile(r"\b(first|firstly|second|secondly|third|then|next|after|afterwards|finally|because|since|so|therefore|but|if|however)\b")
FIGURES = re.compile(
    r"\d+|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|half|third|quarter)\b"
)


def pearson(xs, ys):
    """None where there are fewer than three, or one side does not vary."""
    if len(xs) < 3:
        return None
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    bottom = math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
    return top / bottom if bottom > 1e-12 else None


def words(text):
    """In small letters, letters and digits only."""
    return "".join(c.lower() if c.isalnum() else " " for c in text.replace("'", "").replace("’", "")).split()


def log_words(case):
    return math.log(1 + len(case["answer"].split()))


# Pairs: the strong answer and what was written as long as it, weak or wrong.


def pairs(cases, level):
    by_id = {case["id"]: case for case in cases}
    return [(by_id[case["twin"]], case) for case in cases if case["level"] == level and case["twin"] in by_id]


def in_order(two, value):
    """How many are in order by a value; one that has none is not."""
    return sum(None not in (value(a), value(b)) and value(a) > value(b) for a, b in two)


def twins(cases):
    """Each strong answer with a weak twin, and these, each once."""
    both = [case for two in pairs(cases, "weak") for case in two]
    return list({case["id"]: case for case in both}.values())


# Quotations.


def place(part, whole):
    """Where these words stand, as (from, to); the first and the last may be cut."""
    for cut in (part, part[1:], part[:-1], part[1:-1]):
        for i in range(len(whole) - len(cut) + 1) if cut else ():
            if whole[i : i + len(cut)] == cut:
                return i, i + len(cut)
    return None


def shows(quote, sentences, answer):
    """Does a quotation share three words, or half of its own, with a sentence by which people saw the anchor?"""
    whole = words(answer)
    at = place(words(quote), whole)
    if not at:
        return False
    need = min(3, (at[1] - at[0] + 1) // 2)
    found = [place(words(sentence), whole) for sentence in sentences]
    return any(to and min(at[1], to[1]) - max(at[0], to[0]) >= need for to in found)


# What is printed of one set: a cell is text, NONE where there is nothing to count.


def number(value):
    return NONE if value is None else f"{value:.2f}"


def share(part, whole):
    return f"{part}/{whole}" if whole else NONE


def ratio(part, whole):
    return NONE if not whole else f"{part / whole:.2f}"


def marked(cases):
    return [case for case in cases if case["score"] is not None]


def of(cases, *levels):
    return [case for case in cases if case["level"] in levels]


def with_people(cases):
    there = marked(cases)
    people = [case["people"] for case in there]
    return f"{number(pearson([case['score'] for case in there], people))} ({number(pearson([log_words(case) for case in there], people))})"


def above(level):
    return lambda cases: share(in_order(pairs(cases, level), lambda case: case["score"]), len(pairs(cases, level)))


def low(*levels):
    return lambda cases: share(sum(case["score"] <= LOW for case in marked(of(cases, *levels))), len(of(cases, *levels)))


def high(cases):
    return share(sum(case["score"] >= HIGH for case in marked(of(cases, *STRONG))), len(of(cases, *STRONG)))


def taken_in(cases):
    return share(sum(case["score"] > LOW and case["sure"] == "high" for case in marked(of(cases, "wrong"))), len(of(cases, "wrong")))


def found(cases):
    """Of the anchors that the marker shows, how many people saw; of those that people saw, how many it shows."""
    right = sum(len(case["landed"] & set(case["shown"])) for case in cases)
    return f"{ratio(right, sum(len(case['shown']) for case in cases))} {ratio(right, sum(len(case['landed']) for case in cases))}"


def quoted(cases):
    right = sum(shows(quote, case["where"].get(key, []), case["answer"]) for case in cases for key, quote in case["shown"].items())
    return ratio(right, sum(len(case["shown"]) for case in cases))


def found_at_all(cases):
    return ratio(sum(len(case["landed"] & (set(case["shown"]) | case["perhaps"])) for case in cases), sum(len(case["landed"]) for case in cases))


def perhaps_of_absent(cases):
    return ratio(sum(len(case["perhaps"] - case["landed"]) for case in cases), sum(len(set(case["anchors"]) - case["landed"]) for case in cases))


def sure(cases):
    return [case for case in marked(cases) if case["sure"] == "high"]


def sure_near(cases):
    return ratio(sum(abs(case["score"] - case["people"]) <= NEAR for case in sure(cases)), len(sure(cases)))


def padding_rewarded(cases):
    """How many get more than a point for sentences that say nothing."""
    both = [case for case in marked(cases) if case["padded"] is not None]
    return share(sum(case["padded"] - case["score"] > 1 for case in both), len(both))


def strange(figure):
    """The figure of the marks that the answers get where the question is not known to be of the library."""
    return lambda cases: figure([{**case, "score": case["strange"]} for case in cases])


def on(which, figure):
    """The figure of some of the cases only."""
    return lambda cases: figure([case for case in cases if which(case)])


def is_story(case):
    return case["kind"] == "story"


ROWS = (
    ("answers", lambda cases: str(len(cases))),
    ("r with people's marks (log of words)", with_people),
    ("  among strong and weak twins", lambda cases: with_people(twins(cases))),
    ("strong above its weak twin", above("weak")),
    ("strong above its wrong twin", above("wrong")),
    ("strong at 7 or more", high),
    ("strong at 4 or less", low(*STRONG)),
    ("hollow at 4 or less", low("hollow", "none")),
    ("about something else at 4 or less", low("off")),
    ("wrong at 4 or less", low("wrong")),
    ("wrong above 4, and sure of it", taken_in),
    ("anchors shown, stories: precision, recall", on(is_story, found)),
    ("  other kinds", on(lambda case: not is_story(case), found)),
    ("  in answers that are not strong", on(lambda case: case["level"] not in STRONG, found)),
    ("quotations that show their anchor", quoted),
    ("anchors shown or perhaps: recall", found_at_all),
    ("anchors not there that are called perhaps", perhaps_of_absent),
    ("sure marks within 1.5", sure_near),
    ("marks that it is sure of", lambda cases: ratio(len(sure(cases)), len(cases))),
    ("question not known: r (log of words)", strange(with_people)),
    ("  strong above its weak twin", strange(above("weak"))),
    ("  strong at 7 or more", strange(high)),
    ("more than a point for padding", padding_rewarded),
    ("unmarked", lambda cases: str(len(cases) - len(marked(cases)))),
)


def off_by_level(cases, level):
    """How many marks are too high, how many too low, by more than 1.5, of how many."""
    there = marked(of(cases, level))
    high_ones = sum(case["score"] - case["people"] > NEAR for case in there)
    low_ones = sum(case["people"] - case["score"] > NEAR for case in there)
    return f"+{high_ones} -{low_ones} /{len(there)}" if there else NONE


# Markers that read nothing. What one of them gets on a set, anybody gets who knows how the set was made.


def anchor_words(case):
    wanted = set(case["wanted"])
    return len(wanted & set(words(case["answer"]))) / max(1, len(wanted))


def count_of(pattern):
    return lambda case: len(pattern.findall(case["answer"].lower()))


def sentences(case):
    return len([part for part in re.split(r"[.!?]+(?:\s|$)|\n+", case["answer"]) if part.strip()])


FOOLED = {
    "words": log_words,
    "share of the anchors' words": anchor_words,
    "sentences": sentences,
    "first, then, because": count_of(ORDERS),
    "figures": count_of(FIGURES),
}


def spread(cases, value):
    """The same in units of its standard deviation on this set."""
    values = [value(case) for case in cases]
    mean = sum(values) / max(1, len(values))
    deviation = math.sqrt(sum((v - mean) ** 2 for v in values) / max(1, len(values)))
    return lambda case: (value(case) - mean) / deviation if deviation else 0.0


def form(cases):
    parts = [spread(cases, FOOLED[name]) for name in ("sentences", "first, then, because", "figures")]
    return lambda case: sum(part(case) for part in parts)


def tried(cases):
    """What the right marker and each fooled one get: name -> (r, share of weak twins in order, share in the opposite order, the same two of wrong twins).
    Who wishes to be fooled may as well prefer the short one, so both directions count."""
    out = {}
    for name, value in {"right": lambda case: case["people"], **fools(cases)}.items():
        line = [pearson([value(case) for case in cases], [case["people"] for case in cases])]
        for level in ("weak", "wrong"):
            two = pairs(cases, level)
            backwards = [(b, a) for a, b in two]
            line += [in_order(some, value) / len(two) if two else None for some in (two, backwards)]
        out[name] = tuple(line)
    return out


def fools(cases):
    return {**FOOLED, "form, all three": form(cases)}


def past_fools(cases):
    """Of the weak twins that a fooled marker does not put in order, how many the marker does: name -> (how many, of how many). What it gets here it
    cannot have from what that fool looks at."""
    out = {}
    for name, value in fools(cases).items():
        left = [two for two in pairs(cases, "weak") if not in_order([two], value)]
        out[name] = (in_order(left, lambda case: case["score"]), len(left))
    return out


def faults(tries):
    """Why a set does not tell who is right: a list of sentences, empty where it does. Wrong twins do not count, since some sets have but five."""
    right_r, right_pairs, *_ = tries["right"]
    if right_pairs is None:
        return ["it has no weak twins"]
    if right_r is None or right_pairs != 1:
        return ["its own marks do not put each strong answer above its weak twin"]
    out = []
    for name, (r, forwards, backwards, *_) in tries.items():
        if name == "right":
            continue
        if max(forwards, backwards) > MOST_PAIRS:
            out.append(f"{name}: {max(forwards, backwards):.0%} of the weak twins")
        if r is not None and abs(r) > right_r - LEAST_BEHIND:
            out.append(f"{name}: r {r:.2f}, and a right marker has {right_r:.2f}")
    return out


# Answers with a reference.


def is_no_answer(text):
    """Nothing is said, or that one does not know: whatever marks these low gets its r for nothing."""
    said = words(text.replace('"', ""))
    return said in ([], ["because"]) or (
        len(said) < 8 and re.search(r"\b(dont know|do not know|no idea|not sure|dont understand|idk|dunno)\b", " ".join(said)) is not None
    )


def coverage(row):
    """Of the words of the reference, each once, the share that is said."""
    wanted = set(words(row["reference"]))
    return len(wanted & set(words(row["answer"]))) / max(1, len(wanted))


def table(head, rows):
    """Lines of text, the first column to the left."""
    columns = list(zip(head, *rows))
    wide = [max(len(cell) for cell in column) for column in columns]
    return ["  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, wide))).rstrip() for line in (head, *rows)]
