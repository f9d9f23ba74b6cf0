"""对账: statements in, matches proposed and confirmed, 余额调节表 drawn up. Never a posting."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import masking
from importers import bank_check
from importers.bank_layout import BankLayout
from importers.bank_statement import BankStatement
from importers.document import UnreadableDocument
from ledger import book
from ledger.bank import at_work, evidence, matches, matching, reconciling, statements
from ledger.bank.items import NewLine, total
from ledger.bank.matches import Match, Sides
from ledger.bank.matching import DEFAULTS, Proposal, Thresholds
from ledger.bank.refusals import BankRefused
from ledger.bank.statements import NewStatement
from ledger.journal import BookId
from service import audit
from service.actions import bank_clues, claim_matching, intake
from service.actions.intake import Desk
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused, Sayable, Sentence
from service.permissions import Actor, Role
from service.tables import BankLayoutRow, DedicatedAccountRow

ARTICLE = "第二十六条"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a statement: lines new and known, matches proposed; or why it was refused.

    `kept` is the SHA-256 of a refused file whose columns a person may say something of.
    """

    added: int = 0
    known: int = 0
    proposed: int = 0
    refusals: tuple[Sayable, ...] = ()
    kept: str | None = None


def take_in(
    desk: Desk,
    actor: Actor,
    name: str,
    content: bytes,
    thresholds: Thresholds = DEFAULTS,
    layouts: Sequence[BankLayout] | None = None,
) -> Taken:
    """Read a statement in the sandbox, check it, keep it, and propose matches for its lines.

    `layouts`: what is said of the columns; by default what the employer's people said before.
    """
    name = _clean(name)
    try:
        read = desk.readers.bank_statement(name, content, _layouts(desk, actor, layouts))
    except UnreadableDocument as refusal:
        return Taken(refusals=(refusal.message,), kept=_keep(desk, actor, name, content))
    misread = bank_check.faults(read)
    with desk.database.transaction(actor.employer) as session:
        faults: tuple[Sayable, ...] = (*misread, *_strange(session, actor, read))
    if faults:
        kept = _keep(desk, actor, name, content) if misread else None
        return Taken(refusals=faults, kept=kept)
    digest = desk.originals.store(content)
    with desk.database.transaction(actor.employer) as session, refusing():
        book_id = book_of(session, actor.employer)
        new = _statement(read, digest, name)
        done = statements.import_statement(session.connection(), book_id, new, str(actor.user_id))
        proposed = search(session, actor, thresholds)
        _record(session, actor, "import_statement", f"{new.file_name} {digest[:12]}")
    return Taken(done.added, done.known, proposed)


def _layouts(
    desk: Desk, actor: Actor, layouts: Sequence[BankLayout] | None
) -> Sequence[BankLayout]:
    if layouts is not None:
        return layouts
    with desk.database.transaction(actor.employer) as session:
        mine = select(BankLayoutRow).where(BankLayoutRow.employer_id == actor.employer)
        return [
            BankLayout.from_record({"titles": row.titles, "meanings": row.meanings})
            for row in session.scalars(mine)
        ]


def _keep(desk: Desk, actor: Actor, name: str, content: bytes) -> str | None:
    """Keep a table that could not be read, until a person says what its columns hold."""
    try:
        desk.readers.bank_head(name, content)
    except UnreadableDocument:
        return None
    digest = desk.originals.store(content)
    with desk.database.transaction(actor.employer) as session:
        intake.keep_original(session, actor, digest, name, len(content))
    return digest


def _clean(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "statement"


def _strange(session: Session, actor: Actor, read: BankStatement) -> Iterator[Sayable]:
    """Say what the account and the calendar have against a statement."""
    account = session.scalar(
        select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == actor.employer)
    )
    if account is None:
        yield Sentence(N_("还没有登记专门账户，不能导入对账单：请先把开户信息交给中心登记。"))
    elif read.account_number and not same_account(read.account_number, account.account_number):
        yield Sentence(
            N_("对账单的账号是 {found}，不是登记的专门账户 {wanted}。请下载专门账户的对账单。"),
            {
                "found": masking.masked(read.account_number),
                "wanted": masking.masked(account.account_number),
            },
        )
    if read.to_day > actor.today:
        yield Sentence(
            N_("对账单的终止日期 {day} 还没有到。请下载到今天为止的对账单。"),
            {"day": read.to_day.isoformat()},
        )


def same_account(printed: str, registered: str) -> bool:
    """Tell whether a number, its middle perhaps masked with asterisks, is the registered one.

    >>> same_account("1109****0101", "1109001007120101"), same_account("1109", "1109001007120101")
    (True, False)
    """
    if "*" not in printed:
        return printed == registered
    head, tail = printed.split("*", 1)[0], printed.rsplit("*", 1)[1]
    return bool(head + tail) and registered.startswith(head) and registered.endswith(tail)


def _statement(read: BankStatement, digest: str, name: str) -> NewStatement:
    return NewStatement(
        account_number=read.account_number or "",
        from_day=read.from_day,
        to_day=read.to_day,
        opening=read.opening,
        closing=read.closing,
        lines=tuple(
            NewLine(
                line.day,
                line.amount,
                line.counterparty,
                line.counterparty_account,
                line.summary,
                line.reference,
                line.balance,
            )
            for line in read.lines
        ),
        sha256=digest,
        file_name=name,
    )


def search(session: Session, actor: Actor, thresholds: Thresholds = DEFAULTS) -> int:
    """Propose matches for what is free; give how many. Each waits for a person to confirm it."""
    book_id = book_of(session, actor.employer)
    sides = at_work.at_work(session.connection(), book_id)
    clues = bank_clues.clues(session, sides.free_book)
    found = matching.search(sides.free_bank, sides.free_book, clues, thresholds)
    with refusing():
        return len(matches.propose(session.connection(), book_id, found.proposals))


