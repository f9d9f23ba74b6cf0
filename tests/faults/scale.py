"""How long and how often: short in `make test`, long in `make faults`, by environment numbers."""

import os


def number(name: str, default: int) -> int:
    """Give ZHUANHU_FAULTS_<name> as a whole number."""
    return int(os.environ.get(f"ZHUANHU_FAULTS_{name}", default))
