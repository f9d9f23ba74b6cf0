"""Forms: what was typed, what it means, and what is wrong with it, one sentence a field."""

from collections.abc import Mapping
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

    def refuse(self, refused: Refused) -> None:
        """Keep an action's refusal as the form's own error."""
        self.errors[""] = say(refused.sentence)
        self.status = refused.status

    def refusals(self) -> "_Refusals":
        """Turn an action's refusal into the form's own error, so that nothing typed is lost."""
        return _Refusals(self)


class _Refusals:
    def __init__(self, form: Form) -> None:
        self.form = form

    def __enter__(self) -> None:
        """Nothing is needed before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        """Keep a refusal; let every other error through."""
        if not isinstance(error, Refused):
            return False
        self.form.refuse(error)
        return True


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
        form.errors = {name: _first(found) for name, found in _messages(error).items()}
    return form


def _messages(error: ValidationError) -> dict[str, object]:
    assert isinstance(error.messages, dict), "a schema names the fields"
    return error.messages


def _typed(text: str, field: fields.Field[Any]) -> str:
    return text if field.metadata.get("as_typed") else text.strip()


def _first(found: object) -> str:
    while isinstance(found, dict):
        found = next(iter(found.values()))
    return str(found[0]) if isinstance(found, list) else str(found)
