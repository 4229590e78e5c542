#ifndef STORE_REDO_H
#define STORE_REDO_H

/* Why a question is asked again; REDO_NONE for a new one. */
enum redo_reason { REDO_NONE, REDO_WEAK_ANSWER, REDO_INCOMPLETE, REDO_TIME_PRESSURE, REDO_HIGH_VALUE };

/* "weak_answer" ...; "" for none. */
extern const char *const redo_names[];
const char *redo_name(enum redo_reason reason);
/* REDO_NONE for any other name. */
enum redo_reason redo_parse(const char *name);

#endif
