"""The service's tables, by subject. Importing this package loads them all into `Base.metadata`."""

from service.tables.base import Base
from service.tables.bookings import BookingRow
from service.tables.claim_shapes import (
    AdvanceRow,
    AdvanceUseRow,
    ClaimCutRow,
    ClaimPaperRow,
    FeeRow,
    FeeSheetRow,
    SplitShareRow,
    SplitSheetRow,
)
from service.tables.claims import (
    ClaimRow,
    CorrectionRow,
    DecisionRow,
    InvoiceRow,
    LayoutHintRow,
    OriginalRow,
    RenditionRow,
    ReversalRow,
)
from service.tables.clock import JobRunRow, ReportRunRow
from service.tables.letters import LetterRow, LetterServiceRow
from service.tables.parties import (
    DedicatedAccountRow,
    EmployerRow,
    FormerNameRow,
    NumberSeriesRow,
    RecommenderRow,
)
from service.tables.people import AuditRow, LoginAttemptRow, UserRow, WebSessionRow
from service.tables.proceedings import (
    DeadlineRow,
    MoveRow,
    ProceedingRow,
    ProceedingStepRow,
)
from service.tables.programme import (
    AgreementBudgetRow,
    AgreementRow,
    AnnualCallRow,
    GrantRow,
    InstalmentRow,
    PublicNoticeRow,
    SelecteeRow,
)
from service.tables.rectification import (
    DeadlineMarkRow,
    RectificationPaperRow,
    RectificationRow,
)
from service.tables.returning import (
    ClawbackRow,
    ReallocationEntryRow,
    ReallocationRow,
    RecallRow,
    RemittanceRow,
    RepaymentRow,
)
from service.tables.rulebook import (
    CrossMatchRow,
    LawTextRow,
    ListingRow,
    PlanItemRow,
    RelatedPartyRow,
    TeamMemberRow,
    VerificationRow,
)
from service.tables.sanctions import GrantStepRow

__all__ = [
    "AdvanceRow",
    "AdvanceUseRow",
    "AgreementBudgetRow",
    "AgreementRow",
    "AnnualCallRow",
    "AuditRow",
    "Base",
    "BookingRow",
    "ClaimCutRow",
    "ClaimPaperRow",
    "ClaimRow",
    "ClawbackRow",
    "CorrectionRow",
    "CrossMatchRow",
    "DeadlineMarkRow",
    "DeadlineRow",
    "DecisionRow",
    "DedicatedAccountRow",
    "EmployerRow",
    "FeeRow",
    "FeeSheetRow",
    "FormerNameRow",
    "GrantRow",
    "GrantStepRow",
    "InstalmentRow",
    "InvoiceRow",
    "JobRunRow",
    "LawTextRow",
    "LayoutHintRow",
    "LetterRow",
    "LetterServiceRow",
    "ListingRow",
    "LoginAttemptRow",
    "MoveRow",
    "NumberSeriesRow",
    "OriginalRow",
    "PlanItemRow",
    "ProceedingRow",
    "ProceedingStepRow",
    "PublicNoticeRow",
    "ReallocationEntryRow",
    "ReallocationRow",
    "RecallRow",
    "RecommenderRow",
    "RectificationPaperRow",
    "RectificationRow",
    "RelatedPartyRow",
    "RemittanceRow",
    "RenditionRow",
    "RepaymentRow",
    "ReportRunRow",
    "ReversalRow",
    "SelecteeRow",
    "SplitShareRow",
    "SplitSheetRow",
    "TeamMemberRow",
    "UserRow",
    "VerificationRow",
    "WebSessionRow",
]
