"""The page of a kind of case: its template, its buttons, and what each button reads and does.

A step with fields beyond the reason has a template of its own:
`cases/fields/<kind>_<action>.html`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from marshmallow import Schema

from service.pages.inputs import Count, Text

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
