"""How many mutants of the ledger's arithmetic and of the rules their tests notice.

Each mutant lives in a child process of its own: forked when pytest is loaded and our code is not,
it imports the mutant in the place of the module and runs the tests that need no database.
"""

import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

import cattrs
import hypothesis
import psycopg
import pytest
import sqlalchemy.dialects.postgresql.psycopg
from typing_extensions import override

from tests.faults.python_mutants import PythonMutant, mutants
from tests.faults.reviewed_python import REVIEWED

LOADED: Final = (cattrs, hypothesis, psycopg, sqlalchemy)  # once, before the forks
ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 60  # a mutant that runs longer has been noticed
GOALS: Final = {"ledger": 95, "compliance": 90}
WIDTH: Final = int(os.environ.get("ZHUANHU_FAULTS_JOBS", "2"))
_EVENTS: Final = ("tests/ledger/test_events.py", "tests/ledger/test_events_refused.py")
_OF_EVERY_RULE: Final = "every_rule or in_the_order or announces or model_claim"
SUBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "ledger.journal": ("tests/ledger/test_journal.py", *_EVENTS),
    "ledger.splits": ("tests/ledger/test_splits.py",),
    "ledger.identities": ("tests/ledger/test_identities.py",),
    **{
        f"ledger.events.{file.stem}": _EVENTS
        for file in sorted((ROOT / "ledger/events").glob("[a-z]*.py"))
    },
    **{
        f"compliance.rules.{file.stem}": (
            "tests/compliance/test_examples.py",
            "tests/compliance/test_rulebook.py",
            "-k",
            f"{file.stem}: or {_OF_EVERY_RULE}",
        )
        for file in sorted((ROOT / "compliance/rules").glob("[a-z]*.py"))
    },
}


class _Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant's code for one module."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name = name
        self.code = code

    @override
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    @override
    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102  # a mutant of our own source


@dataclass
class Verdict:
    module: str
    mutant: PythonMutant
    noticed: bool

    @property
    def name(self) -> str:
        file = ROOT / f"{self.module.replace('.', '/')}.py"
        line = file.read_text("utf-8").splitlines()[self.mutant.line - 1].strip()
        return f"{self.module}: {self.mutant.what} in {line}"


def judge(module: str) -> Iterator[Verdict]:
    """Run every mutant of a module, a few at a time."""
    file = ROOT / f"{module.replace('.', '/')}.py"
    source = file.read_text("utf-8")
    original = PythonMutant(1, "nothing", compile(source, str(file), "exec"))
    waiting: dict[int, tuple[PythonMutant, float]] = {}
    for mutant in (original, *mutants(source, str(file))):
        while len(waiting) >= WIDTH:
            yield from _ended(module, waiting)
        pid = os.fork()
        if pid == 0:
            os._exit(_run(module, mutant))
        waiting[pid] = (mutant, time.monotonic())
    while waiting:
        yield from _ended(module, waiting)


def _run(module: str, mutant: PythonMutant) -> int:
    """In the child: 0 when no test notices."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.meta_path.insert(0, _Planted(module, mutant.code))
    hypothesis.settings.register_profile("mutation", max_examples=25, deadline=None,
                                         derandomize=True, database=None)  # fmt: skip
    hypothesis.settings.load_profile("mutation")
    try:
        return int(
            pytest.main(
                [
                    "-x",
                    "-q",
                    "--noconftest",
                    "--assert=plain",
                    "-p",
                    "no:cacheprovider",
                    *SUBJECTS[module],
                ]
            )
        )
    except BaseException:  # noqa: BLE001  # whatever it is, it was noticed
        return 1


def _ended(module: str, waiting: dict[int, tuple[PythonMutant, float]]) -> Iterator[Verdict]:
    """Give those that have ended, end those that take too long; a moment's pause where none has."""
    for pid in [*waiting]:
        mutant, began = waiting[pid]
        if time.monotonic() - began > SECONDS:
            os.kill(pid, signal.SIGKILL)
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            del waiting[pid]
            yield Verdict(module, mutant, noticed=status != 0)
    time.sleep(0.005)


def main() -> int:
    """Print the score of each module and what survived; fail below the goal."""
    os.chdir(ROOT)
    every: list[Verdict] = []
    for module in sys.argv[1:] or SUBJECTS:
        original, *verdicts = sorted(judge(module), key=lambda one: one.mutant.what != "nothing")
        if original.noticed:
            raise RuntimeError(f"the tests of {module} fail without any mutant")
        every += [one for one in verdicts if one.noticed or one.name not in REVIEWED]
        noticed = sum(verdict.noticed for verdict in verdicts)
        print(f"{module:28} {noticed:4} of {len(verdicts):4} noticed", flush=True)
        for verdict in verdicts:
            if not verdict.noticed:
                why = REVIEWED.get(verdict.name)
                print(f"    line {verdict.mutant.line}: {verdict.name}" + f" ({why})" * bool(why))
    return max(_judged(package, every) for package in GOALS)


def _judged(package: str, every: Sequence[Verdict]) -> int:
    """Print the score of a package; 1 below its goal."""
    verdicts = [verdict for verdict in every if verdict.module.startswith(f"{package}.")]
    if not verdicts:
        return 0
    score = 100 * sum(verdict.noticed for verdict in verdicts) / len(verdicts)
    print(f"{package}: {score:.1f} % of {len(verdicts)} mutants noticed, beside those reviewed")
    return score < GOALS[package]


if __name__ == "__main__":
    sys.exit(main())
