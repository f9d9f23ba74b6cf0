"""Who may do what: one table of roles and permissions, used by every door."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service import business_day


class Role(StrEnum):
    """The seven kinds of users."""

    EMPLOYER_MAKER = "employer_maker"  # 所在单位经办
    EMPLOYER_CHECKER = "employer_checker"  # 所在单位复核
    EMPLOYER_CASHIER = "employer_cashier"  # 所在单位出纳
    CENTER_AUDITOR = "center_auditor"  # 中心审核
    CENTER_MANAGER = "center_manager"  # 中心管理
    ADMINISTRATOR = "administrator"  # 系统管理：no money, no content
    SELECTEE = "selectee"  # 入选者：reads

    @property
    def of_employer(self) -> bool:
        return self in {Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER}

    @property
    def of_center(self) -> bool:
        return self in {Role.CENTER_AUDITOR, Role.CENTER_MANAGER}


class Permission(StrEnum):
    """Everything a route, command or job can ask for."""

    PUBLIC = "public"  # without log-in: log-in page, assets, health
    SIGNED_IN = "signed_in"  # own language, own password, log-out, help
    SEE_DESK = "see_desk"  # the employer's desk and grants
    REHEARSE = "rehearse"  # 演练: try the product out where nothing counts
    UPLOAD = "upload"
    SEE_CLAIMS = "see_claims"
    MAKE_CLAIM = "make_claim"
    CHECK_CLAIM = "check_claim"
    PAY_CLAIM = "pay_claim"
    SEE_LEDGER = "see_ledger"
    PREPARE_CLOSE = "prepare_close"  # close a month softly, and open it again
    CLOSE_BOOKS = "close_books"  # close a month for good
    CONFIRM_RECEIPT = "confirm_receipt"
    SEE_OWN_GRANT = "see_own_grant"
    SEE_CASES = "see_cases"  # procedures in progress; who may take a step their tables say
    OPEN_CASE = "open_case"  # the Center begins one
    CHECK_ITEMS = "check_items"  # 取证: answer and review what a spot check drew
    SEE_FINDINGS = "see_findings"  # 检查发现: the Center all, an employer what it was told of
    ANSWER_FINDING = "answer_finding"  # what an employer says to a finding
    APPLY = "apply"  # an employer or a selectee asks for one
    SEE_CHECKS = "see_checks"  # 抽查: the Center's checks, samples and results
    MAKE_CHECK = "make_check"  # plan one and take its steps; who may take which its table says
    SEE_PROGRAMME = "see_programme"
    KEEP_REGISTER = "keep_register"  # annual call, employers, selectees, agreements
    APPROVE_DISBURSEMENT = "approve_disbursement"
    SEND_DISBURSEMENT = "send_disbursement"
    SEE_REPORTS = "see_reports"
    SEE_BANK = "see_bank"
    KEEP_BANK = "keep_bank"  # statements, matches, 余额调节表: import, propose, draw up
    CHECK_BANK = "check_bank"  # confirm or withdraw what another made
    SEE_CROSSINGS = "see_crossings"  # one voucher in claims of two employers
    SETTLE_CROSSINGS = "settle_crossings"
    SEE_SIGNALS = "see_signals"  # what stands out in the whole population
    JUDGE_SIGNALS = "judge_signals"  # follow, dismiss, watch; look anew
    RECORD_VERIFICATION = "record_verification"  # what the tax platform answered
    SEE_PARTIES = "see_parties"  # 关注名单, 关联方
    KEEP_LISTINGS = "keep_listings"  # 关注名单
    DECLARE_RELATED = "declare_related"  # 关联方
    SEE_RULES = "see_rules"  # rules, articles, texts in force
    PROPOSE_TEXT = "propose_text"  # load a list, standards, a calendar
    APPROVE_TEXT = "approve_text"  # let what another loaded take effect
    KEEP_ROBOTS = "keep_robots"  # the group robots of one's own house
    SEE_READINGS = "see_readings"  # 查阅记录: who of the Center looked at what
    SEE_TRAIL = "see_trail"  # 操作记录: who did what to what
    SEE_USERS = "see_users"  # 用户与角色: who may do what
    SEE_SCHEDULES = "see_schedules"  # 定时任务: what the clock does, and what became of it
    KEEP_USERS = "keep_users"


_P = Permission
_EMPLOYER = {
    _P.SEE_DESK, _P.SEE_CLAIMS, _P.SEE_LEDGER, _P.SEE_REPORTS, _P.SEE_BANK,
    _P.RECORD_VERIFICATION, _P.SEE_PARTIES, _P.DECLARE_RELATED, _P.SEE_RULES, _P.SEE_CASES,
    _P.REHEARSE, _P.SEE_FINDINGS,
}  # fmt: skip
_CENTER = {
    _P.SEE_PROGRAMME, _P.SEE_CLAIMS, _P.SEE_LEDGER, _P.SEE_REPORTS, _P.SEE_BANK,
    _P.PREPARE_CLOSE, _P.CLOSE_BOOKS, _P.SEE_CROSSINGS, _P.SEE_PARTIES, _P.SEE_RULES,
    _P.SEE_CASES, _P.OPEN_CASE, _P.SEE_SIGNALS, _P.SEE_READINGS, _P.SEE_TRAIL,
    _P.CHECK_ITEMS, _P.SEE_FINDINGS, _P.SEE_CHECKS, _P.MAKE_CHECK,
}  # fmt: skip

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.EMPLOYER_MAKER: frozenset({*_EMPLOYER, _P.UPLOAD, _P.MAKE_CLAIM, _P.KEEP_BANK, _P.APPLY}),
    Role.EMPLOYER_CHECKER: frozenset(
        {
            *_EMPLOYER,
            _P.CHECK_CLAIM,
            _P.CONFIRM_RECEIPT,
            _P.CHECK_BANK,
            _P.PREPARE_CLOSE,
            _P.KEEP_ROBOTS,
            _P.ANSWER_FINDING,
        }
    ),
    Role.EMPLOYER_CASHIER: frozenset({*_EMPLOYER, _P.PAY_CLAIM}),
    Role.CENTER_AUDITOR: frozenset(
        {
            *_CENTER,
            _P.APPROVE_DISBURSEMENT,
            _P.SETTLE_CROSSINGS,
            _P.JUDGE_SIGNALS,
            _P.RECORD_VERIFICATION,
            _P.KEEP_LISTINGS,
            _P.DECLARE_RELATED,
            _P.SEE_SCHEDULES,
            _P.PROPOSE_TEXT,
        }
    ),
    Role.CENTER_MANAGER: frozenset(
        {
            *_CENTER,
            _P.KEEP_REGISTER,
            _P.SEND_DISBURSEMENT,
            _P.APPROVE_TEXT,
            _P.SEE_USERS,
            _P.SEE_SCHEDULES,
            _P.KEEP_ROBOTS,
        }
    ),
    Role.ADMINISTRATOR: frozenset({_P.KEEP_USERS, _P.SEE_SCHEDULES}),
    Role.SELECTEE: frozenset({_P.SEE_OWN_GRANT, _P.SEE_CASES, _P.APPLY}),
}


def allows(role: Role | None, permission: Permission) -> bool:
    """Tell whether a role (None: nobody logged in) holds a permission."""
    if permission is Permission.PUBLIC:
        return True
    if role is None:
        return False
    return permission is Permission.SIGNED_IN or permission in ALLOWED[role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, and when: every action takes one, so that no action reads a clock."""

    user_id: UUID
    name: str
    role: Role
    employer_id: UUID | None
    selectee_id: UUID | None
    at: datetime

    @property
    def today(self) -> date:
        return business_day.of(self.at)

    @property
    def employer(self) -> UUID:
        """Give the employer of an employer's user."""
        assert self.employer_id is not None, "only employers' users act for an employer"
        return self.employer_id
