"""What the page of a case needs of each kind: its template, and what each button does.

One line a kind in `PAGES`. `steps` maps every action of the kind's table that a person takes to
what reads its form and what does it. A step with fields beyond the reason has a template of its
own: `cases/fields/<kind>_<action>.html`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from marshmallow import Schema

from service.actions import rectification, rectification_papers
from service.pages.inputs import Count, Text
from service.pages.money_lines import category_word

STEPS_MOST = 10_000

# session, actor, case, steps the page had seen, what was typed (with `reason`)
Do = Callable[..., object]


class StepForm(Schema):
    """What every step is told: the page's age and, where one is needed, the reason."""

    steps = Count(0, STEPS_MOST)
    reason = Text(2000, optional=True)


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A button: what it does, and the schema of its form where that has fields of its own."""

    do: Do
    schema: type[StepForm] = StepForm


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page of a kind: the template of what the case is about, and its buttons.

    `choices`, asked with session, actor and case, gives the templates of the fields what they
    offer to choose from.
    """

    template: str
    steps: Mapping[str, CaseStep]
    choices: Callable[..., Mapping[str, object]] = field(default=lambda *_: {})


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
        },
    )


PAGES: dict[str, CasePage] = {"rectification": _rectification()}
