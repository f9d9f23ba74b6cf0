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
