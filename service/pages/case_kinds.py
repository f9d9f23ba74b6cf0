"""The kinds of cases on pages: one line a kind in `PAGES`, each beside what its buttons do.

`steps` maps every action of the kind's table that a person takes to what reads its form and what
does it (`service.pages.case_page`).
"""

from service.actions import check_finding_views, rectification, rectification_papers
from service.pages import (
    case_advances,
    case_appeals,
    case_returning,
    case_sanctions,
    case_transfers,
    inspections,
)
from service.pages.case_page import CasePage, CaseStep, StepForm
from service.pages.inputs import Text
from service.pages.money_lines import category_word

__all__ = ["PAGES", "CasePage", "CaseStep", "StepForm"]


class RectifiedForm(StepForm):
    """What was done about a fault."""

    result = Text(2000)


def _rectification() -> CasePage:
    plain = {
        "notify": rectification.notify,
        "drop": rectification.drop,
        "accept": rectification.accept,
        "dispute": rectification.dispute,
        "appeal": rectification.appeal,
        "ask_extension": rectification.ask_extension,
        "extend": rectification.extend,
        "remind": rectification.remind,
        "order": rectification.order,
        "verify": rectification.verify,
        "send_back": rectification.send_back,
        "close": rectification.close,
        "escalate": rectification.escalate,
        "settle": rectification.settle,
    }
    answers = ("uphold_dispute", "dismiss_dispute", "uphold_appeal", "dismiss_appeal")
    return CasePage(
        template="cases/rectification.html",
        steps={
            "rectify": CaseStep(rectification.rectify, RectifiedForm),
            **{action: CaseStep(do) for action, do in plain.items()},
            **{action: CaseStep(rectification.answer(action)) for action in answers},
        },
        choices=lambda session, actor, case_id: {
            "category_word": category_word,
            "may_send": rectification_papers.may_send(session, actor, case_id),
            "finding": check_finding_views.of_case(session, actor, case_id),
        },
    )


PAGES: dict[str, CasePage] = {
    "advance": case_advances.ADVANCE_PAGE,
    "appeal": case_appeals.APPEAL_PAGE,
    "rectification": _rectification(),
    "inspection": inspections.INSPECTION_PAGE,
    "transfer": case_transfers.TRANSFER_PAGE,
    "arrival": case_transfers.ARRIVAL_PAGE,
    "clawback": case_returning.CLAWBACK_PAGE,
    "settlement": case_returning.SETTLEMENT_PAGE,
    "reallocation": case_returning.REALLOCATION_PAGE,
    "sanction": case_sanctions.SANCTION_PAGE,
    "withdrawal": case_sanctions.WITHDRAWAL_PAGE,
    "completion": case_sanctions.COMPLETION_PAGE,
}
