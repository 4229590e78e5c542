/* For `make bench`: microseconds of CPU for reading the three documents that the site reads most, by our two
 * readers and by json-c alone, and for deriving the keys of one sealed row. The least of several rounds is
 * printed: what the code takes, not what else the machine had to do. */
#include "base/json.h"
#include "crypto/kdf.h"
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 15, PAGES = 150, ROWS = 12, DEPTH = 16, MOST_BYTES = 64 * 1024 * 1024 };

static const char said[] =
    "At the shop where I ran the evening shift, two colleagues had stopped talking to each other after a row "
    "about the rota, and customers noticed. I spoke to each of them alone, wrote down what both wanted – "
    "fewer "
    "late shifts in a row – and drew up a rota with them. “It’s fair,” said one.\n\nWithin three weeks the "
    "queue "
    "at closing time was down from twelve minutes to five, and we kept the rota for a year. ";

/* That again and again, to a whole character. */
static char *talk(struct arena *a, size_t bytes)
{
    char *out = arena_alloc(a, bytes + 1);
    for (size_t i = 0; i < bytes; i++)
        out[i] = said[i % (sizeof said - 1)];
    while (bytes > 0 && (unsigned char)said[bytes % (sizeof said - 1)] >> 6 == 2)
        out[--bytes] = '\0';
    return out;
}

/* What somebody answered, as its row holds it. */
static const char *answer_of_1500_bytes(struct arena *a)
{
    json *doc = json_put_text(a, json_new_object(a), "answer", talk(a, 1430));
    json_put_int(a, doc, "self_score", 7);
    return json_write(a, json_put_bool(a, doc, "dictated", false));
}

static json *mark_alone(struct arena *a)
{
    json *doc = json_put_int(a, json_new_object(a), "score", 7), *anchors = json_new_array(a);
    static const char *const lists[] = {"positive_feedback", "improvement_areas"};
    static const char *const names[] = {"Team and task", "Own role", "Why it worked", "Result"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        json *anchor = json_put_text(a, json_new_object(a), "name", names[i]);
        json_put_text(a, anchor, "anchor", "Says what the team was for, and what came of it, with a figure.");
        json_put_bool(a, anchor, "landed", i != 2);
        json_put_text(a, anchor, "quote", "I spoke to each of them alone, wrote down what both wanted");
        json_add(a, anchors, anchor);
    }
    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++) {
        json *points = json_new_array(a);
        for (int i = 0; i < 3; i++)
            json_add_text(a, points, "You name the figure that changed – from twelve minutes to five.");
        json_put(a, doc, lists[list], points);
    }
    json_put(a, doc, "anchors", anchors);
    return json_put_text(a, doc, "confidence", "Sure of the result, less so of why it worked.");
}

/* A mark beside what was sent for it and what came back: JSON in a JSON text, which is full of escapes. */
static const char *mark_of_7700_bytes(struct arena *a)
{
    json *sent = json_put_text(a, json_new_object(a), "answer", talk(a, 3170));
    json_put(a, sent, "marks of others", json_add(a, json_new_array(a), mark_alone(a)));
    json *exchange = json_put_text(a, json_new_object(a), "request", json_write_pretty(a, sent));
    json_put_text(a, exchange, "response", json_write(a, mark_alone(a)));
    json *doc = json_put(a, json_new_object(a), "mark", mark_alone(a));
    return json_write(a, json_put(a, doc, "exchange", exchange));
}

