"""底稿与证据包 in a real browser: a pack is made while one watches, taken, and verifies."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from compliance.sampling import sample_file, selection
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Plan
from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

MADE_MS = 30_000


def test_the_auditor_takes_the_papers_of_a_check_and_verifies_them(
    people: People, tmp_path: Path
) -> None:
    auditor = people.log_in("auditor")
    auditor.goto("/checks")
    auditor.get_by_role("main").get_by_role("link", name="抽查2026-001").first.click()
    auditor.get_by_role("link", name="底稿与证据包").click()
    expect(auditor.get_by_role("table", name="各单位的底稿")).to_contain_text("A01")
    papers = PdfDocument(taken(auditor, "下载底稿（PDF）"))
    assert "抽查汇总" in papers[0].get_textpage().get_text_bounded()
    auditor.get_by_role("button", name="生成证据包").click()
    pack = auditor.get_by_role("link", name="下载")
    expect(pack).to_be_visible(timeout=MADE_MS)
    with zipfile.ZipFile(taken(auditor, "下载")) as packed:
        packed.extractall(tmp_path)
    subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)
    again = selection.redraw(
        Plan.read((tmp_path / "plan.json").read_bytes()),
        Frame.read((tmp_path / "frame.csv").read_bytes()),
        sample_file.read((tmp_path / "sample.json").read_bytes()).rounds,
    )
    assert sample_file.listing(again) == (tmp_path / "sample.csv").read_bytes()


def taken(page: Page, name: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return download.value.path()
