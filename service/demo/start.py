"""The beginning of `make demo`: the programme is there, and its log-ins are on the screen."""

from collections.abc import Callable, Iterator
from datetime import datetime

from importers.sandbox import ReaderPool
from service.actions.intake import Desk
from service.db import Database
from service.demo import cast, programme
from service.demo.cast import LogIn
from service.demo.programme import Programme
from service.originals import Originals
from service.permissions import Role
from service.settings import Settings

SAMPLES_FOLDER = "sample-invoices"  # in the data folder
_ROLES = {
    Role.CENTER_AUDITOR: "中心审核  Center auditor",
    Role.CENTER_MANAGER: "中心管理  Center manager",
    Role.EMPLOYER_MAKER: "单位经办  employer maker",
    Role.EMPLOYER_CHECKER: "单位复核  employer checker",
    Role.EMPLOYER_CASHIER: "单位出纳  employer cashier",
    Role.SELECTEE: "入选者    selectee",
    Role.ADMINISTRATOR: "系统管理  administrator",
}


def prepare(
    settings: Settings, database: Database, now: datetime, say: Callable[[str], None]
) -> None:
    """Build the sample programme unless it is there, and tell how to look at it.

    `Refused` when the database holds other people's data; `TypefaceMissing` when nothing can be
    drawn.
    """
    readers = ReaderPool(settings.readers)
    try:
        # our own drawings need not be held against their pages
        desk = Desk(database, Originals(settings.originals_folder), readers, look=False)
        built = programme.build(desk, now, settings.data_folder / SAMPLES_FOLDER)
    finally:
        readers.close()
    for line in announcement(settings.public_url, built):
        say(line)


def announcement(address: str, built: Programme) -> Iterator[str]:
    """Yield the lines that tell address, log-ins and where invoices to try out lie."""
    yield ""
    yield f"专户样例  Zhuanhu with a sample programme:  {address}"
    yield f"密码（所有用户）  password of every user:  {built.password}"
    for log_in in built.log_ins:
        place = "" if log_in.employer is None else cast.EMPLOYERS[log_in.employer].party.name
        yield f"  {_line(log_in)}  {place}".rstrip()
    yield f"可上传的样例发票  invoices to try out:  {built.samples}"
    yield ""


def _line(log_in: LogIn) -> str:
    return f"{log_in.login:<10} {_ROLES[log_in.role]}  {log_in.name}"
