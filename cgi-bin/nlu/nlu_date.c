#include "base/num.h"
#include "base/text.h"
#include "nlu/nlu_event.h"
#include <string.h>

/* The interview's date: of the dates of a sentence those that its words bind to the interview, and not to a
 * birthday, a course, somebody else or what is over. What isn't plain is asked about, never moved. */

enum { FARTHEST = 730, WEEK = 7, MOST_WEEKS = 104, MOST_COUNTED = 28 };

/* ---- the one that counts ---- */

static bool was_moved(const struct when *when)
{
    return nlu_when_between(when, 0, when->words_n, IS_CHANGES, NULL);
}

/* "moved from Tuesday to Thursday": not the days between. */
static bool is_moved_days(const struct when *when, const struct when_part *part)
{
    return part->sort == WHEN_DAYS && part->other && nlu_when_word_is(when, part->from, "from") &&
           was_moved(when) &&
           (nlu_when_date_known(when->heard) || nlu_hears(when->heard, HEAR_DATE_INTERVIEW));
}

static void consider(const struct when *when, const struct when_part *part, size_t event, struct found *found)
{
    struct when_part date = *part;
    if (date.other && was_moved(when) && nlu_when_word_is(when, part->from, "from")) {
        date.day = date.other;
        date.doubt = DATE_SURE;
    } else if (nlu_when_led_by(when, part, IS_LOOSE) && !nlu_when_only_likely(when, part) &&
               date.doubt != DATE_NEAR) {
        date.doubt = DATE_VAGUE;
    }
    if (!found->any) {
        *found = (struct found){.date = date,
                                .event = event,
                                .any = true,
                                .unsure = nlu_when_only_likely(when, part),
                                .before = found->before};
        return;
    }
    if (found->date.day == date.day && date.doubt == found->date.doubt)
        return;
    const size_t from = found->date.to, to = part->from;
    const bool corrected = was_moved(when) || nlu_when_between(when, from, to, IS_CORRECT, NULL);
    const bool either = nlu_when_word_is(when, from, "or");
    const bool plainer = date.doubt == DATE_SURE && found->date.doubt != DATE_SURE &&
                         found->date.doubt != DATE_NO_SUCH; /* "next month, on the 14th" */
    if (corrected || (plainer && !either))
        found->date = date;
    else if (either)
        found->date.doubt = DATE_TWO_WAYS;
    else if (date.doubt == DATE_SURE)
        found->unsure = true;
}

static struct found find(struct when *when)
{
    struct found found = {.any = false};
    for (size_t i = 0; i < when->parts_n; i++) {
        size_t event = when->parts[i].from;
        if (!nlu_when_is_date(&when->parts[i]) && !is_moved_days(when, &when->parts[i]))
            continue;
        const enum about is = nlu_when_about(when, &when->parts[i], &event);
        if (is == ABOUT_ANOTHER)
            when->heard->last.about = ABOUT_ANOTHER;
        const bool replaced = is == ABOUT_INTERVIEW && nlu_when_is_replaced(when, i);
        if (replaced)
            found.before = when->parts[i].day;
        if (is != ABOUT_INTERVIEW || replaced || nlu_when_speaks_against(when, &when->parts[i], event))
            continue;
        consider(when, &when->parts[i], event, &found);
    }
    return found;
}

/* ---- the fact ---- */

static void settle(const struct when *when, const struct found *found)
{
    struct nlu *heard = when->heard;
    static const enum sentence questions[] = {[DATE_TWO_WAYS] = SAY_CHAT_WHICH_MONTH,
                                              [DATE_NO_SUCH] = SAY_CHAT_NO_SUCH_DAY,
                                              [DATE_VAGUE] = SAY_CHAT_WHICH_DAY};
    const enum when_doubt doubt = found->date.doubt;
    if (doubt == DATE_NEAR || (doubt == DATE_UNSURE && found->date.span > MOST_COUNTED)) {
        nlu_when_put_weeks(when, found->date.span, found->date.from, found->date.to);
        nlu_when_ask_date(heard, SAY_CHAT_WHICH_DAY);
    } else if (doubt != DATE_SURE && doubt != DATE_UNSURE)
        nlu_when_ask_date(heard, questions[doubt]);
    else if (found->date.day < heard->today || found->date.day > heard->today + FARTHEST)
        nlu_when_ask_date(heard, SAY_CHAT_PAST_DAY);
    else
        nlu_when_put_date(when, found);
}

/* "They put it back a week": the day it is on then. */
static bool was_shifted(const struct when *when, struct found *found)
{
    clock_day known;
    size_t moves;
    if (found->before)
        known = found->before;
    else if (clock_parse_date(nlu_fact(when->heard, "interview_date"), &known) != OK)
        return false;
    if (!nlu_when_between(when, 0, when->words_n, IS_MOVES, &moves))
        return false;
    for (size_t i = 0; i < when->parts_n; i++) {
        const struct when_part *part = &when->parts[i];
        if (part->sort != WHEN_LEFT || part->span <= 0)
            continue;
        const bool earlier = nlu_when_between(when, 0, when->words_n, IS_EARLIER, NULL);
        *found = (struct found){.any = true, .event = moves, .date = *part};
        found->date.doubt = DATE_SURE;
        found->date.day = earlier ? known - part->span : known + part->span;
        return true;
    }
    return false;
}

/* ---- none, and no more ---- */

static bool is_cancelled(const struct nlu *heard)
{
    const bool about_it = nlu_hears(heard, HEAR_DATE_INTERVIEW) || heard->last.about == ABOUT_INTERVIEW;
    return nlu_hears(heard, HEAR_DATE_CANCELLED) && (about_it || heard->wish || nlu_when_date_known(heard));
}

static void none_yet(struct when *when)
{
    struct nlu *heard = when->heard;
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
static bool of_later_round(const struct when *when)
{
    return nlu_when_date_known(when->heard) &&
           nlu_when_between(when, 0, when->words_n, IS_LATER_ROUND, NULL) && !was_moved(when);
}

void nlu_when_date(struct when *when)
{
    struct nlu *heard = when->heard;
    const bool about_it = nlu_hears(heard, HEAR_DATE_INTERVIEW);
    const int before = heard->last.about;
    struct found found = find(when);
    if (found.any && is_cancelled(heard) &&
        !nlu_when_between(when, found.date.to, when->words_n, IS_MOVES, NULL))
        found.any = false;
    else if (!found.any)
        (void)was_shifted(when, &found);
    if (found.any && !of_later_round(when))
        settle(when, &found);
    else if (!found.any)
        none_yet(when);
    if (!found.any && !nlu_when_date_known(heard))
        nlu_when_find_left(when);
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_DATE)
            heard->last.month = when->parts[i].month;
    for (size_t i = 0; i < when->parts_n; i++)
        if (nlu_when_is_date(&when->parts[i]) && when->parts[i].day)
            heard->last.day = found.any ? found.date.day : when->parts[i].day;
    if (found.any || about_it)
        heard->last.about = ABOUT_INTERVIEW;
    else if (heard->last.about == before && nlu_when_names_event(when) && !heard->last.practice)
        heard->last.about = ABOUT_ANOTHER;
    else if (heard->last.about == ABOUT_ANOTHER && before == ABOUT_ANOTHER && !nlu_when_goes_on(heard))
        heard->last.about = ABOUT_NOTHING;
    heard->of_interview = heard->last.about == ABOUT_INTERVIEW;
}
