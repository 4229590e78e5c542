#include "base/num.h"
#include "base/text.h"
#include "nlu/nlu_when.h"
#include <string.h>

/* The interview's date: of the dates of a sentence those that its words bind to the interview, and not to a
 * birthday, a course, somebody else or what is over. What isn't plain is asked about, never moved. */

enum { FARTHEST = 730, WEEK = 7, MOST_WEEKS = 104, FEW = 6, MOST_COUNTED = 28 };

enum about { ABOUT_NOTHING, ABOUT_INTERVIEW, ABOUT_ANOTHER };

static const struct when_part *part_at(const struct when *w, size_t i)
{
    return i < w->words_n && w->part_of[i] ? &w->parts[w->part_of[i] - 1] : NULL;
}

static bool is_date(const struct when_part *part)
{
    if (part->sort == WHEN_DATE)
        return true;
    return part->sort == WHEN_DAYS && part->day && !part->plural && !(part->of && !part->of->aside);
}

/* ---- what a date is of ---- */

/* Words within dates, amounts and the like are no events. */
static bool hidden(const struct when *w, size_t i)
{
    const struct when_part *part = part_at(w, i);
    return part && !(part->sort == WHEN_ASIDE && part->aside);
}

static enum about event_at(const struct when *w, size_t i)
{
    if (hidden(w, i))
        return ABOUT_NOTHING;
    if (when_word_is(w, i, "mine") &&
        (w->heard->last.about == ABOUT_INTERVIEW || when_between(w, 0, i, IS_INTERVIEW, NULL)))
        return ABOUT_INTERVIEW; /* "my son has an interview on the 8th, mine is on the 15th" */
    const int interview = w->words[i].kinds[IS_INTERVIEW], event = w->words[i].kinds[IS_EVENT];
    if (interview && interview >= event)
        return ABOUT_INTERVIEW;
    return event ? ABOUT_ANOTHER : ABOUT_NOTHING;
}

/* Is the sentence about something else that may have a day? */
static bool names_event(const struct when *w)
{
    for (size_t i = 0; i < w->words_n; i++)
        if (event_at(w, i) == ABOUT_ANOTHER)
            return true;
    return false;
}

/* "interview for the course": the course only says which. */
static bool complements(const struct when *w, size_t event)
{
    bool joined = false;
    for (size_t i = event; i > 0 && event - i <= FEW; i--) {
        if (event_at(w, i - 1) == ABOUT_INTERVIEW)
            return joined;
        if (when_ends_clause(w, i - 1) || hidden(w, i - 1))
            return false;
        joined |= when_word_is(w, i - 1, "for") || when_word_is(w, i - 1, "at") ||
                  when_word_is(w, i - 1, "with") || when_word_is(w, i - 1, "as") ||
                  when_word_is(w, i - 1, "in") || when_word_is(w, i - 1, "about") ||
                  when_word_is(w, i - 1, "of");
    }
    return false;
}

/* The nearest event before; *at: where. A clause of its own that is about practice has none. */
static enum about event_before(const struct when *w, size_t from, size_t *at, bool *crossed)
{
    bool own = false;
    for (size_t i = from; i > 0; i--) {
        const enum about here = event_at(w, i - 1);
        *crossed |= part_at(w, i - 1) && is_date(part_at(w, i - 1));
        *at = i - 1;
        if (here == ABOUT_ANOTHER && complements(w, i - 1))
            continue;
        if (here != ABOUT_NOTHING)
            return here;
        if (own && when_ends_clause(w, i - 1))
            return ABOUT_NOTHING;
        own |= !hidden(w, i - 1) &&
               (when_is(w, i - 1, IS_FIRST) || when_is(w, i - 1, IS_PRACTICE) || when_is(w, i - 1, IS_LIFE));
    }
    return ABOUT_NOTHING;
}

/* The first event behind, before another date comes. */
static enum about event_behind(const struct when *w, size_t from, size_t *at)
{
    for (size_t i = from; i < w->words_n && !when_word_is(w, i, ";"); i++) {
        const struct when_part *part = part_at(w, i);
        if (part && is_date(part))
            return ABOUT_NOTHING;
        *at = i;
        if (event_at(w, i) != ABOUT_NOTHING)
            return event_at(w, i);
    }
    return ABOUT_NOTHING;
}

