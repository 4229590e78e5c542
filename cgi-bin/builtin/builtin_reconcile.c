#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include "nlu/nlu.h"
#include <string.h>

/* What is written after a session: from its attempts and nothing else. A sentence that has nothing to say is
 * left out, and one that does not fit whole is, too. */

enum {
    MOST_FOCUS = 5,
    WEAK = 5,
    STRONG = 8,
    NOTE_WORDS = 120,
    SUMMARY_WORDS = 80,
    QUOTED_WORDS = 9,
    MOST_NAMED = 2
};
static const double a_step = 0.8; /* of the mean mark: less is no change */
static const char status_line[] = "Last time:", solid_line[] = "Went well:";

/* One question of the session, with its tries taken together. */
struct tried {
    const char *question;
    const json *best; /* the attempt with the best score */
    int64_t first, last, tries;
    int64_t before; /* what it got in an earlier session; 0: it is new */
    bool late, hard;
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
        q->before = json_get_int(t, "before", 0);
        q->hard = text_equal(json_get_text(t, "difficulty", ""), "hard");
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

/* A question as it is spoken of: its first words. */
static const char *quoted(struct arena *a, const char *question)
{
    const bool whole = text_words(question) <= QUOTED_WORDS;
    return arena_printf(a, "“%s%s”", text_head_words(a, question, QUOTED_WORDS), whole ? "" : "…");
}

/* The names of at most two anchors that the best answer landed (or did not): "“Delegate” and “Danger to
 * life”". NULL: none. */
static const char *named(struct arena *a, const struct tried *t, bool landed)
{
    const json *anchors = json_get(t->best, "anchors");
    const char *names = NULL;
    int n = 0;
    for (size_t i = 0; i < json_len(anchors) && n < MOST_NAMED; i++) {
        const char *name = json_get_text(json_at(anchors, i), "name", "");
        if (json_get_bool(json_at(anchors, i), "landed", false) != landed || !*name)
            continue;
        names = n++ ? arena_printf(a, "%s and “%s”", names, name) : arena_printf(a, "“%s”", name);
    }
    return names;
}

static double mean(const struct tried *t, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)best_of(&t[i]);
    return n ? sum / (double)n : 0;
}

static size_t late_ones(const struct tried *t, size_t n)
{
    size_t late = 0;
    for (size_t i = 0; i < n; i++)
        late += t[i].late;
    return late;
}

static const char *count(struct arena *a, size_t n)
{
    static const char *const words[] = {"No",  "One",   "Two",   "Three", "Four", "Five",
                                        "Six", "Seven", "Eight", "Nine",  "Ten"};
    return n < sizeof words / sizeof *words ? words[n] : arena_printf(a, "%zu", n);
}

