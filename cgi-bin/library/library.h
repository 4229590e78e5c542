#ifndef LIBRARY_LIBRARY_H
#define LIBRARY_LIBRARY_H

#include "base/arena.h"
#include "base/err.h"
#include "library/phrases.h"
#include "library/sentences.h"
#include "store/question.h"

/* The curated plans and questions of prompts/library/, one file a role family; read once per process. */
struct library_topic {
    const char *key; /* "software/system-design" */
    const char *name, *description, *outcome;
    int weight;
    bool transfers; /* fits the jobs too that the family is only the nearest to: it is not of the craft */
    int seniority; /* 1: what senior posts are asked about above all, -1: what first jobs are, 0: all alike */
    const char *session; /* prescription */
    const char **weak_words;
    size_t weak_words_n;
    struct question *questions; /* id and topic nil; key, text, kind, difficulty, seconds, anchors, good,
                                   follow_up, mistakes filled */
    size_t questions_n;
    unsigned craft; /* a bit for each question that is of the craft, though the topic transfers */
};

struct library_family {
    const char *key, *name, *overview;
    const char **titles;
    size_t titles_n;
    const char **words;
    size_t words_n;
    struct library_topic *topics; /* in the plan's order */
    size_t topics_n;
    struct library_topic *own; /* questions on whatever the user names, {words} in their texts; NULL: none */
};

struct library;

/* ERR_CONFIG with *why naming file and place for anything that breaks a limit (words, anchors 3..6,
 * difficulties, duplicate keys). */
MUST_USE enum err library_read(struct arena *a, const char *folder, struct library **out, const char **why);
size_t library_count(const struct library *library);
const struct library_family *library_family(const struct library *library, size_t i);
const struct library_family *library_find(const struct library *library, const char *key); /* "software" */
const struct library_family *library_family_of(const struct library *library,
                                               const char *key); /* a topic's */
/* "software/system-design". */
const struct library_topic *library_topic(const struct library *library, const char *key);
/* "software/system-design/url-shortener". */
const struct question *library_question(const struct library *library, const char *key);
/* The usual mistake in answers to a question of the library, those on the user's own words too; "" for any
 * other key. */
const char *library_mistakes(const struct library *library, const char *key);
/* What the built-in coach listens for, and what the coach says. */
const struct phrases *library_phrases(const struct library *library);
const struct sentences *library_sentences(const struct library *library);
/* What a score of 1..10 means, in a sentence; "" for any other. */
const char *library_level(const struct library *library, int score);

/* A plan's mock interview is a topic that no file has: its key is the family's and this. */
#define LIBRARY_MOCK "/mock"
bool library_is_mock(const char *key); /* NULL is none */
/* The family whose mock interview a topic is; NULL: it is none. */
const struct library_family *library_mock_family(const struct library *library, const char *key);
/* The key of topics that are made of the user's own words. */
#define LIBRARY_OWN_WORDS "general/own-words"

enum { LIBRARY_ASKED = 4 }; /* families that are asked about at most */

/* Where a job title, in a person's own words, leads. */
struct library_title {
    const struct library_family *family; /* NULL: none is near, or it is asked */
    bool nearest;                        /* the library hasn't the title; this family's plan is the nearest */
    bool asks;                           /* it is several jobs: the person is asked which of those below */
    bool by_words;                       /* no title stands in it; its other words speak for the family */
    const struct library_family *asked[LIBRARY_ASKED];
    size_t asked_n;
};
struct library_title library_title_of(const struct library *library, struct arena *a, const char *title);
/* Does a title of the library end with this word, or with its singular ("drivers")? */
bool library_title_ends(const struct library *library, struct arena *a, const char *word);
/* The family nearest to a role in a person's own words (and, if the role alone says too little, their story):
 * of several that are asked about the one that the story speaks for, else the first. NULL when nothing fits.
 */
const struct library_family *library_nearest(const struct library *library, struct arena *a, const char *role,
                                             const char *story);

#endif
