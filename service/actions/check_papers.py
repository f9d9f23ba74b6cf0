"""工作底稿 (Art. 33): a check as papers: what was drawn and how, found by whom, and what follows.

Everything is read from what is kept, so the same state of a check gives the same bytes. The papers
exist for people of the Center only (Art. 34), and once the sample is drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.messages import Message
from compliance.procedures.spot_check import SPOT_CHECK, SpotCheckState
from compliance.sampling import sample_file
from compliance.sampling.evaluation import Decision, Evaluation
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Unit
from compliance.sampling.selection import Sample
from reports import check_summary
from reports.check_summary import Part, Summary
from reports.sampling_words import Drawing
from reports.workpaper import Check, Line, Workpaper
from service import business_day
from service.actions import (
    check_finding_views,
    check_paper_lines,
    fieldwork_results,
    spot_check_frames,
    spot_check_steps,
    spot_checks,
)
from service.actions.fieldwork import yuan
from service.actions.fieldwork_results import Result
from service.messages import N_, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    EmployerRow,
    SpotCheckEvaluationRow,
    SpotCheckRow,
    UserRow,
)

ARTICLE: Final = spot_checks.ARTICLE
DOCUMENT: Final = "工作底稿.pdf"
WORKBOOK: Final = "工作底稿.xlsx"
FRAME, PLAN, SAMPLE = "frame.csv", "plan.json", "sample.csv"
_SPENT: Final = "5301."  # the accounts of what the fund spent
_PAIRED: Final = ("2401.", "6117.")  # the second pair of the same entry: income from the fund


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCheck:
    """A check whose sample is drawn: its row, frame and sample, and what was found of each item."""

    row: SpotCheckRow
    frame: Frame
    sample: Sample
    results: tuple[Result, ...]


def index_of(at: int) -> str:
    """Name the paper of an employer by its place among those of a check."""
    return f"A{at:02d}"


def drawing_file(session: Session, actor: Actor, check_id: UUID, file: str) -> tuple[str, bytes]:
    """Give one of the files that the sample can be drawn again from, or the sample."""
    check = drawn(session, actor, check_id)
    contents = {
        FRAME: check.frame.content(),
        PLAN: spot_checks.plan_of(check.row).content(),
        SAMPLE: sample_file.listing(check.sample),
    }
    if file not in contents:
        raise NotFound(N_("没有这个文件，请重新生成。"))
    return f"{check.row.number}-{file}", contents[file]


def with_sample(session: Session, actor: Actor, check_id: UUID) -> SpotCheckRow:
    """Give a check whose sample is drawn; refuse one that has none yet."""
    row = spot_check_steps.find(session, actor, check_id)
    if not spot_checks.draws(session, check_id):
        raise Refused(
            N_("{number} 还没有抽取样本，没有工作底稿；抽样后再来下载。"),
            ARTICLE,
            number=row.number,
        )
    return row


def drawn(session: Session, actor: Actor, check_id: UUID) -> DrawnCheck:
    """Give a check with its sample drawn anew from what is kept."""
    row = with_sample(session, actor, check_id)
    frame = spot_checks.frame_of(session, check_id)
    return DrawnCheck(
        row=row,
        frame=frame,
        sample=spot_checks.sample_of(session, row, frame),
        results=fieldwork_results.of_check(session, check_id),
    )


def document(session: Session, actor: Actor, check_id: UUID) -> tuple[str, bytes]:
    """Print all papers of a check: the name of the file and its bytes."""
    check = drawn(session, actor, check_id)
    papers = summary(session, actor, check)
    return f"{check.row.number}-{DOCUMENT}", check_summary.document(papers)


def workbook(session: Session, actor: Actor, check_id: UUID) -> tuple[str, bytes]:
    """Give all papers of a check as one workbook."""
    check = drawn(session, actor, check_id)
    papers = summary(session, actor, check)
    return f"{check.row.number}-{WORKBOOK}", check_summary.workbook(papers)


def summary(session: Session, actor: Actor, check: DrawnCheck) -> Summary:
    """Give the papers of a check as values."""
    row = check.row
    kept = spot_checks.newest_evaluation(session, row.id)
    return Summary(
        check=check_of(check),
        state=SPOT_CHECK.titles[SpotCheckState(row.state)],
        parts=tuple(_parts(session, actor, check)),
        evaluation=None if kept is None else evaluation_of(kept),
        result=_result(session, row),
    )


def check_of(check: DrawnCheck) -> Check:
    """Say of a check what all its papers share."""
    row, sample, plan = check.row, check.sample, spot_checks.plan_of(check.row)
    return Check(
        number=row.number, title=row.title, manner=spot_checks.MANNERS[row.manner],
        period_from=row.period_from, period_to=row.period_to,
        drawing=Drawing(
            plan=plan, cut_off=row.cut_off, frame_hash=check.frame.hash,
            count=check.frame.count, total=check.frame.total, rounds=sample.rounds,
            interval=sample.interval if plan.unit is Unit.MONETARY else None,
            algorithm=sample.algorithm,
        ),
    )  # fmt: skip


def _result(session: Session, row: SpotCheckRow) -> str:
    """Give what was settled, as whoever settled it wrote."""
    finished = [each for each in spot_checks.steps(session, row.id) if each.action == "finish"]
    return finished[-1].reason if finished else ""


def evaluation_of(row: SpotCheckEvaluationRow) -> Evaluation:
    """Give a kept evaluation as the value that it was."""
    kept: Mapping[str, Any] = row.figures
    return Evaluation(**{
        **kept,
        "decision": Decision(kept["decision"]),
        "sentence": Message.from_record(kept["sentence"]),
        "most_likely": Fraction(kept["most_likely"]),
        "upper": Decimal(kept["upper"]),
    })  # fmt: skip


def _parts(session: Session, actor: Actor, check: DrawnCheck) -> Iterable[Part]:
    by_employer: defaultdict[UUID, list[Result]] = defaultdict(list)
    for result in check.results:
        by_employer[result.item.employer_id].append(result)
    units = spot_checks.units(session, check.row.id)
    behind = check_paper_lines.behind(session, check.results)
    sampled = {each.key: each for each in check.sample.drawn}
    values = _by_employer(check.frame)
    for at, (unit, _, employer) in enumerate(units, start=1):
        index, results = index_of(at), by_employer[employer.id]
        found = check_finding_views.of_check(session, actor, unit.check_id, employer.id)
        in_frame = values[employer.uscc]
        lines = check_paper_lines.lines(behind, sampled, index, results)
        yield Part(
            paper=_paper(session, check, employer, index, lines),
            count=len(in_frame),
            total=sum(in_frame),
            findings=len(found),
            open_cases=sum(each.state == check_finding_views.RECTIFYING for each in found),
        )


def _by_employer(frame: Frame) -> Mapping[str, list[int]]:
    """Give the amounts of a frame, in fen, by the code of the employer in their keys."""
    values: defaultdict[str, list[int]] = defaultdict(list)
    for item in frame.items:
        uscc, _ = item.key.split("/", 1)
        values[uscc].append(item.value)
    return values


def _paper(
    session: Session,
    check: DrawnCheck,
    employer: EmployerRow,
    index: str,
    lines: Sequence[tuple[Result, Line]],
) -> Workpaper:
    results = [result for result, _ in lines]
    answers = [each.answer for each in results if each.answer]
    reviews = [each.review for each in results if each.review and each.review.agrees]
    return Workpaper(
        check=check_of(check),
        index=f"{check.row.number}-{index}",
        employer=employer.name,
        prepared=_signed(session, [(each.answered_by, each.answered_at) for each in answers]),
        reviewed=_signed(session, [(each.reviewed_by, each.reviewed_at) for each in reviews]),
        turnover=_turnover(session, check, employer),
        lines=tuple(line for _, line in lines),
        unreviewed=len(answers) - len(reviews),
    )


def _turnover(session: Session, check: DrawnCheck, employer: EmployerRow) -> Decimal:
    """Give all that an employer posted in the period, in yuan."""
    population = spot_checks.population_of(check.row)
    own = replace(population.scope, employers=frozenset({employer.uscc}))
    return yuan(spot_check_frames.book_total(session, replace(population, scope=own)))


def _signed(session: Session, acts: Sequence[tuple[UUID, Any]]) -> str:
    """Name who did something, in the order in which they first did, and the last day."""
    if not acts:
        return ""
    in_time = sorted(acts, key=lambda act: act[1])
    people = dict.fromkeys(who for who, _ in in_time)
    query = select(UserRow.id, UserRow.name).where(UserRow.id.in_(people))
    names = {row.id: row.name for row in session.execute(query)}
    last = business_day.of(in_time[-1][1])
    return f"{'、'.join(names[who] for who in people)} {last.isoformat()}"
