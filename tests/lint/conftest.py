"""`make test` runs the lints that take seconds; `make lint` (LINT=1) also those that take a minute or two."""

import os

collect_ignore = [] if os.environ.get("LINT") else ["test_checkers.py"]
