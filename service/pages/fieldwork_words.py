"""Words of the fieldwork: strata, states, natures; a template asks here."""

from decimal import Decimal
from uuid import UUID

from compliance.fieldwork import MARKS, NATURES, TITLES, Column, Mark
from compliance.sampling.selection import Stratum
from service.actions.check_responses import STANCES
from service.messages import N_
from service.pages.words import word

WHY = {
    Stratum.DRAWN.value: N_("随机抽中"),
    Stratum.HIGH_VALUE.value: N_("大额必查"),
    Stratum.MARKED.value: N_("重点必查"),
    Stratum.WHOLE.value: N_("全部检查"),
    Stratum.GROUP.value: N_("保证每个项目都查到"),
}
MARK_WORDS = {
    "override": N_("另行确认后列支"),
    "explained": N_("说明后列支"),
    "watched": N_("关注"),
}
ITEM_STATES = {
    "open": N_("待检查"),
    "answered": N_("待复核"),
    "sent_back": N_("退回重查"),
    "reviewed": N_("已复核"),
}
ITEM_STATE_MARKS = {
    "open": ("", "waiting"),
    "answered": ("active", "waiting"),
    "sent_back": ("review", "back"),
    "reviewed": ("pass", "passed"),
}
FINDING_STATES = {
    "raised": N_("待处理"),
    "answered": N_("单位已答复"),
    "rectifying": N_("整改中"),
    "rectified": N_("整改办结"),
    "dropped": N_("已撤销"),
}
FINDING_STATE_MARKS = {
    "raised": ("review", "waiting"),
    "answered": ("active", "waiting"),
    "rectifying": ("active", "waiting"),
    "rectified": ("pass", "passed"),
    "dropped": ("", "blocked"),
}


def why(stratum: str) -> str:
    """Say why an item is in the sample."""
    return word(WHY, stratum)


def marks(kept: str) -> list[str]:
    """Say what an item was marked with in the frame."""
    return [word(MARK_WORDS, each) if each in MARK_WORDS else each for each in kept.split()]


def item_state(state: str) -> str:
    """Say how far an item is."""
    return word(ITEM_STATES, state)


def finding_state(state: str) -> str:
    """Say what has become of a finding."""
    return word(FINDING_STATES, state)


def nature(code: str) -> str:
    """Say what kind of fault a finding is."""
    return word(NATURES, code)


def stance(code: str) -> str:
    """Say how an employer stands to a finding."""
    return word(STANCES, code)


def column(one: Column) -> str:
    """Give the title of a column of the working paper."""
    return word({each.value: title for each, title in TITLES.items()}, one)


def mark(one: str) -> str:
    """Say what an item was found to be in a column."""
    return word({each.value: title for each, title in MARKS.items()}, Mark(one))


def percent(part: Decimal) -> str:
    """Write a part of one as per cent, two places."""
    return f"{part * 100:.2f}%"


def checks_address() -> str:
    """Give where the list of checks is."""
    return "/checks"


def check_address(check_id: UUID) -> str:
    """Give where a check is."""
    return f"/checks/{check_id}"
