-- The whole life of a claim: filed, approved and paid by three people, frozen, reversed.

INSERT INTO procedure_move (kind, source, action, role, target, not_by) VALUES
    ('claim', 'draft', 'submit', 'employer_maker', 'submitted', NULL),
    ('claim', 'draft', 'withdraw', 'employer_maker', 'withdrawn', NULL),
    ('claim', 'returned', 'submit', 'employer_maker', 'submitted', NULL),
    ('claim', 'returned', 'withdraw', 'employer_maker', 'withdrawn', NULL),
    ('claim', 'submitted', 'approve', 'employer_checker', 'approved', 'submit'),
    ('claim', 'submitted', 'return_', 'employer_checker', 'returned', 'submit'),
    ('claim', 'submitted', 'reject', 'employer_checker', 'rejected', 'submit'),
    ('claim', 'submitted', 'withdraw', 'employer_maker', 'withdrawn', NULL),
    ('claim', 'approved', 'return_', 'employer_checker', 'returned', 'submit'),
    ('claim', 'approved', 'return_', 'employer_cashier', 'returned', 'submit'),
    ('claim', 'approved', 'post', 'employer_checker', 'posted', 'submit'),
    ('claim', 'approved', 'pay', 'employer_cashier', 'paid', 'approve'),
    ('claim', 'posted', 'pay', 'employer_cashier', 'paid', 'approve'),
    ('claim', 'paid', 'reconcile', 'clock', 'reconciled', NULL),
    ('claim', 'reconciled', 'unmatch', 'clock', 'paid', NULL),
    ('claim', 'archived', 'unmatch', 'clock', 'paid', NULL),
    ('claim', 'reconciled', 'archive', 'clock', 'archived', NULL),
    ('claim', 'posted', 'reverse', 'employer_checker', 'reversed', NULL),
    ('claim', 'paid', 'reverse', 'employer_checker', 'reversed', NULL),
    ('claim', 'reconciled', 'reverse', 'employer_checker', 'reversed', NULL),
    ('claim', 'archived', 'reverse', 'employer_checker', 'reversed', NULL),
    ('claim', 'draft', 'freeze', 'center_manager', 'frozen', NULL),
    ('claim', 'draft', 'freeze', 'center_auditor', 'frozen', NULL),
    ('claim', 'draft', 'freeze', 'clock', 'frozen', NULL),
    ('claim', 'frozen', 'release_draft', 'center_manager', 'draft', NULL),
    ('claim', 'frozen', 'release_draft', 'center_auditor', 'draft', NULL),
    ('claim', 'submitted', 'freeze', 'center_manager', 'frozen', NULL),
    ('claim', 'submitted', 'freeze', 'center_auditor', 'frozen', NULL),
    ('claim', 'submitted', 'freeze', 'clock', 'frozen', NULL),
    ('claim', 'frozen', 'release_submitted', 'center_manager', 'submitted', NULL),
    ('claim', 'frozen', 'release_submitted', 'center_auditor', 'submitted', NULL),
    ('claim', 'returned', 'freeze', 'center_manager', 'frozen', NULL),
    ('claim', 'returned', 'freeze', 'center_auditor', 'frozen', NULL),
    ('claim', 'returned', 'freeze', 'clock', 'frozen', NULL),
    ('claim', 'frozen', 'release_returned', 'center_manager', 'returned', NULL),
    ('claim', 'frozen', 'release_returned', 'center_auditor', 'returned', NULL),
    ('claim', 'approved', 'freeze', 'center_manager', 'frozen', NULL),
    ('claim', 'approved', 'freeze', 'center_auditor', 'frozen', NULL),
    ('claim', 'approved', 'freeze', 'clock', 'frozen', NULL),
    ('claim', 'frozen', 'release_approved', 'center_manager', 'approved', NULL),
    ('claim', 'frozen', 'release_approved', 'center_auditor', 'approved', NULL),
    ('claim', 'draft', 'void', 'center_manager', 'withdrawn', NULL),
    ('claim', 'draft', 'void', 'center_auditor', 'withdrawn', NULL),
    ('claim', 'draft', 'void', 'clock', 'withdrawn', NULL),
    ('claim', 'submitted', 'void', 'center_manager', 'withdrawn', NULL),
    ('claim', 'submitted', 'void', 'center_auditor', 'withdrawn', NULL),
    ('claim', 'submitted', 'void', 'clock', 'withdrawn', NULL),
    ('claim', 'returned', 'void', 'center_manager', 'withdrawn', NULL),
    ('claim', 'returned', 'void', 'center_auditor', 'withdrawn', NULL),
    ('claim', 'returned', 'void', 'clock', 'withdrawn', NULL),
    ('claim', 'approved', 'void', 'center_manager', 'withdrawn', NULL),
    ('claim', 'approved', 'void', 'center_auditor', 'withdrawn', NULL),
    ('claim', 'approved', 'void', 'clock', 'withdrawn', NULL),
    ('claim', 'frozen', 'void', 'center_manager', 'withdrawn', NULL),
    ('claim', 'frozen', 'void', 'center_auditor', 'withdrawn', NULL),
    ('claim', 'frozen', 'void', 'clock', 'withdrawn', NULL);

