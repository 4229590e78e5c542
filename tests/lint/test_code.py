"""What may stand in the C sources (cgi-bin/README.md, rules 4 to 6). Each rule is shown something bad that it must find."""

import os
import re
import subprocess

import pytest

from tests.lint import house, tree

# --- Rules: (path, text) -> ["line: what"] -----------------------------------------------------------------------------------

BANNED = {
    "sprintf vsprintf": "snprintf, or better arena_printf",
    "strcpy stpcpy strcat strncpy strncat": "arena_copy, arena_printf or buf_add",
    "strtok strtok_r": "strchr, strcspn",
    "atoi atol atoll atof sscanf scanf fscanf strtol strtoul strtoll strtoull": "num_int",
    "gets mktemp tmpnam tempnam": "nothing: it can't be used safely",
    "alloca": "the arena",
    "rand srand random srandom drand48": "token_random or id_new",
    "localtime gmtime ctime asctime": "clock_*",
    "setlocale": "nothing: numbers and sorting must not change with the host",
    "getenv setenv putenv": "conf_*: settings stand in one file",
}
INSTEAD = {name: instead for names, instead in BANNED.items() for name in names.split()}
MAY_USE = {
    ("cgi-bin/base/clock.c", "setenv"): "libc knows time zones by TZ only",
    ("cgi-bin/base/json_parse.c", "strtoll"): "does a number fit, before json-c cuts it off",
    ("cgi-bin/coach/start.c", "getenv"): "where the settings' file is",
    ("cgi-bin/web/fcgi.c", "getenv"): "plain CGI is an environment",
}
# What a test may do to the world it stands in.
TESTS_MAY = {"sscanf", "setenv", "setlocale", "strtoul", "getenv"}


def banned(path, text):
    return [
        f"{tree.line_at(text, m.start())}: {m[1]}: use {INSTEAD[m[1]]}"
        for m in re.finditer(r"(?<![\w.>])(\w+)\s*\(", tree.code(text))
        if m[1] in INSTEAD and (path, m[1]) not in MAY_USE and not (path.startswith("tests/") and m[1] in TESTS_MAY)
    ]


def html(path, text):
    tag = re.compile(r"</?(?:[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>|<!--|<!DOCTYPE|&(?:lt|gt|amp|quot|nbsp|#\d+);", re.I)
    return [f"{line}: HTML: {value[:60]}" for line, value in tree.strings(text) if tag.search(value)]


SQL = re.compile(
    r"\b(SELECT\s+\S.*|INSERT INTO|UPDATE \S+ SET|DELETE FROM|TRUNCATE|CREATE (?:TABLE|INDEX|SCHEMA|ROLE|POLICY)|ALTER TABLE|DROP TABLE|WHERE \S+ =)",
    re.S,
)


def sql(path, text):
    if path.startswith("cgi-bin/store/"):
        return []
    return [f"{line}: SQL: {value[:60]}" for line, value in tree.strings(text) if SQL.search(value)]


def transactions(path, text):
    """Only db begins and ends transactions: what a page does is one transaction by being one db_transact."""
    if re.fullmatch(r"cgi-bin/store/(db|db_\w+|work)\.c", path):
        return []
    word = re.compile(r"\s*(BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|SET (SESSION|LOCAL|TRANSACTION))\b")
    return [f"{line}: {value[:40]}" for line, value in tree.strings(text) if word.match(value)]


def statements(path, text):
    """SQL is never made while running: every statement is a static constant of literals, every value a parameter."""
    if path == "cgi-bin/store/work.h":
        return []
    code = tree.code(text)
    found = tree.places(r"\(\s*(?:const )?struct statement\s*\)", code, "a statement made while running")
    if path.startswith("cgi-bin/store/") and path.endswith(".c"):
        for m in re.finditer(r"(?m)^[^\n]*\bstruct statement (\w+)(\[\])? =", code):
            if not m[0].startswith("static const struct statement"):
                found.append(f"{tree.line_at(code, m.start())}: statement {m[1]} is not static const")
    return found


# A migration's file, in one place, and its note.
MAY_EXECUTE = {"cgi-bin/store/db.c": {"PQexec", "PQexecParams"}}