/* A sentence more, if all of it fits. */
static void say(struct buf *b, size_t words, const char *gap, const char *sentence)
{
    if (sentence && text_words(b->data) + text_words(sentence) <= words)
        buf_printf(b, "%s%s", b->len ? gap : "", sentence);
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

/* ---- the summary ---- */

/* "8", "7.5" */
static const char *mark(struct arena *a, double v)
{
    return arena_printf(a, v > 9.95 || v == (double)(int)v ? "%.0f" : "%.1f", v);
}

/* How it went against how it was going. */
static const char *opening(struct arena *a, const json *in, const struct tried *t, size_t n)
{
    const double now = mean(t, n), before = json_get_real(in, "strength_before", -1);
    const char *topic = json_get_text(in, "topic", "this topic"), *got = mark(a, now),
               *stood = mark(a, before),
               *head = n == 1 ? arena_printf(a, "One question on %s: it got %s", topic, got)
                              : arena_printf(a, "%s questions on %s: %s on average", count(a, n), topic, got);
    if (before < 0)
        return arena_printf(a, "%s, your first here%s.", head,
                            now >= STRONG ? ", and a strong start"
                            : now <= WEAK ? "; so there is something to build on"
                                          : "");
    if (now >= before + a_step)
        return arena_printf(a, "%s, a step up from the %s you stood at.", head, stood);
    if (now <= before - a_step)
        return arena_printf(a, "%s, harder going than the %s you stood at.", head, stood);
    return arena_printf(a, "%s, about where you stood.", head);
}

/* Those that came back, by how many points they moved. */
static const struct tried *moved_most(const struct tried *t, size_t n, bool up)
{
    const struct tried *found = NULL;
    for (size_t i = 0; i < n; i++) {
        const int64_t by = t[i].before ? best_of(&t[i]) - t[i].before : 0;
        if ((up ? by > 0 : by < 0) &&
            (!found || (up ? by > best_of(found) - found->before : by < best_of(found) - found->before)))
            found = &t[i];
    }
    return found;
}

/* What became of those that were asked again. */
static const char *came_back(struct arena *a, const struct tried *t, size_t n)
{
    size_t back = 0, better = 0;
    for (size_t i = 0; i < n; i++) {
        back += t[i].before > 0;
        better += t[i].before > 0 && best_of(&t[i]) > t[i].before;
    }
    const struct tried *up = moved_most(t, n, true), *down = moved_most(t, n, false);
    const char *landed = up ? named(a, up, true) : NULL,
               *others = back == 2 ? "so did the other that came back" : "so did the others that came back";
    const bool all = back > 1 && better == back;
    if (!back)
        return NULL;
    if (up && up->before <= WEAK && best_of(up) >= STRONG)
        return arena_printf(a, "%s is no longer a weak one: %lld then, %lld now%s%s.",
                            quoted(a, up->question), (long long)up->before, (long long)best_of(up),
                            !all        ? ""
                            : back == 2 ? "; the other that came back rose too"
                                        : "; the others that came back rose too",
                            !all && landed ? arena_printf(a, ", with %s", landed) : "");
    if (up && all)
        return arena_printf(a, "%s rose from %lld to %lld, and %s.", quoted(a, up->question),
                            (long long)up->before, (long long)best_of(up), others);
    if (up)
        return arena_printf(a, "%s came back and rose from %lld to %lld%s.", quoted(a, up->question),
                            (long long)up->before, (long long)best_of(up),
                            landed ? arena_printf(a, ", with %s", landed) : "");
    if (down)
        return arena_printf(a, "%s came back and fell from %lld to %lld.", quoted(a, down->question),
                            (long long)down->before, (long long)best_of(down));
    return back == 1 ? "The one that came back held its mark." : "Those that came back held their marks.";
}

static const char *best_told(struct arena *a, const struct tried *best)
{
    const char *landed = named(a, best, true);
    if (best_of(best) < 6 || !landed)
        return NULL;
    return arena_printf(a, "Best was %s with %lld: %s came across.", quoted(a, best->question),
                        (long long)best_of(best), landed);
}

static const char *second_try(struct arena *a, const struct tried *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (t[i].tries > 1 && t[i].last > t[i].first)
            return arena_printf(a, "Trying again paid: %s went from %lld to %lld.", quoted(a, t[i].question),
                                (long long)t[i].first, (long long)t[i].last);
    return NULL;
}

static const char *clock_told(struct arena *a, const struct tried *t, size_t n)
{
    const size_t late = late_ones(t, n);
    if (!late)
        return NULL;
    return arena_printf(a, "%s ran past the clock: say the point first, then the story.",
                        late == n && n > 1 ? "All of them" : count(a, late));
}

/* All of them were good: how good, and how hard they were. */
static const char *all_good(struct arena *a, const struct tried *t, size_t n, const struct tried *worst,
                            const char *q)
{
    const char *gap = named(a, worst, false);
    size_t hard = 0;
    for (size_t i = 0; i < n; i++)
        hard += t[i].hard;
    if (gap && n == 1)
        return arena_printf(a, "What is left in it: %s.", gap);
    if (gap)
        return arena_printf(a, "The smallest of gaps: %s in %s.", gap, q);
    if (!hard)
        return "You are ready for harder ones here.";
    return hard == n ? "And these were the hard ones." : "They can rest until memory needs them again.";
}

/* `told`: the question was named just before. */
static const char *next_step(struct arena *a, const struct tried *t, size_t n, const struct tried *worst,
                             bool told)
{
    const char *gap = named(a, worst, false), *q = told ? "that one" : quoted(a, worst->question);
    if (best_of(worst) >= STRONG)
        return all_good(a, t, n, worst, q);
    if (!gap)
        return arena_printf(a, "For next time: %s, fuller and with an example of your own.", q);
    if (worst->before && worst->before <= WEAK && best_of(worst) <= WEAK)
        return arena_printf(a, "%s stays hard: write down two sentences on %s before you try it again.",
                            told ? "It" : q, gap);
    if (!strstr(gap, " and "))
        return arena_printf(a, "Only %s was missing in %s: what would you say there?", gap, q);
    return arena_printf(a, "For next time: in %s, what would you say about %s?", q, gap);
}

static const char *summary(struct arena *a, const json *in, const struct tried *t, size_t n)
{
    struct buf b = buf_new(a, 8192);
    if (n == 0)
        return json_len(json_get(in, "skipped"))
                   ? "You looked at the questions and took none this time. That is fine: they are still here."
                   : "No answer was given this time. The session still counts as time you made for yourself.";
    const struct tried *best = extreme(t, n, true), *worst = extreme(t, n, false);
    const char *back = came_back(a, t, n), *q = quoted(a, worst->question),
               *top = (n > 1 || best_of(best) >= STRONG) && !(back && strstr(back, quoted(a, best->question)))
                          ? best_told(a, best)
                          : NULL;
    const size_t room =
        SUMMARY_WORDS - text_words(next_step(a, t, n, worst, false)); /* the next step always has its place */
    say(&b, room, " ", opening(a, in, t, n));
    say(&b, room, " ", second_try(a, t, n));
    say(&b, room, " ", back);
    say(&b, room, " ", top);
    const char *named_last = strstr(b.data, q);
    const bool told = named_last && !strstr(named_last, "Best was");
    say(&b, room, " ", clock_told(a, t, n));
    say(&b, SUMMARY_WORDS, " ", next_step(a, t, n, worst, told));
    return b.data;
}

/* ---- the notes ---- */

static const char *note_on(struct arena *a, const struct tried *t)
{
    const char *gap = named(a, t, false), *q = quoted(a, t->question);
    const long long best = (long long)best_of(t);
    if (best > WEAK)
        return arena_printf(a, "Nearly there: %s (%lld)%s%s.", q, best, gap ? ", without " : "",
                            gap ? gap : "");
    return arena_printf(a, "To work on: %s (%lld)%s%s.", q, best,
                        !gap        ? ""
                        : best <= 2 ? ", nothing yet on "
                                    : ", still without ",
                        gap ? gap : "");
}

/* All that went well in one line: there is less to say of it. */
static const char *solid_ones(struct arena *a, const struct tried *t, size_t n)
{
    const char *list = NULL;
    for (size_t i = 0; i < n; i++)
        if (best_of(&t[i]) >= STRONG)
            list =
                list ? arena_printf(a, "%s, %s", list, quoted(a, t[i].question)) : quoted(a, t[i].question);
    return list ? arena_printf(a, "%s %s.", solid_line, list) : NULL;
}

static bool speaks_of_one(struct arena *a, const char *line, const struct tried *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_contains(line, quoted(a, t[i].question)))
            return true;
    return false;
}

