#ifndef STORE_SAVED_FORM_H
#define STORE_SAVED_FORM_H

#include "store/row.h"

/* What a person sent after their login had run out, kept sealed under their own key until they are back. */
struct saved_form {
    struct id id;
    const char *path; /* the route it was meant for */
    const char *form; /* the fields, form-encoded; sealed, column 3 */
    clock_time at;
};

/* Keeps one, under its form's id: the same form again changes nothing. */
MUST_USE enum err saved_form_add(struct work *w, struct id id, const char *path, const char *form);
void saved_form_want_all(struct work *w, struct saved_form **out, size_t *n); /* newest first */
/* ERR_NOT_FOUND when there is none of theirs. */
MUST_USE enum err saved_form_drop(struct work *w, struct id id);

/* The row itself, for the download. */
const struct row_kind *saved_form_row(void);

#endif
