#!/usr/bin/env python3
"""Holds the tree to its own rules: who includes whom, who links what, which
words do not belong, what a header owes its reader. `tidy.py` reads the tree it
stands in; `tidy.py --self-test` shows that each rule can fail.

The table of rooms is README.md's, in the form that a program reads."""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# room -> what its files may name in an include, beside itself and the standard
# library: folders of the tree, single headers, or libraries by their prefix.
PURE = ["core/base/", "core/crypto/hash.h", "core/crypto/labels.h"]
ROOMS = {
    "core/base": ["utf8proc.h"],
    "core/crypto": ["core/base/", "sodium.h", "utf8proc.h"],
    "core/ledger": ["core/base/", "core/crypto/", "proto/ledger.pb.h", "proto/device.pb.h",
                    "google/protobuf/stubs/logging.h"],
    "core/agreement": PURE + ["proto/agreement.pb.h"],
    "core/practice": PURE + ["core/agreement/", "proto/practice.pb.h"],
    "core/sqlite": ["core/base/", "core/crypto/", "sqlite3.h"],
    "core/store": ["core/base/", "core/crypto/", "core/ledger/", "core/agreement/",
                   "core/practice/", "core/sqlite/"],
    "core/document": ["core/base/", "core/agreement/", "core/practice/", "toml++/", "date/",
                      "cmark.h", "nlohmann/"],
    "core/sync": ["core/base/", "core/crypto/", "core/ledger/", "proto/ledger.pb.h",
                  "proto/device.pb.h", "proto/pairing.pb.h", "proto/sync.pb.h",
                  "proto/relay.pb.h"],
    "core/net": ["core/base/", "core/crypto/", "asio"],
    "core/vault": ["core/", "asio"],
    "sync-server": ["core/base/", "core/crypto/", "core/sqlite/", "core/net/", "proto/relay.pb.h",
                    "toml++/", "spdlog/", "CLI/", "asio", "google/protobuf/stubs/logging.h"],
    "client/host": ["core/vault/", "core/base/", "core/crypto/secret.h", "core/crypto/random.h",
                    "asio"],
    "client/views": ["client/host/", "core/vault/", "core/base/", "nlohmann/", "utf8proc.h"],
    "client/help": [],
    "client/desktop/style": ["Q", "qrencode.h"],
    "client/cli": ["client/host/", "client/views/", "client/help/", "core/vault/", "core/base/", "core/crypto/secret.h", "CLI/",
                   "nlohmann/", "qrencode.h", "histedit.h"],
    # Never sqlite3, sodium or Protobuf.
    "client/desktop": ["client/host/", "client/views/", "client/help/", "core/vault/", "core/base/",
                       "core/crypto/secret.h", "Q", "qrencode.h"],
}
# Libraries that only the rooms above may name; any other <x.h> is the system's.
LIBRARIES = re.compile(
    r"^(sodium|sqlite3|utf8proc|qrencode|toml\+\+|spdlog|CLI/|asio|date/|cmark|histedit|nlohmann|google/|fmt/|Q[A-Z])")

# CMake targets a room may link, beside those of the rooms it may include.
LINKS = {
    "core/base": ["PkgConfig::utf8proc"],
    "core/crypto": ["core_base", "PkgConfig::sodium", "PkgConfig::utf8proc"],
    "core/ledger": ["core_base", "core_crypto", "proto_ledger", "proto_device"],
    "core/agreement": ["core_base", "core_crypto", "proto_agreement"],
    "core/practice": ["core_base", "core_crypto", "core_agreement", "proto_practice"],
    "core/sqlite": ["core_base", "core_crypto", "PkgConfig::sqlite3", "Threads::Threads"],
    "core/store": ["core_base", "core_crypto", "core_ledger", "core_agreement", "core_practice",
                   "core_sqlite"],
    "core/document": ["core_base", "core_agreement", "core_practice", "date::date-tz",
                      "PkgConfig::cmark", "nlohmann_json::nlohmann_json"],
    "core/sync": ["core_base", "core_crypto", "core_ledger", "proto_ledger", "proto_device",
                  "proto_pairing", "proto_sync", "proto_relay"],
    "core/net": ["core_base", "core_crypto", "Threads::Threads"],
    "sync-server": ["core_base", "core_crypto", "core_sqlite", "core_net", "proto_relay",
                    "relay", "troth_relay", "spdlog::spdlog", "CLI11::CLI11", "Threads::Threads"],
    "client/host": ["core_vault", "core_base", "Threads::Threads"],
    "client/desktop": ["client_host", "client_views", "client_help", "desktop_requests",
                       "desktop_models", "desktop_modelsplugin", "Qt6::Core", "Qt6::Gui",
                       "Qt6::Widgets", "Qt6::Qml", "Qt6::Quick", "Qt6::QuickControls2", "Qt6::Svg",
                       "Qt6::DBus", "PkgConfig::qrencode",
                       "desktop_style", "desktop_styleplugin", "desktop_pages", "desktop_pagesplugin"],
    "client/desktop/style": ["Qt6::Quick", "Qt6::QuickControls2", "Qt6::Network", "Qt6::Svg", "PkgConfig::qrencode"],
    "client/desktop/pages": ["Qt6::Quick", "Qt6::QuickControls2", "desktop_style"],
    "client/views": ["client_host", "nlohmann_json::nlohmann_json", "PkgConfig::utf8proc"],
}