/* What they said themselves is fine, in their correction of these notes: it isn't held against them again
 * before a new answer shows it. */
static const char *said_fine(const struct library *l, struct arena *a, const char *corrected)
{
    struct nlu k = {.arena = a, .library = l, .known = json_new_object(a), .facts = json_new_object(a)};
    const char *message = nlu_plain(a, corrected);
    while (nlu_next(&k, &message)) {
        nlu_areas(&k);
        nlu_topic(&k, false);
    }
    return json_get_text(k.facts, "strong", "");
}

static bool taken_back(struct arena *a, const char *line, const char *fine)
{
    size_t n, m;
    char **said = stem_words(a, fine, &n), **told = stem_words(a, line, &m);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m && !builtin_is_common(said[i]); k++)
            if (strcmp(said[i], told[k]) == 0)
                return true;
    return false;
}

/* What the notes said of other questions stays, newest first, as far as there is room. */
static void carry_over(struct arena *a, struct buf *b, const char *old, const char *fine,
                       const struct tried *t, size_t n)
{
    while (*old) {
        const size_t len = strcspn(old, "\n");
        const char *line = text_trim(a, arena_text(a, old, len));
        if (*line && strncmp(line, status_line, sizeof status_line - 1) != 0 &&
            strncmp(line, solid_line, sizeof solid_line - 1) != 0 && !speaks_of_one(a, line, t, n) &&
            !taken_back(a, line, fine))
            say(b, NOTE_WORDS, "\n", line);
        old += len + (old[len] != '\0');
    }
}

