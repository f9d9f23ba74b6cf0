-- The journal of the dedicated accounts. It may be read in one sitting, in this order:
-- what is kept (tables), what can never happen (triggers), who sees what (policies),
-- the only way in (functions), who may call it (grants).
--
-- An entry is zero in each layer, complete, numbered without gaps and chained to the one before;
-- nobody changes it afterwards, the owner of the tables included. Only `balance` and `book_head`
-- are ever updated: both can be derived anew from the lines, and `zhuanhu proof` does so.
-- Amounts are yuan; a debit is positive, a credit negative.

do $$ begin
    -- the functions below run with their owner's rights: an owner above row security would undo it
    if (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) then
        raise exception 'the ledger must be created by an owner without SUPERUSER and BYPASSRLS';
    end if;
end $$;

create schema ledger;

-- ── what is kept ──

create table ledger.account_type (
    code text primary key,
    name text not null,
    book_kind text not null check (book_kind in ('center', 'employer')),
    layer text not null check (layer in ('F', 'B')),
    normal smallint not null check (normal in (1, -1)),
    has_grant boolean not null,
    has_source boolean not null,
    has_category boolean not null,
    floor_zero boolean not null,
    constraint account_type_whole
        unique (code, book_kind, layer, normal, has_grant, has_source, has_category)
);

create table ledger.book (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    kind text not null check (kind in ('center', 'employer')),
    name text not null check (name <> ''),
    constraint book_of_tenant check ((kind = 'center') = (tenant_id is null)),
    constraint book_one_per_tenant unique nulls not distinct (tenant_id),
    constraint book_kind_key unique (id, kind),
    constraint book_tenant_key unique (id, tenant_id)
);

-- The end of the book's chain, and the last day that is closed. Whoever posts holds this row.
create table ledger.book_head (
    book_id bigint primary key references ledger.book,
    tenant_id uuid,
    last_seq bigint not null default 0,
    last_hash bytea not null,
    last_at timestamptz not null default '2000-01-01Z',
    closed_through date not null default '1999-12-31',
    constraint head_tenant foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
) with (fillfactor = 20);

-- Leaf accounts only; '' where the chart keeps an account without that dimension.
create table ledger.account (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    book_id bigint not null,
    book_kind text not null,
    code text not null,
    grant_id text not null default '',
    source text not null default '',
    category text not null default '',
    layer text not null,
    normal smallint not null,
    has_grant boolean not null generated always as (grant_id <> '') stored,
    has_source boolean not null generated always as (source <> '') stored,
    has_category boolean not null generated always as (category <> '') stored,
    constraint account_in_chart
        foreign key (code, book_kind, layer, normal, has_grant, has_source, has_category)
        references ledger.account_type
            (code, book_kind, layer, normal, has_grant, has_source, has_category),
    constraint account_book foreign key (book_id, book_kind) references ledger.book (id, kind),
    constraint account_book_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id),
    constraint account_tenant check ((book_kind = 'center') = (tenant_id is null)),
    constraint account_grant check (grant_id ~ '^[^|,[:cntrl:]]{0,64}$'),
    constraint account_source check (source in ('', 'FISCAL', 'MATCH', 'RAISED', 'INTEREST')),
    constraint account_category check (category in
        ('', 'RND', 'TRAIN', 'EXCH', 'MENTOR', 'CONF', 'CE', 'IP_PUB', 'PUBL', 'OTHER')),
    constraint account_leaf unique (book_id, code, grant_id, source, category),
    constraint account_layer_key unique (id, book_id, layer),
    constraint account_side_key unique (id, book_id, layer, normal)
);

-- The check on this row is the budget control: nobody spends what is not there.
create table ledger.balance (
    account_id bigint primary key,
    tenant_id uuid,
    book_id bigint not null,
    layer text not null,
    normal smallint not null,
    floor numeric(16, 2),
    open boolean not null default true,
    posted numeric(16, 2) not null default 0,
    version bigint not null default 0,
    constraint balance_floor check (floor is null or normal * posted >= floor),
    constraint balance_account foreign key (account_id, book_id, layer, normal)
        references ledger.account (id, book_id, layer, normal),
    constraint balance_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
) with (fillfactor = 50);

