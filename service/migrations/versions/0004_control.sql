-- The ledger grows up: sources kept through transfer and recall, advances, budget control by
-- degrees, months closed softly before they are closed for good, and books that can be halted.

-- the owner of the tables sees all rows for this one transaction
select set_config('zhuanhu.tenant', 'center', true);

-- ── the chart ──

do $$ begin
    -- these were in the chart before any event used them; a leaf once opened would keep its shape
    if exists (select from ledger.account where code in ('2241.RTN', '2241.OUT', '5301.D')) then
        raise exception 'accounts 2241.RTN, 2241.OUT or 5301.D are in use: this is not our journal';
    end if;
end $$;
update ledger.account_type set has_source = true where code in ('2241.RTN', '2241.OUT');
update ledger.account_type set has_category = true where code = '5301.D';
insert into ledger.account_type
    (code, name, book_kind, layer, normal, has_grant, has_source, has_category, floor_zero)
values
    ('1221.PRE', '预借款', 'employer', 'F', 1, true, true, true, true),
    ('2401.P', '专项资金预借占用', 'employer', 'F', -1, true, true, false, true),
    ('1218.B', '在途退回款', 'center', 'F', 1, true, false, false, true);

-- ── what is kept besides ──

-- soft: the month is being closed, a late entry says why; halted: the book failed its proof.
alter table ledger.book_head
    add column soft_closed_through date not null default '1999-12-31',
    add column halted_at timestamptz,
    add column halted_why text check (halted_why <> '');
update ledger.book_head set soft_closed_through = closed_through;
alter table ledger.book_head
    add constraint head_halted check ((halted_at is null) = (halted_why is null)),
    add constraint head_soft_first check (soft_closed_through >= closed_through);

-- How far a spending direction of a grant may be overdrawn before it is refused (提示控制).
-- A grant without a row is controlled to the fen (刚性控制).
create table ledger.budget_control (
    book_id bigint not null,
    tenant_id uuid,
    grant_id text not null check (grant_id <> ''),
    tolerance numeric(16, 2) not null check (tolerance > 0 and tolerance <> 'NaN'),
    set_by text not null check (length(set_by) between 1 and 100),
    set_at timestamptz not null default clock_timestamp(),
    primary key (book_id, grant_id),
    constraint control_tenant foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);
create trigger append_only before update or delete on ledger.budget_control
    for each row execute function ledger.deny();
create trigger no_truncate before truncate on ledger.budget_control execute function ledger.deny();
alter table ledger.budget_control enable row level security;
alter table ledger.budget_control force row level security;
create policy everyone on ledger.budget_control using (true) with check (true);
create policy tenant on ledger.budget_control as restrictive
    using (tenant_id = (select public.zhuanhu_tenant()) or (select public.zhuanhu_is_center()))
    with check (tenant_id = (select public.zhuanhu_tenant()) or (select public.zhuanhu_is_center()));
grant select on ledger.budget_control to zhuanhu_app;

-- ── the ways in ──

-- Sets the tolerance of a grant's directions, once, before its budget is opened.
create function ledger.set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from ledger.book_head h where h.book_id = p_book for update;
    if exists (select from ledger.account a
                where a.book_id = p_book and a.grant_id = p_grant and a.code = '9001') then
        raise exception using errcode = '55000', constraint = 'control_before_budget',
            message = format('the budget of grant %s is open already', p_grant),
            detail = json_build_object('grant', p_grant);
    end if;
    insert into ledger.budget_control (book_id, tenant_id, grant_id, tolerance, set_by)
        select b.id, b.tenant_id, p_grant, p_tolerance, p_actor from ledger.book b where b.id = p_book;
end $$;

create or replace function ledger.open_account(
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
                case when v_type.floor_zero then ledger.floor_of(p_book, p_code, p_grant) end);
    return v_id;
end $$;

