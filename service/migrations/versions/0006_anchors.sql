-- The books prove themselves, and are held to what was said about them outside the database:
-- what the database can derive anew (functions), what was found (proof), what was sworn (anchor).

-- the owner of the tables sees all rows for this one transaction
select set_config('zhuanhu.tenant', 'center', true);

-- ── what the database derives anew ──

-- Something that cannot be; `name` is explained, and put into words, in ledger/fault.py.
create type ledger.fault as (name text, seq bigint, detail jsonb);

-- What is wrong with the entries of a book after one number of its chain, through another: the
-- one is believed. Asks with the rights of whoever calls it, changes nothing, needs no lock.
create function ledger.faults_between(p_book bigint, p_after bigint, p_through bigint)
returns setof ledger.fault
language plpgsql stable parallel safe cost 1000000 rows 100 as $$
declare
    v_tenant uuid;
    v_before record;
    v_ids record;  -- between them lie the entries' lines, and others'
begin
    select b.tenant_id into v_tenant from ledger.book b where b.id = p_book;
    select min(e.id) as first, max(e.id) as last into v_ids from ledger.entry e
     where e.book_id = p_book and e.seq > p_after and e.seq <= p_through;
    select e.seq, e.hash, e.recorded_at into v_before from ledger.entry e
     where e.book_id = p_book and e.seq <= p_after order by e.seq desc limit 1;
    if not found then
        select 0::bigint as seq, sha256(convert_to('zhuanhu book ' || p_book, 'UTF8')) as hash,
               timestamptz '1970-01-01Z' as recorded_at into v_before;
    end if;

    return query
    with account as materialized (
        select a.id, t.layer, concat_ws('|', a.code, a.grant_id, a.source, a.category, '') as name
          from ledger.account a left join ledger.account_type t on t.code = a.code
         where a.book_id = p_book),
    moved as (
        select e.id, l.line_no, l.amount, coalesce(a.layer, l.layer) as layer,
               coalesce(a.name, '?||||') || l.amount as said,
               l.book_id <> p_book or l.tenant_id is distinct from v_tenant
                   or l.effective_on <> e.effective_on or l.layer <> a.layer as mixed,
               case when lag(l.account_seq) over earlier is not null
                    then l.account_seq <> lag(l.account_seq) over earlier + 1
                         or l.balance_after <> lag(l.balance_after) over earlier + l.amount
                    when l.account_seq = 1 then l.balance_after <> l.amount
                    else l.balance_after - l.amount is distinct from (
                        select o.balance_after from ledger.line o
                         where o.account_id = l.account_id and o.account_seq = l.account_seq - 1
                           and (select oe.book_id = p_book and oe.seq <= p_after
                                  from ledger.entry oe where oe.id = o.entry_id))
               end as adrift,
               coalesce(lag(l.balance_after) over earlier, 0.00) + l.amount as expected
          from ledger.entry e
          join ledger.line l
            on l.entry_id = e.id and l.entry_id between v_ids.first and v_ids.last
          left join account a on a.id = l.account_id
         where e.book_id = p_book and e.seq > p_after and e.seq <= p_through
        window earlier as (partition by l.account_id order by e.seq, l.line_no)),
    whole as (
        select m.id, string_agg(m.said, ',' order by m.line_no) as said,
               count(*) as lines, min(m.line_no) as first, max(m.line_no) as last,
               coalesce(sum(m.amount) filter (where m.layer = 'F'), 0.00) as financial,
               coalesce(sum(m.amount) filter (where m.layer <> 'F'), 0.00) as budget,
               jsonb_agg(m.line_no) filter (where m.mixed) as mixed,
               jsonb_agg(jsonb_build_object('number', m.line_no::text, 'expected', m.expected::text))
                   filter (where m.adrift) as adrift
          from moved m group by m.id),
    -- narrow rows before anything is sorted again
    digested as materialized (
        select e.seq, e.period, e.word, e.no, e.recorded_at, e.prev_hash, e.hash, e.line_count,
               coalesce(w.lines, 0) as lines, w.financial, w.budget, w.mixed, w.adrift,
               e.request_hash <> sha256(convert_to(to_jsonb(array[
                   e.book_id::text, e.kind, e.effective_on::text, e.actor, e.approver,
                   e.event_id::text, e.memo, e.meta::text, e.reverses::text, e.word,
                   coalesce(w.said, '')])::text, 'UTF8')) as altered,
               e.hash <> sha256(e.prev_hash || convert_to(to_jsonb(array[
                   e.seq::text, replace(extract(epoch from e.recorded_at)::text, '.', ''), e.key,
                   e.period::text, e.no::text])::text, 'UTF8') || e.request_hash) as forged,
               e.period::text <> replace(left(e.effective_on::text, 7), '-', '') as misdated,
               e.tenant_id is distinct from v_tenant as elsewhere,
               coalesce(w.lines <> e.line_count or w.first <> 1 or w.last <> e.line_count, true)
                   as incomplete
          from ledger.entry e left join whole w on w.id = e.id
         where e.book_id = p_book and e.seq > p_after and e.seq <= p_through),
    seen as (
        select d.*, coalesce(lag(d.seq) over chain, v_before.seq) + 1 as due,
               coalesce(lag(d.no) over series, (
                   select o.no from ledger.entry o
                    where o.book_id = p_book and o.period = d.period and o.word = d.word
                      and o.seq <= p_after
                    order by o.no desc limit 1), 0) + 1 as due_no,
               d.prev_hash <> coalesce(lag(d.hash) over chain, v_before.hash)
                   or d.recorded_at <= coalesce(lag(d.recorded_at) over chain, v_before.recorded_at)
                   as unlinked
          from digested d
        window chain as (order by d.seq), series as (partition by d.period, d.word order by d.seq))
    select f.name, s.seq, f.detail
      from seen s
      cross join lateral (
          select 'gap' as name, jsonb_build_object('expected', s.due::text) as detail
           where s.seq <> s.due
          union all select 'unlinked', '{}' where s.unlinked
          union all select 'altered', '{}' where s.altered
          union all select 'forged', '{}' where s.forged
          union all select 'number', jsonb_build_object(
                        'word', s.word, 'no', s.no::text, 'expected', s.due_no::text)
           where s.no <> s.due_no
          union all select 'misdated', jsonb_build_object('period', s.period::text) where s.misdated
          union all select 'entry_tenant', '{}' where s.elsewhere
          union all select 'incomplete', jsonb_build_object(
                        'expected', s.line_count::text, 'found', s.lines::text)
           where s.incomplete
          union all select 'unbalanced', jsonb_build_object('total', s.financial::text)
           where s.financial <> 0
          union all select 'unbalanced', jsonb_build_object('total', s.budget::text)
           where s.budget <> 0
          union all select 'mixed', jsonb_build_object('number', x.value)
                      from jsonb_array_elements_text(s.mixed) x
          union all select 'adrift', x.value from jsonb_array_elements(s.adrift) x) f
     where s.seq <> s.due or s.unlinked or s.altered or s.forged or s.no <> s.due_no or s.misdated
        or s.elsewhere or s.incomplete or s.financial <> 0 or s.budget <> 0
        or s.mixed is not null or s.adrift is not null;
