"""What a voucher was held against, and what people said against the reading, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from importers.checks import Channel, Check, Outcome
from importers.invoice import UNVERIFIABLE, Invoice
from service.actions.claim_views import ClaimPage
from service.actions.corrections import Made
from service.actions.verification_views import Given
from service.pages.document_view import OF_THE_FILE, VOUCHERS
from service.pages.words import VERIFICATION_MARKS, VERIFICATIONS, field_word, word
from service.pages.writing import day
from service.web.words import say

SEVERITIES = {Outcome.AGREES: "pass", Outcome.DIFFERS: "review", Outcome.NOT_VERIFIABLE: ""}
NOTED = {"pass": "pass", "review": "review", "block": "review"}


@dataclass(frozen=True, slots=True)
class Compared:
    """What was held against what: the other side, how it came out, the fields, and why."""

    word: str
    outcome: str
    fields: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field that a person confirmed or corrected: as it was read, as it is stated, who, why."""

    name: str
    word: str
    read: str
    stated: str
    confirmed: bool
    by: str
    at: datetime
    reason: str


def compared(invoice: Invoice, answer: Given | None) -> list[Compared]:
    """Give every comparison: what differs first, then what agrees, then what could not be made."""
    found = [*_of_checks(invoice), *_of_platform(invoice, answer)]
    order = ("review", "pass", "")
    return sorted(found, key=lambda one: order.index(one.outcome))


def _of_checks(invoice: Invoice) -> Iterator[Compared]:
    for channel in dict.fromkeys((*OF_THE_FILE, *VOUCHERS)):
        checks = [each for each in invoice.checks if each.channel is channel]
        if channel is not Channel.PERSON and checks:
            yield from _of_channel(invoice, channel, checks)


def _of_channel(invoice: Invoice, channel: Channel, checks: list[Check]) -> Iterator[Compared]:
    """Tell of one channel: all it agrees with at once, each difference for itself."""
    agreed = [each for each in checks if each.outcome is Outcome.AGREES]
    fields = dict.fromkeys(name for each in agreed for name in each.fields)
    if agreed:
        yield Compared(_word(channel, fields), "pass", _names(invoice, fields), "")
    for each in checks:
        if each.outcome is not Outcome.AGREES:
            said = say(each.message) if each.message else ""
            names = _names(invoice, each.fields)
            yield Compared(_word(channel, each.fields), SEVERITIES[each.outcome], names, said)


def _word(channel: Channel, fields: object) -> str:
    words = VOUCHERS if fields and channel in VOUCHERS else OF_THE_FILE | VOUCHERS
    known = words.get(channel) or OF_THE_FILE.get(channel) or VOUCHERS[channel]
    said: str = gettext(known)
    return said


def _names(invoice: Invoice, fields: Sequence[str] | dict[str, None]) -> str:
    joined: str = gettext("、").join(field_word(invoice.kind, name) for name in fields)
    return joined


def _of_platform(invoice: Invoice, answer: Given | None) -> Iterator[Compared]:
    """Tell what the tax authority's platform said, or that nobody has asked it."""
    platform: str = gettext("税务查验平台")
    if answer is not None:
        said = gettext(
            "%(result)s（%(day)s）。",
            result=word(VERIFICATIONS, answer.result),
            day=day(answer.checked_on),
        )
        mark, _ = VERIFICATION_MARKS[answer.result]
        yield Compared(platform, NOTED[mark], "", said)
    elif invoice.kind not in UNVERIFIABLE:
        yield Compared(platform, "", "", gettext("还没有查验。"))


def corrections(page: ClaimPage, made: Sequence[Made]) -> list[Corrected]:
    """Give what people said against the reading, the newest first."""
    return [
        Corrected(
            name=each.field,
            word=field_word(page.invoice.kind, each.field),
            read=each.read or "",
            stated=each.stated or "",
            confirmed=each.read == each.stated,
            by=each.by,
            at=each.at,
            reason=each.reason,
        )
        for each in made
    ]
