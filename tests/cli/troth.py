"""What the end-to-end tests share: real programs, a real relay on loopback, and
two people with a profile each, all in one temporary folder.

The programs come from the folder that TROTH_BUILD names. No test waits for a
fixed time: each waits for what it needs, and fails after a long deadline.
"""

import json
import os
import pathlib
import random
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("TROTH_BUILD", ROOT / "build" / "release"))
TROTH = BUILD / "client" / "cli" / "troth"
RELAY = BUILD / "sync-server" / "troth-relay"
STORY = ROOT / "client" / "story"
DEADLINE_S = 120

MARA_PASSPHRASE = "three small owls at the window"
JONAS_PASSPHRASE = "a bicycle in the rain, uphill"


class Answer:
    """What a program printed, and how it ended."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    def json(self):
        return json.loads(self.out)

    def error_code(self):
        return json.loads(self.err.strip().splitlines()[-1])["error"]["code"]

    def __repr__(self):
        return f"status {self.status}\n{self.out}\n{self.err}"


class Running:
    """A program that streams; its lines of JSON are read one by one."""

    def __init__(self, arguments):
        self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.buffer = b""

    def line(self):
        until = time.monotonic() + DEADLINE_S
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], until - time.monotonic())
            chunk = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not chunk:
                raise AssertionError(f"the program ended or was silent: {self.process.stderr.read()}")
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def field(self, name):
        """The field of the next line of JSON that has it."""
        while True:
            value = json.loads(self.line()).get(name)
            if value is not None:
                return value

    def wait(self):
        out, err = self.process.communicate(timeout=DEADLINE_S)
        return Answer(self.process.returncode, (self.buffer + out).decode(), err.decode())

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def kill_within(self, seconds):
        """Kills it at that moment of its life, unless it has ended before."""
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            pass
        self.kill()


class Person:
    def __init__(self, folder, name, passphrase):
        self.name = name
        self.profile = folder / name.lower()
        self.passphrase_file = folder / (name.lower() + ".passphrase")
        self.passphrase_file.write_text(passphrase + "\n")
        self.passphrase_file.chmod(0o600)
        self.recovery_sheet = folder / (name.lower() + ".words")

    def arguments(self, *arguments):
        return [str(TROTH), "--profile", str(self.profile), "--passphrase-file",
                str(self.passphrase_file), "--json", *map(str, arguments)]

    def troth(self, *arguments, stdin=""):
        done = subprocess.run(self.arguments(*arguments), input=stdin, capture_output=True,
                              text=True, timeout=DEADLINE_S)
        return Answer(done.returncode, done.stdout, done.stderr)

    def do(self, *arguments, stdin=""):
        """Runs a command that must succeed; its JSON, where it prints any."""
        answer = self.troth(*arguments, stdin=stdin)
        if answer.status != 0:
            raise AssertionError(f"{self.name}: troth {' '.join(map(str, arguments))}: {answer}")
        return answer.json() if answer.out.strip() else None

    def words(self, *arguments):
        """What a person reads of a command that succeeds."""
        done = subprocess.run([a for a in self.arguments(*arguments) if a != "--json"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=DEADLINE_S)
        if done.returncode != 0:
            raise AssertionError(f"{self.name}: {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, *arguments):
        return Running(self.arguments(*arguments))

    def init(self, *options):
        self.do("init", "--name", self.name, "--unlock-cost", "low", "--recovery-sheet",
                self.recovery_sheet, *options)

    def recovery_words(self):
        """Those of the sheet, without the numbers before them."""
        words = self.recovery_sheet.read_text().split("\n\n")[-1].split()
        return [word for word in words if not word.isdigit()]

    def status(self):
        return self.do("status")

    def digest(self):
        return self.do("agreement", "show")["digest"]


def free_port():
    """A port below those that the system gives to outgoing connections, free just now."""
    while True:
        port = random.SystemRandom().randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Relay:
    def __init__(self, folder, limits=""):
        """`limits` are lines of its config.toml."""
        self.data = folder / "relay"
        self.log = folder / "relay.log"
        self.port = free_port()
        done = subprocess.run([str(RELAY), "init", "--data", str(self.data), "--host", "127.0.0.1",
                               "--port", str(self.port)], capture_output=True, text=True, check=True)
        self.address = done.stdout.strip().splitlines()[-1]
        with open(self.data / "config.toml", "a", encoding="utf-8") as config:
            config.write(limits)
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(RELAY), "run", "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}"],
                stdout=subprocess.PIPE, stderr=log)
        ready, _, _ = select.select([self.process.stdout], [], [], DEADLINE_S)
        line = self.process.stdout.readline() if ready else b""
        if b"istening" not in line:
            raise AssertionError(f"the relay did not start: {self.log.read_text()}")
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=DEADLINE_S)
        self.process.stdout.close()
        if status != 0:
            raise AssertionError(f"the relay did not end cleanly: {status} {self.log.read_text()}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Beginning:
    """How the folder of a test stood at some moment: the relay's data, profiles, passphrases and
    sheets. The relay has to be at rest."""

    def __init__(self, case):
        self.kept = tempfile.TemporaryDirectory(prefix="troth-")
        self.port, self.address = case.relay.port, case.relay.address
        self.copy(case.folder, pathlib.Path(self.kept.name))

    @staticmethod
    def copy(source, target):
        for name in ("relay", "mara", "jonas"):
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("*.door"))
        for sheet in (*source.glob("*.passphrase"), *source.glob("*.words")):
            shutil.copy2(sheet, target)

    def lay_out(self, case):
        shutil.rmtree(case.relay.data)
        self.copy(pathlib.Path(self.kept.name), case.folder)
        case.relay.port, case.relay.address = self.port, self.address


class Case(unittest.TestCase):
    """A folder, a running relay, and Mara and Jonas without profiles yet.

    How most tests begin (paired, or agreed) is lived through once in each run of a file, and
    copied for the tests that come after."""

    relay_limits = ""
    beginnings = {}

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="troth-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.relay = Relay(self.folder, self.relay_limits).start()
        self.addCleanup(self.end_relay)
        self.mara = Person(self.folder, "Mara", MARA_PASSPHRASE)
        self.jonas = Person(self.folder, "Jonas", JONAS_PASSPHRASE)

    def end_relay(self):
        if self.relay.process and self.relay.process.poll() is None:
            self.relay.kill()

    def begin(self, live):
        """As `live` makes it, or as it made it for an earlier test."""
        beginning = self.beginnings.get((live.__name__, self.relay_limits))
        if not beginning:
            live()
        self.relay.stop()
        if beginning:
            beginning.lay_out(self)
        else:
            self.beginnings[live.__name__, self.relay_limits] = Beginning(self)
        self.relay.start()

    def make_profiles(self):
        self.mara.init("--relay", self.relay.address)
        self.jonas.init()

    def pair(self):
        """Profiles, an invite, nine equal digits, and both confirmations."""
        self.begin(self.live_to_pairing)

    def agree(self):
        """Paired, and the story's counter-proposal agreed."""
        self.begin(self.live_to_agreement)

    def live_to_pairing(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        self.addCleanup(inviting.process.stdout.close)
        self.addCleanup(inviting.process.stderr.close)
        joined = self.jonas.start("pair", "join", inviting.field("invite"))
        self.addCleanup(joined.process.stdout.close)
        self.addCleanup(joined.process.stderr.close)
        digits = joined.field("digits")
        self.assertEqual(digits, inviting.field("digits"))
        self.assertEqual(0, joined.wait().status)
        self.assertEqual(0, inviting.wait().status)
        self.mara.do("pair", "confirm", digits)
        self.jonas.do("pair", "confirm", digits)
        self.sync()

    def live_to_agreement(self):
        self.live_to_pairing()
        self.mara.do("propose", STORY / "first-proposal.toml")
        self.jonas.do("sync")
        self.jonas.do("counter", self.waiting_proposal(self.jonas), STORY / "counter.toml")
        self.mara.do("sync")
        self.mara.do("accept", self.waiting_proposal(self.mara))
        self.sync()

    def sync(self, rounds=2):
        for _ in range(rounds):
            self.mara.do("sync")
            self.jonas.do("sync")

    def waiting_proposal(self, person):
        """The id of the one proposal that waits for this person."""
        waiting = [p for p in person.do("proposals") if p.get("waits_for_me")]
        self.assertEqual(1, len(waiting), waiting)
        return waiting[0]["id"]

    def assert_refused(self, answer, code):
        self.assertEqual(1, answer.status, answer)
        self.assertEqual(code, answer.error_code(), answer)

    def assert_same_agreement(self):
        self.assertEqual(self.mara.digest(), self.jonas.digest())


def sentences(*files):
    """Every text of at least six characters that stands in these TOML files."""
    found = set()
    for file in files:
        text = file.read_text()
        found.update(re.findall(r'^[a-z_]+ *= *"([^"]{6,})"', text, re.M))
        for block in re.findall(r'"""\n(.*?)"""', text, re.S):
            found.update(line for line in block.splitlines() if len(line) > 5)
    return found
