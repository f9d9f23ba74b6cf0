"""Texts of the Center: loaded by one person, approved by another, never to anybody's harm."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from compliance import library
from compliance.decision import Outcome
from compliance.text import TextKind
from service import texts
from service.actions import law_texts, text_effects
from service.actions.claims import Change
from service.actions.law_texts import NewText
from service.actions.text_effects import Effect, Preview
from service.db import CENTER
from service.demo.invoices import Party
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AuditRow, DecisionRow, LawTextRow
from tests.service.loaded_texts import FROM, LIST, NEW_LIST, a_list, installed
from tests.service.office import AT, SELLER, Office, an_invoice, approve_and_pay
from tests.service.test_claims import change, row, submit, upload

LISTS, CALENDAR, STANDARDS = TextKind.NEGATIVE_LIST, TextKind.CALENDAR, TextKind.STANDARDS
TODAY = date(2026, 3, 10)


def load(
    office: Office, content: str | bytes, kind: TextKind = LISTS, reason: str = "依据会议纪要。"
) -> UUID:
    file = content.encode() if isinstance(content, str) else content
    with office.database.transaction(CENTER) as session:
        new = NewText(kind=kind, content=file, reason=reason)
        return law_texts.load(session, office.auditor, new).id


def approve(office: Office, text_id: UUID, actor: Actor | None = None) -> None:
    with office.database.transaction(CENTER) as session:
        law_texts.approve(session, actor or office.manager, text_id)


def previewed(office: Office, text_id: UUID, most: int | None = None) -> Preview:
    with office.database.transaction(CENTER) as session:
        content = session.get_one(LawTextRow, text_id).content
        kind = TextKind(session.get_one(LawTextRow, text_id).kind)
        parsed = library.parse(kind, content)
        return text_effects.preview(session, parsed, most)


def trail(office: Office, text_id: UUID) -> list[tuple[str, str | None, str | None]]:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(
            select(AuditRow).where(AuditRow.subject_id == text_id).order_by(AuditRow.id)
        )
        return [(each.action, each.actor_name, each.reason) for each in rows]


def calendar(version: str = "calendar-2027", effective_from: str = "2019-01-01") -> str:
    more = '{ first_on = 2027-01-01, last_on = 2027-01-01, zh = "元旦", en = "New Year" },'
    return (
        installed(CALENDAR)
        .replace('version = "calendar-2026"', f'version = "{version}"')
        .replace("effective_from = 2019-01-01", f"effective_from = {effective_from}")
        .replace("2026]", "2026, 2027]")
        .replace("rest = [\n", f"rest = [\n  {more}\n")
    )


# ── loading ──


def test_a_loaded_text_waits_and_counts_for_nothing(office: Office) -> None:
    waiting = load(office, a_list())
    with office.database.transaction(CENTER) as session:
        loaded = session.get_one(LawTextRow, waiting)
        assert (loaded.kind, loaded.version) == ("negative_list", NEW_LIST)
        assert (loaded.effective_from, loaded.loaded_by) == (FROM, office.auditor.user_id)
        assert (loaded.loaded_at, loaded.approved_at) == (AT, None)
        assert (LISTS, NEW_LIST) not in texts.library(session).texts
    assert trail(office, waiting) == [("load_text", "auditor 的姓名", "依据会议纪要。")]


def test_a_file_from_windows_is_read_as_any_other(office: Office) -> None:
    content = a_list()
    waiting = load(office, b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())
    with office.database.transaction(CENTER) as session:
        assert session.get_one(LawTextRow, waiting).content == content


@pytest.mark.parametrize(
    ("kind", "content", "sentence"),
    [
        (LISTS, b"\xb0\xe6", "文件第 1 个字节不是 UTF-8 编码的文字"),
        (LISTS, b"#" * (1024 * 1024 + 1), "文件超过 1 MB"),
        (LISTS, b"version =", "这份文件不能用作负面清单：文件末尾不是有效的 TOML"),
        (
            LISTS, a_list().replace("match.keywords", "match.keyword", 1).encode(),
            "[[item]] 第 1 项（NL-01）：不认识的名称“keyword”，请核对拼写。",
        ),
        (CALENDAR, a_list().encode(), "这份文件不能用作工作日历：不认识的名称“"),
        (
            LISTS, a_list().replace("remedy_zh", "text_zh_", 1).encode(),
            "[[item]] 第 1 项（NL-01）：不认识的名称“text_zh_”",
        ),
        (
            LISTS, a_list().replace('"滞纳金", "违约金"', '"违约金"', 1).encode(),
            "NL-01 的例子“滞纳金”应得 block，按这份文件却是 pass。",
        ),
        (
            LISTS, a_list().replace('  { line = "滞纳金", expect = "block" },\n', "", 1).encode(),
            "NL-01 的例子不够：至少要有 2 个查得出的和 2 个不应查出的。",
        ),
        (
            LISTS,
            a_list().replace('decided_by = "verified_invoice"', 'decided_by = "magic"').encode(),
            "NL-24 写明由“magic”判断，没有这条规则。",
        ),
        (LISTS, a_list("负面清单").encode(), "版本号 负面清单 不可用"),
        (LISTS, a_list(replaces="default-1999").encode(), "没有版本为 default-1999 的文本可接替。"),
        (
            LISTS, a_list(effective_from=date(2025, 1, 1), version="a-list").encode(),
            "生效日 2025-01-01 须晚于所接替的 default-2025（2025-01-01 起生效）",
        ),
        (
            CALENDAR, calendar("calendar-2025").encode(),
            "生效日 2019-01-01 须晚于所接替的 calendar-2026（2019-01-01 起生效）",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_serve_is_refused_with_the_place(
    office: Office, kind: TextKind, content: bytes, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        load(office, content, kind)
    assert sentence in str(refused.value)


def test_a_version_is_never_used_twice(office: Office) -> None:
    with pytest.raises(Refused, match="负面清单版本 default-2025 已经有了"):
        load(office, a_list(LIST, replaces=None))
    rejected = load(office, a_list())
    with office.database.transaction(CENTER) as session:
        law_texts.reject(session, office.manager, rejected, "措辞再改")
    with pytest.raises(Refused, match="负面清单版本 default-2026 已经有了"):
        load(office, a_list())


def test_a_text_says_why_it_is_needed(office: Office) -> None:
    with pytest.raises(Invalid, match="请写明为什么更换"):
        load(office, a_list(), reason="  ")


# ── approving ──


def test_an_approved_text_takes_effect_at_once(office: Office) -> None:
    waiting = load(office, a_list(effective_from=TODAY))
    approve(office, waiting)
    with office.database.transaction(office.employer_id) as session:
        found = texts.library(session)
    assert found.in_force(LIST, TODAY).negative_list.heading.version == NEW_LIST
    assert found.in_force(LIST, date(2026, 3, 9)).negative_list.heading.version == LIST
    assert trail(office, waiting)[1] == ("approve_text", "manager 的姓名", None)


def test_nobody_approves_what_they_loaded(office: Office) -> None:
    waiting = load(office, a_list())
    with pytest.raises(Forbidden, match="不能批准自己载入的文本 default-2026"):
        approve(office, waiting, office.auditor)


def test_what_is_decided_is_decided(office: Office) -> None:
    waiting = load(office, a_list())
    approve(office, waiting)
    with pytest.raises(Refused, match="文本 default-2026 已经办结"):
        approve(office, waiting)
    with (
        pytest.raises(Refused, match="已经办结"),
        office.database.transaction(CENTER) as session,
    ):
        law_texts.reject(session, office.manager, waiting, "太晚了")
    with pytest.raises(NotFound, match="没有这份文本"):
        approve(office, uuid4())


def test_a_rejected_text_says_why_and_never_counts(office: Office) -> None:
    waiting = load(office, a_list())
    with pytest.raises(Invalid, match="请写明不批准的原因"):
        reject(office, waiting, " ")
    reject(office, waiting, "NL-01 的词太宽")
    assert trail(office, waiting)[1] == ("reject_text", "manager 的姓名", "NL-01 的词太宽")
    with office.database.transaction(CENTER) as session:
        assert (LISTS, NEW_LIST) not in texts.library(session).texts


def reject(office: Office, text_id: UUID, reason: str) -> None:
    with office.database.transaction(CENTER) as session:
        law_texts.reject(session, office.manager, text_id, reason)


def test_one_text_has_one_successor(office: Office) -> None:
    first, second = load(office, a_list()), load(office, a_list("default-2027"))
    approve(office, first)
    with pytest.raises(Refused, match="default-2025 已由 default-2026 接替，请改为接替"):
        approve(office, second)
    with pytest.raises(Refused, match="default-2025 已由 default-2026 接替"):
        load(office, a_list("default-2028"))
    day = date(2027, 1, 1)
    approve(office, load(office, a_list("default-2029", replaces=NEW_LIST, effective_from=day)))


def test_a_list_may_stand_beside_the_others(office: Office) -> None:
    approve(office, load(office, a_list("haidian-2026", replaces=None)))
    with office.database.transaction(CENTER) as session:
        found = texts.library(session)
    assert found.in_force(LIST, TODAY).negative_list.heading.version == LIST
    assert found.in_force("haidian-2026", TODAY).negative_list.heading.version == "haidian-2026"


def test_a_new_calendar_counts_for_every_day(office: Office) -> None:
    upload(office, an_invoice())
    waiting = load(office, calendar(), CALENDAR)
    assert previewed(office, waiting).effects == ()
    approve(office, waiting)
    with office.database.transaction(CENTER) as session:
        assert 2027 in texts.library(session).calendar().years


def test_new_standards_count_from_their_day(office: Office) -> None:
    content = installed(STANDARDS).replace('"standards-2025"', '"standards-2026"', 1)
    content = content.replace("effective_from = 2025-01-01", "effective_from = 2026-04-01", 1)
    approve(office, load(office, content, STANDARDS))
    with office.database.transaction(CENTER) as session:
        found = texts.library(session)
    assert found.in_force(LIST, TODAY).standards.heading.version == "standards-2025"
    later = found.in_force(LIST, date(2026, 4, 1))
    assert later.standards.heading.version == "standards-2026"


def test_a_text_is_taken_back_by_whoever_loaded_it(office: Office) -> None:
    waiting = load(office, a_list())
    with (
        pytest.raises(Forbidden, match="只能由载入人撤回"),
        office.database.transaction(CENTER) as session,
    ):
        law_texts.withdraw(session, office.manager, waiting)
    with office.database.transaction(CENTER) as session:
        law_texts.withdraw(session, office.auditor, waiting)
    assert trail(office, waiting)[1] == ("withdraw_text", "auditor 的姓名", None)
    with pytest.raises(Refused, match="已经办结"):
        approve(office, waiting)


# ── what it would change ──


def only(seen: Preview) -> Effect:
    (effect,) = seen.effects
    return effect


def test_an_open_claim_of_the_new_days_is_told_and_decided_anew(office: Office) -> None:
    taken = upload(office, an_invoice(issued_on=TODAY))
    waiting = load(office, a_list(effective_from=TODAY))
    effect = only(previewed(office, waiting))
    assert (effect.number, effect.employer) == (taken.number, "北京星河精工科技有限公司")
    assert (effect.counts, effect.heavier, effect.cost_on) == (True, True, TODAY)
    assert effect.after.value == "block"
    assert [finding.item for finding in effect.new] == ["NL-01"]
    assert row(office, taken.claim_id).outcome == effect.before.value
    approve(office, waiting)
    assert row(office, taken.claim_id).outcome == "block"
    with office.database.transaction(office.employer_id) as session:
        kept = session.scalars(
            select(DecisionRow).where(DecisionRow.claim_id == taken.claim_id)
        ).all()
        assert [NEW_LIST in str(each.facts["texts"]) for each in kept] == [False, True]


def test_a_claim_of_earlier_days_is_told_but_stays_as_it_is(office: Office) -> None:
    taken = upload(office, an_invoice())
    before = row(office, taken.claim_id).outcome
    waiting = load(office, a_list(effective_from=TODAY))
    seen = previewed(office, waiting)
    assert (only(seen).counts, seen.counting) == (False, ())
    approve(office, waiting)
    assert row(office, taken.claim_id).outcome == before


def test_nobody_is_harmed_for_days_gone_by(office: Office) -> None:
    taken = upload(office, an_invoice())
    waiting = load(office, a_list(effective_from=date(2026, 2, 20)))
    assert only(previewed(office, waiting)).counts
    with pytest.raises(Refused, match="会让 1 份费用已经发生的报销申请变重") as refused:
        approve(office, waiting)
    assert taken.number in str(refused.value)


def test_what_is_refused_already_is_not_refused_for_more(office: Office) -> None:
    taken = upload(office, an_invoice(buyer=Party("北京别家科技有限公司", SELLER.tax_id)))
    assert row(office, taken.claim_id).outcome == "block"
    waiting = load(office, a_list(effective_from=date(2026, 2, 20)))
    effect = only(previewed(office, waiting))
    assert (effect.before, effect.after, effect.heavier) == (Outcome.BLOCK, Outcome.BLOCK, True)
    with pytest.raises(Refused, match="不得追溯加重"):
        approve(office, waiting)


def test_the_day_before_the_cost_is_another_matter(office: Office) -> None:
    upload(office, an_invoice())
    waiting = load(office, a_list(effective_from=date(2026, 2, 21)))
    assert not only(previewed(office, waiting)).counts
    approve(office, waiting)


def test_a_relief_may_reach_back(office: Office) -> None:
    taken = upload(office, an_invoice(name="*研发和技术服务*赔偿费"))
    assert row(office, taken.claim_id).outcome == "block"
    waiting = load(office, a_list().replace('"赔偿费", ', ""))
    effect = only(previewed(office, waiting))
    assert (effect.counts, effect.heavier) == (True, False)
    assert [finding.item for finding in effect.gone] == ["NL-01"]
    approve(office, waiting)
    assert row(office, taken.claim_id).outcome != "block"


def test_posted_claims_are_left_alone(office: Office) -> None:
    taken = upload(office, an_invoice(issued_on=TODAY))
    change(office, taken.claim_id, Change(amount=Decimal(1060)))
    submit(office, taken.claim_id)
    approve_and_pay(office, taken.claim_id)
    waiting = load(office, a_list(effective_from=TODAY))
    assert previewed(office, waiting) == Preview(0, 0, ())
    approve(office, waiting)


def test_the_newest_claims_are_looked_at_first_and_only_so_many(office: Office) -> None:
    upload(office, an_invoice(issued_on=TODAY))
    upload(office, an_invoice("26112000000123456780", issued_on=TODAY))
    waiting = load(office, a_list(effective_from=TODAY))
    assert previewed(office, waiting, most=1).examined == 1
    assert len(previewed(office, waiting).effects) == 2


def test_facts_of_an_older_release_are_counted_as_unread(office: Office) -> None:
    taken = upload(office, an_invoice(issued_on=TODAY))
    waiting = load(office, a_list(effective_from=TODAY))
    with office.database.transaction(office.employer_id) as session:
        session.execute(
            text(
                "insert into decision (employer_id, claim_id, outcome, rulebook_version, facts,"
                " result, decided_at) select employer_id, claim_id, outcome, '1-old',"
                " facts - 'texts', result, decided_at from decision where claim_id = :claim"
            ),
            {"claim": taken.claim_id},
        )
    assert previewed(office, waiting) == Preview(1, 1, ())


def test_a_list_that_stands_beside_changes_no_claim(office: Office) -> None:
    upload(office, an_invoice(issued_on=TODAY))
    waiting = load(office, a_list("haidian-2026", replaces=None, effective_from=TODAY))
    assert previewed(office, waiting) == Preview(1, 0, ())
