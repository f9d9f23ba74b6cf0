"""Money in JSON: a string with exactly two places."""

import re
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields
from typing_extensions import override

WRONG = 'an amount is a string with two places, such as "1234.50"'
_FORM = re.compile(r"-?\d{1,14}\.\d{2}")


class Money(fields.Field[Decimal]):
    """A decimal string such as "1234.50"; more or fewer places are refused, never rounded."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # marshmallow's own options
        metadata = {"type": "string", "pattern": _FORM.pattern, "example": "1234.50"} | kwargs.pop(
            "metadata", {}
        )
        super().__init__(metadata=metadata, **kwargs)

    @override
    def _serialize(self, value: Any, attr: str | None, obj: Any, **_kwargs: Any) -> str | None:
        return None if value is None else f"{value:.2f}"

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_kwargs: Any) -> Decimal:
        if not isinstance(value, str) or not _FORM.fullmatch(value):
            raise ValidationError(WRONG)
        return Decimal(value)
