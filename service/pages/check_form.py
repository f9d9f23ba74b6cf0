"""The form of a plan: what is checked, how surely, and how it is drawn; and what it begins with."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Final

from flask_babel import LazyString, gettext, lazy_gettext
from marshmallow import Schema, fields
from typing_extensions import override

from compliance.categories import Category
from compliance.sampling.plan import Distribution, Method, Plan, PlanError, Purpose, Selection, Unit
from service.actions import spot_checks
from service.actions.signal_views import Ground
from service.actions.spot_check_frames import MARKS, Population, Scope
from service.actions.spot_checks import MANNERS, NewCheck
from service.messages import N_, Invalid
from service.pages.check_words import RISKS
from service.pages.forms import Form
from service.pages.inputs import MISSING, Choice, Count, Day, Money, Text
from service.web.words import say

GROUPS_MOST, SIZE_MOST = 100, 5_000
GRANTS_MAX: Final = 2_000
MANY: Final = ("employers", "categories", "take_all")
PRESETS: Final = {
    "quarterly": N_("季度例行"),
    "random": N_("随机抽查"),
    "special": N_("专项：放行和说明后列支的全查"),
}


class Percent(fields.Field[Fraction]):
    """A share as people type it, in percent: 5, 2.5 or 5%."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # lazy words are words
        "required": MISSING,
        "invalid": lazy_gettext("请填写百分数，例如 5 或 2.5。"),
    }

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_kwargs: Any) -> Fraction:
        try:
            return Fraction(Decimal(str(value).strip().rstrip("%％"))) / 100
        except (ArithmeticError, ValueError) as error:
            raise self.make_error("invalid") from error


class PlanForm(Schema):
    """A plan as it is typed."""

    manner = Choice(*MANNERS)
    title = Text(spot_checks.TITLE_MAX)
    purpose_words = Text(spot_checks.PURPOSE_MAX, optional=True)
    employers = fields.List(fields.String())
    categories = fields.List(Choice(*Category))
    grants = Text(GRANTS_MAX, optional=True)
    least = Money(optional=True)
    period_from = Day()
    period_to = Day()
    cut_off = Day()
    purpose = Choice(*Purpose)
    distribution = Choice(*Distribution)
    method = Choice(*Method)
    confidence = Percent(required=True)
    tolerable = Percent(required=True)
    expected = Percent(required=True)
    inherent = Choice(*(value for value, _ in RISKS["inherent"]))
    control = Choice(*(value for value, _ in RISKS["control"]))
    analytical = Choice(*(value for value, _ in RISKS["analytical"]))
    selection = Choice(*Selection)
    unit = Choice(*Unit)
    high_value = Money(optional=True)
    take_all = fields.List(Choice(*MARKS))
    per_group = Count(0, GROUPS_MOST)
    size = Count(1, SIZE_MOST, optional=True)


def new_check(said: Mapping[str, Any]) -> NewCheck:
    """Build what was typed; `Invalid` where it is no plan."""
    try:
        plan = _plan(said)
    except PlanError as error:
        raise Invalid("{why}", why=error.sentence) from error
    return NewCheck(
        manner=said["manner"],
        title=said["title"],
        purpose=said["purpose_words"],
        population=_population(said),
        plan=plan,
    )


def _population(said: Mapping[str, Any]) -> Population:
    scope = Scope(
        employers=frozenset(said["employers"]),
        grants=frozenset(said["grants"].replace("，", " ").replace("、", " ").split()),
        categories=frozenset(said["categories"]),
        least=_fen(said["least"]) or 0,
    )
    return Population(
        scope=scope,
        period_from=said["period_from"],
        period_to=said["period_to"],
        cut_off=said["cut_off"],
    )


def _plan(said: Mapping[str, Any]) -> Plan:
    return Plan(
        purpose=Purpose(said["purpose"]),
        distribution=Distribution(said["distribution"]),
        method=Method(said["method"]),
        confidence=said["confidence"],
        tolerable=said["tolerable"],
        expected=said["expected"],
        inherent=Fraction(said["inherent"]),
        control=Fraction(said["control"]),
        analytical=Fraction(said["analytical"]),
        selection=Selection(said["selection"]),
        unit=Unit(said["unit"]),
        high_value=_fen(said["high_value"]),
        take_all=frozenset(said["take_all"]),
        per_group=said["per_group"],
        size=said["size"],
    )


def _fen(amount: Decimal | None) -> int | None:
    return int(amount * 100) if amount else None


def preset(name: str, today: date) -> tuple[Form, dict[str, list[str]]]:
    """Give a form to begin with, and what is ticked in it: the quarter before today's, say."""
    first, last = _quarter_before(today)
    every = {
        "manner": "periodic", "title": "", "purpose_words": "", "period_from": str(first),
        "period_to": str(last), "cut_off": str(today - timedelta(days=1)),
        "purpose": Purpose.MONETARY.value, "distribution": Distribution.BINOMIAL.value,
        "method": Method.STRINGER.value, "confidence": "95", "tolerable": "5", "expected": "0",
        "inherent": "1", "control": "1", "analytical": "1",
        "selection": Selection.INTERVAL.value, "unit": Unit.MONETARY.value,
        "high_value": "50000", "per_group": "1",
    }  # fmt: skip
    ticked: dict[str, list[str]] = {"take_all": list(MARKS)}
    if name == "random":
        every |= {"manner": "random", "confidence": "90", "high_value": "",
                  "selection": Selection.RANDOM.value, "per_group": "0"}  # fmt: skip
        ticked = {}
    elif name == "special":
        every |= {"manner": "special", "tolerable": "10", "per_group": "0"}
    return Form(every), ticked


def from_signal(ground: Ground, today: date) -> dict[str, str]:
    """Give what a signal fills in: its grants, if they fit, its days, and what was found."""
    grants = " ".join(ground.grants)
    filled = {
        "title": gettext("线索核查：%(kind)s", kind=say(ground.title)),
        "purpose_words": say(ground.found)[: spot_checks.PURPOSE_MAX],
        "grants": grants if len(grants) <= GRANTS_MAX else "",
    }
    if ground.first is not None:
        yesterday = today - timedelta(days=1)
        filled |= {"period_from": str(min(ground.first, yesterday)), "period_to": str(yesterday)}
    return filled


def _quarter_before(today: date) -> tuple[date, date]:
    begins = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    last = begins - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last
