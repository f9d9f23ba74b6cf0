"""What a plan would come to, before it is settled: sizes by three laws, and how they change.

Reckoned over the books as they stand; what is drawn is decided by the frame that is frozen later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.sampling import sizes, strata
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Distribution, Plan, PlanError
from compliance.sampling.sizes import Planned
from service.actions import spot_check_frames
from service.actions.spot_check_frames import Population
from service.messages import Refused
from service.tables import EmployerRow

TIMES: Final = tuple(Fraction(times, 10) for times in (6, 8, 10, 12, 14, 16, 18, 20))
CLOSEST: Final = Fraction(3, 2)  # nearer to what is expected, sizes grow beyond use


@dataclass(frozen=True, slots=True)
class Point:
    """The sizes at one tolerable rate; None where there is no such sample."""

    tolerable: Fraction
    sizes: Mapping[Distribution, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A plan over the books of now; amounts in fen.

    `certain` items are taken whatever chance says, `open_*` can be drawn. `by_law`: the size by
    each law, or why there is none.
    """

    items: int
    total: int
    employers: int
    groups: int
    certain: int
    certain_total: int
    open_items: int
    open_total: int
    by_law: Mapping[Distribution, Planned | PlanError]
    curve: tuple[Point, ...]


def what_if(session: Session, population: Population, plan: Plan) -> WhatIf:
    """Reckon a plan over what is in the books now."""
    frame = spot_check_frames.frame(session, population)
    division = strata.divide(plan, frame)
    certain = sum(frame.items[place].value for place in division.certain)
    count, total = len(division.open), sum(frame.items[place].value for place in division.open)
    return WhatIf(
        items=frame.count,
        total=frame.total,
        employers=len({item.key.split("/", 1)[0] for item in frame.items}),
        groups=_groups(frame),
        certain=len(division.certain),
        certain_total=certain,
        open_items=count,
        open_total=total,
        by_law=sizes.side_by_side(plan, count, total) if count else {},
        curve=tuple(_point(plan, times, count, total) for times in TIMES if _useful(plan, times))
        if count
        else (),
    )


def _groups(frame: Frame) -> int:
    return len({item.group for item in frame.items})


def _useful(plan: Plan, times: Fraction) -> bool:
    tolerable = plan.tolerable * times
    return times == 1 or (plan.expected * CLOSEST < tolerable < 1)


def _point(plan: Plan, times: Fraction, count: int, total: int) -> Point:
    at = replace(plan, tolerable=plan.tolerable * times, size=None)
    found = sizes.side_by_side(at, count, total)
    return Point(
        at.tolerable,
        {law: None if isinstance(size, PlanError) else size.size for law, size in found.items()},
    )


def employers(session: Session) -> list[tuple[str, str]]:
    """List the employers that may be chosen: code and name."""
    query = select(EmployerRow.uscc, EmployerRow.name).order_by(EmployerRow.name)
    return [(uscc, name) for uscc, name in session.execute(query)]


def refuse_useless(found: WhatIf, plan: Plan) -> None:
    """Refuse a plan for which there is no sample by its own law, over the books of now."""
    size = found.by_law.get(plan.distribution)
    if isinstance(size, PlanError):
        raise Refused("{why}", why=size.sentence)
