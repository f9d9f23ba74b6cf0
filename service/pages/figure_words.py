"""The figures of the programme in words: what each is called, and out of what it is added up."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext

from service.messages import N_
from service.pages.flow_chart import POOL, SPENT
from service.pages.money_lines import category_word

WORDS: Final[Mapping[str, str]] = {
    "appropriated": N_("已下达预算"),
    "uncommitted": N_("可承诺"),
    "committed": N_("已承诺待拨"),
    "disbursed": N_("已拨付"),
    "on_the_way": N_("拨付在途"),
    "received": N_("中心拨款到账"),
    "matched": N_("单位配套到账"),
    "raised": N_("自筹资金到账"),
    "earned": N_("专户利息"),
    "opened": N_("期初转入"),
    POOL: N_("进入专户"),
    "spent": N_("已支出"),
    "disallowed": N_("认定不合规"),
    "called_back": N_("追回与结余上交"),
    "owed_back": N_("应退未退"),
    "released": N_("退还单位"),
    "moving": N_("划转在途"),
    "balance": N_("结余"),
    "advanced": N_("预借占用"),
    "reserved": N_("已承诺"),
    "budget": N_("任务书预算"),
    "in_accounts": N_("专户存款"),
}

MEANINGS: Final[Mapping[str, str]] = {
    "appropriated": N_("财政下达给中心的预算，各批复文号之和。"),
    "uncommitted": N_("已下达、还没有签进任务书的指标。"),
    "committed": N_("任务书已签、还没有拨付的指标。"),
    "disbursed": N_("中心付给各单位专门账户的拨款，含在途。"),
    "on_the_way": N_("中心已付款、单位还没有确认到账的拨款。"),
    "received": N_("单位已确认到账的中心拨款（财政资金）。"),
    "matched": N_("单位自己投入专门账户的资金。"),
    "raised": N_("推荐单位和其他渠道投入专门账户的资金。"),
    "earned": N_("银行付给专门账户的利息。"),
    "opened": N_("建账时从旧账转入的资金。"),
    "spent": N_("从专门账户列支的费用，已扣除退款和冲销；含认定不合规、尚未退回的部分。"),
    "disallowed": N_("认定不能列支、还没有退回专户的支出。"),
    "called_back": N_("决定追回和结题上交的款项，不论是否已经退回。"),
    "owed_back": N_("单位应退中心、还没有付出的款项。"),
    "released": N_("结清时退还单位的配套和自筹资金。"),
    "moving": N_("随入选者划转、新单位还没有收到的资金。"),
    "balance": N_("各项目未用的资金，含预借占用。"),
    "advanced": N_("已预借出去、还没有凭票冲销的资金。"),
    "reserved": N_("已提交、还没有付款的报销申请。"),
    "budget": N_("各项目各支出方向的预算，含调剂。"),
    "in_accounts": N_("各单位专门账户的账面存款。"),
}


def figure_word(figure: str) -> str:
    """Name a figure in the reader's language."""
    if figure in SPENT:
        return category_word(figure.removeprefix("spent_").upper())
    word: str = gettext(WORDS[figure])
    return word


def figure_meaning(figure: str) -> str:
    """Say what a figure adds up."""
    if figure in SPENT:
        meaning: str = gettext(
            "在“%(category)s”方向的支出，已扣除退款、冲销和认定不合规的部分。",
            category=figure_word(figure),
        )
        return meaning
    said: str = gettext(MEANINGS[figure])
    return said
