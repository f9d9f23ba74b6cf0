-- Rectification (Art. 32, 33): what a case is about, the papers sent for it, reminders of deadlines,
-- and the bookings by which an employer puts money back.

CREATE TABLE rectification (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    claim_id UUID,
    origin TEXT NOT NULL,
    facts TEXT NOT NULL,
    ground TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    category TEXT,
    supply TEXT NOT NULL,
    adjust TEXT NOT NULL,
    disallowed_entry_id BIGINT,
    CONSTRAINT pk_rectification PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_rectification_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_rectification_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_rectification_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_rectification_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT ck_rectification_origin_known CHECK (origin in ('claim', 'crossing', 'hand')),
    CONSTRAINT ck_rectification_of_claim CHECK ((origin = 'hand') or (claim_id is not null)),
    CONSTRAINT ck_rectification_grounded CHECK (facts <> '' and ground <> ''),
    CONSTRAINT ck_rectification_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT ck_rectification_amount_of_category CHECK (amount = 0 or category is not null),
    CONSTRAINT ck_rectification_asks_something CHECK (amount > 0 or supply <> '' or adjust <> ''),
    CONSTRAINT ck_rectification_disallowed_amount CHECK (disallowed_entry_id is null or amount > 0)
);

CREATE INDEX ix_rectification_claim_id ON rectification (employer_id, claim_id);
CREATE INDEX ix_rectification_grant_id ON rectification (employer_id, grant_id);
CREATE TABLE rectification_paper (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    sent_by UUID NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_rectification_paper PRIMARY KEY (id),
    CONSTRAINT fk_rectification_paper_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_rectification_paper_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES rectification (employer_id, proceeding_id),
    CONSTRAINT uq_rectification_paper_employer_id_proceeding_id_sha256 UNIQUE (employer_id, proceeding_id, sha256),
    CONSTRAINT ck_rectification_paper_named CHECK (name <> ''),
    CONSTRAINT ck_rectification_paper_not_empty CHECK (size > 0),
    CONSTRAINT fk_rectification_paper_sent_by FOREIGN KEY(sent_by) REFERENCES user_account (id)
);

CREATE TABLE deadline_mark (
    deadline_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    mark INTEGER NOT NULL,
    due_on DATE NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_deadline_mark PRIMARY KEY (employer_id, deadline_id, mark),
    CONSTRAINT fk_deadline_mark_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_deadline_mark_employer_id_deadline_id FOREIGN KEY(employer_id, deadline_id) REFERENCES deadline (employer_id, id),
    CONSTRAINT ck_deadline_mark_known CHECK (mark in (-5, -2, 0, 1, 5))
);

-- ── A booking may put money back for a rectification ──
ALTER TABLE booking ADD COLUMN proceeding_id UUID;
ALTER TABLE booking ADD CONSTRAINT fk_booking_employer_id_proceeding_id FOREIGN KEY (employer_id, proceeding_id) REFERENCES rectification (employer_id, proceeding_id);
ALTER TABLE booking DROP CONSTRAINT ck_booking_kind_known;
ALTER TABLE booking ADD CONSTRAINT ck_booking_kind_known CHECK (kind in ('interest', 'bank_fee', 'top_up', 'stray_receipt', 'stray_return', 'refund', 'put_back'));
ALTER TABLE booking ADD CONSTRAINT ck_booking_put_back_of_case CHECK ((kind = 'put_back') = (proceeding_id is not null));
CREATE INDEX ix_booking_proceeding_id ON booking (employer_id, proceeding_id);

create function booking_names_its_case_for_good() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.proceeding_id is distinct from old.proceeding_id then
        raise exception 'booking % stays as it is', old.id
            using errcode = '55000', constraint = 'booking_follows_its_procedure';
    end if;
    return new;
end $$;
create trigger names_its_case before update on booking
    for each row execute function booking_names_its_case_for_good();

-- ── What was put back for a rectification never comes to more than was asked ──
create function put_back_within_what_was_asked() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger put_back_within after insert on booking
    for each row when (new.proceeding_id is not null)
    execute function put_back_within_what_was_asked();

-- ── A fault stays as it was found; its cost is disallowed once, in the ledger ──
create function rectification_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger stays before insert or update on rectification
    for each row execute function rectification_stays();
create trigger never_removed before delete on rectification
    for each row execute function deny_change();
create trigger no_truncate before truncate on rectification
    for each statement execute function deny_change();
create trigger append_only before update or delete on rectification_paper
    for each row execute function deny_change();
create trigger no_truncate before truncate on rectification_paper
    for each statement execute function deny_change();
create trigger append_only before update or delete on deadline_mark
    for each row execute function deny_change();
create trigger no_truncate before truncate on deadline_mark
    for each statement execute function deny_change();

