-- What the bank says about the dedicated accounts, beside the journal and never part of it:
-- statements with their lines, matches between these and the journal, reconciliations (余额调节表).
--
-- All rows are facts. A state is one more row: what was approved or withdrawn, by whom, when.
-- Nothing here posts; a match only says that two sides tell of the same money. Whoever writes here
-- holds the head of the book first, as a posting does.

-- ── what is kept ──

-- A statement as imported: an account between two days. Where the earliest one begins, the balance
-- of the book has to be the bank's; a difference then shows in every 余额调节表.
create table ledger.bank_statement (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    book_id bigint not null,
    account_number text not null check (length(account_number) <= 40),
    from_day date not null,
    to_day date not null,
    opening numeric(16, 2) not null check (opening <> 'NaN'),
    closing numeric(16, 2) not null check (closing <> 'NaN'),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    file_name text not null check (length(file_name) between 1 and 200),
    imported_by text not null check (length(imported_by) between 1 and 100),
    imported_at timestamptz not null default clock_timestamp(),
    constraint statement_days check (from_day <= to_day),
    constraint statement_once unique (book_id, sha256),
    constraint statement_key unique (id, book_id),
    constraint statement_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);

-- `identity` is the bank's reference, or a digest of what the line says where there is none.
create table ledger.bank_line (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    book_id bigint not null,
    statement_id bigint not null,
    identity text not null check (length(identity) between 1 and 200),
    day date not null,
    amount numeric(16, 2) not null check (amount <> 0 and amount <> 'NaN'),
    counterparty text not null check (length(counterparty) <= 400),
    counterparty_account text not null check (length(counterparty_account) <= 400),
    summary text not null check (length(summary) <= 4000),
    reference text not null check (length(reference) <= 400),
    constraint bank_line_once unique (book_id, identity),
    constraint bank_line_statement
        foreign key (statement_id, book_id) references ledger.bank_statement (id, book_id),
    constraint bank_line_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);
create index bank_line_day on ledger.bank_line (book_id, day);

-- Several lines of the bank and several of 1002.S that come to the same sum. `rule` found it;
-- 'manual' is a person, who then cannot approve it.
create table ledger.bank_match (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    book_id bigint not null,
    rule text not null check (length(rule) between 1 and 40),
    evidence jsonb not null
        check (jsonb_typeof(evidence) = 'array' and length(evidence::text) <= 8000),
    maker text not null check (length(maker) between 1 and 100),
    made_at timestamptz not null default clock_timestamp(),
    member_count smallint not null check (member_count between 2 and 200),
    xact xid8 not null default pg_current_xact_id(),
    constraint match_maker check ((rule = 'manual') = (maker <> 'rules')),
    constraint match_key unique (id, book_id),
    constraint match_tenant foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);

-- A line of the bank (positive as in the bank) or of the journal (with the other sign).
create table ledger.bank_match_member (
    match_id bigint not null,
    place smallint not null check (place >= 1),
    tenant_id uuid,
    book_id bigint not null,
    bank_line_id bigint references ledger.bank_line,
    entry_id bigint,
    line_no smallint,
    amount numeric(16, 2) not null,
    primary key (match_id, place),
    constraint member_side check (num_nonnulls(bank_line_id, entry_id) = 1
        and (entry_id is null) = (line_no is null)),
    constraint member_line foreign key (entry_id, line_no) references ledger.line (entry_id, line_no),
    constraint member_bank_once unique (match_id, bank_line_id),
    constraint member_book_once unique (match_id, entry_id, line_no),
    constraint member_match
        foreign key (match_id, book_id) references ledger.bank_match (id, book_id),
    constraint member_tenant foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);
create index member_bank on ledger.bank_match_member (bank_line_id) where bank_line_id is not null;
create index member_book on ledger.bank_match_member (entry_id, line_no) where entry_id is not null;

-- A match cannot be committed without its last member.
alter table ledger.bank_match add constraint match_has_members foreign key (id, member_count)
    references ledger.bank_match_member (match_id, place) deferrable initially deferred;

create table ledger.bank_match_state (
    match_id bigint not null,
    state text not null check (state in ('approved', 'withdrawn')),
    tenant_id uuid,
    book_id bigint not null,
    actor text not null check (length(actor) between 1 and 100),
    reason text not null default '' check (length(reason) <= 500),
    decided_at timestamptz not null default clock_timestamp(),
    primary key (match_id, state),
    constraint state_reason check (state = 'approved' or reason <> ''),
    constraint state_match foreign key (match_id, book_id) references ledger.bank_match (id, book_id),
    constraint state_tenant foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);

