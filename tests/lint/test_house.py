"""The measures of tests/lint/house.py, each shown something that it must count and its twin that it must not."""

import re

import pytest

from tests.lint import house, syntax, tree


def lines_of(found):
    return [int(one.split(":")[0]) for one in found]


def within(statement):
    return f"void f(void)\n{{\n    {statement}\n}}\n"


# --- Conditionals ------------------------------------------------------------------------------------------------------------

NO_CONDITIONAL = {
    "string": 's = "really? yes: no";',
    "string of two lines": 's = "really?" /* why? */\n        " yes: \\"no?\\"";',
    "character": "if (*p == '?' || *p == '\\'' || *p == ':')\n        p++;",
    "comment": "n++; // is it? yes : no\n    /* a ? b : c */",
    "case": "switch (c) {\n    case 'x':\n    case A_B: n = 1; break;\n    default: break;\n    }",
    "label": "again:\n    goto again;",
    "width of a member": "struct s { unsigned a : 3, b : 4; };",
    "designated initialiser": "struct s s = {.a = 1, [B] = {.c = 2}};",
}


@pytest.mark.parametrize("what", NO_CONDITIONAL)
def test_what_is_no_conditional_is_not_counted(what):
    assert house.conditionals("x.c", within(NO_CONDITIONAL[what])) == []


CONDITIONAL = {
    "plain": "n = a ? 1 : 2;",
    "returned": "return a ? 1 : 2;",
    "of gcc's": "n = a ?: 2;",
    "of a case": "switch (c) {\n    case A ? 1 : 2: break;\n    }",
    "in a condition": "if (a ? b : c)\n        n++;",
    "after a label": "again: n = a ? 1 : 2;",
    "in an initialiser": "struct s s = {.a = b ? 1 : 2, .c = 3};",
    "in a compound literal": "f(&(struct s){.a = b ? 1 : 2});",
    "as a width": "struct s { unsigned a : 4 > 3 ? 2 : 1; };",
}


@pytest.mark.parametrize("what", CONDITIONAL)
def test_a_conditional_is_counted_once_and_is_not_nested(what):
    text = within(CONDITIONAL[what])
    assert len(house.conditionals("x.c", text)) == 1
    assert house.nested("x.c", text) == [] and house.crowded("x.c", text) == []


NESTED = {
    "in the last operand": "n = a ? 1 : b ? 2 : 3;",
    "in the middle": "n = a ? b ? 1 : 2 : 3;",
    "in the condition": "n = (a ? b : c) ? 1 : 2;",
    "in an argument": "n = a ? f(b ? 1 : 2) : 3;",
    "in an index": "n = p[a ? 1 : 0] ? 1 : 2;",
    "in a compound literal": "n = a ? f(&(struct s){.b = c ? 1 : 2}) : 3;",
    "after a comma in the middle": "n = a ? x, b ? 1 : 2 : 3;",
}


@pytest.mark.parametrize("what", NESTED)
def test_a_conditional_that_holds_another_is_nested(what):
    text = within(NESTED[what])
    assert len(house.conditionals("x.c", text)) == 2
    assert lines_of(house.nested("x.c", text)) == [3]
    assert lines_of(house.crowded("x.c", text)) == [3]


def test_a_chain_of_three_holds_two():
    assert len(house.nested("x.c", within("n = a ? 1 : b ? 2 : c ? 3 : 4;"))) == 2


SIDE_BY_SIDE = {
    "two arguments": "f(a ? 1 : 2, b ? 3 : 4);",
    "two summands": "n = (a ? 1 : 2) + (b ? 3 : 4);",
    "two declared": "int n = a ? 1 : 2, m = b ? 3 : 4;",
    "two members": "struct s s = {.a = b ? 1 : 2, .c = d ? 3 : 4};",
    "the head of a loop": "for (i = a ? 1 : 2; i < n; i += b ? 1 : 2)\n        n++;",
}


@pytest.mark.parametrize("what", SIDE_BY_SIDE)
def test_two_side_by_side_crowd_a_statement_but_are_not_nested(what):
    text = within(SIDE_BY_SIDE[what])
    assert house.nested("x.c", text) == []
    assert lines_of(house.crowded("x.c", text)) == [3]


