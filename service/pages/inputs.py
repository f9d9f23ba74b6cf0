"""What may be typed into a field, and the sentence when it is something else."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import LazyString, lazy_gettext
from marshmallow import fields, validate
from typing_extensions import override

_MONEY = re.compile(r"\d{1,13}(\.\d{1,2})?")
_HALVES = re.compile(r"\d{1,3}(\.[05]0?)?")
_SEPARATORS = str.maketrans("", "", ",，¥￥ \u3000")


def _presence(*, optional: bool) -> dict[str, Any]:
    """Say that a field must be filled in, or that an empty one is None."""
    return {"load_default": None} if optional else {"required": True}


MISSING = lazy_gettext("请填写这一项。")


class Text(fields.String):
    """Typed text; `as_typed` keeps blanks at its ends, as passwords need."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {"required": MISSING}  # type: ignore[misc]  # lazy words are words

    def __init__(self, most: int = 200, *, optional: bool = False, as_typed: bool = False) -> None:
        limit = validate.Length(max=most, error=lazy_gettext("内容太长，请精简。"))
        metadata = {"as_typed": as_typed}
        if optional:
            super().__init__(load_default="", validate=limit, metadata=metadata)
        else:
            super().__init__(required=True, validate=limit, metadata=metadata)


class Day(fields.Date):
    """A day as the browser sends it, or as somebody types it: 2026-08-21."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # likewise
        "required": MISSING,
        "invalid": lazy_gettext("请填写日期，例如 2026-08-21。"),
    }

    def __init__(self, *, optional: bool = False) -> None:
        super().__init__(**_presence(optional=optional))

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_kwargs: Any) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("invalid") from error


class Money(fields.Field[Decimal]):
    """Yuan as people type them, separators allowed; never rounded."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # likewise
        "required": MISSING,
        "invalid": lazy_gettext("请填写金额，最多两位小数，例如 1234.50。"),
    }

    def __init__(self, *, optional: bool = False) -> None:
        super().__init__(**_presence(optional=optional))

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_kwargs: Any) -> Decimal:
        plain = str(value).translate(_SEPARATORS)
        if not _MONEY.fullmatch(plain):
            raise self.make_error("invalid")
        return Decimal(plain).quantize(Decimal("0.01"))


class Count(fields.Integer):
    """A whole number within bounds."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # likewise
        "required": MISSING,
        "invalid": lazy_gettext("请填写整数。"),
    }

    def __init__(self, least: int, most: int, *, optional: bool = False) -> None:
        words = lazy_gettext("请填写 %(least)s 到 %(most)s 之间的整数。", least=least, most=most)
        within = validate.Range(least, most, error=words)
        super().__init__(**_presence(optional=optional), validate=within)


class Halves(fields.Field[Decimal]):
    """Days, nights or hours, counted by halves."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # likewise
        "required": MISSING,
        "invalid": lazy_gettext("请填写天数、晚数或小时数，以半为单位，例如 1.5。"),
    }

    def __init__(self, *, optional: bool = False) -> None:
        super().__init__(**_presence(optional=optional))

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_kwargs: Any) -> Decimal:
        if not _HALVES.fullmatch(str(value)) or not Decimal(str(value)):
            raise self.make_error("invalid")
        return Decimal(str(value))


class Choice(fields.Field[str]):
    """One of the values that the list on the page offers."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # likewise
        "required": lazy_gettext("请从列表中选择一项。"),
        "invalid": lazy_gettext("请从列表中选择一项。"),
    }

    def __init__(self, *values: str, optional: bool = False) -> None:
        super().__init__(**_presence(optional=optional))
        self.values = frozenset(values)

    @override
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_kwargs: Any) -> str:
        if value not in self.values:
            raise self.make_error("invalid")
        return str(value)


class Key(fields.UUID):
    """The identity of something chosen from a list."""

    default_error_messages: ClassVar[dict[str, LazyString]] = {  # type: ignore[misc]  # likewise
        "required": lazy_gettext("请从列表中选择一项。"),
        "invalid_uuid": lazy_gettext("请从列表中选择一项。"),
    }

    def __init__(self, *, optional: bool = False) -> None:
        super().__init__(**_presence(optional=optional))
