"""The books prove themselves: everything that can be derived is derived anew and compared.

Nothing here shares code with the posting path: digests, sums, numbers and floors are computed in
plain Python from what the tables hold. A fault is a value; sound books have none.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, text

from ledger import closing, identities
from ledger.accounts import CHART, BookKind, Dimension
from ledger.identities import Leaf
from ledger.journal import BookId
from ledger.messages import N_, Message

_Row: TypeAlias = Row[*tuple[Any, ...]]

_NOTHING: Final = Decimal("0.00")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PAGE: Final = 2000

_BOOKS: Final = text(
    "select b.id, b.kind, b.tenant_id, h.tenant_id as head_tenant, h.last_seq, h.last_hash"
    " from ledger.book b left join ledger.book_head h on h.book_id = b.id"
    " where cast(:book as bigint) is null or b.id = :book order by b.id"
)
_ENTRIES: Final = text(
    "select id, tenant_id, book_id, seq, period, word, no, kind, key, event_id, effective_on,"
    " recorded_at, actor, approver, memo, meta::text as meta, reverses, line_count, request_hash,"
    " prev_hash, hash from ledger.entry where book_id = :book and seq > :after"
    " order by seq limit :page"
)
_LINES: Final = text(
    "select l.*, coalesce(a.code, '?') as code, coalesce(a.grant_id, '') as grant_id,"
    " coalesce(a.source, '') as source, coalesce(a.category, '') as category"
    " from ledger.line l left join ledger.account a on a.id = l.account_id"
    " where l.entry_id = any(:entries) order by l.entry_id, l.line_no"
)
_ACCOUNTS: Final = text(
    "select a.id, a.tenant_id, a.code, a.grant_id, a.source, a.category, a.layer, a.normal,"
    " b.tenant_id as balance_tenant, b.layer as balance_layer, b.normal as balance_normal,"
    " b.floor, b.posted, b.version, case when a.code = '9001' then coalesce(c.tolerance, 0.00)"
    " else 0.00 end as tolerance from ledger.account a"
    " left join ledger.balance b on b.account_id = a.id"
    " left join ledger.budget_control c on c.book_id = a.book_id and c.grant_id = a.grant_id"
    " where a.book_id = :book order by a.id"
)
_UNMIRRORED: Final = text(
    "select r.seq, o.seq as original from ledger.entry r"
    " left join ledger.entry o on o.id = r.reverses and o.book_id = r.book_id"
    " where r.book_id = :book and r.reverses is not null and (o.id is null or exists ("
    "   select from (select account_id, sum(amount) as total from ledger.line"
    "                 where entry_id in (r.id, o.id) group by account_id) both_of_them"
    "    where total <> 0)) order by r.seq"
)

_SUMS: Final = text(
    "select a.book_id, a.code, a.grant_id, a.source, a.category, sum(l.amount) as total"
    " from ledger.account a join ledger.line l on l.account_id = a.id"
    " group by a.book_id, a.code, a.grant_id, a.source, a.category"
)


@dataclass(frozen=True)
class Fault:
    """Something in the books that cannot be. `seq` is the entry's number in the book's chain.

    `check` names what failed: chain, content, sequence, voucher, layers, lines, account, balance,
    floor, mirror, tenant, head, closing, snapshot, or an identity I1 to I4.
    """

    book: BookId
    check: str
    seq: int | None
    message: Message

    def text(self) -> str:
        """Return the check, the entry's number where there is one, and the sentence in Chinese."""
        place = "" if self.seq is None else f" #{self.seq}"
        return f"[{self.check}{place}] {self.message.text()}"

    __str__ = text


def prove(connection: Connection, book: BookId | None = None) -> tuple[Fault, ...]:
    """Return every fault of one book, or of all the transaction may see and of what joins them.

    In a REPEATABLE READ transaction nobody is held up; in any other the books are locked until it
    ends, because sums taken at two moments would not agree.
    """
    _hold_still(connection, book)
    faults: list[Fault] = []
    for row in connection.execute(_BOOKS, {"book": book}).all():
        walk = _BookProof(connection, row)
        walk.run()
        faults += walk.faults
    return (*faults, *(prove_across(connection) if book is None else ()))


def prove_across(connection: Connection) -> tuple[Fault, ...]:
    """Return what does not agree between the Center's book and the employers' books.

    Nothing is compared where the transaction does not see the Center's book.
    """
    _hold_still(connection, None)
    sums: dict[int, dict[Leaf, Decimal]] = defaultdict(dict)
    centers = [
        row.id for row in connection.execute(_BOOKS, {"book": None}) if row.kind == BookKind.CENTER
    ]
    for row in connection.execute(_SUMS):
        leaf = Leaf(row.code, row.grant_id, row.source, row.category)
        sums[row.book_id][leaf] = row.total * _side(row.code)[1]
    return tuple(
        Fault(BookId(center), check, None, message)
        for center in centers
        for check, message in identities.across(
            sums[center], [of for book, of in sums.items() if book != center]
        )
    )


