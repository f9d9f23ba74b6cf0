-- Clawback, settlement and repayment (Art. 26, 32, 33): what has to come back, and what came.

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('clawback', 'proposed', 'comment', 'employer_maker', 'heard', null),
    ('clawback', 'proposed', 'comment', 'employer_checker', 'heard', null),
    ('clawback', 'proposed', 'accept', 'employer_checker', 'heard', null),
    ('clawback', 'proposed', 'lapse', 'clock', 'heard', null),
    ('clawback', 'proposed', 'drop', 'center_auditor', 'dropped', null),
    ('clawback', 'proposed', 'drop', 'center_manager', 'dropped', null),
    ('clawback', 'heard', 'decide', 'center_auditor', 'decided', 'open'),
    ('clawback', 'heard', 'decide', 'center_manager', 'decided', 'open'),
    ('clawback', 'heard', 'drop', 'center_auditor', 'dropped', 'open'),
    ('clawback', 'heard', 'drop', 'center_manager', 'dropped', 'open'),
    ('clawback', 'decided', 'notify', 'center_auditor', 'noticed', null),
    ('clawback', 'decided', 'notify', 'center_manager', 'noticed', null),
    ('clawback', 'noticed', 'pay_part', 'employer_cashier', 'partly_paid', null),
    ('clawback', 'noticed', 'pay_rest', 'employer_cashier', 'paid', null),
    ('clawback', 'partly_paid', 'pay_part', 'employer_cashier', 'partly_paid', null),
    ('clawback', 'partly_paid', 'pay_rest', 'employer_cashier', 'paid', null),
    ('clawback', 'overdue', 'pay_part', 'employer_cashier', 'overdue', null),
    ('clawback', 'overdue', 'pay_rest', 'employer_cashier', 'paid', null),
    ('clawback', 'referred', 'pay_part', 'employer_cashier', 'referred', null),
    ('clawback', 'referred', 'pay_rest', 'employer_cashier', 'paid', null),
    ('clawback', 'partly_paid', 'arrive', 'center_auditor', 'partly_paid', null),
    ('clawback', 'partly_paid', 'arrive', 'center_manager', 'partly_paid', null),
    ('clawback', 'overdue', 'arrive', 'center_auditor', 'overdue', null),
    ('clawback', 'overdue', 'arrive', 'center_manager', 'overdue', null),
    ('clawback', 'referred', 'arrive', 'center_auditor', 'referred', null),
    ('clawback', 'referred', 'arrive', 'center_manager', 'referred', null),
    ('clawback', 'paid', 'arrive', 'center_auditor', 'paid', null),
    ('clawback', 'paid', 'arrive', 'center_manager', 'paid', null),
    ('clawback', 'paid', 'close', 'center_auditor', 'recovered', null),
    ('clawback', 'paid', 'close', 'center_manager', 'recovered', null),
    ('clawback', 'noticed', 'lapse', 'clock', 'overdue', null),
    ('clawback', 'partly_paid', 'lapse', 'clock', 'overdue', null),
    ('clawback', 'overdue', 'urge', 'center_auditor', 'overdue', null),
    ('clawback', 'overdue', 'urge', 'center_manager', 'overdue', null),
    ('clawback', 'referred', 'urge', 'center_auditor', 'referred', null),
    ('clawback', 'referred', 'urge', 'center_manager', 'referred', null),
    ('clawback', 'overdue', 'refer', 'center_manager', 'referred', null);

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('settlement', 'stated', 'agree', 'employer_checker', 'agreed', null),
    ('settlement', 'stated', 'object', 'employer_checker', 'objected', null),
    ('settlement', 'stated', 'lapse', 'clock', 'agreed', null),
    ('settlement', 'objected', 'restate', 'center_auditor', 'stated', null),
    ('settlement', 'objected', 'restate', 'center_manager', 'stated', null),
    ('settlement', 'agreed', 'decide', 'center_auditor', 'decided', 'open'),
    ('settlement', 'agreed', 'decide', 'center_manager', 'decided', 'open'),
    ('settlement', 'agreed', 'keep', 'center_auditor', 'kept', 'open'),
    ('settlement', 'agreed', 'keep', 'center_manager', 'kept', 'open'),
    ('settlement', 'kept', 'end_keeping', 'center_auditor', 'agreed', null),
    ('settlement', 'kept', 'end_keeping', 'center_manager', 'agreed', null),
    ('settlement', 'decided', 'pay_rest', 'employer_cashier', 'paid', null),
    ('settlement', 'paid', 'arrive', 'center_auditor', 'arrived', null),
    ('settlement', 'paid', 'arrive', 'center_manager', 'arrived', null),
    ('settlement', 'decided', 'settle', 'center_auditor', 'settled', 'decide'),
    ('settlement', 'decided', 'settle', 'center_manager', 'settled', 'decide'),
    ('settlement', 'arrived', 'settle', 'center_auditor', 'settled', 'decide'),
    ('settlement', 'arrived', 'settle', 'center_manager', 'settled', 'decide');

