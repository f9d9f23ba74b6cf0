-- The foundation: who sees what, the register of the programme, vouchers, claims and decisions.
-- Run by the owner role. The application role `zhuanhu_app` gets rights table by table at the end.

-- The employer whose rows this transaction may touch; null for the Center and for nobody.
create function zhuanhu_tenant() returns uuid language sql stable parallel safe
    set search_path = pg_catalog
    as $$ select case when current_setting('zhuanhu.tenant', true) in ('', 'center') then null
                      else current_setting('zhuanhu.tenant', true)::uuid end $$;

create function zhuanhu_is_center() returns boolean language sql stable parallel safe
    set search_path = pg_catalog
    as $$ select coalesce(current_setting('zhuanhu.tenant', true) = 'center', false) $$;

-- Rows that are history stay as they were written.
create function deny_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    raise exception '% of %: this table is append only', tg_op, tg_table_name
        using errcode = '55000';
end $$;

CREATE TABLE annual_call (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    year INTEGER NOT NULL,
    title TEXT NOT NULL,
    born_on_or_after DATE NOT NULL,
    quota INTEGER NOT NULL,
    grant_amount NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_annual_call PRIMARY KEY (id),
    CONSTRAINT ck_annual_call_year_range CHECK (year between 2020 and 2100),
    CONSTRAINT ck_annual_call_quota_positive CHECK (quota > 0),
    CONSTRAINT ck_annual_call_amount_positive CHECK (grant_amount > 0),
    CONSTRAINT uq_annual_call_year UNIQUE (year)
);

CREATE TABLE employer (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    name TEXT NOT NULL,
    uscc TEXT NOT NULL,
    registered_address TEXT NOT NULL,
    address_evidence TEXT NOT NULL,
    contact TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_employer PRIMARY KEY (id),
    CONSTRAINT ck_employer_uscc_form CHECK (uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'),
    CONSTRAINT ck_employer_named CHECK (name <> ''),
    CONSTRAINT uq_employer_uscc UNIQUE (uscc)
);

CREATE TABLE job_run (
    job TEXT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    error TEXT,
    CONSTRAINT pk_job_run PRIMARY KEY (job, due_at),
    CONSTRAINT ck_job_run_state_known CHECK (state in ('claimed', 'done', 'failed'))
);

CREATE TABLE login_attempt (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    succeeded BOOLEAN NOT NULL,
    CONSTRAINT pk_login_attempt PRIMARY KEY (id)
);

CREATE INDEX ix_login_attempt_address_at ON login_attempt (address, at);

CREATE INDEX ix_login_attempt_login_at ON login_attempt (login, at);

CREATE TABLE recommender (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_recommender PRIMARY KEY (id),
    CONSTRAINT uq_recommender_name UNIQUE (name)
);

CREATE TABLE audit_trail (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    employer_id UUID,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor_id UUID,
    actor_name TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID,
    source TEXT,
    target TEXT,
    article TEXT,
    reason TEXT,
    CONSTRAINT pk_audit_trail PRIMARY KEY (id),
    CONSTRAINT fk_audit_trail_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id)
);

CREATE INDEX ix_audit_trail_subject ON audit_trail (subject, subject_id);

CREATE TABLE dedicated_account (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    bank TEXT NOT NULL,
    account_name TEXT NOT NULL,
    account_number TEXT NOT NULL,
    registered_on DATE NOT NULL,
    CONSTRAINT pk_dedicated_account PRIMARY KEY (id),
    CONSTRAINT fk_dedicated_account_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_dedicated_account_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT uq_dedicated_account_employer_id UNIQUE (employer_id),
    CONSTRAINT ck_dedicated_account_number_form CHECK (account_number ~ '^[0-9]{8,32}$')
);

CREATE TABLE former_name (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    name TEXT NOT NULL,
    until_on DATE NOT NULL,
    CONSTRAINT pk_former_name PRIMARY KEY (id),
    CONSTRAINT fk_former_name_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_former_name_employer_id_id UNIQUE (employer_id, id)
);

CREATE TABLE number_series (
    employer_id UUID NOT NULL,
    series TEXT NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (employer_id, series),
    CONSTRAINT fk_number_series_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT ck_number_series_counted CHECK (last > 0)
);

