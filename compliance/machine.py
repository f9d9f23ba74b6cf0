"""Procedures as tables: from, action, to, who, article. What is not in the table is refused.

There is no engine: a machine is its transitions, and `step` looks one up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
OPENING: Final = "open"  # no step: a case begins with it


class Role(StrEnum):
    """Who may act in a procedure."""

    EMPLOYER_MAKER = "employer_maker"  # 经办人
    EMPLOYER_CHECKER = "employer_checker"  # 复核人
    EMPLOYER_CASHIER = "employer_cashier"  # 出纳
    CENTER_MANAGER = "center_manager"  # 中心经办
    CENTER_AUDITOR = "center_auditor"  # 中心审核
    SELECTEE = "selectee"  # 入选者
    CLOCK = "clock"  # 到期自动办理: nobody presses a button


class NotInTableError(Exception):
    """The action is not open to that role in that state."""

    def __init__(self, state: StrEnum, action: str, role: str) -> None:
        super().__init__(f"{role} may not {action} what is {state}")
        self.state, self.action, self.role = state, action, role


@dataclass(frozen=True, slots=True)
class Transition(Generic[State]):
    """One line of the table.

    `who` may take the step, one role or any of several; `article` is the article of the Measures
    that asks for it, `clause` the place inside it, such as （二）3; `needs_reason` that the actor
    must give a reason in words; `not_by` the action whose actor may not take this one too (OPENING:
    who opened the case); `term` the deadline (of `compliance.deadlines`) that starts with it for
    whoever acts next; `goes_on` that the deadline which runs is not met by it; `optional` that
    nobody waits for it; `gates` what else must hold, checked by the action, as Chinese source
    sentences; `title` the button.
    """

    source: State
    action: str
    target: State
    who: Role | tuple[Role, ...]
    article: int
    title: str
    needs_reason: bool = False
    not_by: str | None = None
    clause: str = ""
    term: str | None = None
    goes_on: bool = False
    optional: bool = False
    gates: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that may take the step."""
        return self.who if isinstance(self.who, tuple) else (self.who,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Generic[State]):
    """A procedure: where it begins, where it may end, and every step between.

    `told_by` is the step by which the Center tells the employer of a case: before it, the case is
    the Center's own affair. Without one, the employer sees it from the beginning.
    """

    name: str
    initial: State
    ends: frozenset[State]
    titles: Mapping[State, str]
    transitions: tuple[Transition[State], ...]
    told_by: str | None = None

    def __post_init__(self) -> None:
        keys = [(each.source, each.action) for each in self.transitions]
        assert len(keys) == len(set(keys)), "one action leads from one state to one state"
        actions = {each.action for each in self.transitions}
        assert self.told_by in actions | {None}, "the employer is told by a step of the table"

    @property
    def states(self) -> tuple[State, ...]:
        """Return every state, in the order in which it is declared."""
        kind: type[State] = type(self.initial)
        return tuple(kind)

    def step(self, state: State, action: str, role: str) -> Transition[State]:
        """Return the step that `role` takes; NotInTableError when the table has none."""
        for transition in self.leaving(state):
            if transition.action == action and role in {each.value for each in transition.roles}:
                return transition
        raise NotInTableError(state, action, role)

    def leaving(self, state: State) -> Iterator[Transition[State]]:
        """Return the steps that lead out of a state: who must act, and by which button."""
        return (each for each in self.transitions if each.source is state)

    def awaited(self, state: State) -> frozenset[Role]:
        """Return the roles that must act in a state; the clock is none that anybody waits for."""
        waited = (each for each in self.leaving(state) if not each.optional)
        return frozenset(role for each in waited for role in each.roles) - {Role.CLOCK}
