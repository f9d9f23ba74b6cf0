"""What the API gives: marshmallow schemas over the actions' views."""

from marshmallow import Schema, fields

from service.api.money_field import Money


class Finding(Schema):
    """A rule not met: the sentence, the article, and the way out."""

    rule = fields.String(required=True)
    severity = fields.String(required=True)
    article = fields.String(required=True)
    sentence = fields.String(required=True)
    remedy = fields.String(required=True)


class TakenClaim(Schema):
    """What became of one invoice of an uploaded file."""

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    url = fields.String(required=True)
    outcome = fields.String(required=True)
    amount = Money(required=True)
    seller = fields.String(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    already = fields.Boolean(required=True)
    summary = fields.String(required=True)
    findings = fields.List(fields.Nested(Finding), required=True)


class Refusal(Schema):
    """Why a document of a file was not taken as a voucher."""

    sentence = fields.String(required=True)


class TakenFile(Schema):
    """What became of an uploaded file."""

    file = fields.String(required=True)
    claims = fields.List(fields.Nested(TakenClaim), required=True)
    refusals = fields.List(fields.Nested(Refusal), required=True)


class CategoryMoney(Schema):
    """One spending direction of a grant."""

    category = fields.String(required=True)
    budget = Money(required=True)
    spent = Money(required=True)
    reserved = Money(required=True)
    available = Money(required=True)


class GrantMoney(Schema):
    """The money of a grant."""

    received = Money(required=True)
    spent = Money(required=True)
    reserved = Money(required=True)
    available = Money(required=True)
    categories = fields.List(fields.Nested(CategoryMoney), required=True)


class Grant(Schema):
    """A grant with its money."""

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    state = fields.String(required=True)
    selectee = fields.String(required=True)
    field = fields.String(required=True)
    year = fields.Integer(required=True)
    money = fields.Nested(GrantMoney, required=True)


class TakenStatement(Schema):
    """What became of a bank's statement: lines new and known, matches to confirm, or refusals."""

    added = fields.Integer(required=True)
    known = fields.Integer(required=True)
    proposed = fields.Integer(required=True)
    refusals = fields.List(fields.Nested(Refusal), required=True)


class BankStatement(Schema):
    """A statement of the dedicated account."""

    from_day = fields.Date(required=True)
    to_day = fields.Date(required=True)
    opening = Money(required=True)
    closing = Money(required=True)
    sha256 = fields.String(required=True)
    file_name = fields.String(required=True)


class BankState(Schema):
    """How far the dedicated account is reconciled with the bank."""

    statements = fields.List(fields.Nested(BankStatement), required=True)
    waiting = fields.Integer(required=True)
    unmatched_bank = fields.Integer(required=True)
    unmatched_book = fields.Integer(required=True)
    summary = fields.String(required=True)


class Health(Schema):
    """Whether the service is up."""

    state = fields.String(required=True)
