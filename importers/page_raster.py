"""A page as grey pixels: for its QR codes, and to see whether a character really shows."""

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from PIL import Image

from importers.page_text import Character, PageText

_CONTRAST = 24  # between the lightest and the darkest pixel of a character that shows
_PAPER = 255


@dataclass(frozen=True, slots=True)
class Raster:
    """The picture of a page, and how many pixels one point takes."""

    image: Image.Image
    factor: Fraction

    def ground(self, character: Character) -> int:
        """Return how light (0 to 255) most of the place is where a character stands."""
        histogram = self.part(character).histogram()
        middle, seen = sum(histogram) // 2, 0
        for grey, count in enumerate(histogram):
            seen += count
            if seen > middle:
                return grey
        return _PAPER

    def shows(self, character: Character) -> bool:
        """Whether there is any ink where a character is said to stand."""
        low, high = cast("tuple[int, int]", self.part(character).getextrema())  # of its one band
        return high - low >= _CONTRAST

    def part(self, character: Character) -> Image.Image:
        """Return the part of the picture where a character is said to stand."""
        upper, lower = self.factor.numerator, self.factor.denominator * 100
        left, top = character.left * upper // lower, character.top * upper // lower
        right = max(character.right * upper // lower, left + 1)
        bottom = max(character.bottom * upper // lower, top + 1)
        return self.image.crop((left, top, right, bottom))


def shown(text: PageText, raster: Raster) -> PageText:
    """Drop figures and Latin letters that leave no ink: hidden, covered, white or clipped text.

    Only these, because every drawing library has glyphs for them; a Chinese font that is not
    embedded may be missing on this machine without any fraud.
    """
    kept = tuple(c for c in text.characters if not "!" <= c.plain[:1] <= "~" or raster.shows(c))
    return PageText(text.page, text.width, text.height, kept)