-- 余额调节表 of a day: both balances, the four lists of what only one side has, and their sums.
create table ledger.reconciliation (
    id bigint generated always as identity primary key,
    tenant_id uuid,
    book_id bigint not null,
    day date not null,
    statement_balance numeric(16, 2) not null,
    book_balance numeric(16, 2) not null check (book_balance <> 'NaN'),
    bank_in numeric(16, 2) not null check (bank_in >= 0 and bank_in <> 'NaN'),    -- 银行已收单位未收
    bank_out numeric(16, 2) not null check (bank_out >= 0 and bank_out <> 'NaN'),  -- 银行已付单位未付
    book_in numeric(16, 2) not null check (book_in >= 0 and book_in <> 'NaN'),    -- 单位已收银行未收
    book_out numeric(16, 2) not null check (book_out >= 0 and book_out <> 'NaN'),  -- 单位已付银行未付
    lists jsonb not null check (jsonb_typeof(lists) = 'object' and length(lists::text) <= 1000000),
    last_seq bigint not null,  -- the last entry of the book that was known
    maker text not null check (length(maker) between 1 and 100),
    made_at timestamptz not null default clock_timestamp(),
    constraint reconciliation_holds check
        (book_balance + bank_in - bank_out = statement_balance + book_in - book_out),
    constraint reconciliation_key unique (id, book_id),
    constraint reconciliation_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);
create index reconciliation_day on ledger.reconciliation (book_id, day);

create table ledger.reconciliation_state (
    reconciliation_id bigint not null,
    state text not null check (state in ('approved', 'withdrawn')),
    tenant_id uuid,
    book_id bigint not null,
    actor text not null check (length(actor) between 1 and 100),
    reason text not null default '' check (length(reason) <= 500),
    decided_at timestamptz not null default clock_timestamp(),
    primary key (reconciliation_id, state),
    constraint reconciliation_reason check (state = 'approved' or reason <> ''),
    constraint reconciliation_state_of
        foreign key (reconciliation_id, book_id) references ledger.reconciliation (id, book_id),
    constraint reconciliation_state_tenant
        foreign key (book_id, tenant_id) references ledger.book (id, tenant_id)
);

-- ── what can never happen ──

do $$
declare
    t text;
begin
    foreach t in array array['bank_statement', 'bank_line', 'bank_match', 'bank_match_member',
                             'bank_match_state', 'reconciliation', 'reconciliation_state']
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
    end loop;
end $$;

-- The members of a match come in one statement, in the match's own transaction, complete, of its
-- book, with the amounts of their lines, to the same sum, and none is in another match that stands.
-- What the bank paid out and took in again is two movements of public money: without a voucher
-- they do not settle each other, else money that was away for a while would show nowhere.
create function ledger.check_members() returns trigger language plpgsql as $$
declare
    v_match record;
begin
    for v_match in
        select n.match_id, m.book_id, m.tenant_id, m.member_count, m.xact, count(*) as members,
               max(n.place) as last, sum(n.amount) as total,
               bool_and(n.tenant_id is not distinct from m.tenant_id) as own,
               bool_or(n.entry_id is not null) as posted
          from new_members n join ledger.bank_match m on m.id = n.match_id
         group by n.match_id, m.book_id, m.tenant_id, m.member_count, m.xact
    loop
        perform from ledger.book_head h where h.book_id = v_match.book_id for update;
        if v_match.total <> 0 then
            raise exception using errcode = '23514', constraint = 'match_sums',
                message = format('the two sides of match %s differ', v_match.match_id),
                detail = json_build_object('difference', v_match.total::text);
        end if;
        if v_match.members <> v_match.member_count or v_match.last <> v_match.member_count
           or v_match.xact <> pg_current_xact_id() or not v_match.own then
            raise exception using errcode = '23514', constraint = 'match_sealed',
                message = format('match %s is incomplete, mixed or sealed', v_match.match_id);
        end if;
        if not v_match.posted then
            raise exception using errcode = '23514', constraint = 'match_posted',
                message = format('match %s joins lines of the bank without a voucher', v_match.match_id);
        end if;
    end loop;
    if exists (
        select from new_members n
          left join ledger.bank_line b on b.id = n.bank_line_id
          left join ledger.line l on l.entry_id = n.entry_id and l.line_no = n.line_no
          left join ledger.account a on a.id = l.account_id
         where coalesce(b.book_id, l.book_id) is distinct from n.book_id
            or coalesce(b.amount, -l.amount) is distinct from n.amount
            or (b.id is null and a.code is distinct from '1002.S')) then
        raise exception using errcode = '23514', constraint = 'match_own_lines',
            message = 'a match joins lines of one account, with their amounts';
    end if;
    if exists (
        select from new_members n
          join ledger.bank_match_member o on o.match_id <> n.match_id
               and (o.bank_line_id = n.bank_line_id
                    or (o.entry_id = n.entry_id and o.line_no = n.line_no))
         where not exists (select from ledger.bank_match_state s
                            where s.match_id = o.match_id and s.state = 'withdrawn')) then
        raise exception using errcode = '23505', constraint = 'match_once',
            message = 'a line is matched already';
    end if;
    return null;
