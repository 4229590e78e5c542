"""The migrations: numbered without a gap or a double, and the program needs the last of them."""

import glob
import os
import re

from tests.lint import tree


def test_migrations_are_numbered_one_by_one_and_the_program_needs_the_last():
    numbers = sorted(int(os.path.basename(path)[:4]) for path in glob.glob(os.path.join(tree.ROOT, "sql/[0-9]*.sql")))
    assert numbers == list(range(1, len(numbers) + 1))
    needed = re.search(r"NEWEST_MIGRATION = (\d+)", tree.read("cgi-bin/store/db_check.c"))
    assert int(needed[1]) == numbers[-1]
