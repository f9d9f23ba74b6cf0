"""The money of a grant as the pages draw it: by spending direction, with bars."""

from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext

from compliance.categories import Category
from compliance.library import category_title
from service.actions.desk import GrantMoney
from service.pages import writing
from service.pages.bars import Bar, bar
from service.pages.words import SOURCES
from service.web.words import say

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a budget against its use, in yuan."""

    name: str
    budget: Decimal
    spent: Decimal
    reserved: Decimal
    adjusted: Decimal = NOTHING  # of the budget: moved here since the agreement, or away

    @property
    def available(self) -> Decimal:
        return self.budget - self.spent - self.reserved

    @property
    def bar(self) -> Bar:
        return bar(self.budget, self.spent, self.reserved)


def lines(money: GrantMoney) -> list[BudgetLine]:
    """Give the lines of a grant's budget in the order of the directions."""
    return [
        BudgetLine(
            category_word(part.category), part.budget, part.spent, part.reserved, part.adjusted
        )
        for part in money.categories
    ]


def total(parts: list[BudgetLine]) -> BudgetLine:
    """Add lines up."""
    return BudgetLine(
        "",
        sum((part.budget for part in parts), NOTHING),
        sum((part.spent for part in parts), NOTHING),
        sum((part.reserved for part in parts), NOTHING),
    )


def category_word(category: str | None) -> str:
    """Give the words of a spending direction; nothing for none."""
    return say(category_title(Category(category))) if category else ""


def category_choices() -> list[tuple[str, str]]:
    """Give the spending directions to choose from."""
    return [(category.value, category_word(category)) for category in Category]


def warnings(money: GrantMoney) -> list[str]:
    """Say which directions are overdrawn, by how much, within which tolerance, and the way out."""
    return [
        gettext(
            "%(category)s（%(source)s）超支 %(by)s，在允许的 %(tolerance)s 以内，请办理预算调剂。",
            category=category_word(each.category),
            source=gettext(SOURCES[each.source]),
            by=writing.money(each.by),
            tolerance=writing.money(each.tolerance),
        )
        for each in money.overdrawn
    ]
