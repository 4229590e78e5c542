"""One scale for time, so that every test holds on a machine that is ten times too busy.

What must come is waited for long: that costs time only where it does not come. What must be quick is measured with a Watch, which sees meanwhile how
many wanted each processor, and allows for that."""

import os
import threading
import time

TIMES = 10


def patient(seconds):
    """How long to wait for what takes at most so many seconds on a machine that does nothing else."""
    return seconds * TIMES


def wait_for(what, seconds=20, every=0.2):
    """What `what()` gives as soon as it gives something."""
    end = time.monotonic() + patient(seconds)
    while time.monotonic() < end:
        if value := what():
            return value
        time.sleep(every)
    raise AssertionError("waited in vain")


class Watch:
    """A stopwatch that knows how busy the machine was while it ran."""

    def __init__(self):
        self.began, self.crowds, self.stopped = time.monotonic(), [], threading.Event()
        self.seconds = None
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self):
        while not self.stopped.wait(0.05):
            with open("/proc/stat") as f:
                running = int(next(line for line in f if line.startswith("procs_running")).split()[1])
            self.crowds.append(running / os.cpu_count())

    def stop(self):
        """The seconds since it began."""
        if self.seconds is None:
            self.stopped.set()
            self.seconds = time.monotonic() - self.began
        return self.seconds

    def allows(self, seconds):
        """What so many seconds on a machine of one's own may take on this one: each step of it waits for its turn, and so does who looks at it."""
        crowd = sum(self.crowds) / len(self.crowds) if self.crowds else 1
        return seconds * max(1, 2 * crowd - 1)

    def within(self, seconds):
        return self.stop() < self.allows(seconds)

    def __repr__(self):
        return f"{self.stop():.2f} s, where a second may take {self.allows(1):.1f}"
