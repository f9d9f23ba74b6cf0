"""第二十六条: what was paid for arrived; whoever ordered it does not accept it alone.

会计基础工作规范 §48 asks for proof that goods were accepted. Goods of `acceptor_from` yuan and
more (dated limit, by the whole voucher) name who accepted them, and whoever that is, it is
somebody else than the maker of the claim. Goods are lines whose printed tax category is no
service; a line without a category says nothing.
"""

from collections.abc import Iterator

from compliance.concepts import split_printed_name
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("验收人与经办人不是同一人")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.SECOND_PERSON
SAME = N_("验收人与经办人都是 {name}，自己不能验收自己经办的采购（依据{article}）。")
ANOTHER = N_("请由经办人以外的人验收后填写验收人。")
MISSING = N_("货物发票 {total}，没有填写验收人（依据{article}）。")
FILL_IN = N_("请填写验收人，并附验收单。")
NOBODY = N_("未填写验收人")
FROM = N_("{amount} 起须有验收人")
OTHERS = N_("经办人以外的人")
_SERVICES = frozenset({"经营租赁", "劳务", "无形资产", "不动产", "预付卡销售", "软件"})
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find goods that nobody accepted, or that their buyer accepted."""
    maker, acceptor = _plain(claim.hands.maker), _plain(claim.hands.acceptor)
    if acceptor:
        if acceptor == maker:
            name = as_is(acceptor)
            yield _find(SEVERITY, SAME, ANOTHER, {"name": name}, found=name, limit=message(OTHERS))
        return
    total = max(claim.amount, claim.invoice.total or claim.amount)
    least = claim.texts.standards.limits.acceptor_from
    if total >= least and _goods(claim):
        yield _find(
            Severity.REVIEW,
            MISSING,
            FILL_IN,
            {"total": yuan(total)},
            fields=("items",),
            found=message(NOBODY),
            limit=message(FROM, amount=yuan(least)),
            lines=_goods(claim),
        )


def _goods(claim: Claim) -> tuple[int, ...]:
    names = (split_printed_name(line.name or "")[0] for line in claim.invoice.items)
    return tuple(place for place, name in enumerate(names) if name and _is_goods(name))


def _is_goods(short_name: str) -> bool:
    return not short_name.endswith("服务") and short_name not in _SERVICES


def _plain(name: str) -> str:
    return "".join(name.split())
