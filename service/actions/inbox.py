"""The inbox: whoever must act next is told: what kind of thing, its number, what to do, where.

A message holds nothing else. Mail and group robots are given the same words, so that nothing
confidential (article 34) can leave the house: no name, no amount, no finding, no reason.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from compliance.machine import Machine
from service import db
from service.messages import N_, Sentence
from service.permissions import Actor, Role
from service.tables import GrantRow, InboxMessageRow

CENTER_ROLES = frozenset({Role.CENTER_AUDITOR, Role.CENTER_MANAGER})
EMPLOYER_ROLES = frozenset(
    {Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER, Role.SELECTEE}
)
YOUR_TURN = Sentence(N_("轮到您办理"))
# A number or a day, such as 整改2026-001: neither a name (no digit) nor an amount (a point).
_PLAIN = re.compile(r"(?=.*\d)[^\s.,，。]{1,60}")


@dataclass(frozen=True, slots=True)
class To:
    """Whom to tell: roles at the employer, and roles at the Center, whichever are named.

    `user_id`: this person of those roles alone.
    """

    employer_id: UUID | None
    roles: frozenset[Role]
    selectee_id: UUID | None = None
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What to tell. `topic`: "claim", "instalment", "intake" or the name of a kind of case.

    `number` of the thing, '' where it has none; `to_do` a sentence whose values are numbers and
    days (2026-03-10) only; `steps` titles of the buttons that wait; `link` on this site.
    """

    topic: str
    number: str
    link: str
    to_do: Sentence = YOUR_TURN
    steps: tuple[str, ...] = ()


def tell(session: Session, actor: Actor, to: To, news: News) -> None:
    """Put a message into the inboxes of everybody who has one of the roles.

    It takes the place of what their house was told of the same link before. Whoever acts now has
    read it already.
    """
    _check(news)
    with db.acting_for_center(session):  # an employer's step is told to the Center as well
        for house in _houses(to):
            row = InboxMessageRow.employer_id
            same = row == house.employer_id if house.employer_id else row.is_(None)
            _end(session, actor, (InboxMessageRow.link == news.link) & same)
            _put(session, actor, house, news)


def settle(session: Session, actor: Actor, link: str) -> None:
    """Say that nobody has to act any more on what was told of a link."""
    with db.acting_for_center(session):
        _end(session, actor, InboxMessageRow.link == link)


def hand_on(
    session: Session, actor: Actor, news: News, to: To, next_steps: Iterable[tuple[Role, str]]
) -> None:
    """Settle what was told of a thing before, and tell whoever comes next, each of the own steps.

    The roles in `to` do not count.
    """
    _check(news)
    with db.acting_for_center(session):
        _end(session, actor, InboxMessageRow.link == news.link)
        for steps, roles in _by_steps(next_steps).items():
            for house in _houses(replace(to, roles=frozenset(roles))):
                _put(session, actor, house, replace(news, steps=steps))


def _houses(to: To) -> Iterator[To]:
    """Split whom to tell into those at the Center and those at the employer."""
    if at_center := to.roles & CENTER_ROLES:
        yield To(None, at_center)
    if of_employer := to.roles & EMPLOYER_ROLES:
        assert to.employer_id is not None, "an employer's people are told by their employer"
        yield To(to.employer_id, of_employer, to.selectee_id, to.user_id)


def _by_steps(next_steps: Iterable[tuple[Role, str]]) -> dict[tuple[str, ...], list[Role]]:
    """Put the roles together that may take the same steps."""
    titles: dict[Role, list[str]] = {}
    for role, title in next_steps:
        titles.setdefault(role, []).append(title)
    together: dict[tuple[str, ...], list[Role]] = {}
    for role, of_role in titles.items():
        together.setdefault(tuple(dict.fromkeys(of_role)), []).append(role)
    return together


def awaited(machine: Machine[Any], state: str) -> list[tuple[Role, str]]:
    """List who must act in a state of a procedure, each with the title of a step."""
    here = type(machine.initial)(state)
    roles = machine.awaited(here)
    moves = [move for move in machine.leaving(here) if not move.optional]
    return [
        (Role(role.value), move.title) for move in moves for role in move.roles if role in roles
    ]


def selectee_of(session: Session, grant_id: UUID | None) -> UUID | None:
    """Give the selectee of a grant, for whom a message to selectees is meant."""
    if grant_id is None:
        return None
    return session.scalar(select(GrantRow.selectee_id).where(GrantRow.id == grant_id))


def _check(news: News) -> None:
    plain = [*news.to_do.values.values(), *([news.number] if news.number else [])]
    for value in plain:
        if not isinstance(value, str) or not _PLAIN.fullmatch(value):
            raise ValueError(f"neither a number nor a day, not to be told: {value!r}")


def _put(session: Session, actor: Actor, to: To, news: News) -> None:
    session.add(
        InboxMessageRow(
            employer_id=to.employer_id,
            roles=" ".join(sorted(to.roles)),
            selectee_id=to.selectee_id if Role.SELECTEE in to.roles else None,
            user_id=to.user_id,
            topic=news.topic,
            number=news.number,
            to_do=news.to_do.template,
            values=dict(news.to_do.values),
            steps=list(news.steps),
            link=news.link,
            at=actor.at,
            read_by=[actor.user_id],
            told=[],
        )
    )


def _end(session: Session, actor: Actor, which: ColumnElement[bool]) -> None:
    ended = update(InboxMessageRow).where(which, InboxMessageRow.over_at.is_(None))
    session.execute(ended.values(over_at=actor.at).execution_options(synchronize_session=False))
