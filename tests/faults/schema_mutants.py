"""Mutants of the ledger's schema, one for every object in the system catalogue that holds it.

A mutant is one statement of a superuser: a constraint dropped, a trigger disabled, a right given or
taken, a function with one check less. None is listed by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.faults.function_mutants import bodies
from tests.ledger.abuse import Bare


@dataclass(frozen=True)
class Mutant:
    """One damage. `about` are the names by which the attempts that may notice it are found."""

    name: str
    statement: str
    about: tuple[str, ...]


_CONSTRAINTS: Final = """
    select relname, conname, attname, contype = 'n'
      from pg_constraint c join pg_class r on r.oid = conrelid
      left join pg_attribute a on a.attrelid = r.oid and c.contype = 'n' and a.attnum = conkey[1]
     where connamespace = 'ledger'::regnamespace order by 1, 2"""
_DOMAINS: Final = """
    select typname, conname
      from pg_constraint join pg_type t on t.oid = contypid
     where connamespace = 'ledger'::regnamespace order by 1, 2"""
_KEYS: Final = """
    select relname from pg_index join pg_class r on r.oid = indexrelid
     where relnamespace = 'ledger'::regnamespace and indisunique
       and indexrelid not in (select conindid from pg_constraint) order by 1"""
_TRIGGERS: Final = """
    select relname, tgname from pg_trigger join pg_class r on r.oid = tgrelid
     where relnamespace = 'ledger'::regnamespace and not tgisinternal order by 1, 2"""
_POLICIES: Final = """
    select relname, polname, polpermissive from pg_policy join pg_class r on r.oid = polrelid
     where relnamespace = 'ledger'::regnamespace order by 1, 2"""
_SECURED: Final = """
    select relname from pg_class where relnamespace = 'ledger'::regnamespace and relrowsecurity"""
_RELATION_RIGHTS: Final = """
    select relname, privilege, held, relkind = 'S'
      from pg_class r, lateral (
           select privilege, case relkind when 'S'
                      then has_sequence_privilege('zhuanhu_app', r.oid, privilege)
                      else has_table_privilege('zhuanhu_app', r.oid, privilege) end as held
             from unnest(case relkind when 'S' then array['usage', 'select', 'update']
                         else array['select', 'insert', 'update', 'delete', 'truncate',
                                    'references', 'trigger', 'maintain'] end) privilege) p
     where relnamespace = 'ledger'::regnamespace and relkind in ('r', 'S')
       and (privilege <> 'maintain' or current_setting('server_version_num')::int >= 170000)
     order by 1, 2"""
_FUNCTIONS: Final = """
    select oid::regprocedure::text, proname, prosecdef, proconfig is not null,
           has_function_privilege('zhuanhu_app', oid, 'execute'), pg_get_functiondef(oid)
      from pg_proc where pronamespace = 'ledger'::regnamespace order by 1"""


# The functions every posting passes through: each operator in them is turned, too.
ON_THE_WAY: Final = {
    "post", "check_lines", "mirrors", "accounts_for_posting", "open_account", "floor_of", "refuse",
    "refuse_day", "request_hash", "lock_books", "soft_close_through", "halt",
    "close_grant", "set_account_open", "set_tolerance", "open_book", "take_head",
}  # fmt: skip


def of_constraints(connection: Bare) -> Iterator[Mutant]:
    for table, name, column, is_not_null in connection.execute(_CONSTRAINTS).fetchall():
        change = f"alter column {column} drop not null"
        if not is_not_null:
            change = f"drop constraint {name} cascade"
        about = (str(column), f"ledger.{table}") if is_not_null else (str(name), f"ledger.{table}")
        yield Mutant(f"{table}: {change}", f"alter table ledger.{table} {change}", about)
    for domain, name in connection.execute(_DOMAINS).fetchall():
        change = f"alter domain ledger.{domain} drop constraint {name}"
        yield Mutant(change, change, (str(name), "ledger.post("))
    for (key,) in connection.execute(_KEYS).fetchall():
        yield Mutant(f"drop index {key}", f"drop index ledger.{key}", (str(key), "ledger.post("))


def of_triggers(connection: Bare) -> Iterator[Mutant]:
    for table, name in connection.execute(_TRIGGERS).fetchall():
        change = f"disable trigger {name}"
        yield Mutant(
            f"{table}: {change}", f"alter table ledger.{table} {change}", (f"ledger.{table}",)
        )


def of_row_security(connection: Bare) -> Iterator[Mutant]:
    for (table,) in connection.execute(_SECURED).fetchall():
        for change in ("disable row level security", "no force row level security"):
            yield Mutant(
                f"{table}: {change}", f"alter table ledger.{table} {change}", (f"ledger.{table}",)
            )
    for table, name, permissive in connection.execute(_POLICIES).fetchall():
        where, about = f"policy {name} on ledger.{table}", (f"ledger.{table}",)
        yield Mutant(f"{table}: drop policy {name}", f"drop {where}", about)
        if not permissive:
            for clause in ("using (true)", "with check (true)"):
                yield Mutant(f"{table}: {name} {clause}", f"alter {where} {clause}", about)


def of_rights(connection: Bare) -> Iterator[Mutant]:
    for name, privilege, held, is_sequence in connection.execute(_RELATION_RIGHTS).fetchall():
        what = f"{privilege} on {'sequence' if is_sequence else 'table'} ledger.{name}"
        yield _right(what, f"ledger.{name}", held=bool(held))
    for signature, name, secured, pinned, held, _ in connection.execute(_FUNCTIONS).fetchall():
        about = f"ledger.{name}("
        yield _right(f"execute on function {signature}", about, held=bool(held))
        changes = {
            "security invoker": secured,
            "reset search_path": pinned,
            "owner to postgres": held,
        }
        for change, applies in changes.items():
            if applies:
                statement = f"alter function {signature} {change}"
                yield Mutant(f"{name}: {change}", statement, (about,))
    yield _right("usage on schema ledger", "ledger.post(", held=True)
    yield _right("create on schema ledger", "ledger.mine", held=False)


def of_functions(connection: Bare, *, thorough: bool) -> Iterator[Mutant]:
    """Functions with one check dropped; thoroughly, with any one operator turned as well."""
    for _, name, _, _, _, definition in connection.execute(_FUNCTIONS).fetchall():
        for place, body in bodies(str(definition), thorough=thorough and name in ON_THE_WAY):
            yield Mutant(f"{name}: {place}", body, (f"ledger.{name}(",))


def _right(what: str, about: str, *, held: bool) -> Mutant:
    change = f"revoke {what} from zhuanhu_app" if held else f"grant {what} to zhuanhu_app"
    return Mutant(change, change, (about,))
