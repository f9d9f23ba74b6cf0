"""Readings corrected by persons: the reading stays, the correction counts, somebody else looks."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.decision import Outcome
from compliance.finding import Severity
from importers.checks import Channel
from importers.checks import Outcome as Compared
from importers.invoice import Invoice, Source
from service.actions import claim_views, claims, corrections, intake
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.lines import line
from service.messages import Invalid, Refused
from service.tables import AuditRow, ClaimRow, CorrectionRow, InvoiceRow
from tests.importers.spoofs import TRICKS, Target, forged
from tests.service.office import NAME, SELLER, Office, a_spec, an_invoice

MISTYPED = "91110108059234565X"  # its check character does not fit
NUMBER = "26112000000123456789"


def doubtful(number: str = NUMBER, **changes: object) -> bytes:
    """Draw an invoice whose seller id cannot be right, so that the reader doubts it."""
    return draw(replace(a_spec(number), seller=replace(SELLER, tax_id=MISTYPED), **changes))  # type: ignore[arg-type]  # fields of a spec


def taken(office: Office, content: bytes, name: str = "发票.pdf") -> intake.Taken:
    return intake.take_in(office.desk, office.maker, office.grant_id, name, content).claims[0]


def correct(office: Office, claim_id: UUID, typed: dict[str, str]) -> Outcome:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        return corrections.correct(
            session, office.maker, claim_id, version, typed, "扫描不清"
        ).outcome


def invoice_of(office: Office, claim_id: UUID) -> Invoice:
    with office.database.transaction(office.employer_id) as session:
        return claim_views.claim_page(session, office.maker, claim_id).invoice


def findings(office: Office, claim_id: UUID) -> list[tuple[Severity, str]]:
    with office.database.transaction(office.employer_id) as session:
        page = claim_views.claim_page(session, office.checker, claim_id)
        return [(one.severity, one.message.text()) for one in page.decision.findings]


def test_a_doubted_field_confirmed_by_hand_is_a_note_for_the_checker(office: Office) -> None:
    claim = taken(office, doubtful())
    assert claim.verdict.outcome is Outcome.REVIEW
    assert correct(office, claim.claim_id, {"seller_tax_id": MISTYPED}) is Outcome.REVIEW
    assert findings(office, claim.claim_id) == [
        (
            Severity.REVIEW,  # printed so indeed, and still no code that can be
            f"销售方税号 {MISTYPED} 的校验位不对，不是有效的统一社会信用代码（依据第二十八条）。",
        ),
        (Severity.NOTE, "销售方税号系统读取不确定，已由经办人对照原件确认（依据第二十八条）。"),
    ]
    invoice = invoice_of(office, claim.claim_id)
    assert invoice.uncertain == frozenset()
    assert Channel.PERSON in invoice.provenance["seller_tax_id"].agrees_with


def test_a_corrected_field_counts_and_has_to_be_explained(office: Office) -> None:
    claim = taken(office, doubtful())
    typed = {"seller_tax_id": "91110108059234565L", "seller_name": SELLER.name}
    assert correct(office, claim.claim_id, typed) is Outcome.REVIEW
    invoice = invoice_of(office, claim.claim_id)
    assert invoice.seller_tax_id == "91110108059234565L"
    assert invoice.provenance["seller_tax_id"].source is Source.PERSON
    assert findings(office, claim.claim_id) == [
        (Severity.REVIEW, "销售方税号由经办人更正，与系统读到的不同（依据第二十八条）。")
    ]
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim.claim_id).version
        with pytest.raises(Refused, match="先填写说明"):
            claims.submit(session, office.maker, claim.claim_id, version)


def test_the_reading_itself_stays_and_the_trail_names_the_fields(office: Office) -> None:
    claim = taken(office, doubtful())
    correct(office, claim.claim_id, {"seller_tax_id": "91110108059234565L"})
    with office.database.transaction(office.employer_id) as session:
        row = session.scalars(select(InvoiceRow)).one()
        assert row.record["seller_tax_id"] == MISTYPED
        made = session.scalars(select(CorrectionRow)).one()
        assert (made.field, made.read, made.stated) == (
            "seller_tax_id", MISTYPED, "91110108059234565L",
        )  # fmt: skip
        step = session.scalars(select(AuditRow).where(AuditRow.action == "correct_reading")).one()
        assert step.reason == "seller_tax_id"


def test_what_the_qr_code_proves_cannot_be_corrected(office: Office) -> None:
    claim = taken(office, doubtful())
    with pytest.raises(Refused, match="已由二维码"):
        correct(office, claim.claim_id, {"invoice_number": "26112000000123456780"})


def test_another_file_does_not_open_what_the_qr_code_proved(office: Office) -> None:
    claim = taken(office, an_invoice())
    dearer = replace(a_spec(NUMBER), lines=(line("*研发和技术服务*测试费", Decimal("9000.00")),))
    assert taken(office, draw(dearer), "另一份.pdf").already
    before = invoice_of(office, claim.claim_id)
    assert "total_with_tax" in before.uncertain
    with pytest.raises(Refused, match="已由二维码"):
        correct(office, claim.claim_id, {"total_with_tax": "9540.00"})
    correct(office, claim.claim_id, {"total_with_tax": str(before.total_with_tax)})
    assert "total_with_tax" not in invoice_of(office, claim.claim_id).uncertain


def test_what_no_voucher_says_is_refused_with_its_form(office: Office) -> None:
    claim = taken(office, doubtful())
    with pytest.raises(Invalid, match="最多两位小数"):
        correct(office, claim.claim_id, {"total_tax": "sechzig"})


def test_a_corrected_seller_is_found_in_the_list_of_claims(office: Office) -> None:
    claim = taken(office, doubtful())
    correct(office, claim.claim_id, {"seller_name": "北京明远检测技术（集团）有限公司"})
    with office.database.transaction(office.employer_id) as session:
        wanted = claim_views.Filter(text="（集团）")
        found = claim_views.list_claims(session, office.maker, wanted)
    assert [line.claim.id for line in found.lines] == [claim.claim_id]


def test_a_submitted_claim_is_not_corrected(office: Office) -> None:
    claim = taken(office, an_invoice())
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim.claim_id).version
        claims.submit(session, office.maker, claim.claim_id, version)
    with pytest.raises(Refused, match="已提交"):
        correct(office, claim.claim_id, {"remarks": "别的"})


def test_the_database_keeps_the_reading_of_a_claimed_invoice(office: Office) -> None:
    claim = taken(office, an_invoice())
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim.claim_id).version
        claims.submit(session, office.maker, claim.claim_id, version)
    with pytest.raises(DBAPIError, match="its reading stays"):
        correct_past_the_service(office)


def correct_past_the_service(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        invoice = session.scalars(select(InvoiceRow)).one()
        session.add(
            CorrectionRow(
                employer_id=office.employer_id, invoice_id=invoice.id, field="remarks",
                read=None, stated="x", made_by=office.maker.user_id, made_at=office.maker.at,
            )
        )  # fmt: skip


@pytest.mark.parametrize("column", ["total = 1", "key = 'x'", "number = 'x'", "seller_name = 'x'"])
def test_the_database_lets_an_invoice_change_by_a_correction_only(
    office: Office, column: str
) -> None:
    taken(office, an_invoice())
    with (
        pytest.raises(DBAPIError, match="changes by a correction only"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(text(f"update invoice set {column}"))  # noqa: S608  # from the list above


def test_another_file_of_the_invoice_that_says_otherwise_is_a_finding(office: Office) -> None:
    first = taken(office, an_invoice())
    other = draw(replace(a_spec(NUMBER), remarks="另一份文件上的备注"))
    assert invoice_of(office, first.claim_id).remarks is None
    again = taken(office, other, "另一份.pdf")
    assert again.already
    checks = invoice_of(office, first.claim_id).checks
    assert [c.outcome for c in checks if c.channel is Channel.RENDITION] == [Compared.AGREES]
    changed = draw(replace(a_spec(NUMBER), seller=replace(SELLER, name="北京别家检测有限公司")))
    assert taken(office, changed, "第三份.pdf").already
    said = findings(office, first.claim_id)
    assert len(said) >= 1
    assert any(
        "销售方名称" in sentence and severity is Severity.REVIEW for severity, sentence in said
    )


def test_an_upload_is_held_against_its_page_as_drawn(office: Office) -> None:
    looking = replace(office, desk=replace(office.desk, look=True))
    honest = taken(looking, an_invoice())
    seen = invoice_of(office, honest.claim_id).provenance["seller_name"].agrees_with
    assert Channel.PIXELS in seen
    remapped = next(trick for trick in TRICKS if trick.name == "remapped characters")
    spec = replace(
        a_spec("26112000000123456797"), buyer=replace(a_spec(NUMBER).buyer, name=SELLER.name)
    )
    stolen = forged(remapped, spec, NAME, Target.BUYER)  # shows the seller's name, says ours
    invoice = invoice_of(office, taken(looking, stolen).claim_id)
    assert "buyer_name" in invoice.uncertain or invoice.buyer_name == SELLER.name
    assert any(check.outcome is Compared.DIFFERS for check in invoice.checks)


def test_the_same_number_written_in_other_signs_is_not_charged_again(office: Office) -> None:
    first = taken(office, draw_xml(a_spec(NUMBER)), "发票.xml")
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, first.claim_id).version
        claims.submit(session, office.maker, first.claim_id, version)
    wide = "".join(chr(0xFF10 + int(digit)) for digit in NUMBER)
    doctored = draw_xml(a_spec(NUMBER)).decode().replace(NUMBER, wide)
    again = taken(office, doctored.replace("2026-", "2025-").encode(), "另一份.xml")
    assert again.verdict.outcome is Outcome.BLOCK
    assert any("号码相同" in sentence for _, sentence in findings(office, again.claim_id))
    with pytest.raises(Refused, match="不能报销两次"):
        correct(office, again.claim_id, {"invoice_number": NUMBER})


def test_a_qr_code_that_says_otherwise_is_answered_for_even_when_confirmed(
    office: Office,
) -> None:
    real = a_spec(NUMBER).filled()
    dearer = replace(a_spec(NUMBER), lines=(line("*研发和技术服务*测试费", Decimal("9000.00")),))
    claim = taken(office, draw(replace(dearer, qr=real.qr)))
    typed = {"total_with_tax": str(invoice_of(office, claim.claim_id).total_with_tax)}
    assert correct(office, claim.claim_id, typed) is Outcome.REVIEW
    assert any("二维码" in sentence for _, sentence in findings(office, claim.claim_id))


def test_the_claimed_amount_follows_a_corrected_total(office: Office) -> None:
    words = draw(replace(a_spec(NUMBER), total_in_words="壹仟圆整"))
    claim = taken(office, words)
    typed = {"total_in_words": "壹仟零陆拾圆整", "total_with_tax": "1060.00"}
    correct(office, claim.claim_id, typed)
    with office.database.transaction(office.employer_id) as session:
        assert session.get_one(ClaimRow, claim.claim_id).amount == Decimal("1060.00")
    assert invoice_of(office, claim.claim_id).total_in_words == "壹仟零陆拾圆整"


def places(office: Office, claim_id: UUID, typed: dict[str, str]) -> None:
    """Correct as the page does: find the places first, remember them afterwards."""
    with office.database.transaction(office.employer_id) as session:
        file = claim_views.original_file(session, office.desk.originals, office.maker, claim_id)
    found = corrections.find_places(office.desk.readers, file, invoice_of(office, claim_id), typed)
    correct(office, claim_id, typed)
    with office.database.transaction(office.employer_id) as session:
        corrections.remember(session, office.maker, claim_id, found)


def proposed(office: Office, claim_id: UUID) -> dict[str, str]:
    invoice = invoice_of(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        known = corrections.hints(session, office.maker, invoice)
        file = claim_views.original_file(session, office.desk.originals, office.maker, claim_id)
    found = corrections.proposals(office.desk.readers, file, invoice, known)
    return {one.field: one.text for one in found}


def with_issuer(number: str, issuer: str) -> bytes:
    """Draw an invoice on which the name of the issuer is what a person takes for the remarks."""
    return draw(replace(a_spec(number), issuer=issuer))


def test_where_a_field_was_found_is_proposed_on_the_sellers_next_voucher(office: Office) -> None:
    first = taken(office, with_issuer(NUMBER, "赵一鸣"))
    assert proposed(office, first.claim_id) == {}
    places(office, first.claim_id, {"remarks": "赵一鸣"})
    assert proposed(office, first.claim_id) == {}  # it says so already
    second = taken(office, with_issuer("26112000000123456797", "钱二宝"))
    assert invoice_of(office, second.claim_id).remarks is None  # never applied by itself
    assert proposed(office, second.claim_id) == {"remarks": "钱二宝"}


def test_the_memory_belongs_to_the_seller(office: Office) -> None:
    first = taken(office, with_issuer(NUMBER, "赵一鸣"))
    places(office, first.claim_id, {"remarks": "赵一鸣"})
    stranger = replace(a_spec("26112000000123456797"), seller=replace(SELLER, tax_id=MISTYPED))
    assert proposed(office, taken(office, draw(stranger)).claim_id) == {}


def test_a_newer_place_replaces_an_older_one(office: Office) -> None:
    first = taken(office, with_issuer(NUMBER, "赵一鸣"))
    places(office, first.claim_id, {"remarks": "赵一鸣"})
    places(office, first.claim_id, {"remarks": SELLER.name})
    second = taken(office, with_issuer("26112000000123456797", "钱二宝"))
    assert "北京明远" in proposed(office, second.claim_id)["remarks"]


def test_a_value_that_stands_nowhere_is_not_remembered(office: Office) -> None:
    first = taken(office, an_invoice())
    places(office, first.claim_id, {"remarks": "票面上没有的话"})
    second = taken(office, an_invoice("26112000000123456797"))
    assert proposed(office, second.claim_id) == {}
