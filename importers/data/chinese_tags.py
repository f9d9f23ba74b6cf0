"""Digital invoices with Chinese names of elements, flat or in groups, as some platforms export."""

from collections.abc import Iterable, Mapping

from importers import code_kind
from importers.data_values import amount, day
from importers.draft import Draft
from importers.invoice import Kind, Line, Source
from importers.messages import N_, Message
from importers.xml_tree import Node

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "invoice_code": ("发票代码",),
    "invoice_number": ("发票号码", "数电票号码", "数电发票号码", "全电发票号码"),
    "check_code": ("校验码",),
    "buyer_name": ("购买方名称", "购方名称", "购买方信息名称"),
    "buyer_tax_id": (
        "购买方纳税人识别号", "购买方识别号", "购方识别号", "购方税号", "购买方税号",
        "购买方统一社会信用代码",
    ),
    "seller_name": ("销售方名称", "销方名称", "销售方信息名称"),
    "seller_tax_id": (
        "销售方纳税人识别号", "销售方识别号", "销方识别号", "销方税号", "销售方税号",
        "销售方统一社会信用代码",
    ),
    "total_amount": ("合计金额", "金额合计", "不含税金额", "合计不含税金额"),
    "total_tax": ("合计税额", "税额合计"),
    "total_with_tax": ("价税合计", "价税合计小写", "价税合计（小写）", "价税合计金额"),
    "total_in_words": ("价税合计大写", "价税合计（大写）", "大写金额"),
    "remarks": ("备注",),
    "red_of_code": ("被红冲蓝字发票代码", "被红冲发票代码"),
    "red_of_number": (
        "被红冲蓝字发票号码", "被红冲蓝字电子发票号码", "被红冲蓝字数电票号码", "被红冲发票号码",
    ),
    "red_slip": ("红字发票信息确认单编号", "红字信息确认单编号", "红字确认单编号"),
}  # fmt: skip
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("项目名称", "货物或应税劳务名称", "货物或应税劳务服务名称", "商品名称"),
    "spec": ("规格型号",),
    "unit": ("单位", "计量单位"),
    "quantity": ("数量",),
    "unit_price": ("单价",),
    "amount": ("金额",),
    "tax_rate": ("税率", "税率征收率", "征收率"),
    "tax": ("税额",),
    "code": ("商品和服务税收分类编码", "税收分类编码", "商品编码"),
}
_AMOUNTS = frozenset({"total_amount", "total_tax", "total_with_tax"})
_NUMBERS = frozenset({"quantity", "unit_price", "amount", "tax"})
_TYPES = ("发票类型", "票种", "发票种类", "票据类型", "发票名称")
_DATES = ("开票日期", "开票时间", "填开日期")
_PARTIES = {"购买方": "buyer", "购买方信息": "buyer", "销售方": "seller", "销售方信息": "seller"}
_PARTY_FIELDS = {"名称": "name", "纳税人识别号": "tax_id", "统一社会信用代码": "tax_id",
                 "识别号": "tax_id", "税号": "tax_id"}  # fmt: skip


def recognises(root: Node) -> bool:
    """Tell it by the Chinese names of its number and of a party or a total."""
    found = [node.name for node in root.descendants()]
    numbers = sum(found.count(name) for name in _FIELDS["invoice_number"])
    names = set(found)
    return numbers == 1 and bool(names & {*_FIELDS["total_with_tax"], *_PARTIES, "购买方名称"})


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says; what it does not say is left to the judges."""
    read = Draft(Kind.E_ORDINARY, source)
    lines = [node for node in root.descendants() if _is_line(node)]
    inside = {inner.element for line in lines for inner in line.descendants()}
    nodes = [node for node in root.descendants() if node.element not in inside]
    leaves = _values(nodes)
    for name, wordings in _FIELDS.items():
        value = _first(leaves, wordings)
        read.put(name, amount(value) if name in _AMOUNTS else value)
    _put_parties(read, nodes)
    read.issue_date = day(_first(leaves, _DATES))
    if read.issue_date:
        read.note("issue_date", None)
    read.items = tuple(_line(line) for line in lines)
    if read.items:
        read.note("items", None)
    _put_kind(read, _first(leaves, _TYPES) or "")
    return read


def _values(nodes: Iterable[Node]) -> Mapping[str, str]:
    """Return the first text of each name."""
    found: dict[str, str] = {}
    for node in nodes:
        value = node.text()
        if value:
            found.setdefault(node.name, value)
    return found


def _first(values: Mapping[str, str], wordings: tuple[str, ...]) -> str | None:
    """Return the value of the first wording that has one."""
    return next((values[wording] for wording in wordings if wording in values), None)


def _is_line(node: Node) -> bool:
    """Tell a line: it names what was sold and its amount."""
    names = {child.name for child in node.children()}
    return bool(names & set(_COLUMNS["name"])) and bool(names & set(_COLUMNS["amount"]))


def _line(node: Node) -> Line:
    columns: dict[str, str | None] = {}
    stated = _values(node.children())
    for name, wordings in _COLUMNS.items():
        value = _first(stated, wordings)
        columns[name] = amount(value) if name in _NUMBERS else value
    return Line(**columns)


def _put_parties(read: Draft, nodes: list[Node]) -> None:
    """Read the groups 购买方 and 销售方 with names inside, instead of prefixed names."""
    for group in nodes:
        party = _PARTIES.get(group.name)
        for leaf in group.children() if party else ():
            field = _PARTY_FIELDS.get(leaf.name)
            if field and f"{party}_{field}" not in read.values:
                read.put(f"{party}_{field}", leaf.text())


def _put_kind(read: Draft, title: str) -> None:
    older = code_kind.kind_of(read.values.get("invoice_code"))
    if older is not None:
        read.kind = older
        read.note("kind", None)
        return
    if ("专用" in title) != ("普通" in title):
        read.kind = Kind.E_SPECIAL if "专用" in title else Kind.E_ORDINARY
        read.note("kind", None)
        return
    read.doubt(Message(N_("文件没有写清是专用发票还是普通发票，请对照票面确认票据种类。")), "kind")