CREATE TABLE clawback (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    mode TEXT NOT NULL,
    facts TEXT NOT NULL,
    ground TEXT NOT NULL,
    CONSTRAINT pk_clawback PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_clawback_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_clawback_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_clawback_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_clawback_mode_known CHECK (mode in ('ineligible', 'unspent', 'unspent_and_ineligible', 'full')),
    CONSTRAINT ck_clawback_grounded CHECK (facts <> '' and ground <> '')
);

CREATE INDEX ix_clawback_grant_id ON clawback (employer_id, grant_id);
CREATE TABLE recall (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    mode TEXT NOT NULL,
    figures JSONB NOT NULL,
    fiscal NUMERIC(16, 2) NOT NULL,
    interest NUMERIC(16, 2) NOT NULL,
    own_money NUMERIC(16, 2) NOT NULL,
    decided_by UUID NOT NULL,
    decided_on DATE NOT NULL,
    entry_id BIGINT,
    CONSTRAINT pk_recall PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_recall_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_recall_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_recall_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_recall_mode_known CHECK (mode in ('ineligible', 'unspent', 'unspent_and_ineligible', 'full')),
    CONSTRAINT ck_recall_not_negative CHECK (fiscal >= 0 and interest >= 0),
    CONSTRAINT ck_recall_own_money_within CHECK (own_money between 0 and fiscal + interest),
    CONSTRAINT ck_recall_booked CHECK ((entry_id is null) = (fiscal + interest = 0)),
    CONSTRAINT fk_recall_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id)
);

CREATE INDEX ix_recall_grant_id ON recall (employer_id, grant_id);
CREATE TABLE repayment (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    fiscal NUMERIC(16, 2) NOT NULL,
    interest NUMERIC(16, 2) NOT NULL,
    paid_on DATE NOT NULL,
    paid_by UUID NOT NULL,
    bank_reference TEXT NOT NULL,
    entry_id BIGINT NOT NULL,
    arrived_on DATE,
    arrived_by UUID,
    arrived_reference TEXT,
    arrival_entry_id BIGINT,
    CONSTRAINT pk_repayment PRIMARY KEY (id),
    CONSTRAINT fk_repayment_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_repayment_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_repayment_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES recall (employer_id, proceeding_id),
    CONSTRAINT ck_repayment_not_negative CHECK (fiscal >= 0 and interest >= 0),
    CONSTRAINT ck_repayment_something CHECK (fiscal + interest > 0),
    CONSTRAINT ck_repayment_referenced CHECK (bank_reference <> ''),
    CONSTRAINT ck_repayment_arrival_referenced CHECK (arrived_reference <> ''),
    CONSTRAINT ck_repayment_arrived_whole CHECK ((arrived_on is null) = (arrived_by is null) and (arrived_on is null) = (arrived_reference is null) and (arrived_on is null) = (arrival_entry_id is null)),
    CONSTRAINT ck_repayment_two_people CHECK (arrived_by <> paid_by),
    CONSTRAINT fk_repayment_paid_by FOREIGN KEY(paid_by) REFERENCES user_account (id),
    CONSTRAINT fk_repayment_arrived_by FOREIGN KEY(arrived_by) REFERENCES user_account (id)
);

