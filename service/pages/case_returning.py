"""追回, 结算与结清, 预算调剂 on the page of a case: what each button reads and does."""

from service.actions import clawbacks, reallocations, returning_views, settlements
from service.pages.case_page import CasePage, CaseStep, StepForm
from service.pages.inputs import Choice, Key, Money, Text
from service.pages.money_lines import category_word
from service.pages.words import CLAWBACK_MODES, SOURCES, choices, word

SLIP_MAX = 100


class DecisionForm(StepForm):
    """In which mode."""

    mode = Choice(*CLAWBACK_MODES)


class PartForm(StepForm):
    """A part of what is due, and the slip of the bank."""

    part_amount = Money()
    part_reference = Text(SLIP_MAX)


class RestForm(StepForm):
    """The slip of the bank for all that is left."""

    rest_reference = Text(SLIP_MAX)


class ArrivalForm(StepForm):
    """Which payment arrived, and the slip of the Center's bank."""

    arrived_repayment = Key()
    arrived_reference = Text(SLIP_MAX)


class SurplusArrivalForm(StepForm):
    """The slip of the Center's bank."""

    arrived_reference = Text(SLIP_MAX)


class ReferralForm(StepForm):
    """To whom the matter is handed over."""

    referred_to = Text(clawbacks.RECIPIENT_MAX)


CLAWBACK_PAGE = CasePage(
    template="cases/clawback.html",
    steps={
        **{action: CaseStep(clawbacks.plain(action)) for action in ("comment", "accept", "drop")},
        "decide": CaseStep(clawbacks.decide, DecisionForm),
        "notify": CaseStep(clawbacks.notify),
        "pay_part": CaseStep(clawbacks.pay_part, PartForm),
        "pay_rest": CaseStep(clawbacks.pay_rest, RestForm),
        "arrive": CaseStep(clawbacks.arrive, ArrivalForm),
        "close": CaseStep(clawbacks.close),
        "urge": CaseStep(clawbacks.urge),
        "refer": CaseStep(clawbacks.refer, ReferralForm),
    },
    choices=lambda session, actor, case_id: {
        "modes": choices(
            {
                mode.value: CLAWBACK_MODES[mode.value]
                for mode in returning_views.modes(session, actor, case_id)
            }
        ),
        "mode_word": lambda mode: word(CLAWBACK_MODES, mode),
        "source_word": lambda fund: word(SOURCES, fund),
    },
)

SETTLEMENT_PAGE = CasePage(
    template="cases/settlement.html",
    steps={
        **{
            action: CaseStep(settlements.plain(action))
            for action in ("agree", "object", "restate", "keep", "end_keeping")
        },
        "decide": CaseStep(settlements.decide),
        "pay_rest": CaseStep(settlements.pay_rest, RestForm),
        "arrive": CaseStep(settlements.arrive, SurplusArrivalForm),
        "settle": CaseStep(settlements.settle),
    },
    choices=lambda *_: {
        "mode_word": lambda mode: word(CLAWBACK_MODES, mode),
        "source_word": lambda fund: word(SOURCES, fund),
    },
)

REALLOCATION_PAGE = CasePage(
    template="cases/reallocation.html",
    steps={
        "approve_small": CaseStep(reallocations.approve_small),
        "endorse": CaseStep(reallocations.endorse),
        "approve": CaseStep(reallocations.approve),
        **{
            action: CaseStep(reallocations.plain(action))
            for action in ("reject", "refuse", "withdraw")
        },
    },
    choices=lambda *_: {"category_word": category_word},
)
