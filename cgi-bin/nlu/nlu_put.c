#include "base/num.h"
#include "base/text.h"
#include "nlu/nlu_event.h"

/* Facts put down, each with the words it was heard in; and taken as sure or not. */

enum { WEEK = 7, MOST_WEEKS = 104, MOST_SOURCE = 40, MOST_LETTERS = 400 };

void nlu_when_source(const struct when *when, const char *fact, size_t from, size_t to)
{
    to = num_min(to, from + MOST_SOURCE);
    nlu_source(when->heard, fact, text_head(when->heard->arena, nlu_when_said(when, from, to), MOST_LETTERS));
}

static json *without(struct arena *a, const json *list, const char *fact)
{
    json *rest = json_new_array(a);
    for (size_t i = 0; i < json_len(list); i++)
        if (!text_equal(json_text(json_at(list, i), ""), fact))
            json_add_text(a, rest, json_text(json_at(list, i), ""));
    return rest;
}

static json *unsure_of(const struct nlu *heard)
{
    json *unsure = json_get(heard->facts, "unsure");
    return unsure ? unsure : json_get(heard->known, "unsure");
}

void nlu_when_sure(struct nlu *heard, const char *fact)
{
    const json *unsure = unsure_of(heard);
    json *rest = without(heard->arena, unsure, fact);
    if (json_len(rest) < json_len(unsure))
        json_put(heard->arena, heard->facts, "unsure", rest);
    nlu_settled(heard, fact);
}

void nlu_when_unsure(struct nlu *heard, const char *fact)
{
    json *list = without(heard->arena, unsure_of(heard), fact);
    json_add_text(heard->arena, list, fact);
    json_put(heard->arena, heard->facts, "unsure", list);
    nlu_settled(heard, fact);
}

void nlu_when_put_date(const struct when *when, const struct found *found)
{
    struct nlu *heard = when->heard;
    const bool unsure = found->unsure || found->date.doubt == DATE_UNSURE;
    json_put_text(heard->arena, heard->facts, "interview_date",
                  clock_date_text(heard->arena, found->date.day));
    json_put_bool(heard->arena, heard->facts, "no_interview_date", false);
    size_t from = num_min(found->event, found->date.from), to = num_max(found->event + 1, found->date.to);
    if (from < nlu_when_clause(when, found->date.from) || to > nlu_when_clause_end(when, found->date.to)) {
        from = found->date.from;
        to = found->date.to;
    }
    nlu_when_source(when, "interview_date", from, to);
    if (unsure)
        nlu_when_unsure(heard, "interview_date");
    else
        nlu_when_sure(heard, "interview_date");
}

void nlu_when_ask_date(struct nlu *heard, enum sentence question)
{
    nlu_ask(heard, "interview_date");
    if (!heard->doubt)
        heard->doubt = sentences_text(library_sentences(heard->library), question);
}

void nlu_when_put_weeks(const struct when *when, int days, size_t from, size_t to)
{
    struct nlu *heard = when->heard;
    const int weeks = (days + WEEK / 2) / WEEK;
    if (weeks > MOST_WEEKS) {
        nlu_when_ask_date(heard, SAY_CHAT_WHICH_DAY);
        return;
    }
    json_put_int(heard->arena, heard->facts, "weeks", weeks > 0 ? weeks : 1);
    nlu_when_source(when, "weeks", from, to);
}
