"""佐证材料: files beside the voucher, asked for by name, kept as received."""

from uuid import UUID

import pytest

from compliance.categories import Category
from service import readings
from service.actions import claims, papers
from service.actions.claims import Change
from service.messages import Invalid, NotFound, Refused
from service.tables import ClaimRow, InvoiceRow
from tests.service.neighbour import beside
from tests.service.office import Office, an_invoice
from tests.service.test_claims import row, submit, upload

NOTICE = b"%PDF-1.4 the notice of a conference"


def conference(office: Office) -> UUID:
    """Give a draft in the direction that asks for a notice."""
    claim_id = upload(office, an_invoice(name="*会展服务*会议注册费")).claim_id
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.change(session, office.maker, claim_id, version, Change(category=Category.CONF))
    return claim_id


def attach(office: Office, claim_id: UUID, code: str = "meeting_notice") -> UUID:
    return papers.attach(office.desk, office.maker, claim_id, code, "会议通知.pdf", NOTICE)


def asked(office: Office, claim_id: UUID) -> list[tuple[tuple[str, ...], bool, bool]]:
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        invoice = readings.of(session, session.get_one(InvoiceRow, claim.invoice_id))
        found = papers.asked(session, claim, invoice)
    return [(each.one_of, each.attached, each.ticked) for each in found]


def test_a_direction_asks_for_its_papers_by_name(office: Office) -> None:
    claim_id = conference(office)
    assert asked(office, claim_id) == [(("meeting_notice", "invitation"), False, False)]
    attach(office, claim_id)
    assert asked(office, claim_id) == [(("meeting_notice", "invitation"), True, True)]
    assert row(office, claim_id).evidence == ["meeting_notice"]
    assert row(office, claim_id).outcome == "pass"


def test_a_paper_is_handed_out_byte_for_byte(office: Office) -> None:
    paper_id = attach(office, conference(office))
    with office.database.transaction(office.employer_id) as session:
        file = papers.file_of(session, office.desk.originals, office.checker, paper_id)
    assert (file.name, file.content) == ("会议通知.pdf", NOTICE)


def test_a_paper_taken_off_is_missing_again(office: Office) -> None:
    claim_id = conference(office)
    paper_id = attach(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        papers.detach(session, office.maker, paper_id)
    assert asked(office, claim_id) == [(("meeting_notice", "invitation"), False, False)]
    assert row(office, claim_id).outcome == "review"
    with office.database.transaction(office.employer_id) as session, pytest.raises(NotFound):
        papers.file_of(session, office.desk.originals, office.maker, paper_id)


def test_what_others_have_seen_stays_and_more_may_be_added(office: Office) -> None:
    claim_id = conference(office)
    paper_id = attach(office, claim_id)
    submit(office, claim_id)
    with office.database.transaction(office.employer_id) as session, pytest.raises(Refused):
        papers.detach(session, office.maker, paper_id)
    attach(office, claim_id, "agenda")
    assert row(office, claim_id).evidence == ["meeting_notice"]  # as it was handed in
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        found = papers.of(session, office.checker, claim)
    assert {each.code for each in found} == {"meeting_notice", "agenda"}


def test_the_same_file_is_one_paper(office: Office) -> None:
    claim_id = conference(office)
    attach(office, claim_id)
    with pytest.raises(Refused, match="不用再传"):
        attach(office, claim_id)


@pytest.mark.parametrize(
    ("code", "name", "content", "said"),
    [
        ("nothing", "通知.pdf", NOTICE, "没有名为"),
        ("agenda", "机密议程.pdf", NOTICE, "机密"),
        ("agenda", "议程.pdf", b"", "0 字节"),
        ("agenda", "议程.exe", b"MZ\x90\x00 a program", "材料格式"),
    ],
)
def test_what_is_no_paper_is_refused(
    office: Office, code: str, name: str, content: bytes, said: str
) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    with pytest.raises(Refused, match=said):
        papers.attach(office.desk, office.maker, claim_id, code, name, content)


def test_another_employer_neither_adds_nor_reads(office: Office) -> None:
    claim_id = conference(office)
    paper_id = attach(office, claim_id)
    other = beside(office).maker
    with pytest.raises(NotFound):
        papers.attach(office.desk, other, claim_id, "agenda", "议程.pdf", NOTICE)
    with office.database.transaction(other.employer) as session, pytest.raises(NotFound):
        papers.file_of(session, office.desk.originals, other, paper_id)


def test_a_claim_that_is_over_takes_no_papers(office: Office) -> None:
    claim_id = conference(office)
    with office.database.transaction(office.employer_id) as session:
        claims.withdraw(session, office.maker, claim_id, row(office, claim_id).version)
    with pytest.raises(Refused, match="终止"):
        attach(office, claim_id)


def test_no_more_files_than_a_person_reads(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    claim_id = conference(office)
    monkeypatch.setattr(papers, "PAPERS_MOST", 1)
    attach(office, claim_id)
    with pytest.raises(Refused, match="最多附"):
        attach(office, claim_id, "agenda")


def test_an_unknown_direction_asks_for_nothing(office: Office) -> None:
    claim_id = upload(office, an_invoice(name="*其他*某项费用")).claim_id
    assert row(office, claim_id).category is None
    assert asked(office, claim_id) == []
    with pytest.raises(Invalid):
        attach(office, claim_id, "paper")