/* Does the clause, but for the date, say nothing of weight? */
static bool is_bare(const struct when *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!w->part_of[i] && !when_is(w, i, IS_BARE_DATE) && !strchr(",.;:!?()-", *w->words[i].at))
            return false;
    return true;
}

static bool date_known(const struct nlu *heard)
{
    return *nlu_fact(heard, "interview_date") != '\0';
}

static bool goes_on(const struct nlu *heard)
{
    return nlu_begins(heard, heard->folded, HEAR_DATE_GOING_ON, NULL) > 0;
}

/* Without an event: it goes on about the one before, or stands alone. */
static enum about carried(const struct when *w, const struct when_part *part)
{
    const struct nlu *heard = w->heard;
    const size_t from = when_clause(w, part->from), to = when_clause_end(w, part->to);
    const bool practice =
        when_between(w, from, to, IS_PRACTICE, NULL) || when_between(w, from, to, IS_LIFE, NULL);
    if (when_between(w, 0, w->words_n, IS_CHANGES, NULL) && date_known(heard) && !practice &&
        heard->last.about != ABOUT_ANOTHER)
        return ABOUT_INTERVIEW;
    if (heard->last.about != ABOUT_NOTHING && goes_on(heard) && !practice)
        return heard->last.about;
    if (heard->wish || heard->last.about == ABOUT_ANOTHER || date_known(heard) || !is_bare(w, from, to))
        return ABOUT_NOTHING;
    return part->sort == WHEN_DATE || (heard->date_asked && is_bare(w, 0, w->words_n)) ? ABOUT_INTERVIEW
                                                                                       : ABOUT_NOTHING;
}

static enum about about(const struct when *w, const struct when_part *part, size_t *at)
{
    size_t behind = 0;
    bool crossed = false; /* the event before has another date */
    const size_t from = when_clause(w, part->from);
    const enum about before = event_before(w, part->from, at, &crossed),
                     next = event_behind(w, part->to, &behind);
    const bool own_clause = before != ABOUT_NOTHING && *at >= from;
    const bool same_clause = next != ABOUT_NOTHING && behind < when_clause_end(w, part->to);
    if ((own_clause && !(crossed && same_clause)) || (before != ABOUT_NOTHING && !same_clause))
        return before;
    *at = behind;
    if (next != ABOUT_NOTHING && (same_clause || is_bare(w, from, part->from)))
        return next;
    return carried(w, part);
}

/* ---- what speaks against it ---- */

/* "the interview was on", "I had an interview": unless it was moved. */
static bool is_over(const struct when *w, size_t from, size_t to)
{
    if (when_between(w, 0, w->words_n, IS_CHANGES, NULL))
        return false;
    for (size_t i = from; i < to; i++) {
        if (!when_is(w, i, IS_OVER) || hidden(w, i))
            continue;
        const bool was = when_word_is(w, i, "was") || when_word_is(w, i, "were") || when_word_is(w, i, "did");
        if (!was || (i > 0 && !when_is(w, i - 1, IS_FIRST)))
            return true;
    }
    return false;
}

static bool speaks_against(const struct when *w, const struct when_part *part, size_t event)
{
    const size_t from = when_clause(w, num_min(part->from, event)), to = num_max(event + 1, part->to);
    return is_over(w, from, to) || when_between(w, from, num_max(event, part->from), IS_OTHERS_DATE, NULL) ||
           when_between(w, from, num_max(event, part->from), IS_HOPED, NULL);
}

/* The word before it, but for small ones. */
static size_t lead(const struct when *w, const struct when_part *part)
{
    static const char *const small[] = {"on", "the", "for", "at", "to", "in"};
    size_t i = part->from;
    for (bool again = true; again && i > 0;) {
        again = false;
        for (size_t k = 0; k < sizeof small / sizeof *small && !again; k++)
            again = when_word_is(w, i - 1, small[k]) && !w->part_of[i - 1];
        i -= again;
    }
    return i;
}

static bool led_by(const struct when *w, const struct when_part *part, enum word_kind kind)
{
    const size_t at = lead(w, part);
    for (size_t i = at > 3 ? at - 3 : 0; i < at; i++)
        if (w->words[i].kinds[kind] > 0 && i + w->words[i].kinds[kind] == at)
            return true;
    return when_is(w, part->from, kind) && kind == IS_LOOSE; /* "by 3.12." */
}

