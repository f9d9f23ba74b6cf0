"""第一次使用: six steps from an invoice to the ledger, on the desk until they are put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import first_steps
from service.actions.first_steps import Step, Way
from service.messages import N_
from service.permissions import Permission, Role
from service.web import sessions
from service.web.access import actor, needs, safe_next, transaction

blueprint = Blueprint("first_steps", __name__, url_prefix="/first-steps")

MAKER, CHECKER, CASHIER = Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER
# Of each step: its name, what to do, whose it is (None: everybody's), the words of its button.
SAYINGS: Final[Mapping[Step, tuple[str, str, Role | None, str]]] = {
    Step.DROP: (
        N_("上传发票"),
        N_("经办人把发票拖到工作台，每张几秒内给出结论。"),
        MAKER,
        N_("去上传"),
    ),
    Step.EXPLAIN: (
        N_("看结论，写说明"),
        N_("打开一张报销申请：结论写明依据的条款；要求说明的，在那一条下面填写。"),
        MAKER,
        N_("打开报销申请"),
    ),
    Step.SUBMIT: (
        N_("提交"),
        N_("核对支出方向和用途，补齐要求的材料，提交给复核人。"),
        MAKER,
        N_("打开报销申请"),
    ),
    Step.APPROVE: (
        N_("另一人复核"),
        N_("复核人对照票据图像和结论，同意或退回。经办和复核不能是同一个人。"),
        CHECKER,
        N_("打开报销申请"),
    ),
    Step.PAY: (
        N_("付款"),
        N_("出纳付款后登记银行回单号，账簿随即记账。"),
        CASHIER,
        N_("打开报销申请"),
    ),
    Step.LEDGER: (
        N_("看账簿"),
        N_("每笔报销都有凭证：从分录可以一路查到发票原件。"),
        None,
        N_("查看凭证"),
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A step as the page shows it: `state` is done, now or later; `yours`: by the reader's role."""

    words: str
    sentence: str
    state: str
    button: str
    role: str
    yours: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps; `address` is where the next one is taken, '' where it is the ledger's."""

    lines: Sequence[Line]
    address: str
    now: Line | None

    @property
    def bar(self) -> list[tuple[str, str, str]]:
        """The steps as a bar of progress."""
        return [(line.words, line.state, "") for line in self.lines]


def person_id() -> UUID:
    """Give who is logged in, whomever they play: what they have seen is remembered for them."""
    found = sessions.current().person
    assert found is not None, "every view here needs a permission"
    return found.user_id


def on_desk(shown: Way | None) -> Guide | None:
    """Give the steps for the reader's desk; None when they are over or were put away."""
    return _guide(shown) if shown else None


def _guide(way: Way) -> Guide:
    lines = [_line(step, way) for step in Step]
    now = next((line for line in lines if line.state == "now"), None)
    return Guide(lines, _address(way), now)


def _line(step: Step, way: Way) -> Line:
    words, sentence, role, button = SAYINGS[step]
    state = "done" if step in way.done else "now" if step is way.next else "later"
    yours = role is None or role is actor().role
    return Line(gettext(words), gettext(sentence), state, gettext(button), role or "", yours)


def _address(way: Way) -> str:
    if way.next is Step.DROP:
        return url_for("intake.new")
    if way.next in {None, Step.LEDGER}:
        return ""
    if way.claim_id is None:
        return url_for("claim_list.show", state="all")
    return url_for("claims.show", claim_id=way.claim_id)


@blueprint.get("")
@needs(Permission.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show all the steps with what is to be done in each."""
    with transaction() as session:
        guide = _guide(first_steps.way(session, actor(), person_id()))
        away = first_steps.put_away_already(session, actor(), person_id())
    return render_template("first_steps.html", guide=guide, away=away)


@blueprint.post("/ledger")
@needs(Permission.SEE_LEDGER)
def see_ledger() -> ResponseReturnValue:
    """Go to the entry of the newest payment, and remember that it was looked at."""
    with transaction() as session:
        entry_id = first_steps.way(session, actor(), person_id()).entry_id
        first_steps.see_ledger(session, actor(), person_id(), actor().at)
    if entry_id is None:
        return redirect(url_for("ledger.show"))
    return redirect(url_for("ledger.entry", entry_id=entry_id))


@blueprint.post("/away")
@needs(Permission.SEE_DESK)
def put_away() -> ResponseReturnValue:
    """Show the steps on the desk no more; in a rehearsal that is about the rehearsal alone."""
    with transaction() as session:
        first_steps.put_away(session, actor(), person_id(), actor().at)
    return redirect(safe_next(request.form.get("next")))


@blueprint.post("/again")
@needs(Permission.SEE_DESK)
def take_up() -> ResponseReturnValue:
    """Show the steps on the desk again."""
    with transaction() as session:
        first_steps.take_up(session, actor(), person_id())
    return redirect(url_for("desk.show"))
