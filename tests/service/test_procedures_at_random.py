"""Whatever people try in whatever order, with several grants and employers, the money is right.

After every step: what each employer has of each source adds up (received, moved, returned = spent,
spent wrongly, unspent); a clawback never asks for more than there was; nothing of a suspended grant
is spent but claims released one by one; a transfer is in both books or in none.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy.orm import Session
from typing_extensions import override

from compliance.categories import Category
from compliance.clawback import Mode
from compliance.grounds import Consequence, grounds
from compliance.procedures.exit import COMPLETION, WITHDRAWAL
from importers.sandbox import ReaderPool
from service.actions import (
    advances,
    appeals,
    claims,
    clawbacks,
    exits,
    freezing,
    letter_service,
    money,
    paying,
    raising,
    reallocations,
    sanctions,
    settlements,
    transfers,
)
from service.actions.advances import NewAdvance
from service.actions.appeals import NewAppeal
from service.actions.clawbacks import NewClawback
from service.actions.letter_service import Service
from service.actions.paying import Slip
from service.actions.raising import NewFinding
from service.actions.reallocations import NewReallocation
from service.actions.sanctions import NewSanction
from service.actions.transfers import Application
from service.permissions import Actor
from service.tables import GrantRow
from tests.database_server import DatabaseServer
from tests.faults.scale import number
from tests.service import neighbour
from tests.service.office import NAME, USCC
from tests.service.walking import World, forward_of, moves_of
from tests.service.walking_bank import bank_speaks
from tests.service.walking_stage import Stage, set_stage

FEW = 4
EXAMPLES = number("WALKS", FEW)
STEPS = 60
ROLES = st.sampled_from(
    ["employer_maker", "employer_checker", "employer_cashier", "center_auditor", "center_manager"]
)
ANY = ["submit", "approve", "pay", "return_", "withdraw"]
FORWARD = {
    "draft": "submit", "returned": "submit", "submitted": "approve", "approved": "pay",
    "posted": "pay",
}  # fmt: skip
BEGINNINGS = [
    "raise", "raise", "claw_back", "settle", "reallocate", "transfer", "sanction", "sanction",
    "leave", "complete", "advance", "appeal", "appeal",
]  # fmt: skip

DRIVEN = [
    "transfer", "transfer", "arrival", "clawback", "settlement", "rectification", "advance",
    "appeal",
]  # fmt: skip
SEEN_THROUGH = 14
ENDED = {"revoked", "withdrawn", "completed", "transferred"}
Begin: TypeAlias = tuple[str, Callable[[Session, Actor], object]]
AMOUNTS = st.sampled_from(["0.01", "300.00", "1060.00", "8000.00"]).map(Decimal)


class Walk(RuleBasedStateMachine):
    """A walk: somebody tries something, again and again."""

    stage: ClassVar[Stage]
    answers: ClassVar[Counter[str]] = Counter()
    told: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world: World = self.stack.enter_context(self.stage.lent())

    @override
    def teardown(self) -> None:
        try:
            self.world.prove()
        finally:
            self.answers.update(self.world.answers)
            self.told.update(self.world.told)
            self.stack.close()

    # ── cases ──

    @rule(data=st.data(), right=st.integers(0, 9), times=st.integers(2, 8))
    def a_case_goes_on(self, data: st.DataObject, right: int, times: int) -> None:
        """Press the buttons of a case; one time in ten as somebody of any role."""

        def pick(values: Any) -> Any:  # one of whatever there is
            return data.draw(st.sampled_from(list(values)))

        cases = [case for case in self.world.cases() if moves_of(case)]
        chosen = pick(cases).id if cases else None
        for _ in range(times):
            case = next((each for each in self.world.cases() if each.id == chosen), None)
            if case is None or not moves_of(case):
                return
            action, role = pick(moves_of(case))
            self.world.act(case, action, role if right else data.draw(ROLES), pick)
            self.world.check()

    @rule(data=st.data(), kind=st.sampled_from(DRIVEN))
    def a_case_is_seen_through(self, data: st.DataObject, kind: str) -> None:
        """Have a case go on as far as it goes: what holds it up is seen to."""

        def pick(values: Any) -> Any:  # one of whatever there is
            return data.draw(st.sampled_from(list(values)))

        cases = [case for case in self.world.cases() if case.kind == kind and moves_of(case)]
        chosen, held_up = (pick(cases).id if cases else None), False
        for _ in range(SEEN_THROUGH):
            case = next((each for each in self.world.cases() if each.id == chosen), None)
            if case is None or not forward_of(case):
                return
            action, role = pick(forward_of(case))
            if self.world.act(case, action, role, pick):
                self.world.check()
            elif held_up:
                return
            else:
                held_up = True
                self._clear_the_way()

    def _clear_the_way(self) -> None:
        self.letters_are_served()
        self.world.let_days_pass(11)
        for office in self.world.offices:
            bank_speaks(self.world, office)

    @rule(data=st.data(), what=st.sampled_from(BEGINNINGS), amount=AMOUNTS)
    def a_case_begins(self, data: st.DataObject, what: str, amount: Decimal) -> None:
        """Raise a fault, propose a clawback, settle, move budget, or change employers."""
        grants = self.world.grants()
        ended = [each for each in grants if each.state in ENDED]
        wanted = ended if what in {"claw_back", "settle"} and ended else grants
        grant = data.draw(st.sampled_from(wanted))
        role, begin = getattr(self, f"_{what}")(data, grant, amount)
        actor = self.world.actor(role, grant.employer_id)
        self.world.attempt(what, actor, lambda session: begin(session, actor))
        self.world.check()

    def _raise(self, data: st.DataObject, grant: GrantRow, amount: Decimal) -> Begin:
        booked = [each for each in self.world.claims() if each.entry_id is not None]
        claim = data.draw(st.sampled_from(booked or self.world.claims()))
        new = NewFinding(
            grant_id=claim.grant_id, problem="支出不合规", facts="发票内容与任务书无关",
            ground="负面清单", amount=amount, claim_id=claim.id,
        )  # fmt: skip
        del grant
        return "center_auditor", lambda session, actor: raising.raise_finding(session, actor, new)

    def _appeal(self, data: st.DataObject, _grant: GrantRow, _amount: Decimal) -> Begin:
        claim = data.draw(st.sampled_from(self.world.claims()))
        place = data.draw(st.sampled_from([None, 0, 1]))
        new = NewAppeal(
            claim_id=claim.id, version=claim.version, place=place, grounds="结论与事实不符"
        )
        return "employer_maker", lambda session, actor: appeals.raise_appeal(session, actor, new)

    def _claw_back(self, data: st.DataObject, grant: GrantRow, _amount: Decimal) -> Begin:
        mode = data.draw(st.sampled_from(list(Mode)))
        new = NewClawback(grant_id=grant.id, mode=mode, facts="检查发现", ground="第三十二条")
        return "center_auditor", lambda session, actor: clawbacks.propose(session, actor, new)

    def _settle(self, _data: st.DataObject, grant: GrantRow, _amount: Decimal) -> Begin:
        return "center_manager", lambda session, actor: settlements.state_account(
            session, actor, grant.id
        )

    def _reallocate(self, data: st.DataObject, grant: GrantRow, amount: Decimal) -> Begin:
        taken, given = data.draw(st.permutations([Category.RND, Category.CONF]))
        new = NewReallocation(
            grant_id=grant.id, taken=taken, given=given, amount=amount, reason="按进度调整"
        )
        return "employer_maker", lambda session, actor: reallocations.apply(session, actor, new)

    def _transfer(self, _data: st.DataObject, grant: GrantRow, _amount: Decimal) -> Begin:
        here = grant.employer_id == self.world.offices[0].employer_id
        name, code = (neighbour.NAME, neighbour.USCC) if here else (NAME, USCC)
        today = self.world.actor("employer_maker", grant.employer_id).today
        new = Application(
            grant_id=grant.id, applied_on=today, paper="人事处档案 12", leaves_on=today,
            new_name=name, new_uscc=code, workplace="北京", field="集成电路",
        )  # fmt: skip
        return "employer_maker", lambda session, actor: transfers.apply(session, actor, new)

    def _sanction(self, data: st.DataObject, grant: GrantRow, _amount: Decimal) -> Begin:
        ground = data.draw(st.sampled_from(sorted(grounds())))
        consequence = data.draw(st.sampled_from(list(Consequence)))
        new = NewSanction(
            grant_id=grant.id, ground=ground, consequence=consequence, facts="查实的情况"
        )
        return "center_auditor", lambda session, actor: sanctions.propose(session, actor, new)

    def _leave(self, _data: st.DataObject, grant: GrantRow, _amount: Decimal) -> Begin:
        return "employer_maker", lambda session, actor: exits.apply(
            session, actor, WITHDRAWAL, grant.id, "个人原因"
        )

    def _complete(self, _data: st.DataObject, grant: GrantRow, _amount: Decimal) -> Begin:
        return "employer_maker", lambda session, actor: exits.apply(
            session, actor, COMPLETION, grant.id, "任务已完成"
        )

    def _advance(self, _data: st.DataObject, grant: GrantRow, amount: Decimal) -> Begin:
        new = NewAdvance(
            grant_id=grant.id, category=Category.RND, amount=amount, recipient="林知行",
            purpose="测试费",
        )  # fmt: skip
        return "employer_maker", lambda session, actor: advances.ask(session, actor, new)

    @rule()
    def letters_are_served(self) -> None:
        """Serve every letter that waits: its deadline starts."""
        for letter in self.world.unserved():
            actor = self.world.actor("center_manager", letter.employer_id)
            served = Service(method="direct", served_on=actor.today, received_by="收发室")
            self.world.attempt("serve", actor, _serving(actor, letter.id, served))
        self.world.check()

    @rule(data=st.data())
    def the_center_releases_a_claim(self, data: st.DataObject) -> None:
        frozen = [each for each in self.world.claims() if each.state == "frozen"]
        if not frozen:
            return
        claim = data.draw(st.sampled_from(frozen))
        actor = self.world.actor("center_manager", claim.employer_id)
        self.world.attempt(
            "release", actor,
            lambda session: freezing.release(
                session, actor, claim.id, claim.version, "中止前已发生的义务"
            ),
        )  # fmt: skip
        self.world.check()

    # ── claims and payments ──

    @rule(data=st.data(), times=st.integers(1, 3))
    def a_claim_goes_on(self, data: st.DataObject, times: int) -> None:
        for _ in range(times):
            going = [each for each in self.world.claims() if each.state in FORWARD]
            claim = data.draw(st.sampled_from(going or self.world.claims()))
            forward = [FORWARD.get(claim.state, "pay")] * 12
            action = data.draw(st.sampled_from([*forward, *ANY]))
            self._claim_step(claim.id, claim.version, claim.employer_id, action)
        self.world.check()

    def _claim_step(self, claim: Any, version: int, employer: Any, action: str) -> None:
        maker, checker, cashier = (
            self.world.actor(role, employer)
            for role in ("employer_maker", "employer_checker", "employer_cashier")
        )
        does = {
            "submit": (maker, lambda s: claims.submit(s, maker, claim, version)),
            "approve": (checker, lambda s: claims.approve(s, checker, claim, version)),
            "pay": (cashier, lambda s: paying.pay(s, cashier, claim, version,
                                                  Slip(self.world.slip()))),
            "return_": (checker, lambda s: claims.return_(s, checker, claim, version, "补充材料")),
            "withdraw": (maker, lambda s: claims.withdraw(s, maker, claim, version, "重复")),
        }  # fmt: skip
        actor, do = does[action]
        self.world.attempt(f"claim.{action}", actor, do)

    @rule(data=st.data(), action=st.sampled_from(["approve", "send", "confirm"]))
    def an_instalment_goes_on(self, data: st.DataObject, action: str) -> None:
        row = data.draw(st.sampled_from(self.world.instalments()))
        auditor, manager, checker = (
            self.world.actor(role, row.employer_id)
            for role in ("center_auditor", "center_manager", "employer_checker")
        )
        slip = self.world.slip()
        does = {
            "approve": (auditor, lambda s: money.approve_instalment(s, auditor, row.id)),
            "send": (manager, lambda s: money.send_instalment(s, manager, row.id)),
            "confirm": (checker, lambda s: money.confirm_receipt(s, checker, row.id, slip)),
        }
        actor, do = does[action]
        self.world.attempt(f"instalment.{action}", actor, do)
        self.world.check()

    @rule(place=st.integers(0, 1))
    def the_bank_agrees(self, place: int) -> None:
        bank_speaks(self.world, self.world.offices[place])
        self.world.check()

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.world.let_days_pass(days)
        self.world.check()


def _serving(actor: Actor, letter_id: UUID, served: Service) -> Callable[[Session], object]:
    return lambda session: letter_service.serve(session, actor, letter_id, served)


@pytest.fixture(scope="module")
def stage(postgres: DatabaseServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    readers = ReaderPool(1)
    folder: Path = tmp_path_factory.mktemp("walk")
    with postgres.clone() as database:
        try:
            yield set_stage(database, folder, readers)
        finally:
            readers.close()


@pytest.mark.slow
def test_the_money_is_right_whatever_people_try(stage: Stage) -> None:
    Walk.stage = stage
    Walk.answers.clear()
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=EXAMPLES == FEW,
            phases=[Phase.generate],  # a shorter walk is not worth the minutes it takes to find
            suppress_health_check=list(HealthCheck),
        ),
    )
    print("\n".join(f"{count:6d} {what}" for what, count in sorted(Walk.answers.items())))
    print("\n".join(sorted(Walk.told)))
