"""What remarks of invoices say in set phrases.

Which invoice a red one takes back, for whom a tax office drew one up, where a building stands, how
long a lease runs, which car paid a toll.
"""

import re

from importers.draft import Draft

_END = r"(?=[;；,，。]|\s|$)"
_PHRASES = (
    (
        "red_of_number",
        re.compile(r"被?红冲蓝字\S{0,8}?(?:票|发票)?号码[:：]?\s*(\d{20}|\d{8})(?!\d)"),
    ),
    ("red_of_code", re.compile(r"被?红冲蓝字\S{0,8}?发票代码[:：]?\s*(\d{12}|\d{10})(?!\d)")),
    (
        "red_of_code",
        re.compile(r"对应(?:正数|蓝字)\S{0,6}?发票代码[:：]?\s*(\d{12}|\d{10})(?!\d)"),
    ),
    (
        "red_of_number",
        re.compile(
            r"对应(?:正数|蓝字)\S{0,6}?发票代码[:：]?\s*\d{10,12}\D{0,6}?号码[:：]?\s*(\d{8})(?!\d)"
        ),
    ),
    ("red_of_number", re.compile(r"对应(?:正数|蓝字)\S{0,6}?号码[:：]?\s*(\d{20}|\d{8})(?!\d)")),
    ("red_slip", re.compile(r"红字\S{0,12}?信息(?:确认单|表)编号[:：]?\s*(\d{16,24})(?!\d)")),
    ("drawn_for", re.compile(r"代开企业名称[:：]\s*(\S+?)(?=代开企业|[;；,，。]|\s|$)")),
    ("land_tax_project", re.compile(rf"土地增值税项目编号[:：]\s*([0-9A-Za-z]+){_END}")),
    ("cross_region", re.compile(r"跨地[(（]市[)）]标志[:：]\s*([是否])")),
    ("place", re.compile(r"(?:不动产|坐落)地址[:：]\s*(\S+?)(?=[;；。]|\s|$)")),
    ("lease_period", re.compile(r"租赁期起止[:：]\s*([^;；。]+?)\s*(?=[;；。]|$)")),
)
_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)(\d{4}-\d\d-\d\d)")  # a narrow blank got lost
_TOLL_PHRASES = (
    ("plate", re.compile(r"车牌号码?[:：]?\s*([\u4e00-\u9fff][A-Z][A-Z0-9]{5,6})(?![A-Z0-9])")),
    ("vehicle_type", re.compile(r"(?:车辆类型|车型|类型)[:：]\s*([^;；,，。\s]+)")),
    ("date_from", re.compile(r"通行日期起[:：]?\s*([0-9][0-9\-/.年月日]{7,10})")),
    ("date_to", re.compile(r"通行日期止[:：]?\s*([0-9][0-9\-/.年月日]{7,10})")),
)


def read(draft: Draft, *, toll: bool) -> None:
    """Put what the remarks say into the draft, unless the form itself says it."""
    remarks = draft.values.get("remarks", "")
    for name, phrase in (*_PHRASES, *(_TOLL_PHRASES if toll else ())):
        match = phrase.search(remarks)
        if match and name not in draft.particulars:
            value = _PERIOD.sub(r"\1 \2", match[1]) if name == "lease_period" else match[1]
            draft.put(name, value, draft.boxes.get("remarks"))
