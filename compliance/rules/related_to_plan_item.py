"""第二十五条: the money serves the execution of the training plan.

Where the agreement carries a plan, each cost names the item it served, and that item is of the
direction chosen (NL-21). An agreement registered without a plan says nothing here. A statement
of the relation, or the page of the plan, lets a person judge instead.
"""

from collections.abc import Iterator

from compliance.facts import Claim, PlanItem
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message

ARTICLE = 25
TITLE = N_("支出对应培养方案中的事项")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
UNRELATED = N_(
    "没有选择对应的培养方案事项，也没有写明与项目的关系，无法认定与培养方案有关（依据{article}）。"
)
CHOOSE = N_("请选择这笔支出服务的培养方案事项；确与培养方案无关的由单位承担。")
ONLY_STATED = N_("没有选择对应的培养方案事项，只写了与项目的关系（依据{article}）。")
COMPARE = N_("请选择培养方案事项；方案中确无对应事项的，由审核人对照任务书判断。")
OTHER_DIRECTION = N_(
    "培养方案事项“{item}”属于“{planned}”，所选支出方向是“{chosen}”（依据{article}）。"
)
AGREE = N_("请改选培养方案事项或支出方向，使两者一致，或说明原因。")
NOTHING_CHOSEN = N_("未选择培养方案事项")
ITEM = N_("第 {number} 项“{title}”")
PAGE = "plan_item"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a cost that names no item of the plan, or one of another direction."""
    if claim.plan_item is not None:
        yield from _of_one_direction(claim, claim.plan_item)
    elif claim.agreement.plan:
        yield _without_item(claim)


def _without_item(claim: Claim) -> Finding:
    said = claim.statement.strip() or PAGE in claim.evidence
    severity = Severity.REVIEW if said else Severity.BLOCK
    sentence, remedy = (ONLY_STATED, COMPARE) if said else (UNRELATED, CHOOSE)
    items = Message("{items}", {"items": tuple(_words(item) for item in claim.agreement.plan)})
    return _find(severity, sentence, remedy, found=message(NOTHING_CHOSEN), limit=items)


def _of_one_direction(claim: Claim, item: PlanItem) -> Iterator[Finding]:
    planned, chosen = item.category, claim.category
    if planned is None or chosen is None or planned is chosen:
        return
    titles = claim.texts.categories.title(planned), claim.texts.categories.title(chosen)
    values: dict[str, Value] = {"item": item.title, "planned": titles[0], "chosen": titles[1]}
    yield _find(Severity.REVIEW, OTHER_DIRECTION, AGREE, values, found=titles[1], limit=titles[0])


def _words(item: PlanItem) -> Message:
    return message(ITEM, number=str(item.number), title=item.title)
