"""对账 on pages: import, confirm, withdraw, match by hand, 余额调节表; read only for the Center."""

import io
import re
from uuid import uuid4

from werkzeug.test import TestResponse

from service.actions import bank_views
from tests.service.browsing import Client, Web
from tests.service.statements import ARRIVED, FEE, INTEREST, a_file


def upload(client: Client, content: bytes, name: str = "对账单.csv") -> TestResponse:
    data = {"csrf_token": client.token(), "file": (io.BytesIO(content), name)}
    return client.post("/bank/statements", data=data)


def home(web: Web) -> str:
    return f"/bank/{web.office.employer_id}"


def imported(web: Web, *lines: str) -> Client:
    client = web.client("maker")
    answer = upload(client, a_file(*(lines or (ARRIVED, INTEREST, FEE))))
    assert answer.location == home(web)
    return client


def numbers(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="(\d+)"', page)


def test_an_employer_goes_to_its_own_bank_and_an_empty_one_explains_itself(web: Web) -> None:
    client = web.client("maker")
    assert client.get("/bank").location == home(web)
    page = client.get(home(web)).text
    assert "还没有对账单" in page
    assert "还没有核对过银行余额" in page
    assert "去对账" in client.get("/desk").text


def test_a_statement_is_imported_and_its_matches_are_confirmed(web: Web) -> None:
    maker = imported(web)
    page = maker.get(home(web)).text
    assert "新增 3 笔，已有 0 笔" in page
    assert "账上记有银行流水号 20251001-0001" in page
    assert "等复核人确认。" in page
    assert "还有 1 组勾对待确认：确认以前，其中的款项在调节表的两边都列为未达账项。" in page
    assert "看似利息" in page
    assert "看似手续费" in page
    checker = web.client("checker")
    assert "组银行勾对等您确认" in checker.get("/desk").text
    (match,) = numbers(checker.get(home(web)).text, "match")
    checker.send("/bank/matches/confirm", match=match)
    page = checker.get(home(web)).text
    assert "已确认 1 组勾对。" in page
    assert "组勾对待确认：" not in page
    assert "已确认的勾对 1 组" in page
    checker.send("/bank/matches/confirm")
    assert "请先勾选" in checker.get(home(web)).text
    checker.send(f"/bank/matches/{match}/withdraw", reason="")
    assert "请写明撤销的原因" in checker.get(home(web)).text
    checker.send(f"/bank/matches/{match}/withdraw", reason="选错了")
    assert "可以重新勾对" in checker.get(home(web)).text
    maker.send("/bank/search")
    assert "找到 1 组" in maker.get(home(web)).text


def test_a_statement_is_handed_out_as_it_came(web: Web) -> None:
    maker = imported(web)
    (number,) = set(re.findall(r"/statements/(\d+)", maker.get(home(web)).text))
    file = web.client("auditor").get(f"{home(web)}/statements/{number}")
    assert file.data == a_file(ARRIVED, INTEREST, FEE)
    assert "attachment" in file.headers["Content-Disposition"]
    assert maker.get(f"{home(web)}/statements/999").status_code == 404
    stranger = f"/bank/{web.office.grant_id}/statements/{number}"
    assert maker.get(stranger).status_code == 404


def test_a_file_that_is_wrong_is_refused_with_its_rows(web: Web) -> None:
    client = web.client("maker")
    wrong = upload(client, a_file(ARRIVED.replace(",60000.00,", ",6.00,", 1), account="1234567"))
    assert wrong.status_code == 422
    assert "这份对账单没有导入" in wrong.text
    assert "不是登记的专门账户" in wrong.text
    assert upload(client, b"", "").location == home(web)
    assert "请先选择对账单文件" in client.get(home(web)).text


def test_a_person_matches_by_hand(web: Web) -> None:
    early = ARRIVED.replace("2026-03-10", "2026-03-01").replace("20251001-0001", "X1")
    maker = imported(web, early)
    page = maker.get(home(web)).text
    bank, entry = numbers(page, "bank"), numbers(page, "entry")
    assert (len(bank), len(entry)) == (1, 1)
    answer = maker.send("/bank/matches", bank=bank[0], entry="x")
    assert answer.status_code == 422
    maker.send("/bank/matches", bank=bank[0])
    assert "请在银行和账面两边至少各选一笔。" in maker.get(home(web)).text
    maker.send("/bank/matches", bank=bank[0], entry=entry[0])
    assert "已提出勾对，等另一人确认。" in maker.get(home(web)).text


def test_a_table_is_drawn_up_approved_and_downloaded(web: Web) -> None:
    maker = imported(web)
    address = f"{home(web)}/table?day=2026-03-10"
    page = maker.get(address).text
    assert "两边调节后余额相等" in page
    assert "提交复核" in page
    assert maker.get(f"{home(web)}/table").status_code == 422
    assert maker.send("/bank/tables", day="x").status_code == 422
    assert maker.send("/bank/tables", day="2026-03-10").location.endswith("day=2026-03-10")
    checker = web.client("checker")
    assert "截至 2026-03-10 的余额调节表已由" in checker.get(home(web)).text
    with web.office.database.transaction(web.office.employer_id) as session:
        shown = bank_views.table(
            session, web.office.checker, web.office.employer_id, web.office.checker.today
        )
    assert shown.kept is not None
    checker.send(f"/bank/tables/{shown.kept.id}/approve")
    assert "已复核" in checker.get(address).text
    assert (
        "银行余额已核对到 2026-03-10" in checker.get(home(web)).text
        or "已超过" in checker.get(home(web)).text
    )
    file = checker.get(f"{home(web)}/table.xlsx?day=2026-03-10")
    assert file.data.startswith(b"PK")
    checker.send(f"/bank/tables/{shown.kept.id}/withdraw", reason="重编")
    assert "已退回" in checker.get(address).text
    assert checker.send("/bank/tables/999/withdraw", reason="").status_code == 404


def test_a_day_beyond_the_statements_leads_back_to_where_they_are_imported(web: Web) -> None:
    maker = imported(web)
    answer = maker.get(f"{home(web)}/table?day=2030-01-31")
    assert answer.location == home(web)
    assert "不能编制 2030-01-31 的余额调节表" in maker.get(home(web)).text
    assert maker.get(f"/bank/{uuid4()}/table?day=2026-03-10").status_code == 404


def test_the_table_shows_what_is_taken_away_without_a_minus(web: Web) -> None:
    page = imported(web).get(f"{home(web)}/table?day=2026-03-10").text
    away = page[page.index("减：银行已付、单位未付") : page.index("银行对账单</caption>")]
    assert "¥10.00" in away
    assert "-¥" not in away


def test_a_table_says_when_a_match_was_taken_back_after_it(web: Web) -> None:
    maker, checker = imported(web), web.client("checker")
    (match,) = numbers(checker.get(home(web)).text, "match")
    checker.send("/bank/matches/confirm", match=match)
    maker.send("/bank/tables", day="2026-03-10")
    address = f"{home(web)}/table?day=2026-03-10"
    assert "对账单或勾对又有变动" not in maker.get(address).text
    checker.send(f"/bank/matches/{match}/withdraw", reason="另一笔")
    assert "提交之后对账单或勾对又有变动" in maker.get(address).text


def test_the_center_reads_and_does_nothing(web: Web) -> None:
    imported(web)
    auditor = web.client("auditor")
    listed = auditor.get("/bank").text
    assert "未按期核对" in listed
    page = auditor.get(home(web)).text
    assert "待确认的勾对" in page
    for button in ("导入</span>", "确认所选的勾对", "把所选的两边勾对", "重新查找"):
        assert button not in page
    assert auditor.send("/bank/search").status_code == 403
    assert auditor.send("/bank/matches/1/withdraw", reason="x").status_code == 422
    assert web.client("checker").send("/bank/search").status_code == 403


def test_a_table_that_does_not_balance_names_the_difference(web: Web) -> None:
    maker = web.client("maker")
    late = "2026-03-10,,12.34,112.34,示例银行,,结息,HD9"
    upload(maker, a_file(late, days="2026-03-09至2026-03-10"))
    page = maker.get(f"{home(web)}/table?day=2026-03-10").text
    assert "两边相差 ¥100.00" in page
    assert "请导入更早的对账单" in page
    assert "提交复核" not in page
