"""中止与取消 (Art. 32, 33): who may, what follows, what the database holds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.facts import ClaimState
from compliance.grounds import Consequence
from compliance.machine import Machine
from compliance.procedures.exit import COMPLETION, WITHDRAWAL, ExitState
from compliance.procedures.grant_life import GRANT_LIFE
from compliance.procedures.sanction import SANCTION
from service.actions import (
    assessments,
    claims,
    exits,
    freezing,
    grant_states,
    intake,
    proceedings,
    sanction_views,
    sanctions,
)
from service.actions.assessments import NewAssessment
from service.actions.sanctions import NewSanction
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import (
    ClaimRow,
    GrantRow,
    InstalmentRow,
    LetterRow,
    MoveRow,
    ProceedingRow,
    SanctionRow,
)
from tests.service.office import Office, an_invoice, approve_and_pay

Do = Callable[..., object]
REVOKED = {
    "reason": "事实清楚。", "serious": "no", "serious_reason": "",
    "clawback": "unspent_and_ineligible", "referred": "no",
}  # fmt: skip


def new(office: Office, **said: object) -> NewSanction:
    wanted: dict[str, object] = {
        "grant_id": office.grant_id, "ground": "misconduct", "consequence": Consequence.SUSPEND,
        "facts": "2026 年 3 月 2 日，在公开场合发布不实成果。", **said,
    }  # fmt: skip
    return NewSanction(**wanted)  # type: ignore[arg-type]  # the fields of that class


def propose(office: Office, **said: object) -> UUID:
    with office.database.transaction(CENTER) as session:
        return sanctions.propose(session, office.auditor, new(office, **said)).id


def take(office: Office, actor: Actor, case_id: UUID, do: Do, **typed: object) -> None:
    scope = actor.employer_id or CENTER
    with office.database.transaction(scope) as session:
        steps = session.get_one(ProceedingRow, case_id).steps
        do(session, actor, case_id, steps, {"reason": "", **typed})


def submitted(office: Office, number: str, amount: str = "1000.00") -> UUID:
    """Take an invoice in and submit its claim."""
    content = an_invoice(number, amount=amount, issued_on=date(2026, 2, int(number[-2:])))
    taken = intake.take_in(office.desk, office.maker, office.grant_id, f"{number}.pdf", content)
    claim_id = taken.claims[0].claim_id
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.submit(session, office.maker, claim_id, version)
    return claim_id


def heard(office: Office, **said: object) -> UUID:
    case_id = propose(office, **said)
    take(office, office.auditor, case_id, sanctions.notify)
    take(office, office.checker, case_id, sanctions.accept)
    return case_id


def suspended(office: Office) -> UUID:
    case_id = heard(office)
    take(office, office.manager, case_id, sanctions.suspend, reason="影响恶劣。")
    return case_id


def state(office: Office) -> str:
    with office.database.transaction(CENTER) as session:
        return session.get_one(GrantRow, office.grant_id).state


def claim_states(office: Office) -> list[str]:
    with office.database.transaction(CENTER) as session:
        return list(session.scalars(select(ClaimRow.state).order_by(ClaimRow.number)))


def test_the_database_holds_the_same_tables(office: Office) -> None:
    machines: tuple[Machine[object], ...] = (GRANT_LIFE, SANCTION, WITHDRAWAL, COMPLETION)  # type: ignore[type-var,assignment]  # of several states
    with office.database.transaction(CENTER) as session:
        for machine in machines:
            rows = session.scalars(select(MoveRow).where(MoveRow.kind == machine.name))
            held = {(r.source, r.action, r.role, r.target, r.not_by) for r in rows}
            assert held == {
                (str(move.source), move.action, role.value, str(move.target), move.not_by)
                for move in machine.transitions
                for role in move.roles
            }


def test_a_suspension_is_proposed_heard_and_decided_by_another(office: Office) -> None:
    case_id = propose(office)
    take(office, office.auditor, case_id, sanctions.notify)
    take(office, office.checker, case_id, sanctions.comment, reason="情况说明。")
    with pytest.raises(Forbidden, match="另一人"):
        take(office, office.auditor, case_id, sanctions.suspend, reason="影响恶劣。")
    with pytest.raises(Invalid):
        take(office, office.manager, case_id, sanctions.suspend)
    take(office, office.manager, case_id, sanctions.suspend, reason="影响恶劣。")
    assert state(office) == "suspended"
    with office.database.transaction(CENTER) as session:
        assert session.get_one(GrantRow, office.grant_id).suspended_on == office.manager.today
        rest = session.scalars(select(InstalmentRow.state).order_by(InstalmentRow.position))
        assert list(rest) == ["received", "stopped"]
        letters = session.scalars(select(LetterRow.kind).order_by(LetterRow.issued_at)).all()
        assert set(letters) == {"comment_invitation", "decision_notice"}


def test_a_suspension_freezes_what_is_not_in_the_books_and_nothing_else(office: Office) -> None:
    """Golden case 19."""
    paid = submitted(office, "26112000000000000011")
    approve_and_pay(office, paid)
    approved = submitted(office, "26112000000000000423", "700.00")
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, approved).version
        claims.approve(session, office.checker, approved, version)
    suspended(office)
    with office.database.transaction(CENTER) as session:
        assert session.get_one(ClaimRow, paid).state == ClaimState.PAID
        held = session.get_one(ClaimRow, approved)
        assert held.state == ClaimState.FROZEN
        freezing.release(session, office.auditor, approved, held.version, "二月签订的合同。")
    with office.database.transaction(CENTER) as session:
        assert session.get_one(ClaimRow, approved).state == ClaimState.APPROVED


def test_a_lifted_suspension_gives_back_what_was_frozen(office: Office) -> None:
    claim_id = submitted(office, "26112000000000000013")
    case_id = suspended(office)
    take(office, office.auditor, case_id, sanctions.propose_lift, reason="已经消除影响。")
    with pytest.raises(Forbidden):
        take(office, office.auditor, case_id, sanctions.lift, reason="同意。")
    take(office, office.manager, case_id, sanctions.lift, reason="同意。")
    assert state(office) == "active"
    with office.database.transaction(CENTER) as session:
        assert session.get_one(GrantRow, office.grant_id).suspended_on is None
        assert session.get_one(ClaimRow, claim_id).state == ClaimState.SUBMITTED
        rest = session.scalars(select(InstalmentRow.state).order_by(InstalmentRow.position))
        assert list(rest) == ["received", "planned"]


def test_a_suspension_may_go_on(office: Office) -> None:
    case_id = suspended(office)
    take(office, office.auditor, case_id, sanctions.propose_lift, reason="请求恢复。")
    take(office, office.manager, case_id, sanctions.keep, reason="尚未消除影响。")
    assert state(office) == "suspended"


def test_a_revocation_ends_claims_and_the_suspension_before_it(office: Office) -> None:
    submitted(office, "26112000000000000014")
    first = suspended(office)
    case_id = heard(office, ground="crime", consequence=Consequence.REVOKE)
    said = {**REVOKED, "serious": "yes"}
    with pytest.raises(Invalid, match="情节严重"):
        take(office, office.manager, case_id, sanctions.revoke, **said)
    said |= {"serious_reason": "涉及本项目资金。", "clawback": "full", "referred": "yes"}
    take(office, office.manager, case_id, sanctions.revoke, **said)
    assert state(office) == "revoked"
    assert claim_states(office) == [ClaimState.WITHDRAWN]
    with office.database.transaction(CENTER) as session:
        assert session.get_one(ProceedingRow, first).state == "overtaken"
        about = session.get_one(SanctionRow, (office.employer_id, case_id))
        assert (about.clawback, about.serious, about.referred) == ("full", True, True)
        row = session.get_one(ProceedingRow, case_id)
        view = sanction_views.detail(session, office.auditor, row)
        assert "此前已有 1 次" in " ".join(sign.text() for sign in view.signs)
        assert sanction_views.detail(session, office.checker, row).signs == ()


def test_a_proposal_may_be_dropped_or_dismissed(office: Office) -> None:
    take(office, office.auditor, propose(office), sanctions.drop, reason="证据不足。")
    case_id = heard(office)
    take(office, office.checker, case_id, sanctions.add_comment, reason="补充说明。")
    take(office, office.manager, case_id, sanctions.dismiss, reason="情况属实，不予处理。")
    assert state(office) == "active"


@pytest.mark.parametrize(
    ("said", "error", "why"),
    [
        ({"ground": "weather"}, Invalid, "选择"),
        ({"facts": " "}, Invalid, "事实"),
        ({"ground": "assessment_failed"}, Refused, "复评"),
        ({"ground": "unrectified"}, Refused, "督促"),
    ],
)
def test_a_proposal_without_its_ground_is_refused(
    office: Office, said: dict[str, object], error: type[Refused], why: str
) -> None:
    with pytest.raises(error, match=why):
        propose(office, **said)


def test_one_case_at_a_time_and_the_centers_alone(office: Office) -> None:
    number = propose(office)
    with pytest.raises(Refused, match="正在办理"):
        propose(office)
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises(Forbidden, match="中心"),
    ):
        sanctions.propose(session, office.checker, new(office))
    take(office, office.auditor, number, sanctions.notify)
    with pytest.raises(Refused):
        take(office, office.maker, number, sanctions.accept)


def test_silence_is_no_objection_once_the_term_is_over(office: Office) -> None:
    case_id = propose(office)
    take(office, office.auditor, case_id, sanctions.notify)
    with office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, case_id)
        (deadline,) = proceedings.open_deadlines(session, row)
        assert deadline.term == "comment"
        clock = system_actor(office.auditor.at + timedelta(days=20))
        sanctions.on_mark(session, clock, row, deadline, 0)
        assert row.state == "notified"
        sanctions.on_mark(session, clock, row, deadline, 1)
        assert row.state == "heard"


def outcome(office: Office, **said: object) -> NewAssessment:
    score = dict.fromkeys(("self_score", "employer_score", "expert_score"), Decimal(55))
    wanted: dict[str, object] = {
        "grant_id": office.grant_id, "stage": "2026 年中期考核", "again": False, "passed": False,
        "assessed_on": date(2026, 3, 1), **score, **said,
    }  # fmt: skip
    return NewAssessment(**wanted)  # type: ignore[arg-type]  # the fields of that class


def test_failing_twice_opens_a_case_and_nothing_else(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Refused, match="复评"):
            assessments.record(session, office.auditor, outcome(office, again=True))
        with pytest.raises(Invalid, match="没有到"):
            assessments.record(
                session, office.auditor, outcome(office, assessed_on=date(2027, 1, 1))
            )
        with pytest.raises(Invalid, match="阶段"):
            assessments.record(session, office.auditor, outcome(office, stage=" "))
        assert assessments.record(session, office.auditor, outcome(office)) is None
        case_id = assessments.record(session, office.auditor, outcome(office, again=True))
        assert case_id is not None
        about = session.get_one(SanctionRow, (office.employer_id, case_id))
        assert about.ground == "assessment_failed"
        assert {one.again for one in assessments.outcomes(session, office.auditor)} == {False, True}
        row = session.get_one(ProceedingRow, case_id)
        view = sanction_views.detail(session, office.auditor, row)
        assert view.assessment == "2026 年中期考核（2026-03-01）"
    assert state(office) == "active"
    with (
        pytest.raises(Refused, match="已经登记"),
        office.database.transaction(CENTER) as session,
    ):
        assessments.record(session, office.auditor, outcome(office))


def apply(office: Office, machine: Machine[ExitState], actor: Actor | None = None) -> UUID:
    with office.database.transaction(office.employer_id) as session:
        who = actor or office.maker
        return exits.apply(session, who, machine, office.grant_id, "个人原因。").id


def test_a_withdrawal_is_asked_for_confirmed_and_accepted(office: Office) -> None:
    submitted(office, "26112000000000000015")
    case_id = apply(office, WITHDRAWAL)
    with pytest.raises(Refused, match="不能重复"):
        apply(office, WITHDRAWAL)
    take(office, office.checker, case_id, exits.confirm)
    take(office, office.manager, case_id, exits.accept)
    assert state(office) == "withdrawn"
    assert claim_states(office) == [ClaimState.WITHDRAWN]


def test_nobody_leaves_while_a_revocation_is_decided(office: Office) -> None:
    case_id = apply(office, WITHDRAWAL)
    take(office, office.checker, case_id, exits.confirm)
    propose(office)
    with pytest.raises(Refused, match="办结前不能退出"):
        take(office, office.manager, case_id, exits.accept)
    take(office, office.manager, case_id, exits.refuse, reason="先办理中止。")
    assert state(office) == "active"


def test_an_application_is_taken_back_by_who_made_it(office: Office) -> None:
    case_id = apply(office, WITHDRAWAL)
    other = replace(office.maker, user_id=UUID(int=7))
    with pytest.raises(Forbidden):
        take(office, other, case_id, exits.take_back)
    take(office, office.maker, case_id, exits.take_back)


def test_a_selectee_asks_to_leave_for_the_own_grant_only(office: Office) -> None:
    stranger = replace(office.maker, role=Role.SELECTEE, selectee_id=UUID(int=3))
    with pytest.raises(NotFound):
        apply(office, WITHDRAWAL, stranger)


def test_a_grant_is_completed_when_all_is_done(office: Office) -> None:
    case_id = apply(office, COMPLETION)
    take(office, office.checker, case_id, exits.confirm)
    with pytest.raises(Refused, match="期满后"):
        take(office, office.manager, case_id, exits.accept)
    later = replace(office.manager, at=office.manager.at.replace(year=2027, month=9))
    with pytest.raises(Refused, match="考核"):
        take(office, later, case_id, exits.accept)
    with office.database.transaction(CENTER) as session:
        assessments.record(session, office.auditor, outcome(office, passed=True))
    claim_id = submitted(office, "26112000000000000016")
    with pytest.raises(Refused, match="没有入账"):
        take(office, later, case_id, exits.accept)
    approve_and_pay(office, claim_id)
    take(office, later, case_id, exits.accept)
    assert state(office) == "completed"


# What the database itself refuses, whatever the application says.
REFUSED_SQL = {
    "update talent_grant set state = 'revoked'": "permission denied",
    "insert into grant_step (employer_id, grant_id, kind, number, source, action, target,"
    " effective_on, actor_id, actor_name, actor_role, at, article, reason) select employer_id, id,"
    " 'grant', 9, state, 'suspend', 'suspended', current_date, gen_random_uuid(), '', "
    "'center_manager', now(), '', '' from talent_grant": "cannot take step",
    "insert into grant_step (employer_id, grant_id, kind, number, source, action, target,"
    " effective_on, actor_id, actor_name, actor_role, at, article, reason) select employer_id, id,"
    " 'grant', 3, state, 'suspend', 'suspended', current_date, gen_random_uuid(), '', "
    "'center_manager', now(), '', '' from talent_grant": "without its case",
    "delete from grant_step": "permission denied",
    "update sanction set facts = ''": "permission denied",
    "update public_notice set open_objections = 0": "permission denied",
}


@pytest.mark.parametrize("statement", REFUSED_SQL)
def test_the_database_refuses_it_too(office: Office, statement: str) -> None:
    with (
        pytest.raises(DBAPIError, match=REFUSED_SQL[statement]),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(text(statement))


def test_what_was_decided_stays(office: Office) -> None:
    suspended(office)
    with (
        pytest.raises(DBAPIError, match="has been decided"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(text("update sanction set decided = 'dismiss'"))


def test_a_grant_moves_by_its_table_only(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        grant = grant_states.locked(session, office.manager, office.grant_id)
        assert not grant_states.may(office.manager, grant, "lift")
        with pytest.raises(Refused, match="不允许"):
            grant_states.move(session, office.manager, grant, "lift")
        with pytest.raises(NotFound):
            grant_states.locked(session, office.manager, UUID(int=1))