/* "from the 3rd to the 10th", "not the 3rd but the 10th" */
static bool is_replaced(const struct when *w, size_t part)
{
    bool later = false;
    for (size_t i = part + 1; i < w->parts_n; i++)
        later |= is_date(&w->parts[i]);
    const size_t at = lead(w, &w->parts[part]);
    if (!led_by(w, &w->parts[part], IS_REPLACED))
        return false;
    const bool was = at > 0 && (when_word_is(w, at - 1, "was") || when_word_is(w, at - 1, "from"));
    return later || !was;
}

static bool only_likely(const struct when *w, const struct when_part *part)
{
    static const char *const words[] = {"probably", "maybe", "perhaps", "possibly", "likely"};
    const size_t at = lead(w, part);
    for (size_t i = 0; at > 0 && i < sizeof words / sizeof *words; i++)
        if (when_word_is(w, at - 1, words[i]))
            return true;
    return false;
}

/* ---- the one that counts ---- */

struct found {
    struct when_part date;
    size_t event;
    bool any, unsure;
};

static bool was_moved(const struct when *w)
{
    return when_between(w, 0, w->words_n, IS_CHANGES, NULL);
}

static void consider(const struct when *w, const struct when_part *part, size_t event, struct found *found)
{
    struct when_part date = *part;
    if (date.sort == WHEN_DATE && date.other && was_moved(w) && when_word_is(w, part->from, "from")) {
        date.day = date.other;
        date.doubt = DATE_SURE;
    } else if (led_by(w, part, IS_LOOSE) && !only_likely(w, part) && date.doubt != DATE_NEAR) {
        date.doubt = DATE_VAGUE;
    }
    if (!found->any) {
        *found = (struct found){.date = date, .event = event, .any = true, .unsure = only_likely(w, part)};
        return;
    }
    if (found->date.day == date.day && date.doubt == found->date.doubt)
        return;
    const size_t from = found->date.to, to = part->from;
    if (when_between(w, from, to, IS_CORRECT, NULL) || when_between(w, from, to, IS_CHANGES, NULL) ||
        was_moved(w)) {
        found->date = date;
    } else if (when_between(w, from, to, IS_JOINT, NULL) && when_word_is(w, from, "or")) {
        found->date.doubt = DATE_TWO_WAYS;
    } else if (date.doubt == DATE_SURE && found->date.doubt != DATE_SURE &&
               found->date.doubt != DATE_NO_SUCH) {
        found->date = date; /* "next month, on the 14th" */
    } else if (date.doubt == DATE_SURE) {
        found->unsure = true;
    }
}

static struct found find(struct when *w)
{
    struct found found = {.any = false};
    for (size_t i = 0; i < w->parts_n; i++) {
        size_t event = w->parts[i].from;
        if (!is_date(&w->parts[i]))
            continue;
        const enum about is = about(w, &w->parts[i], &event);
        if (is == ABOUT_ANOTHER)
            w->heard->last.about = ABOUT_ANOTHER;
        if (is != ABOUT_INTERVIEW || is_replaced(w, i) || speaks_against(w, &w->parts[i], event))
            continue;
        consider(w, &w->parts[i], event, &found);
    }
    return found;
}

/* ---- the fact ---- */

static void put_date(const struct when *w, const struct found *found)
{
    struct nlu *heard = w->heard;
    const bool unsure = found->unsure || found->date.doubt == DATE_UNSURE;
    json_put_text(heard->arena, heard->facts, "interview_date",
                  clock_date_text(heard->arena, found->date.day));
    json_put_bool(heard->arena, heard->facts, "no_interview_date", false);
    size_t from = num_min(found->event, found->date.from), to = num_max(found->event + 1, found->date.to);
    if (from < when_clause(w, found->date.from) || to > when_clause_end(w, found->date.to)) {
        from = found->date.from;
        to = found->date.to;
    }
    when_source(w, "interview_date", from, to);
    if (unsure)
        when_unsure(heard, "interview_date");
    else
        when_sure(heard, "interview_date");
}

static void ask_date(struct nlu *heard, enum sentence question)
{
    nlu_ask(heard, "interview_date");
    if (!heard->doubt)
        heard->doubt = sentences_text(library_sentences(heard->library), question);
}