create table ledger.entry (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    book_id bigint not null references ledger.book,
    seq bigint not null,
    -- 凭证号: per book, month and word, without gaps; the entry is the voucher
    period integer not null,
    word text not null check (word in ('记', '收', '付', '转')),
    no integer not null check (no >= 1),
    kind text not null check (length(kind) between 1 and 40),
    key text not null check (length(key) between 1 and 200),
    event_id uuid,
    effective_on date not null,
    recorded_at timestamptz not null,
    actor text not null check (length(actor) between 1 and 100),
    approver text check (length(approver) between 1 and 100),
    memo text not null check (length(memo) <= 500),
    meta jsonb not null check (jsonb_typeof(meta) = 'object' and length(meta::text) <= 8000),
    reverses bigint references ledger.entry,
    line_count smallint not null check (line_count between 2 and 1000),
    xact xid8 not null default pg_current_xact_id(),  -- says "this very transaction", never an id
    request_hash bytea not null,
    prev_hash bytea not null,
    hash bytea not null,
    constraint entry_period check
        (period = extract(year from effective_on) * 100 + extract(month from effective_on)),
    constraint entry_seq unique (book_id, seq),
    constraint entry_voucher unique (book_id, period, word, no),
    constraint entry_key unique (book_id, key),
    constraint entry_reversed_once unique (reverses)
);

create table ledger.line (
    entry_id bigint not null references ledger.entry,
    line_no smallint not null check (line_no >= 1),
    book_id bigint not null,
    account_id bigint not null,
    tenant_id uuid,
    layer text not null,
    effective_on date not null,
    amount numeric(16, 2) not null check (amount <> 0 and amount <> 'NaN'),
    balance_after numeric(16, 2) not null,
    account_seq bigint not null,
    primary key (entry_id, line_no),
    constraint line_account_seq unique (account_id, account_seq),
    constraint line_account foreign key (account_id, book_id, layer)
        references ledger.account (id, book_id, layer)
);
create index line_account_effective on ledger.line (account_id, effective_on);

-- An entry cannot be committed without its last line.
alter table ledger.entry add constraint entry_has_lines foreign key (id, line_count)
    references ledger.line (entry_id, line_no) deferrable initially deferred;

-- ── what can never happen ──

create function ledger.deny() returns trigger language plpgsql as $$ begin
    raise exception using errcode = '55000', constraint = 'ledger_append_only',
        message = format('the ledger is append only: %s of %I.%I', tg_op, tg_table_schema, tg_table_name);
end $$;

create trigger append_only before update or delete on ledger.entry
    for each row execute function ledger.deny();
create trigger append_only before update or delete on ledger.line
    for each row execute function ledger.deny();
create trigger append_only before update or delete on ledger.account
    for each row execute function ledger.deny();
create trigger append_only before delete or update of id, tenant_id, kind on ledger.book
    for each row execute function ledger.deny();
create trigger append_only before delete on ledger.book_head
    for each row execute function ledger.deny();
create trigger append_only before delete on ledger.balance
    for each row execute function ledger.deny();

create trigger no_truncate before truncate on ledger.entry execute function ledger.deny();
create trigger no_truncate before truncate on ledger.line execute function ledger.deny();
create trigger no_truncate before truncate on ledger.account execute function ledger.deny();
create trigger no_truncate before truncate on ledger.book execute function ledger.deny();
create trigger no_truncate before truncate on ledger.book_head execute function ledger.deny();
create trigger no_truncate before truncate on ledger.balance execute function ledger.deny();

-- The two rows that move, move forwards. The condition is judged without calling a function.
create trigger forwards_only before update on ledger.book_head for each row
    when (new.book_id <> old.book_id or new.tenant_id is distinct from old.tenant_id
          or new.last_seq < old.last_seq or new.closed_through < old.closed_through
          or (new.last_seq = old.last_seq and new.last_hash <> old.last_hash))
    execute function ledger.deny();
create trigger forwards_only before update on ledger.balance for each row
    when ((new.account_id, new.book_id, new.layer, new.normal)
              <> (old.account_id, old.book_id, old.layer, old.normal)
          or new.tenant_id is distinct from old.tenant_id or new.floor is distinct from old.floor
          or new.version < old.version or (new.version = old.version and new.posted <> old.posted))
    execute function ledger.deny();

