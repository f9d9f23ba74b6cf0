"""Where the keys lead: `g` and a letter go to a page of the menu."""

from collections.abc import Mapping

# No role has two lines of its menu under one letter; a test sees to it.
LETTERS: Mapping[str, str] = {
    "desk.show": "d",
    "programme.show": "d",
    "own_grant.show": "d",
    "users.show": "u",
    "roster.show": "u",
    "schedules.show": "z",
    "receipts.show": "a",
    "instalments.show": "a",
    "register.show": "e",
    "claim_list.show": "c",
    "intake.show_all": "i",
    "rules.show": "r",
    "verification.show": "v",
    "cases.show_all": "s",
    "checks.show_all": "g",
    "assessments.show": "j",
    "crossings.show": "x",
    "check_findings.show_all": "q",
    "signals.show": "f",
    "listings.show": "w",
    "related.show": "n",
    "ledger.show": "l",
    "bank.show": "b",
    "treasury.show": "t",
    "report_list.show": "p",
    "prints.show": "o",
    "sheets.show_all": "h",
    "messages.show": "m",
    "disclosures.show": "k",
    "trail.show": "y",
}


def letter(endpoint: str) -> str:
    """Give the letter that follows `g`; '' for a page without one."""
    return LETTERS.get(endpoint, "")
