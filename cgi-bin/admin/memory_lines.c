#include "admin/memory_lines.h"
#include "base/json_lines.h"
#include "coach/memory.h"
#include "store/facts.h"

enum { MOST_DAY = 1000000 };

static enum err review(struct arena *a, const json *one, struct memory *memory, json *told)
{
    const int64_t day = json_get_int(one, "day", -1), rating = json_get_int(one, "rating", 0);
    if (day < 0 || day > MOST_DAY || rating < MEMORY_AGAIN || rating > MEMORY_EASY)
        return ERR_INPUT;
    if (memory->state != MEMORY_NEW && day < memory->last_day)
        return ERR_INPUT;
    *memory = memory_review(*memory, (enum memory_rating)rating, (clock_day)day, FACTS_NO_DATE);
    json *after = json_new_object(a);
    json_put_int(a, after, "day", day);
    json_put_int(a, after, "rating", rating);
    json_put_real(a, after, "stability", memory->stability);
    json_put_real(a, after, "difficulty", memory->difficulty);
    json_put_int(a, after, "interval", memory->due_day - memory->last_day);
    json_add(a, told, after);
    return OK;
}

static enum err tell(struct arena *a, const json *line, void *ctx, json **out)
{
    const json *reviews = json_get(line, "reviews");
    json *told = json_new_array(a), *answer = json_new_object(a);
    struct memory m = {.state = MEMORY_NEW};
    (void)ctx;
    if (json_kind_of(reviews) != JSON_ARRAY)
        return ERR_INPUT;
    for (size_t i = 0; i < json_len(reviews); i++) {
        const enum err e = review(a, json_at(reviews, i), &m, told);
        if (e != OK)
            return e;
    }
    if (json_get(line, "id"))
        json_put(a, answer, "id", json_copy(a, json_get(line, "id")));
    json_put(a, answer, "reviews", told);
    *out = answer;
    return OK;
}

enum err memory_lines(FILE *in, FILE *out, size_t *line)
{
    return json_lines(in, out, tell, NULL, line);
}
