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

-- ── the same promises, kept cheaper ──

-- PostgreSQL parses check constraints anew in every statement that writes the table, and those of
-- domains once per session. Here that was a fifteenth of what a posting cost.
create domain ledger.entry_word as text
    constraint entry_word_check check (value in ('记', '收', '付', '转'));
create domain ledger.entry_no as integer constraint entry_no_check check (value >= 1);
create domain ledger.entry_kind as text
    constraint entry_kind_check check (length(value) between 1 and 40);
create domain ledger.entry_key as text
    constraint entry_key_check check (length(value) between 1 and 200);
create domain ledger.entry_actor as text
    constraint entry_actor_check check (length(value) between 1 and 100);
create domain ledger.entry_approver as text
    constraint entry_approver_check check (length(value) between 1 and 100);
create domain ledger.entry_memo as text constraint entry_memo_check check (length(value) <= 500);
create domain ledger.entry_meta as jsonb constraint entry_meta_check
    check (jsonb_typeof(value) = 'object' and length(value::text) <= 8000
        and coalesce(not value ? 'late_reason' or value ->> 'late_reason' ~ '\S', value is null));
create domain ledger.entry_line_count as smallint
    constraint entry_line_count_check check (value between 2 and 1000);
create domain ledger.line_no as smallint constraint line_line_no_check check (value >= 1);
create domain ledger.line_amount as numeric(16, 2)
    constraint line_amount_check check (value <> 0 and value <> 'NaN');
alter table ledger.entry
    drop constraint entry_has_lines, drop constraint entry_word_check,
    drop constraint entry_no_check, drop constraint entry_kind_check,
    drop constraint entry_key_check, drop constraint entry_actor_check,
    drop constraint entry_approver_check, drop constraint entry_memo_check,
    drop constraint entry_meta_check, drop constraint entry_line_count_check,
    drop constraint entry_reversed_once,
    alter word type ledger.entry_word, alter no type ledger.entry_no,
    alter kind type ledger.entry_kind, alter key type ledger.entry_key,
    alter actor type ledger.entry_actor, alter approver type ledger.entry_approver,
    alter memo type ledger.entry_memo, alter meta type ledger.entry_meta,
    alter line_count type ledger.entry_line_count;
-- Few entries are reversals: the others need no place in the key that lets each be taken back once.
create unique index entry_reversed_once on ledger.entry (reverses) where reverses is not null;
-- The trigger below holds each line against its account and its entry, all lines of a statement
-- at once: two foreign keys would ask, and lock, per line. Nothing they refer to is ever removed.
alter table ledger.line
    drop constraint line_entry_id_fkey, drop constraint line_account,
    drop constraint line_line_no_check, drop constraint line_amount_check,
    alter line_no type ledger.line_no, alter amount type ledger.line_amount;
alter table ledger.entry add constraint entry_has_lines foreign key (id, line_count)
    references ledger.line (entry_id, line_no) deferrable initially deferred;

-- A balance without a floor compares with null, which a check lets pass.
alter table ledger.balance
    drop constraint balance_floor,
    add constraint balance_floor check (normal * posted >= floor);

-- After the update, not before it: a trigger before it locks each row once more. Those on columns
-- that no posting sets cost nothing.
drop trigger forwards_only on ledger.book_head;
create trigger never_changed after update of book_id, tenant_id on ledger.book_head
    for each row execute function ledger.deny();
create trigger chain_grows after update of last_seq, last_hash on ledger.book_head
    for each row when (new.last_seq <= old.last_seq) execute function ledger.deny();
create trigger stays_closed after update of closed_through on ledger.book_head
    for each row when (new.closed_through < old.closed_through) execute function ledger.deny();
drop trigger forwards_only on ledger.balance;
create trigger never_changed
    after update of account_id, tenant_id, book_id, layer, normal, floor on ledger.balance
    for each row execute function ledger.deny();
create trigger version_grows after update of posted, version on ledger.balance
    for each row when (new.version <= old.version) execute function ledger.deny();

-- The lines of an entry come in one statement, in the entry's own transaction, complete, of one
-- book, tenant and day, on accounts of that book, and zero in each layer; those of a reversal
-- mirror the original. Entries are found by primary key: no plan made for small tables grows slow.
create or replace function ledger.check_lines() returns trigger language plpgsql as $$
declare
    v_bad record;
