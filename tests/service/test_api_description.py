import json

from service.api.description import COMMAND, FILE, describe
from tests.service.browsing import Web


def test_the_description_in_the_documents_is_the_one_of_the_routes() -> None:
    assert FILE.read_text(encoding="utf-8") == describe(), f"write it anew: {COMMAND}"


def test_programs_are_given_the_same_description(web: Web) -> None:
    answer = web.client().get("/api/v1/openapi.json")
    assert answer.json == json.loads(describe())


def test_every_request_that_is_described_exists_and_tokens_are_named(web: Web) -> None:
    described = json.loads(describe())
    assert {"token": []} in described["security"]
    routes = {rule.rule.replace("uuid:", "") for rule in web.app.url_map.iter_rules()}
    assert {path.replace("{", "<").replace("}", ">") for path in described["paths"]} <= routes
