"""C as the measures read it: tokens, brackets, statements, functions with their parameters, conditionals. It reads what clang-format lays out and a
compiler takes; it is no parser of all C, and of C++ it knows what cgi-bin/web/tpl.cc has."""

import functools
import re
from dataclasses import dataclass, field

from tests.lint import tree

TOKEN = re.compile(r"""[A-Za-z_]\w*|\.?\d(?:[eEpP][+-]|[\w.])*|"[^"\n]*"|'[^'\n]*'|->|\+\+|--|\.\.\.|::|(?:<<|>>|[-+*/%&^|<>=!])=|\S""")
DIRECTIVE = re.compile(r"(?m)^[ \t]*#(?:[^\\\n]|\\\n|\\.)*")
DEFINE = re.compile(r"[ \t]*#[ \t]*define[ \t]+\w+(?:\([^)]*\))?")
CLOSES = {")": "(", "]": "[", "}": "{"}
CONTROL = {"if", "for", "while", "switch"}
# What may stand before a bracket without calling anything, and words that are no name of a parameter.
NO_CALL = {"return", "sizeof", "alignof", "_Alignof", "_Alignas", "case", "typeof", "__typeof__", "in"}
TYPE_WORDS = {"void", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "bool", "_Bool", "struct", "union", "enum"}
QUALIFIERS = {"const", "volatile", "restrict", "register", "static", "inline", "extern", "_Atomic"}
ATTRIBUTE = "__attribute__"


@dataclass
class Node:
    """A token, or a pair of brackets with what stands between them."""

    text: str  # of a pair, the bracket that opens it
    line: int
    items: list = None  # None: a token
    end: int = 0  # of a pair, the line of the bracket that closes it

    def is_name(self):
        return self.items is None and re.match(r"[A-Za-z_]", self.text) is not None

    def opens(self, bracket):
        return self.items is not None and self.text == bracket


@dataclass
class Statement:
    """A statement, a declaration, or the head of what a body in braces follows."""

    items: list
    body: Node = None


@dataclass
class Parameter:
    type: str  # without const: "struct arena *"
    name: str
    line: int


@dataclass
class Function:
    name: str
    line: int
    parameters: list = field(default_factory=list)
    lines: int = 0  # from the first line of its head to its closing brace; 0: a declaration


def bracketed(text):
    """The nodes of a text whose comments and literals are blanked. A bracket that nothing opened or closed, as a macro may have, is passed over."""
    top, open_ = [], []
    line, at = 1, 0
    for m in TOKEN.finditer(text):
        line, at = line + text.count("\n", at, m.start()), m.start()
        here = open_[-1].items if open_ else top
        if m[0] in CLOSES.values():
            open_.append(Node(m[0], line, []))
            here.append(open_[-1])
        elif m[0] not in CLOSES:
            here.append(Node(m[0], line))
        elif open_ and open_[-1].text == CLOSES[m[0]]:
            open_.pop().end = line
    return top


def parts(text):
    """The file's own nodes, then those of each macro's body. Of the other directives nothing is kept."""
    text = tree.code(text)
    bodies = []
    for m in DIRECTIVE.finditer(text):
        if head := DEFINE.match(m[0]):
            before = "\n" * text.count("\n", 0, m.start()) + tree.blank(head[0])
            bodies.append(bracketed(before + m[0][head.end() :].replace("\\\n", " \n")))
    return [bracketed(DIRECTIVE.sub(lambda m: tree.blank(m[0]), text)), *bodies]


# --- Statements --------------------------------------------------------------------------------------------------------------


def has_statements(items, i, inside):
    """Whether the braces at i hold statements or members, rather than the values of an initialiser. `inside`: the bracket around them, "" for none
    or for braces that hold statements themselves."""
    if i == 0:
        return inside in ("", "(")
    before = items[i - 1]
    if before.opens("("):  # a function, a loop; or a compound literal, whose type is in the brackets
        return i > 1 and items[i - 2].is_name() and items[i - 2].text not in NO_CALL
    if before.items is not None:
        return before.text == "{"
    return before.text in ";:" or before.text.startswith('"') or (before.is_name() and before.text not in NO_CALL)


def split(items):
    """The statements that stand side by side in a sequence."""
    now, questions = [], 0
    for i, item in enumerate(items):
        if item.opens("{") and has_statements(items, i, ""):
            yield Statement(now, item)
        elif item.text == ";":
            yield Statement(now)
        elif item.text == ":" and questions == 0:  # a label, or the width of a member
            yield Statement(now)
        elif item.opens("(") and now and now[-1].text in CONTROL:
            yield Statement(now + [item])
        else:
            questions += (item.text == "?") - (item.text == ":")
            now.append(item)
            continue
        now, questions = [], 0
    if now:
        yield Statement(now)


