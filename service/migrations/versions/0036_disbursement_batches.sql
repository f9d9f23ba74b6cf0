-- 拨付批次 and what the programme pages ask for

-- ── What the figures of the whole programme add up by the kind of entry (ledger.overview) ──
create index entry_moving on ledger.entry (kind) where kind in (
    'appropriate', 'disburse', 'confirm_receipt', 'open_balances', 'receive', 'contribute',
    'interest', 'approve_transfer', 'receive_transfer', 'claw_back', 'return_surplus',
    'release_matching', 'close_grant');

-- ── 拨付批次: instalments that are paid together ──
insert into procedure_move (kind, source, action, role, target, not_by) values
    ('disbursement_batch', 'proposed', 'approve', 'center_auditor', 'approved', 'open'),
    ('disbursement_batch', 'proposed', 'reject', 'center_auditor', 'rejected', null),
    ('disbursement_batch', 'proposed', 'withdraw', 'center_manager', 'withdrawn', null),
    ('disbursement_batch', 'approved', 'send', 'center_manager', 'sent', 'approve'),
    ('disbursement_batch', 'approved', 'withdraw', 'center_manager', 'withdrawn', null);

CREATE TABLE disbursement_batch (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    sent_by UUID,
    sent_on DATE,
    reason TEXT NOT NULL,
    CONSTRAINT pk_disbursement_batch PRIMARY KEY (id),
    CONSTRAINT uq_disbursement_batch_year_serial UNIQUE (year, serial),
    CONSTRAINT ck_disbursement_batch_state_known CHECK (state in ('proposed', 'approved', 'sent', 'rejected', 'withdrawn')),
    CONSTRAINT ck_disbursement_batch_titled CHECK (title <> ''),
    CONSTRAINT ck_disbursement_batch_numbered CHECK (serial > 0 and year between 2020 and 2100),
    CONSTRAINT ck_disbursement_batch_two_people CHECK (proposed_by <> decided_by and decided_by <> sent_by),
    CONSTRAINT ck_disbursement_batch_decided_by_somebody CHECK ((decided_by is null) = (decided_at is null)),
    CONSTRAINT ck_disbursement_batch_decided CHECK (case when state in ('approved', 'sent', 'rejected') then decided_by is not null when state = 'proposed' then decided_by is null else true end),
    CONSTRAINT ck_disbursement_batch_sent_by_somebody CHECK ((state = 'sent') = (sent_by is not null) and (sent_by is null) = (sent_on is null)),
    CONSTRAINT ck_disbursement_batch_reasoned CHECK (state not in ('rejected', 'withdrawn') or reason <> ''),
    CONSTRAINT fk_disbursement_batch_proposed_by FOREIGN KEY(proposed_by) REFERENCES user_account (id),
    CONSTRAINT fk_disbursement_batch_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
    CONSTRAINT fk_disbursement_batch_sent_by FOREIGN KEY(sent_by) REFERENCES user_account (id)
);

CREATE TABLE disbursement_batch_line (
    batch_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    instalment_id UUID NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    struck_by UUID,
    struck_at TIMESTAMP WITH TIME ZONE,
    struck_why TEXT,
    slip TEXT,
    CONSTRAINT pk_disbursement_batch_line PRIMARY KEY (employer_id, batch_id, instalment_id),
    CONSTRAINT fk_disbursement_batch_line_batch_id FOREIGN KEY(batch_id) REFERENCES disbursement_batch (id),
    CONSTRAINT fk_disbursement_batch_line_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_disbursement_batch_line_employer_id_instalment_id FOREIGN KEY(employer_id, instalment_id) REFERENCES instalment (employer_id, id),
    CONSTRAINT ck_disbursement_batch_line_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_disbursement_batch_line_struck_by_somebody CHECK ((struck_by is null) = (struck_at is null) and (struck_by is null) = (struck_why is null)),
    CONSTRAINT ck_disbursement_batch_line_struck_with_reason CHECK (struck_why <> ''),
    CONSTRAINT ck_disbursement_batch_line_struck_is_not_paid CHECK (slip is null or struck_by is null),
    CONSTRAINT ck_disbursement_batch_line_slip_named CHECK (slip <> ''),
    CONSTRAINT fk_disbursement_batch_line_struck_by FOREIGN KEY(struck_by) REFERENCES user_account (id)
);

CREATE INDEX ix_disbursement_batch_line_batch_id ON disbursement_batch_line (batch_id);
CREATE INDEX ix_disbursement_batch_line_instalment_id ON disbursement_batch_line (employer_id, instalment_id);
CREATE UNIQUE INDEX uq_disbursement_batch_line_slip ON disbursement_batch_line (employer_id, slip) WHERE slip is not null;

-- A batch moves as its table says, and stays what was proposed.
create function batch_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger follows_its_procedure before insert or update on disbursement_batch
    for each row execute function batch_follows_its_procedure();

-- A line is a planned instalment of no other batch that goes on; what was proposed stays.
create function batch_line_is_planned() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger is_planned before insert or update on disbursement_batch_line
    for each row execute function batch_line_is_planned();

-- All or nothing: where a batch is approved or sent, so is each of its lines, by the same person.
create function batch_is_whole() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create constraint trigger is_whole after update on disbursement_batch
    deferrable initially deferred
    for each row execute function batch_is_whole();

create trigger never_removed before delete on disbursement_batch
    for each row execute function deny_change();
create trigger no_truncate before truncate on disbursement_batch
    for each statement execute function deny_change();
create trigger never_removed before delete on disbursement_batch_line
    for each row execute function deny_change();
create trigger no_truncate before truncate on disbursement_batch_line
    for each statement execute function deny_change();
create trigger centers before insert or update on disbursement_batch_line
    for each row execute function written_by_the_center();

alter table disbursement_batch enable row level security;
alter table disbursement_batch force row level security;
create policy everyone on disbursement_batch using (true) with check (true);
create policy center on disbursement_batch as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));
alter table disbursement_batch_line enable row level security;
alter table disbursement_batch_line force row level security;
create policy everyone on disbursement_batch_line using (true) with check (true);
create policy tenant on disbursement_batch_line as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
revoke all on function batch_follows_its_procedure(), batch_line_is_planned(), batch_is_whole()
    from public;
grant select, insert, update (state, decided_by, decided_at, sent_by, sent_on, reason)
    on disbursement_batch to zhuanhu_app;
grant select, insert, update (struck_by, struck_at, struck_why, slip)
    on disbursement_batch_line to zhuanhu_app;
