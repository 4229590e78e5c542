#include "llm/mode.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "llm/contract.h"
#include "llm/strict.h"
#include <stdlib.h>
#include <string.h>

enum {
    MOST_MODES = 32,
    MOST_FILE = 256 * 1024,
    MOST_REQUEST = 1024 * 1024,
    SCHEMA_DEPTH = 24,
    MOST_ITEMS = 10000
};

struct modes {
    struct mode list[MOST_MODES];
    size_t n;
    const char *plain, *repair; /* prompts/plain.txt and repair.txt: every mode's */
    uint64_t hash;              /* of those two */
};

size_t mode_count(const struct modes *all)
{
    return all->n;
}

const struct mode *mode_at(const struct modes *all, size_t i)
{
    return i < all->n ? &all->list[i] : NULL;
}

const struct mode *mode_find(const struct modes *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (text_equal(all->list[i].name, name))
            return &all->list[i];
    return NULL;
}

/* ---- reading one folder ---- */

/* FNV-1a, 64 bits (Fowler, Noll, Vo): names a version of the files; nothing secret rests on it. */
static uint64_t hash_more(uint64_t hash, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        hash = (hash ^ *p) * 0x100000001b3ULL;
    return (hash ^ 0xff) * 0x100000001b3ULL; /* a border between files */
}

/* "sure: low": which member, saying what, makes an answer a weak one. */
static enum err set_weak(struct arena *a, struct mode *mode, const char *value)
{
    const char *colon = strchr(value, ':');
    if (!*value)
        return OK;
    if (!colon)
        return ERR_INPUT;
    mode->weak_member = text_trim(a, arena_text(a, value, (size_t)(colon - value)));
    mode->weak_value = text_trim(a, colon + 1);
    return err_unless(*mode->weak_member && *mode->weak_value, ERR_INPUT);
}

/* THE settings of a mode: name -> where it goes. */
static enum err set_one(struct arena *a, struct mode *mode, const char *name, const char *value)
{
    const struct {
        const char *name;
        int *number;
        int64_t min, max;
    } numbers[] = {
        {"max_tokens", &mode->max_tokens, 1, 100000},
        {"deadline_seconds", &mode->deadline_seconds, 1, 70}, /* nginx waits 75, a claim holds 90 */
        {"tries", &mode->tries, 1, 5},
    };
    const struct {
        const char *name;
        const char **text;
    } texts[] = {{"order", &mode->order}, {"visible", &mode->visible}};
    if (text_equal(name, "escalate"))
        return set_weak(a, mode, value);
    if (text_equal(name, "temperature"))
        return num_real(value, 0, 2, &mode->temperature);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (text_equal(name, texts[i].name)) {
            *texts[i].text = arena_copy(a, value);
            return OK;
        }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t v;
        if (!text_equal(name, numbers[i].name))
            continue;
        if (num_int(value, numbers[i].min, numbers[i].max, &v) != OK)
            return ERR_INPUT;
        *numbers[i].number = (int)v;
        return OK;
    }
    return ERR_INPUT;
}

/* "name = value" a line; blank lines and lines that begin with ';' or '#' are skipped. */
static enum err read_settings(struct arena *a, struct mode *mode, const char *text, const char **why)
{
    int number = 0;
    for (const char *line = text; *line;) {
        const char *end = strchr(line, '\n');
        if (!end)
            end = line + strlen(line);
        const char *one = text_trim(a, arena_text(a, line, (size_t)(end - line)));
        line = end + (*end == '\n');
        number++;
        if (!*one || *one == ';' || *one == '#')
            continue;
        const char *equals = strchr(one, '=');
        const char *name = text_trim(a, arena_text(a, one, strcspn(one, "=")));
        if (!equals || set_one(a, mode, name, text_trim(a, equals + 1)) != OK) {
            *why = arena_printf(a, "mode %s: settings.ini: can't use the line “%s”", mode->name, one);
            return ERR_CONFIG;
        }
        if (text_equal(name, "order"))
            mode->order_place = arena_printf(a, "mode %s: settings.ini, line %d", mode->name, number);
    }
    return OK;
}

static enum err read_part(struct arena *a, const char *folder, const char *mode, const char *file,
                          uint64_t *hash, char **out, const char **why)
{
    size_t n;
    const char *path = arena_printf(a, "%s/%s%s%s", folder, mode, text_if(*mode, "/"), file);
    if (file_read(a, path, MOST_FILE, out, &n) != OK || !text_valid(*out, n)) {
        *why = arena_printf(a, "mode %s: can't read %s", text_or(mode, "(any)"), file);
        return ERR_CONFIG;
    }
    *hash = hash_more(*hash, *out);
    return OK;
}

