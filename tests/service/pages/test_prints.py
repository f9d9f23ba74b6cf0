"""打印与归档 on pages: a selection, a month, a year; progress; lists to take along."""

import re

from service.actions import package_work
from tests.service.browsing import Web
from tests.service.office import AT, an_invoice, approve_and_pay
from tests.service.test_claims import submit, upload

XLSX = b"PK"


def test_a_claim_is_printed_and_fetched_when_it_is_ready(web: Web) -> None:
    claim = upload(web.office, an_invoice()).claim_id
    maker = web.client("maker")
    assert "打印封面和粘贴单" in maker.get(f"/claims/{claim}").text
    package = maker.send("/prints", claim=str(claim)).location
    page = maker.get(package).text
    assert "等待生成" in page
    assert re.search(r'data-waits="/prints/[0-9a-f-]+\?part=1"', page)
    assert "还没有生成好" in maker.get(f"{package}/file").text
    package_work.work_off(web.office.desk, lambda: AT, "worker")
    part = maker.get(f"{package}?part=1").text
    assert "<html" not in part
    assert "下载" in part
    file = maker.get(f"{package}/file")
    assert file.data.startswith(b"%PDF")
    assert "%E8%B4%B9%E7%94%A8" in file.headers["Content-Disposition"]
    assert web.client("manager").get(package).status_code == 403


def test_a_month_and_a_year_are_asked_for_on_one_page(web: Web) -> None:
    claim = upload(web.office, an_invoice()).claim_id
    submit(web.office, claim)
    approve_and_pay(web.office, claim)
    checker = web.client("checker")
    assert "还没有生成过文件" in checker.get("/prints").text
    month = checker.send("/prints/month", month="2026-03", sheets="one")
    assert month.status_code == 302
    year = checker.send("/prints/archive", year="2026")
    assert year.status_code == 302
    assert "请选择年度" in checker.send("/prints/archive", year="").text
    assert "没有已付款的报销申请" in checker.send("/prints/month", month="2026-01").text
    package_work.work_off(web.office.desk, lambda: AT, "worker")
    page = checker.get("/prints").text
    assert page.count("已生成") == 2
    assert checker.get(f"{year.location}/file").data.startswith(b"PK")


def test_a_package_that_failed_is_asked_for_again(web: Web) -> None:
    claim = upload(web.office, an_invoice()).claim_id
    maker = web.client("maker")
    package = maker.send("/prints", claim=str(claim)).location
    web.office.desk.originals.pieces("0" * 64)
    for file in (web.office.desk.originals._folder).rglob("*"):  # noqa: SLF001  # as if the disk had lost them
        if file.is_file():
            file.unlink()
    package_work.work_off(web.office.desk, lambda: AT, "worker")
    assert "没有生成" in maker.get(package).text
    assert maker.send(f"{package}/again").location == package
    assert "等待生成" in maker.get(package).text


def test_the_lists_follow_the_filter(web: Web) -> None:
    upload(web.office, an_invoice(name="*餐饮服务*餐费"), "餐费.pdf")
    maker = web.client("maker")
    page = maker.get("/claims?state=draft").text
    assert "/claims/rejected.xlsx?state=draft" in page
    assert maker.get("/claims/rejected.xlsx?state=draft").data.startswith(XLSX)
    assert maker.get("/claims/list.xlsx?state=all").data.startswith(XLSX)
    assert maker.get("/claims/rejected.xlsx?state=paid").status_code == 404
    assert maker.send("/prints").status_code == 422


def test_a_stranger_prints_nothing(web: Web) -> None:
    maker = web.client("maker")
    assert maker.send("/prints", claim="nothing").status_code == 422
    assert maker.send("/prints", claim=str(web.office.grant_id)).status_code == 404


def test_the_center_keeps_no_archive_of_an_employer(web: Web) -> None:
    for login in ("auditor", "manager"):
        assert web.client(login).send("/prints/archive", year="2026").status_code == 403
