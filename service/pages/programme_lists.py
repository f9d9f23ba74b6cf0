"""The lists behind the Center's overview: grants, employers, what is late, what makes a figure."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import (
    employer_comparison,
    programme_grants,
    programme_money,
    programme_waiting,
)
from service.actions.employer_comparison import EmployerLine
from service.actions.programme_grants import GrantLine
from service.pages import units
from service.pages.bars import bar
from service.pages.figure_words import figure_meaning, figure_word
from service.pages.words import GRANT_MARKS, GRANT_STATES, ROLES, choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("programme_lists", __name__)

Line = TypeVar("Line")
Orders = Mapping[str, Callable[[Line], object]]

GRANT_ORDERS: Final[Orders[GrantLine]] = {
    "number": lambda line: line.number,
    "behind": lambda line: -line.behind,
    "ends": lambda line: (line.ends_on is None, line.ends_on),
    "balance": lambda line: -line.balance,
}
EMPLOYER_ORDERS: Final[Orders[EmployerLine]] = {
    "name": lambda line: line.name,
    "spent": lambda line: -line.spent,
    "balance": lambda line: -line.balance,
    "rate": lambda line: line.rate,
    "refused": lambda line: (-line.refused_share, -line.refused),
    "overridden": lambda line: -line.overridden,
    "findings": lambda line: (-line.findings, -line.open_findings),
    "days": lambda line: -(line.days or 0),
    "overdue": lambda line: -line.overdue,
    "months": lambda line: -line.open_months,
}


@blueprint.get("/programme/grants")
@needs(Permission.SEE_PROGRAMME)
def grants() -> ResponseReturnValue:
    """List grants with their money, by state or by what somebody should look at."""
    state, mark = request.args.get("state", ""), request.args.get("mark", "")
    with transaction() as session:
        found = programme_grants.grants(session, actor())
    shown = [
        line
        for line in found
        if state in {"", line.state} and (not mark or mark in line.marks)
    ]  # fmt: skip
    order = _order(GRANT_ORDERS)
    shown.sort(key=GRANT_ORDERS[order])  # type: ignore[arg-type]  # of one list all keys compare
    return render_template(
        "programme/grants.html",
        unit=units.asked(),
        grants=[(line, bar(line.budget, line.spent, line.reserved)) for line in shown],
        tabs=_tabs(found, state, mark),
        mark_words=lambda code: word(GRANT_MARKS, code),
        lag=programme_grants.LAG,
        ending_days=programme_grants.ENDING_DAYS,
        kept={name: value for name, value in request.args.items() if name != "unit"},
        orders=_headings("programme_lists.grants", GRANT_ORDERS, order),
    )


def _tabs(found: list[GrantLine], state: str, mark: str) -> list[tuple[str, str, bool, int]]:
    states, marks = programme_grants.by_state(found), programme_grants.by_mark(found)
    everything = (
        gettext("全部"),
        url_for("programme_lists.grants"),
        not state and not mark,
        len(found),
    )
    return [
        everything,
        *(
            (words, url_for("programme_lists.grants", state=code), state == code, states[code])
            for code, words in choices(GRANT_STATES)
            if states.get(code)
        ),
        *(
            (words, url_for("programme_lists.grants", mark=code), mark == code, marks[code])
            for code, words in choices(GRANT_MARKS)
            if marks.get(code)
        ),
    ]


@blueprint.get("/programme/employers")
@needs(Permission.SEE_PROGRAMME)
def employers() -> ResponseReturnValue:
    """Compare the employers; each column may be sorted by."""
    with transaction() as session:
        found = employer_comparison.employers(session, actor())
    order = _order(EMPLOYER_ORDERS)
    found.sort(key=EMPLOYER_ORDERS[order])  # type: ignore[arg-type]  # of one list all keys compare
    return render_template(
        "programme/employers.html",
        unit=units.asked(),
        employers=found,
        order=order,
        orders=_headings("programme_lists.employers", EMPLOYER_ORDERS, order),
    )


def _order(orders: Orders[Line]) -> str:
    asked = request.args.get("sort", "")
    return asked if asked in orders else next(iter(orders))


def _headings(endpoint: str, orders: Orders[Line], here: str) -> Mapping[str, tuple[str, bool]]:
    """Give where each column leads to be sorted by, and whether the list is."""
    args = {name: value for name, value in request.args.items() if name != "sort"}
    return {
        name: (url_for(endpoint, **{**args, "sort": name}), name == here)  # type: ignore[arg-type]  # values of an address
        for name in orders
    }


@blueprint.get("/programme/late")
@needs(Permission.SEE_PROGRAMME)
def late() -> ResponseReturnValue:
    """List all that is overdue."""
    with transaction() as session:
        found = programme_waiting.late(session, actor())
    return render_template(
        "programme/late.html", late=found, role_words=lambda code: word(ROLES, code)
    )


@blueprint.get("/programme/money")
@needs(Permission.SEE_PROGRAMME)
def behind() -> ResponseReturnValue:
    """List what makes a figure, grant by grant."""
    figure = request.args.get("figure", "")
    with transaction() as session:
        lines = programme_money.behind(session, figure)
    return render_template(
        "programme/behind.html",
        unit=units.asked(),
        figure=figure,
        title=figure_word(figure),
        meaning=figure_meaning(figure),
        lines=lines,
        total=sum((line.amount for line in lines), programme_grants.NOTHING),
    )