end $$;

-- What is wrong with what stands beside the entries of a book: its head, its accounts, what the
-- balances say. `p_sound`: no entry is at fault, so that an account's last line is its balance.
create function ledger.faults_beside(p_book bigint, p_after bigint, p_sound boolean)
returns setof ledger.fault
language plpgsql stable as $$
declare
    v_book ledger.book;
    v_last record;
    v_strays bigint := 0;
begin
    select * into v_book from ledger.book b where b.id = p_book;
    select e.seq, e.hash into v_last from ledger.entry e
     where e.book_id = p_book order by e.seq desc limit 1;
    if not exists (
        select from ledger.book_head h
         where h.book_id = p_book and h.tenant_id is not distinct from v_book.tenant_id
           and h.last_seq = coalesce(v_last.seq, 0)
           and h.last_hash = coalesce(
               v_last.hash, sha256(convert_to('zhuanhu book ' || p_book, 'UTF8')))) then
        return query select 'head', null::bigint, '{}'::jsonb;
    end if;

    return query
    select 'unmirrored', r.seq, jsonb_build_object('original', coalesce(o.seq::text, '?'))
      from ledger.entry r
      left join ledger.entry o on o.id = r.reverses and o.book_id = p_book
     where r.book_id = p_book and r.seq > p_after and r.reverses is not null
       and (o.id is null or exists (
           select from ledger.line l where l.entry_id in (r.id, o.id)
            group by l.account_id having sum(l.amount) <> 0));

    if p_after = 0 then
        select (select count(*) from ledger.line l join ledger.account a on a.id = l.account_id
                 where a.book_id = p_book)
               - case when p_sound
                      then (select coalesce(sum(e.line_count), 0) from ledger.entry e
                             where e.book_id = p_book)
                      else (select count(*) from ledger.entry e
                              join ledger.line l on l.entry_id = e.id
                              join ledger.account a on a.id = l.account_id and a.book_id = p_book
                             where e.book_id = p_book) end
          into v_strays;
        if v_strays <> 0 then
            return query select 'stray', null::bigint,
                                jsonb_build_object('count', v_strays::text);
        end if;
    end if;

    return query
    with standing as materialized (
        select a.id, a.tenant_id, a.code, a.grant_id, a.layer, a.normal,
               b.tenant_id as balance_tenant, b.layer as balance_layer, b.normal as balance_normal,
               b.floor, b.posted, b.version, t.layer as own_layer, t.normal as own_normal,
               t.floor_zero, coalesce(t.book_kind = v_book.kind, false)
                   and t.has_grant = (a.grant_id <> '') and t.has_source = (a.source <> '')
                   and t.has_category = (a.category <> '') as in_chart,
               case when a.code = '9001' then coalesce(c.tolerance, 0) else 0 end as tolerance,
               coalesce(m.posted, 0.00) as due, coalesce(m.version, 0) as due_version
          from ledger.account a
          left join ledger.balance b on b.account_id = a.id
          left join ledger.account_type t on t.code = a.code
          left join ledger.budget_control c
                 on c.book_id = a.book_id and c.grant_id = a.grant_id
          left join lateral (
              -- the shorter way, open where every line follows from the one before
              select l.balance_after as posted, l.account_seq as version from ledger.line l
               where p_sound and v_strays = 0 and l.account_id = a.id
               order by l.account_seq desc limit 1) m0 on true
          left join lateral (
              select m0.posted, m0.version where p_sound and v_strays = 0
              union all
              select sum(l.amount), count(*) from ledger.line l
                join ledger.entry e on e.id = l.entry_id and e.book_id = p_book
               where not (p_sound and v_strays = 0) and l.account_id = a.id
              having not (p_sound and v_strays = 0)) m on true
         where a.book_id = p_book)
    select f.name, null::bigint, f.detail
      from standing s
      cross join lateral (
          select 'account_tenant' as name, jsonb_build_object('code', s.code) as detail
           where s.tenant_id is distinct from v_book.tenant_id
              or s.balance_tenant is distinct from v_book.tenant_id
          union all
          select 'account', jsonb_build_object('code', s.code, 'grant', s.grant_id)
           where not s.in_chart
              or (s.layer, s.normal) is distinct from (s.own_layer, s.own_normal)
              or (s.balance_layer, s.balance_normal) is distinct from (s.own_layer, s.own_normal)
          union all
          select 'cached', jsonb_build_object('code', s.code, 'grant', s.grant_id,
                     'found', coalesce(s.posted::text, '?'), 'expected', s.due::text)
           where (s.posted, s.version) is distinct from (s.due, s.due_version)
          union all
          select 'floor', jsonb_build_object('code', s.code, 'grant', s.grant_id,
                     'found', (coalesce(s.own_normal, 0) * s.due)::text)
           where s.floor is distinct from case when s.floor_zero then -s.tolerance end
              or (s.floor_zero and s.own_normal * s.due < -s.tolerance)) f;
