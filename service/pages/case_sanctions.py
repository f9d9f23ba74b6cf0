"""中止与取消, 主动退出, 结题 on the page of a case: what each button reads and does."""

from collections.abc import Mapping

from compliance.clawback import MODES
from service.actions import exits, sanctions
from service.messages import N_
from service.pages.case_page import CasePage, CaseStep, StepForm
from service.pages.inputs import Choice, Text
from service.pages.words import choices

YES_NO = {"no": N_("否"), "yes": N_("是")}


class RevocationForm(StepForm):
    """What is decided with a revocation."""

    serious = Choice(*YES_NO)
    serious_reason = Text(1000, optional=True)
    clawback = Choice(*(mode.value for mode in MODES))
    referred = Choice(*YES_NO)


def _choices(*_: object) -> Mapping[str, object]:
    modes = {mode.value: words for mode, words in MODES.items()}
    return {"modes": choices(modes), "yes_no": choices(YES_NO)}


_EXIT = {
    "confirm": CaseStep(exits.confirm),
    "take_back": CaseStep(exits.take_back),
    "accept": CaseStep(exits.accept),
    "refuse": CaseStep(exits.refuse),
}
SANCTION_PAGE = CasePage(
    template="cases/sanction.html",
    steps={
        "notify": CaseStep(sanctions.notify),
        "drop": CaseStep(sanctions.drop),
        "comment": CaseStep(sanctions.comment),
        "accept": CaseStep(sanctions.accept),
        "add_comment": CaseStep(sanctions.add_comment),
        "suspend": CaseStep(sanctions.suspend),
        "revoke": CaseStep(sanctions.revoke, RevocationForm),
        "dismiss": CaseStep(sanctions.dismiss),
        "propose_lift": CaseStep(sanctions.propose_lift),
        "lift": CaseStep(sanctions.lift),
        "keep": CaseStep(sanctions.keep),
    },
    choices=_choices,
)
WITHDRAWAL_PAGE = CasePage(template="cases/exit.html", steps=_EXIT)
COMPLETION_PAGE = CasePage(template="cases/exit.html", steps=_EXIT)
