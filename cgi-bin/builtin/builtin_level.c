#include "builtin/builtin_level.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_role.h"
#include "builtin/builtin_words.h"

enum { RISE_AFTER = 2 };
static const double rises_from = 6.5, falls_below = 4;

/* The mean of the last marks at a level, and of how many questions. */
static double mean_at(const json *asked, enum difficulty difficulty, int *n)
{
    double sum = 0;
    *n = 0;
    for (size_t i = 0; i < json_len(asked); i++) {
        const json *q = json_at(asked, i);
        const int64_t last = json_get_int(q, "last_score", 0);
        if (last == 0 || !text_equal(json_get_text(q, "difficulty", ""), difficulty_name(difficulty)))
            continue;
        sum += (double)last;
        ++*n;
    }
    return num_share(sum, *n);
}

enum difficulty builtin_level_suited(const struct library *library, struct arena *a, const json *in)
{
    const json *asked = json_get(in, "asked");
    const int64_t days_left = json_get_int(in, "days_left", -1);
    int n[3];
    const double easy = mean_at(asked, EASY, &n[EASY]), medium = mean_at(asked, MEDIUM, &n[MEDIUM]),
                 hard = mean_at(asked, HARD, &n[HARD]);
    const bool weak =
        builtin_shared_stems(library_phrases(library), a, json_get_text(json_get(in, "topic"), "name", ""),
                             json_get_text(in, "weak", "")) > 0;
    const bool ahead = !weak && (builtin_seniority(library, a, json_get_text(in, "role", "")) > 0 ||
                                 (days_left >= 0 && days_left <= 7));
    bool past_easy = ahead;
    if (n[EASY] >= RISE_AFTER)
        past_easy = easy >= rises_from;
    enum difficulty level = EASY;
    if (past_easy)
        level = MEDIUM;
    if (n[MEDIUM] >= RISE_AFTER && medium >= rises_from)
        level = HARD;
    else if (n[MEDIUM] >= RISE_AFTER && medium < falls_below)
        level = EASY;
    if (level == HARD && n[HARD] >= RISE_AFTER && hard < falls_below)
        level = MEDIUM;
    return level;
}

bool builtin_level_stretches(const json *asked, enum difficulty level)
{
    int answered;
    const double mean = mean_at(asked, level, &answered);
    if (level == EASY)
        return answered == 0 || mean >= falls_below;
    return level == MEDIUM && answered > 0 && mean >= rises_from;
}