end $$;
create trigger members_agree after insert on ledger.bank_match_member
    referencing new table as new_members
    for each statement execute function ledger.check_members();

-- Another person than the maker approves; what was withdrawn is not approved any more.
create function ledger.check_match_state() returns trigger language plpgsql as $$
declare
    v_match ledger.bank_match;
begin
    perform from ledger.book_head h where h.book_id = new.book_id for update;
    select * into v_match from ledger.bank_match m where m.id = new.match_id;
    if new.tenant_id is distinct from v_match.tenant_id then
        raise exception using errcode = '23514', constraint = 'match_sealed',
            message = 'a state belongs to the tenant of its match';
    elsif new.state = 'approved' and v_match.maker = new.actor then
        raise exception using errcode = '23514', constraint = 'match_two_people',
            message = format('match %s was made by who approves it', new.match_id);
    elsif new.state = 'approved' and exists (select from ledger.bank_match_state s
             where s.match_id = new.match_id and s.state = 'withdrawn') then
        raise exception using errcode = '55000', constraint = 'match_standing',
            message = format('match %s was withdrawn', new.match_id);
    end if;
    return new;
end $$;
create trigger two_people before insert on ledger.bank_match_state
    for each row execute function ledger.check_match_state();

create function ledger.check_reconciliation_state() returns trigger language plpgsql as $$
declare
    v_of ledger.reconciliation;
begin
    perform from ledger.book_head h where h.book_id = new.book_id for update;
    select * into v_of from ledger.reconciliation r where r.id = new.reconciliation_id;
    if new.tenant_id is distinct from v_of.tenant_id then
        raise exception using errcode = '23514', constraint = 'match_sealed',
            message = 'a state belongs to the tenant of its reconciliation';
    elsif new.state = 'approved' and v_of.maker = new.actor then
        raise exception using errcode = '23514', constraint = 'reconciliation_two_people',
            message = format('reconciliation %s was made by who approves it', v_of.id);
    elsif new.state = 'approved' and exists (select from ledger.reconciliation_state s
             where s.reconciliation_id = v_of.id and s.state = 'withdrawn') then
        raise exception using errcode = '55000', constraint = 'reconciliation_standing',
            message = format('reconciliation %s was withdrawn', v_of.id);
    elsif new.state = 'approved'
          and (v_of.book_balance, v_of.statement_balance) is distinct from
              (ledger.book_balance(v_of.book_id, v_of.day),
               ledger.statement_balance(v_of.book_id, v_of.day)) then
        raise exception using errcode = '55000', constraint = 'reconciliation_stale',
            message = format('the book or the bank moved since reconciliation %s', v_of.id);
    end if;
    return new;
end $$;

-- What the book says stands in the bank at the end of a day.
create function ledger.book_balance(p_book bigint, p_day date) returns numeric
language sql stable as $$
    select coalesce(sum(l.amount), 0.00)
      from ledger.account a join ledger.line l on l.account_id = a.id
     where a.book_id = p_book and a.code = '1002.S' and l.effective_on <= p_day
$$;

-- What the statements say stands in the bank at the end of a day; null where none reaches back.
create function ledger.statement_balance(p_book bigint, p_day date) returns numeric
language sql stable as $$
    select (select s.opening from ledger.bank_statement s
             where s.book_id = p_book order by s.from_day, s.id limit 1)
           + (select coalesce(sum(b.amount), 0.00) from ledger.bank_line b
               where b.book_id = p_book and b.day <= p_day)
