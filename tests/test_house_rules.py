"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("service", "reports", "compliance", "ledger", "importers")
TOP_LEVEL = {
    *PACKAGES, "tests", "docs", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md",
    "package.json", "package-lock.json", "requirements.lock", "requirements-dev.lock",
    "requirements-node.lock", ".ci", ".gitignore", ".npmrc",
}  # fmt: skip
LINES_MAX, FUNCTION_LINES_MAX = 400, 50
BANNED_NAMES = {"utils", "helpers", "common", "manager", "base_manager", "misc"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def sources(*packages: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.parts[0] in packages]


def trees(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sources(*packages):
        yield path, ast.parse((ROOT / path).read_text(encoding="utf-8"))


def test_the_top_level_holds_only_what_was_agreed() -> None:
    assert {path.parts[0] for path in tracked()} <= TOP_LEVEL


def test_no_source_file_is_longer_than_400_lines() -> None:
    long = {
        str(path): lines
        for path in sources(*PACKAGES, "tests")
        if (lines := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > LINES_MAX
    }
    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES_MAX
    ]
    assert long == []


def test_money_is_never_a_float() -> None:
    floats = [
        f"{path}:{node.lineno}"
        for path, tree in trees(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "float"
    ]
    assert floats == []


def test_no_module_is_a_drawer_for_everything() -> None:
    named = {part for path in sources(*PACKAGES, "tests") for part in (*path.parts, path.stem)}
    assert not named & BANNED_NAMES


def test_no_identifier_is_chinese() -> None:
    chinese = [
        f"{path}:{getattr(node, 'lineno', 0)}"
        for path, tree in trees(*PACKAGES, "tests")
        for node in ast.walk(tree)
        for name in (
            getattr(node, "id", None),
            getattr(node, "attr", None),
            getattr(node, "name", None),
        )
        if isinstance(name, str) and CHINESE.search(name)
    ]
    assert chinese == []


def test_every_silenced_lint_has_a_reason() -> None:
    bare = re.compile(r"#\s*(noqa|type: ignore)(?:(?!\s{2}#).)*$")
    unexplained = [
        f"{path}:{number}"
        for path in sources(*PACKAGES, "tests")
        for number, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), start=1)
        if bare.search(line) and "re.compile" not in line
    ]
    assert unexplained == []


def test_no_third_party_asset_is_tracked() -> None:
    assert not [
        str(path)
        for path in tracked()
        if path.suffix
        in {".png", ".jpg", ".jpeg", ".ttf", ".otf", ".woff", ".woff2", ".pdf", ".ofd"}
    ]


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "package-lock.json"]
)
def test_no_lock_file_names_the_host_of_a_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "resolved" not in text
    assert not re.search(r"--(index|extra-index|find-links)", text)
    assert lock.endswith("json") or "://" not in text
