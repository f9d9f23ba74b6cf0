"""Decisions kept for good: the facts of a claim and what the rulebook of a number said about it.

`python -m tests.compliance.golden_decisions` writes them, and only when none of the rulebook's
number are there: to change what was decided, the number must rise first (`rulebook.NUMBER`).
"""

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from compliance import rulebook
from compliance.decision import Decision, decide
from compliance.example import claim
from compliance.fact_record import to_record

FOLDER: Final = Path(__file__).with_name("decisions")
_MEETING: Final = {"kind": "meeting", "rate": "MEETING_3", "people": 20, "units": "2"}
CLAIMS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "sound": {},
        "dinner": {
            "category": "CONF",
            "lines": [{"name": "*餐饮服务*餐费", "amount": "1000.00", "tax": "60.00"}],
        },
        "dinner-at-a-meeting": {
            "category": "CONF",
            "lines": [{"name": "*餐饮服务*餐费", "amount": "1000.00", "tax": "60.00"}],
            "evidence": ["meeting_notice", "sign_in_sheet"],
            "event": _MEETING,
        },
        "two-items-of-the-list": {
            "lines": [
                {"name": "*酒*白酒", "amount": "400.00", "tax": "24.00"},
                {"name": "*软件*仿真软件", "amount": "500.00", "tax": "30.00"},
                {"name": "*工艺品*纪念品", "amount": "100.00", "tax": "6.00"},
            ],
        },
        "before-the-window": {
            "approved_on": date(2025, 8, 31),
            "signed_on": date(2025, 9, 10),
            "cost_on": date(2025, 2, 27),
            "statement": "样机低温试验的基线测试。",
        },
        "meeting-above-its-standard": {
            "category": "CONF",
            "amount": "23000.00",
            "total_amount": "21698.11",
            "total_tax": "1301.89",
            "total_with_tax": "23000.00",
            "total_in_words": "贰万叁仟圆整",
            "lines": [{"name": "*会展服务*会议费", "amount": "21698.11", "tax": "1301.89"}],
            "evidence": ["meeting_notice", "sign_in_sheet"],
            "event": {**_MEETING, "place": "四川省乐山市峨眉山温泉酒店"},
        },
        "tax-deducted": {"kind": "e_special", "vat": "claimed"},
        "share-above-the-rest": {
            "amount": "530.00",
            "others": [{"number": "BX2026-00007", "amount": "636.00", "where": "项目 ZY-2025-002"}],
        },
        "taken-back-in-part": {
            "red_letters": [
                {
                    "number": "26112000009999999991",
                    "issued_on": date(2026, 3, 18),
                    "total": "-260.00",
                }
            ],
        },
        "another-buyer-in-words-that-differ": {
            "buyer_name": "北京栎岚控股有限公司",
            "total_in_words": "壹仟零陆拾壹圆整",
        },
        "strangers-on-a-train": {
            "category": "EXCH",
            "kind": "rail",
            "lines": [],
            "particulars": {"passenger": "吴岚", "travel_date": "2026-03-01"},
        },
        "in-a-row-and-related": {
            "nearby": [
                {
                    "claim": "BX2026-00001",
                    "number": number,
                    "issued_on": date(2026, 3, 10),
                    "total": "900.00",
                }
                for number in ("26112000001234567889", "26112000001234567891")
            ],
            "related": [{"name": "北京桐舟检测技术有限公司", "relation": "same_address"}],
            "evidence": ["price_proof"],
        },
        "cash-and-money-back": {
            "payment": "cash",
            "refunds": [{"on": date(2026, 3, 15), "amount": "500.00"}],
            "usual": {"count": 30, "ninety_fifth": "900.00", "seller_share": "0.60"},
        },
        "listed-seller-closed-book": {
            "listed": [{"reason": "虚开发票被处罚", "barred": True, "from_on": date(2026, 1, 1)}],
            "closed_through": date(2026, 3, 31),
            "file_name": "发票（机密）.pdf",
        },
        "left-and-suspended": {"left_on": date(2026, 3, 9), "suspended_on": date(2026, 3, 15)},
        "not-verified-and-large": {
            "amount": "42400.00",
            "total_amount": "40000.00",
            "total_tax": "2400.00",
            "total_with_tax": "42400.00",
            "total_in_words": "肆万贰仟肆佰圆整",
            "lines": [{"name": "*电子元件*连接器一批", "amount": "40000.00", "tax": "2400.00"}],
            "acceptor": "赵经办",
            "plan_item": 0,
        },
    }
)


def without_version(decision: Decision) -> dict[str, Any]:
    """Return a decision's record without the version: its hash changes with any word of the law."""
    record = decision.to_record()
    del record["rulebook_version"]
    return record


def main() -> int:
    """Write the decisions of this rulebook's number; 1 when they are there already."""
    FOLDER.mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("*.json")):
        if json.loads(path.read_text(encoding="utf-8"))["number"] >= rulebook.NUMBER:
            print(f"{path.name} is of number {rulebook.NUMBER} already: raise rulebook.NUMBER")
            return 1
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for name, given in CLAIMS.items():
        the_claim = claim(**given)
        record = {
            "number": rulebook.NUMBER,
            "facts": to_record(the_claim),
            "decision": without_version(decide(the_claim)),
        }
        text = json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
