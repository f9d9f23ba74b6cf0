-- Made by `python -m service.migrations.schema_snapshot`; a test compares it with the migrated database.

-- Name: ledger; Type: SCHEMA; Schema: -; Owner: zhuanhu_owner

CREATE SCHEMA ledger;

ALTER SCHEMA ledger OWNER TO zhuanhu_owner;

-- Name: bank_import; Type: TYPE; Schema: ledger; Owner: zhuanhu_owner

CREATE TYPE ledger.bank_import AS (
	statement_id bigint,
	added integer,
	known integer
);

ALTER TYPE ledger.bank_import OWNER TO zhuanhu_owner;

-- Name: entry_actor; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_actor AS text
	CONSTRAINT entry_actor_check CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 100)));

ALTER DOMAIN ledger.entry_actor OWNER TO zhuanhu_owner;

-- Name: entry_approver; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_approver AS text
	CONSTRAINT entry_approver_check CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 100)));

ALTER DOMAIN ledger.entry_approver OWNER TO zhuanhu_owner;

-- Name: entry_key; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_key AS text
	CONSTRAINT entry_key_check CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 200)));

ALTER DOMAIN ledger.entry_key OWNER TO zhuanhu_owner;

-- Name: entry_kind; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_kind AS text
	CONSTRAINT entry_kind_check CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 40)));

ALTER DOMAIN ledger.entry_kind OWNER TO zhuanhu_owner;

-- Name: entry_line_count; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_line_count AS smallint
	CONSTRAINT entry_line_count_check CHECK (((VALUE >= 2) AND (VALUE <= 1000)));

ALTER DOMAIN ledger.entry_line_count OWNER TO zhuanhu_owner;

-- Name: entry_memo; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_memo AS text
	CONSTRAINT entry_memo_check CHECK ((length(VALUE) <= 500));

ALTER DOMAIN ledger.entry_memo OWNER TO zhuanhu_owner;

-- Name: entry_meta; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_meta AS jsonb
	CONSTRAINT entry_meta_check CHECK (((jsonb_typeof(VALUE) = 'object'::text) AND (length((VALUE)::text) <= 8000) AND COALESCE(((NOT (VALUE ? 'late_reason'::text)) OR ((VALUE ->> 'late_reason'::text) ~ '\S'::text)), (VALUE IS NULL))));

ALTER DOMAIN ledger.entry_meta OWNER TO zhuanhu_owner;

-- Name: entry_no; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_no AS integer
	CONSTRAINT entry_no_check CHECK ((VALUE >= 1));

ALTER DOMAIN ledger.entry_no OWNER TO zhuanhu_owner;

-- Name: entry_word; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.entry_word AS text
	CONSTRAINT entry_word_check CHECK ((VALUE = ANY (ARRAY['记'::text, '收'::text, '付'::text, '转'::text])));

ALTER DOMAIN ledger.entry_word OWNER TO zhuanhu_owner;

-- Name: fault; Type: TYPE; Schema: ledger; Owner: zhuanhu_owner

CREATE TYPE ledger.fault AS (
	name text,
	seq bigint,
	detail jsonb
);

ALTER TYPE ledger.fault OWNER TO zhuanhu_owner;

-- Name: line_amount; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.line_amount AS numeric(16,2)
	CONSTRAINT line_amount_check CHECK (((VALUE <> (0)::numeric) AND (VALUE <> 'NaN'::numeric)));

ALTER DOMAIN ledger.line_amount OWNER TO zhuanhu_owner;

-- Name: line_no; Type: DOMAIN; Schema: ledger; Owner: zhuanhu_owner

CREATE DOMAIN ledger.line_no AS smallint
	CONSTRAINT line_line_no_check CHECK ((VALUE >= 1));

ALTER DOMAIN ledger.line_no OWNER TO zhuanhu_owner;

-- Name: posted; Type: TYPE; Schema: ledger; Owner: zhuanhu_owner

CREATE TYPE ledger.posted AS (
	entry_id bigint,
	book_id bigint,
	seq bigint,
	period integer,
	word text,
	no integer,
	recorded_at timestamp with time zone,
	hash bytea,
	replayed boolean
);

ALTER TYPE ledger.posted OWNER TO zhuanhu_owner;

-- Name: add_anchor(bigint, bytea, bytea, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.add_anchor(p_number bigint, p_root bytea, p_previous bytea, p_said text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.add_anchor(p_number bigint, p_root bytea, p_previous bytea, p_said text) OWNER TO zhuanhu_owner;

-- Name: book_balance(bigint, date); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.book_balance(p_book bigint, p_day date) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
    select coalesce(sum(l.amount), 0.00)
      from ledger.account a join ledger.line l on l.account_id = a.id
     where a.book_id = p_book and a.code = '1002.S' and l.effective_on <= p_day
$$;

ALTER FUNCTION ledger.book_balance(p_book bigint, p_day date) OWNER TO zhuanhu_owner;

-- Name: check_lines(); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.check_lines() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.check_lines() OWNER TO zhuanhu_owner;

-- Name: check_match_state(); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.check_match_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.check_match_state() OWNER TO zhuanhu_owner;

-- Name: check_members(); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.check_members() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.check_members() OWNER TO zhuanhu_owner;

-- Name: check_reconciliation_state(); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.check_reconciliation_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.check_reconciliation_state() OWNER TO zhuanhu_owner;

-- Name: check_statements(bigint, bigint); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.check_statements(p_book bigint, p_new bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.check_statements(p_book bigint, p_new bigint) OWNER TO zhuanhu_owner;

-- Name: close_grant(bigint, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.close_grant(p_book bigint, p_grant text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.close_grant(p_book bigint, p_grant text) OWNER TO zhuanhu_owner;

-- Name: period_close; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.period_close (
    book_id bigint NOT NULL,
    tenant_id uuid,
    month integer NOT NULL,
    preceding integer,
    through date NOT NULL,
    closed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    closed_by text NOT NULL,
    last_seq bigint NOT NULL,
    last_hash bytea NOT NULL,
    checks jsonb NOT NULL,
    CONSTRAINT close_checked CHECK (((jsonb_typeof(checks) = 'array'::text) AND (NOT (checks @? '$[*]?(@."outcome" == "failed")'::jsonpath)))),
    CONSTRAINT close_follows CHECK ((preceding =
CASE
    WHEN ((month % 100) = 1) THEN (month - 89)
    ELSE (month - 1)
END)),
    CONSTRAINT close_whole_month CHECK ((((month)::numeric = ((EXTRACT(year FROM through) * (100)::numeric) + EXTRACT(month FROM through))) AND (EXTRACT(day FROM (through + 1)) = (1)::numeric))),
    CONSTRAINT period_close_closed_by_check CHECK (((length(closed_by) >= 1) AND (length(closed_by) <= 100)))
);

ALTER TABLE ONLY ledger.period_close FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.period_close OWNER TO zhuanhu_owner;

-- Name: close_month(bigint, integer, text, jsonb); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.close_month(p_book bigint, p_month integer, p_actor text, p_checks jsonb) RETURNS ledger.period_close
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
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

ALTER FUNCTION ledger.close_month(p_book bigint, p_month integer, p_actor text, p_checks jsonb) OWNER TO zhuanhu_owner;

-- Name: decide_match(bigint, text, text, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.decide_match(p_match bigint, p_state text, p_actor text, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    insert into ledger.bank_match_state (match_id, state, tenant_id, book_id, actor, reason)
        select m.id, p_state, m.tenant_id, m.book_id, p_actor, p_reason
          from ledger.bank_match m where m.id = p_match
        on conflict do nothing;
end $$;

ALTER FUNCTION ledger.decide_match(p_match bigint, p_state text, p_actor text, p_reason text) OWNER TO zhuanhu_owner;

-- Name: decide_reconciliation(bigint, text, text, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.decide_reconciliation(p_reconciliation bigint, p_state text, p_actor text, p_reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    insert into ledger.reconciliation_state
            (reconciliation_id, state, tenant_id, book_id, actor, reason)
        select r.id, p_state, r.tenant_id, r.book_id, p_actor, p_reason
          from ledger.reconciliation r where r.id = p_reconciliation
        on conflict do nothing;
end $$;

ALTER FUNCTION ledger.decide_reconciliation(p_reconciliation bigint, p_state text, p_actor text, p_reason text) OWNER TO zhuanhu_owner;

-- Name: deny(); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.deny() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin
    raise exception using errcode = '55000', constraint = 'ledger_append_only',
        message = format('the ledger is append only: %s of %I.%I', tg_op, tg_table_schema, tg_table_name);
end $$;

ALTER FUNCTION ledger.deny() OWNER TO zhuanhu_owner;

-- Name: draw_reconciliation(bigint, date, numeric, numeric[], jsonb, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.draw_reconciliation(p_book bigint, p_day date, p_statement_balance numeric, p_sums numeric[], p_lists jsonb, p_maker text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.draw_reconciliation(p_book bigint, p_day date, p_statement_balance numeric, p_sums numeric[], p_lists jsonb, p_maker text) OWNER TO zhuanhu_owner;

-- Name: faults(bigint, bigint, integer); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.faults(p_book bigint, p_after bigint DEFAULT 0, p_most integer DEFAULT 1000) RETURNS SETOF ledger.fault
    LANGUAGE plpgsql STABLE
    SET max_parallel_workers_per_gather TO '4'
    SET parallel_setup_cost TO '0'
    SET parallel_tuple_cost TO '0'
    SET work_mem TO '64MB'
    SET plan_cache_mode TO 'force_custom_plan'
    SET enable_mergejoin TO 'off'
    SET "DateStyle" TO 'ISO, YMD'
    AS $$
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

ALTER FUNCTION ledger.faults(p_book bigint, p_after bigint, p_most integer) OWNER TO zhuanhu_owner;

-- Name: faults_beside(bigint, bigint, boolean); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.faults_beside(p_book bigint, p_after bigint, p_sound boolean) RETURNS SETOF ledger.fault
    LANGUAGE plpgsql STABLE
    AS $$
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

ALTER FUNCTION ledger.faults_beside(p_book bigint, p_after bigint, p_sound boolean) OWNER TO zhuanhu_owner;

-- Name: faults_between(bigint, bigint, bigint); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.faults_between(p_book bigint, p_after bigint, p_through bigint) RETURNS SETOF ledger.fault
    LANGUAGE plpgsql STABLE COST 1e+06 ROWS 100 PARALLEL SAFE
    AS $$
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

ALTER FUNCTION ledger.faults_between(p_book bigint, p_after bigint, p_through bigint) OWNER TO zhuanhu_owner;

-- Name: floor_of(bigint, text, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.floor_of(p_book bigint, p_code text, p_grant text) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
    select coalesce((select -c.tolerance from ledger.budget_control c
                      where c.book_id = p_book and c.grant_id = p_grant and p_code = '9001'), 0.00)
$$;

ALTER FUNCTION ledger.floor_of(p_book bigint, p_code text, p_grant text) OWNER TO zhuanhu_owner;

-- Name: halt(bigint, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.halt(p_book bigint, p_why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform ledger.take_head(p_book);
    perform ledger.refuse_employer();
    update ledger.book_head h
       set halted_why = p_why,
           halted_at = case when p_why is null then null
                            else coalesce(h.halted_at, clock_timestamp()) end
     where h.book_id = p_book;
end $$;

ALTER FUNCTION ledger.halt(p_book bigint, p_why text) OWNER TO zhuanhu_owner;

-- Name: import_statement(bigint, text, date, date, numeric, numeric, text, text, text, text[], date[], numeric[], text[], text[], text[], text[]); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.import_statement(p_book bigint, p_account text, p_from date, p_to date, p_opening numeric, p_closing numeric, p_sha256 text, p_file text, p_actor text, p_identities text[], p_days date[], p_amounts numeric[], p_counterparties text[], p_counterparty_accounts text[], p_summaries text[], p_references text[]) RETURNS ledger.bank_import
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.import_statement(p_book bigint, p_account text, p_from date, p_to date, p_opening numeric, p_closing numeric, p_sha256 text, p_file text, p_actor text, p_identities text[], p_days date[], p_amounts numeric[], p_counterparties text[], p_counterparty_accounts text[], p_summaries text[], p_references text[]) OWNER TO zhuanhu_owner;

-- Name: lock_books(bigint[]); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.lock_books(p_books bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform from ledger.book_head h where h.book_id = any (p_books) order by h.book_id for update;
end $$;

ALTER FUNCTION ledger.lock_books(p_books bigint[]) OWNER TO zhuanhu_owner;

-- Name: mirrors(bigint, bigint, bigint); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.mirrors(p_entry bigint, p_original bigint, p_book bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    select (select e.book_id = p_book from ledger.entry e where e.id = p_original)
       and not exists (
           select from (select account_id, amount from ledger.line where entry_id = p_entry) m
             full join (select account_id, amount from ledger.line where entry_id = p_original) o
               on m.account_id = o.account_id and m.amount = -o.amount
            where m.account_id is null or o.account_id is null)
$$;

ALTER FUNCTION ledger.mirrors(p_entry bigint, p_original bigint, p_book bigint) OWNER TO zhuanhu_owner;

-- Name: month_named(integer); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.month_named(p_month integer) RETURNS text
    LANGUAGE sql STABLE
    AS $$ select to_char(p_month, 'FM0000"-"00') $$;

ALTER FUNCTION ledger.month_named(p_month integer) OWNER TO zhuanhu_owner;

-- Name: next_month(bigint); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.next_month(p_book bigint) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
    select coalesce(
        (select case when c.month % 100 = 12 then c.month + 89 else c.month + 1 end
           from ledger.period_close c where c.book_id = p_book order by c.month desc limit 1),
        (select min(e.period) from ledger.entry e where e.book_id = p_book))
$$;

ALTER FUNCTION ledger.next_month(p_book bigint) OWNER TO zhuanhu_owner;

-- Name: open_account(bigint, text, text, text, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.open_account(p_book bigint, p_code text, p_grant text DEFAULT ''::text, p_source text DEFAULT ''::text, p_category text DEFAULT ''::text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.open_account(p_book bigint, p_code text, p_grant text, p_source text, p_category text) OWNER TO zhuanhu_owner;

-- Name: open_book(text, uuid, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.open_book(p_kind text, p_tenant uuid, p_name text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.open_book(p_kind text, p_tenant uuid, p_name text) OWNER TO zhuanhu_owner;

-- Name: post(bigint, text, text, date, text, text, uuid, text, jsonb, bigint, text, text[], text[], text[], text[], numeric[]); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.post(p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text, p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text, p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) RETURNS ledger.posted
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
    SET enable_sort TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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

ALTER FUNCTION ledger.post(p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text, p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text, p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) OWNER TO zhuanhu_owner;

-- Name: post_many(bigint[], text[], text[], date[], text[], text[], uuid[], text[], jsonb[], bigint[], text[], integer[], text[], text[], text[], text[], numeric[]); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.post_many(p_books bigint[], p_keys text[], p_kinds text[], p_days date[], p_actors text[], p_approvers text[], p_events uuid[], p_memos text[], p_metas jsonb[], p_reverses bigint[], p_words text[], p_line_counts integer[], p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) RETURNS SETOF ledger.posted
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.post_many(p_books bigint[], p_keys text[], p_kinds text[], p_days date[], p_actors text[], p_approvers text[], p_events uuid[], p_memos text[], p_metas jsonb[], p_reverses bigint[], p_words text[], p_line_counts integer[], p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) OWNER TO zhuanhu_owner;

-- Name: propose_match(bigint, text, jsonb, text, bigint[], bigint[], smallint[]); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.propose_match(p_book bigint, p_rule text, p_evidence jsonb, p_maker text, p_bank_lines bigint[], p_entries bigint[], p_line_nos smallint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.propose_match(p_book bigint, p_rule text, p_evidence jsonb, p_maker text, p_bank_lines bigint[], p_entries bigint[], p_line_nos smallint[]) OWNER TO zhuanhu_owner;

-- Name: record_proof(bigint, bigint, bigint, bytea, integer, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.record_proof(p_book bigint, p_since bigint, p_seq bigint, p_hash bytea, p_faults integer, p_first text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform ledger.take_head(p_book);
    perform ledger.refuse_employer();
    insert into ledger.proof (book_id, tenant_id, since, last_seq, last_hash, faults, first)
        select b.id, b.tenant_id, p_since, p_seq, p_hash, p_faults, left(p_first, 500)
          from ledger.book b where b.id = p_book;
end $$;

ALTER FUNCTION ledger.record_proof(p_book bigint, p_since bigint, p_seq bigint, p_hash bytea, p_faults integer, p_first text) OWNER TO zhuanhu_owner;

-- Name: refuse(text, bigint, numeric); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.refuse(p_constraint text, p_account bigint, p_amount numeric) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.refuse(p_constraint text, p_account bigint, p_amount numeric) OWNER TO zhuanhu_owner;

-- Name: refuse_day(date, date, date, boolean); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.refuse_day(p_day date, p_closed date, p_soft date, p_has_reason boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.refuse_day(p_day date, p_closed date, p_soft date, p_has_reason boolean) OWNER TO zhuanhu_owner;

-- Name: refuse_employer(); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.refuse_employer() RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if not public.zhuanhu_is_center() then
        raise exception using errcode = '42501', message = 'this is for the Center to do';
    end if;
end $$;

ALTER FUNCTION ledger.refuse_employer() OWNER TO zhuanhu_owner;

-- Name: refuse_second_reversal(bigint); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.refuse_second_reversal(p_entry bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if exists (select from ledger.entry e where e.reverses = p_entry) then
        raise exception using errcode = '23505', constraint = 'entry_reversed_once',
            message = format('entry %s has been reversed', p_entry);
    end if;
end $$;

ALTER FUNCTION ledger.refuse_second_reversal(p_entry bigint) OWNER TO zhuanhu_owner;

-- Name: replayed(bigint, bytea); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.replayed(p_entry bigint, p_request bytea) RETURNS ledger.posted
    LANGUAGE plpgsql
    AS $$
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

ALTER FUNCTION ledger.replayed(p_entry bigint, p_request bytea) OWNER TO zhuanhu_owner;

-- Name: set_account_open(bigint, boolean); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.set_account_open(p_account bigint, p_open boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform from ledger.book_head h join ledger.balance b on b.book_id = h.book_id
      where b.account_id = p_account for update of h;
    update ledger.balance b set open = p_open where b.account_id = p_account;
end $$;

ALTER FUNCTION ledger.set_account_open(p_account bigint, p_open boolean) OWNER TO zhuanhu_owner;

-- Name: set_tolerance(bigint, text, numeric, text); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text) OWNER TO zhuanhu_owner;

-- Name: soft_close_through(bigint, date); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.soft_close_through(p_book bigint, p_day date) RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.soft_close_through(p_book bigint, p_day date) OWNER TO zhuanhu_owner;

-- Name: statement_balance(bigint, date); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.statement_balance(p_book bigint, p_day date) RETURNS numeric
    LANGUAGE sql STABLE
    AS $$
    select (select s.opening from ledger.bank_statement s
             where s.book_id = p_book order by s.from_day, s.id limit 1)
           + (select coalesce(sum(b.amount), 0.00) from ledger.bank_line b
               where b.book_id = p_book and b.day <= p_day)
$$;

ALTER FUNCTION ledger.statement_balance(p_book bigint, p_day date) OWNER TO zhuanhu_owner;

-- Name: take_head(bigint); Type: FUNCTION; Schema: ledger; Owner: zhuanhu_owner

CREATE FUNCTION ledger.take_head(p_book bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    perform from ledger.book_head h where h.book_id = p_book for update;
    if not found then
        raise exception using errcode = '23503', constraint = 'book_known',
            message = format('no book %s', p_book), detail = json_build_object('book', p_book::text);
    end if;
end $$;

ALTER FUNCTION ledger.take_head(p_book bigint) OWNER TO zhuanhu_owner;

-- Name: access_token_ends_for_good(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.access_token_ends_for_good() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.ended_at is not null then
        raise exception 'token % has ended', old.id
            using errcode = '55000', constraint = 'access_token_ends_for_good';
    end if;
    return new;
end $$;

ALTER FUNCTION public.access_token_ends_for_good() OWNER TO zhuanhu_owner;

-- Name: advance_is_not_overdrawn(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.advance_is_not_overdrawn() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    paid numeric;
    used numeric;
begin
    perform pg_advisory_xact_lock(hashtextextended(new.proceeding_id::text, 13));
    if not exists (select from proceeding p
                    where p.employer_id = new.employer_id and p.id = new.proceeding_id
                      and p.kind = 'advance' and p.state = 'outstanding') then
        raise exception 'advance % is not outstanding', new.proceeding_id
            using errcode = '55000', constraint = 'advance_is_outstanding';
    end if;
    select a.amount into paid from advance a
     where a.employer_id = new.employer_id and a.proceeding_id = new.proceeding_id;
    select coalesce(sum(u.amount), 0) into used from advance_use u
     where u.employer_id = new.employer_id and u.proceeding_id = new.proceeding_id;
    if used + new.amount > paid then
        raise exception 'advance % would be overdrawn', new.proceeding_id
            using errcode = '23514', constraint = 'advance_is_not_overdrawn';
    end if;
    return new;
end $$;

ALTER FUNCTION public.advance_is_not_overdrawn() OWNER TO zhuanhu_owner;

-- Name: appeal_has_its_ground(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.appeal_has_its_ground() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    of_claim record;
begin
    select c.state, c.amount, c.grant_id into of_claim from claim c
     where c.employer_id = new.employer_id and c.id = new.claim_id for update;
    if of_claim.state not in ('draft', 'returned') or of_claim.grant_id <> new.grant_id
       or of_claim.amount <> new.amount or appeal_is_open(new.employer_id, new.claim_id)
       or not exists (select from proceeding p
                       where p.employer_id = new.employer_id and p.id = new.proceeding_id
                         and p.kind = 'appeal' and p.grant_id = new.grant_id
                         and p.state = 'raised') then
        raise exception 'claim % cannot be appealed for now', new.claim_id
            using errcode = '55000', constraint = 'appeal_in_time';
    end if;
    if not exists (
        select from decision d
         where d.employer_id = new.employer_id and d.id = new.decision_id
           and d.claim_id = new.claim_id
           and (new.finding is null
                or d.result -> 'findings' @> jsonb_build_array(new.finding)
                   and new.finding ->> 'severity' = 'block')
           and not exists (select from decision later
                            where later.employer_id = d.employer_id and later.claim_id = d.claim_id
                              and later.serial > d.serial)) then
        raise exception 'no newest verdict of claim % says so', new.claim_id
            using errcode = '23514', constraint = 'appeal_has_its_ground';
    end if;
    if new.finding is null and of_claim.state <> 'returned' then
        raise exception 'claim % was not returned', new.claim_id
            using errcode = '23514', constraint = 'appeal_has_its_ground';
    end if;
    return new;
end $$;

ALTER FUNCTION public.appeal_has_its_ground() OWNER TO zhuanhu_owner;

-- Name: appeal_is_open(uuid, uuid); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.appeal_is_open(of_employer uuid, of_claim uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select exists (select from appeal a
                     join proceeding p on p.employer_id = a.employer_id and p.id = a.proceeding_id
                    where a.employer_id = of_employer and a.claim_id = of_claim
                      and p.state not in ('granted', 'upheld', 'withdrawn'))
$$;

ALTER FUNCTION public.appeal_is_open(of_employer uuid, of_claim uuid) OWNER TO zhuanhu_owner;

-- Name: appeal_step_is_due(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.appeal_step_is_due() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.action in ('propose_grant', 'grant') and not exists (
        select from appeal a join claim c on c.employer_id = a.employer_id and c.id = a.claim_id
         where a.employer_id = new.employer_id and a.proceeding_id = new.proceeding_id
           and c.state in ('draft', 'returned')) then
        raise exception 'the claim of case % is not there to be ruled about', new.proceeding_id
            using errcode = '23514', constraint = 'appeal_of_a_claim_that_goes_on';
    end if;
    return new;
end $$;

ALTER FUNCTION public.appeal_step_is_due() OWNER TO zhuanhu_owner;

-- Name: arrival_is_told_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.arrival_is_told_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.bank_reference is not null or not exists (
           select from ledger.entry e
            where e.id = new.entry_id and e.tenant_id = new.employer_id
              and e.key = 'transfer:' || new.statement_id || ':arrive') then
        raise exception 'arrival % is told once, when it is in the book', old.proceeding_id
            using errcode = '55000', constraint = 'arrival_is_told_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.arrival_is_told_once() OWNER TO zhuanhu_owner;

-- Name: arrival_is_what_left(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.arrival_is_what_left() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center() or not exists (
           select from arrival a
             join transfer_rest r on r.statement_id = a.statement_id and r.source = new.source
            where a.employer_id = new.employer_id and a.proceeding_id = new.proceeding_id
              and r.moved = new.amount) then
        raise exception 'what arrives in % is not what left', new.proceeding_id
            using errcode = '23514', constraint = 'arrival_is_what_left';
    end if;
    return new;
end $$;

ALTER FUNCTION public.arrival_is_what_left() OWNER TO zhuanhu_owner;

-- Name: assessment_in_order(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.assessment_in_order() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.round = 2 and not exists (
        select from assessment a
         where a.employer_id = new.employer_id and a.grant_id = new.grant_id
           and a.stage = new.stage and a.round = 1 and a.conclusion = 'failed'
           and a.assessed_on <= new.assessed_on) then
        raise exception 'only a failed assessment is repeated'
            using errcode = '23514', constraint = 'assessment_in_order';
    end if;
    return new;
end $$;

ALTER FUNCTION public.assessment_in_order() OWNER TO zhuanhu_owner;

-- Name: association_measure_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.association_measure_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.ended_on is not null then
        raise exception 'measure % has ended', old.id
            using errcode = '55000', constraint = 'association_measure_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.association_measure_stays() OWNER TO zhuanhu_owner;

-- Name: batch_follows_its_procedure(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.batch_follows_its_procedure() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'proposed' else
           (new.id, new.year, new.serial, new.title, new.proposed_by, new.proposed_at)
           is distinct from
           (old.id, old.year, old.serial, old.title, old.proposed_by, old.proposed_at)
           or old.decided_by is not null and (new.decided_by, new.decided_at)
              is distinct from (old.decided_by, old.decided_at)
           or not exists (select from procedure_move m
                           where m.kind = 'disbursement_batch'
                             and m.source = old.state and m.target = new.state) end) then
        raise exception 'batch % cannot become %', new.id, new.state
            using errcode = '55000', constraint = 'batch_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.batch_follows_its_procedure() OWNER TO zhuanhu_owner;

-- Name: batch_is_whole(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.batch_is_whole() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.state in ('approved', 'sent') and (
        not exists (select from disbursement_batch_line l
                     where l.batch_id = new.id and l.struck_by is null)
        or exists (
            select from disbursement_batch_line l
              join instalment i on i.employer_id = l.employer_id and i.id = l.instalment_id
             where l.batch_id = new.id and l.struck_by is null
               and (case new.state
                    when 'approved' then i.approved_by is distinct from new.decided_by
                    else l.slip is null or i.sent_by is distinct from new.sent_by
                         or i.sent_on is distinct from new.sent_on end))) then
        raise exception 'batch % is % as a whole or not at all', new.id, new.state
            using errcode = '23514', constraint = 'batch_is_whole';
    end if;
    return null;
end $$;

ALTER FUNCTION public.batch_is_whole() OWNER TO zhuanhu_owner;

-- Name: batch_line_is_planned(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.batch_line_is_planned() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    found record;
    stands text;
begin
    select b.state into stands from disbursement_batch b where b.id = new.batch_id for update;
    if tg_op = 'UPDATE' then
        if (new.batch_id, new.employer_id, new.instalment_id, new.amount) is distinct from
           (old.batch_id, old.employer_id, old.instalment_id, old.amount)
           or old.struck_by is not null or old.slip is not null
           or new.slip is not null and stands <> 'approved'
           or stands not in ('proposed', 'approved') then
            raise exception 'line % of batch % stays as it is', new.instalment_id, new.batch_id
                using errcode = '55000', constraint = 'batch_line_is_planned';
        end if;
        return new;
    end if;
    select i.state, i.amount into found from instalment i
     where i.employer_id = new.employer_id and i.id = new.instalment_id for update;
    if stands is distinct from 'proposed' or found.state is distinct from 'planned'
       or found.amount <> new.amount or new.struck_by is not null or new.slip is not null
       or exists (select from disbursement_batch_line l
                    join disbursement_batch b on b.id = l.batch_id
                   where l.employer_id = new.employer_id and l.instalment_id = new.instalment_id
                     and l.struck_by is null and b.state in ('proposed', 'approved')) then
        raise exception 'instalment % is not to be had for batch %', new.instalment_id, new.batch_id
            using errcode = '23514', constraint = 'batch_line_is_planned';
    end if;
    return new;
end $$;

ALTER FUNCTION public.batch_line_is_planned() OWNER TO zhuanhu_owner;

-- Name: booking_follows_its_procedure(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.booking_follows_its_procedure() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'proposed' then
            raise exception 'a booking begins as a proposal'
                using errcode = '55000', constraint = 'booking_follows_its_procedure';
        end if;
        if not exists (
            select from ledger.bank_line b
             where b.id = new.bank_line_id and b.tenant_id = new.employer_id
               and (b.amount < 0) = (new.kind in ('bank_fee', 'stray_return'))) then
            raise exception 'no such line of the bank for a booking'
                using errcode = '23514', constraint = 'booking_of_own_line';
        end if;
        return new;
    end if;
    if old.state <> 'proposed' or new.state = 'proposed'
       or (new.id, new.employer_id, new.bank_line_id, new.kind, new.claim_id, new.shares,
           new.reason, new.late_reason, new.proposed_by, new.proposed_at)
          is distinct from
          (old.id, old.employer_id, old.bank_line_id, old.kind, old.claim_id, old.shares,
           old.reason, old.late_reason, old.proposed_by, old.proposed_at) then
        raise exception 'booking % stays as it is', old.id
            using errcode = '55000', constraint = 'booking_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.booking_follows_its_procedure() OWNER TO zhuanhu_owner;

-- Name: booking_is_in_the_ledger(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.booking_is_in_the_ledger() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (
        select from ledger.bank_line b
          join ledger.entry e on e.id = new.entry_id and e.tenant_id = b.tenant_id
               and e.key = 'bank_line:' || b.id and e.effective_on = b.day
               and e.kind = case when new.kind in ('matching', 'raised') then 'contribute'
                                 else new.kind end
               and e.actor = new.proposed_by::text and e.approver = new.decided_by::text
          join ledger.line l on l.entry_id = e.id and l.amount = b.amount
          join ledger.account a on a.id = l.account_id and a.code = '1002.S'
         where b.id = new.bank_line_id and b.tenant_id = new.employer_id) then
        raise exception 'booking % is not in the ledger', new.id
            using errcode = '23514', constraint = 'booking_is_in_the_ledger';
    end if;
    return null;
end $$;

ALTER FUNCTION public.booking_is_in_the_ledger() OWNER TO zhuanhu_owner;

-- Name: booking_names_its_case_for_good(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.booking_names_its_case_for_good() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.proceeding_id is distinct from old.proceeding_id then
        raise exception 'booking % stays as it is', old.id
            using errcode = '55000', constraint = 'booking_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.booking_names_its_case_for_good() OWNER TO zhuanhu_owner;

-- Name: bulk_export_decided_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.bulk_export_decided_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        if new.decision is not null then
            raise exception 'an export begins undecided'
                using errcode = '23514', constraint = 'bulk_export_decided_once';
        end if;
    elsif old.decision is not null
       or (new.id, new.what, new.asked, new.row_count, new.purpose, new.requested_by, new.requested_at)
          is distinct from
          (old.id, old.what, old.asked, old.row_count, old.purpose, old.requested_by, old.requested_at)
    then
        raise exception 'export % stays as it is', old.id
            using errcode = '55000', constraint = 'bulk_export_decided_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.bulk_export_decided_once() OWNER TO zhuanhu_owner;

-- Name: case_begins_without_steps(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.case_begins_without_steps() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.steps <> 0 or not exists (select from procedure_move m
                                      where m.kind = new.kind and m.source = new.state) then
        raise exception 'a case begins where its procedure begins'
            using errcode = '55000', constraint = 'case_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.case_begins_without_steps() OWNER TO zhuanhu_owner;

-- Name: case_opened_by_somebody(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.case_opened_by_somebody() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (select from user_account u
                    where u.id = new.opened_by
                      and coalesce(u.employer_id, new.employer_id) = new.employer_id) then
        raise exception 'nobody of that employer or of the Center is %', new.opened_by
            using errcode = '42501', constraint = 'case_opened_by_somebody';
    end if;
    return new;
end $$;

ALTER FUNCTION public.case_opened_by_somebody() OWNER TO zhuanhu_owner;

-- Name: claim_by_the_right_people(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_by_the_right_people() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.approved_by is distinct from old.approved_by and new.approved_by is not null
       and not exists (select from user_account u where u.id = new.approved_by
                        and u.employer_id = new.employer_id and u.role = 'employer_checker')
       or new.paid_by is distinct from old.paid_by and new.paid_by is not null
       and not exists (select from user_account u where u.id = new.paid_by
                        and u.employer_id = new.employer_id and u.role = 'employer_cashier') then
        raise exception 'claim % is approved by a checker and paid by a cashier', new.number
            using errcode = '42501', constraint = 'claim_by_the_right_people';
    end if;
    return new;
end $$;

ALTER FUNCTION public.claim_by_the_right_people() OWNER TO zhuanhu_owner;

-- Name: claim_follows_its_procedure(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_follows_its_procedure() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'draft' else new.state <> old.state and (
           not exists (select from procedure_move m
                        where m.kind = 'claim' and m.source = old.state and m.target = new.state)
           or new.state = 'frozen' and new.frozen_from is distinct from old.state
           or old.state = 'frozen' and new.state not in (old.frozen_from, 'withdrawn')) end) then
        raise exception 'claim % cannot become %', new.number, new.state
            using errcode = '55000', constraint = 'claim_follows_its_procedure';
    end if;
    if tg_op = 'UPDATE' and new.state <> old.state and 'frozen' in (new.state, old.state)
       and not zhuanhu_is_center() then
        raise exception 'claim % is frozen or released by the Center', new.number
            using errcode = '42501', constraint = 'claim_is_frozen_by_the_center';
    end if;
    return new;
end $$;

ALTER FUNCTION public.claim_follows_its_procedure() OWNER TO zhuanhu_owner;

-- Name: claim_is_in_the_ledger(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_is_in_the_ledger() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    payable numeric := claim_payable(new.employer_id, new.id, new.amount);
begin
    if not exists (
        select from ledger.entry e
          join ledger.line l on l.entry_id = e.id and l.amount = payable
          join ledger.account a on a.id = l.account_id and a.code = '5301.X'
          join talent_grant g on g.id = new.grant_id and g.number = a.grant_id
         where e.id = new.entry_id and e.tenant_id = new.employer_id
           and e.key = 'claim:' || new.id || ':spend' and a.category = new.category
           and e.approver = new.approved_by::text) then
        raise exception 'claim % is not in the ledger', new.number
            using errcode = '23514', constraint = 'claim_is_in_the_ledger';
    end if;
    if new.state = 'paid' and not exists (
        select from ledger.entry e
         where e.id = new.payment_entry_id and e.tenant_id = new.employer_id
           and e.effective_on = new.paid_on
           and (e.id = new.entry_id or e.key = 'claim:' || new.id || ':reimburse')
           and e.meta ->> 'cashier' = new.paid_by::text and e.meta ->> 'slip' = new.bank_slip) then
        raise exception 'the payment of claim % is not in the ledger', new.number
            using errcode = '23514', constraint = 'claim_is_in_the_ledger';
    end if;
    if new.state = 'reversed' and not exists (
        select from ledger.entry e
          join claim_reversal r on r.employer_id = new.employer_id and r.claim_id = new.id
               and r.state = 'done' and r.entry_id = e.id
               and e.actor = r.proposed_by::text and e.approver = r.decided_by::text
         where e.id = new.reversal_entry_id and e.reverses = new.entry_id) then
        raise exception 'the reversal of claim % is not in the ledger', new.number
            using errcode = '23514', constraint = 'claim_is_in_the_ledger';
    end if;
    return null;
end $$;

ALTER FUNCTION public.claim_is_in_the_ledger() OWNER TO zhuanhu_owner;

-- Name: claim_keeps_its_facts(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_keeps_its_facts() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.state in ('withdrawn', 'rejected', 'reversed') then
        raise exception 'claim % is closed', old.number
            using errcode = '55000', constraint = 'claim_is_closed';
    end if;
    if (new.employer_id, new.number, new.grant_id, new.invoice_id, new.made_by, new.made_at)
       is distinct from
       (old.employer_id, old.number, old.grant_id, old.invoice_id, old.made_by, old.made_at)
       or ((old.state not in ('draft', 'returned') or new.state = 'frozen')
           and ((new.agreement_id, new.category, new.cost_on, new.statement, new.explanation,
                 new.evidence, new.submitted_by, new.plan_item_id, new.event, new.payment,
                 new.payee, new.vat, new.acceptor)
                is distinct from
                (old.agreement_id, old.category, old.cost_on, old.statement, old.explanation,
                 old.evidence, old.submitted_by, old.plan_item_id, old.event, old.payment,
                 old.payee, old.vat, old.acceptor)
                or new.amount is distinct from old.amount
                   and not (old.state = 'submitted' and new.state = 'submitted'
                            and new.amount < old.amount and pg_trigger_depth() > 1))) then
        raise exception 'claim % is submitted: its facts stay', old.number
            using errcode = '55000', constraint = 'claim_keeps_its_facts';
    end if;
    if (new.approved_by, new.approved_at, new.confirmation)
       is distinct from (old.approved_by, old.approved_at, old.confirmation)
       and (old.state, new.state) not in (('submitted', 'approved'), ('approved', 'returned'))
       or (new.paid_by, new.paid_at, new.paid_on, new.bank_slip, new.payment_entry_id)
          is distinct from
          (old.paid_by, old.paid_at, old.paid_on, old.bank_slip, old.payment_entry_id)
          and (old.state not in ('approved', 'posted') or new.state <> 'paid')
       or new.entry_id is distinct from old.entry_id and old.entry_id is not null
       or (new.released_by, new.released_on, new.release_reason)
          is distinct from (old.released_by, old.released_on, old.release_reason)
          and (old.state <> 'frozen' or new.state <> old.frozen_from) then
        raise exception 'claim %: who approved, paid or released it stays', old.number
            using errcode = '55000', constraint = 'claim_keeps_its_people';
    end if;
    return new;
end $$;

ALTER FUNCTION public.claim_keeps_its_facts() OWNER TO zhuanhu_owner;

-- Name: claim_keeps_to_its_share(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_keeps_to_its_share() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if exists (
        select from split_sheet s
         where s.employer_id = new.employer_id and s.invoice_id = new.invoice_id
           and s.voided_at is null and not exists (
               select from split_share p
                where p.employer_id = s.employer_id and p.sheet_id = s.id
                  and p.claim_id = new.id and p.amount >= new.amount)) then
        raise exception 'claim % is not what the sheet of its invoice says', new.number
            using errcode = '23514', constraint = 'claim_keeps_to_its_share';
    end if;
    return null;
end $$;

ALTER FUNCTION public.claim_keeps_to_its_share() OWNER TO zhuanhu_owner;

-- Name: claim_payable(uuid, uuid, numeric); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_payable(employer uuid, claim_id uuid, claimed numeric) RETURNS numeric
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select claimed
$$;

ALTER FUNCTION public.claim_payable(employer uuid, claim_id uuid, claimed numeric) OWNER TO zhuanhu_owner;

-- Name: claim_reversal_is_decided_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_reversal_is_decided_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'proposed' else
           old.state <> 'proposed' or new.state = 'proposed'
           or (new.id, new.employer_id, new.claim_id, new.reason, new.proposed_by, new.proposed_at)
              is distinct from
              (old.id, old.employer_id, old.claim_id, old.reason, old.proposed_by, old.proposed_at)
        end) then
        raise exception 'reversal % stays as it is', new.id
            using errcode = '55000', constraint = 'claim_reversal_is_decided_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.claim_reversal_is_decided_once() OWNER TO zhuanhu_owner;

-- Name: claim_shares_within_invoice(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_shares_within_invoice() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    invoice_total numeric;
    claimed numeric;
    gone numeric;
begin
    select i.total into invoice_total from invoice i
     where i.employer_id = new.employer_id and i.id = new.invoice_id for update;
    select coalesce(sum(greatest(c.amount, 0)), 0) into claimed from claim c
     where c.employer_id = new.employer_id and c.invoice_id = new.invoice_id
       and c.state not in ('withdrawn', 'rejected', 'reversed');
    select coalesce(sum(k.amount), 0) into gone
      from claim_cut k join claim c on c.employer_id = k.employer_id and c.id = k.claim_id
     where c.employer_id = new.employer_id and c.invoice_id = new.invoice_id
       and c.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed')
       and k.made_at >= c.submitted_at;
    if invoice_total is not null and invoice_total > 0 and claimed + gone > invoice_total then
        raise exception 'shares of invoice % exceed its total', new.invoice_id
            using errcode = '23514', constraint = 'claim_shares_within_invoice';
    end if;
    if new.state not in ('draft', 'returned', 'frozen') and coalesce(invoice_total, 0) <= 0 then
        raise exception 'invoice % has no total that could be charged', new.invoice_id
            using errcode = '23514', constraint = 'claim_of_a_total';
    end if;
    return null;
end $$;

ALTER FUNCTION public.claim_shares_within_invoice() OWNER TO zhuanhu_owner;

-- Name: claim_waits_for_its_appeal(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.claim_waits_for_its_appeal() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if appeal_is_open(new.employer_id, new.id) then
        raise exception 'claim % waits for its appeal', new.number
            using errcode = '55000', constraint = 'claim_waits_for_its_appeal';
    end if;
    return new;
end $$;

ALTER FUNCTION public.claim_waits_for_its_appeal() OWNER TO zhuanhu_owner;

-- Name: clawback_of_its_case(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.clawback_of_its_case() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (select from proceeding p
                    where p.employer_id = new.employer_id and p.id = new.proceeding_id
                      and p.kind = 'clawback' and p.grant_id = new.grant_id) then
        raise exception 'a clawback begins with its case'
            using errcode = '23514', constraint = 'clawback_of_its_case';
    end if;
    return new;
end $$;

ALTER FUNCTION public.clawback_of_its_case() OWNER TO zhuanhu_owner;

-- Name: contribution_says_what_for(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.contribution_says_what_for() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.category is distinct from old.category then
        raise exception 'booking % stays as it is', old.id
            using errcode = '55000', constraint = 'booking_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.contribution_says_what_for() OWNER TO zhuanhu_owner;

-- Name: correction_comes_before_submission(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.correction_comes_before_submission() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    perform 1 from invoice i
     where i.employer_id = new.employer_id and i.id = new.invoice_id for update;
    if exists (select from claim c
                where c.employer_id = new.employer_id and c.invoice_id = new.invoice_id
                  and c.state in ('submitted', 'approved', 'posted', 'paid', 'reconciled',
                                  'archived', 'frozen')) then
        raise exception 'invoice % is claimed: its reading stays', new.invoice_id
            using errcode = '55000', constraint = 'correction_comes_before_submission';
    end if;
    return new;
end $$;

ALTER FUNCTION public.correction_comes_before_submission() OWNER TO zhuanhu_owner;

-- Name: cut_lowers_its_claim(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.cut_lowers_its_claim() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    update claim set amount = amount - new.amount, version = version + 1
     where employer_id = new.employer_id and id = new.claim_id
       and state = 'submitted' and submitted_by <> new.made_by and new.amount < amount;
    if not found then
        raise exception 'claim % is not to be cut so', new.claim_id
            using errcode = '23514', constraint = 'cut_lowers_its_claim';
    end if;
    return new;
end $$;

ALTER FUNCTION public.cut_lowers_its_claim() OWNER TO zhuanhu_owner;

-- Name: delivery_goes_forward(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.delivery_goes_forward() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.state in ('sent', 'given_up') or new.attempts < old.attempts
       or (new.state = 'queued' and old.state <> 'queued') then
        raise exception 'delivery % stays as it is', old.id
            using errcode = '55000', constraint = 'delivery_goes_forward';
    end if;
    return new;
end $$;

ALTER FUNCTION public.delivery_goes_forward() OWNER TO zhuanhu_owner;

-- Name: deny_change(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.deny_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
begin
    raise exception '% of %: this table is append only', tg_op, tg_table_name
        using errcode = '55000';
end $$;

ALTER FUNCTION public.deny_change() OWNER TO zhuanhu_owner;

-- Name: expense_report_follows(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.expense_report_follows() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    sheet expense_report;
begin
    if tg_table_name = 'claim' then
        select r.* into sheet from expense_report_member m
          join expense_report r on r.employer_id = m.employer_id and r.id = m.report_id
         where m.employer_id = new.employer_id and m.claim_id = new.id and m.removed_at is null
           for update of r;
    else
        select * into sheet from expense_report r
         where r.employer_id = new.employer_id and r.id = new.report_id for update;
    end if;
    if found then
        update expense_report r set state = expense_report_stands(sheet)
         where r.employer_id = sheet.employer_id and r.id = sheet.id
           and r.state <> expense_report_stands(sheet);
    end if;
    return null;
end $$;

ALTER FUNCTION public.expense_report_follows() OWNER TO zhuanhu_owner;

-- Name: expense_report_is_composed(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.expense_report_is_composed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    sheet expense_report;
    joins claim;
begin
    -- the claim before the sheet, as everywhere
    select * into joins from claim c
     where c.employer_id = new.employer_id and c.id = new.claim_id for share;
    select * into sheet from expense_report r
     where r.employer_id = new.employer_id and r.id = new.report_id for update;
    if tg_op = 'INSERT' then
        if new.removed_at is not null or sheet.dissolved_at is not null
           or joins.grant_id is distinct from sheet.grant_id
           or joins.state not in ('draft', 'returned')
           or exists (
               select from expense_report_member m
                 join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
                where m.employer_id = new.employer_id and m.report_id = new.report_id
                  and m.removed_at is null
                  and c.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed')) then
            raise exception 'claim % does not join expense report %', joins.number, sheet.number
                using errcode = '23514', constraint = 'expense_report_is_composed';
        end if;
        return new;
    end if;
    if old.removed_at is not null or new.removed_at is null
       or (to_jsonb(new) - 'removed_at' - 'removed_by')
          <> (to_jsonb(old) - 'removed_at' - 'removed_by')
       or joins.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed') then
        raise exception 'claim % does not leave expense report %', joins.number, sheet.number
            using errcode = '55000', constraint = 'expense_report_is_composed';
    end if;
    return new;
end $$;

ALTER FUNCTION public.expense_report_is_composed() OWNER TO zhuanhu_owner;

-- Name: expense_report_is_handed_in_whole(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.expense_report_is_handed_in_whole() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    sheet expense_report;
begin
    select r.* into sheet from expense_report_member m
      join expense_report r on r.employer_id = m.employer_id and r.id = m.report_id
     where m.employer_id = new.employer_id and m.claim_id = new.id and m.removed_at is null
       for update of r;
    if found and exists (
        select from expense_report_member m
          join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
         where m.employer_id = sheet.employer_id and m.report_id = sheet.id
           and m.removed_at is null and c.state in ('draft', 'returned')
           and not exists (  -- given back since, by another transaction
               select from claim d where d.employer_id = new.employer_id and d.id = new.id
                  and d.state in ('draft', 'returned'))) then
        raise exception 'expense report % is handed in whole', sheet.number
            using errcode = '23514', constraint = 'expense_report_is_handed_in_whole';
    end if;
    return null;
end $$;

ALTER FUNCTION public.expense_report_is_handed_in_whole() OWNER TO zhuanhu_owner;

-- Name: expense_report; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.expense_report (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    people text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    dissolved_by uuid,
    dissolved_at timestamp with time zone,
    state text DEFAULT 'draft'::text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT ck_expense_report_dissolved_by_somebody CHECK (((dissolved_by IS NULL) = (dissolved_at IS NULL))),
    CONSTRAINT ck_expense_report_dissolved_whole CHECK (((state = 'dissolved'::text) = (dissolved_at IS NOT NULL))),
    CONSTRAINT ck_expense_report_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'approved'::text, 'paid'::text, 'frozen'::text, 'ended'::text, 'dissolved'::text]))),
    CONSTRAINT ck_expense_report_titled CHECK ((btrim(title) <> ''::text))
);

ALTER TABLE ONLY public.expense_report FORCE ROW LEVEL SECURITY;

ALTER TABLE public.expense_report OWNER TO zhuanhu_owner;

-- Name: expense_report_stands(public.expense_report); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.expense_report_stands(of_report public.expense_report) RETURNS text
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select case
        when of_report.dissolved_at is not null then 'dissolved'
        when count(*) = 0 then 'draft'
        when bool_and(c.state in ('withdrawn', 'rejected', 'reversed')) then 'ended'
        when bool_or(c.state = 'returned') then 'returned'
        when bool_or(c.state = 'draft') then 'draft'
        when bool_or(c.state = 'submitted') then 'submitted'
        when bool_or(c.state = 'frozen') then 'frozen'
        when bool_or(c.state in ('approved', 'posted')) then 'approved'
        else 'paid' end
      from expense_report_member m
      join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
     where m.employer_id = of_report.employer_id and m.report_id = of_report.id
       and m.removed_at is null
$$;

ALTER FUNCTION public.expense_report_stands(of_report public.expense_report) OWNER TO zhuanhu_owner;

-- Name: expense_report_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.expense_report_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'draft' then
            raise exception 'expense report % begins as a draft', new.number
                using errcode = '23514', constraint = 'expense_report_stays';
        end if;
        return new;
    end if;
    if (new.id, new.employer_id, new.grant_id, new.number, new.made_by, new.made_at)
          is distinct from
          (old.id, old.employer_id, old.grant_id, old.number, old.made_by, old.made_at)
       or new.state <> expense_report_stands(new)
       or (new.title, new.people, new.note, new.dissolved_by, new.dissolved_at, new.version)
          is distinct from
          (old.title, old.people, old.note, old.dissolved_by, old.dissolved_at, old.version)
          and (old.dissolved_at is not null or exists (
           select from expense_report_member m
             join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
            where m.employer_id = old.employer_id and m.report_id = old.id
              and m.removed_at is null
              and (new.dissolved_at is not null
                   or c.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed'))))
    then
        raise exception 'expense report % stays', old.number
            using errcode = '55000', constraint = 'expense_report_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.expense_report_stays() OWNER TO zhuanhu_owner;

-- Name: fee_sheet_adds_up(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.fee_sheet_adds_up() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    sheet fee_sheet;
begin
    if tg_table_name = 'fee_sheet' then
        sheet := new;
    else
        select * into sheet from fee_sheet s
         where s.employer_id = new.employer_id and s.id = new.sheet_id;
    end if;
    if (sheet.gross, sheet.tax, sheet.net) is distinct from (
        select (sum(r.gross), sum(r.tax), sum(r.net)) from fee_row r
         where r.employer_id = sheet.employer_id and r.sheet_id = sheet.id)
       or sheet.gross is distinct from (
        select i.total from invoice i
         where i.employer_id = sheet.employer_id and i.id = sheet.invoice_id
           and i.kind = 'fee_sheet') then
        raise exception 'fee sheet % does not add up', sheet.number
            using errcode = '23514', constraint = 'fee_sheet_adds_up';
    end if;
    return null;
end $$;

ALTER FUNCTION public.fee_sheet_adds_up() OWNER TO zhuanhu_owner;

-- Name: grant_begins_nominated(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.grant_begins_nominated() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.state <> 'nominated' then
        raise exception 'a grant begins as a nomination'
            using errcode = '55000', constraint = 'grant_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.grant_begins_nominated() OWNER TO zhuanhu_owner;

-- Name: grant_is_not_barred(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.grant_is_not_barred() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if exists (select from association_measure m join annual_call c on c.id = new.call_id
                where m.employer_id = new.employer_id and m.barred_year = c.year
                  and m.ended_on is null) then
        raise exception 'employer % is barred from that year', new.employer_id
            using errcode = '23514', constraint = 'grant_is_not_barred';
    end if;
    return new;
end $$;

ALTER FUNCTION public.grant_is_not_barred() OWNER TO zhuanhu_owner;

-- Name: grant_step; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.grant_step (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    proceeding_id uuid,
    kind text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    effective_on date NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    at timestamp with time zone NOT NULL,
    article text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT ck_grant_step_counted CHECK ((number > 0)),
    CONSTRAINT ck_grant_step_kind_known CHECK ((kind = 'grant'::text))
);

ALTER TABLE ONLY public.grant_step FORCE ROW LEVEL SECURITY;

ALTER TABLE public.grant_step OWNER TO zhuanhu_owner;

-- Name: grant_step_has_its_case(public.grant_step); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.grant_step_has_its_case(step public.grant_step) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select case when step.action in ('suspend', 'lift', 'lift_unpaid', 'revoke', 'withdraw', 'complete')
        then exists (
            select from proceeding p
             where p.employer_id = step.employer_id and p.id = step.proceeding_id
               and p.grant_id = step.grant_id
               and (p.kind, p.state, step.action) in (
                    ('sanction', 'suspended', 'suspend'), ('sanction', 'lifted', 'lift'),
                    ('sanction', 'lifted', 'lift_unpaid'), ('sanction', 'revoked', 'revoke'),
                    ('withdrawal', 'accepted', 'withdraw'), ('completion', 'accepted', 'complete')))
        else true end
       and (step.action not in ('withdraw', 'complete') or not exists (
            select from proceeding p
             where p.employer_id = step.employer_id and p.grant_id = step.grant_id
               and p.kind = 'sanction' and p.state in ('proposed', 'notified', 'heard')))
$$;

ALTER FUNCTION public.grant_step_has_its_case(step public.grant_step) OWNER TO zhuanhu_owner;

-- Name: grant_step_moves_its_grant(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.grant_step_moves_its_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    stands record;
    moved text;
    done integer;
begin
    select g.state, g.suspended_on into stands from talent_grant g
     where g.employer_id = new.employer_id and g.id = new.grant_id for update;
    select m.target into moved from procedure_move m
     where m.kind = new.kind and m.source = new.source and m.action = new.action
       and m.role = new.actor_role;
    select coalesce(max(s.number), 0) into done from grant_step s
     where s.employer_id = new.employer_id and s.grant_id = new.grant_id;
    if stands.state is distinct from new.source or moved is distinct from new.target
       or done + 1 <> new.number then
        raise exception 'grant % cannot take step % from %', new.grant_id, new.action, new.source
            using errcode = '55000', constraint = 'grant_follows_its_procedure';
    end if;
    if not grant_step_has_its_case(new) then
        raise exception 'grant % cannot take step % without its case', new.grant_id, new.action
            using errcode = '55000', constraint = 'grant_step_has_its_case';
    end if;
    update talent_grant set state = new.target
     where employer_id = new.employer_id and id = new.grant_id;
    if new.target in ('suspended', 'revoked', 'withdrawn') then
        update talent_grant set suspended_on = new.effective_on
         where employer_id = new.employer_id and id = new.grant_id and suspended_on is null;
    elsif new.source = 'suspended' then
        update talent_grant set suspended_on = null
         where employer_id = new.employer_id and id = new.grant_id;
    end if;
    return new;
end $$;

ALTER FUNCTION public.grant_step_moves_its_grant() OWNER TO zhuanhu_owner;

-- Name: instalment_follows_its_procedure(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.instalment_follows_its_procedure() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'planned' else
           (new.employer_id, new.agreement_id, new.grant_id, new.position, new.amount, new.due_on)
           is distinct from
           (old.employer_id, old.agreement_id, old.grant_id, old.position, old.amount, old.due_on)
           or old.state <> 'planned' and new.approved_by is distinct from old.approved_by
              and new.state <> 'stopped'
           or old.state = 'sent' and (new.sent_by, new.sent_on, new.center_entry_id)
              is distinct from (old.sent_by, old.sent_on, old.center_entry_id)
           or old.state = 'received'
           or new.state <> old.state and (old.state, new.state) not in (
               ('planned', 'approved'), ('approved', 'sent'), ('sent', 'received'),
               ('planned', 'stopped'), ('approved', 'stopped'), ('stopped', 'planned')) end) then
        raise exception 'instalment % cannot become %', new.id, new.state
            using errcode = '55000', constraint = 'instalment_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.instalment_follows_its_procedure() OWNER TO zhuanhu_owner;

-- Name: instalment_is_in_the_ledger(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.instalment_is_in_the_ledger() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (
        select from ledger.entry e
          join ledger.line l on l.entry_id = e.id
          join ledger.account a on a.id = l.account_id
          join talent_grant g on g.id = new.grant_id and g.number = a.grant_id
         where new.state = 'sent' and e.id = new.center_entry_id
               and e.key = 'instalment:' || new.id || ':disburse'
               and a.code = '1218.T' and l.amount = new.amount
            or new.state = 'received' and e.id = new.employer_entry_id
               and e.key = 'instalment:' || new.id || ':receive'
               and a.code = '2401.F' and l.amount = -new.amount) then
        raise exception 'instalment % is not in the ledger', new.id
            using errcode = '23514', constraint = 'instalment_is_in_the_ledger';
    end if;
    return null;
end $$;

ALTER FUNCTION public.instalment_is_in_the_ledger() OWNER TO zhuanhu_owner;

-- Name: intake_file_goes_its_way(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.intake_file_goes_its_way() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        if new.attempts <> 0 or new.state not in ('expected', 'stored', 'refused') then
            raise exception 'a file begins by being announced or kept'
                using errcode = '23514', constraint = 'intake_file_goes_its_way';
        end if;
        return new;
    end if;
    if new.attempts < old.attempts or (old.state, new.state) not in (
        ('expected', 'expected'), ('expected', 'stored'), ('expected', 'refused'),
        ('expected', 'done'), ('expected', 'cancelled'), ('stored', 'reading'), ('stored', 'cancelled'),
        ('reading', 'reading'), ('reading', 'checking'), ('reading', 'done'),
        ('reading', 'stored'), ('reading', 'refused'), ('reading', 'failed'),
        ('reading', 'cancelled'),
        ('checking', 'reading'), ('checking', 'checking'), ('checking', 'done'),
        ('checking', 'stored'), ('checking', 'refused'), ('checking', 'failed'),
        ('checking', 'cancelled'),
        ('done', 'done'), ('refused', 'expected'), ('refused', 'stored'),
        ('failed', 'expected'), ('failed', 'stored'), ('cancelled', 'expected'),
        ('cancelled', 'stored')) then
        raise exception 'intake file %: % does not become %', old.id, old.state, new.state
            using errcode = '55000', constraint = 'intake_file_goes_its_way';
    end if;
    return new;
end $$;

ALTER FUNCTION public.intake_file_goes_its_way() OWNER TO zhuanhu_owner;

-- Name: invoice_follows_its_corrections(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.invoice_follows_its_corrections() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (new.id, new.employer_id, new.original_id, new.kind, new.record, new.read_at)
       is distinct from
       (old.id, old.employer_id, old.original_id, old.kind, old.record, old.read_at) then
        raise exception 'invoice % keeps what was read', old.id
            using errcode = '55000', constraint = 'invoice_keeps_its_reading';
    end if;
    if new.number is distinct from old.number
       and new.number is distinct from last_stated(new.employer_id, new.id, 'invoice_number')
       or new.seller_name is distinct from old.seller_name
       and new.seller_name is distinct from last_stated(new.employer_id, new.id, 'seller_name')
       or new.issued_on is distinct from old.issued_on
       and new.issued_on
           is distinct from last_stated(new.employer_id, new.id, 'issue_date')::date
       or new.total is distinct from old.total
       and new.total
           is distinct from last_stated(new.employer_id, new.id, 'total_with_tax')::numeric
       or new.key is distinct from old.key
       and not exists (select from correction c
                        where c.employer_id = new.employer_id and c.invoice_id = new.id
                          and c.field in ('invoice_number', 'invoice_code')) then
        raise exception 'invoice % changes by a correction only', old.id
            using errcode = '55000', constraint = 'invoice_follows_its_corrections';
    end if;
    return new;
end $$;

ALTER FUNCTION public.invoice_follows_its_corrections() OWNER TO zhuanhu_owner;

-- Name: is_of_the_center(uuid); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.is_of_the_center(person uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select exists (select from user_account u
                    where u.id = person and u.role in ('center_auditor', 'center_manager'))
$$;

ALTER FUNCTION public.is_of_the_center(person uuid) OWNER TO zhuanhu_owner;

-- Name: last_stated(uuid, uuid, text); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.last_stated(employer uuid, invoice uuid, wanted text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select c.stated from correction c
     where c.employer_id = employer and c.invoice_id = invoice and c.field = wanted
     order by c.serial desc limit 1
$$;

ALTER FUNCTION public.last_stated(employer uuid, invoice uuid, wanted text) OWNER TO zhuanhu_owner;

-- Name: law_text_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.law_text_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.approved_at is not null or old.rejected_at is not null
       or (new.id, new.kind, new.version, new.content, new.sha256, new.effective_from, new.reason,
           new.loaded_by, new.loaded_at)
          is distinct from
          (old.id, old.kind, old.version, old.content, old.sha256, old.effective_from, old.reason,
           old.loaded_by, old.loaded_at) then
        raise exception 'text % % stays as it is', old.kind, old.version
            using errcode = '55000', constraint = 'law_text_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.law_text_stays() OWNER TO zhuanhu_owner;

-- Name: law_text_waits_first(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.law_text_waits_first() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.approved_at is not null or new.rejected_at is not null then
        raise exception 'text % % is decided after it was loaded, not with it', new.kind, new.version
            using errcode = '55000', constraint = 'law_text_waits_first';
    end if;
    return new;
end $$;

ALTER FUNCTION public.law_text_waits_first() OWNER TO zhuanhu_owner;

-- Name: letter_is_served_properly(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.letter_is_served_properly() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (
        select from letter l where l.id = new.letter_id and l.employer_id = new.employer_id
           and l.issued_on <= new.served_on and (l.to_employer or new.method <> 'online')) then
        raise exception 'letter % was not served then or so', new.letter_id
            using errcode = '23514', constraint = 'letter_is_served_properly';
    end if;
    if (new.method = 'online') = zhuanhu_is_center() then
        raise exception 'letter %: who records its service may not record that', new.letter_id
            using errcode = '23514', constraint = 'letter_is_served_properly';
    end if;
    return new;
end $$;

ALTER FUNCTION public.letter_is_served_properly() OWNER TO zhuanhu_owner;

-- Name: letter_numbers_have_no_gap(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.letter_numbers_have_no_gap() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center() then
        raise exception 'letters are the Center''s to write'
            using errcode = '42501', constraint = 'letters_are_of_the_center';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('letter ' || new.kind || new.year, 0));
    if new.year <> extract(year from new.issued_on) or new.serial <> (
        select coalesce(max(l.serial), 0) + 1 from letter l
         where l.kind = new.kind and l.year = new.year) then
        raise exception 'letter % is not the next of its kind and year', new.number
            using errcode = '23514', constraint = 'letter_numbers_have_no_gap';
    end if;
    return new;
end $$;

ALTER FUNCTION public.letter_numbers_have_no_gap() OWNER TO zhuanhu_owner;

-- Name: mail_address_ends_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.mail_address_ends_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.ended_at is not null then
        raise exception 'address % has ended', old.id
            using errcode = '55000', constraint = 'mail_address_ends_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.mail_address_ends_once() OWNER TO zhuanhu_owner;

-- Name: mail_message_goes_forward(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.mail_message_goes_forward() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.answered_at is not null or new.attempts < old.attempts
       or (old.state <> 'open' and (new.state, new.reason, new.done_at, new.batch_id)
           is distinct from (old.state, old.reason, old.done_at, old.batch_id))
       or (old.batch_id is not null and new.batch_id is distinct from old.batch_id) then
        raise exception 'message % stays as it is', old.id
            using errcode = '55000', constraint = 'mail_message_goes_forward';
    end if;
    return new;
end $$;

ALTER FUNCTION public.mail_message_goes_forward() OWNER TO zhuanhu_owner;

-- Name: objection_goes_forward(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.objection_goes_forward() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.settled_on is not null
       or (old.verified_on is not null
           and (new.verified_on, new.verified_by, new.finding)
               is distinct from (old.verified_on, old.verified_by, old.finding)) then
        raise exception 'objection % was settled or verified', old.id
            using errcode = '55000', constraint = 'objection_goes_forward';
    end if;
    return new;
end $$;

ALTER FUNCTION public.objection_goes_forward() OWNER TO zhuanhu_owner;

-- Name: objections_are_counted(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.objections_are_counted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    update public_notice n
       set open_objections = (select count(*) from objection o
                               where o.notice_id = n.id and o.settled_on is null)
     where n.id = new.notice_id;
    return new;
end $$;

ALTER FUNCTION public.objections_are_counted() OWNER TO zhuanhu_owner;

-- Name: package_goes_its_way(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.package_goes_its_way() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'waiting' or new.attempts <> 0 else
          (new.id, new.employer_id, new.kind, new.asked, new.name, new.made_by, new.made_at)
          is distinct from
          (old.id, old.employer_id, old.kind, old.asked, old.name, old.made_by, old.made_at)
          or (old.state, new.state) not in (
              ('waiting', 'working'), ('working', 'working'), ('working', 'waiting'),
              ('working', 'done'), ('working', 'failed'), ('failed', 'waiting')) end) then
        raise exception 'package %: it does not become %', new.id, new.state
            using errcode = '55000', constraint = 'package_goes_its_way';
    end if;
    return new;
end $$;

ALTER FUNCTION public.package_goes_its_way() OWNER TO zhuanhu_owner;

-- Name: paper_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.paper_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    stands text;
begin
    select c.state into stands from claim c
     where c.employer_id = new.employer_id and c.id = new.claim_id for share;
    if tg_op = 'UPDATE' and (
        old.detached_at is not null or stands not in ('draft', 'returned')
        or (new.employer_id, new.claim_id, new.code, new.original_id, new.name, new.attached_by,
            new.attached_at) is distinct from
           (old.employer_id, old.claim_id, old.code, old.original_id, old.name, old.attached_by,
            old.attached_at)) then
        raise exception 'a paper of claim % stays', new.claim_id
            using errcode = '55000', constraint = 'paper_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.paper_stays() OWNER TO zhuanhu_owner;

-- Name: phone_link_opens_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.phone_link_opens_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.ended_at is not null
       or (old.opened_at is not null and new.opened_at is distinct from old.opened_at)
       or (old.works_until is not null and new.works_until is distinct from old.works_until) then
        raise exception 'link % was opened or has ended', old.id
            using errcode = '55000', constraint = 'phone_link_opens_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.phone_link_opens_once() OWNER TO zhuanhu_owner;

-- Name: plan_and_team_are_agreed(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.plan_and_team_are_agreed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center() then
        raise exception 'plan and team are for the Center to enter'
            using errcode = '42501', constraint = 'plan_and_team_are_agreed';
    end if;
    return new;
end $$;

ALTER FUNCTION public.plan_and_team_are_agreed() OWNER TO zhuanhu_owner;

-- Name: put_back_within_what_was_asked(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.put_back_within_what_was_asked() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    asked numeric;
    given numeric;
begin
    select r.amount into asked from rectification r
     where r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id
       and r.disallowed_entry_id is not null for update;
    select sum(l.amount) into given from booking b
      join ledger.bank_line l on l.id = b.bank_line_id and l.tenant_id = b.employer_id
     where b.employer_id = new.employer_id and b.proceeding_id = new.proceeding_id
       and b.state <> 'withdrawn';
    if asked is null or given > asked then
        raise exception 'case %: more is put back than was disallowed', new.proceeding_id
            using errcode = '23514', constraint = 'put_back_within_what_was_asked';
    end if;
    return null;
end $$;

ALTER FUNCTION public.put_back_within_what_was_asked() OWNER TO zhuanhu_owner;

-- Name: reallocation_is_in_the_ledger(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.reallocation_is_in_the_ledger() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (
        select from proceeding p
          join proceeding_step s on s.employer_id = p.employer_id and s.proceeding_id = p.id
               and s.number = p.steps
               and s.action = case when new.by_employer then 'approve_small' else 'approve' end
          join reallocation r on r.employer_id = p.employer_id and r.proceeding_id = p.id
          join ledger.entry e on e.id = new.entry_id and e.tenant_id = new.employer_id
               and e.kind = 'reallocate' and e.effective_on = new.posted_on
               and e.key = 'proceeding:' || p.id || ':reallocate'
          join ledger.line l on l.entry_id = e.id and l.amount = r.amount
          join ledger.account a on a.id = l.account_id and a.code = '9001'
               and a.category = r.taken
         where p.employer_id = new.employer_id and p.id = new.proceeding_id
           and p.state = 'approved') then
        raise exception 'the reallocation of case % is not in the ledger', new.proceeding_id
            using errcode = '23514', constraint = 'reallocation_is_in_the_ledger';
    end if;
    return new;
end $$;

ALTER FUNCTION public.reallocation_is_in_the_ledger() OWNER TO zhuanhu_owner;

-- Name: reallocation_of_its_case(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.reallocation_of_its_case() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (select from proceeding p
                    where p.employer_id = new.employer_id and p.id = new.proceeding_id
                      and p.kind = 'reallocation' and p.grant_id = new.grant_id) then
        raise exception 'a reallocation begins with its case'
            using errcode = '23514', constraint = 'reallocation_of_its_case';
    end if;
    return new;
end $$;

ALTER FUNCTION public.reallocation_of_its_case() OWNER TO zhuanhu_owner;

-- Name: recall_is_in_the_ledger(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.recall_is_in_the_ledger() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    owed_fiscal numeric;
    owed_interest numeric;
begin
    if not exists (select from proceeding p
                    where p.employer_id = new.employer_id and p.id = new.proceeding_id
                      and p.kind in ('clawback', 'settlement') and p.state = 'decided'
                      and p.grant_id = new.grant_id) then
        raise exception 'nothing was decided in case %', new.proceeding_id
            using errcode = '23514', constraint = 'recall_of_its_case';
    end if;
    select coalesce(-sum(l.amount) filter (where a.source = 'FISCAL'), 0),
           coalesce(-sum(l.amount) filter (where a.source = 'INTEREST'), 0)
      into owed_fiscal, owed_interest
      from ledger.entry e
      join ledger.line l on l.entry_id = e.id
      join ledger.account a on a.id = l.account_id and a.code = '2241.RTN'
     where e.id = new.entry_id and e.tenant_id = new.employer_id
       and e.key = 'proceeding:' || new.proceeding_id || ':recall';
    if (owed_fiscal, owed_interest) is distinct from (new.fiscal, new.interest) then
        raise exception 'the decision of case % is not in the ledger', new.proceeding_id
            using errcode = '23514', constraint = 'recall_is_in_the_ledger';
    end if;
    return new;
end $$;

ALTER FUNCTION public.recall_is_in_the_ledger() OWNER TO zhuanhu_owner;

-- Name: rectification_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.rectification_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        if new.disallowed_entry_id is not null
           or not exists (select from proceeding p
                           where p.employer_id = new.employer_id and p.id = new.proceeding_id
                             and p.kind = 'rectification' and p.grant_id = new.grant_id) then
            raise exception 'a rectification begins with its case'
                using errcode = '23514', constraint = 'rectification_of_its_case';
        end if;
        if new.claim_id is not null and not exists (
            select from claim c
             where c.employer_id = new.employer_id and c.id = new.claim_id
               and c.grant_id = new.grant_id
               and (new.amount = 0 or c.category = new.category)) then
            raise exception 'the claim is of another grant or direction'
                using errcode = '23514', constraint = 'rectification_of_its_claim';
        end if;
        return new;
    end if;
    if old.disallowed_entry_id is not null or new.disallowed_entry_id is null
       or (to_jsonb(new) - 'disallowed_entry_id') <> (to_jsonb(old) - 'disallowed_entry_id')
       or not exists (
        select from ledger.entry e
          join ledger.line l on l.entry_id = e.id and l.amount = new.amount
          join ledger.account a on a.id = l.account_id and a.code = '5301.D'
         where e.id = new.disallowed_entry_id and e.tenant_id = new.employer_id
           and e.kind = 'disallow' and e.key = 'proceeding:' || new.proceeding_id || ':disallow') then
        raise exception 'rectification % stays as it is', old.proceeding_id
            using errcode = '55000', constraint = 'rectification_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.rectification_stays() OWNER TO zhuanhu_owner;

-- Name: rectification_step_is_due(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.rectification_step_is_due() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    asked numeric;
    given numeric;
begin
    if new.action = 'escalate' and (
        select count(distinct s.action) from proceeding_step s
         where s.employer_id = new.employer_id and s.proceeding_id = new.proceeding_id
           and s.action in ('remind', 'order', 'lapse')) < 3 then
        raise exception 'case %: no reminder, no order or no lapse on record', new.proceeding_id
            using errcode = '23514', constraint = 'escalated_after_reminder_and_order';
    end if;
    if new.action = 'rectify' then
        select r.amount into asked from rectification r
         where r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id;
        select coalesce(sum(l.amount), 0) into given from booking b
          join ledger.bank_line l on l.id = b.bank_line_id and l.tenant_id = b.employer_id
         where b.employer_id = new.employer_id and b.proceeding_id = new.proceeding_id
           and b.state = 'posted';
        if asked is distinct from given and not exists (
            -- what was disallowed stands no more: it was clawed back meanwhile
            select from rectification r
              join talent_grant g on g.employer_id = r.employer_id and g.id = r.grant_id
              join ledger.book k on k.tenant_id = r.employer_id
              join ledger.account a on a.book_id = k.id and a.code = '5301.D'
                   and a.grant_id = g.number and a.source = 'FISCAL' and a.category = r.category
              join ledger.balance b on b.account_id = a.id and b.posted = 0
             where r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id
               and r.disallowed_entry_id is not null) then
            raise exception 'case %: % of % are put back', new.proceeding_id, given, asked
                using errcode = '23514', constraint = 'rectified_when_put_back';
        end if;
    end if;
    return new;
end $$;

ALTER FUNCTION public.rectification_step_is_due() OWNER TO zhuanhu_owner;

-- Name: rehearsal_on_its_ground(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.rehearsal_on_its_ground() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (select from rehearsal_ground) then
        raise exception 'this database holds real books: no rehearsal begins here'
            using errcode = '55000', constraint = 'rehearsal_on_its_ground';
    end if;
    return new;
end $$;

ALTER FUNCTION public.rehearsal_on_its_ground() OWNER TO zhuanhu_owner;

-- Name: related_party_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.related_party_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center() and not exists (  -- people of the Center are not seen from here
           select from user_account u
            where u.id = old.declared_by and u.employer_id = old.employer_id) then
        raise exception 'related party % was entered by the Center', old.id
            using errcode = '42501', constraint = 'related_party_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.related_party_stays() OWNER TO zhuanhu_owner;

-- Name: remittance_follows_its_procedure(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.remittance_follows_its_procedure() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    arrived record;
    declared record;
begin
    if tg_op = 'INSERT' then
        perform pg_advisory_xact_lock(hashtextextended('remittance', 0));
        select coalesce(sum(p.fiscal), 0) as fiscal, coalesce(sum(p.interest), 0) as interest
          into arrived from repayment p where p.arrived_on is not null;
        select coalesce(sum(m.fiscal), 0) as fiscal, coalesce(sum(m.interest), 0) as interest
          into declared from remittance m;
        if new.paid_on is not null
           or declared.fiscal + new.fiscal > arrived.fiscal
           or declared.interest + new.interest > arrived.interest then
            raise exception 'more is declared to the treasury than has arrived'
                using errcode = '23514', constraint = 'remittance_within_what_arrived';
        end if;
    elsif old.paid_on is not null or new.paid_on is null
       or (new.id, new.fiscal, new.interest, new.declared_on, new.declared_by)
          is distinct from (old.id, old.fiscal, old.interest, old.declared_on, old.declared_by) then
        raise exception 'remittance % stays as it is', old.id
            using errcode = '55000', constraint = 'remittance_follows_its_procedure';
    end if;
    return new;
end $$;

ALTER FUNCTION public.remittance_follows_its_procedure() OWNER TO zhuanhu_owner;

-- Name: repayment_arrives_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.repayment_arrives_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.arrived_on is not null or new.arrived_on is null
       or (to_jsonb(new) - array['arrived_on', 'arrived_by', 'arrived_reference', 'arrival_entry_id'])
          <> (to_jsonb(old)
              - array['arrived_on', 'arrived_by', 'arrived_reference', 'arrival_entry_id'])
       or not exists (
        select from ledger.entry e
          join ledger.book b on b.id = e.book_id and b.tenant_id is null
          join ledger.line l on l.entry_id = e.id and l.amount = new.fiscal + new.interest
          join ledger.account a on a.id = l.account_id and a.code = '1002'
         where e.id = new.arrival_entry_id and e.kind = 'recover'
           and e.key = 'repayment:' || new.id || ':recover') then
        raise exception 'repayment % stays as it is', old.id
            using errcode = '55000', constraint = 'repayment_arrives_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.repayment_arrives_once() OWNER TO zhuanhu_owner;

-- Name: repayment_from_its_own_money(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.repayment_from_its_own_money() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (select coalesce(sum(b.normal * b.posted) filter (where a.code = '1221.OWN'), 0)
             > coalesce(sum(b.normal * b.posted) filter (where a.code = '2241.RTN'), 0)
          from ledger.account a
          join ledger.book k on k.id = a.book_id and k.tenant_id = new.employer_id
          join ledger.balance b on b.account_id = a.id
          join recall r on r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id
          join talent_grant g on g.employer_id = r.employer_id and g.id = r.grant_id
         where a.grant_id = g.number and a.code in ('1221.OWN', '2241.RTN')) then
        raise exception 'case %: money of other grants would be paid back', new.proceeding_id
            using errcode = '23514', constraint = 'repayment_from_its_own_money';
    end if;
    return null;
end $$;

ALTER FUNCTION public.repayment_from_its_own_money() OWNER TO zhuanhu_owner;

-- Name: repayment_within_recall(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.repayment_within_recall() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    due record;
    paid record;
begin
    perform pg_advisory_xact_lock(hashtextextended(new.proceeding_id::text, 0));
    select r.fiscal, r.interest into due from recall r
     where r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id;
    select coalesce(sum(p.fiscal), 0) as fiscal, coalesce(sum(p.interest), 0) as interest
      into paid from repayment p
     where p.employer_id = new.employer_id and p.proceeding_id = new.proceeding_id;
    if paid.fiscal + new.fiscal > due.fiscal or paid.interest + new.interest > due.interest then
        raise exception 'case %: more is paid back than is due', new.proceeding_id
            using errcode = '23514', constraint = 'repayment_within_recall';
    end if;
    if new.arrived_on is not null or not exists (
        select from ledger.entry e
          join ledger.line l on l.entry_id = e.id and l.amount = -(new.fiscal + new.interest)
          join ledger.account a on a.id = l.account_id and a.code = '1002.S'
         where e.id = new.entry_id and e.tenant_id = new.employer_id and e.kind = 'repay'
           and e.effective_on = new.paid_on and e.actor = new.paid_by::text
           and e.key like 'proceeding:' || new.proceeding_id || ':repay:%') then
        raise exception 'a repayment of case % is not in the ledger', new.proceeding_id
            using errcode = '23514', constraint = 'repayment_is_in_the_ledger';
    end if;
    return new;
end $$;

ALTER FUNCTION public.repayment_within_recall() OWNER TO zhuanhu_owner;

-- Name: role_is_held(uuid, text, uuid); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.role_is_held(person uuid, held text, employer uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    select case when held = 'clock' then person = '00000000-0000-0000-0000-000000000000'
           else exists (select from user_account u
                         where u.id = person and u.role = held
                           and coalesce(u.employer_id, employer) = employer) end
$$;

ALTER FUNCTION public.role_is_held(person uuid, held text, employer uuid) OWNER TO zhuanhu_owner;

-- Name: ruling_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.ruling_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.published_at is not null then
        raise exception 'ruling % is published', old.number
            using errcode = '55000', constraint = 'ruling_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.ruling_stays() OWNER TO zhuanhu_owner;

-- Name: ruling_waits_first(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.ruling_waits_first() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.published_at is not null then
        raise exception 'a ruling is recorded before it is published'
            using errcode = '23514', constraint = 'ruling_waits_first';
    end if;
    return new;
end $$;

ALTER FUNCTION public.ruling_waits_first() OWNER TO zhuanhu_owner;

-- Name: sanction_has_its_ground(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.sanction_has_its_ground() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.assessment_id is not null and not exists (
        select from assessment a
         where a.employer_id = new.employer_id and a.id = new.assessment_id
           and a.grant_id = new.grant_id and a.round = 2 and a.conclusion = 'failed') then
        raise exception 'no assessment was failed again'
            using errcode = '23514', constraint = 'sanction_has_its_ground';
    end if;
    if new.rectification_id is not null and 3 <> (
        select count(distinct s.action) from proceeding p
          join proceeding_step s on s.employer_id = p.employer_id and s.proceeding_id = p.id
         where p.employer_id = new.employer_id and p.id = new.rectification_id
           and p.grant_id = new.grant_id and p.kind = 'rectification'
           and p.state in ('overdue', 'escalated')
           and s.action in ('remind', 'order', 'lapse')) then
        raise exception 'nobody was reminded and ordered to rectify in vain'
            using errcode = '23514', constraint = 'sanction_has_its_ground';
    end if;
    return new;
end $$;

ALTER FUNCTION public.sanction_has_its_ground() OWNER TO zhuanhu_owner;

-- Name: sanction_is_decided_once(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.sanction_is_decided_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.decided_on is not null then
        raise exception 'sanction % has been decided', old.proceeding_id
            using errcode = '55000', constraint = 'sanction_is_decided_once';
    end if;
    return new;
end $$;

ALTER FUNCTION public.sanction_is_decided_once() OWNER TO zhuanhu_owner;

-- Name: signal_follows_its_steps(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.signal_follows_its_steps() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    last record;
begin
    if tg_op = 'INSERT' then
        if new.state <> 'open' or new.watched or new.gone_at is not null then
            raise exception 'a signal begins open'
                using errcode = '23514', constraint = 'signal_begins_open';
        end if;
        return new;
    end if;
    if new.state = old.state and new.watched = old.watched then
        return new;
    end if;
    select s.state, s.watched into last from signal_step s
     where s.signal_id = new.id order by s.serial desc limit 1;
    if not found or last.state <> new.state or last.watched <> new.watched then
        raise exception 'no step of signal % leads there', new.id
            using errcode = '23514', constraint = 'signal_follows_its_steps';
    end if;
    return new;
end $$;

ALTER FUNCTION public.signal_follows_its_steps() OWNER TO zhuanhu_owner;

-- Name: signal_step_is_due(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.signal_step_is_due() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    it record;
begin
    select s.state, s.watched, s.evidence_id into it from signal s where s.id = new.signal_id for update;
    if it.evidence_id <> new.evidence_id
       or new.action in ('follow', 'dismiss') and it.state = new.state
       or new.action in ('reopen', 'again') and it.state = 'open'
       or new.action in ('watch', 'unwatch')
          and (it.watched = new.watched or it.state <> new.state)
       or new.action in ('follow', 'reopen', 'again') and it.watched <> new.watched then
        raise exception 'signal % cannot take the step % now', new.signal_id, new.action
            using errcode = '55000', constraint = 'signal_step_in_time';
    end if;
    return new;
end $$;

ALTER FUNCTION public.signal_step_is_due() OWNER TO zhuanhu_owner;

-- Name: split_covers_its_invoice(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.split_covers_its_invoice() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    sheet split_sheet;
    shared numeric;
    invoiced numeric;
begin
    if tg_table_name = 'split_sheet' then
        sheet := new;
    else
        select * into sheet from split_sheet s
         where s.employer_id = new.employer_id and s.id = new.sheet_id;
    end if;
    select coalesce(sum(s.amount), 0) into shared from split_share s
     where s.employer_id = sheet.employer_id and s.sheet_id = sheet.id;
    select i.total into invoiced from invoice i
     where i.employer_id = sheet.employer_id and i.id = sheet.invoice_id;
    if shared <> sheet.total or invoiced is distinct from sheet.total or exists (
        select from split_share s
          left join claim c on c.employer_id = s.employer_id and c.id = s.claim_id
         where s.employer_id = sheet.employer_id and s.sheet_id = sheet.id
         group by c.id having count(*) > 1) or exists (
        select from split_share s
          join claim c on c.employer_id = s.employer_id and c.id = s.claim_id
         where s.employer_id = sheet.employer_id and s.sheet_id = sheet.id
           and c.invoice_id <> sheet.invoice_id) then
        raise exception 'the shares of sheet % are not its invoice', sheet.number
            using errcode = '23514', constraint = 'split_covers_its_invoice';
    end if;
    return null;
end $$;

ALTER FUNCTION public.split_covers_its_invoice() OWNER TO zhuanhu_owner;

-- Name: split_sheet_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.split_sheet_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if old.voided_at is not null
       or (new.employer_id, new.number, new.invoice_id, new.total, new.reason, new.made_by,
           new.made_at) is distinct from
          (old.employer_id, old.number, old.invoice_id, old.total, old.reason, old.made_by,
           old.made_at)
       or exists (
           select from split_share s
             join claim c on c.employer_id = s.employer_id and c.id = s.claim_id
            where s.employer_id = old.employer_id and s.sheet_id = old.id
              and c.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed')) then
        raise exception 'sheet % stays', old.number
            using errcode = '55000', constraint = 'split_sheet_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.split_sheet_stays() OWNER TO zhuanhu_owner;

-- Name: spot_check_answer_in_time(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_answer_in_time() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    asked spot_check_item;
begin
    if not spot_check_is_underway(new.check_id) or not is_of_the_center(new.answered_by) then
        raise exception 'check % takes no answers now', new.check_id
            using errcode = '55000', constraint = 'spot_check_answer_in_time';
    end if;
    select * into asked from spot_check_item i
     where i.employer_id = new.employer_id and i.id = new.item_id;
    if asked.check_id <> new.check_id
       or new.version <> (select coalesce(max(a.version), 0) + 1 from spot_check_answer a
                           where a.employer_id = new.employer_id and a.item_id = new.item_id)
       or (new.evidence and new.audited * 100 <> asked.value
           and 'fails' <> all (array[new.support, new.purpose, new.amount, new.formalities,
                                     new.progress, new.balance])) then
        raise exception 'item % is not answered like this', new.item_id
            using errcode = '23514', constraint = 'spot_check_answer_of_its_item';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_answer_in_time() OWNER TO zhuanhu_owner;

-- Name: spot_check_begins_planned(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_begins_planned() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.state <> 'planned' or new.steps <> 0 then
        raise exception 'a check begins with its plan'
            using errcode = '55000', constraint = 'spot_check_follows_its_procedure';
    end if;
    if not exists (select from user_account u
                    where u.id = new.opened_by
                      and u.role in ('center_auditor', 'center_manager')) then
        raise exception '% is nobody of the Center', new.opened_by
            using errcode = '42501', constraint = 'spot_check_opened_by_the_center';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_begins_planned() OWNER TO zhuanhu_owner;

-- Name: spot_check_draw_in_turn(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_draw_in_turn() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    stands text;
begin
    select c.state into stands from spot_check c where c.id = new.check_id;
    if stands is distinct from (case when new.round = 1 then 'framed' else 'fieldwork' end)
       or new.round <> (select coalesce(max(d.round), 0) + 1 from spot_check_draw d
                         where d.check_id = new.check_id)
       or not exists (select from spot_check_frame f
                       where f.check_id = new.check_id and f.sha256 = new.frame_sha256) then
        raise exception 'check % is not drawn now: a sample is drawn once and may only grow',
            new.check_id using errcode = '55000', constraint = 'spot_check_draw_in_turn';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_draw_in_turn() OWNER TO zhuanhu_owner;

-- Name: spot_check_finding_stays(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_finding_stays() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'INSERT' then
        if not spot_check_is_underway(new.check_id) or not is_of_the_center(new.found_by)
           or new.proceeding_id is not null or new.dropped_at is not null
           or not exists (
            select from spot_check_item i
              join claim c on c.employer_id = i.employer_id and c.id = i.claim_id
              join spot_check_answer a on a.employer_id = i.employer_id and a.item_id = i.id
             where i.employer_id = new.employer_id and i.id = new.item_id
               and i.check_id = new.check_id and i.claim_id = new.claim_id
               and c.grant_id = new.grant_id and new.amount * 100 <= i.value
               and (not a.evidence or 'fails' = any (array[
                    a.support, a.purpose, a.amount, a.formalities, a.progress, a.balance]))) then
            raise exception 'a finding is of an item that was found wrong'
                using errcode = '23514', constraint = 'spot_check_finding_of_its_item';
        end if;
        return new;
    end if;
    if (to_jsonb(new) - array['proceeding_id', 'dropped_by', 'dropped_at', 'drop_reason'])
       <> (to_jsonb(old) - array['proceeding_id', 'dropped_by', 'dropped_at', 'drop_reason'])
       or old.proceeding_id is not null or old.dropped_at is not null
       or (new.dropped_at is not null and not is_of_the_center(new.dropped_by))
       or (new.proceeding_id is not null and not exists (
            select from rectification r
             where r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id
               and r.origin = 'spot_check' and r.claim_id = new.claim_id
               and r.amount <= new.amount)) then
        raise exception 'finding % stays as it was found', old.id
            using errcode = '55000', constraint = 'spot_check_finding_stays';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_finding_stays() OWNER TO zhuanhu_owner;

-- Name: spot_check_frame_in_time(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_frame_in_time() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    perform from spot_check c where c.id = new.check_id and c.state = 'noticed';
    if not found then
        raise exception 'the frame of check % is not frozen now', new.check_id
            using errcode = '55000', constraint = 'spot_check_frame_in_time';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_frame_in_time() OWNER TO zhuanhu_owner;

-- Name: spot_check_is_answered(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_is_answered() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    perform pg_advisory_xact_lock(hashtextextended('fieldwork ' || new.check_id, 0));
    if exists (
        select from spot_check_item i
         where i.check_id = new.check_id and not exists (
            select from spot_check_answer a
              join spot_check_review r on r.employer_id = a.employer_id and r.answer_id = a.id
             where a.employer_id = i.employer_id and a.item_id = i.id and r.agrees
               and not exists (select from spot_check_answer later
                                where later.employer_id = a.employer_id
                                  and later.item_id = a.item_id
                                  and later.version > a.version))) then
        raise exception 'check % has items that are not answered and reviewed', new.check_id
            using errcode = '23514', constraint = 'spot_check_is_answered';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_is_answered() OWNER TO zhuanhu_owner;

-- Name: spot_check_is_underway(uuid); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_is_underway(of_check uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('fieldwork ' || of_check, 0));
    return exists (select from spot_check c where c.id = of_check and c.state = 'fieldwork');
end $$;

ALTER FUNCTION public.spot_check_is_underway(of_check uuid) OWNER TO zhuanhu_owner;

-- Name: spot_check_item_of_its_draw(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_item_of_its_draw() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.round <> (select count(*) from spot_check_step s
                      where s.check_id = new.check_id and s.action in ('draw', 'extend')) + 1
       or new.number <> (select coalesce(max(i.number), 0) + 1 from spot_check_item i
                          where i.check_id = new.check_id) then
        raise exception 'item % of check % is of no draw', new.number, new.check_id
            using errcode = '55000', constraint = 'spot_check_item_of_its_draw';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_item_of_its_draw() OWNER TO zhuanhu_owner;

-- Name: spot_check_request_of_its_item(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_request_of_its_item() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (select from spot_check_item i
                    where i.employer_id = new.employer_id and i.check_id = new.check_id
                      and i.claim_id = new.claim_id and i.round = new.round) then
        raise exception 'claim % was not drawn', new.claim_id
            using errcode = '23514', constraint = 'spot_check_request_of_its_item';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_request_of_its_item() OWNER TO zhuanhu_owner;

-- Name: spot_check_response_in_time(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_response_in_time() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not role_is_held(new.said_by, 'employer_checker', new.employer_id)
       or new.version <> (select coalesce(max(r.version), 0) + 1 from spot_check_response r
                           where r.employer_id = new.employer_id
                             and r.finding_id = new.finding_id)
       or not exists (
        select from spot_check_finding f
          join spot_check_unit u on u.employer_id = f.employer_id and u.check_id = f.check_id
          join proceeding p on p.employer_id = u.employer_id and p.id = u.proceeding_id
         where f.employer_id = new.employer_id and f.id = new.finding_id
           and f.dropped_at is null and p.state = 'hearing') then
        raise exception 'finding % is not answered now', new.finding_id
            using errcode = '55000', constraint = 'spot_check_response_in_time';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_response_in_time() OWNER TO zhuanhu_owner;

-- Name: spot_check_review_by_another(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_review_by_another() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    given spot_check_answer;
begin
    select * into given from spot_check_answer a
     where a.employer_id = new.employer_id and a.id = new.answer_id;
    if not spot_check_is_underway(given.check_id)
       or exists (select from spot_check_answer a
                   where a.employer_id = given.employer_id
                     and a.item_id = given.item_id and a.version > given.version) then
        raise exception 'answer % is not reviewed now', new.answer_id
            using errcode = '55000', constraint = 'spot_check_review_in_time';
    end if;
    if given.answered_by = new.reviewed_by or not is_of_the_center(new.reviewed_by) then
        raise exception 'answer % needs another person of the Center', new.answer_id
            using errcode = '23514', constraint = 'spot_check_review_by_another';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_review_by_another() OWNER TO zhuanhu_owner;

-- Name: spot_check_stays_as_planned(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_stays_as_planned() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if (to_jsonb(new) - array['state', 'steps', 'due_on', 'due_provisional'])
       <> (to_jsonb(old) - array['state', 'steps', 'due_on', 'due_provisional'])
       or new.steps <> old.steps + 1 then
        raise exception 'check % stays as it was planned', old.number
            using errcode = '55000', constraint = 'spot_check_stays_as_planned';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_stays_as_planned() OWNER TO zhuanhu_owner;

-- Name: spot_check_step_is_due(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_step_is_due() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    due boolean := true;
begin
    case new.action
    when 'notice' then
        due := exists (select from spot_check_unit u where u.check_id = new.check_id);
    when 'freeze' then
        due := exists (select from spot_check_frame f join spot_check c on c.id = f.check_id
                        where f.check_id = new.check_id and f.items > 0
                          and c.cut_off < (new.at at time zone 'Asia/Shanghai')::date);
    when 'draw', 'extend' then
        due := (select count(*) from spot_check_draw d where d.check_id = new.check_id)
             = (select count(*) from spot_check_step s
                 where s.check_id = new.check_id and s.action in ('draw', 'extend')) + 1
           and not exists (select from spot_check_draw d
                            where d.check_id = new.check_id and d.items <> (
                                select count(*) from spot_check_item i
                                 where i.check_id = d.check_id and i.round = d.round));
    when 'draft' then
        due := exists (select from spot_check_evaluation e
                        where e.check_id = new.check_id
                          and e.number = (select count(*) from spot_check_step s
                                           where s.check_id = new.check_id
                                             and s.action = 'draft') + 1
                          and e.items = (select count(*) from spot_check_item i
                                          where i.check_id = new.check_id));
    when 'finish' then
        due := not exists (select from spot_check_unit u
                             join proceeding p on p.employer_id = u.employer_id
                                              and p.id = u.proceeding_id
                            where u.check_id = new.check_id and p.state = 'hearing');
    else
        due := true;
    end case;
    if not due then
        raise exception 'check %: % is not due yet', new.check_id, new.action
            using errcode = '23514', constraint = 'spot_check_step_is_due';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_step_is_due() OWNER TO zhuanhu_owner;

-- Name: spot_check_unit_of_its_case(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.spot_check_unit_of_its_case() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not exists (select from spot_check c
                    where c.id = new.check_id and c.state = 'planned'
                      and c.number = new.check_number and c.title = new.title
                      and c.manner = new.manner and c.period_from = new.period_from
                      and c.period_to = new.period_to and c.seed_sha256 = new.seed_sha256)
       or not exists (select from proceeding p
                       where p.employer_id = new.employer_id and p.id = new.proceeding_id
                         and p.kind = 'inspection' and p.steps = 0) then
        raise exception 'an employer''s part begins with the notice of its check'
            using errcode = '23514', constraint = 'spot_check_unit_of_its_case';
    end if;
    return new;
end $$;

ALTER FUNCTION public.spot_check_unit_of_its_case() OWNER TO zhuanhu_owner;

-- Name: standing_is_the_centers(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.standing_is_the_centers() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center() then
        raise exception 'the standing of grant % is for the Center to say', old.number
            using errcode = '42501', constraint = 'standing_is_the_centers';
    end if;
    return new;
end $$;

ALTER FUNCTION public.standing_is_the_centers() OWNER TO zhuanhu_owner;

-- Name: step_moves_its_case(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.step_moves_its_case() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    stands record;
    move record;
begin
    select p.state, p.steps, p.opened_by into stands from proceeding p
     where p.employer_id = new.employer_id and p.id = new.proceeding_id for update;
    select m.target, m.not_by into move from procedure_move m
     where m.kind = new.kind and m.source = new.source and m.action = new.action
       and m.role = new.actor_role;
    if stands.state is distinct from new.source or move.target is distinct from new.target then
        raise exception 'case % cannot take step % from %', new.proceeding_id, new.action, new.source
            using errcode = '55000', constraint = 'case_follows_its_procedure';
    end if;
    if stands.steps + 1 <> new.number then
        raise exception 'case % has moved meanwhile', new.proceeding_id
            using errcode = '55000', constraint = 'case_moved_meanwhile';
    end if;
    if (move.not_by = 'open' and stands.opened_by = new.actor_id)
       or exists (select from proceeding_step s
                where s.employer_id = new.employer_id and s.proceeding_id = new.proceeding_id
                  and s.action = move.not_by and s.actor_id = new.actor_id) then
        raise exception 'case %: % needs another person', new.proceeding_id, new.action
            using errcode = '23514', constraint = 'case_needs_another_person';
    end if;
    update proceeding set state = new.target, steps = new.number
     where employer_id = new.employer_id and id = new.proceeding_id;
    return new;
end $$;

ALTER FUNCTION public.step_moves_its_case() OWNER TO zhuanhu_owner;

-- Name: step_moves_its_spot_check(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.step_moves_its_spot_check() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    stands record;
    move record;
begin
    select c.state, c.steps, c.opened_by into stands from spot_check c
     where c.id = new.check_id for update;
    select m.target, m.not_by into move from procedure_move m
     where m.kind = new.kind and m.source = new.source and m.action = new.action
       and m.role = new.actor_role;
    if stands.state is distinct from new.source or move.target is distinct from new.target then
        raise exception 'check % cannot take step % from %', new.check_id, new.action, new.source
            using errcode = '55000', constraint = 'spot_check_follows_its_procedure';
    end if;
    if stands.steps + 1 <> new.number then
        raise exception 'check % has moved meanwhile', new.check_id
            using errcode = '55000', constraint = 'spot_check_moved_meanwhile';
    end if;
    if (move.not_by = 'open' and stands.opened_by = new.actor_id)
       or exists (select from spot_check_step s
                   where s.check_id = new.check_id and s.action = move.not_by
                     and s.actor_id = new.actor_id) then
        raise exception 'check %: % needs another person', new.check_id, new.action
            using errcode = '23514', constraint = 'spot_check_needs_another_person';
    end if;
    if not exists (select from user_account u
                    where u.id = new.actor_id and u.role = new.actor_role
                      and u.employer_id is null) then
        raise exception '% is not % of the Center', new.actor_id, new.actor_role
            using errcode = '42501', constraint = 'step_taken_by_its_people';
    end if;
    update spot_check
       set state = new.target, steps = new.number, due_on = new.due_on,
           due_provisional = new.due_provisional
     where id = new.check_id;
    return new;
end $$;

ALTER FUNCTION public.step_moves_its_spot_check() OWNER TO zhuanhu_owner;

-- Name: step_taken_by_its_people(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.step_taken_by_its_people() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not role_is_held(new.actor_id, new.actor_role, new.employer_id) then
        raise exception '% is not % of that employer or of the Center', new.actor_id, new.actor_role
            using errcode = '42501', constraint = 'step_taken_by_its_people';
    end if;
    return new;
end $$;

ALTER FUNCTION public.step_taken_by_its_people() OWNER TO zhuanhu_owner;

-- Name: transfer_goes_on_by_the_center(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.transfer_goes_on_by_the_center() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center()
       or old.new_grant_id is not null and new.new_grant_id is distinct from old.new_grant_id then
        raise exception 'where transfer % goes is for the Center to say', old.proceeding_id
            using errcode = '42501', constraint = 'transfer_goes_on_by_the_center';
    end if;
    return new;
end $$;

ALTER FUNCTION public.transfer_goes_on_by_the_center() OWNER TO zhuanhu_owner;

-- Name: transfer_is_in_the_ledger(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.transfer_is_in_the_ledger() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
declare
    v_statement uuid;
    v_money numeric;
    v_fiscal numeric;
    v_budget numeric;
    v_wanted integer;
begin
    select s.id into v_statement from transfer_statement s
     where s.employer_id = new.employer_id and s.proceeding_id = new.proceeding_id
     order by s.number desc limit 1;
    select coalesce(sum(r.moved), 0), coalesce(sum(r.moved) filter (where r.source = 'FISCAL'), 0)
      into v_money, v_fiscal from transfer_rest r
     where r.employer_id = new.employer_id and r.statement_id = v_statement;
    select coalesce(sum(b.amount), 0) into v_budget from transfer_budget b
     where b.employer_id = new.employer_id and b.statement_id = v_statement;
    v_wanted := case
        when new.action = 'move' then (v_money + v_budget > 0)::int + (v_budget > 0)::int
        else (v_money > 0)::int + (v_fiscal > 0)::int end;
    if v_statement is null or v_wanted <> (
           select count(distinct e.book_id) from ledger.entry e
            where e.key = 'transfer:' || v_statement || ':' || new.action) then
        raise exception 'step % of transfer % is not in the books', new.action, new.proceeding_id
            using errcode = '23514', constraint = 'transfer_is_in_the_ledger';
    end if;
    return new;
end $$;

ALTER FUNCTION public.transfer_is_in_the_ledger() OWNER TO zhuanhu_owner;

-- Name: transfer_payment_is_whole(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.transfer_payment_is_whole() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if new.amount is distinct from (
           select sum(r.moved) from transfer_rest r
            where r.employer_id = new.employer_id and r.statement_id = new.statement_id)
       or not exists (
           select from ledger.entry e
            where e.id = new.entry_id and e.tenant_id = new.employer_id
              and e.key = 'transfer:' || new.statement_id || ':pay') then
        raise exception 'a transfer is paid whole: %', new.statement_id
            using errcode = '23514', constraint = 'transfer_payment_is_whole';
    end if;
    return new;
end $$;

ALTER FUNCTION public.transfer_payment_is_whole() OWNER TO zhuanhu_owner;

-- Name: written_by_the_center(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.written_by_the_center() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
begin
    if not zhuanhu_is_center() then
        raise exception 'only the Center writes %', tg_table_name
            using errcode = '42501', constraint = 'written_by_the_center';
    end if;
    return new;
end $$;

ALTER FUNCTION public.written_by_the_center() OWNER TO zhuanhu_owner;

-- Name: zhuanhu_is_center(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.zhuanhu_is_center() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((current_setting('zhuanhu.tenant'::text, true) = 'center'::text), false);

ALTER FUNCTION public.zhuanhu_is_center() OWNER TO zhuanhu_owner;

-- Name: zhuanhu_tenant(); Type: FUNCTION; Schema: public; Owner: zhuanhu_owner

CREATE FUNCTION public.zhuanhu_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(NULLIF(current_setting('zhuanhu.tenant'::text, true), ''::text), 'center'::text))::uuid;

ALTER FUNCTION public.zhuanhu_tenant() OWNER TO zhuanhu_owner;

-- Name: account; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.account (
    id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    book_kind text NOT NULL,
    code text NOT NULL,
    grant_id text DEFAULT ''::text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    category text DEFAULT ''::text NOT NULL,
    layer text NOT NULL,
    normal smallint NOT NULL,
    has_grant boolean GENERATED ALWAYS AS ((grant_id <> ''::text)) STORED NOT NULL,
    has_source boolean GENERATED ALWAYS AS ((source <> ''::text)) STORED NOT NULL,
    has_category boolean GENERATED ALWAYS AS ((category <> ''::text)) STORED NOT NULL,
    CONSTRAINT account_category CHECK ((category = ANY (ARRAY[''::text, 'RND'::text, 'TRAIN'::text, 'EXCH'::text, 'MENTOR'::text, 'CONF'::text, 'CE'::text, 'IP_PUB'::text, 'PUBL'::text, 'OTHER'::text]))),
    CONSTRAINT account_grant CHECK ((grant_id ~ '^[^|,[:cntrl:]]{0,64}$'::text)),
    CONSTRAINT account_source CHECK ((source = ANY (ARRAY[''::text, 'FISCAL'::text, 'MATCH'::text, 'RAISED'::text, 'INTEREST'::text]))),
    CONSTRAINT account_tenant CHECK (((book_kind = 'center'::text) = (tenant_id IS NULL)))
);

ALTER TABLE ONLY ledger.account FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.account OWNER TO zhuanhu_owner;

-- Name: account_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: account_type; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.account_type (
    code text NOT NULL,
    name text NOT NULL,
    book_kind text NOT NULL,
    layer text NOT NULL,
    normal smallint NOT NULL,
    has_grant boolean NOT NULL,
    has_source boolean NOT NULL,
    has_category boolean NOT NULL,
    floor_zero boolean NOT NULL,
    CONSTRAINT account_type_book_kind_check CHECK ((book_kind = ANY (ARRAY['center'::text, 'employer'::text]))),
    CONSTRAINT account_type_layer_check CHECK ((layer = ANY (ARRAY['F'::text, 'B'::text]))),
    CONSTRAINT account_type_normal_check CHECK ((normal = ANY (ARRAY[1, '-1'::integer])))
);

ALTER TABLE ledger.account_type OWNER TO zhuanhu_owner;

-- Name: anchor; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.anchor (
    number bigint NOT NULL,
    tenant_id uuid,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    root bytea NOT NULL,
    said text NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT anchor_check CHECK ((hash = sha256(convert_to(said, 'UTF8'::name)))),
    CONSTRAINT anchor_number_check CHECK ((number >= 1)),
    CONSTRAINT anchor_root_check CHECK ((length(root) = 32)),
    CONSTRAINT anchor_said_check CHECK ((said <> ''::text)),
    CONSTRAINT anchor_tenant_id_check CHECK ((tenant_id IS NULL))
);

ALTER TABLE ONLY ledger.anchor FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.anchor OWNER TO zhuanhu_owner;

-- Name: balance; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.balance (
    account_id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    layer text NOT NULL,
    normal smallint NOT NULL,
    floor numeric(16,2),
    open boolean DEFAULT true NOT NULL,
    posted numeric(16,2) DEFAULT 0 NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    CONSTRAINT balance_floor CHECK ((((normal)::numeric * posted) >= floor))
)
WITH (fillfactor='50');

ALTER TABLE ONLY ledger.balance FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.balance OWNER TO zhuanhu_owner;

-- Name: balance_snapshot; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.balance_snapshot (
    account_id bigint NOT NULL,
    month integer NOT NULL,
    book_id bigint NOT NULL,
    tenant_id uuid,
    layer text NOT NULL,
    posted numeric(16,2) NOT NULL,
    debits numeric(16,2) NOT NULL,
    CONSTRAINT balance_snapshot_check CHECK (((debits >= (0)::numeric) AND (debits >= posted)))
);

ALTER TABLE ONLY ledger.balance_snapshot FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.balance_snapshot OWNER TO zhuanhu_owner;

-- Name: bank_line; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.bank_line (
    id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    statement_id bigint NOT NULL,
    identity text NOT NULL,
    day date NOT NULL,
    amount numeric(16,2) NOT NULL,
    counterparty text NOT NULL,
    counterparty_account text NOT NULL,
    summary text NOT NULL,
    reference text NOT NULL,
    CONSTRAINT bank_line_amount_check CHECK (((amount <> (0)::numeric) AND (amount <> 'NaN'::numeric))),
    CONSTRAINT bank_line_counterparty_account_check CHECK ((length(counterparty_account) <= 400)),
    CONSTRAINT bank_line_counterparty_check CHECK ((length(counterparty) <= 400)),
    CONSTRAINT bank_line_identity_check CHECK (((length(identity) >= 1) AND (length(identity) <= 200))),
    CONSTRAINT bank_line_reference_check CHECK ((length(reference) <= 400)),
    CONSTRAINT bank_line_summary_check CHECK ((length(summary) <= 4000))
);

ALTER TABLE ONLY ledger.bank_line FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.bank_line OWNER TO zhuanhu_owner;

-- Name: bank_line_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_line ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.bank_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: bank_match; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.bank_match (
    id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    rule text NOT NULL,
    evidence jsonb NOT NULL,
    maker text NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    member_count smallint NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT bank_match_evidence_check CHECK (((jsonb_typeof(evidence) = 'array'::text) AND (length((evidence)::text) <= 8000))),
    CONSTRAINT bank_match_maker_check CHECK (((length(maker) >= 1) AND (length(maker) <= 100))),
    CONSTRAINT bank_match_member_count_check CHECK (((member_count >= 2) AND (member_count <= 200))),
    CONSTRAINT bank_match_rule_check CHECK (((length(rule) >= 1) AND (length(rule) <= 40))),
    CONSTRAINT match_maker CHECK (((rule = 'manual'::text) = (maker <> 'rules'::text)))
);

ALTER TABLE ONLY ledger.bank_match FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.bank_match OWNER TO zhuanhu_owner;

-- Name: bank_match_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_match ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.bank_match_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: bank_match_member; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.bank_match_member (
    match_id bigint NOT NULL,
    place smallint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    bank_line_id bigint,
    entry_id bigint,
    line_no smallint,
    amount numeric(16,2) NOT NULL,
    CONSTRAINT bank_match_member_place_check CHECK ((place >= 1)),
    CONSTRAINT member_side CHECK (((num_nonnulls(bank_line_id, entry_id) = 1) AND ((entry_id IS NULL) = (line_no IS NULL))))
);

ALTER TABLE ONLY ledger.bank_match_member FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.bank_match_member OWNER TO zhuanhu_owner;

-- Name: bank_match_state; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.bank_match_state (
    match_id bigint NOT NULL,
    state text NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    actor text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT bank_match_state_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 100))),
    CONSTRAINT bank_match_state_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT bank_match_state_state_check CHECK ((state = ANY (ARRAY['approved'::text, 'withdrawn'::text]))),
    CONSTRAINT state_reason CHECK (((state = 'approved'::text) OR (reason <> ''::text)))
);

ALTER TABLE ONLY ledger.bank_match_state FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.bank_match_state OWNER TO zhuanhu_owner;

-- Name: bank_statement; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.bank_statement (
    id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    account_number text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    opening numeric(16,2) NOT NULL,
    closing numeric(16,2) NOT NULL,
    sha256 text NOT NULL,
    file_name text NOT NULL,
    imported_by text NOT NULL,
    imported_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT bank_statement_account_number_check CHECK ((length(account_number) <= 40)),
    CONSTRAINT bank_statement_closing_check CHECK ((closing <> 'NaN'::numeric)),
    CONSTRAINT bank_statement_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    CONSTRAINT bank_statement_imported_by_check CHECK (((length(imported_by) >= 1) AND (length(imported_by) <= 100))),
    CONSTRAINT bank_statement_opening_check CHECK ((opening <> 'NaN'::numeric)),
    CONSTRAINT bank_statement_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT statement_days CHECK ((from_day <= to_day))
);

ALTER TABLE ONLY ledger.bank_statement FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.bank_statement OWNER TO zhuanhu_owner;

-- Name: bank_statement_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_statement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.bank_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: book; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.book (
    id bigint NOT NULL,
    tenant_id uuid,
    kind text NOT NULL,
    name text NOT NULL,
    CONSTRAINT book_kind_check CHECK ((kind = ANY (ARRAY['center'::text, 'employer'::text]))),
    CONSTRAINT book_name_check CHECK ((name <> ''::text)),
    CONSTRAINT book_of_tenant CHECK (((kind = 'center'::text) = (tenant_id IS NULL)))
);

ALTER TABLE ONLY ledger.book FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.book OWNER TO zhuanhu_owner;

-- Name: book_head; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.book_head (
    book_id bigint NOT NULL,
    tenant_id uuid,
    last_seq bigint DEFAULT 0 NOT NULL,
    last_hash bytea NOT NULL,
    last_at timestamp with time zone DEFAULT '2000-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    closed_through date DEFAULT '1999-12-31'::date NOT NULL,
    soft_closed_through date DEFAULT '1999-12-31'::date NOT NULL,
    halted_at timestamp with time zone,
    halted_why text,
    CONSTRAINT book_head_halted_why_check CHECK ((halted_why <> ''::text)),
    CONSTRAINT head_halted CHECK (((halted_at IS NULL) = (halted_why IS NULL))),
    CONSTRAINT head_soft_first CHECK ((soft_closed_through >= closed_through))
)
WITH (fillfactor='20');

ALTER TABLE ONLY ledger.book_head FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.book_head OWNER TO zhuanhu_owner;

-- Name: book_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.book ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.book_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: budget_control; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.budget_control (
    book_id bigint NOT NULL,
    tenant_id uuid,
    grant_id text NOT NULL,
    tolerance numeric(16,2) NOT NULL,
    set_by text NOT NULL,
    set_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT budget_control_grant_id_check CHECK ((grant_id <> ''::text)),
    CONSTRAINT budget_control_set_by_check CHECK (((length(set_by) >= 1) AND (length(set_by) <= 100))),
    CONSTRAINT budget_control_tolerance_check CHECK (((tolerance > (0)::numeric) AND (tolerance <> 'NaN'::numeric)))
);

ALTER TABLE ONLY ledger.budget_control FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.budget_control OWNER TO zhuanhu_owner;

-- Name: entry; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.entry (
    id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    seq bigint NOT NULL,
    period integer NOT NULL,
    word ledger.entry_word NOT NULL,
    no ledger.entry_no NOT NULL,
    kind ledger.entry_kind NOT NULL,
    key ledger.entry_key NOT NULL,
    event_id uuid,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor ledger.entry_actor NOT NULL,
    approver ledger.entry_approver,
    memo ledger.entry_memo NOT NULL,
    meta ledger.entry_meta NOT NULL,
    reverses bigint,
    line_count ledger.entry_line_count NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    request_hash bytea NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT entry_period CHECK (((period)::numeric = ((EXTRACT(year FROM effective_on) * (100)::numeric) + EXTRACT(month FROM effective_on))))
);

ALTER TABLE ONLY ledger.entry FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.entry OWNER TO zhuanhu_owner;

-- Name: entry_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: line; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.line (
    entry_id bigint NOT NULL,
    line_no ledger.line_no NOT NULL,
    book_id bigint NOT NULL,
    account_id bigint NOT NULL,
    tenant_id uuid,
    layer text NOT NULL,
    effective_on date NOT NULL,
    amount ledger.line_amount NOT NULL,
    balance_after numeric(16,2) NOT NULL,
    account_seq bigint NOT NULL
);

ALTER TABLE ONLY ledger.line FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.line OWNER TO zhuanhu_owner;

-- Name: proof; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.proof (
    id bigint NOT NULL,
    book_id bigint NOT NULL,
    tenant_id uuid,
    proved_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    since bigint NOT NULL,
    last_seq bigint NOT NULL,
    last_hash bytea NOT NULL,
    faults integer NOT NULL,
    first text,
    CONSTRAINT proof_check CHECK ((((first IS NULL) = (faults = 0)) AND (length(first) <= 500))),
    CONSTRAINT proof_faults_check CHECK ((faults >= 0)),
    CONSTRAINT proof_since_check CHECK ((since >= 0))
);

ALTER TABLE ONLY ledger.proof FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.proof OWNER TO zhuanhu_owner;

-- Name: proof_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.proof ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: reconciliation; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.reconciliation (
    id bigint NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    day date NOT NULL,
    statement_balance numeric(16,2) NOT NULL,
    book_balance numeric(16,2) NOT NULL,
    bank_in numeric(16,2) NOT NULL,
    bank_out numeric(16,2) NOT NULL,
    book_in numeric(16,2) NOT NULL,
    book_out numeric(16,2) NOT NULL,
    lists jsonb NOT NULL,
    last_seq bigint NOT NULL,
    maker text NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT reconciliation_bank_in_check CHECK (((bank_in >= (0)::numeric) AND (bank_in <> 'NaN'::numeric))),
    CONSTRAINT reconciliation_bank_out_check CHECK (((bank_out >= (0)::numeric) AND (bank_out <> 'NaN'::numeric))),
    CONSTRAINT reconciliation_book_balance_check CHECK ((book_balance <> 'NaN'::numeric)),
    CONSTRAINT reconciliation_book_in_check CHECK (((book_in >= (0)::numeric) AND (book_in <> 'NaN'::numeric))),
    CONSTRAINT reconciliation_book_out_check CHECK (((book_out >= (0)::numeric) AND (book_out <> 'NaN'::numeric))),
    CONSTRAINT reconciliation_holds CHECK ((((book_balance + bank_in) - bank_out) = ((statement_balance + book_in) - book_out))),
    CONSTRAINT reconciliation_lists_check CHECK (((jsonb_typeof(lists) = 'object'::text) AND (length((lists)::text) <= 1000000))),
    CONSTRAINT reconciliation_maker_check CHECK (((length(maker) >= 1) AND (length(maker) <= 100)))
);

ALTER TABLE ONLY ledger.reconciliation FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.reconciliation OWNER TO zhuanhu_owner;

-- Name: reconciliation_id_seq; Type: SEQUENCE; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.reconciliation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.reconciliation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: reconciliation_state; Type: TABLE; Schema: ledger; Owner: zhuanhu_owner

CREATE TABLE ledger.reconciliation_state (
    reconciliation_id bigint NOT NULL,
    state text NOT NULL,
    tenant_id uuid,
    book_id bigint NOT NULL,
    actor text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    decided_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT reconciliation_reason CHECK (((state = 'approved'::text) OR (reason <> ''::text))),
    CONSTRAINT reconciliation_state_actor_check CHECK (((length(actor) >= 1) AND (length(actor) <= 100))),
    CONSTRAINT reconciliation_state_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT reconciliation_state_state_check CHECK ((state = ANY (ARRAY['approved'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY ledger.reconciliation_state FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.reconciliation_state OWNER TO zhuanhu_owner;

-- Name: access_token; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.access_token (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    scope text NOT NULL,
    secret_hash bytea NOT NULL,
    secret_end text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT ck_access_token_expires CHECK (((expires_at > made_at) AND (expires_at <= (made_at + '366 days'::interval)))),
    CONSTRAINT ck_access_token_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_access_token_scope_known CHECK ((scope = ANY (ARRAY['read'::text, 'upload'::text]))),
    CONSTRAINT ck_access_token_secret_hashed CHECK (((octet_length(secret_hash) = 32) AND (length(secret_end) = 4)))
);

ALTER TABLE ONLY public.access_token FORCE ROW LEVEL SECURITY;

ALTER TABLE public.access_token OWNER TO zhuanhu_owner;

-- Name: advance; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.advance (
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    category text NOT NULL,
    amount numeric(16,2) NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    CONSTRAINT ck_advance_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_advance_to_somebody CHECK ((btrim(recipient) <> ''::text))
);

ALTER TABLE ONLY public.advance FORCE ROW LEVEL SECURITY;

ALTER TABLE public.advance OWNER TO zhuanhu_owner;

-- Name: advance_use; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.advance_use (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    claim_id uuid,
    amount numeric(16,2) NOT NULL,
    bank_slip text DEFAULT ''::text NOT NULL,
    entry_id bigint,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_advance_use_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_advance_use_claim_or_money_back CHECK (((claim_id IS NULL) = (bank_slip <> ''::text)))
);

ALTER TABLE ONLY public.advance_use FORCE ROW LEVEL SECURITY;

ALTER TABLE public.advance_use OWNER TO zhuanhu_owner;

-- Name: agreement; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.agreement (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    number text NOT NULL,
    version integer NOT NULL,
    approved_on date NOT NULL,
    signed_on date NOT NULL,
    ends_on date NOT NULL,
    negative_list text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_agreement_period_in_order CHECK ((approved_on < ends_on)),
    CONSTRAINT ck_agreement_version_counted CHECK ((version > 0))
);

ALTER TABLE ONLY public.agreement FORCE ROW LEVEL SECURITY;

ALTER TABLE public.agreement OWNER TO zhuanhu_owner;

-- Name: agreement_budget; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.agreement_budget (
    employer_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    category text NOT NULL,
    amount numeric(16,2) NOT NULL,
    CONSTRAINT ck_agreement_budget_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_agreement_budget_category_known CHECK ((category = ANY (ARRAY['RND'::text, 'TRAIN'::text, 'EXCH'::text, 'MENTOR'::text, 'CONF'::text, 'CE'::text, 'IP_PUB'::text, 'PUBL'::text, 'OTHER'::text])))
);

ALTER TABLE ONLY public.agreement_budget FORCE ROW LEVEL SECURITY;

ALTER TABLE public.agreement_budget OWNER TO zhuanhu_owner;

-- Name: alembic_version; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

ALTER TABLE public.alembic_version OWNER TO zhuanhu_owner;

-- Name: annual_call; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.annual_call (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    year integer NOT NULL,
    title text NOT NULL,
    born_on_or_after date NOT NULL,
    quota integer NOT NULL,
    grant_amount numeric(16,2) NOT NULL,
    CONSTRAINT ck_annual_call_amount_positive CHECK ((grant_amount > (0)::numeric)),
    CONSTRAINT ck_annual_call_quota_positive CHECK ((quota > 0)),
    CONSTRAINT ck_annual_call_year_range CHECK (((year >= 2020) AND (year <= 2100)))
);

ALTER TABLE public.annual_call OWNER TO zhuanhu_owner;

-- Name: api_request; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.api_request (
    employer_id uuid NOT NULL,
    user_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    content_hash bytea NOT NULL,
    batch_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.api_request FORCE ROW LEVEL SECURITY;

ALTER TABLE public.api_request OWNER TO zhuanhu_owner;

-- Name: appeal; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.appeal (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    finding jsonb,
    returned_for text NOT NULL,
    amount numeric(16,2) NOT NULL,
    grounds text NOT NULL,
    CONSTRAINT ck_appeal_against_one_thing CHECK (((finding IS NULL) = (returned_for <> ''::text))),
    CONSTRAINT ck_appeal_amount_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT ck_appeal_grounded CHECK ((grounds <> ''::text))
);

ALTER TABLE ONLY public.appeal FORCE ROW LEVEL SECURITY;

ALTER TABLE public.appeal OWNER TO zhuanhu_owner;

-- Name: arrival; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.arrival (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    old_name text NOT NULL,
    bank_reference text,
    entry_id bigint
);

ALTER TABLE ONLY public.arrival FORCE ROW LEVEL SECURITY;

ALTER TABLE public.arrival OWNER TO zhuanhu_owner;

-- Name: arrival_amount; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.arrival_amount (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    source text NOT NULL,
    amount numeric(16,2) NOT NULL,
    CONSTRAINT ck_arrival_amount_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_arrival_amount_source_known CHECK ((source = ANY (ARRAY['FISCAL'::text, 'MATCH'::text, 'RAISED'::text, 'INTEREST'::text])))
);

ALTER TABLE ONLY public.arrival_amount FORCE ROW LEVEL SECURITY;

ALTER TABLE public.arrival_amount OWNER TO zhuanhu_owner;

-- Name: assessment; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.assessment (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    stage text NOT NULL,
    round integer NOT NULL,
    self_score numeric(5,2) NOT NULL,
    employer_score numeric(5,2) NOT NULL,
    expert_score numeric(5,2) NOT NULL,
    conclusion text NOT NULL,
    assessed_on date NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_assessment_conclusion_known CHECK ((conclusion = ANY (ARRAY['passed'::text, 'failed'::text]))),
    CONSTRAINT ck_assessment_round_known CHECK ((round = ANY (ARRAY[1, 2]))),
    CONSTRAINT ck_assessment_scores_range CHECK (((LEAST(self_score, employer_score, expert_score) >= (0)::numeric) AND (GREATEST(self_score, employer_score, expert_score) <= (100)::numeric))),
    CONSTRAINT ck_assessment_staged CHECK ((stage <> ''::text))
);

ALTER TABLE ONLY public.assessment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.assessment OWNER TO zhuanhu_owner;

-- Name: association_measure; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.association_measure (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    measure text NOT NULL,
    document text NOT NULL,
    decided_on date NOT NULL,
    barred_year integer,
    facts text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    ended_on date,
    ended_by uuid,
    end_reason text NOT NULL,
    CONSTRAINT ck_association_measure_barred_a_year CHECK (((measure = 'bar'::text) = (barred_year IS NOT NULL))),
    CONSTRAINT ck_association_measure_documented CHECK (((document <> ''::text) AND (facts <> ''::text))),
    CONSTRAINT ck_association_measure_ended_by_somebody CHECK ((num_nulls(ended_on, ended_by) = ANY (ARRAY[0, 2]))),
    CONSTRAINT ck_association_measure_ended_with_reason CHECK (((ended_on IS NULL) = (end_reason = ''::text))),
    CONSTRAINT ck_association_measure_measure_known CHECK ((measure = ANY (ARRAY['talk'::text, 'criticism'::text, 'bar'::text]))),
    CONSTRAINT ck_association_measure_year_range CHECK (((barred_year >= 2020) AND (barred_year <= 2100)))
);

ALTER TABLE ONLY public.association_measure FORCE ROW LEVEL SECURITY;

ALTER TABLE public.association_measure OWNER TO zhuanhu_owner;

-- Name: audit_trail; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.audit_trail (
    id bigint NOT NULL,
    employer_id uuid,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    subject_id uuid,
    source text,
    target text,
    article text,
    reason text
);

ALTER TABLE ONLY public.audit_trail FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_trail OWNER TO zhuanhu_owner;

-- Name: audit_trail_id_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.audit_trail ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_trail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: bank_layout; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.bank_layout (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    titles text[] NOT NULL,
    meanings text[] NOT NULL,
    file_name text NOT NULL,
    said_by uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_bank_layout_of_each_title CHECK (((titles <> '{}'::text[]) AND (cardinality(titles) = cardinality(meanings))))
);

ALTER TABLE ONLY public.bank_layout FORCE ROW LEVEL SECURITY;

ALTER TABLE public.bank_layout OWNER TO zhuanhu_owner;

-- Name: booking; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.booking (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    bank_line_id bigint NOT NULL,
    kind text NOT NULL,
    claim_id uuid,
    shares jsonb NOT NULL,
    reason text NOT NULL,
    late_reason text NOT NULL,
    state text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    decision text NOT NULL,
    entry_id bigint,
    proceeding_id uuid,
    category text,
    CONSTRAINT ck_booking_category_known CHECK ((category = ANY (ARRAY['RND'::text, 'TRAIN'::text, 'EXCH'::text, 'MENTOR'::text, 'CONF'::text, 'CE'::text, 'IP_PUB'::text, 'PUBL'::text, 'OTHER'::text]))),
    CONSTRAINT ck_booking_contribution_for CHECK (((kind = ANY (ARRAY['matching'::text, 'raised'::text])) = (category IS NOT NULL))),
    CONSTRAINT ck_booking_decided_whole CHECK ((((decided_by IS NULL) = (state = 'proposed'::text)) AND ((decided_at IS NULL) = (state = 'proposed'::text)))),
    CONSTRAINT ck_booking_kind_known CHECK ((kind = ANY (ARRAY['interest'::text, 'bank_fee'::text, 'top_up'::text, 'stray_receipt'::text, 'stray_return'::text, 'refund'::text, 'put_back'::text, 'matching'::text, 'raised'::text]))),
    CONSTRAINT ck_booking_posted_whole CHECK (((entry_id IS NULL) = (state <> 'posted'::text))),
    CONSTRAINT ck_booking_put_back_of_case CHECK (((kind = 'put_back'::text) = (proceeding_id IS NOT NULL))),
    CONSTRAINT ck_booking_reasoned CHECK ((reason <> ''::text)),
    CONSTRAINT ck_booking_refund_of_claim CHECK (((kind = 'refund'::text) = (claim_id IS NOT NULL))),
    CONSTRAINT ck_booking_shared CHECK (((kind = ANY (ARRAY['interest'::text, 'bank_fee'::text, 'top_up'::text, 'matching'::text, 'raised'::text])) = (shares <> '{}'::jsonb))),
    CONSTRAINT ck_booking_state_known CHECK ((state = ANY (ARRAY['proposed'::text, 'posted'::text, 'withdrawn'::text]))),
    CONSTRAINT ck_booking_two_people CHECK (((state <> 'posted'::text) OR (decided_by <> proposed_by))),
    CONSTRAINT ck_booking_withdrawn_with_reason CHECK (((state <> 'withdrawn'::text) OR (decision <> ''::text)))
);

ALTER TABLE ONLY public.booking FORCE ROW LEVEL SECURITY;

ALTER TABLE public.booking OWNER TO zhuanhu_owner;

-- Name: bulk_export; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.bulk_export (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    what text NOT NULL,
    asked text NOT NULL,
    row_count integer NOT NULL,
    purpose text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    decision text,
    decided_by uuid,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    CONSTRAINT ck_bulk_export_decided_whole CHECK ((num_nulls(decision, decided_by, decided_at) = ANY (ARRAY[0, 3]))),
    CONSTRAINT ck_bulk_export_decision_known CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text]))),
    CONSTRAINT ck_bulk_export_declined_with_reason CHECK (((decision IS DISTINCT FROM 'declined'::text) OR (reason <> ''::text))),
    CONSTRAINT ck_bulk_export_sound CHECK (((what <> ''::text) AND (row_count > 0) AND (length(asked) <= 1000))),
    CONSTRAINT ck_bulk_export_told CHECK (((length(btrim(purpose)) >= 4) AND (length(btrim(purpose)) <= 500))),
    CONSTRAINT ck_bulk_export_two_people CHECK ((decided_by <> requested_by))
);

ALTER TABLE ONLY public.bulk_export FORCE ROW LEVEL SECURITY;

ALTER TABLE public.bulk_export OWNER TO zhuanhu_owner;

-- Name: claim; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.claim (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    number text NOT NULL,
    grant_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    category text,
    category_reason jsonb,
    amount numeric(16,2) NOT NULL,
    cost_on date,
    statement text NOT NULL,
    explanation text NOT NULL,
    evidence text[] NOT NULL,
    state text NOT NULL,
    outcome text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    submitted_by uuid,
    submitted_at timestamp with time zone,
    approved_by uuid,
    approved_at timestamp with time zone,
    entry_id bigint,
    version integer NOT NULL,
    plan_item_id uuid,
    event jsonb,
    payment text DEFAULT 'transfer'::text NOT NULL,
    payee text DEFAULT ''::text NOT NULL,
    vat text DEFAULT 'not_stated'::text NOT NULL,
    acceptor text DEFAULT ''::text NOT NULL,
    confirmation text DEFAULT ''::text NOT NULL,
    paid_by uuid,
    paid_at timestamp with time zone,
    paid_on date,
    bank_slip text DEFAULT ''::text NOT NULL,
    payment_entry_id bigint,
    frozen_from text,
    frozen_on date,
    released_by uuid,
    released_on date,
    release_reason text DEFAULT ''::text NOT NULL,
    reversal_entry_id bigint,
    CONSTRAINT ck_claim_amount_positive CHECK (((state <> ALL (ARRAY['submitted'::text, 'approved'::text, 'posted'::text, 'paid'::text, 'reconciled'::text, 'archived'::text])) OR ((amount > (0)::numeric) AND (category IS NOT NULL)))),
    CONSTRAINT ck_claim_approved_in_order CHECK (((approved_by IS NULL) OR (state <> ALL (ARRAY['draft'::text, 'submitted'::text, 'returned'::text])))),
    CONSTRAINT ck_claim_approved_whole CHECK (((state <> ALL (ARRAY['approved'::text, 'posted'::text, 'paid'::text, 'reconciled'::text, 'archived'::text])) OR (approved_by IS NOT NULL))),
    CONSTRAINT ck_claim_category_known CHECK ((category = ANY (ARRAY['RND'::text, 'TRAIN'::text, 'EXCH'::text, 'MENTOR'::text, 'CONF'::text, 'CE'::text, 'IP_PUB'::text, 'PUBL'::text, 'OTHER'::text]))),
    CONSTRAINT ck_claim_checker_is_not_payer CHECK ((paid_by <> approved_by)),
    CONSTRAINT ck_claim_frozen_whole CHECK (((state = 'frozen'::text) = ((frozen_from IS NOT NULL) AND (frozen_on IS NOT NULL)))),
    CONSTRAINT ck_claim_in_the_books CHECK (((entry_id IS NOT NULL) = (state = ANY (ARRAY['posted'::text, 'paid'::text, 'reconciled'::text, 'archived'::text, 'reversed'::text])))),
    CONSTRAINT ck_claim_maker_is_not_checker CHECK ((approved_by <> submitted_by)),
    CONSTRAINT ck_claim_maker_is_not_payer CHECK ((paid_by <> submitted_by)),
    CONSTRAINT ck_claim_paid_in_order CHECK (((payment_entry_id IS NULL) OR (state = ANY (ARRAY['paid'::text, 'reconciled'::text, 'archived'::text, 'reversed'::text])))),
    CONSTRAINT ck_claim_paid_whole CHECK (((state <> ALL (ARRAY['paid'::text, 'reconciled'::text, 'archived'::text])) OR ((paid_by IS NOT NULL) AND (paid_at IS NOT NULL) AND (paid_on IS NOT NULL) AND (bank_slip <> ''::text) AND (payment_entry_id IS NOT NULL)))),
    CONSTRAINT ck_claim_payment_known CHECK ((payment = ANY (ARRAY['transfer'::text, 'reimburse'::text, 'cash'::text]))),
    CONSTRAINT ck_claim_released_with_reason CHECK ((((released_by IS NULL) = (released_on IS NULL)) AND ((released_by IS NULL) = (release_reason = ''::text)))),
    CONSTRAINT ck_claim_reversed_whole CHECK (((state = 'reversed'::text) = (reversal_entry_id IS NOT NULL))),
    CONSTRAINT ck_claim_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'approved'::text, 'posted'::text, 'paid'::text, 'reconciled'::text, 'archived'::text, 'rejected'::text, 'withdrawn'::text, 'frozen'::text, 'reversed'::text]))),
    CONSTRAINT ck_claim_submitted_by_somebody CHECK (((state <> ALL (ARRAY['submitted'::text, 'approved'::text, 'posted'::text, 'paid'::text, 'reconciled'::text, 'archived'::text])) OR (submitted_by IS NOT NULL))),
    CONSTRAINT ck_claim_vat_known CHECK ((vat = ANY (ARRAY['not_stated'::text, 'not_claimed'::text, 'claimed'::text])))
);

ALTER TABLE ONLY public.claim FORCE ROW LEVEL SECURITY;

ALTER TABLE public.claim OWNER TO zhuanhu_owner;

-- Name: claim_cut; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.claim_cut (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    line integer NOT NULL,
    amount numeric(16,2) NOT NULL,
    reason text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_claim_cut_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_claim_cut_line_counted CHECK ((line >= 0)),
    CONSTRAINT ck_claim_cut_reasoned CHECK ((btrim(reason) <> ''::text))
);

ALTER TABLE ONLY public.claim_cut FORCE ROW LEVEL SECURITY;

ALTER TABLE public.claim_cut OWNER TO zhuanhu_owner;

-- Name: claim_paper; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.claim_paper (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    code text NOT NULL,
    original_id uuid NOT NULL,
    name text NOT NULL,
    attached_by uuid NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    detached_by uuid,
    detached_at timestamp with time zone,
    CONSTRAINT ck_claim_paper_detached_by_somebody CHECK (((detached_at IS NULL) = (detached_by IS NULL)))
);

ALTER TABLE ONLY public.claim_paper FORCE ROW LEVEL SECURITY;

ALTER TABLE public.claim_paper OWNER TO zhuanhu_owner;

-- Name: claim_reversal; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.claim_reversal (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    decision text NOT NULL,
    entry_id bigint,
    CONSTRAINT ck_claim_reversal_decided_whole CHECK ((((decided_by IS NULL) = (state = 'proposed'::text)) AND ((decided_at IS NULL) = (state = 'proposed'::text)))),
    CONSTRAINT ck_claim_reversal_declined_with_reason CHECK (((state <> 'declined'::text) OR (decision <> ''::text))),
    CONSTRAINT ck_claim_reversal_done_whole CHECK (((entry_id IS NULL) = (state <> 'done'::text))),
    CONSTRAINT ck_claim_reversal_reasoned CHECK ((reason <> ''::text)),
    CONSTRAINT ck_claim_reversal_state_known CHECK ((state = ANY (ARRAY['proposed'::text, 'done'::text, 'declined'::text]))),
    CONSTRAINT ck_claim_reversal_two_people CHECK (((state <> 'done'::text) OR (decided_by <> proposed_by)))
);

ALTER TABLE ONLY public.claim_reversal FORCE ROW LEVEL SECURITY;

ALTER TABLE public.claim_reversal OWNER TO zhuanhu_owner;

-- Name: clawback; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.clawback (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    mode text NOT NULL,
    facts text NOT NULL,
    ground text NOT NULL,
    CONSTRAINT ck_clawback_grounded CHECK (((facts <> ''::text) AND (ground <> ''::text))),
    CONSTRAINT ck_clawback_mode_known CHECK ((mode = ANY (ARRAY['ineligible'::text, 'unspent'::text, 'unspent_and_ineligible'::text, 'full'::text])))
);

ALTER TABLE ONLY public.clawback FORCE ROW LEVEL SECURITY;

ALTER TABLE public.clawback OWNER TO zhuanhu_owner;

-- Name: contact; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.contact (
    user_id uuid NOT NULL,
    employer_id uuid,
    address text NOT NULL,
    language text NOT NULL,
    digest text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_contact_address_form CHECK ((address ~ '^([^@\s,<>]+@[^@\s,<>]+)?$'::text)),
    CONSTRAINT ck_contact_digest_known CHECK ((digest = ANY (ARRAY['none'::text, 'daily'::text, 'each'::text]))),
    CONSTRAINT ck_contact_language_known CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
    CONSTRAINT ck_contact_reachable CHECK (((digest = 'none'::text) OR (address <> ''::text)))
);

ALTER TABLE ONLY public.contact FORCE ROW LEVEL SECURITY;

ALTER TABLE public.contact OWNER TO zhuanhu_owner;

-- Name: correction; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.correction (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    employer_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    field text NOT NULL,
    read text,
    stated text,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    reason text DEFAULT ''::text NOT NULL
);

ALTER TABLE ONLY public.correction FORCE ROW LEVEL SECURITY;

ALTER TABLE public.correction OWNER TO zhuanhu_owner;

-- Name: correction_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.correction ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.correction_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: cross_match; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.cross_match (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sameness text NOT NULL,
    earlier_claim_id uuid NOT NULL,
    later_claim_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    conclusion text NOT NULL,
    settled_by uuid,
    settled_at timestamp with time zone,
    CONSTRAINT ck_cross_match_concluded CHECK (((settled_at IS NULL) OR (conclusion <> ''::text))),
    CONSTRAINT ck_cross_match_sameness_known CHECK ((sameness = ANY (ARRAY['invoice'::text, 'number'::text, 'file'::text]))),
    CONSTRAINT ck_cross_match_settled_whole CHECK (((settled_by IS NULL) = (settled_at IS NULL)))
);

ALTER TABLE ONLY public.cross_match FORCE ROW LEVEL SECURITY;

ALTER TABLE public.cross_match OWNER TO zhuanhu_owner;

-- Name: deadline; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.deadline (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    term text NOT NULL,
    roles text NOT NULL,
    starts_on date NOT NULL,
    days integer NOT NULL,
    more_days integer NOT NULL,
    unit text NOT NULL,
    calendar text NOT NULL,
    due_on date NOT NULL,
    provisional boolean DEFAULT false NOT NULL,
    stopped_on date,
    met_on date,
    CONSTRAINT ck_deadline_counted CHECK (((days >= 0) AND (more_days >= 0))),
    CONSTRAINT ck_deadline_in_order CHECK ((due_on >= starts_on)),
    CONSTRAINT ck_deadline_unit_known CHECK ((unit = ANY (ARRAY['working'::text, 'natural'::text])))
);

ALTER TABLE ONLY public.deadline FORCE ROW LEVEL SECURITY;

ALTER TABLE public.deadline OWNER TO zhuanhu_owner;

-- Name: deadline_mark; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.deadline_mark (
    deadline_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    mark integer NOT NULL,
    due_on date NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_deadline_mark_known CHECK ((mark = ANY (ARRAY['-5'::integer, '-2'::integer, 0, 1, 5])))
);

ALTER TABLE ONLY public.deadline_mark FORCE ROW LEVEL SECURITY;

ALTER TABLE public.deadline_mark OWNER TO zhuanhu_owner;

-- Name: decision; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.decision (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    employer_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    outcome text NOT NULL,
    rulebook_version text NOT NULL,
    facts jsonb NOT NULL,
    result jsonb NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_decision_outcome_known CHECK ((outcome = ANY (ARRAY['pass'::text, 'review'::text, 'block'::text])))
);

ALTER TABLE ONLY public.decision FORCE ROW LEVEL SECURITY;

ALTER TABLE public.decision OWNER TO zhuanhu_owner;

-- Name: decision_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.decision ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.decision_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: dedicated_account; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.dedicated_account (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    bank text NOT NULL,
    account_name text NOT NULL,
    account_number text NOT NULL,
    registered_on date NOT NULL,
    CONSTRAINT ck_dedicated_account_number_form CHECK ((account_number ~ '^[0-9]{8,32}$'::text))
);

ALTER TABLE ONLY public.dedicated_account FORCE ROW LEVEL SECURITY;

ALTER TABLE public.dedicated_account OWNER TO zhuanhu_owner;

-- Name: delivery; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.delivery (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    employer_id uuid,
    user_id uuid,
    robot_id uuid,
    subject text NOT NULL,
    body text NOT NULL,
    messages integer NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_at timestamp with time zone NOT NULL,
    error text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    answer boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_delivery_counted CHECK (((messages > 0) AND (attempts >= 0))),
    CONSTRAINT ck_delivery_failed_with_error CHECK (((state <> ALL (ARRAY['failed'::text, 'given_up'::text])) OR (error <> ''::text))),
    CONSTRAINT ck_delivery_one_recipient CHECK (((user_id IS NULL) <> (robot_id IS NULL))),
    CONSTRAINT ck_delivery_sent_whole CHECK (((sent_at IS NOT NULL) = (state = 'sent'::text))),
    CONSTRAINT ck_delivery_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'given_up'::text])))
);

ALTER TABLE ONLY public.delivery FORCE ROW LEVEL SECURITY;

ALTER TABLE public.delivery OWNER TO zhuanhu_owner;

-- Name: delivery_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.delivery ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.delivery_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: disbursement_batch; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.disbursement_batch (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    year integer NOT NULL,
    serial integer NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    sent_by uuid,
    sent_on date,
    reason text NOT NULL,
    CONSTRAINT ck_disbursement_batch_decided CHECK (
CASE
    WHEN (state = ANY (ARRAY['approved'::text, 'sent'::text, 'rejected'::text])) THEN (decided_by IS NOT NULL)
    WHEN (state = 'proposed'::text) THEN (decided_by IS NULL)
    ELSE true
END),
    CONSTRAINT ck_disbursement_batch_decided_by_somebody CHECK (((decided_by IS NULL) = (decided_at IS NULL))),
    CONSTRAINT ck_disbursement_batch_numbered CHECK (((serial > 0) AND ((year >= 2020) AND (year <= 2100)))),
    CONSTRAINT ck_disbursement_batch_reasoned CHECK (((state <> ALL (ARRAY['rejected'::text, 'withdrawn'::text])) OR (reason <> ''::text))),
    CONSTRAINT ck_disbursement_batch_sent_by_somebody CHECK ((((state = 'sent'::text) = (sent_by IS NOT NULL)) AND ((sent_by IS NULL) = (sent_on IS NULL)))),
    CONSTRAINT ck_disbursement_batch_state_known CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'sent'::text, 'rejected'::text, 'withdrawn'::text]))),
    CONSTRAINT ck_disbursement_batch_titled CHECK ((title <> ''::text)),
    CONSTRAINT ck_disbursement_batch_two_people CHECK (((proposed_by <> decided_by) AND (decided_by <> sent_by)))
);

ALTER TABLE ONLY public.disbursement_batch FORCE ROW LEVEL SECURITY;

ALTER TABLE public.disbursement_batch OWNER TO zhuanhu_owner;

-- Name: disbursement_batch_line; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.disbursement_batch_line (
    batch_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    instalment_id uuid NOT NULL,
    amount numeric(16,2) NOT NULL,
    struck_by uuid,
    struck_at timestamp with time zone,
    struck_why text,
    slip text,
    CONSTRAINT ck_disbursement_batch_line_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_disbursement_batch_line_slip_named CHECK ((slip <> ''::text)),
    CONSTRAINT ck_disbursement_batch_line_struck_by_somebody CHECK ((((struck_by IS NULL) = (struck_at IS NULL)) AND ((struck_by IS NULL) = (struck_why IS NULL)))),
    CONSTRAINT ck_disbursement_batch_line_struck_is_not_paid CHECK (((slip IS NULL) OR (struck_by IS NULL))),
    CONSTRAINT ck_disbursement_batch_line_struck_with_reason CHECK ((struck_why <> ''::text))
);

ALTER TABLE ONLY public.disbursement_batch_line FORCE ROW LEVEL SECURITY;

ALTER TABLE public.disbursement_batch_line OWNER TO zhuanhu_owner;

-- Name: disclosure; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.disclosure (
    id bigint NOT NULL,
    employer_id uuid,
    grant_id uuid,
    at timestamp with time zone NOT NULL,
    reader_id uuid NOT NULL,
    reader_name text NOT NULL,
    reader_role text NOT NULL,
    kind text NOT NULL,
    what text NOT NULL,
    subject text NOT NULL,
    subject_id uuid,
    number text NOT NULL,
    asked text NOT NULL,
    purpose text NOT NULL,
    CONSTRAINT ck_disclosure_kind_known CHECK ((kind = ANY (ARRAY['page'::text, 'data'::text, 'file'::text, 'export'::text, 'number'::text]))),
    CONSTRAINT ck_disclosure_named CHECK (((what <> ''::text) AND (reader_name <> ''::text))),
    CONSTRAINT ck_disclosure_number_with_purpose CHECK (((kind <> 'number'::text) OR (purpose <> ''::text))),
    CONSTRAINT ck_disclosure_sound CHECK (((length(asked) <= 1000) AND (length(purpose) <= 500))),
    CONSTRAINT ck_disclosure_to_the_center CHECK ((reader_role = ANY (ARRAY['center_auditor'::text, 'center_manager'::text])))
);

ALTER TABLE ONLY public.disclosure FORCE ROW LEVEL SECURITY;

ALTER TABLE public.disclosure OWNER TO zhuanhu_owner;

-- Name: disclosure_id_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.disclosure ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.disclosure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: employer; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.employer (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    uscc text NOT NULL,
    registered_address text NOT NULL,
    address_evidence text NOT NULL,
    contact text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    regime text DEFAULT 'enterprise'::text NOT NULL,
    CONSTRAINT ck_employer_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_employer_regime CHECK ((regime = ANY (ARRAY['enterprise'::text, 'small_enterprise'::text, 'institution'::text, 'association'::text]))),
    CONSTRAINT ck_employer_uscc_form CHECK ((uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'::text))
);

ALTER TABLE ONLY public.employer FORCE ROW LEVEL SECURITY;

ALTER TABLE public.employer OWNER TO zhuanhu_owner;

-- Name: exit_application; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.exit_application (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    statement text NOT NULL,
    by_selectee boolean NOT NULL,
    CONSTRAINT ck_exit_application_told CHECK ((statement <> ''::text))
);

ALTER TABLE ONLY public.exit_application FORCE ROW LEVEL SECURITY;

ALTER TABLE public.exit_application OWNER TO zhuanhu_owner;

-- Name: expense_report_member; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.expense_report_member (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    report_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    "position" integer NOT NULL,
    added_by uuid NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_by uuid,
    removed_at timestamp with time zone,
    CONSTRAINT ck_expense_report_member_position_counted CHECK (("position" > 0)),
    CONSTRAINT ck_expense_report_member_removed_by_somebody CHECK (((removed_by IS NULL) = (removed_at IS NULL)))
);

ALTER TABLE ONLY public.expense_report_member FORCE ROW LEVEL SECURITY;

ALTER TABLE public.expense_report_member OWNER TO zhuanhu_owner;

-- Name: fee_row; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.fee_row (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    sheet_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    id_number text NOT NULL,
    work text NOT NULL,
    hours numeric(6,1),
    gross numeric(16,2) NOT NULL,
    tax numeric(16,2) NOT NULL,
    net numeric(16,2) NOT NULL,
    CONSTRAINT ck_fee_row_adds_up CHECK (((gross > (0)::numeric) AND (tax >= (0)::numeric) AND (gross = (net + tax)))),
    CONSTRAINT ck_fee_row_of_somebody CHECK (((btrim(name) <> ''::text) AND (btrim(id_number) <> ''::text)))
);

ALTER TABLE ONLY public.fee_row FORCE ROW LEVEL SECURITY;

ALTER TABLE public.fee_row OWNER TO zhuanhu_owner;

-- Name: fee_sheet; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.fee_sheet (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    number text NOT NULL,
    invoice_id uuid NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    title text NOT NULL,
    held_on date NOT NULL,
    gross numeric(16,2) NOT NULL,
    tax numeric(16,2) NOT NULL,
    net numeric(16,2) NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_fee_sheet_adds_up CHECK (((gross > (0)::numeric) AND (gross = (net + tax)))),
    CONSTRAINT ck_fee_sheet_category_of_fees CHECK ((category = ANY (ARRAY['MENTOR'::text, 'TRAIN'::text, 'CONF'::text]))),
    CONSTRAINT ck_fee_sheet_kind_known CHECK ((kind = ANY (ARRAY['labour'::text, 'lecture'::text, 'consulting'::text])))
);

ALTER TABLE ONLY public.fee_sheet FORCE ROW LEVEL SECURITY;

ALTER TABLE public.fee_sheet OWNER TO zhuanhu_owner;

-- Name: first_steps; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.first_steps (
    employer_id uuid NOT NULL,
    person_id uuid NOT NULL,
    ledger_seen_at timestamp with time zone,
    dismissed_at timestamp with time zone
);

ALTER TABLE ONLY public.first_steps FORCE ROW LEVEL SECURITY;

ALTER TABLE public.first_steps OWNER TO zhuanhu_owner;

-- Name: former_name; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.former_name (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    name text NOT NULL,
    until_on date NOT NULL
);

ALTER TABLE ONLY public.former_name FORCE ROW LEVEL SECURITY;

ALTER TABLE public.former_name OWNER TO zhuanhu_owner;

-- Name: grant_step_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.grant_step ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.grant_step_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: inbox_message; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.inbox_message (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    employer_id uuid,
    roles text NOT NULL,
    selectee_id uuid,
    topic text NOT NULL,
    number text NOT NULL,
    to_do text NOT NULL,
    "values" jsonb NOT NULL,
    steps jsonb NOT NULL,
    link text NOT NULL,
    at timestamp with time zone NOT NULL,
    over_at timestamp with time zone,
    read_by uuid[] NOT NULL,
    told uuid[] NOT NULL,
    user_id uuid,
    CONSTRAINT ck_inbox_message_addressed CHECK ((roles <> ''::text)),
    CONSTRAINT ck_inbox_message_link_local CHECK ((link ~ '^/[a-z]'::text)),
    CONSTRAINT ck_inbox_message_numbered CHECK (((number ~ '^[^\s.,]{0,60}$'::text) AND ((number = ''::text) OR (number ~ '[0-9]'::text)))),
    CONSTRAINT ck_inbox_message_selectee_of_employer CHECK (((selectee_id IS NULL) OR (employer_id IS NOT NULL)))
);

ALTER TABLE ONLY public.inbox_message FORCE ROW LEVEL SECURITY;

ALTER TABLE public.inbox_message OWNER TO zhuanhu_owner;

-- Name: inbox_message_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.inbox_message ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbox_message_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: instalment; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.instalment (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    "position" integer NOT NULL,
    amount numeric(16,2) NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    approved_by uuid,
    sent_by uuid,
    sent_on date,
    received_by uuid,
    received_on date,
    bank_reference text,
    center_entry_id bigint,
    employer_entry_id bigint,
    CONSTRAINT ck_instalment_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_instalment_approved_by_somebody CHECK (((state = ANY (ARRAY['planned'::text, 'stopped'::text])) = (approved_by IS NULL))),
    CONSTRAINT ck_instalment_received_by_somebody CHECK (((state = 'received'::text) = ((received_by IS NOT NULL) AND (received_on IS NOT NULL)))),
    CONSTRAINT ck_instalment_sent_by_somebody CHECK (((state = ANY (ARRAY['sent'::text, 'received'::text])) = ((sent_by IS NOT NULL) AND (sent_on IS NOT NULL)))),
    CONSTRAINT ck_instalment_state_known CHECK ((state = ANY (ARRAY['planned'::text, 'approved'::text, 'sent'::text, 'received'::text, 'stopped'::text]))),
    CONSTRAINT ck_instalment_two_people CHECK ((approved_by <> sent_by))
);

ALTER TABLE ONLY public.instalment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.instalment OWNER TO zhuanhu_owner;

-- Name: intake_batch; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.intake_batch (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    made_by uuid NOT NULL,
    source text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    paused_at timestamp with time zone,
    closed_at timestamp with time zone,
    seen_at timestamp with time zone,
    told_at timestamp with time zone,
    CONSTRAINT ck_intake_batch_source_known CHECK ((source = ANY (ARRAY['page'::text, 'phone'::text, 'mail'::text, 'api'::text])))
);

ALTER TABLE ONLY public.intake_batch FORCE ROW LEVEL SECURITY;

ALTER TABLE public.intake_batch OWNER TO zhuanhu_owner;

-- Name: intake_file; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.intake_file (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    parent_id uuid,
    "position" integer NOT NULL,
    part integer NOT NULL,
    name text NOT NULL,
    folder text NOT NULL,
    size bigint NOT NULL,
    key text NOT NULL,
    state text NOT NULL,
    outcome text,
    sha256 text,
    answer jsonb,
    attempts integer NOT NULL,
    worker text,
    taken_at timestamp with time zone,
    stored_at timestamp with time zone,
    done_at timestamp with time zone,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_intake_file_answered_at_the_end CHECK (((state <> ALL (ARRAY['done'::text, 'refused'::text, 'failed'::text])) OR (answer IS NOT NULL))),
    CONSTRAINT ck_intake_file_kept CHECK (((state <> ALL (ARRAY['stored'::text, 'reading'::text, 'checking'::text, 'done'::text])) OR (sha256 IS NOT NULL) OR (outcome = 'archive'::text))),
    CONSTRAINT ck_intake_file_outcome_known CHECK (((outcome IS NULL) OR (outcome = ANY (ARRAY['pass'::text, 'review'::text, 'block'::text, 'already'::text, 'archive'::text])))),
    CONSTRAINT ck_intake_file_outcome_when_done CHECK (((state = 'done'::text) = (outcome IS NOT NULL))),
    CONSTRAINT ck_intake_file_part_of_archive CHECK (((parent_id IS NULL) = (part = 0))),
    CONSTRAINT ck_intake_file_sha256_form CHECK (((sha256 IS NULL) OR (sha256 ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT ck_intake_file_somebody_works CHECK (((state = ANY (ARRAY['reading'::text, 'checking'::text])) = (worker IS NOT NULL))),
    CONSTRAINT ck_intake_file_sound CHECK (((name <> ''::text) AND (size >= 0) AND (attempts >= 0))),
    CONSTRAINT ck_intake_file_state_known CHECK ((state = ANY (ARRAY['expected'::text, 'stored'::text, 'reading'::text, 'checking'::text, 'done'::text, 'refused'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT ck_intake_file_worked_since CHECK (((worker IS NULL) = (taken_at IS NULL)))
);

ALTER TABLE ONLY public.intake_file FORCE ROW LEVEL SECURITY;

ALTER TABLE public.intake_file OWNER TO zhuanhu_owner;

-- Name: invoice; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.invoice (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    original_id uuid NOT NULL,
    key text,
    kind text NOT NULL,
    number text,
    issued_on date,
    seller_name text,
    total numeric(16,2),
    record jsonb NOT NULL,
    read_at timestamp with time zone NOT NULL,
    red_of text GENERATED ALWAYS AS (((record -> 'particulars'::text) ->> 'red_of_number'::text)) STORED
);

ALTER TABLE ONLY public.invoice FORCE ROW LEVEL SECURITY;

ALTER TABLE public.invoice OWNER TO zhuanhu_owner;

-- Name: job_run; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.job_run (
    job text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    claimed_by text NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    error text,
    CONSTRAINT ck_job_run_state_known CHECK ((state = ANY (ARRAY['claimed'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE public.job_run OWNER TO zhuanhu_owner;

-- Name: law_text; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.law_text (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    version text NOT NULL,
    content text NOT NULL,
    sha256 text NOT NULL,
    effective_from date NOT NULL,
    reason text NOT NULL,
    loaded_by uuid NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    approved_by uuid,
    approved_at timestamp with time zone,
    rejected_at timestamp with time zone,
    CONSTRAINT ck_law_text_approved_whole CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
    CONSTRAINT ck_law_text_decided_once CHECK (((approved_at IS NULL) OR (rejected_at IS NULL))),
    CONSTRAINT ck_law_text_kind_known CHECK ((kind = ANY (ARRAY['negative_list'::text, 'categories'::text, 'standards'::text, 'calendar'::text]))),
    CONSTRAINT ck_law_text_sha256_form CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT ck_law_text_two_people CHECK ((approved_by <> loaded_by))
);

ALTER TABLE ONLY public.law_text FORCE ROW LEVEL SECURITY;

ALTER TABLE public.law_text OWNER TO zhuanhu_owner;

-- Name: layout_hint; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.layout_hint (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    correction_id uuid NOT NULL,
    seller text NOT NULL,
    kind text NOT NULL,
    field text NOT NULL,
    page integer NOT NULL,
    left_edge integer NOT NULL,
    top integer NOT NULL,
    right_edge integer NOT NULL,
    bottom integer NOT NULL,
    CONSTRAINT ck_layout_hint_box_in_order CHECK (((left_edge <= right_edge) AND (top <= bottom)))
);

ALTER TABLE ONLY public.layout_hint FORCE ROW LEVEL SECURITY;

ALTER TABLE public.layout_hint OWNER TO zhuanhu_owner;

-- Name: letter; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.letter (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    serial integer NOT NULL,
    number text NOT NULL,
    to_employer boolean NOT NULL,
    content jsonb NOT NULL,
    frame jsonb NOT NULL,
    pdf bytea NOT NULL,
    sha256 text NOT NULL,
    drawn_with text NOT NULL,
    term text,
    state text NOT NULL,
    issued_on date NOT NULL,
    issued_by uuid NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_letter_addressed CHECK ((to_employer = (kind <> 'referral'::text))),
    CONSTRAINT ck_letter_counted CHECK ((serial > 0)),
    CONSTRAINT ck_letter_kind_known CHECK ((kind = ANY (ARRAY['rectification_notice'::text, 'reminder'::text, 'clawback_notice'::text, 'clawback_reminder'::text, 'transfer_confirmation'::text, 'inspection_notice'::text, 'comment_invitation'::text, 'decision_notice'::text, 'referral'::text, 'document_request'::text, 'inspection_conclusion'::text]))),
    CONSTRAINT ck_letter_numbered CHECK ((number ~~ (((('%〔'::text || year) || '〕'::text) || serial) || '号'::text))),
    CONSTRAINT ck_letter_whole CHECK ((sha256 = encode(sha256(pdf), 'hex'::text)))
);

ALTER TABLE ONLY public.letter FORCE ROW LEVEL SECURITY;

ALTER TABLE public.letter OWNER TO zhuanhu_owner;

-- Name: letter_service; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.letter_service (
    letter_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    method text NOT NULL,
    served_on date NOT NULL,
    received_by text NOT NULL,
    evidence text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_role text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_letter_service_evidenced CHECK (((method = ANY (ARRAY['direct'::text, 'online'::text])) OR (evidence <> ''::text))),
    CONSTRAINT ck_letter_service_method_known CHECK ((method = ANY (ARRAY['direct'::text, 'retained'::text, 'mailed'::text, 'announced'::text, 'online'::text]))),
    CONSTRAINT ck_letter_service_received CHECK (((method = 'announced'::text) OR (received_by <> ''::text)))
);

ALTER TABLE ONLY public.letter_service FORCE ROW LEVEL SECURITY;

ALTER TABLE public.letter_service OWNER TO zhuanhu_owner;

-- Name: listing; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.listing (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    uscc text NOT NULL,
    reason text NOT NULL,
    barred boolean NOT NULL,
    from_on date NOT NULL,
    until_on date,
    entered_by uuid NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_listing_in_order CHECK ((until_on >= from_on)),
    CONSTRAINT ck_listing_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_listing_reasoned CHECK ((reason <> ''::text))
);

ALTER TABLE ONLY public.listing FORCE ROW LEVEL SECURITY;

ALTER TABLE public.listing OWNER TO zhuanhu_owner;

-- Name: login_attempt; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.login_attempt (
    id bigint NOT NULL,
    login text NOT NULL,
    address text NOT NULL,
    at timestamp with time zone NOT NULL,
    succeeded boolean NOT NULL
);

ALTER TABLE public.login_attempt OWNER TO zhuanhu_owner;

-- Name: login_attempt_id_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.login_attempt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.login_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: mail_address; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.mail_address (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    tag text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ck_mail_address_tag_form CHECK ((tag ~ '^[a-z2-7]{16}$'::text))
);

ALTER TABLE ONLY public.mail_address FORCE ROW LEVEL SECURITY;

ALTER TABLE public.mail_address OWNER TO zhuanhu_owner;

-- Name: mail_message; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.mail_message (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    address_id uuid NOT NULL,
    key text NOT NULL,
    at timestamp with time zone NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    attempts integer NOT NULL,
    batch_id uuid,
    done_at timestamp with time zone,
    answered_at timestamp with time zone,
    CONSTRAINT ck_mail_message_done_at_the_end CHECK (((state = 'open'::text) = (done_at IS NULL))),
    CONSTRAINT ck_mail_message_reasoned CHECK (((state = ANY (ARRAY['nothing'::text, 'refused'::text])) = (reason <> ''::text))),
    CONSTRAINT ck_mail_message_sound CHECK (((key ~ '^[0-9a-f]{64}$'::text) AND (attempts > 0))),
    CONSTRAINT ck_mail_message_state_known CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'nothing'::text, 'refused'::text]))),
    CONSTRAINT ck_mail_message_taken_into_a_batch CHECK (((state <> 'taken'::text) OR (batch_id IS NOT NULL)))
);

ALTER TABLE ONLY public.mail_message FORCE ROW LEVEL SECURITY;

ALTER TABLE public.mail_message OWNER TO zhuanhu_owner;

-- Name: number_series; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.number_series (
    employer_id uuid NOT NULL,
    series text NOT NULL,
    last integer NOT NULL,
    CONSTRAINT ck_number_series_counted CHECK ((last > 0))
);

ALTER TABLE ONLY public.number_series FORCE ROW LEVEL SECURITY;

ALTER TABLE public.number_series OWNER TO zhuanhu_owner;

-- Name: objection; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.objection (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    notice_id uuid NOT NULL,
    grant_number text NOT NULL,
    raised_on date NOT NULL,
    raised_by text NOT NULL,
    content text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    verified_by uuid,
    verified_on date,
    finding text NOT NULL,
    conclusion text,
    settled_by uuid,
    settled_on date,
    CONSTRAINT ck_objection_conclusion_known CHECK ((conclusion = ANY (ARRAY['upheld'::text, 'dismissed'::text]))),
    CONSTRAINT ck_objection_settled_whole CHECK ((num_nulls(conclusion, settled_by, settled_on) = ANY (ARRAY[0, 3]))),
    CONSTRAINT ck_objection_told CHECK (((content <> ''::text) AND (raised_by <> ''::text))),
    CONSTRAINT ck_objection_two_people CHECK ((settled_by <> recorded_by)),
    CONSTRAINT ck_objection_verified_first CHECK (((settled_on IS NULL) OR (verified_on IS NOT NULL))),
    CONSTRAINT ck_objection_verified_whole CHECK (((num_nulls(verified_by, verified_on) = ANY (ARRAY[0, 2])) AND ((verified_on IS NULL) = (finding = ''::text))))
);

ALTER TABLE ONLY public.objection FORCE ROW LEVEL SECURITY;

ALTER TABLE public.objection OWNER TO zhuanhu_owner;

-- Name: original; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.original (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    sha256 text NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    stored_by uuid,
    refusal jsonb,
    CONSTRAINT ck_original_sha256_form CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY public.original FORCE ROW LEVEL SECURITY;

ALTER TABLE public.original OWNER TO zhuanhu_owner;

-- Name: package; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.package (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid,
    kind text NOT NULL,
    asked jsonb NOT NULL,
    name text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    parts integer NOT NULL,
    ready integer NOT NULL,
    attempts integer NOT NULL,
    worker text,
    seen_at timestamp with time zone,
    fault jsonb,
    sha256 text,
    size bigint,
    done_at timestamp with time zone,
    CONSTRAINT ck_package_fault_told CHECK (((state = 'failed'::text) = (fault IS NOT NULL))),
    CONSTRAINT ck_package_kept_when_done CHECK (((state = 'done'::text) = (sha256 IS NOT NULL))),
    CONSTRAINT ck_package_kind_known CHECK ((kind = ANY (ARRAY['print'::text, 'archive'::text, 'evidence'::text]))),
    CONSTRAINT ck_package_sha256_form CHECK (((sha256 IS NULL) OR (sha256 ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT ck_package_somebody_works CHECK (((state = 'working'::text) = (worker IS NOT NULL))),
    CONSTRAINT ck_package_sound CHECK (((parts >= 0) AND (ready >= 0) AND (name <> ''::text))),
    CONSTRAINT ck_package_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'working'::text, 'done'::text, 'failed'::text]))),
    CONSTRAINT ck_package_whose CHECK (((kind = 'evidence'::text) = (employer_id IS NULL))),
    CONSTRAINT ck_package_worked_since CHECK (((worker IS NULL) = (seen_at IS NULL)))
);

ALTER TABLE ONLY public.package FORCE ROW LEVEL SECURITY;

ALTER TABLE public.package OWNER TO zhuanhu_owner;

-- Name: phone_link; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.phone_link (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    secret_hash bytea NOT NULL,
    opens_until timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    works_until timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT ck_phone_link_opened_in_time CHECK (((opened_at IS NULL) OR (opened_at <= opens_until))),
    CONSTRAINT ck_phone_link_secret_hashed CHECK ((octet_length(secret_hash) = 32)),
    CONSTRAINT ck_phone_link_works_once_opened CHECK (((opened_at IS NULL) = (works_until IS NULL)))
);

ALTER TABLE ONLY public.phone_link FORCE ROW LEVEL SECURITY;

ALTER TABLE public.phone_link OWNER TO zhuanhu_owner;

-- Name: plan_item; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.plan_item (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    agreement_id uuid NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    category text,
    CONSTRAINT ck_plan_item_category_known CHECK ((category = ANY (ARRAY['RND'::text, 'TRAIN'::text, 'EXCH'::text, 'MENTOR'::text, 'CONF'::text, 'CE'::text, 'IP_PUB'::text, 'PUBL'::text, 'OTHER'::text]))),
    CONSTRAINT ck_plan_item_counted CHECK ((number > 0)),
    CONSTRAINT ck_plan_item_titled CHECK ((title <> ''::text))
);

ALTER TABLE ONLY public.plan_item FORCE ROW LEVEL SECURITY;

ALTER TABLE public.plan_item OWNER TO zhuanhu_owner;

-- Name: policy_version; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.policy_version (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    version text NOT NULL,
    title text NOT NULL,
    issuer text NOT NULL,
    published_on date NOT NULL,
    effective_on date NOT NULL,
    note text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_policy_version_in_order CHECK ((effective_on >= published_on)),
    CONSTRAINT ck_policy_version_named CHECK (((title <> ''::text) AND (issuer <> ''::text) AND (version <> ''::text)))
);

ALTER TABLE ONLY public.policy_version FORCE ROW LEVEL SECURITY;

ALTER TABLE public.policy_version OWNER TO zhuanhu_owner;

-- Name: procedure_move; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.procedure_move (
    kind text NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    target text NOT NULL,
    not_by text
);

ALTER TABLE public.procedure_move OWNER TO zhuanhu_owner;

-- Name: proceeding; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.proceeding (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid,
    kind text NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    steps integer NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_proceeding_counted CHECK ((steps >= 0)),
    CONSTRAINT ck_proceeding_titled CHECK ((title <> ''::text))
);

ALTER TABLE ONLY public.proceeding FORCE ROW LEVEL SECURITY;

ALTER TABLE public.proceeding OWNER TO zhuanhu_owner;

-- Name: proceeding_step; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.proceeding_step (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    kind text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    at timestamp with time zone NOT NULL,
    article text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT ck_proceeding_step_counted CHECK ((number > 0))
);

ALTER TABLE ONLY public.proceeding_step FORCE ROW LEVEL SECURITY;

ALTER TABLE public.proceeding_step OWNER TO zhuanhu_owner;

-- Name: proceeding_step_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.proceeding_step ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.proceeding_step_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: public_notice; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.public_notice (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    call_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    url text NOT NULL,
    open_objections integer NOT NULL,
    ends_provisional boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_public_notice_in_order CHECK ((ends_on > starts_on)),
    CONSTRAINT ck_public_notice_objections_counted CHECK ((open_objections >= 0))
);

ALTER TABLE public.public_notice OWNER TO zhuanhu_owner;

-- Name: reallocation; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.reallocation (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    taken text NOT NULL,
    given text NOT NULL,
    amount numeric(16,2) NOT NULL,
    reason text NOT NULL,
    CONSTRAINT ck_reallocation_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_reallocation_reasoned CHECK ((reason <> ''::text)),
    CONSTRAINT ck_reallocation_two_directions CHECK ((taken <> given))
);

ALTER TABLE ONLY public.reallocation FORCE ROW LEVEL SECURITY;

ALTER TABLE public.reallocation OWNER TO zhuanhu_owner;

-- Name: reallocation_entry; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.reallocation_entry (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    by_employer boolean NOT NULL,
    posted_on date NOT NULL,
    entry_id bigint NOT NULL
);

ALTER TABLE ONLY public.reallocation_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE public.reallocation_entry OWNER TO zhuanhu_owner;

-- Name: recall; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.recall (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    mode text NOT NULL,
    figures jsonb NOT NULL,
    fiscal numeric(16,2) NOT NULL,
    interest numeric(16,2) NOT NULL,
    own_money numeric(16,2) NOT NULL,
    decided_by uuid NOT NULL,
    decided_on date NOT NULL,
    entry_id bigint,
    CONSTRAINT ck_recall_booked CHECK (((entry_id IS NULL) = ((fiscal + interest) = (0)::numeric))),
    CONSTRAINT ck_recall_mode_known CHECK ((mode = ANY (ARRAY['ineligible'::text, 'unspent'::text, 'unspent_and_ineligible'::text, 'full'::text]))),
    CONSTRAINT ck_recall_not_negative CHECK (((fiscal >= (0)::numeric) AND (interest >= (0)::numeric))),
    CONSTRAINT ck_recall_own_money_within CHECK (((own_money >= (0)::numeric) AND (own_money <= (fiscal + interest))))
);

ALTER TABLE ONLY public.recall FORCE ROW LEVEL SECURITY;

ALTER TABLE public.recall OWNER TO zhuanhu_owner;

-- Name: recommender; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.recommender (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL
);

ALTER TABLE public.recommender OWNER TO zhuanhu_owner;

-- Name: rectification; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.rectification (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    claim_id uuid,
    origin text NOT NULL,
    facts text NOT NULL,
    ground text NOT NULL,
    amount numeric(16,2) NOT NULL,
    category text,
    supply text NOT NULL,
    adjust text NOT NULL,
    disallowed_entry_id bigint,
    CONSTRAINT ck_rectification_amount_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT ck_rectification_amount_of_category CHECK (((amount = (0)::numeric) OR (category IS NOT NULL))),
    CONSTRAINT ck_rectification_asks_something CHECK (((amount > (0)::numeric) OR (supply <> ''::text) OR (adjust <> ''::text))),
    CONSTRAINT ck_rectification_disallowed_amount CHECK (((disallowed_entry_id IS NULL) OR (amount > (0)::numeric))),
    CONSTRAINT ck_rectification_grounded CHECK (((facts <> ''::text) AND (ground <> ''::text))),
    CONSTRAINT ck_rectification_of_claim CHECK (((origin = 'hand'::text) OR (claim_id IS NOT NULL))),
    CONSTRAINT ck_rectification_origin_known CHECK ((origin = ANY (ARRAY['claim'::text, 'crossing'::text, 'hand'::text, 'spot_check'::text])))
);

ALTER TABLE ONLY public.rectification FORCE ROW LEVEL SECURITY;

ALTER TABLE public.rectification OWNER TO zhuanhu_owner;

-- Name: rectification_paper; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.rectification_paper (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    size integer NOT NULL,
    sent_by uuid NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_rectification_paper_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_rectification_paper_not_empty CHECK ((size > 0))
);

ALTER TABLE ONLY public.rectification_paper FORCE ROW LEVEL SECURITY;

ALTER TABLE public.rectification_paper OWNER TO zhuanhu_owner;

-- Name: rehearsal; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.rehearsal (
    employer_id uuid NOT NULL,
    person_id uuid NOT NULL,
    begun_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.rehearsal FORCE ROW LEVEL SECURITY;

ALTER TABLE public.rehearsal OWNER TO zhuanhu_owner;

-- Name: rehearsal_ground; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.rehearsal_ground (
    one boolean NOT NULL,
    marked_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ck_rehearsal_ground_one CHECK (one)
);

ALTER TABLE public.rehearsal_ground OWNER TO zhuanhu_owner;

-- Name: related_party; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.related_party (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    name text NOT NULL,
    uscc text NOT NULL,
    relation text NOT NULL,
    declared_by uuid NOT NULL,
    declared_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ck_related_party_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_related_party_relation_known CHECK ((relation = ANY (ARRAY['shareholder'::text, 'subsidiary'::text, 'legal_representative'::text, 'relative'::text, 'same_address'::text, 'other'::text])))
);

ALTER TABLE ONLY public.related_party FORCE ROW LEVEL SECURITY;

ALTER TABLE public.related_party OWNER TO zhuanhu_owner;

-- Name: remittance; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.remittance (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    fiscal numeric(16,2) NOT NULL,
    interest numeric(16,2) NOT NULL,
    declared_on date NOT NULL,
    declared_by uuid NOT NULL,
    paid_on date,
    paid_by uuid,
    bank_reference text,
    paid_entry_id bigint,
    CONSTRAINT ck_remittance_not_negative CHECK (((fiscal >= (0)::numeric) AND (interest >= (0)::numeric))),
    CONSTRAINT ck_remittance_paid_whole CHECK ((((paid_on IS NULL) = (paid_by IS NULL)) AND ((paid_on IS NULL) = (bank_reference IS NULL)) AND ((paid_on IS NULL) = (paid_entry_id IS NULL)))),
    CONSTRAINT ck_remittance_referenced CHECK ((bank_reference <> ''::text)),
    CONSTRAINT ck_remittance_something CHECK (((fiscal + interest) > (0)::numeric)),
    CONSTRAINT ck_remittance_two_people CHECK ((paid_by <> declared_by))
);

ALTER TABLE ONLY public.remittance FORCE ROW LEVEL SECURITY;

ALTER TABLE public.remittance OWNER TO zhuanhu_owner;

-- Name: rendition; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.rendition (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    original_id uuid NOT NULL,
    arrived_at timestamp with time zone NOT NULL,
    record jsonb
);

ALTER TABLE ONLY public.rendition FORCE ROW LEVEL SECURITY;

ALTER TABLE public.rendition OWNER TO zhuanhu_owner;

-- Name: repayment; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.repayment (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    fiscal numeric(16,2) NOT NULL,
    interest numeric(16,2) NOT NULL,
    paid_on date NOT NULL,
    paid_by uuid NOT NULL,
    bank_reference text NOT NULL,
    entry_id bigint NOT NULL,
    arrived_on date,
    arrived_by uuid,
    arrived_reference text,
    arrival_entry_id bigint,
    CONSTRAINT ck_repayment_arrival_referenced CHECK ((arrived_reference <> ''::text)),
    CONSTRAINT ck_repayment_arrived_whole CHECK ((((arrived_on IS NULL) = (arrived_by IS NULL)) AND ((arrived_on IS NULL) = (arrived_reference IS NULL)) AND ((arrived_on IS NULL) = (arrival_entry_id IS NULL)))),
    CONSTRAINT ck_repayment_not_negative CHECK (((fiscal >= (0)::numeric) AND (interest >= (0)::numeric))),
    CONSTRAINT ck_repayment_referenced CHECK ((bank_reference <> ''::text)),
    CONSTRAINT ck_repayment_something CHECK (((fiscal + interest) > (0)::numeric)),
    CONSTRAINT ck_repayment_two_people CHECK ((arrived_by <> paid_by))
);

ALTER TABLE ONLY public.repayment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.repayment OWNER TO zhuanhu_owner;

-- Name: report_run; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.report_run (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    statement text NOT NULL,
    period text NOT NULL,
    as_of date NOT NULL,
    chain_head text NOT NULL,
    sha256 text NOT NULL,
    content bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_report_run_sha256_form CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY public.report_run FORCE ROW LEVEL SECURITY;

ALTER TABLE public.report_run OWNER TO zhuanhu_owner;

-- Name: robot; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.robot (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid,
    kind text NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    token text NOT NULL,
    secret text NOT NULL,
    language text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ck_robot_host_form CHECK ((host ~ '^[a-z0-9.-]+(:[0-9]+)?$'::text)),
    CONSTRAINT ck_robot_kind_known CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text]))),
    CONSTRAINT ck_robot_language_known CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
    CONSTRAINT ck_robot_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_robot_signed CHECK (((secret <> ''::text) = (kind = 'dingtalk'::text))),
    CONSTRAINT ck_robot_token_form CHECK ((token ~ '^[0-9A-Za-z_-]{8,200}$'::text))
);

ALTER TABLE ONLY public.robot FORCE ROW LEVEL SECURITY;

ALTER TABLE public.robot OWNER TO zhuanhu_owner;

-- Name: ruling; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.ruling (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    number text NOT NULL,
    article integer NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    answered_on date NOT NULL,
    author text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    published_by uuid,
    published_at timestamp with time zone,
    replaces uuid,
    CONSTRAINT ck_ruling_article_known CHECK (((article >= 1) AND (article <= 37))),
    CONSTRAINT ck_ruling_published_whole CHECK ((num_nulls(published_by, published_at) = ANY (ARRAY[0, 2]))),
    CONSTRAINT ck_ruling_told CHECK (((question <> ''::text) AND (answer <> ''::text))),
    CONSTRAINT ck_ruling_two_people CHECK ((recorded_by <> published_by))
);

ALTER TABLE ONLY public.ruling FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ruling OWNER TO zhuanhu_owner;

-- Name: sanction; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.sanction (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    ground text NOT NULL,
    consequence text NOT NULL,
    facts text NOT NULL,
    assessment_id uuid,
    rectification_id uuid,
    decided text,
    decided_on date,
    serious boolean,
    serious_reason text NOT NULL,
    clawback text,
    referred boolean DEFAULT false NOT NULL,
    received numeric(16,2),
    ineligible numeric(16,2),
    CONSTRAINT ck_sanction_assessed CHECK (((ground = 'assessment_failed'::text) = (assessment_id IS NOT NULL))),
    CONSTRAINT ck_sanction_consequence_known CHECK ((consequence = ANY (ARRAY['suspend'::text, 'revoke'::text]))),
    CONSTRAINT ck_sanction_decided_whole CHECK ((num_nulls(decided_on, decided, received, ineligible) = ANY (ARRAY[0, 4]))),
    CONSTRAINT ck_sanction_decision_known CHECK ((decided = ANY (ARRAY['suspend'::text, 'revoke'::text, 'dismiss'::text]))),
    CONSTRAINT ck_sanction_ground_known CHECK ((ground = ANY (ARRAY['assessment_failed'::text, 'moved_away'::text, 'unrectified'::text, 'selection_fraud'::text, 'misconduct'::text, 'grave_loss'::text, 'crime'::text, 'false_expense'::text, 'withholding'::text, 'crowding_out'::text, 'misappropriation'::text, 'false_claim'::text, 'embezzlement'::text, 'deception'::text, 'changed_use'::text]))),
    CONSTRAINT ck_sanction_mode_known CHECK ((clawback = ANY (ARRAY['ineligible'::text, 'unspent'::text, 'unspent_and_ineligible'::text, 'full'::text]))),
    CONSTRAINT ck_sanction_revoked_whole CHECK ((((NOT (decided IS DISTINCT FROM 'revoke'::text)) = (serious IS NOT NULL)) AND ((serious IS NULL) = (clawback IS NULL)))),
    CONSTRAINT ck_sanction_serious_with_reason CHECK (((NOT serious) OR (serious_reason <> ''::text))),
    CONSTRAINT ck_sanction_told CHECK ((facts <> ''::text)),
    CONSTRAINT ck_sanction_unrectified CHECK (((ground = 'unrectified'::text) = (rectification_id IS NOT NULL)))
);

ALTER TABLE ONLY public.sanction FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sanction OWNER TO zhuanhu_owner;

-- Name: selectee; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.selectee (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    name text NOT NULL,
    born_on date NOT NULL,
    field text NOT NULL,
    recommender_id uuid NOT NULL
);

ALTER TABLE ONLY public.selectee FORCE ROW LEVEL SECURITY;

ALTER TABLE public.selectee OWNER TO zhuanhu_owner;

-- Name: signal; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.signal (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    state text NOT NULL,
    watched boolean DEFAULT false NOT NULL,
    evidence_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    CONSTRAINT ck_signal_state_known CHECK ((state = ANY (ARRAY['open'::text, 'followed'::text, 'dismissed'::text])))
);

ALTER TABLE ONLY public.signal FORCE ROW LEVEL SECURITY;

ALTER TABLE public.signal OWNER TO zhuanhu_owner;

-- Name: signal_evidence; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.signal_evidence (
    id uuid DEFAULT gen_random_uuid() CONSTRAINT signal_evidence_id_not_null1 NOT NULL,
    signal_id uuid NOT NULL,
    run_id uuid NOT NULL,
    record jsonb NOT NULL,
    digest text NOT NULL,
    amount numeric(16,2) NOT NULL,
    claims uuid[] NOT NULL,
    employers uuid[] NOT NULL,
    grants uuid[] NOT NULL,
    CONSTRAINT ck_signal_evidence_about_claims CHECK (((cardinality(claims) > 0) AND (cardinality(employers) > 0) AND (cardinality(grants) > 0))),
    CONSTRAINT ck_signal_evidence_digest_form CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY public.signal_evidence FORCE ROW LEVEL SECURITY;

ALTER TABLE public.signal_evidence OWNER TO zhuanhu_owner;

-- Name: signal_run; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.signal_run (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    made_by uuid,
    started_at timestamp with time zone NOT NULL,
    claims bigint NOT NULL,
    found bigint NOT NULL,
    fresh bigint NOT NULL,
    gone bigint NOT NULL,
    bounds jsonb NOT NULL,
    CONSTRAINT ck_signal_run_counted CHECK (((claims >= 0) AND (found >= 0) AND (fresh >= 0) AND (gone >= 0)))
);

ALTER TABLE ONLY public.signal_run FORCE ROW LEVEL SECURITY;

ALTER TABLE public.signal_run OWNER TO zhuanhu_owner;

-- Name: signal_step; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.signal_step (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    signal_id uuid NOT NULL,
    evidence_id uuid NOT NULL,
    action text NOT NULL,
    state text NOT NULL,
    watched boolean NOT NULL,
    reason text NOT NULL,
    made_by uuid,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_signal_step_action_known CHECK ((action = ANY (ARRAY['follow'::text, 'dismiss'::text, 'reopen'::text, 'watch'::text, 'unwatch'::text, 'again'::text]))),
    CONSTRAINT ck_signal_step_by_a_person_with_reason CHECK (((action = 'again'::text) OR ((made_by IS NOT NULL) AND (reason <> ''::text)))),
    CONSTRAINT ck_signal_step_leads_there CHECK (
CASE action
    WHEN 'follow'::text THEN (state = 'followed'::text)
    WHEN 'dismiss'::text THEN ((state = 'dismissed'::text) AND (NOT watched))
    WHEN 'reopen'::text THEN (state = 'open'::text)
    WHEN 'again'::text THEN (state = 'open'::text)
    WHEN 'watch'::text THEN (watched AND (state <> 'dismissed'::text))
    ELSE (NOT watched)
END),
    CONSTRAINT ck_signal_step_state_known CHECK ((state = ANY (ARRAY['open'::text, 'followed'::text, 'dismissed'::text])))
);

ALTER TABLE ONLY public.signal_step FORCE ROW LEVEL SECURITY;

ALTER TABLE public.signal_step OWNER TO zhuanhu_owner;

-- Name: signal_step_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.signal_step ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.signal_step_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: split_share; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.split_share (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    sheet_id uuid NOT NULL,
    "position" integer NOT NULL,
    claim_id uuid,
    amount numeric(16,2) NOT NULL,
    CONSTRAINT ck_split_share_amount_positive CHECK ((amount > (0)::numeric))
);

ALTER TABLE ONLY public.split_share FORCE ROW LEVEL SECURITY;

ALTER TABLE public.split_share OWNER TO zhuanhu_owner;

-- Name: split_sheet; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.split_sheet (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    number text NOT NULL,
    invoice_id uuid NOT NULL,
    total numeric(16,2) NOT NULL,
    reason text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    voided_by uuid,
    voided_at timestamp with time zone,
    void_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT ck_split_sheet_total_positive CHECK ((total > (0)::numeric)),
    CONSTRAINT ck_split_sheet_voided_by_somebody CHECK ((((voided_at IS NULL) = (voided_by IS NULL)) AND ((voided_at IS NULL) = (void_reason = ''::text))))
);

ALTER TABLE ONLY public.split_sheet FORCE ROW LEVEL SECURITY;

ALTER TABLE public.split_sheet OWNER TO zhuanhu_owner;

-- Name: spot_check; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    manner text NOT NULL,
    title text NOT NULL,
    purpose text NOT NULL,
    scope jsonb NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    cut_off date NOT NULL,
    plan jsonb NOT NULL,
    seed text NOT NULL,
    seed_sha256 text NOT NULL,
    algorithm text NOT NULL,
    state text NOT NULL,
    steps integer NOT NULL,
    due_on date,
    due_provisional boolean DEFAULT false NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_counted CHECK ((steps >= 0)),
    CONSTRAINT ck_spot_check_in_order CHECK (((period_from <= period_to) AND (period_to <= cut_off))),
    CONSTRAINT ck_spot_check_kind_known CHECK ((kind = 'spot_check'::text)),
    CONSTRAINT ck_spot_check_manner_known CHECK ((manner = ANY (ARRAY['periodic'::text, 'random'::text, 'special'::text]))),
    CONSTRAINT ck_spot_check_plan_of_seed CHECK ((COALESCE((plan ->> 'seed'::text), ''::text) = seed)),
    CONSTRAINT ck_spot_check_seed_form CHECK ((seed ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT ck_spot_check_seed_promised CHECK ((seed_sha256 = encode(sha256(convert_to(seed, 'UTF8'::name)), 'hex'::text))),
    CONSTRAINT ck_spot_check_titled CHECK ((title <> ''::text))
);

ALTER TABLE ONLY public.spot_check FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check OWNER TO zhuanhu_owner;

-- Name: spot_check_answer; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_answer (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    check_id uuid NOT NULL,
    item_id uuid NOT NULL,
    version integer NOT NULL,
    support text NOT NULL,
    purpose text NOT NULL,
    amount text NOT NULL,
    formalities text NOT NULL,
    progress text NOT NULL,
    balance text NOT NULL,
    evidence boolean NOT NULL,
    audited numeric(16,2),
    note text NOT NULL,
    answered_by uuid NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_answer_amount_judged CHECK (((amount = ANY (ARRAY['meets'::text, 'fails'::text])) OR (NOT evidence))),
    CONSTRAINT ck_spot_check_answer_audited_not_negative CHECK ((audited >= (0)::numeric)),
    CONSTRAINT ck_spot_check_answer_audited_with_evidence CHECK ((evidence = (audited IS NOT NULL))),
    CONSTRAINT ck_spot_check_answer_balance_known CHECK ((balance = ANY (ARRAY['meets'::text, 'fails'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_spot_check_answer_counted CHECK ((version > 0)),
    CONSTRAINT ck_spot_check_answer_error_noted CHECK (((note <> ''::text) OR (evidence AND ('fails'::text <> ALL (ARRAY[support, purpose, amount, formalities, progress, balance]))))),
    CONSTRAINT ck_spot_check_answer_formalities_known CHECK ((formalities = ANY (ARRAY['meets'::text, 'fails'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_spot_check_answer_judged_known CHECK (((purpose = ANY (ARRAY['meets'::text, 'fails'::text, 'not_applicable'::text])) AND (amount = ANY (ARRAY['meets'::text, 'fails'::text, 'not_applicable'::text])))),
    CONSTRAINT ck_spot_check_answer_progress_known CHECK ((progress = ANY (ARRAY['meets'::text, 'fails'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_spot_check_answer_purpose_judged CHECK (((purpose = ANY (ARRAY['meets'::text, 'fails'::text])) OR (NOT evidence))),
    CONSTRAINT ck_spot_check_answer_support_known CHECK ((support = ANY (ARRAY['meets'::text, 'fails'::text, 'not_applicable'::text]))),
    CONSTRAINT ck_spot_check_answer_unproven_unsupported CHECK ((evidence OR (support = 'fails'::text)))
);

ALTER TABLE ONLY public.spot_check_answer FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_answer OWNER TO zhuanhu_owner;

-- Name: spot_check_draw; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_draw (
    check_id uuid NOT NULL,
    round integer NOT NULL,
    more integer NOT NULL,
    items integer NOT NULL,
    frame_sha256 text NOT NULL,
    reason text NOT NULL,
    drawn_by uuid NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_draw_counted CHECK (((round > 0) AND (more >= 0) AND (items >= 0))),
    CONSTRAINT ck_spot_check_draw_grown CHECK (((round = 1) OR (more > 0))),
    CONSTRAINT ck_spot_check_draw_reasoned CHECK (((round = 1) OR (reason <> ''::text)))
);

ALTER TABLE ONLY public.spot_check_draw FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_draw OWNER TO zhuanhu_owner;

-- Name: spot_check_evaluation; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_evaluation (
    check_id uuid NOT NULL,
    number integer NOT NULL,
    items integer NOT NULL,
    decision text NOT NULL,
    figures jsonb NOT NULL,
    observations jsonb NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_evaluation_counted CHECK (((number > 0) AND (items >= 0))),
    CONSTRAINT ck_spot_check_evaluation_decision_known CHECK ((decision = ANY (ARRAY['accept'::text, 'extend'::text, 'reject'::text])))
);

ALTER TABLE ONLY public.spot_check_evaluation FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_evaluation OWNER TO zhuanhu_owner;

-- Name: spot_check_finding; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_finding (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    check_id uuid NOT NULL,
    item_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    nature text NOT NULL,
    condition text NOT NULL,
    article integer NOT NULL,
    code text NOT NULL,
    basis text NOT NULL,
    cause text NOT NULL,
    effect text NOT NULL,
    department text NOT NULL,
    amount numeric(16,2) NOT NULL,
    repeats_id uuid,
    proceeding_id uuid,
    found_by uuid NOT NULL,
    found_at timestamp with time zone NOT NULL,
    dropped_by uuid,
    dropped_at timestamp with time zone,
    drop_reason text NOT NULL,
    CONSTRAINT ck_spot_check_finding_amount_not_negative CHECK ((amount >= (0)::numeric)),
    CONSTRAINT ck_spot_check_finding_article_known CHECK (((article >= 1) AND (article <= 37))),
    CONSTRAINT ck_spot_check_finding_counted CHECK ((number > 0)),
    CONSTRAINT ck_spot_check_finding_dropped_or_raised CHECK (((dropped_at IS NULL) OR (proceeding_id IS NULL))),
    CONSTRAINT ck_spot_check_finding_dropped_whole CHECK (((dropped_by IS NULL) = (dropped_at IS NULL))),
    CONSTRAINT ck_spot_check_finding_dropped_with_reason CHECK (((dropped_at IS NULL) = (drop_reason = ''::text))),
    CONSTRAINT ck_spot_check_finding_told CHECK (((title <> ''::text) AND (nature <> ''::text) AND (condition <> ''::text) AND (basis <> ''::text)))
);

ALTER TABLE ONLY public.spot_check_finding FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_finding OWNER TO zhuanhu_owner;

-- Name: spot_check_frame; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_frame (
    check_id uuid NOT NULL,
    content bytea NOT NULL,
    sha256 text NOT NULL,
    items integer NOT NULL,
    total bigint NOT NULL,
    book_total bigint NOT NULL,
    frozen_by uuid NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_frame_counted CHECK (((items >= 0) AND (total >= 0))),
    CONSTRAINT ck_spot_check_frame_whole CHECK ((sha256 = encode(sha256(content), 'hex'::text)))
);

ALTER TABLE ONLY public.spot_check_frame FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_frame OWNER TO zhuanhu_owner;

-- Name: spot_check_item; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_item (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    check_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    number integer NOT NULL,
    key text NOT NULL,
    value bigint NOT NULL,
    grant_number text NOT NULL,
    marks text NOT NULL,
    "position" integer NOT NULL,
    stratum text NOT NULL,
    hits integer NOT NULL,
    round integer NOT NULL,
    CONSTRAINT ck_spot_check_item_counted CHECK (((number > 0) AND ("position" > 0) AND (hits > 0))),
    CONSTRAINT ck_spot_check_item_value_not_negative CHECK ((value >= 0))
);

ALTER TABLE ONLY public.spot_check_item FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_item OWNER TO zhuanhu_owner;

-- Name: spot_check_paper; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_paper (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    check_id uuid NOT NULL,
    claim_id uuid,
    name text NOT NULL,
    sha256 text NOT NULL,
    size integer NOT NULL,
    sent_by uuid NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_paper_named CHECK ((name <> ''::text)),
    CONSTRAINT ck_spot_check_paper_not_empty CHECK ((size > 0))
);

ALTER TABLE ONLY public.spot_check_paper FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_paper OWNER TO zhuanhu_owner;

-- Name: spot_check_request; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_request (
    employer_id uuid NOT NULL,
    check_id uuid NOT NULL,
    claim_id uuid NOT NULL,
    round integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_request_counted CHECK ((round > 0))
);

ALTER TABLE ONLY public.spot_check_request FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_request OWNER TO zhuanhu_owner;

-- Name: spot_check_response; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_response (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    finding_id uuid NOT NULL,
    version integer NOT NULL,
    stance text NOT NULL,
    said text NOT NULL,
    said_by uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_response_counted CHECK ((version > 0)),
    CONSTRAINT ck_spot_check_response_reasoned CHECK (((stance = 'accepts'::text) OR (said <> ''::text))),
    CONSTRAINT ck_spot_check_response_stance_known CHECK ((stance = ANY (ARRAY['accepts'::text, 'explains'::text, 'disputes'::text])))
);

ALTER TABLE ONLY public.spot_check_response FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_response OWNER TO zhuanhu_owner;

-- Name: spot_check_review; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_review (
    employer_id uuid NOT NULL,
    answer_id uuid NOT NULL,
    agrees boolean NOT NULL,
    note text NOT NULL,
    reviewed_by uuid NOT NULL,
    reviewed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_spot_check_review_reasoned CHECK ((agrees OR (note <> ''::text)))
);

ALTER TABLE ONLY public.spot_check_review FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_review OWNER TO zhuanhu_owner;

-- Name: spot_check_step; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_step (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    serial bigint NOT NULL,
    check_id uuid NOT NULL,
    kind text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    actor_id uuid NOT NULL,
    actor_name text NOT NULL,
    actor_role text NOT NULL,
    at timestamp with time zone NOT NULL,
    article text NOT NULL,
    reason text NOT NULL,
    due_on date,
    due_provisional boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_spot_check_step_counted CHECK ((number > 0))
);

ALTER TABLE ONLY public.spot_check_step FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_step OWNER TO zhuanhu_owner;

-- Name: spot_check_step_serial_seq; Type: SEQUENCE; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_step ALTER COLUMN serial ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.spot_check_step_serial_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

-- Name: spot_check_unit; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.spot_check_unit (
    employer_id uuid NOT NULL,
    check_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    check_number text NOT NULL,
    title text NOT NULL,
    manner text NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    seed_sha256 text NOT NULL,
    CONSTRAINT ck_spot_check_unit_numbered CHECK ((check_number <> ''::text))
);

ALTER TABLE ONLY public.spot_check_unit FORCE ROW LEVEL SECURITY;

ALTER TABLE public.spot_check_unit OWNER TO zhuanhu_owner;

-- Name: stated_purpose; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.stated_purpose (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    reader_id uuid NOT NULL,
    subject text NOT NULL,
    subject_id uuid NOT NULL,
    on_day date NOT NULL,
    purpose text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ck_stated_purpose_subject_known CHECK ((subject = ANY (ARRAY['assessment'::text, 'objection'::text]))),
    CONSTRAINT ck_stated_purpose_told CHECK (((length(btrim(purpose)) >= 4) AND (length(btrim(purpose)) <= 500)))
);

ALTER TABLE ONLY public.stated_purpose FORCE ROW LEVEL SECURITY;

ALTER TABLE public.stated_purpose OWNER TO zhuanhu_owner;

-- Name: talent_grant; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.talent_grant (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    selectee_id uuid NOT NULL,
    call_id uuid NOT NULL,
    number text NOT NULL,
    state text NOT NULL,
    suspended_on date,
    left_on date,
    joined_on date,
    CONSTRAINT ck_talent_grant_state_known CHECK ((state = ANY (ARRAY['nominated'::text, 'agreed'::text, 'active'::text, 'suspended'::text, 'revoked'::text, 'withdrawn'::text, 'completed'::text, 'transferring'::text, 'transferred'::text, 'settled'::text, 'archived'::text]))),
    CONSTRAINT ck_talent_grant_stay_in_order CHECK (((joined_on IS NULL) OR (left_on IS NULL) OR (joined_on <= left_on)))
);

ALTER TABLE ONLY public.talent_grant FORCE ROW LEVEL SECURITY;

ALTER TABLE public.talent_grant OWNER TO zhuanhu_owner;

-- Name: team_member; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.team_member (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    name text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    CONSTRAINT ck_team_member_in_order CHECK ((until_on >= from_on)),
    CONSTRAINT ck_team_member_named CHECK ((name <> ''::text))
);

ALTER TABLE ONLY public.team_member FORCE ROW LEVEL SECURITY;

ALTER TABLE public.team_member OWNER TO zhuanhu_owner;

-- Name: transfer; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.transfer (
    proceeding_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    applied_on date NOT NULL,
    paper text NOT NULL,
    leaves_on date NOT NULL,
    new_name text NOT NULL,
    new_uscc text NOT NULL,
    seat_evidence text NOT NULL,
    workplace text NOT NULL,
    in_beijing boolean NOT NULL,
    same_field boolean NOT NULL,
    field text NOT NULL,
    carried_over text NOT NULL,
    pay_to text NOT NULL,
    new_employer_id uuid,
    new_grant_id uuid,
    CONSTRAINT ck_transfer_told CHECK (((new_name <> ''::text) AND (workplace <> ''::text) AND (paper <> ''::text))),
    CONSTRAINT ck_transfer_two_employers CHECK ((new_employer_id <> employer_id)),
    CONSTRAINT ck_transfer_uscc_form CHECK ((new_uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'::text))
);

ALTER TABLE ONLY public.transfer FORCE ROW LEVEL SECURITY;

ALTER TABLE public.transfer OWNER TO zhuanhu_owner;

-- Name: transfer_budget; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.transfer_budget (
    statement_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    source text NOT NULL,
    category text NOT NULL,
    amount numeric(16,2) NOT NULL,
    CONSTRAINT ck_transfer_budget_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_transfer_budget_category_known CHECK ((category = ANY (ARRAY['RND'::text, 'TRAIN'::text, 'EXCH'::text, 'MENTOR'::text, 'CONF'::text, 'CE'::text, 'IP_PUB'::text, 'PUBL'::text, 'OTHER'::text]))),
    CONSTRAINT ck_transfer_budget_source_known CHECK ((source = ANY (ARRAY['FISCAL'::text, 'MATCH'::text, 'RAISED'::text, 'INTEREST'::text])))
);

ALTER TABLE ONLY public.transfer_budget FORCE ROW LEVEL SECURITY;

ALTER TABLE public.transfer_budget OWNER TO zhuanhu_owner;

-- Name: transfer_payment; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.transfer_payment (
    statement_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    amount numeric(16,2) NOT NULL,
    bank_slip text NOT NULL,
    paid_on date NOT NULL,
    paid_by uuid NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT ck_transfer_payment_amount_positive CHECK ((amount > (0)::numeric)),
    CONSTRAINT ck_transfer_payment_slip_given CHECK ((bank_slip <> ''::text))
);

ALTER TABLE ONLY public.transfer_payment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.transfer_payment OWNER TO zhuanhu_owner;

-- Name: transfer_rest; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.transfer_rest (
    statement_id uuid NOT NULL,
    employer_id uuid NOT NULL,
    source text NOT NULL,
    balance numeric(16,2) NOT NULL,
    reserved numeric(16,2) NOT NULL,
    advanced numeric(16,2) NOT NULL,
    moved numeric(16,2) NOT NULL,
    CONSTRAINT ck_transfer_rest_adds_up CHECK ((moved =
CASE
    WHEN (source = 'MATCH'::text) THEN (0)::numeric
    ELSE GREATEST((balance - reserved), (0)::numeric)
END)),
    CONSTRAINT ck_transfer_rest_not_negative CHECK (((balance >= (0)::numeric) AND (reserved >= (0)::numeric) AND (advanced >= (0)::numeric))),
    CONSTRAINT ck_transfer_rest_source_known CHECK ((source = ANY (ARRAY['FISCAL'::text, 'MATCH'::text, 'RAISED'::text, 'INTEREST'::text])))
);

ALTER TABLE ONLY public.transfer_rest FORCE ROW LEVEL SECURITY;

ALTER TABLE public.transfer_rest OWNER TO zhuanhu_owner;

-- Name: transfer_statement; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.transfer_statement (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    proceeding_id uuid NOT NULL,
    number integer NOT NULL,
    cut_on date NOT NULL,
    assets text NOT NULL,
    matters text NOT NULL,
    claims text NOT NULL,
    disallowed numeric(16,2) NOT NULL,
    drawn_by uuid NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_transfer_statement_counted CHECK ((number > 0))
);

ALTER TABLE ONLY public.transfer_statement FORCE ROW LEVEL SECURITY;

ALTER TABLE public.transfer_statement OWNER TO zhuanhu_owner;

-- Name: user_account; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.user_account (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid,
    selectee_id uuid,
    login text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    password_hash text NOT NULL,
    active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_user_account_employer_by_role CHECK (((role = ANY (ARRAY['employer_maker'::text, 'employer_checker'::text, 'employer_cashier'::text, 'selectee'::text])) = (employer_id IS NOT NULL))),
    CONSTRAINT ck_user_account_login_form CHECK ((login ~ '^[a-z0-9._@-]{2,64}$'::text)),
    CONSTRAINT ck_user_account_role_known CHECK ((role = ANY (ARRAY['employer_maker'::text, 'employer_checker'::text, 'employer_cashier'::text, 'center_auditor'::text, 'center_manager'::text, 'administrator'::text, 'selectee'::text]))),
    CONSTRAINT ck_user_account_selectee_by_role CHECK (((role = 'selectee'::text) = (selectee_id IS NOT NULL)))
);

ALTER TABLE ONLY public.user_account FORCE ROW LEVEL SECURITY;

ALTER TABLE public.user_account OWNER TO zhuanhu_owner;

-- Name: verification; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.verification (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    employer_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    result text NOT NULL,
    checked_on date NOT NULL,
    reference text NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_verification_result_known CHECK ((result = ANY (ARRAY['matches'::text, 'differs'::text, 'not_found'::text, 'void'::text, 'red'::text, 'partly_red'::text, 'abnormal'::text])))
);

ALTER TABLE ONLY public.verification FORCE ROW LEVEL SECURITY;

ALTER TABLE public.verification OWNER TO zhuanhu_owner;

-- Name: web_session; Type: TABLE; Schema: public; Owner: zhuanhu_owner

CREATE TABLE public.web_session (
    id_hash bytea NOT NULL,
    user_id uuid,
    data jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

ALTER TABLE public.web_session OWNER TO zhuanhu_owner;

-- Name: account account_layer_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_layer_key UNIQUE (id, book_id, layer);

-- Name: account account_leaf; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_leaf UNIQUE (book_id, code, grant_id, source, category);

-- Name: account account_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

-- Name: account account_side_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_side_key UNIQUE (id, book_id, layer, normal);

-- Name: account_type account_type_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account_type
    ADD CONSTRAINT account_type_pkey PRIMARY KEY (code);

-- Name: account_type account_type_whole; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account_type
    ADD CONSTRAINT account_type_whole UNIQUE (code, book_kind, layer, normal, has_grant, has_source, has_category);

-- Name: anchor anchor_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.anchor
    ADD CONSTRAINT anchor_pkey PRIMARY KEY (number);

-- Name: balance balance_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance
    ADD CONSTRAINT balance_pkey PRIMARY KEY (account_id);

-- Name: balance_snapshot balance_snapshot_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance_snapshot
    ADD CONSTRAINT balance_snapshot_pkey PRIMARY KEY (account_id, month);

-- Name: bank_line bank_line_once; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_line
    ADD CONSTRAINT bank_line_once UNIQUE (book_id, identity);

-- Name: bank_line bank_line_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_line
    ADD CONSTRAINT bank_line_pkey PRIMARY KEY (id);

-- Name: bank_match_member bank_match_member_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT bank_match_member_pkey PRIMARY KEY (match_id, place);

-- Name: bank_match bank_match_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match
    ADD CONSTRAINT bank_match_pkey PRIMARY KEY (id);

-- Name: bank_match_state bank_match_state_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_state
    ADD CONSTRAINT bank_match_state_pkey PRIMARY KEY (match_id, state);

-- Name: bank_statement bank_statement_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_statement
    ADD CONSTRAINT bank_statement_pkey PRIMARY KEY (id);

-- Name: book_head book_head_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book_head
    ADD CONSTRAINT book_head_pkey PRIMARY KEY (book_id);

-- Name: book book_kind_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book
    ADD CONSTRAINT book_kind_key UNIQUE (id, kind);

-- Name: book book_one_per_tenant; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book
    ADD CONSTRAINT book_one_per_tenant UNIQUE NULLS NOT DISTINCT (tenant_id);

-- Name: book book_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book
    ADD CONSTRAINT book_pkey PRIMARY KEY (id);

-- Name: book book_tenant_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book
    ADD CONSTRAINT book_tenant_key UNIQUE (id, tenant_id);

-- Name: budget_control budget_control_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.budget_control
    ADD CONSTRAINT budget_control_pkey PRIMARY KEY (book_id, grant_id);

-- Name: period_close close_follows_once; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.period_close
    ADD CONSTRAINT close_follows_once UNIQUE NULLS NOT DISTINCT (book_id, preceding);

-- Name: entry entry_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_key UNIQUE (book_id, key);

-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);

-- Name: entry entry_seq; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_seq UNIQUE (book_id, seq);

-- Name: entry entry_voucher; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_voucher UNIQUE (book_id, period, word, no);

-- Name: line line_account_seq; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.line
    ADD CONSTRAINT line_account_seq UNIQUE (account_id, account_seq) INCLUDE (entry_id, tenant_id);

-- Name: line line_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.line
    ADD CONSTRAINT line_pkey PRIMARY KEY (entry_id, line_no);

-- Name: bank_match match_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match
    ADD CONSTRAINT match_key UNIQUE (id, book_id);

-- Name: bank_match_member member_bank_once; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT member_bank_once UNIQUE (match_id, bank_line_id);

-- Name: bank_match_member member_book_once; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT member_book_once UNIQUE (match_id, entry_id, line_no);

-- Name: period_close period_close_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.period_close
    ADD CONSTRAINT period_close_pkey PRIMARY KEY (book_id, month);

-- Name: proof proof_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.proof
    ADD CONSTRAINT proof_pkey PRIMARY KEY (id);

-- Name: reconciliation reconciliation_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.reconciliation
    ADD CONSTRAINT reconciliation_key UNIQUE (id, book_id);

-- Name: reconciliation reconciliation_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.reconciliation
    ADD CONSTRAINT reconciliation_pkey PRIMARY KEY (id);

-- Name: reconciliation_state reconciliation_state_pkey; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.reconciliation_state
    ADD CONSTRAINT reconciliation_state_pkey PRIMARY KEY (reconciliation_id, state);

-- Name: bank_statement statement_key; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_statement
    ADD CONSTRAINT statement_key UNIQUE (id, book_id);

-- Name: bank_statement statement_once; Type: CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_statement
    ADD CONSTRAINT statement_once UNIQUE (book_id, sha256);

-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

-- Name: access_token pk_access_token; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT pk_access_token PRIMARY KEY (id);

-- Name: advance pk_advance; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance
    ADD CONSTRAINT pk_advance PRIMARY KEY (employer_id, proceeding_id);

-- Name: advance_use pk_advance_use; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT pk_advance_use PRIMARY KEY (id);

-- Name: agreement pk_agreement; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT pk_agreement PRIMARY KEY (id);

-- Name: agreement_budget pk_agreement_budget; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement_budget
    ADD CONSTRAINT pk_agreement_budget PRIMARY KEY (agreement_id, category);

-- Name: annual_call pk_annual_call; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.annual_call
    ADD CONSTRAINT pk_annual_call PRIMARY KEY (id);

-- Name: api_request pk_api_request; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.api_request
    ADD CONSTRAINT pk_api_request PRIMARY KEY (employer_id, user_id, key_hash);

-- Name: appeal pk_appeal; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT pk_appeal PRIMARY KEY (employer_id, proceeding_id);

-- Name: arrival pk_arrival; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival
    ADD CONSTRAINT pk_arrival PRIMARY KEY (employer_id, proceeding_id);

-- Name: arrival_amount pk_arrival_amount; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival_amount
    ADD CONSTRAINT pk_arrival_amount PRIMARY KEY (employer_id, proceeding_id, source);

-- Name: assessment pk_assessment; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT pk_assessment PRIMARY KEY (id);

-- Name: association_measure pk_association_measure; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.association_measure
    ADD CONSTRAINT pk_association_measure PRIMARY KEY (id);

-- Name: audit_trail pk_audit_trail; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.audit_trail
    ADD CONSTRAINT pk_audit_trail PRIMARY KEY (id);

-- Name: bank_layout pk_bank_layout; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bank_layout
    ADD CONSTRAINT pk_bank_layout PRIMARY KEY (id);

-- Name: booking pk_booking; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT pk_booking PRIMARY KEY (id);

-- Name: bulk_export pk_bulk_export; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bulk_export
    ADD CONSTRAINT pk_bulk_export PRIMARY KEY (id);

-- Name: claim pk_claim; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT pk_claim PRIMARY KEY (id);

-- Name: claim_cut pk_claim_cut; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_cut
    ADD CONSTRAINT pk_claim_cut PRIMARY KEY (id);

-- Name: claim_paper pk_claim_paper; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT pk_claim_paper PRIMARY KEY (id);

-- Name: claim_reversal pk_claim_reversal; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_reversal
    ADD CONSTRAINT pk_claim_reversal PRIMARY KEY (id);

-- Name: clawback pk_clawback; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.clawback
    ADD CONSTRAINT pk_clawback PRIMARY KEY (employer_id, proceeding_id);

-- Name: contact pk_contact; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT pk_contact PRIMARY KEY (user_id);

-- Name: correction pk_correction; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT pk_correction PRIMARY KEY (id);

-- Name: cross_match pk_cross_match; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.cross_match
    ADD CONSTRAINT pk_cross_match PRIMARY KEY (id);

-- Name: deadline pk_deadline; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT pk_deadline PRIMARY KEY (id);

-- Name: deadline_mark pk_deadline_mark; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline_mark
    ADD CONSTRAINT pk_deadline_mark PRIMARY KEY (employer_id, deadline_id, mark);

-- Name: decision pk_decision; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);

-- Name: dedicated_account pk_dedicated_account; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.dedicated_account
    ADD CONSTRAINT pk_dedicated_account PRIMARY KEY (id);

-- Name: delivery pk_delivery; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT pk_delivery PRIMARY KEY (id);

-- Name: disbursement_batch pk_disbursement_batch; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch
    ADD CONSTRAINT pk_disbursement_batch PRIMARY KEY (id);

-- Name: disbursement_batch_line pk_disbursement_batch_line; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch_line
    ADD CONSTRAINT pk_disbursement_batch_line PRIMARY KEY (employer_id, batch_id, instalment_id);

-- Name: disclosure pk_disclosure; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT pk_disclosure PRIMARY KEY (id);

-- Name: employer pk_employer; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.employer
    ADD CONSTRAINT pk_employer PRIMARY KEY (id);

-- Name: exit_application pk_exit_application; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.exit_application
    ADD CONSTRAINT pk_exit_application PRIMARY KEY (employer_id, proceeding_id);

-- Name: expense_report pk_expense_report; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT pk_expense_report PRIMARY KEY (id);

-- Name: expense_report_member pk_expense_report_member; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT pk_expense_report_member PRIMARY KEY (id);

-- Name: fee_row pk_fee_row; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_row
    ADD CONSTRAINT pk_fee_row PRIMARY KEY (id);

-- Name: fee_sheet pk_fee_sheet; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT pk_fee_sheet PRIMARY KEY (id);

-- Name: first_steps pk_first_steps; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.first_steps
    ADD CONSTRAINT pk_first_steps PRIMARY KEY (employer_id, person_id);

-- Name: former_name pk_former_name; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.former_name
    ADD CONSTRAINT pk_former_name PRIMARY KEY (id);

-- Name: grant_step pk_grant_step; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.grant_step
    ADD CONSTRAINT pk_grant_step PRIMARY KEY (id);

-- Name: inbox_message pk_inbox_message; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT pk_inbox_message PRIMARY KEY (id);

-- Name: instalment pk_instalment; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT pk_instalment PRIMARY KEY (id);

-- Name: intake_batch pk_intake_batch; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_batch
    ADD CONSTRAINT pk_intake_batch PRIMARY KEY (id);

-- Name: intake_file pk_intake_file; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT pk_intake_file PRIMARY KEY (id);

-- Name: invoice pk_invoice; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT pk_invoice PRIMARY KEY (id);

-- Name: job_run pk_job_run; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.job_run
    ADD CONSTRAINT pk_job_run PRIMARY KEY (job, due_at);

-- Name: law_text pk_law_text; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT pk_law_text PRIMARY KEY (id);

-- Name: layout_hint pk_layout_hint; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.layout_hint
    ADD CONSTRAINT pk_layout_hint PRIMARY KEY (id);

-- Name: letter pk_letter; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT pk_letter PRIMARY KEY (id);

-- Name: letter_service pk_letter_service; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter_service
    ADD CONSTRAINT pk_letter_service PRIMARY KEY (employer_id, letter_id);

-- Name: listing pk_listing; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT pk_listing PRIMARY KEY (id);

-- Name: login_attempt pk_login_attempt; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.login_attempt
    ADD CONSTRAINT pk_login_attempt PRIMARY KEY (id);

-- Name: mail_address pk_mail_address; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_address
    ADD CONSTRAINT pk_mail_address PRIMARY KEY (id);

-- Name: mail_message pk_mail_message; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT pk_mail_message PRIMARY KEY (id);

-- Name: number_series pk_number_series; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.number_series
    ADD CONSTRAINT pk_number_series PRIMARY KEY (employer_id, series);

-- Name: objection pk_objection; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.objection
    ADD CONSTRAINT pk_objection PRIMARY KEY (id);

-- Name: original pk_original; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.original
    ADD CONSTRAINT pk_original PRIMARY KEY (id);

-- Name: package pk_package; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.package
    ADD CONSTRAINT pk_package PRIMARY KEY (id);

-- Name: phone_link pk_phone_link; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.phone_link
    ADD CONSTRAINT pk_phone_link PRIMARY KEY (id);

-- Name: plan_item pk_plan_item; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT pk_plan_item PRIMARY KEY (id);

-- Name: policy_version pk_policy_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT pk_policy_version PRIMARY KEY (id);

-- Name: procedure_move pk_procedure_move; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.procedure_move
    ADD CONSTRAINT pk_procedure_move PRIMARY KEY (kind, source, action, role);

-- Name: proceeding pk_proceeding; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding
    ADD CONSTRAINT pk_proceeding PRIMARY KEY (id);

-- Name: proceeding_step pk_proceeding_step; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding_step
    ADD CONSTRAINT pk_proceeding_step PRIMARY KEY (id);

-- Name: public_notice pk_public_notice; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.public_notice
    ADD CONSTRAINT pk_public_notice PRIMARY KEY (id);

-- Name: reallocation pk_reallocation; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation
    ADD CONSTRAINT pk_reallocation PRIMARY KEY (employer_id, proceeding_id);

-- Name: reallocation_entry pk_reallocation_entry; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation_entry
    ADD CONSTRAINT pk_reallocation_entry PRIMARY KEY (employer_id, proceeding_id);

-- Name: recall pk_recall; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recall
    ADD CONSTRAINT pk_recall PRIMARY KEY (employer_id, proceeding_id);

-- Name: recommender pk_recommender; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recommender
    ADD CONSTRAINT pk_recommender PRIMARY KEY (id);

-- Name: rectification pk_rectification; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification
    ADD CONSTRAINT pk_rectification PRIMARY KEY (employer_id, proceeding_id);

-- Name: rectification_paper pk_rectification_paper; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification_paper
    ADD CONSTRAINT pk_rectification_paper PRIMARY KEY (id);

-- Name: rehearsal pk_rehearsal; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rehearsal
    ADD CONSTRAINT pk_rehearsal PRIMARY KEY (employer_id);

-- Name: rehearsal_ground pk_rehearsal_ground; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rehearsal_ground
    ADD CONSTRAINT pk_rehearsal_ground PRIMARY KEY (one);

-- Name: related_party pk_related_party; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.related_party
    ADD CONSTRAINT pk_related_party PRIMARY KEY (id);

-- Name: remittance pk_remittance; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT pk_remittance PRIMARY KEY (id);

-- Name: rendition pk_rendition; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rendition
    ADD CONSTRAINT pk_rendition PRIMARY KEY (id);

-- Name: repayment pk_repayment; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.repayment
    ADD CONSTRAINT pk_repayment PRIMARY KEY (id);

-- Name: report_run pk_report_run; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.report_run
    ADD CONSTRAINT pk_report_run PRIMARY KEY (id);

-- Name: robot pk_robot; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.robot
    ADD CONSTRAINT pk_robot PRIMARY KEY (id);

-- Name: ruling pk_ruling; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT pk_ruling PRIMARY KEY (id);

-- Name: sanction pk_sanction; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.sanction
    ADD CONSTRAINT pk_sanction PRIMARY KEY (employer_id, proceeding_id);

-- Name: selectee pk_selectee; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.selectee
    ADD CONSTRAINT pk_selectee PRIMARY KEY (id);

-- Name: signal pk_signal; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal
    ADD CONSTRAINT pk_signal PRIMARY KEY (id);

-- Name: signal_evidence pk_signal_evidence; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_evidence
    ADD CONSTRAINT pk_signal_evidence PRIMARY KEY (id);

-- Name: signal_run pk_signal_run; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_run
    ADD CONSTRAINT pk_signal_run PRIMARY KEY (id);

-- Name: signal_step pk_signal_step; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_step
    ADD CONSTRAINT pk_signal_step PRIMARY KEY (id);

-- Name: split_share pk_split_share; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_share
    ADD CONSTRAINT pk_split_share PRIMARY KEY (id);

-- Name: split_sheet pk_split_sheet; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT pk_split_sheet PRIMARY KEY (id);

-- Name: spot_check pk_spot_check; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check
    ADD CONSTRAINT pk_spot_check PRIMARY KEY (id);

-- Name: spot_check_answer pk_spot_check_answer; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT pk_spot_check_answer PRIMARY KEY (id);

-- Name: spot_check_draw pk_spot_check_draw; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_draw
    ADD CONSTRAINT pk_spot_check_draw PRIMARY KEY (check_id, round);

-- Name: spot_check_evaluation pk_spot_check_evaluation; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_evaluation
    ADD CONSTRAINT pk_spot_check_evaluation PRIMARY KEY (check_id, number);

-- Name: spot_check_finding pk_spot_check_finding; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT pk_spot_check_finding PRIMARY KEY (id);

-- Name: spot_check_frame pk_spot_check_frame; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_frame
    ADD CONSTRAINT pk_spot_check_frame PRIMARY KEY (check_id);

-- Name: spot_check_item pk_spot_check_item; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT pk_spot_check_item PRIMARY KEY (id);

-- Name: spot_check_paper pk_spot_check_paper; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_paper
    ADD CONSTRAINT pk_spot_check_paper PRIMARY KEY (id);

-- Name: spot_check_request pk_spot_check_request; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_request
    ADD CONSTRAINT pk_spot_check_request PRIMARY KEY (employer_id, check_id, claim_id);

-- Name: spot_check_response pk_spot_check_response; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_response
    ADD CONSTRAINT pk_spot_check_response PRIMARY KEY (id);

-- Name: spot_check_review pk_spot_check_review; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_review
    ADD CONSTRAINT pk_spot_check_review PRIMARY KEY (employer_id, answer_id);

-- Name: spot_check_step pk_spot_check_step; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_step
    ADD CONSTRAINT pk_spot_check_step PRIMARY KEY (id);

-- Name: spot_check_unit pk_spot_check_unit; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_unit
    ADD CONSTRAINT pk_spot_check_unit PRIMARY KEY (employer_id, check_id);

-- Name: stated_purpose pk_stated_purpose; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.stated_purpose
    ADD CONSTRAINT pk_stated_purpose PRIMARY KEY (id);

-- Name: talent_grant pk_talent_grant; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT pk_talent_grant PRIMARY KEY (id);

-- Name: team_member pk_team_member; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT pk_team_member PRIMARY KEY (id);

-- Name: transfer pk_transfer; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT pk_transfer PRIMARY KEY (employer_id, proceeding_id);

-- Name: transfer_budget pk_transfer_budget; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_budget
    ADD CONSTRAINT pk_transfer_budget PRIMARY KEY (employer_id, statement_id, source, category);

-- Name: transfer_payment pk_transfer_payment; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_payment
    ADD CONSTRAINT pk_transfer_payment PRIMARY KEY (employer_id, statement_id);

-- Name: transfer_rest pk_transfer_rest; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_rest
    ADD CONSTRAINT pk_transfer_rest PRIMARY KEY (employer_id, statement_id, source);

-- Name: transfer_statement pk_transfer_statement; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_statement
    ADD CONSTRAINT pk_transfer_statement PRIMARY KEY (id);

-- Name: user_account pk_user_account; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT pk_user_account PRIMARY KEY (id);

-- Name: verification pk_verification; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT pk_verification PRIMARY KEY (id);

-- Name: web_session pk_web_session; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.web_session
    ADD CONSTRAINT pk_web_session PRIMARY KEY (id_hash);

-- Name: advance_use uq_advance_use_employer_id_claim_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT uq_advance_use_employer_id_claim_id UNIQUE (employer_id, claim_id);

-- Name: advance_use uq_advance_use_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT uq_advance_use_employer_id_id UNIQUE (employer_id, id);

-- Name: agreement uq_agreement_employer_id_grant_id_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT uq_agreement_employer_id_grant_id_version UNIQUE (employer_id, grant_id, version);

-- Name: agreement uq_agreement_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT uq_agreement_employer_id_id UNIQUE (employer_id, id);

-- Name: agreement uq_agreement_employer_id_number_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT uq_agreement_employer_id_number_version UNIQUE (employer_id, number, version);

-- Name: annual_call uq_annual_call_year; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.annual_call
    ADD CONSTRAINT uq_annual_call_year UNIQUE (year);

-- Name: arrival uq_arrival_employer_id_bank_reference; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival
    ADD CONSTRAINT uq_arrival_employer_id_bank_reference UNIQUE (employer_id, bank_reference);

-- Name: arrival uq_arrival_employer_id_statement_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival
    ADD CONSTRAINT uq_arrival_employer_id_statement_id UNIQUE (employer_id, statement_id);

-- Name: assessment uq_assessment_employer_id_grant_id_stage_round; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT uq_assessment_employer_id_grant_id_stage_round UNIQUE (employer_id, grant_id, stage, round);

-- Name: assessment uq_assessment_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT uq_assessment_employer_id_id UNIQUE (employer_id, id);

-- Name: association_measure uq_association_measure_employer_id_document_measure; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.association_measure
    ADD CONSTRAINT uq_association_measure_employer_id_document_measure UNIQUE (employer_id, document, measure);

-- Name: association_measure uq_association_measure_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.association_measure
    ADD CONSTRAINT uq_association_measure_employer_id_id UNIQUE (employer_id, id);

-- Name: bank_layout uq_bank_layout_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bank_layout
    ADD CONSTRAINT uq_bank_layout_employer_id_id UNIQUE (employer_id, id);

-- Name: bank_layout uq_bank_layout_employer_id_titles; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bank_layout
    ADD CONSTRAINT uq_bank_layout_employer_id_titles UNIQUE (employer_id, titles);

-- Name: booking uq_booking_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT uq_booking_employer_id_id UNIQUE (employer_id, id);

-- Name: claim_cut uq_claim_cut_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_cut
    ADD CONSTRAINT uq_claim_cut_employer_id_id UNIQUE (employer_id, id);

-- Name: claim uq_claim_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT uq_claim_employer_id_id UNIQUE (employer_id, id);

-- Name: claim uq_claim_employer_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT uq_claim_employer_id_number UNIQUE (employer_id, number);

-- Name: claim_paper uq_claim_paper_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT uq_claim_paper_employer_id_id UNIQUE (employer_id, id);

-- Name: claim_reversal uq_claim_reversal_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_reversal
    ADD CONSTRAINT uq_claim_reversal_employer_id_id UNIQUE (employer_id, id);

-- Name: correction uq_correction_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT uq_correction_employer_id_id UNIQUE (employer_id, id);

-- Name: cross_match uq_cross_match_earlier_claim_id_later_claim_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.cross_match
    ADD CONSTRAINT uq_cross_match_earlier_claim_id_later_claim_id UNIQUE (earlier_claim_id, later_claim_id);

-- Name: deadline uq_deadline_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT uq_deadline_employer_id_id UNIQUE (employer_id, id);

-- Name: decision uq_decision_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT uq_decision_employer_id_id UNIQUE (employer_id, id);

-- Name: dedicated_account uq_dedicated_account_employer_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.dedicated_account
    ADD CONSTRAINT uq_dedicated_account_employer_id UNIQUE (employer_id);

-- Name: dedicated_account uq_dedicated_account_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.dedicated_account
    ADD CONSTRAINT uq_dedicated_account_employer_id_id UNIQUE (employer_id, id);

-- Name: disbursement_batch uq_disbursement_batch_year_serial; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch
    ADD CONSTRAINT uq_disbursement_batch_year_serial UNIQUE (year, serial);

-- Name: employer uq_employer_uscc; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.employer
    ADD CONSTRAINT uq_employer_uscc UNIQUE (uscc);

-- Name: expense_report uq_expense_report_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT uq_expense_report_employer_id_id UNIQUE (employer_id, id);

-- Name: expense_report uq_expense_report_employer_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT uq_expense_report_employer_id_number UNIQUE (employer_id, number);

-- Name: expense_report_member uq_expense_report_member_employer_id_report_id_position; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT uq_expense_report_member_employer_id_report_id_position UNIQUE (employer_id, report_id, "position");

-- Name: fee_row uq_fee_row_employer_id_sheet_id_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_row
    ADD CONSTRAINT uq_fee_row_employer_id_sheet_id_id_number UNIQUE (employer_id, sheet_id, id_number);

-- Name: fee_row uq_fee_row_employer_id_sheet_id_position; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_row
    ADD CONSTRAINT uq_fee_row_employer_id_sheet_id_position UNIQUE (employer_id, sheet_id, "position");

-- Name: fee_sheet uq_fee_sheet_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT uq_fee_sheet_employer_id_id UNIQUE (employer_id, id);

-- Name: fee_sheet uq_fee_sheet_employer_id_invoice_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT uq_fee_sheet_employer_id_invoice_id UNIQUE (employer_id, invoice_id);

-- Name: fee_sheet uq_fee_sheet_employer_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT uq_fee_sheet_employer_id_number UNIQUE (employer_id, number);

-- Name: former_name uq_former_name_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.former_name
    ADD CONSTRAINT uq_former_name_employer_id_id UNIQUE (employer_id, id);

-- Name: grant_step uq_grant_step_employer_id_grant_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.grant_step
    ADD CONSTRAINT uq_grant_step_employer_id_grant_id_number UNIQUE (employer_id, grant_id, number);

-- Name: instalment uq_instalment_employer_id_agreement_id_position; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT uq_instalment_employer_id_agreement_id_position UNIQUE (employer_id, agreement_id, "position");

-- Name: instalment uq_instalment_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT uq_instalment_employer_id_id UNIQUE (employer_id, id);

-- Name: intake_batch uq_intake_batch_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_batch
    ADD CONSTRAINT uq_intake_batch_employer_id_id UNIQUE (employer_id, id);

-- Name: intake_file uq_intake_file_employer_id_batch_id_key; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT uq_intake_file_employer_id_batch_id_key UNIQUE (employer_id, batch_id, key);

-- Name: intake_file uq_intake_file_employer_id_batch_id_position_part; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT uq_intake_file_employer_id_batch_id_position_part UNIQUE (employer_id, batch_id, "position", part);

-- Name: intake_file uq_intake_file_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT uq_intake_file_employer_id_id UNIQUE (employer_id, id);

-- Name: invoice uq_invoice_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT uq_invoice_employer_id_id UNIQUE (employer_id, id);

-- Name: invoice uq_invoice_employer_id_key; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT uq_invoice_employer_id_key UNIQUE (employer_id, key);

-- Name: law_text uq_law_text_kind_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT uq_law_text_kind_version UNIQUE (kind, version);

-- Name: layout_hint uq_layout_hint_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.layout_hint
    ADD CONSTRAINT uq_layout_hint_employer_id_id UNIQUE (employer_id, id);

-- Name: layout_hint uq_layout_hint_employer_id_seller_kind_field; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.layout_hint
    ADD CONSTRAINT uq_layout_hint_employer_id_seller_kind_field UNIQUE (employer_id, seller, kind, field);

-- Name: letter uq_letter_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT uq_letter_employer_id_id UNIQUE (employer_id, id);

-- Name: letter uq_letter_kind_year_serial; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT uq_letter_kind_year_serial UNIQUE (kind, year, serial);

-- Name: mail_address uq_mail_address_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_address
    ADD CONSTRAINT uq_mail_address_employer_id_id UNIQUE (employer_id, id);

-- Name: mail_message uq_mail_message_employer_id_address_id_key; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT uq_mail_message_employer_id_address_id_key UNIQUE (employer_id, address_id, key);

-- Name: mail_message uq_mail_message_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT uq_mail_message_employer_id_id UNIQUE (employer_id, id);

-- Name: original uq_original_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.original
    ADD CONSTRAINT uq_original_employer_id_id UNIQUE (employer_id, id);

-- Name: original uq_original_employer_id_sha256; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.original
    ADD CONSTRAINT uq_original_employer_id_sha256 UNIQUE (employer_id, sha256);

-- Name: package uq_package_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.package
    ADD CONSTRAINT uq_package_employer_id_id UNIQUE (employer_id, id);

-- Name: plan_item uq_plan_item_employer_id_agreement_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT uq_plan_item_employer_id_agreement_id_number UNIQUE (employer_id, agreement_id, number);

-- Name: plan_item uq_plan_item_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT uq_plan_item_employer_id_id UNIQUE (employer_id, id);

-- Name: policy_version uq_policy_version_effective_on; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT uq_policy_version_effective_on UNIQUE (effective_on);

-- Name: policy_version uq_policy_version_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT uq_policy_version_version UNIQUE (version);

-- Name: proceeding uq_proceeding_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding
    ADD CONSTRAINT uq_proceeding_employer_id_id UNIQUE (employer_id, id);

-- Name: proceeding uq_proceeding_employer_id_id_kind; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding
    ADD CONSTRAINT uq_proceeding_employer_id_id_kind UNIQUE (employer_id, id, kind);

-- Name: proceeding uq_proceeding_employer_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding
    ADD CONSTRAINT uq_proceeding_employer_id_number UNIQUE (employer_id, number);

-- Name: proceeding_step uq_proceeding_step_employer_id_proceeding_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding_step
    ADD CONSTRAINT uq_proceeding_step_employer_id_proceeding_id_number UNIQUE (employer_id, proceeding_id, number);

-- Name: public_notice uq_public_notice_call_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.public_notice
    ADD CONSTRAINT uq_public_notice_call_id UNIQUE (call_id);

-- Name: recommender uq_recommender_name; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recommender
    ADD CONSTRAINT uq_recommender_name UNIQUE (name);

-- Name: rectification_paper uq_rectification_paper_employer_id_proceeding_id_sha256; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification_paper
    ADD CONSTRAINT uq_rectification_paper_employer_id_proceeding_id_sha256 UNIQUE (employer_id, proceeding_id, sha256);

-- Name: related_party uq_related_party_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.related_party
    ADD CONSTRAINT uq_related_party_employer_id_id UNIQUE (employer_id, id);

-- Name: rendition uq_rendition_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rendition
    ADD CONSTRAINT uq_rendition_employer_id_id UNIQUE (employer_id, id);

-- Name: rendition uq_rendition_employer_id_invoice_id_original_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rendition
    ADD CONSTRAINT uq_rendition_employer_id_invoice_id_original_id UNIQUE (employer_id, invoice_id, original_id);

-- Name: repayment uq_repayment_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.repayment
    ADD CONSTRAINT uq_repayment_employer_id_id UNIQUE (employer_id, id);

-- Name: report_run uq_report_run_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.report_run
    ADD CONSTRAINT uq_report_run_employer_id_id UNIQUE (employer_id, id);

-- Name: report_run uq_report_run_employer_id_statement_period; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.report_run
    ADD CONSTRAINT uq_report_run_employer_id_statement_period UNIQUE (employer_id, statement, period);

-- Name: robot uq_robot_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.robot
    ADD CONSTRAINT uq_robot_employer_id_id UNIQUE (employer_id, id);

-- Name: ruling uq_ruling_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT uq_ruling_number UNIQUE (number);

-- Name: ruling uq_ruling_replaces; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT uq_ruling_replaces UNIQUE (replaces);

-- Name: selectee uq_selectee_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.selectee
    ADD CONSTRAINT uq_selectee_employer_id_id UNIQUE (employer_id, id);

-- Name: signal_evidence uq_signal_evidence_signal_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_evidence
    ADD CONSTRAINT uq_signal_evidence_signal_id_id UNIQUE (signal_id, id);

-- Name: signal uq_signal_kind_key; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal
    ADD CONSTRAINT uq_signal_kind_key UNIQUE (kind, key);

-- Name: split_share uq_split_share_employer_id_sheet_id_position; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_share
    ADD CONSTRAINT uq_split_share_employer_id_sheet_id_position UNIQUE (employer_id, sheet_id, "position");

-- Name: split_sheet uq_split_sheet_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT uq_split_sheet_employer_id_id UNIQUE (employer_id, id);

-- Name: split_sheet uq_split_sheet_employer_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT uq_split_sheet_employer_id_number UNIQUE (employer_id, number);

-- Name: spot_check_answer uq_spot_check_answer_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT uq_spot_check_answer_employer_id_id UNIQUE (employer_id, id);

-- Name: spot_check_answer uq_spot_check_answer_employer_id_item_id_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT uq_spot_check_answer_employer_id_item_id_version UNIQUE (employer_id, item_id, version);

-- Name: spot_check_finding uq_spot_check_finding_employer_id_check_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT uq_spot_check_finding_employer_id_check_id_number UNIQUE (employer_id, check_id, number);

-- Name: spot_check_finding uq_spot_check_finding_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT uq_spot_check_finding_employer_id_id UNIQUE (employer_id, id);

-- Name: spot_check uq_spot_check_id_kind; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check
    ADD CONSTRAINT uq_spot_check_id_kind UNIQUE (id, kind);

-- Name: spot_check_item uq_spot_check_item_check_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT uq_spot_check_item_check_id_number UNIQUE (check_id, number);

-- Name: spot_check_item uq_spot_check_item_employer_id_check_id_claim_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT uq_spot_check_item_employer_id_check_id_claim_id UNIQUE (employer_id, check_id, claim_id);

-- Name: spot_check_item uq_spot_check_item_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT uq_spot_check_item_employer_id_id UNIQUE (employer_id, id);

-- Name: spot_check uq_spot_check_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check
    ADD CONSTRAINT uq_spot_check_number UNIQUE (number);

-- Name: spot_check_paper uq_spot_check_paper_employer_id_check_id_sha256; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_paper
    ADD CONSTRAINT uq_spot_check_paper_employer_id_check_id_sha256 UNIQUE (employer_id, check_id, sha256);

-- Name: spot_check_response uq_spot_check_response_employer_id_finding_id_version; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_response
    ADD CONSTRAINT uq_spot_check_response_employer_id_finding_id_version UNIQUE (employer_id, finding_id, version);

-- Name: spot_check_step uq_spot_check_step_check_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_step
    ADD CONSTRAINT uq_spot_check_step_check_id_number UNIQUE (check_id, number);

-- Name: spot_check_unit uq_spot_check_unit_employer_id_proceeding_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_unit
    ADD CONSTRAINT uq_spot_check_unit_employer_id_proceeding_id UNIQUE (employer_id, proceeding_id);

-- Name: stated_purpose uq_stated_purpose_reader_id_subject_subject_id_on_day; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.stated_purpose
    ADD CONSTRAINT uq_stated_purpose_reader_id_subject_subject_id_on_day UNIQUE (reader_id, subject, subject_id, on_day);

-- Name: talent_grant uq_talent_grant_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT uq_talent_grant_employer_id_id UNIQUE (employer_id, id);

-- Name: talent_grant uq_talent_grant_employer_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT uq_talent_grant_employer_id_number UNIQUE (employer_id, number);

-- Name: talent_grant uq_talent_grant_employer_id_selectee_id_call_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT uq_talent_grant_employer_id_selectee_id_call_id UNIQUE (employer_id, selectee_id, call_id);

-- Name: team_member uq_team_member_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT uq_team_member_employer_id_id UNIQUE (employer_id, id);

-- Name: transfer_payment uq_transfer_payment_employer_id_bank_slip; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_payment
    ADD CONSTRAINT uq_transfer_payment_employer_id_bank_slip UNIQUE (employer_id, bank_slip);

-- Name: transfer_statement uq_transfer_statement_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_statement
    ADD CONSTRAINT uq_transfer_statement_employer_id_id UNIQUE (employer_id, id);

-- Name: transfer_statement uq_transfer_statement_employer_id_proceeding_id_number; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_statement
    ADD CONSTRAINT uq_transfer_statement_employer_id_proceeding_id_number UNIQUE (employer_id, proceeding_id, number);

-- Name: user_account uq_user_account_login; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT uq_user_account_login UNIQUE (login);

-- Name: verification uq_verification_employer_id_id; Type: CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT uq_verification_employer_id_id UNIQUE (employer_id, id);

-- Name: bank_line_amount; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX bank_line_amount ON ledger.bank_line USING btree (book_id, amount);

-- Name: bank_line_counterparty; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX bank_line_counterparty ON ledger.bank_line USING btree (book_id, counterparty, day) WHERE (amount > (0)::numeric);

-- Name: bank_line_day; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX bank_line_day ON ledger.bank_line USING btree (book_id, day);

-- Name: bank_line_of_book; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX bank_line_of_book ON ledger.bank_line USING btree (book_id, id) INCLUDE (tenant_id);

-- Name: bank_line_partner; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX bank_line_partner ON ledger.bank_line USING btree (book_id, counterparty COLLATE "C", day);

-- Name: bank_line_reference; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX bank_line_reference ON ledger.bank_line USING btree (book_id, reference COLLATE "C");

-- Name: entry_moving; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX entry_moving ON ledger.entry USING btree (kind) WHERE ((kind)::text = ANY (ARRAY['appropriate'::text, 'disburse'::text, 'confirm_receipt'::text, 'open_balances'::text, 'receive'::text, 'contribute'::text, 'interest'::text, 'approve_transfer'::text, 'receive_transfer'::text, 'claw_back'::text, 'return_surplus'::text, 'release_matching'::text, 'close_grant'::text]));

-- Name: entry_reversed_once; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE UNIQUE INDEX entry_reversed_once ON ledger.entry USING btree (reverses) WHERE (reverses IS NOT NULL);

-- Name: line_account_effective; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX line_account_effective ON ledger.line USING btree (account_id, effective_on) INCLUDE (amount, tenant_id, account_seq);

-- Name: match_of_book; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX match_of_book ON ledger.bank_match USING btree (book_id, id) INCLUDE (tenant_id);

-- Name: match_said; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX match_said ON ledger.bank_match_state USING btree (book_id, match_id) INCLUDE (state, tenant_id);

-- Name: match_withdrawn; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX match_withdrawn ON ledger.bank_match_state USING btree (book_id, match_id) INCLUDE (tenant_id) WHERE (state = 'withdrawn'::text);

-- Name: member_bank; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX member_bank ON ledger.bank_match_member USING btree (book_id, bank_line_id) INCLUDE (match_id, tenant_id) WHERE (bank_line_id IS NOT NULL);

-- Name: member_book; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX member_book ON ledger.bank_match_member USING btree (book_id, entry_id) INCLUDE (match_id, tenant_id) WHERE (entry_id IS NOT NULL);

-- Name: proof_newest; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX proof_newest ON ledger.proof USING btree (book_id, id);

-- Name: reconciliation_day; Type: INDEX; Schema: ledger; Owner: zhuanhu_owner

CREATE INDEX reconciliation_day ON ledger.reconciliation USING btree (book_id, day);

-- Name: ix_access_token_secret_hash; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_access_token_secret_hash ON public.access_token USING btree (secret_hash);

-- Name: ix_access_token_user_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_access_token_user_id ON public.access_token USING btree (employer_id, user_id);

-- Name: ix_advance_use_proceeding_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_advance_use_proceeding_id ON public.advance_use USING btree (employer_id, proceeding_id);

-- Name: ix_appeal_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_appeal_claim_id ON public.appeal USING btree (employer_id, claim_id);

-- Name: ix_audit_trail_actor; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_audit_trail_actor ON public.audit_trail USING btree (actor_id, at, id);

-- Name: ix_audit_trail_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_audit_trail_at ON public.audit_trail USING btree (at, id);

-- Name: ix_audit_trail_employer_id_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_audit_trail_employer_id_at ON public.audit_trail USING btree (employer_id, at);

-- Name: ix_audit_trail_subject; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_audit_trail_subject ON public.audit_trail USING btree (subject, subject_id);

-- Name: ix_booking_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_booking_claim_id ON public.booking USING btree (employer_id, claim_id);

-- Name: ix_booking_proceeding_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_booking_proceeding_id ON public.booking USING btree (employer_id, proceeding_id);

-- Name: ix_bulk_export_requested_by; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_bulk_export_requested_by ON public.bulk_export USING btree (requested_by, requested_at);

-- Name: ix_claim_amount; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_amount ON public.claim USING btree (employer_id, amount);

-- Name: ix_claim_category; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_category ON public.claim USING btree (employer_id, category, made_at);

-- Name: ix_claim_cut_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_cut_claim_id ON public.claim_cut USING btree (employer_id, claim_id);

-- Name: ix_claim_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_grant_id ON public.claim USING btree (grant_id);

-- Name: ix_claim_invoice_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_invoice_id ON public.claim USING btree (invoice_id) INCLUDE (state);

-- Name: ix_claim_newest; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_newest ON public.claim USING btree (made_at, number) INCLUDE (employer_id, state, amount, id);

-- Name: ix_claim_state; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_claim_state ON public.claim USING btree (employer_id, state, made_at, number) INCLUDE (amount, id);

-- Name: ix_clawback_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_clawback_grant_id ON public.clawback USING btree (employer_id, grant_id);

-- Name: ix_correction_invoice_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_correction_invoice_id ON public.correction USING btree (invoice_id, serial);

-- Name: ix_deadline_open; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_deadline_open ON public.deadline USING btree (employer_id, due_on) WHERE (met_on IS NULL);

-- Name: ix_deadline_proceeding_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_deadline_proceeding_id ON public.deadline USING btree (employer_id, proceeding_id);

-- Name: ix_decision_blocked; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_decision_blocked ON public.decision USING btree (employer_id, decided_at) WHERE (outcome = 'block'::text);

-- Name: ix_decision_claim; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_decision_claim ON public.decision USING btree (claim_id, serial);

-- Name: ix_delivery_due; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_delivery_due ON public.delivery USING btree (next_at) WHERE (state = ANY (ARRAY['queued'::text, 'failed'::text]));

-- Name: ix_delivery_robot_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_delivery_robot_id ON public.delivery USING btree (employer_id, robot_id, serial);

-- Name: ix_delivery_user_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_delivery_user_id ON public.delivery USING btree (user_id, serial);

-- Name: ix_disbursement_batch_line_batch_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_disbursement_batch_line_batch_id ON public.disbursement_batch_line USING btree (batch_id);

-- Name: ix_disbursement_batch_line_instalment_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_disbursement_batch_line_instalment_id ON public.disbursement_batch_line USING btree (employer_id, instalment_id);

-- Name: ix_disclosure_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_disclosure_at ON public.disclosure USING btree (at, id);

-- Name: ix_disclosure_employer_id_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_disclosure_employer_id_at ON public.disclosure USING btree (employer_id, at);

-- Name: ix_disclosure_reader_id_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_disclosure_reader_id_at ON public.disclosure USING btree (reader_id, at);

-- Name: ix_disclosure_subject_id_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_disclosure_subject_id_at ON public.disclosure USING btree (subject_id, at);

-- Name: ix_exit_application_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_exit_application_grant_id ON public.exit_application USING btree (employer_id, grant_id);

-- Name: ix_expense_report_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_expense_report_grant_id ON public.expense_report USING btree (employer_id, grant_id);

-- Name: ix_expense_report_made_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_expense_report_made_at ON public.expense_report USING btree (employer_id, made_at);

-- Name: ix_expense_report_state; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_expense_report_state ON public.expense_report USING btree (employer_id, state, made_at);

-- Name: ix_fee_row_id_number; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_fee_row_id_number ON public.fee_row USING btree (employer_id, id_number);

-- Name: ix_inbox_message_link; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_inbox_message_link ON public.inbox_message USING btree (link) WHERE (over_at IS NULL);

-- Name: ix_inbox_message_open; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_inbox_message_open ON public.inbox_message USING btree (employer_id, serial) WHERE (over_at IS NULL);

-- Name: ix_intake_batch_made_by; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_intake_batch_made_by ON public.intake_batch USING btree (employer_id, made_by, made_at);

-- Name: ix_intake_batch_untold; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_intake_batch_untold ON public.intake_batch USING btree (made_at) WHERE (told_at IS NULL);

-- Name: ix_intake_file_changed_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_intake_file_changed_at ON public.intake_file USING btree (employer_id, batch_id, changed_at);

-- Name: ix_intake_file_parent_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_intake_file_parent_id ON public.intake_file USING btree (employer_id, parent_id);

-- Name: ix_intake_file_waiting; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_intake_file_waiting ON public.intake_file USING btree ("position", part) WHERE (state = ANY (ARRAY['stored'::text, 'reading'::text, 'checking'::text]));

-- Name: ix_invoice_content; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_content ON public.invoice USING btree (employer_id, seller_name, issued_on, total);

-- Name: ix_invoice_number; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_number ON public.invoice USING btree (number);

-- Name: ix_invoice_number_within; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_number_within ON public.invoice USING btree (employer_id, number) INCLUDE (id);

-- Name: ix_invoice_original_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_original_id ON public.invoice USING btree (original_id);

-- Name: ix_invoice_read; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_read ON public.invoice USING btree (read_at, id) INCLUDE (employer_id, kind);

-- Name: ix_invoice_red_of; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_red_of ON public.invoice USING btree (employer_id, red_of) WHERE (red_of IS NOT NULL);

-- Name: ix_invoice_seller; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_invoice_seller ON public.invoice USING btree (seller_name) INCLUDE (id, employer_id, number);

-- Name: ix_letter_proceeding_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_letter_proceeding_id ON public.letter USING btree (employer_id, proceeding_id);

-- Name: ix_listing_name; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_listing_name ON public.listing USING btree (name);

-- Name: ix_login_attempt_address_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_login_attempt_address_at ON public.login_attempt USING btree (address, at);

-- Name: ix_login_attempt_login_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_login_attempt_login_at ON public.login_attempt USING btree (login, at);

-- Name: ix_mail_address_tag; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_mail_address_tag ON public.mail_address USING btree (tag);

-- Name: ix_mail_message_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_mail_message_at ON public.mail_message USING btree (employer_id, address_id, at);

-- Name: ix_mail_message_unanswered; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_mail_message_unanswered ON public.mail_message USING btree (done_at) WHERE ((state = 'taken'::text) AND (answered_at IS NULL));

-- Name: ix_objection_notice_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_objection_notice_id ON public.objection USING btree (notice_id);

-- Name: ix_package_made_by; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_package_made_by ON public.package USING btree (employer_id, made_by, made_at);

-- Name: ix_package_waiting; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_package_waiting ON public.package USING btree (made_at) WHERE (state = ANY (ARRAY['waiting'::text, 'working'::text]));

-- Name: ix_phone_link_batch_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_phone_link_batch_id ON public.phone_link USING btree (employer_id, batch_id);

-- Name: ix_phone_link_going; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_phone_link_going ON public.phone_link USING btree (opens_until) WHERE (ended_at IS NULL);

-- Name: ix_phone_link_secret_hash; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_phone_link_secret_hash ON public.phone_link USING btree (secret_hash);

-- Name: ix_proceeding_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_proceeding_grant_id ON public.proceeding USING btree (employer_id, grant_id);

-- Name: ix_proceeding_state; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_proceeding_state ON public.proceeding USING btree (employer_id, kind, state);

-- Name: ix_reallocation_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_reallocation_grant_id ON public.reallocation USING btree (employer_id, grant_id);

-- Name: ix_recall_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_recall_grant_id ON public.recall USING btree (employer_id, grant_id);

-- Name: ix_rectification_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_rectification_claim_id ON public.rectification USING btree (employer_id, claim_id);

-- Name: ix_rectification_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_rectification_grant_id ON public.rectification USING btree (employer_id, grant_id);

-- Name: ix_rehearsal_person_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_rehearsal_person_id ON public.rehearsal USING btree (person_id, begun_at);

-- Name: ix_related_party_employer_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_related_party_employer_id ON public.related_party USING btree (employer_id);

-- Name: ix_rendition_original_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_rendition_original_id ON public.rendition USING btree (original_id);

-- Name: ix_repayment_proceeding_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_repayment_proceeding_id ON public.repayment USING btree (employer_id, proceeding_id);

-- Name: ix_sanction_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_sanction_grant_id ON public.sanction USING btree (employer_id, grant_id);

-- Name: ix_signal_evidence_claims; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_signal_evidence_claims ON public.signal_evidence USING gin (claims);

-- Name: ix_signal_found_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_signal_found_at ON public.signal USING btree (found_at, id);

-- Name: ix_signal_run_started_at; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_signal_run_started_at ON public.signal_run USING btree (started_at);

-- Name: ix_signal_step_signal_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_signal_step_signal_id ON public.signal_step USING btree (signal_id, serial);

-- Name: ix_split_share_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_split_share_claim_id ON public.split_share USING btree (employer_id, claim_id);

-- Name: ix_spot_check_answer_check_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_spot_check_answer_check_id ON public.spot_check_answer USING btree (check_id);

-- Name: ix_spot_check_finding_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_spot_check_finding_grant_id ON public.spot_check_finding USING btree (employer_id, grant_id);

-- Name: ix_spot_check_finding_proceeding_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_spot_check_finding_proceeding_id ON public.spot_check_finding USING btree (employer_id, proceeding_id);

-- Name: ix_spot_check_item_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_spot_check_item_claim_id ON public.spot_check_item USING btree (employer_id, claim_id);

-- Name: ix_team_member_grant_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_team_member_grant_id ON public.team_member USING btree (employer_id, grant_id);

-- Name: ix_verification_invoice_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE INDEX ix_verification_invoice_id ON public.verification USING btree (invoice_id, recorded_at);

-- Name: uq_booking_bank_line; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_booking_bank_line ON public.booking USING btree (employer_id, bank_line_id) WHERE (state <> 'withdrawn'::text);

-- Name: uq_claim_paper_attached; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_claim_paper_attached ON public.claim_paper USING btree (employer_id, claim_id, code, original_id) WHERE (detached_at IS NULL);

-- Name: uq_claim_reversal_claim_id; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_claim_reversal_claim_id ON public.claim_reversal USING btree (employer_id, claim_id) WHERE (state <> 'declined'::text);

-- Name: uq_disbursement_batch_line_slip; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_disbursement_batch_line_slip ON public.disbursement_batch_line USING btree (employer_id, slip) WHERE (slip IS NOT NULL);

-- Name: uq_expense_report_member_in_one; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_expense_report_member_in_one ON public.expense_report_member USING btree (employer_id, claim_id) WHERE (removed_at IS NULL);

-- Name: uq_instalment_bank_reference; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_instalment_bank_reference ON public.instalment USING btree (employer_id, bank_reference) WHERE (bank_reference IS NOT NULL);

-- Name: uq_mail_address_in_use; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_mail_address_in_use ON public.mail_address USING btree (employer_id, user_id, grant_id) WHERE (ended_at IS NULL);

-- Name: uq_remittance_bank_reference; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_remittance_bank_reference ON public.remittance USING btree (bank_reference);

-- Name: uq_repayment_arrived_reference; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_repayment_arrived_reference ON public.repayment USING btree (arrived_reference);

-- Name: uq_repayment_bank_reference; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_repayment_bank_reference ON public.repayment USING btree (employer_id, bank_reference);

-- Name: uq_split_sheet_in_force; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_split_sheet_in_force ON public.split_sheet USING btree (employer_id, invoice_id) WHERE (voided_at IS NULL);

-- Name: uq_talent_grant_number; Type: INDEX; Schema: public; Owner: zhuanhu_owner

CREATE UNIQUE INDEX uq_talent_grant_number ON public.talent_grant USING btree (number) WHERE (left_on IS NULL);

-- Name: account append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.account FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: anchor append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.anchor FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: balance append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE ON ledger.balance FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: balance_snapshot append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.balance_snapshot FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: bank_line append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.bank_line FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: bank_match append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.bank_match FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: bank_match_member append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.bank_match_member FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: bank_match_state append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.bank_match_state FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: bank_statement append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.bank_statement FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: book append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OF id, tenant_id, kind ON ledger.book FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: book_head append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE ON ledger.book_head FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: budget_control append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.budget_control FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: entry append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.entry FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: line append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.line FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: period_close append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.period_close FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: proof append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.proof FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: reconciliation append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.reconciliation FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: reconciliation_state append_only; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.reconciliation_state FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: book_head chain_grows; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER chain_grows AFTER UPDATE OF last_seq, last_hash ON ledger.book_head FOR EACH ROW WHEN ((new.last_seq <= old.last_seq)) EXECUTE FUNCTION ledger.deny();

-- Name: line lines_balanced; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER lines_balanced AFTER INSERT ON ledger.line REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_lines();

-- Name: bank_match_member members_agree; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER members_agree AFTER INSERT ON ledger.bank_match_member REFERENCING NEW TABLE AS new_members FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_members();

-- Name: balance never_changed; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER never_changed AFTER UPDATE OF account_id, tenant_id, book_id, layer, normal, floor ON ledger.balance FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: book_head never_changed; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER never_changed AFTER UPDATE OF book_id, tenant_id ON ledger.book_head FOR EACH ROW EXECUTE FUNCTION ledger.deny();

-- Name: account no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: anchor no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.anchor FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: balance no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.balance FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: balance_snapshot no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.balance_snapshot FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: bank_line no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.bank_line FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: bank_match no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.bank_match FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: bank_match_member no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.bank_match_member FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: bank_match_state no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.bank_match_state FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: bank_statement no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.bank_statement FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: book no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.book FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: book_head no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.book_head FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: budget_control no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.budget_control FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: entry no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.entry FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: line no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.line FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: period_close no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.period_close FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: proof no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.proof FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: reconciliation no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.reconciliation FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: reconciliation_state no_truncate; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON ledger.reconciliation_state FOR EACH STATEMENT EXECUTE FUNCTION ledger.deny();

-- Name: book_head stays_closed; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER stays_closed AFTER UPDATE OF closed_through ON ledger.book_head FOR EACH ROW WHEN ((new.closed_through < old.closed_through)) EXECUTE FUNCTION ledger.deny();

-- Name: bank_match_state two_people; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER two_people BEFORE INSERT ON ledger.bank_match_state FOR EACH ROW EXECUTE FUNCTION ledger.check_match_state();

-- Name: reconciliation_state two_people; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER two_people BEFORE INSERT ON ledger.reconciliation_state FOR EACH ROW EXECUTE FUNCTION ledger.check_reconciliation_state();

-- Name: balance version_grows; Type: TRIGGER; Schema: ledger; Owner: zhuanhu_owner

CREATE TRIGGER version_grows AFTER UPDATE OF posted, version ON ledger.balance FOR EACH ROW WHEN ((new.version <= old.version)) EXECUTE FUNCTION ledger.deny();

-- Name: fee_row adds_up; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON public.fee_row DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.fee_sheet_adds_up();

-- Name: fee_sheet adds_up; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON public.fee_sheet DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.fee_sheet_adds_up();

-- Name: plan_item agreed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER agreed BEFORE INSERT ON public.plan_item FOR EACH ROW EXECUTE FUNCTION public.plan_and_team_are_agreed();

-- Name: team_member agreed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER agreed BEFORE INSERT OR UPDATE ON public.team_member FOR EACH ROW EXECUTE FUNCTION public.plan_and_team_are_agreed();

-- Name: advance append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.advance FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: advance_use append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.advance_use FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: api_request append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.api_request FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: appeal append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.appeal FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: arrival_amount append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.arrival_amount FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: assessment append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: audit_trail append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_trail FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: claim_cut append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.claim_cut FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: clawback append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.clawback FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: correction append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.correction FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: deadline_mark append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.deadline_mark FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: decision append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: disclosure append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.disclosure FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: exit_application append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.exit_application FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: fee_row append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.fee_row FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: fee_sheet append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.fee_sheet FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: grant_step append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.grant_step FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: letter append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.letter FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: letter_service append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.letter_service FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: original append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.original FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: policy_version append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.policy_version FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: proceeding_step append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.proceeding_step FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: reallocation append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.reallocation FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: reallocation_entry append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.reallocation_entry FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: recall append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.recall FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: rectification_paper append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.rectification_paper FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: rehearsal append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.rehearsal FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: rendition append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.rendition FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: report_run append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.report_run FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: signal_evidence append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.signal_evidence FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: signal_run append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.signal_run FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: signal_step append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.signal_step FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: split_share append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.split_share FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_answer append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_answer FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_draw append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_draw FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_evaluation append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_evaluation FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_frame append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_frame FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_item append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_item FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_paper append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_paper FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_request append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_request FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_response append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_response FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_review append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_review FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_step append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_step FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_unit append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.spot_check_unit FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: stated_purpose append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.stated_purpose FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: transfer_budget append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.transfer_budget FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: transfer_payment append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.transfer_payment FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: transfer_rest append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.transfer_rest FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: transfer_statement append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.transfer_statement FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: verification append_only; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.verification FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: repayment arrives_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER arrives_once BEFORE UPDATE ON public.repayment FOR EACH ROW EXECUTE FUNCTION public.repayment_arrives_once();

-- Name: proceeding begins; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER begins BEFORE INSERT ON public.proceeding FOR EACH ROW EXECUTE FUNCTION public.case_begins_without_steps();

-- Name: spot_check begins; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER begins BEFORE INSERT ON public.spot_check FOR EACH ROW EXECUTE FUNCTION public.spot_check_begins_planned();

-- Name: talent_grant begins; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER begins BEFORE INSERT ON public.talent_grant FOR EACH ROW EXECUTE FUNCTION public.grant_begins_nominated();

-- Name: booking booking_keeps_its_direction; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER booking_keeps_its_direction BEFORE UPDATE OF category ON public.booking FOR EACH ROW EXECUTE FUNCTION public.contribution_says_what_for();

-- Name: booking booking_posted; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER booking_posted AFTER UPDATE OF state ON public.booking FOR EACH ROW WHEN ((new.state = 'posted'::text)) EXECUTE FUNCTION public.booking_is_in_the_ledger();

-- Name: booking booking_procedure; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER booking_procedure BEFORE INSERT OR UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION public.booking_follows_its_procedure();

-- Name: spot_check_review by_another; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER by_another BEFORE INSERT ON public.spot_check_review FOR EACH ROW EXECUTE FUNCTION public.spot_check_review_by_another();

-- Name: assessment centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: association_measure centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT OR UPDATE ON public.association_measure FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: disbursement_batch_line centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT OR UPDATE ON public.disbursement_batch_line FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: sanction centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT OR UPDATE ON public.sanction FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: spot_check_finding centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT OR UPDATE ON public.spot_check_finding FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: spot_check_request centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT ON public.spot_check_request FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: spot_check_unit centers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER centers BEFORE INSERT ON public.spot_check_unit FOR EACH ROW EXECUTE FUNCTION public.written_by_the_center();

-- Name: claim claim_facts; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER claim_facts BEFORE UPDATE ON public.claim FOR EACH ROW EXECUTE FUNCTION public.claim_keeps_its_facts();

-- Name: claim claim_people; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER claim_people BEFORE UPDATE OF approved_by, paid_by ON public.claim FOR EACH ROW EXECUTE FUNCTION public.claim_by_the_right_people();

-- Name: claim claim_posted; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER claim_posted AFTER UPDATE OF state ON public.claim FOR EACH ROW WHEN (((new.state = ANY (ARRAY['posted'::text, 'paid'::text, 'reversed'::text])) AND (new.state <> old.state))) EXECUTE FUNCTION public.claim_is_in_the_ledger();

-- Name: claim claim_procedure; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER claim_procedure BEFORE INSERT OR UPDATE OF state ON public.claim FOR EACH ROW EXECUTE FUNCTION public.claim_follows_its_procedure();

-- Name: claim claim_share_of_sheet; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER claim_share_of_sheet AFTER UPDATE OF state ON public.claim FOR EACH ROW WHEN ((new.state = 'submitted'::text)) EXECUTE FUNCTION public.claim_keeps_to_its_share();

-- Name: claim claim_shares; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER claim_shares AFTER INSERT OR UPDATE OF amount, state, invoice_id ON public.claim FOR EACH ROW WHEN ((new.state <> ALL (ARRAY['withdrawn'::text, 'rejected'::text, 'reversed'::text]))) EXECUTE FUNCTION public.claim_shares_within_invoice();

-- Name: correction correction_in_time; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER correction_in_time BEFORE INSERT ON public.correction FOR EACH ROW EXECUTE FUNCTION public.correction_comes_before_submission();

-- Name: objection counted; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER counted AFTER INSERT OR UPDATE ON public.objection FOR EACH ROW EXECUTE FUNCTION public.objections_are_counted();

-- Name: split_share covers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE CONSTRAINT TRIGGER covers AFTER INSERT ON public.split_share DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.split_covers_its_invoice();

-- Name: split_sheet covers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE CONSTRAINT TRIGGER covers AFTER INSERT ON public.split_sheet DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.split_covers_its_invoice();

-- Name: bulk_export decided_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON public.bulk_export FOR EACH ROW EXECUTE FUNCTION public.bulk_export_decided_once();

-- Name: claim_reversal decided_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON public.claim_reversal FOR EACH ROW EXECUTE FUNCTION public.claim_reversal_is_decided_once();

-- Name: sanction decided_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER decided_once BEFORE UPDATE ON public.sanction FOR EACH ROW EXECUTE FUNCTION public.sanction_is_decided_once();

-- Name: access_token ends_for_good; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER ends_for_good BEFORE UPDATE ON public.access_token FOR EACH ROW EXECUTE FUNCTION public.access_token_ends_for_good();

-- Name: mail_address ends_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER ends_once BEFORE UPDATE ON public.mail_address FOR EACH ROW EXECUTE FUNCTION public.mail_address_ends_once();

-- Name: related_party entered_elsewhere; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER entered_elsewhere BEFORE UPDATE ON public.related_party FOR EACH ROW EXECUTE FUNCTION public.related_party_stays();

-- Name: claim followed_by_sheet; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER followed_by_sheet AFTER UPDATE OF state ON public.claim FOR EACH ROW WHEN ((new.state <> old.state)) EXECUTE FUNCTION public.expense_report_follows();

-- Name: expense_report_member followed_by_sheet; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER followed_by_sheet AFTER INSERT OR UPDATE ON public.expense_report_member FOR EACH ROW EXECUTE FUNCTION public.expense_report_follows();

-- Name: disbursement_batch follows_its_procedure; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER follows_its_procedure BEFORE INSERT OR UPDATE ON public.disbursement_batch FOR EACH ROW EXECUTE FUNCTION public.batch_follows_its_procedure();

-- Name: signal follows_its_steps; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER follows_its_steps BEFORE INSERT OR UPDATE ON public.signal FOR EACH ROW EXECUTE FUNCTION public.signal_follows_its_steps();

-- Name: repayment from_its_own_money; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER from_its_own_money AFTER INSERT ON public.repayment FOR EACH ROW EXECUTE FUNCTION public.repayment_from_its_own_money();

-- Name: delivery goes_forward; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER goes_forward BEFORE UPDATE ON public.delivery FOR EACH ROW EXECUTE FUNCTION public.delivery_goes_forward();

-- Name: mail_message goes_forward; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER goes_forward BEFORE UPDATE ON public.mail_message FOR EACH ROW EXECUTE FUNCTION public.mail_message_goes_forward();

-- Name: objection goes_forward; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER goes_forward BEFORE UPDATE ON public.objection FOR EACH ROW EXECUTE FUNCTION public.objection_goes_forward();

-- Name: intake_file goes_its_way; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER goes_its_way BEFORE INSERT OR UPDATE ON public.intake_file FOR EACH ROW EXECUTE FUNCTION public.intake_file_goes_its_way();

-- Name: package goes_its_way; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER goes_its_way BEFORE INSERT OR UPDATE ON public.package FOR EACH ROW EXECUTE FUNCTION public.package_goes_its_way();

-- Name: transfer goes_on; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER goes_on BEFORE UPDATE ON public.transfer FOR EACH ROW EXECUTE FUNCTION public.transfer_goes_on_by_the_center();

-- Name: appeal has_its_ground; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER has_its_ground BEFORE INSERT ON public.appeal FOR EACH ROW EXECUTE FUNCTION public.appeal_has_its_ground();

-- Name: sanction has_its_ground; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER has_its_ground BEFORE INSERT ON public.sanction FOR EACH ROW EXECUTE FUNCTION public.sanction_has_its_ground();

-- Name: assessment in_order; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_order BEFORE INSERT ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.assessment_in_order();

-- Name: reallocation_entry in_the_ledger; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_the_ledger BEFORE INSERT ON public.reallocation_entry FOR EACH ROW EXECUTE FUNCTION public.reallocation_is_in_the_ledger();

-- Name: recall in_the_ledger; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_the_ledger BEFORE INSERT ON public.recall FOR EACH ROW EXECUTE FUNCTION public.recall_is_in_the_ledger();

-- Name: spot_check_answer in_time; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_time BEFORE INSERT ON public.spot_check_answer FOR EACH ROW EXECUTE FUNCTION public.spot_check_answer_in_time();

-- Name: spot_check_frame in_time; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_time BEFORE INSERT ON public.spot_check_frame FOR EACH ROW EXECUTE FUNCTION public.spot_check_frame_in_time();

-- Name: spot_check_response in_time; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_time BEFORE INSERT ON public.spot_check_response FOR EACH ROW EXECUTE FUNCTION public.spot_check_response_in_time();

-- Name: spot_check_draw in_turn; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER in_turn BEFORE INSERT ON public.spot_check_draw FOR EACH ROW EXECUTE FUNCTION public.spot_check_draw_in_turn();

-- Name: instalment instalment_posted; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER instalment_posted AFTER UPDATE OF state ON public.instalment FOR EACH ROW WHEN ((new.state = ANY (ARRAY['sent'::text, 'received'::text]))) EXECUTE FUNCTION public.instalment_is_in_the_ledger();

-- Name: instalment instalment_procedure; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER instalment_procedure BEFORE INSERT OR UPDATE ON public.instalment FOR EACH ROW EXECUTE FUNCTION public.instalment_follows_its_procedure();

-- Name: invoice invoice_reading; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER invoice_reading BEFORE UPDATE ON public.invoice FOR EACH ROW EXECUTE FUNCTION public.invoice_follows_its_corrections();

-- Name: spot_check_step is_answered; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_answered BEFORE INSERT ON public.spot_check_step FOR EACH ROW WHEN ((new.action = 'draft'::text)) EXECUTE FUNCTION public.spot_check_is_answered();

-- Name: expense_report_member is_composed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_composed BEFORE INSERT OR UPDATE ON public.expense_report_member FOR EACH ROW EXECUTE FUNCTION public.expense_report_is_composed();

-- Name: proceeding_step is_due; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_due BEFORE INSERT ON public.proceeding_step FOR EACH ROW WHEN ((new.kind = 'rectification'::text)) EXECUTE FUNCTION public.rectification_step_is_due();

-- Name: signal_step is_due; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_due BEFORE INSERT ON public.signal_step FOR EACH ROW EXECUTE FUNCTION public.signal_step_is_due();

-- Name: spot_check_step is_due; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_due BEFORE INSERT ON public.spot_check_step FOR EACH ROW EXECUTE FUNCTION public.spot_check_step_is_due();

-- Name: proceeding_step is_due_of_appeal; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_due_of_appeal BEFORE INSERT ON public.proceeding_step FOR EACH ROW WHEN ((new.kind = 'appeal'::text)) EXECUTE FUNCTION public.appeal_step_is_due();

-- Name: disbursement_batch_line is_planned; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER is_planned BEFORE INSERT OR UPDATE ON public.disbursement_batch_line FOR EACH ROW EXECUTE FUNCTION public.batch_line_is_planned();

-- Name: disbursement_batch is_whole; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE CONSTRAINT TRIGGER is_whole AFTER UPDATE ON public.disbursement_batch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.batch_is_whole();

-- Name: signal kept; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER kept BEFORE DELETE ON public.signal FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: claim_cut lowers; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER lowers BEFORE INSERT ON public.claim_cut FOR EACH ROW EXECUTE FUNCTION public.cut_lowers_its_claim();

-- Name: proceeding_step moves_its_case; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER moves_its_case BEFORE INSERT ON public.proceeding_step FOR EACH ROW EXECUTE FUNCTION public.step_moves_its_case();

-- Name: spot_check_step moves_its_check; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER moves_its_check BEFORE INSERT ON public.spot_check_step FOR EACH ROW EXECUTE FUNCTION public.step_moves_its_spot_check();

-- Name: grant_step moves_its_grant; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER moves_its_grant BEFORE INSERT ON public.grant_step FOR EACH ROW EXECUTE FUNCTION public.grant_step_moves_its_grant();

-- Name: booking names_its_case; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER names_its_case BEFORE UPDATE ON public.booking FOR EACH ROW EXECUTE FUNCTION public.booking_names_its_case_for_good();

-- Name: access_token never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.access_token FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: arrival never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.arrival FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: association_measure never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.association_measure FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: booking never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.booking FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: bulk_export never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.bulk_export FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: claim_paper never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.claim_paper FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: claim_reversal never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.claim_reversal FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: deadline never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.deadline FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: delivery never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.delivery FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: disbursement_batch never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.disbursement_batch FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: disbursement_batch_line never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.disbursement_batch_line FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: expense_report never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.expense_report FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: expense_report_member never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.expense_report_member FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: inbox_message never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.inbox_message FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: intake_batch never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.intake_batch FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: intake_file never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.intake_file FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: law_text never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.law_text FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: mail_address never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.mail_address FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: mail_message never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.mail_message FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: objection never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.objection FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: package never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.package FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: phone_link never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.phone_link FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: proceeding never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.proceeding FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: rectification never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.rectification FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: remittance never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.remittance FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: repayment never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.repayment FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: robot never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.robot FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: ruling never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.ruling FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: sanction never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.sanction FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: split_sheet never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.split_sheet FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.spot_check FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_finding never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.spot_check_finding FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: transfer never_removed; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER never_removed BEFORE DELETE ON public.transfer FOR EACH ROW EXECUTE FUNCTION public.deny_change();

-- Name: access_token no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.access_token FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: advance no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.advance FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: advance_use no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.advance_use FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: api_request no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.api_request FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: appeal no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.appeal FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: arrival no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.arrival FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: arrival_amount no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.arrival_amount FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: assessment no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.assessment FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: association_measure no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.association_measure FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: audit_trail no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.audit_trail FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: booking no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.booking FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: bulk_export no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.bulk_export FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: claim_cut no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.claim_cut FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: claim_paper no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.claim_paper FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: claim_reversal no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.claim_reversal FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: clawback no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.clawback FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: correction no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.correction FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: deadline no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.deadline FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: deadline_mark no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.deadline_mark FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: decision no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: delivery no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.delivery FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: disbursement_batch no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.disbursement_batch FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: disbursement_batch_line no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.disbursement_batch_line FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: disclosure no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.disclosure FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: exit_application no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.exit_application FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: expense_report no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.expense_report FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: expense_report_member no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.expense_report_member FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: fee_row no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.fee_row FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: fee_sheet no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.fee_sheet FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: grant_step no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.grant_step FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: inbox_message no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.inbox_message FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: intake_batch no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.intake_batch FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: intake_file no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.intake_file FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: law_text no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.law_text FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: letter no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.letter FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: letter_service no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.letter_service FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: mail_address no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.mail_address FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: mail_message no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.mail_message FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: objection no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.objection FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: original no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.original FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: package no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.package FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: phone_link no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.phone_link FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: policy_version no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.policy_version FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: proceeding no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.proceeding FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: proceeding_step no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.proceeding_step FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: reallocation no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.reallocation FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: reallocation_entry no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.reallocation_entry FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: recall no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.recall FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: rectification no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.rectification FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: rectification_paper no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.rectification_paper FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: rehearsal no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.rehearsal FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: remittance no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.remittance FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: rendition no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.rendition FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: repayment no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.repayment FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: report_run no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.report_run FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: robot no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.robot FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: ruling no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.ruling FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: sanction no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.sanction FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: signal no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.signal FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: signal_evidence no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.signal_evidence FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: signal_run no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.signal_run FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: signal_step no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.signal_step FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: split_share no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.split_share FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: split_sheet no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.split_sheet FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_answer no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_answer FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_draw no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_draw FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_evaluation no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_evaluation FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_finding no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_finding FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_frame no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_frame FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_item no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_item FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_paper no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_paper FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_request no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_request FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_response no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_response FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_review no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_review FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_step no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_step FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: spot_check_unit no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.spot_check_unit FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: stated_purpose no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.stated_purpose FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: transfer no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.transfer FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: transfer_budget no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.transfer_budget FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: transfer_payment no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.transfer_payment FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: transfer_rest no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.transfer_rest FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: transfer_statement no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.transfer_statement FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: verification no_truncate; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON public.verification FOR EACH STATEMENT EXECUTE FUNCTION public.deny_change();

-- Name: talent_grant not_barred; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER not_barred BEFORE INSERT ON public.talent_grant FOR EACH ROW EXECUTE FUNCTION public.grant_is_not_barred();

-- Name: advance_use not_overdrawn; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER not_overdrawn BEFORE INSERT ON public.advance_use FOR EACH ROW EXECUTE FUNCTION public.advance_is_not_overdrawn();

-- Name: letter numbered; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER numbered BEFORE INSERT ON public.letter FOR EACH ROW EXECUTE FUNCTION public.letter_numbers_have_no_gap();

-- Name: clawback of_its_case; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER of_its_case BEFORE INSERT ON public.clawback FOR EACH ROW EXECUTE FUNCTION public.clawback_of_its_case();

-- Name: reallocation of_its_case; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER of_its_case BEFORE INSERT ON public.reallocation FOR EACH ROW EXECUTE FUNCTION public.reallocation_of_its_case();

-- Name: spot_check_unit of_its_case; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER of_its_case BEFORE INSERT ON public.spot_check_unit FOR EACH ROW EXECUTE FUNCTION public.spot_check_unit_of_its_case();

-- Name: spot_check_item of_its_draw; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER of_its_draw BEFORE INSERT ON public.spot_check_item FOR EACH ROW EXECUTE FUNCTION public.spot_check_item_of_its_draw();

-- Name: spot_check_request of_its_item; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER of_its_item BEFORE INSERT ON public.spot_check_request FOR EACH ROW EXECUTE FUNCTION public.spot_check_request_of_its_item();

-- Name: claim of_sheet_handed_in; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE CONSTRAINT TRIGGER of_sheet_handed_in AFTER UPDATE OF state ON public.claim DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.state = 'submitted'::text) AND (old.state = ANY (ARRAY['draft'::text, 'returned'::text])))) EXECUTE FUNCTION public.expense_report_is_handed_in_whole();

-- Name: rehearsal on_its_ground; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER on_its_ground BEFORE INSERT ON public.rehearsal FOR EACH ROW EXECUTE FUNCTION public.rehearsal_on_its_ground();

-- Name: proceeding opened_by_somebody; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER opened_by_somebody BEFORE INSERT ON public.proceeding FOR EACH ROW EXECUTE FUNCTION public.case_opened_by_somebody();

-- Name: phone_link opens_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER opens_once BEFORE UPDATE ON public.phone_link FOR EACH ROW EXECUTE FUNCTION public.phone_link_opens_once();

-- Name: booking put_back_within; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER put_back_within AFTER INSERT ON public.booking FOR EACH ROW WHEN ((new.proceeding_id IS NOT NULL)) EXECUTE FUNCTION public.put_back_within_what_was_asked();

-- Name: remittance remittance_procedure; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER remittance_procedure BEFORE INSERT OR UPDATE ON public.remittance FOR EACH ROW EXECUTE FUNCTION public.remittance_follows_its_procedure();

-- Name: letter_service served; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER served BEFORE INSERT ON public.letter_service FOR EACH ROW EXECUTE FUNCTION public.letter_is_served_properly();

-- Name: talent_grant standing; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER standing BEFORE UPDATE OF suspended_on, left_on ON public.talent_grant FOR EACH ROW EXECUTE FUNCTION public.standing_is_the_centers();

-- Name: association_measure stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE UPDATE ON public.association_measure FOR EACH ROW EXECUTE FUNCTION public.association_measure_stays();

-- Name: claim_paper stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE INSERT OR UPDATE ON public.claim_paper FOR EACH ROW EXECUTE FUNCTION public.paper_stays();

-- Name: expense_report stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE INSERT OR UPDATE ON public.expense_report FOR EACH ROW EXECUTE FUNCTION public.expense_report_stays();

-- Name: rectification stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE INSERT OR UPDATE ON public.rectification FOR EACH ROW EXECUTE FUNCTION public.rectification_stays();

-- Name: ruling stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE UPDATE ON public.ruling FOR EACH ROW EXECUTE FUNCTION public.ruling_stays();

-- Name: split_sheet stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE UPDATE ON public.split_sheet FOR EACH ROW EXECUTE FUNCTION public.split_sheet_stays();

-- Name: spot_check stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE UPDATE ON public.spot_check FOR EACH ROW EXECUTE FUNCTION public.spot_check_stays_as_planned();

-- Name: spot_check_finding stays; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER stays BEFORE INSERT OR UPDATE ON public.spot_check_finding FOR EACH ROW EXECUTE FUNCTION public.spot_check_finding_stays();

-- Name: grant_step taken_by_its_people; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER taken_by_its_people BEFORE INSERT ON public.grant_step FOR EACH ROW EXECUTE FUNCTION public.step_taken_by_its_people();

-- Name: proceeding_step taken_by_its_people; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER taken_by_its_people BEFORE INSERT ON public.proceeding_step FOR EACH ROW EXECUTE FUNCTION public.step_taken_by_its_people();

-- Name: arrival told_once; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER told_once BEFORE UPDATE ON public.arrival FOR EACH ROW EXECUTE FUNCTION public.arrival_is_told_once();

-- Name: proceeding_step transfer_posted; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER transfer_posted BEFORE INSERT ON public.proceeding_step FOR EACH ROW WHEN (((new.kind = 'transfer'::text) AND (new.action = ANY (ARRAY['move'::text, 'pay'::text, 'arrive'::text])))) EXECUTE FUNCTION public.transfer_is_in_the_ledger();

-- Name: law_text waits_first; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER waits_first BEFORE INSERT ON public.law_text FOR EACH ROW EXECUTE FUNCTION public.law_text_waits_first();

-- Name: ruling waits_first; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER waits_first BEFORE INSERT ON public.ruling FOR EACH ROW EXECUTE FUNCTION public.ruling_waits_first();

-- Name: claim waits_for_its_appeal; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER waits_for_its_appeal BEFORE UPDATE OF state ON public.claim FOR EACH ROW WHEN (((old.state = ANY (ARRAY['draft'::text, 'returned'::text])) AND (new.state = 'submitted'::text))) EXECUTE FUNCTION public.claim_waits_for_its_appeal();

-- Name: arrival_amount what_left; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER what_left BEFORE INSERT ON public.arrival_amount FOR EACH ROW EXECUTE FUNCTION public.arrival_is_what_left();

-- Name: transfer_payment whole; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER whole BEFORE INSERT ON public.transfer_payment FOR EACH ROW EXECUTE FUNCTION public.transfer_payment_is_whole();

-- Name: repayment within_recall; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER within_recall BEFORE INSERT ON public.repayment FOR EACH ROW EXECUTE FUNCTION public.repayment_within_recall();

-- Name: law_text words_stay; Type: TRIGGER; Schema: public; Owner: zhuanhu_owner

CREATE TRIGGER words_stay BEFORE UPDATE ON public.law_text FOR EACH ROW EXECUTE FUNCTION public.law_text_stays();

-- Name: account account_book; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_book FOREIGN KEY (book_id, book_kind) REFERENCES ledger.book(id, kind);

-- Name: account account_book_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_book_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: account account_in_chart; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_in_chart FOREIGN KEY (code, book_kind, layer, normal, has_grant, has_source, has_category) REFERENCES ledger.account_type(code, book_kind, layer, normal, has_grant, has_source, has_category);

-- Name: balance balance_account; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance
    ADD CONSTRAINT balance_account FOREIGN KEY (account_id, book_id, layer, normal) REFERENCES ledger.account(id, book_id, layer, normal);

-- Name: balance balance_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance
    ADD CONSTRAINT balance_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: bank_line bank_line_statement; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_line
    ADD CONSTRAINT bank_line_statement FOREIGN KEY (statement_id, book_id) REFERENCES ledger.bank_statement(id, book_id);

-- Name: bank_line bank_line_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_line
    ADD CONSTRAINT bank_line_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: bank_match_member bank_match_member_bank_line_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT bank_match_member_bank_line_id_fkey FOREIGN KEY (bank_line_id) REFERENCES ledger.bank_line(id);

-- Name: book_head book_head_book_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book_head
    ADD CONSTRAINT book_head_book_id_fkey FOREIGN KEY (book_id) REFERENCES ledger.book(id);

-- Name: period_close close_chained; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.period_close
    ADD CONSTRAINT close_chained FOREIGN KEY (book_id, preceding) REFERENCES ledger.period_close(book_id, month);

-- Name: period_close close_entry; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.period_close
    ADD CONSTRAINT close_entry FOREIGN KEY (book_id, last_seq) REFERENCES ledger.entry(book_id, seq);

-- Name: period_close close_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.period_close
    ADD CONSTRAINT close_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: budget_control control_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.budget_control
    ADD CONSTRAINT control_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: entry entry_book_id_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_book_id_fkey FOREIGN KEY (book_id) REFERENCES ledger.book(id);

-- Name: entry entry_has_lines; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_has_lines FOREIGN KEY (id, line_count) REFERENCES ledger.line(entry_id, line_no) DEFERRABLE INITIALLY DEFERRED;

-- Name: entry entry_reverses_fkey; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.entry
    ADD CONSTRAINT entry_reverses_fkey FOREIGN KEY (reverses) REFERENCES ledger.entry(id);

-- Name: book_head head_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.book_head
    ADD CONSTRAINT head_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: bank_match match_has_members; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match
    ADD CONSTRAINT match_has_members FOREIGN KEY (id, member_count) REFERENCES ledger.bank_match_member(match_id, place) DEFERRABLE INITIALLY DEFERRED;

-- Name: bank_match match_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match
    ADD CONSTRAINT match_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: bank_match_member member_line; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT member_line FOREIGN KEY (entry_id, line_no) REFERENCES ledger.line(entry_id, line_no);

-- Name: bank_match_member member_match; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT member_match FOREIGN KEY (match_id, book_id) REFERENCES ledger.bank_match(id, book_id);

-- Name: bank_match_member member_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_member
    ADD CONSTRAINT member_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: proof proof_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.proof
    ADD CONSTRAINT proof_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: reconciliation_state reconciliation_state_of; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.reconciliation_state
    ADD CONSTRAINT reconciliation_state_of FOREIGN KEY (reconciliation_id, book_id) REFERENCES ledger.reconciliation(id, book_id);

-- Name: reconciliation_state reconciliation_state_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.reconciliation_state
    ADD CONSTRAINT reconciliation_state_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: reconciliation reconciliation_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.reconciliation
    ADD CONSTRAINT reconciliation_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: balance_snapshot snapshot_account; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance_snapshot
    ADD CONSTRAINT snapshot_account FOREIGN KEY (account_id, book_id, layer) REFERENCES ledger.account(id, book_id, layer);

-- Name: balance_snapshot snapshot_close; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance_snapshot
    ADD CONSTRAINT snapshot_close FOREIGN KEY (book_id, month) REFERENCES ledger.period_close(book_id, month);

-- Name: balance_snapshot snapshot_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.balance_snapshot
    ADD CONSTRAINT snapshot_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: bank_match_state state_match; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_state
    ADD CONSTRAINT state_match FOREIGN KEY (match_id, book_id) REFERENCES ledger.bank_match(id, book_id);

-- Name: bank_match_state state_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_match_state
    ADD CONSTRAINT state_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: bank_statement statement_tenant; Type: FK CONSTRAINT; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ONLY ledger.bank_statement
    ADD CONSTRAINT statement_tenant FOREIGN KEY (book_id, tenant_id) REFERENCES ledger.book(id, tenant_id);

-- Name: access_token fk_access_token_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT fk_access_token_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: access_token fk_access_token_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT fk_access_token_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: advance fk_advance_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance
    ADD CONSTRAINT fk_advance_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: advance fk_advance_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance
    ADD CONSTRAINT fk_advance_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: advance_use fk_advance_use_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT fk_advance_use_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: advance_use fk_advance_use_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT fk_advance_use_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: advance_use fk_advance_use_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT fk_advance_use_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.advance(employer_id, proceeding_id);

-- Name: advance_use fk_advance_use_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.advance_use
    ADD CONSTRAINT fk_advance_use_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: agreement_budget fk_agreement_budget_employer_id_agreement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement_budget
    ADD CONSTRAINT fk_agreement_budget_employer_id_agreement_id FOREIGN KEY (employer_id, agreement_id) REFERENCES public.agreement(employer_id, id);

-- Name: agreement fk_agreement_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT fk_agreement_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: agreement fk_agreement_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.agreement
    ADD CONSTRAINT fk_agreement_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: api_request fk_api_request_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.api_request
    ADD CONSTRAINT fk_api_request_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: api_request fk_api_request_employer_id_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.api_request
    ADD CONSTRAINT fk_api_request_employer_id_batch_id FOREIGN KEY (employer_id, batch_id) REFERENCES public.intake_batch(employer_id, id);

-- Name: api_request fk_api_request_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.api_request
    ADD CONSTRAINT fk_api_request_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: appeal fk_appeal_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: appeal fk_appeal_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: appeal fk_appeal_employer_id_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_employer_id_decision_id FOREIGN KEY (employer_id, decision_id) REFERENCES public.decision(employer_id, id);

-- Name: appeal fk_appeal_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: appeal fk_appeal_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: arrival_amount fk_arrival_amount_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival_amount
    ADD CONSTRAINT fk_arrival_amount_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: arrival_amount fk_arrival_amount_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival_amount
    ADD CONSTRAINT fk_arrival_amount_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.arrival(employer_id, proceeding_id);

-- Name: arrival fk_arrival_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival
    ADD CONSTRAINT fk_arrival_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: arrival fk_arrival_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.arrival
    ADD CONSTRAINT fk_arrival_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: assessment fk_assessment_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: assessment fk_assessment_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: assessment fk_assessment_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: association_measure fk_association_measure_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.association_measure
    ADD CONSTRAINT fk_association_measure_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: association_measure fk_association_measure_ended_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.association_measure
    ADD CONSTRAINT fk_association_measure_ended_by FOREIGN KEY (ended_by) REFERENCES public.user_account(id);

-- Name: association_measure fk_association_measure_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.association_measure
    ADD CONSTRAINT fk_association_measure_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: audit_trail fk_audit_trail_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.audit_trail
    ADD CONSTRAINT fk_audit_trail_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: bank_layout fk_bank_layout_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bank_layout
    ADD CONSTRAINT fk_bank_layout_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: bank_layout fk_bank_layout_said_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bank_layout
    ADD CONSTRAINT fk_bank_layout_said_by FOREIGN KEY (said_by) REFERENCES public.user_account(id);

-- Name: booking fk_booking_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT fk_booking_decided_by FOREIGN KEY (decided_by) REFERENCES public.user_account(id);

-- Name: booking fk_booking_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT fk_booking_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: booking fk_booking_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT fk_booking_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: booking fk_booking_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT fk_booking_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.rectification(employer_id, proceeding_id);

-- Name: booking fk_booking_proposed_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.booking
    ADD CONSTRAINT fk_booking_proposed_by FOREIGN KEY (proposed_by) REFERENCES public.user_account(id);

-- Name: bulk_export fk_bulk_export_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bulk_export
    ADD CONSTRAINT fk_bulk_export_decided_by FOREIGN KEY (decided_by) REFERENCES public.user_account(id);

-- Name: bulk_export fk_bulk_export_requested_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.bulk_export
    ADD CONSTRAINT fk_bulk_export_requested_by FOREIGN KEY (requested_by) REFERENCES public.user_account(id);

-- Name: claim fk_claim_approved_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_approved_by FOREIGN KEY (approved_by) REFERENCES public.user_account(id);

-- Name: claim_cut fk_claim_cut_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_cut
    ADD CONSTRAINT fk_claim_cut_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: claim_cut fk_claim_cut_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_cut
    ADD CONSTRAINT fk_claim_cut_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: claim_cut fk_claim_cut_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_cut
    ADD CONSTRAINT fk_claim_cut_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: claim fk_claim_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: claim fk_claim_employer_id_agreement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_employer_id_agreement_id FOREIGN KEY (employer_id, agreement_id) REFERENCES public.agreement(employer_id, id);

-- Name: claim fk_claim_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: claim fk_claim_employer_id_invoice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_employer_id_invoice_id FOREIGN KEY (employer_id, invoice_id) REFERENCES public.invoice(employer_id, id);

-- Name: claim fk_claim_employer_id_plan_item_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_employer_id_plan_item_id FOREIGN KEY (employer_id, plan_item_id) REFERENCES public.plan_item(employer_id, id);

-- Name: claim fk_claim_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: claim fk_claim_paid_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_paid_by FOREIGN KEY (paid_by) REFERENCES public.user_account(id);

-- Name: claim_paper fk_claim_paper_attached_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT fk_claim_paper_attached_by FOREIGN KEY (attached_by) REFERENCES public.user_account(id);

-- Name: claim_paper fk_claim_paper_detached_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT fk_claim_paper_detached_by FOREIGN KEY (detached_by) REFERENCES public.user_account(id);

-- Name: claim_paper fk_claim_paper_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT fk_claim_paper_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: claim_paper fk_claim_paper_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT fk_claim_paper_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: claim_paper fk_claim_paper_employer_id_original_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_paper
    ADD CONSTRAINT fk_claim_paper_employer_id_original_id FOREIGN KEY (employer_id, original_id) REFERENCES public.original(employer_id, id);

-- Name: claim fk_claim_released_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_released_by FOREIGN KEY (released_by) REFERENCES public.user_account(id);

-- Name: claim_reversal fk_claim_reversal_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_reversal
    ADD CONSTRAINT fk_claim_reversal_decided_by FOREIGN KEY (decided_by) REFERENCES public.user_account(id);

-- Name: claim_reversal fk_claim_reversal_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_reversal
    ADD CONSTRAINT fk_claim_reversal_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: claim_reversal fk_claim_reversal_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_reversal
    ADD CONSTRAINT fk_claim_reversal_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: claim_reversal fk_claim_reversal_proposed_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim_reversal
    ADD CONSTRAINT fk_claim_reversal_proposed_by FOREIGN KEY (proposed_by) REFERENCES public.user_account(id);

-- Name: claim fk_claim_submitted_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_submitted_by FOREIGN KEY (submitted_by) REFERENCES public.user_account(id);

-- Name: clawback fk_clawback_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.clawback
    ADD CONSTRAINT fk_clawback_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: clawback fk_clawback_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.clawback
    ADD CONSTRAINT fk_clawback_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: clawback fk_clawback_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.clawback
    ADD CONSTRAINT fk_clawback_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: contact fk_contact_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT fk_contact_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: contact fk_contact_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT fk_contact_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: correction fk_correction_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT fk_correction_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: correction fk_correction_employer_id_invoice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT fk_correction_employer_id_invoice_id FOREIGN KEY (employer_id, invoice_id) REFERENCES public.invoice(employer_id, id);

-- Name: correction fk_correction_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.correction
    ADD CONSTRAINT fk_correction_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: cross_match fk_cross_match_settled_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.cross_match
    ADD CONSTRAINT fk_cross_match_settled_by FOREIGN KEY (settled_by) REFERENCES public.user_account(id);

-- Name: deadline fk_deadline_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT fk_deadline_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: deadline fk_deadline_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT fk_deadline_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: deadline_mark fk_deadline_mark_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline_mark
    ADD CONSTRAINT fk_deadline_mark_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: deadline_mark fk_deadline_mark_employer_id_deadline_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.deadline_mark
    ADD CONSTRAINT fk_deadline_mark_employer_id_deadline_id FOREIGN KEY (employer_id, deadline_id) REFERENCES public.deadline(employer_id, id);

-- Name: decision fk_decision_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: decision fk_decision_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: dedicated_account fk_dedicated_account_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.dedicated_account
    ADD CONSTRAINT fk_dedicated_account_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: delivery fk_delivery_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT fk_delivery_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: delivery fk_delivery_employer_id_robot_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT fk_delivery_employer_id_robot_id FOREIGN KEY (employer_id, robot_id) REFERENCES public.robot(employer_id, id);

-- Name: delivery fk_delivery_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT fk_delivery_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: disbursement_batch fk_disbursement_batch_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch
    ADD CONSTRAINT fk_disbursement_batch_decided_by FOREIGN KEY (decided_by) REFERENCES public.user_account(id);

-- Name: disbursement_batch_line fk_disbursement_batch_line_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch_line
    ADD CONSTRAINT fk_disbursement_batch_line_batch_id FOREIGN KEY (batch_id) REFERENCES public.disbursement_batch(id);

-- Name: disbursement_batch_line fk_disbursement_batch_line_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch_line
    ADD CONSTRAINT fk_disbursement_batch_line_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: disbursement_batch_line fk_disbursement_batch_line_employer_id_instalment_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch_line
    ADD CONSTRAINT fk_disbursement_batch_line_employer_id_instalment_id FOREIGN KEY (employer_id, instalment_id) REFERENCES public.instalment(employer_id, id);

-- Name: disbursement_batch_line fk_disbursement_batch_line_struck_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch_line
    ADD CONSTRAINT fk_disbursement_batch_line_struck_by FOREIGN KEY (struck_by) REFERENCES public.user_account(id);

-- Name: disbursement_batch fk_disbursement_batch_proposed_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch
    ADD CONSTRAINT fk_disbursement_batch_proposed_by FOREIGN KEY (proposed_by) REFERENCES public.user_account(id);

-- Name: disbursement_batch fk_disbursement_batch_sent_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disbursement_batch
    ADD CONSTRAINT fk_disbursement_batch_sent_by FOREIGN KEY (sent_by) REFERENCES public.user_account(id);

-- Name: disclosure fk_disclosure_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT fk_disclosure_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: disclosure fk_disclosure_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT fk_disclosure_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: disclosure fk_disclosure_reader_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT fk_disclosure_reader_id FOREIGN KEY (reader_id) REFERENCES public.user_account(id);

-- Name: exit_application fk_exit_application_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.exit_application
    ADD CONSTRAINT fk_exit_application_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: exit_application fk_exit_application_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.exit_application
    ADD CONSTRAINT fk_exit_application_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: exit_application fk_exit_application_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.exit_application
    ADD CONSTRAINT fk_exit_application_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: expense_report fk_expense_report_dissolved_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT fk_expense_report_dissolved_by FOREIGN KEY (dissolved_by) REFERENCES public.user_account(id);

-- Name: expense_report fk_expense_report_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT fk_expense_report_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: expense_report fk_expense_report_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT fk_expense_report_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: expense_report fk_expense_report_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report
    ADD CONSTRAINT fk_expense_report_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: expense_report_member fk_expense_report_member_added_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT fk_expense_report_member_added_by FOREIGN KEY (added_by) REFERENCES public.user_account(id);

-- Name: expense_report_member fk_expense_report_member_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT fk_expense_report_member_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: expense_report_member fk_expense_report_member_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT fk_expense_report_member_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: expense_report_member fk_expense_report_member_employer_id_report_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT fk_expense_report_member_employer_id_report_id FOREIGN KEY (employer_id, report_id) REFERENCES public.expense_report(employer_id, id);

-- Name: expense_report_member fk_expense_report_member_removed_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.expense_report_member
    ADD CONSTRAINT fk_expense_report_member_removed_by FOREIGN KEY (removed_by) REFERENCES public.user_account(id);

-- Name: fee_row fk_fee_row_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_row
    ADD CONSTRAINT fk_fee_row_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: fee_row fk_fee_row_employer_id_sheet_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_row
    ADD CONSTRAINT fk_fee_row_employer_id_sheet_id FOREIGN KEY (employer_id, sheet_id) REFERENCES public.fee_sheet(employer_id, id);

-- Name: fee_sheet fk_fee_sheet_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT fk_fee_sheet_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: fee_sheet fk_fee_sheet_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT fk_fee_sheet_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: fee_sheet fk_fee_sheet_employer_id_invoice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT fk_fee_sheet_employer_id_invoice_id FOREIGN KEY (employer_id, invoice_id) REFERENCES public.invoice(employer_id, id);

-- Name: fee_sheet fk_fee_sheet_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.fee_sheet
    ADD CONSTRAINT fk_fee_sheet_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: first_steps fk_first_steps_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.first_steps
    ADD CONSTRAINT fk_first_steps_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: former_name fk_former_name_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.former_name
    ADD CONSTRAINT fk_former_name_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: grant_step fk_grant_step_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.grant_step
    ADD CONSTRAINT fk_grant_step_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: grant_step fk_grant_step_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.grant_step
    ADD CONSTRAINT fk_grant_step_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: grant_step fk_grant_step_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.grant_step
    ADD CONSTRAINT fk_grant_step_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: grant_step fk_grant_step_kind_source_action_actor_role; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.grant_step
    ADD CONSTRAINT fk_grant_step_kind_source_action_actor_role FOREIGN KEY (kind, source, action, actor_role) REFERENCES public.procedure_move(kind, source, action, role);

-- Name: inbox_message fk_inbox_message_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT fk_inbox_message_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: inbox_message fk_inbox_message_employer_id_selectee_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT fk_inbox_message_employer_id_selectee_id FOREIGN KEY (employer_id, selectee_id) REFERENCES public.selectee(employer_id, id);

-- Name: inbox_message fk_inbox_message_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.inbox_message
    ADD CONSTRAINT fk_inbox_message_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: instalment fk_instalment_approved_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT fk_instalment_approved_by FOREIGN KEY (approved_by) REFERENCES public.user_account(id);

-- Name: instalment fk_instalment_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT fk_instalment_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: instalment fk_instalment_employer_id_agreement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT fk_instalment_employer_id_agreement_id FOREIGN KEY (employer_id, agreement_id) REFERENCES public.agreement(employer_id, id);

-- Name: instalment fk_instalment_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT fk_instalment_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: instalment fk_instalment_received_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT fk_instalment_received_by FOREIGN KEY (received_by) REFERENCES public.user_account(id);

-- Name: instalment fk_instalment_sent_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.instalment
    ADD CONSTRAINT fk_instalment_sent_by FOREIGN KEY (sent_by) REFERENCES public.user_account(id);

-- Name: intake_batch fk_intake_batch_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_batch
    ADD CONSTRAINT fk_intake_batch_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: intake_batch fk_intake_batch_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_batch
    ADD CONSTRAINT fk_intake_batch_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: intake_batch fk_intake_batch_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_batch
    ADD CONSTRAINT fk_intake_batch_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: intake_file fk_intake_file_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT fk_intake_file_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: intake_file fk_intake_file_employer_id_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT fk_intake_file_employer_id_batch_id FOREIGN KEY (employer_id, batch_id) REFERENCES public.intake_batch(employer_id, id);

-- Name: intake_file fk_intake_file_employer_id_parent_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.intake_file
    ADD CONSTRAINT fk_intake_file_employer_id_parent_id FOREIGN KEY (employer_id, parent_id) REFERENCES public.intake_file(employer_id, id);

-- Name: invoice fk_invoice_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT fk_invoice_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: invoice fk_invoice_employer_id_original_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT fk_invoice_employer_id_original_id FOREIGN KEY (employer_id, original_id) REFERENCES public.original(employer_id, id);

-- Name: law_text fk_law_text_approved_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT fk_law_text_approved_by FOREIGN KEY (approved_by) REFERENCES public.user_account(id);

-- Name: law_text fk_law_text_loaded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT fk_law_text_loaded_by FOREIGN KEY (loaded_by) REFERENCES public.user_account(id);

-- Name: layout_hint fk_layout_hint_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.layout_hint
    ADD CONSTRAINT fk_layout_hint_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: layout_hint fk_layout_hint_employer_id_correction_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.layout_hint
    ADD CONSTRAINT fk_layout_hint_employer_id_correction_id FOREIGN KEY (employer_id, correction_id) REFERENCES public.correction(employer_id, id);

-- Name: letter fk_letter_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT fk_letter_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: letter fk_letter_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter
    ADD CONSTRAINT fk_letter_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: letter_service fk_letter_service_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter_service
    ADD CONSTRAINT fk_letter_service_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: letter_service fk_letter_service_employer_id_letter_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter_service
    ADD CONSTRAINT fk_letter_service_employer_id_letter_id FOREIGN KEY (employer_id, letter_id) REFERENCES public.letter(employer_id, id);

-- Name: letter_service fk_letter_service_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.letter_service
    ADD CONSTRAINT fk_letter_service_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: listing fk_listing_entered_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.listing
    ADD CONSTRAINT fk_listing_entered_by FOREIGN KEY (entered_by) REFERENCES public.user_account(id);

-- Name: mail_address fk_mail_address_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_address
    ADD CONSTRAINT fk_mail_address_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: mail_address fk_mail_address_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_address
    ADD CONSTRAINT fk_mail_address_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: mail_address fk_mail_address_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_address
    ADD CONSTRAINT fk_mail_address_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: mail_message fk_mail_message_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT fk_mail_message_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: mail_message fk_mail_message_employer_id_address_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT fk_mail_message_employer_id_address_id FOREIGN KEY (employer_id, address_id) REFERENCES public.mail_address(employer_id, id);

-- Name: mail_message fk_mail_message_employer_id_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.mail_message
    ADD CONSTRAINT fk_mail_message_employer_id_batch_id FOREIGN KEY (employer_id, batch_id) REFERENCES public.intake_batch(employer_id, id);

-- Name: number_series fk_number_series_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.number_series
    ADD CONSTRAINT fk_number_series_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: objection fk_objection_notice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.objection
    ADD CONSTRAINT fk_objection_notice_id FOREIGN KEY (notice_id) REFERENCES public.public_notice(id);

-- Name: objection fk_objection_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.objection
    ADD CONSTRAINT fk_objection_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: objection fk_objection_settled_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.objection
    ADD CONSTRAINT fk_objection_settled_by FOREIGN KEY (settled_by) REFERENCES public.user_account(id);

-- Name: objection fk_objection_verified_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.objection
    ADD CONSTRAINT fk_objection_verified_by FOREIGN KEY (verified_by) REFERENCES public.recommender(id);

-- Name: original fk_original_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.original
    ADD CONSTRAINT fk_original_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: original fk_original_stored_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.original
    ADD CONSTRAINT fk_original_stored_by FOREIGN KEY (stored_by) REFERENCES public.user_account(id);

-- Name: package fk_package_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.package
    ADD CONSTRAINT fk_package_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: package fk_package_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.package
    ADD CONSTRAINT fk_package_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: phone_link fk_phone_link_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.phone_link
    ADD CONSTRAINT fk_phone_link_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: phone_link fk_phone_link_employer_id_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.phone_link
    ADD CONSTRAINT fk_phone_link_employer_id_batch_id FOREIGN KEY (employer_id, batch_id) REFERENCES public.intake_batch(employer_id, id);

-- Name: phone_link fk_phone_link_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.phone_link
    ADD CONSTRAINT fk_phone_link_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: plan_item fk_plan_item_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT fk_plan_item_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: plan_item fk_plan_item_employer_id_agreement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.plan_item
    ADD CONSTRAINT fk_plan_item_employer_id_agreement_id FOREIGN KEY (employer_id, agreement_id) REFERENCES public.agreement(employer_id, id);

-- Name: policy_version fk_policy_version_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT fk_policy_version_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: proceeding fk_proceeding_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding
    ADD CONSTRAINT fk_proceeding_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: proceeding fk_proceeding_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding
    ADD CONSTRAINT fk_proceeding_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: proceeding_step fk_proceeding_step_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding_step
    ADD CONSTRAINT fk_proceeding_step_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: proceeding_step fk_proceeding_step_employer_id_proceeding_id_kind; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding_step
    ADD CONSTRAINT fk_proceeding_step_employer_id_proceeding_id_kind FOREIGN KEY (employer_id, proceeding_id, kind) REFERENCES public.proceeding(employer_id, id, kind);

-- Name: proceeding_step fk_proceeding_step_kind_source_action_actor_role; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.proceeding_step
    ADD CONSTRAINT fk_proceeding_step_kind_source_action_actor_role FOREIGN KEY (kind, source, action, actor_role) REFERENCES public.procedure_move(kind, source, action, role);

-- Name: public_notice fk_public_notice_call_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.public_notice
    ADD CONSTRAINT fk_public_notice_call_id FOREIGN KEY (call_id) REFERENCES public.annual_call(id);

-- Name: reallocation fk_reallocation_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation
    ADD CONSTRAINT fk_reallocation_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: reallocation fk_reallocation_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation
    ADD CONSTRAINT fk_reallocation_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: reallocation fk_reallocation_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation
    ADD CONSTRAINT fk_reallocation_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: reallocation_entry fk_reallocation_entry_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation_entry
    ADD CONSTRAINT fk_reallocation_entry_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: reallocation_entry fk_reallocation_entry_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.reallocation_entry
    ADD CONSTRAINT fk_reallocation_entry_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.reallocation(employer_id, proceeding_id);

-- Name: recall fk_recall_decided_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recall
    ADD CONSTRAINT fk_recall_decided_by FOREIGN KEY (decided_by) REFERENCES public.user_account(id);

-- Name: recall fk_recall_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recall
    ADD CONSTRAINT fk_recall_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: recall fk_recall_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recall
    ADD CONSTRAINT fk_recall_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: recall fk_recall_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.recall
    ADD CONSTRAINT fk_recall_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: rectification fk_rectification_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification
    ADD CONSTRAINT fk_rectification_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: rectification fk_rectification_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification
    ADD CONSTRAINT fk_rectification_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: rectification fk_rectification_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification
    ADD CONSTRAINT fk_rectification_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: rectification fk_rectification_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification
    ADD CONSTRAINT fk_rectification_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: rectification_paper fk_rectification_paper_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification_paper
    ADD CONSTRAINT fk_rectification_paper_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: rectification_paper fk_rectification_paper_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification_paper
    ADD CONSTRAINT fk_rectification_paper_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.rectification(employer_id, proceeding_id);

-- Name: rectification_paper fk_rectification_paper_sent_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rectification_paper
    ADD CONSTRAINT fk_rectification_paper_sent_by FOREIGN KEY (sent_by) REFERENCES public.user_account(id);

-- Name: rehearsal fk_rehearsal_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rehearsal
    ADD CONSTRAINT fk_rehearsal_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: related_party fk_related_party_declared_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.related_party
    ADD CONSTRAINT fk_related_party_declared_by FOREIGN KEY (declared_by) REFERENCES public.user_account(id);

-- Name: related_party fk_related_party_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.related_party
    ADD CONSTRAINT fk_related_party_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: remittance fk_remittance_declared_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT fk_remittance_declared_by FOREIGN KEY (declared_by) REFERENCES public.user_account(id);

-- Name: remittance fk_remittance_paid_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.remittance
    ADD CONSTRAINT fk_remittance_paid_by FOREIGN KEY (paid_by) REFERENCES public.user_account(id);

-- Name: rendition fk_rendition_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rendition
    ADD CONSTRAINT fk_rendition_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: rendition fk_rendition_employer_id_invoice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rendition
    ADD CONSTRAINT fk_rendition_employer_id_invoice_id FOREIGN KEY (employer_id, invoice_id) REFERENCES public.invoice(employer_id, id);

-- Name: rendition fk_rendition_employer_id_original_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.rendition
    ADD CONSTRAINT fk_rendition_employer_id_original_id FOREIGN KEY (employer_id, original_id) REFERENCES public.original(employer_id, id);

-- Name: repayment fk_repayment_arrived_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.repayment
    ADD CONSTRAINT fk_repayment_arrived_by FOREIGN KEY (arrived_by) REFERENCES public.user_account(id);

-- Name: repayment fk_repayment_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.repayment
    ADD CONSTRAINT fk_repayment_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: repayment fk_repayment_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.repayment
    ADD CONSTRAINT fk_repayment_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.recall(employer_id, proceeding_id);

-- Name: repayment fk_repayment_paid_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.repayment
    ADD CONSTRAINT fk_repayment_paid_by FOREIGN KEY (paid_by) REFERENCES public.user_account(id);

-- Name: report_run fk_report_run_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.report_run
    ADD CONSTRAINT fk_report_run_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: robot fk_robot_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.robot
    ADD CONSTRAINT fk_robot_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: robot fk_robot_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.robot
    ADD CONSTRAINT fk_robot_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: ruling fk_ruling_published_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT fk_ruling_published_by FOREIGN KEY (published_by) REFERENCES public.user_account(id);

-- Name: ruling fk_ruling_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT fk_ruling_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: ruling fk_ruling_replaces; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.ruling
    ADD CONSTRAINT fk_ruling_replaces FOREIGN KEY (replaces) REFERENCES public.ruling(id);

-- Name: sanction fk_sanction_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.sanction
    ADD CONSTRAINT fk_sanction_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: sanction fk_sanction_employer_id_assessment_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.sanction
    ADD CONSTRAINT fk_sanction_employer_id_assessment_id FOREIGN KEY (employer_id, assessment_id) REFERENCES public.assessment(employer_id, id);

-- Name: sanction fk_sanction_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.sanction
    ADD CONSTRAINT fk_sanction_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: sanction fk_sanction_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.sanction
    ADD CONSTRAINT fk_sanction_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: sanction fk_sanction_employer_id_rectification_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.sanction
    ADD CONSTRAINT fk_sanction_employer_id_rectification_id FOREIGN KEY (employer_id, rectification_id) REFERENCES public.proceeding(employer_id, id);

-- Name: selectee fk_selectee_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.selectee
    ADD CONSTRAINT fk_selectee_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: selectee fk_selectee_recommender_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.selectee
    ADD CONSTRAINT fk_selectee_recommender_id FOREIGN KEY (recommender_id) REFERENCES public.recommender(id);

-- Name: signal_evidence fk_signal_evidence_run_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_evidence
    ADD CONSTRAINT fk_signal_evidence_run_id FOREIGN KEY (run_id) REFERENCES public.signal_run(id);

-- Name: signal_evidence fk_signal_evidence_signal_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_evidence
    ADD CONSTRAINT fk_signal_evidence_signal_id FOREIGN KEY (signal_id) REFERENCES public.signal(id) DEFERRABLE INITIALLY DEFERRED;

-- Name: signal fk_signal_id_evidence_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal
    ADD CONSTRAINT fk_signal_id_evidence_id FOREIGN KEY (id, evidence_id) REFERENCES public.signal_evidence(signal_id, id) DEFERRABLE INITIALLY DEFERRED;

-- Name: signal_run fk_signal_run_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_run
    ADD CONSTRAINT fk_signal_run_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: signal_step fk_signal_step_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_step
    ADD CONSTRAINT fk_signal_step_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: signal_step fk_signal_step_signal_id_evidence_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.signal_step
    ADD CONSTRAINT fk_signal_step_signal_id_evidence_id FOREIGN KEY (signal_id, evidence_id) REFERENCES public.signal_evidence(signal_id, id);

-- Name: split_share fk_split_share_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_share
    ADD CONSTRAINT fk_split_share_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: split_share fk_split_share_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_share
    ADD CONSTRAINT fk_split_share_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: split_share fk_split_share_employer_id_sheet_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_share
    ADD CONSTRAINT fk_split_share_employer_id_sheet_id FOREIGN KEY (employer_id, sheet_id) REFERENCES public.split_sheet(employer_id, id);

-- Name: split_sheet fk_split_sheet_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT fk_split_sheet_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: split_sheet fk_split_sheet_employer_id_invoice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT fk_split_sheet_employer_id_invoice_id FOREIGN KEY (employer_id, invoice_id) REFERENCES public.invoice(employer_id, id);

-- Name: split_sheet fk_split_sheet_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT fk_split_sheet_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: split_sheet fk_split_sheet_voided_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.split_sheet
    ADD CONSTRAINT fk_split_sheet_voided_by FOREIGN KEY (voided_by) REFERENCES public.user_account(id);

-- Name: spot_check_answer fk_spot_check_answer_answered_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT fk_spot_check_answer_answered_by FOREIGN KEY (answered_by) REFERENCES public.user_account(id);

-- Name: spot_check_answer fk_spot_check_answer_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT fk_spot_check_answer_check_id FOREIGN KEY (check_id) REFERENCES public.spot_check(id);

-- Name: spot_check_answer fk_spot_check_answer_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT fk_spot_check_answer_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_answer fk_spot_check_answer_employer_id_item_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_answer
    ADD CONSTRAINT fk_spot_check_answer_employer_id_item_id FOREIGN KEY (employer_id, item_id) REFERENCES public.spot_check_item(employer_id, id);

-- Name: spot_check_draw fk_spot_check_draw_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_draw
    ADD CONSTRAINT fk_spot_check_draw_check_id FOREIGN KEY (check_id) REFERENCES public.spot_check(id);

-- Name: spot_check_draw fk_spot_check_draw_drawn_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_draw
    ADD CONSTRAINT fk_spot_check_draw_drawn_by FOREIGN KEY (drawn_by) REFERENCES public.user_account(id);

-- Name: spot_check_evaluation fk_spot_check_evaluation_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_evaluation
    ADD CONSTRAINT fk_spot_check_evaluation_check_id FOREIGN KEY (check_id) REFERENCES public.spot_check(id);

-- Name: spot_check_evaluation fk_spot_check_evaluation_made_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_evaluation
    ADD CONSTRAINT fk_spot_check_evaluation_made_by FOREIGN KEY (made_by) REFERENCES public.user_account(id);

-- Name: spot_check_finding fk_spot_check_finding_dropped_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_dropped_by FOREIGN KEY (dropped_by) REFERENCES public.user_account(id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id_check_id FOREIGN KEY (employer_id, check_id) REFERENCES public.spot_check_unit(employer_id, check_id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id_item_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id_item_id FOREIGN KEY (employer_id, item_id) REFERENCES public.spot_check_item(employer_id, id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.rectification(employer_id, proceeding_id);

-- Name: spot_check_finding fk_spot_check_finding_employer_id_repeats_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_employer_id_repeats_id FOREIGN KEY (employer_id, repeats_id) REFERENCES public.spot_check_finding(employer_id, id);

-- Name: spot_check_finding fk_spot_check_finding_found_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_finding
    ADD CONSTRAINT fk_spot_check_finding_found_by FOREIGN KEY (found_by) REFERENCES public.user_account(id);

-- Name: spot_check_frame fk_spot_check_frame_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_frame
    ADD CONSTRAINT fk_spot_check_frame_check_id FOREIGN KEY (check_id) REFERENCES public.spot_check(id);

-- Name: spot_check_frame fk_spot_check_frame_frozen_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_frame
    ADD CONSTRAINT fk_spot_check_frame_frozen_by FOREIGN KEY (frozen_by) REFERENCES public.user_account(id);

-- Name: spot_check_item fk_spot_check_item_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT fk_spot_check_item_check_id FOREIGN KEY (check_id) REFERENCES public.spot_check(id);

-- Name: spot_check_item fk_spot_check_item_check_id_round; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT fk_spot_check_item_check_id_round FOREIGN KEY (check_id, round) REFERENCES public.spot_check_draw(check_id, round);

-- Name: spot_check_item fk_spot_check_item_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT fk_spot_check_item_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_item fk_spot_check_item_employer_id_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT fk_spot_check_item_employer_id_check_id FOREIGN KEY (employer_id, check_id) REFERENCES public.spot_check_unit(employer_id, check_id);

-- Name: spot_check_item fk_spot_check_item_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_item
    ADD CONSTRAINT fk_spot_check_item_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: spot_check fk_spot_check_opened_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check
    ADD CONSTRAINT fk_spot_check_opened_by FOREIGN KEY (opened_by) REFERENCES public.user_account(id);

-- Name: spot_check_paper fk_spot_check_paper_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_paper
    ADD CONSTRAINT fk_spot_check_paper_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_paper fk_spot_check_paper_employer_id_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_paper
    ADD CONSTRAINT fk_spot_check_paper_employer_id_check_id FOREIGN KEY (employer_id, check_id) REFERENCES public.spot_check_unit(employer_id, check_id);

-- Name: spot_check_paper fk_spot_check_paper_employer_id_check_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_paper
    ADD CONSTRAINT fk_spot_check_paper_employer_id_check_id_claim_id FOREIGN KEY (employer_id, check_id, claim_id) REFERENCES public.spot_check_request(employer_id, check_id, claim_id);

-- Name: spot_check_paper fk_spot_check_paper_sent_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_paper
    ADD CONSTRAINT fk_spot_check_paper_sent_by FOREIGN KEY (sent_by) REFERENCES public.user_account(id);

-- Name: spot_check_request fk_spot_check_request_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_request
    ADD CONSTRAINT fk_spot_check_request_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_request fk_spot_check_request_employer_id_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_request
    ADD CONSTRAINT fk_spot_check_request_employer_id_check_id FOREIGN KEY (employer_id, check_id) REFERENCES public.spot_check_unit(employer_id, check_id);

-- Name: spot_check_request fk_spot_check_request_employer_id_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_request
    ADD CONSTRAINT fk_spot_check_request_employer_id_claim_id FOREIGN KEY (employer_id, claim_id) REFERENCES public.claim(employer_id, id);

-- Name: spot_check_response fk_spot_check_response_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_response
    ADD CONSTRAINT fk_spot_check_response_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_response fk_spot_check_response_employer_id_finding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_response
    ADD CONSTRAINT fk_spot_check_response_employer_id_finding_id FOREIGN KEY (employer_id, finding_id) REFERENCES public.spot_check_finding(employer_id, id);

-- Name: spot_check_response fk_spot_check_response_said_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_response
    ADD CONSTRAINT fk_spot_check_response_said_by FOREIGN KEY (said_by) REFERENCES public.user_account(id);

-- Name: spot_check_review fk_spot_check_review_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_review
    ADD CONSTRAINT fk_spot_check_review_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_review fk_spot_check_review_employer_id_answer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_review
    ADD CONSTRAINT fk_spot_check_review_employer_id_answer_id FOREIGN KEY (employer_id, answer_id) REFERENCES public.spot_check_answer(employer_id, id);

-- Name: spot_check_review fk_spot_check_review_reviewed_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_review
    ADD CONSTRAINT fk_spot_check_review_reviewed_by FOREIGN KEY (reviewed_by) REFERENCES public.user_account(id);

-- Name: spot_check_step fk_spot_check_step_actor_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_step
    ADD CONSTRAINT fk_spot_check_step_actor_id FOREIGN KEY (actor_id) REFERENCES public.user_account(id);

-- Name: spot_check_step fk_spot_check_step_check_id_kind; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_step
    ADD CONSTRAINT fk_spot_check_step_check_id_kind FOREIGN KEY (check_id, kind) REFERENCES public.spot_check(id, kind);

-- Name: spot_check_step fk_spot_check_step_kind_source_action_actor_role; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_step
    ADD CONSTRAINT fk_spot_check_step_kind_source_action_actor_role FOREIGN KEY (kind, source, action, actor_role) REFERENCES public.procedure_move(kind, source, action, role);

-- Name: spot_check_unit fk_spot_check_unit_check_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_unit
    ADD CONSTRAINT fk_spot_check_unit_check_id FOREIGN KEY (check_id) REFERENCES public.spot_check(id);

-- Name: spot_check_unit fk_spot_check_unit_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_unit
    ADD CONSTRAINT fk_spot_check_unit_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: spot_check_unit fk_spot_check_unit_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.spot_check_unit
    ADD CONSTRAINT fk_spot_check_unit_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: stated_purpose fk_stated_purpose_reader_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.stated_purpose
    ADD CONSTRAINT fk_stated_purpose_reader_id FOREIGN KEY (reader_id) REFERENCES public.user_account(id);

-- Name: talent_grant fk_talent_grant_call_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT fk_talent_grant_call_id FOREIGN KEY (call_id) REFERENCES public.annual_call(id);

-- Name: talent_grant fk_talent_grant_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT fk_talent_grant_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: talent_grant fk_talent_grant_employer_id_selectee_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.talent_grant
    ADD CONSTRAINT fk_talent_grant_employer_id_selectee_id FOREIGN KEY (employer_id, selectee_id) REFERENCES public.selectee(employer_id, id);

-- Name: team_member fk_team_member_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT fk_team_member_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: team_member fk_team_member_employer_id_grant_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT fk_team_member_employer_id_grant_id FOREIGN KEY (employer_id, grant_id) REFERENCES public.talent_grant(employer_id, id);

-- Name: transfer_budget fk_transfer_budget_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_budget
    ADD CONSTRAINT fk_transfer_budget_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: transfer_budget fk_transfer_budget_employer_id_statement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_budget
    ADD CONSTRAINT fk_transfer_budget_employer_id_statement_id FOREIGN KEY (employer_id, statement_id) REFERENCES public.transfer_statement(employer_id, id);

-- Name: transfer fk_transfer_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT fk_transfer_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: transfer fk_transfer_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT fk_transfer_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.proceeding(employer_id, id);

-- Name: transfer_payment fk_transfer_payment_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_payment
    ADD CONSTRAINT fk_transfer_payment_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: transfer_payment fk_transfer_payment_employer_id_statement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_payment
    ADD CONSTRAINT fk_transfer_payment_employer_id_statement_id FOREIGN KEY (employer_id, statement_id) REFERENCES public.transfer_statement(employer_id, id);

-- Name: transfer_payment fk_transfer_payment_paid_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_payment
    ADD CONSTRAINT fk_transfer_payment_paid_by FOREIGN KEY (paid_by) REFERENCES public.user_account(id);

-- Name: transfer_rest fk_transfer_rest_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_rest
    ADD CONSTRAINT fk_transfer_rest_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: transfer_rest fk_transfer_rest_employer_id_statement_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_rest
    ADD CONSTRAINT fk_transfer_rest_employer_id_statement_id FOREIGN KEY (employer_id, statement_id) REFERENCES public.transfer_statement(employer_id, id);

-- Name: transfer_statement fk_transfer_statement_drawn_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_statement
    ADD CONSTRAINT fk_transfer_statement_drawn_by FOREIGN KEY (drawn_by) REFERENCES public.user_account(id);

-- Name: transfer_statement fk_transfer_statement_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_statement
    ADD CONSTRAINT fk_transfer_statement_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: transfer_statement fk_transfer_statement_employer_id_proceeding_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.transfer_statement
    ADD CONSTRAINT fk_transfer_statement_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES public.transfer(employer_id, proceeding_id);

-- Name: user_account fk_user_account_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT fk_user_account_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: user_account fk_user_account_employer_id_selectee_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT fk_user_account_employer_id_selectee_id FOREIGN KEY (employer_id, selectee_id) REFERENCES public.selectee(employer_id, id);

-- Name: verification fk_verification_employer_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT fk_verification_employer_id FOREIGN KEY (employer_id) REFERENCES public.employer(id);

-- Name: verification fk_verification_employer_id_invoice_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT fk_verification_employer_id_invoice_id FOREIGN KEY (employer_id, invoice_id) REFERENCES public.invoice(employer_id, id);

-- Name: verification fk_verification_recorded_by; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.verification
    ADD CONSTRAINT fk_verification_recorded_by FOREIGN KEY (recorded_by) REFERENCES public.user_account(id);

-- Name: web_session fk_web_session_user_id; Type: FK CONSTRAINT; Schema: public; Owner: zhuanhu_owner

ALTER TABLE ONLY public.web_session
    ADD CONSTRAINT fk_web_session_user_id FOREIGN KEY (user_id) REFERENCES public.user_account(id);

-- Name: account; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.account ENABLE ROW LEVEL SECURITY;

-- Name: anchor; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.anchor ENABLE ROW LEVEL SECURITY;

-- Name: balance; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.balance ENABLE ROW LEVEL SECURITY;

-- Name: balance_snapshot; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.balance_snapshot ENABLE ROW LEVEL SECURITY;

-- Name: bank_line; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_line ENABLE ROW LEVEL SECURITY;

-- Name: bank_match; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_match ENABLE ROW LEVEL SECURITY;

-- Name: bank_match_member; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_match_member ENABLE ROW LEVEL SECURITY;

-- Name: bank_match_state; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_match_state ENABLE ROW LEVEL SECURITY;

-- Name: bank_statement; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.bank_statement ENABLE ROW LEVEL SECURITY;

-- Name: book; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.book ENABLE ROW LEVEL SECURITY;

-- Name: book_head; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.book_head ENABLE ROW LEVEL SECURITY;

-- Name: budget_control; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.budget_control ENABLE ROW LEVEL SECURITY;

-- Name: entry; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.entry ENABLE ROW LEVEL SECURITY;

-- Name: account everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.account USING (true) WITH CHECK (true);

-- Name: anchor everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.anchor USING (true) WITH CHECK (true);

-- Name: balance everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.balance USING (true) WITH CHECK (true);

-- Name: balance_snapshot everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.balance_snapshot USING (true) WITH CHECK (true);

-- Name: bank_line everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.bank_line USING (true) WITH CHECK (true);

-- Name: bank_match everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.bank_match USING (true) WITH CHECK (true);

-- Name: bank_match_member everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.bank_match_member USING (true) WITH CHECK (true);

-- Name: bank_match_state everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.bank_match_state USING (true) WITH CHECK (true);

-- Name: bank_statement everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.bank_statement USING (true) WITH CHECK (true);

-- Name: book everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.book USING (true) WITH CHECK (true);

-- Name: book_head everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.book_head USING (true) WITH CHECK (true);

-- Name: budget_control everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.budget_control USING (true) WITH CHECK (true);

-- Name: entry everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.entry USING (true) WITH CHECK (true);

-- Name: line everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.line USING (true) WITH CHECK (true);

-- Name: period_close everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.period_close USING (true) WITH CHECK (true);

-- Name: proof everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.proof USING (true) WITH CHECK (true);

-- Name: reconciliation everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.reconciliation USING (true) WITH CHECK (true);

-- Name: reconciliation_state everyone; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY everyone ON ledger.reconciliation_state USING (true) WITH CHECK (true);

-- Name: line; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.line ENABLE ROW LEVEL SECURITY;

-- Name: period_close; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.period_close ENABLE ROW LEVEL SECURITY;

-- Name: proof; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.proof ENABLE ROW LEVEL SECURITY;

-- Name: reconciliation; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.reconciliation ENABLE ROW LEVEL SECURITY;

-- Name: reconciliation_state; Type: ROW SECURITY; Schema: ledger; Owner: zhuanhu_owner

ALTER TABLE ledger.reconciliation_state ENABLE ROW LEVEL SECURITY;

-- Name: account tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.account AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: anchor tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.anchor AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: balance tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.balance AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: balance_snapshot tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.balance_snapshot AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: bank_line tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.bank_line AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: bank_match tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.bank_match AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: bank_match_member tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.bank_match_member AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: bank_match_state tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.bank_match_state AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: bank_statement tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.bank_statement AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: book tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.book AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: book_head tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.book_head AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: budget_control tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.budget_control AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: entry tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.entry AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: line tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.line AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: period_close tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.period_close AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: proof tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.proof AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: reconciliation tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.reconciliation AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: reconciliation_state tenant; Type: POLICY; Schema: ledger; Owner: zhuanhu_owner

CREATE POLICY tenant ON ledger.reconciliation_state AS RESTRICTIVE USING (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((tenant_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: access_token; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.access_token ENABLE ROW LEVEL SECURITY;

-- Name: advance; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.advance ENABLE ROW LEVEL SECURITY;

-- Name: advance_use; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.advance_use ENABLE ROW LEVEL SECURITY;

-- Name: agreement; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.agreement ENABLE ROW LEVEL SECURITY;

-- Name: agreement_budget; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.agreement_budget ENABLE ROW LEVEL SECURITY;

-- Name: api_request; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.api_request ENABLE ROW LEVEL SECURITY;

-- Name: appeal; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.appeal ENABLE ROW LEVEL SECURITY;

-- Name: arrival; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.arrival ENABLE ROW LEVEL SECURITY;

-- Name: arrival_amount; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.arrival_amount ENABLE ROW LEVEL SECURITY;

-- Name: assessment; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.assessment ENABLE ROW LEVEL SECURITY;

-- Name: association_measure; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.association_measure ENABLE ROW LEVEL SECURITY;

-- Name: audit_trail; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.audit_trail ENABLE ROW LEVEL SECURITY;

-- Name: bank_layout; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.bank_layout ENABLE ROW LEVEL SECURITY;

-- Name: booking; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.booking ENABLE ROW LEVEL SECURITY;

-- Name: bulk_export; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.bulk_export ENABLE ROW LEVEL SECURITY;

-- Name: bulk_export center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.bulk_export AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: cross_match center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.cross_match AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: disbursement_batch center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.disbursement_batch AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: disclosure center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.disclosure AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: law_text center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.law_text AS RESTRICTIVE USING (((approved_at IS NOT NULL) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: listing center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.listing AS RESTRICTIVE USING (true) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: objection center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.objection AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: policy_version center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.policy_version AS RESTRICTIVE USING (true) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: remittance center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.remittance AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: ruling center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.ruling AS RESTRICTIVE USING (((published_at IS NOT NULL) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: signal center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.signal AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: signal_evidence center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.signal_evidence AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: signal_run center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.signal_run AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: signal_step center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.signal_step AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: spot_check center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.spot_check AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: spot_check_draw center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.spot_check_draw AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: spot_check_evaluation center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.spot_check_evaluation AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: spot_check_frame center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.spot_check_frame AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: spot_check_step center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.spot_check_step AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: stated_purpose center; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY center ON public.stated_purpose AS RESTRICTIVE USING (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)) WITH CHECK (( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center));

-- Name: claim; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.claim ENABLE ROW LEVEL SECURITY;

-- Name: claim_cut; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.claim_cut ENABLE ROW LEVEL SECURITY;

-- Name: claim_paper; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.claim_paper ENABLE ROW LEVEL SECURITY;

-- Name: claim_reversal; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.claim_reversal ENABLE ROW LEVEL SECURITY;

-- Name: clawback; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.clawback ENABLE ROW LEVEL SECURITY;

-- Name: contact; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.contact ENABLE ROW LEVEL SECURITY;

-- Name: correction; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.correction ENABLE ROW LEVEL SECURITY;

-- Name: cross_match; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.cross_match ENABLE ROW LEVEL SECURITY;

-- Name: deadline; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.deadline ENABLE ROW LEVEL SECURITY;

-- Name: deadline_mark; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.deadline_mark ENABLE ROW LEVEL SECURITY;

-- Name: decision; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.decision ENABLE ROW LEVEL SECURITY;

-- Name: dedicated_account; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.dedicated_account ENABLE ROW LEVEL SECURITY;

-- Name: delivery; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.delivery ENABLE ROW LEVEL SECURITY;

-- Name: disbursement_batch; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.disbursement_batch ENABLE ROW LEVEL SECURITY;

-- Name: disbursement_batch_line; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.disbursement_batch_line ENABLE ROW LEVEL SECURITY;

-- Name: disclosure; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.disclosure ENABLE ROW LEVEL SECURITY;

-- Name: employer; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.employer ENABLE ROW LEVEL SECURITY;

-- Name: access_token everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.access_token USING (true) WITH CHECK (true);

-- Name: advance everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.advance USING (true) WITH CHECK (true);

-- Name: advance_use everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.advance_use USING (true) WITH CHECK (true);

-- Name: agreement everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.agreement USING (true) WITH CHECK (true);

-- Name: agreement_budget everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.agreement_budget USING (true) WITH CHECK (true);

-- Name: api_request everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.api_request USING (true) WITH CHECK (true);

-- Name: appeal everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.appeal USING (true) WITH CHECK (true);

-- Name: arrival everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.arrival USING (true) WITH CHECK (true);

-- Name: arrival_amount everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.arrival_amount USING (true) WITH CHECK (true);

-- Name: assessment everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.assessment USING (true) WITH CHECK (true);

-- Name: association_measure everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.association_measure USING (true) WITH CHECK (true);

-- Name: audit_trail everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.audit_trail USING (true) WITH CHECK (true);

-- Name: bank_layout everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.bank_layout USING (true) WITH CHECK (true);

-- Name: booking everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.booking USING (true) WITH CHECK (true);

-- Name: bulk_export everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.bulk_export USING (true) WITH CHECK (true);

-- Name: claim everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.claim USING (true) WITH CHECK (true);

-- Name: claim_cut everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.claim_cut USING (true) WITH CHECK (true);

-- Name: claim_paper everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.claim_paper USING (true) WITH CHECK (true);

-- Name: claim_reversal everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.claim_reversal USING (true) WITH CHECK (true);

-- Name: clawback everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.clawback USING (true) WITH CHECK (true);

-- Name: contact everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.contact USING (true) WITH CHECK (true);

-- Name: correction everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.correction USING (true) WITH CHECK (true);

-- Name: cross_match everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.cross_match USING (true) WITH CHECK (true);

-- Name: deadline everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.deadline USING (true) WITH CHECK (true);

-- Name: deadline_mark everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.deadline_mark USING (true) WITH CHECK (true);

-- Name: decision everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.decision USING (true) WITH CHECK (true);

-- Name: dedicated_account everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.dedicated_account USING (true) WITH CHECK (true);

-- Name: delivery everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.delivery USING (true) WITH CHECK (true);

-- Name: disbursement_batch everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.disbursement_batch USING (true) WITH CHECK (true);

-- Name: disbursement_batch_line everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.disbursement_batch_line USING (true) WITH CHECK (true);

-- Name: disclosure everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.disclosure USING (true) WITH CHECK (true);

-- Name: employer everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.employer USING (true) WITH CHECK (true);

-- Name: exit_application everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.exit_application USING (true) WITH CHECK (true);

-- Name: expense_report everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.expense_report USING (true) WITH CHECK (true);

-- Name: expense_report_member everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.expense_report_member USING (true) WITH CHECK (true);

-- Name: fee_row everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.fee_row USING (true) WITH CHECK (true);

-- Name: fee_sheet everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.fee_sheet USING (true) WITH CHECK (true);

-- Name: first_steps everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.first_steps USING (true) WITH CHECK (true);

-- Name: former_name everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.former_name USING (true) WITH CHECK (true);

-- Name: grant_step everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.grant_step USING (true) WITH CHECK (true);

-- Name: inbox_message everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.inbox_message USING (true) WITH CHECK (true);

-- Name: instalment everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.instalment USING (true) WITH CHECK (true);

-- Name: intake_batch everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.intake_batch USING (true) WITH CHECK (true);

-- Name: intake_file everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.intake_file USING (true) WITH CHECK (true);

-- Name: invoice everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.invoice USING (true) WITH CHECK (true);

-- Name: law_text everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.law_text USING (true) WITH CHECK (true);

-- Name: layout_hint everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.layout_hint USING (true) WITH CHECK (true);

-- Name: letter everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.letter USING (true) WITH CHECK (true);

-- Name: letter_service everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.letter_service USING (true) WITH CHECK (true);

-- Name: listing everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.listing USING (true) WITH CHECK (true);

-- Name: mail_address everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.mail_address USING (true) WITH CHECK (true);

-- Name: mail_message everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.mail_message USING (true) WITH CHECK (true);

-- Name: number_series everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.number_series USING (true) WITH CHECK (true);

-- Name: objection everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.objection USING (true) WITH CHECK (true);

-- Name: original everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.original USING (true) WITH CHECK (true);

-- Name: package everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.package USING (true) WITH CHECK (true);

-- Name: phone_link everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.phone_link USING (true) WITH CHECK (true);

-- Name: plan_item everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.plan_item USING (true) WITH CHECK (true);

-- Name: policy_version everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.policy_version USING (true) WITH CHECK (true);

-- Name: proceeding everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.proceeding USING (true) WITH CHECK (true);

-- Name: proceeding_step everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.proceeding_step USING (true) WITH CHECK (true);

-- Name: reallocation everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.reallocation USING (true) WITH CHECK (true);

-- Name: reallocation_entry everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.reallocation_entry USING (true) WITH CHECK (true);

-- Name: recall everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.recall USING (true) WITH CHECK (true);

-- Name: rectification everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.rectification USING (true) WITH CHECK (true);

-- Name: rectification_paper everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.rectification_paper USING (true) WITH CHECK (true);

-- Name: rehearsal everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.rehearsal USING (true) WITH CHECK (true);

-- Name: related_party everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.related_party USING (true) WITH CHECK (true);

-- Name: remittance everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.remittance USING (true) WITH CHECK (true);

-- Name: rendition everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.rendition USING (true) WITH CHECK (true);

-- Name: repayment everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.repayment USING (true) WITH CHECK (true);

-- Name: report_run everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.report_run USING (true) WITH CHECK (true);

-- Name: robot everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.robot USING (true) WITH CHECK (true);

-- Name: ruling everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.ruling USING (true) WITH CHECK (true);

-- Name: sanction everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.sanction USING (true) WITH CHECK (true);

-- Name: selectee everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.selectee USING (true) WITH CHECK (true);

-- Name: signal everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.signal USING (true) WITH CHECK (true);

-- Name: signal_evidence everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.signal_evidence USING (true) WITH CHECK (true);

-- Name: signal_run everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.signal_run USING (true) WITH CHECK (true);

-- Name: signal_step everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.signal_step USING (true) WITH CHECK (true);

-- Name: split_share everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.split_share USING (true) WITH CHECK (true);

-- Name: split_sheet everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.split_sheet USING (true) WITH CHECK (true);

-- Name: spot_check everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check USING (true) WITH CHECK (true);

-- Name: spot_check_answer everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_answer USING (true) WITH CHECK (true);

-- Name: spot_check_draw everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_draw USING (true) WITH CHECK (true);

-- Name: spot_check_evaluation everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_evaluation USING (true) WITH CHECK (true);

-- Name: spot_check_finding everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_finding USING (true) WITH CHECK (true);

-- Name: spot_check_frame everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_frame USING (true) WITH CHECK (true);

-- Name: spot_check_item everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_item USING (true) WITH CHECK (true);

-- Name: spot_check_paper everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_paper USING (true) WITH CHECK (true);

-- Name: spot_check_request everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_request USING (true) WITH CHECK (true);

-- Name: spot_check_response everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_response USING (true) WITH CHECK (true);

-- Name: spot_check_review everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_review USING (true) WITH CHECK (true);

-- Name: spot_check_step everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_step USING (true) WITH CHECK (true);

-- Name: spot_check_unit everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.spot_check_unit USING (true) WITH CHECK (true);

-- Name: stated_purpose everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.stated_purpose USING (true) WITH CHECK (true);

-- Name: talent_grant everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.talent_grant USING (true) WITH CHECK (true);

-- Name: team_member everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.team_member USING (true) WITH CHECK (true);

-- Name: transfer everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.transfer USING (true) WITH CHECK (true);

-- Name: transfer_budget everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.transfer_budget USING (true) WITH CHECK (true);

-- Name: transfer_payment everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.transfer_payment USING (true) WITH CHECK (true);

-- Name: transfer_rest everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.transfer_rest USING (true) WITH CHECK (true);

-- Name: transfer_statement everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.transfer_statement USING (true) WITH CHECK (true);

-- Name: user_account everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.user_account USING (true) WITH CHECK (true);

-- Name: verification everyone; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY everyone ON public.verification USING (true) WITH CHECK (true);

-- Name: exit_application; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.exit_application ENABLE ROW LEVEL SECURITY;

-- Name: expense_report; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.expense_report ENABLE ROW LEVEL SECURITY;

-- Name: expense_report_member; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.expense_report_member ENABLE ROW LEVEL SECURITY;

-- Name: fee_row; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.fee_row ENABLE ROW LEVEL SECURITY;

-- Name: fee_sheet; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.fee_sheet ENABLE ROW LEVEL SECURITY;

-- Name: first_steps; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.first_steps ENABLE ROW LEVEL SECURITY;

-- Name: former_name; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.former_name ENABLE ROW LEVEL SECURITY;

-- Name: grant_step; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.grant_step ENABLE ROW LEVEL SECURITY;

-- Name: inbox_message; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.inbox_message ENABLE ROW LEVEL SECURITY;

-- Name: instalment; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.instalment ENABLE ROW LEVEL SECURITY;

-- Name: intake_batch; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.intake_batch ENABLE ROW LEVEL SECURITY;

-- Name: intake_file; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.intake_file ENABLE ROW LEVEL SECURITY;

-- Name: invoice; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.invoice ENABLE ROW LEVEL SECURITY;

-- Name: law_text; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.law_text ENABLE ROW LEVEL SECURITY;

-- Name: layout_hint; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.layout_hint ENABLE ROW LEVEL SECURITY;

-- Name: letter; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.letter ENABLE ROW LEVEL SECURITY;

-- Name: letter_service; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.letter_service ENABLE ROW LEVEL SECURITY;

-- Name: listing; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.listing ENABLE ROW LEVEL SECURITY;

-- Name: mail_address; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.mail_address ENABLE ROW LEVEL SECURITY;

-- Name: mail_message; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.mail_message ENABLE ROW LEVEL SECURITY;

-- Name: number_series; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.number_series ENABLE ROW LEVEL SECURITY;

-- Name: objection; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.objection ENABLE ROW LEVEL SECURITY;

-- Name: original; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.original ENABLE ROW LEVEL SECURITY;

-- Name: package; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.package ENABLE ROW LEVEL SECURITY;

-- Name: phone_link; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.phone_link ENABLE ROW LEVEL SECURITY;

-- Name: plan_item; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.plan_item ENABLE ROW LEVEL SECURITY;

-- Name: policy_version; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.policy_version ENABLE ROW LEVEL SECURITY;

-- Name: proceeding; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.proceeding ENABLE ROW LEVEL SECURITY;

-- Name: proceeding_step; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.proceeding_step ENABLE ROW LEVEL SECURITY;

-- Name: reallocation; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.reallocation ENABLE ROW LEVEL SECURITY;

-- Name: reallocation_entry; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.reallocation_entry ENABLE ROW LEVEL SECURITY;

-- Name: recall; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.recall ENABLE ROW LEVEL SECURITY;

-- Name: rectification; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.rectification ENABLE ROW LEVEL SECURITY;

-- Name: rectification_paper; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.rectification_paper ENABLE ROW LEVEL SECURITY;

-- Name: rehearsal; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.rehearsal ENABLE ROW LEVEL SECURITY;

-- Name: related_party; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.related_party ENABLE ROW LEVEL SECURITY;

-- Name: remittance; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.remittance ENABLE ROW LEVEL SECURITY;

-- Name: rendition; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.rendition ENABLE ROW LEVEL SECURITY;

-- Name: repayment; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.repayment ENABLE ROW LEVEL SECURITY;

-- Name: report_run; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.report_run ENABLE ROW LEVEL SECURITY;

-- Name: robot; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.robot ENABLE ROW LEVEL SECURITY;

-- Name: ruling; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.ruling ENABLE ROW LEVEL SECURITY;

-- Name: sanction; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.sanction ENABLE ROW LEVEL SECURITY;

-- Name: selectee; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.selectee ENABLE ROW LEVEL SECURITY;

-- Name: signal; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.signal ENABLE ROW LEVEL SECURITY;

-- Name: signal_evidence; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.signal_evidence ENABLE ROW LEVEL SECURITY;

-- Name: signal_run; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.signal_run ENABLE ROW LEVEL SECURITY;

-- Name: signal_step; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.signal_step ENABLE ROW LEVEL SECURITY;

-- Name: split_share; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.split_share ENABLE ROW LEVEL SECURITY;

-- Name: split_sheet; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.split_sheet ENABLE ROW LEVEL SECURITY;

-- Name: spot_check; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_answer; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_answer ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_draw; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_draw ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_evaluation; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_evaluation ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_finding; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_finding ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_frame; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_frame ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_item; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_item ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_paper; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_paper ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_request; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_request ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_response; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_response ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_review; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_review ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_step; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_step ENABLE ROW LEVEL SECURITY;

-- Name: spot_check_unit; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.spot_check_unit ENABLE ROW LEVEL SECURITY;

-- Name: stated_purpose; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.stated_purpose ENABLE ROW LEVEL SECURITY;

-- Name: talent_grant; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.talent_grant ENABLE ROW LEVEL SECURITY;

-- Name: team_member; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.team_member ENABLE ROW LEVEL SECURITY;

-- Name: access_token tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.access_token AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: advance tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.advance AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: advance_use tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.advance_use AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: agreement tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.agreement AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: agreement_budget tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.agreement_budget AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: api_request tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.api_request AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: appeal tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.appeal AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: arrival tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.arrival AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: arrival_amount tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.arrival_amount AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: assessment tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.assessment AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: association_measure tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.association_measure AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: audit_trail tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.audit_trail AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: bank_layout tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.bank_layout AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: booking tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.booking AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: claim tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.claim AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: claim_cut tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.claim_cut AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: claim_paper tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.claim_paper AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: claim_reversal tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.claim_reversal AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: clawback tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.clawback AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: contact tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.contact AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: correction tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.correction AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: deadline tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.deadline AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: deadline_mark tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.deadline_mark AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: decision tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.decision AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: dedicated_account tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.dedicated_account AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: delivery tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.delivery AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: disbursement_batch_line tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.disbursement_batch_line AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: employer tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.employer AS RESTRICTIVE USING (((id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: exit_application tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.exit_application AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: expense_report tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.expense_report AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: expense_report_member tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.expense_report_member AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: fee_row tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.fee_row AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: fee_sheet tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.fee_sheet AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: first_steps tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.first_steps AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: former_name tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.former_name AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: grant_step tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.grant_step AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: inbox_message tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.inbox_message AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: instalment tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.instalment AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: intake_batch tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.intake_batch AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: intake_file tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.intake_file AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: invoice tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.invoice AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: layout_hint tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.layout_hint AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: letter tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.letter AS RESTRICTIVE USING ((((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) AND to_employer) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK ((((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) AND to_employer) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: letter_service tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.letter_service AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: mail_address tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.mail_address AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: mail_message tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.mail_message AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: number_series tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.number_series AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: original tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.original AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: package tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.package AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: phone_link tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.phone_link AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: plan_item tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.plan_item AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: proceeding tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.proceeding AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: proceeding_step tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.proceeding_step AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: reallocation tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.reallocation AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: reallocation_entry tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.reallocation_entry AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: recall tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.recall AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: rectification tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.rectification AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: rectification_paper tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.rectification_paper AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: rehearsal tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.rehearsal AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: related_party tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.related_party AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: rendition tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.rendition AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: repayment tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.repayment AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: report_run tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.report_run AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: robot tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.robot AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: sanction tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.sanction AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: selectee tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.selectee AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: split_share tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.split_share AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: split_sheet tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.split_sheet AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: spot_check_answer tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_answer AS RESTRICTIVE USING ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) AND (employer_id IS DISTINCT FROM ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)))) WITH CHECK ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) AND (employer_id IS DISTINCT FROM ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant))));

-- Name: spot_check_finding tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_finding AS RESTRICTIVE USING ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) OR ((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) AND (EXISTS ( SELECT
   FROM (public.spot_check_unit u
     JOIN public.proceeding_step s ON (((s.employer_id = u.employer_id) AND (s.proceeding_id = u.proceeding_id))))
  WHERE ((u.employer_id = spot_check_finding.employer_id) AND (u.check_id = spot_check_finding.check_id) AND (s.action = 'consult'::text) AND (s.at >= spot_check_finding.found_at))))))) WITH CHECK ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) OR (employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant))));

-- Name: spot_check_item tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_item AS RESTRICTIVE USING ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) AND (employer_id IS DISTINCT FROM ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)))) WITH CHECK ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) AND (employer_id IS DISTINCT FROM ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant))));

-- Name: spot_check_paper tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_paper AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: spot_check_request tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_request AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: spot_check_response tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_response AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: spot_check_review tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_review AS RESTRICTIVE USING ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) AND (employer_id IS DISTINCT FROM ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)))) WITH CHECK ((( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center) AND (employer_id IS DISTINCT FROM ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant))));

-- Name: spot_check_unit tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.spot_check_unit AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: talent_grant tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.talent_grant AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: team_member tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.team_member AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: transfer tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.transfer AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: transfer_budget tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.transfer_budget AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: transfer_payment tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.transfer_payment AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: transfer_rest tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.transfer_rest AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: transfer_statement tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.transfer_statement AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: user_account tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.user_account AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: verification tenant; Type: POLICY; Schema: public; Owner: zhuanhu_owner

CREATE POLICY tenant ON public.verification AS RESTRICTIVE USING (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center))) WITH CHECK (((employer_id = ( SELECT public.zhuanhu_tenant() AS zhuanhu_tenant)) OR ( SELECT public.zhuanhu_is_center() AS zhuanhu_is_center)));

-- Name: transfer; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.transfer ENABLE ROW LEVEL SECURITY;

-- Name: transfer_budget; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.transfer_budget ENABLE ROW LEVEL SECURITY;

-- Name: transfer_payment; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.transfer_payment ENABLE ROW LEVEL SECURITY;

-- Name: transfer_rest; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.transfer_rest ENABLE ROW LEVEL SECURITY;

-- Name: transfer_statement; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.transfer_statement ENABLE ROW LEVEL SECURITY;

-- Name: user_account; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.user_account ENABLE ROW LEVEL SECURITY;

-- Name: verification; Type: ROW SECURITY; Schema: public; Owner: zhuanhu_owner

ALTER TABLE public.verification ENABLE ROW LEVEL SECURITY;

-- Name: SCHEMA ledger; Type: ACL; Schema: -; Owner: zhuanhu_owner

GRANT USAGE ON SCHEMA ledger TO zhuanhu_app;

-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO zhuanhu_app;

-- Name: FUNCTION add_anchor(p_number bigint, p_root bytea, p_previous bytea, p_said text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.add_anchor(p_number bigint, p_root bytea, p_previous bytea, p_said text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.add_anchor(p_number bigint, p_root bytea, p_previous bytea, p_said text) TO zhuanhu_app;

-- Name: FUNCTION book_balance(p_book bigint, p_day date); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.book_balance(p_book bigint, p_day date) FROM PUBLIC;

-- Name: FUNCTION check_lines(); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.check_lines() FROM PUBLIC;

-- Name: FUNCTION check_match_state(); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.check_match_state() FROM PUBLIC;

-- Name: FUNCTION check_members(); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.check_members() FROM PUBLIC;

-- Name: FUNCTION check_reconciliation_state(); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.check_reconciliation_state() FROM PUBLIC;

-- Name: FUNCTION check_statements(p_book bigint, p_new bigint); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.check_statements(p_book bigint, p_new bigint) FROM PUBLIC;

-- Name: FUNCTION close_grant(p_book bigint, p_grant text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.close_grant(p_book bigint, p_grant text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.close_grant(p_book bigint, p_grant text) TO zhuanhu_app;

-- Name: TABLE period_close; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.period_close TO zhuanhu_app;

-- Name: FUNCTION close_month(p_book bigint, p_month integer, p_actor text, p_checks jsonb); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.close_month(p_book bigint, p_month integer, p_actor text, p_checks jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.close_month(p_book bigint, p_month integer, p_actor text, p_checks jsonb) TO zhuanhu_app;

-- Name: FUNCTION decide_match(p_match bigint, p_state text, p_actor text, p_reason text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.decide_match(p_match bigint, p_state text, p_actor text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.decide_match(p_match bigint, p_state text, p_actor text, p_reason text) TO zhuanhu_app;

-- Name: FUNCTION decide_reconciliation(p_reconciliation bigint, p_state text, p_actor text, p_reason text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.decide_reconciliation(p_reconciliation bigint, p_state text, p_actor text, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.decide_reconciliation(p_reconciliation bigint, p_state text, p_actor text, p_reason text) TO zhuanhu_app;

-- Name: FUNCTION deny(); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.deny() FROM PUBLIC;

-- Name: FUNCTION draw_reconciliation(p_book bigint, p_day date, p_statement_balance numeric, p_sums numeric[], p_lists jsonb, p_maker text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.draw_reconciliation(p_book bigint, p_day date, p_statement_balance numeric, p_sums numeric[], p_lists jsonb, p_maker text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.draw_reconciliation(p_book bigint, p_day date, p_statement_balance numeric, p_sums numeric[], p_lists jsonb, p_maker text) TO zhuanhu_app;

-- Name: FUNCTION faults(p_book bigint, p_after bigint, p_most integer); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.faults(p_book bigint, p_after bigint, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.faults(p_book bigint, p_after bigint, p_most integer) TO zhuanhu_app;

-- Name: FUNCTION faults_beside(p_book bigint, p_after bigint, p_sound boolean); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.faults_beside(p_book bigint, p_after bigint, p_sound boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.faults_beside(p_book bigint, p_after bigint, p_sound boolean) TO zhuanhu_app;

-- Name: FUNCTION faults_between(p_book bigint, p_after bigint, p_through bigint); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.faults_between(p_book bigint, p_after bigint, p_through bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.faults_between(p_book bigint, p_after bigint, p_through bigint) TO zhuanhu_app;

-- Name: FUNCTION floor_of(p_book bigint, p_code text, p_grant text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.floor_of(p_book bigint, p_code text, p_grant text) FROM PUBLIC;

-- Name: FUNCTION halt(p_book bigint, p_why text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.halt(p_book bigint, p_why text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.halt(p_book bigint, p_why text) TO zhuanhu_app;

-- Name: FUNCTION import_statement(p_book bigint, p_account text, p_from date, p_to date, p_opening numeric, p_closing numeric, p_sha256 text, p_file text, p_actor text, p_identities text[], p_days date[], p_amounts numeric[], p_counterparties text[], p_counterparty_accounts text[], p_summaries text[], p_references text[]); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.import_statement(p_book bigint, p_account text, p_from date, p_to date, p_opening numeric, p_closing numeric, p_sha256 text, p_file text, p_actor text, p_identities text[], p_days date[], p_amounts numeric[], p_counterparties text[], p_counterparty_accounts text[], p_summaries text[], p_references text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.import_statement(p_book bigint, p_account text, p_from date, p_to date, p_opening numeric, p_closing numeric, p_sha256 text, p_file text, p_actor text, p_identities text[], p_days date[], p_amounts numeric[], p_counterparties text[], p_counterparty_accounts text[], p_summaries text[], p_references text[]) TO zhuanhu_app;

-- Name: FUNCTION lock_books(p_books bigint[]); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.lock_books(p_books bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.lock_books(p_books bigint[]) TO zhuanhu_app;

-- Name: FUNCTION mirrors(p_entry bigint, p_original bigint, p_book bigint); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.mirrors(p_entry bigint, p_original bigint, p_book bigint) FROM PUBLIC;

-- Name: FUNCTION month_named(p_month integer); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.month_named(p_month integer) FROM PUBLIC;

-- Name: FUNCTION next_month(p_book bigint); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.next_month(p_book bigint) FROM PUBLIC;

-- Name: FUNCTION open_account(p_book bigint, p_code text, p_grant text, p_source text, p_category text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.open_account(p_book bigint, p_code text, p_grant text, p_source text, p_category text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.open_account(p_book bigint, p_code text, p_grant text, p_source text, p_category text) TO zhuanhu_app;

-- Name: FUNCTION open_book(p_kind text, p_tenant uuid, p_name text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.open_book(p_kind text, p_tenant uuid, p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.open_book(p_kind text, p_tenant uuid, p_name text) TO zhuanhu_app;

-- Name: FUNCTION post(p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text, p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text, p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.post(p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text, p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text, p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.post(p_book bigint, p_key text, p_kind text, p_effective_on date, p_actor text, p_approver text, p_event uuid, p_memo text, p_meta jsonb, p_reverses bigint, p_word text, p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) TO zhuanhu_app;

-- Name: FUNCTION post_many(p_books bigint[], p_keys text[], p_kinds text[], p_days date[], p_actors text[], p_approvers text[], p_events uuid[], p_memos text[], p_metas jsonb[], p_reverses bigint[], p_words text[], p_line_counts integer[], p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.post_many(p_books bigint[], p_keys text[], p_kinds text[], p_days date[], p_actors text[], p_approvers text[], p_events uuid[], p_memos text[], p_metas jsonb[], p_reverses bigint[], p_words text[], p_line_counts integer[], p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.post_many(p_books bigint[], p_keys text[], p_kinds text[], p_days date[], p_actors text[], p_approvers text[], p_events uuid[], p_memos text[], p_metas jsonb[], p_reverses bigint[], p_words text[], p_line_counts integer[], p_codes text[], p_grants text[], p_sources text[], p_categories text[], p_amounts numeric[]) TO zhuanhu_app;

-- Name: FUNCTION propose_match(p_book bigint, p_rule text, p_evidence jsonb, p_maker text, p_bank_lines bigint[], p_entries bigint[], p_line_nos smallint[]); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.propose_match(p_book bigint, p_rule text, p_evidence jsonb, p_maker text, p_bank_lines bigint[], p_entries bigint[], p_line_nos smallint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.propose_match(p_book bigint, p_rule text, p_evidence jsonb, p_maker text, p_bank_lines bigint[], p_entries bigint[], p_line_nos smallint[]) TO zhuanhu_app;

-- Name: FUNCTION record_proof(p_book bigint, p_since bigint, p_seq bigint, p_hash bytea, p_faults integer, p_first text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.record_proof(p_book bigint, p_since bigint, p_seq bigint, p_hash bytea, p_faults integer, p_first text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.record_proof(p_book bigint, p_since bigint, p_seq bigint, p_hash bytea, p_faults integer, p_first text) TO zhuanhu_app;

-- Name: FUNCTION refuse(p_constraint text, p_account bigint, p_amount numeric); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.refuse(p_constraint text, p_account bigint, p_amount numeric) FROM PUBLIC;

-- Name: FUNCTION refuse_day(p_day date, p_closed date, p_soft date, p_has_reason boolean); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.refuse_day(p_day date, p_closed date, p_soft date, p_has_reason boolean) FROM PUBLIC;

-- Name: FUNCTION refuse_employer(); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.refuse_employer() FROM PUBLIC;

-- Name: FUNCTION refuse_second_reversal(p_entry bigint); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.refuse_second_reversal(p_entry bigint) FROM PUBLIC;

-- Name: FUNCTION replayed(p_entry bigint, p_request bytea); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.replayed(p_entry bigint, p_request bytea) FROM PUBLIC;

-- Name: FUNCTION set_account_open(p_account bigint, p_open boolean); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.set_account_open(p_account bigint, p_open boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.set_account_open(p_account bigint, p_open boolean) TO zhuanhu_app;

-- Name: FUNCTION set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.set_tolerance(p_book bigint, p_grant text, p_tolerance numeric, p_actor text) TO zhuanhu_app;

-- Name: FUNCTION soft_close_through(p_book bigint, p_day date); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.soft_close_through(p_book bigint, p_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.soft_close_through(p_book bigint, p_day date) TO zhuanhu_app;

-- Name: FUNCTION statement_balance(p_book bigint, p_day date); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.statement_balance(p_book bigint, p_day date) FROM PUBLIC;

-- Name: FUNCTION take_head(p_book bigint); Type: ACL; Schema: ledger; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION ledger.take_head(p_book bigint) FROM PUBLIC;

-- Name: FUNCTION access_token_ends_for_good(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.access_token_ends_for_good() FROM PUBLIC;

-- Name: FUNCTION advance_is_not_overdrawn(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.advance_is_not_overdrawn() FROM PUBLIC;

-- Name: FUNCTION appeal_has_its_ground(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.appeal_has_its_ground() FROM PUBLIC;

-- Name: FUNCTION appeal_is_open(of_employer uuid, of_claim uuid); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.appeal_is_open(of_employer uuid, of_claim uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.appeal_is_open(of_employer uuid, of_claim uuid) TO zhuanhu_app;

-- Name: FUNCTION appeal_step_is_due(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.appeal_step_is_due() FROM PUBLIC;

-- Name: FUNCTION arrival_is_told_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.arrival_is_told_once() FROM PUBLIC;

-- Name: FUNCTION arrival_is_what_left(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.arrival_is_what_left() FROM PUBLIC;

-- Name: FUNCTION assessment_in_order(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.assessment_in_order() FROM PUBLIC;

-- Name: FUNCTION association_measure_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.association_measure_stays() FROM PUBLIC;

-- Name: FUNCTION batch_follows_its_procedure(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.batch_follows_its_procedure() FROM PUBLIC;

-- Name: FUNCTION batch_is_whole(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.batch_is_whole() FROM PUBLIC;

-- Name: FUNCTION batch_line_is_planned(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.batch_line_is_planned() FROM PUBLIC;

-- Name: FUNCTION booking_follows_its_procedure(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.booking_follows_its_procedure() FROM PUBLIC;

-- Name: FUNCTION booking_is_in_the_ledger(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.booking_is_in_the_ledger() FROM PUBLIC;

-- Name: FUNCTION booking_names_its_case_for_good(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.booking_names_its_case_for_good() FROM PUBLIC;

-- Name: FUNCTION bulk_export_decided_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.bulk_export_decided_once() FROM PUBLIC;

-- Name: FUNCTION case_begins_without_steps(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.case_begins_without_steps() FROM PUBLIC;

-- Name: FUNCTION case_opened_by_somebody(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.case_opened_by_somebody() FROM PUBLIC;

-- Name: FUNCTION claim_by_the_right_people(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_by_the_right_people() FROM PUBLIC;

-- Name: FUNCTION claim_follows_its_procedure(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_follows_its_procedure() FROM PUBLIC;

-- Name: FUNCTION claim_is_in_the_ledger(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_is_in_the_ledger() FROM PUBLIC;

-- Name: FUNCTION claim_keeps_its_facts(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_keeps_its_facts() FROM PUBLIC;

-- Name: FUNCTION claim_keeps_to_its_share(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_keeps_to_its_share() FROM PUBLIC;

-- Name: FUNCTION claim_payable(employer uuid, claim_id uuid, claimed numeric); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_payable(employer uuid, claim_id uuid, claimed numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION public.claim_payable(employer uuid, claim_id uuid, claimed numeric) TO zhuanhu_app;

-- Name: FUNCTION claim_reversal_is_decided_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_reversal_is_decided_once() FROM PUBLIC;

-- Name: FUNCTION claim_shares_within_invoice(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_shares_within_invoice() FROM PUBLIC;

-- Name: FUNCTION claim_waits_for_its_appeal(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.claim_waits_for_its_appeal() FROM PUBLIC;

-- Name: FUNCTION clawback_of_its_case(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.clawback_of_its_case() FROM PUBLIC;

-- Name: FUNCTION contribution_says_what_for(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.contribution_says_what_for() FROM PUBLIC;

-- Name: FUNCTION correction_comes_before_submission(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.correction_comes_before_submission() FROM PUBLIC;

-- Name: FUNCTION cut_lowers_its_claim(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.cut_lowers_its_claim() FROM PUBLIC;

-- Name: FUNCTION delivery_goes_forward(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.delivery_goes_forward() FROM PUBLIC;

-- Name: FUNCTION deny_change(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.deny_change() FROM PUBLIC;

-- Name: FUNCTION expense_report_follows(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.expense_report_follows() FROM PUBLIC;

-- Name: FUNCTION expense_report_is_composed(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.expense_report_is_composed() FROM PUBLIC;

-- Name: FUNCTION expense_report_is_handed_in_whole(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.expense_report_is_handed_in_whole() FROM PUBLIC;

-- Name: TABLE expense_report; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.title; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(title) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.people; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(people) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.note; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(note) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.dissolved_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(dissolved_by) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.dissolved_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(dissolved_at) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: COLUMN expense_report.version; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(version) ON TABLE public.expense_report TO zhuanhu_app;

-- Name: FUNCTION expense_report_stands(of_report public.expense_report); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.expense_report_stands(of_report public.expense_report) FROM PUBLIC;
GRANT ALL ON FUNCTION public.expense_report_stands(of_report public.expense_report) TO zhuanhu_app;

-- Name: FUNCTION expense_report_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.expense_report_stays() FROM PUBLIC;

-- Name: FUNCTION fee_sheet_adds_up(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.fee_sheet_adds_up() FROM PUBLIC;

-- Name: FUNCTION grant_begins_nominated(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.grant_begins_nominated() FROM PUBLIC;

-- Name: FUNCTION grant_is_not_barred(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.grant_is_not_barred() FROM PUBLIC;

-- Name: TABLE grant_step; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.grant_step TO zhuanhu_app;

-- Name: FUNCTION grant_step_has_its_case(step public.grant_step); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.grant_step_has_its_case(step public.grant_step) FROM PUBLIC;
GRANT ALL ON FUNCTION public.grant_step_has_its_case(step public.grant_step) TO zhuanhu_app;

-- Name: FUNCTION grant_step_moves_its_grant(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.grant_step_moves_its_grant() FROM PUBLIC;

-- Name: FUNCTION instalment_follows_its_procedure(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.instalment_follows_its_procedure() FROM PUBLIC;

-- Name: FUNCTION instalment_is_in_the_ledger(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.instalment_is_in_the_ledger() FROM PUBLIC;

-- Name: FUNCTION intake_file_goes_its_way(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.intake_file_goes_its_way() FROM PUBLIC;

-- Name: FUNCTION invoice_follows_its_corrections(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.invoice_follows_its_corrections() FROM PUBLIC;

-- Name: FUNCTION is_of_the_center(person uuid); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.is_of_the_center(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.is_of_the_center(person uuid) TO zhuanhu_app;

-- Name: FUNCTION last_stated(employer uuid, invoice uuid, wanted text); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.last_stated(employer uuid, invoice uuid, wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.last_stated(employer uuid, invoice uuid, wanted text) TO zhuanhu_app;

-- Name: FUNCTION law_text_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.law_text_stays() FROM PUBLIC;

-- Name: FUNCTION law_text_waits_first(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.law_text_waits_first() FROM PUBLIC;

-- Name: FUNCTION letter_is_served_properly(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.letter_is_served_properly() FROM PUBLIC;

-- Name: FUNCTION letter_numbers_have_no_gap(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.letter_numbers_have_no_gap() FROM PUBLIC;

-- Name: FUNCTION mail_address_ends_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.mail_address_ends_once() FROM PUBLIC;

-- Name: FUNCTION mail_message_goes_forward(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.mail_message_goes_forward() FROM PUBLIC;

-- Name: FUNCTION objection_goes_forward(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.objection_goes_forward() FROM PUBLIC;

-- Name: FUNCTION objections_are_counted(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.objections_are_counted() FROM PUBLIC;

-- Name: FUNCTION package_goes_its_way(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.package_goes_its_way() FROM PUBLIC;

-- Name: FUNCTION paper_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.paper_stays() FROM PUBLIC;

-- Name: FUNCTION phone_link_opens_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.phone_link_opens_once() FROM PUBLIC;

-- Name: FUNCTION plan_and_team_are_agreed(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.plan_and_team_are_agreed() FROM PUBLIC;

-- Name: FUNCTION put_back_within_what_was_asked(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.put_back_within_what_was_asked() FROM PUBLIC;

-- Name: FUNCTION reallocation_is_in_the_ledger(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.reallocation_is_in_the_ledger() FROM PUBLIC;

-- Name: FUNCTION reallocation_of_its_case(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.reallocation_of_its_case() FROM PUBLIC;

-- Name: FUNCTION recall_is_in_the_ledger(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.recall_is_in_the_ledger() FROM PUBLIC;

-- Name: FUNCTION rectification_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.rectification_stays() FROM PUBLIC;

-- Name: FUNCTION rectification_step_is_due(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.rectification_step_is_due() FROM PUBLIC;

-- Name: FUNCTION rehearsal_on_its_ground(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.rehearsal_on_its_ground() FROM PUBLIC;

-- Name: FUNCTION related_party_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.related_party_stays() FROM PUBLIC;

-- Name: FUNCTION remittance_follows_its_procedure(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.remittance_follows_its_procedure() FROM PUBLIC;

-- Name: FUNCTION repayment_arrives_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.repayment_arrives_once() FROM PUBLIC;

-- Name: FUNCTION repayment_from_its_own_money(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.repayment_from_its_own_money() FROM PUBLIC;

-- Name: FUNCTION repayment_within_recall(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.repayment_within_recall() FROM PUBLIC;

-- Name: FUNCTION role_is_held(person uuid, held text, employer uuid); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.role_is_held(person uuid, held text, employer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.role_is_held(person uuid, held text, employer uuid) TO zhuanhu_app;

-- Name: FUNCTION ruling_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.ruling_stays() FROM PUBLIC;

-- Name: FUNCTION ruling_waits_first(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.ruling_waits_first() FROM PUBLIC;

-- Name: FUNCTION sanction_has_its_ground(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.sanction_has_its_ground() FROM PUBLIC;

-- Name: FUNCTION sanction_is_decided_once(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.sanction_is_decided_once() FROM PUBLIC;

-- Name: FUNCTION signal_follows_its_steps(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.signal_follows_its_steps() FROM PUBLIC;

-- Name: FUNCTION signal_step_is_due(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.signal_step_is_due() FROM PUBLIC;

-- Name: FUNCTION split_covers_its_invoice(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.split_covers_its_invoice() FROM PUBLIC;

-- Name: FUNCTION split_sheet_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.split_sheet_stays() FROM PUBLIC;

-- Name: FUNCTION spot_check_answer_in_time(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_answer_in_time() FROM PUBLIC;

-- Name: FUNCTION spot_check_begins_planned(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_begins_planned() FROM PUBLIC;

-- Name: FUNCTION spot_check_draw_in_turn(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_draw_in_turn() FROM PUBLIC;

-- Name: FUNCTION spot_check_finding_stays(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_finding_stays() FROM PUBLIC;

-- Name: FUNCTION spot_check_frame_in_time(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_frame_in_time() FROM PUBLIC;

-- Name: FUNCTION spot_check_is_answered(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_is_answered() FROM PUBLIC;

-- Name: FUNCTION spot_check_is_underway(of_check uuid); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_is_underway(of_check uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.spot_check_is_underway(of_check uuid) TO zhuanhu_app;

-- Name: FUNCTION spot_check_item_of_its_draw(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_item_of_its_draw() FROM PUBLIC;

-- Name: FUNCTION spot_check_request_of_its_item(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_request_of_its_item() FROM PUBLIC;

-- Name: FUNCTION spot_check_response_in_time(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_response_in_time() FROM PUBLIC;

-- Name: FUNCTION spot_check_review_by_another(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_review_by_another() FROM PUBLIC;

-- Name: FUNCTION spot_check_stays_as_planned(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_stays_as_planned() FROM PUBLIC;

-- Name: FUNCTION spot_check_step_is_due(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_step_is_due() FROM PUBLIC;

-- Name: FUNCTION spot_check_unit_of_its_case(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.spot_check_unit_of_its_case() FROM PUBLIC;

-- Name: FUNCTION standing_is_the_centers(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.standing_is_the_centers() FROM PUBLIC;

-- Name: FUNCTION step_moves_its_case(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.step_moves_its_case() FROM PUBLIC;

-- Name: FUNCTION step_moves_its_spot_check(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.step_moves_its_spot_check() FROM PUBLIC;

-- Name: FUNCTION step_taken_by_its_people(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.step_taken_by_its_people() FROM PUBLIC;

-- Name: FUNCTION transfer_goes_on_by_the_center(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.transfer_goes_on_by_the_center() FROM PUBLIC;

-- Name: FUNCTION transfer_is_in_the_ledger(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.transfer_is_in_the_ledger() FROM PUBLIC;

-- Name: FUNCTION transfer_payment_is_whole(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.transfer_payment_is_whole() FROM PUBLIC;

-- Name: FUNCTION written_by_the_center(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.written_by_the_center() FROM PUBLIC;

-- Name: FUNCTION zhuanhu_is_center(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.zhuanhu_is_center() FROM PUBLIC;
GRANT ALL ON FUNCTION public.zhuanhu_is_center() TO zhuanhu_app;

-- Name: FUNCTION zhuanhu_tenant(); Type: ACL; Schema: public; Owner: zhuanhu_owner

REVOKE ALL ON FUNCTION public.zhuanhu_tenant() FROM PUBLIC;
GRANT ALL ON FUNCTION public.zhuanhu_tenant() TO zhuanhu_app;

-- Name: TABLE account; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.account TO zhuanhu_app;

-- Name: TABLE account_type; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.account_type TO zhuanhu_app;

-- Name: TABLE anchor; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.anchor TO zhuanhu_app;

-- Name: TABLE balance; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.balance TO zhuanhu_app;

-- Name: TABLE balance_snapshot; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.balance_snapshot TO zhuanhu_app;

-- Name: TABLE bank_line; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.bank_line TO zhuanhu_app;

-- Name: TABLE bank_match; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.bank_match TO zhuanhu_app;

-- Name: TABLE bank_match_member; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.bank_match_member TO zhuanhu_app;

-- Name: TABLE bank_match_state; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.bank_match_state TO zhuanhu_app;

-- Name: TABLE bank_statement; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.bank_statement TO zhuanhu_app;

-- Name: TABLE book; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.book TO zhuanhu_app;

-- Name: TABLE book_head; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.book_head TO zhuanhu_app;

-- Name: TABLE budget_control; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.budget_control TO zhuanhu_app;

-- Name: TABLE entry; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.entry TO zhuanhu_app;

-- Name: TABLE line; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.line TO zhuanhu_app;

-- Name: TABLE proof; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.proof TO zhuanhu_app;

-- Name: TABLE reconciliation; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.reconciliation TO zhuanhu_app;

-- Name: TABLE reconciliation_state; Type: ACL; Schema: ledger; Owner: zhuanhu_owner

GRANT SELECT ON TABLE ledger.reconciliation_state TO zhuanhu_app;

-- Name: TABLE access_token; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.access_token TO zhuanhu_app;

-- Name: COLUMN access_token.used_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(used_at) ON TABLE public.access_token TO zhuanhu_app;

-- Name: COLUMN access_token.ended_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_at) ON TABLE public.access_token TO zhuanhu_app;

-- Name: TABLE advance; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.advance TO zhuanhu_app;

-- Name: TABLE advance_use; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.advance_use TO zhuanhu_app;

-- Name: TABLE agreement; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.agreement TO zhuanhu_app;

-- Name: TABLE agreement_budget; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.agreement_budget TO zhuanhu_app;

-- Name: TABLE alembic_version; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT ON TABLE public.alembic_version TO zhuanhu_app;

-- Name: TABLE annual_call; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.annual_call TO zhuanhu_app;

-- Name: TABLE api_request; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.api_request TO zhuanhu_app;

-- Name: TABLE appeal; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.appeal TO zhuanhu_app;

-- Name: TABLE arrival; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.arrival TO zhuanhu_app;

-- Name: COLUMN arrival.bank_reference; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(bank_reference) ON TABLE public.arrival TO zhuanhu_app;

-- Name: COLUMN arrival.entry_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(entry_id) ON TABLE public.arrival TO zhuanhu_app;

-- Name: TABLE arrival_amount; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.arrival_amount TO zhuanhu_app;

-- Name: TABLE assessment; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.assessment TO zhuanhu_app;

-- Name: TABLE association_measure; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.association_measure TO zhuanhu_app;

-- Name: COLUMN association_measure.ended_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_on) ON TABLE public.association_measure TO zhuanhu_app;

-- Name: COLUMN association_measure.ended_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_by) ON TABLE public.association_measure TO zhuanhu_app;

-- Name: COLUMN association_measure.end_reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(end_reason) ON TABLE public.association_measure TO zhuanhu_app;

-- Name: TABLE audit_trail; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.audit_trail TO zhuanhu_app;

-- Name: TABLE bank_layout; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,DELETE ON TABLE public.bank_layout TO zhuanhu_app;

-- Name: TABLE booking; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.booking TO zhuanhu_app;

-- Name: COLUMN booking.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.booking TO zhuanhu_app;

-- Name: COLUMN booking.decided_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_by) ON TABLE public.booking TO zhuanhu_app;

-- Name: COLUMN booking.decided_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_at) ON TABLE public.booking TO zhuanhu_app;

-- Name: COLUMN booking.decision; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decision) ON TABLE public.booking TO zhuanhu_app;

-- Name: COLUMN booking.entry_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(entry_id) ON TABLE public.booking TO zhuanhu_app;

-- Name: TABLE bulk_export; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.bulk_export TO zhuanhu_app;

-- Name: COLUMN bulk_export.decision; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decision) ON TABLE public.bulk_export TO zhuanhu_app;

-- Name: COLUMN bulk_export.decided_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_by) ON TABLE public.bulk_export TO zhuanhu_app;

-- Name: COLUMN bulk_export.decided_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_at) ON TABLE public.bulk_export TO zhuanhu_app;

-- Name: COLUMN bulk_export.reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(reason) ON TABLE public.bulk_export TO zhuanhu_app;

-- Name: TABLE claim; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,UPDATE ON TABLE public.claim TO zhuanhu_app;

-- Name: TABLE claim_cut; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.claim_cut TO zhuanhu_app;

-- Name: TABLE claim_paper; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.claim_paper TO zhuanhu_app;

-- Name: COLUMN claim_paper.detached_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(detached_by) ON TABLE public.claim_paper TO zhuanhu_app;

-- Name: COLUMN claim_paper.detached_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(detached_at) ON TABLE public.claim_paper TO zhuanhu_app;

-- Name: TABLE claim_reversal; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.claim_reversal TO zhuanhu_app;

-- Name: COLUMN claim_reversal.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.claim_reversal TO zhuanhu_app;

-- Name: COLUMN claim_reversal.decided_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_by) ON TABLE public.claim_reversal TO zhuanhu_app;

-- Name: COLUMN claim_reversal.decided_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_at) ON TABLE public.claim_reversal TO zhuanhu_app;

-- Name: COLUMN claim_reversal.decision; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decision) ON TABLE public.claim_reversal TO zhuanhu_app;

-- Name: COLUMN claim_reversal.entry_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(entry_id) ON TABLE public.claim_reversal TO zhuanhu_app;

-- Name: TABLE clawback; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.clawback TO zhuanhu_app;

-- Name: TABLE contact; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.contact TO zhuanhu_app;

-- Name: COLUMN contact.address; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(address) ON TABLE public.contact TO zhuanhu_app;

-- Name: COLUMN contact.language; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(language) ON TABLE public.contact TO zhuanhu_app;

-- Name: COLUMN contact.digest; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(digest) ON TABLE public.contact TO zhuanhu_app;

-- Name: COLUMN contact.changed_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(changed_at) ON TABLE public.contact TO zhuanhu_app;

-- Name: TABLE correction; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.correction TO zhuanhu_app;

-- Name: TABLE cross_match; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.cross_match TO zhuanhu_app;

-- Name: COLUMN cross_match.conclusion; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(conclusion) ON TABLE public.cross_match TO zhuanhu_app;

-- Name: COLUMN cross_match.settled_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(settled_by) ON TABLE public.cross_match TO zhuanhu_app;

-- Name: COLUMN cross_match.settled_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(settled_at) ON TABLE public.cross_match TO zhuanhu_app;

-- Name: TABLE deadline; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.days; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(days) ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.more_days; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(more_days) ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.calendar; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(calendar) ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.due_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(due_on) ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.provisional; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(provisional) ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.stopped_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(stopped_on) ON TABLE public.deadline TO zhuanhu_app;

-- Name: COLUMN deadline.met_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(met_on) ON TABLE public.deadline TO zhuanhu_app;

-- Name: TABLE deadline_mark; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.deadline_mark TO zhuanhu_app;

-- Name: TABLE decision; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.decision TO zhuanhu_app;

-- Name: TABLE dedicated_account; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.dedicated_account TO zhuanhu_app;

-- Name: TABLE delivery; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.delivery TO zhuanhu_app;

-- Name: COLUMN delivery.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.delivery TO zhuanhu_app;

-- Name: COLUMN delivery.attempts; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(attempts) ON TABLE public.delivery TO zhuanhu_app;

-- Name: COLUMN delivery.next_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(next_at) ON TABLE public.delivery TO zhuanhu_app;

-- Name: COLUMN delivery.error; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(error) ON TABLE public.delivery TO zhuanhu_app;

-- Name: COLUMN delivery.sent_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(sent_at) ON TABLE public.delivery TO zhuanhu_app;

-- Name: TABLE disbursement_batch; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: COLUMN disbursement_batch.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: COLUMN disbursement_batch.decided_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_by) ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: COLUMN disbursement_batch.decided_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_at) ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: COLUMN disbursement_batch.sent_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(sent_by) ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: COLUMN disbursement_batch.sent_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(sent_on) ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: COLUMN disbursement_batch.reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(reason) ON TABLE public.disbursement_batch TO zhuanhu_app;

-- Name: TABLE disbursement_batch_line; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.disbursement_batch_line TO zhuanhu_app;

-- Name: COLUMN disbursement_batch_line.struck_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(struck_by) ON TABLE public.disbursement_batch_line TO zhuanhu_app;

-- Name: COLUMN disbursement_batch_line.struck_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(struck_at) ON TABLE public.disbursement_batch_line TO zhuanhu_app;

-- Name: COLUMN disbursement_batch_line.struck_why; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(struck_why) ON TABLE public.disbursement_batch_line TO zhuanhu_app;

-- Name: COLUMN disbursement_batch_line.slip; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(slip) ON TABLE public.disbursement_batch_line TO zhuanhu_app;

-- Name: TABLE disclosure; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.disclosure TO zhuanhu_app;

-- Name: TABLE employer; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.employer TO zhuanhu_app;

-- Name: COLUMN employer.name; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(name) ON TABLE public.employer TO zhuanhu_app;

-- Name: COLUMN employer.regime; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(regime) ON TABLE public.employer TO zhuanhu_app;

-- Name: TABLE exit_application; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.exit_application TO zhuanhu_app;

-- Name: TABLE expense_report_member; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.expense_report_member TO zhuanhu_app;

-- Name: COLUMN expense_report_member.removed_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(removed_by) ON TABLE public.expense_report_member TO zhuanhu_app;

-- Name: COLUMN expense_report_member.removed_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(removed_at) ON TABLE public.expense_report_member TO zhuanhu_app;

-- Name: TABLE fee_row; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.fee_row TO zhuanhu_app;

-- Name: TABLE fee_sheet; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.fee_sheet TO zhuanhu_app;

-- Name: TABLE first_steps; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.first_steps TO zhuanhu_app;

-- Name: COLUMN first_steps.ledger_seen_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ledger_seen_at) ON TABLE public.first_steps TO zhuanhu_app;

-- Name: COLUMN first_steps.dismissed_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(dismissed_at) ON TABLE public.first_steps TO zhuanhu_app;

-- Name: TABLE former_name; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.former_name TO zhuanhu_app;

-- Name: TABLE inbox_message; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.inbox_message TO zhuanhu_app;

-- Name: COLUMN inbox_message.over_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(over_at) ON TABLE public.inbox_message TO zhuanhu_app;

-- Name: COLUMN inbox_message.read_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(read_by) ON TABLE public.inbox_message TO zhuanhu_app;

-- Name: COLUMN inbox_message.told; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(told) ON TABLE public.inbox_message TO zhuanhu_app;

-- Name: TABLE instalment; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,UPDATE ON TABLE public.instalment TO zhuanhu_app;

-- Name: TABLE intake_batch; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.intake_batch TO zhuanhu_app;

-- Name: COLUMN intake_batch.paused_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(paused_at) ON TABLE public.intake_batch TO zhuanhu_app;

-- Name: COLUMN intake_batch.closed_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(closed_at) ON TABLE public.intake_batch TO zhuanhu_app;

-- Name: COLUMN intake_batch.seen_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(seen_at) ON TABLE public.intake_batch TO zhuanhu_app;

-- Name: COLUMN intake_batch.told_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(told_at) ON TABLE public.intake_batch TO zhuanhu_app;

-- Name: TABLE intake_file; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.size; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(size) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.outcome; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(outcome) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.sha256; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(sha256) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.answer; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(answer) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.attempts; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(attempts) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.worker; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(worker) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.taken_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(taken_at) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.stored_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(stored_at) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.done_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(done_at) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: COLUMN intake_file.changed_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(changed_at) ON TABLE public.intake_file TO zhuanhu_app;

-- Name: TABLE invoice; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.invoice TO zhuanhu_app;

-- Name: COLUMN invoice.original_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(original_id) ON TABLE public.invoice TO zhuanhu_app;

-- Name: COLUMN invoice.key; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(key) ON TABLE public.invoice TO zhuanhu_app;

-- Name: COLUMN invoice.number; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(number) ON TABLE public.invoice TO zhuanhu_app;

-- Name: COLUMN invoice.issued_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(issued_on) ON TABLE public.invoice TO zhuanhu_app;

-- Name: COLUMN invoice.seller_name; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(seller_name) ON TABLE public.invoice TO zhuanhu_app;

-- Name: COLUMN invoice.total; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(total) ON TABLE public.invoice TO zhuanhu_app;

-- Name: TABLE job_run; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,UPDATE ON TABLE public.job_run TO zhuanhu_app;

-- Name: TABLE law_text; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.law_text TO zhuanhu_app;

-- Name: COLUMN law_text.approved_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(approved_by) ON TABLE public.law_text TO zhuanhu_app;

-- Name: COLUMN law_text.approved_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(approved_at) ON TABLE public.law_text TO zhuanhu_app;

-- Name: COLUMN law_text.rejected_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(rejected_at) ON TABLE public.law_text TO zhuanhu_app;

-- Name: TABLE layout_hint; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,DELETE ON TABLE public.layout_hint TO zhuanhu_app;

-- Name: TABLE letter; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.letter TO zhuanhu_app;

-- Name: TABLE letter_service; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.letter_service TO zhuanhu_app;

-- Name: TABLE listing; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.listing TO zhuanhu_app;

-- Name: COLUMN listing.until_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(until_on) ON TABLE public.listing TO zhuanhu_app;

-- Name: TABLE login_attempt; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,DELETE ON TABLE public.login_attempt TO zhuanhu_app;

-- Name: TABLE mail_address; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.mail_address TO zhuanhu_app;

-- Name: COLUMN mail_address.ended_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_at) ON TABLE public.mail_address TO zhuanhu_app;

-- Name: TABLE mail_message; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.mail_message TO zhuanhu_app;

-- Name: COLUMN mail_message.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.mail_message TO zhuanhu_app;

-- Name: COLUMN mail_message.reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(reason) ON TABLE public.mail_message TO zhuanhu_app;

-- Name: COLUMN mail_message.attempts; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(attempts) ON TABLE public.mail_message TO zhuanhu_app;

-- Name: COLUMN mail_message.batch_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(batch_id) ON TABLE public.mail_message TO zhuanhu_app;

-- Name: COLUMN mail_message.done_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(done_at) ON TABLE public.mail_message TO zhuanhu_app;

-- Name: COLUMN mail_message.answered_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(answered_at) ON TABLE public.mail_message TO zhuanhu_app;

-- Name: TABLE number_series; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.number_series TO zhuanhu_app;

-- Name: COLUMN number_series.last; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(last) ON TABLE public.number_series TO zhuanhu_app;

-- Name: TABLE objection; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.objection TO zhuanhu_app;

-- Name: COLUMN objection.verified_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(verified_by) ON TABLE public.objection TO zhuanhu_app;

-- Name: COLUMN objection.verified_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(verified_on) ON TABLE public.objection TO zhuanhu_app;

-- Name: COLUMN objection.finding; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(finding) ON TABLE public.objection TO zhuanhu_app;

-- Name: COLUMN objection.conclusion; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(conclusion) ON TABLE public.objection TO zhuanhu_app;

-- Name: COLUMN objection.settled_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(settled_by) ON TABLE public.objection TO zhuanhu_app;

-- Name: COLUMN objection.settled_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(settled_on) ON TABLE public.objection TO zhuanhu_app;

-- Name: TABLE original; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.original TO zhuanhu_app;

-- Name: TABLE package; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.parts; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(parts) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.ready; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ready) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.attempts; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(attempts) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.worker; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(worker) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.seen_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(seen_at) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.fault; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(fault) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.sha256; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(sha256) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.size; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(size) ON TABLE public.package TO zhuanhu_app;

-- Name: COLUMN package.done_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(done_at) ON TABLE public.package TO zhuanhu_app;

-- Name: TABLE phone_link; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.phone_link TO zhuanhu_app;

-- Name: COLUMN phone_link.opened_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(opened_at) ON TABLE public.phone_link TO zhuanhu_app;

-- Name: COLUMN phone_link.works_until; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(works_until) ON TABLE public.phone_link TO zhuanhu_app;

-- Name: COLUMN phone_link.ended_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_at) ON TABLE public.phone_link TO zhuanhu_app;

-- Name: TABLE plan_item; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.plan_item TO zhuanhu_app;

-- Name: TABLE policy_version; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.policy_version TO zhuanhu_app;

-- Name: TABLE procedure_move; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT ON TABLE public.procedure_move TO zhuanhu_app;

-- Name: TABLE proceeding; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.proceeding TO zhuanhu_app;

-- Name: TABLE proceeding_step; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.proceeding_step TO zhuanhu_app;

-- Name: TABLE public_notice; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.public_notice TO zhuanhu_app;

-- Name: COLUMN public_notice.ends_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ends_on) ON TABLE public.public_notice TO zhuanhu_app;

-- Name: COLUMN public_notice.ends_provisional; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ends_provisional) ON TABLE public.public_notice TO zhuanhu_app;

-- Name: TABLE reallocation; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.reallocation TO zhuanhu_app;

-- Name: TABLE reallocation_entry; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.reallocation_entry TO zhuanhu_app;

-- Name: TABLE recall; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.recall TO zhuanhu_app;

-- Name: TABLE recommender; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.recommender TO zhuanhu_app;

-- Name: TABLE rectification; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.rectification TO zhuanhu_app;

-- Name: COLUMN rectification.disallowed_entry_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(disallowed_entry_id) ON TABLE public.rectification TO zhuanhu_app;

-- Name: TABLE rectification_paper; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.rectification_paper TO zhuanhu_app;

-- Name: TABLE rehearsal; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.rehearsal TO zhuanhu_app;

-- Name: TABLE rehearsal_ground; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT ON TABLE public.rehearsal_ground TO zhuanhu_app;

-- Name: TABLE related_party; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.related_party TO zhuanhu_app;

-- Name: COLUMN related_party.ended_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_at) ON TABLE public.related_party TO zhuanhu_app;

-- Name: TABLE remittance; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.remittance TO zhuanhu_app;

-- Name: COLUMN remittance.paid_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(paid_on) ON TABLE public.remittance TO zhuanhu_app;

-- Name: COLUMN remittance.paid_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(paid_by) ON TABLE public.remittance TO zhuanhu_app;

-- Name: COLUMN remittance.bank_reference; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(bank_reference) ON TABLE public.remittance TO zhuanhu_app;

-- Name: COLUMN remittance.paid_entry_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(paid_entry_id) ON TABLE public.remittance TO zhuanhu_app;

-- Name: TABLE rendition; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.rendition TO zhuanhu_app;

-- Name: TABLE repayment; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.repayment TO zhuanhu_app;

-- Name: COLUMN repayment.arrived_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(arrived_on) ON TABLE public.repayment TO zhuanhu_app;

-- Name: COLUMN repayment.arrived_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(arrived_by) ON TABLE public.repayment TO zhuanhu_app;

-- Name: COLUMN repayment.arrived_reference; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(arrived_reference) ON TABLE public.repayment TO zhuanhu_app;

-- Name: COLUMN repayment.arrival_entry_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(arrival_entry_id) ON TABLE public.repayment TO zhuanhu_app;

-- Name: TABLE report_run; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.report_run TO zhuanhu_app;

-- Name: TABLE robot; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.robot TO zhuanhu_app;

-- Name: COLUMN robot.ended_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ended_at) ON TABLE public.robot TO zhuanhu_app;

-- Name: TABLE ruling; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.ruling TO zhuanhu_app;

-- Name: COLUMN ruling.published_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(published_by) ON TABLE public.ruling TO zhuanhu_app;

-- Name: COLUMN ruling.published_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(published_at) ON TABLE public.ruling TO zhuanhu_app;

-- Name: TABLE sanction; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.decided; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.decided_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(decided_on) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.serious; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(serious) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.serious_reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(serious_reason) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.clawback; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(clawback) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.referred; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(referred) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.received; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(received) ON TABLE public.sanction TO zhuanhu_app;

-- Name: COLUMN sanction.ineligible; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(ineligible) ON TABLE public.sanction TO zhuanhu_app;

-- Name: TABLE selectee; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.selectee TO zhuanhu_app;

-- Name: TABLE signal; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.signal TO zhuanhu_app;

-- Name: COLUMN signal.state; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(state) ON TABLE public.signal TO zhuanhu_app;

-- Name: COLUMN signal.watched; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(watched) ON TABLE public.signal TO zhuanhu_app;

-- Name: COLUMN signal.evidence_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(evidence_id) ON TABLE public.signal TO zhuanhu_app;

-- Name: COLUMN signal.gone_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(gone_at) ON TABLE public.signal TO zhuanhu_app;

-- Name: TABLE signal_evidence; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.signal_evidence TO zhuanhu_app;

-- Name: TABLE signal_run; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.signal_run TO zhuanhu_app;

-- Name: TABLE signal_step; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.signal_step TO zhuanhu_app;

-- Name: TABLE split_share; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.split_share TO zhuanhu_app;

-- Name: TABLE split_sheet; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.split_sheet TO zhuanhu_app;

-- Name: COLUMN split_sheet.voided_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(voided_by) ON TABLE public.split_sheet TO zhuanhu_app;

-- Name: COLUMN split_sheet.voided_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(voided_at) ON TABLE public.split_sheet TO zhuanhu_app;

-- Name: COLUMN split_sheet.void_reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(void_reason) ON TABLE public.split_sheet TO zhuanhu_app;

-- Name: TABLE spot_check; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check TO zhuanhu_app;

-- Name: TABLE spot_check_answer; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_answer TO zhuanhu_app;

-- Name: TABLE spot_check_draw; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_draw TO zhuanhu_app;

-- Name: TABLE spot_check_evaluation; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_evaluation TO zhuanhu_app;

-- Name: TABLE spot_check_finding; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_finding TO zhuanhu_app;

-- Name: COLUMN spot_check_finding.proceeding_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(proceeding_id) ON TABLE public.spot_check_finding TO zhuanhu_app;

-- Name: COLUMN spot_check_finding.dropped_by; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(dropped_by) ON TABLE public.spot_check_finding TO zhuanhu_app;

-- Name: COLUMN spot_check_finding.dropped_at; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(dropped_at) ON TABLE public.spot_check_finding TO zhuanhu_app;

-- Name: COLUMN spot_check_finding.drop_reason; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(drop_reason) ON TABLE public.spot_check_finding TO zhuanhu_app;

-- Name: TABLE spot_check_frame; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_frame TO zhuanhu_app;

-- Name: TABLE spot_check_item; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_item TO zhuanhu_app;

-- Name: TABLE spot_check_paper; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_paper TO zhuanhu_app;

-- Name: TABLE spot_check_request; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_request TO zhuanhu_app;

-- Name: TABLE spot_check_response; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_response TO zhuanhu_app;

-- Name: TABLE spot_check_review; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_review TO zhuanhu_app;

-- Name: TABLE spot_check_step; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_step TO zhuanhu_app;

-- Name: TABLE spot_check_unit; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.spot_check_unit TO zhuanhu_app;

-- Name: TABLE stated_purpose; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.stated_purpose TO zhuanhu_app;

-- Name: TABLE talent_grant; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.talent_grant TO zhuanhu_app;

-- Name: COLUMN talent_grant.suspended_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(suspended_on) ON TABLE public.talent_grant TO zhuanhu_app;

-- Name: COLUMN talent_grant.left_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(left_on) ON TABLE public.talent_grant TO zhuanhu_app;

-- Name: TABLE team_member; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.team_member TO zhuanhu_app;

-- Name: COLUMN team_member.until_on; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(until_on) ON TABLE public.team_member TO zhuanhu_app;

-- Name: TABLE transfer; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.transfer TO zhuanhu_app;

-- Name: COLUMN transfer.carried_over; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(carried_over) ON TABLE public.transfer TO zhuanhu_app;

-- Name: COLUMN transfer.pay_to; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(pay_to) ON TABLE public.transfer TO zhuanhu_app;

-- Name: COLUMN transfer.new_employer_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(new_employer_id) ON TABLE public.transfer TO zhuanhu_app;

-- Name: COLUMN transfer.new_grant_id; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(new_grant_id) ON TABLE public.transfer TO zhuanhu_app;

-- Name: TABLE transfer_budget; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.transfer_budget TO zhuanhu_app;

-- Name: TABLE transfer_payment; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.transfer_payment TO zhuanhu_app;

-- Name: TABLE transfer_rest; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.transfer_rest TO zhuanhu_app;

-- Name: TABLE transfer_statement; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.transfer_statement TO zhuanhu_app;

-- Name: TABLE user_account; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.user_account TO zhuanhu_app;

-- Name: COLUMN user_account.password_hash; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(password_hash) ON TABLE public.user_account TO zhuanhu_app;

-- Name: COLUMN user_account.active; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT UPDATE(active) ON TABLE public.user_account TO zhuanhu_app;

-- Name: TABLE verification; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT ON TABLE public.verification TO zhuanhu_app;

-- Name: TABLE web_session; Type: ACL; Schema: public; Owner: zhuanhu_owner

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.web_session TO zhuanhu_app;