def _hold_still(connection: Connection, book: BookId | None) -> None:
    level = connection.execute(text("show transaction_isolation")).scalar_one()
    if level not in {"repeatable read", "serializable"}:
        books = [row.id for row in connection.execute(_BOOKS, {"book": book})]
        connection.execute(text("select ledger.lock_books(:books)"), {"books": books})


class _BookProof:
    """One walk along a book's chain, gathering sums and faults."""

    def __init__(self, connection: Connection, row: _Row) -> None:
        self.connection = connection
        self.row = row
        self.book: BookId = row.id
        self.kind: str = row.kind
        self.faults: list[Fault] = []
        self.sums: dict[Leaf, Decimal] = {}
        self._seq = 0
        self._hash = _sha256(f"zhuanhu book {row.id}".encode())
        self._recorded_at = _EPOCH
        self._numbers: Counter[tuple[int, str]] = Counter()
        self._posted: dict[int, Decimal] = {}
        self._versions: Counter[int] = Counter()

    def run(self) -> None:
        for entry, lines in self._entries():
            self._prove_chain(entry, lines)
            self._prove_number(entry)
            self._prove_lines(entry, lines)
        self._prove_head()
        self._prove_mirrors()
        for account in self.connection.execute(_ACCOUNTS, {"book": self.book}):
            self._prove_account(account)
            self._prove_balance(account)
        of_kind = {
            BookKind.CENTER: identities.of_center,
            BookKind.EMPLOYER: identities.of_employer,
        }
        for check, message in of_kind[BookKind(self.kind)](self.sums):
            self.faults.append(Fault(self.book, check, None, message))
        for check, seq, message in closing.prove_closing(self.connection, self.book):
            self.faults.append(Fault(self.book, check, seq, message))

    def _entries(self) -> Iterator[tuple[_Row, list[_Row]]]:
        after = -1
        while True:
            page = {"book": self.book, "after": after, "page": _PAGE}
            entries = self.connection.execute(_ENTRIES, page).all()
            if not entries:
                return
            lines: dict[int, list[_Row]] = {entry.id: [] for entry in entries}
            for line in self.connection.execute(_LINES, {"entries": list(lines)}):
                lines[line.entry_id].append(line)
            for entry in entries:
                yield entry, lines[entry.id]
            after = entries[-1].seq

    def _fault(self, check: str, seq: int | None, template: str, **values: object) -> None:
        texts = {name: str(value) for name, value in values.items()}
        self.faults.append(Fault(self.book, check, seq, Message(template, texts)))

    def _prove_chain(self, entry: _Row, lines: Sequence[_Row]) -> None:
        if entry.seq != self._seq + 1:
            self._fault("sequence", entry.seq, N_("序号应为 {expected}，中间有缺失或插入。"),
                        expected=self._seq + 1)  # fmt: skip
        if entry.prev_hash != self._hash or entry.recorded_at <= self._recorded_at:
            self._fault("chain", entry.seq, N_("这笔凭证与前一笔没有连上。"))
        request = _request_hash(entry, lines)
        if request != entry.request_hash:
            self._fault("content", entry.seq, N_("凭证内容与记账时的摘要不符。"))
        if _sha256(entry.prev_hash + _link(entry) + entry.request_hash) != entry.hash:
            self._fault("chain", entry.seq, N_("凭证的链值与其序号、时间、编号不符。"))
        self._seq, self._hash, self._recorded_at = entry.seq, entry.hash, entry.recorded_at

    def _prove_number(self, entry: _Row) -> None:
        series = entry.period, entry.word
        self._numbers[series] += 1
        if entry.no != self._numbers[series]:
            self._fault("voucher", entry.seq, N_("凭证号 {word}-{no} 应为 {expected}。"),
                        word=entry.word, no=entry.no, expected=self._numbers[series])  # fmt: skip
            self._numbers[series] = entry.no
        if entry.period != entry.effective_on.year * 100 + entry.effective_on.month:
            self._fault("voucher", entry.seq, N_("凭证期间 {period} 与业务日期不符。"),
                        period=entry.period)  # fmt: skip
        if entry.tenant_id != self.row.tenant_id:
            self._fault("tenant", entry.seq, N_("这笔凭证记在别的单位名下。"))

    def _prove_lines(self, entry: _Row, lines: Sequence[_Row]) -> None:
        numbers = [line.line_no for line in lines]
        if numbers != list(range(1, entry.line_count + 1)):
            self._fault("lines", entry.seq, N_("分录不全：应有 {expected} 行，现有 {found} 行。"),
                        expected=entry.line_count, found=len(lines))  # fmt: skip
        for layer in ("F", "B"):
            total = sum((line.amount for line in lines if _layer(line) == layer), _NOTHING)
            if total:
                self._fault("layers", entry.seq, N_("借贷不平，相差 {total} 元。"), total=total)
        for line in lines:
            self._prove_line(entry, line)

    def _prove_line(self, entry: _Row, line: _Row) -> None:
        copied = (line.book_id, line.tenant_id, line.effective_on, line.layer)
        if copied != (self.book, self.row.tenant_id, entry.effective_on, _layer(line)):
            self._fault("lines", entry.seq, N_("第 {number} 行与凭证或科目表不符。"),
                        number=line.line_no)  # fmt: skip
        posted = self._posted.get(line.account_id, _NOTHING) + line.amount
        self._posted[line.account_id] = posted
        self._versions[line.account_id] += 1
        running = (line.balance_after, line.account_seq)
        if running != (posted, self._versions[line.account_id]):
            self._fault("balance", entry.seq, N_("第 {number} 行之后的余额应为 {expected} 元。"),
                        number=line.line_no, expected=posted)  # fmt: skip

    def _prove_head(self) -> None:
        head = (self.row.last_seq, self.row.last_hash, self.row.head_tenant)
        if head != (self._seq, self._hash, self.row.tenant_id):
            self._fault("head", None, N_("账簿末端与最后一笔凭证不符：末尾有凭证被删除或添加。"))

    def _prove_mirrors(self) -> None:
        for row in self.connection.execute(_UNMIRRORED, {"book": self.book}):
            self._fault("mirror", row.seq, N_("冲销凭证与原凭证 {original} 不是相反数。"),
                        original=row.original)  # fmt: skip

    def _prove_account(self, account: _Row) -> None:
        tenants = {account.tenant_id, account.balance_tenant}
        if tenants != {self.row.tenant_id}:
            self._fault("tenant", None, N_("科目 {code} 记在别的单位名下。"), code=account.code)
        sides = {
            (account.layer, account.normal),
            (account.balance_layer, account.balance_normal),
        }
        if not self._is_in_chart(account) or sides != {_side(account.code)}:
            self._fault("account", None, N_("科目 {code}（项目 {grant}）与科目表不符。"),
                        code=account.code, grant=account.grant_id)  # fmt: skip

    def _is_in_chart(self, account: _Row) -> bool:
        type_ = CHART.get(account.code)
        given = {
            dimension
            for dimension, value in zip(
                Dimension, (account.grant_id, account.source, account.category), strict=True
            )
            if value
        }
        return type_ is not None and type_.book == self.kind and set(type_.dims) == given

    def _prove_balance(self, account: _Row) -> None:
        posted = self._posted.get(account.id, _NOTHING)
        leaf = Leaf(account.code, account.grant_id, account.source, account.category)
        standing = posted * _side(account.code)[1]
        self.sums[leaf] = standing
        if (account.posted, account.version) != (posted, self._versions[account.id]):
            template = N_(
                "科目 {code}（项目 {grant}）余额为 {found} 元，按分录应为 {expected} 元。"
            )
            self._fault("balance", None, template, code=account.code, grant=account.grant_id,
                        found=account.posted, expected=posted)  # fmt: skip
        has_floor = account.code in CHART and CHART[account.code].floor_zero
        floor = -account.tolerance if has_floor else None
        if account.floor != floor or (floor is not None and standing < floor):
            template = N_("科目 {code}（项目 {grant}）低于下限或下限被改动：{found} 元。")
            self._fault("floor", None, template, code=account.code, grant=account.grant_id,
                        found=standing)  # fmt: skip


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _request_hash(entry: _Row, lines: Sequence[_Row]) -> bytes:
    texts = [
        str(entry.book_id),
        entry.kind,
        entry.effective_on.isoformat(),
        entry.actor,
        entry.approver,
        None if entry.event_id is None else str(entry.event_id),
        entry.memo,
        entry.meta,
        None if entry.reverses is None else str(entry.reverses),
        entry.word,
        ",".join(
            f"{line.code}|{line.grant_id}|{line.source}|{line.category}|{line.amount}"
            for line in lines
        ),
    ]
    return _sha256(json.dumps(texts, ensure_ascii=False).encode())


def _link(entry: _Row) -> bytes:
    microseconds = (entry.recorded_at - _EPOCH) // timedelta(microseconds=1)
    texts = [str(entry.seq), str(microseconds), entry.key, str(entry.period), str(entry.no)]
    return json.dumps(texts, ensure_ascii=False).encode()


def _layer(line: _Row) -> str:
    return CHART[line.code].layer if line.code in CHART else line.layer


def _side(code: str) -> tuple[str, int]:
    return (CHART[code].layer, CHART[code].sign) if code in CHART else ("", 0)