def bodies_within(items, inside):
    """Braces with statements inside an expression: ({ ... }), and lambdas of C++."""
    for i, item in enumerate(items):
        if item.opens("{") and has_statements(items, i, inside):
            yield item
        elif item.items is not None:
            yield from bodies_within(item.items, item.text)


def statements(items):
    """All statements, those in bodies too, each by itself."""
    for one in split(items):
        yield one
        for body in [one.body] if one.body else []:
            yield from statements(body.items)
        for body in bodies_within(one.items, "{"):
            yield from statements(body.items)


# --- Conditionals ------------------------------------------------------------------------------------------------------------

# What ends an operand of ?: on its right and begins one on its left.
ENDS = {",", ";", ":", "=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="}


def operand(items, i, inside, found):
    """Reads one expression without commas from i: (where it ends, how many conditionals are in it). Each goes into found as (line, whether one
    of its operands holds another)."""
    n = 0
    while i < len(items) and items[i].text not in ENDS:
        item = items[i]
        if item.items is not None:
            if not (item.text == "{" and has_statements(items, i, inside)):
                n += sequence(item.items, item.text, found)
        elif item.text == "?":
            i += 1
            while i < len(items) and items[i].text != ":":
                i, more = operand(items, i, inside, found)
                n += more
                i += i < len(items) and items[i].text != ":"
            i, more = operand(items, i + 1, inside, found)
            n += more
            found.append((item.line, n > 0))
            return i, n + 1
        i += 1
    return i, n


def sequence(items, inside, found):
    i, n = 0, 0
    while i < len(items):
        i, more = operand(items, i, inside, found)
        n, i = n + more, i + 1
    return n


def conditionals(statement):
    """[(line, whether it is nested)] of a statement, in order of their lines."""
    found = []
    sequence(statement.items, "{", found)
    return sorted(found)


# --- Functions ---------------------------------------------------------------------------------------------------------------


def plain_type(items):
    words = [item.text for item in items if item.text not in QUALIFIERS]
    return " ".join(words).replace("* *", "**")


def parameter(items):
    """The parameter that a piece of a list declares, or None where it has no name."""
    for i, item in enumerate(items):  # a pointer to a function or an array: type (*name)(...)
        if item.opens("(") and i + 1 < len(items) and items[i + 1].items is not None and item.items and item.items[0].text == "*":
            names = [inner for inner in item.items if inner.is_name() and inner.text not in QUALIFIERS]
            return Parameter(plain_type(items[:i]) + " (*)", names[-1].text, names[-1].line) if names else None
    while items and items[-1].opens("["):
        items = items[:-1]
    if len(items) < 2 or not items[-1].is_name() or items[-1].text in TYPE_WORDS | QUALIFIERS:
        return None
    before = [item.text for item in items[:-1] if item.text not in QUALIFIERS]
    if not before or before[-1] in ("struct", "union", "enum", "::"):
        return None
    return Parameter(plain_type(items[:-1]), items[-1].text, items[-1].line)


def parameters(brackets):
    found, piece = [], []
    for item in brackets.items + [Node(",", 0)]:
        if item.text == ",":
            if one := parameter(piece):
                found.append(one)
            piece = []
        else:
            piece.append(item)
    return found


def function(statement):
    """The function that a statement outside all functions defines or declares, or None."""
    items = statement.items
    if not items or items[0].text == "typedef" or any(item.text == "=" for item in items):
        return None
    for i in range(2, len(items)):
        if not items[i].opens("(") or not items[i - 1].is_name() or items[i - 1].text == ATTRIBUTE:
            continue
        if i + 1 < len(items) and items[i + 1].opens("("):  # a pointer to a function
            return None
        lines = statement.body.end - items[0].line + 1 if statement.body else 0
        return Function(items[i - 1].text, items[i - 1].line, parameters(items[i]), lines)
    return None


def functions_of(items):
    for one in split(items):
        first = one.items[0].text if one.items else ""
        if one.body and (first == "namespace" or (first == "extern" and len(one.items) == 2)):
            yield from functions_of(one.body.items)
        elif found := function(one):
            yield found


@functools.lru_cache(None)
def functions(text):
    """The functions that a text defines and declares. Those that a macro makes are not among them."""
    return list(functions_of(parts(text)[0]))


@functools.lru_cache(None)
def all_statements(text):
    return [one for part in parts(text) for one in statements(part)]


def calls(text):
    """(line, name) of each call, and of each declaration and definition, which look alike."""

    def within(items):
        for i, item in enumerate(items):
            if item.items is not None:
                if item.text == "(" and i > 0 and items[i - 1].is_name():
                    yield items[i - 1].line, items[i - 1].text
                yield from within(item.items)

    for part in parts(text):
        yield from within(part)


def names(text):
    """(line, name) of every identifier."""

    def within(items):
        for item in items:
            if item.items is not None:
                yield from within(item.items)
            elif item.is_name():
                yield item.line, item.text

    for part in parts(text):
        yield from within(part)
