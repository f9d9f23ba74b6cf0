"""A programme of two employers in which anybody may try anything, for walks at random.

Whoever acts is told yes or is refused with a sentence; any other error ends the walk. After every
step what must always hold of the money is asked of the database.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from marshmallow import fields
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from compliance.clawback import Mode
from service.actions import (
    programme_money,
    proving,
    recalls,
    reminding,
)
from service.actions.procedures import KINDS
from service.actions.system import system_actor
from service.db import CENTER, Database
from service.messages import Refused
from service.pages.case_kinds import PAGES
from service.pages.inputs import Choice, Day, Key, Money, Text
from service.permissions import Actor
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
from tests.ledger.recounting import recounted
from tests.service.office import (
    Office,
)

Do: TypeAlias = Callable[[Session], object]
Pick: TypeAlias = Callable[[Sequence[Any]], Any]


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
        with self.database.transaction(CENTER) as session:  # and so do the programme's figures
            connection = session.connection()
            assert programme_money.figures(session) == recounted(connection)

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


def forward_of(case: Case) -> list[tuple[str, str]]:
    """Give the buttons that lead a case on, with a role that has each."""
    ahead = [
        (move.action, role.value)
        for move in _leaving(case.kind, case.state)
        for role in move.roles
        if role.value != "clock" and not move.optional and not move.needs_reason
    ]
    return ahead or moves_of(case)


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
