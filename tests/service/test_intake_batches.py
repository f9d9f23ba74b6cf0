"""Batches: whatever is cut off, sent twice, paused or given up, each file ends once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from service.actions import claims, intake, intake_batches, intake_ends, intake_work
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Role
from service.tables import InboxMessageRow, OriginalRow
from tests.service.batches import (
    announced,
    at,
    by_name,
    claim_numbers,
    closed,
    opened,
    packed,
    put_in,
    seen,
    worked_off,
)
from tests.service.office import AT, USCC, Office, an_invoice, user

MEAL = "*餐饮服务*工作餐"


def numbered(last: int) -> bytes:
    return an_invoice(f"2611200000012345678{last}")


def test_each_file_gets_its_answer_and_one_of_the_same_invoice_leads_to_its_claim(
    office: Office,
) -> None:
    batch = put_in(
        office,
        {
            "甲.pdf": numbered(1),
            "饭.pdf": an_invoice("26112000000999999999", name=MEAL),
            "甲 副本.pdf": numbered(1),
            "坏.pdf": b"%PDF-1.7 broken",
            "空.pdf": b"",
        },
    )
    assert seen(office, batch).remaining == 4
    assert worked_off(office) == 4
    view = seen(office, batch)
    assert view.finished
    assert view.counts == {"pass": 1, "block": 1, "already": 1, "refused": 2}
    files = by_name(view)
    assert files["甲 副本.pdf"].claims[0].number == files["甲.pdf"].claims[0].number
    assert files["饭.pdf"].claims[0].findings[0].message.text()
    assert "空" in files["空.pdf"].refusals[0].text()
    assert len(claim_numbers(office)) == 2


def test_a_row_says_when_a_later_voucher_made_the_verdict_another(office: Office) -> None:
    batch = put_in(office, {f"{last}.pdf": numbered(last) for last in (1, 2, 3)})
    worked_off(office)
    first = by_name(seen(office, batch))["1.pdf"].claims[0]
    assert (first.outcome, first.now) == ("pass", None)
    with office.database.transaction(office.employer_id) as session:
        claims.look_again(session, office.maker, [first.claim_id])  # of three in a row by now
    first = by_name(seen(office, batch))["1.pdf"].claims[0]
    assert (first.outcome, first.now) == ("pass", "review")


def test_what_was_announced_or_sent_already_is_not_taken_again(office: Office) -> None:
    batch = opened(office)
    first = announced(office, batch, "甲.pdf", "乙.pdf")
    assert announced(office, batch, "乙.pdf", "甲.pdf", "丙.pdf")[:2] == first[::-1]
    for _ in range(2):
        intake_batches.store(office.desk, office.maker, first[0], numbered(1))
    worked_off(office)
    again = intake_batches.store(office.desk, office.maker, first[0], numbered(2))
    assert again.state == "done"
    assert len(claim_numbers(office)) == 1
    assert seen(office, batch).expected == 2
    closed(office, batch)
    with pytest.raises(Refused, match="另起一批"):
        announced(office, batch, "丁.pdf")
    assert announced(office, batch, "甲.pdf") == first[:1]


def test_the_members_of_an_archive_become_files_and_nothing_classified_is_kept(
    office: Office, tmp_path: Path
) -> None:
    content = packed(
        {
            "三月/绝密.pdf": numbered(1),
            "三月/发票.pdf": numbered(2),
            "三月/里面.zip": packed({"x.pdf": numbered(3)}),
            "三月/空.pdf": b"",
        }
    )
    batch = put_in(office, {"三月.zip": content, "机密.zip": content})
    worked_off(office)
    view = seen(office, batch)
    assert view.counts == {"pass": 1, "refused": 4}
    assert view.finished
    verdicts = [(file.position, file.part, file.verdict) for file in view.files]
    assert verdicts == [
        (1, 0, "archive"), (1, 1, "refused"), (1, 2, "pass"), (1, 3, "refused"),
        (1, 4, "refused"), (2, 0, "refused"),
    ]  # fmt: skip
    told = str([(file.name, file.folder, file.key) for file in view.files])
    assert "密" not in told
    with office.database.transaction(office.employer_id) as session:
        assert session.scalar(select(func.count()).select_from(OriginalRow)) == 1
        with pytest.raises(Refused, match="密级"):
            intake_batches.retry(session, office.maker, view.files[-1].id)
    kept = sum(1 for path in (tmp_path / "originals").rglob("*") if path.is_file())
    assert kept == 1


def test_folders_of_an_archive_are_kept_printable(office: Office) -> None:
    content = packed({"三月\u202e/甲\x01乙/发票.pdf": numbered(1)})
    batch = put_in(office, {"三月.zip": content})
    worked_off(office)
    assert [file.folder for file in seen(office, batch).files] == ["", "三月/甲乙"]


def test_a_broken_archive_is_refused_kept_and_can_be_tried_again(office: Office) -> None:
    broken = packed({"a.pdf": numbered(1)})[:-30]
    batch = put_in(office, {"坏.zip": broken})
    (file,) = seen(office, batch).files
    assert file.verdict == "refused"
    with office.database.transaction(office.employer_id) as session:
        assert intake_batches.retry(session, office.maker, file.id).state == "stored"
    assert worked_off(office) == 1
    assert seen(office, batch).files[0].verdict == "refused"


def test_a_paused_batch_waits_and_a_cancelled_file_is_never_booked(office: Office) -> None:
    batch = put_in(office, {"甲.pdf": numbered(1), "乙.pdf": numbered(2), "丙.pdf": numbered(3)})
    with office.database.transaction(office.employer_id) as session:
        intake_batches.pause(session, office.maker, batch)
    assert worked_off(office) == 0
    assert seen(office, batch).paused
    with office.database.transaction(office.employer_id) as session:
        intake_batches.resume(session, office.maker, batch)
    hand = intake_work.take_next(office.database, "one", AT)
    assert hand is not None
    with office.database.transaction(office.employer_id) as session:
        files = by_name(seen(office, batch))
        some = [files["甲.pdf"].id, files["乙.pdf"].id]
        assert intake_batches.cancel(session, office.maker, batch, some) == 2
    intake_work.work(office.desk, hand, at)  # it was being read when it was given up
    assert worked_off(office) == 1
    assert seen(office, batch).counts == {"cancelled": 2, "pass": 1}
    assert len(claim_numbers(office)) == 1
    with office.database.transaction(office.employer_id) as session:
        intake_batches.retry(session, office.maker, files["甲.pdf"].id)
    assert worked_off(office) == 1
    assert len(claim_numbers(office)) == 2
    with office.database.transaction(office.employer_id) as session:
        assert intake_batches.retry(session, office.maker, files["甲.pdf"].id).state == "done"
        assert intake_batches.cancel(session, office.maker, batch) == 0


def test_a_file_whose_worker_died_is_taken_again_and_the_dead_one_writes_nothing(
    office: Office,
) -> None:
    batch = put_in(office, {"甲.pdf": numbered(1)})
    slow = intake_work.take_next(office.database, "slow", AT)
    assert slow is not None
    assert intake_work.take_next(office.database, "other", AT + timedelta(seconds=15)) is None
    intake_work.hold(office.database, "slow", {slow.file_id}, AT + timedelta(seconds=15))
    assert intake_work.take_next(office.database, "other", AT + timedelta(seconds=30)) is None
    late = AT + timedelta(seconds=40)
    other = intake_work.take_next(office.database, "other", late)
    assert other is not None
    assert other.attempt == slow.attempt + 1
    intake_work.work(office.desk, slow, at)
    assert claim_numbers(office) == []
    assert seen(office, batch).files[0].state == "reading"
    intake_work.work(office.desk, other, at)
    assert len(claim_numbers(office)) == 1


def test_what_fails_three_times_is_said_and_waits_for_a_person(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = put_in(office, {"甲.pdf": numbered(1)})

    def breaks(*_: object) -> intake.TakenIn:
        raise RuntimeError("of ours")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "book", breaks)
        assert worked_off(office) == 3
    (file,) = seen(office, batch).files
    assert file.verdict == "failed"
    assert "重试" in file.refusals[0].text()
    with office.database.transaction(office.employer_id) as session:
        intake_batches.retry(session, office.maker, file.id)
    worked_off(office)
    assert seen(office, batch).counts == {"pass": 1}


def test_a_file_that_takes_its_worker_along_three_times_is_given_up(office: Office) -> None:
    batch = put_in(office, {"甲.pdf": numbered(1), "乙.pdf": numbered(2)})
    with office.database.transaction(office.employer_id) as session:
        second = by_name(seen(office, batch))["乙.pdf"].id
        intake_batches.cancel(session, office.maker, batch, [second])
    for died in range(3):
        moment = AT + timedelta(minutes=died)
        assert intake_work.take_next(office.database, f"w{died}", moment) is not None
    assert intake_work.somebody_waits(office.database, AT + timedelta(minutes=3))
    assert intake_work.take_next(office.database, "last", AT + timedelta(minutes=3)) is None
    assert by_name(seen(office, batch))["甲.pdf"].verdict == "failed"


def test_one_message_at_the_end_to_its_maker_and_none_where_the_page_was_open(
    office: Office,
) -> None:
    batch = put_in(office, {"甲.pdf": numbered(1), "坏.pdf": b"%PDF-1.7 broken"})
    worked_off(office)
    soon, later = AT + timedelta(seconds=1), AT + timedelta(seconds=9)
    assert intake_ends.tell_finished(office.database, soon) == 0  # a page may still ask
    assert intake_ends.tell_finished(office.database, later) == 1
    assert intake_ends.tell_finished(office.database, later) == 0
    watched = put_in(office, {"乙.pdf": numbered(2)})
    worked_off(office)
    with office.database.transaction(office.employer_id) as session:
        intake_ends.seen(session, office.maker, seen(office, watched))
    assert intake_ends.tell_finished(office.database, soon) == 1
    with office.database.transaction(CENTER) as session:
        query = select(InboxMessageRow).where(InboxMessageRow.topic == "intake")
        (told,) = session.scalars(query).all()
    assert (told.user_id, told.link) == (office.maker.user_id, f"/intake/{batch}")
    assert told.values == {"all": "2", "left": "1"}
    with office.database.transaction(office.employer_id) as session:
        intake_ends.seen(session, office.maker, seen(office, batch))
        assert session.scalars(query).one().over_at == AT


def test_what_never_came_is_given_up_after_some_days(office: Office) -> None:
    batch = opened(office)
    announced(office, batch, "甲.pdf")
    intake_ends.give_up_abandoned(office.database, AT + timedelta(days=2))
    assert seen(office, batch).expected == 1
    intake_ends.give_up_abandoned(office.database, AT + timedelta(days=4))
    view = seen(office, batch)
    assert view.counts == {"cancelled": 1}
    assert view.finished


def test_a_colleague_looks_on_and_a_stranger_sees_nothing(office: Office) -> None:
    batch = put_in(office, {"甲.pdf": numbered(1)})
    colleague = user(office.database, "maker2", Role.EMPLOYER_MAKER, USCC)
    stranger = replace(office.maker, employer_id=uuid4())
    with office.database.transaction(office.employer_id) as session:
        assert not intake_batches.batch(session, colleague, batch).own
        with pytest.raises(Refused, match="上传人"):
            intake_batches.pause(session, colleague, batch)
        with pytest.raises(NotFound):
            intake_batches.batch(session, stranger, batch)
        with pytest.raises(NotFound):
            intake_batches.retry(session, stranger, seen(office, batch).files[0].id)
        assert intake_batches.open_batches(session, colleague) == []
        (own,) = intake_batches.open_batches(session, office.maker)
    assert own.id == batch


def test_a_batch_has_an_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_batches, "FILES_MAX", 1)
    batch = opened(office)
    with pytest.raises(Invalid, match="最多 1 个文件"):
        announced(office, batch, "甲.pdf", "乙.pdf")


def test_the_database_lets_no_file_go_backwards(office: Office) -> None:
    put_in(office, {"甲.pdf": numbered(1)})
    worked_off(office)
    for change in ("state = 'stored', outcome = null", "attempts = 0"):
        with (
            pytest.raises(DBAPIError, match="intake file"),
            office.database.transaction(office.employer_id) as session,
        ):
            session.execute(text(f"update intake_file set {change}"))  # noqa: S608  # ours


def test_the_time_left_follows_the_pace_of_the_last_files(office: Office) -> None:
    batch = put_in(office, {f"{n}.pdf": b"%PDF-1.7 broken" + bytes([n]) for n in range(6)})
    for second in range(4):
        moment = AT + timedelta(seconds=second)
        hand = intake_work.take_next(office.database, "w", moment)
        assert hand is not None
        intake_work.work(office.desk, hand, lambda moment=moment: moment)  # type: ignore[misc]  # bound now
    reader = replace(office.maker, at=AT + timedelta(seconds=4))
    with office.database.transaction(office.employer_id) as session:
        view = intake_batches.batch(session, reader, batch)
        changed = intake_batches.batch(session, reader, batch, AT + timedelta(seconds=13))
    assert (view.seconds_left, view.done, view.total) == (2, 4, 6)
    assert len(changed.files) == 1