-- The lines of an entry come in one statement, in the entry's own transaction, complete, of one
-- book, tenant and day, and zero in each layer; those of a reversal mirror the original.
create function ledger.check_lines() returns trigger language plpgsql as $$
declare
    sums record;
    head record;
begin
    for sums in
        select n.entry_id, n.book_id, n.tenant_id, n.effective_on, count(*) as lines,
               max(n.line_no) as last, sum(n.amount) as total,
               coalesce(sum(n.amount) filter (where n.layer = 'F'), 0) as financial
          from new_lines n group by n.entry_id, n.book_id, n.tenant_id, n.effective_on
    loop
        -- by primary key, so that no plan made for small tables grows slow with them
        select e.book_id, e.effective_on, e.line_count, e.xact, e.reverses, e.tenant_id as written,
               b.tenant_id
          into head
          from ledger.entry e join ledger.book b on b.id = e.book_id where e.id = sums.entry_id;
        if sums.total <> 0 or sums.financial <> 0  -- both nought: the budget layer is, too
           or sums.lines <> head.line_count or sums.last <> head.line_count
           or head.xact <> pg_current_xact_id() or sums.book_id <> head.book_id
           or sums.effective_on <> head.effective_on
           or sums.tenant_id is distinct from head.tenant_id
           or head.written is distinct from head.tenant_id then
            raise exception using errcode = '23514', constraint = 'entry_balanced',
                message = format('entry %s is unbalanced, incomplete, mixed or sealed', sums.entry_id);
        end if;
        if head.reverses is not null
           and not ledger.mirrors(sums.entry_id, head.reverses, head.book_id) then
            raise exception using errcode = '23514', constraint = 'reversal_mirrors',
                message = format('entry %s does not mirror entry %s', sums.entry_id, head.reverses);
        end if;
    end loop;
    return null;
end $$;

create function ledger.mirrors(p_entry bigint, p_original bigint, p_book bigint) returns boolean
language sql stable as $$
    select (select e.book_id = p_book from ledger.entry e where e.id = p_original)
       and not exists (
           select from (select account_id, amount from ledger.line where entry_id = p_entry) m
             full join (select account_id, amount from ledger.line where entry_id = p_original) o
               on m.account_id = o.account_id and m.amount = -o.amount
            where m.account_id is null or o.account_id is null)
$$;

create trigger lines_balanced after insert on ledger.line
    referencing new table as new_lines
    for each statement execute function ledger.check_lines();

-- ── who sees what ──

do $$
declare
    t text;
