"""Nothing is kept of a file whose name says that it is classified."""

import pytest
from sqlalchemy import func, select

from service.actions import intake
from service.tables import OriginalRow
from tests.service.office import Office, an_invoice


def kept(office: Office) -> int:
    with office.database.transaction(office.employer_id) as session:
        return session.scalars(select(func.count()).select_from(OriginalRow)).one()


@pytest.mark.parametrize("name", ["【机密】试制.pdf", "机密/秘密样机发票.pdf"])
def test_a_file_with_a_classification_in_its_name_is_not_taken(office: Office, name: str) -> None:
    taken = intake.take_in(office.desk, office.maker, office.grant_id, name, an_invoice())
    assert taken.claims == ()
    (refusal,) = taken.refusals
    assert "没有接收，也没有保存（依据第十三条）" in refusal.text()
    assert kept(office) == 0


def test_the_same_words_inside_others_are_no_classification(office: Office) -> None:
    name = "商业秘密保护培训.pdf"
    taken = intake.take_in(office.desk, office.maker, office.grant_id, name, an_invoice())
    assert len(taken.claims) == 1
