#include "base/num.h"
#include "coach/practice.h"

static const struct question *question_of(const struct question *all, size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(all[i].id, id))
            return &all[i];
    return NULL;
}

static void count_attempts(struct practice_best *best, const struct attempt *attempts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!id_equal(attempts[i].question, best->question))
            continue;
        best->attempts++;
        best->pending += attempts[i].state != MARK_DONE;
        const struct mark *m = attempts[i].mark;
        if (!attempt_counts(&attempts[i]) || m->score <= best->best_score)
            continue;
        best->best_score = m->score;
        best->best_anchors = m->anchors;
        best->best_anchors_n = m->anchors_n;
    }
}

void practice_count(struct arena *a, const struct session *session, const struct session_question *picks,
                    size_t picks_n, const struct question *questions, size_t questions_n,
                    const struct attempt *attempts, size_t attempts_n, struct practice_tally *out)
{
    *out = (struct practice_tally){.offered = (int)picks_n, .attempts = (int)attempts_n};
    const clock_time end = session->ended && session->how == SESSION_BY_HAND ? session->ended : session->last;
    out->seconds = num_clamp(end - session->started, 0, INT64_MAX);
    out->questions = arena_array(a, picks_n, sizeof *out->questions);
    for (size_t i = 0; i < attempts_n; i++) {
        out->late += attempts[i].late;
        out->pending += attempts[i].state != MARK_DONE;
        out->not_marked += attempt_not_marked(&attempts[i]);
    }
    for (size_t i = 0; i < picks_n; i++) {
        out->skipped += picks[i].state == SESSION_QUESTION_SKIPPED;
        const struct question *q = question_of(questions, questions_n, picks[i].question);
        struct practice_best b = {.question = picks[i].question, .text = q ? q->text : ""};
        count_attempts(&b, attempts, attempts_n);
        if (b.attempts == 0)
            continue;
        out->answered++;
        if (b.best_score > out->best_score)
            out->best_score = b.best_score;
        out->questions[out->questions_n++] = b;
    }
}
