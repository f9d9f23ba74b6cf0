"""A page of any file, as the readers of vouchers see it: text with places, rules, QR codes."""

from typing import Protocol

from importers.page_text import PageText, Rule
from importers.qr_code import InvoiceCode


class Page(Protocol):
    """One page. Each method is asked only when its answer is needed; answers may be costly."""

    def text(self) -> PageText:
        """Return its text in drawing order."""
        ...

    def rules(self) -> tuple[Rule, ...]:
        """Return the vertical ruling lines, from the left."""
        ...

    def codes(self) -> tuple[InvoiceCode, ...]:
        """Return the QR codes of invoices on it, from the top."""
        ...

    def shown(self, text: PageText) -> PageText:
        """Return `text` without the characters that cannot be seen on the page as drawn."""
        ...
