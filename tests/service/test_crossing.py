"""The same voucher claimed by two employers: what the Center finds, and what nobody else learns."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import ProgrammingError
from typing_extensions import override

from importers.invoice import Invoice
from importers.sandbox import ReaderPool
from service import jobs
from service.actions import claims, crossing, crossing_views
from service.actions.system import system_actor
from service.business_day import BEIJING
from service.db import CENTER
from service.demo.drawing import draw
from service.messages import Invalid, NotFound, Refused
from service.tables import AuditRow, ClaimRow, CorrectionRow, CrossMatchRow
from tests.service.neighbour import beside, claim_of, taken
from tests.service.office import AT, Office, a_spec, an_invoice

NUMBER = "26112000000123456789"
OTHER = "26112000000123456790"
SHORT = "12345678"
DOUBT = frozenset({"invoice_number"})


@pytest.fixture
def neighbour(office: Office) -> Office:
    return beside(office)


def look(office: Office) -> int:
    with office.database.transaction(CENTER) as session:
        return crossing.look(session, system_actor(AT))


def matches(office: Office, *, settled: bool = False) -> tuple[crossing_views.Match, ...]:
    with office.database.transaction(CENTER) as session:
        return crossing_views.list_matches(session, settled=settled).matches


class OtherReaders(ReaderPool):
    """Readers that take something else from a file than is in it."""

    def __init__(self, readers: ReaderPool, **changes: Any) -> None:
        self.readers, self.changes = readers, changes

    @override
    def read(self, name: str, content: bytes, *, look: bool = False) -> tuple[Invoice, ...]:
        """Read a file, and say something else."""
        read = self.readers.read(name, content, look=look)
        return tuple(replace(invoice, **self.changes) for invoice in read)


def read_as(office: Office, content: bytes, **changes: Any) -> UUID:
    """Take in a file whose reading says something else; give its claim."""
    readers = OtherReaders(office.desk.readers, **changes)
    return claim_of(replace(office, desk=replace(office.desk, readers=readers)), content)


def withdraw(office: Office, claim_id: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.withdraw(session, office.maker, claim_id, version, "误传")


def rendered(mark: str, number: str = NUMBER, issued_on: date = date(2026, 2, 20)) -> bytes:
    return draw(replace(a_spec(number, issued_on=issued_on), mark=mark))


# ── what is found ──


def test_one_invoice_at_two_employers_is_found_in_whatever_rendition(
    office: Office, neighbour: Office
) -> None:
    first = claim_of(office, an_invoice(NUMBER))
    second = claim_of(neighbour, rendered("另一个文件"))
    assert look(office) == 1
    (match,) = matches(office)
    assert match.sameness == "invoice"
    assert {match.earlier.claim.id, match.later.claim.id} == {first, second}
    assert match.earlier.claim.made_at <= match.later.claim.made_at
    assert {match.earlier.employer, match.later.employer} == {
        "北京星河精工科技有限公司", "北京岚序能源系统研究院有限公司",
    }  # fmt: skip
    assert match.earlier.number == match.later.number == NUMBER


def test_looking_again_finds_nothing_new(office: Office, neighbour: Office) -> None:
    claim_of(office, an_invoice())
    claim_of(neighbour, an_invoice())
    assert (look(office), look(office)) == (1, 0)
    assert len(matches(office)) == 1


def test_the_claim_that_was_made_first_is_the_earlier_one(
    office: Office, neighbour: Office
) -> None:
    later = replace(office, maker=replace(office.maker, at=AT + timedelta(days=400)))
    second, first = claim_of(later, an_invoice()), claim_of(neighbour, an_invoice())
    look(office)
    (match,) = matches(office)
    assert (match.earlier.claim.id, match.later.claim.id) == (first, second)


def test_other_invoices_and_one_employers_own_claims_are_no_match(
    office: Office, neighbour: Office
) -> None:
    claim_of(office, an_invoice(NUMBER))
    claim_of(office, an_invoice(NUMBER))
    claim_of(neighbour, an_invoice(OTHER))
    assert look(office) == 0


def test_a_withdrawn_claim_counts_no_more(office: Office, neighbour: Office) -> None:
    withdraw(office, claim_of(office, an_invoice()))
    claim_of(neighbour, an_invoice())
    assert look(office) == 0


def test_a_doubtful_long_number_is_enough(office: Office, neighbour: Office) -> None:
    claim_of(office, an_invoice(NUMBER))
    changes = {"issue_date": None, "seller_name": None, "total_with_tax": None}
    read_as(neighbour, rendered("扫描"), uncertain=DOUBT, **changes)
    assert look(office) == 1
    assert matches(office)[0].sameness == "number"


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"total_with_tax": "1.00", "issue_date": None, "seller_name": None}, 0),
        ({"total_with_tax": "1.00", "issue_date": None}, 1),
        ({"total_with_tax": "1.00", "seller_name": None}, 1),
        ({"issue_date": None, "seller_name": None}, 1),
    ],
)
def test_a_doubtful_short_number_needs_one_more_thing_in_common(
    office: Office, neighbour: Office, other: dict[str, object], found: int
) -> None:
    read_as(office, an_invoice(NUMBER), invoice_number=SHORT, invoice_code="011002600111")
    read_as(neighbour, an_invoice(OTHER), invoice_number=SHORT, uncertain=DOUBT, **other)
    assert look(office) == found


def test_two_certain_invoices_with_one_short_number_are_two(
    office: Office, neighbour: Office
) -> None:
    read_as(office, an_invoice(NUMBER), invoice_number=SHORT, invoice_code="011002600111")
    read_as(neighbour, an_invoice(OTHER), invoice_number=SHORT, invoice_code="011002600222")
    assert look(office) == 0


def test_the_very_same_file_is_enough(office: Office, neighbour: Office) -> None:
    read_as(office, an_invoice(), invoice_number=None, uncertain=DOUBT)
    claim_of(neighbour, an_invoice())
    assert look(office) == 1
    assert matches(office)[0].sameness == "file"


def test_two_invoices_of_one_file_are_two_unless_a_person_changed_the_reading(
    office: Office, neighbour: Office
) -> None:
    claim_of(office, an_invoice())
    second = read_as(neighbour, an_invoice(), invoice_number=OTHER)
    assert look(office) == 0
    with office.database.transaction(neighbour.employer_id) as session:
        claim = session.get_one(ClaimRow, second)
        session.add(
            CorrectionRow(
                employer_id=claim.employer_id, invoice_id=claim.invoice_id, field="remarks",
                read=None, stated="另一张", made_by=neighbour.maker.user_id, made_at=AT,
            )
        )  # fmt: skip
    assert look(office) == 1
    assert matches(office)[0].sameness == "file"


def test_the_surest_sameness_is_kept(office: Office, neighbour: Office) -> None:
    claim_of(office, an_invoice())
    read_as(neighbour, an_invoice(), uncertain=DOUBT)
    assert look(office) == 1
    assert matches(office)[0].sameness == "number"


def test_the_clock_looks_every_night_and_running_twice_leaves_what_once_leaves(
    office: Office, neighbour: Office
) -> None:
    claim_of(office, an_invoice())
    claim_of(neighbour, an_invoice())
    (job,) = [job for job in jobs.JOBS if job.name == "look_across"]
    due_at = job.rule.latest(AT)
    assert due_at.astimezone(BEIJING).hour == 3
    for _ in range(2):
        assert list(job.action(office.database, due_at, lambda: AT)) == [None]
    assert len(matches(office)) == 1


# ── settling ──


def settle(office: Office, match_id: UUID, conclusion: str) -> None:
    with office.database.transaction(CENTER) as session:
        crossing.settle(session, office.auditor, match_id, conclusion)


def test_the_center_settles_a_match_once_with_a_conclusion(
    office: Office, neighbour: Office
) -> None:
    claim_of(office, an_invoice())
    claim_of(neighbour, an_invoice())
    look(office)
    (match,) = matches(office)
    with pytest.raises(Invalid, match="请写明结论"):
        settle(office, match.id, "  ")
    with pytest.raises(Invalid, match="500"):
        settle(office, match.id, "长" * 501)
    settle(office, match.id, " 长" + "话" * 498 + " ")
    assert matches(office) == ()
    (settled,) = matches(office, settled=True)
    assert settled.conclusion == "长" + "话" * 498
    assert (settled.settled_by, settled.settled_at) == (office.auditor.name, AT)
    with pytest.raises(Refused, match="已有结论"):
        settle(office, match.id, "再说一遍")
    with pytest.raises(NotFound):
        settle(office, uuid4(), "没有")
    with office.database.transaction(CENTER) as session:
        assert crossing_views.one(session, match.id).conclusion == settled.conclusion
        with pytest.raises(NotFound):
            crossing_views.one(session, uuid4())


def test_a_settled_match_is_not_found_again(office: Office, neighbour: Office) -> None:
    claim_of(office, an_invoice())
    claim_of(neighbour, an_invoice())
    look(office)
    settle(office, matches(office)[0].id, "同一张客票，由先申请的单位列支。")
    assert look(office) == 0
    assert matches(office) == ()


def test_long_lists_are_turned_page_by_page(
    office: Office, neighbour: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crossing_views, "PAGE_ROWS", 1)
    for number in (NUMBER, OTHER):
        claim_of(office, an_invoice(number))
        claim_of(neighbour, an_invoice(number))
    look(office)
    with office.database.transaction(CENTER) as session:
        pages = [
            crossing_views.list_matches(session, settled=False, page=page) for page in (0, 1, 2, 9)
        ]
        assert crossing_views.count_open(session) == 2
    assert [page.page for page in pages] == [1, 1, 2, 2]
    assert {page.matches[0].id for page in pages[:2]} != {page.matches[0].id for page in pages[2:]}
    assert {page.count for page in pages} == {2}


# ── what nobody else learns ──


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """Note every statement sent to the database."""
    sent: list[str] = []

    def note(_: Connection, __: object, statement: str, *___: object) -> None:
        sent.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(office.database.engine, "before_cursor_execute", note)


def test_an_upload_is_answered_alike_whether_another_employer_has_the_invoice_or_not(
    office: Office, neighbour: Office
) -> None:
    claim_of(office, an_invoice(NUMBER))
    look(office)
    withdraw(neighbour, claim_of(neighbour, an_invoice("26112000000123456700")))
    with statements(neighbour) as for_known:  # what is done but once was done before
        known = taken(neighbour, an_invoice(NUMBER))
    look(office)
    withdraw(neighbour, known.claim_id)  # what the employer has itself does count
    with statements(neighbour) as for_unknown:
        unknown = taken(neighbour, an_invoice(OTHER))
    assert known.verdict.to_record() == unknown.verdict.to_record()
    assert (known.already, known.amount, known.seller) == (
        unknown.already, unknown.amount, unknown.seller,
    )  # fmt: skip
    assert int(unknown.number[-5:]) == int(known.number[-5:]) + 1
    assert for_known == for_unknown


def test_a_claim_is_decided_alike_before_and_after_its_match_is_found_and_settled(
    office: Office, neighbour: Office
) -> None:
    claim_id = claim_of(neighbour, an_invoice())
    before = decided(neighbour, claim_id)
    claim_of(office, an_invoice())
    look(office)
    assert decided(neighbour, claim_id) == before
    settle(office, matches(office)[0].id, "由另一单位列支。")
    assert decided(neighbour, claim_id) == before


def decided(office: Office, claim_id: UUID) -> tuple[dict[str, object], int]:
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        record = claims.check(session, office.maker, claim).to_record()
        session.flush()
        return record, claim.version


def test_an_employer_sees_neither_matches_nor_their_trail_and_makes_none(
    office: Office, neighbour: Office
) -> None:
    claim_of(office, an_invoice())
    claim_of(neighbour, an_invoice())
    look(office)
    settle(office, matches(office)[0].id, "同一张。")
    actions = select(AuditRow.action).where(AuditRow.subject == "cross_match")
    with office.database.transaction(CENTER) as session:
        assert sorted(session.scalars(actions)) == ["find_crossing", "settle_crossing"]
    for each in (office, neighbour):
        with each.database.transaction(each.employer_id) as session:
            assert session.scalars(select(CrossMatchRow)).all() == []
            assert session.scalars(actions).all() == []
            assert crossing.look(session, each.maker) == 0
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            each.database.transaction(each.employer_id) as session,
        ):
            session.add(
                CrossMatchRow(
                    sameness="invoice", earlier_claim_id=uuid4(), later_claim_id=uuid4(),
                    found_at=AT, conclusion="",
                )
            )  # fmt: skip
