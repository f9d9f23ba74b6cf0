"""What the API gives: marshmallow schemas over the actions' views."""

from marshmallow import Schema, fields, validate

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


class NewBatch(Schema):
    """For which grant files will come."""

    grant = fields.UUID(required=True)


class BatchFile(Schema):
    """A file of a batch; `state` goes from stored through reading and checking to its end."""

    id = fields.UUID(required=True)
    parent = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    state = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    claims = fields.List(fields.Nested(TakenClaim), required=True)
    refusals = fields.List(fields.Nested(Refusal), required=True)


class Batch(Schema):
    """A batch of files; `finished` once it is closed and every file has its answer."""

    id = fields.UUID(required=True)
    grant = fields.UUID(required=True)
    source = fields.String(required=True)
    closed = fields.Boolean(required=True)
    finished = fields.Boolean(required=True)
    total = fields.Integer(required=True)
    done = fields.Integer(required=True)
    files = fields.List(fields.Nested(BatchFile), required=True)


class ClaimsQuery(Schema):
    """Which claims to list; the newest come first, twenty to a page."""

    state = fields.String(load_default=None)
    outcome = fields.String(load_default=None)
    grant = fields.UUID(load_default=None)
    text = fields.String(load_default="", validate=validate.Length(0, 100))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))


class Claim(Schema):
    """A claim in a list."""

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    url = fields.String(required=True)
    grant = fields.UUID(required=True)
    state = fields.String(required=True)
    outcome = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    amount = Money(required=True)
    cost_on = fields.Date(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)
    kind = fields.String(required=True)
    invoice = fields.String(required=True, allow_none=True)
    seller = fields.String(required=True, allow_none=True)
    issued_on = fields.Date(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)


class Claims(Schema):
    """One page of claims, with the count and the sum of all that were asked for."""

    claims = fields.List(fields.Nested(Claim), required=True)
    count = fields.Integer(required=True)
    amount = Money(required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)


class ClaimWithVerdict(Claim):
    """A claim with its newest verdict."""

    version = fields.Integer(required=True)
    decided_at = fields.AwareDateTime(required=True)
    findings = fields.List(fields.Nested(Finding), required=True)
    passed = fields.List(fields.String(), required=True)


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
