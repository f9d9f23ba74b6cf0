"""`Idempotency-Key`: what is asked again under the same key is done once."""

from typing import Any, Final

from flask import request

from service.actions.api_batches import KEY_MAX
from service.messages import N_, Invalid

HEADER: Final[dict[str, Any]] = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": KEY_MAX},
}


def key() -> str | None:
    """Give the key of a request, where it has one."""
    found = request.headers.get("Idempotency-Key", "").strip()
    if len(found) > KEY_MAX:
        raise Invalid(N_("幂等键最多 {most} 个字符。"), most=str(KEY_MAX))
    return found or None
