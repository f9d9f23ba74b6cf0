"""What is packed of a claim: its files, and its data with the verdict, its facts and its trail."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service import readings
from service.tables import (
    AuditRow,
    ClaimPaperRow,
    ClaimRow,
    DecisionRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
)


def files_of(claim: ClaimRow) -> Select[str, str]:
    """Give name and SHA-256 of a claim's files, the first one that came first."""
    of_invoice = select(RenditionRow.original_id).where(
        RenditionRow.employer_id == claim.employer_id,
        RenditionRow.invoice_id == claim.invoice_id,
    )
    papers = select(ClaimPaperRow.original_id).where(
        ClaimPaperRow.employer_id == claim.employer_id, ClaimPaperRow.claim_id == claim.id
    )
    return (
        select(OriginalRow.name, OriginalRow.sha256)
        .where(OriginalRow.id.in_(of_invoice) | OriginalRow.id.in_(papers))
        .order_by(OriginalRow.stored_at, OriginalRow.sha256)
    )


def data_of(session: Session, claim: ClaimRow, *, for_center: bool = False) -> bytes:
    """Give the data of a claim as JSON; the Center's people are named to the Center only."""
    row = session.get_one(InvoiceRow, claim.invoice_id)
    decision = _decision(session, claim)
    data = {
        "claim": _plain(claim),
        "invoice": {"as_read": row.record, "as_corrected": readings.of(session, row).to_record()},
        "originals": [
            {"name": name, "sha256": digest} for name, digest in session.execute(files_of(claim))
        ],
        "decision": None
        if decision is None
        else {
            "decided_at": decision.decided_at, "rulebook": decision.rulebook_version,
            "facts": decision.facts, "result": decision.result,
        },
        "trail": [_step(step, for_center=for_center) for step in _trail(session, claim)],
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, default=_as_text)
    return text.encode()


def _decision(session: Session, claim: ClaimRow) -> DecisionRow | None:
    """Give the verdict that counts: the newest."""
    query = select(DecisionRow).where(DecisionRow.claim_id == claim.id)
    return session.scalars(query.order_by(DecisionRow.serial.desc()).limit(1)).first()


def _trail(session: Session, claim: ClaimRow) -> list[AuditRow]:
    query = select(AuditRow).where(
        AuditRow.employer_id == claim.employer_id,
        AuditRow.subject == "claim",
        AuditRow.subject_id == claim.id,
    )
    return list(session.scalars(query.order_by(AuditRow.id)))


def _plain(claim: ClaimRow) -> dict[str, Any]:
    return {column.key: getattr(claim, column.key) for column in ClaimRow.__table__.columns}


def _step(step: AuditRow, *, for_center: bool) -> dict[str, Any]:
    """Give a row of the trail; the Center's people are not named to an employer (Art. 34)."""
    unnamed = step.actor_role.startswith("center") and not for_center
    return {
        "at": step.at, "role": step.actor_role, "name": "" if unnamed else step.actor_name,
        "action": step.action, "from": step.source, "to": step.target, "article": step.article,
        "reason": step.reason,
    }  # fmt: skip


def _as_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    assert isinstance(value, UUID | Decimal), f"no way to write down: {value!r}"
    return str(value)
