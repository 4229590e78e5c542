#ifndef BUILTIN_BUILTIN_PLANNING_H
#define BUILTIN_BUILTIN_PLANNING_H

#include "base/json.h"
#include "library/library.h"

struct builtin;

/* A topic that may go into the plan, and why. */
struct builtin_candidate {
    const struct library_topic *topic;
    const char *name, *description; /* the topic's own, or made of the user's words */
    double pull;                    /* how much it matters here */
    const char *area;               /* the weak area of theirs that it answers, in their words; NULL: none */
    bool behavioural;
};

/* A weak area they named, in their words, and the topic that answers it. */
struct builtin_area {
    const char *words, *topic;
};

/* One that is asked back about: did they mean that topic; NULL: is it something interviewers ask about? */
struct builtin_doubt {
    const char *words;
    const struct library_topic *topic;
};

enum { BUILTIN_AREAS = 10, BUILTIN_CRAFTS = 2 };

/* A plan in the making. */
struct builtin_planning {
    const struct library *library;
    struct arena *arena;
    const json *in, *facts;
    const char *role;
    const struct library_family *family;                /* NULL: none fits */
    bool nearest;                                       /* the family hasn't the role, but is the nearest */
    const struct library_family *rivals[LIBRARY_ASKED]; /* the others that the role may be of */
    size_t rivals_n;
    int minutes, weeks, capacity, seniority;
    bool minutes_told, dated, mock;
    bool minutes_now;                   /* other minutes than they said once: it was changed since */
    const char *material;               /* the advert, or what else they brought; "": nothing */
    const char *crafts[BUILTIN_CRAFTS]; /* what their work is about, in words of theirs or the advert's */
    size_t crafts_n;
    struct builtin_area areas[BUILTIN_AREAS];
    size_t areas_n;
    struct builtin_doubt doubts[BUILTIN_AREAS];
    size_t doubts_n;
    const char *nerves; /* a state of nerves that they named, NULL: none */
    const char *rested; /* the strong area that rests, NULL: none */
    const char *early;  /* the topic that comes first for an early win; NULL: none */
    struct builtin_candidate list[48];
    size_t n;    /* of the list */
    size_t kept; /* the first ones, in order */
};

/* A plan's beginning: what the input says of the person, and the topics that may go into it, in order. */
struct builtin_planning *builtin_plan_begin(const struct builtin *coach, struct arena *a, const json *in);

#endif
