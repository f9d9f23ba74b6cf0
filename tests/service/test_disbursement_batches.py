"""拨付批次: as a whole or not at all, by two people, each line with its slip."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from compliance.procedures.disbursement_batch import DISBURSEMENT_BATCH
from service.actions import disbursement_batch_views as views
from service.actions import disbursement_batches as batches
from service.actions import money, register
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.tables import (
    AuditRow,
    DisbursementBatchLineRow,
    DisbursementBatchRow,
    InboxMessageRow,
    InstalmentRow,
    MoveRow,
)
from tests.service import neighbour
from tests.service.office import Office, an_account, instalments_of


@pytest.fixture
def beside(office: Office) -> Office:
    """Another employer, whose account is not registered yet."""
    return neighbour.beside(office)


def second(session: Session, office: Office) -> UUID:
    return instalments_of(session, office.grant_id)[1]


def both(session: Session, office: Office, beside: Office) -> list[UUID]:
    return [second(session, office), *instalments_of(session, beside.grant_id)]


def proposed(office: Office, beside: Office) -> UUID:
    with office.database.transaction(CENTER) as session:
        wanted = both(session, office, beside)
        return batches.propose(session, office.manager, " 第一季度 ", [*wanted, *wanted])


def with_account(office: Office, beside: Office) -> None:
    with office.database.transaction(CENTER) as session:
        account = replace(an_account(beside.employer_id), account_name=neighbour.NAME)
        register.add_account(session, office.manager, account)


def states(office: Office, beside: Office) -> list[str]:
    with office.database.transaction(CENTER) as session:
        return [
            session.get_one(InstalmentRow, each).state for each in both(session, office, beside)
        ]


def test_a_batch_is_proposed_approved_paid_and_confirmed(office: Office, beside: Office) -> None:
    with_account(office, beside)
    batch_id = proposed(office, beside)
    with office.database.transaction(CENTER) as session:
        seen = views.batch(session, office.auditor, batch_id)
        assert (seen.line.number, seen.line.title, seen.line.mine) == (
            "拨付2026-001",
            "第一季度",
            True,
        )
        assert seen.open == {"approve", "reject"}
        assert not seen.unready
        batches.approve(session, office.auditor, batch_id)
    assert states(office, beside) == ["approved", "approved"]
    with office.database.transaction(CENTER) as session:
        one, other = both(session, office, beside)
        batches.send(session, office.manager, batch_id, {one: " BC-1 ", other: "BC-2"})
    assert states(office, beside) == ["sent", "sent"]
    with office.database.transaction(office.employer_id) as session:
        money.confirm_receipt(session, office.checker, one, "20260310-0009")
    with office.database.transaction(CENTER) as session:
        (line,) = views.batches(session, office.manager)
        assert (line.state, line.count, line.confirmed) == ("sent", 2, 1)
        assert f"{line.amount}" == "140000.00"
        shown = views.batch(session, office.manager, batch_id)
        assert [each.slip for each in shown.going] == ["BC-2", "BC-1"]
        steps = session.execute(
            select(AuditRow.action, AuditRow.source, AuditRow.target)
            .where(AuditRow.subject_id == batch_id)
            .order_by(AuditRow.id)
        ).all()
    assert [tuple(step) for step in steps] == [
        ("propose_batch", None, "proposed"),
        ("approve_batch", "proposed", "approved"),
        ("send_batch", "approved", "sent"),
    ]


def test_whoever_must_act_is_told_of_the_batch_and_not_of_each_line(
    office: Office, beside: Office
) -> None:
    with_account(office, beside)
    batch_id = proposed(office, beside)
    link = f"/instalments/batches/{batch_id}"
    with office.database.transaction(CENTER) as session:
        open_now = select(InboxMessageRow.link, InboxMessageRow.roles).where(
            InboxMessageRow.over_at.is_(None), InboxMessageRow.link.like("/instalments%")
        )
        assert session.execute(open_now).all() == [(link, "center_auditor")]
        batches.approve(session, office.auditor, batch_id)
        assert session.execute(open_now).all() == [(link, "center_manager")]
        slips = {each: f"BC-{each}" for each in both(session, office, beside)}
        batches.send(session, office.manager, batch_id, slips)
        assert session.execute(open_now).all() == []


def test_one_line_that_is_not_ready_holds_the_whole_batch(office: Office, beside: Office) -> None:
    batch_id = proposed(office, beside)
    with (
        office.database.transaction(CENTER) as session,
        pytest.raises(Refused, match=r"有 1 笔条件不具备.*第 1 期：所在单位尚未登记专门账户"),
    ):
        batches.approve(session, office.auditor, batch_id)
    assert states(office, beside) == ["planned", "planned"]
    with office.database.transaction(CENTER) as session:
        (_, unready) = both(session, office, beside)
        batches.strike(session, office.auditor, batch_id, unready, "账户未登记")
        batches.approve(session, office.auditor, batch_id)
    assert states(office, beside) == ["approved", "planned"]
    with office.database.transaction(CENTER) as session:
        seen = views.batch(session, office.auditor, batch_id)
        assert [(each.struck_by, each.struck_why) for each in seen.struck] == [
            (office.auditor.name, "账户未登记")
        ]
        assert [each.id for each in views.choosable(session, office.manager)] == [unready]
        with pytest.raises(Refused, match="最后一笔"):
            batches.strike(session, office.manager, batch_id, second(session, office), "x")
        with pytest.raises(NotFound):
            batches.strike(session, office.manager, batch_id, unready, "x")


def test_what_goes_with_a_batch_does_not_go_by_itself(office: Office, beside: Office) -> None:
    batch_id = proposed(office, beside)
    with office.database.transaction(CENTER) as session:
        mine = second(session, office)
        with pytest.raises(Refused, match="在批次 拨付2026-001 中"):
            money.approve_instalment(session, office.auditor, mine)
        with pytest.raises(Refused, match="已列入批次"):
            batches.propose(session, office.manager, "再来", [mine])
        batches.withdraw(session, office.manager, batch_id, "改期")
    with office.database.transaction(CENTER) as session:
        money.approve_instalment(session, office.auditor, mine)
        with pytest.raises(Refused, match="已在办理"):
            batches.propose(session, office.manager, "再来", [mine])


def test_a_batch_that_is_given_back_frees_its_lines(office: Office, beside: Office) -> None:
    batch_id = proposed(office, beside)
    with office.database.transaction(CENTER) as session, pytest.raises(Invalid, match="理由"):
        batches.reject(session, office.auditor, batch_id, " ")
    with office.database.transaction(CENTER) as session:
        batches.reject(session, office.auditor, batch_id, "预算未到")
        assert views.batch(session, office.manager, batch_id).reason == "预算未到"
        with pytest.raises(Refused, match="已经办结"):
            batches.strike(session, office.auditor, batch_id, second(session, office), "x")
        with pytest.raises(Refused, match="当前状态不允许"):
            batches.withdraw(session, office.manager, batch_id, "x")
    again = proposed(office, beside)
    with office.database.transaction(CENTER) as session:
        assert views.batch(session, office.manager, again).line.number == "拨付2026-002"


@pytest.mark.parametrize(
    ("title", "wanted", "refusal"),
    [(" ", 1, "批次名称"), ("x", 0, "请勾选"), ("x", -1, "没有这笔拨款")],
)
def test_a_proposal_names_its_batch_and_its_lines(
    office: Office, title: str, wanted: int, refusal: str
) -> None:
    with office.database.transaction(CENTER) as session:
        ids = {1: [second(session, office)], 0: [], -1: [uuid4()]}[wanted]
        with pytest.raises(Refused, match=refusal):
            batches.propose(session, office.manager, title, ids)


def approved(office: Office, beside: Office) -> UUID:
    with_account(office, beside)
    batch_id = proposed(office, beside)
    with office.database.transaction(CENTER) as session:
        batches.approve(session, office.auditor, batch_id)
    return batch_id


def test_each_payment_has_a_slip_of_its_own(office: Office, beside: Office) -> None:
    batch_id = approved(office, beside)
    for slips, refusal in ((("A", ""), "共 2 笔"), (("A", "A"), "同一个流水号")):
        with office.database.transaction(CENTER) as session:
            given = dict(zip(both(session, office, beside), slips, strict=True))
            with pytest.raises(Invalid, match=refusal):
                batches.send(session, office.manager, batch_id, given)
    with office.database.transaction(CENTER) as session, pytest.raises(NotFound):
        batches.send(session, office.manager, uuid4(), {})
    assert states(office, beside) == ["approved", "approved"]


def test_nobody_approves_his_own_nor_pays_what_he_approved(office: Office, beside: Office) -> None:
    with_account(office, beside)
    batch_id = proposed(office, beside)
    both_roles = replace(office.manager, role=office.auditor.role)
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Forbidden, match="两人"):
            batches.approve(session, both_roles, batch_id)
        batches.approve(session, office.auditor, batch_id)
        pays = replace(office.auditor, role=office.manager.role)
        with pytest.raises(Forbidden, match="两人"):
            batches.send(session, pays, batch_id, {})


def test_the_payment_list_is_a_workbook_and_that_it_was_taken_is_kept(
    office: Office, beside: Office
) -> None:
    batch_id = proposed(office, beside)
    with office.database.transaction(CENTER) as session:
        name, content = views.payment_file(session, office.manager, batch_id)
        assert name == "拨付付款清单-拨付2026-001.xlsx"
        assert content.startswith(b"PK")
        taken = select(AuditRow.actor_id).where(AuditRow.action == "take_payment_list")
        assert session.scalars(taken).one() == office.manager.user_id
        with pytest.raises(NotFound):
            views.payment_file(session, office.manager, uuid4())


def test_the_table_in_the_database_is_that_of_the_procedure(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == DISBURSEMENT_BATCH.name))
        kept = {(r.source, r.action, r.role, r.target, r.not_by) for r in rows}
    assert kept == {
        (each.source.value, each.action, role.value, each.target.value, each.not_by)
        for each in DISBURSEMENT_BATCH.transitions
        for role in each.roles
    }


DECIDED = "update disbursement_batch set state = '{}', decided_by = :{}, decided_at = now()"
REFUSED = {  # what is tried by hand, and the rule that stands against it
    "update disbursement_batch set state = 'sent', sent_by = :auditor, sent_on = now()":
        "batch_follows_its_procedure",
    DECIDED.format("approved", "auditor"): "batch_is_whole",
    DECIDED.format("approved", "manager"): "two_people",
    DECIDED.format("rejected", "auditor"): "reasoned",
    "update disbursement_batch_line set slip = 'early'": "batch_line_is_planned",
    "update disbursement_batch_line set struck_by = :auditor, struck_at = now(), struck_why = ''":
        "struck_with_reason",
    "insert into disbursement_batch_line (batch_id, employer_id, instalment_id, amount)"
    " select b.id, i.employer_id, i.id, i.amount from disbursement_batch b, instalment i"
    " where i.state = 'received'": "batch_line_is_planned",
    "delete from disbursement_batch_line": "permission denied",
    "update disbursement_batch_line set amount = 1": "permission denied",
}  # fmt: skip


def test_the_database_holds_a_batch_to_its_rules(office: Office, beside: Office) -> None:
    proposed(office, beside)
    people = {"auditor": office.auditor.user_id, "manager": office.manager.user_id}
    for statement, rule in REFUSED.items():
        with pytest.raises(DBAPIError) as refusal, office.database.transaction(CENTER) as session:
            session.execute(text(statement), people)
        said = str(refusal.value.orig)
        named = getattr(getattr(refusal.value.orig, "diag", None), "constraint_name", None) or ""
        assert rule in said or rule in named, (statement, said)


def test_an_employer_sees_no_batch(office: Office, beside: Office) -> None:
    proposed(office, beside)
    with office.database.transaction(office.employer_id) as session:
        assert session.scalars(select(DisbursementBatchRow)).all() == []
        (own,) = session.scalars(select(DisbursementBatchLineRow.employer_id))
        assert own == office.employer_id
