#ifndef LIBRARY_JOB_TITLES_H
#define LIBRARY_JOB_TITLES_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

/* prompts/library/titles/titles.json: what is known of job titles beside those of the families. */

enum { JOB_TITLES_ASKED = 4 }; /* families that one bare title may be of */

/* A job without a plan, and the family whose plan is nearest. */
struct job_title {
    const char *title, *family;
};

/* A title that says too little by itself, and the families it may be of. */
struct job_asked {
    const char *title;
    const char *families[JOB_TITLES_ASKED];
    size_t n;
};

struct job_titles {
    const struct job_title *nearest;
    size_t nearest_n;
    const struct job_asked *asked;
    size_t asked_n;
    const char **aside; /* words that are no part of a title: "senior", "gmbh" */
    size_t aside_n;
    const char **spelled; /* pairs: a spelling, and the one for it */
    size_t spelled_n;     /* of pairs */
};

/* Reads the file of that path. ERR_CONFIG with *why where it is otherwise than this. */
MUST_USE enum err job_titles_read(struct arena *a, const char *path, struct job_titles *out,
                                  const char **why);
/* A text folded, each word in one spelling whatever English it is in, signs that join words as blanks. */
const char *job_titles_spell(const struct job_titles *titles, struct arena *a, const char *text);
/* Is a word no part of a title: one of seniority, of terms, of a place, an employer, or a number? */
bool job_titles_aside(const struct job_titles *titles, const char *word);
/* What a bare title may be; NULL: it is no such title. */
const struct job_asked *job_titles_asked(const struct job_titles *titles, const char *title);

#endif