def execute(path, text):
    """PQexec takes many statements in one text, so it gets nothing that anybody typed: migrations only."""
    found = []
    for m in re.finditer(r"\b(PQ(?:exec|execParams|sendQuery|sendQueryParams|prepare|escape\w+))\s*\(", tree.code(text)):
        if m[1] not in MAY_EXECUTE.get(path, ()):
            found.append(f"{tree.line_at(text, m.start())}: {m[1]}")
    return found


# Words that tell a model what to do. What the built-in coach says to a person isn't among them.
TELLING = re.compile(
    r"\b(you are (a|an|the) \w+ (coach|assistant|marker|interviewer)|(answer|respond|reply|return)( only)? (with|in|as) (a |one )?json|as json\b"
    r"|(your|the) (answer|output) must (match|be|follow)|json schema|do not (invent|make up)|output only|system prompt|few-shot)",
    re.I,
)


def prompts(path, text):
    """Text for a model stands in prompts/: no literal that tells a model what to do, and in llm/ no prose of any kind."""
    found = [f"{line}: prompt text: {value[:60]}" for line, value in tree.strings(text) if TELLING.search(value)]
    if path.startswith("cgi-bin/llm/"):
        for line, value in tree.strings(text):
            if len(re.findall(r"[A-Za-z]{2,}", re.sub(r"%\S*", "", value))) > 16:
                found.append(f"{line}: prose in llm/: {value[:60]}")
    return found


def unfinished(path, text):
    return tree.places(r"\b(TODO|FIXME|XXX|HACK|TBD|WIP|not implemented|unimplemented)\b", text, "{0}")


def machine(path, text):
    """No path of the machine it was written on."""
    return tree.places(r"(?<![\w.])/(?:home(?!/you\b)|Users|root|work|tmp/gr|mnt|media)/\w+", text, "{0}")


def log_words(path, text):
    """A log call's words are literals, names of a table's rows, or error classes: nothing that a person or a model wrote."""
    fine = re.compile(
        r"""".*"|\w*_name\(.*\)|\w+(?:->|\.)(?:path|route->path|method|provider->name|mode->name|s\.name)|state|name
            |(?:list|wire|s)->provider|budgets\[i\]\.setting|trouble\.why|gone|q->mode|q->model|lessons\[i\]\.word|answer->request_id
            |.*\?\s*(?:".*"|\w+(?:->\w+)+)\s*:\s*".*"|in->queue\[.*\]\.s\.name|w""",
        re.X,
    )
    found = []
    plain = tree.without_comments(text)
    for m in re.finditer(r"\bLOG_WORD\(\s*\"?\w+\"?\s*,\s*", plain):
        depth, end = 1, m.end()
        while depth and end < len(plain):
            depth += {"(": 1, ")": -1}.get(plain[end], 0)
            end += 1
        value = " ".join(plain[m.end() : end - 1].split())
        if not fine.fullmatch(value):
            found.append(f"{tree.line_at(text, m.start())}: LOG_WORD({value})")
    return found


def must_use(path, text):
    """What can fail has to be looked at."""
    code = tree.code(text)
    return [
        f"{tree.line_at(code, m.start(1))}: {m[1]} lacks MUST_USE"
        for m in re.finditer(r"(?m)^(?!MUST_USE)[ \t]*(?:static inline |extern )?enum err (\w+)\(", code)
        if path.endswith(".h") and path.startswith("cgi-bin/")
    ]


DECLARED = re.compile(r"(?m)^(?!typedef|static|#|return)[A-Za-z][\w \t*]*?[ *](\w+)\([^;{}]*\)(?:\s*__attribute__\(\(.*?\)\))?;")


def commented(path, text):
    """A public function has a comment, or the group it stands in has."""
    found, at = [], 1
    previous = ""
    for group in re.split(r"\n[ \t]*\n", text):
        bare = tree.without_comments(group)
        names = DECLARED.findall(bare)
        if names and "/*" not in group and "//" not in group and not previous.rstrip().endswith("*/"):
            found.append(f"{at}: no comment says what {', '.join(names)} means")
        at += group.count("\n") + 2
        previous = group
    return found


LINES_MOST = 600


def length(path, text):
    n = text.count("\n")
    return [f"{n}: lines, more than {LINES_MOST}: split it by worry"] if n > LINES_MOST else []


# --- The tree under them -----------------------------------------------------------------------------------------------------


def headers():
    return [p for p in tree.product() if p.endswith(".h")]


