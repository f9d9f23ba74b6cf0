"""A verdict as its page shows it: what was found, against what, who may let it pass, what held."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext

from compliance import law, rulings
from compliance.claim_states import BOOKED, MENDABLE
from compliance.decision import Outcome
from compliance.finding import Finding, Override, Severity
from importers.invoice import Invoice
from service.actions import verdicts
from service.actions.claim_views import ClaimPage
from service.messages import N_
from service.pages import document_view
from service.web.words import say

CONFIRM = "confirm"  # blocked, but two people may let it pass
WAITING = N_("正在申诉，等中心答复后再办理。")
NOTED = N_("没有需要改正或说明的，另有提示供参考。")
SUMMARIES = {
    "pass": N_("全部核对通过。"),
    "review": N_("写明说明后可以提交，由复核人判断。"),
    CONFIRM: N_("写明说明后可以提交；其中有的事项须由复核人另行写明理由确认。"),
    "block": N_("改正后重新核对，才能提交；改正不了的，请撤回。"),
}
EXPLAINED = {
    "review": N_("已写明说明，可以提交，由复核人判断。"),
    CONFIRM: N_("已写明说明，可以提交；其中有的事项须由复核人另行写明理由确认。"),
}
HANDED_IN = {
    "review": N_("经办人已说明，由复核人判断。"),
    CONFIRM: N_("经办人已说明；其中有的事项须由复核人另行写明理由确认。"),
}
SETTLED = {
    "review": N_("经办人已说明，复核人已判断。"),
    CONFIRM: N_("经办人已说明，复核人已另行写明理由确认。"),
}
TO_RETURN = {"block": N_("现在不能付款，请退回经办人处理。")}
TO_REVERSE = {"block": N_("入账以后才发现：请提出冲销；款项已退回专户的，按银行退款记账。")}
OF_STATE = {
    "submitted": SUMMARIES | HANDED_IN,
    "approved": SUMMARIES | SETTLED | TO_RETURN,
} | dict.fromkeys(BOOKED, SUMMARIES | SETTLED | TO_REVERSE)
APPEALABLE = N_("单位自己不能例外；不同意这一结论的，可以向中心申诉。")
WHO_LETS_PASS = {
    Override.NEVER: N_("不能例外。"),
    Override.REASON: N_("经办人写明理由后可以提交，由复核人判断。"),
    Override.SECOND_PERSON: N_("经办人写明理由，并由复核人另行写明理由确认，才可以列支。"),
}


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where on the voucher a finding points: `mark` names the field or line, `anchor` its place."""

    mark: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper that a finding asks for, and whether it is ticked already."""

    code: str
    words: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A rule not met, in the reader's words; `most` where a smaller amount would do.

    `place` in the verdict, from 0; `papers` it names; `arguable`: the reader may appeal against it.
    """

    severity: str
    sentence: str
    remedy: str
    article: str
    demand: str
    found: str
    limit: str
    passes: str
    places: tuple[PlaceView, ...] = ()
    most: Decimal | None = None
    place: int = 0
    papers: tuple[PaperView, ...] = ()
    arguable: bool = False


@dataclass(frozen=True, slots=True)
class PassedView:
    """A rule that was met."""

    words: str
    article: str