static enum err fill(struct arena *a, const char *template, const json *input, const char **out);

/* The schema as the vendors that know schemas get it: what is optional stays so. */
static enum err fill_plain(struct arena *a, const char *template, struct mode *mode)
{
    json *input = json_put(a, json_new_object(a), "schema", strict_schema(a, mode->schema, false));
    return fill(a, template, input, &mode->plain);
}

static enum err read_mode(struct arena *a, const char *folder, const char *name, const struct modes *all,
                          struct mode *mode, const char **why)
{
    char *instructions, *request, *schema, *settings;
    json *parsed;
    uint64_t hash = all->hash;
    const char *reason;
    *mode = (struct mode){.name = name,
                          .order = "",
                          .order_place = "",
                          .visible = "",
                          .repair = all->repair,
                          .max_tokens = 1000,
                          .deadline_seconds = 55,
                          .tries = 2};
    enum err e = read_part(a, folder, name, "instructions.txt", &hash, &instructions, why);
    if (e != OK)
        return e;
    if ((e = read_part(a, folder, name, "request.txt", &hash, &request, why)) != OK)
        return e;
    if ((e = read_part(a, folder, name, "answer.schema.json", &hash, &schema, why)) != OK)
        return e;
    if ((e = read_part(a, folder, name, "settings.ini", &hash, &settings, why)) != OK)
        return e;
    if (json_parse(a, schema, strlen(schema), SCHEMA_DEPTH, &parsed) != OK) {
        *why = arena_printf(a, "mode %s: answer.schema.json is not JSON", name);
        return ERR_CONFIG;
    }
    if (contract_known(a, parsed, &reason) != OK) {
        *why = arena_printf(a, "mode %s: answer.schema.json: %s", name, reason);
        return ERR_CONFIG;
    }
    mode->instructions = instructions;
    mode->request = request;
    mode->schema = parsed;
    if ((e = fill_plain(a, all->plain, mode)) != OK)
        return e;
    mode->version = arena_printf(a, "%016llx", (unsigned long long)hash);
    return read_settings(a, mode, settings, why);
}

enum err mode_read_all(struct arena *a, const char *folder, struct modes **out, const char **why)
{
    char **names;
    size_t n;
    struct modes *all = arena_alloc(a, sizeof *all);
    char *plain, *repair;
    all->hash = 0xcbf29ce484222325ULL;
    enum err e = read_part(a, folder, "", "plain.txt", &all->hash, &plain, why);
    if (e == OK)
        e = read_part(a, folder, "", "repair.txt", &all->hash, &repair, why);
    if (e != OK)
        return e;
    all->plain = plain;
    all->repair = repair;
    if (file_list(a, folder, "", &names, &n) != OK) {
        *why = arena_printf(a, "can't read the folder %s", folder);
        return ERR_CONFIG;
    }
    for (size_t i = 0; i < n; i++) {
        if (text_equal(names[i], "library") || strchr(names[i], '.'))
            continue;
        if (all->n == MOST_MODES) {
            *why = "too many modes";
            return ERR_CONFIG;
        }
        if ((e = read_mode(a, folder, names[i], all, &all->list[all->n++], why)) != OK)
            return e;
    }
    *out = all;
    return OK;
}

/* ---- filling the request ---- */

/* A word that stands nowhere in the input: behind a fence's signs it makes the fence one that no text can
 * close or open. Made from the input, so that the same input gives the same request. */
static const char *fence_word(struct arena *a, const json *input)
{
    const char *all = json_write(a, input), *word;
    uint64_t hash = hash_more(0xcbf29ce484222325ULL, all);
    do {
        hash = hash_more(hash, "fence");
        word = arena_printf(a, "%06x", (unsigned)(hash >> 40));
    } while (strstr(all, word));
    return word;
}

/* The template's own text, from one key to the next. */
static void add_own(struct buf *buf, const char *template, const char *from, const char *to,
                    const char *fence)
{
    for (const char *p = from; p < to; p++) {
        const bool line_begins = p == template || p[-1] == '\n';
        if (line_begins && to - p >= 3 && (strncmp(p, "<<<", 3) == 0 || strncmp(p, ">>>", 3) == 0)) {
            buf_add_bytes(buf, p, 3);
            buf_add(buf, fence);
            p += 2;
            if (p[1] && p[1] != '\n')
                buf_add_char(buf, ' ');
        } else {
            buf_add_char(buf, *p);
        }
    }
}

