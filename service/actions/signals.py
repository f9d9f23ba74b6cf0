"""线索: look through the whole population, keep what is new, and say what is there no more.

A signal is known again by its kind and key. While it is open or followed its evidence follows the
population; one that was dismissed stays so until claims turn up in it that nobody has judged: then
it is open again, and its history says why. Employers learn nothing of any of it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, literal, select, text, update
from sqlalchemy.orm import Session

from compliance import signalbook
from compliance.messages import Message
from compliance.signal import Figure, Population, Signal
from compliance.signal_thresholds import FEN, Threshold
from service import audit
from service.actions import signal_population
from service.actions.system import SYSTEM
from service.audit import Step
from service.permissions import Actor
from service.tables import SignalEvidenceRow, SignalRow, SignalRunRow, SignalStepRow

ARTICLE: Final = "第三十三条"
_TURN = text("select pg_advisory_xact_lock(hashtext('zhuanhu signals'))")
_Known = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A signal that is kept already, with what it rested on last."""

    id: UUID
    state: str
    watched: bool
    is_gone: bool
    digest: str
    claims: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look: `fresh` were not known before or have come again."""

    run_id: UUID
    claims: int
    found: int
    fresh: int
    gone: int


def look(session: Session, actor: Actor) -> Seen:
    """Look through every claim that is not over; looking again without a change keeps nothing."""
    session.execute(_TURN)
    population = signal_population.gather(session, actor.today)
    found = _found(population)
    known = _known(session)
    changed = {name: each for name, each in found.items() if _is_news(known.get(name), each)}
    fresh = [name for name in changed if name not in known or known[name].state == "dismissed"]
    gone = [kept.id for name, kept in known.items() if name not in found and not kept.is_gone]
    back = [known[name].id for name in found if name in known and known[name].is_gone]
    seen = Seen(uuid4(), len(population.purchases), len(found), len(fresh), len(gone))
    _record_run(session, actor, population, seen)
    _keep(session, actor, seen.run_id, known, changed)
    _mark(session, gone, actor.at)
    _mark(session, back, None)
    return seen


def _found(population: Population) -> dict[_Known, dict[str, Any]]:
    """Find every signal; give what is kept of it as evidence, by kind and key."""
    bounds = {name: _bound_record(each) for name, each in population.thresholds.all.items()}
    return {
        (kind.code, signal.key): _evidence(signal, bounds)
        for kind, signal in signalbook.find_all(population)
    }


def _evidence(signal: Signal, bounds: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    record = {
        "found": signal.found.to_record(),
        "figures": [_figure_record(figure) for figure in signal.figures],
        "bounds": [bounds[name] for name in signal.bounds],
    }
    claims = [each.claim for each in signal.purchases]
    content = json.dumps([record, claims], ensure_ascii=False, sort_keys=True)
    return {
        "record": record,
        "digest": hashlib.sha256(content.encode()).hexdigest(),
        "amount": Decimal(signal.amount) / FEN,
        "claims": [UUID(claim) for claim in claims],
        "employers": [UUID(each) for each in sorted({p.employer for p in signal.purchases})],
        "grants": [UUID(each) for each in sorted({p.grant for p in signal.purchases})],
    }


def _figure_record(figure: Figure) -> dict[str, Any]:
    value = Message("{value}", {"value": figure.value})
    return {"title": figure.title.to_record(), "value": value.to_record()}


def _bound_record(bound: Threshold) -> dict[str, Any]:
    return {
        "title": bound.title.to_record(),
        "told": bound.told().to_record(),
        "from": bound.effective_from.isoformat(),
        "source": bound.source.to_record(),
        "verified": bound.verified,
    }


def _known(session: Session) -> dict[_Known, Kept]:
    rows = session.execute(
        select(
            SignalRow.kind, SignalRow.key, SignalRow.id, SignalRow.state, SignalRow.watched,
            SignalRow.gone_at, SignalEvidenceRow.digest, SignalEvidenceRow.claims,
        ).join(SignalEvidenceRow, SignalEvidenceRow.id == SignalRow.evidence_id)
    )  # fmt: skip
    return {
        (row.kind, row.key): Kept(
            row.id, row.state, row.watched, row.gone_at is not None, row.digest,
            frozenset(row.claims),
        )
        for row in rows
    }  # fmt: skip


def _is_news(kept: Kept | None, evidence: Mapping[str, Any]) -> bool:
    """Tell whether evidence is worth keeping: of what was dismissed only unjudged claims are."""
    if kept is None:
        return True
    if kept.state == "dismissed":
        return not kept.claims.issuperset(evidence["claims"])
    return bool(kept.digest != evidence["digest"])


def _record_run(session: Session, actor: Actor, population: Population, seen: Seen) -> None:
    bounds = {
        name: {"value": str(each.value), "from": each.effective_from.isoformat()}
        for name, each in population.thresholds.all.items()
    }
    session.execute(
        insert(SignalRunRow).values(
            id=seen.run_id,
            made_by=None if actor.user_id == SYSTEM else actor.user_id,
            started_at=actor.at,
            claims=seen.claims,
            found=seen.found,
            fresh=seen.fresh,
            gone=seen.gone,
            bounds=bounds,
        )
    )
    step = Step(
        action="look_for_signals", subject="signal_run", subject_id=seen.run_id, employer_id=None,
        article=ARTICLE,
    )  # fmt: skip
    audit.record(session, actor, step)


def _keep(
    session: Session,
    actor: Actor,
    run_id: UUID,
    known: Mapping[_Known, Kept],
    changed: Mapping[_Known, Mapping[str, Any]],
) -> None:
    """Keep new evidence; make the signals that are not there yet; open what has come again."""
    evidence, new, moved, again = [], [], [], []
    for (kind, key), each in changed.items():
        kept, evidence_id = known.get((kind, key)), uuid4()
        signal_id = kept.id if kept else uuid4()
        evidence.append({**each, "id": evidence_id, "signal_id": signal_id, "run_id": run_id})
        if kept is None:
            new.append(_new(actor, (kind, key), signal_id, evidence_id))
            continue
        moved.append({"of": signal_id, "to": evidence_id})
        if kept.state == "dismissed":
            again.append(_again(actor, signal_id, evidence_id))
    _insert(session, SignalEvidenceRow, evidence)
    _insert(session, SignalRow, new)
    if moved:
        table = SignalRow.__table__
        follow = update(table).where(table.c.id == bindparam("of"))  # type: ignore[arg-type]  # a table
        session.execute(follow.values(evidence_id=bindparam("to")), moved)
    _insert(session, SignalStepRow, again)
    opened = update(SignalRow).where(SignalRow.id.in_([step["signal_id"] for step in again]))
    session.execute(opened.values(state="open"), execution_options={"synchronize_session": False})


def _new(actor: Actor, name: _Known, signal_id: UUID, evidence_id: UUID) -> dict[str, Any]:
    return {
        "id": signal_id, "kind": name[0], "key": name[1], "state": "open", "watched": False,
        "evidence_id": evidence_id, "found_at": actor.at,
    }  # fmt: skip


def _again(actor: Actor, signal_id: UUID, evidence_id: UUID) -> dict[str, Any]:
    return {
        "signal_id": signal_id, "evidence_id": evidence_id, "action": "again", "state": "open",
        "watched": False, "reason": "", "made_at": actor.at,
    }  # fmt: skip


def _insert(
    session: Session,
    table: type[SignalRow | SignalEvidenceRow | SignalStepRow],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Insert many rows in few statements: asking for something back makes them one."""
    if rows:
        session.execute(insert(table).returning(literal(1)), rows).all()


def _mark(session: Session, signals: Sequence[UUID], at: object) -> None:
    """Say since when signals are found no more; None: they are found."""
    marked = update(SignalRow).where(SignalRow.id.in_(signals)).values(gone_at=at)
    session.execute(marked, execution_options={"synchronize_session": False})
