"""The kinds of cases: one line each. A kind is a table and what its page shows of a case.

The steps themselves are actions of the kind's own module; `service.pages.cases` names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from compliance.machine import Machine
from service.permissions import Actor
from service.tables import ProceedingRow


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: its words (to be translated), its table, and what a case is about."""

    title: str
    machine: Machine[Any]
    detail: Callable[[Session, Actor, ProceedingRow], object]


KINDS: dict[str, Kind] = {}
