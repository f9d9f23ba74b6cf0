"""The typeface is found in a package, a folder or the system, or its absence says the way out."""

from pathlib import Path

import pytest
import reportlab

from reports import typeface


def test_the_locked_package_brings_the_typeface() -> None:
    assert typeface.registered().name == "NotoSansSC-Regular.ttf"


def test_a_package_that_is_not_installed_yields_nothing() -> None:
    assert not list(typeface._packaged("no-such-package-anywhere"))  # noqa: SLF001  # the first step of the search


def test_files_that_are_no_typeface_or_lack_chinese_are_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    latin = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    good = typeface.registered()
    found = typeface.load(iter([tmp_path / "absent.ttf", broken, latin, good]))
    assert Path(found.face.filename) == good


def test_a_typeface_put_by_hand_comes_before_those_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, system = tmp_path / "own", tmp_path / "system"
    for folder, name in ((own, "any.ttf"), (system / "deep", "wqy-microhei.ttc")):
        folder.mkdir(parents=True)
        (folder / name).touch()
    monkeypatch.setattr(typeface, "OWN_FOLDER", own)
    monkeypatch.setattr(typeface, "SYSTEM_FOLDERS", (system, tmp_path / "absent"))
    names = [path.name for path in typeface.candidates()]
    assert names[-2:] == ["any.ttf", "wqy-microhei.ttc"]


def test_without_any_typeface_the_error_names_the_ways_out(tmp_path: Path) -> None:
    with pytest.raises(typeface.TypefaceMissing, match=r"typeface\.lock.*fonts.*wqy"):
        typeface.load(iter([tmp_path / "absent.ttf"]))
