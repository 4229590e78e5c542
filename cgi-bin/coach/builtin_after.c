#include "base/text.h"
#include "coach/builtin_modes.h"
#include <string.h>

enum { MOST_FOCUS = 5, WEAK = 5, STRONG = 8, NOTE_WORDS = 120, SUMMARY_WORDS = 80 };

/* One question of the session, with its tries taken together. */
struct tried {
    const char *question;
    const json *best; /* the attempt with the best score */
    int64_t first, last, tries;
    bool late;
};

static size_t gather(struct arena *a, const json *attempts, struct tried **out)
{
    size_t n = 0;
    *out = arena_array(a, json_len(attempts) + 1, sizeof **out);
    for (size_t i = 0; i < json_len(attempts); i++) {
        const json *t = json_at(attempts, i);
        const char *question = json_get_text(t, "question", "");
        const int64_t score = json_get_int(t, "score", 0);
        size_t k = 0;
        while (k < n && !text_equal((*out)[k].question, question))
            k++;
        struct tried *q = &(*out)[k];
        if (k == n) {
            *q = (struct tried){.question = question, .best = t, .first = score};
            n++;
        }
        q->tries++;
        q->last = score;
        q->late |= json_get_bool(t, "late", false);
        if (score > json_get_int(q->best, "score", 0))
            q->best = t;
    }
    return n;
}

static int64_t best_of(const struct tried *t)
{
    return json_get_int(t->best, "score", 0);
}

static const char *missing_anchor(const struct tried *t)
{
    const json *anchors = json_get(t->best, "anchors");
    for (size_t i = 0; i < json_len(anchors); i++)
        if (!json_get_bool(json_at(anchors, i), "landed", false))
            return json_get_text(json_at(anchors, i), "name", "");
    return NULL;
}

static json *question_attempts(struct arena *a, const struct tried *t, size_t n)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        json *one = json_new_object(a), *best = json_new_array(a);
        const json *anchors = json_get(t[i].best, "anchors");
        for (size_t k = 0; k < json_len(anchors); k++) {
            const json *l = json_at(anchors, k);
            if (!json_get_bool(l, "landed", false))
                continue;
            json *kept = json_new_object(a);
            json_put_text(a, kept, "name", json_get_text(l, "name", ""));
            json_put_text(a, kept, "anchor", json_get_text(l, "anchor", ""));
            json_add(a, best, kept);
        }
        json_put_text(a, one, "question", t[i].question);
        json_put_int(a, one, "attempts", t[i].tries);
        json_put_int(a, one, "best_score", best_of(&t[i]));
        json_put(a, one, "best_anchors", best);
        json_add(a, list, one);
    }
    return list;
}

static const struct tried *extreme(const struct tried *t, size_t n, bool highest)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (!found || (highest ? best_of(&t[i]) > best_of(found) : best_of(&t[i]) < best_of(found)))
            found = &t[i];
    return found;
}

static const char *summary(struct arena *a, const json *in, const struct tried *t, size_t n)
{
    struct buf b = buf_new(a, 8192);
    const struct tried *best = extreme(t, n, true), *worst = extreme(t, n, false);
    if (n == 0) {
        const size_t skipped = json_len(json_get(in, "skipped"));
        return skipped
                   ? "You looked at the questions and took none this time. That is fine: they are still here."
                   : "No answer was given this time. The session still counts as time you made for yourself.";
    }
    buf_printf(&b, "You answered %zu question%s on %s. ", n, n == 1 ? "" : "s",
               json_get_text(in, "topic", "this topic"));
    buf_printf(&b, "Best: “%s” with %lld. ", text_head_words(a, best->question, 14),
               (long long)best_of(best));
    for (size_t i = 0; i < n; i++)
        if (t[i].tries > 1 && t[i].last > t[i].first) {
            buf_printf(&b, "A second try moved one answer from %lld to %lld. ", (long long)t[i].first,
                       (long long)t[i].last);
            break;
        }
    const char *gap = missing_anchor(worst);
    if (worst != best && best_of(worst) < STRONG)
        buf_printf(&b, "Next: “%s”%s%s%s.", text_head_words(a, worst->question, 12), gap ? ", where " : "",
                   gap ? gap : "", gap ? " was not heard yet" : " again");
    else if (gap)
        buf_printf(&b, "Next: let “%s” be heard too.", gap);
    return text_head_words(a, b.data, SUMMARY_WORDS);
}

/* What the user corrected stands beside these notes; they say only what this session showed. */
static const char *notes(struct arena *a, const json *in, const struct tried *t, size_t n)
{
    struct buf b = buf_new(a, 16384);
    int64_t sum = 0;
    size_t late = 0;
    for (size_t i = 0; i < n; i++) {
        sum += best_of(&t[i]);
        late += t[i].late;
    }
    if (n == 0)
        return json_get_text(in, "notes", "");
    buf_printf(&b, "Last session: %zu answered, best marks average %.1f. ", n, (double)sum / (double)n);
    if (late)
        buf_printf(&b, "%zu answer%s ran over time. ", late, late == 1 ? "" : "s");
    for (size_t i = 0; i < n; i++) {
        const char *gap = missing_anchor(&t[i]);
        if (best_of(&t[i]) >= STRONG)
            buf_printf(&b, "Strong: %s (%lld). ", text_head_words(a, t[i].question, 12),
                       (long long)best_of(&t[i]));
        else if (best_of(&t[i]) <= WEAK)
            buf_printf(&b, "To work on: %s (%lld)%s%s. ", text_head_words(a, t[i].question, 12),
                       (long long)best_of(&t[i]), gap ? ", missing " : "", gap ? gap : "");
        else if (gap)
            buf_printf(&b, "Nearly there: %s (%lld), missing %s. ", text_head_words(a, t[i].question, 10),
                       (long long)best_of(&t[i]), gap);
    }
    return text_head_words(a, b.data, NOTE_WORDS);
}

static json *focus(struct arena *a, const struct tried *t, size_t n)
{
    json *list = json_new_array(a);
    for (int64_t score = 1; score <= 7 && json_len(list) < MOST_FOCUS; score++)
        for (size_t i = 0; i < n && json_len(list) < MOST_FOCUS; i++) {
            if (best_of(&t[i]) != score)
                continue;
            const char *gap = missing_anchor(&t[i]);
            json *one = json_new_object(a);
            json_put_text(a, one, "question", t[i].question);
            json_put_text(a, one, "reason",
                          text_head_words(a,
                                          gap ? arena_printf(a, "Best mark %lld; %s was not heard yet.",
                                                             (long long)score, gap)
                                              : arena_printf(a, "Best mark %lld.", (long long)score),
                                          25));
            json_add(a, list, one);
        }
    return list;
}

json *builtin_after(const struct library *l, struct arena *a, const json *in)
{
    struct tried *t;
    (void)l;
    const size_t n = gather(a, json_get(in, "attempts"), &t);
    json *answer = json_new_object(a);
    json_put(a, answer, "question_attempts", question_attempts(a, t, n));
    json_put_text(a, answer, "summary", summary(a, in, t, n));
    json_put_text(a, answer, "notes", notes(a, in, t, n));
    json_put(a, answer, "focus", focus(a, t, n));
    return answer;
}
