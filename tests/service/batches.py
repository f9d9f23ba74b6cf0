"""Batches of files made by the tests, and what is in the database afterwards."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from service.actions import intake_batches, intake_work
from service.actions.intake_batches import Announced
from service.actions.intake_views import BatchView, FileView
from service.tables import ClaimRow
from tests.service.office import AT, Office


def at() -> datetime:
    return AT


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def opened(office: Office, source: str = "page") -> UUID:
    with office.database.transaction(office.employer_id) as session:
        return intake_batches.open_batch(session, office.maker, office.grant_id, source)


def announced(office: Office, batch: UUID, *names: str) -> list[UUID]:
    files = [Announced(name, 1, name) for name in names]
    with office.database.transaction(office.employer_id) as session:
        return [each.id for each in intake_batches.announce(session, office.maker, batch, files)]


def closed(office: Office, batch: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        intake_batches.close(session, office.maker, batch)


def put_in(office: Office, files: Mapping[str, bytes], source: str = "page") -> UUID:
    """A closed batch of these files, none of them read yet."""
    batch = opened(office, source)
    for name, content in files.items():
        intake_batches.add(office.desk, office.maker, batch, name, content)
    closed(office, batch)
    return batch


def worked_off(office: Office) -> int:
    return intake_work.work_off(office.desk, at, "test")


def seen(office: Office, batch: UUID) -> BatchView:
    with office.database.transaction(office.employer_id) as session:
        return intake_batches.batch(session, office.maker, batch)


def by_name(view: BatchView) -> dict[str, FileView]:
    return {file.name: file for file in view.files}


def claim_numbers(office: Office) -> list[str]:
    with office.database.transaction(office.employer_id) as session:
        return list(session.scalars(select(ClaimRow.number).order_by(ClaimRow.number)))
