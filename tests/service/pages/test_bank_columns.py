"""对账单的列 on pages: asked once, remembered, forgotten; of no use to anybody else."""

import io
import re

from werkzeug.test import TestResponse

from tests.service.browsing import Client, Web
from tests.service.statements import ARRIVED, FEE, INTEREST, TITLES, a_file

LETTERS = "甲乙丙丁戊己庚辛"
MEANINGS = (
    "day", "out", "in", "balance", "counterparty", "counterparty_account", "summary", "reference",
)  # fmt: skip


def strange(*lines: str) -> bytes:
    """Draw a statement with titles that no bank is known for."""
    renamed = ",".join(f"栏目{letter}" for letter in LETTERS)
    return a_file(*lines).decode().replace(TITLES, renamed).encode()


def upload(client: Client, content: bytes) -> TestResponse:
    data = {"csrf_token": client.token(), "file": (io.BytesIO(content), "新网银.csv")}
    return client.post("/bank/statements", data=data)


def address_of(answer: TestResponse) -> str:
    (found,) = re.findall(r'href="(/bank/columns/[0-9a-f]{64})"', answer.text)
    return str(found)


def meanings() -> dict[str, str]:
    return {f"column-{place}": meaning for place, meaning in enumerate(MEANINGS)}


def test_the_columns_of_an_unknown_bank_are_asked_for_once(web: Web) -> None:
    maker = web.client("maker")
    refused = upload(maker, strange(ARRIVED))
    assert refused.status_code == 422
    assert "没有找到对账单的表头" in refused.text
    page = maker.get(address_of(refused)).text
    assert "栏目甲" in page
    assert "现在的表头" in page
    half = maker.send(address_of(refused), row=row_of(page), **{"column-0": "day"})
    assert half.status_code == 422
    assert "请指出金额在哪里" in half.text
    done = maker.send(address_of(refused), row=row_of(page), **meanings())
    assert done.location == "/bank"
    home = maker.get(f"/bank/{web.office.employer_id}").text
    assert "新增 1 笔" in home
    assert "记住的表头 1 种" in home
    again = upload(maker, strange(ARRIVED, INTEREST, FEE))  # the next month needs nobody
    assert again.status_code == 302
    (forget,) = re.findall(r'action="(/bank/columns/[0-9a-f-]{36}/forget)"', home)
    assert maker.send(forget).status_code == 302
    assert maker.send(forget).status_code == 404
    assert upload(maker, strange(FEE)).status_code == 422


def row_of(page: str) -> str:
    (found,) = re.findall(r'name="row" value="(\d+)"', page)
    return str(found)


def test_another_row_may_hold_the_titles(web: Web) -> None:
    maker = web.client("maker")
    address = address_of(upload(maker, strange(ARRIVED)))
    assert 'name="row" value="0"' in maker.get(f"{address}?row=0").text


def test_a_file_of_somebody_else_is_not_there_and_a_picture_has_no_columns(web: Web) -> None:
    maker = web.client("maker")
    assert maker.get(f"/bank/columns/{'0' * 64}").status_code == 404
    refused = upload(maker, b"%PDF-1.4 no table")
    assert "/bank/columns/" not in refused.text
    assert web.client("checker").get(f"/bank/columns/{'0' * 64}").status_code == 403