-- The floor an account of this name gets: nought, or the tolerance of its grant below it.
create function ledger.floor_of(p_book bigint, p_code text, p_grant text) returns numeric
language sql stable as $$
    select coalesce((select -c.tolerance from ledger.budget_control c
                      where c.book_id = p_book and c.grant_id = p_grant and p_code = '9001'), 0.00)
$$;

create or replace function ledger.post(
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

    if v_head.halted_at is not null then
        raise exception using errcode = '55000', constraint = 'book_in_order',
            message = format('book %s is halted', p_book),
            detail = json_build_object('since', v_head.halted_at::text);
    end if;
    if exists (select from ledger.entry e where e.reverses = p_reverses) then
        raise exception using errcode = '23505', constraint = 'entry_reversed_once',
            message = format('entry %s has been reversed', p_reverses);
    end if;
    if p_effective_on <= v_head.soft_closed_through and (
        p_effective_on <= v_head.closed_through or not p_meta ? 'late_reason') then
        perform ledger.refuse_day(p_effective_on, v_head);
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

create function ledger.refuse_day(p_day date, p_head ledger.book_head) returns void
language plpgsql as $$
begin
    raise exception using errcode = '55000',
        constraint = case when p_day <= p_head.closed_through then 'period_open'
                          else 'period_not_closing' end,
        message = format('the book is closed through %s', p_head.soft_closed_through),
        detail = json_build_object('day', to_char(p_day, 'YYYY-MM-DD'),
            'closed_through', to_char(case when p_day <= p_head.closed_through
                then p_head.closed_through else p_head.soft_closed_through end, 'YYYY-MM-DD'));
end $$;

-- Closes the book through a day: nothing is posted on or before it any more. Only ever later.
create or replace function ledger.close_through(p_book bigint, p_day date) returns date
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_day date;
begin
    update ledger.book_head h set closed_through = greatest(h.closed_through, p_day),
           soft_closed_through = greatest(h.soft_closed_through, p_day)
     where h.book_id = p_book returning h.closed_through into v_day;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    return v_day;
end $$;

-- Closes the book softly through a day, or opens it again down to what is closed for good.
create function ledger.soft_close_through(p_book bigint, p_day date) returns date
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_day date;
begin
    update ledger.book_head h set soft_closed_through = greatest(h.closed_through, p_day)
     where h.book_id = p_book returning h.soft_closed_through into v_day;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    return v_day;
end $$;

-- Halts a book that failed its proof; the others go on. Null for the reason lets it go on again.
create function ledger.halt(p_book bigint, p_why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ledger.book_head h
       set halted_why = p_why,
           halted_at = case when p_why is null then null
                            else coalesce(h.halted_at, clock_timestamp()) end
     where h.book_id = p_book;
end $$;

-- Shuts every account of a grant in a book for good; refused while anything stands on one of them.
create function ledger.close_grant(p_book bigint, p_grant text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_left record;
begin
    perform from ledger.book_head h where h.book_id = p_book for update;
    select a.code, a.grant_id, a.source, a.category, b.normal * b.posted as amount into v_left
      from ledger.account a join ledger.balance b on b.account_id = a.id
     where a.book_id = p_book and a.grant_id = p_grant and p_grant <> '' and b.posted <> 0
     order by a.code limit 1;
    if found then
        raise exception using errcode = '55000', constraint = 'account_drained',
            message = format('account %s of grant %s is not empty', v_left.code, p_grant),
            detail = json_build_object('code', v_left.code, 'grant', v_left.grant_id,
                'source', v_left.source, 'category', v_left.category,
                'available', v_left.amount::text);
    end if;
    update ledger.balance b set open = false
      from ledger.account a
     where a.id = b.account_id and a.book_id = p_book and a.grant_id = p_grant and p_grant <> '';
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function
    ledger.set_tolerance(bigint, text, numeric, text), ledger.soft_close_through(bigint, date),
    ledger.halt(bigint, text), ledger.close_grant(bigint, text)
    to zhuanhu_app;
