#include "coach/schedule_shape.h"
#include "library/prescription.h"
#include <string.h>

/* The usual shape, its last block made as long as the sitting has room for; does it fit? */
static bool stretch(struct prescription *prescription, int seconds)
{
    struct prescription_block *last = &prescription->blocks[prescription->blocks_n - 1];
    const int whole = prescription_seconds(prescription), each = last->seconds + last->pause;
    int more = (seconds - whole) / each;
    if (seconds < whole) /* rounded away from zero: it must fit */
        more = -((whole - seconds + each - 1) / each);
    last->count += more;
    if (last->count > 20)
        last->count = 20;
    return last->count >= 1 && prescription_seconds(prescription) <= seconds + 60;
}

static struct prescription fit(struct arena *a, const char *usual, int minutes)
{
    struct prescription p;
    const char *why;
    enum difficulty level = MIXED;
    int each = 4 * 60;
    if (usual && prescription_parse(a, usual, &p, &why) == OK) {
        level = p.blocks[p.blocks_n - 1].level;
        each = p.blocks[0].seconds;
        const int whole = prescription_seconds(&p);
        if ((whole <= minutes * 60 + 60 && whole >= minutes * 60 - 180) || stretch(&p, minutes * 60))
            return p;
    }
    return prescription_make(minutes * 60, each, level);
}

/* One question of the i-th block, before or behind it, gets a level of its own. */
static void split(struct prescription *prescription, int i, enum difficulty level, bool before)
{
    if (prescription->blocks[i].level != MIXED || prescription->blocks[i].count < 2 ||
        prescription->blocks_n == PRESCRIPTION_BLOCKS)
        return;
    memmove(&prescription->blocks[i + 1], &prescription->blocks[i],
            (size_t)(prescription->blocks_n - i) * sizeof *prescription->blocks);
    prescription->blocks_n++;
    prescription->blocks[i + before].count--;
    struct prescription_block *one = &prescription->blocks[i + !before];
    one->count = 1;
    one->pause = 0;
    one->level = level;
}

const char *schedule_shape(struct arena *a, const char *usual, int minutes, enum schedule_stage stage)
{
    struct prescription p = fit(a, usual, minutes);
    if (stage == STAGE_FIRST)
        split(&p, 0, EASY, true);
    if (stage == STAGE_LAST)
        split(&p, p.blocks_n - 1, HARD, false);
    return prescription_text(a, &p);
}
