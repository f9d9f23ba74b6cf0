"""Users, passwords, log-in and sessions."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from service import identity, passwords
from service.actions import people
from service.actions.people import NewUser
from service.actions.system import system_actor
from service.db import CENTER
from service.identity import Limits, TooManyAttempts
from service.messages import Invalid, NotFound, Refused
from service.permissions import ALLOWED, Permission, Role, allows
from service.tables import UserRow
from tests.database_server import ClonedDatabase
from tests.service import office as start
from tests.service.office import AT, PASSWORD, Office

LIMITS = Limits(timedelta(minutes=30), timedelta(hours=8))


@pytest.fixture
def manager(database: ClonedDatabase) -> ClonedDatabase:
    start.user(database, "manager", Role.CENTER_MANAGER)
    return database


def test_the_right_password_opens_a_session_that_says_who(manager: ClonedDatabase) -> None:
    with manager.transaction(CENTER) as session:
        signed_in = people.log_in(session, " Manager ", PASSWORD, "127.0.0.1", AT)
    assert signed_in is not None
    with manager.transaction(CENTER) as session:
        live = people.resume(session, signed_in.secret, LIMITS, AT + timedelta(minutes=5))
    assert live is not None
    assert live.actor is not None
    assert live.actor.role is Role.CENTER_MANAGER


def test_a_wrong_password_and_an_unknown_name_look_the_same(manager: ClonedDatabase) -> None:
    with manager.transaction(CENTER) as session:
        assert people.log_in(session, "manager", "wrong", "127.0.0.1", AT) is None
        assert people.log_in(session, "nobody", "wrong", "127.0.0.1", AT) is None


def test_too_many_mistakes_are_slowed_down_and_forgotten_after_a_while(
    manager: ClonedDatabase,
) -> None:
    for _ in range(identity.FREE_FAILURES):
        with manager.transaction(CENTER) as session:
            assert people.log_in(session, "manager", "wrong", "127.0.0.1", AT) is None
    with manager.transaction(CENTER) as session:
        with pytest.raises(TooManyAttempts):
            people.log_in(session, "manager", PASSWORD, "127.0.0.1", AT)
        later = AT + identity.WINDOW
        assert people.log_in(session, "manager", PASSWORD, "127.0.0.1", later)


def test_a_session_ends_when_idle_when_old_and_when_logged_out(manager: ClonedDatabase) -> None:
    with manager.transaction(CENTER) as session:
        signed_in = people.log_in(session, "manager", PASSWORD, "127.0.0.1", AT)
        assert signed_in is not None
        idle = AT + timedelta(minutes=31)
        assert people.resume(session, signed_in.secret, LIMITS, idle) is None
        for minutes in range(0, 480, 25):
            assert people.resume(session, signed_in.secret, LIMITS, AT + timedelta(minutes=minutes))
        old = AT + timedelta(hours=8, minutes=1)
        assert people.resume(session, signed_in.secret, LIMITS, old) is None
        people.log_out(session, signed_in.secret)
        assert people.resume(session, signed_in.secret, LIMITS, AT) is None
        assert people.resume(session, "made up", LIMITS, AT) is None


def test_what_a_browser_remembers_survives_before_and_after_log_in(
    manager: ClonedDatabase,
) -> None:
    with manager.transaction(CENTER) as session:
        secret = people.remember(session, None, {"language": "en"}, AT)
        assert people.remember(session, secret, {"language": "zh"}, AT) == secret
        live = people.resume(session, secret, LIMITS, AT)
        assert live is not None
        assert live.data == {"language": "zh"}
        assert live.actor is None


def test_a_disabled_users_session_is_dead_at_once(office: Office) -> None:
    administrator = start.user(office.database, "admin", Role.ADMINISTRATOR)
    with office.database.transaction(CENTER) as session:
        signed_in = people.log_in(session, "maker", PASSWORD, "127.0.0.1", AT)
        assert signed_in is not None
        people.set_active(session, administrator, office.maker.user_id, active=False)
        assert people.resume(session, signed_in.secret, LIMITS, AT) is None
        assert people.log_in(session, "maker", PASSWORD, "127.0.0.1", AT) is None
        people.set_active(session, administrator, office.maker.user_id, active=True)
        assert people.log_in(session, "maker", PASSWORD, "127.0.0.1", AT)
        with pytest.raises(Refused, match="自己"):
            people.set_active(session, administrator, administrator.user_id, active=False)
        with pytest.raises(NotFound):
            people.set_active(session, administrator, uuid4(), active=True)


def test_a_session_of_a_user_disabled_behind_its_back_opens_nothing(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        signed_in = people.log_in(session, "maker", PASSWORD, "127.0.0.1", AT)
        assert signed_in is not None
        user = session.get(UserRow, office.maker.user_id)
        assert user is not None
        user.active = False
        session.flush()
        assert people.resume(session, signed_in.secret, LIMITS, AT) is None


def test_a_password_is_changed_by_its_owner_or_reset_by_an_administrator(office: Office) -> None:
    new = "another long password"
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Invalid, match="原密码"):
            people.change_own_password(session, office.maker, "wrong", new)
        with pytest.raises(Invalid, match="12"):
            people.change_own_password(session, office.maker, PASSWORD, "short")
        people.change_own_password(session, office.maker, PASSWORD, new)
        assert people.log_in(session, "maker", new, "127.0.0.1", AT)
        people.reset_password(session, system_actor(AT), office.maker.user_id, PASSWORD)
        assert people.log_in(session, "maker", PASSWORD, "127.0.0.1", AT)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"login": "张 三"}, "登录名"),
        ({"login": "maker"}, "已被使用"),
        ({"employer_uscc": None}, "（空）"),
        ({"role": Role.SELECTEE}, "入选者"),
        ({"password": "short"}, "12"),
    ],
)
def test_a_user_that_does_not_fit_is_refused(
    office: Office, change: dict[str, str], why: str
) -> None:
    new = NewUser(
        login="second", name="某人", role=Role.EMPLOYER_MAKER, password=PASSWORD,
        employer_uscc=start.USCC,
    )  # fmt: skip
    with office.database.transaction(CENTER) as session, pytest.raises(Refused, match=why):
        people.add_user(session, system_actor(AT), replace(new, **change))  # type: ignore[arg-type]  # names of fields


def test_users_are_listed_with_their_employers(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        listed = {user.login: user for user in people.list_users(session, system_actor(AT))}
    assert listed["maker"].employer_name == start.NAME
    assert listed["manager"].employer_name is None


def test_old_sessions_and_attempts_are_swept(manager: ClonedDatabase) -> None:
    with manager.transaction(CENTER) as session:
        signed_in = people.log_in(session, "manager", PASSWORD, "127.0.0.1", AT)
        assert signed_in is not None
        identity.sweep_sessions(session, LIMITS, AT + timedelta(days=2))
        assert people.resume(session, signed_in.secret, LIMITS, AT) is None


def test_a_hash_that_is_none_never_matches() -> None:
    assert not passwords.matches(PASSWORD, "not a hash")
    assert not passwords.matches(PASSWORD, None)
    assert passwords.matches(PASSWORD, passwords.hash_password(PASSWORD))


def test_every_permission_is_held_by_somebody_and_money_never_by_the_administrator() -> None:
    held = set().union(*ALLOWED.values())
    assert held | {Permission.PUBLIC, Permission.SIGNED_IN} == set(Permission)
    assert ALLOWED[Role.ADMINISTRATOR] == {Permission.KEEP_USERS, Permission.SEE_SCHEDULES}


def test_nobody_without_log_in_gets_past_the_public_pages() -> None:
    assert allows(None, Permission.PUBLIC)
    assert not any(allows(None, p) for p in Permission if p is not Permission.PUBLIC)
    assert all(allows(role, Permission.SIGNED_IN) for role in Role)