-- ── 经提醒督促仍未整改: nobody proposes a suspension before both are on record (Art. 32（二）3),
-- and nobody reports what is not put back ──
create function rectification_step_is_due() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger is_due before insert on proceeding_step
    for each row when (new.kind = 'rectification') execute function rectification_step_is_due();

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('rectification', 'raised', 'notify', 'center_auditor', 'notified', 'open'),
    ('rectification', 'raised', 'notify', 'center_manager', 'notified', 'open'),
    ('rectification', 'raised', 'drop', 'center_auditor', 'dropped', null),
    ('rectification', 'raised', 'drop', 'center_manager', 'dropped', null),
    ('rectification', 'notified', 'rectify', 'employer_checker', 'rectified', null),
    ('rectification', 'reminded', 'rectify', 'employer_checker', 'rectified', null),
    ('rectification', 'ordered', 'rectify', 'employer_checker', 'rectified', null),
    ('rectification', 'overdue', 'rectify', 'employer_checker', 'rectified', null),
    ('rectification', 'escalated', 'rectify', 'employer_checker', 'rectified', null),
    ('rectification', 'rectified', 'verify', 'center_auditor', 'verified', null),
    ('rectification', 'rectified', 'verify', 'center_manager', 'verified', null),
    ('rectification', 'rectified', 'send_back', 'center_auditor', 'notified', null),
    ('rectification', 'rectified', 'send_back', 'center_manager', 'notified', null),
    ('rectification', 'verified', 'close', 'center_auditor', 'closed', 'verify'),
    ('rectification', 'verified', 'close', 'center_manager', 'closed', 'verify'),
    ('rectification', 'notified', 'accept', 'employer_checker', 'notified', null),
    ('rectification', 'notified', 'dispute', 'employer_checker', 'disputed', null),
    ('rectification', 'notified', 'ask_extension', 'employer_maker', 'notified', null),
    ('rectification', 'notified', 'ask_extension', 'employer_checker', 'notified', null),
    ('rectification', 'notified', 'extend', 'center_auditor', 'notified', null),
    ('rectification', 'notified', 'extend', 'center_manager', 'notified', null),
    ('rectification', 'reminded', 'accept', 'employer_checker', 'reminded', null),
    ('rectification', 'reminded', 'dispute', 'employer_checker', 'disputed', null),
    ('rectification', 'reminded', 'ask_extension', 'employer_maker', 'reminded', null),
    ('rectification', 'reminded', 'ask_extension', 'employer_checker', 'reminded', null),
    ('rectification', 'reminded', 'extend', 'center_auditor', 'reminded', null),
    ('rectification', 'reminded', 'extend', 'center_manager', 'reminded', null),
    ('rectification', 'disputed', 'uphold_dispute', 'center_auditor', 'dropped', 'open'),
    ('rectification', 'disputed', 'uphold_dispute', 'center_manager', 'dropped', 'open'),
    ('rectification', 'disputed', 'dismiss_dispute', 'center_auditor', 'notified', 'open'),
    ('rectification', 'disputed', 'dismiss_dispute', 'center_manager', 'notified', 'open'),
    ('rectification', 'notified', 'appeal', 'employer_checker', 'appealed', null),
    ('rectification', 'reminded', 'appeal', 'employer_checker', 'appealed', null),
    ('rectification', 'appealed', 'uphold_appeal', 'center_manager', 'dropped', 'dismiss_dispute'),
    ('rectification', 'appealed', 'dismiss_appeal', 'center_manager', 'notified', 'dismiss_dispute'),
    ('rectification', 'notified', 'remind', 'center_auditor', 'reminded', null),
    ('rectification', 'notified', 'remind', 'center_manager', 'reminded', null),
    ('rectification', 'notified', 'remind', 'clock', 'reminded', null),
    ('rectification', 'reminded', 'order', 'center_auditor', 'ordered', null),
    ('rectification', 'reminded', 'order', 'center_manager', 'ordered', null),
    ('rectification', 'ordered', 'lapse', 'clock', 'overdue', null),
    ('rectification', 'overdue', 'escalate', 'center_auditor', 'escalated', null),
    ('rectification', 'overdue', 'escalate', 'center_manager', 'escalated', null),
    ('rectification', 'escalated', 'settle', 'center_auditor', 'closed', null),
    ('rectification', 'escalated', 'settle', 'center_manager', 'closed', null);

alter table rectification enable row level security;
alter table rectification force row level security;
create policy everyone on rectification using (true) with check (true);
create policy tenant on rectification as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table rectification_paper enable row level security;
alter table rectification_paper force row level security;
create policy everyone on rectification_paper using (true) with check (true);
create policy tenant on rectification_paper as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table deadline_mark enable row level security;
alter table deadline_mark force row level security;
create policy everyone on deadline_mark using (true) with check (true);
create policy tenant on deadline_mark as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function booking_names_its_case_for_good(), put_back_within_what_was_asked(),
    rectification_stays(), rectification_step_is_due() from public;
grant select, insert, update (disallowed_entry_id) on rectification to zhuanhu_app;
grant select, insert on rectification_paper to zhuanhu_app;
grant select, insert on deadline_mark to zhuanhu_app;
