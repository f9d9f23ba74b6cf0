"""What every table shares: names of constraints, identities, money and instants."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from sqlalchemy import (
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

Identity = Annotated[
    UUID,
    mapped_column(Uuid(), primary_key=True, server_default=text("gen_random_uuid()")),
]
Money = Annotated[Decimal, mapped_column(Numeric(16, 2))]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Employer = Annotated[UUID, mapped_column(Uuid())]  # the tenant column


class Base(DeclarativeBase):
    """Constraints carry names, so that a violated one can be told to a person."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text()}  # noqa: RUF012  # SQLAlchemy reads this class attribute


def of_employer() -> ForeignKeyConstraint:
    """Tie a tenant table to its employer."""
    return ForeignKeyConstraint(["employer_id"], ["employer.id"])


def within_employer(column: str, target: str) -> ForeignKeyConstraint:
    """Tie a row to another row of the same employer: a reference never crosses tenants."""
    return ForeignKeyConstraint(["employer_id", column], [f"{target}.employer_id", f"{target}.id"])


def tenant_key() -> UniqueConstraint:
    """Give a tenant table the composite key that `within_employer` refers to."""
    return UniqueConstraint("employer_id", "id")
