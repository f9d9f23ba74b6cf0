"""Forms: what was typed, what it means, and what is wrong with it, one sentence a field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError, fields

from service.messages import Refused
from service.web.words import say

LENGTH_MAX = 4000


class Form:
    """What stands in the fields of a form; `errors` under '' concern the form as a whole."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.values = dict(values or {})
        self.errors: dict[str, str] = {}
        self.data: dict[str, Any] | None = None
        self.status = 200

    def value(self, name: str) -> str:
        """Give what stands in a field."""
        return self.values.get(name, "")

    def error(self, name: str) -> str | None:
        """Give what is wrong with a field."""
        return self.errors.get(name)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn an action's refusal into the form's own error, so that nothing typed is lost."""
        try:
            yield
        except Refused as refused:
            self.errors[""] = say(refused.sentence)
            self.status = refused.status


def read(schema: Schema) -> Form:
    """Read the form that was sent; its `data` is None when it does not hold."""
    sent = request.form
    form = Form({name: value[:LENGTH_MAX] for name, value in sent.items() if name != "csrf_token"})
    filled: dict[str, object] = {}
    for name, field in schema.fields.items():
        if isinstance(field, fields.List):
            filled[name] = sent.getlist(name)
        elif text := _typed(form.value(name), field):
            filled[name] = text
    try:
        form.data = schema.load(filled, unknown=EXCLUDE)
    except ValidationError as error:
        form.status = 422
        form.errors = {name: _first(found) for name, found in error.normalized_messages().items()}
    return form


def _typed(text: str, field: fields.Field[Any]) -> str:
    return text if field.metadata.get("as_typed") else text.strip()


def _first(found: object) -> str:
    while isinstance(found, dict):
        found = next(iter(found.values()))
    return str(found[0]) if isinstance(found, list) else str(found)