def match_by_hand(
    session: Session, actor: Actor, bank: Sequence[int], entries: Sequence[int]
) -> None:
    """Propose a match of lines that a person chose; another person has to confirm it."""
    book_id = book_of(session, actor.employer)
    sides = at_work.at_work(session.connection(), book_id)
    chosen_bank = [item for item in sides.free_bank if item.id in set(bank)]
    chosen_book = [item for item in sides.free_book if item.entry in set(entries)]
    if len(chosen_bank) != len(set(bank)) or len(chosen_book) != len(set(entries)):
        raise Refused(N_("所选的明细有变动（已勾对或不存在），请刷新后重新选择。"))
    if len(chosen_bank) + len(chosen_book) < 2:  # noqa: PLR2004  # a match joins two lines or more
        raise Invalid(N_("请在银行和账面两边至少各选一笔。"))
    difference = total(chosen_bank) - total(chosen_book)
    if difference:
        raise Refused(
            N_("所选银行明细合计 {bank} 元，账面合计 {book} 元，相差 {difference} 元，不能勾对。"),
            bank=str(total(chosen_bank)),
            book=str(total(chosen_book)),
            difference=str(difference),
        )
    clues = bank_clues.clues(session, chosen_book)
    facts = (*evidence.of(chosen_bank, chosen_book, clues), evidence.Fact("by_hand"))
    made = Proposal(matching.MANUAL, tuple(chosen_bank), tuple(chosen_book), facts)
    with refusing():
        matches.propose(session.connection(), book_id, [made], str(actor.user_id))
    _record(session, actor, "match_by_hand", f"{sorted(set(bank))} {sorted(set(entries))}")


def confirm(session: Session, actor: Actor, chosen: Sequence[int]) -> int:
    """Confirm matches, all or none; give how many were still waiting."""
    standing = _standing(session, actor)
    for number in chosen:
        if number not in standing:
            raise NotFound(N_("没有这笔勾对，或已撤销；请刷新页面。"))
    waiting = [number for number in chosen if standing[number].state == "proposed"]
    for number in waiting:
        with refusing():
            matches.approve(session.connection(), number, str(actor.user_id))
        claim_matching.matched(session, actor, {item.entry for item in standing[number].book})
    if waiting:
        _record(session, actor, "confirm_matches", " ".join(map(str, waiting)))
    return len(waiting)


def withdraw(session: Session, actor: Actor, number: int, reason: str) -> None:
    """Take a match back: the maker what still waits, the checker any; the lines are free again."""
    match = _standing(session, actor).get(number)
    if match is None:
        raise NotFound(N_("没有这笔勾对，或已撤销；请刷新页面。"))
    if match.state == "approved" and actor.role is not Role.EMPLOYER_CHECKER:
        raise Forbidden(N_("已确认的勾对须由复核人撤销。"))
    matches.withdraw(session.connection(), number, str(actor.user_id), _reason(reason))
    claim_matching.unmatched(session, actor, {item.entry for item in match.book})
    _record(session, actor, "withdraw_match", f"{number} {reason}")


def draw(session: Session, actor: Actor, day: date) -> int:
    """Draw up the 余额调节表 of a day for another person to approve."""
    with refusing():
        drawn = reconciling.draw(
            session.connection(), book_of(session, actor.employer), day, str(actor.user_id)
        )
    _record(session, actor, "draw_reconciliation", day.isoformat())
    return drawn


def approve(session: Session, actor: Actor, number: int) -> date:
    """Approve a 余额调节表; give its day."""
    kept = _kept(session, actor, number)
    with refusing():
        reconciling.approve(session.connection(), number, str(actor.user_id))
    _record(session, actor, "approve_reconciliation", kept.day.isoformat())
    return kept.day


def send_back(session: Session, actor: Actor, number: int, reason: str) -> date:
    """Take a 余额调节表 back, approved or not, with a reason; give its day."""
    kept = _kept(session, actor, number)
    reconciling.withdraw(session.connection(), number, str(actor.user_id), _reason(reason))
    _record(session, actor, "withdraw_reconciliation", f"{kept.day.isoformat()} {reason}")
    return kept.day


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid(N_("请写明撤销的原因。"))
    return reason.strip()[:500]


def book_of(session: Session, employer_id: UUID) -> BookId:
    """Give the book of an employer."""
    return book.book_of(session.connection(), employer_id)


def sum_of(session: Session, employer_id: UUID, numbers: Collection[int]) -> Decimal:
    """Add up some lines of an employer's bank account, yuan."""
    return total(statements.numbered(session.connection(), book_of(session, employer_id), numbers))


def _standing(session: Session, actor: Actor) -> dict[int, Match]:
    sides: Sides = matches.sides(session.connection(), book_of(session, actor.employer))
    return {match.id: match for match in sides.matches}


def _kept(session: Session, actor: Actor, number: int) -> reconciling.Reconciliation:
    every = reconciling.reconciliations(session.connection(), book_of(session, actor.employer))
    found = [kept for kept in every if kept.id == number]
    if not found:
        raise NotFound(N_("没有这份余额调节表，或已撤销；请刷新页面。"))
    return found[0]


def _record(session: Session, actor: Actor, action: str, reason: str) -> None:
    step = Step(
        action=action, subject="bank", subject_id=None, employer_id=actor.employer,
        article=ARTICLE, reason=reason[:1000],
    )  # fmt: skip
    audit.record(session, actor, step)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the ledger says about the bank into a refusal with its article."""
    try:
        yield
    except BankRefused as refusal:
        raise Refused(refusal.message.template, ARTICLE, **refusal.message.values) from refusal
