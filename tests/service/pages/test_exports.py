"""The page where books are copied out, and the files it hands out."""

from tests.service.browsing import Web


def test_the_journal_leads_to_the_exports_and_they_say_what_they_are(web: Web) -> None:
    client = web.client("maker")
    address = f"/ledger/{web.office.employer_id}/export"
    assert f'href="{address}"' in client.get(f"/ledger/{web.office.employer_id}/journal").text
    page = client.get(address).text
    assert "不是单位的法定会计账簿" in page
    assert "只登记预算的凭证（预留、释放等）不出草稿。" in page
    month = page.partition('name="month"')[2].partition('<option value="')[2].partition('"')[0]
    sheet = client.get(f"{address}/vouchers?month={month}&form=xlsx")
    assert sheet.data.startswith(b"PK")
    assert "attachment" in sheet.headers["Content-Disposition"]
    assert "科目编码" in client.get(f"{address}/vouchers?month={month}&form=csv").text
    assert client.get(f"{address}/vouchers?month=never&form=csv").status_code == 422
    assert client.get(f"{address}/vouchers?month={month}&form=pdf").status_code == 404


def test_journals_are_downloads_of_plain_text(web: Web) -> None:
    client = web.client("maker")
    address = f"/ledger/{web.office.employer_id}/export/journal"
    for program, account in [("hledger", "F:1002.S"), ("beancount", "Assets:1002-S")]:
        answer = client.get(f"{address}.{program}")
        assert answer.mimetype == "text/plain"
        assert f"{account}  60000.00 CNY" in answer.text
        assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(f"{address}.quicken").status_code == 404


def test_the_center_takes_every_book_and_an_employer_only_its_own(web: Web) -> None:
    page = web.client("auditor").get("/ledger/center/export").text
    assert "整本账的文本" in page
    assert "凭证草稿" not in page
    assert "F:1218.A" in web.client("auditor").get("/ledger/center/export/journal.hledger").text
    maker = web.client("maker")
    other = "00000000-0000-4000-8000-000000000000"
    for address in ("center/export", "nonsense/export", "center/export/journal.hledger"):
        assert maker.get(f"/ledger/{address}").status_code == 404
    assert maker.get(f"/ledger/{other}/export/vouchers?month=2026-03&form=csv").status_code == 404