begin
    select x.* into v_bad
      from (select s.entry_id, s.accounts < s.lines as homeless, e.id is null as loose, e.reverses,
                   e.book_id,
                   (s.total = 0 and s.financial = 0  -- both nought: the budget layer is, too
                    and s.lines = e.line_count and s.last = e.line_count
                    and e.xact = pg_current_xact_id() and e.book_id = s.book_id
                    and e.effective_on = s.effective_on and s.of_tenant
                    and e.tenant_id is not distinct from s.tenant_id) is true as whole
              from (select n.entry_id, n.book_id, n.tenant_id, n.effective_on,
                           count(*) as lines, max(n.line_no) as last, sum(n.amount) as total,
                           coalesce(sum(n.amount) filter (where n.layer = 'F'), 0) as financial,
                           count(a.id) as accounts,
                           bool_and(n.tenant_id is not distinct from a.tenant_id) as of_tenant
                      from new_lines n left join ledger.account a
                        on a.id = n.account_id and a.book_id = n.book_id and a.layer = n.layer
                     group by n.entry_id, n.book_id, n.tenant_id, n.effective_on) s
              left join ledger.entry e on e.id = s.entry_id) x
     where x.homeless or not x.whole
        or (x.reverses is not null and not ledger.mirrors(x.entry_id, x.reverses, x.book_id));
    if not found then
        return null;
    elsif v_bad.loose or v_bad.homeless then
        raise exception using errcode = '23503',
            constraint = case when v_bad.loose then 'line_entry_id_fkey' else 'line_account' end,
            message = format('a line of entry %s has no entry or no account', v_bad.entry_id);
    elsif not v_bad.whole then
        raise exception using errcode = '23514', constraint = 'entry_balanced',
            message = format('entry %s is unbalanced, incomplete, mixed or sealed', v_bad.entry_id);
    end if;
    raise exception using errcode = '23514', constraint = 'reversal_mirrors',
        message = format('entry %s does not mirror entry %s', v_bad.entry_id, v_bad.reverses);
end $$;

-- Bodies that are parsed when they are made are safe without a search path of their own, and so
-- can be put in the place of the call. Without sub-selects a policy is judged per row; a posting
-- touches a handful of rows in a dozen places, each of which would begin two queries.
create or replace function public.zhuanhu_tenant() returns uuid language sql stable parallel safe
    return nullif(nullif(current_setting('zhuanhu.tenant', true), ''), 'center')::uuid;
create or replace function public.zhuanhu_is_center() returns boolean
    language sql stable parallel safe
    return coalesce(current_setting('zhuanhu.tenant', true) = 'center', false);
do $$
declare
    t text;
