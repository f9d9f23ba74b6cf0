"""A second employer beside the first: for what must hold between two of them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from service.actions import intake, money, register
from service.actions.intake import Taken
from service.db import CENTER
from service.permissions import Role
from service.tables import AnnualCallRow, RecommenderRow
from tests.service.office import APPROVED_ON, BUDGET, Office, user

NAME, USCC = "北京岚序能源系统研究院有限公司", "91110106MA35346291"


def beside(office: Office) -> Office:
    """Register another employer with a grant, and the people who work there."""
    database, manager = office.database, office.manager
    with database.transaction(CENTER) as session:
        call = session.scalars(select(AnnualCallRow.id)).one()
        recommender = session.scalars(select(RecommenderRow.id)).one()
        new = register.NewEmployer(
            name=NAME, uscc=USCC, registered_address="北京市丰台区科技大道 8 号"
        )
        employer_id = register.add_employer(session, manager, new)
        selectee = register.NewSelectee(
            name="周予安", born_on=date(1988, 3, 4), field="人工智能", employer_id=employer_id,
            recommender_id=recommender, call_id=call,
        )  # fmt: skip
        grant_id = register.add_selectee(session, manager, selectee)
        agreement = money.NewAgreement(
            grant_id=grant_id, number="RWS-2025-002", approved_on=APPROVED_ON,
            signed_on=date(2025, 9, 10), ends_on=date(2027, 8, 30),
            negative_list="default-2025", budget=BUDGET,
            instalments=(money.NewInstalment(Decimal(100000), date(2025, 10, 1)),),
        )  # fmt: skip
        money.sign_agreement(session, manager, agreement)
    maker = user(database, "maker-beside", Role.EMPLOYER_MAKER, USCC)
    checker = user(database, "checker-beside", Role.EMPLOYER_CHECKER, USCC)
    cashier = user(database, "cashier-beside", Role.EMPLOYER_CASHIER, USCC)
    return Office(
        office.desk, employer_id, grant_id, maker, checker, cashier, office.auditor, office.manager
    )


def taken(office: Office, content: bytes, name: str = "发票.pdf") -> Taken:
    """Take in a file whose one voucher becomes a claim."""
    (claim,) = intake.take_in(office.desk, office.maker, office.grant_id, name, content).claims
    return claim


def claim_of(office: Office, content: bytes) -> UUID:
    """Take in a file; give its claim."""
    return taken(office, content).claim_id
