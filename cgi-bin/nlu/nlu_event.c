#include "nlu/nlu_event.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

/* What a date is of: the interview, another event, or nothing; and what speaks against it. */

enum { FEW = 6, LONGEST_LEAD = 5 };

static const struct when_part *part_at(const struct when *when, size_t i)
{
    return i < when->words_n && when->part_of[i] ? &when->parts[when->part_of[i] - 1] : NULL;
}

bool nlu_when_is_date(const struct when_part *part)
{
    if (part->sort == WHEN_DATE)
        return true;
    return part->sort == WHEN_DAYS && part->day && !part->plural && !(part->of && !part->of->aside);
}

/* ---- what a date is of ---- */

/* Words within dates, amounts and the like are no events. */
static bool hidden(const struct when *when, size_t i)
{
    const struct when_part *part = part_at(when, i);
    return part && !(part->sort == WHEN_ASIDE && part->aside);
}

/* "the talk is on", "chat with the owner is": bare or "the", and then it is said when. */
static bool is_their_talk(const struct when *when, size_t i)
{
    static const char *const articles[] = {"the", "our", "this", "that", "first"};
    static const char *const verbs[] = {"is", "will", "was", "has", "takes", "happens"};
    bool known = i == 0 || nlu_when_ends_clause(when, i - 1);
    for (size_t k = 0; k < sizeof articles / sizeof *articles && !known; k++)
        known = nlu_when_word_is(when, i - 1, articles[k]);
    if (!known || !nlu_when_is(when, i, IS_TALK))
        return false;
    for (size_t at = i + 1; at <= i + FEW && at < when->words_n; at++) {
        if (part_at(when, at) && nlu_when_is_date(part_at(when, at)))
            return true;
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (nlu_when_word_is(when, at, verbs[k]))
                return true;
        if (nlu_when_ends_clause(when, at) || nlu_when_is(when, at, IS_OTHERS) ||
            nlu_when_is(when, at, IS_FIRST) || hidden(when, at))
            return false;
    }
    return false;
}

static enum about event_at(const struct when *when, size_t i)
{
    if (hidden(when, i))
        return ABOUT_NOTHING;
    if (is_their_talk(when, i))
        return ABOUT_INTERVIEW;
    if (nlu_when_word_is(when, i, "mine") &&
        (when->heard->last.about == ABOUT_INTERVIEW || nlu_when_between(when, 0, i, IS_INTERVIEW, NULL)))
        return ABOUT_INTERVIEW; /* "my son has an interview on the 8th, mine is on the 15th" */
    const int interview = when->words[i].kinds[IS_INTERVIEW], event = when->words[i].kinds[IS_EVENT];
    if (interview && interview >= event)
        return ABOUT_INTERVIEW;
    return event ? ABOUT_ANOTHER : ABOUT_NOTHING;
}

/* Is the sentence about something else that may have a day? */
bool nlu_when_names_event(const struct when *when)
{
    for (size_t i = 0; i < when->words_n; i++)
        if (event_at(when, i) == ABOUT_ANOTHER)
            return true;
    return false;
}

/* "interview for the course": the course only says which. */
static bool complements(const struct when *when, size_t event)
{
    bool joined = false;
    for (size_t i = event; i > 0 && event - i <= FEW; i--) {
        if (event_at(when, i - 1) == ABOUT_INTERVIEW)
            return joined;
        if (nlu_when_ends_clause(when, i - 1) || hidden(when, i - 1))
            return false;
        joined |= nlu_when_word_is(when, i - 1, "for") || nlu_when_word_is(when, i - 1, "at") ||
                  nlu_when_word_is(when, i - 1, "with") || nlu_when_word_is(when, i - 1, "as") ||
                  nlu_when_word_is(when, i - 1, "in") || nlu_when_word_is(when, i - 1, "about") ||
                  nlu_when_word_is(when, i - 1, "of");
    }
    return false;
}

/* The nearest event before; *at: where. A clause of its own that is about practice has none. */
enum about nlu_when_event_before(const struct when *when, size_t from, size_t *at, bool *crossed)
{
    bool own = false;
    for (size_t i = from; i > 0; i--) {
        const enum about here = event_at(when, i - 1);
        *crossed |= part_at(when, i - 1) && nlu_when_is_date(part_at(when, i - 1));
        *at = i - 1;
        if (here == ABOUT_ANOTHER && complements(when, i - 1))
            continue;
        if (here != ABOUT_NOTHING)
            return here;
        if (own && nlu_when_ends_clause(when, i - 1))
            return ABOUT_NOTHING;
        own |= !hidden(when, i - 1) &&
               (nlu_when_is(when, i - 1, IS_FIRST) || nlu_when_is(when, i - 1, IS_PRACTICE) ||
                nlu_when_is(when, i - 1, IS_LIFE));
    }
    return ABOUT_NOTHING;
}

