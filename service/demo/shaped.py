"""Claims of other shapes at the first employer: a fee sheet, a shared and cut invoice, an advance.

The people paid and the numbers of their cards are invented: no district has the code 000000.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from compliance.categories import Category
from compliance.facts import ClaimState
from importers.invoice import Kind
from service import business_day
from service.actions import advances, claims, cuts, fee_sheets, intake, papers, splitting
from service.actions.advances import NewAdvance
from service.actions.cuts import NewCut
from service.actions.fee_sheets import NewFee, NewFeeSheet
from service.actions.intake import Desk
from service.demo import calendar, cast, identifiers, lines
from service.demo.drawing import draw
from service.demo.founding import Founded
from service.demo.invoices import InvoiceSpec
from service.permissions import Actor
from service.tables import AdvanceRow, Base, ClaimRow, FeeSheetRow, SplitSheetRow

SERIAL = 2_600_000_700
FATES = (ClaimState.SUBMITTED, ClaimState.SUBMITTED, ClaimState.DRAFT)  # sheet, two shares
_DAYS = 9  # ago
_WORK = "样机可靠性评审与辅导"
_TOTAL, _FIRST, _SECOND = Decimal("6360.00"), Decimal("3816.00"), Decimal("2544.00")


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Draw up the sheet, divide and cut the invoice, pay the advance out; again changes nothing."""
    at = calendar.office_hour(business_day.of(now) - timedelta(days=_DAYS), now)
    maker, checker, cashier = (
        founded.actor(people[0], at + timedelta(hours=hours))
        for hours, people in enumerate((cast.MAKERS, cast.CHECKERS, cast.CASHIERS))
    )
    if not _is_there(desk, maker, FeeSheetRow):
        _fees(desk, founded, maker)
    if not _is_there(desk, maker, SplitSheetRow):
        _shared(desk, founded, maker, checker)
    if not _is_there(desk, maker, AdvanceRow):
        _advance(desk, founded, (maker, checker, cashier))


def _is_there(desk: Desk, maker: Actor, kind: type[Base]) -> bool:
    with desk.database.transaction(maker.employer) as session:
        return session.scalars(select(kind).limit(1)).first() is not None


def _fees(desk: Desk, founded: Founded, maker: Actor) -> None:
    """Pay two experts who issue no invoice, with the papers that are asked for."""
    people = (("纪文谦", "000000197503120015", "2400"), ("乐知远", "000000198109240021", "800"))
    sheet = NewFeeSheet(
        grant_id=founded.grants[0],
        kind="consulting",
        category=Category.MENTOR,
        title="减速器样机可靠性评审会",
        held_on=maker.today - timedelta(days=2),
        after_tax=True,
        fees=tuple(
            NewFee(name=name, id_number=number, work=_WORK, amount=Decimal(net))
            for name, number, net in people
        ),
    )
    claim_id = fee_sheets.draw_up(desk, maker, sheet)
    for code, name in (("invitation", "评审会邀请函.pdf"), ("work_record", "评审工作记录.pdf")):
        papers.attach(desk, maker, claim_id, code, name, draw(_invoice(founded, maker, name)))
    _submit(desk, maker, claim_id)


def _invoice(founded: Founded, maker: Actor, mark: str) -> InvoiceSpec:
    day = max(maker.today - timedelta(days=5), founded.approved_on)
    fee = lines.line_of_total(
        "*研发和技术服务*减速器振动测试费", _TOTAL, quantity=Decimal(1), unit="项"
    )
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=identifiers.digital_number(day, SERIAL),
        issued_on=day,
        buyer=cast.EMPLOYERS[0].party,
        seller=cast.LABORATORY,
        lines=(fee,),
        remarks="合同编号：YX-031",
        mark=mark,
    )


def _shared(desk: Desk, founded: Founded, maker: Actor, checker: Actor) -> None:
    """Share one invoice between the employer's two grants; the first share is handed in and cut."""
    first, second = founded.grants[:2]
    content = draw(_invoice(founded, maker, "样例"))
    (taken,) = intake.take_in(desk, maker, first, "振动测试费.pdf", content).claims
    with desk.database.transaction(maker.employer) as session:
        version = session.get_one(ClaimRow, taken.claim_id).version
        shares = {first: _FIRST, second: _SECOND}
        reason = "两个项目共用试验台，按占用机时六比四分割。"
        splitting.divide(session, maker, taken.claim_id, version, shares, reason)
    _submit(desk, maker, taken.claim_id)
    with desk.database.transaction(checker.employer) as session:
        version = session.get_one(ClaimRow, taken.claim_id).version
        cut = NewCut(line=1, amount=Decimal("316.00"), reason="加急费不在合同约定内，由单位承担。")
        cuts.cut(session, checker, taken.claim_id, version, cut)


def _submit(desk: Desk, maker: Actor, claim_id: UUID) -> None:
    with desk.database.transaction(maker.employer) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claim = session.get_one(ClaimRow, claim_id)
        said = claims.Change(
            category=Category(str(claim.category)),
            cost_on=claim.cost_on,
            statement="属培养方案当年的研发任务和专家劳务。",
            explanation="材料和依据见所附文件，金额按合同和专家咨询费发放表。",
            evidence=frozenset(claim.evidence),
            plan_item_id=claim.plan_item_id,
        )
        claims.change(session, maker, claim_id, version, said)
        claims.submit(session, maker, claim_id, claim.version)


def _advance(desk: Desk, founded: Founded, people: tuple[Actor, Actor, Actor]) -> None:
    """Pay an advance out, which waits to be offset."""
    maker, checker, cashier = people
    new = NewAdvance(
        grant_id=founded.grants[0],
        category=Category.CONF,
        amount=Decimal("5000.00"),
        recipient=cast.SELECTEES[0].name,
        purpose="预借机械工程学术年会的注册费",
    )
    with desk.database.transaction(maker.employer) as session:
        case_id = advances.ask(session, maker, new)
        advances.approve(session, checker, case_id, 0)
        advances.pay(session, cashier, case_id, 1, f"YJ{cashier.today:%Y%m%d}01")
