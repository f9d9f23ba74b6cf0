"""Finds Chromium for the journeys, and installs it from the system's packages when it is missing.

Run as `python -m tests.browser`; `make test` does. Where it cannot be installed, the sentence says
how to get it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
WAY_OUT = (
    "The journeys need Chromium and it could not be installed here. Install it from your system's "
    "packages (Debian, Ubuntu: apt-get install chromium fonts-noto-cjk; Fedora: dnf install "
    "chromium google-noto-sans-cjk-fonts), or name one with ZHUANHU_TEST_CHROMIUM, and run again."
)


def executable() -> Path | None:
    """Give the browser: the one named in the environment, or the first one installed."""
    named = os.environ.get("ZHUANHU_TEST_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def install() -> None:
    """Install the browser with apt as root (or through sudo without a password)."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", *PACKAGES]):
        done = subprocess.run([*sudo, apt, *arguments], check=False, env=environment)
        if done.returncode != 0:
            return


def main() -> int:
    """Have a browser, or say how to get one."""
    if executable() is None:
        install()
    if executable() is None:
        sys.stderr.write(WAY_OUT + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