def text_files():
    """Everything of the repository that is text."""
    names = subprocess.run(["git", "ls-files"], cwd=tree.ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    names = [n for n in names if n and not n.startswith("tests/lint/") and os.path.exists(os.path.join(tree.ROOT, n))]
    return [n for n in names if b"\0" not in open(os.path.join(tree.ROOT, n), "rb").read(8000) and "/corpus/" not in n]


def written():
    """What people wrote by hand as code, and must find their way in."""
    return [n for n in text_files() if re.search(r"\.(c|h|cc|py|sql|tpl|sh|css|js|conf)$", n)]


RULES = {
    "banned": (banned, tree.c_files, "int n = atoi(text);"),
    "html": (html, tree.product, 'buf_add(&b, "<p class=\\"x\\">");'),
    "sql": (sql, tree.product, 'static const char q[] = "SELECT id"\n " FROM gr.users";'),
    "transactions": (transactions, tree.product, 'WORK_RUN(w, NULL, &(S){"x", "COMMIT"});'),
    "statements": (statements, tree.product, 'work_want(w, &(struct statement){"x", text}, NULL, 0);'),
    "execute": (execute, tree.product, "PQexec(conn, text);"),
    "prompts": (prompts, tree.product, '"You are a patient coach. Respond with JSON."'),
    "unfinished": (unfinished, text_files, "/* TO" + "DO: later */"),
    "machine": (machine, text_files, '"/ho' + 'me/ann/x"'),
    "log_words": (log_words, tree.product, 'log_event(LOG_INFO, "x", LOG_WORD("answer", t->answer));'),
    "must_use": (must_use, headers, "enum err plan_read(struct work *w);"),
    "commented": (commented, headers, "#ifndef X\n\nenum err plan_read(struct work *w,\n    int n);\n\n#endif\n"),
    "length": (length, written, "x\n" * 601),
    "conditionals": (house.crowded, tree.product, "int f(int n)\n{\n    return n < 0 ? -1 : n > 0 ? 1 : 0;\n}\n"),
    "letters": (house.unknown_letters, tree.product, "void plan_drop(struct arena *a, struct plan *p, size_t i);\n"),
}


@pytest.mark.parametrize("name", RULES)
def test_rule(name):
    rule, paths, _ = RULES[name]
    tree.clean(tree.over(paths(), rule))


@pytest.mark.parametrize("name", RULES)
def test_rule_finds(name):
    rule, _, bad = RULES[name]
    assert rule("cgi-bin/coach/plan.h", bad)


@pytest.mark.parametrize("name", RULES)
def test_rule_leaves_in_peace(name):
    good = '/* atoi() of a <p> in a comment */\n#include <stdio.h>\nlog_event(LOG_INFO, "plan", LOG_WORD("class", err_name(e)));\nif (a < b && c > d)\n    "Please select one";\n'
    assert not RULES[name][0]("cgi-bin/coach/plan.h", good)


# --- Settings: each is asked for by a name that is there, as what it is; each is used -----------------------------------------


def settings():
    rows = re.findall(r'\{"([a-z0-9_]+\.[a-z0-9_]+)", (TEXT|INT),', tree.read("cgi-bin/base/conf.c"))
    assert len(rows) > 10
    return {name: kind.lower() for name, kind in rows}


def test_settings_are_asked_for_by_their_names():
    known, found = settings(), []
    for path in tree.product():
        for m in re.finditer(r'\bconf_(text|int)\([^;"]*?"([^"]+)"\)', tree.without_comments(tree.read(path))):
            if known.get(m[2]) != m[1]:
                found.append(f"{path}: conf_{m[1]} of {m[2]}, which is {known.get(m[2])}")
    tree.clean(found)


def test_every_setting_is_used():
    everything = "\n".join(tree.without_comments(tree.read(p)) for p in tree.product() if p != "cgi-bin/base/conf.c")
    everything += tree.read("deploy/site")
    assert not [name for name in settings() if f'"{name}"' not in everything and name.split(".")[1] not in everything]


# --- Statements: names are unique, for each is prepared once per connection ---------------------------------------------------


def test_statement_names_are_unique():
    seen, twice = {}, []
    for path in tree.files("cgi-bin/store/*.c"):
        for name in re.findall(r'static const struct statement \w+ = \{\s*"(\w+)"', tree.read(path)):
            if name in seen:
                twice.append(f"{name}: {seen[name]} and {path}")
            seen[name] = path
    assert len(seen) > 50
    tree.clean(twice)