/* The first event behind, before another date comes. */
enum about nlu_when_event_behind(const struct when *when, size_t from, size_t *at)
{
    for (size_t i = from; i < when->words_n && !nlu_when_word_is(when, i, ";"); i++) {
        const struct when_part *part = part_at(when, i);
        if (part && nlu_when_is_date(part))
            return ABOUT_NOTHING;
        *at = i;
        if (event_at(when, i) != ABOUT_NOTHING)
            return event_at(when, i);
    }
    return ABOUT_NOTHING;
}

/* Does the clause, but for the date, say nothing of weight? */
bool nlu_when_is_bare_date(const struct when *when, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!when->part_of[i] && !nlu_when_is(when, i, IS_BARE_DATE) &&
            !strchr(",.;:!?()-", *when->words[i].at))
            return false;
    return true;
}

bool nlu_when_date_known(const struct nlu *heard)
{
    return *nlu_fact(heard, "interview_date") != '\0';
}

bool nlu_when_goes_on(const struct nlu *heard)
{
    return nlu_begins(heard, heard->folded, HEAR_DATE_GOING_ON, NULL) > 0;
}

/* Without an event: it goes on about the one before, or stands alone. */
static enum about carried(const struct when *when, const struct when_part *part)
{
    const struct nlu *heard = when->heard;
    const size_t from = nlu_when_clause(when, part->from), to = nlu_when_clause_end(when, part->to);
    const bool practice = nlu_when_between(when, from, to, IS_PRACTICE, NULL) ||
                          nlu_when_between(when, from, to, IS_LIFE, NULL);
    if (nlu_when_between(when, 0, when->words_n, IS_CHANGES, NULL) && nlu_when_date_known(heard) &&
        !practice && heard->last.about != ABOUT_ANOTHER)
        return ABOUT_INTERVIEW;
    if (heard->last.about != ABOUT_NOTHING && nlu_when_goes_on(heard) && !practice)
        return heard->last.about;
    if (heard->wish || heard->last.about == ABOUT_ANOTHER || nlu_when_date_known(heard) ||
        !nlu_when_is_bare_date(when, from, to))
        return ABOUT_NOTHING;
    return part->sort == WHEN_DATE || (heard->date_asked && nlu_when_is_bare_date(when, 0, when->words_n))
               ? ABOUT_INTERVIEW
               : ABOUT_NOTHING;
}

/* The word before it, but for small ones. */
size_t nlu_when_lead(const struct when *when, const struct when_part *part)
{
    static const char *const small[] = {"on", "the", "for", "at", "to", "in"};
    size_t i = part->from;
    for (bool again = true; again && i > 0;) {
        again = false;
        for (size_t k = 0; k < sizeof small / sizeof *small && !again; k++)
            again = nlu_when_word_is(when, i - 1, small[k]) && !when->part_of[i - 1];
        i -= again;
    }
    return i;
}

bool nlu_when_led_by(const struct when *when, const struct when_part *part, enum word_kind kind)
{
    const size_t at = nlu_when_lead(when, part);
    for (size_t i = at > LONGEST_LEAD ? at - LONGEST_LEAD : 0; i < at; i++)
        if (when->words[i].kinds[kind] > 0 && i + when->words[i].kinds[kind] >= at &&
            i + when->words[i].kinds[kind] <= part->from)
            return true;
    return nlu_when_is(when, part->from, kind) && kind == IS_LOOSE; /* "by 3.12." */
}

/* Where a role that this sentence names for them ends; 0: it names none before `at`. */
static size_t role_end(const struct when *when, size_t at)
{
    const struct nlu *heard = when->heard;
    size_t end = 0;
    for (size_t i = 0; i < json_len(heard->roles); i++) {
        const char *role = json_get_text(json_at(heard->roles, i), "role", "");
        const char *from = *role ? strstr(heard->text, role) : NULL;
        const char *to = from ? heard->folded + (from - heard->text) + strlen(role) : NULL;
        for (size_t k = 0; to && k < at; k++)
            if (when->words[k].end == to)
                end = k + 1;
    }
    return end;
}

/* "actuary at a bank on 22 December": the role's interview, if nothing else is said before the date. */
static bool of_the_role(const struct when *when, const struct when_part *part)
{
    static const enum word_kind verbs[] = {IS_FIRST,  IS_HAVE, IS_PRACTICE, IS_LIFE,    IS_PAST,
                                           IS_OTHERS, IS_NOT,  IS_BOUND,    IS_SUBJECT, IS_EVENT};
    const size_t from = role_end(when, part->from), clause = nlu_when_clause(when, part->from);
    if (part->sort != WHEN_DATE || !from || from < clause || part->from - from > FEW + 1 ||
        nlu_when_date_known(when->heard))
        return false;
    for (size_t i = from; i < part->from; i++)
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (nlu_when_is(when, i, verbs[k]) && !nlu_when_word_is(when, i, "the"))
                return false;
    return !nlu_when_between(when, clause, from, IS_PAST, NULL);
}

