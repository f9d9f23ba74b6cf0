-- Transfer to a new employer (Art. 30): what was applied for, the closing statements, payments and
-- arrivals. A grant that went to another employer keeps its number there.

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('transfer', 'applied', 'consent', 'employer_checker', 'old_consented', null),
    ('transfer', 'applied', 'object', 'employer_checker', 'rejected', null),
    ('transfer', 'applied', 'withdraw', 'selectee', 'withdrawn', null),
    ('transfer', 'applied', 'withdraw', 'employer_maker', 'withdrawn', null),
    ('transfer', 'old_consented', 'approve', 'center_manager', 'center_approved', null),
    ('transfer', 'old_consented', 'reject', 'center_manager', 'rejected', null),
    ('transfer', 'old_consented', 'withdraw', 'selectee', 'withdrawn', null),
    ('transfer', 'old_consented', 'withdraw', 'employer_maker', 'withdrawn', null),
    ('transfer', 'center_approved', 'cut_off', 'center_auditor', 'cut_off', 'approve'),
    ('transfer', 'center_approved', 'reject', 'center_manager', 'rejected', null),
    ('transfer', 'center_approved', 'withdraw', 'selectee', 'withdrawn', null),
    ('transfer', 'center_approved', 'withdraw', 'employer_maker', 'withdrawn', null),
    ('transfer', 'cut_off', 'sign', 'employer_checker', 'statement_signed', null),
    ('transfer', 'cut_off', 'query', 'employer_checker', 'center_approved', null),
    ('transfer', 'cut_off', 'redraw', 'center_auditor', 'cut_off', null),
    ('transfer', 'statement_signed', 'move', 'center_manager', 'moved', 'cut_off'),
    ('transfer', 'statement_signed', 'redraw', 'center_auditor', 'cut_off', null),
    ('transfer', 'moved', 'pay', 'employer_cashier', 'paid', null),
    ('transfer', 'moved', 'nothing_to_pay', 'clock', 'paid', null),
    ('transfer', 'paid', 'arrive', 'clock', 'confirmed', null),
    ('transfer', 'confirmed', 'cut_off_rest', 'center_auditor', 'cut_off', null),
    ('transfer', 'confirmed', 'close', 'center_auditor', 'closed', null),
    ('transfer', 'confirmed', 'close', 'clock', 'closed', null),
    ('arrival', 'announced', 'send', 'clock', 'on_the_way', null),
    ('arrival', 'on_the_way', 'confirm', 'employer_checker', 'confirmed', null);

ALTER TABLE talent_grant ADD COLUMN joined_on DATE;
ALTER TABLE talent_grant ADD CONSTRAINT ck_talent_grant_stay_in_order CHECK (joined_on is null or left_on is null or joined_on <= left_on);
ALTER TABLE talent_grant DROP CONSTRAINT uq_talent_grant_number;
ALTER TABLE talent_grant ADD CONSTRAINT uq_talent_grant_employer_id_number UNIQUE (employer_id, number);
CREATE UNIQUE INDEX uq_talent_grant_number ON talent_grant (number) WHERE left_on is null;

