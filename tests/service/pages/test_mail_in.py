"""收件地址: shown to its person alone; made, changed and switched off."""

import re
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from service.actions import contacts, mail_taking
from service.actions.contacts import Contact
from service.mail_parts import Envelope, Part
from service.tables import MailAddressRow
from tests.service.browsing import Web
from tests.service.office import AT, an_invoice
from tests.service.pages.strict_html import faults_of

BOX, ME = "box@example.org", "maker@example.org"


def with_box(web: Web) -> None:
    house = web.app.extensions["zhuanhu"]
    settings = replace(house.real.settings, mail_in=BOX)
    web.app.extensions["zhuanhu"] = replace(house, real=replace(house.real, settings=settings))


def choose_sender(web: Web) -> None:
    with web.office.database.transaction(web.office.employer_id) as session:
        contacts.choose(session, web.office.maker, Contact(ME))


def arrive(web: Web, tag: str, sender: str, key: str) -> None:
    office = web.office
    found = Envelope((tag,), sender, key * 64, by_machine=False)
    opened = mail_taking.open_message(office.database, found, AT)
    assert opened is not None
    if opened.state == "open":
        mail_taking.take(office.desk, opened, [Part("发票.pdf", an_invoice())], lambda: AT)


def test_without_a_box_the_page_says_who_can_help(web: Web) -> None:
    maker = web.client("maker")
    page = maker.get("/mail-in").text
    assert "请联系系统管理员" in page
    assert faults_of(page) == []
    assert maker.send(f"/mail-in/{web.office.grant_id}").status_code == 409
    assert "/mail-in" not in maker.get("/intake").text


def test_an_address_is_made_changed_and_switched_off(web: Web) -> None:
    with_box(web)
    maker, path = web.client("maker"), f"/mail-in/{web.office.grant_id}"
    assert "/mail-in" in maker.get("/intake").text
    assert "填写邮箱地址" in maker.get("/mail-in").text
    choose_sender(web)
    assert "生成收件地址" in maker.get("/mail-in").text
    assert 'href="/mail-in"' in maker.get("/account").text
    tags = []
    for _ in range(2):
        assert maker.send(path).location == "/mail-in"
        page = maker.get("/mail-in").text
        (tag,) = re.findall(r"<code>box\+([a-z2-7]{16})@example\.org</code>", page)
        tags.append(tag)
    assert tags[0] != tags[1]
    assert maker.send(f"{path}/end").location == "/mail-in"
    assert "<code>" not in maker.get("/mail-in").text
    with web.office.database.transaction(web.office.employer_id) as session:
        assert all(row.ended_at for row in session.scalars(select(MailAddressRow)))
    assert web.client("checker").get("/mail-in").status_code == 403
    assert maker.send(f"/mail-in/{UUID(int=1)}").status_code == 404


def test_the_newest_messages_are_listed_with_what_became_of_them(web: Web) -> None:
    with_box(web)
    choose_sender(web)
    maker = web.client("maker")
    maker.send(f"/mail-in/{web.office.grant_id}")
    (tag,) = re.findall(r"<code>box\+([a-z2-7]{16})@", maker.get("/mail-in").text)
    arrive(web, tag, ME, "a")
    arrive(web, tag, "other@example.org", "b")
    page = maker.get("/mail-in").text
    assert faults_of(page) == []
    assert page.count("这一批的页面") == 1
    assert "不是从您的邮箱地址发来的" in page
