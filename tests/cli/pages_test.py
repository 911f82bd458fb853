"""Completion in bash, zsh and fish, and the manual pages: every command and option is in them."""

import os
import pty
import re
import select
import shutil
import subprocess
import time
import unittest

from troth import DEADLINE_S, RELAY, ROOT, TROTH


def output_of(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True,
                          timeout=DEADLINE_S).stdout


def declared(program, *command):
    """{command: (its options, the commands under it)}, as --help has them."""
    shown = output_of(program, *command, "--help")
    options = set(re.findall(r"^ +(?:-\w,)?(--[a-z-]+)", shown, re.M))
    under = re.search(r"^Subcommands:\n((?:  .*\n?)*)", shown, re.M)
    words = re.findall(r"^  (\S+)", under.group(1), re.M) if under else []
    found = {" ".join(command): (options, words)}
    for word in words:
        found |= declared(program, *command, word)
    return found


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.declared = declared(TROTH)
        cls.everywhere = cls.declared[""][0]

    def script(self, shell):
        return output_of(TROTH, "completion", shell)

    def bash(self, *lines):
        """What bash offers for each line: the words behind `troth`, the last of them unfinished."""
        asked = [self.script("bash")]
        for line in lines:
            words = " ".join(f"'{word}'" for word in ["troth", *line])
            asked.append(f"COMP_WORDS=({words}) COMP_CWORD={len(line)}; _troth; echo ${{COMPREPLY[*]}}")
        done = subprocess.run(["bash", "--norc"], input="\n".join(asked), capture_output=True, text=True,
                              timeout=DEADLINE_S, cwd=ROOT)
        self.assertEqual("", done.stderr)
        return [set(line.split()) for line in done.stdout.splitlines()]

    def fish(self, line):
        done = subprocess.run(["fish", "--no-config", "-c", 'source (echo $argv[1] | psub); complete -C "$argv[2]"',
                               self.script("fish"), "troth " + line],
                              capture_output=True, text=True, timeout=DEADLINE_S, cwd=ROOT)
        self.assertEqual("", done.stderr)
        return {offer.split("\t")[0] for offer in done.stdout.splitlines()}

    def test_bash_offers_every_command_and_every_option(self):
        commands = list(self.declared)
        offered = self.bash(*[[*name.split(), ""] for name in commands])
        for name, words in zip(commands, offered):
            self.assertLessEqual(set(self.declared[name][1]), words, name)
        offered = self.bash(*[[*name.split(), "--"] for name in commands])
        for name, options in zip(commands, offered):
            self.assertEqual(self.declared[name][0] | self.everywhere, options, name)

    def test_bash_offers_what_an_option_takes(self):
        offered = self.bash(["check-in", "--works", ""], ["check-in", "--works", "u"],
                            ["--json", "--profile", "pair", "p"], ["completion", ""],
                            ["--profile", "sync"], ["propose", "READ"], ["nonsense", ""],
                            ["accept", ""], ["status", ""])
        self.assertEqual([{"yes", "unsure", "no"}, {"unsure"}], offered[:2])
        self.assertIn("pause", offered[2])
        self.assertEqual([{"bash", "zsh", "fish"}, {"sync-server"}, {"README.md"}, set(), set(), set()],
                         offered[3:])

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_offers_the_same(self):
        for name in ("", "pair", "agreement"):
            self.assertEqual(set(self.declared[name][1]), self.fish(name + " " if name else ""))
        self.assertLessEqual(self.declared["check-in"][0] - {"--version"}, self.fish("check-in --"))
        self.assertEqual({"yes", "unsure", "no"}, self.fish("check-in --works "))
        self.assertIn("pause", self.fish("--profile pair p"))
        self.assertIn("README.md", self.fish("propose READ"))

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh_completes_as_a_person_types(self):
        # Each line is completed by a key, then shown by an echo that stands in front of it.
        script = self.script("zsh").replace("'", "'\\''")
        typed = {"pai\tinv\t": "pair invite", "agreement tem\t": "agreement template",
                 "check-in --tal\t": "check-in --talk", "check-in --works uns\t": "check-in --works unsure",
                 "--profile pair statu\t": "--profile pair status", "completion fi\t": "completion fish",
                 "propose READ\t": "propose README.md"}
        pid, screen = pty.fork()
        if pid == 0:
            os.chdir(ROOT)
            os.execvp("zsh", ["zsh", "-f", "-i"])
        self.addCleanup(os.close, screen)
        os.write(screen, b"PS1='>' TERM=dumb; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D\n")
        with_script = self.write_script(script.replace("'\\''", "'"))
        os.write(screen, f"source {with_script}; troth() {{ print \"<${{(j: :)@}}>\" }}; print re''ady\n".encode())
        self.read_until(screen, "ready\r\n")
        for keys, meant in typed.items():
            os.write(screen, f"troth {keys}\n".encode())
            self.read_until(screen, f"<{meant}>")
        os.write(screen, b"exit\n")
        os.waitpid(pid, 0)

    def write_script(self, text):
        import tempfile
        file = tempfile.NamedTemporaryFile("w", suffix=".zsh")
        self.addCleanup(file.close)
        file.write(text)
        file.flush()
        return file.name

    @staticmethod
    def read_until(screen, text):
        seen, until = "", time.monotonic() + DEADLINE_S
        while text not in seen:
            ready, _, _ = select.select([screen], [], [], max(0, until - time.monotonic()))
            chunk = os.read(screen, 65536) if ready else b""
            if not chunk:
                raise AssertionError(f"no {text!r} came: {seen}")
            seen += chunk.decode(errors="replace")

    def test_another_shell_is_refused_in_one_sentence(self):
        done = subprocess.run([TROTH, "completion", "tcsh"], capture_output=True, text=True)
        self.assertEqual(1, done.returncode)
        self.assertEqual("There is completion for bash, zsh and fish only, not for 'tcsh'.\n", done.stderr)


class Manual(unittest.TestCase):
    RELAY_PAGE = ROOT / "sync-server" / "troth-relay.8"

    def rendered(self, page):
        """The page as a person reads it; groff has nothing to say about it."""
        done = subprocess.run(["groff", "-man", "-ww", "-Tascii", "-P-c", "-rLL=1000n"], input=page,
                              capture_output=True, text=True, timeout=DEADLINE_S)
        self.assertEqual("", done.stderr)
        return re.sub(r".\x08", "", done.stdout)

    def test_every_command_and_option_of_troth_is_in_its_page(self):
        text = self.rendered(output_of(TROTH, "manual"))
        for name, (options, under) in declared(TROTH).items():
            if name and not under:
                self.assertRegex(text, rf"(?m)^ +troth {name}( |$)")
                own = re.search(rf"(?m)^ +troth {name}(?: .*)?\n((?:.|\n)*?)(?=^ {{7}}\S|^\S)", text).group(1)
                for option in options - {"--help"}:
                    self.assertRegex(own, rf"(?m)^ +{option}( |$)", name)
        for option in declared(TROTH)[""][0]:
            self.assertRegex(text, rf"(?m)^ +{option}( |$)")

    def test_every_command_and_option_of_the_relay_is_in_its_page(self):
        text = self.rendered(self.RELAY_PAGE.read_text())
        for name, (options, _) in declared(RELAY).items():
            self.assertIn(f"troth-relay {name}".strip(), text)
            for option in options:
                self.assertRegex(text, rf"(?m)^ +{option}( |$)")


if __name__ == "__main__":
    unittest.main()