/* A line on each question, the weakest first; what the user corrected stands beside these notes. */
static const char *notes(const struct library *l, struct arena *a, const json *in, const struct tried *t,
                         size_t n)
{
    struct buf b = buf_new(a, 16384);
    const double before = json_get_real(in, "strength_before", -1);
    const size_t late = late_ones(t, n);
    if (n == 0)
        return json_get_text(in, "notes", "");
    say(&b, NOTE_WORDS, "",
        arena_printf(a, "%s %s answered, %s on average%s%s.", status_line, text_fold(a, count(a, n)),
                     mark(a, mean(t, n)),
                     before < 0 ? "" : arena_printf(a, "; your strength stood at %s", mark(a, before)),
                     late ? arena_printf(a, ", %zu past the clock", late) : ""));
    for (int64_t score = 1; score <= 10; score++)
        for (size_t i = 0; i < n; i++)
            if (best_of(&t[i]) == score && score < STRONG)
                say(&b, NOTE_WORDS, "\n", note_on(a, &t[i]));
    say(&b, NOTE_WORDS, "\n", solid_ones(a, t, n));
    carry_over(a, &b, json_get_text(in, "notes", ""), said_fine(l, a, json_get_text(in, "corrected", "")), t,
               n);
    return b.data;
}

/* Weak ones only: when the others come back is for the memory model to say. */
static json *focus(struct arena *a, const struct tried *t, size_t n)
{
    json *list = json_new_array(a);
    for (int64_t score = 1; score <= WEAK && json_len(list) < MOST_FOCUS; score++)
        for (size_t i = 0; i < n && json_len(list) < MOST_FOCUS; i++) {
            const char *gap = named(a, &t[i], false);
            if (best_of(&t[i]) != score)
                continue;
            json *one = json_new_object(a);
            json_put_text(a, one, "question", t[i].question);
            json_put_text(a, one, "reason",
                          gap ? arena_printf(a,
                                             score <= 2 ? "It got %lld, with nothing yet on %s."
                                                        : "It got %lld, still without %s.",
                                             (long long)score, gap)
                              : arena_printf(a, "It got %lld.", (long long)score));
            json_add(a, list, one);
        }
    return list;
}

json *builtin_reconcile(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    struct tried *t;
    const size_t n = gather(a, json_get(in, "attempts"), &t);
    json *answer = json_new_object(a);
    json_put(a, answer, "question_attempts", question_attempts(a, t, n));
    json_put_text(a, answer, "summary", summary(a, in, t, n));
    json_put_text(a, answer, "notes", notes(l, a, in, t, n));
    json_put(a, answer, "focus", focus(a, t, n));
    return answer;
}