begin
    foreach t in array array['book', 'book_head', 'account', 'balance', 'entry', 'line']
    loop
        execute format('alter policy tenant on ledger.%I
            using (public.zhuanhu_is_center() or tenant_id = public.zhuanhu_tenant())
            with check (public.zhuanhu_is_center() or tenant_id = public.zhuanhu_tenant())', t);
    end loop;
end $$;

-- ── the ways in ──

-- Takes the head of a book, as a posting does; there is no doing without it.
create function ledger.take_head(p_book bigint) returns void
language plpgsql as $$
begin
    perform from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
end $$;

-- What governs a book is the Center's to say: an employer's transaction cannot let its own book
-- go on after a fault, widen a budget, close a month for good or say that a proof held.
create function ledger.refuse_employer() returns void
language plpgsql as $$
begin
    if not public.zhuanhu_is_center() then
        raise exception using errcode = '42501', message = 'this is for the Center to do';
    end if;
end $$;

-- Sets the tolerance of a grant's directions, once, before its budget is opened.
create function ledger.set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ledger.take_head(p_book);
    perform ledger.refuse_employer();
    if exists (select from ledger.account a
                where a.book_id = p_book and a.grant_id = p_grant and a.code = '9001')
       or exists (select from ledger.budget_control c
                   where c.book_id = p_book and c.grant_id = p_grant) then
        raise exception using errcode = '55000', constraint = 'control_before_budget',
            message = format('the control of grant %s is settled', p_grant),
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

-- Posts one entry and returns it; the same key with the same content returns the first one.
-- The head is locked before anything is read: one writer per book, hence no gap, no fork of the chain and no
-- deadlock inside a book. Every amount is a line on an account of its own: the caller nets them.
--
-- Each statement costs more to begin than to run, so there are six and no more. What plpgsql can
-- work out by itself (the digests) it does without a query; whatever is refused, replayed or
-- opened for the first time is looked at in functions that are not called otherwise.
create or replace function ledger.post(
    p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text,
    p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text,
    p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[])
returns ledger.posted
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- index look-ups whatever the statistics say: the cost of a posting must not grow with the book
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
declare
    v_head record;
    v_amounts numeric(16, 2)[] := p_amounts;
    v_named text := '';
    v_request bytea;
    v_seen bigint;
    v_period integer :=
        extract(year from p_effective_on) * 100 + extract(month from p_effective_on);
    v_no integer;
    v_accounts bigint[];
    v_closed integer;
    v_short integer;
    v_at timestamptz;
    v_hash bytea;
    v_entry bigint;
begin
    -- What an entry says, in one digest: its texts as a JSON array, its lines by the names of
    -- their accounts, so that neither can be changed later without being seen. It is worked out
    -- before the lock, where nobody waits for it. An array may begin anywhere: ours begin at 1.
    if (array_lower(p_codes, 1), array_lower(p_grants, 1), array_lower(p_sources, 1),
        array_lower(p_categories, 1), array_lower(p_amounts, 1)) <> (1, 1, 1, 1, 1) then
        raise exception using errcode = '2202E', constraint = 'lines_from_one',
            message = 'the first line is the line 1';
    end if;
    for i in 1 .. cardinality(p_codes) loop
        v_named := v_named || case when i > 1 then ',' else '' end || concat_ws('|', p_codes[i],
            p_grants[i], p_sources[i], p_categories[i], v_amounts[i]::text);
    end loop;
    v_request := sha256(convert_to(to_jsonb(array[
        p_book::text, p_kind, to_char(p_effective_on, 'YYYY-MM-DD'), p_actor, p_approver,
        p_event::text, p_memo, p_meta::text, p_reverses::text, p_word, v_named])::text, 'UTF8'));

    select h.tenant_id, h.last_seq, h.last_hash, h.last_at, h.closed_through,
           h.soft_closed_through, h.halted_at
      into v_head from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;

    select (select e.id from ledger.entry e where e.book_id = p_book and e.key = p_key),
           (select e.no from ledger.entry e
             where e.book_id = p_book and e.period = v_period and e.word = p_word
             order by e.no desc limit 1)
      into v_seen, v_no;
    if v_seen is not null then
        return ledger.replayed(v_seen, v_request);
    end if;
    if v_head.halted_at is not null then
        raise exception using errcode = '55000', constraint = 'book_in_order',
            message = format('book %s is halted', p_book),
            detail = json_build_object('since', v_head.halted_at::text);
    end if;
    if p_reverses is not null then
        perform ledger.refuse_second_reversal(p_reverses);
    end if;
    if p_effective_on <= v_head.soft_closed_through then
        perform ledger.refuse_day(p_effective_on, v_head.closed_through,
            v_head.soft_closed_through, p_meta ? 'late_reason');
    end if;
    if v_amounts <> p_amounts then
        raise exception using errcode = '22003', constraint = 'amount_whole_fen',
            message = 'an amount has at most two places';
    end if;

    -- The accounts in the order of the lines, opened where the chart allows it; a subscript reads
    -- its array in place, where unnest would make a table of each of the five. "offset 0" has each
    -- line looked up by its names: the planner expects a thousand lines and, without it, would
    -- read all accounts of the book instead.
    for attempt in 1 .. 2 loop
        select array_agg(a.id order by i), min(i) filter (where not a.open),
               min(i) filter (where a.normal * (a.posted + v_amounts[i]) < a.floor)
          into v_accounts, v_closed, v_short
          from generate_subscripts(p_codes, 1) i
         cross join lateral (
               select a.id, b.open, b.normal, b.posted, b.floor
                 from ledger.account a join ledger.balance b on b.account_id = a.id
                where a.book_id = p_book and a.code = p_codes[i] and a.grant_id = p_grants[i]
                  and a.source = p_sources[i] and a.category = p_categories[i] offset 0) a;
        exit when cardinality(v_accounts) = cardinality(p_codes);
        perform ledger.open_account(p_book, p_codes[i], p_grants[i], p_sources[i], p_categories[i])
           from generate_subscripts(p_codes, 1) i;
    end loop;
    if v_closed is not null then
        perform ledger.refuse('account_open', v_accounts[v_closed], 0);
    elsif v_short is not null then
        -- the check on `balance` would refuse it without words
        perform ledger.refuse('balance_floor', v_accounts[v_short], v_amounts[v_short]);
    end if;

    v_no := coalesce(v_no, 0) + 1;
    v_at := greatest(clock_timestamp(), v_head.last_at + interval '1 microsecond');
    v_hash := sha256(v_head.last_hash || convert_to(to_jsonb(array[
        (v_head.last_seq + 1)::text, (extract(epoch from v_at) * 1000000)::bigint::text, p_key,
        v_period::text, v_no::text])::text, 'UTF8') || v_request);

    update ledger.book_head h
       set last_seq = h.last_seq + 1, last_hash = v_hash, last_at = v_at
     where h.book_id = p_book;
    insert into ledger.entry (tenant_id, book_id, seq, period, word, no, kind, key, event_id,
            effective_on, recorded_at, actor, approver, memo, meta, reverses, line_count,
            request_hash, prev_hash, hash)
        values (v_head.tenant_id, p_book, v_head.last_seq + 1, v_period, p_word, v_no, p_kind,
            p_key, p_event, p_effective_on, v_at, p_actor, p_approver, p_memo, p_meta, p_reverses,
            cardinality(p_codes), v_request, v_head.last_hash, v_hash)
        returning id into v_entry;
    with moved as (
        update ledger.balance b set posted = b.posted + v_amounts[i], version = b.version + 1
          from generate_subscripts(v_accounts, 1) i
         where b.account_id = v_accounts[i]
        returning i, b.account_id, b.layer, b.posted, b.version)
    insert into ledger.line (entry_id, line_no, book_id, account_id, tenant_id, layer,
            effective_on, amount, balance_after, account_seq)
        select v_entry, m.i, p_book, m.account_id, v_head.tenant_id, m.layer, p_effective_on,
               v_amounts[m.i], m.posted, m.version
          from moved m;
    return (v_entry, p_book, v_head.last_seq + 1, v_period, p_word, v_no, v_at, v_hash,
            false)::ledger.posted;
end $$;

-- Posts several entries in the order given, all or none, in one call; the lines of all of them
-- come one after the other, `p_line_counts` says how many belong to each. Books are locked in the
-- order of their ids, so that two calls over the same books wait for each other.
create function ledger.post_many(
    p_books bigint[], p_keys text[], p_kinds text[], p_days date[], p_actors text[],
    p_approvers text[], p_events uuid[], p_memos text[], p_metas jsonb[], p_reverses bigint[],
    p_words text[], p_line_counts integer[],
    p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[])
returns setof ledger.posted
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_from integer := 1;
    v_to integer;
begin
    perform ledger.lock_books(p_books);
    for i in 1 .. cardinality(p_books) loop
        v_to := v_from + p_line_counts[i] - 1;
        return next ledger.post(p_books[i], p_keys[i], p_kinds[i], p_days[i], p_actors[i],
            p_approvers[i], p_events[i], p_memos[i], p_metas[i], p_reverses[i], p_words[i],
            p_codes[v_from:v_to], p_grants[v_from:v_to], p_sources[v_from:v_to],
            p_categories[v_from:v_to], p_amounts[v_from:v_to]);
        v_from := v_to + 1;
    end loop;
end $$;

-- The receipt of an entry that was posted before, if this is what it says.
create function ledger.replayed(p_entry bigint, p_request bytea) returns ledger.posted
language plpgsql as $$
declare
    v_seen ledger.entry;
begin
    select * into v_seen from ledger.entry e where e.id = p_entry;
    if v_seen.request_hash <> p_request then
        raise exception using errcode = '23505', constraint = 'entry_key',
            message = format('key %s was used with other content', v_seen.key),
            detail = json_build_object('key', v_seen.key);
    end if;
    return (v_seen.id, v_seen.book_id, v_seen.seq, v_seen.period, v_seen.word, v_seen.no,
            v_seen.recorded_at, v_seen.hash, true)::ledger.posted;
end $$;

create function ledger.refuse_second_reversal(p_entry bigint) returns void
language plpgsql as $$
begin
    if exists (select from ledger.entry e where e.reverses = p_entry) then
        raise exception using errcode = '23505', constraint = 'entry_reversed_once',
            message = format('entry %s has been reversed', p_entry);
    end if;
end $$;

-- Refuses a day on or before the soft close, unless it is open still and there is a reason.
create function ledger.refuse_day(p_day date, p_closed date, p_soft date, p_has_reason boolean)
returns void
language plpgsql as $$
begin
    if p_day > p_closed and p_has_reason then
        return;
    end if;
    raise exception using errcode = '55000',
        constraint = case when p_day <= p_closed then 'period_open' else 'period_not_closing' end,
        message = format('the book is closed through %s', p_soft),
        detail = json_build_object('day', to_char(p_day, 'YYYY-MM-DD'), 'closed_through',
            to_char(case when p_day <= p_closed then p_closed else p_soft end, 'YYYY-MM-DD'));
end $$;

drop function ledger.accounts_for_posting(bigint, text[], text[], text[], text[], numeric[]);
drop function ledger.request_hash(text[], text[], text[], text[], text[], numeric[]);

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
    perform ledger.take_head(p_book);
    perform ledger.refuse_employer();
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
    perform ledger.take_head(p_book);
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
    ledger.post_many(bigint[], text[], text[], date[], text[], text[], uuid[], text[], jsonb[],
                     bigint[], text[], integer[], text[], text[], text[], text[], numeric[]),
    ledger.set_tolerance(bigint, text, numeric, text), ledger.soft_close_through(bigint, date),
    ledger.halt(bigint, text), ledger.close_grant(bigint, text)
    to zhuanhu_app;