$$;
create trigger two_people before insert on ledger.reconciliation_state
    for each row execute function ledger.check_reconciliation_state();

-- ── the ways in ──

create type ledger.bank_import as (statement_id bigint, added integer, known integer);

-- Takes in a statement: lines that are known stay as they are, only new ones are added. A known
-- line that says something else, and a balance that does not follow from the others, are refused.
create function ledger.import_statement(
    p_book bigint, p_account text, p_from date, p_to date, p_opening numeric, p_closing numeric,
    p_sha256 text, p_file text, p_actor text, p_identities text[], p_days date[],
    p_amounts numeric[], p_counterparties text[], p_counterparty_accounts text[],
    p_summaries text[], p_references text[])
returns ledger.bank_import
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_tenant uuid;
    v_result ledger.bank_import;
    v_other record;
begin
    select h.tenant_id into v_tenant from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    select s.id, 0, cardinality(p_identities) into v_result from ledger.bank_statement s
     where s.book_id = p_book and s.sha256 = p_sha256;
    if found then
        return v_result;
    end if;
    select x.identity, b.day, b.amount, x.day as told_day, x.amount as told into v_other
      from unnest(p_identities, p_days, p_amounts) as x (identity, day, amount)
      join ledger.bank_line b on b.book_id = p_book and b.identity = x.identity
     where (b.day, b.amount) <> (x.day, x.amount) order by x.identity limit 1;
    if found then
        raise exception using errcode = '23505', constraint = 'bank_line_differs',
            message = format('line %s is known with other content', v_other.identity),
            detail = json_build_object('reference', v_other.identity,
                'day', to_char(v_other.day, 'YYYY-MM-DD'), 'amount', v_other.amount::text,
                'told_day', to_char(v_other.told_day, 'YYYY-MM-DD'), 'told', v_other.told::text);
    end if;
    insert into ledger.bank_statement (tenant_id, book_id, account_number, from_day, to_day,
            opening, closing, sha256, file_name, imported_by)
        values (v_tenant, p_book, p_account, p_from, p_to, p_opening, p_closing, p_sha256, p_file,
                p_actor)
        returning id into v_result.statement_id;
    insert into ledger.bank_line (tenant_id, book_id, statement_id, identity, day, amount,
            counterparty, counterparty_account, summary, reference)
        select v_tenant, p_book, v_result.statement_id, x.identity, x.day, x.amount,
               x.counterparty, x.counterparty_account, x.summary, x.reference
          from unnest(p_identities, p_days, p_amounts, p_counterparties, p_counterparty_accounts,
                      p_summaries, p_references) with ordinality
               as x (identity, day, amount, counterparty, counterparty_account, summary,
                     reference, place)
         order by x.place
        on conflict on constraint bank_line_once do nothing;
    get diagnostics v_result.added = row_count;
    v_result.known := cardinality(p_identities) - v_result.added;
    perform ledger.check_statements(p_book, v_result.statement_id);
    return v_result;
end $$;

-- Every statement opens with what the ones before it came to, and closes with all lines until its
-- end, unless a later one covers that day as well: banks give out days that are not over.
create function ledger.check_statements(p_book bigint, p_new bigint) returns void
language plpgsql as $$
declare
    v_wrong record;
begin
    with base as (
        select s.opening, s.from_day from ledger.bank_statement s
         where s.book_id = p_book order by s.from_day, s.id limit 1),
    due as (
        select s.id, s.from_day, s.to_day, s.opening, s.closing,
               (select opening from base) + coalesce(sum(b.amount)
                   filter (where b.day < s.from_day), 0.00) as due_opening,
               (select opening from base) + coalesce(sum(b.amount)
                   filter (where b.day <= s.to_day), 0.00) as due_closing,
               not exists (select from ledger.bank_statement o
                            where o.book_id = p_book and o.from_day <= s.to_day
                              and (o.to_day, o.id) > (s.to_day, s.id))
                   as is_last
          from ledger.bank_statement s
          left join ledger.bank_line b on b.book_id = s.book_id
         where s.book_id = p_book
         group by s.id, s.from_day, s.to_day, s.opening, s.closing)
    select * into v_wrong from due d
     where d.opening <> d.due_opening or (d.is_last and d.closing <> d.due_closing)
     order by d.from_day, d.id limit 1;
    if found then
        raise exception using errcode = '23514', constraint = 'statements_follow',
            message = format('statement %s does not follow from the others', v_wrong.id),
            detail = json_build_object('from', to_char(v_wrong.from_day, 'YYYY-MM-DD'),
                'to', to_char(v_wrong.to_day, 'YYYY-MM-DD'),
                'opening', v_wrong.opening::text, 'due_opening', v_wrong.due_opening::text,
                'closing', v_wrong.closing::text, 'due_closing', v_wrong.due_closing::text,
                'at', case when v_wrong.opening <> v_wrong.due_opening then 'opening'
                           else 'closing' end);
    end if;
