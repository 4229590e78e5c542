#include "coach/memory.h"
#include "store/facts.h"
#include <math.h>

/* FSRS-6's default weights w0..w20 (open-spaced-repetition, py-fsrs 6, ts-fsrs 5, fsrs-rs 6: the same in all
 * three). */
static const double w[] = {0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                           0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                           1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};
static const double least_stability = 0.001, most_days = 36500, retention = 0.9;

static double clamp(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

static double decay(void)
{
    return -w[20];
}

/* So that recall after `stability` days is 0.9. */
static double factor(void)
{
    return pow(0.9, 1 / decay()) - 1;
}

static double recall_after(double days, double stability)
{
    return pow(1 + factor() * days / stability, decay());
}

double memory_recall(const struct memory *memory, clock_day day)
{
    if (memory->state == MEMORY_NEW || memory->stability <= 0)
        return 0;
    return recall_after(fmax(day - memory->last_day, 0), memory->stability);
}

int memory_interval(double stability)
{
    const double days = stability / factor() * (pow(retention, 1 / decay()) - 1);
    return (int)clamp(nearbyint(days), 1, most_days); /* half to even, as py-fsrs */
}

static double first_difficulty(int rating)
{
    return w[4] - exp(w[5] * (rating - 1)) + 1;
}

static double next_difficulty(double before, int rating)
{
    const double moved = before + (10 - before) * (-w[6] * (rating - 3)) / 9;
    return clamp(w[7] * first_difficulty(MEMORY_EASY) + (1 - w[7]) * moved, 1, 10);
}

static double recalled(const struct memory *memory, double recall, int rating)
{
    const double by_rating[] = {[MEMORY_HARD] = w[15], [MEMORY_GOOD] = 1, [MEMORY_EASY] = w[16]};
    return memory->stability * (1 + exp(w[8]) * (11 - memory->difficulty) * pow(memory->stability, -w[9]) *
                                        (exp(w[10] * (1 - recall)) - 1) * by_rating[rating]);
}

static double forgotten(const struct memory *memory, double recall)
{
    const double long_term = w[11] * pow(memory->difficulty, -w[12]) *
                             (pow(memory->stability + 1, w[13]) - 1) * exp(w[14] * (1 - recall));
    return fmin(long_term, memory->stability / exp(w[17] * w[18]));
}

/* On the same day; from "hard" up it never sinks (as ts-fsrs and fsrs-rs). */
static double same_day(const struct memory *memory, int rating)
{
    double grown = exp(w[17] * (rating - 3 + w[18])) * pow(memory->stability, -w[19]);
    if (rating >= MEMORY_HARD)
        grown = fmax(1, grown);
    return memory->stability * grown;
}

static double next_stability(const struct memory *memory, int rating, clock_day day)
{
    if (day <= memory->last_day)
        return same_day(memory, rating);
    const double recall = memory_recall(memory, day);
    if (rating == MEMORY_AGAIN)
        return forgotten(memory, recall);
    return recalled(memory, recall, rating);
}

struct memory memory_review(struct memory before, enum memory_rating rating, clock_day day, clock_day horizon)
{
    struct memory m = before;
    const int g = (int)rating;
    m.state = MEMORY_REVIEW;
    if (before.state == MEMORY_NEW) {
        m.stability = w[g - 1];
        m.difficulty = clamp(first_difficulty(g), 1, 10);
    } else {
        m.stability = next_stability(&before, g, day);
        m.difficulty = next_difficulty(before.difficulty, g);
        if (rating == MEMORY_AGAIN)
            m.state = MEMORY_RELEARNING;
    }
    m.stability = clamp(m.stability, least_stability, most_days);
    m.reviews++;
    m.last_day = day;
    m.due_day = day + memory_interval(m.stability);
    if (horizon != FACTS_NO_DATE && horizon > day && m.due_day > horizon)
        m.due_day = horizon;
    return m;
}

enum memory_rating memory_rating(int score)
{
    if (score <= 3)
        return MEMORY_AGAIN;
    if (score <= 5)
        return MEMORY_HARD;
    if (score <= 8)
        return MEMORY_GOOD;
    return MEMORY_EASY;
}
