-- Months are closed in order and for good. A closed month keeps what stood on every account it
-- moved, so that no later question about a day has to add up the years before.
--
-- Nothing is posted into a closed month, hence a snapshot never changes: it is Σ of the lines
-- effective until the end of its month, and `zhuanhu proof` adds them up again.

-- The month (yyyymm) follows the one closed before; the first of a book follows none. `last_seq`
-- and `last_hash` say which state of the chain was closed, `checks` what was looked at before.
create table ledger.period_close (
    book_id bigint not null,
    tenant_id uuid,
    month integer not null,
    preceding integer,
    through date not null,
    closed_at timestamptz not null default clock_timestamp(),
    closed_by text not null check (length(closed_by) between 1 and 100),
    last_seq bigint not null,
    last_hash bytea not null,
    checks jsonb not null,
    primary key (book_id, month),
    constraint close_whole_month check (
        month = extract(year from through) * 100 + extract(month from through)
        and extract(day from through + 1) = 1),
    constraint close_follows check (
        preceding = case when month % 100 = 1 then month - 89 else month - 1 end),
    constraint close_chained foreign key (book_id, preceding)
        references ledger.period_close (book_id, month),
    constraint close_follows_once unique nulls not distinct (book_id, preceding),
    constraint close_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id),
    constraint close_entry foreign key (book_id, last_seq) references ledger.entry (book_id, seq),
    constraint close_checked check (
        jsonb_typeof(checks) = 'array' and not checks @? '$[*] ? (@.outcome == "failed")')
);

-- What stood on an account at the end of a closed month that moved it, and all its debits so far;
-- an account at rest has no row: the newest one before still holds.
create table ledger.balance_snapshot (
    account_id bigint not null,
    month integer not null,
    book_id bigint not null,
    tenant_id uuid,
    layer text not null,
    posted numeric(16, 2) not null,
    debits numeric(16, 2) not null check (debits >= 0 and debits >= posted),
    primary key (account_id, month),
    constraint snapshot_close foreign key (book_id, month)
        references ledger.period_close (book_id, month),
    constraint snapshot_account foreign key (account_id, book_id, layer)
        references ledger.account (id, book_id, layer),
    constraint snapshot_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);

do $$
declare
    t text;
begin
    foreach t in array array['period_close', 'balance_snapshot']
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

-- Closes a month for good: the row that says so, a snapshot of every account it moved, and the
-- head, which takes no posting until the month's end any more. Whoever posts waits for the head,
-- so that no line slips in between. Closing the same month again returns the first row.
create function ledger.close_month(p_book bigint, p_month integer, p_actor text, p_checks jsonb)
returns ledger.period_close
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $$
declare
    v_head ledger.book_head;
    v_close ledger.period_close;
    v_before ledger.period_close;
    v_next integer;
begin
    select * into v_head from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    perform ledger.refuse_employer();
    select * into v_close from ledger.period_close c where c.book_id = p_book and c.month = p_month;
    if found then
        return v_close;
    end if;
    if v_head.halted_at is not null then
        raise exception using errcode = '55000', constraint = 'book_in_order',
            message = format('book %s is halted', p_book),
            detail = json_build_object('since', v_head.halted_at::text);
    end if;

    v_next := ledger.next_month(p_book);
    if p_month is distinct from v_next then
        raise exception using errcode = '55000', constraint = 'month_in_order',
            message = format('book %s closes %s next, not %s', p_book, v_next, p_month),
            detail = json_build_object('month', ledger.month_named(p_month), 'next', ledger.month_named(v_next));
    end if;
    select * into v_before from ledger.period_close c
     where c.book_id = p_book order by c.month desc limit 1;
    v_close := (p_book, v_head.tenant_id, p_month, v_before.month,
        (make_date(p_month / 100, p_month % 100, 1) + interval '1 month' - interval '1 day')::date,
        clock_timestamp(), p_actor, v_head.last_seq, v_head.last_hash, p_checks);
    if v_close.through >= (v_close.closed_at at time zone 'Asia/Shanghai')::date then
        raise exception using errcode = '55000', constraint = 'month_over',
            message = format('month %s is not over', p_month),
            detail = json_build_object('month', ledger.month_named(p_month));
    end if;

    insert into ledger.period_close select v_close.*;
    insert into ledger.balance_snapshot
            (account_id, month, book_id, tenant_id, layer, posted, debits)
        select a.id, p_month, p_book, v_head.tenant_id, a.layer,
               coalesce(s.posted, 0) + m.posted, coalesce(s.debits, 0) + m.debits
          from ledger.account a
          cross join lateral (
               select sum(l.amount) as posted,
                      coalesce(sum(l.amount) filter (where l.amount > 0), 0) as debits
                 from ledger.line l
                where l.account_id = a.id and l.effective_on <= v_close.through
                  and l.effective_on > coalesce(v_before.through, '-infinity')) m
          left join lateral (
               select b.posted, b.debits from ledger.balance_snapshot b
                where b.account_id = a.id and b.month < p_month
                order by b.month desc limit 1) s on true
         where a.book_id = p_book and m.posted is not null;
    update ledger.book_head h
       set closed_through = greatest(h.closed_through, v_close.through),
           soft_closed_through = greatest(h.soft_closed_through, v_close.through)
     where h.book_id = p_book;
    return v_close;
end $$;

-- The month a book closes next: the one after the last closed, or that of its earliest entry.
-- Null where nothing was ever posted.
create function ledger.next_month(p_book bigint) returns integer
language sql stable as $$
    select coalesce(
        (select case when c.month % 100 = 12 then c.month + 89 else c.month + 1 end
           from ledger.period_close c where c.book_id = p_book order by c.month desc limit 1),
        (select min(e.period) from ledger.entry e where e.book_id = p_book))
$$;

create function ledger.month_named(p_month integer) returns text
language sql stable as $$ select to_char(p_month, 'FM0000"-"00') $$;

-- A book is closed month by month, with its list and its snapshots, and in no other way.
drop function ledger.close_through(bigint, date);

revoke all on function
    ledger.close_month(bigint, integer, text, jsonb), ledger.next_month(bigint),
    ledger.month_named(integer)
    from public;
grant execute on function ledger.close_month(bigint, integer, text, jsonb) to zhuanhu_app;
