#include "coach/recount.h"
#include "coach/memory.h"
#include "store/facts.h"
#include "store/memory_log.h"
#include "store/session.h"
#include "store/topic.h"
#include "store/user.h"
#include <math.h>

/* All that rests on it. */
struct resting {
    struct user *account;
    struct facts *facts;
    struct session *session;
    struct question *question;
    struct attempt *tries; /* all at the question, oldest first */
    size_t tries_n;
    struct memory_log *log; /* the question's */
    size_t log_n;
    struct topic *topic;
};

int recount_weight(const struct attempt *attempt)
{
    if (!attempt_counts(attempt))
        return 0;
    return attempt->given->score + (attempt->mark->score - attempt->given->score) / 2;
}

static enum err read_resting(struct work *w, const struct attempt *attempt, struct resting *out)
{
    user_want(w, &out->account);
    facts_want(w, &out->facts);
    session_want(w, attempt->session, &out->session);
    question_want(w, attempt->question, &out->question);
    attempt_want_question(w, attempt->question, &out->tries, &out->tries_n);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!out->session || !out->question)
        return ERR_NOT_FOUND;
    return topic_read(w, out->session->topic, &out->topic);
}

/* The best and the last of the scores that count. */
static void recount_scores(struct resting *on)
{
    struct question *question = on->question;
    question->best_score = question->last_score = 0;
    question->last_late = false;
    for (size_t i = 0; i < on->tries_n; i++) {
        const struct attempt *one = &on->tries[i];
        if (!attempt_counts(one))
            continue;
        question->last_score = one->mark->score;
        question->last_late = one->late;
        if (one->mark->score > question->best_score)
            question->best_score = one->mark->score;
    }
}

/* Its row in the log says the rating as it is now; 0: it has none. */
static enum err write_log(struct work *w, struct resting *on, const struct attempt *attempt, int rating)
{
    const struct memory_log log = {.question = attempt->question,
                                   .attempt = attempt->id,
                                   .day = clock_local_day(attempt->answered, on->account->zone),
                                   .rating = rating};
    enum err e = memory_log_drop(w, attempt->id);
    if (e == OK && rating > 0)
        e = memory_log_add(w, &log);
    if (e != OK)
        return e;
    memory_log_want_question(w, attempt->question, &on->log, &on->log_n);
    return work_flush(w);
}

static const struct memory_log *log_of(const struct resting *on, struct id attempt)
{
    for (size_t i = 0; i < on->log_n; i++)
        if (id_equal(on->log[i].attempt, attempt))
            return &on->log[i];
    return NULL;
}

/* What the question remembers, from the first of its reviews on. */
static struct memory replayed(const struct resting *on)
{
    const clock_day today = clock_local_day(clock_now(), on->account->zone);
    struct memory memory = {.state = MEMORY_NEW, .last_day = today, .due_day = today};
    for (size_t i = 0; i < on->tries_n; i++) {
        const struct memory_log *log = log_of(on, on->tries[i].id);
        if (log)
            memory = memory_review(memory, (enum memory_rating)log->rating, log->day, on->facts->interview);
    }
    return memory;
}

static int rating_of(const struct attempt *attempt)
{
    const int weight = recount_weight(attempt);
    return weight ? (int)memory_rating(weight) : 0;
}

static enum err recount_memory(struct work *w, struct resting *on, const struct attempt *before,
                               const struct attempt *after)
{
    const int was = rating_of(before), is = rating_of(after);
    if (was == is)
        return OK;
    const enum err e = write_log(w, on, after, is);
    if (e != OK)
        return e;
    const clock_day due = on->question->memory.due_day;
    on->question->memory = replayed(on);
    if (is < was && is > 0 && due < on->question->memory.due_day) /* asked for sooner, for another reason */
        on->question->memory.due_day = due;
    return OK;
}

/* A strength is held as if it were the mean of its marks: one of them is taken out, and another put in. */
static void recount_strength(struct topic *topic, int was, int is)
{
    double sum = 0;
    if (topic->marked > 0)
        sum = topic->strength * topic->marked;
    if (was && topic->marked > 0) {
        sum -= was;
        topic->marked--;
    }
    if (is) {
        sum += is;
        topic->marked++;
    }
    topic->strength = -1;
    if (topic->marked > 0)
        topic->strength = fmin(fmax(sum / topic->marked, 0), 10);
}

enum err recount(struct work *w, const struct attempt *before, const struct attempt *after)
{
    struct resting on = {0};
    enum err e = read_resting(w, after, &on);
    if (e != OK)
        return e;
    recount_scores(&on);
    if ((e = recount_memory(w, &on, before, after)) != OK)
        return e;
    if ((e = question_save(w, on.question)) != OK)
        return e;
    const int was = recount_weight(before), is = recount_weight(after);
    if (was == is || !on.topic || !on.session->reconciled)
        return OK;
    recount_strength(on.topic, was, is);
    return topic_save(w, on.topic);
}
