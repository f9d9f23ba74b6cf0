"""The kinds of cases: one line each. A kind is a table and what its page shows of a case.

The steps themselves are actions of the kind's own module; `service.pages.cases` names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from compliance.machine import Machine
from compliance.procedures.advance import ADVANCE
from compliance.procedures.appeal import APPEAL
from compliance.procedures.arrival import ARRIVAL
from compliance.procedures.clawback import CLAWBACK
from compliance.procedures.exit import COMPLETION, WITHDRAWAL
from compliance.procedures.inspection import INSPECTION
from compliance.procedures.reallocation import REALLOCATION
from compliance.procedures.rectification import RECTIFICATION
from compliance.procedures.sanction import SANCTION
from compliance.procedures.settlement import SETTLEMENT
from compliance.procedures.transfer import TRANSFER
from service.actions import (
    advance_views,
    appeal_views,
    appeals,
    clawbacks,
    exits,
    inspections,
    reallocations,
    rectification,
    rectification_views,
    returning_views,
    sanction_views,
    sanctions,
    settlements,
    transfer_views,
)
from service.messages import N_
from service.permissions import Actor
from service.tables import DeadlineRow, ProceedingRow

# session, the clock, the case, its deadline, the mark: working days from the due day
OnMark = Callable[[Session, Actor, ProceedingRow, DeadlineRow, int], None]


def _nothing(
    _session: Session, _actor: Actor, _row: ProceedingRow, _deadline: DeadlineRow, _mark: int
) -> None:
    """Leave a case as it is."""


def _none(_session: Session, _row: ProceedingRow) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: its words (to be translated), its table, and what a case is about.

    `on_mark` is done on each day on which people are reminded of a deadline, once, as the clock;
    `shut` gives the steps that the table has but that this very case can take no more.
    """

    title: str
    machine: Machine[Any]
    detail: Callable[[Session, Actor, ProceedingRow], object]
    on_mark: OnMark = _nothing
    shut: Callable[[Session, ProceedingRow], frozenset[str]] = _none


KINDS: dict[str, Kind] = {
    "advance": Kind(N_("预借"), ADVANCE, advance_views.detail, shut=advance_views.shut),
    "appeal": Kind(N_("申诉"), APPEAL, appeal_views.detail, shut=appeals.shut),
    "rectification": Kind(
        N_("整改"),
        RECTIFICATION,
        rectification_views.detail,
        rectification.on_mark,
        rectification.shut,
    ),
    "inspection": Kind(
        N_("受检"), INSPECTION, inspections.detail, inspections.on_mark, inspections.shut
    ),
    "transfer": Kind(N_("划转"), TRANSFER, transfer_views.detail, shut=transfer_views.shut),
    "sanction": Kind(N_("中止与取消"), SANCTION, sanction_views.detail, sanctions.on_mark),
    "withdrawal": Kind(N_("主动退出"), WITHDRAWAL, exits.detail),
    "completion": Kind(N_("结题"), COMPLETION, exits.detail),
    "arrival": Kind(N_("接收划转"), ARRIVAL, transfer_views.arrival),
    "clawback": Kind(
        N_("追回"), CLAWBACK, returning_views.clawback, clawbacks.on_mark, clawbacks.shut
    ),
    "settlement": Kind(
        N_("结算与结清"),
        SETTLEMENT,
        returning_views.settlement,
        settlements.on_mark,
        settlements.shut,
    ),
    "reallocation": Kind(
        N_("预算调剂"), REALLOCATION, returning_views.reallocation, shut=reallocations.shut
    ),
}
