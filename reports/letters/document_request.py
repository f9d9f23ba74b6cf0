"""调阅资料清单: whose papers a check wants to see, and until when they are handed in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from reports.letters.parts import (
    Concern,
    Frame,
    basis_blocks,
    closing,
    contact_text,
    day,
    listed,
    numbered,
    opening,
    yuan,
)
from reports.paper import Grid, Paper, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One spending whose papers are wanted: nothing says why it was drawn."""

    claim: str  # 报销申请编号
    grant: str  # 项目编号
    voucher: str  # 记账凭证号
    posted_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRequest:
    """The papers of the drawn spendings, and the general ones."""

    kind: ClassVar[str] = "document_request"
    concern: Concern
    check: str  # 抽查编号
    wanted: tuple[Wanted, ...]
    papers: tuple[str, ...]  # 每一笔都请提供的资料
    basis: tuple[str, ...]
    added: bool = False  # 追加样本
    term: str | None = "supply_documents"
    enclosures: tuple[str, ...] = ()
    contact: str = ""


def compose(content: DocumentRequest, frame: Frame) -> Paper:
    """Lay the list out."""
    more = "追加抽取的" if content.added else "抽取的"
    start = (
        f"本中心正在进行{content.check}号检查。请提供下列{more} {len(content.wanted)} "
        "笔支出的资料。"
    )
    within = f"自送达之日起 {frame.within}内" if frame.within else "收到本清单后"
    parts = numbered((
        ("调阅的支出", (_table(content.wanted),)),
        ("每一笔请提供的资料", listed(content.papers)),
        ("提供的方式和期限", (Text(
            f"请{within}在“专户”系统上传，或者当面提供原件核对；系统中已有的电子文件不必重复提供。"
            "确实无法提供的，请书面说明原因；没有证据支持的支出，按不符合规定处理。"
        ),)),
        ("依据", basis_blocks(content.basis)),
    ))  # fmt: skip
    return Paper(
        title="调阅资料清单",
        number=frame.number,
        blocks=(
            *opening(content.concern, start),
            *parts,
            contact_text(content.contact, frame),
            *closing(content.concern, frame, content.enclosures),
        ),
    )


def _table(wanted: tuple[Wanted, ...]) -> Grid:
    rows = [
        (
            str(at), each.claim, each.grant, each.voucher or "—", day(each.posted_on),
            yuan(each.amount),
        )
        for at, each in enumerate(wanted, start=1)
    ]  # fmt: skip
    total = sum((each.amount for each in wanted), Decimal("0.00"))
    rows.append(("合计", "", "", "", "", yuan(total)))
    return Grid(
        columns=("序号", "报销申请", "项目", "记账凭证号", "入账日期", "金额（元）"),
        rows=tuple(rows), shares=(9, 20, 17, 18, 20, 16), figures=frozenset({5}), closing=True,
    )  # fmt: skip
