#ifndef LLM_MASK_FIND_H
#define LLM_MASK_FIND_H

#include <stdbool.h>
#include <stddef.h>

/* What in a text is an address or a number that only its owner should give away. Made to find what people
 * really type, and to leave dates, times, amounts and network addresses alone; where it can't be sure it
 * masks, since what is masked is put back. */
enum mask_kind {
    MASK_EMAIL,
    MASK_PHONE, /* +49 171 1234567, (555) 123-4567, 030/1234567; any digits behind "phone", "tel", "mobile" */
    MASK_NUMBER, /* 13 to 19 digits whose last one is right by Luhn's rule (ISO/IEC 7812-1) */
};

struct mask_span {
    enum mask_kind kind;
    size_t at, n; /* bytes */
};

/* The first such span at or after `from`; false if there is none. */
bool mask_find_next(const char *text, size_t from, struct mask_span *out);

#endif
