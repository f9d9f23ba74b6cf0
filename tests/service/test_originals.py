import os
import stat
from pathlib import Path

import pytest

from service.originals import Originals


def test_the_same_bytes_are_kept_once_and_come_back(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "originals")
    digest = originals.store(b"voucher")
    assert originals.store(b"voucher") == digest
    assert originals.fetch(digest) == b"voucher"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_an_altered_original_is_a_loud_failure(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = originals.store(b"voucher")
    file = tmp_path / digest[:2] / digest
    file.chmod(0o600)
    file.write_bytes(b"Voucher")
    with pytest.raises(OSError, match="altered"):
        originals.fetch(digest)


def test_a_name_that_is_no_digest_never_reaches_the_disk(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        Originals(tmp_path).fetch("../../etc/passwd")


def test_bytes_that_are_there_already_cost_as_much_as_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    originals, written, real = Originals(tmp_path), list[int](), os.fsync

    def counted(handle: int) -> None:
        written.append(os.fstat(handle).st_size if stat.S_ISREG(os.fstat(handle).st_mode) else 0)
        real(handle)

    monkeypatch.setattr(os, "fsync", counted)
    originals.store(b"voucher")
    originals.store(b"voucher")
    assert written == [7, 0, 7, 0]


def test_an_altered_original_is_not_healed_by_another_upload(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = originals.store(b"voucher")
    file = tmp_path / digest[:2] / digest
    file.chmod(0o600)
    file.write_bytes(b"Voucher")
    originals.store(b"voucher")
    with pytest.raises(OSError, match="altered"):
        originals.fetch(digest)
