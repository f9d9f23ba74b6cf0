"""Reading files from the shell: no database, the same sandbox as the product."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.document import UnreadableDocument
from importers.invoice import Invoice
from importers.messages import Message
from importers.sandbox import ReaderPool
from service.messages import N_, Sentence


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as given, the invoices in it, and why it could not be read (None when it was)."""

    file: str
    invoices: tuple[Invoice, ...]
    refusal: Message | Sentence | None

    @property
    def certain(self) -> bool:
        """Tell whether everything was read and nothing is left for a person to confirm."""
        return self.refusal is None and all(
            not invoice.uncertain and not invoice.findings for invoice in self.invoices
        )


def read_files(
    names: Iterable[str], readers: ReaderPool, *, look: bool = True
) -> Iterator[ReadFile]:
    """Read files one after the other; what is wrong with one never stops the next.

    `look`: hold the text of each file against its pages as drawn.
    """
    for name in names:
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            why = Sentence(
                N_("打不开 {file}（{why}）。请核对路径和读取权限。"),
                {"file": name, "why": error.strerror or "?"},
            )
            yield ReadFile(name, (), why)
            continue
        try:
            yield ReadFile(name, readers.read(Path(name).name, content, look=look), None)
        except UnreadableDocument as refusal:
            yield ReadFile(name, (), refusal.message)
