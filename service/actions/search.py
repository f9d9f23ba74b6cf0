"""Search: one question to everything that the reader may see, answered in groups.

Each group asks for its own permission; what an employer, a selectee or the Center may see of a
kind of thing is the same here as in its list.
"""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from service.actions import search_books, search_claims, search_programme, search_rules
from service.actions.search_hits import Group
from service.actions.search_query import Asked
from service.permissions import Actor, Permission, allows

_P = Permission
Finder = Callable[[Session, Actor, Asked], Group]

_OF_PROGRAMME: tuple[tuple[Finder, tuple[Permission, ...]], ...] = (
    (search_programme.grants, (_P.SEE_DESK, _P.SEE_PROGRAMME, _P.SEE_OWN_GRANT)),
    (search_programme.reports, (_P.SEE_CLAIMS,)),
    (search_programme.fee_sheets, (_P.SEE_CLAIMS,)),
    (search_programme.cases, (_P.SEE_CASES,)),
    (search_programme.letters, (_P.SEE_CASES,)),
    (search_books.vouchers, (_P.SEE_LEDGER,)),
)


def search(session: Session, actor: Actor, asked: Asked) -> tuple[Group, ...]:
    """Give the groups in which something was found."""
    return tuple(each for each in _groups(session, actor, asked) if each.hits)


def _groups(session: Session, actor: Actor, asked: Asked) -> Iterator[Group]:
    partners: list[str] = []
    if allows(actor.role, _P.SEE_CLAIMS):
        sellers, partners = search_claims.sellers(session, actor, asked)
        yield search_claims.claims(session, actor, asked, partners)
        yield sellers
    for find, permissions in _OF_PROGRAMME:
        if any(allows(actor.role, each) for each in permissions):
            yield find(session, actor, asked)
    if allows(actor.role, _P.SEE_BANK):
        yield search_books.bank_lines(session, asked, partners)
    if allows(actor.role, _P.SEE_RULES):
        yield search_rules.articles(asked)
        yield search_rules.rules(asked)
        yield search_rules.items(session, actor, asked)
