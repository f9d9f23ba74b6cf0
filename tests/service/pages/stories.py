"""What several tests of the pages begin with: a claim uploaded, a form filled in."""

import io
from uuid import UUID

from werkzeug.test import TestResponse

from service.actions import claim_views
from service.actions.claim_views import ClaimPage
from tests.service.browsing import Client, Web
from tests.service.office import an_invoice


def uploaded(web: Web, client: Client, content: bytes | None = None) -> str:
    """Upload an invoice; give the address of its claim."""
    answer = client.post(
        f"/api/v1/grants/{web.office.grant_id}/documents",
        data={"file": (io.BytesIO(content or an_invoice()), "发票.pdf")},
        headers={"X-CSRFToken": client.token()},
    )
    assert answer.json is not None, answer.text
    address: str = answer.json["claims"][0]["url"]
    return address


def claim_at(web: Web, address: str) -> ClaimPage:
    """Give a claim as the maker's page has it."""
    with web.office.database.transaction(web.office.employer_id) as session:
        return claim_views.claim_page(session, web.office.maker, UUID(address.rsplit("/", 1)[-1]))


def filled(web: Web, address: str, **changes: str) -> dict[str, str]:
    """Give the form of a claim as a maker fills it in."""
    claim = claim_at(web, address).claim
    return {
        "version": str(claim.version),
        "category": "RND",
        "amount": f"{claim.amount}",
        "cost_on": "",
        "statement": "样机可靠性测试，对应任务书第二项任务。",
        "explanation": "",
        "then": "submit",
    } | changes


def submitted(web: Web, client: Client, content: bytes | None = None) -> str:
    """Upload an invoice and submit its claim; give its address."""
    address = uploaded(web, client, content)
    answer = client.send(address, **filled(web, address))
    assert answer.status_code == 302, answer.text
    assert claim_at(web, address).claim.state == "submitted"
    return address


def paid(web: Web, client: Client) -> str:
    """Carry a claim from its upload to its payment, each step by its own person."""
    address = submitted(web, client)
    step(web, web.client("checker"), address, "approve")
    step(web, web.client("cashier"), address, "pay", slip="HD20260310")
    assert claim_at(web, address).claim.state == "paid"
    return address


def step(web: Web, client: Client, address: str, name: str, **values: str) -> TestResponse:
    """Press a button of a claim and follow to the page it leads to."""
    version = str(claim_at(web, address).claim.version)
    answer = client.send(f"{address}/{name}", version=version, **values)
    assert answer.status_code == 302, answer.text
    return client.get(answer.location)
