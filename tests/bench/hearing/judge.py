"""How what the coach heard, or made of a wish, is held against the right values: counted fact by fact, and wish by wish.

A set of messages is JSON lines of {id, today, say, material?, facts, never?}; what a value may be: a value, a list of values that are all right, "ask" (the
reply asks, and nothing is kept), None (nothing is kept), {"from", "to"} for numbers. Areas ("weak", "fine") are lists of texts of which each stands in an area
heard ("a|b": either). A set of wishes is JSON lines of {id, today, plan, wish, right: {changes, ask, …}, never?}."""

import datetime
import re

ASKED = {"role": "role", "interview": "interview", "daily_minutes": "daily_minutes", "energy": "energy"}
DAYS = ("daily_minutes", "interview", "role", "weeks")


def asks(told, key):
    return ASKED[key] in told["asks"] or (key == "daily_minutes" and "days" in told["asks"])


def one_fits(told, key, want):
    got = told["facts"].get(key)
    if want is None:
        return not got
    if want == "ask":
        said_back = key == "daily_minutes" and got and str(got) in told["reply"]
        return bool(said_back) or (not got and asks(told, key))
    if isinstance(want, dict):
        return want["from"] <= (got or 0) <= want["to"]
    if key == "role":
        words = len(re.findall(r"\w+", got or "")) - len(re.findall(r"\w+", want))
        return bool(re.search(r"(?<!\w)" + re.escape(want.lower()) + r"(?!\w)", (got or "").lower())) and words <= 4
    return got == want


def weeks_fit(told, today, want):
    low, high = (want["from"], want["to"]) if isinstance(want, dict) else (want, want)
    day = told["facts"].get("interview")
    if day:
        away = (datetime.date.fromisoformat(day) - datetime.date.fromisoformat(today)).days
        return low * 7 - 4 <= away <= high * 7 + 4
    return low <= (told["facts"].get("weeks") or 0) <= high


def areas_fit(got, want):
    text = "\n".join(got).lower()
    return all(any(word in text for word in either.lower().split("|")) for either in want) if want else not got


def fact_fits(case, told, key, want):
    """(is it right, had it to stay empty)"""
    facts = told["facts"]
    if key in ASKED:
        wants = want if isinstance(want, list) else [want]
        return any(one_fits(told, key, value) for value in wants), bool(facts.get(key)) and all(value in (None, "ask") for value in wants)
    if key == "minutes_by_day":
        usual, by_day = facts.get("daily_minutes"), facts.get("minutes_by_day") or {}
        others = [day for day, minutes in by_day.items() if minutes != usual and day not in want]
        off = facts.get("days_off") or []
        return not others and all(by_day.get(day, 0 if day in off else usual) == minutes for day, minutes in want.items()), not want
    if key == "days_off":
        return set(facts.get("days_off") or []) == set(want), not want
    if key == "days_on":
        return not set(facts.get("days_off") or []) & set(want), True
    if key == "weeks":
        return weeks_fit(told, case["today"], want), False
    if key == "not_weak":
        return not any(word.lower() in "\n".join(facts["weak"]).lower() for word in want), True
    return areas_fit(facts[key], want), not want


def hearing(case, told):
    """What of a case is right, false and missed: (right, of, false, heard, texts)."""
    right, false, misses = 0, set(), []
    for key, want in case["facts"].items():
        fits, empty = fact_fits(case, told, key, want)
        right += fits
        if not fits:
            misses.append(f"{key} {want!r} is {told['facts'].get({'days_on': 'days_off', 'not_weak': 'weak'}.get(key, key))!r}")
            if empty:
                false.add({"days_on": "days_off", "not_weak": "weak"}.get(key, key))
    texts = {"role": told["facts"]["role"] or "", "weak": "\n".join(told["facts"]["weak"]), "fine": "\n".join(told["facts"]["fine"])}
    for never in case.get("never", []):
        inside = {name for name, text in texts.items() if never.lower() in text.lower()}
        false |= inside
        misses += [f"{name} has {never!r}" for name in inside]
    heard = {name for name, value in told["facts"].items() if value}
    return right, len(case["facts"]), len(false), len(heard | false), misses


class Wish:
    """What a wish was turned into, beside what is right."""

    def __init__(self, case, told):
        self.case, self.told, self.plan, self.right = case, told, case["plan"], case["right"]
        self.now = {topic["name"].lower(): topic for topic in self.plan["topics"]}
        self.got, self.wanted = self.each(told["changes"]), self.each(self.right.get("changes", []))
        self.day = {key: told[key] if key in told and (told[key] or key == "interview") else self.plan.get(key) for key in DAYS}
        by_day = told.get("minutes_by_day") or {}
        self.off = set(told.get("days_off") or []) | {day for day, minutes in by_day.items() if not minutes}
        self.by_day = {day: minutes for day, minutes in by_day.items() if minutes and minutes != self.day["daily_minutes"]}
        self.lasts = bool(self.got or self.off or self.by_day) or any(value != self.plan.get(key) for key, value in self.day.items())

    def each(self, changes):
        """Topic by topic, in small letters; "*" is each of them."""
        out = []
        for change in changes:
            topics = self.now if change["topic"] == "*" else [change["topic"].lower()]
            out += [{**change, "topic": topic} for topic in topics]
        return out

    def same(self, got, want):
        one, other = want["change"], got["change"]
        if "add" in (one, other):
            words = re.findall(r"\w+", want["topic"])
            return one == other and all(any(w.startswith(word[: max(4, len(word) - 3)]) for w in re.findall(r"\w+", got["topic"])) for word in words)
        if want["topic"] not in (got["topic"], "*"):
            return False
        if one in ("more", "less") and other == "minutes" and got["topic"] in self.now:
            return ((got.get("to") or 0) > self.now[got["topic"]]["minutes"]) == (one == "more")
        return (one == other or (one == "minutes" and other in ("more", "less"))) and want.get("to", got.get("to")) == got.get("to")

    def opposite(self):
        for never in self.case.get("never", []):
            if "topic" in never and any(
                self.same(got, {**never, "topic": never["topic"].lower()}) and not any(self.same(got, want) for want in self.wanted)
                for got in self.got
            ):
                return True
            if set(never.get("days_off", [])) & self.off:
                return True
        return False

    def done(self):
        days = self.right.get("minutes_by_day", {})
        return (
            all(any(self.same(got, want) for got in self.got) for want in self.wanted)
            and all(any(self.same(got, want) for want in self.wanted) for got in self.got)
            and all(
                self.right.get(key, self.plan.get(key)) == self.day[key]
                or (key == "role" and str(self.right.get(key, "")).lower() in str(self.day[key]).lower())
                for key in DAYS
                if key != "weeks"
            )
            and all(self.by_day.get(day, self.day["daily_minutes"]) == minutes for day, minutes in days.items())
            and set(self.by_day) <= set(days)
            and self.off == set(self.right.get("days_off", []))
        )

    def verdict(self):
        if self.opposite():
            return "opposite"
        asked, ask = self.told["asks"] or bool(self.told.get("break")), self.right.get("ask")
        if ask is True:
            return "right" if asked and not self.lasts else "wrong"
        if self.done() and not self.told["asks"]:
            return "right"
        if self.told["asks"] and not self.lasts:
            return "right" if ask == "may" else "asked"
        return "wrong"
