"""Every crafted hostile file against the reader: `python -m tests.benchmarks.hostile`.

The files are made by `hostile/make_hostile.py` of the samples, into a temporary folder. Each has to
end within its time as a voucher, as none, or with a sentence; a damaged or dressed-up file is never
read as a voucher in silence. Prints a line for each class of files. Exit 1 when one does not.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from importers.sandbox import ReaderPool
from tests.benchmarks import samples
from tests.fuzz import verdict
from tests.fuzz.verdict import FAULTS, End, Verdict

SECONDS = 30
_TEXTS = "names"  # lists of names and cells, no files to be read


def made(maker: Path, folder: Path) -> list[Path]:
    """Let the maker build its files; return them in order."""
    subprocess.run([sys.executable, maker, folder], check=True, stdout=subprocess.DEVNULL)
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if path.parent.name != _TEXTS]


def class_of(path: Path) -> str:
    """Return the folder and the first word of a file's name: pdf/bomb, archive/zip …"""
    return f"{path.parent.name}/{path.stem.split('_')[0]}"


def fault(path: Path, ended: Verdict) -> str | None:
    """Say what is wrong with the end of a file; None when nothing is."""
    if ended.end in FAULTS:
        return f"{path.name}: {ended.end} {ended.said}"
    if ended.end is End.READ and ended.said != "other":
        return f"{path.name}: read as {ended.said}, and it is no voucher"
    if ended.milliseconds > SECONDS * 1000:
        return f"{path.name}: took {ended.milliseconds} ms"
    return None


def table(ends: dict[Path, Verdict]) -> Iterator[str]:
    """Return a line for each class, then each fault."""
    yield f"{'class':24}{'files':>6}{'slowest ms':>12}" + "".join(f"{end:>12}" for end in End)
    for name in sorted({class_of(path) for path in ends}):
        members = [ended for path, ended in ends.items() if class_of(path) == name]
        counts = Counter(ended.end for ended in members)
        slowest = max(ended.milliseconds for ended in members)
        figures = "".join(f"{counts[end]:>12}" for end in End)
        yield f"{name:24}{len(members):>6}{slowest:>12}{figures}"
    yield from filter(None, (fault(path, ended) for path, ended in ends.items()))


def main() -> int:
    """Read all files and say whether each came to a good end."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=Path, default=samples.folder())
    maker: Path = parser.parse_args().samples / "hostile" / "make_hostile.py"
    if not maker.is_file():
        print(f"hostile: skipped, there is no {maker}")
        return 0
    with tempfile.TemporaryDirectory() as folder, ReaderPool(1) as pool:
        ends = {
            path: verdict.of(pool, path.name, path.read_bytes(), look=True)
            for path in made(maker, Path(folder))
        }
    print(*table(ends), sep="\n")
    faults = sum(fault(path, ended) is not None for path, ended in ends.items())
    print(f"{len(ends)} hostile files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
