#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_notes.h"
#include "builtin/builtin_summary.h"

/* What is written after a session: from its attempts and nothing else. */

enum { MOST_FOCUS = 5 };

static json *landed_anchors(const struct looking_back *back, const struct tried *tried)
{
    json *list = json_new_array(back->arena);
    const json *anchors = json_get(tried->best, "anchors");
    for (size_t i = 0; i < json_len(anchors); i++) {
        const json *anchor = json_at(anchors, i);
        if (!json_get_bool(anchor, "landed", false))
            continue;
        json *kept = json_new_object(back->arena);
        json_put_text(back->arena, kept, "name", json_get_text(anchor, "name", ""));
        json_put_text(back->arena, kept, "anchor", json_get_text(anchor, "anchor", ""));
        json_add(back->arena, list, kept);
    }
    return list;
}

static json *question_attempts(const struct looking_back *back)
{
    struct arena *a = back->arena;
    json *list = json_new_array(a);
    for (size_t i = 0; i < back->n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "question", back->tried[i].question);
        json_put_int(a, one, "attempts", back->tried[i].tries);
        json_put_int(a, one, "best_score", builtin_tried_best(&back->tried[i]));
        json_put(a, one, "best_anchors", landed_anchors(back, &back->tried[i]));
        json_add(a, list, one);
    }
    return list;
}

/* Weak ones only: when the others come back is for the memory model to say. */
static json *focus(const struct looking_back *back)
{
    struct arena *a = back->arena;
    json *list = json_new_array(a);
    for (int64_t mark = 1; mark <= TRIED_WEAK; mark++)
        for (size_t i = 0; i < back->n && json_len(list) < MOST_FOCUS; i++) {
            if (builtin_tried_best(&back->tried[i]) != mark)
                continue;
            json *one = json_new_object(a);
            json_put_text(a, one, "question", back->tried[i].question);
            json_put_text(a, one, "reason", builtin_notes_focus(back, &back->tried[i]));
            json_add(a, list, one);
        }
    return list;
}

json *builtin_reconcile(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct looking_back s = builtin_tried_gather(coach->library, a, in);
    json *answer = json_new_object(a);
    json_put(a, answer, "question_attempts", question_attempts(&s));
    json_put_text(a, answer, "summary", builtin_summary(&s));
    json_put_text(a, answer, "notes", builtin_notes(&s));
    json_put(a, answer, "focus", focus(&s));
    return answer;
}
