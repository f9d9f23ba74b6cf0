"""How an OFD producer writes its packages: paths, prefixes, steps, tags and attachments differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto


class Tags(StrEnum):
    """How the text objects are tagged."""

    NONE = auto()
    DIGITAL = auto()  # root `root`, lines as flat lists
    OLDER = auto()  # root `eInvoice`, lines in groups
    MALFORMED = auto()  # as OLDER, with undeclared prefixes and an empty one


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What varies; the default is that of the tax platform for digital invoices.

    `prefix` is that of the OFD namespace, empty for none; `scale` writes texts so many times
    smaller, under a matrix that enlarges them; `repeats` writes equal steps as `g n v`.
    """

    prefix: str = "ofd"
    template: bool = True  # labels and rules lie in a template page
    templates: str = "Tpls"
    flat: bool = False  # the page is Doc_0/Content_0.xml
    absolute: bool = False  # references start at the root of the package
    repeats: bool = True
    scale: int = 1
    nested: bool = False  # objects lie in page blocks
    tags: Tags = Tags.DIGITAL
    attached: bool = False  # the issuer's XML
    described: bool = True  # facts in OFD.xml
    money_apart: bool = True  # ¥ and the number are two objects
    sealed: bool = False


MANNERS: Mapping[str, Manner] = {
    "tax platform": Manner(),
    "untagged": Manner(tags=Tags.NONE, described=False),
    "older platform": Manner(tags=Tags.MALFORMED, attached=True, sealed=True),
    "self-made": Manner(
        template=False, nested=True, repeats=False, tags=Tags.NONE, attached=True,
        described=False, money_apart=False,
    ),
    "odd paths": Manner(flat=True, templates="TPLS", absolute=True, tags=Tags.OLDER, prefix="x"),
    "no prefix": Manner(prefix="", scale=2, tags=Tags.OLDER),
}  # fmt: skip
