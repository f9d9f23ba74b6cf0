-- What a claim may look like: with papers, shared, cut, on a fee sheet, against an advance.

CREATE TABLE claim_paper (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    code TEXT NOT NULL,
    original_id UUID NOT NULL,
    name TEXT NOT NULL,
    attached_by UUID NOT NULL,
    attached_at TIMESTAMP WITH TIME ZONE NOT NULL,
    detached_by UUID,
    detached_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_claim_paper PRIMARY KEY (id),
    CONSTRAINT fk_claim_paper_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_claim_paper_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_claim_paper_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT fk_claim_paper_employer_id_original_id FOREIGN KEY(employer_id, original_id) REFERENCES original (employer_id, id),
    CONSTRAINT ck_claim_paper_detached_by_somebody CHECK ((detached_at is null) = (detached_by is null)),
    CONSTRAINT fk_claim_paper_attached_by FOREIGN KEY(attached_by) REFERENCES user_account (id),
    CONSTRAINT fk_claim_paper_detached_by FOREIGN KEY(detached_by) REFERENCES user_account (id)
);

CREATE UNIQUE INDEX uq_claim_paper_attached ON claim_paper (employer_id, claim_id, code, original_id) WHERE detached_at is null;

CREATE TABLE split_sheet (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    number TEXT NOT NULL,
    invoice_id UUID NOT NULL,
    total NUMERIC(16, 2) NOT NULL,
    reason TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    voided_by UUID,
    voided_at TIMESTAMP WITH TIME ZONE,
    void_reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_split_sheet PRIMARY KEY (id),
    CONSTRAINT fk_split_sheet_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_split_sheet_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_split_sheet_employer_id_invoice_id FOREIGN KEY(employer_id, invoice_id) REFERENCES invoice (employer_id, id),
    CONSTRAINT uq_split_sheet_employer_id_number UNIQUE (employer_id, number),
    CONSTRAINT ck_split_sheet_total_positive CHECK (total > 0),
    CONSTRAINT ck_split_sheet_voided_by_somebody CHECK ((voided_at is null) = (voided_by is null) and (voided_at is null) = (void_reason = '')),
    CONSTRAINT fk_split_sheet_made_by FOREIGN KEY(made_by) REFERENCES user_account (id),
    CONSTRAINT fk_split_sheet_voided_by FOREIGN KEY(voided_by) REFERENCES user_account (id)
);

CREATE UNIQUE INDEX uq_split_sheet_in_force ON split_sheet (employer_id, invoice_id) WHERE voided_at is null;

CREATE TABLE split_share (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    sheet_id UUID NOT NULL,
    position INTEGER NOT NULL,
    claim_id UUID,
    amount NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_split_share PRIMARY KEY (id),
    CONSTRAINT fk_split_share_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_split_share_employer_id_sheet_id FOREIGN KEY(employer_id, sheet_id) REFERENCES split_sheet (employer_id, id),
    CONSTRAINT fk_split_share_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT uq_split_share_employer_id_sheet_id_position UNIQUE (employer_id, sheet_id, position),
    CONSTRAINT ck_split_share_amount_positive CHECK (amount > 0)
);

CREATE INDEX ix_split_share_claim_id ON split_share (employer_id, claim_id);

