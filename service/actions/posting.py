"""Posting for the actions: a refusal of the ledger becomes a refusal with its article."""

from sqlalchemy.orm import Session

from ledger import book
from ledger.book import PostingRefused
from ledger.journal import EntryId, JournalEntry
from service.messages import Refused


def post(session: Session, article: str, *entries: JournalEntry) -> EntryId:
    """Post entries, all or none; give the first one's identifier."""
    try:
        return book.post(session.connection(), *entries)[0].entry_id
    except PostingRefused as refusal:
        raise Refused(refusal.message.template, article, **refusal.message.values) from refusal
