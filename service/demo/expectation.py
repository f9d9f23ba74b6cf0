"""What a perfect reading of a drawn document says, in the names of `Invoice.to_contract`."""

from collections.abc import Iterable, Mapping
from datetime import date

from importers.invoice import TEXT_FIELDS, Kind, Line, line_record


def expected(
    kind: Kind,
    issued_on: date | None,
    said: Mapping[str, str | None],
    *,
    lines: Iterable[Line] = (),
    particulars: Mapping[str, str] | None = None,
    rows: Iterable[Mapping[str, str]] = (),
) -> dict[str, object]:
    """Return the whole record; text fields that are not `said` are absent from the document."""
    assert said.keys() <= set(TEXT_FIELDS), f"unknown fields: {said.keys() - set(TEXT_FIELDS)}"
    return {
        **{name: said.get(name) or None for name in TEXT_FIELDS},
        "kind": kind.value,
        "issue_date": issued_on.isoformat() if issued_on else None,
        "items": [line_record(line) for line in lines],
        "is_red": (said.get("total_with_tax") or "").startswith("-"),
        "particulars": {name: value for name, value in (particulars or {}).items() if value},
        "rows": [dict(row) for row in rows],
    }
