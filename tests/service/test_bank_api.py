"""对账 through the API: what a finance system calls."""

import io

from tests.service.browsing import Web
from tests.service.statements import ARRIVED, INTEREST, a_file

ADDRESS = "/api/v1/bank/statements"


def test_a_system_sends_a_statement_and_reads_where_the_account_stands(web: Web) -> None:
    client = web.client("maker")
    headers = {"X-CSRFToken": client.token()}
    for added, known in ((2, 0), (0, 2)):
        file = (io.BytesIO(a_file(ARRIVED, INTEREST)), "三月.csv")
        answer = client.post(ADDRESS, data={"file": file}, headers=headers)
        assert answer.json is not None
        assert (answer.json["added"], answer.json["known"]) == (added, known)
        assert answer.json["refusals"] == []
    state = client.get(ADDRESS).json
    assert state is not None
    assert (state["waiting"], state["unmatched_bank"], state["unmatched_book"]) == (1, 1, 0)
    assert state["statements"][0]["closing"] == "60012.34"
    assert "还没有核对过银行余额" in state["summary"]


def test_what_is_wrong_is_told(web: Web) -> None:
    client = web.client("maker")
    headers = {"X-CSRFToken": client.token()}
    file = (io.BytesIO(b"nothing"), "a.csv")
    answer = client.post(ADDRESS, data={"file": file}, headers=headers)
    assert answer.json is not None
    assert "没有找到对账单的表头" in answer.json["refusals"][0]["sentence"]
    assert client.post(ADDRESS, headers=headers).status_code == 422
    assert web.client("auditor").get(ADDRESS).status_code == 403
