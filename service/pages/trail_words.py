"""What each step of the trail is called, and the things it is done to."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext

from compliance import law
from compliance.machine import Machine
from compliance.procedures.spot_check import SPOT_CHECK
from reports.catalogue import STATEMENTS
from service.actions.procedures import KINDS
from service.messages import N_
from service.pages.words import CLAIM_STATES, DEEDS, GRANT_STATES, INSTALMENT_STATES
from service.web.words import say

SUBJECTS: Final[Mapping[str, str]] = {
    "access_token": N_("接口令牌"),
    "account": N_("专门账户"),
    "agreement": N_("任务书"),
    "bank": N_("对账"),
    "bank_layout": N_("对账单格式"),
    "book": N_("账簿"),
    "booking": N_("补记账"),
    "bulk_export": N_("批量导出"),
    "call": N_("申报通知"),
    "claim": N_("报销申请"),
    "cross_match": N_("跨单位核对"),
    "disbursement_batch": N_("拨付批次"),
    "disclosure": N_("查阅记录"),
    "employer": N_("所在单位"),
    "expense_report": N_("报销单"),
    "fee_sheet": N_("发放表"),
    "finding": N_("检查发现"),
    "grant": N_("项目"),
    "instalment": N_("分期拨款"),
    "intake_batch": N_("上传批次"),
    "law_text": N_("规则文本"),
    "letter": N_("文书"),
    "listing": N_("关注名单"),
    "mail_address": N_("收件地址"),
    "mail_message": N_("收件"),
    "notice": N_("公示"),
    "original": N_("原件"),
    "package": N_("打包文件"),
    "phone_link": N_("手机上传链接"),
    "proceeding": N_("事项"),
    "programme": N_("计划"),
    "recommender": N_("推荐单位"),
    "related_party": N_("关联方"),
    "remittance": N_("应缴财政"),
    "report": N_("报表"),
    "robot": N_("群机器人"),
    "ruling": N_("解释"),
    "selectee": N_("入选者"),
    "signal": N_("线索"),
    "signal_run": N_("线索"),
    "spot_check": N_("抽查"),
    "user": N_("用户"),
}
ACTIONS: Final[Mapping[str, str]] = {
    "log_in": N_("登录"),
    "change_password": N_("修改密码"),
    "reset_password": N_("重设密码"),
    "choose_contact": N_("设置联系方式"),
    "add_user": N_("添加用户"),
    "disable_user": N_("停用用户"),
    "enable_user": N_("启用用户"),
    "store_original": N_("收到原件"),
    "open_intake": N_("开始上传"),
    "take_mail": N_("收到邮件"),
    "appropriate": N_("登记财政拨入"),
    "sign_agreement": N_("签订任务书"),
    "rename_employer": N_("单位更名"),
    "set_regime": N_("设定会计制度"),
    "add_grant": N_("登记项目"),
    "add_call": N_("登记申报通知"),
    "add_notice": N_("登记公示"),
    "add_recommender": N_("登记推荐单位"),
    "add_employer": N_("登记所在单位"),
    "add_account": N_("登记专门账户"),
    "add_selectee": N_("登记入选者"),
    "sign_grant": N_("任务书签订，项目生效"),
    "receive_grant": N_("首期到账，开始执行"),
    "issue_letter": N_("出具文书"),
    "serve_letter": N_("登记送达"),
    "print_letter": N_("下载文书"),
    "record_assessment": N_("登记考核结果"),
    "raise_objection": N_("登记公示异议"),
    "verify_objection": N_("登记异议核实意见"),
    "settle_objection": N_("办结公示异议"),
    "record_ruling": N_("登记解释"),
    "publish_ruling": N_("发布解释"),
    "record_policy_version": N_("登记办法版本"),
    "record_association_measure": N_("登记市科协措施"),
    "end_association_measure": N_("终止市科协措施"),
    "declare_to_treasury": N_("确认应缴财政"),
    "remit_to_treasury": N_("上缴国库"),
    "make_report": N_("生成报表"),
    "export_book": N_("导出账簿"),
    "export_claims": N_("导出报销清单"),
    "export_readings": N_("导出查阅记录"),
    "request_export": N_("申请批量导出"),
    "approve_export": N_("批准批量导出"),
    "decline_export": N_("不批准批量导出"),
    "take_export": N_("下载批量导出"),
    "reveal_account": N_("显示完整号码"),
    "reveal_fee_sheet": N_("打印含证件号码的发放表"),
    "draw_up_fee_sheet": N_("编制发放表"),
    "import_statement": N_("导入对账单"),
    "match_by_hand": N_("手工勾对"),
    "confirm_matches": N_("确认勾对"),
    "withdraw_match": N_("撤销勾对"),
    "draw_reconciliation": N_("提交余额调节表"),
    "approve_reconciliation": N_("复核余额调节表"),
    "withdraw_reconciliation": N_("退回余额调节表"),
    "say_bank_columns": N_("指出对账单的列"),
    "forget_bank_columns": N_("忘记对账单的列"),
    "propose_booking": N_("提出记账"),
    "post_booking": N_("复核记账"),
    "withdraw_booking": N_("撤回记账"),
    "soft_close_month": N_("月份初步结账"),
    "reopen_month": N_("重开月份"),
    "close_month": N_("月份结账"),
    "resume_book": N_("恢复账簿"),
    "load_text": N_("装入规则文本"),
    "approve_text": N_("批准规则文本"),
    "reject_text": N_("不批准规则文本"),
    "withdraw_text": N_("撤回规则文本"),
    "find_crossing": N_("发现跨单位重复"),
    "settle_crossing": N_("写出核对结论"),
    "declare_related": N_("登记关联方"),
    "end_related": N_("终止关联方"),
    "end_listing": N_("终止关注"),
    "add_listing": N_("列入关注名单"),
    "approve_instalment": N_("批准拨款"),
    "propose_batch": N_("提出批次"),
    "approve_batch": N_("批准批次"),
    "reject_batch": N_("退回批次"),
    "withdraw_batch": N_("撤回批次"),
    "send_batch": N_("登记付款"),
    "strike_from_batch": N_("从批次中剔除"),
    "send_instalment": N_("登记付款"),
    "confirm_instalment": N_("确认到账"),
    "receive_instalment": N_("确认到账"),
    "make_token": N_("生成接口令牌"),
    "end_token": N_("停用接口令牌"),
    "make_phone_link": N_("生成手机上传链接"),
    "open_phone_link": N_("手机打开上传链接"),
    "end_phone_link": N_("停用手机上传链接"),
    "make_mail_address": N_("启用收件地址"),
    "end_mail_address": N_("停用收件地址"),
    "end_member": N_("团队成员离开"),
    "remind_deadline": N_("提醒期限"),
    "count_deadline_anew": N_("重算期限"),
    "count_notice_anew": N_("重算公示期"),
    "send_paper": N_("提交材料"),
    "take_payment_list": N_("下载付款清单"),
    "print_evidence_sheet": N_("打印取证单"),
    "ask_evidence": N_("生成证据包"),
    "fetch_evidence": N_("下载证据包"),
    "add_member": N_("登记团队成员"),
    "watch_signal": N_("线索列入抽样标记"),
    "unwatch_signal": N_("取消抽样标记"),
    "follow_signal": N_("跟进线索"),
    "dismiss_signal": N_("线索不再跟进"),
    "look_for_signals": N_("查找线索"),
    "raise_finding": N_("登记问题"),
    "drop_finding": N_("撤销问题"),
    "respond_finding": N_("提交单位意见"),
    "rectify_finding": N_("开出整改"),
    "answer_item": N_("填写样本检查结果"),
    "review_item": N_("复核样本检查结果"),
    "send_back_item": N_("退回样本重查"),
}
CHECK: Final = "spot_check"
_STATES: Final = {"claim": CLAIM_STATES, "grant": GRANT_STATES, "instalment": INSTALMENT_STATES}


def deed(action: str, kind: str) -> str:
    """Say what was done; `kind` is that of the case it was done in."""
    kind = CHECK if action.endswith(f"_{CHECK}") else kind
    words = DEEDS.get(action) or ACTIONS.get(action) or _of_case(action, kind) or N_("办理")
    said: str = gettext(words)
    return said


def _of_case(action: str, kind: str) -> str:
    machine = _machine(kind)
    if machine is None:
        return ""
    if action == f"open_{kind}":
        return N_("发起")
    name = action.removesuffix(f"_{kind}")
    return next((move.title for move in machine.transitions if move.action == name), "")


def _machine(kind: str) -> Machine[Any] | None:
    if kind == CHECK:
        return SPOT_CHECK
    return KINDS[kind].machine if kind in KINDS else None


def thing(subject: str, kind: str) -> str:
    """Say what kind of thing it was done to."""
    words = KINDS[kind].title if kind in KINDS else SUBJECTS.get(subject, N_("其他"))
    said: str = gettext(words)
    return said


def state(subject: str, kind: str, code: str | None) -> str:
    """Say a state; what is no state is kept as it stands, and inner names are left out."""
    if not code:
        return ""
    machine = _machine(CHECK if subject == CHECK else kind)
    if machine is not None:
        titles = {str(each): title for each, title in machine.titles.items()}
        return gettext(titles[code]) if code in titles else ""
    if subject in _STATES:
        return gettext(_STATES[subject][code]) if code in _STATES[subject] else ""
    return "" if code.replace("_", "").isalpha() and code.isascii() else code


def reason(subject: str, said: str) -> str:
    """Say why; a report is called by its title."""
    name, _, rest = said.partition(" ")
    if subject == "report" and name in STATEMENTS:
        return f"{gettext(STATEMENTS[name].title)} {rest}"
    return said


def article(kept: str) -> str:
    """Say which article a step names, as it is kept: 第二十四条, or 第三十二条（二）3."""
    for number in range(law.ARTICLE_COUNT, 0, -1):
        cited = law.citation(number)
        if kept.startswith(cited.text()):
            return say(cited) + kept.removeprefix(cited.text())
    return kept
