"""线索 in the service: looked for, kept, judged with reasons, watched; no employer sees them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DBAPIError

from compliance.facts import Relation
from service import jobs
from service.actions import (
    claims,
    listings,
    related_parties,
    signal_population,
    signal_steps,
    signal_views,
    signals,
)
from service.actions.listings import NewListing
from service.actions.related_parties import NewRelatedParty
from service.actions.signal_views import Filter
from service.actions.signals import Seen
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    AuditRow,
    ClaimRow,
    CorrectionRow,
    SignalEvidenceRow,
    SignalRow,
    SignalRunRow,
    SignalStepRow,
)
from tests.service.neighbour import beside, claim_of
from tests.service.office import AT, SELLER, Office, an_invoice

NUMBER, OTHER = "26112000000123456789", "26112000000123456790"
REASON = "已核对原件和合同，属分摊费用。"


@pytest.fixture
def neighbour(office: Office) -> Office:
    return beside(office)


def look(office: Office, actor: Actor | None = None) -> Seen:
    with office.database.transaction(CENTER) as session:
        return signals.look(session, actor or system_actor(AT))


def listed(office: Office, **asked: object) -> tuple[signal_views.Line, ...]:
    with office.database.transaction(CENTER) as session:
        return signal_views.list_signals(session, Filter(**asked)).lines  # type: ignore[arg-type]  # fields of a filter


def the_one(office: Office, kind: str = "same_invoice") -> UUID:
    (line,) = [line for line in listed(office, state="all") if line.kind.code == kind]
    return line.id


def take(office: Office, signal_id: UUID, action: str, reason: str = REASON) -> None:
    with office.database.transaction(CENTER) as session:
        signal_steps.take(session, office.auditor, signal_id, action, reason)


def detail(office: Office, signal_id: UUID) -> signal_views.Detail:
    with office.database.transaction(CENTER) as session:
        return signal_views.one(session, signal_id)


def watched(office: Office, until: datetime = AT) -> set[UUID]:
    with office.database.transaction(CENTER) as session:
        return set(session.scalars(signal_steps.watched(until)))


def withdraw(office: Office, claim_id: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.withdraw(session, office.maker, claim_id, version, "误传")


def doubled(office: Office, neighbour: Office) -> tuple[UUID, UUID]:
    """Let both employers claim one invoice."""
    return claim_of(office, an_invoice(NUMBER)), claim_of(neighbour, an_invoice(NUMBER))


# ── looking ──


def test_a_signal_is_found_once_with_its_claims_and_its_evidence(
    office: Office, neighbour: Office
) -> None:
    pair = doubled(office, neighbour)
    assert (look(office).fresh, look(office).fresh) == (1, 0)
    (line,) = listed(office)
    assert line.kind.code == "same_invoice"
    assert NUMBER in line.found.text()
    assert set(line.employers) == {"北京星河精工科技有限公司", "北京岚序能源系统研究院有限公司"}
    found = detail(office, line.id)
    assert {claim.id for claim in found.claims} == set(pair)
    assert found.steps == ("follow", "dismiss", "watch")
    assert found.line.amount == sum(claim.amount for claim in found.claims)
    with office.database.transaction(CENTER) as session:
        assert [each.id for each in signal_views.of_claim(session, pair[0])] == [line.id]
        run = signal_views.newest_run(session)
        assert run is not None
        assert (run.claims, run.found, run.made_by) == (2, 1, None)
        assert run.bounds["same_from"] == {"value": "1000", "from": "2025-01-01"}


def test_a_person_may_look_too_and_the_trail_says_who(office: Office, neighbour: Office) -> None:
    doubled(office, neighbour)
    seen = look(office, office.auditor)
    with office.database.transaction(CENTER) as session:
        assert session.get_one(SignalRunRow, seen.run_id).made_by == office.auditor.user_id
        trail = select(AuditRow).where(AuditRow.subject_id == seen.run_id)
        assert session.scalars(trail).one().action == "look_for_signals"


def test_the_clock_looks_every_night(office: Office, neighbour: Office) -> None:
    doubled(office, neighbour)
    (job,) = [job for job in jobs.JOBS if job.name == "find_signals"]
    for _ in range(2):
        assert list(job.action(office.database, job.rule.latest(AT), lambda: AT)) == [None]
    assert len(listed(office)) == 1


def test_what_is_found_no_more_is_said_to_be_gone_and_may_come_back(
    office: Office, neighbour: Office
) -> None:
    _, other = doubled(office, neighbour)
    look(office)
    withdraw(neighbour, other)
    assert look(office).gone == 1
    assert look(office).gone == 0
    assert listed(office) == ()
    (line,) = listed(office, state="gone")
    assert line.gone_at == AT
    with office.database.transaction(CENTER) as session:
        assert signal_views.count_open(session) == 0
    claim_of(neighbour, an_invoice(NUMBER))
    look(office)
    (back,) = listed(office)
    assert (back.id, back.gone_at) == (line.id, None)


def test_open_evidence_follows_the_population_and_the_older_one_is_kept(
    office: Office, neighbour: Office
) -> None:
    doubled(office, neighbour)
    look(office)
    signal_id = the_one(office)
    with office.database.transaction(office.employer_id) as session:
        row = session.scalars(select(ClaimRow)).one()
        claims.change(
            session, office.maker, row.id, row.version,
            replace(claims.Change(category=None), amount=row.amount - 1),
        )  # fmt: skip
    before = detail(office, signal_id).line.amount
    assert look(office).fresh == 0
    assert detail(office, signal_id).line.amount == before - 1
    with office.database.transaction(CENTER) as session:
        kept = select(SignalEvidenceRow.digest).where(SignalEvidenceRow.signal_id == signal_id)
        assert len(session.scalars(kept).all()) == 2


def test_filters_narrow_by_kind_employer_grant_and_watch(office: Office, neighbour: Office) -> None:
    doubled(office, neighbour)
    look(office)
    assert len(listed(office, kind="same_invoice", employer_id=office.employer_id)) == 1
    assert len(listed(office, grant_id=neighbour.grant_id)) == 1
    assert listed(office, kind="benford") == ()
    assert listed(office, employer_id=uuid4()) == ()
    assert listed(office, grant_id=uuid4()) == ()
    assert listed(office, watched=True) == ()


# ── what is looked at ──


def test_the_population_knows_corrections_parties_listings_and_accounts(office: Office) -> None:
    claim_id = claim_of(office, an_invoice(NUMBER))
    with office.database.transaction(CENTER) as session:
        party = NewRelatedParty(
            employer_id=office.employer_id, name=SELLER.name, relation=Relation.SHAREHOLDER
        )
        related_parties.declare(session, office.auditor, party)
        listings.add(
            session,
            office.auditor,
            NewListing(name=SELLER.name, reason="看", from_on=date(2026, 1, 1)),
        )
        claim = session.get_one(ClaimRow, claim_id)
        session.execute(
            insert(CorrectionRow).values(
                employer_id=claim.employer_id, invoice_id=claim.invoice_id, field="remarks",
                read=None, stated="销方开户银行:甲; 银行账号:1109 0123 4567 8901;",
                made_by=office.maker.user_id, made_at=AT,
            )
        )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        population = signal_population.gather(session, AT.date())
    (purchase,) = population.purchases
    assert purchase.seller_name == SELLER.name
    assert purchase.seller_code == (SELLER.tax_id or "").casefold()
    assert purchase.accounts == {"1109012345678901"}
    assert population.own_accounts == {"1109012345678901": "北京星河精工科技有限公司"}
    assert not purchase.is_handed_in
    words = " ".join(party.word.text() for party in population.parties)
    assert "登记的关联方（股东或出资人）" in words
    assert "入选者“林知行”" in words
    look(office)
    kinds = {line.kind.code for line in listed(office)}
    assert kinds == {"related_sellers", "shared_accounts", "listed_sellers"}
    with office.database.transaction(CENTER) as session:
        other = signal_views.of_claim(session, claim_id)
    assert len(detail(office, other[0].id).others) == 2


# ── judging ──


def test_a_person_follows_watches_and_dismisses_each_with_a_reason(
    office: Office, neighbour: Office
) -> None:
    pair = doubled(office, neighbour)
    look(office)
    signal_id = the_one(office)
    take(office, signal_id, "watch", "季度抽查时全部检查")
    assert watched(office) == set(pair)
    assert watched(office, AT - timedelta(seconds=1)) == set()
    assert len(listed(office, watched=True)) == 1
    take(office, signal_id, "follow")
    assert detail(office, signal_id).steps == ("dismiss", "reopen", "unwatch")
    take(office, signal_id, "unwatch")
    take(office, signal_id, "watch")
    take(office, signal_id, "dismiss")
    assert watched(office) == set()
    found = detail(office, signal_id)
    assert (found.line.state, found.line.watched) == ("dismissed", False)
    assert [done.action for done in found.history] == [
        "watch", "follow", "unwatch", "watch", "dismiss",
    ]  # fmt: skip
    assert found.history[-1].who == office.auditor.name
    take(office, signal_id, "reopen")
    assert len(listed(office)) == 1


def test_the_trail_says_who_dismissed_a_signal_and_why(office: Office, neighbour: Office) -> None:
    pair = doubled(office, neighbour)
    look(office)
    take(office, the_one(office), "follow")
    take(office, the_one(office), "dismiss")
    with office.database.transaction(CENTER) as session:
        trail = select(AuditRow).where(AuditRow.action == "dismiss_signal")
        row = session.scalars(trail).one()
        assert (row.source, row.target, row.reason) == ("followed", "dismissed", REASON)
        assert row.employer_id is None
        assert signal_views.of_claim(session, pair[0]) == ()


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_without_a_reason_or_with_a_whole_story_nothing_is_done(
    office: Office, neighbour: Office, reason: str
) -> None:
    doubled(office, neighbour)
    look(office)
    with pytest.raises(Invalid, match="理由"):
        take(office, the_one(office), "dismiss", reason)
    assert len(listed(office)) == 1


def test_a_step_that_is_not_due_is_refused(office: Office, neighbour: Office) -> None:
    doubled(office, neighbour)
    look(office)
    signal_id = the_one(office)
    with pytest.raises(Refused, match="刷新"):
        take(office, signal_id, "reopen")
    with pytest.raises(NotFound):
        take(office, signal_id, "again")
    with pytest.raises(NotFound):
        take(office, uuid4(), "follow")
    with pytest.raises(NotFound):
        detail(office, uuid4())


def test_what_was_dismissed_stays_so_until_a_claim_that_nobody_judged_turns_up(
    office: Office, neighbour: Office
) -> None:
    first, _ = doubled(office, neighbour)
    look(office)
    signal_id = the_one(office)
    take(office, signal_id, "dismiss")
    with office.database.transaction(office.employer_id) as session:
        row = session.get_one(ClaimRow, first)
        change = replace(claims.Change(category=None), amount=row.amount - 1)
        claims.change(session, office.maker, first, row.version, change)
    assert look(office).fresh == 0
    assert listed(office) == ()
    withdraw(office, first)
    look(office)
    assert listed(office, state="dismissed")[0].gone_at == AT
    again = claim_of(office, an_invoice(NUMBER))
    assert look(office).fresh == 1
    found = detail(office, signal_id)
    assert (found.line.state, found.line.gone_at) == ("open", None)
    assert found.history[-1].action == "again"
    assert found.history[-1].who == ""
    assert {claim.id for claim in found.claims if claim.is_new} == {again}


# ── what the database keeps and refuses ──


def test_no_employer_sees_or_writes_any_of_it(office: Office, neighbour: Office) -> None:
    doubled(office, neighbour)
    look(office)
    signal_id = the_one(office)
    take(office, signal_id, "follow")
    with office.database.transaction(office.employer_id) as session:
        for table in (SignalRow, SignalEvidenceRow, SignalRunRow, SignalStepRow):
            assert session.scalars(select(table)).all() == []
        assert session.scalars(select(AuditRow).where(AuditRow.subject == "signal")).all() == []
        with pytest.raises(NotFound):
            signal_steps.take(session, office.maker, signal_id, "dismiss", REASON)
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        office.database.transaction(office.employer_id) as session,
    ):
        signals.look(session, office.maker)


def test_the_database_moves_a_signal_by_its_steps_alone(office: Office, neighbour: Office) -> None:
    doubled(office, neighbour)
    look(office)
    signal_id = the_one(office)
    for change in ({"state": "dismissed"}, {"watched": True}):
        with (
            pytest.raises(DBAPIError, match="no step of signal"),
            office.database.transaction(CENTER) as session,
        ):
            session.execute(update(SignalRow).values(**change))
    step = {
        "signal_id": signal_id, "action": "reopen", "state": "open", "watched": False,
        "reason": "x", "made_by": office.auditor.user_id, "made_at": AT + timedelta(days=1),
    }  # fmt: skip
    with office.database.transaction(CENTER) as session:
        evidence = session.scalars(select(SignalRow.evidence_id)).one()
    for changes in (
        {},
        {"action": "unwatch"},
        {"action": "follow", "state": "followed", "watched": True},
    ):
        with (
            pytest.raises(DBAPIError, match="cannot take the step"),
            office.database.transaction(CENTER) as session,
        ):
            session.execute(
                insert(SignalStepRow).values({**step, **changes, "evidence_id": evidence})
            )
    with (
        pytest.raises(DBAPIError, match="begins open"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(
            insert(SignalRow).values(
                kind="benford", key="x", state="followed", evidence_id=uuid4(), found_at=AT
            )
        )
