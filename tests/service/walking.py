"""A programme of two employers in which anybody may try anything, for walks at random.

Whoever acts is told yes or is refused with a sentence; any other error ends the walk. After every
step what must always hold of the money is asked of the database.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from marshmallow import fields
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from compliance.clawback import Mode
from importers.sandbox import ReaderPool
from ledger.bank.matching import DEFAULTS
from service.actions import (
    bank,
    bank_views,
    bookings,
    money,
    people,
    proving,
    put_backs,
    recalls,
    register,
    reminding,
)
from service.actions.booking_entries import Kind
from service.actions.bookings import NewBooking
from service.actions.procedures import KINDS
from service.actions.system import system_actor
from service.db import CENTER, Database
from service.demo.invoices import Party
from service.messages import Refused
from service.pages.case_kinds import PAGES
from service.pages.inputs import Choice, Day, Key, Money, Text
from service.permissions import Actor, Role
from service.tables import (
    ClaimRow,
    GrantRow,
    InstalmentRow,
    LetterRow,
    LetterServiceRow,
    ProceedingRow,
    RecallRow,
    RepaymentRow,
)
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
from tests.service.statements import a_file
from tests.service.test_claims import submit

Do: TypeAlias = Callable[[Session], object]
Pick: TypeAlias = Callable[[Sequence[Any]], Any]
CLAIMS_EACH, PAID_EACH = 6, 2
RECENT_DAYS = 35
OTHER_ACCOUNT = "1109999988887777"


@dataclass(frozen=True)
class Case:
    """A case as whoever acts next sees it."""

    id: UUID
    kind: str
    state: str
    steps: int
    employer_id: UUID


@dataclass
class World:
    """The programme, its people, the day it is, and what was answered so far."""

    database: Database
    offices: tuple[Office, ...]
    people: tuple[Actor, ...]
    now: datetime
    answers: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))
    frozen_at: dict[str, int] = field(default_factory=dict)  # grant → last entry before

    # ── who, when ──

    def actor(self, role: str, employer_id: UUID) -> Actor:
        """Give somebody of that role: of that employer, where the role has one."""
        if role == "clock":
            return system_actor(self.now)
        fitting = [
            each
            for each in self.people
            if each.role.value == role and each.employer_id in {None, employer_id}
        ]
        return replace(fitting[next(self.numbers) % len(fitting)], at=self.now)

    def let_days_pass(self, days: int) -> None:
        """Let days pass; every morning people are reminded and what lapses lapses."""
        self.now += timedelta(days=days)
        clock = system_actor(self.now)
        with self.database.transaction(CENTER) as session:
            waiting = reminding.running(session)
        for deadline in waiting:
            with self.database.transaction(CENTER) as session:
                reminding.remind(session, clock, deadline)

    # ── trying ──

    def attempt(self, what: str, actor: Actor, do: Do) -> bool:
        """Try something as somebody: whether it was done; a refusal is an answer, too."""
        try:
            with self.database.transaction(actor.employer_id or CENTER) as session:
                do(session)
        except Refused as refused:
            self.answers[f"refused {what}"] += 1
            self.told.add(refused.sentence.text())
            return False
        self.answers[f"done {what}"] += 1
        return True

    def cases(self) -> list[Case]:
        """List the cases that still go on, in the order in which they began."""
        with self.database.transaction(CENTER) as session:
            rows = session.scalars(
                select(ProceedingRow).order_by(ProceedingRow.opened_at, ProceedingRow.number)
            ).all()
        return [
            Case(row.id, row.kind, row.state, row.steps, row.employer_id)
            for row in rows
            if row.kind in PAGES and list(_leaving(row.kind, row.state))
        ]

    def act(self, case: Case, action: str, role: str, pick: Pick) -> bool:
        """Press a button of a case as somebody of a role, with something typed into its form."""
        step = PAGES[case.kind].steps[action]
        actor = self.actor(role, case.employer_id)
        typed = {
            name: self._typed(name, each, pick)
            for name, each in step.schema().fields.items()
            if name != "steps"
        }
        return self.attempt(
            f"{case.kind}.{action}",
            actor,
            lambda session: step.do(session, actor, case.id, case.steps, typed),
        )

    def _typed(self, name: str, wanted: fields.Field[Any], pick: Pick) -> object:
        today = self.now.date()
        amounts = [Decimal("0.01"), Decimal("500.00"), Decimal("5000.00")]
        offers: Mapping[type, Callable[[], object]] = {
            Money: lambda: pick([*amounts, *self._owed()]),
            Day: lambda: pick([today, today - timedelta(days=3)]),
            Choice: lambda: pick(sorted(getattr(wanted, "values", ()))),
            Key: lambda: pick(self._keys(name)),
            Text: lambda: f"第 {next(self.numbers)} 号",
        }
        return offers.get(type(wanted), lambda: None)()

    def _owed(self) -> list[Decimal]:
        with self.database.transaction(CENTER) as session:
            rows = session.scalars(
                select(RecallRow).order_by(RecallRow.fiscal, RecallRow.interest)
            ).all()
        return [row.fiscal + row.interest for row in rows]

    def _keys(self, name: str) -> list[UUID]:
        if "repayment" not in name:
            return [self.offices[0].grant_id]
        with self.database.transaction(CENTER) as session:
            found = session.scalars(select(RepaymentRow.id).order_by(RepaymentRow.paid_on)).all()
        return [*found] or [self.offices[0].grant_id]

    # ── what is there ──

    def grants(self) -> list[GrantRow]:
        with self.database.transaction(CENTER) as session:
            query = select(GrantRow).order_by(GrantRow.number, GrantRow.state)
            return list(session.scalars(query))

    def claims(self) -> list[ClaimRow]:
        with self.database.transaction(CENTER) as session:
            query = select(ClaimRow).order_by(ClaimRow.employer_id, ClaimRow.number)
            return sorted(session.scalars(query), key=lambda row: (row.number, row.amount))

    def instalments(self) -> list[InstalmentRow]:
        with self.database.transaction(CENTER) as session:
            query = select(InstalmentRow).order_by(InstalmentRow.position, InstalmentRow.amount)
            return list(session.scalars(query))

    def unserved(self) -> list[LetterRow]:
        with self.database.transaction(CENTER) as session:
            served = select(LetterServiceRow.letter_id)
            query = select(LetterRow).where(LetterRow.id.not_in(served))
            return list(session.scalars(query.order_by(LetterRow.number)))

    def slip(self) -> str:
        """Give the number of a bank slip that nobody has used."""
        return f"HD-{next(self.numbers):05d}"

    # ── what always holds ──

    def check(self) -> None:
        """Ask what must hold after every step."""
        assert proving.prove_across(self.database) == ()
        with self.database.transaction(CENTER) as session:
            for grant in session.scalars(select(GrantRow)):
                self._check_grant(session, grant)
            _check_one_current_grant_a_number(session)
            _check_nothing_paid_twice(session)

    def prove(self) -> None:
        """Prove every book from its first entry."""
        found = proving.prove(self.database)
        assert found.holds, found

    def _check_grant(self, session: Session, grant: GrantRow) -> None:
        if grant.state == "nominated":
            return
        for figures in recalls.figures(session, grant):  # raises where CR-13 does not hold
            unspent = figures.due(Mode.UNSPENT)
            most = figures.due(Mode.UNSPENT_AND_INELIGIBLE)
            assert 0 <= unspent <= most <= max(figures.full, most)
            assert figures.due(Mode.FULL) in {Decimal(0), figures.full}
        self._check_spending(session, grant)

    def _check_spending(self, session: Session, grant: GrantRow) -> None:
        """Nothing is spent of a grant that was suspended but for claims released one by one."""
        known = session.scalar(text("select max(id) from ledger.entry")) or 0
        key = str(grant.id)
        if grant.suspended_on is None:
            self.frozen_at.pop(key, None)
            return
        before = self.frozen_at.setdefault(key, known)
        spent = session.execute(_SPENT, {"employer": grant.employer_id, "grant": grant.number,
                                         "before": before}).scalars()  # fmt: skip
        for claim_id in spent:
            claim = session.get_one(ClaimRow, UUID(claim_id))
            assert claim.released_by is not None, f"{claim.number} was paid while suspended"


_SPENT = text(
    "select distinct e.meta ->> 'claim' from ledger.entry e"
    " join ledger.line l on l.entry_id = e.id join ledger.account a on a.id = l.account_id"
    " where e.tenant_id = :employer and a.grant_id = :grant and e.id > :before"
    " and e.kind in ('spend', 'spend_pre_project', 'advance', 'settle_advance')"
)


def _leaving(kind: str, state: str) -> Iterator[Any]:
    machine = KINDS[kind].machine
    return machine.leaving(type(machine.initial)(state))


def moves_of(case: Case) -> list[tuple[str, str]]:
    """Give the buttons of a case with a role that has each; what leads on stands there thrice."""
    return [
        (move.action, role.value)
        for move in _leaving(case.kind, case.state)
        for role in move.roles
        if role.value != "clock"
        for _ in range(1 if move.optional or move.needs_reason else 3)
    ]


def _check_one_current_grant_a_number(session: Session) -> None:
    """A grant is carried out at one employer at a time."""
    rows = session.scalars(select(GrantRow))
    current = Counter(row.number for row in rows if row.state not in {"transferred", "settled"})
    assert all(count == 1 for count in current.values()), current


def _check_nothing_paid_twice(session: Session) -> None:
    """Every claim in the books has one entry of its own."""
    rows = session.scalars(select(ClaimRow).where(ClaimRow.state.in_(sorted(BOOKED))))
    entries = [row.entry_id for row in rows]
    assert None not in entries
    assert len(entries) == len(set(entries))


@dataclass(frozen=True)
class Line:
    """A line that the bank prints: yuan, negative where money left, and its own number."""

    amount: Decimal
    reference: str


def bank_prints(world: World, office: Office, lines: Sequence[Line]) -> bool:
    """Take in a statement from the day after the last one to today; once a day."""
    actor = replace(office.maker, at=world.now)
    today = actor.today
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, actor, office.employer_id, DEFAULTS, RECENT_DAYS)
    last = seen.statements[0] if seen.statements else None
    if last is not None and last.to_day >= today:
        return False
    since = today - timedelta(days=30) if last is None else last.to_day + timedelta(days=1)
    balance = Decimal("0.00") if last is None else last.closing
    printed = []
    for line in lines:
        balance += line.amount
        out, came = (f"{-line.amount}", "") if line.amount < 0 else ("", f"{line.amount}")
        printed.append(f"{today},{out},{came},{balance},往来单位,,往来,{line.reference}")
    assert seen.account is not None
    content = a_file(
        *printed, days=f"{since}至{today}", account=seen.account.account_number.replace(" ", "")
    )
    bank.take_in(office.desk, actor, f"{today}.csv", content)
    return True


def bank_speaks(world: World, office: Office) -> bool:
    """Have the bank print what the book says, interest and what was put back beside it.

    Two people book what only the bank knew, agree on every line, and on the sum.
    """
    maker, checker = (replace(each, at=world.now) for each in (office.maker, office.checker))
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, maker, office.employer_id, DEFAULTS, RECENT_DAYS)
    news = {world.slip(): each for each in _news(world, office)}
    known = [Line(each.amount, world.slip()) for each in seen.free_book]
    told = [Line(each.amount, reference) for reference, each in news.items()]
    if not bank_prints(world, office, [*known, *told]):
        return False
    _confirm(world, office)
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, maker, office.employer_id, DEFAULTS, RECENT_DAYS)
        lines = [each.item for each in seen.free_bank if each.item.reference not in news]
        for entry in seen.free_book:
            same = next((item for item in lines if item.amount == entry.amount), None)
            if same is not None:
                lines.remove(same)
                bank.match_by_hand(session, maker, [same.id], [entry.entry])
    for free in seen.free_bank:
        if free.item.reference in news:
            booking = news[free.item.reference].booking(free.item.id)
            world.attempt(f"book {booking.kind}", maker, _booked(maker, checker, booking))
    _confirm(world, office)
    return world.attempt("bank.draw", maker, lambda session: _table(session, maker, checker))


@dataclass(frozen=True)
class News:
    """A line that only the bank knows, and what it is."""

    kind: Kind
    amount: Decimal
    grant_id: UUID | None = None
    finding: str = ""

    def booking(self, line: int) -> NewBooking:
        return NewBooking(
            bank_line=line, kind=self.kind, reason="银行回单", grant_id=self.grant_id,
            finding=self.finding,
        )  # fmt: skip


def _news(world: World, office: Office) -> Iterator[News]:
    yield News(Kind.INTEREST, Decimal("0.37"), office.grant_id)
    with world.database.transaction(office.employer_id) as session:
        waiting = put_backs.awaited(session, office.employer_id)
    for each in waiting:
        yield News(Kind.PUT_BACK, each.left, finding=each.number)


def _booked(maker: Actor, checker: Actor, new: NewBooking) -> Do:
    return lambda session: bookings.post(session, checker, bookings.propose(session, maker, new))


def _confirm(world: World, office: Office) -> None:
    checker = replace(office.checker, at=world.now)
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, checker, office.employer_id, DEFAULTS, RECENT_DAYS)
        bank.confirm(session, checker, [match.id for match in seen.proposed])


def _table(session: Session, maker: Actor, checker: Actor) -> None:
    bank.approve(session, checker, bank.draw(session, maker, maker.today))


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
