"""What the Center fills in to keep the register."""

from marshmallow import Schema

from service.pages.inputs import Choice, Count, Day, Key, Money, Text
from service.pages.words import REGIMES

YEAR_FIRST, YEAR_LAST = 2020, 2099


class CallForm(Schema):
    """An annual call."""

    year = Count(YEAR_FIRST, YEAR_LAST)
    title = Text()
    born_on_or_after = Day()
    quota = Count(1, 10000)
    grant_amount = Money()


class NoticeForm(Schema):
    """A public notice."""

    call_id = Key()
    starts_on = Day()
    url = Text(500)


class RecommenderForm(Schema):
    """A recommending body."""

    name = Text()
    kind = Text(50)


class EmployerForm(Schema):
    """An employer."""

    name = Text()
    uscc = Text(30)
    registered_address = Text()
    address_evidence = Text(optional=True)
    contact = Text(optional=True)
    regime = Choice(*REGIMES)


class RegimeForm(Schema):
    """The accounting system of an employer's own books."""

    regime = Choice(*REGIMES)


class SelecteeForm(Schema):
    """A selectee."""

    name = Text(100)
    born_on = Day()
    field = Text(100)
    employer_id = Key()
    recommender_id = Key()
    call_id = Key()
    age_explanation = Text(500, optional=True)


class AccountForm(Schema):
    """A dedicated account."""

    employer_id = Key()
    bank = Text()
    account_name = Text()
    account_number = Text(50)
    registered_on = Day()
