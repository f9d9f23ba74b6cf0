"""A maker who is sent invoices by mail, for the tests of mail-in: the box, letters, answers."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

from sqlalchemy import select

from service.actions import contacts, intake_ends, mail_addresses, mail_reading
from service.actions.contacts import Contact, Digest
from service.actions.intake_views import BatchView
from service.db import CENTER
from service.settings import Settings
from service.tables import IntakeBatchRow, MailMessageRow
from tests.service.batches import seen, worked_off
from tests.service.imap_box import ImapBox
from tests.service.mail_box import MailBox
from tests.service.office import AT, an_invoice
from tests.service.outside import Outside

LATER = timedelta(minutes=1)
BOX, ME = "box@example.org", "maker@example.org"


class Desk:
    """A maker with an address, a box that is read, a mail server that answers go to."""

    def __init__(self, outside: Outside, box: ImapBox) -> None:
        self.office, self.box = outside.office, box
        self.settings: Settings = replace(outside.settings, imap_url=box.url, mail_in=BOX)
        box.clear()
        with self.office.database.transaction(self.office.employer_id) as session:
            contacts.choose(session, self.office.maker, Contact(ME, "zh", Digest.NONE))
            mail_addresses.renew(session, self.office.maker, self.office.grant_id)
        self.address = self.addresses()[0].address

    def addresses(self) -> list[mail_addresses.AddressView]:
        with self.office.database.transaction(self.office.employer_id) as session:
            return mail_addresses.own(session, self.office.maker, BOX)

    def read(self, late: timedelta = timedelta()) -> None:
        for _ in mail_reading.read_mail(self.office.database, self.settings, lambda: AT + late):
            pass

    def check(self) -> None:
        """Read and check what was taken; then its end is told."""
        worked_off(self.office)
        intake_ends.tell_finished(self.office.database, AT + LATER)

    def rows(self) -> list[tuple[str, str]]:
        with self.office.database.transaction(CENTER) as session:
            query = select(MailMessageRow.state, MailMessageRow.reason).order_by(MailMessageRow.id)
            return [(state, reason) for state, reason in session.execute(query)]

    def batches(self) -> list[BatchView]:
        with self.office.database.transaction(CENTER) as session:
            ids = session.scalars(select(IntakeBatchRow.id)).all()
        return [seen(self.office, each) for each in ids]


def letter(to: str, sender: str = ME, key: str = "<1@example.org>") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = f"经办 <{sender}>", to
    message["Message-ID"], message["Subject"] = key, "三月的发票"
    message.set_content("请报销，见 https://example.org/invoice.pdf")
    return message


def with_files(message: EmailMessage, files: dict[str, bytes]) -> EmailMessage:
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def invoices_of(desk: Desk, **given: str) -> bytes:
    return with_files(letter(desk.address, **given), {"发票.pdf": an_invoice()}).as_bytes()


def answers(box: MailBox) -> list[str]:
    found = []
    for message in box.messages:
        body = message.get_body()
        assert body is not None
        found.append(f"{message['Subject']}\n{body.get_content()}")
    return found