@dataclass(frozen=True, slots=True)
class TextView:
    """A text that the verdict rests on."""

    kind: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The newest verdict."""

    outcome: str
    summary: str
    findings: tuple[FindingView, ...]
    asked: frozenset[str]  # codes of the papers that findings name
    explained: bool  # there is something that an explanation may let pass
    passed: tuple[PassedView, ...]
    texts: tuple[TextView, ...]
    rulebook: tuple[str, str]  # its number, and the digest of the articles in it
    decided_at: datetime


def verdict(page: ClaimPage) -> VerdictView:
    """Give the newest verdict in words."""
    decision, outcome = page.decision, _outcome(page)
    findings = tuple(_findings(page))
    return VerdictView(
        outcome,
        gettext(_summary(page, outcome)),
        findings,
        frozenset(paper.code for found in findings for paper in found.papers),
        any(each not in decision.final for each in decision.to_explain),
        tuple(PassedView(say(each.title), say(each.article)) for each in verdicts.passed(decision)),
        tuple(TextView(say(each.kind), say(each.title), each.version) for each in page.texts),
        _version(decision.rulebook_version),
        page.decided_at,
    )


def _findings(page: ClaimPage) -> Iterator[FindingView]:
    """Give the findings; a paper that several name stands at the first."""
    known: set[str] = set()
    for place, found in enumerate(verdicts.found(page.decision)):
        view = _finding(page, place, found)
        papers = tuple(paper for paper in view.papers if paper.code not in known)
        known |= {paper.code for paper in papers}
        yield replace(view, papers=papers)


def _summary(page: ClaimPage, outcome: str) -> str:
    """Say what the outcome means now; a pass with notes is not a pass of every rule."""
    if page.appealed:
        return WAITING
    if outcome == Outcome.PASS.value and page.decision.findings:
        return NOTED
    if page.claim.state in MENDABLE and page.claim.explanation and outcome in EXPLAINED:
        return EXPLAINED[outcome]
    return OF_STATE.get(page.claim.state, SUMMARIES)[outcome]


def _version(rulebook: str) -> tuple[str, str]:
    number, _, digest = rulebook.partition("-")
    return number, digest


def _outcome(page: ClaimPage) -> str:
    decision = page.decision
    return CONFIRM if decision.to_confirm and not decision.final else decision.outcome.value


def _finding(page: ClaimPage, place: int, found: verdicts.Found) -> FindingView:
    finding, known = found.finding, law.evidence()
    return replace(
        told(found),
        places=tuple(_places(page.invoice, finding)),
        most=finding.most if finding.most and 0 < finding.most < page.claim.amount else None,
        place=place,
        papers=tuple(
            PaperView(code, say(known[code]), code in page.claim.evidence)
            for code in page.papers[place]
        ),
        arguable=appealable(page, finding),
    )


def told(found: verdicts.Found) -> FindingView:
    """Give a finding in words, wherever it is shown."""
    finding = found.finding
    return FindingView(
        finding.severity.value,
        say(finding.message),
        say(finding.remedy),
        say(found.article),
        say(found.demand),
        say(finding.found) if finding.found else "",
        say(finding.limit) if finding.limit else "",
        _who_lets_pass(finding),
    )


def _who_lets_pass(finding: Finding) -> str:
    """Say who may let a finding pass, where the verdict's summary does not say it already."""
    blocks = finding.severity is Severity.BLOCK
    if not blocks and finding.override is not Override.SECOND_PERSON:
        return ""
    final = finding.override is Override.NEVER
    words: str = gettext(
        APPEALABLE if final and rulings.may_appeal(finding) else WHO_LETS_PASS[finding.override]
    )
    return words


def _places(invoice: Invoice, finding: Finding) -> Iterator[PlaceView]:
    """Give where a finding points, as far as the page shows it."""
    shown = {field.name: field.word for field in document_view.read_fields(invoice, frozenset())}
    for name in finding.fields:
        if name in shown:
            yield PlaceView(name, f"read-{name}", shown[name])
    for place in finding.lines:
        if place < len(invoice.items):
            number = place + 1
            yield PlaceView(
                f"line-{number}", f"line-{number}", gettext("明细第 %(n)s 行", n=number)
            )


def concerned(page: ClaimPage) -> frozenset[str]:
    """Name the fields of the invoice that findings are about, and its lines (line-1 …)."""
    return frozenset(name for found in page.decision.findings for name in _marks(found))


def _marks(finding: Finding) -> Iterator[str]:
    for name in finding.fields:
        if name != "items" or not finding.lines:  # the lines named, or all of them
            yield name
    for place in finding.lines:
        yield f"line-{place + 1}"


def appealable(page: ClaimPage, finding: Finding) -> bool:
    """Tell whether a maker may appeal against a finding now; once answered, it is answered."""
    answered = (each.finding for each in page.appeals if each.finding and each.state != "withdrawn")
    return (
        "submit" in page.may
        and rulings.may_appeal(finding)
        and not any(rulings.same(each, finding) for each in answered)
    )


def may_appeal_return(page: ClaimPage, returned_for: str) -> bool:
    """Tell whether a maker may appeal against a return now; once answered, it is answered."""
    answered = {each.returned_for for each in page.appeals if each.state != "withdrawn"}
    return bool(returned_for) and "submit" in page.may and returned_for not in answered


def to_confirm(page: ClaimPage) -> list[str]:
    """Give what passes only with a reason of the checker's own."""
    return [say(finding.message) for finding in page.decision.to_confirm]
