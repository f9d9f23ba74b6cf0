-- Bookings: what a line of the bank without a voucher is, proposed by one person and posted by
-- another. The line itself and the entry lie in the ledger.

CREATE TABLE booking (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    bank_line_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    claim_id UUID,
    shares JSONB NOT NULL,
    reason TEXT NOT NULL,
    late_reason TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    decision TEXT NOT NULL,
    entry_id BIGINT,
    CONSTRAINT pk_booking PRIMARY KEY (id),
    CONSTRAINT fk_booking_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_booking_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_booking_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT ck_booking_kind_known CHECK (kind in ('interest', 'bank_fee', 'top_up', 'stray_receipt', 'stray_return', 'refund')),
    CONSTRAINT ck_booking_state_known CHECK (state in ('proposed', 'posted', 'withdrawn')),
    CONSTRAINT ck_booking_reasoned CHECK (reason <> ''),
    CONSTRAINT ck_booking_refund_of_claim CHECK ((kind = 'refund') = (claim_id is not null)),
    CONSTRAINT ck_booking_shared CHECK ((kind in ('interest', 'bank_fee', 'top_up')) = (shares <> '{}')),
    CONSTRAINT ck_booking_decided_whole CHECK ((decided_by is null) = (state = 'proposed') and (decided_at is null) = (state = 'proposed')),
    CONSTRAINT ck_booking_posted_whole CHECK ((entry_id is null) = (state <> 'posted')),
    CONSTRAINT ck_booking_withdrawn_with_reason CHECK (state <> 'withdrawn' or decision <> ''),
    CONSTRAINT ck_booking_two_people CHECK (state <> 'posted' or decided_by <> proposed_by),
    CONSTRAINT fk_booking_proposed_by FOREIGN KEY(proposed_by) REFERENCES user_account (id),
    CONSTRAINT fk_booking_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id)
);

-- One booking per line that stands; one that was withdrawn leaves room for another.
CREATE UNIQUE INDEX uq_booking_bank_line ON booking (employer_id, bank_line_id) WHERE state <> 'withdrawn';
CREATE INDEX ix_booking_claim_id ON booking (employer_id, claim_id);

-- ── Proposed, then posted or withdrawn, once; what was proposed stays as it was ──
create function booking_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger booking_procedure before insert or update on booking
    for each row execute function booking_follows_its_procedure();

-- ── What is posted is in the ledger: the line's amount on the line's day, by the two people ──
create function booking_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (
        select from ledger.bank_line b
          join ledger.entry e on e.id = new.entry_id and e.tenant_id = b.tenant_id
               and e.key = 'bank_line:' || b.id and e.kind = new.kind and e.effective_on = b.day
               and e.actor = new.proposed_by::text and e.approver = new.decided_by::text
          join ledger.line l on l.entry_id = e.id and l.amount = b.amount
          join ledger.account a on a.id = l.account_id and a.code = '1002.S'
         where b.id = new.bank_line_id and b.tenant_id = new.employer_id) then
        raise exception 'booking % is not in the ledger', new.id
            using errcode = '23514', constraint = 'booking_is_in_the_ledger';
    end if;
    return null;
end $$;
create trigger booking_posted after update of state on booking
    for each row when (new.state = 'posted') execute function booking_is_in_the_ledger();
create trigger never_removed before delete on booking
    for each row execute function deny_change();
create trigger no_truncate before truncate on booking
    for each statement execute function deny_change();

alter table booking enable row level security;
alter table booking force row level security;
create policy everyone on booking using (true) with check (true);
create policy tenant on booking as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function booking_follows_its_procedure(), booking_is_in_the_ledger() from public;
grant select, insert, update (state, decided_by, decided_at, decision, entry_id)
    on booking to zhuanhu_app;
