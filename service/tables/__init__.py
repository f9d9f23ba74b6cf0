"""The service's tables, by subject. Importing this package loads them all into `Base.metadata`."""

from service.tables.appeals import AppealRow
from service.tables.base import Base
from service.tables.bookings import BankLayoutRow, BookingRow
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
from service.tables.disbursement_batches import (
    DisbursementBatchLineRow,
    DisbursementBatchRow,
)
from service.tables.disclosures import BulkExportRow, DisclosureRow, StatedPurposeRow
from service.tables.expense_reports import ExpenseReportMemberRow, ExpenseReportRow
from service.tables.fieldwork import (
    SpotCheckAnswerRow,
    SpotCheckFindingRow,
    SpotCheckResponseRow,
    SpotCheckReviewRow,
)
from service.tables.inbox import (
    ContactRow,
    DeliveryRow,
    InboxMessageRow,
    RobotRow,
)
from service.tables.intake import IntakeBatchRow, IntakeFileRow
from service.tables.intake_doors import AccessTokenRow, ApiRequestRow, PhoneLinkRow
from service.tables.letters import LetterRow, LetterServiceRow
from service.tables.mail_in import MailAddressRow, MailMessageRow
from service.tables.packages import PackageRow
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
from service.tables.registers import ObjectionRow, PolicyVersionRow, RulingRow
from service.tables.rehearsal import FirstStepsRow, RehearsalGroundRow, RehearsalRow
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
from service.tables.sanctions import (
    AssessmentRow,
    AssociationMeasureRow,
    ExitApplicationRow,
    GrantStepRow,
    SanctionRow,
)
from service.tables.signals import SignalEvidenceRow, SignalRow, SignalRunRow, SignalStepRow
from service.tables.spot_checks import (
    SpotCheckDrawRow,
    SpotCheckEvaluationRow,
    SpotCheckFrameRow,
    SpotCheckItemRow,
    SpotCheckPaperRow,
    SpotCheckRequestRow,
    SpotCheckRow,
    SpotCheckStepRow,
    SpotCheckUnitRow,
)
from service.tables.transfers import (
    ArrivalAmountRow,
    ArrivalRow,
    TransferBudgetRow,
    TransferPaymentRow,
    TransferRestRow,
    TransferRow,
    TransferStatementRow,
)

__all__ = [
    "AccessTokenRow",
    "AdvanceRow",
    "AdvanceUseRow",
    "AgreementBudgetRow",
    "AgreementRow",
    "AnnualCallRow",
    "ApiRequestRow",
    "AppealRow",
    "ArrivalAmountRow",
    "ArrivalRow",
    "AssessmentRow",
    "AssociationMeasureRow",
    "AuditRow",
    "BankLayoutRow",
    "Base",
    "BookingRow",
    "BulkExportRow",
    "ClaimCutRow",
    "ClaimPaperRow",
    "ClaimRow",
    "ClawbackRow",
    "ContactRow",
    "CorrectionRow",
    "CrossMatchRow",
    "DeadlineMarkRow",
    "DeadlineRow",
    "DecisionRow",
    "DedicatedAccountRow",
    "DeliveryRow",
    "DisbursementBatchLineRow",
    "DisbursementBatchRow",
    "DisclosureRow",
    "EmployerRow",
    "ExitApplicationRow",
    "ExpenseReportMemberRow",
    "ExpenseReportRow",
    "FeeRow",
    "FeeSheetRow",
    "FirstStepsRow",
    "FormerNameRow",
    "GrantRow",
    "GrantStepRow",
    "InboxMessageRow",
    "InstalmentRow",
    "IntakeBatchRow",
    "IntakeFileRow",
    "InvoiceRow",
    "JobRunRow",
    "LawTextRow",
    "LayoutHintRow",
    "LetterRow",
    "LetterServiceRow",
    "ListingRow",
    "LoginAttemptRow",
    "MailAddressRow",
    "MailMessageRow",
    "MoveRow",
    "NumberSeriesRow",
    "ObjectionRow",
    "OriginalRow",
    "PackageRow",
    "PhoneLinkRow",
    "PlanItemRow",
    "PolicyVersionRow",
    "ProceedingRow",
    "ProceedingStepRow",
    "PublicNoticeRow",
    "ReallocationEntryRow",
    "ReallocationRow",
    "RecallRow",
    "RecommenderRow",
    "RectificationPaperRow",
    "RectificationRow",
    "RehearsalGroundRow",
    "RehearsalRow",
    "RelatedPartyRow",
    "RemittanceRow",
    "RenditionRow",
    "RepaymentRow",
    "ReportRunRow",
    "ReversalRow",
    "RobotRow",
    "RulingRow",
    "SanctionRow",
    "SelecteeRow",
    "SignalEvidenceRow",
    "SignalRow",
    "SignalRunRow",
    "SignalStepRow",
    "SplitShareRow",
    "SplitSheetRow",
    "SpotCheckAnswerRow",
    "SpotCheckDrawRow",
    "SpotCheckEvaluationRow",
    "SpotCheckFindingRow",
    "SpotCheckFrameRow",
    "SpotCheckItemRow",
    "SpotCheckPaperRow",
    "SpotCheckRequestRow",
    "SpotCheckResponseRow",
    "SpotCheckReviewRow",
    "SpotCheckRow",
    "SpotCheckStepRow",
    "SpotCheckUnitRow",
    "StatedPurposeRow",
    "TeamMemberRow",
    "TransferBudgetRow",
    "TransferPaymentRow",
    "TransferRestRow",
    "TransferRow",
    "TransferStatementRow",
    "UserRow",
    "VerificationRow",
    "WebSessionRow",
]
