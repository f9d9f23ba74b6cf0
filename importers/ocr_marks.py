"""What recognition says of a picture: characters with boxes and confidences, line by line."""

from typing import NamedTuple


class Mark(NamedTuple):
    """One character: what it is, how sure (per mille), its box in pixels, the next likely."""

    text: str
    confidence: int
    left: int
    top: int
    right: int
    bottom: int
    rival: str = ""
    rival_confidence: int = 0


Line = tuple[Mark, ...]
