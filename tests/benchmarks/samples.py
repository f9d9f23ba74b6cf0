"""The sample documents and what is true of them: where they lie, and how values are compared.

The folder holds `truth.jsonl` and the files it names; by default $ZHUANHU_SAMPLES or
../shared/samples beside the project. `zip/x.zip!inner` names a file inside an archive.
"""

import json
import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Truth = Mapping[str, Any]
PlainLine = tuple[str | None, ...]
SCANS = frozenset({"png", "jpg", "jpeg"})
COLUMNS = ("name", "spec", "unit", "quantity", "unit_price", "amount", "tax_rate", "tax")
_RED = {"original": "red_of_number", "confirmation": "red_slip"}


def folder() -> Path:
    """Return where the samples lie unless an option says otherwise."""
    return Path(os.environ.get("ZHUANHU_SAMPLES", str(ROOT.parent / "shared" / "samples")))


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of the samples with the truth of each voucher in it."""

    folder: Path
    file: str
    truths: tuple[Truth, ...]

    @property
    def content(self) -> bytes:
        return (self.folder / self.file).read_bytes()

    @property
    def format(self) -> str:
        """The ending of the file, `image` for every picture."""
        return _format(self.file)

    @property
    def merged(self) -> bool:
        """Whether several vouchers stand in this one file."""
        return len(self.truths) > 1 and self.format != "zip"


def load(samples: Path) -> tuple[Sample, ...]:
    """Return every sample that the truth names, in its order."""
    by_file: dict[str, list[Truth]] = {}
    for line in (samples / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        by_file.setdefault(truth["file"].partition("!")[0], []).append(truth)
    return tuple(Sample(samples, file, tuple(truths)) for file, truths in by_file.items())


def _format(file: str) -> str:
    ending = file.rpartition(".")[2].lower()
    return "image" if ending in SCANS else ending


def format_of(truth: Truth) -> str:
    """Return the format of the file that a voucher stands in, also inside an archive."""
    return _format(truth["file"])


def particulars(truth: Truth) -> dict[str, str]:
    """Return what the truth knows beyond the fields of every voucher, by our names."""
    extra = truth["extra"]
    named = {_RED[name]: value for name, value in extra.get("red", {}).items()}
    for group in ("toll", "rail"):
        named |= extra.get(group, {})
    return named | {name: extra[name] for name in ("title", "other_info") if name in extra}


def plain(value: object) -> str | None:
    """Return a value as it is compared: after NFKC, without white space."""
    if value is None:
        return None
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def plain_day(value: object) -> str | None:
    """Return a day as it is compared, whether written 20180213 or 2018-02-13."""
    text = plain(value)
    return text.replace("-", "") if text else text


def plain_lines(lines: Iterable[Mapping[str, Any]]) -> list[PlainLine]:
    """Return lines as they are compared: eight columns each, and a code where there is one."""
    return [tuple(plain(line.get(column)) for column in (*COLUMNS, "code")) for line in lines]


def all_lines(record: Mapping[str, Any]) -> list[PlainLine]:
    """Return the lines of the voucher and of its list as they are compared."""
    listed = record.get("list_items") or record.get("extra", {}).get("list_items", ())
    return plain_lines([*record["items"], *listed])
