"""Fields: a row of web/forms.c names the member that its value goes into. Nothing that a person types may be lost on the way: every form is filled
by a page, every member that is filled is read, and every field has its input."""

import re

from tests.lint import test_templates, tree

FORMS_C, FORMS_H = "cgi-bin/web/forms.c", "cgi-bin/web/forms.h"
ROW = re.compile(r"\bFIELD(_OF|_ALL_OF|_ALL|_UNREAD)?\(\s*((?:[^()\"]|\"(?:\\.|[^\"\\])*\")*)\)")


def expanded(text):
    """forms.c with its own macros in their places."""
    macros = {}
    for m in re.finditer(r"(?m)^#define (\w+)(?:\((\w+)\))?[ \t\\]*\n?((?:.*\\\n)*.*)\n", text):
        macros[m[1]] = (m[2], m[3].replace("\\\n", "\n"))
    body = re.sub(r"(?m)^#define (?:.*\\\n)*.*\n", "", text)
    for name, (parameter, meaning) in macros.items():
        if parameter:
            body = re.sub(rf"\b{name}\((\w+)\)", lambda m: re.sub(rf"\b{parameter}\b", m[1], meaning), body)
        else:
            body = re.sub(rf"\b{name}\b", lambda m: meaning, body)
    return body


def forms(text):
    """{form: [(macro, its arguments)]} of a forms.c."""
    text = expanded(tree.without_comments(text))
    lists = re.finditer(r"(?ms)^(?:static )?const struct field forms_(\w+)\[\] = \{(.*?)\};", text)
    return {m[1]: [(r[1] or "", [part.strip() for part in r[2].split(",")]) for r in ROW.finditer(m[2])] for m in lists}


def structs(header, source):
    """{form: the struct that it fills}."""
    return dict(re.findall(r"\bFORM\((\w+), (struct \w+)\)", header)) | {
        form: struct for struct, form in re.findall(r"typedef (struct \w+) forms_(\w+)_of;", source)
    }


def place(macro, arguments):
    """(struct, member) that a row's value goes into; None for what is looked at and goes nowhere."""
    if macro == "_UNREAD":
        return None
    return (arguments[1], arguments[2]) if macro in ("", "_ALL") else (arguments[0], arguments[1])


def astray(text, header):
    """Rows that are made by hand, and rows of another struct than their form's."""
    found = [f"{line}" for line in tree.places(r"\{\s*\"\w+\",|\.kind = FIELD_|\.at = ", text, "a row made by hand: {0}")]
    fills = structs(header, text)
    for form, rows in forms(text).items():
        for macro, arguments in rows:
            goes = place(macro, arguments)
            if goes and goes[0] != fills.get(form):
                found.append(f"forms_{form} fills {fills.get(form)}, its row {' '.join(arguments[:3])} does not")
    return found


def test_rows_fill_the_struct_of_their_form():
    tree.clean(astray(tree.read(FORMS_C), tree.read(FORMS_H)))
    header = "FORM(x, struct one);"
    assert not astray('const struct field forms_x[] = {FIELD(TEXT, struct one, a, "a"), FIELDS_END};', header)
    assert astray('const struct field forms_x[] = {FIELD(TEXT, struct two, a, "a"), FIELDS_END};', header)
    assert astray('const struct field forms_x[] = {{"a", FIELD_TEXT}, FIELDS_END};', header)


# --- Every form is filled, every member read ---------------------------------------------------------------------------------


def pages():
    return {path: tree.without_comments(tree.read(path)) for path in tree.files("cgi-bin/web/*.c") if path != FORMS_C}


def unfilled(routes_c, sources):
    """Forms of the route table that no page takes."""
    taken = {form for text in sources.values() for form in re.findall(r"\bFORM_(?:FILL|UPDATE)\(\s*\w+,\s*(\w+),", text)}
    return [f"forms_{form} is filled by no page" for form in sorted(set(re.findall(r"\.fields = forms_(\w+)", routes_c)) - taken)]


def read_by_page(struct, member, sources):
    """Does a page read it: x.member or x->member of an x that is such a struct?"""
    for text in sources.values():
        for name in set(re.findall(rf"\b{struct}\b[ *]*(\w+)\s*[;,=)]", text)):
            if re.search(rf"\b{name}(?:\.|->){member}\b", text):
                return True
    return False


def read_at_home(struct, member, headers):
    """Is it read, or kept, by the files that the struct belongs to?"""
    for header in headers:
        text = tree.without_comments(tree.read(header))
        if not re.search(rf"(?m)^{struct} {{", text):
            continue
        rows = "\n".join(re.findall(r"(?m)^#define (?:.*\\\n)*.*", text))
        own = rows + "".join(tree.without_comments(tree.read(p)) for p in tree.files(header[:-2] + ".c", header[:-2] + "_*.c"))
        return bool(re.search(rf"(?:\.|->|,\s*){member}\b", own))
    return False