/* A text that has a line to itself stands there as it is; within a line it is a string of JSON, which ends
 * where it ends. */
static void add_value(struct arena *a, struct buf *buf, const json *value, bool own_line)
{
    if (own_line && json_kind_of(value) == JSON_TEXT)
        buf_add(buf, json_text(value, ""));
    else
        buf_add(buf, json_write(a, value));
}

/* What stands between {{ and }}. */
struct hole {
    const char *key;
    const char *members; /* NULL: as it is */
    bool cut;            /* of a list only so many: */
    int64_t most;        /* the first ones; below 0: the last */
};

static struct hole read_hole(struct arena *a, const char *from, size_t n)
{
    char *key = arena_text(a, from, n), *colon = strchr(key, ':'), *bracket = strchr(key, '[');
    struct hole h = {.key = key};
    if (colon) {
        h.members = colon + 1;
        *colon = '\0';
    }
    if (bracket && (!colon || bracket < colon)) {
        *bracket = '\0';
        const char *number = arena_text(a, bracket + 1, strcspn(bracket + 1, "]"));
        h.cut = num_int(number, -MOST_ITEMS, MOST_ITEMS, &h.most) == OK;
    }
    return h;
}

static bool says_nothing(const json *value)
{
    switch (json_kind_of(value)) {
    case JSON_TEXT:
        return text_blank(json_text(value, ""));
    case JSON_BOOL:
        return !json_is_true(value);
    case JSON_INT:
        return json_int(value, 0) == 0;
    case JSON_ARRAY:
        return json_len(value) == 0;
    case JSON_REAL:
    case JSON_OBJECT:
        return false;
    case JSON_NULL:
        break;
    }
    return true;
}

/* The members of one thing: of a list's item a row (or the one value), else an object of those that say
 * something. */
static json *pick_members(struct arena *a, json *from, const char *members, bool row)
{
    json *to = json_new_object(a), *one = NULL;
    size_t n = 0;
    if (row)
        to = json_new_array(a);
    for (const char *m = members; *m; n++) {
        const size_t len = strcspn(m, ",");
        const char *name = arena_text(a, m, len);
        one = json_get(from, name);
        if (row)
            json_add(a, to, one);
        else if (!says_nothing(one))
            json_put(a, to, name, one);
        m += len + (m[len] == ',');
    }
    return row && n == 1 ? one : to;
}

static const json *pick(struct arena *a, json *value, const struct hole *hole)
{
    if (json_kind_of(value) == JSON_OBJECT && hole->members)
        return pick_members(a, value, hole->members, false);
    if (json_kind_of(value) != JSON_ARRAY || (!hole->members && !hole->cut))
        return value;
    json *to = json_new_array(a);
    size_t from = 0, end = json_len(value);
    const size_t most = (size_t)llabs(hole->most);
    if (hole->cut && most < end) {
        if (hole->most < 0)
            from = end - most;
        end = from + most;
    }
    for (size_t i = from; i < end; i++) {
        json *one = json_at(value, i);
        if (hole->members && json_kind_of(one) == JSON_OBJECT)
            one = pick_members(a, one, hole->members, true);
        json_add(a, to, one);
    }
    return to;
}

static enum err fill(struct arena *a, const char *template, const json *input, const char **out)
{
    struct buf b = buf_new(a, MOST_REQUEST);
    const char *fence = fence_word(a, input);
    for (const char *p = template; *p;) {
        const char *open = strstr(p, "{{"), *close = NULL;
        if (open)
            close = strstr(open, "}}");
        if (!close) {
            add_own(&b, template, p, p + strlen(p), fence);
            break;
        }
        add_own(&b, template, p, open, fence);
        const struct hole h = read_hole(a, open + 2, (size_t)(close - open - 2));
        const json *value = pick(a, json_get(input, h.key), &h);
        p = close + 2;
        if (value)
            add_value(a, &b, value, (open == template || open[-1] == '\n') && (!*p || *p == '\n'));
    }
    *out = b.data;
    return buf_status(&b);
}

enum err mode_fill(struct arena *a, const struct mode *mode, const json *input, const char **out)
{
    return fill(a, mode->request, input, out);
}

enum err mode_fill_repair(struct arena *a, const struct mode *mode, const char *wrong, const char **out)
{
    return fill(a, mode->repair, json_put_text(a, json_new_object(a), "why", wrong), out);
}
