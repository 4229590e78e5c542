#include "library/prescription.h"
#include <stdlib.h>
#include <string.h>

/* Whatever the text: it is refused with a reason that says where, or it is a shape within the grammar's
 * limits, which written down is read again as the same. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void within_limits(const struct prescription *p)
{
    int questions = 0, seconds = 0;
    must(p->blocks_n >= 1 && p->blocks_n <= PRESCRIPTION_BLOCKS);
    for (int i = 0; i < p->blocks_n; i++) {
        const struct prescription_block *b = &p->blocks[i];
        must(b->count >= 1 && b->count <= 20 && b->seconds >= 30 && b->seconds <= 3600);
        must(b->pause >= 0 && b->pause <= 600 && b->level >= EASY && b->level <= MIXED);
        must(prescription_of(p, questions) == b);
        questions += b->count;
        seconds += b->count * b->seconds + (b->count - 1) * b->pause;
        must(prescription_of(p, questions - 1) == b);
    }
    must(prescription_questions(p) == questions && prescription_seconds(p) == seconds);
    must(prescription_of(p, questions) == NULL);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(16 << 20, false);
    const char *text = arena_text(a, (const char *)data, n), *why = NULL;
    struct prescription p, again;
    if (prescription_parse(a, text, &p, &why) == OK) {
        const char *written = prescription_text(a, &p);
        within_limits(&p);
        must(prescription_parse(a, written, &again, &why) == OK);
        must(strcmp(written, prescription_text(a, &again)) == 0 && again.blocks_n == p.blocks_n);
        for (int i = 0; i < p.blocks_n; i++)
            must(again.blocks[i].seconds == p.blocks[i].seconds &&
                 again.blocks[i].pause == p.blocks[i].pause);
    } else {
        must(why && *why);
    }
    arena_free(a);
    return 0;
}