APART = {
    "two statements": "n = a ? 1 : 2; m = b ? 3 : 4;",
    "a condition and what it guards": "if (a ? b : c)\n        n = d ? 1 : 2;\n    else\n        n = d ? 3 : 4;",
    "two cases": "switch (c) {\n    case 1: return a ? 1 : 2;\n    default: return b ? 1 : 2;\n    }",
    "a loop and its body": "while (a ? b : c) {\n        n = d ? 1 : 2;\n    }",
    "a statement expression": "n = a ? ({ int m = b ? 1 : 2; m; }) : 3;",
}


@pytest.mark.parametrize("what", APART)
def test_two_in_statements_of_their_own_are_fine(what):
    text = within(APART[what])
    assert len(house.conditionals("x.c", text)) > 1
    assert house.crowded("x.c", text) == [] and house.nested("x.c", text) == []


def test_a_macro_is_read_and_its_lines_are_right():
    text = "int n;\n#define PICK(a, b) \\\n    ((a) ? 1 : \\\n     (b) ? 2 : 3)\n#if defined(X) ? 1 : 0\n#endif\n"
    assert lines_of(house.conditionals("x.c", text)) == [3, 4]
    assert lines_of(house.nested("x.c", text)) == [3]


# --- Functions and their parameters --------------------------------------------------------------------------------------------


def parameters(text):
    return [(one.type, one.name) for one in house.named("x.c", text)]


def test_parameters_are_read_with_their_types():
    text = "MUST_USE enum err plan_read(struct work *w, const char *const names[], size_t n, uint8_t (*out)[32], void (*say)(int x), ...);\n"
    assert parameters(text) == [
        ("struct work *", "w"),
        ("char *", "names"),
        ("size_t", "n"),
        ("uint8_t (*)", "out"),
        ("void (*)", "say"),
    ]


NO_PARAMETER = {
    "none": "int f(void);",
    "without names": "int f(int, unsigned long, struct arena *, const struct x *, size_t, ...);",
    "a call": "int n = 0;\nint f(void)\n{\n    return g(a, b * c);\n}",
    "a pointer to a function": "static enum err (*show)(struct request *r);",
    "a type": "typedef enum err show(struct request *r);",
    "an attribute": "__attribute__((format(printf, 1, 2))) void f(void);",
    "a macro": "#define F(a, b) g(a, b)\nACT(page_home);",
}


@pytest.mark.parametrize("what", NO_PARAMETER)
def test_what_is_no_named_parameter_is_not_counted(what):
    assert parameters(NO_PARAMETER[what]) == []


def test_letters_of_the_context_and_indices_are_known_by_their_type():
    good = "enum err f(struct arena *a, struct work *w, const struct request *r, enum err e, size_t i, const int n, size_t *n, struct plan *plan);\n"
    bad = "enum err f(const struct answer *a, struct marker_word *w, double r, int e, clock_day i, char *n, struct plan *p, char c);\n"
    assert len(house.letters("x.c", good)) == 7 and len(house.letters_beside_context("x.c", good)) == 3
    assert house.unknown_letters("x.c", good) == []
    assert len(house.letters("x.c", bad)) == len(house.letters_beside_context("x.c", bad)) == len(house.unknown_letters("x.c", bad)) == 8


def test_a_function_is_as_long_as_from_its_head_to_its_brace():
    text = "int g(int x);\nstatic int f(int x,\n             int y)\n{\n    return (struct s){x}.a;\n}\nstatic const int t[] = {1, 2};\n"
    assert [(one.name, one.lines) for one in house.defined(text)] == [("f", 5)]


def test_functions_within_extern_c_and_a_namespace_are_read():
    text = 'namespace {\nint g(int x)\n{\n    return x;\n}\n}\nextern "C" {\nint f(int y)\n{\n    return y;\n}\n}\n'
    assert [one.name for one in house.defined(text)] == ["g", "f"]


