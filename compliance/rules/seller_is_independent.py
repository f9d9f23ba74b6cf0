"""第二十六条: money earmarked for the project buys from others, not from those who decide on it.

The seller is not the employer itself, under any name it ever bore or as its branch, and not the
selectee: that would be 虚报 by an invoice to oneself. Of a member of the team, and of a party
related to the employer or the selectee (股东、子公司、同一法定代表人、近亲属…), a person decides; a
proof that the price is fair turns that into a note (财政违法行为处罚处分条例 §9; our default).
"""

from collections.abc import Iterator

from compliance.facts import Claim, RelatedParty, Relation
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Value, message
from compliance.parties import is_branch, names_of, same_name
from compliance.wording import as_is

ARTICLE = 26
TITLE = N_("销售方独立于单位和入选者")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
PRICE_PROOF = "price_proof"
ITSELF = N_("销售方“{seller}”就是所在单位，不能用专项经费向本单位购买（依据{article}）。")
BRANCH = N_("销售方“{seller}”是所在单位的分支机构，不能用专项经费向本单位购买（依据{article}）。")
OWN_MONEY = N_("请由单位自有资金承担；内部结算不得开具发票列支。")
SELECTEE = N_("销售方“{seller}”就是入选者本人，经费不得付给入选者（依据{article}）。")
NOT_TO_SELECTEE = N_("请撤回本申请；入选者垫付的费用凭第三方开具的发票报销。")
MEMBER = N_("销售方“{seller}”与团队成员同名（依据{article}）。")
ANOTHER_PERSON = N_("请说明是否同一人；是团队成员的，不得列支。")
RELATED = N_("销售方“{seller}”是关联方（{relation}，依据{article}）。")
PROVE_PRICE = N_("请说明交易的必要性，并附价格公允证明（询价、比价或市场价）。")
PROVEN = N_("销售方“{seller}”是关联方（{relation}，依据{article}），已附价格公允证明。")
JUDGE_PRICE = N_("请审核人核对价格是否公允。")
RELATIONS = {
    Relation.SHAREHOLDER: N_("股东或出资人"),
    Relation.SUBSIDIARY: N_("子公司或参股公司"),
    Relation.LEGAL_REPRESENTATIVE: N_("同一法定代表人"),
    Relation.RELATIVE: N_("入选者近亲属任职或持股"),
    Relation.SAME_ADDRESS: N_("同一地址或账户"),
    Relation.OTHER: N_("其他关联关系"),
}
_NAME, _BOTH = ("seller_name",), ("seller_name", "seller_tax_id")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a seller that is the employer, somebody of the team or a related party."""
    yield from _check_employer(claim)
    yield from _check_people(claim)
    yield from _check_related(claim)


def _check_employer(claim: Claim) -> Iterator[Finding]:
    invoice, names = claim.invoice, names_of(claim.employer)
    seller = invoice.seller_name or invoice.seller_tax_id or ""
    values, found = {"seller": seller}, as_is(seller)
    if same_name(invoice.seller_tax_id, claim.employer.uscc) or any(
        same_name(invoice.seller_name, name) for name in names
    ):
        yield _find(SEVERITY, ITSELF, OWN_MONEY, values, fields=_BOTH, found=found)
    elif any(is_branch(invoice.seller_name, name) for name in names):
        yield _find(SEVERITY, BRANCH, OWN_MONEY, values, fields=_NAME, found=found)


def _check_people(claim: Claim) -> Iterator[Finding]:
    seller = claim.invoice.seller_name or ""
    namesakes = [member for member in claim.team if same_name(seller, member.name)]
    values, found = {"seller": seller}, as_is(seller)
    if any(member.is_selectee for member in namesakes):
        yield _find(SEVERITY, SELECTEE, NOT_TO_SELECTEE, values, fields=_NAME, found=found)
    elif namesakes:
        yield _find(Severity.REVIEW, MEMBER, ANOTHER_PERSON, values, fields=_NAME, found=found)


def _check_related(claim: Claim) -> Iterator[Finding]:
    related = {party.relation for party in claim.employer.related if _is_seller(claim, party)}
    if not related:
        return
    relations = tuple(message(words) for each, words in RELATIONS.items() if each in related)
    seller = claim.invoice.seller_name or claim.invoice.seller_tax_id or ""
    said = (
        (Severity.NOTE, PROVEN, JUDGE_PRICE)
        if PRICE_PROOF in claim.evidence
        else (Severity.REVIEW, RELATED, PROVE_PRICE)
    )
    values: dict[str, Value] = {"seller": seller, "relation": relations}
    yield _find(*said, values, fields=_BOTH, found=as_is(seller))


def _is_seller(claim: Claim, party: RelatedParty) -> bool:
    invoice = claim.invoice
    return same_name(invoice.seller_tax_id, party.uscc) or same_name(
        invoice.seller_name, party.name
    )