static void put_weeks(const struct when *w, int days, size_t from, size_t to)
{
    struct nlu *heard = w->heard;
    const int weeks = (days + WEEK / 2) / WEEK;
    if (weeks > MOST_WEEKS) {
        ask_date(heard, SAY_CHAT_WHICH_DAY);
        return;
    }
    json_put_int(heard->arena, heard->facts, "weeks", weeks > 0 ? weeks : 1);
    when_source(w, "weeks", from, to);
}

static void settle(const struct when *w, const struct found *found)
{
    struct nlu *heard = w->heard;
    static const enum sentence questions[] = {[DATE_TWO_WAYS] = SAY_CHAT_WHICH_MONTH,
                                              [DATE_NO_SUCH] = SAY_CHAT_NO_SUCH_DAY,
                                              [DATE_VAGUE] = SAY_CHAT_WHICH_DAY};
    const enum when_doubt doubt = found->date.doubt;
    if (doubt == DATE_NEAR || (doubt == DATE_UNSURE && found->date.span > MOST_COUNTED)) {
        put_weeks(w, found->date.span, found->date.from, found->date.to);
        ask_date(heard, SAY_CHAT_WHICH_DAY);
    } else if (doubt != DATE_SURE && doubt != DATE_UNSURE)
        ask_date(heard, questions[doubt]);
    else if (found->date.day < heard->today || found->date.day > heard->today + FARTHEST)
        ask_date(heard, SAY_CHAT_PAST_DAY);
    else
        put_date(w, found);
}

/* "They put it back a week": the day it is on then. */
static bool was_shifted(const struct when *w, struct found *found)
{
    clock_day known;
    size_t moves;
    if (clock_parse_date(nlu_fact(w->heard, "interview_date"), &known) != OK ||
        !when_between(w, 0, w->words_n, IS_MOVES, &moves))
        return false;
    for (size_t i = 0; i < w->parts_n; i++) {
        const struct when_part *part = &w->parts[i];
        if (part->sort != WHEN_LEFT || part->span <= 0)
            continue;
        const bool earlier = when_between(w, 0, w->words_n, IS_EARLIER, NULL);
        *found = (struct found){.any = true, .event = moves, .date = *part};
        found->date.doubt = DATE_SURE;
        found->date.day = earlier ? known - part->span : known + part->span;
        return true;
    }
    return false;
}

/* ---- the time that is left ---- */

static bool says_word(const struct when *w, size_t from, size_t to, const char *word)
{
    for (size_t i = from; i < to; i++)
        if (when_word_is(w, i, word))
            return true;
    return false;
}

static bool is_left(const struct when *w, const struct when_part *part)
{
    size_t at = part->from;
    const size_t from = when_clause(w, part->from), to = when_clause_end(w, part->to);
    bool crossed = false;
    const enum about before = event_before(w, part->from, &at, &crossed),
                     next = event_behind(w, part->to, &at);
    if (before == ABOUT_ANOTHER || next == ABOUT_ANOTHER || w->heard->last.about == ABOUT_ANOTHER)
        return false;
    if (when_between(w, from, part->from, IS_PAST, NULL) ||
        when_between(w, from, part->from, IS_OTHERS, NULL))
        return false;
    if (part->left || (to > part->to && says_word(w, part->to, to, "left")))
        return true;
    const bool ends = part->to >= w->words_n || strchr(",.;:!?()", *w->words[part->to].at) ||
                      when_word_is(w, part->to, "to") || when_word_is(w, part->to, "and") ||
                      when_word_is(w, part->to, "for") || when_word_is(w, part->to, "now");
    if (part->lasting)
        return ends && when_between(w, from, part->from, IS_PRACTICE, NULL) &&
               !when_between(w, from, part->from, IS_LIFE, NULL);
    const bool has = part->from > 0 && when_is(w, part->from - 1, IS_HAS_TIME);
    if (when_between(w, from, to, IS_LIFE, NULL) && next != ABOUT_INTERVIEW)
        return false;
    return ends && (has || is_bare(w, from, to));
}

/* Days counted until the interview are as good as its date, to be confirmed where they are weeks. */
static void put_left(struct when *w, const struct when_part *part)
{
    struct found found = {.any = true, .event = part->from, .date = *part};
    const bool until = part->left && part->counted && part->span <= MOST_COUNTED;
    if (!until || (part->span % WEEK == 0 && !nlu_hears(w->heard, HEAR_DATE_INTERVIEW))) {
        put_weeks(w, part->span, part->from, part->to);
        return;
    }
    found.date.day = w->heard->today + part->span;
    found.date.doubt = DATE_UNSURE;
    put_date(w, &found);
}

