"""Faults of the books as values: what each means, and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from ledger.journal import BookId
from ledger.messages import N_, Message

MOST: Final = 1000  # faults told of one book: whoever finds so many need not count them


class Kind(NamedTuple):
    """What failed, in one word, and the sentence about it."""

    check: str
    sentence: str


# By the names that `ledger.faults` in the database uses, too.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "gap": Kind("sequence", N_("序号应为 {expected}，中间有缺失或插入。")),
        "unlinked": Kind("chain", N_("这笔凭证与前一笔没有连上。")),
        "altered": Kind("content", N_("凭证内容与记账时的摘要不符。")),
        "forged": Kind("chain", N_("凭证的链值与其序号、时间、编号不符。")),
        "number": Kind("voucher", N_("凭证号 {word}-{no} 应为 {expected}。")),
        "misdated": Kind("voucher", N_("凭证期间 {period} 与业务日期不符。")),
        "entry_tenant": Kind("tenant", N_("这笔凭证记在别的单位名下。")),
        "incomplete": Kind("lines", N_("分录不全：应有 {expected} 行，现有 {found} 行。")),
        "unbalanced": Kind("layers", N_("借贷不平，相差 {total} 元。")),
        "mixed": Kind("lines", N_("第 {number} 行与凭证或科目表不符。")),
        "adrift": Kind("balance", N_("第 {number} 行之后的余额应为 {expected} 元。")),
        "head": Kind("head", N_("账簿末端与最后一笔凭证不符：末尾有凭证被删除或添加。")),
        "unmirrored": Kind("mirror", N_("冲销凭证与原凭证 {original} 不是相反数。")),
        "stray": Kind("lines", N_("有 {count} 行分录不属于本账簿的任何凭证。")),
        "account_tenant": Kind("tenant", N_("科目 {code} 记在别的单位名下。")),
        "account": Kind("account", N_("科目 {code}（项目 {grant}）与科目表不符。")),
        "cached": Kind(
            "balance",
            N_("科目 {code}（项目 {grant}）余额为 {found} 元，按分录应为 {expected} 元。"),
        ),
        "floor": Kind("floor", N_("科目 {code}（项目 {grant}）低于下限或下限被改动：{found} 元。")),
        "disagree": Kind(
            "verifiers",
            N_("两套核验程序结论不一：程序核验发现 {python} 处，数据库核验发现 {database} 处。"),
        ),
        "anchor": Kind(
            "anchor", N_("第 {number} 号锚定的链值在账簿中已不存在：账簿被改写或截断。")
        ),
    }
)


@dataclass(frozen=True)
class Fault:
    """Something in the books that cannot be. `seq` is the entry's number in the book's chain.

    `check` names what failed: chain, content, sequence, voucher, layers, lines, account, balance,
    floor, mirror, tenant, head, closing, snapshot, anchor, verifiers, or an identity I1 to I5.
    """

    book: BookId
    check: str
    seq: int | None
    message: Message

    def text(self) -> str:
        """Return the check, the entry's number where there is one, and the sentence in Chinese."""
        place = "" if self.seq is None else f" #{self.seq}"
        return f"[{self.check}{place}] {self.message.text()}"

    __str__ = text


def fault(book: BookId, name: str, seq: int | None = None, **values: object) -> Fault:
    """Return a fault of one of `KINDS`; what does not exist is told as "?"."""
    kind = KINDS[name]
    told = {key: "?" if value is None else str(value) for key, value in values.items()}
    return Fault(book, kind.check, seq, Message(kind.sentence, told))