CREATE TABLE claim_cut (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    line INTEGER NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    reason TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_claim_cut PRIMARY KEY (id),
    CONSTRAINT fk_claim_cut_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_claim_cut_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_claim_cut_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT ck_claim_cut_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_claim_cut_line_counted CHECK (line >= 0),
    CONSTRAINT ck_claim_cut_reasoned CHECK (btrim(reason) <> ''),
    CONSTRAINT fk_claim_cut_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

CREATE INDEX ix_claim_cut_claim_id ON claim_cut (employer_id, claim_id);

CREATE TABLE fee_sheet (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    number TEXT NOT NULL,
    invoice_id UUID NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    title TEXT NOT NULL,
    held_on DATE NOT NULL,
    gross NUMERIC(16, 2) NOT NULL,
    tax NUMERIC(16, 2) NOT NULL,
    net NUMERIC(16, 2) NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_fee_sheet PRIMARY KEY (id),
    CONSTRAINT fk_fee_sheet_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_fee_sheet_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_fee_sheet_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_fee_sheet_employer_id_invoice_id FOREIGN KEY(employer_id, invoice_id) REFERENCES invoice (employer_id, id),
    CONSTRAINT uq_fee_sheet_employer_id_number UNIQUE (employer_id, number),
    CONSTRAINT uq_fee_sheet_employer_id_invoice_id UNIQUE (employer_id, invoice_id),
    CONSTRAINT ck_fee_sheet_kind_known CHECK (kind in ('labour', 'lecture', 'consulting')),
    CONSTRAINT ck_fee_sheet_category_of_fees CHECK (category in ('MENTOR', 'TRAIN', 'CONF')),
    CONSTRAINT ck_fee_sheet_adds_up CHECK (gross > 0 and gross = net + tax),
    CONSTRAINT fk_fee_sheet_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);


CREATE TABLE fee_row (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    sheet_id UUID NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    id_number TEXT NOT NULL,
    work TEXT NOT NULL,
    hours NUMERIC(6, 1),
    gross NUMERIC(16, 2) NOT NULL,
    tax NUMERIC(16, 2) NOT NULL,
    net NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_fee_row PRIMARY KEY (id),
    CONSTRAINT fk_fee_row_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_fee_row_employer_id_sheet_id FOREIGN KEY(employer_id, sheet_id) REFERENCES fee_sheet (employer_id, id),
    CONSTRAINT uq_fee_row_employer_id_sheet_id_position UNIQUE (employer_id, sheet_id, position),
    CONSTRAINT uq_fee_row_employer_id_sheet_id_id_number UNIQUE (employer_id, sheet_id, id_number),
    CONSTRAINT ck_fee_row_adds_up CHECK (gross > 0 and tax >= 0 and gross = net + tax),
    CONSTRAINT ck_fee_row_of_somebody CHECK (btrim(name) <> '' and btrim(id_number) <> '')
);

CREATE INDEX ix_fee_row_id_number ON fee_row (employer_id, id_number);

CREATE TABLE advance (
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    category TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    CONSTRAINT pk_advance PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_advance_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_advance_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT ck_advance_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_advance_to_somebody CHECK (btrim(recipient) <> '')
);


CREATE TABLE advance_use (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    claim_id UUID,
    amount NUMERIC(16, 2) NOT NULL,
    bank_slip TEXT DEFAULT '' NOT NULL,
    entry_id BIGINT,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_advance_use PRIMARY KEY (id),
    CONSTRAINT fk_advance_use_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_advance_use_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_advance_use_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT fk_advance_use_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES advance (employer_id, proceeding_id),
    CONSTRAINT uq_advance_use_employer_id_claim_id UNIQUE (employer_id, claim_id),
    CONSTRAINT ck_advance_use_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_advance_use_claim_or_money_back CHECK ((claim_id is null) = (bank_slip <> '')),
    CONSTRAINT fk_advance_use_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

CREATE INDEX ix_advance_use_proceeding_id ON advance_use (employer_id, proceeding_id);


-- ── 佐证材料: a file stays with a claim that others have seen ──
create function paper_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger stays before insert or update on claim_paper
    for each row execute function paper_stays();
create trigger never_removed before delete on claim_paper
    for each row execute function deny_change();
create trigger no_truncate before truncate on claim_paper
    for each statement execute function deny_change();

-- ── 原始凭证分割单: the shares are the whole invoice, once for each claim ──
create function split_covers_its_invoice() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create constraint trigger covers after insert on split_sheet deferrable initially deferred
    for each row execute function split_covers_its_invoice();
create constraint trigger covers after insert on split_share deferrable initially deferred
    for each row execute function split_covers_its_invoice();

create function split_sheet_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger stays before update on split_sheet
    for each row execute function split_sheet_stays();
create trigger never_removed before delete on split_sheet
    for each row execute function deny_change();
create trigger no_truncate before truncate on split_sheet
    for each statement execute function deny_change();
create trigger append_only before update or delete on split_share
    for each row execute function deny_change();
create trigger no_truncate before truncate on split_share
    for each statement execute function deny_change();

-- What is divided by a sheet is submitted as the sheet says.
create function claim_keeps_to_its_share() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger claim_share_of_sheet after update of state on claim
    for each row when (new.state = 'submitted') execute function claim_keeps_to_its_share();

-- ── 劳务费发放表: its rows are its sums, and the voucher is the sheet ──
create function fee_sheet_adds_up() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create constraint trigger adds_up after insert on fee_sheet deferrable initially deferred
    for each row execute function fee_sheet_adds_up();
create constraint trigger adds_up after insert on fee_row deferrable initially deferred
    for each row execute function fee_sheet_adds_up();

create trigger append_only before update or delete on fee_sheet
    for each row execute function deny_change();
create trigger no_truncate before truncate on fee_sheet
    for each statement execute function deny_change();
create trigger append_only before update or delete on fee_row
    for each row execute function deny_change();
create trigger no_truncate before truncate on fee_row
    for each statement execute function deny_change();
create trigger append_only before update or delete on claim_cut
    for each row execute function deny_change();
create trigger no_truncate before truncate on claim_cut
    for each statement execute function deny_change();
create trigger append_only before update or delete on advance
    for each row execute function deny_change();
create trigger no_truncate before truncate on advance
    for each statement execute function deny_change();
create trigger append_only before update or delete on advance_use
    for each row execute function deny_change();
create trigger no_truncate before truncate on advance_use
    for each statement execute function deny_change();

-- ── 核减: by somebody else than who handed it in, never the whole; it lowers the claim itself ──
create function cut_lowers_its_claim() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger lowers before insert on claim_cut
    for each row execute function cut_lowers_its_claim();

-- As before, but that a cut, and nothing else, lowers what others have seen.
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

-- What was cut is gone: nobody else claims it of the same invoice.
create or replace function claim_shares_within_invoice() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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

-- ── 预借: asked for, approved, paid out and settled, as its table says ──
INSERT INTO procedure_move (kind, source, action, role, target, not_by) VALUES
    ('advance', 'asked', 'approve', 'employer_checker', 'approved', 'open'),
    ('advance', 'asked', 'refuse', 'employer_checker', 'refused', 'open'),
    ('advance', 'asked', 'withdraw', 'employer_maker', 'withdrawn', NULL),
    ('advance', 'approved', 'pay', 'employer_cashier', 'outstanding', 'approve'),
    ('advance', 'approved', 'withdraw', 'employer_maker', 'withdrawn', NULL),
    ('advance', 'outstanding', 'offset', 'employer_cashier', 'outstanding', NULL),
    ('advance', 'outstanding', 'give_back', 'employer_cashier', 'outstanding', NULL),
    ('advance', 'outstanding', 'settle', 'clock', 'settled', NULL);

-- ── 预借: no more is held against it, or comes back, than was paid out ──
create function advance_is_not_overdrawn() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger not_overdrawn before insert on advance_use
    for each row execute function advance_is_not_overdrawn();

alter table claim_paper enable row level security;
alter table claim_paper force row level security;
create policy everyone on claim_paper using (true) with check (true);
create policy tenant on claim_paper as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table split_sheet enable row level security;
alter table split_sheet force row level security;
create policy everyone on split_sheet using (true) with check (true);
create policy tenant on split_sheet as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table split_share enable row level security;
alter table split_share force row level security;
create policy everyone on split_share using (true) with check (true);
create policy tenant on split_share as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table claim_cut enable row level security;
alter table claim_cut force row level security;
create policy everyone on claim_cut using (true) with check (true);
create policy tenant on claim_cut as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table fee_sheet enable row level security;
alter table fee_sheet force row level security;
create policy everyone on fee_sheet using (true) with check (true);
create policy tenant on fee_sheet as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table fee_row enable row level security;
alter table fee_row force row level security;
create policy everyone on fee_row using (true) with check (true);
create policy tenant on fee_row as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table advance enable row level security;
alter table advance force row level security;
create policy everyone on advance using (true) with check (true);
create policy tenant on advance as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table advance_use enable row level security;
alter table advance_use force row level security;
create policy everyone on advance_use using (true) with check (true);
create policy tenant on advance_use as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function paper_stays(), split_covers_its_invoice(), split_sheet_stays(),
    claim_keeps_to_its_share(), fee_sheet_adds_up(), cut_lowers_its_claim(), advance_is_not_overdrawn()
    from public;
grant select, insert, update (detached_by, detached_at) on claim_paper to zhuanhu_app;
grant select, insert, update (voided_by, voided_at, void_reason) on split_sheet to zhuanhu_app;
grant select, insert on split_share, claim_cut, fee_sheet, fee_row, advance, advance_use
    to zhuanhu_app;
