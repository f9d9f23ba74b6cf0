"""底稿与证据包 on pages: the papers of a check, the files of its drawing, the pack of it all."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from uuid import UUID

import pytest

from service.actions import package_work
from tests.service.browsing import Web
from tests.service.checking import act, answered, begun, later, paid, planned
from tests.service.office import AT


@pytest.fixture
def check(web: Web) -> UUID:
    """A check of three claims with one error, drafted."""
    paid(web.office, ("1000.00", "2000.00", "3000.00"))
    found = begun(web.office)
    answered(web.office, found, {1: "900.00"})
    act(web.office, found, "draft", later(web.office.auditor))
    return found


def test_the_papers_are_taken_from_one_page(web: Web, check: UUID) -> None:
    auditor = web.client("auditor")
    page = auditor.get(f"/checks/{check}/papers")
    assert page.status_code == 200
    for words in (
        "北京星河精工科技有限公司",
        "A01",
        "种子",
        "还没有生成过证据包",
        "依第三十四条保密",
    ):
        assert words in page.text
    pdf = auditor.get(f"/checks/{check}/papers/workpapers.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert "%E5%B7%A5%E4%BD%9C%E5%BA%95%E7%A8%BF.pdf" in pdf.headers["Content-Disposition"]
    assert auditor.get(f"/checks/{check}/papers/workpapers.xlsx").data.startswith(b"PK")
    frame = auditor.get(f"/checks/{check}/papers/frame.csv").data
    assert hashlib.sha256(frame).hexdigest() in page.text
    assert auditor.get(f"/checks/{check}/papers/plan.json").data.startswith(b"{")
    assert auditor.get(f"/checks/{check}/papers/sample.csv").data.startswith(b"position,key")
    assert auditor.get(f"/checks/{check}/papers/other.csv").status_code == 404


def test_a_frame_of_many_claims_leaves_with_a_second_person_only(web: Web, check: UUID) -> None:
    house = web.app.extensions["zhuanhu"]
    settings = replace(house.real.settings, bulk_export_rows=2)
    web.app.extensions["zhuanhu"] = replace(house, real=replace(house.real, settings=settings))
    for file in ("frame.csv", "papers/frame.csv", "papers/sample.csv", "papers/workpapers.xlsx"):
        held = web.client("auditor").get(f"/checks/{check}/{file}")
        assert (held.status_code, held.location[:18]) == (302, "/exports/new?asked"), file
        asked = f"/checks/{check}/{file}"
        sent = web.client("auditor").send("/exports", asked=asked, rows="9", purpose="移交检查组")
        assert sent.location == "/exports", file
    assert "移交检查组" in web.client("manager").get("/exports").text


def test_a_pack_is_asked_for_watched_and_taken(web: Web, check: UUID) -> None:
    auditor = web.client("auditor")
    pack = auditor.send(f"/checks/{check}/papers/packs").location
    page = auditor.get(pack).text
    assert "等待生成" in page
    assert re.search(rf'data-waits="{pack}\?part=1"', page)
    assert "还没有生成好" in auditor.get(f"{pack}/file").text
    assert auditor.send(f"{pack}/again").location == pack
    package_work.work_off(web.office.desk, lambda: AT, "worker")
    part = auditor.get(f"{pack}?part=1").text
    assert "<html" not in part
    assert "下载" in part
    file = web.client("manager").get(f"{pack}/file")
    assert file.headers["Content-Disposition"].endswith("2026-001.zip")
    assert hashlib.sha256(file.data).hexdigest() in part
    assert "SHA256SUMS" in zipfile.ZipFile(io.BytesIO(file.data)).namelist()
    assert "已生成" in auditor.get(f"/checks/{check}/papers").text
    assert auditor.get(pack.replace(str(check), str(web.office.grant_id))).status_code == 404


def test_nobody_but_the_center_comes_near(web: Web, check: UUID) -> None:
    pack = web.client("auditor").send(f"/checks/{check}/papers/packs").location
    package_work.work_off(web.office.desk, lambda: AT, "worker")
    checker = web.client("checker")
    for address in (
        "papers",
        "papers/workpapers.pdf",
        "papers/workpapers.xlsx",
        "papers/plan.json",
    ):
        assert checker.get(f"/checks/{check}/{address}").status_code == 403
    assert checker.get(f"{pack}/file").status_code == 403
    package = pack.rpartition("/")[2]
    assert checker.get(f"/prints/{package}").status_code == 404
    assert checker.get(f"/prints/{package}/file").status_code == 404


def test_before_the_drawing_the_page_says_what_is_missing(web: Web) -> None:
    paid(web.office, ("1000.00",))
    check = planned(web.office)
    page = web.client("auditor").get(f"/checks/{check}/papers")
    assert page.status_code == 409
    assert "还没有抽取样本" in page.text
