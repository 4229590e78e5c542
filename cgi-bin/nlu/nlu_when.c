#include "nlu/nlu_when.h"

/* What a sentence says of time, days and dates. */

void nlu_when(struct nlu *heard)
{
    struct when when = nlu_when_read(heard);
    nlu_when_parse(&when);
    nlu_when_judge(&when);
    if (heard->wish)
        nlu_when_wish(&when);
    nlu_when_week(&when);
    nlu_when_date(&when);
}