end $$;

-- Proposes that lines of the bank and lines of the journal (entry and number) are the same money.
create function ledger.propose_match(
    p_book bigint, p_rule text, p_evidence jsonb, p_maker text, p_bank_lines bigint[],
    p_entries bigint[], p_line_nos smallint[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_tenant uuid;
    v_id bigint;
begin
    select h.tenant_id into v_tenant from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    insert into ledger.bank_match (tenant_id, book_id, rule, evidence, maker, member_count)
        values (v_tenant, p_book, p_rule, p_evidence, p_maker,
                cardinality(p_bank_lines) + cardinality(p_entries))
        returning id into v_id;
    insert into ledger.bank_match_member
            (match_id, place, tenant_id, book_id, bank_line_id, entry_id, line_no, amount)
        select v_id, row_number() over (order by x.side, x.place), v_tenant, p_book,
               x.bank_line, x.entry, x.line_no, x.amount
          from (select 1 as side, u.place, b.id as bank_line, null::bigint as entry,
                       null::smallint as line_no, b.amount
                  from unnest(p_bank_lines) with ordinality as u (id, place)
                  join ledger.bank_line b on b.id = u.id and b.book_id = p_book
                 union all
                select 2, u.place, null, l.entry_id, l.line_no, -l.amount
                  from unnest(p_entries, p_line_nos) with ordinality as u (entry, line_no, place)
                  join ledger.line l on l.entry_id = u.entry and l.line_no = u.line_no
                       and l.book_id = p_book) x;
    return v_id;
end $$;

create function ledger.decide_match(p_match bigint, p_state text, p_actor text, p_reason text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ledger.bank_match_state (match_id, state, tenant_id, book_id, actor, reason)
        select m.id, p_state, m.tenant_id, m.book_id, p_actor, p_reason
          from ledger.bank_match m where m.id = p_match
        on conflict do nothing;
end $$;

-- Keeps a 余额调节表 that holds; the balance of the book is taken here, under the head.
create function ledger.draw_reconciliation(
    p_book bigint, p_day date, p_statement_balance numeric, p_sums numeric[], p_lists jsonb,
    p_maker text)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_head ledger.book_head;
    v_id bigint;
begin
    select * into v_head from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
    insert into ledger.reconciliation (tenant_id, book_id, day, statement_balance, book_balance,
            bank_in, bank_out, book_in, book_out, lists, last_seq, maker)
        values (v_head.tenant_id, p_book, p_day, p_statement_balance,
                ledger.book_balance(p_book, p_day), p_sums[1], p_sums[2], p_sums[3], p_sums[4],
                p_lists, v_head.last_seq, p_maker)
        returning id into v_id;
    return v_id;
end $$;

create function ledger.decide_reconciliation(
    p_reconciliation bigint, p_state text, p_actor text, p_reason text)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ledger.reconciliation_state
            (reconciliation_id, state, tenant_id, book_id, actor, reason)
        select r.id, p_state, r.tenant_id, r.book_id, p_actor, p_reason
          from ledger.reconciliation r where r.id = p_reconciliation
        on conflict do nothing;
end $$;

-- ── who may call it ──

revoke all on all functions in schema ledger from public;
grant select on ledger.bank_statement, ledger.bank_line, ledger.bank_match,
    ledger.bank_match_member, ledger.bank_match_state, ledger.reconciliation,
    ledger.reconciliation_state to zhuanhu_app;
grant execute on function
    ledger.import_statement(bigint, text, date, date, numeric, numeric, text, text, text, text[],
        date[], numeric[], text[], text[], text[], text[]),
    ledger.propose_match(bigint, text, jsonb, text, bigint[], bigint[], smallint[]),
    ledger.decide_match(bigint, text, text, text),
    ledger.draw_reconciliation(bigint, date, numeric, numeric[], jsonb, text),
    ledger.decide_reconciliation(bigint, text, text, text)
    to zhuanhu_app;
