"""第二十六条: fees on a sheet reach people from outside who did the work, taxed as the law asks.

Mentors, lecturers and experts issue no invoice, so that the employer's own sheet is the voucher.
Nobody on the team, the selectee least of all, is paid by it; it serves mentoring, training and
conferences only; it is no voucher for costs before approval, which article 28 reimburses against
invoices; and of each fee no less tax is withheld than one payment of it bears.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from compliance.categories import Category
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.labour_tax import tax_on
from compliance.messages import N_, Message, message
from compliance.parties import same_name
from compliance.wording import as_is, yuan
from importers.invoice import Kind, decimal_of

ARTICLE = 26
TITLE = N_("劳务费付给实际提供劳务的外部人员，并依法扣税")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
OWN_PEOPLE = N_("领款人{names}是入选者或团队成员，不得领取劳务费（依据{article}）。")
REMOVE = N_("请撤回这份发放表，去掉本单位人员后重新编制。")
OTHER_DIRECTION = N_("劳务费发放表不能列入“{chosen}”（依据{article}）。")
CHOOSE = N_("请改选{allowed}之一；其他支出须凭发票。")
BEFORE_APPROVAL = N_("立项（{approved}）前的费用须凭发票，不能凭发放表列支（依据{article}）。")
BY_THE_EMPLOYER = N_("请由单位自行承担，或取得税务机关代开的发票。")
TOO_LITTLE_TAX = N_("{name} 应发 {gross}，代扣个税 {found}，少于应扣 {expected}（依据{article}）。")
RECKON = N_("请撤回这份发放表，按劳务报酬所得重新计算代扣个税。")
NO_LESS = N_("不少于 {expected}")
DIRECTIONS = (Category.TRAIN, Category.MENTOR, Category.CONF)
_NOTHING = Decimal("0.00")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find fees to own people, for something else, from before approval, or taxed too little."""
    if claim.invoice.kind is not Kind.FEE_SHEET:
        return
    yield from _own_people(claim)
    yield from _direction(claim)
    yield from _before_approval(claim)
    for row in claim.invoice.rows:
        yield from _tax(row)


def _own_people(claim: Claim) -> Iterator[Finding]:
    day = claim.counted_on or claim.today
    team = [each.name for each in claim.team if each.belongs_on(day)]
    paid = [row.get("payee", "") for row in claim.invoice.rows]
    own = sorted({name for name in paid if any(same_name(name, each) for each in team)})
    if own:
        names = tuple(as_is(name) for name in own)
        found = Message("{names}", {"names": names})
        yield _find(SEVERITY, OWN_PEOPLE, REMOVE, {"names": names}, found=found)


def _direction(claim: Claim) -> Iterator[Finding]:
    if claim.category is None or claim.category in DIRECTIONS:
        return
    title = claim.texts.categories.title
    allowed = tuple(title(each) for each in DIRECTIONS)
    yield _find(
        SEVERITY,
        OTHER_DIRECTION,
        message(CHOOSE, allowed=allowed),
        {"chosen": title(claim.category)},
        found=title(claim.category),
        limit=Message("{titles}", {"titles": allowed}),
    )


def _before_approval(claim: Claim) -> Iterator[Finding]:
    day, approved = claim.counted_on, claim.agreement.approved_on
    if day is not None and day < approved:
        yield _find(
            SEVERITY,
            BEFORE_APPROVAL,
            BY_THE_EMPLOYER,
            {"approved": str(approved)},
            found=as_is(str(day)),
            limit=as_is(str(approved)),
        )


def _tax(row: Mapping[str, str]) -> Iterator[Finding]:
    gross = decimal_of(row.get("gross")) or _NOTHING
    found, expected = decimal_of(row.get("withheld")) or _NOTHING, tax_on(max(gross, _NOTHING))
    if found < expected:
        yield _find(
            SEVERITY,
            TOO_LITTLE_TAX,
            RECKON,
            {
                "name": row.get("payee", ""),
                "gross": yuan(gross),
                "found": yuan(found),
                "expected": yuan(expected),
            },
            found=as_is(yuan(found)),
            limit=message(NO_LESS, expected=yuan(expected)),
        )