ALTER TABLE claim ADD COLUMN paid_by UUID;
ALTER TABLE claim ADD COLUMN paid_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE claim ADD COLUMN paid_on DATE;
ALTER TABLE claim ADD COLUMN bank_slip TEXT DEFAULT '' NOT NULL;
ALTER TABLE claim ADD COLUMN payment_entry_id BIGINT;
ALTER TABLE claim ADD COLUMN frozen_from TEXT;
ALTER TABLE claim ADD COLUMN frozen_on DATE;
ALTER TABLE claim ADD COLUMN released_by UUID;
ALTER TABLE claim ADD COLUMN released_on DATE;
ALTER TABLE claim ADD COLUMN release_reason TEXT DEFAULT '' NOT NULL;
ALTER TABLE claim ADD COLUMN reversal_entry_id BIGINT;
ALTER TABLE claim ADD CONSTRAINT fk_claim_paid_by FOREIGN KEY (paid_by) REFERENCES user_account (id);
ALTER TABLE claim ADD CONSTRAINT fk_claim_released_by FOREIGN KEY (released_by) REFERENCES user_account (id);
ALTER TABLE claim DROP CONSTRAINT ck_claim_state_known;
ALTER TABLE claim DROP CONSTRAINT ck_claim_amount_positive;
ALTER TABLE claim DROP CONSTRAINT ck_claim_posted_means_approved;
ALTER TABLE claim DROP CONSTRAINT ck_claim_submitted_by_somebody;
ALTER TABLE claim ADD CONSTRAINT ck_claim_state_known CHECK (state in ('draft', 'submitted', 'returned', 'approved', 'posted', 'paid', 'reconciled', 'archived', 'rejected', 'withdrawn', 'frozen', 'reversed'));
ALTER TABLE claim ADD CONSTRAINT ck_claim_amount_positive CHECK (state not in ('submitted', 'approved', 'posted', 'paid', 'reconciled', 'archived') or (amount > 0 and category is not null));
ALTER TABLE claim ADD CONSTRAINT ck_claim_maker_is_not_payer CHECK (paid_by <> submitted_by);
ALTER TABLE claim ADD CONSTRAINT ck_claim_checker_is_not_payer CHECK (paid_by <> approved_by);
ALTER TABLE claim ADD CONSTRAINT ck_claim_approved_whole CHECK (state not in ('approved', 'posted', 'paid', 'reconciled', 'archived') or approved_by is not null);
ALTER TABLE claim ADD CONSTRAINT ck_claim_approved_in_order CHECK (approved_by is null or state not in ('draft', 'submitted', 'returned'));
ALTER TABLE claim ADD CONSTRAINT ck_claim_submitted_by_somebody CHECK (state not in ('submitted', 'approved', 'posted', 'paid', 'reconciled', 'archived') or submitted_by is not null);
ALTER TABLE claim ADD CONSTRAINT ck_claim_frozen_whole CHECK ((state = 'frozen') = (frozen_from is not null and frozen_on is not null));
ALTER TABLE claim ADD CONSTRAINT ck_claim_released_with_reason CHECK ((released_by is null) = (released_on is null) and (released_by is null) = (release_reason = ''));
ALTER TABLE claim ADD CONSTRAINT ck_claim_reversed_whole CHECK ((state = 'reversed') = (reversal_entry_id is not null));

ALTER TABLE claim ADD CONSTRAINT ck_claim_in_the_books CHECK ((entry_id is not null) = (state in ('posted', 'paid', 'reconciled', 'archived', 'reversed')));
ALTER TABLE claim ADD CONSTRAINT ck_claim_paid_whole CHECK (state not in ('paid', 'reconciled', 'archived') or (paid_by is not null and paid_at is not null and paid_on is not null and bank_slip <> '' and payment_entry_id is not null));
ALTER TABLE claim ADD CONSTRAINT ck_claim_paid_in_order CHECK (payment_entry_id is null or state in ('paid', 'reconciled', 'archived', 'reversed'));

