"""Pictures on a drawn invoice: QR code, oval mark of the tax bureau, the word that says sample.

The last two are pictures and not text, so that they never mix with the text layer.
"""

import math
from functools import lru_cache

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from reports import typeface

_RED = (205, 32, 32, 255)
_CLEAR = (255, 255, 255, 0)
_GREY = (0, 0, 0, 26)  # a tenth of black: visible, and text over it stays readable
_SEAL_SIZE = (332, 220)  # 4 pixels a point: 83 x 55 pt, 30 x 20 mm in print
_SEAL_TOP = "全国统一发票监制章"
_SEAL_MIDDLE = "国家税务总局"


def qr_code(text: str) -> Image.Image:
    """Return the QR code of `text`, one pixel a module, without its quiet zone."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = barcode.to_image(scale=1, add_quiet_zones=False)
    return Image.fromarray(pixels).convert("1")


@lru_cache(maxsize=16)
def watermark(text: str) -> Image.Image:
    """Return `text` in light grey, slanted; nothing visible for the empty text."""
    if not text:
        return Image.new("RGBA", (1, 1), _CLEAR)
    font = ImageFont.truetype(typeface.registered(), 90)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("RGBA", (int(right - left) + 24, int(bottom - top) + 24), _CLEAR)
    ImageDraw.Draw(image).text((12 - left, 12 - top), text, font=font, fill=_GREY)
    return image.rotate(20, Image.Resampling.BICUBIC, expand=True)


@lru_cache(maxsize=16)
def bureau_seal(bureau: str) -> Image.Image:
    """Return the red oval 发票监制章 with the name of the tax bureau."""
    image = Image.new("RGBA", _SEAL_SIZE, _CLEAR)
    draw = ImageDraw.Draw(image)
    width, height = _SEAL_SIZE
    draw.ellipse((2, 2, width - 3, height - 3), outline=_RED, width=4)
    draw.ellipse((12, 12, width - 13, height - 13), outline=_RED, width=2)
    _arc(image, _SEAL_TOP)
    font = ImageFont.truetype(typeface.registered(), 26)
    draw.text((width / 2, height * 0.55), _SEAL_MIDDLE, font=font, fill=_RED, anchor="mm")
    draw.text((width / 2, height * 0.75), bureau, font=font, fill=_RED, anchor="mm")
    return image


def _arc(image: Image.Image, text: str) -> None:
    """Set `text` along the upper half of the oval, each character turned outwards."""
    font = ImageFont.truetype(typeface.registered(), 29)
    width, height = image.size
    for place, character in enumerate(text):
        turn = math.radians(-78 + 156 * place / (len(text) - 1))
        x = width / 2 + (width / 2 - 37) * math.sin(turn)
        y = height / 2 - (height / 2 - 34) * math.cos(turn)
        tile = Image.new("RGBA", (40, 40), _CLEAR)
        ImageDraw.Draw(tile).text((20, 20), character, font=font, fill=_RED, anchor="mm")
        slope = math.atan2(math.sin(turn) * height, math.cos(turn) * width)
        turned = tile.rotate(-math.degrees(slope), Image.Resampling.BICUBIC)
        image.alpha_composite(turned, (int(x) - 20, int(y) - 20))