/* A plan of six topics: many small members. */
static const char *plan_of_2000_bytes(struct arena *a)
{
    json *overview = json_put_text(a, json_new_object(a), "target_role", "Team lead in retail");
    json_put_int(a, overview, "total_daily_minutes", 60);
    json_put_int(a, overview, "time_horizon_weeks", 6);
    json_put_text(a, overview, "rationale", "People first, since that is what the advertisement asks for.");
    json *topics = json_new_array(a);
    for (int i = 0; i < 6; i++) {
        json *topic =
            json_put_text(a, json_new_object(a), "topic_id", "5b7f1c9e-0a43-4a5e-9f0e-2f9f7a1d6c33");
        json_put_text(a, topic, "name", "Leading a shift");
        json_put_text(a, topic, "description", "Rotas, rows and rushes – told as stories.");
        json_put_int(a, topic, "priority", i + 1);
        json_put_int(a, topic, "daily_study_minutes", 10);
        json_put_text(a, topic, "expected_outcome", "Three stories that hold.");
        json_put_text(a, topic, "key", "leadership");
        json_put_text(a, topic, "prescription", "2 x story, 1 x explain");
        json_add(a, topics, topic);
    }
    json *doc = json_put(a, json_new_object(a), "plan_overview", overview);
    return json_write(a, json_put(a, doc, "plan_topics", topics));
}

/* ---- What is measured ---- */

static bool by_json_parse(struct arena *a, const char *text, size_t n)
{
    json *doc;
    return json_parse(a, text, n, DEPTH, &doc) == OK && doc;
}

static bool by_json_parse_own(struct arena *a, const char *text, size_t n)
{
    json *doc;
    (void)n;
    return json_parse_own(a, text, &doc) == OK && doc;
}

static bool by_json_c(struct arena *a, const char *text, size_t n)
{
    (void)a;
    struct json_tokener *parser = json_tokener_new_ex(DEPTH);
    struct json_object *doc = parser ? json_tokener_parse_ex(parser, text, (int)n + 1) : NULL;
    const bool done = doc != NULL;
    json_object_put(doc);
    json_tokener_free(parser);
    return done;
}

/* The steps and sizes of crypto/seal. */
static bool by_hkdf(struct arena *a, const char *info, size_t n)
{
    static const uint8_t salt[32], dek[32];
    uint8_t prk[PRK_BYTES], key_nonce[44], commitment[32];
    const struct kdf_output outputs[] = {{info, n, key_nonce, sizeof key_nonce},
                                         {info, n - 1, commitment, sizeof commitment}};
    arena_defer(a, kdf_forget, NULL);
    return kdf_extract(salt, sizeof salt, dek, sizeof dek, prk) == OK &&
           kdf_expand_each(prk, sizeof prk, outputs, 2) == OK;
}

typedef bool (*measured)(struct arena *a, const char *text, size_t n);

static double cpu_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* A page opens about as many rows in one arena. */
static void one_page(measured work, const char *text, size_t n)
{
    struct arena *a = arena_new(MOST_BYTES, false);
    for (int row = 0; a && row < ROWS; row++)
        if (!work(a, text, n))
            exit(1);
    arena_free(a);
}

static double least_us(measured work, const char *text)
{
    const size_t n = strlen(text);
    double least = 0;
    for (int round = 0; round < ROUNDS; round++) {
        const double from = cpu_us();
        for (int page = 0; page < PAGES; page++)
            one_page(work, text, n);
        const double each = (cpu_us() - from) / (PAGES * ROWS);
        if (round == 0 || each < least)
            least = each;
    }
    return least;
}

int main(void)
{
    struct arena *a = arena_new(MOST_BYTES, false);
    if (!a)
        return 1;
    const struct {
        const char *name, *text;
    } documents[] = {
        {"an answer", answer_of_1500_bytes(a)},
        {"a mark", mark_of_7700_bytes(a)},
        {"a plan", plan_of_2000_bytes(a)},
    };
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        const char *text = documents[i].text;
        const double foreign = least_us(by_json_parse, text), alone = least_us(by_json_c, text),
                     own = least_us(by_json_parse_own, text);
        printf("JSON: reading %-9s of %.1f kB %14.1f us by json_parse, %.1f by json-c alone, %.1f by "
               "json_parse_own    aim "
               "1.5 of json-c, is %.2f\n",
               documents[i].name, (double)strlen(text) / 1000, foreign, alone, own, foreign / alone);
    }
    printf("HKDF: the keys of one sealed row      %10.2f us    aim 2.45\n",
           least_us(by_hkdf, "greenroom/v1 data key 123456"));
    arena_free(a);
    return 0;
}
