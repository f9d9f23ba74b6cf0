"""划转 and 接收划转 on the page of a case: what each button reads and does."""

from collections.abc import Mapping

from compliance import law
from service.actions import arrivals, transfer_moving, transfer_papers, transfers
from service.actions.transfer_moving import Annex
from service.pages.case_page import CasePage, CaseStep, Do, StepForm
from service.pages.inputs import Day, Text
from service.pages.words import SOURCES, word
from service.web.words import say


class ApprovalForm(StepForm):
    """What becomes of matters that are open."""

    carried_over = Text(transfers.WORDS_MAX, optional=True)


class CutOffForm(StepForm):
    """What was bought and stays."""

    assets = Text(transfers.ASSETS_MAX, optional=True)


class AnnexForm(StepForm):
    """The annex with the new employer; asked in the first round only."""

    annex_number = Text(transfer_papers.SLIP_MAX, optional=True)
    annex_signed_on = Day(optional=True)


class PaidForm(StepForm):
    """The slip of the old employer's payment."""

    paid_slip = Text(transfer_papers.SLIP_MAX)


class ArrivedForm(StepForm):
    """The slip of the arrival; none where no money came."""

    arrived_slip = Text(transfer_papers.SLIP_MAX, optional=True)


def _words(*_: object) -> Mapping[str, object]:
    return {
        "source_word": lambda source: word(SOURCES, source),
        "article": lambda number: say(law.citation(number)),
    }


def _refuse(action: str) -> Do:
    return lambda session, actor, case, steps, typed: transfers.refuse(
        session, actor, case, steps, action, typed["reason"]
    )


def _plain(do: Do) -> Do:
    return lambda session, actor, case, steps, _: do(session, actor, case, steps)


def _reasoned(do: Do) -> Do:
    return lambda session, actor, case, steps, typed: do(
        session, actor, case, steps, typed["reason"]
    )


TRANSFER_PAGE = CasePage(
    template="cases/transfer.html",
    steps={
        "consent": CaseStep(_plain(transfers.consent)),
        "object": CaseStep(_refuse("object")),
        "withdraw": CaseStep(_refuse("withdraw")),
        "approve": CaseStep(
            lambda session, actor, case, steps, typed: transfers.approve(
                session, actor, case, steps, typed["carried_over"]
            ),
            ApprovalForm,
        ),
        "reject": CaseStep(_refuse("reject")),
        "cut_off": CaseStep(
            lambda session, actor, case, steps, typed: transfers.cut_off(
                session, actor, case, steps, typed["assets"]
            ),
            CutOffForm,
        ),
        "sign": CaseStep(_plain(transfers.sign)),
        "query": CaseStep(_reasoned(transfers.query)),
        "redraw": CaseStep(_reasoned(transfers.redraw)),
        "move": CaseStep(
            lambda session, actor, case, steps, typed: transfer_moving.move(
                session, actor, case, steps, Annex(typed["annex_number"], typed["annex_signed_on"])
            ),
            AnnexForm,
        ),
        "pay": CaseStep(
            lambda session, actor, case, steps, typed: transfer_moving.pay(
                session, actor, case, steps, typed["paid_slip"]
            ),
            PaidForm,
        ),
        "cut_off_rest": CaseStep(_plain(transfers.cut_off_rest)),
        "close": CaseStep(_plain(transfers.close)),
    },
    choices=_words,
)

ARRIVAL_PAGE = CasePage(
    template="cases/arrival.html",
    steps={
        "confirm": CaseStep(
            lambda session, actor, case, steps, typed: arrivals.confirm(
                session, actor, case, steps, typed["arrived_slip"]
            ),
            ArrivedForm,
        ),
    },
    choices=_words,
)
