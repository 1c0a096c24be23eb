"""What the tests beside this file share: the program, a town, a job. Python 3 and its standard library only."""

import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(os.path.dirname(ROOT), "shared", "data")


def program():
    """The program to test: the first argument, else the debug build."""
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, ".build", "debug", "mezha")
    if not os.path.exists(path):
        sys.exit(f"{path}: no such program; build it first (swift build)")
    return os.path.abspath(path)


def skip(reason):
    """Ends the test with its reason; what is absent here is no failure."""
    print(f"skipped {os.path.basename(sys.argv[0])}: {reason}")
    sys.exit(0)


def need(*tools):
    """Skips the test where one of the programs it asks for is not installed."""
    for tool in tools:
        if not shutil.which(tool):
            skip(f"no {tool}")


def run(*words):
    """Runs a program that has to succeed; its stdout."""
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}status {done.returncode}")
    return done.stdout


def folder():
    return tempfile.TemporaryDirectory(prefix="mezha-interop-")


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)


class Checks:
    """Says what does not hold, goes on, and ends with 1 if anything did not."""

    def __init__(self):
        self.failures = 0

    def expect(self, holds, words):
        if not holds:
            self.failures += 1
            print(f"FAILED  {words}", file=sys.stderr)

    def done(self, words):
        if self.failures:
            sys.exit(1)
        print(f"ok      {words}")
