"""What people type: amounts, days, choices, and the sentence when it is something else."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel
from marshmallow import Schema, fields

from service.messages import Invalid
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Day, Key, Money, Text


class Everything(Schema):
    name = Text(10)
    note = Text(10, optional=True)
    typed = Text(10, optional=True, as_typed=True)
    amount = Money(optional=True)
    day = Day(optional=True)
    count = Count(1, 9)
    kind = Choice("a", "b", optional=True)
    which = Key(optional=True)
    papers = fields.List(Choice("x", "y"))


GOOD = {"name": " 甲 ", "count": "3"}


@pytest.fixture
def app() -> Flask:
    app = Flask("forms")
    Babel(app, default_locale="zh_CN")
    return app


def read(app: Flask, **typed: object) -> Form:
    with app.test_request_context(method="POST", data={**GOOD, **typed}):
        return forms.read(Everything())


def test_a_good_form_gives_its_meaning(app: Flask) -> None:
    form = read(app, amount="¥1,234.5", day="2026-08-21", kind="a", papers=["x", "y"])
    assert form.data is not None
    assert form.data["name"] == "甲"
    assert form.data["amount"] == Decimal("1234.50")
    assert form.data["day"] == date(2026, 8, 21)
    assert form.data["papers"] == ["x", "y"]
    assert form.data["note"] == ""
    assert form.data["which"] is None
    assert form.errors == {}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "  ", "请填写这一项。"),
        ("name", "太长" * 6, "内容太长，请精简。"),
        ("amount", "1.234", "请填写金额，最多两位小数，例如 1234.50。"),
        ("amount", "-1", "请填写金额，最多两位小数，例如 1234.50。"),
        ("amount", "NaN", "请填写金额，最多两位小数，例如 1234.50。"),
        ("amount", "1e5", "请填写金额，最多两位小数，例如 1234.50。"),
        ("day", "2026-02-30", "请填写日期，例如 2026-08-21。"),
        ("count", "10", "请填写 1 到 9 之间的整数。"),
        ("count", "三个", "请填写整数。"),
        ("kind", "c", "请从列表中选择一项。"),
        ("which", "12", "请从列表中选择一项。"),
        ("papers", "z", "请从列表中选择一项。"),
    ],
)
def test_each_mistake_has_its_sentence_and_keeps_the_text(
    app: Flask, field: str, typed: str, sentence: str
) -> None:
    form = read(app, **{field: typed})
    assert form.data is None
    assert form.status == 422
    assert form.error(field) == sentence
    assert form.value(field) == typed


def test_a_password_keeps_its_blanks(app: Flask) -> None:
    form = read(app, typed=" a b ")
    assert form.data is not None
    assert form.data["typed"] == " a b "


def test_a_refusal_becomes_the_forms_own_error(app: Flask) -> None:
    form = Form()
    with app.test_request_context(), form.refusals():
        raise Invalid("金额 {amount} 不对。", amount="3")
    assert form.errors == {"": "金额 3 不对。"}
    assert form.status == 422


def test_other_errors_go_through() -> None:
    with pytest.raises(ZeroDivisionError), Form().refusals():
        raise ZeroDivisionError
