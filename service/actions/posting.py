"""Posting for the actions: a refusal of the ledger becomes a refusal with its article."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from ledger import book
from ledger.book import PostingRefused
from ledger.events import Occasion
from ledger.journal import EntryId, JournalEntry
from service.messages import Refused


def post(session: Session, article: str, *entries: JournalEntry) -> EntryId:
    """Post entries, all or none; give the first one's identifier."""
    with _refusing(article):
        return book.post(session.connection(), *entries)[0].entry_id


def reverse(session: Session, article: str, entry: EntryId, occasion: Occasion) -> EntryId:
    """Take back what the occasion of an entry left in every book; give the first mirror."""
    with _refusing(article):
        return book.reverse_occasion(session.connection(), entry, occasion)[0].entry_id


@contextmanager
def _refusing(article: str) -> Iterator[None]:
    try:
        yield
    except PostingRefused as refusal:
        raise Refused(refusal.message.template, article, **refusal.message.values) from refusal
