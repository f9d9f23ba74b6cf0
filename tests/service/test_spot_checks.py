"""A check of the Center from its plan to its end, through the actions and a real database."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from compliance.machine import Machine
from compliance.procedures.inspection import INSPECTION
from compliance.procedures.spot_check import SPOT_CHECK
from compliance.sampling.generator import commitment
from service.actions import check_findings, spot_check_views, spot_checks
from service.actions.check_findings import Asked, NewFinding
from service.actions.spot_check_views import CheckView
from service.db import CENTER
from service.messages import Forbidden, Invalid, Refused
from service.pages.case_kinds import PAGES
from service.pages.checks import STEPS
from service.permissions import Actor, Role
from service.tables import MoveRow, SpotCheckEvaluationRow
from tests.service import serving
from tests.service.checking import (
    SEED,
    a_check,
    a_plan,
    act,
    answered,
    begun,
    case_of,
    concluded,
    employer_act,
    items,
    later,
    letters_of,
    looking,
    paid,
    planned,
    state,
    waiting,
)
from tests.service.faults import Fault
from tests.service.office import Office, user

FINDING = NewFinding(
    title="测试费超出任务书范围", nature="out_of_scope", condition="测试对象与任务书的样机不符。",
    article=28, code="NL-09", cause="", effect="", department="", amount=Decimal("100.00"),
)  # fmt: skip
AMOUNTS = ("1000.00", "2000.00", "3000.00", "4000.00")


def test_a_check_goes_from_its_plan_to_its_end(office: Office) -> None:
    paid(office, AMOUNTS)
    check = begun(office)
    assert case_of(office, check).state == "asked"
    serving.serve(office, later(office.manager))
    employer_act(office, check, "supply", later(office.maker))
    answered(office, check)
    act(office, check, "draft", later(office.auditor))
    act(office, check, "consult", later(office.manager))
    with pytest.raises(Refused, match="您的角色不允许"):
        employer_act(office, check, "comment", later(office.maker), "金额无误")
    employer_act(office, check, "comment", later(office.checker), "金额无误，附件另补。")
    act(office, check, "finish", later(office.manager), reason="抽查结果可以接受")
    act(office, check, "deliver", later(office.manager))
    act(office, check, "close", later(office.manager))
    assert (state(office, check), case_of(office, check).state) == ("closed", "concluded")
    assert waiting(office, f"/checks/{check}") == []
    told = letters_of(office, check)
    assert sorted(told) == [
        "comment_invitation", "document_request", "inspection_conclusion", "inspection_notice",
    ]  # fmt: skip
    assert "金额无误，附件另补" in told["inspection_conclusion"]["heard"]
    with looking(office, check) as (session, row):
        assert any(row.seed in said for said in told["inspection_conclusion"]["drawn"])
        evaluation = session.scalars(select(SpotCheckEvaluationRow)).one()
        assert (evaluation.number, evaluation.items) == (1, len(items(office, check)))
        assert [each.action for each in spot_checks.steps(session, check)] == [
            "notice", "freeze", "draw", "begin", "draft", "consult", "finish", "deliver", "close",
        ]  # fmt: skip


def test_whoever_planned_sends_no_notice_and_whoever_drafted_settles_nothing(
    office: Office,
) -> None:
    paid(office, AMOUNTS)
    check = planned(office)
    with pytest.raises(Forbidden, match="发出检查通知须由另一人办理"):
        act(office, check, "notice", later(office.auditor))
    act(office, check, "notice", office.manager)
    with pytest.raises(Refused, match="数据截止日是 2026-03-10，过了这一天"):
        act(office, check, "freeze", office.auditor)
    for action in ("freeze", "draw", "begin"):
        act(office, check, action, later(office.auditor))
    with pytest.raises(Refused, match="没有检查完毕"):
        act(office, check, "draft", later(office.auditor))
    answered(office, check)
    act(office, check, "draft", later(office.auditor))
    with pytest.raises(Forbidden, match="征求单位意见须由另一人办理"):
        act(office, check, "consult", later(office.auditor))
    act(office, check, "consult", later(office.manager))
    with pytest.raises(Refused, match="还有 1 个单位可以在期限内提出意见"):
        act(office, check, "finish", later(office.manager), reason="可以接受")
    employer_act(office, check, "accept", later(office.checker))
    with pytest.raises(Forbidden, match="审定检查结论须由另一人办理"):
        act(office, check, "finish", later(office.auditor), reason="可以接受")
    with pytest.raises(Invalid, match="须说明理由"):
        act(office, check, "finish", later(office.manager), reason=" ")
    again_drafted(office, check)


def again_drafted(office: Office, check: UUID) -> None:
    """Whoever drafts after a reopening is a drafter, too."""
    act(office, check, "reopen", later(office.manager), reason="还要补看")
    act(office, check, "draft", later(office.manager))
    with looking(office, check) as (session, _):
        assert sorted(session.scalars(select(SpotCheckEvaluationRow.number))) == [1, 2]
    with pytest.raises(Forbidden, match="征求单位意见须由另一人办理"):
        act(office, check, "consult", later(office.manager))


def test_the_seed_is_promised_with_the_notice_and_open_once_the_frame_is_frozen(
    office: Office,
) -> None:
    paid(office, AMOUNTS)
    with pytest.raises(Invalid, match="种子由系统生成"):
        planned(office, a_check(a_plan(seed="chosen")))
    first, second = spot_checks.drawn_seed(), spot_checks.drawn_seed()
    assert first != second
    assert len(bytes.fromhex(first)) == len(SEED) // 2
    check = planned(office)
    act(office, check, "notice", later(office.manager))
    notice = letters_of(office, check)["inspection_notice"]
    assert commitment(SEED) in notice["method"]
    assert SEED not in str(notice)
    assert page(office, check).seed == ""
    act(office, check, "freeze", later(office.auditor))
    seen = page(office, check)
    assert (seen.seed, seen.seed_sha256) == (SEED, commitment(SEED))


def page(office: Office, check: UUID, actor: Actor | None = None) -> CheckView:
    with looking(office, check) as (session, _):
        return spot_check_views.check(session, later(actor or office.manager), check)


def test_a_check_is_closed_when_all_that_it_found_is_mended(office: Office) -> None:
    paid(office, AMOUNTS)
    check = begun(office)
    (first, *_) = items(office, check)
    value = Decimal(first.value) / 100
    answered(office, check, {first.number: str(value - 100)})
    with looking(office, check) as (session, _):
        (item, *_) = spot_checks.items(session, check)
        finding = check_findings.raise_(session, later(office.auditor), item, FINDING)
        asked = Asked(amount=Decimal("100.00"), supply="测试合同", adjust="")
        case = check_findings.rectify(session, later(office.auditor), finding.id, asked).id
    concluded(office, check)
    told = letters_of(office, check)["inspection_conclusion"]
    assert any("测试费超出任务书范围" in str(fact) for fact in told["facts"])
    assert page(office, check).open_rectifications == 1
    with pytest.raises(Refused, match="还有 1 项整改没有销号"):
        act(office, check, "close", later(office.manager))
    second = user(office.database, "auditor2", Role.CENTER_AUDITOR)
    rectification = Fault(office, second, office.manager, first.claim_id, case, day=2)
    rectification.act(office.manager, "notify")
    rectification.act(office.checker, "dispute", reason="合同已补签")
    rectification.act(second, "uphold_dispute", reason="属实")
    assert rectification.state == "dropped"
    act(office, check, "close", later(office.manager))
    assert state(office, check) == "closed"


def test_a_check_is_withdrawn_with_a_reason_and_nothing_of_it_goes_away(office: Office) -> None:
    paid(office, AMOUNTS)
    early = planned(office)
    with pytest.raises(Invalid, match="须说明理由"):
        act(office, early, "withdraw", office.auditor)
    act(office, early, "withdraw", office.auditor, reason="范围有误")
    assert state(office, early) == "withdrawn"
    check = begun(office)
    with looking(office, check) as (_, row):
        assert row.number == "抽查2026-002", "a number is given once"
    with pytest.raises(Refused, match="您的角色不允许"):  # the seed is open now
        act(office, check, "withdraw", later(office.auditor), reason="样本不合适")
    act(office, check, "withdraw", later(office.manager), reason="与审计部门的检查重复")
    case = case_of(office, check)
    assert (state(office, check), case.state) == ("withdrawn", "dropped")
    assert waiting(office, f"/checks/{check}") == waiting(office, f"/cases/{case.id}") == []
    assert items(office, check)
    assert page(office, check).seed == SEED
    with pytest.raises(Refused, match="当前的状态"):
        act(office, check, "draft", later(office.auditor))


def test_whoever_froze_the_frame_does_not_withdraw_the_check(office: Office) -> None:
    paid(office, AMOUNTS)
    check = planned(office)
    act(office, check, "notice", later(office.manager))
    act(office, check, "freeze", later(office.manager))
    assert {each.open.action: each.barred for each in page(office, check).next} == {
        "draw": False, "withdraw": True,
    }  # fmt: skip
    with pytest.raises(Forbidden, match="撤销抽查须由另一人办理"):
        act(office, check, "withdraw", later(office.manager), reason="样本不合适")
    with pytest.raises(Refused, match="刚被他人处理过"), looking(office, check) as (session, _):
        STEPS["draw"].do(session, later(office.auditor), check, 0, {})
    other = user(office.database, "manager2", Role.CENTER_MANAGER)
    act(office, check, "withdraw", later(other), reason="年度计划调整")
    assert state(office, check) == "withdrawn"


def test_the_rows_in_the_database_are_the_tables(office: Office) -> None:
    machines: tuple[Machine[Any], ...] = (SPOT_CHECK, INSPECTION)
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(
            select(MoveRow).where(MoveRow.kind.in_([each.name for each in machines]))
        ).all()
    assert {(r.kind, r.source, r.action, r.role, r.target, r.not_by) for r in rows} == {
        (each.name, line.source.value, line.action, role.value, line.target.value, line.not_by)
        for each in machines
        for line in each.transitions
        for role in line.roles
    }


def test_every_button_of_the_tables_does_something() -> None:
    assert STEPS.keys() == {line.action for line in SPOT_CHECK.transitions}
    of_employer = {
        line.action
        for line in INSPECTION.transitions
        if any(role.value.startswith("employer") for role in line.roles)
    }
    assert PAGES["inspection"].steps.keys() == of_employer