-- ── A claim taken back: proposed by one person, agreed to by another ──
CREATE TABLE claim_reversal (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by UUID NOT NULL,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    decision TEXT NOT NULL,
    entry_id BIGINT,
    CONSTRAINT pk_claim_reversal PRIMARY KEY (id),
    CONSTRAINT fk_claim_reversal_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_claim_reversal_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_claim_reversal_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT ck_claim_reversal_state_known CHECK (state in ('proposed', 'done', 'declined')),
    CONSTRAINT ck_claim_reversal_reasoned CHECK (reason <> ''),
    CONSTRAINT ck_claim_reversal_decided_whole CHECK ((decided_by is null) = (state = 'proposed') and (decided_at is null) = (state = 'proposed')),
    CONSTRAINT ck_claim_reversal_declined_with_reason CHECK (state <> 'declined' or decision <> ''),
    CONSTRAINT ck_claim_reversal_done_whole CHECK ((entry_id is null) = (state <> 'done')),
    CONSTRAINT ck_claim_reversal_two_people CHECK (state <> 'done' or decided_by <> proposed_by),
    CONSTRAINT fk_claim_reversal_proposed_by FOREIGN KEY(proposed_by) REFERENCES user_account (id),
    CONSTRAINT fk_claim_reversal_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id)
);

-- One that stands for each claim; one that was declined leaves room for another.
CREATE UNIQUE INDEX uq_claim_reversal_claim_id ON claim_reversal (employer_id, claim_id) WHERE state <> 'declined';

create function claim_reversal_is_decided_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger decided_once before insert or update on claim_reversal
    for each row execute function claim_reversal_is_decided_once();
create trigger never_removed before delete on claim_reversal
    for each row execute function deny_change();
create trigger no_truncate before truncate on claim_reversal
    for each statement execute function deny_change();

-- ── A claim moves as its table in compliance/procedures says ──
create or replace function claim_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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

-- ── What is over stays; what others have seen keeps its facts; what was signed keeps its names ──
create or replace function claim_keeps_its_facts() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.state in ('withdrawn', 'rejected', 'reversed') then
        raise exception 'claim % is closed', old.number
            using errcode = '55000', constraint = 'claim_is_closed';
    end if;
    if (new.employer_id, new.number, new.grant_id, new.invoice_id, new.made_by, new.made_at)
       is distinct from
       (old.employer_id, old.number, old.grant_id, old.invoice_id, old.made_by, old.made_at)
       or ((old.state not in ('draft', 'returned') or new.state = 'frozen')
           and (new.agreement_id, new.category, new.amount, new.cost_on, new.statement,
                new.explanation, new.evidence, new.submitted_by, new.plan_item_id, new.event,
                new.payment, new.payee, new.vat, new.acceptor)
           is distinct from
               (old.agreement_id, old.category, old.amount, old.cost_on, old.statement,
                old.explanation, old.evidence, old.submitted_by, old.plan_item_id, old.event,
                old.payment, old.payee, old.vat, old.acceptor)) then
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

-- ── Each hand is of its own role: 出纳 pays and does not approve ──
create function claim_by_the_right_people() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger claim_people before update of approved_by, paid_by on claim
    for each row execute function claim_by_the_right_people();

-- ── Shares of one invoice: claims that are over take none ──
create or replace function claim_shares_within_invoice() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    invoice_total numeric;
    claimed numeric;
begin
    select i.total into invoice_total from invoice i
     where i.employer_id = new.employer_id and i.id = new.invoice_id for update;
    select coalesce(sum(greatest(c.amount, 0)), 0) into claimed from claim c
     where c.employer_id = new.employer_id and c.invoice_id = new.invoice_id
       and c.state not in ('withdrawn', 'rejected', 'reversed');
    if invoice_total is not null and invoice_total > 0 and claimed > invoice_total then
        raise exception 'shares of invoice % exceed its total', new.invoice_id
            using errcode = '23514', constraint = 'claim_shares_within_invoice';
    end if;
    if new.state not in ('draft', 'returned', 'frozen') and coalesce(invoice_total, 0) <= 0 then
        raise exception 'invoice % has no total that could be charged', new.invoice_id
            using errcode = '23514', constraint = 'claim_of_a_total';
    end if;
    return null;
end $$;
drop trigger claim_shares on claim;
create trigger claim_shares after insert or update of amount, state, invoice_id on claim
    for each row when (new.state not in ('withdrawn', 'rejected', 'reversed'))
    execute function claim_shares_within_invoice();

create or replace function correction_comes_before_submission() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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

-- ── Money that moved is in the ledger, to the fen: spent, paid back, taken back ──
create function claim_payable(employer uuid, claim_id uuid, claimed numeric) returns numeric
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select claimed
$$;
create or replace function claim_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
drop trigger claim_posted on claim;
create trigger claim_posted after update of state on claim
    for each row when (new.state in ('posted', 'paid', 'reversed') and new.state <> old.state)
    execute function claim_is_in_the_ledger();

alter table claim_reversal enable row level security;
alter table claim_reversal force row level security;
create policy everyone on claim_reversal using (true) with check (true);
create policy tenant on claim_reversal as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function claim_reversal_is_decided_once(), claim_by_the_right_people(),
    claim_payable(uuid, uuid, numeric) from public;
grant execute on function claim_payable(uuid, uuid, numeric) to zhuanhu_app;
grant select, insert, update (state, decided_by, decided_at, decision, entry_id)
    on claim_reversal to zhuanhu_app;
