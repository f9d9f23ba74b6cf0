"""Where walks begin: two employers with money, drafts and paid claims, founded once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from uuid import UUID

from importers.sandbox import ReaderPool
from service.actions import money, people, register
from service.db import CENTER, Database
from service.demo.invoices import Party
from service.permissions import Actor, Role
from service.tables import GrantRow
from tests.database_server import ClonedDatabase, DatabaseServer, server_of_the_run
from tests.service import neighbour
from tests.service.neighbour import claim_of
from tests.service.office import (
    NAME,
    PASSWORD,
    USCC,
    Office,
    an_invoice,
    approve_and_pay,
    instalments_of,
    open_office,
    user,
)
from tests.service.test_claims import submit
from tests.service.walking import World

CLAIMS_EACH, PAID_EACH = 6, 2
OTHER_ACCOUNT = "1109999988887777"


@dataclass(frozen=True)
class Stage:
    """A programme founded once, of which every walk gets a copy."""

    server: DatabaseServer
    template: str
    offices: tuple[Office, ...]
    people: tuple[Actor, ...]

    @contextmanager
    def lent(self) -> Iterator[World]:
        """Lend a copy of the programme for one walk."""
        name = f"{self.template}_{next(_COPIES)}"
        self.server.create(name, self.template)
        database = ClonedDatabase(self.server, name)
        offices = tuple(
            replace(each, desk=replace(each.desk, database=database)) for each in self.offices
        )
        try:
            yield World(database, offices, self.people, self.offices[0].maker.at)
        finally:
            database.dispose()
            self.server.drop(name)


_COPIES = count()


def set_stage(database: ClonedDatabase, folder: Path, readers: ReaderPool) -> Stage:
    """Found two employers with a grant each, money in both accounts, and drafts of claims."""
    first = open_office(database, folder, readers)
    second = neighbour.beside(first)
    _fund(second)
    others = [
        user(database, "auditor-2", Role.CENTER_AUDITOR),
        user(database, "manager-2", Role.CENTER_MANAGER),
    ]
    selectees = [_selectee(database, office, place) for place, office in enumerate((first, second))]
    for number, office in enumerate((first, second)):
        for place in range(CLAIMS_EACH):
            claim = _draft(office, number, place)
            if place < PAID_EACH:
                submit(office, claim)
                approve_and_pay(office, claim)
    staff = tuple(
        each
        for office in (first, second)
        for each in (office.maker, office.checker, office.cashier)
    )
    center = (first.auditor, first.manager, *others)
    name = str(database.application_url.database)
    database.dispose()
    return Stage(server_of_the_run(), name, (first, second), (*staff, *selectees, *center))


def _selectee(database: Database, office: Office, place: int) -> Actor:
    """Give the selectee of an employer's grant a log-in."""
    with database.transaction(CENTER) as session:
        selectee_id = session.get_one(GrantRow, office.grant_id).selectee_id
        new = people.NewUser(
            login=f"selectee-{place}", name="入选者", role=Role.SELECTEE, password=PASSWORD,
            employer_uscc=(USCC, neighbour.USCC)[place], selectee_id=selectee_id,
        )  # fmt: skip
        user_id = people.add_user(session, office.manager, new)
    return Actor(
        user_id=user_id, name="入选者", role=Role.SELECTEE, employer_id=office.employer_id,
        selectee_id=selectee_id, at=office.maker.at,
    )  # fmt: skip


def _fund(office: Office) -> None:
    database = office.database
    with database.transaction(CENTER) as session:
        account = register.NewAccount(
            employer_id=office.employer_id, bank="北京银行丰台支行", account_name=neighbour.NAME,
            account_number=OTHER_ACCOUNT, registered_on=date(2025, 9, 1),
        )  # fmt: skip
        register.add_account(session, office.manager, account)
        (instalment,) = instalments_of(session, office.grant_id)
        money.approve_instalment(session, office.auditor, instalment)
    with database.transaction(CENTER) as session:
        money.send_instalment(session, office.manager, instalment)
    with database.transaction(office.employer_id) as session:
        money.confirm_receipt(session, office.checker, instalment, "20251001-0002")


def _draft(office: Office, number: int, place: int) -> UUID:
    name, code = ((NAME, USCC), (neighbour.NAME, neighbour.USCC))[number]
    return claim_of(
        office,
        an_invoice(
            f"2611200000{number}{place:09d}",
            amount=str(1000 * (place + 1)),
            issued_on=date(2026, 2, 10 + place),
            buyer=Party(name, code),
        ),
    )
