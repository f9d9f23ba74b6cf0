"""The page of an appeal: its buttons. Where one is raised stands in `service.pages.appeals`."""

from compliance.procedures.appeal import APPEAL
from service.actions import appeals
from service.pages import verdict_view
from service.pages.case_page import CasePage, CaseStep

APPEAL_PAGE = CasePage(
    template="cases/appeal.html",
    steps={
        action: CaseStep(appeals.step(action))
        for action in sorted({move.action for move in APPEAL.transitions})
    },
    choices=lambda *_: {"finding_view": verdict_view.told},
)
