"""Group robots of an employer or the Center: added and ended by its own people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service import audit, robots
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.robots import Kind
from service.tables import RobotRow

NAME_MAX, SECRET_MAX, MOST = 50, 200, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRobot:
    """A robot as its platform shows it: the address, and for 钉钉 the secret of 加签."""

    name: str
    address: str
    secret: str = ""
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class RobotView:
    """A robot in a list; of its token only the end is shown, of its secret nothing."""

    id: UUID
    kind: str
    name: str
    host: str
    token_end: str
    language: str
    made_at: datetime
    ended_at: datetime | None


def add(session: Session, actor: Actor, new: NewRobot, hosts: Sequence[str]) -> UUID:
    """Add a robot of one's own house; its host must be one of the settings."""
    found = _parsed(new, hosts)
    if not new.name.strip():
        raise Invalid(N_("请填写机器人所在群的名称。"))
    present = [each for each in listed(session, actor) if each.ended_at is None]
    if len(present) >= MOST:
        raise Refused(N_("最多可以有 {most} 个群机器人，请先停用不再使用的。"), most=str(MOST))
    row = RobotRow(
        employer_id=actor.employer_id,
        kind=found.kind.value,
        name=new.name.strip()[:NAME_MAX],
        host=found.host,
        token=found.token,
        secret=found.secret,
        language=new.language,
        made_by=actor.user_id,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "add_robot", row)
    return row.id


def _parsed(new: NewRobot, hosts: Sequence[str]) -> robots.Robot:
    try:
        found = robots.parse(new.address, hosts, new.secret.strip())
    except robots.NotARobot as error:
        raise Invalid(
            N_("这不是企业微信或钉钉群机器人的地址，请从群设置中完整复制 https 地址。")
        ) from error
    except robots.ForeignHost as error:
        raise Invalid(
            N_("只能发送到 {hosts}；如需其他服务器，请联系系统管理员在设置中增加。"),
            hosts="、".join(hosts) or "（未设置）",
        ) from error
    if found.kind is Kind.DINGTALK and not found.secret:
        raise Invalid(N_("钉钉群机器人须启用“加签”，请填写以 SEC 开头的密钥。"))
    if found.kind is Kind.WECOM and found.secret:
        raise Invalid(N_("企业微信群机器人没有加签密钥，请把密钥一栏留空。"))
    if len(found.secret) > SECRET_MAX:
        raise Invalid(N_("加签密钥太长，请核对。"))
    return found


def end(session: Session, actor: Actor, robot_id: UUID) -> None:
    """Send nothing more to a robot; what is queued for it is given up by the next attempt."""
    row = session.scalar(select(RobotRow).where(RobotRow.id == robot_id, _own(actor)))
    if row is None:
        raise NotFound(N_("没有这个群机器人。"))
    if row.ended_at is not None:
        raise Refused(N_("群机器人 {name} 已经停用。"), name=row.name)
    row.ended_at = actor.at
    _record(session, actor, "end_robot", row)
    session.flush()


def listed(session: Session, actor: Actor) -> list[RobotView]:
    """List the robots of one's own house, those in use first."""
    query = select(RobotRow).where(_own(actor))
    rows = session.scalars(query.order_by(RobotRow.ended_at.is_not(None), RobotRow.made_at))
    return [
        RobotView(
            row.id, row.kind, row.name, row.host, row.token[-4:], row.language, row.made_at,
            row.ended_at,
        )
        for row in rows
    ]  # fmt: skip


def _own(actor: Actor) -> ColumnElement[bool]:
    if actor.employer_id is None:
        return RobotRow.employer_id.is_(None)
    return RobotRow.employer_id == actor.employer_id


def _record(session: Session, actor: Actor, action: str, row: RobotRow) -> None:
    step = Step(
        action=action, subject="robot", subject_id=row.id, employer_id=row.employer_id,
        reason=row.name,
    )  # fmt: skip
    audit.record(session, actor, step)
