"""One test for all cases of a kind, that tells of every case that failed: what the test needs is made once."""

import traceback


def for_each(cases, check):
    """check(case) for every one of `cases`, a dict by name; what it needs to know of all that failed stands under each name."""
    failed = []
    for name, case in cases.items():
        try:
            check(case)
        except Exception as e:  # told below, with the others
            where = next((f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_tb(e.__traceback__)) if "/tests/" in f.filename), "")
            failed.append(f"{name}: {type(e).__name__} at {where}: {e}")
    assert cases, "no case"
    assert not failed, f"{len(failed)} of {len(cases)} failed:\n\n" + "\n\n".join(failed)
