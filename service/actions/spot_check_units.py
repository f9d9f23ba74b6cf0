"""受检单位: what a check brings about at each employer: told, asked, heard, told the end (Art. 33).

Each employer's part is a case of its own; the check takes its steps at all of them at once.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from compliance.procedures.inspection import INSPECTION, InspectionState
from compliance.sampling.frame import Frame
from service.actions import (
    letters,
    proceedings,
    spot_check_frames,
    spot_check_letters,
    spot_check_steps,
    spot_checks,
)
from service.actions.proceedings import NewCase
from service.actions.spot_checks import ARTICLE
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import (
    EmployerRow,
    GrantRow,
    ProceedingRow,
    SpotCheckItemRow,
    SpotCheckRequestRow,
    SpotCheckRow,
    SpotCheckUnitRow,
)

SERIES: Final = "受检"
ENDED: Final = frozenset(state.value for state in INSPECTION.ends)
Said = dict[str, Any]


def notice(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Open a case at every employer concerned, with its notice."""
    row = spot_check_steps.take(session, actor, check_id, steps, "notice")
    concerned = employers(session, actor, row)
    if not concerned:
        raise Refused(
            N_("{number} 的范围内没有单位有已入账的支出：请撤销后另订计划。"),
            ARTICLE,
            number=row.number,
        )
    for employer in concerned:
        case = _open(session, actor, row, employer)
        proceedings.step(session, actor, case, INSPECTION, "notify")
        letters.issue(session, actor, case, spot_check_letters.notice(session, actor, row, case))
    spot_check_steps.step(session, actor, row, "notice", said.get("reason", ""))


def employers(session: Session, actor: Actor, row: SpotCheckRow) -> list[EmployerRow]:
    """List the employers concerned: those in the frame, once its cut-off is over.

    Before, nobody knows who will be in it: all of the scope that have a grant.
    """
    population = spot_checks.population_of(row)
    if row.cut_off < actor.today:
        uscc = _of_frame(spot_check_frames.frame(session, population))
        found = select(EmployerRow).where(EmployerRow.uscc.in_(uscc))
    else:
        scope = population.scope
        held = [GrantRow.number.in_(scope.grants)] if scope.grants else []
        found = select(EmployerRow).where(
            exists().where(GrantRow.employer_id == EmployerRow.id, *held)
        )
        if scope.employers:
            found = found.where(EmployerRow.uscc.in_(scope.employers))
    return list(session.scalars(found.order_by(EmployerRow.uscc)))


def _of_frame(frame: Frame) -> set[str]:
    return {item.key.split("/", 1)[0] for item in frame.items}


def _open(
    session: Session, actor: Actor, row: SpotCheckRow, employer: EmployerRow
) -> ProceedingRow:
    new = NewCase(
        machine=INSPECTION,
        series=SERIES,
        title=f"{row.number} {row.title}",
        employer_id=employer.id,
    )
    case = proceedings.open_case(session, actor, new)
    session.add(
        SpotCheckUnitRow(
            employer_id=employer.id, check_id=row.id, proceeding_id=case.id,
            check_number=row.number, title=row.title, manner=row.manner,
            period_from=row.period_from, period_to=row.period_to, seed_sha256=row.seed_sha256,
        )
    )  # fmt: skip
    session.flush()
    return case


def begin(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Begin the fieldwork: every employer that was drawn is asked for its papers."""
    row = spot_check_steps.take(session, actor, check_id, steps, "begin")
    ask(session, actor, row, 1)
    spot_check_steps.step(session, actor, row, "begin", said.get("reason", ""))


def ask(session: Session, actor: Actor, row: SpotCheckRow, round_: int) -> None:
    """Ask every employer for the papers of what was drawn of it in a round."""
    drawn = select(SpotCheckItemRow).where(
        SpotCheckItemRow.check_id == row.id, SpotCheckItemRow.round == round_
    )
    of_employer: dict[UUID, list[SpotCheckItemRow]] = {}
    for item in session.scalars(drawn.order_by(SpotCheckItemRow.number)):
        of_employer.setdefault(item.employer_id, []).append(item)
    for case in _cases(session, row):
        items = of_employer.get(case.employer_id)
        if items:
            _ask_for(session, actor, items)
            proceedings.step(session, actor, case, INSPECTION, "ask")
            content = spot_check_letters.request(session, row, case, round_)
            letters.issue(session, actor, case, content)


def _ask_for(session: Session, actor: Actor, items: Iterable[SpotCheckItemRow]) -> None:
    for item in items:
        session.add(
            SpotCheckRequestRow(
                employer_id=item.employer_id, check_id=item.check_id, claim_id=item.claim_id,
                round=item.round, asked_at=actor.at,
            )
        )  # fmt: skip
    session.flush()


def consult(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Send every employer the draft of the result: its time to comment begins with service."""
    row = spot_check_steps.take(session, actor, check_id, steps, "consult")
    spot_check_steps.step(session, actor, row, "consult", said.get("reason", ""))
    for case in _cases(session, row):
        proceedings.step(session, actor, case, INSPECTION, "consult")
        letters.issue(session, actor, case, spot_check_letters.draft(session, row, case))


def still_heard(session: Session, row: SpotCheckRow) -> list[ProceedingRow]:
    """List the cases whose employers may still comment."""
    hearing = InspectionState.HEARING
    return [case for case in _cases(session, row) if case.state == hearing]


def deliver(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Tell every employer the conclusion that was settled."""
    row = spot_check_steps.take(session, actor, check_id, steps, "deliver")
    settled = [step for step in spot_checks.steps(session, row.id) if step.action == "finish"]
    spot_check_steps.step(session, actor, row, "deliver", said.get("reason", ""))
    for case in _cases(session, row):
        proceedings.step(session, actor, case, INSPECTION, "conclude")
        content = spot_check_letters.conclusion(session, row, case, settled[-1].reason)
        letters.issue(session, actor, case, content)


def withdraw(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Withdraw a check: what was frozen and drawn stays on record, the employers are told."""
    row = spot_check_steps.take(session, actor, check_id, steps, "withdraw")
    reason = said.get("reason", "")
    spot_check_steps.step(session, actor, row, "withdraw", reason)
    for case in _cases(session, row):
        proceedings.step(session, actor, case, INSPECTION, "drop", reason)


def _cases(session: Session, row: SpotCheckRow) -> list[ProceedingRow]:
    """List the cases of a check that go on."""
    return [case for _, case, _ in spot_checks.units(session, row.id) if case.state not in ENDED]
