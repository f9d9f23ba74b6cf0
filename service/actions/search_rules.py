"""Finding articles, rules and items of the negative lists in force."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from compliance import law
from compliance.messages import Message
from compliance.negative_list import ListItem
from service import texts
from service.actions import rules as rulebook
from service.actions.search_hits import Group, Hit, group
from service.actions.search_query import Asked
from service.permissions import Actor


def articles(asked: Asked) -> Group:
    """Find articles of the Measures by number or by what they demand."""
    found = [
        Hit(
            key=str(article.number),
            name=law.citation(article.number),
            said=article.demand,
            exact=asked.article == article.number,
        )
        for article in law.articles()
        if _meant(asked, article.number) or (asked.words and asked.within(*_both(article.demand)))
    ]
    return group("article", found)


def _meant(asked: Asked, number: int) -> bool:
    return asked.article == number


def rules(asked: Asked) -> Group:
    """Find rules by their code, their title, or the article they carry out."""
    found = [
        Hit(
            key=rule.code,
            name=rule.title,
            about=(rule.code,),
            said=rule.article,
            exact=asked.text.casefold() == rule.code.casefold(),
        )
        for rule in rulebook.every_rule()
        if _meant(asked, rule.number)
        or (asked.words and asked.within(rule.code, *_both(rule.title)))
    ]
    return group("rule", found)


def items(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find prohibitions by code or words; the newest list that has the code counts."""
    found = dict[str, Hit]()
    for version, item in _items(session, actor) if asked.words else ():
        if asked.within(item.code, *_both(item.title), *_both(item.text), *_named(item)):
            exact = asked.text.casefold() == item.code.casefold()
            found[item.code] = Hit(
                key=version, name=item.title, about=(item.code,), said=item.text, exact=exact
            )
    return group("item", list(found.values()))


def _named(item: ListItem) -> Iterable[str]:
    """Give what of an invoice's words meets the item."""
    return (*item.terms.keywords, *item.terms.short_names, *item.terms.whole)


def _items(session: Session, actor: Actor) -> Iterator[tuple[str, ListItem]]:
    begun = (
        each
        for each in texts.library(session).negative_lists()
        if each.heading.effective_from <= actor.today
    )
    for each in sorted(begun, key=lambda each: each.heading.effective_from):
        for item in each.items:
            yield each.heading.version, item


def _both(message: Message) -> tuple[str, str]:
    """Give a sentence in both languages, as it stands in the texts."""
    return message.text(), message.english or ""
