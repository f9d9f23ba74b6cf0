from enum import StrEnum
from typing import Any

import pytest

from compliance.casebook import MACHINES
from compliance.facts import ClaimState
from compliance.machine import OPENING, Machine, NotInTableError, Role, Transition
from compliance.procedures.claim import CLAIM
from compliance.procedures.rectification import RECTIFICATION, RectificationState

EACH_MACHINE = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)


def states(machine: Machine[Any]) -> set[StrEnum]:
    kind: type[StrEnum] = type(machine.initial)
    return set(kind)


@EACH_MACHINE
def test_every_state_can_be_reached(machine: Machine[Any]) -> None:
    reached = {machine.initial}
    while more := {each.target for state in reached for each in machine.leaving(state)} - reached:
        reached |= more
    assert reached == states(machine)


@EACH_MACHINE
def test_only_the_declared_ends_are_dead_ends(machine: Machine[Any]) -> None:
    dead_ends = {state for state in states(machine) if not list(machine.leaving(state))}
    assert dead_ends == machine.ends


@EACH_MACHINE
def test_every_state_and_every_step_has_its_words(machine: Machine[Any]) -> None:
    assert machine.titles.keys() == states(machine)
    assert all(transition.title for transition in machine.transitions)


@EACH_MACHINE
def test_what_is_in_the_table_leads_where_it_says(machine: Machine[Any]) -> None:
    for transition in machine.transitions:
        for role in transition.roles:
            assert machine.step(transition.source, transition.action, role.value) is transition


@EACH_MACHINE
def test_what_is_not_in_the_table_is_refused(machine: Machine[Any]) -> None:
    allowed = {
        (each.source, each.action, role) for each in machine.transitions for role in each.roles
    }
    actions = {each.action for each in machine.transitions} | {"delete"}
    tried = {
        (state, action, role) for state in states(machine) for action in actions for role in Role
    }
    for state, action, role in tried - allowed:
        with pytest.raises(NotInTableError) as refusal:
            machine.step(state, action, role)
        assert refusal.value.state is state


@EACH_MACHINE
def test_a_step_another_person_must_take_names_a_step_of_the_table(machine: Machine[Any]) -> None:
    actions = {each.action for each in machine.transitions}
    assert {each.not_by for each in machine.transitions} <= actions | {None, OPENING}


def test_who_files_a_claim_does_not_judge_it() -> None:
    judging = [each for each in CLAIM.transitions if each.action in {"approve", "reject"}]
    assert {each.roles for each in judging} == {(Role.EMPLOYER_CHECKER,)}
    assert {each.not_by for each in judging} == {"submit"}


def test_who_must_act_is_told_from_who_may() -> None:
    notified = RECTIFICATION.awaited(RectificationState.NOTIFIED)
    assert notified == {Role.EMPLOYER_CHECKER}  # not the Center, that may remind
    assert RECTIFICATION.awaited(RectificationState.ORDERED) == {Role.EMPLOYER_CHECKER}
    assert RECTIFICATION.awaited(RectificationState.CLOSED) == frozenset()


def test_a_cashier_pays_and_does_not_approve() -> None:
    cashiers = {each for each in CLAIM.transitions if Role.EMPLOYER_CASHIER in each.roles}
    assert {each.action for each in cashiers} == {"pay", "return_"}
    paying = [each for each in CLAIM.transitions if each.action == "pay"]
    assert {each.roles for each in paying} == {(Role.EMPLOYER_CASHIER,)}
    assert {each.not_by for each in paying} == {"approve"}


def test_what_undoes_a_claim_needs_its_reason() -> None:
    named = {each.action for each in CLAIM.transitions if each.needs_reason}
    assert {"return_", "reject", "reverse", "void", "release_approved"} <= named
    assert named.isdisjoint({"submit", "approve", "pay", "freeze"})


def test_a_table_with_two_ways_for_one_action_cannot_be_built() -> None:
    draft, withdrawn = ClaimState.DRAFT, ClaimState.WITHDRAWN
    line = Transition(draft, "withdraw", withdrawn, Role.EMPLOYER_MAKER, 28, "撤回")
    with pytest.raises(AssertionError):
        Machine(
            name="twice",
            initial=draft,
            ends=frozenset({withdrawn}),
            titles={},
            transitions=(line, line),
        )