CODE = {".h", ".cc"}
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', re.M)


def room_of(path):
    best = ""
    for room in ROOMS:
        if path.startswith(room + "/") and len(room) > len(best):
            best = room
    return best


class Tree:
    """The files that git knows (or, in the self-test, all files of a folder)."""

    def __init__(self, root):
        self.root = root
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard"],
                                capture_output=True, text=True)
        names = listed.stdout.splitlines() if listed.returncode == 0 else [
            str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]
        self.names = sorted(n for n in names if (root / n).is_file())

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8", errors="replace")

    def code(self, *folders):
        return [n for n in self.names
                if pathlib.Path(n).suffix in CODE and (not folders or n.startswith(folders))]


def check_includes(tree):
    """Each room includes only what its row of the table allows."""
    for name in tree.code("core/", "sync-server/", "client/"):
        room = room_of(name)
        if not room:
            yield f"{name}: stands in no room of the table"
            continue
        for included in INCLUDE.findall(tree.text(name)):
            ours = included.startswith(("core/", "client/", "sync-server/", "proto/", "tests/"))
            if included.startswith(room + "/"):
                continue
            if (ours or LIBRARIES.match(included)) and not included.startswith(tuple(ROOMS[room])):
                yield f"{name}: {room} may not include {included}"


def check_generated_types_stop(tree):
    """Generated Protobuf types stop at the file that decodes: no header includes one."""
    for name in tree.code("core/", "sync-server/", "client/"):
        if name.endswith(".h") and ".pb.h" in tree.text(name):
            yield f"{name}: a header includes a generated type"


def check_links(tree):
    """The link line of a room is its permission."""
    for room, allowed in LINKS.items():
        for name in (n for n in tree.names if n == room + "/CMakeLists.txt"):
            for call in re.findall(r"target_link_libraries\(([^)]*)\)", tree.text(name)):
                for target in call.split()[1:]:
                    if target in ("PUBLIC", "PRIVATE", "INTERFACE"):
                        continue
                    if target not in allowed:
                        yield f"{name}: {room} may not link {target}"


def check_sources_are_listed(tree):
    """Every source is listed in the CMakeLists.txt of its folder or of one above it."""
    lists = {n: tree.text(n) for n in tree.names if n.endswith("CMakeLists.txt")}
    for listing, text in lists.items():
        if re.search(r"file\s*\(\s*GLOB", text, re.I):
            yield f"{listing}: sources are listed, never globbed"
    for name in tree.code():
        if not name.endswith(".cc"):
            continue
        path = pathlib.PurePosixPath(name)
        for folder in path.parents:
            text = lists.get(str(folder / "CMakeLists.txt").removeprefix("./"))
            if text and str(path.relative_to(folder)) in text.split():
                break
            if text and re.search(r"[\s(]" + re.escape(str(path.relative_to(folder))) + r"[\s)]", text):
                break
        else:
            yield f"{name}: no CMakeLists.txt lists it"


def check_headers(tree):
    """A header starts with a comment for its reader and has #pragma once."""
    for name in tree.code():
        if not name.endswith(".h"):
            continue
        text = tree.text(name)
        if not text.startswith("//"):
            yield f"{name}: starts without a comment that says what it is"
        if "#pragma once" not in text:
            yield f"{name}: has no #pragma once"


CLOCKS = re.compile(r"system_clock::now|std::time\(|gettimeofday|clock_gettime")
GLOBAL_RANDOM = re.compile(r"std::rand\b|random_device|mt19937|randombytes")
MAY_READ_CLOCK = ("core/vault/", "core/net/", "sync-server/", "client/", "tests/")


