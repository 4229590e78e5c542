"""How easy the house is to live in, measured: `make house` prints one table of cgi-bin, each figure beside what it should be. WHERE=1 lists the
places behind the figures. Rules of the same kind measure by the same functions."""

import os
import re
import statistics

from tests.lint import syntax, tree

FUNCTION_MOST, FILE_MOST = 60, 400
# Parameters of one letter that everybody knows, by what they must be; and those that number something, or say how many there are.
CONTEXT = {"a": r"struct arena \*", "w": r"struct work \*", "r": r"struct request \*", "e": r"enum err"}
INDEX = {**{letter: r"size_t|int" for letter in "ijk"}, "n": r"(size_t|int|int64_t|long)( \*)?"}
# Columns of a row are read by position here only.
ROW_MECHANISM = {f"cgi-bin/store/{name}" for name in ("work.c", "work.h", "row.c", "row.h")}
COLUMN = re.compile(r"work_(id|int|text|bytes|bool|null)")


# --- What is measured: (path, text) -> ["line: what"], as the rules of test_code -----------------------------------------------


def conditionals(path, text):
    return [f"{line}: ?:" for one in syntax.all_statements(text) for line, _ in syntax.conditionals(one)]


def nested(path, text):
    """Conditionals one of whose operands holds another."""
    return [f"{line}: a ?: within a ?:" for one in syntax.all_statements(text) for line, inner in syntax.conditionals(one) if inner]


def crowded(path, text):
    """Statements with more than one conditional."""
    found = []
    for one in syntax.all_statements(text):
        lines = syntax.conditionals(one)
        if len(lines) > 1:
            how = "one within another" if any(inner for _, inner in lines) else "side by side"
            found.append(f"{lines[0][0]}: {len(lines)} ?: in a statement, {how}")
    return found


def named(path, text):
    return [one for function in syntax.functions(text) for one in function.parameters]


def is_known(one, known):
    return one.name in known and re.fullmatch(known[one.name], one.type) is not None


def letters(path, text):
    return [f"{one.line}: {one.type} {one.name}" for one in named(path, text) if len(one.name) == 1]


def letters_beside_context(path, text):
    return [f"{one.line}: {one.type} {one.name}" for one in named(path, text) if len(one.name) == 1 and not is_known(one, CONTEXT)]


def unknown_letters(path, text):
    """Parameters of one letter that are neither of the context nor an index."""
    return [
        f"{one.line}: {one.type} {one.name}: a word"
        for one in named(path, text)
        if len(one.name) == 1 and not is_known(one, CONTEXT) and not is_known(one, INDEX)
    ]


def columns(path, text):
    """Columns read by their position."""
    if path in ROW_MECHANISM:
        return []
    return [f"{line}: {name}" for line, name in syntax.calls(text) if COLUMN.fullmatch(name)]


def tickets(path, text):
    return [f"{line}: {name}" for line, name in syntax.names(text) if "ticket" in name.lower()]


def defined(text):
    return [one for one in syntax.functions(text) if one.lines]


def long_functions(path, text):
    return [f"{one.line}: {one.name} has {one.lines} lines" for one in defined(text) if one.lines > FUNCTION_MOST]


def long_file(path, text):
    n = text.count("\n")
    return [f"{n}: lines"] if n > FILE_MOST else []


def code_lines(text):
    """Lines that are neither blank nor comment."""
    return sum(1 for line in tree.without_comments(text).split("\n") if line.strip())


# --- Circles among files, by what they call: a name that begins with another file's is no part of it ------------------------------


def by_symbols(symbols):
    """{module: modules it calls, or whose tables it reads} of {path: (what it exports, what it needs)}."""
    owner = {name: tree.module(path) for path, (exports, _) in symbols.items() for name in exports}
    return {tree.module(path): {owner[name] for name in needs if name in owner} - {tree.module(path)} for path, (_, needs) in symbols.items()}


def own_includes(paths):
    return {path: {name for _, mark, name in tree.includes(path) if mark == '"'} for path in paths}


def circles(edges):
    """The groups of modules each of which reaches all others of its group, sorted (Tarjan 1972)."""
    number, low, stack, found = {}, {}, [], []

    def visit(node):
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in sorted(edges.get(node, ())):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            group = stack[stack.index(node) :]
            del stack[-len(group) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(edges):
        if node not in number:
            visit(node)
    return sorted(found)


def told(groups):
    return [" <-> ".join(group) for group in groups]


# --- The table ---------------------------------------------------------------------------------------------------------------


def by_folder(paths):
    """{folder: code lines}, the biggest first; programs' mains stand in none."""
    found = {}
    for path in paths:
        if tree.layer_of(path):
            found[tree.layer_of(path)] = found.get(tree.layer_of(path), 0) + code_lines(tree.read(path))
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def share(part, whole):
    return f"{100 * part / max(whole, 1):.1f} %"


def measured(paths):
    """[(what, figure, goal or "", places)]."""
    texts = {path: tree.read(path) for path in paths}
    lines = sum(code_lines(text) for text in texts.values())
    folders = by_folder(paths)
    biggest = next(iter(folders))
    parameters = sum(len(named(path, text)) for path, text in texts.items())
    lengths = [one.lines for text in texts.values() for one in defined(text)]

    def row(what, rule, goal, figure=len):
        places = tree.over(paths, rule)
        return what, figure(places), goal, places

    def per_thousand(places):
        return f"{1000 * len(places) / lines:.1f}"

    def of_parameters(places):
        return share(len(places), parameters)

    called = told(circles(by_symbols(tree.symbols())))
    return [
        ("circles among files", len(called), "0", called),
        (
            f"biggest folder's share of the code ({biggest})",
            share(folders[biggest], lines),
            "20 %",
            [f"{name}: {n} lines, {share(n, lines)}" for name, n in folders.items()],
        ),
        row("?: per 1,000 lines", conditionals, "7", per_thousand),
        row("nested ?: per 1,000 lines", nested, "0", per_thousand),
        row("parameters of one letter", letters, "", of_parameters),
        row(f"parameters of one letter but {', '.join(CONTEXT)}", letters_beside_context, "15 %", of_parameters),
        row("columns read by position", columns, "0"),
        row("uses of a ticket", tickets, "0"),
        row(f"functions over {FUNCTION_MOST} lines", long_functions, ""),
        row(f"files over {FILE_MOST} lines", long_file, ""),
        ("median function, lines", f"{statistics.median(lengths):g}", "", []),
        ("functions", len(lengths), "", []),
        ("code lines (without blanks and comments)", lines, "", []),
    ]


def main():
    rows = measured(tree.product())
    if os.environ.get("WHERE"):
        for what, _, _, places in rows:
            if places:
                print(f"# {what}\n" + "\n".join(places) + "\n")
    wide = max(len(what) for what, *_ in rows)
    print(f"{'':{wide}}  {'here':>8}  {'goal':>6}")
    for what, figure, goal, _ in rows:
        print(f"{what:{wide}}  {figure:>8}  {goal:>6}".rstrip())


if __name__ == "__main__":
    main()