CREATE TABLE public_notice (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    call_id UUID NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    url TEXT NOT NULL,
    open_objections INTEGER NOT NULL,
    CONSTRAINT pk_public_notice PRIMARY KEY (id),
    CONSTRAINT ck_public_notice_in_order CHECK (ends_on > starts_on),
    CONSTRAINT ck_public_notice_objections_counted CHECK (open_objections >= 0),
    CONSTRAINT uq_public_notice_call_id UNIQUE (call_id),
    CONSTRAINT fk_public_notice_call_id FOREIGN KEY(call_id) REFERENCES annual_call (id)
);

CREATE TABLE report_run (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    statement TEXT NOT NULL,
    period TEXT NOT NULL,
    as_of DATE NOT NULL,
    chain_head TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BYTEA NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_report_run PRIMARY KEY (id),
    CONSTRAINT fk_report_run_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_report_run_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT uq_report_run_employer_id_statement_period UNIQUE (employer_id, statement, period),
    CONSTRAINT ck_report_run_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE TABLE selectee (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    name TEXT NOT NULL,
    born_on DATE NOT NULL,
    field TEXT NOT NULL,
    recommender_id UUID NOT NULL,
    CONSTRAINT pk_selectee PRIMARY KEY (id),
    CONSTRAINT fk_selectee_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_selectee_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_selectee_recommender_id FOREIGN KEY(recommender_id) REFERENCES recommender (id)
);

CREATE TABLE talent_grant (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    selectee_id UUID NOT NULL,
    call_id UUID NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_talent_grant PRIMARY KEY (id),
    CONSTRAINT fk_talent_grant_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_talent_grant_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_talent_grant_employer_id_selectee_id FOREIGN KEY(employer_id, selectee_id) REFERENCES selectee (employer_id, id),
    CONSTRAINT uq_talent_grant_employer_id_selectee_id_call_id UNIQUE (employer_id, selectee_id, call_id),
    CONSTRAINT ck_talent_grant_state_known CHECK (state in ('nominated', 'agreed', 'active')),
    CONSTRAINT fk_talent_grant_call_id FOREIGN KEY(call_id) REFERENCES annual_call (id),
    CONSTRAINT uq_talent_grant_number UNIQUE (number)
);

CREATE TABLE user_account (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID,
    selectee_id UUID,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_user_account PRIMARY KEY (id),
    CONSTRAINT fk_user_account_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_user_account_employer_id_selectee_id FOREIGN KEY(employer_id, selectee_id) REFERENCES selectee (employer_id, id),
    CONSTRAINT ck_user_account_role_known CHECK (role in ('employer_maker', 'employer_checker', 'center_auditor', 'center_manager', 'administrator', 'selectee')),
    CONSTRAINT ck_user_account_employer_by_role CHECK ((role in ('employer_maker', 'employer_checker', 'selectee')) = (employer_id is not null)),
    CONSTRAINT ck_user_account_selectee_by_role CHECK ((role = 'selectee') = (selectee_id is not null)),
    CONSTRAINT ck_user_account_login_form CHECK (login ~ '^[a-z0-9._@-]{2,64}$'),
    CONSTRAINT uq_user_account_login UNIQUE (login)
);

CREATE TABLE agreement (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    number TEXT NOT NULL,
    version INTEGER NOT NULL,
    approved_on DATE NOT NULL,
    signed_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    negative_list TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_agreement PRIMARY KEY (id),
    CONSTRAINT fk_agreement_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_agreement_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_agreement_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT uq_agreement_employer_id_grant_id_version UNIQUE (employer_id, grant_id, version),
    CONSTRAINT uq_agreement_employer_id_number_version UNIQUE (employer_id, number, version),
    CONSTRAINT ck_agreement_period_in_order CHECK (approved_on < ends_on),
    CONSTRAINT ck_agreement_version_counted CHECK (version > 0)
);

CREATE TABLE original (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
    stored_by UUID,
    refusal JSONB,
    CONSTRAINT pk_original PRIMARY KEY (id),
    CONSTRAINT fk_original_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_original_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT uq_original_employer_id_sha256 UNIQUE (employer_id, sha256),
    CONSTRAINT ck_original_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT fk_original_stored_by FOREIGN KEY(stored_by) REFERENCES user_account (id)
);

CREATE TABLE web_session (
    id_hash BYTEA NOT NULL,
    user_id UUID,
    data JSONB NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_web_session PRIMARY KEY (id_hash),
    CONSTRAINT fk_web_session_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE TABLE agreement_budget (
    employer_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    category TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    CONSTRAINT pk_agreement_budget PRIMARY KEY (agreement_id, category),
    CONSTRAINT fk_agreement_budget_employer_id_agreement_id FOREIGN KEY(employer_id, agreement_id) REFERENCES agreement (employer_id, id),
    CONSTRAINT ck_agreement_budget_category_known CHECK (category in ('RND','TRAIN','EXCH','MENTOR','CONF','CE','IP_PUB','PUBL','OTHER')),
    CONSTRAINT ck_agreement_budget_amount_positive CHECK (amount > 0)
);

CREATE TABLE instalment (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    position INTEGER NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    due_on DATE NOT NULL,
    state TEXT NOT NULL,
    approved_by UUID,
    sent_by UUID,
    sent_on DATE,
    received_by UUID,
    received_on DATE,
    bank_reference TEXT,
    center_entry_id BIGINT,
    employer_entry_id BIGINT,
    CONSTRAINT pk_instalment PRIMARY KEY (id),
    CONSTRAINT fk_instalment_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_instalment_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_instalment_employer_id_agreement_id FOREIGN KEY(employer_id, agreement_id) REFERENCES agreement (employer_id, id),
    CONSTRAINT fk_instalment_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT uq_instalment_employer_id_agreement_id_position UNIQUE (employer_id, agreement_id, position),
    CONSTRAINT ck_instalment_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_instalment_state_known CHECK (state in ('planned', 'approved', 'sent', 'received')),
    CONSTRAINT ck_instalment_two_people CHECK (approved_by <> sent_by),
    CONSTRAINT ck_instalment_approved_by_somebody CHECK ((state = 'planned') = (approved_by is null)),
    CONSTRAINT ck_instalment_sent_by_somebody CHECK ((state in ('sent', 'received')) = (sent_by is not null and sent_on is not null)),
    CONSTRAINT ck_instalment_received_by_somebody CHECK ((state = 'received') = (received_by is not null and received_on is not null)),
    CONSTRAINT fk_instalment_approved_by FOREIGN KEY(approved_by) REFERENCES user_account (id),
    CONSTRAINT fk_instalment_sent_by FOREIGN KEY(sent_by) REFERENCES user_account (id),
    CONSTRAINT fk_instalment_received_by FOREIGN KEY(received_by) REFERENCES user_account (id)
);

CREATE TABLE invoice (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    original_id UUID NOT NULL,
    key TEXT,
    kind TEXT NOT NULL,
    number TEXT,
    issued_on DATE,
    seller_name TEXT,
    total NUMERIC(16, 2),
    record JSONB NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_invoice PRIMARY KEY (id),
    CONSTRAINT fk_invoice_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_invoice_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_invoice_employer_id_original_id FOREIGN KEY(employer_id, original_id) REFERENCES original (employer_id, id),
    CONSTRAINT uq_invoice_employer_id_key UNIQUE (employer_id, key)
);

CREATE INDEX ix_invoice_content ON invoice (employer_id, seller_name, issued_on, total);

CREATE TABLE claim (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    number TEXT NOT NULL,
    grant_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    category TEXT,
    category_reason JSONB,
    amount NUMERIC(16, 2) NOT NULL,
    cost_on DATE,
    statement TEXT NOT NULL,
    explanation TEXT NOT NULL,
    evidence TEXT[] NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    submitted_by UUID,
    submitted_at TIMESTAMP WITH TIME ZONE,
    approved_by UUID,
    approved_at TIMESTAMP WITH TIME ZONE,
    entry_id BIGINT,
    version INTEGER NOT NULL,
    CONSTRAINT pk_claim PRIMARY KEY (id),
    CONSTRAINT fk_claim_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_claim_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_claim_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_claim_employer_id_agreement_id FOREIGN KEY(employer_id, agreement_id) REFERENCES agreement (employer_id, id),
    CONSTRAINT fk_claim_employer_id_invoice_id FOREIGN KEY(employer_id, invoice_id) REFERENCES invoice (employer_id, id),
    CONSTRAINT uq_claim_employer_id_number UNIQUE (employer_id, number),
    CONSTRAINT ck_claim_state_known CHECK (state in ('draft', 'submitted', 'returned', 'posted', 'withdrawn')),
    CONSTRAINT ck_claim_category_known CHECK (category in ('RND','TRAIN','EXCH','MENTOR','CONF','CE','IP_PUB','PUBL','OTHER')),
    CONSTRAINT ck_claim_amount_positive CHECK (state not in ('submitted', 'posted') or (amount > 0 and category is not null)),
    CONSTRAINT ck_claim_maker_is_not_checker CHECK (approved_by <> submitted_by),
    CONSTRAINT ck_claim_posted_means_approved CHECK ((state = 'posted') = (approved_by is not null and entry_id is not null)),
    CONSTRAINT ck_claim_submitted_by_somebody CHECK (state not in ('submitted', 'posted') or submitted_by is not null),
    CONSTRAINT fk_claim_made_by FOREIGN KEY(made_by) REFERENCES user_account (id),
    CONSTRAINT fk_claim_submitted_by FOREIGN KEY(submitted_by) REFERENCES user_account (id),
    CONSTRAINT fk_claim_approved_by FOREIGN KEY(approved_by) REFERENCES user_account (id)
);

CREATE INDEX ix_claim_grant_id ON claim (grant_id);

CREATE INDEX ix_claim_invoice_id ON claim (invoice_id);

CREATE INDEX ix_claim_state ON claim (employer_id, state, made_at);

CREATE TABLE rendition (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    original_id UUID NOT NULL,
    arrived_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_rendition PRIMARY KEY (id),
    CONSTRAINT fk_rendition_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_rendition_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_rendition_employer_id_invoice_id FOREIGN KEY(employer_id, invoice_id) REFERENCES invoice (employer_id, id),
    CONSTRAINT fk_rendition_employer_id_original_id FOREIGN KEY(employer_id, original_id) REFERENCES original (employer_id, id),
    CONSTRAINT uq_rendition_employer_id_invoice_id_original_id UNIQUE (employer_id, invoice_id, original_id)
);

CREATE TABLE decision (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
    employer_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    outcome TEXT NOT NULL,
    rulebook_version TEXT NOT NULL,
    facts JSONB NOT NULL,
    result JSONB NOT NULL,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (id),
    CONSTRAINT fk_decision_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_decision_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_decision_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT ck_decision_outcome_known CHECK (outcome in ('pass', 'review', 'block'))
);

CREATE INDEX ix_decision_claim ON decision (claim_id, serial);

-- ── Shares of one invoice never exceed its total, whoever asks and however often at once ──
create function claim_shares_within_invoice() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    invoice_total numeric;
    claimed numeric;
begin
    select i.total into invoice_total from invoice i
     where i.employer_id = new.employer_id and i.id = new.invoice_id for update;
    select coalesce(sum(greatest(c.amount, 0)), 0) into claimed from claim c
     where c.employer_id = new.employer_id and c.invoice_id = new.invoice_id
       and c.state <> 'withdrawn';
    if invoice_total is not null and invoice_total > 0 and claimed > invoice_total then
        raise exception 'shares of invoice % exceed its total', new.invoice_id
            using errcode = '23514', constraint = 'claim_shares_within_invoice';
    end if;
    if new.state in ('submitted', 'posted') and coalesce(invoice_total, 0) <= 0 then
        raise exception 'invoice % has no total that could be charged', new.invoice_id
            using errcode = '23514', constraint = 'claim_of_a_total';
    end if;
    return null;
end $$;
create trigger claim_shares after insert or update of amount, state, invoice_id on claim
    for each row when (new.state <> 'withdrawn') execute function claim_shares_within_invoice();

-- ── The facts of a claim that others have seen are frozen ──
create function claim_keeps_its_facts() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.state in ('posted', 'withdrawn') then
        raise exception 'claim % is closed', old.number
            using errcode = '55000', constraint = 'claim_is_closed';
    end if;
    if (new.employer_id, new.number, new.grant_id, new.invoice_id, new.made_by, new.made_at)
       is distinct from
       (old.employer_id, old.number, old.grant_id, old.invoice_id, old.made_by, old.made_at)
       or (old.state = 'submitted'
           and (new.agreement_id, new.category, new.amount, new.cost_on, new.statement,
                new.explanation, new.evidence, new.submitted_by)
           is distinct from
               (old.agreement_id, old.category, old.amount, old.cost_on, old.statement,
                old.explanation, old.evidence, old.submitted_by)) then
        raise exception 'claim % is submitted: its facts stay', old.number
            using errcode = '55000', constraint = 'claim_keeps_its_facts';
    end if;
    return new;
end $$;
create trigger claim_facts before update on claim
    for each row execute function claim_keeps_its_facts();

-- ── States follow each other as in the tables of compliance/procedures ──
create function claim_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'draft' else new.state <> old.state and
           (old.state, new.state) not in (
               ('draft', 'submitted'), ('draft', 'withdrawn'),
               ('submitted', 'posted'), ('submitted', 'returned'), ('submitted', 'withdrawn'),
               ('returned', 'submitted'), ('returned', 'withdrawn')) end) then
        raise exception 'claim % cannot become %', new.number, new.state
            using errcode = '55000', constraint = 'claim_follows_its_procedure';
    end if;
    return new;
end $$;
create trigger claim_procedure before insert or update of state on claim
    for each row execute function claim_follows_its_procedure();

create function instalment_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'planned' else
           (new.employer_id, new.agreement_id, new.grant_id, new.position, new.amount, new.due_on)
           is distinct from
           (old.employer_id, old.agreement_id, old.grant_id, old.position, old.amount, old.due_on)
           or old.state <> 'planned' and new.approved_by is distinct from old.approved_by
           or old.state = 'sent' and (new.sent_by, new.sent_on, new.center_entry_id)
              is distinct from (old.sent_by, old.sent_on, old.center_entry_id)
           or old.state = 'received'
           or new.state <> old.state and (old.state, new.state) not in (
               ('planned', 'approved'), ('approved', 'sent'), ('sent', 'received')) end) then
        raise exception 'instalment % cannot become %', new.id, new.state
            using errcode = '55000', constraint = 'instalment_follows_its_procedure';
    end if;
    return new;