/* "There's time until Christmas", "I have till 20 December": without a word of what is then. */
static bool lasts_until(const struct when *w, const struct when_part *part)
{
    const size_t from = when_clause(w, part->from), at = lead(w, part);
    const bool until = at > 0 && (when_word_is(w, at - 1, "until") || when_word_is(w, at - 1, "till") ||
                                  when_word_is(w, at - 1, "til"));
    const bool up_to =
        at > 0 && at < part->from && when_word_is(w, at, "to") && when_word_is(w, at - 1, "up");
    if (part->counted && says_word(w, from, part->from, "ready") && !nlu_hears(w->heard, HEAR_DATE_INTERVIEW))
        return true;
    const bool has = when_between(w, from, part->from, IS_HAVE, NULL) ||
                     when_between(w, from, part->from, IS_PRACTICE, NULL);
    return (until || up_to) && has && part->sort == WHEN_DATE && part->day > w->heard->today &&
           !w->heard->wish && !names_event(w) && !nlu_hears(w->heard, HEAR_DATE_INTERVIEW) &&
           w->heard->last.about != ABOUT_ANOTHER;
}

static void find_left(struct when *w)
{
    for (size_t i = 0; i < w->parts_n; i++)
        if (lasts_until(w, &w->parts[i]))
            put_weeks(w, w->parts[i].day - w->heard->today, w->parts[i].from, w->parts[i].to);
    for (size_t i = 0; i < w->parts_n; i++) {
        const struct when_part *part = &w->parts[i];
        if (part->sort == WHEN_LEFT && part->span > 0 && is_left(w, part))
            put_left(w, part);
    }
}

/* ---- none, and no more ---- */

static bool is_cancelled(const struct nlu *heard)
{
    const bool about_it = nlu_hears(heard, HEAR_DATE_INTERVIEW) || heard->last.about == ABOUT_INTERVIEW;
    return nlu_hears(heard, HEAR_DATE_CANCELLED) && (about_it || heard->wish || date_known(heard));
}

static void none_yet(struct when *w)
{
    struct nlu *heard = w->heard;
    size_t n;
    const char *at = nlu_first(heard, heard->folded, HEAR_DATE_NONE_YET, &n);
    const bool cancelled = is_cancelled(heard);
    if (!cancelled && (!at || *json_get_text(heard->facts, "interview_date", "") ||
                       nlu_says(heard, at + n, HEAR_DATE_NONE_ABOUT)))
        return;
    json_put_bool(heard->arena, heard->facts, "no_interview_date", true);
    json_put_text(heard->arena, heard->facts, "interview_date", "");
    if (heard->wish && cancelled)
        json_put_bool(heard->arena, heard->facts, "date_cancelled", true);
}

/* A later interview than the one that is known is no news of that one. */
static bool of_later_round(const struct when *w)
{
    return date_known(w->heard) && when_between(w, 0, w->words_n, IS_LATER_ROUND, NULL) && !was_moved(w);
}

void when_date(struct when *w)
{
    struct nlu *heard = w->heard;
    const bool about_it = nlu_hears(heard, HEAR_DATE_INTERVIEW);
    const int before = heard->last.about;
    struct found found = find(w);
    if (found.any && is_cancelled(heard) && !when_between(w, found.date.to, w->words_n, IS_MOVES, NULL))
        found.any = false;
    else if (!found.any)
        (void)was_shifted(w, &found);
    if (found.any && !of_later_round(w))
        settle(w, &found);
    else if (!found.any)
        none_yet(w);
    if (!found.any && !date_known(heard))
        find_left(w);
    for (size_t i = 0; i < w->parts_n; i++)
        if (is_date(&w->parts[i]) && w->parts[i].day)
            heard->last.day = found.any ? found.date.day : w->parts[i].day;
    if (found.any || about_it)
        heard->last.about = ABOUT_INTERVIEW;
    else if (heard->last.about == before && names_event(w) && !heard->last.practice)
        heard->last.about = ABOUT_ANOTHER;
    else if (heard->last.about == ABOUT_ANOTHER && before == ABOUT_ANOTHER && !goes_on(heard))
        heard->last.about = ABOUT_NOTHING;
    heard->of_interview = heard->last.about == ABOUT_INTERVIEW;
}
