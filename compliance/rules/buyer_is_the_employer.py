"""第二十八条: reimbursed against an invoice, which names the employer as its buyer.

The name is the employer's of record on the day of issue, so a former name is right until the day
it was given up, and wrong afterwards. Width and form of brackets and blanks do not matter; where
they differ a note says so. The 统一社会信用代码 must agree character by character, and one that
fails its own check character is called so. Rail and air tickets may lack a buyer, and a note says
so; a person or an empty name on any other invoice is refused.
"""

from collections.abc import Iterator, Mapping

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_
from compliance.parties import names_of, plain
from compliance.wording import as_is
from importers import uscc
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
BROKEN_USCC = N_(
    "购买方税号 {found} 的校验位不对，应为单位统一社会信用代码 {expected}（依据{article}）。"
)
NO_USCC = N_("发票没有购买方税号，应为 {expected}（依据{article}）。")
REISSUE = N_("请让销售方按单位全称和统一社会信用代码重新开具。")
CHANGE_TICKET = N_("请在购票平台申请换开，填写单位全称和统一社会信用代码；不能换开的由个人承担。")
NAMELESS_TICKET = N_("客票没有购买方名称，票面不能证明由单位“{expected}”支付（依据{article}）。")
KEEP_TRIP = N_("请核对旅客是入选者或同行人员，并留存出差审批备查。")
NOTHING_TO_DO = N_("无需处理。")
NAMELESS = frozenset({Kind.RAIL, Kind.AIR})
WITHOUT_TAX_ID = NAMELESS | {Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE}
_NAME, _CODE = ("buyer_name",), ("buyer_tax_id",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a buyer whose name or tax number is not the employer's on the day of issue."""
    yield from _check_name(claim)
    yield from _check_tax_id(claim)


def _check_name(claim: Claim) -> Iterator[Finding]:
    found, expected = claim.invoice.buyer_name, _name_of_record(claim)
    if not found:
        yield _nameless(claim, expected)
    elif plain(found) != plain(expected):
        sentence, way_out = _wrong_name(claim, found), _reissue(claim)
        yield _finding(SEVERITY, sentence, way_out, _about(claim, found, expected))
    elif found != expected:
        yield _finding(Severity.NOTE, SPELLING, NOTHING_TO_DO, _about(claim, found, expected))
    elif expected != claim.employer.name:
        yield _finding(Severity.NOTE, FORMER, NOTHING_TO_DO, _about(claim, found, expected))


def _nameless(claim: Claim, expected: str) -> Finding:
    values, limit = {"expected": expected}, as_is(expected)
    said = (SEVERITY, NO_NAME, REISSUE)
    if claim.invoice.kind in NAMELESS:
        said = (Severity.NOTE, NAMELESS_TICKET, KEEP_TRIP)
    return _find(*said, values, fields=_NAME, limit=limit)


def _check_tax_id(claim: Claim) -> Iterator[Finding]:
    found, expected = claim.invoice.buyer_tax_id, claim.employer.uscc
    values, limit = {"expected": expected}, as_is(expected)
    if not found:
        if claim.invoice.kind not in WITHOUT_TAX_ID:
            yield _find(SEVERITY, NO_USCC, REISSUE, values, fields=_CODE, limit=limit)
    elif plain(found) != plain(expected):
        sentence = WRONG_USCC if uscc.has_valid_check(found) else BROKEN_USCC
        values |= {"found": found}
        yield _find(
            SEVERITY,
            sentence,
            _reissue(claim),
            values,
            fields=_CODE,
            found=as_is(found),
            limit=limit,
        )


def _reissue(claim: Claim) -> str:
    return CHANGE_TICKET if claim.invoice.kind in NAMELESS else REISSUE


def _name_of_record(claim: Claim) -> str:
    issued = claim.invoice.issue_date
    return claim.employer.name_on(issued) if issued else claim.employer.name


def _wrong_name(claim: Claim, found: str) -> str:
    """Tell a name borne at another time from a name never borne."""
    borne = {plain(name) for name in names_of(claim.employer)}
    return OTHER_TIME if plain(found) in borne else WRONG_NAME


def _about(claim: Claim, found: str, expected: str) -> dict[str, str]:
    return {"found": found, "expected": expected, "issued": str(claim.invoice.issue_date)}


def _finding(severity: Severity, sentence: str, remedy: str, values: Mapping[str, str]) -> Finding:
    return _find(
        severity,
        sentence,
        remedy,
        values,
        fields=_NAME,
        found=as_is(values["found"]),
        limit=as_is(values["expected"]),
    )
