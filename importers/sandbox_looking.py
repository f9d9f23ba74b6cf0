"""Two processes look at one file: a reader cuts strips from its pages, a recogniser reads them.

The recogniser never sees the file itself. What differs at the first, quick look is looked at again,
larger; only a difference that stays counts.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from importers import pixels
from importers.invoice import Invoice
from importers.pixels import Place, Seen, Verdict
from importers.sandbox_frames import pack

Ask = Callable[[bytes], tuple[dict[str, Any], bytes]]
_LOOKS = ((200, 65), (320, 100))  # dots per inch; per cent of their width that strips keep


def looked(
    invoices: tuple[Invoice, ...], name: str, content: bytes, ask_reader: Ask, ask_recogniser: Ask
) -> tuple[Invoice, ...]:
    """Return the invoices of a file with what looking at their key fields showed."""
    verdicts: dict[Place, Verdict] = {}
    left: Sequence[Place] = pixels.places(invoices)
    for dpi, squeeze in _LOOKS:
        if not left:
            break
        boxes = [_edges(place) for place in left]
        request = {"do": "strips", "name": name, "boxes": boxes, "dpi": dpi}
        head, greys = ask_reader(pack(request, content))
        if not greys:
            break
        request = {"do": "look", "name": "", "sizes": head["sizes"], "squeeze": squeeze}
        seen, _ = ask_recogniser(pack(request, greys))
        for place, (text, confidence) in zip(left, seen["seen"], strict=False):
            invoice = invoices[place.invoice]
            verdicts[place] = pixels.compare(invoice, place.field, Seen(text, confidence))
        left = [place for place in left if verdicts.get(place) is not Verdict.SAME]
    return _told(invoices, verdicts)


def _edges(place: Place) -> list[int]:
    box = place.box
    return [box.page, box.left, box.top, box.right, box.bottom]


def _told(invoices: tuple[Invoice, ...], verdicts: dict[Place, Verdict]) -> tuple[Invoice, ...]:
    by_invoice: defaultdict[int, dict[str, Verdict]] = defaultdict(dict)
    for place, verdict in verdicts.items():
        by_invoice[place.invoice][place.field] = verdict
    return tuple(
        pixels.told(invoice, by_invoice[number]) if number in by_invoice else invoice
        for number, invoice in enumerate(invoices)
    )
