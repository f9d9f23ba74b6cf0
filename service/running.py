"""Where the database is: a server somewhere, or the embedded PostgreSQL in the data folder."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import OperationalError

from service import embedded_postgres
from service.db import (
    Database,
    UnfitDatabase,
    check_schema_and_role,
    empty_rehearsal,
    migrate,
    prepare_rehearsal,
)
from service.settings import Settings

NO_DATABASE = (
    "数据库没有应答：请检查它是否在运行，以及 ZHUANHU_DATABASE_URL 和 "
    "ZHUANHU_OWNER_DATABASE_URL 中的地址和密码（设有演练库的，连同 ZHUANHU_REHEARSAL_… 两项）。\n"
    "the database does not answer: check that it runs, and the addresses and passwords in "
    "ZHUANHU_DATABASE_URL and ZHUANHU_OWNER_DATABASE_URL (and, with rehearsals, the two of "
    "ZHUANHU_REHEARSAL_…)."
)


@contextmanager
def _answering() -> Iterator[None]:
    """Say it in one sentence when the database does not answer."""
    try:
        yield
    except OperationalError as error:
        raise UnfitDatabase(NO_DATABASE) from error


def application_url(settings: Settings) -> str | URL:
    """Give the address of the application role; starts the embedded server if it does not run."""
    if settings.database_url is not None:
        return settings.database_url
    return embedded_postgres.ensure(settings.data_folder).application_url


def rehearsal_url(settings: Settings) -> str | URL | None:
    """Give the address of the rehearsals' database; None where the operator has given none."""
    if settings.database_url is not None:
        return settings.rehearsal_database_url
    return embedded_postgres.ensure(settings.data_folder).rehearsal.application_url


def clear_rehearsals(settings: Settings) -> None:
    """Make the rehearsals' database anew, where there is one, and forget their files."""
    folder = settings.for_rehearsals.data_folder
    if settings.database_url is None and folder.exists():  # else nothing was ever rehearsed
        empty_rehearsal(embedded_postgres.ensure(settings.data_folder).rehearsal.owner_url)
    elif settings.rehearsal_owner_database_url is not None:
        with _answering():
            empty_rehearsal(settings.rehearsal_owner_database_url)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def migrated(settings: Settings) -> Iterator[str | URL]:
    """Run the block on a database with the newest schema; give the application role's address.

    An embedded server that this process started stops at the end.
    """
    if settings.database_url is not None and settings.owner_database_url is not None:
        with _answering():
            migrate(settings.owner_database_url)
            if settings.rehearsal_owner_database_url is not None:
                prepare_rehearsal(settings.rehearsal_owner_database_url)
        yield settings.database_url
        return
    with embedded_postgres.running(settings.data_folder) as endpoint:
        migrate(endpoint.owner_url)
        prepare_rehearsal(endpoint.rehearsal.owner_url)
        yield endpoint.application_url


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Run the block with a migrated and checked database."""
    with migrated(settings) as url:
        database = Database(url)
        try:
            with _answering():
                check_schema_and_role(database)
            yield database
        finally:
            database.dispose()
