"""证据包 (Art. 33, 34): a check with all that proves it, in one file that verifies by itself.

Working papers, frame, plan, sample and the published algorithm, the data and the originals of every
item, findings, vouchers, the trail and the letters; a list of all of it, and SHA256SUMS. The same
state of a check gives the same bytes. For the Center alone; who asks for one and who takes it is
on record.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.sampling import sample_file
from reports import check_summary, evidence_sheet, render_pdf
from reports.sheet import Label
from service import business_day
from service.actions import (
    check_papers,
    claim_files,
    evidence_sheets,
    evidence_tables,
    evidence_trail,
    evidence_words,
    packages,
    spot_checks,
)
from service.actions.check_papers import DrawnCheck
from service.actions.intake import Desk
from service.actions.packages import PackageView, Tick
from service.actions.packing import Entry, Packing, lists, safe
from service.db import CENTER
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    LetterRow,
    SpotCheckFindingRow,
    SpotCheckPaperRow,
    SpotCheckUnitRow,
)

KIND: Final = "evidence"
INDEX: Final = "index"
TITLE: Final = "证据包清单"
_DOCS: Final = Path(__file__).parents[2] / "docs"


def ask(session: Session, actor: Actor, check_id: UUID) -> UUID:
    """Ask for the pack of a check; it is made as soon as a worker is free."""
    check = check_papers.drawn(session, actor, check_id)
    name = f"证据包-{check.row.number}.zip"
    return packages.ask(session, actor, KIND, name, _asked(check_id), len(check.results) + 1)


def made(session: Session, actor: Actor, check_id: UUID) -> tuple[PackageView, ...]:
    """List the packs of a check, newest first."""
    return packages.asked_for(session, actor, KIND, _asked(check_id))


def one(session: Session, actor: Actor, check_id: UUID, package_id: UUID) -> PackageView:
    """Give a pack of a check."""
    found = packages.view(session, actor, package_id)
    if found.asked != _asked(check_id):
        raise NotFound(N_("没有这个文件，请重新生成。"))
    return found


def _asked(check_id: UUID) -> dict[str, str]:
    return {"check": str(check_id)}


def write(desk: Desk, actor: Actor, check_id: UUID, target: IO[bytes], tick: Tick) -> None:
    """Write the pack of a check; `tick` is told after each item."""
    with Packing(target) as packing, desk.database.snapshot(CENTER) as session:
        check = check_papers.drawn(session, actor, check_id)
        packing.put(_entries(desk, session, actor, check, tick))
        about = Label("抽查", f"{check.row.number} {check.row.title}")
        head = check_papers.check_of(check).provenance
        packing.put(lists([*packing.listed], INDEX, TITLE, about, head))


def _entries(
    desk: Desk, session: Session, actor: Actor, check: DrawnCheck, tick: Tick
) -> Iterator[Entry]:
    yield from _papers(session, actor, check)
    yield from _drawing(session, check)
    count = 0
    for count, entries in enumerate(_items(desk.originals.fetch, session, check), start=1):
        yield from entries
        tick(count)
    for part in (
        _supplied(desk.originals.fetch, session, check),
        _findings(session, actor, check),
        evidence_tables.journal(session, check),
        evidence_trail.trail(session, check),
        _letters(session, check),
    ):
        yield from part
        tick(count)  # each may be long: its maker lives


def _papers(session: Session, actor: Actor, check: DrawnCheck) -> Iterator[Entry]:
    row, plan = check.row, spot_checks.plan_of(check.row)
    words = evidence_words.read_me(row.number, row.title, row.seed_sha256, plan, check.sample)
    yield Entry("说明", "README.txt", words)
    summary = check_papers.summary(session, actor, check)
    for file, content in (
        (check_papers.DOCUMENT, check_summary.document(summary)),
        (check_papers.WORKBOOK, check_summary.workbook(summary)),
    ):
        yield Entry("工作底稿", f"workpapers/{row.number}-{file}", content)


def _drawing(session: Session, check: DrawnCheck) -> Iterator[Entry]:
    """Give what the sample is drawn from, and the way it is drawn."""
    plan = spot_checks.plan_of(check.row)
    yield Entry("抽样", "frame.csv", spot_checks.frame_bytes(session, check.row.id))
    yield Entry("抽样", "plan.json", plan.content())
    yield Entry("抽样", "sample.csv", sample_file.listing(check.sample))
    yield Entry("抽样", "sample.json", sample_file.content(check.sample))
    kept = spot_checks.newest_evaluation(session, check.row.id)
    if kept is not None:
        told = {"figures": kept.figures, "observations": kept.observations}
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        yield Entry("抽样", "evaluation.json", text.encode())
    specification = (_DOCS / "sampling.md").read_bytes()
    yield Entry("抽样", evidence_words.SPECIFICATION, specification)


def _items(
    fetch: Callable[[str], bytes], session: Session, check: DrawnCheck
) -> Iterator[Iterator[Entry]]:
    seen: set[str] = set()
    for result in check.results:
        claim = session.get_one(ClaimRow, result.item.claim_id)
        yield _item(fetch, session, result.item.number, claim, seen)


def _item(
    fetch: Callable[[str], bytes], session: Session, number: int, claim: ClaimRow, seen: set[str]
) -> Iterator[Entry]:
    data = claim_files.data_of(session, claim, for_center=True)
    yield Entry("样本数据", f"items/{number:03d}-{safe(claim.number)}.json", data)
    for name, digest in session.execute(claim_files.files_of(claim)):
        if digest not in seen:
            seen.add(digest)
            path = f"originals/{number:03d}-{digest[:16]}-{safe(name)}"
            yield Entry("原始凭证", path, fetch(digest))


def _supplied(
    fetch: Callable[[str], bytes], session: Session, check: DrawnCheck
) -> Iterator[Entry]:
    query = select(SpotCheckPaperRow).where(SpotCheckPaperRow.check_id == check.row.id)
    for paper in session.scalars(query.order_by(SpotCheckPaperRow.sent_at, SpotCheckPaperRow.id)):
        path = f"supplied/{paper.sha256[:16]}-{safe(paper.name)}"
        yield Entry("单位提供", path, fetch(paper.sha256))


def _findings(session: Session, actor: Actor, check: DrawnCheck) -> Iterator[Entry]:
    yield evidence_tables.findings(session, actor, check)
    for at, (_, _, employer) in enumerate(spot_checks.units(session, check.row.id), start=1):
        if any(result.item.employer_id == employer.id for result in check.results):
            sheet = evidence_sheets.sheet_of(session, actor, check.row, employer.id)
            dated = replace(sheet, drawn_on=_last_day(session, check, employer.id))
            content = render_pdf.render(evidence_sheet.compose(dated))
            name = f"取证单-{check_papers.index_of(at)}-{safe(employer.name)}.pdf"
            yield Entry("取证单", f"findings/{name}", content)


def _last_day(session: Session, check: DrawnCheck, employer_id: UUID) -> date:
    """Give the day on which something was last found of an employer: not today, the same bytes."""
    found = [
        result.answer.answered_at
        for result in check.results
        if result.answer is not None and result.item.employer_id == employer_id
    ]
    return business_day.of(max(found, default=spot_checks.steps(session, check.row.id)[-1].at))


def _letters(session: Session, check: DrawnCheck) -> Iterator[Entry]:
    """Give the letters of the check, and of the rectifications that its findings opened."""
    cases = select(SpotCheckUnitRow.proceeding_id).where(SpotCheckUnitRow.check_id == check.row.id)
    opened = select(SpotCheckFindingRow.proceeding_id).where(
        SpotCheckFindingRow.check_id == check.row.id,
        SpotCheckFindingRow.proceeding_id.is_not(None),
    )
    query = select(LetterRow).where(LetterRow.proceeding_id.in_(cases.union(opened)))
    ordered = query.order_by(LetterRow.kind, LetterRow.year, LetterRow.serial)
    for letter in session.scalars(ordered):
        yield Entry("文书", f"letters/{safe(letter.number)}.pdf", letter.pdf)