CREATE TABLE transfer (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    applied_on DATE NOT NULL,
    paper TEXT NOT NULL,
    leaves_on DATE NOT NULL,
    new_name TEXT NOT NULL,
    new_uscc TEXT NOT NULL,
    seat_evidence TEXT NOT NULL,
    workplace TEXT NOT NULL,
    in_beijing BOOLEAN NOT NULL,
    same_field BOOLEAN NOT NULL,
    field TEXT NOT NULL,
    carried_over TEXT NOT NULL,
    pay_to TEXT NOT NULL,
    new_employer_id UUID,
    new_grant_id UUID,
    CONSTRAINT pk_transfer PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_transfer_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_transfer_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT ck_transfer_told CHECK (new_name <> '' and workplace <> '' and paper <> ''),
    CONSTRAINT ck_transfer_uscc_form CHECK (new_uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'),
    CONSTRAINT ck_transfer_two_employers CHECK (new_employer_id <> employer_id)
);

CREATE TABLE transfer_statement (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    number INTEGER NOT NULL,
    cut_on DATE NOT NULL,
    assets TEXT NOT NULL,
    matters TEXT NOT NULL,
    claims TEXT NOT NULL,
    disallowed NUMERIC(16, 2) NOT NULL,
    drawn_by UUID NOT NULL,
    drawn_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_transfer_statement PRIMARY KEY (id),
    CONSTRAINT fk_transfer_statement_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_transfer_statement_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_transfer_statement_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES transfer (employer_id, proceeding_id),
    CONSTRAINT uq_transfer_statement_employer_id_proceeding_id_number UNIQUE (employer_id, proceeding_id, number),
    CONSTRAINT ck_transfer_statement_counted CHECK (number > 0),
    CONSTRAINT fk_transfer_statement_drawn_by FOREIGN KEY(drawn_by) REFERENCES user_account (id)
);

CREATE TABLE transfer_rest (
    statement_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    source TEXT NOT NULL,
    balance NUMERIC(16, 2) NOT NULL,
    reserved NUMERIC(16, 2) NOT NULL,
    advanced NUMERIC(16, 2) NOT NULL,
    moved NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_transfer_rest PRIMARY KEY (employer_id, statement_id, source),
    CONSTRAINT fk_transfer_rest_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_transfer_rest_employer_id_statement_id FOREIGN KEY(employer_id, statement_id) REFERENCES transfer_statement (employer_id, id),
    CONSTRAINT ck_transfer_rest_source_known CHECK (source in ('FISCAL','MATCH','RAISED','INTEREST')),
    CONSTRAINT ck_transfer_rest_not_negative CHECK (balance >= 0 and reserved >= 0 and advanced >= 0),
    CONSTRAINT ck_transfer_rest_adds_up CHECK (moved = case when source = 'MATCH' then 0 else greatest(balance - reserved, 0) end)
);

CREATE TABLE transfer_budget (
    statement_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    source TEXT NOT NULL,
    category TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_transfer_budget PRIMARY KEY (employer_id, statement_id, source, category),
    CONSTRAINT fk_transfer_budget_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_transfer_budget_employer_id_statement_id FOREIGN KEY(employer_id, statement_id) REFERENCES transfer_statement (employer_id, id),
    CONSTRAINT ck_transfer_budget_source_known CHECK (source in ('FISCAL','MATCH','RAISED','INTEREST')),
    CONSTRAINT ck_transfer_budget_category_known CHECK (category in ('RND','TRAIN','EXCH','MENTOR','CONF','CE','IP_PUB','PUBL','OTHER')),
    CONSTRAINT ck_transfer_budget_amount_positive CHECK (amount > 0)
);

CREATE TABLE transfer_payment (
    statement_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    bank_slip TEXT NOT NULL,
    paid_on DATE NOT NULL,
    paid_by UUID NOT NULL,
    entry_id BIGINT NOT NULL,
    CONSTRAINT pk_transfer_payment PRIMARY KEY (employer_id, statement_id),
    CONSTRAINT fk_transfer_payment_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_transfer_payment_employer_id_statement_id FOREIGN KEY(employer_id, statement_id) REFERENCES transfer_statement (employer_id, id),
    CONSTRAINT uq_transfer_payment_employer_id_bank_slip UNIQUE (employer_id, bank_slip),
    CONSTRAINT ck_transfer_payment_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_transfer_payment_slip_given CHECK (bank_slip <> ''),
    CONSTRAINT fk_transfer_payment_paid_by FOREIGN KEY(paid_by) REFERENCES user_account (id)
);

CREATE TABLE arrival (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    statement_id UUID NOT NULL,
    old_name TEXT NOT NULL,
    bank_reference TEXT,
    entry_id BIGINT,
    CONSTRAINT pk_arrival PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_arrival_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_arrival_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT uq_arrival_employer_id_statement_id UNIQUE (employer_id, statement_id),
    CONSTRAINT uq_arrival_employer_id_bank_reference UNIQUE (employer_id, bank_reference)
);

CREATE TABLE arrival_amount (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    source TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_arrival_amount PRIMARY KEY (employer_id, proceeding_id, source),
    CONSTRAINT fk_arrival_amount_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_arrival_amount_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES arrival (employer_id, proceeding_id),
    CONSTRAINT ck_arrival_amount_source_known CHECK (source in ('FISCAL','MATCH','RAISED','INTEREST')),
    CONSTRAINT ck_arrival_amount_amount_positive CHECK (amount > 0)
);

-- ── Money that a step moves stands in every book concerned, or the step is not taken ──
create function transfer_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger transfer_posted before insert on proceeding_step
    for each row when (new.kind = 'transfer' and new.action in ('move', 'pay', 'arrive'))
    execute function transfer_is_in_the_ledger();

create function transfer_payment_is_whole() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger whole before insert on transfer_payment
    for each row execute function transfer_payment_is_whole();

create function arrival_is_what_left() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger what_left before insert on arrival_amount
    for each row execute function arrival_is_what_left();

-- ── What was applied for stays; where it goes is the Center's to say; an arrival is told once ──
create function transfer_goes_on_by_the_center() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not zhuanhu_is_center()
       or old.new_grant_id is not null and new.new_grant_id is distinct from old.new_grant_id then
        raise exception 'where transfer % goes is for the Center to say', old.proceeding_id
            using errcode = '42501', constraint = 'transfer_goes_on_by_the_center';
    end if;
    return new;
end $$;
create trigger goes_on before update on transfer
    for each row execute function transfer_goes_on_by_the_center();
create function arrival_is_told_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger told_once before update on arrival
    for each row execute function arrival_is_told_once();
create trigger never_removed before delete on transfer
    for each row execute function deny_change();
create trigger no_truncate before truncate on transfer
    for each statement execute function deny_change();
create trigger never_removed before delete on arrival
    for each row execute function deny_change();
create trigger no_truncate before truncate on arrival
    for each statement execute function deny_change();
create trigger append_only before update or delete on transfer_statement
    for each row execute function deny_change();
create trigger no_truncate before truncate on transfer_statement
    for each statement execute function deny_change();
create trigger append_only before update or delete on transfer_rest
    for each row execute function deny_change();
create trigger no_truncate before truncate on transfer_rest
    for each statement execute function deny_change();
create trigger append_only before update or delete on transfer_budget
    for each row execute function deny_change();
create trigger no_truncate before truncate on transfer_budget
    for each statement execute function deny_change();
create trigger append_only before update or delete on transfer_payment
    for each row execute function deny_change();
create trigger no_truncate before truncate on transfer_payment
    for each statement execute function deny_change();
create trigger append_only before update or delete on arrival_amount
    for each row execute function deny_change();
create trigger no_truncate before truncate on arrival_amount
    for each statement execute function deny_change();

alter table transfer enable row level security;
alter table transfer force row level security;
create policy everyone on transfer using (true) with check (true);
create policy tenant on transfer as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table transfer_statement enable row level security;
alter table transfer_statement force row level security;
create policy everyone on transfer_statement using (true) with check (true);
create policy tenant on transfer_statement as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table transfer_rest enable row level security;
alter table transfer_rest force row level security;
create policy everyone on transfer_rest using (true) with check (true);
create policy tenant on transfer_rest as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table transfer_budget enable row level security;
alter table transfer_budget force row level security;
create policy everyone on transfer_budget using (true) with check (true);
create policy tenant on transfer_budget as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table transfer_payment enable row level security;
alter table transfer_payment force row level security;
create policy everyone on transfer_payment using (true) with check (true);
create policy tenant on transfer_payment as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table arrival enable row level security;
alter table arrival force row level security;
create policy everyone on arrival using (true) with check (true);
create policy tenant on arrival as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table arrival_amount enable row level security;
alter table arrival_amount force row level security;
create policy everyone on arrival_amount using (true) with check (true);
create policy tenant on arrival_amount as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function transfer_is_in_the_ledger(), transfer_payment_is_whole(),
    arrival_is_what_left(), transfer_goes_on_by_the_center(), arrival_is_told_once() from public;
grant select, insert, update (carried_over, pay_to, new_employer_id, new_grant_id)
    on transfer to zhuanhu_app;
grant select, insert on transfer_statement to zhuanhu_app;
grant select, insert on transfer_rest to zhuanhu_app;
grant select, insert on transfer_budget to zhuanhu_app;
grant select, insert on transfer_payment to zhuanhu_app;
grant select, insert, update (bank_reference, entry_id) on arrival to zhuanhu_app;
grant select, insert on arrival_amount to zhuanhu_app;
