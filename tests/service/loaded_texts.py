"""Texts that differ from an installed one in a little, and rows of them, for the tests."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from compliance import library
from compliance.text import TextKind, digest_of
from service.tables import LawTextRow
from tests.service.office import AT, Office

LIST = "default-2025"
NEW_LIST = "default-2026"
FROM = date(2026, 1, 1)


def installed(kind: TextKind) -> str:
    """Give the content of the newest installed text of a kind."""
    version = library.installed().of_kind(kind)[-1].heading.version
    return (library.FOLDER / kind.value / f"{version}.toml").read_text(encoding="utf-8")


def a_list(
    version: str = NEW_LIST,
    *,
    replaces: str | None = LIST,
    effective_from: date = FROM,
    more: tuple[str, str] = ("诉讼费", "芯片封装测试费"),
) -> str:
    """Give a list like the installed one in which the first word of `more` stands with a second."""
    content = installed(TextKind.NEGATIVE_LIST)
    content = content.replace(f'version = "{LIST}"', f'version = "{version}"', 1)
    content = content.replace("effective_from = 2025-01-01", f"effective_from = {effective_from}")
    if replaces:
        content = content.replace("source =", f'replaces = "{replaces}"\nsource =', 1)
    return content.replace(f'"{more[0]}"', f'"{more[0]}", "{more[1]}"', 1)


def a_row(office: Office, content: str, **changes: object) -> LawTextRow:
    """Give the row of a negative list that one person loaded and another approved."""
    values: dict[str, object] = {
        "kind": TextKind.NEGATIVE_LIST.value,
        "version": NEW_LIST,
        "content": content,
        "sha256": digest_of(content),
        "effective_from": FROM,
        "reason": "与会计师核对后补充。",
        "loaded_by": office.auditor.user_id,
        "loaded_at": AT,
        "approved_by": office.manager.user_id,
        "approved_at": AT,
    }
    return LawTextRow(**values | changes)


def keep(session: Session, row: LawTextRow) -> UUID:
    """Keep a row as it comes about: loaded first, then decided."""
    decided = row.approved_by, row.approved_at, row.rejected_at
    row.approved_by, row.approved_at, row.rejected_at = None, None, None
    session.add(row)
    session.flush()
    row.approved_by, row.approved_at, row.rejected_at = decided
    session.flush()
    return row.id
