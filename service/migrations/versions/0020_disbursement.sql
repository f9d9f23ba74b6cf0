-- Instalments that are stopped when a grant leaves its execution (Art. 32), each confirmed by a bank
-- slip of its own; budget that is reallocated.

-- ── What was not paid may be stopped, and planned again ──
ALTER TABLE instalment DROP CONSTRAINT ck_instalment_state_known;
ALTER TABLE instalment ADD CONSTRAINT ck_instalment_state_known CHECK (state in ('planned', 'approved', 'sent', 'received', 'stopped'));
ALTER TABLE instalment DROP CONSTRAINT ck_instalment_approved_by_somebody;
ALTER TABLE instalment ADD CONSTRAINT ck_instalment_approved_by_somebody CHECK ((state in ('planned', 'stopped')) = (approved_by is null));
CREATE UNIQUE INDEX uq_instalment_bank_reference ON instalment (employer_id, bank_reference) WHERE bank_reference is not null;

-- ── 配套 and 自筹: money that others add, with the direction whose budget it opens (Art. 24) ──
ALTER TABLE booking ADD COLUMN category TEXT;
ALTER TABLE booking DROP CONSTRAINT ck_booking_kind_known;
ALTER TABLE booking ADD CONSTRAINT ck_booking_kind_known CHECK (kind in ('interest', 'bank_fee', 'top_up', 'stray_receipt', 'stray_return', 'refund', 'put_back', 'matching', 'raised'));
ALTER TABLE booking DROP CONSTRAINT ck_booking_shared;
ALTER TABLE booking ADD CONSTRAINT ck_booking_shared CHECK ((kind in ('interest', 'bank_fee', 'top_up', 'matching', 'raised')) = (shares <> '{}'));
ALTER TABLE booking ADD CONSTRAINT ck_booking_category_known CHECK (category in ('RND','TRAIN','EXCH','MENTOR','CONF','CE','IP_PUB','PUBL','OTHER'));
ALTER TABLE booking ADD CONSTRAINT ck_booking_contribution_for CHECK ((kind in ('matching', 'raised')) = (category is not null));

create or replace function booking_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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

create function contribution_says_what_for() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.category is distinct from old.category then
        raise exception 'booking % stays as it is', old.id
            using errcode = '55000', constraint = 'booking_follows_its_procedure';
    end if;
    return new;
end $$;
create trigger booking_keeps_its_direction before update of category on booking
    for each row execute function contribution_says_what_for();
revoke all on function contribution_says_what_for() from public;

create or replace function instalment_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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

-- ── Budget that moves between spending directions ──
insert into procedure_move (kind, source, action, role, target, not_by) values
    ('reallocation', 'applied', 'approve_small', 'employer_checker', 'approved', 'open'),
    ('reallocation', 'applied', 'endorse', 'employer_checker', 'endorsed', 'open'),
    ('reallocation', 'applied', 'reject', 'employer_checker', 'rejected', null),
    ('reallocation', 'applied', 'withdraw', 'employer_maker', 'withdrawn', null),
    ('reallocation', 'endorsed', 'approve', 'center_auditor', 'approved', null),
    ('reallocation', 'endorsed', 'approve', 'center_manager', 'approved', null),
    ('reallocation', 'endorsed', 'refuse', 'center_auditor', 'rejected', null),
    ('reallocation', 'endorsed', 'refuse', 'center_manager', 'rejected', null),
    ('reallocation', 'endorsed', 'withdraw', 'employer_maker', 'withdrawn', null);

CREATE TABLE reallocation (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    taken TEXT NOT NULL,
    given TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_reallocation PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_reallocation_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_reallocation_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_reallocation_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_reallocation_two_directions CHECK (taken <> given),
    CONSTRAINT ck_reallocation_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_reallocation_reasoned CHECK (reason <> '')
);

CREATE INDEX ix_reallocation_grant_id ON reallocation (employer_id, grant_id);
CREATE TABLE reallocation_entry (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    by_employer BOOLEAN NOT NULL,
    posted_on DATE NOT NULL,
    entry_id BIGINT NOT NULL,
    CONSTRAINT pk_reallocation_entry PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_reallocation_entry_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_reallocation_entry_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES reallocation (employer_id, proceeding_id)
);

create function reallocation_of_its_case() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from proceeding p
                    where p.employer_id = new.employer_id and p.id = new.proceeding_id
                      and p.kind = 'reallocation' and p.grant_id = new.grant_id) then
        raise exception 'a reallocation begins with its case'
            using errcode = '23514', constraint = 'reallocation_of_its_case';
    end if;
    return new;
end $$;
create trigger of_its_case before insert on reallocation
    for each row execute function reallocation_of_its_case();

create function reallocation_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger in_the_ledger before insert on reallocation_entry
    for each row execute function reallocation_is_in_the_ledger();
create trigger append_only before update or delete on reallocation
    for each row execute function deny_change();
create trigger no_truncate before truncate on reallocation
    for each statement execute function deny_change();
create trigger append_only before update or delete on reallocation_entry
    for each row execute function deny_change();
create trigger no_truncate before truncate on reallocation_entry
    for each statement execute function deny_change();
alter table reallocation enable row level security;
alter table reallocation force row level security;
create policy everyone on reallocation using (true) with check (true);
create policy tenant on reallocation as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table reallocation_entry enable row level security;
alter table reallocation_entry force row level security;
create policy everyone on reallocation_entry using (true) with check (true);
create policy tenant on reallocation_entry as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
revoke all on function reallocation_of_its_case(), reallocation_is_in_the_ledger() from public;
grant select, insert on reallocation to zhuanhu_app;
grant select, insert on reallocation_entry to zhuanhu_app;
