"""One letter of every kind, with everything in it that the kind can say."""

from datetime import date
from decimal import Decimal

from reports.letters.catalogue import Content
from reports.letters.clawback import Account, ClawbackFigures, ClawbackNotice, Mode
from reports.letters.clawback_reminder import ClawbackReminder
from reports.letters.comment import CommentInvitation
from reports.letters.conclusion import InspectionConclusion
from reports.letters.decision import DecisionNotice
from reports.letters.document_request import DocumentRequest, Wanted
from reports.letters.inspection import InspectionNotice
from reports.letters.parts import Concern, Fact, Frame, article
from reports.letters.rectification import RectificationNotice
from reports.letters.referral import Referral
from reports.letters.reminder import ReminderLetter
from reports.letters.transfer import SourceBalance, TransferConfirmation

FRAME = Frame(
    number="创新中心整改〔2026〕1号", issued_on=date(2026, 3, 5),
    issuer="北京市科协创新服务中心", case_number="整改2026-001", within="15 个工作日",
    heard_within="10 日",
)  # fmt: skip
ABOUT = Concern(
    recipient="北京星河精工科技有限公司", uscc="91110108MA01234537", grant="ZY2025-001",
    selectee="林知行", agreement="RWS-2025-001",
)  # fmt: skip
FACTS = (
    Fact(
        text="2026 年 1 月列支的餐费不属于任务书约定的支出范围，也没有会议通知和签到表。",
        amount=Decimal("1196.10"), voucher="记-2026-01-0012", invoice="26112000000123456789",
    ),
    Fact(text="示波器的验收单未见。", amount=Decimal("13803.90"), voucher="记-2026-01-0015"),
    Fact(text="月末未核对银行流水。"),
)  # fmt: skip
BASIS = (f"{article(28)}和任务书所附负面清单 NL-09（业务招待）", article(33, "（一）"))

RECTIFICATION = RectificationNotice(
    concern=ABOUT, facts=FACTS, basis=BASIS, put_back=Decimal("15000.00"),
    papers=("示波器验收单", "会议通知和签到表"), adjustment="将该笔餐费调整为单位自有资金列支",
    other=("完善经费报销的复核手续。",), enclosures=("问题清单", "取证单"),
)  # fmt: skip
REMINDER = ReminderLetter(
    concern=ABOUT, matter="2026 年第一季度经费使用情况尚未报送", basis=(article(29),),
    facts=(Fact(text="报送期限为 2026 年 4 月 10 日，截至本日未收到。"),),
)  # fmt: skip
CLAWBACK = ClawbackNotice(
    concern=ABOUT, decided_on=date(2026, 3, 4),
    decision="取消入选资格，追回未使用的资金和尚未归还的不合规支出（处置2026-001）",
    mode=Mode.UNSPENT_AND_INELIGIBLE,
    figures=ClawbackFigures(
        received=Decimal(200000), transferred_out=Decimal(0), returned=Decimal(0),
        eligible=Decimal(80000), ineligible=Decimal(20000), restored=Decimal(5000),
        balance=Decimal(105000), interest=Decimal(0), due=Decimal(120000),
    ),
    basis=(article(32, "（二）3"), article(33, "（一）")),
    account=Account(name="北京市科协创新服务中心", number="0200 0000 0000 0001", bank="示例银行"),
)  # fmt: skip
CLAWBACK_REMINDER = ClawbackReminder(
    concern=ABOUT, notice="创新中心追回〔2026〕1号", due=Decimal(120000), paid=Decimal(20000),
    due_on=date(2026, 4, 2), basis=(article(32),),
)  # fmt: skip
TRANSFER = TransferConfirmation(
    concern=ABOUT, old_employer="北京星河精工科技有限公司", new_employer="北京远山仪器有限公司",
    approved_on=date(2026, 3, 2), cut_off_on=date(2026, 3, 4),
    balances=(
        SourceBalance(
            source="中心拨款（财政）", balance=Decimal("60000.00"), reserved=Decimal("1060.00"),
            moved=Decimal("58940.00"),
        ),
        SourceBalance(
            source="利息", balance=Decimal("12.30"), reserved=Decimal("0.00"),
            moved=Decimal("12.30"),
        ),
    ),
    basis=(article(30),),
    in_flight=("报销申请 BX-2026-0007，1,060.00 元，由原单位于 30 日内办结。",),
    assets=("示波器 1 台（原值 13,803.90 元）",),
    open_findings=("整改2026-001：补充验收单，由新单位配合。",),
    enclosures=("结算单",),
)  # fmt: skip
INSPECTION = InspectionNotice(
    concern=ABOUT, period_from=date(2025, 9, 1), period_to=date(2026, 2, 28),
    subject="经费的到账、使用、核算和专户管理", starts_on=date(2026, 3, 16),
    basis=(article(33, "（一）"),), papers=("记账凭证和原始凭证", "专户银行对账单"),
)  # fmt: skip
DOCUMENT_REQUEST = DocumentRequest(
    concern=ABOUT, check="抽查2026-001",
    wanted=(
        Wanted(
            claim="BX2026-00012", grant="ZY2025-001", voucher="2026-01 记-12",
            posted_on=date(2026, 1, 20), amount=Decimal("1196.10"),
        ),
        Wanted(
            claim="BX2026-00015", grant="ZY2025-001", voucher="2026-01 记-15",
            posted_on=date(2026, 1, 22), amount=Decimal("13803.90"),
        ),
    ),
    papers=("合同或者订单", "验收单"), basis=(article(33, "（一）"),), added=True,
)  # fmt: skip
CONCLUSION = InspectionConclusion(
    concern=Concern(recipient=ABOUT.recipient, uscc=ABOUT.uscc), check="抽查2026-001",
    period_from=date(2025, 9, 1), period_to=date(2026, 2, 28),
    drawn=("总体 31 笔，抽取 2 笔。", "种子和总体清单的校验值见附件。"),
    facts=FACTS[:2], heard="你单位在期限内没有提出意见",
    concluded=("2 笔支出不符合规定，合计 15,000.00 元。",), asked=("按整改通知书的要求整改。",),
    basis=(article(33, "（一）"),), enclosures=("样本清单",),
)  # fmt: skip
COMMENT = CommentInvitation(
    concern=ABOUT, matter="经费检查", facts=FACTS,
    intended=("要求归还不合规支出 15,000.00 元。", "要求补充验收单。"), basis=BASIS,
)  # fmt: skip
DECISION = DecisionNotice(
    concern=ABOUT, facts=FACTS, basis=(article(32, "（二）3"),),
    decided=("中止入选资格。", "自生效之日起停止拨付经费。"), effective_on=date(2026, 3, 9),
    heard="你单位于 2026 年 3 月 1 日提出的申辩，经复核，事实部分不成立",
)  # fmt: skip
REFERRAL = Referral(
    concern=Concern(recipient="北京市财政局", grant="ZY2025-001"), employer=ABOUT.recipient,
    uscc=ABOUT.uscc, facts=FACTS[:1], basis=(article(33, "（一）"),),
    request="请依法追回并处理", owed=Decimal("100000.00"),
    evidence=("追回资金通知书及送达回证", "催告书及送达回证"), enclosures=("证据清单",),
)  # fmt: skip

EXAMPLES: tuple[Content, ...] = (
    RECTIFICATION, REMINDER, CLAWBACK, CLAWBACK_REMINDER, TRANSFER, INSPECTION, COMMENT, DECISION,
    REFERRAL, DOCUMENT_REQUEST, CONCLUSION,
)  # fmt: skip