end $$;
create trigger instalment_procedure before insert or update on instalment
    for each row execute function instalment_follows_its_procedure();

-- ── Money that moved is in the ledger, to the fen (its tables come with the next revision) ──
create function claim_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (
        select from ledger.entry e
          join ledger.line l on l.entry_id = e.id and l.amount = new.amount
          join ledger.account a on a.id = l.account_id and a.code = '5301.X'
          join talent_grant g on g.id = new.grant_id and g.number = a.grant_id
         where e.id = new.entry_id and e.tenant_id = new.employer_id
           and e.key = 'claim:' || new.id || ':spend' and a.category = new.category) then
        raise exception 'claim % is not in the ledger', new.number
            using errcode = '23514', constraint = 'claim_is_in_the_ledger';
    end if;
    return null;
end $$;
create trigger claim_posted after update of state on claim
    for each row when (new.state = 'posted') execute function claim_is_in_the_ledger();

create function instalment_is_in_the_ledger() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger instalment_posted after update of state on instalment
    for each row when (new.state in ('sent', 'received'))
    execute function instalment_is_in_the_ledger();

-- ── History: append only ──
create trigger append_only before update or delete on original
    for each row execute function deny_change();
create trigger no_truncate before truncate on original
    for each statement execute function deny_change();
create trigger append_only before update or delete on rendition
    for each row execute function deny_change();