def unread(forms_c, forms_h, sources):
    """Members that a form fills and nobody reads."""
    headers, found = tree.files("cgi-bin/store/*.h", "cgi-bin/coach/*.h"), []
    for form, rows in forms(forms_c).items():
        for macro, arguments in rows:
            goes = place(macro, arguments)
            if not goes:
                continue
            struct, member = goes[0], goes[1].split(".")[0]
            ours = re.search(rf"(?m)^{struct} {{", forms_h)
            if not (read_by_page(struct, member, sources) if ours else read_at_home(struct, member, headers)):
                found.append(f"forms_{form}: nobody reads {struct}'s {member}")
    return found


def test_every_form_is_filled_by_a_page():
    tree.clean(unfilled(tree.read("cgi-bin/web/routes.c"), pages()))
    assert unfilled(".fields = forms_x", {"page.c": "FORM_FILL(r, y, &in);"})
    assert not unfilled(".fields = forms_x", {"page.c": "FORM_UPDATE(r, x, &in);"})


def test_every_member_that_a_form_fills_is_read():
    tree.clean(unread(tree.read(FORMS_C), tree.read(FORMS_H), pages()))


def test_a_field_that_is_lost_is_found():
    ours = "struct form_x {\n    const char *a;\n};\nFORM(x, struct form_x);\n"
    row = 'const struct field forms_x[] = {FIELD(TEXT, %s, %s, "a", .max = 9), FIELDS_END};'
    assert unread(row % ("struct form_x", "a"), ours, {"page.c": "struct form_x in = {0}; use(other.a);"})
    assert not unread(row % ("struct form_x", "a"), ours, {"page.c": "struct form_x in = {0}; use(in.a);"})
    assert not unread(row % ("struct form_x", "a"), ours, {"page.c": "static void f(const struct form_x *in) { use(in->a); }"})
    assert unread(row % ("struct story", "shoe_size"), "", {})  # in the form and its struct, and never kept
    assert not unread(row % ("struct story", "lesson"), "", {})
    part = '#define PART(kind) \\\n    FIELD(kind, struct form_x, a, "a")\nconst struct field forms_x[] = {PART(RAW), FIELDS_END};\n'
    assert unread(part, ours, {})


OWN = {f"cgi-bin/web/{name}.c" for name in ("fields", "fields_fill", "request", "guard")}


def by_name(path, text):
    """Pages have their form's fields from its struct, what was typed from its rows."""
    if path.endswith(".h") or path in OWN:
        return []
    return tree.places(r"\br->(?:in|given)\b|\brequest_given\(", tree.code(text), "a field asked for by its name: {0}")


def test_no_page_asks_for_a_field_by_its_name():
    tree.clean(tree.over(tree.files("cgi-bin/web/*.c"), by_name))
    assert by_name("cgi-bin/web/page_x.c", 'json_get_text(r->in, "role", "");')


# --- Every field has an input ------------------------------------------------------------------------------------------------


def inputs(fields, prefix=""):
    """(what is shown of it, a pattern of its input's name) for each field that a form must have an input for."""
    for f in fields:
        name = prefix + re.escape(f["name"])
        if f["program"]:
            continue
        if f["kind"] == "object":
            yield from inputs(f["of"], name + r"\.")
        elif f["kind"] == "list":
            yield from inputs(f["of"], name + r"\.\d+\.")
        else:
            yield name + r"\.\d+" if f["kind"] in ("texts", "ints") else name


def without_input(one, all_forms):
    """Fields of a route that none of the forms that lead to it has an input for."""
    names = set()
    for form in all_forms:
        ways = [(form["method"], form["action"])] + [("POST", action) for action in form["also"]]
        if any(test_templates.route(method, action) == one for method, action in ways if action):
            names |= {re.sub(r"\{\{\w+\}\}", "1", name) for name in form["fields"]}
    return [
        f"{one['path']}: no form has an input for {pattern}"
        for pattern in inputs(one["fields"])
        if not any(re.fullmatch(pattern, name) for name in names)
    ]


def template_forms():
    return [form for name in test_templates.PAGES for form in test_templates.page(name).forms]


def test_every_field_has_its_input_or_is_a_programs():
    every = template_forms()
    tree.clean([found for one in test_templates.routes() if one["method"] != "GET" for found in without_input(one, every)])


def test_a_field_without_an_input_is_found():
    one = test_templates.route("POST", "/settings/profile")
    form = test_templates.Page('<form method="post" action="/settings/profile"><input name="name"><input name="role"></form>').forms
    assert without_input(one, form) == ["/settings/profile: no form has an input for zone"]
    assert list(inputs([{**f, "program": f["name"] == "zone"} for f in one["fields"]])) == ["name", "role"]
