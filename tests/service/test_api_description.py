from service.api.description import COMMAND, FILE, describe


def test_the_description_in_the_documents_is_the_one_of_the_routes() -> None:
    assert FILE.read_text(encoding="utf-8") == describe(), f"write it anew: {COMMAND}"
