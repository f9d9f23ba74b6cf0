"""Compressed is only what our own pages and people themselves ask for."""

import gzip

import pytest
from werkzeug.test import TestResponse

from tests.service.browsing import Web

OURS = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}


def asked(web: Web, **headers: str | None) -> TestResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**OURS, **names}.items() if value is not None}
    return web.client().get("/login", headers=sent)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_that_we_or_the_person_asked_for_is_compressed(web: Web, site: str) -> None:
    answer = asked(web, Sec_Fetch_Site=site)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "登录" in gzip.decompress(answer.data).decode()
    assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_what_another_site_asked_for_goes_out_as_it_is(web: Web, site: str | None) -> None:
    answer = asked(web, Sec_Fetch_Site=site)
    assert "Content-Encoding" not in answer.headers
    assert "登录" in answer.text
    assert {"Accept-Encoding", "Sec-Fetch-Site"} <= set(answer.vary)


@pytest.mark.parametrize("codings", [None, "identity", "gzip;q=0, br"])
def test_who_cannot_read_it_gets_it_plain(web: Web, codings: str | None) -> None:
    assert "Content-Encoding" not in asked(web, Accept_Encoding=codings).headers


def test_files_and_short_answers_are_left_alone(web: Web) -> None:
    client = web.client()
    health = client.get("/api/v1/health/", headers=OURS)
    assert "Content-Encoding" not in health.headers
    assert health.is_json


@pytest.mark.parametrize(("codings", "served"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_bundles_lie_ready_in_the_smallest_form(web: Web, codings: str, served: str | None) -> None:
    client = web.client()
    page = client.get("/login").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    with (
        client.get(address) as plain,
        client.get(address, headers={"Accept-Encoding": codings}) as answer,
    ):
        assert answer.headers.get("Content-Encoding") == served
        assert answer.mimetype == "text/css"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.vary
        smaller = len(answer.data) < len(plain.data) / 3
        assert smaller is (served is not None)
        if served == "gzip":
            assert gzip.decompress(answer.data) == plain.data
