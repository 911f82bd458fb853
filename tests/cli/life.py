"""Two people live with the program: days, weeks and months of one real evening after
another, by the commands that a person would type, in `troth shell`.

The calendar is moved by libfaketime, by nothing in the programs. Who is away has no
network at all (a network namespace of their own). What they do is drawn from a
seed, which a failure names; what must hold is asserted by whoever calls this.
"""

import json
import os
import pathlib
import random
import select
import shlex
import subprocess
import time

from troth import DEADLINE_S, TROTH, Answer

DAY_S = 24 * 3600


def preloaded():
    """What LD_PRELOAD names: libfaketime, behind the sanitizer's library where there is one."""
    found = sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        raise AssertionError("libfaketime is missing; tests/packages/check names it")
    linked = subprocess.run(["ldd", str(TROTH)], capture_output=True, text=True, check=True).stdout
    sanitizers = [line.split("=>")[1].split()[0] for line in linked.splitlines() if "libasan" in line]
    return ":".join(sanitizers + [str(found[0])])


class Calendar:
    """How far the clocks of both people are ahead of this machine's; the relay keeps to the
    machine's. Only the time of day moves: what waits for some seconds waits for real ones."""

    def __init__(self):
        self.preload = preloaded()
        self.ahead_s = 0

    def move(self, seconds):
        self.ahead_s += seconds

    def day(self, days=0):
        """A day counted from today, as the files and options have it."""
        return time.strftime("%Y-%m-%d", time.gmtime(self.now_s() + days * DAY_S))

    def now_s(self):
        return time.time() + self.ahead_s

    def under(self):
        """What runs a program by this calendar: the libraries are for that program alone."""
        return ["env", f"LD_PRELOAD={self.preload}", f"FAKETIME=+{self.ahead_s}",
                "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1"]


class Evening:
    """One person's `troth shell`, from unlocking to the end of its input."""

    def __init__(self, person, calendar, online):
        as_root = [] if os.getuid() == 0 else ["--map-root-user"]
        away = [] if online else ["unshare", "--net", *as_root]
        self.person = person
        self.process = subprocess.Popen(
            away + calendar.under() + person.arguments("shell", "--keep-going"),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, failure, *_):
        if failure:
            self.process.kill()
        self.process.stdin.close()
        status = self.process.wait(timeout=DEADLINE_S)
        self.process.stdout.close()
        if not failure and status not in (0, 1):
            raise AssertionError(f"{self.person.name}'s shell ended with {status}")

    def troth(self, *words):
        """One command; what it printed, or its refusal."""
        line = shlex.join(map(str, words)) + "\n"
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()
        value = json.loads(self.line(line))
        refused = isinstance(value, dict) and set(value) == {"error"}
        return Answer(1 if refused else 0, json.dumps(value), json.dumps(value) if refused else "")

    def do(self, *words):
        """A command that must succeed; its value."""
        answer = self.troth(*words)
        if answer.status != 0:
            raise AssertionError(f"{self.person.name}: {shlex.join(map(str, words))}: {answer.err}")
        return answer.json()

    def line(self, asked):
        until = time.monotonic() + DEADLINE_S
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], until - time.monotonic())
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not chunk:
                raise AssertionError(f"{self.person.name}: {asked}: the shell ended or was silent")
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()