def check_time_and_chance_are_arguments(tree):
    """Only the pumps and main read the clock; only crypto makes randomness."""
    for name in tree.code():
        text = tree.text(name)
        if CLOCKS.search(text) and not name.startswith(MAY_READ_CLOCK):
            yield f"{name}: reads a clock; time is an argument"
        if GLOBAL_RANDOM.search(text) and not name.startswith(("core/crypto/", "tests/")):
            yield f"{name}: makes its own randomness; Random is an argument"


UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|not implemented|for now|simplified for")
FOREIGN = re.compile(r"/home/[a-z]|/root/", re.I)
SLEEPS = re.compile(r"sleep_for|sleep_until|\busleep\(|\bsleep\(\d|DISABLED_|EXPECT_TRUE\(true\)")


def check_words(tree):
    """No marks of unfinished work, no path of anybody's machine, no sleeping tests."""
    for name in tree.names:
        if name == "tests/tidy/tidy.py" or pathlib.Path(name).suffix in {".png", ".json", ".txt"}:
            continue
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            if pathlib.Path(name).suffix in CODE | {".py", ".sh", ".proto", ".sql", ".cmake"}:
                if UNFINISHED.search(line):
                    yield f"{name}:{number}: a mark of unfinished work"
            if FOREIGN.search(line):
                yield f"{name}:{number}: a word or path that does not belong into the project"
            if name.startswith("tests/") and name.endswith(".cc") and SLEEPS.search(line):
                yield f"{name}:{number}: a test that sleeps, or that cannot fail"


def check_sizes(tree):
    """No file over 600 lines: there is a seam in it."""
    for name in tree.code():
        lines = tree.text(name).count("\n")
        if lines > 600:
            yield f"{name}: {lines} lines; look for the seam"


def check_top(tree):
    """At the top stand the seven of the design, what tools demand there, and dot-files."""
    allowed = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "core", "sync-server",
               "client", "proto", "tests"}
    for top in sorted({n.split("/")[0] for n in tree.names}):
        if top not in allowed and not top.startswith("."):
            yield f"{top}: does not belong at the top"
    for folder in ("core", "sync-server", "client", "proto", "tests"):
        if any(n.startswith(folder + "/") for n in tree.names) and f"{folder}/README.md" not in tree.names:
            yield f"{folder}: has no README.md"


# Texts of the program's own making; Words escapes what the couple wrote.
MARKUP = {"client/desktop/pages/HelpPage.qml", "client/desktop/pages/Words.qml"}
TEXT = re.compile(r"(?<![\w.])(?:Text|T\.Label) \{")
QUOTED = re.compile(r'"(?:\\.|[^"\\\n])*"')


def own_lines(text, at):
    """What stands in the braces that are open before `at`, without what is in further ones."""
    depth, own = 1, []
    for sign in text[at:]:
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            break
        if depth == 1:
            own.append(sign)
    return "".join(own)


def check_texts_are_plain(tree):
    """No text of the window guesses at markup, which could name a picture on the network."""
    for name in (n for n in tree.names if n.startswith("client/") and n.endswith(".qml")):
        text = QUOTED.sub('""', tree.text(name))
        for found in TEXT.finditer(text):
            if "textFormat:" not in own_lines(text, found.end()):
                number = text.count("\n", 0, found.start()) + 1
                yield f"{name}:{number}: a text without textFormat guesses at markup"
        for sort in re.findall(r"textFormat: Text(?:Edit)?\.(\w+)", text):
            if sort != "PlainText" and name not in MARKUP:
                yield f"{name}: a text that reads markup"


def check_rules_name_their_tests(tree):
    """Each of the nine rules of consent names tests, and each test that it names is there."""
    page = "core/agreement/README.md"
    if page not in tree.names:
        return
    there = set()
    for name in tree.names:
        if name.startswith("tests/") and name.endswith("_test.cc"):
            there |= set(re.findall(r"^TEST(?:_F)?\((\w+), (\w+)\)", tree.text(name), re.M))
    rules = re.findall(r"^(\d)\. \*\*.*?^   Tests: (.*?)\n(?! )", tree.text(page), re.M | re.S)
    if [number for number, _ in rules] != list("123456789"):
        yield f"{page}: not nine rules, each with its tests"
    for number, tests in rules:
        for suite, name in re.findall(r"`(\w+)\.(\w+)`", tests) or [("no test", "named")]:
            if (suite, name) not in there:
                yield f"{page}: rule {number}: {suite}.{name} is not there"


