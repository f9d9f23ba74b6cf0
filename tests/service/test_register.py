"""The register: what is checked before somebody enters the programme."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from importers import uscc
from service.actions import disbursement_gates, money, objections, register
from service.actions.objections import NewObjection
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.tables import (
    AnnualCallRow,
    EmployerRow,
    FormerNameRow,
    GrantRow,
    PublicNoticeRow,
    RecommenderRow,
)
from tests.service import office as start
from tests.service.office import Office


def code(body: str) -> str:
    """Complete a 16-character body with its two check characters."""
    body += uscc.organisation_check_character(body[8:16])
    return body + uscc.check_character(body)


CENTRAL = code("1210000040000062")
SHANGHAI = code("91310115MA1K4WMF")


@pytest.mark.parametrize(
    ("change", "error", "why"),
    [
        ({"uscc": "91110302791614657K"}, Invalid, "校验不通过"),
        ({"name": " "}, Invalid, "单位名称"),
        ({"regime": "empire"}, Invalid, "没有会计制度 empire；可用：enterprise、"),
        ({"name": "天聚地合科技有限公司北京分公司"}, Refused, "分支机构"),
        ({"uscc": SHANGHAI}, Refused, "不在北京"),
        ({"uscc": CENTRAL, "name": "某部属研究院"}, Refused, "住所证明"),
        ({}, Refused, "已登记"),
    ],
)
def test_an_employer_that_does_not_fit_is_refused_with_the_reason(
    office: Office, change: dict[str, str], error: type[Refused], why: str
) -> None:
    new = replace(start.an_employer(), **change)
    with (
        office.database.transaction(CENTER) as session,
        pytest.raises(error, match=why),
    ):
        register.add_employer(session, office.manager, new)


def test_a_centrally_registered_body_shows_its_address(office: Office) -> None:
    new = replace(
        start.an_employer(), uscc=CENTRAL, name="某部属研究院", address_evidence="法人证书第 1 号"
    )
    with office.database.transaction(CENTER) as session:
        register.add_employer(session, office.manager, new)


def test_an_invoice_of_the_old_name_still_fits_after_a_change_of_name(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        register.rename_employer(
            session, office.manager, office.employer_id, "北京星河智造有限公司", date(2026, 3, 1)
        )
        former = session.scalars(select(FormerNameRow)).one()
        assert (former.name, former.until_on) == (start.NAME, date(2026, 2, 28))
        with pytest.raises(Invalid):
            register.rename_employer(
                session, office.manager, office.employer_id, " ", date(2026, 3, 1)
            )
        with pytest.raises(NotFound):
            register.rename_employer(session, office.manager, uuid4(), "某某", date(2026, 3, 1))


def a_selectee(session: Session, office: Office) -> register.NewSelectee:
    recommender = session.scalars(select(RecommenderRow.id)).one()
    call = session.scalars(select(AnnualCallRow.id)).one()
    return replace(start.a_selectee(office.employer_id, recommender, call), name="苏映川")


def test_the_age_bound_is_the_calls_and_asks_for_an_explanation(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        young = replace(a_selectee(session, office), born_on=date(1979, 8, 1))
        register.add_selectee(session, office.manager, young)
        older = replace(young, born_on=date(1979, 7, 31), name="纪明远")
        with pytest.raises(Refused, match="1979-08-01"):
            register.add_selectee(session, office.manager, older)
        explained = replace(older, age_explanation="市科协会议纪要〔2025〕3 号同意放宽")
        register.add_selectee(session, office.manager, explained)


def test_an_employer_comes_through_one_channel_a_year(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        new = a_selectee(session, office)
        register.add_selectee(session, office.manager, new)
        other = register.add_recommender(session, office.manager, "昌平区科协", "区科协")
        with pytest.raises(Refused, match="多渠道"):
            register.add_selectee(
                session, office.manager, replace(new, name="关宁", recommender_id=other)
            )


def test_a_person_comes_through_one_channel_a_year_at_whichever_employer(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        new = a_selectee(session, office)
        register.add_selectee(session, office.manager, new)
        elsewhere = register.add_employer(
            session,
            office.manager,
            replace(
                start.an_employer(), name="北京云岚科技有限公司", uscc=code("91110108MA02YL1K")
            ),
        )
        other = register.add_recommender(session, office.manager, "昌平区科协", "区科协")
        again = replace(new, employer_id=elsewhere, recommender_id=other)
        with pytest.raises(Refused, match="同一申报人不得多渠道"):
            register.add_selectee(session, office.manager, again)
        namesake = replace(again, born_on=date(1985, 1, 2))
        register.add_selectee(session, office.manager, namesake)


def test_a_selectee_needs_a_name_and_a_registered_employer(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        new = a_selectee(session, office)
        with pytest.raises(Invalid, match="姓名"):
            register.add_selectee(session, office.manager, replace(new, name=" "))
        with pytest.raises(NotFound):
            register.add_selectee(session, office.manager, replace(new, employer_id=uuid4()))


def test_what_is_registered_twice_is_refused(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Refused, match="2025"):
            register.add_call(session, office.manager, start.a_call())
        with pytest.raises(Refused, match="海淀区科协"):
            register.add_recommender(session, office.manager, "海淀区科协", "区科协")
        call = session.scalars(select(AnnualCallRow.id)).one()
        with pytest.raises(Refused, match="公示"):
            register.add_notice(session, office.manager, call, date(2025, 9, 1), "")
        with pytest.raises(NotFound):
            register.add_notice(session, office.manager, uuid4(), date(2025, 9, 1), "")
        with pytest.raises(Refused, match="专门账户"):
            register.add_account(session, office.manager, start.an_account(office.employer_id))


@pytest.mark.parametrize(
    ("change", "why"),
    [({"account_number": "12-34"}, "8 到 32"), ({"account_name": "别的名字"}, "户名")],
)
def test_a_dedicated_account_is_in_the_employers_name(
    office: Office, change: dict[str, str], why: str
) -> None:
    new = replace(start.an_account(office.employer_id), **change)  # type: ignore[arg-type]  # names of fields
    with office.database.transaction(CENTER) as session, pytest.raises(Invalid, match=why):
        register.add_account(session, office.manager, new)


def test_an_account_of_nobody_is_not_found(office: Office) -> None:
    with office.database.transaction(CENTER) as session, pytest.raises(NotFound):
        register.add_account(session, office.manager, start.an_account(uuid4()))


def test_numbers_of_a_series_have_no_gap(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        given = [register.next_number(session, office.employer_id, "claim-2026") for _ in range(3)]
    assert given == [1, 2, 3]


def second_grant(session: Session, office: Office) -> UUID:
    return register.add_selectee(session, office.manager, a_selectee(session, office))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"number": " "}, "任务书编号"),
        ({"ends_on": start.APPROVED_ON}, "止日"),
        ({"negative_list": "none"}, "负面清单"),
        ({"budget": {Category.RND: Decimal(1)}}, "不一致"),
        ({"budget": {Category.RND: Decimal(-1)}}, "大于零"),
        ({"budget": {Category.RND: Decimal("0.001")}}, "两位"),
        ({"budget": {}, "instalments": ()}, "大于零"),
    ],
)
def test_an_agreement_that_does_not_add_up_is_refused(
    office: Office, change: dict[str, object], why: str
) -> None:
    with office.database.transaction(CENTER) as session:
        new = replace(start.an_agreement(second_grant(session, office)), **change)  # type: ignore[arg-type]  # names of fields
        with pytest.raises(Invalid, match=why):
            money.sign_agreement(session, office.manager, new)


def test_an_agreement_is_signed_once_for_a_grant(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Refused, match="已签订"):
            money.sign_agreement(session, office.manager, start.an_agreement(office.grant_id))
        with pytest.raises(NotFound):
            money.sign_agreement(session, office.manager, start.an_agreement(uuid4()))


def test_an_appropriation_is_booked_once_for_its_document(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        first = money.appropriate(session, office.manager, "京财预〔2026〕9号", Decimal(100))
        again = money.appropriate(session, office.manager, "京财预〔2026〕9号", Decimal(100))
        assert first == again
        for document, amount in ((" ", Decimal(1)), ("文", Decimal(0)), ("文", Decimal("0.001"))):
            with pytest.raises(Invalid):
                money.appropriate(session, office.manager, document, amount)


def test_money_waits_for_notice_objections_account_and_signature(office: Office) -> None:
    instalment = start.first_instalment(office)
    early = replace(office.auditor, at=office.auditor.at.replace(year=2025, month=8, day=21))
    with office.database.transaction(CENTER) as session:
        notice = session.scalars(select(PublicNoticeRow)).one()
        about = NewObjection(
            notice_id=notice.id, grant_id=None, raised_on=notice.starts_on, raised_by="某同行",
            content="论文署名有争议。",
        )  # fmt: skip
        objection = objections.raise_(session, office.manager, about)
        session.refresh(notice)
        unmet = [gate.text() for gate in disbursement_gates.unmet(session, instalment, early.today)]
        assert len(unmet) == 3
        recommender = session.scalars(select(RecommenderRow.id)).one()
        objections.verify(session, office.manager, objection, recommender, "署名无误。")
        objections.settle(session, office.auditor, objection, objections.DISMISSED)
        session.refresh(notice)
        assert disbursement_gates.unmet(session, instalment, office.auditor.today) == []


def test_an_employer_follows_one_accounting_system_at_a_time(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        employer = session.get_one(EmployerRow, office.employer_id)
        assert employer.regime == "enterprise"
        register.set_regime(session, office.manager, employer.id, "institution")
        session.flush()
        session.refresh(employer)
        assert employer.regime == "institution"
        with pytest.raises(Invalid):
            register.set_regime(session, office.manager, employer.id, "empire")
        with pytest.raises(NotFound):
            register.set_regime(session, office.manager, uuid4(), "institution")


def test_an_instalment_is_approved_only_when_every_gate_is_open(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        other = replace(
            start.an_employer(), name="北京云澜科技有限公司", uscc=code("91110108MA0ABCDE")
        )
        employer_id = register.add_employer(session, office.manager, other)
        new = replace(a_selectee(session, office), employer_id=employer_id)
        grant_id = register.add_selectee(session, office.manager, new)
        money.sign_agreement(session, office.manager, start.an_agreement(grant_id))
    with office.database.transaction(CENTER) as session:
        instalment = start.instalments_of(session, grant_id)[0]
        with pytest.raises(Refused, match="专门账户"):
            money.approve_instalment(session, office.auditor, instalment)


def test_the_steps_of_an_instalment_come_in_order_and_by_two_people(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        second = start.instalments_of(session, office.grant_id)[1]
        with pytest.raises(Refused, match="不允许"):
            money.send_instalment(session, office.manager, second)
        money.approve_instalment(session, office.auditor, second)
        same_person = replace(office.manager, user_id=office.auditor.user_id)
        with pytest.raises(Forbidden, match="两人"):
            money.send_instalment(session, same_person, second)
        money.send_instalment(session, office.manager, second)
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Invalid, match="流水号"):
            money.confirm_receipt(session, office.checker, second, " ")
        stranger = replace(office.checker, employer_id=uuid4())
        with pytest.raises(NotFound):
            money.confirm_receipt(session, stranger, second, "1")
        with pytest.raises(NotFound):
            money.confirm_receipt(session, office.checker, uuid4(), "1")


def test_the_grant_is_active_once_money_has_arrived(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        assert session.get_one(GrantRow, office.grant_id).state == "active"
        assert session.get_one(EmployerRow, office.employer_id).name == start.NAME
