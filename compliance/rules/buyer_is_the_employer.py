"""第二十八条: reimbursed against an invoice, which names the employer as its buyer.

The name is the employer's of record on the day of issue, so a former name is right until the day
it was given up, and wrong afterwards. Width and form of brackets and blanks do not matter; where
they differ a note says so. The 统一社会信用代码 must agree character by character. Rail and air
tickets may lack a buyer, and a note says so; a person or an empty name on any other invoice is
refused.
"""

import re
import unicodedata
from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, Message, message
from importers.invoice import Kind

ARTICLE = 28
TITLE = N_("购买方是入选者所在单位")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
NO_NAME = N_("发票没有购买方名称，应为“{expected}”（依据{article}）。")
WRONG_NAME = N_("购买方名称“{found}”不是所在单位“{expected}”（依据{article}）。")
OTHER_TIME = N_(
    "购买方名称“{found}”不是开票当日（{issued}）的登记名称“{expected}”（依据{article}）。"
)
SPELLING = N_(
    "购买方名称“{found}”与登记名称“{expected}”只有括号、全半角或空格不同（依据{article}）。"
)
FORMER = N_("购买方名称“{found}”是单位曾用名，开票当日仍有效（依据{article}）。")
WRONG_USCC = N_("购买方税号 {found} 与单位统一社会信用代码 {expected} 不符（依据{article}）。")
NO_USCC = N_("发票没有购买方税号，应为 {expected}（依据{article}）。")
REISSUE = N_("请让销售方按单位全称和统一社会信用代码重新开具。")
NAMELESS_TICKET = N_("客票没有购买方名称，票面不能证明由单位“{expected}”支付（依据{article}）。")
KEEP_TRIP = N_("请核对旅客是入选者或同行人员，并留存出差审批备查。")
NOTHING_TO_DO = N_("无需处理。")
NAMELESS = frozenset({Kind.RAIL, Kind.AIR})
WITHOUT_TAX_ID = NAMELESS | {Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE}
_BRACKETS = str.maketrans("[]{}\u3014\u3015【】", "()()()()")
_BLANKS = re.compile(r"\s+")


def check(claim: Claim) -> Iterator[Finding]:
    """Find a buyer whose name or tax number is not the employer's on the day of issue."""
    yield from _check_name(claim)
    yield from _check_tax_id(claim)


def _check_name(claim: Claim) -> Iterator[Finding]:
    found, expected = claim.invoice.buyer_name, _name_of_record(claim)
    if not found:
        if claim.invoice.kind in NAMELESS:
            sentence = _say(NAMELESS_TICKET, expected=expected)
            yield _finding(Severity.NOTE, sentence, KEEP_TRIP, "buyer_name")
        else:
            yield _finding(Severity.BLOCK, _say(NO_NAME, expected=expected), REISSUE, "buyer_name")
    elif _plain(found) != _plain(expected):
        yield _finding(Severity.BLOCK, _wrong_name(claim, found, expected), REISSUE, "buyer_name")
    elif found != expected:
        sentence = _say(SPELLING, found=found, expected=expected)
        yield _finding(Severity.NOTE, sentence, NOTHING_TO_DO, "buyer_name")
    elif expected != claim.employer.name:
        yield _finding(Severity.NOTE, _say(FORMER, found=found), NOTHING_TO_DO, "buyer_name")


def _check_tax_id(claim: Claim) -> Iterator[Finding]:
    found, expected = claim.invoice.buyer_tax_id, claim.employer.uscc
    if not found:
        if claim.invoice.kind not in WITHOUT_TAX_ID:
            yield _finding(
                Severity.BLOCK, _say(NO_USCC, expected=expected), REISSUE, "buyer_tax_id"
            )
    elif _plain(found) != _plain(expected):
        sentence = _say(WRONG_USCC, found=found, expected=expected)
        yield _finding(Severity.BLOCK, sentence, REISSUE, "buyer_tax_id")


def _name_of_record(claim: Claim) -> str:
    issued = claim.invoice.issue_date
    return claim.employer.name_on(issued) if issued else claim.employer.name


def _wrong_name(claim: Claim, found: str, expected: str) -> Message:
    """Tell a name borne at another time from a name never borne."""
    employer = claim.employer
    borne = {_plain(employer.name), *(_plain(former.name) for former in employer.former_names)}
    if _plain(found) not in borne:
        return _say(WRONG_NAME, found=found, expected=expected)
    return _say(OTHER_TIME, found=found, expected=expected, issued=str(claim.invoice.issue_date))


def _plain(text: str) -> str:
    """Bring a name to one width, one kind of brackets, no blanks and one case."""
    narrow = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return _BLANKS.sub("", narrow).casefold()


def _say(template: str, **values: str) -> Message:
    return message(template, article=citation(ARTICLE), **values)


def _finding(severity: Severity, sentence: Message, remedy: str, field: str) -> Finding:
    return Finding(
        rule="buyer_is_the_employer",
        article=ARTICLE,
        severity=severity,
        message=sentence,
        remedy=message(remedy),
        fields=(field,),
        override=OVERRIDE if severity is SEVERITY else Override.REASON,
    )
