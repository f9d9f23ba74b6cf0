"""Bundles: found by their plain names, missed with a sentence, fresh after a build."""

import json
from pathlib import Path

import pytest

from service.pages import assets


def test_without_a_build_the_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "manifest.json")
    with pytest.raises(assets.NotBuiltError, match="make demo"):
        assets.manifest()


def test_a_new_build_is_seen_by_a_running_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "manifest.json"
    monkeypatch.setattr(assets, "MANIFEST", file)
    for number in (1, 2):
        file.write_text(json.dumps({"app.css": f"app-{number}.css"}))
        assert assets.manifest() == {"app.css": f"app-{number}.css"}


def test_every_bundle_lies_beside_the_manifest() -> None:
    for name in assets.manifest().values():
        assert (assets.BUILT / name).is_file()
