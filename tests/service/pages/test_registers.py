"""考核结果, 市科协措施, 公示异议, 解释与版本 on pages: who records, who reads, what follows."""

import re

from sqlalchemy import select

from service.db import CENTER
from service.tables import PublicNoticeRow, RecommenderRow
from tests.service.browsing import Client, Web
from tests.service.pages.strict_html import faults_of


def found(client: Client, address: str, pattern: str) -> str:
    match = re.search(pattern, client.get(address).text)
    assert match is not None
    return match[1]


def test_an_assessment_failed_twice_opens_a_case(web: Web) -> None:
    auditor = web.client("auditor")
    assert faults_of(auditor.get("/assessments").text) == []
    said = {
        "grant": str(web.office.grant_id), "stage": "2026 年中期考核", "round": "first",
        "self_score": "80", "employer_score": "75", "expert_score": "50", "conclusion": "failed",
        "assessed_on": "2026-03-01",
    }  # fmt: skip
    assert auditor.send("/assessments", **said).location == "/assessments"
    assert "已经登记" in auditor.send("/assessments", **said).text
    address = auditor.send("/assessments", **(said | {"round": "again"})).location
    assert address is not None
    assert address.startswith("/cases/")
    assert "经整改复评仍不合格" in auditor.get(address).text
    page = auditor.get("/assessments")
    assert "整改后复评" in page.text
    assert faults_of(page.text) == []
    assert auditor.send("/assessments", **(said | {"self_score": "101"})).status_code == 422
    assert web.client("checker").get("/assessments").status_code == 403


def test_a_barred_employer_enters_no_roster(web: Web) -> None:
    auditor = web.client("auditor")
    said = {
        "employer_id": str(web.office.employer_id), "measure": "bar", "facts": "任务推进不力。",
        "document": "京科协〔2024〕9号", "decided_on": "2024-12-01",
    }  # fmt: skip
    assert auditor.send("/association-measures", **said).location == "/association-measures"
    assert "已经登记" in auditor.send("/association-measures", **said).text
    page = auditor.get("/association-measures")
    assert "2025 年度" in page.text
    assert faults_of(page.text) == []
    listed = auditor.get("/association-measures/barred.csv")
    assert listed.data.decode("utf-8-sig").splitlines()[1].startswith("91110108MA01234537,")
    new = {
        "name": "新入选者", "born_on": "1985-01-01", "field": "集成电路",
        "employer_id": str(web.office.employer_id),
        **ids_of(web),
    }  # fmt: skip
    refused = web.client("manager").send("/register/selectees/new", **new)
    assert "已取消" in refused.text
    assert "2025 年度的申报资格" in refused.text
    end = found(auditor, "/association-measures", r'action="(/association-measures/[^"]+/end)"')
    auditor.send(end)
    auditor.send(end, reason="京科协〔2025〕1号撤销。")
    assert "已终止" in auditor.get("/association-measures").text
    assert len(auditor.get("/association-measures/barred.csv").data.splitlines()) == 1
    auditor.send(end, reason="再次撤销。")
    assert "已经终止" in auditor.get("/association-measures").text
    assert web.client("manager").send("/register/selectees/new", **new).status_code == 302
    assert auditor.send("/association-measures", **(said | {"facts": ""})).status_code == 422


def ids_of(web: Web) -> dict[str, str]:
    with web.office.database.transaction(CENTER) as session:
        notice = session.scalars(select(PublicNoticeRow)).one()
        recommender = session.scalars(select(RecommenderRow.id)).one()
        return {"call_id": str(notice.call_id), "recommender_id": str(recommender)}


def test_an_objection_is_verified_and_settled_by_another(web: Web) -> None:
    auditor, manager = web.client("auditor"), web.client("manager")
    with web.office.database.transaction(CENTER) as session:
        notice = str(session.scalars(select(PublicNoticeRow.id)).one())
    said = {
        "notice_id": notice, "grant_id": str(web.office.grant_id), "raised_on": "2025-08-21",
        "raised_by": "某同行", "content": "论文署名有争议。",
    }  # fmt: skip
    late = auditor.send("/objections", **(said | {"raised_on": "2025-12-21"}))
    assert "须在公示期内提出" in late.text
    assert auditor.send("/objections", **said).location == "/objections"
    verify = found(auditor, "/objections", r'action="(/objections/[^"]+/verify)"')
    settle = verify.replace("verify", "settle")
    manager.send(settle, conclusion="dismissed")
    assert "还没有核实" in manager.get("/objections").text
    auditor.send(verify, recommender_id="")
    assert "请选择推荐单位" in auditor.get("/objections").text
    body = ids_of(web)["recommender_id"]
    auditor.send(verify, recommender_id=body, finding="署名无误。")
    auditor.send(verify, recommender_id=body, finding="再次核实。")
    assert "不能更改" in auditor.get("/objections").text
    auditor.send(settle, conclusion="dismissed")
    assert "请由另一人办结" in auditor.get("/objections").text
    manager.send(settle.replace("settle", "purpose"), purpose="办结这项异议")
    manager.send(settle, conclusion="")
    assert faults_of(manager.get("/objections").text) == []
    manager.send(settle, conclusion="dismissed")
    assert "异议不成立" in manager.get("/objections").text


def test_an_objection_says_what_it_is_about_and_is_the_centers_alone(web: Web) -> None:
    with web.office.database.transaction(CENTER) as session:
        notice = str(session.scalars(select(PublicNoticeRow.id)).one())
    assert web.client("auditor").send("/objections", notice_id=notice).status_code == 422
    assert web.client("maker").get("/objections").status_code == 403


def test_a_ruling_is_recorded_by_one_and_published_by_another(web: Web) -> None:
    auditor, manager, maker = (web.client(name) for name in ("auditor", "manager", "maker"))
    said = {
        "article": "28", "question": "立项日怎样确定？", "answer": "以公布入选名单的文件日期为准。",
        "author": "项目管理部", "answered_on": "2026-03-01",
    }  # fmt: skip
    assert auditor.send("/rulings", **said).location == "/rulings"
    assert "立项日怎样确定" not in maker.get("/rulings").text
    publish = found(manager, "/rulings", r'action="(/rulings/[^"]+/publish)"')
    auditor.send(publish)
    assert "请由另一人发布" in auditor.get("/rulings").text
    manager.send(publish)
    page = maker.get("/rulings")
    assert "立项日怎样确定" in page.text
    assert "登记解释" not in page.text
    assert faults_of(page.text) == []
    manager.send(publish)
    assert "已经发布" in manager.get("/rulings").text
    assert auditor.send("/rulings", **(said | {"article": "99"})).status_code == 422
    assert maker.send("/rulings", **said).status_code == 403


def test_a_version_of_the_measures_shows_its_agreements(web: Web) -> None:
    auditor = web.client("auditor")
    said = {
        "version": "2025 年版", "title": "卓越工程师成长计划管理办法", "issuer": "市科协",
        "published_on": "2025-01-01", "effective_on": "2025-01-01",
    }  # fmt: skip
    assert auditor.send("/rulings/versions", **said).location == "/rulings#versions"
    assert "已经登记" in auditor.send("/rulings/versions", **said).text
    later = said | {"version": "2026 年版", "effective_on": "2024-01-01"}
    assert "不能早于公布日期" in auditor.send("/rulings/versions", **later).text
    page = auditor.get("/rulings")
    assert re.search(r'data-label="适用的任务书"[^0-9]*1<', page.text)
    assert faults_of(page.text) == []