end $$;

-- Everything that is wrong with one book from a number of its chain on, at most so much; nothing
-- in sound books. Stretches are derived side by side where the server has processes to spare.
create function ledger.faults(p_book bigint, p_after bigint default 0, p_most integer default 1000)
returns setof ledger.fault
language plpgsql stable
set max_parallel_workers_per_gather = 4 set parallel_setup_cost = 0 set parallel_tuple_cost = 0
set work_mem = '64MB' set plan_cache_mode = force_custom_plan set enable_mergejoin = off
set datestyle = 'ISO, YMD'
as $$
declare
    v_stretch constant bigint := 20000;
    v_from bigint := p_after;
    v_end bigint;
    v_found integer := 0;
    v_more integer;
begin
    select coalesce(max(e.seq), 0) into v_end from ledger.entry e where e.book_id = p_book;
    while v_from < v_end and v_found < p_most loop
        return query execute (
            select string_agg(format('select * from ledger.faults_between(%s, %s, %s)',
                                     p_book, s, s + v_stretch), ' union all ')
                   || format(' order by seq limit %s', p_most - v_found)
              from generate_series(v_from, least(v_from + 23 * v_stretch, v_end - 1), v_stretch) s);
        get diagnostics v_more = row_count;
        v_found := v_found + v_more;
        v_from := v_from + 24 * v_stretch;
    end loop;
    return query select * from ledger.faults_beside(p_book, p_after, v_found = 0)
                  limit p_most - v_found;