create trigger no_truncate before truncate on rendition
    for each statement execute function deny_change();
create trigger append_only before update or delete on decision
    for each row execute function deny_change();
create trigger no_truncate before truncate on decision
    for each statement execute function deny_change();
create trigger append_only before update or delete on audit_trail
    for each row execute function deny_change();
create trigger no_truncate before truncate on audit_trail
    for each statement execute function deny_change();
create trigger append_only before update or delete on report_run
    for each row execute function deny_change();
create trigger no_truncate before truncate on report_run
    for each statement execute function deny_change();

-- ── Row-level security: one employer never sees another's rows, not even the owner role ──
alter table employer enable row level security;
alter table employer force row level security;
create policy everyone on employer using (true) with check (true);
create policy tenant on employer as restrictive
    using (id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table audit_trail enable row level security;
alter table audit_trail force row level security;
create policy everyone on audit_trail using (true) with check (true);
create policy tenant on audit_trail as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table dedicated_account enable row level security;
alter table dedicated_account force row level security;
create policy everyone on dedicated_account using (true) with check (true);
create policy tenant on dedicated_account as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table former_name enable row level security;
alter table former_name force row level security;
create policy everyone on former_name using (true) with check (true);
create policy tenant on former_name as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table number_series enable row level security;
alter table number_series force row level security;
create policy everyone on number_series using (true) with check (true);
create policy tenant on number_series as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table report_run enable row level security;
alter table report_run force row level security;
create policy everyone on report_run using (true) with check (true);
create policy tenant on report_run as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table selectee enable row level security;
alter table selectee force row level security;
create policy everyone on selectee using (true) with check (true);
create policy tenant on selectee as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table talent_grant enable row level security;
alter table talent_grant force row level security;
create policy everyone on talent_grant using (true) with check (true);
create policy tenant on talent_grant as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table user_account enable row level security;
alter table user_account force row level security;
create policy everyone on user_account using (true) with check (true);
create policy tenant on user_account as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table agreement enable row level security;
alter table agreement force row level security;
create policy everyone on agreement using (true) with check (true);
create policy tenant on agreement as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table original enable row level security;
alter table original force row level security;
create policy everyone on original using (true) with check (true);
create policy tenant on original as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table agreement_budget enable row level security;
alter table agreement_budget force row level security;
create policy everyone on agreement_budget using (true) with check (true);
create policy tenant on agreement_budget as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table instalment enable row level security;
alter table instalment force row level security;
create policy everyone on instalment using (true) with check (true);
create policy tenant on instalment as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table invoice enable row level security;
alter table invoice force row level security;
create policy everyone on invoice using (true) with check (true);
create policy tenant on invoice as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table claim enable row level security;
alter table claim force row level security;
create policy everyone on claim using (true) with check (true);
create policy tenant on claim as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table rendition enable row level security;
alter table rendition force row level security;
create policy everyone on rendition using (true) with check (true);
create policy tenant on rendition as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table decision enable row level security;
alter table decision force row level security;
create policy everyone on decision using (true) with check (true);
create policy tenant on decision as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

-- ── Rights of the application role: no more than the actions need ──
revoke all on all functions in schema public from public;
grant execute on function zhuanhu_tenant(), zhuanhu_is_center() to zhuanhu_app;
grant select, insert on annual_call to zhuanhu_app;
grant select, insert, update (name) on employer to zhuanhu_app;
grant select, insert, update on job_run to zhuanhu_app;
grant select, insert, delete on login_attempt to zhuanhu_app;
grant select, insert on recommender to zhuanhu_app;
grant select, insert on audit_trail to zhuanhu_app;
grant select, insert on dedicated_account to zhuanhu_app;
grant select, insert on former_name to zhuanhu_app;
grant select, insert, update (last) on number_series to zhuanhu_app;
grant select, insert, update (open_objections) on public_notice to zhuanhu_app;
grant select, insert on report_run to zhuanhu_app;
grant select, insert on selectee to zhuanhu_app;
grant select, insert, update (state) on talent_grant to zhuanhu_app;
grant select, insert, update (password_hash, active) on user_account to zhuanhu_app;
grant select, insert on agreement to zhuanhu_app;
grant select, insert on original to zhuanhu_app;
grant select, insert, update, delete on web_session to zhuanhu_app;
grant select, insert on agreement_budget to zhuanhu_app;
grant select, insert, update on instalment to zhuanhu_app;
grant select, insert, update (original_id) on invoice to zhuanhu_app;  -- 'for update' in the trigger needs a column right
grant select, insert, update on claim to zhuanhu_app;
grant select, insert on rendition to zhuanhu_app;
grant select, insert on decision to zhuanhu_app;
