"""Codes and the words people know them by: no page shows a code without its words."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import gettext

from compliance.clawback import MODES
from compliance.machine import Role
from compliance.wording import FIELD_TITLES
from importers import particulars
from importers.invoice import Kind
from service.messages import N_

ROLES = {
    "employer_maker": N_("单位经办"),
    "employer_checker": N_("单位复核"),
    "employer_cashier": N_("单位出纳"),
    "center_auditor": N_("中心审核"),
    "center_manager": N_("中心管理"),
    "administrator": N_("系统管理"),
    "selectee": N_("入选者"),
}

DUTIES = {
    "employer_maker": N_("上传发票、填写和提交报销申请、导入银行对账单；不能复核和付款。"),
    "employer_checker": N_("复核报销申请、确认拨款到账、复核对账、软结账；不能填写和付款。"),
    "employer_cashier": N_("为已复核的报销登记付款；不能填写和复核。"),
    "center_auditor": N_("批准拨付、抽查与整改、跨单位核对、关注名单、提出清单新版本、结账。"),
    "center_manager": N_(
        "登记、提出和办理拨付、批准清单新版本、决定事项；不能批准自己办理的拨付。"
    ),
    "administrator": N_("管理用户和密码；看不到经费和报销内容。"),
    "selectee": N_("查看本人项目的经费，提出退出等申请。"),
}

RUN_STATES = {"claimed": N_("进行中"), "done": N_("已完成"), "failed": N_("未成功")}
RUN_MARKS = {
    "claimed": ("active", "waiting"),
    "done": ("pass", "passed"),
    "failed": ("block", "blocked"),
}

REGIMES = {
    "enterprise": N_("企业会计准则"),
    "small_enterprise": N_("小企业会计准则"),
    "institution": N_("政府会计制度（事业单位）"),
    "association": N_("民间非营利组织会计制度"),
}

SOURCES = {
    "FISCAL": N_("财政资金"),
    "MATCH": N_("配套资金"),
    "RAISED": N_("自筹资金"),
    "INTEREST": N_("利息"),
}

CLAWBACK_MODES = {mode.value: title for mode, title in MODES.items()}

CLAIM_STATES = {
    "draft": N_("草稿"),
    "submitted": N_("待复核"),
    "returned": N_("已退回"),
    "approved": N_("待付款"),
    "posted": N_("已入账，待付款"),
    "paid": N_("已付款"),
    "reconciled": N_("已对账"),
    "archived": N_("已归档"),
    "frozen": N_("已冻结"),
    "rejected": N_("不予报销"),
    "reversed": N_("已冲销"),
    "withdrawn": N_("已撤回"),
}

CLAIM_STATE_MARKS = {
    "draft": ("", "file"),
    "submitted": ("active", "waiting"),
    "returned": ("review", "back"),
    "approved": ("active", "money"),
    "posted": ("active", "money"),
    "paid": ("pass", "passed"),
    "reconciled": ("pass", "passed"),
    "archived": ("pass", "check"),
    "frozen": ("review", "review"),
    "rejected": ("block", "blocked"),
    "reversed": ("", "back"),
    "withdrawn": ("", "close"),
}

OUTCOMES = {
    "pass": N_("可以列支"),
    "review": N_("需要说明"),
    "block": N_("不能列支"),
}

GRANT_STATES = {
    "nominated": N_("待签任务书"),
    "agreed": N_("待拨付"),
    "active": N_("执行中"),
    "suspended": N_("已中止"),
    "revoked": N_("已取消"),
    "closed": N_("已结项"),
    "withdrawn": N_("已退出"),
    "completed": N_("已结题"),
    "transferring": N_("划转中"),
    "transferred": N_("已划转"),
    "settled": N_("已结清"),
    "archived": N_("已归档"),
}

GRANT_STATE_MARKS = {
    "nominated": ("", "waiting"),
    "agreed": ("active", "waiting"),
    "active": ("pass", "passed"),
    "suspended": ("review", "review"),
    "revoked": ("block", "blocked"),
    "closed": ("", "check"),
    "withdrawn": ("", "close"),
    "completed": ("pass", "check"),
    "transferring": ("active", "waiting"),
    "transferred": ("", "check"),
    "settled": ("", "check"),
    "archived": ("", "file"),
}

GRANT_MARKS = {
    "late": N_("执行偏慢"),
    "ending": N_("即将到期"),
    "over": N_("执行期已过"),
    "no_account": N_("专户未登记"),
}

DIGESTS = {
    "none": N_("不发送邮件"),
    "daily": N_("每个工作日早上汇总一封"),
    "each": N_("有新消息时发送，每10分钟至多一封"),
}

TONGUES = {"zh": N_("中文"), "en": N_("英文")}

ROBOT_KINDS = {"wecom": N_("企业微信"), "dingtalk": N_("钉钉")}

DELIVERY_STATES = {
    "queued": N_("待发送"),
    "sent": N_("已发送"),
    "failed": N_("未成功，将重试"),
    "given_up": N_("已放弃"),
}

DELIVERY_STATE_MARKS = {
    "queued": ("active", "waiting"),
    "sent": ("pass", "passed"),
    "failed": ("review", "review"),
    "given_up": ("block", "blocked"),
}

EVENT_KINDS = {
    "meeting": N_("会议"),
    "training": N_("培训"),
    "lodging": N_("住宿"),
    "expert": N_("专家咨询"),
    "lecture": N_("讲课"),
}

PAYMENTS = {
    "transfer": N_("专户转账"),
    "reimburse": N_("报销给垫付人"),
    "cash": N_("现金"),
}

VAT = {
    "not_stated": N_("未说明"),
    "not_claimed": N_("不抵扣"),
    "claimed": N_("已抵扣或将抵扣"),
}

INSTALMENT_STATES = {
    "planned": N_("待批准"),
    "approved": N_("待付款"),
    "sent": N_("在途"),
    "received": N_("已到账"),
    "stopped": N_("停止拨付"),
}

INSTALMENT_STATE_MARKS = {
    "planned": ("", "waiting"),
    "approved": ("active", "waiting"),
    "sent": ("review", "forward"),
    "received": ("pass", "passed"),
    "stopped": ("block", "blocked"),
}

# What somebody did to a claim or to a sheet, as its history tells it.
DEEDS = {
    "draft_claim": N_("收到凭证，建立报销申请"),
    "change_claim": N_("修改后重新核对"),
    "submit_claim": N_("提交复核"),
    "approve_claim": N_("复核通过"),
    "return_claim": N_("退回"),
    "reject_claim": N_("不予报销"),
    "withdraw_claim": N_("撤回"),
    "attach_paper": N_("附上佐证材料"),
    "detach_paper": N_("取下佐证材料"),
    "split_claim": N_("填制原始凭证分割单"),
    "void_split": N_("作废分割单"),
    "cut_claim": N_("核减"),
    "post_claim": N_("已入账，应付单位垫付款"),
    "pay_claim": N_("已付款，并记入专户账"),
    "reconcile_claim": N_("与银行对账单勾对一致"),
    "unmatch_claim": N_("银行勾对撤销"),
    "archive_claim": N_("所在月份结账，归档"),
    "freeze_claim": N_("支持中止，冻结"),
    "release_draft_claim": N_("中心放行"),
    "release_submitted_claim": N_("中心放行"),
    "release_returned_claim": N_("中心放行"),
    "release_approved_claim": N_("中心放行"),
    "void_claim": N_("作废"),
    "propose_reversal": N_("提出冲销"),
    "decline_reversal": N_("不同意冲销"),
    "reverse_claim": N_("同意冲销，已记入专户账"),
    "correct_reading": N_("核对并更正票面信息"),
    "record_verification": N_("记录发票查验结果"),
    "amend_agreement": N_("任务书变更后重新核对"),
    "appeal_claim": N_("向中心申诉"),
    "grant_claim_appeal": N_("中心采纳申诉，作出裁定"),
    "uphold_claim_appeal": N_("中心维持原结论"),
    "withdraw_claim_appeal": N_("撤回申诉"),
    "compose_sheet": N_("做成报销单"),
    "add_to_sheet": N_("放进更多申请"),
    "split_off_sheet": N_("移出一张申请"),
    "describe_sheet": N_("修改事由、人员或备注"),
    "dissolve_sheet": N_("解散报销单"),
    "submit_sheet": N_("整单提交复核"),
    "approve_sheet": N_("整单复核通过"),
    "return_sheet": N_("整单退回"),
    "pay_sheet": N_("登记整单付款"),
}

# What the tax authority's platform says of an invoice.
VERIFICATIONS = {
    "matches": N_("查验一致"),
    "differs": N_("查验不一致"),
    "not_found": N_("查无此票"),
    "void": N_("已作废"),
    "red": N_("已全额红冲"),
    "partly_red": N_("已部分红冲"),
    "abnormal": N_("异常凭证"),
}

VERIFICATION_MARKS = {
    "matches": ("pass", "passed"),
    "differs": ("block", "blocked"),
    "not_found": ("block", "blocked"),
    "void": ("block", "blocked"),
    "red": ("block", "blocked"),
    "partly_red": ("review", "review"),
    "abnormal": ("review", "review"),
}

# How a party is bound to an employer or its selectees.
RELATIONS = {
    "shareholder": N_("股东或出资人"),
    "subsidiary": N_("子公司或参股公司"),
    "legal_representative": N_("同一法定代表人"),
    "relative": N_("入选者近亲属任职或持股"),
    "same_address": N_("同一地址或账户"),
    "other": N_("其他关联关系"),
}

# How a letter reaches whom it is for.
SERVICE_METHODS = {
    "direct": N_("直接送达"),
    "retained": N_("留置送达"),
    "mailed": N_("邮寄送达"),
    "announced": N_("公告送达"),
    "online": N_("系统内签收"),
}

INVOICE_KINDS = {
    "e_ordinary": N_("电子发票（普通发票）"),
    "e_special": N_("电子发票（增值税专用发票）"),
    "e_ordinary_toll": N_("电子发票（普通发票），通行费"),
    "vat_e_ordinary": N_("增值税电子普通发票"),
    "vat_e_special": N_("增值税电子专用发票"),
    "vat_e_toll": N_("增值税电子普通发票，通行费"),
    "vat_paper_special": N_("增值税专用发票"),
    "vat_paper_ordinary": N_("增值税普通发票"),
    "rail": N_("铁路电子客票"),
    "air": N_("航空运输电子客票行程单"),
    "fiscal_central": N_("中央财政票据"),
    "fiscal_province": N_("省级财政票据"),
    "sz_blockchain": N_("深圳区块链电子发票"),
    "machine_printed_e": N_("通用机打发票（电子）"),
    "einv_receiver_xbrl": N_("电子凭证入账信息"),
    "motor_vehicle": N_("机动车销售统一发票"),
    "fee_sheet": N_("劳务费发放表"),
    "other": N_("其他凭证"),
    "not_invoice": N_("不是发票"),
}

FISCAL = frozenset({Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE})
TICKETS = frozenset({Kind.RAIL, Kind.AIR})
# What fields are called on vouchers that print other words for them than invoices do.
_ON_RECEIPTS = {
    "invoice_code": N_("票据代码"),
    "invoice_number": N_("票据号码"),
    "buyer_name": N_("交款人"),
    "buyer_tax_id": N_("交款人统一社会信用代码"),
    "seller_name": N_("收款单位"),
    "total_with_tax": N_("金额合计"),
    "total_in_words": N_("金额合计（大写）"),
}
_ON_ITINERARIES = {"departure_time": N_("起飞时间"), "seat_class": N_("舱位等级")}
_ON_FEE_SHEETS = {
    "title": N_("表的种类"),
    "invoice_number": N_("表号"),
    "issue_date": N_("编制日期"),
    "buyer_name": N_("编制单位"),
    "buyer_tax_id": N_("编制单位统一社会信用代码"),
    "total_amount": N_("应发合计"),
    "total_with_tax": N_("列支合计"),
    "total_in_words": N_("列支合计（大写）"),
    "remarks": N_("事由"),
}
FIELDS_OF_KIND: Mapping[Kind, Mapping[str, str]] = {
    Kind.FISCAL_CENTRAL: _ON_RECEIPTS,
    Kind.FISCAL_PROVINCE: _ON_RECEIPTS,
    Kind.AIR: _ON_ITINERARIES,
    Kind.FEE_SHEET: _ON_FEE_SHEETS,
}

# Divisions of 商品和服务税收分类编码.
DIVISIONS = {
    "goods": N_("货物"),
    "labour": N_("劳务"),
    "services": N_("服务"),
    "intangible": N_("无形资产"),
    "real estate": N_("不动产"),
    "not taxed": N_("不征税项目"),
}


def word(words: Mapping[str, str], code: str | StrEnum) -> str:
    """Give the words of a code in the reader's language; KeyError when it has none."""
    said: str = gettext(words[str(code)])
    return said


def case_role(role: str) -> str:
    """Say who acts in a case; what comes about by itself is the system's."""
    return gettext("系统") if role == Role.CLOCK else word(ROLES, role)


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give a selection's values with their words, in the reader's language."""
    return [(code, gettext(said)) for code, said in words.items()]


def field_word(kind: Kind, name: str) -> str:
    """Give what a field is called on vouchers of a kind; KeyError when there is no such field."""
    usual = FIELD_TITLES | particulars.NAMES
    said: str = gettext(FIELDS_OF_KIND.get(kind, {}).get(name) or usual[name])
    return said


def seller_word(kind: str, seller: str | None) -> str:
    """Give what stands for the seller in a list: tickets name none, and are told by their kind."""
    if seller:
        return seller
    return word(INVOICE_KINDS, kind) if kind in TICKETS else gettext("（未读出销售方）")