def check_promises_name_their_tests(tree):
    """Each promise in the table of tests/README.md names tests that are there."""
    page = "tests/README.md"
    if page not in tree.names:
        return
    promises = tree.text(page).partition("| the promise | the test |")[2].partition("\n\n")[0]
    there = set()
    for name in tree.names:
        if name.startswith("tests/") and name.endswith(".cc"):
            there.update(".".join(found) for found in re.findall(
                r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\((\w+),\s*(\w+)", tree.text(name), re.M))
        elif name.startswith("tests/cli/"):
            there.update(re.findall(r"def (test_\w+)", tree.text(name)))
    for row in promises.splitlines()[2:]:
        tests = re.findall(r"`(\w+\.\w+|test_\w+)`", row.rpartition(" | ")[2])
        for test in tests or ["" if "README.md" in row else "no test"]:
            if test and test not in there:
                yield f"{page}: {test} is not there: {row[:60]}"


# What proto/README.md says of each number of core/base/relay_protocol.h: its
# digits stand for {0}, {1}, ... in the page's words.
NUMBERS = {
    "kEnvelopeSizes": "exactly {0}, {1}, {2} or {3} bytes",
    "kFrameSizes": "exactly {0}, {1}, {2}, {3} or {4} bytes",
    "kDoorSlot": "for newcomers, slot {0}",
    "kRelayToken": "admission token {0}",
    "kTicketMs": "within {0} days",
    "kInviteMs": "a fresh key; {0} days",
    "kCodeMs": "code: {0} minutes",
    "kRememberMs": "remembered {0} days",
    "kLongestWaitMs": "`wait_ms` up to {0}",
    "kPingMs": "ping after {0} quiet minutes",
    "kLongestConnectionMs": "after {0} hours",
}


def check_protocol_numbers(tree):
    """The page of the protocol says the numbers that the programs use."""
    header, page = "core/base/relay_protocol.h", "proto/README.md"
    if header not in tree.names or page not in tree.names:
        return
    words = " ".join(tree.text(page).split()).replace(",000", "000")
    for name, phrase in NUMBERS.items():
        found = re.search(name + r"(?:\{| = )([^;]*);", tree.text(header))
        digits = re.findall(r"\d+", found.group(1)) if found else []
        if len(digits) != phrase.count("{") or phrase.format(*digits) not in words:
            yield f"{page}: does not say of {name} what {header} says"


RULES = [check_includes, check_generated_types_stop, check_links, check_sources_are_listed,
         check_headers, check_time_and_chance_are_arguments, check_words, check_sizes, check_top,
         check_texts_are_plain, check_rules_name_their_tests, check_promises_name_their_tests, check_protocol_numbers]

# One offending tree a rule: {file: text} -> the rule must speak.
OFFENDERS = {
    check_includes: {"core/agreement/a.cc": '#include "core/crypto/sign.h"\n'},
    check_generated_types_stop: {"core/ledger/a.h": '// A.\n#include "proto/ledger.pb.h"\n'},
    check_links: {"sync-server/CMakeLists.txt": "target_link_libraries(relay PUBLIC core_ledger)\n"},
    check_sources_are_listed: {"core/base/CMakeLists.txt": "room(base a.cc)\n",
                               "core/base/b.cc": "\n"},
    check_headers: {"core/base/a.h": "#pragma once\n"},
    check_time_and_chance_are_arguments: {"core/agreement/a.cc": "std::time(nullptr);\n"},
    check_words: {"tests/a.cc": "std::this_thread::sleep_for(1s);\n"},
    check_sizes: {"core/base/a.cc": "\n" * 601},
    check_top: {"misc.cc": "\n"},
    check_texts_are_plain: {"client/a.qml": 'Text { text: "}"; Item { property int textFormat: 1 } }\n'},
    check_rules_name_their_tests: {
        "core/agreement/README.md": "".join(f"{n}. **A**: b.\n   Tests: `Rule.Name{n}`.\n"
                                            for n in range(1, 10)),
        "tests/a_test.cc": "TEST(Rule, Other) {}\n"},
    check_promises_name_their_tests: {
        "tests/README.md": "| the promise | the test |\n| --- | --- |\n| a | `A.B` |\n",
        "tests/a_test.cc": "TEST(A, C) {}\n"},
    check_protocol_numbers: {"core/base/relay_protocol.h": "inline constexpr int kDoorSlot = 14;\n",
                             "proto/README.md": "for newcomers, slot 15\n"},
}


def self_test():
    failed = 0
    for rule in RULES:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in OFFENDERS[rule].items():
                path = pathlib.Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            if not list(rule(Tree(pathlib.Path(folder)))):
                print(f"{rule.__name__}: says nothing about a tree that breaks it")
                failed += 1
    return failed


def main():
    if sys.argv[1:] == ["--self-test"]:
        return 1 if self_test() else 0
    found = [line for rule in RULES for line in rule(Tree(ROOT))]
    print("\n".join(found) or "tidy: the tree keeps its rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