begin
    foreach t in array array['book', 'book_head', 'account', 'balance', 'entry', 'line']
    loop
        execute format('alter table ledger.%I enable row level security', t);
        execute format('alter table ledger.%I force row level security', t);
        execute format('create policy everyone on ledger.%I using (true) with check (true)', t);
        -- as sub-selects the settings are read once per statement, not once per row
        execute format('create policy tenant on ledger.%I as restrictive
            using (tenant_id = (select public.zhuanhu_tenant()) or (select public.zhuanhu_is_center()))
            with check (tenant_id = (select public.zhuanhu_tenant()) or (select public.zhuanhu_is_center()))', t);
    end loop;
end $$;

-- ── the only way in ──

create type ledger.posted as (
    entry_id bigint, book_id bigint, seq bigint, period integer, word text, no integer,
    recorded_at timestamptz, hash bytea, replayed boolean
);

create function ledger.open_book(p_kind text, p_tenant uuid, p_name text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_id bigint;
begin
    insert into ledger.book (kind, tenant_id, name) values (p_kind, p_tenant, p_name)
        on conflict on constraint book_one_per_tenant do nothing returning id into v_id;
    if v_id is null then
        select b.id into strict v_id from ledger.book b
         where b.kind = p_kind and b.tenant_id is not distinct from p_tenant;
        return v_id;
    end if;
    insert into ledger.book_head (book_id, tenant_id, last_hash)
        values (v_id, p_tenant, sha256(convert_to('zhuanhu book ' || v_id, 'UTF8')));
    return v_id;
end $$;

-- Holds the heads of several books, in the order of their ids, until the transaction ends.
create function ledger.lock_books(p_books bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from ledger.book_head h where h.book_id = any (p_books) order by h.book_id for update;
end $$;

create function ledger.open_account(
    p_book bigint, p_code text, p_grant text default '', p_source text default '',
    p_category text default '')
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_book ledger.book;
    v_type ledger.account_type;
    v_id bigint;
begin
    perform from ledger.book_head h where h.book_id = p_book for update;
    select * into v_book from ledger.book b where b.id = p_book;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    select a.id into v_id from ledger.account a
     where a.book_id = p_book and a.code = p_code and a.grant_id = p_grant
       and a.source = p_source and a.category = p_category;
    if found then
        return v_id;
    end if;
    select * into v_type from ledger.account_type t
     where t.code = p_code and t.book_kind = v_book.kind and t.has_grant = (p_grant <> '')
       and t.has_source = (p_source <> '') and t.has_category = (p_category <> '');
    if not found then
        raise exception using errcode = '23503', constraint = 'account_in_chart',
            message = format('the chart has no such leaf account: %s', p_code),
            detail = json_build_object('code', p_code);
    end if;
    insert into ledger.account
            (tenant_id, book_id, book_kind, code, grant_id, source, category, layer, normal)
        values (v_book.tenant_id, p_book, v_book.kind, p_code, p_grant, p_source, p_category,
                v_type.layer, v_type.normal)
        returning id into v_id;
    insert into ledger.balance (account_id, tenant_id, book_id, layer, normal, floor)
        values (v_id, v_book.tenant_id, p_book, v_type.layer, v_type.normal,
                case when v_type.floor_zero then 0 end);
    return v_id;
end $$;

-- The accounts of an entry's lines in their order, opened where the chart allows it. Refuses a
-- closed account and a balance below its floor with what a person needs to know; the check on
-- `balance` would refuse the latter without words. The caller holds the head of the book.
create function ledger.accounts_for_posting(
    p_book bigint, p_codes text[], p_grants text[], p_sources text[], p_categories text[],
    p_amounts numeric[])
returns bigint[]
language plpgsql as $$
declare
    v_known record;
begin
    for attempt in 1 .. 2 loop
        select array_agg(a.id order by x.place) as ids, count(*) as found,
               bool_and(x.amount = round(x.amount, 2)) as exact,
               min(x.place) filter (where not b.open) as closed,
               min(x.place) filter (where b.normal * (b.posted + x.amount) < b.floor) as short
          into v_known
          from unnest(p_codes, p_grants, p_sources, p_categories, p_amounts)
               with ordinality as x (code, grant_id, source, category, amount, place)
          join ledger.account a on a.book_id = p_book and a.code = x.code
               and a.grant_id = x.grant_id and a.source = x.source and a.category = x.category
          join ledger.balance b on b.account_id = a.id;
        exit when v_known.found = cardinality(p_codes);
        perform ledger.open_account(p_book, x.code, x.grant_id, x.source, x.category)
           from unnest(p_codes, p_grants, p_sources, p_categories)
                as x (code, grant_id, source, category);
    end loop;
    if not v_known.exact then
        raise exception using errcode = '22003', constraint = 'amount_whole_fen',
            message = 'an amount has at most two places';
    elsif v_known.closed is not null then
        perform ledger.refuse('account_open', v_known.ids[v_known.closed], 0);
    elsif v_known.short is not null then
        perform ledger.refuse(
            'balance_floor', v_known.ids[v_known.short], p_amounts[v_known.short]);
    end if;
    return v_known.ids;
end $$;

create function ledger.refuse(p_constraint text, p_account bigint, p_amount numeric) returns void
language plpgsql as $$
declare
    v_account record;
begin
    select a.code, a.grant_id, a.source, a.category, b.normal * b.posted - b.floor as available,
           -b.normal * p_amount as wanted
      into v_account
      from ledger.account a join ledger.balance b on b.account_id = a.id where a.id = p_account;
    raise exception using
        errcode = case p_constraint when 'balance_floor' then '23514' else '55000' end,
        constraint = p_constraint,
        message = format('account %s refuses the posting: %s', p_account, p_constraint),
        detail = json_build_object('code', v_account.code, 'grant', v_account.grant_id,
            'source', v_account.source, 'category', v_account.category,
            'available', v_account.available::text, 'wanted', v_account.wanted::text);
end $$;

-- What an entry says, in one digest: its texts as a JSON array, its lines by the names of their
-- accounts, so that neither can be changed later without being seen.
create function ledger.request_hash(
    p_texts text[], p_codes text[], p_grants text[], p_sources text[], p_categories text[],
    p_amounts numeric[])
returns bytea language sql stable as $$
    select sha256(convert_to(to_jsonb(p_texts || string_agg(
               concat_ws('|', x.code, x.grant_id, x.source, x.category,
                         x.amount::numeric(16, 2)::text), ',' order by x.place))::text, 'UTF8'))
      from unnest(p_codes, p_grants, p_sources, p_categories, p_amounts)
           with ordinality as x (code, grant_id, source, category, amount, place)
$$;

-- Posts one entry and returns it; the same key with the same content returns the first one.
-- The head is locked first: one writer per book, hence no gap, no fork of the chain and no
-- deadlock inside a book. Every amount is a line on an account of its own: the caller nets them.
create function ledger.post(
    p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text,
    p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text,
    p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[])
returns ledger.posted
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- index look-ups whatever the statistics say: the cost of a posting must not grow with the book
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
    v_head ledger.book_head;
    v_seen ledger.entry;
    v_request bytea;
    v_accounts bigint[];
    v_new ledger.posted;
begin
    select * into v_head from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;

    v_request := ledger.request_hash(array[
        p_book::text, p_kind, to_char(p_effective_on, 'YYYY-MM-DD'), p_actor, p_approver,
        p_event::text, p_memo, p_meta::text, p_reverses::text, p_word],
        p_codes, p_grants, p_sources, p_categories, p_amounts);
    select * into v_seen from ledger.entry e where e.book_id = p_book and e.key = p_key;
    if found then
        if v_seen.request_hash <> v_request then
            raise exception using errcode = '23505', constraint = 'entry_key',
                message = format('key %s was used with other content', p_key),
                detail = json_build_object('key', p_key);
        end if;
        v_new := (v_seen.id, p_book, v_seen.seq, v_seen.period, v_seen.word, v_seen.no,
                  v_seen.recorded_at, v_seen.hash, true);
        return v_new;
    end if;

    if exists (select from ledger.entry e where e.reverses = p_reverses) then
        raise exception using errcode = '23505', constraint = 'entry_reversed_once',
            message = format('entry %s has been reversed', p_reverses);
    end if;
    if p_effective_on <= v_head.closed_through then
        raise exception using errcode = '55000', constraint = 'period_open',
            message = format('the book is closed through %s', v_head.closed_through),
            detail = json_build_object('day', to_char(p_effective_on, 'YYYY-MM-DD'),
                'closed_through', to_char(v_head.closed_through, 'YYYY-MM-DD'));
    end if;
    v_accounts := ledger.accounts_for_posting(
        p_book, p_codes, p_grants, p_sources, p_categories, p_amounts);

    v_new := (null, p_book, v_head.last_seq + 1,
        extract(year from p_effective_on) * 100 + extract(month from p_effective_on), p_word, null,
        greatest(clock_timestamp(), v_head.last_at + interval '1 microsecond'), null, false);
    select coalesce(max(e.no), 0) + 1 into v_new.no from ledger.entry e
     where e.book_id = p_book and e.period = v_new.period and e.word = p_word;
    v_new.hash := sha256(v_head.last_hash || convert_to(to_jsonb(array[
        v_new.seq::text, (extract(epoch from v_new.recorded_at) * 1000000)::bigint::text, p_key,
        v_new.period::text, v_new.no::text])::text, 'UTF8') || v_request);

    with head as (
        update ledger.book_head h
           set last_seq = v_new.seq, last_hash = v_new.hash, last_at = v_new.recorded_at
         where h.book_id = p_book),
    entry as (
        insert into ledger.entry (tenant_id, book_id, seq, period, word, no, kind, key, event_id,
            effective_on, recorded_at, actor, approver, memo, meta, reverses, line_count,
            request_hash, prev_hash, hash)
        values (v_head.tenant_id, p_book, v_new.seq, v_new.period, p_word, v_new.no, p_kind, p_key,
            p_event, p_effective_on, v_new.recorded_at, p_actor, p_approver, p_memo, p_meta,
            p_reverses, cardinality(p_codes), v_request, v_head.last_hash, v_new.hash)
        returning id),
    moved as (
        update ledger.balance b set posted = b.posted + x.amount, version = b.version + 1
          from unnest(v_accounts, p_amounts) with ordinality as x (account_id, amount, place)
         where b.account_id = x.account_id
        returning x.place, b.account_id, b.layer, x.amount, b.posted, b.version),
    lines as (
        insert into ledger.line (entry_id, line_no, book_id, account_id, tenant_id, layer,
            effective_on, amount, balance_after, account_seq)
        select e.id, m.place, p_book, m.account_id, v_head.tenant_id, m.layer, p_effective_on,
               m.amount, m.posted, m.version
          from entry e, moved m)
    select e.id into v_new.entry_id from entry e;
    return v_new;
end $$;

-- Closes the book through a day: nothing is posted on or before it any more. Only ever later.
create function ledger.close_through(p_book bigint, p_day date) returns date
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_day date;
begin
    update ledger.book_head h set closed_through = greatest(h.closed_through, p_day)
     where h.book_id = p_book returning h.closed_through into v_day;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    return v_day;
end $$;

-- A closed account takes no posting until it is opened again (Art. 32: suspension).
create function ledger.set_account_open(p_account bigint, p_open boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from ledger.book_head h join ledger.balance b on b.book_id = h.book_id
      where b.account_id = p_account for update of h;
    update ledger.balance b set open = p_open where b.account_id = p_account;
end $$;

-- ── the chart, the same as ledger/accounts.py ──

insert into ledger.account_type
    (code, name, book_kind, layer, normal, has_grant, has_source, has_category, floor_zero)
values
    ('1002.S', '专户银行存款', 'employer', 'F', 1, false, false, false, true),
    ('1221.OWN', '应由单位自有资金补足', 'employer', 'F', 1, true, false, false, true),
    ('2401.F', '专项资金未用余额', 'employer', 'F', -1, true, true, false, true),
    ('2241.ADV', '应付单位垫付款', 'employer', 'F', -1, true, false, false, true),
    ('2241.RTN', '应退中心款', 'employer', 'F', -1, true, false, false, true),
    ('2241.OUT', '应划转新单位款', 'employer', 'F', -1, true, false, false, true),
    ('5301.X', '专项支出', 'employer', 'F', 1, true, true, true, true),
    ('5301.D', '不合规支出', 'employer', 'F', 1, true, true, false, true),
    ('6117.G', '专项资金转入收益', 'employer', 'F', -1, true, true, false, true),
    ('3999', '单位自有资金往来', 'employer', 'F', -1, false, false, false, false),
    ('9000', '预算控制', 'employer', 'B', 1, true, true, false, false),
    ('9001', '可用预算', 'employer', 'B', -1, true, true, true, true),
    ('9002', '已预留预算', 'employer', 'B', -1, true, true, true, true),
    ('9003', '已执行预算', 'employer', 'B', -1, true, true, true, true),
    ('1011', '用款额度', 'center', 'F', 1, false, false, false, true),
    ('4001', '财政拨款收入', 'center', 'F', -1, false, false, false, false),
    ('1218.T', '在途拨款', 'center', 'F', 1, true, false, false, true),
    ('1218.A', '拨出待核销', 'center', 'F', 1, true, false, false, true),
    ('1218.R', '应收追回款', 'center', 'F', 1, true, false, false, true),
    ('5001', '业务活动费用（已核销）', 'center', 'F', 1, true, false, false, true),
    ('1002', '银行存款', 'center', 'F', 1, false, false, false, true),
    ('2103', '应缴财政款', 'center', 'F', -1, false, false, false, true),
    ('9100', '指标控制', 'center', 'B', 1, false, false, false, false),
    ('9101', '可用指标', 'center', 'B', -1, false, false, false, true),
    ('9102', '已承诺指标（任务书）', 'center', 'B', -1, true, false, false, true),
    ('9103', '已拨付指标', 'center', 'B', -1, true, false, false, true);

-- ── who may call it ──

revoke all on all functions in schema ledger from public;
grant usage on schema ledger to zhuanhu_app;
grant select on all tables in schema ledger to zhuanhu_app;
grant execute on function
    ledger.open_book(text, uuid, text), ledger.lock_books(bigint[]),
    ledger.open_account(bigint, text, text, text, text),
    ledger.post(bigint, text, text, date, text, text, uuid, text, jsonb, bigint, text,
                text[], text[], text[], text[], numeric[]),
    ledger.close_through(bigint, date), ledger.set_account_open(bigint, boolean)
    to zhuanhu_app;
