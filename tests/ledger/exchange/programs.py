"""The programs that check exported journals, run as programs: what they find wrong, what they sum.

beancount is under the GPL; it is run like any other tool and never imported.
"""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.accounts import AccountRef
from ledger.exchange import beancount, hledger
from tests import hledger_program

BIN = Path(sys.executable).parent  # where this environment's programs lie
# bean-doctor draws a tree: four characters for each level, then the name, then amounts.
_BRANCH = re.compile(r"^((?:\|   |    )*)[|`]-- (\S+)(?:\s+(.*))?$")
_AMOUNT = re.compile(r"(-?[\d.]+) ([A-Z]+)")


@dataclass(frozen=True)
class Program:
    """One of the two programs, and how our accounts are called in its journals."""

    name: str
    check: Callable[[Path], str]  # what is wrong in a journal; '' for nothing
    balances: Callable[[Path], dict[str, Decimal]]
    account_name: Callable[[AccountRef], str]


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=120)


def _bean_check(path: Path) -> str:
    done = _run(BIN / "bean-check", "--no-cache", path)
    assert bool(done.stderr) == bool(done.returncode)
    return done.stderr


def _bean_balances(path: Path) -> dict[str, Decimal]:
    done = _run(BIN / "bean-doctor", "region", path, "1:1000000")
    found: dict[str, Decimal] = {}
    names: list[str] = []
    for line in done.stdout.splitlines():
        if branch := _BRANCH.match(line):
            indent, name, amounts = branch.groups()
            names = [*names[: len(indent) // 4], name]
            for amount, _commodity in _AMOUNT.findall(amounts or ""):
                found[":".join(names)] = Decimal(amount)
    return found


def _hledger() -> Path:
    found = hledger_program.executable()
    if found is None:
        pytest.skip(hledger_program.WAY_OUT)
    return found


def _hledger_check(path: Path) -> str:
    done = _run(_hledger(), "-f", path, "check", "--strict")
    assert bool(done.stderr) == bool(done.returncode)
    return done.stderr


def _hledger_balances(path: Path) -> dict[str, Decimal]:
    done = _run(
        _hledger(),
        "-f",
        path,
        "balance",
        "--flat",
        "--no-total",
        "-N",
        "-O",
        "csv",
        "--layout=bare",
    )
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {row["account"]: Decimal(row["balance"]) for row in rows}


BEANCOUNT = Program("beancount", _bean_check, _bean_balances, beancount.account_name)
HLEDGER = Program("hledger", _hledger_check, _hledger_balances, hledger.account_name)
PROGRAMS = {program.name: program for program in (BEANCOUNT, HLEDGER)}