/* "they rescheduled me to Tuesday": whoever else gave them that day would be named. */
static bool was_given(const struct when *when, const struct when_part *part)
{
    const size_t at = nlu_when_lead(when, part);
    bool slot = false;
    for (size_t i = at > LONGEST_LEAD ? at - LONGEST_LEAD : 0; i < part->from; i++)
        slot |= nlu_when_is(when, i, IS_SLOT) && i + when->words[i].kinds[IS_SLOT] >= at;
    for (size_t i = nlu_when_clause(when, part->from); i < at; i++)
        if (nlu_when_word_is(when, i, "my"))
            return false; /* "my physio booked me in" */
    return slot && !nlu_when_names_event(when) &&
           !nlu_when_between(when, nlu_when_clause(when, part->from), part->from, IS_OTHERS_DATE, NULL);
}

/* "the recruiter just rang, they pushed it to the 18th" */
static bool was_moved_to(const struct when *when, const struct when_part *part)
{
    const size_t from = nlu_when_clause(when, part->from);
    for (size_t i = from; i < part->from; i++)
        if (event_at(when, i) == ABOUT_ANOTHER)
            return false;
    return nlu_when_date_known(when->heard) && when->heard->last.about != ABOUT_ANOTHER &&
           nlu_when_between(when, from, part->from, IS_MOVES, NULL);
}

enum about nlu_when_about(const struct when *when, const struct when_part *part, size_t *at)
{
    if (was_given(when, part) || was_moved_to(when, part))
        return ABOUT_INTERVIEW;
    size_t behind = 0;
    bool crossed = false; /* the event before has another date */
    const size_t from = nlu_when_clause(when, part->from);
    const enum about before = nlu_when_event_before(when, part->from, at, &crossed),
                     next = nlu_when_event_behind(when, part->to, &behind);
    const bool own_clause = before != ABOUT_NOTHING && *at >= from;
    const bool same_clause = next != ABOUT_NOTHING && behind < nlu_when_clause_end(when, part->to);
    if ((own_clause && !(crossed && same_clause)) || (before != ABOUT_NOTHING && !same_clause))
        return before;
    *at = behind;
    if (next != ABOUT_NOTHING && (same_clause || nlu_when_is_bare_date(when, from, part->from)))
        return next;
    return of_the_role(when, part) ? ABOUT_INTERVIEW : carried(when, part);
}

/* ---- what speaks against it ---- */

/* "the interview was on", "I had an interview": unless it was moved. */
static bool is_over(const struct when *when, size_t from, size_t to)
{
    if (nlu_when_between(when, 0, when->words_n, IS_CHANGES, NULL))
        return false;
    for (size_t i = from; i < to; i++) {
        if (!nlu_when_is(when, i, IS_OVER) || hidden(when, i))
            continue;
        const bool was = nlu_when_word_is(when, i, "was") || nlu_when_word_is(when, i, "were") ||
                         nlu_when_word_is(when, i, "did");
        if (!was || (i > 0 && !nlu_when_is(when, i - 1, IS_FIRST)))
            return true;
    }
    return false;
}

bool nlu_when_speaks_against(const struct when *when, const struct when_part *part, size_t event)
{
    const size_t from = nlu_when_clause(when, num_min(part->from, event)), to = num_max(event + 1, part->to);
    return is_over(when, from, to) ||
           nlu_when_between(when, from, num_max(event, part->from), IS_OTHERS_DATE, NULL) ||
           nlu_when_between(when, from, num_max(event, part->from), IS_HOPED, NULL);
}

/* Is it moved by a span: "they put it back a week"? */
static bool is_shifted(const struct when *when)
{
    bool span = false;
    for (size_t i = 0; i < when->parts_n; i++)
        span |= when->parts[i].sort == WHEN_LEFT && when->parts[i].span > 0;
    return span && nlu_when_between(when, 0, when->words_n, IS_MOVES, NULL);
}

/* "from the 3rd to the 10th", "not the 3rd but the 10th" */
bool nlu_when_is_replaced(const struct when *when, size_t part)
{
    bool later = false;
    for (size_t i = part + 1; i < when->parts_n; i++)
        later |= nlu_when_is_date(&when->parts[i]);
    const size_t at = nlu_when_lead(when, &when->parts[part]);
    if (!nlu_when_led_by(when, &when->parts[part], IS_REPLACED))
        return false;
    const bool was =
        at > 0 && (nlu_when_word_is(when, at - 1, "was") || nlu_when_word_is(when, at - 1, "from"));
    return later || !was || is_shifted(when);
}

bool nlu_when_only_likely(const struct when *when, const struct when_part *part)
{
    static const char *const words[] = {"probably", "maybe", "perhaps", "possibly", "likely"};
    const size_t at = nlu_when_lead(when, part);
    for (size_t i = 0; at > 0 && i < sizeof words / sizeof *words; i++)
        if (nlu_when_word_is(when, at - 1, words[i]))
            return true;
    return false;
}
