"""Draws a voucher as structured data: the XML that tax bureaus, railways and treasuries hand out.

What it says is given as a record in the names of `Invoice.to_contract` (`expected()` of a spec),
so that every kind that can be told can be written.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from importers.invoice import Kind
from service.demo import digital_data, older_data, ticket_data
from service.demo.xml_style import XmlStyle

Record = Mapping[str, Any]


class Sayable(Protocol):
    """A spec of any kind that knows what a perfect reading of it says."""

    def expected(self) -> Mapping[str, Any]: ...


DIALECTS: Mapping[Kind, Callable[[Record, XmlStyle], bytes]] = {
    Kind.E_ORDINARY: digital_data.digital,
    Kind.E_SPECIAL: digital_data.digital,
    Kind.E_ORDINARY_TOLL: digital_data.digital,
    Kind.VAT_E_ORDINARY: older_data.older,
    Kind.VAT_E_SPECIAL: older_data.older,
    Kind.VAT_E_TOLL: older_data.older,
    Kind.SZ_BLOCKCHAIN: older_data.older,
    Kind.MACHINE_PRINTED_E: older_data.older,
    Kind.RAIL: ticket_data.rail,
    Kind.AIR: ticket_data.air,
    Kind.FISCAL_CENTRAL: ticket_data.fiscal,
    Kind.FISCAL_PROVINCE: ticket_data.fiscal,
}


def draw_xml(said: Sayable | Record, style: XmlStyle | None = None) -> bytes:
    """Return the XML of a voucher, in the dialect of its kind; KeyError when it has none."""
    record: Record = said if isinstance(said, Mapping) else said.expected()
    return DIALECTS[Kind(record["kind"])](record, style or XmlStyle())
