"""What only the Center sees across employers: one ticket claimed twice, a seller to beware of."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from compliance.categories import Category
from compliance.facts import ClaimState
from service.actions import claims, crossing, intake, listings, plan_and_team
from service.actions.intake import Desk, Taken
from service.actions.listings import NewListing
from service.actions.system import system_actor
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.drawing import draw
from service.demo.founding import Founded
from service.demo.rail import RailSpec
from service.tables import ClaimRow

BOUGHT_ON = 112  # days after the approval
SERIAL = 2_600_000_417
OWNER, OTHER = 1, 2  # places of the two employers
FATES = (ClaimState.SUBMITTED, ClaimState.DRAFT)  # of the ticket's two claims
LISTED = NewListing(
    name="北京瑞途会务服务有限公司",
    reason="2025 年抽查中发现其发票内容与实际服务不符，购买前请先与中心联系。",
    from_on=date(2025, 12, 1),
)
_STATEMENT = "入选者赴上海参加材料联合试验，属培养方案当年的交流任务。"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Let two employers claim one ticket, list a seller, look across; again changes nothing."""
    ticket = _ticket(founded)
    arrived = calendar.office_hour(ticket.issued_on + timedelta(days=2), now)
    own = _take(desk, founded, ticket, OWNER, arrived)
    _submit(desk, founded, own, arrived)
    _take(desk, founded, replace(ticket, mark="样例副本"), OTHER, arrived + timedelta(hours=3))
    with desk.database.transaction(CENTER) as session:
        auditor = founded.actor(cast.AUDITOR, arrived)
        if LISTED.name not in {each.name for each in listings.listings(session)}:
            listings.add(session, auditor, LISTED)
        crossing.look(session, system_actor(now))


def _ticket(founded: Founded) -> RailSpec:
    day = founded.approved_on + timedelta(days=BOUGHT_ON)
    return RailSpec(
        number=f"{day:%y}119110{SERIAL:012d}",
        issued_on=day,
        buyer=cast.EMPLOYERS[OWNER].party,
        passenger=cast.SELECTEES[2 * OWNER].name,
        id_no="1101141983****0031",
        e_ticket="306712A086012090027719",
        train="G115",
        travel_on=day - timedelta(days=2),
        departure_time="09:20",
        from_station="北京南",
        to_station="上海虹桥",
        carriage="08车",
        seat="06C号",
        seat_class="二等座",
        price="661.00",
        spellings=("Beijingnan", "Shanghaihongqiao"),
    )


def _take(
    desk: Desk, founded: Founded, ticket: RailSpec, employer: int, arrived: datetime
) -> Taken:
    maker = founded.actor(cast.MAKERS[employer], arrived)
    name = f"铁路电子客票_{ticket.number}_{ticket.mark}.pdf"
    grant = founded.grants[2 * employer]
    (claim,) = intake.take_in(desk, maker, grant, name, draw(ticket)).claims
    return claim


def _submit(desk: Desk, founded: Founded, taken: Taken, arrived: datetime) -> None:
    """Complete and submit the claim of the employer whose ticket it is."""
    maker = founded.actor(cast.MAKERS[OWNER], arrived)
    with desk.database.transaction(maker.employer) as session:
        row = session.get_one(ClaimRow, taken.claim_id)
        if row.state != ClaimState.DRAFT:
            return
        plan = plan_and_team.plan_of(session, row.agreement_id)
        change = claims.Change(
            category=Category.EXCH,
            plan_item_id=next(item.id for item in plan if item.category == Category.EXCH),
            statement=_STATEMENT,
            evidence=frozenset({"trip_approval", "itinerary"}),
        )
        claims.change(session, maker, row.id, row.version, change)
        claims.submit(session, maker, row.id, row.version)
