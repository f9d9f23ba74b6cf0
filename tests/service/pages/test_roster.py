"""用户与角色, 定时任务: to read, by whoever answers for the programme."""

from service import jobs
from service.actions.system import system_actor
from service.pages.words import DUTIES, ROLES
from service.permissions import Role
from tests.service.browsing import Web
from tests.service.office import user
from tests.service.pages.strict_html import faults_of


def test_the_manager_reads_who_may_do_what_and_changes_nothing(web: Web) -> None:
    assert ROLES.keys() == DUTIES.keys() == {role.value for role in Role}
    manager = web.client("manager")
    page = manager.get("/people").text
    assert faults_of(page) == []
    for words in ("cashier 的姓名", "单位出纳", "不能填写和复核"):
        assert words in page
    assert "<form" not in page.partition("<main")[2]
    only = manager.get("/people?role=center_auditor").text
    assert "auditor 的姓名" in only
    assert "cashier 的姓名" not in only
    assert manager.get("/users").status_code == 403
    assert web.client("maker").get("/people").status_code == 403


def test_the_jobs_of_the_clock_are_listed_with_their_newest_run(web: Web) -> None:
    database = web.office.database
    user(database, "admin", Role.ADMINISTRATOR)
    auditor = web.client("auditor")
    page = auditor.get("/schedules").text
    assert faults_of(page) == []
    assert page.count("还没有到时间") == len(jobs.JOBS)
    jobs.run_once(database, "look_across", clock=lambda: system_actor(web.office.auditor.at).at)
    page = web.client("admin").get("/schedules").text
    assert "已完成" in page
    assert page.count("还没有到时间") == len(jobs.JOBS) - 1
    assert web.client("maker").get("/schedules").status_code == 403