CREATE INDEX ix_repayment_proceeding_id ON repayment (employer_id, proceeding_id);
CREATE UNIQUE INDEX uq_repayment_arrived_reference ON repayment (arrived_reference);
CREATE UNIQUE INDEX uq_repayment_bank_reference ON repayment (employer_id, bank_reference);
CREATE TABLE remittance (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    fiscal NUMERIC(16, 2) NOT NULL,
    interest NUMERIC(16, 2) NOT NULL,
    declared_on DATE NOT NULL,
    declared_by UUID NOT NULL,
    paid_on DATE,
    paid_by UUID,
    bank_reference TEXT,
    paid_entry_id BIGINT,
    CONSTRAINT pk_remittance PRIMARY KEY (id),
    CONSTRAINT ck_remittance_not_negative CHECK (fiscal >= 0 and interest >= 0),
    CONSTRAINT ck_remittance_something CHECK (fiscal + interest > 0),
    CONSTRAINT ck_remittance_referenced CHECK (bank_reference <> ''),
    CONSTRAINT ck_remittance_paid_whole CHECK ((paid_on is null) = (paid_by is null) and (paid_on is null) = (bank_reference is null) and (paid_on is null) = (paid_entry_id is null)),
    CONSTRAINT ck_remittance_two_people CHECK (paid_by <> declared_by),
    CONSTRAINT fk_remittance_declared_by FOREIGN KEY(declared_by) REFERENCES user_account (id),
    CONSTRAINT fk_remittance_paid_by FOREIGN KEY(paid_by) REFERENCES user_account (id)
);

CREATE UNIQUE INDEX uq_remittance_bank_reference ON remittance (bank_reference);

-- ── A clawback is of the grant that its case is about ──
create function clawback_of_its_case() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from proceeding p
                    where p.employer_id = new.employer_id and p.id = new.proceeding_id
                      and p.kind = 'clawback' and p.grant_id = new.grant_id) then
        raise exception 'a clawback begins with its case'
            using errcode = '23514', constraint = 'clawback_of_its_case';
    end if;
    return new;
end $$;
create trigger of_its_case before insert on clawback
    for each row execute function clawback_of_its_case();

-- ── What was decided stands in the ledger to the fen, in the employer's book, source by source ──
create function recall_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger in_the_ledger before insert on recall
    for each row execute function recall_is_in_the_ledger();

-- ── Nobody pays back more than was decided, of either source; each payment is in the ledger ──
create function repayment_within_recall() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger within_recall before insert on repayment
    for each row execute function repayment_within_recall();

-- ── What is owed from own money is put into the account before it is paid from there ──
create function repayment_from_its_own_money() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger from_its_own_money after insert on repayment
    for each row execute function repayment_from_its_own_money();

create function repayment_arrives_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger arrives_once before update on repayment
    for each row execute function repayment_arrives_once();

-- ── The treasury: no more is declared than arrived; declared by one person, paid by another ──
create function remittance_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger remittance_procedure before insert or update on remittance
    for each row execute function remittance_follows_its_procedure();

create trigger append_only before update or delete on clawback
    for each row execute function deny_change();
create trigger no_truncate before truncate on clawback
    for each statement execute function deny_change();
create trigger append_only before update or delete on recall
    for each row execute function deny_change();
create trigger no_truncate before truncate on recall
    for each statement execute function deny_change();
create trigger never_removed before delete on repayment
    for each row execute function deny_change();
create trigger no_truncate before truncate on repayment
    for each statement execute function deny_change();
create trigger never_removed before delete on remittance
    for each row execute function deny_change();
create trigger no_truncate before truncate on remittance
    for each statement execute function deny_change();

alter table clawback enable row level security;
alter table clawback force row level security;
create policy everyone on clawback using (true) with check (true);
create policy tenant on clawback as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table recall enable row level security;
alter table recall force row level security;
create policy everyone on recall using (true) with check (true);
create policy tenant on recall as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table repayment enable row level security;
alter table repayment force row level security;
create policy everyone on repayment using (true) with check (true);
create policy tenant on repayment as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table remittance enable row level security;
alter table remittance force row level security;
create policy everyone on remittance using (true) with check (true);
create policy center on remittance as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));

revoke all on function clawback_of_its_case(), recall_is_in_the_ledger(), repayment_within_recall(),
    repayment_arrives_once(), repayment_from_its_own_money(), remittance_follows_its_procedure() from public;
grant select, insert on clawback to zhuanhu_app;
grant select, insert on recall to zhuanhu_app;
grant select, insert, update (arrived_on, arrived_by, arrived_reference, arrival_entry_id)
    on repayment to zhuanhu_app;
grant select, insert, update (paid_on, paid_by, bank_reference, paid_entry_id)
    on remittance to zhuanhu_app;
