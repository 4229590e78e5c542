#include "library/job_titles.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/json_file.h"
#include "base/text.h"
#include <string.h>

enum { MOST_READING = 8 * 1024 * 1024, MOST_SPELT = 64 * 1024 };

static const char **texts(struct arena *a, const json *list, size_t *n)
{
    *n = json_len(list);
    const char **out = arena_array(a, *n + 1, sizeof *out);
    for (size_t i = 0; i < *n; i++)
        out[i] = arena_copy(a, json_text(json_at(list, i), ""));
    return out;
}

static void read_nearest(struct arena *a, const json *doc, struct job_titles *out)
{
    size_t n = 0;
    for (size_t i = 0; i < json_members(doc); i++)
        n += json_len(json_member(doc, i, &(const char *){NULL}));
    struct job_title *all = arena_array(a, n + 1, sizeof *all);
    for (size_t i = 0; i < json_members(doc); i++) {
        const char *key;
        const json *list = json_member(doc, i, &key);
        const char *family = arena_copy(a, key);
        for (size_t k = 0; k < json_len(list); k++)
            all[out->nearest_n++] =
                (struct job_title){arena_copy(a, json_text(json_at(list, k), "")), family};
    }
    out->nearest = all;
}

static enum err read_asked(struct arena *a, const json *doc, struct job_titles *out)
{
    struct job_asked *all = arena_array(a, json_members(doc) + 1, sizeof *all);
    for (size_t i = 0; i < json_members(doc); i++) {
        const char *key;
        const json *list = json_member(doc, i, &key);
        struct job_asked *one = &all[out->asked_n++];
        *one = (struct job_asked){.title = arena_copy(a, key), .n = json_len(list)};
        if (one->n < 2 || one->n > JOB_TITLES_ASKED)
            return ERR_CONFIG;
        for (size_t k = 0; k < one->n; k++)
            one->families[k] = arena_copy(a, json_text(json_at(list, k), ""));
    }
    out->asked = all;
    return OK;
}

static enum err read_spelled(struct arena *a, const json *list, struct job_titles *out)
{
    out->spelled_n = json_len(list);
    out->spelled = arena_array(a, 2 * out->spelled_n + 1, sizeof *out->spelled);
    for (size_t i = 0; i < out->spelled_n; i++) {
        const json *pair = json_at(list, i);
        if (json_len(pair) != 2 || !*json_text(json_at(pair, 0), ""))
            return ERR_CONFIG;
        out->spelled[2 * i] = arena_copy(a, json_text(json_at(pair, 0), ""));
        out->spelled[2 * i + 1] = arena_copy(a, json_text(json_at(pair, 1), ""));
    }
    return OK;
}

static enum err read_all(struct arena *a, const json *doc, struct job_titles *out)
{
    *out = (struct job_titles){0};
    read_nearest(a, json_get(doc, "nearest"), out);
    out->aside = texts(a, json_get(doc, "aside"), &out->aside_n);
    const enum err e = read_asked(a, json_get(doc, "asks"), out);
    if (e != OK)
        return e;
    return read_spelled(a, json_get(doc, "spelled"), out);
}

enum err job_titles_read(struct arena *a, const char *path, struct job_titles *out, const char **why)
{
    struct arena *while_reading = arena_new(MOST_READING, false);
    const char *what = "";
    json *doc;
    if (!while_reading)
        return ERR_LIMIT;
    enum err e = json_file_read(while_reading, path, &doc, &what);
    if (e == OK && (e = read_all(a, doc, out)) != OK)
        what = "asks names two to four families a title; spelled is of pairs";
    if (e != OK)
        *why = arena_printf(a, "%s: %s", path, what);
    arena_free(while_reading);
    return e;
}

static const char *with(struct arena *a, const char *text, const char *from, const char *to)
{
    const size_t n = strlen(from),
                 back = n > 1 && from[n - 1] == ' '; /* the blank begins the next word, too */
    if (!strstr(text, from))
        return text;
    struct buf b = buf_new(a, MOST_SPELT);
    const char *rest = text;
    for (const char *at; (at = strstr(rest, from)) != NULL; rest = at + n - back)
        buf_printf(&b, "%.*s%.*s", (int)(at - rest), rest, (int)(strlen(to) - back), to);
    buf_add(&b, rest);
    return b.data;
}

const char *job_titles_spell(const struct job_titles *titles, struct arena *a, const char *text)
{
    const char *spelt = arena_printf(a, " %s ", text_fold(a, text));
    for (size_t i = 0; i < titles->spelled_n; i++)
        spelt = with(a, spelt, titles->spelled[2 * i], titles->spelled[2 * i + 1]);
    return text_trim(a, spelt);
}

bool job_titles_aside(const struct job_titles *titles, const char *word)
{
    return strspn(word, "0123456789") == strlen(word) || text_among(titles->aside, titles->aside_n, word);
}

const struct job_asked *job_titles_asked(const struct job_titles *titles, const char *title)
{
    for (size_t i = 0; i < titles->asked_n; i++)
        if (text_equal(titles->asked[i].title, title))
            return &titles->asked[i];
    return NULL;
}
