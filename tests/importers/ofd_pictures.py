"""Pictures and QR codes for the pages of these tests."""

import io
from typing import cast

import zxingcpp
from PIL import Image

from importers.ofd_page import OfdPage
from tests.importers.ofd_drawing import NAMESPACE, parts

QR = "01,32,,24112000000012345678,106.00,20240618,,9D53,"
WHITE = '<ofd:FillColor Value="255 255 255"/>'


def darkest(page: OfdPage) -> int:
    """The darkest pixel of a page."""
    return cast("tuple[int, int]", page.raster().image.getextrema())[0]


def qr_png(payload: str = QR) -> bytes:
    barcode = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    stream = io.BytesIO()
    image = Image.fromarray(barcode.to_image(scale=1, add_quiet_zones=False))
    image.save(stream, "PNG")
    return stream.getvalue()


def with_picture(content: bytes, objects: str, name: str = "qr.png") -> dict[str, str | bytes]:
    whole: dict[str, str | bytes] = dict(
        parts(objects, common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    )
    whole["Doc_0/Res.xml"] = (
        f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>'
        f'<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    whole[f"Doc_0/Res/{name}"] = content
    return whole


PICTURE = '<ofd:ImageObject ID="5" CTM="20 0 0 20 0 0" Boundary="8 4 20 20" ResourceID="7"/>'
