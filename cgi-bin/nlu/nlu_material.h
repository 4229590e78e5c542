#ifndef NLU_NLU_MATERIAL_H
#define NLU_NLU_MATERIAL_H

#include "library/library.h"

/* What of a text is somebody's own words, and what they pasted. */
enum nlu_material_kind { MATERIAL_NONE, MATERIAL_ADVERT, MATERIAL_CV, MATERIAL_QUESTIONS };

struct nlu_material {
    enum nlu_material_kind kind;
    const char *own;    /* their own words; "" if all is pasted */
    const char *pasted; /* the rest; "" if nothing is */
};

/* Parts a plain text (nlu_plain): the lines in which an advert, a CV or a list of questions speaks from those
 * in which the person does. A text that isn't plainly such is theirs. */
struct nlu_material nlu_material_of(const struct library *library, struct arena *a, const char *plain);

/* The job that an advert (plain) is about, by its label, its heading or whom it looks for; "" where it isn't
 * plain. */
const char *nlu_material_role(const struct library *library, struct arena *a, const char *plain);

#endif
