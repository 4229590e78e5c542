#ifndef BUILTIN_BUILTIN_EDIT_H
#define BUILTIN_BUILTIN_EDIT_H

#include "base/json.h"
#include "library/library.h"

/* A plan being changed by the built-in coach, each difference with its reason. */
struct builtin_edit {
    struct arena *arena;
    const struct library *library;
    json *plan, *topics, *reasons;
    const char *sentence; /* what they asked for, being looked at */
    const char *subject;  /* the topic that it speaks of; "": none */
};

/* Puts a reason down for what becomes of a topic ("minutes", "added"...), pointing at what they asked for. */
void builtin_edit_reason(struct builtin_edit *edit, const char *topic, const char *what);
int builtin_edit_minutes(const json *topic);
void builtin_edit_set(struct builtin_edit *edit, json *topic, int minutes);
int builtin_edit_total(const struct builtin_edit *edit);
/* All topics so that they add up to `wanted`; false: there are more topics than minutes. */
bool builtin_edit_scale(struct builtin_edit *edit, int wanted);
/* Moves minutes to (or from) a topic; the others give (or take) in turn, so that the day stays as long. */
void builtin_edit_move(struct builtin_edit *edit, json *topic, bool more);
/* Drops one; the others share what it had. */
void builtin_edit_drop(struct builtin_edit *edit, size_t at);
void builtin_edit_to_front(struct builtin_edit *edit, size_t at);
/* A topic of the library, or (t NULL) one of their own words; false: it is there already, or the plan is
 * full. minutes 0: a fair share. */
bool builtin_edit_add(struct builtin_edit *edit, const struct library_topic *topic, const char *words,
                      int minutes);
/* Easier (or harder) questions; false: they are as easy (or hard) as they get. */
bool builtin_edit_ease(struct builtin_edit *edit, json *topic, bool easier);

#endif
