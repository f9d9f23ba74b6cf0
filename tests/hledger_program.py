"""Finds hledger, a second opinion on exported journals, and installs it when it is missing.

Run as `python -m tests.hledger_program`; `make test` does. Where it cannot be had, the tests that
need it are skipped with the sentence that says how to get it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WAY_OUT = (
    "hledger is missing, so no exported journal is checked by it. Install it from your system's "
    "packages (Debian, Ubuntu: apt-get install hledger), or name one with ZHUANHU_TEST_HLEDGER."
)


def executable() -> Path | None:
    """Give the program: the one named in the environment, or the one installed."""
    found = os.environ.get("ZHUANHU_TEST_HLEDGER") or shutil.which("hledger")
    return Path(found) if found else None


def install() -> None:
    """Install the program with apt, as root."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "hledger"]):
        if subprocess.run([apt, *arguments], check=False, env=environment).returncode != 0:
            return


def main() -> None:
    """Have the program, or say how to get it; its tests can be skipped, so this never fails."""
    if executable() is None:
        install()
    if executable() is None:
        sys.stderr.write(WAY_OUT + "\n")


if __name__ == "__main__":
    main()