def test_a_long_function_is_found():
    def of(lines):
        return "void f(void)\n{\n" + "    g();\n" * (lines - 3) + "}\n"

    assert house.long_functions("x.c", of(house.FUNCTION_MOST)) == []
    assert lines_of(house.long_functions("x.c", of(house.FUNCTION_MOST + 1))) == [1]


def test_a_long_file_is_found():
    assert house.long_file("x.c", "\n" * house.FILE_MOST) == []
    assert house.long_file("x.c", "\n" * (house.FILE_MOST + 1))


# --- Rows ----------------------------------------------------------------------------------------------------------------------


def test_a_column_read_by_position_is_found():
    text = "    p->id = work_id(w, t, row, 0);\n    n = work_count(w, t);\n    p->at = work_int(w, t, row, col + 1); /* work_text() */\n"
    assert lines_of(house.columns("cgi-bin/store/plan.c", text)) == [1, 3]
    assert house.columns("cgi-bin/store/row.c", text) == []


def test_a_ticket_is_found():
    assert lines_of(house.tickets("x.c", "const ticket t = user_want(w);\nr->tickets[0] = t; /* ticket */\n")) == [1, 2]
    assert house.tickets("x.c", 'log("ticket"); user_want(w, &user);') == []


def test_blanks_and_comments_are_no_code():
    assert house.code_lines("/* one\n * two */\n\nint n; /* three */\n// four\n}\n") == 2


# --- Circles -------------------------------------------------------------------------------------------------------------------


def test_a_circle_of_calls_is_found_whatever_the_files_are_called():
    planted = {
        "cgi-bin/store/db.c": ({"db_open"}, {"db_batch_run", "arena_alloc"}),
        "cgi-bin/store/db_batch.c": ({"db_batch_run"}, {"db_open"}),
        "cgi-bin/base/arena.c": ({"arena_alloc"}, set()),
    }
    assert house.told(house.circles(house.by_symbols(planted))) == ["store/db <-> store/db_batch"]
    planted["cgi-bin/store/db_batch.c"] = ({"db_batch_run"}, {"arena_alloc"})
    assert house.circles(house.by_symbols(planted)) == []


def test_a_circle_of_calls_is_found_where_one_header_hides_it():
    planted = {
        "cgi-bin/coach/plan.c": ({"plan_make"}, {"plan_say", "memcpy"}),
        "cgi-bin/coach/plan_say.c": ({"plan_say"}, {"plan_days"}),
        "cgi-bin/coach/plan_days.c": ({"plan_days"}, {"plan_make"}),
        "cgi-bin/coach/chat.c": ({"chat_show"}, {"plan_make"}),
    }
    assert house.told(house.circles(house.by_symbols(planted))) == ["coach/plan <-> coach/plan_days <-> coach/plan_say"]
    planted["cgi-bin/coach/plan_days.c"] = ({"plan_days"}, {"memcpy"})
    assert house.circles(house.by_symbols(planted)) == []


# --- All of it -------------------------------------------------------------------------------------------------------------------


def test_every_function_of_the_objects_is_read():
    """What the compiler made of the sources against what was read of them: exported functions of C that no macro made."""
    missed = []
    for path, (exports, _) in tree.symbols().items():
        if path.endswith(".c"):
            text = tree.read(path)
            read = {one.name for one in house.defined(text)}
            missed += [f"{path}: {name}" for name in exports - read if re.search(rf"(?m)^[A-Za-z][^\n;=]*\b{name}\(", tree.code(text))]
    tree.clean(missed)


def test_every_question_mark_of_the_code_is_read():
    tree.clean([p for p in tree.c_files() if tree.code(tree.read(p)).count("?") != len(house.conditionals(p, tree.read(p)))])


def test_the_table_has_a_figure_in_each_row():
    rows = house.measured(tree.product())
    assert len({what for what, *_ in rows}) == len(rows) > 10
    assert all(str(figure).strip("0") for _, figure, *_ in rows[-3:])


def test_all_braces_are_closed():
    assert syntax.bracketed("a { b ( c [ d ] ) }")[1].end == 1
    assert [node.text for node in syntax.bracketed(") a } b ( c")] == ["a", "b", "("]