end $$;

-- ── what was found ──

-- One row for each time a book was proved: how far its chain went, what was found.
create table ledger.proof (
    id bigint generated always as identity primary key,
    book_id bigint not null,
    tenant_id uuid,
    proved_at timestamptz not null default clock_timestamp(),
    since bigint not null check (since >= 0),
    last_seq bigint not null,
    last_hash bytea not null,
    faults integer not null check (faults >= 0),
    first text check ((first is null) = (faults = 0) and length(first) <= 500),
    constraint proof_tenant foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);
create index proof_newest on ledger.proof (book_id, id);

-- ── what was sworn ──

-- The ends of all chains at one moment, signed with a key that the database does not know; `said`
-- is the line of the file, which names the one before by its digest. The Center's alone.
create table ledger.anchor (
    number bigint primary key check (number >= 1),
    tenant_id uuid check (tenant_id is null),
    made_at timestamptz not null default clock_timestamp(),
    root bytea not null check (length(root) = 32),
    said text not null check (said <> ''),
    hash bytea not null check (hash = sha256(convert_to(said, 'UTF8')))
);

do $$
declare
    t text;
begin
    foreach t in array array['proof', 'anchor']
    loop
        execute format('create trigger append_only before update or delete on ledger.%I
            for each row execute function ledger.deny()', t);
        execute format('create trigger no_truncate before truncate on ledger.%I
            execute function ledger.deny()', t);
        execute format('alter table ledger.%I enable row level security', t);
        execute format('alter table ledger.%I force row level security', t);
        execute format('create policy everyone on ledger.%I using (true) with check (true)', t);
        execute format('create policy tenant on ledger.%I as restrictive
            using (tenant_id = (select public.zhuanhu_tenant()) or (select public.zhuanhu_is_center()))
            with check (tenant_id = (select public.zhuanhu_tenant()) or (select public.zhuanhu_is_center()))', t);
        execute format('grant select on ledger.%I to zhuanhu_app', t);
    end loop;
end $$;

-- ── the ways in ──

-- Keeps what a proof of a book found at an end of its chain.
create function ledger.record_proof(
    p_book bigint, p_since bigint, p_seq bigint, p_hash bytea, p_faults integer, p_first text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform ledger.take_head(p_book);
    perform ledger.refuse_employer();
    insert into ledger.proof (book_id, tenant_id, since, last_seq, last_hash, faults, first)
        select b.id, b.tenant_id, p_since, p_seq, p_hash, p_faults, left(p_first, 500)
          from ledger.book b where b.id = p_book;
end $$;

-- Adds an anchor behind the newest one, which it must name.
create function ledger.add_anchor(p_number bigint, p_root bytea, p_previous bytea, p_said text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_newest ledger.anchor;
begin
    perform pg_advisory_xact_lock(hashtext('zhuanhu anchor'));
    select * into v_newest from ledger.anchor a order by a.number desc limit 1;
    if p_number is distinct from coalesce(v_newest.number, 0) + 1
       or p_previous is distinct from v_newest.hash then
        raise exception using errcode = '55000', constraint = 'anchor_chained',
            message = format('anchor %s does not follow anchor %s', p_number, v_newest.number);
    end if;
    insert into ledger.anchor (number, root, said, hash)
        values (p_number, p_root, p_said, sha256(convert_to(p_said, 'UTF8')));
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function
    ledger.faults(bigint, bigint, integer), ledger.faults_between(bigint, bigint, bigint),
    ledger.faults_beside(bigint, bigint, boolean),
    ledger.record_proof(bigint, bigint, bigint, bytea, integer, text),
    ledger.add_anchor(bigint, bytea, bytea, text)
    to zhuanhu_app;
