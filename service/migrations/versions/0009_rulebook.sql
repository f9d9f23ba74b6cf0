-- What verdicts rest on: texts loaded by the Center, the training plan and team of a grant, related
-- parties, listed sellers, answers of the tax platform, and more facts of a claim.

CREATE TABLE law_text (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    effective_from DATE NOT NULL,
    reason TEXT NOT NULL,
    loaded_by UUID NOT NULL,
    loaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by UUID,
    approved_at TIMESTAMP WITH TIME ZONE,
    rejected_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_law_text PRIMARY KEY (id),
    CONSTRAINT uq_law_text_kind_version UNIQUE (kind, version),
    CONSTRAINT ck_law_text_kind_known CHECK (kind in ('negative_list', 'categories', 'standards', 'calendar')),
    CONSTRAINT ck_law_text_two_people CHECK (approved_by <> loaded_by),
    CONSTRAINT ck_law_text_approved_whole CHECK ((approved_by is null) = (approved_at is null)),
    CONSTRAINT ck_law_text_decided_once CHECK (approved_at is null or rejected_at is null),
    CONSTRAINT ck_law_text_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT fk_law_text_loaded_by FOREIGN KEY(loaded_by) REFERENCES user_account (id),
    CONSTRAINT fk_law_text_approved_by FOREIGN KEY(approved_by) REFERENCES user_account (id)
);

CREATE TABLE listing (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    name TEXT NOT NULL,
    uscc TEXT NOT NULL,
    reason TEXT NOT NULL,
    barred BOOLEAN NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    entered_by UUID NOT NULL,
    entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_listing PRIMARY KEY (id),
    CONSTRAINT ck_listing_named CHECK (name <> ''),
    CONSTRAINT ck_listing_reasoned CHECK (reason <> ''),
    CONSTRAINT ck_listing_in_order CHECK (until_on >= from_on),
    CONSTRAINT fk_listing_entered_by FOREIGN KEY(entered_by) REFERENCES user_account (id)
);

CREATE INDEX ix_listing_name ON listing (name);

CREATE TABLE plan_item (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    category TEXT,
    CONSTRAINT pk_plan_item PRIMARY KEY (id),
    CONSTRAINT fk_plan_item_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_plan_item_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_plan_item_employer_id_agreement_id FOREIGN KEY(employer_id, agreement_id) REFERENCES agreement (employer_id, id),
    CONSTRAINT uq_plan_item_employer_id_agreement_id_number UNIQUE (employer_id, agreement_id, number),
    CONSTRAINT ck_plan_item_counted CHECK (number > 0),
    CONSTRAINT ck_plan_item_titled CHECK (title <> ''),
    CONSTRAINT ck_plan_item_category_known CHECK (category in ('RND','TRAIN','EXCH','MENTOR','CONF','CE','IP_PUB','PUBL','OTHER'))
);

CREATE TABLE team_member (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    name TEXT NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    CONSTRAINT pk_team_member PRIMARY KEY (id),
    CONSTRAINT fk_team_member_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_team_member_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_team_member_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_team_member_named CHECK (name <> ''),
    CONSTRAINT ck_team_member_in_order CHECK (until_on >= from_on)
);

CREATE INDEX ix_team_member_grant_id ON team_member (employer_id, grant_id);

CREATE TABLE related_party (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    name TEXT NOT NULL,
    uscc TEXT NOT NULL,
    relation TEXT NOT NULL,
    declared_by UUID NOT NULL,
    declared_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_related_party PRIMARY KEY (id),
    CONSTRAINT fk_related_party_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_related_party_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT ck_related_party_named CHECK (name <> ''),
    CONSTRAINT ck_related_party_relation_known CHECK (relation in ('shareholder', 'subsidiary', 'legal_representative', 'relative', 'same_address', 'other')),
    CONSTRAINT fk_related_party_declared_by FOREIGN KEY(declared_by) REFERENCES user_account (id)
);

CREATE INDEX ix_related_party_employer_id ON related_party (employer_id);

CREATE TABLE verification (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    result TEXT NOT NULL,
    checked_on DATE NOT NULL,
    reference TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_verification PRIMARY KEY (id),
    CONSTRAINT fk_verification_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_verification_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_verification_employer_id_invoice_id FOREIGN KEY(employer_id, invoice_id) REFERENCES invoice (employer_id, id),
    CONSTRAINT ck_verification_result_known CHECK (result in ('matches', 'differs', 'not_found', 'void', 'red', 'partly_red', 'abnormal')),
    CONSTRAINT fk_verification_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id)
);

CREATE INDEX ix_verification_invoice_id ON verification (invoice_id, recorded_at);

CREATE TABLE cross_match (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    sameness TEXT NOT NULL,
    earlier_claim_id UUID NOT NULL,
    later_claim_id UUID NOT NULL,
    found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    conclusion TEXT NOT NULL,
    settled_by UUID,
    settled_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_cross_match PRIMARY KEY (id),
    CONSTRAINT uq_cross_match_earlier_claim_id_later_claim_id UNIQUE (earlier_claim_id, later_claim_id),
    CONSTRAINT ck_cross_match_sameness_known CHECK (sameness in ('invoice', 'number', 'file')),
    CONSTRAINT ck_cross_match_settled_whole CHECK ((settled_by is null) = (settled_at is null)),
    CONSTRAINT ck_cross_match_concluded CHECK (settled_at is null or conclusion <> ''),
    CONSTRAINT fk_cross_match_settled_by FOREIGN KEY(settled_by) REFERENCES user_account (id)
);

ALTER TABLE claim ADD COLUMN plan_item_id UUID;
ALTER TABLE claim ADD COLUMN event JSONB;
ALTER TABLE claim ADD COLUMN payment TEXT DEFAULT 'transfer' NOT NULL;
ALTER TABLE claim ADD COLUMN payee TEXT DEFAULT '' NOT NULL;
ALTER TABLE claim ADD COLUMN vat TEXT DEFAULT 'not_stated' NOT NULL;
ALTER TABLE claim ADD COLUMN acceptor TEXT DEFAULT '' NOT NULL;
ALTER TABLE claim ADD COLUMN confirmation TEXT DEFAULT '' NOT NULL;
ALTER TABLE claim ADD CONSTRAINT fk_claim_employer_id_plan_item_id
    FOREIGN KEY (employer_id, plan_item_id) REFERENCES plan_item (employer_id, id);
ALTER TABLE claim ADD CONSTRAINT ck_claim_payment_known
    CHECK (payment in ('transfer', 'reimburse', 'cash'));
ALTER TABLE claim ADD CONSTRAINT ck_claim_vat_known
    CHECK (vat in ('not_stated', 'not_claimed', 'claimed'));
CREATE INDEX ix_claim_category ON claim (employer_id, category, made_at);
ALTER TABLE talent_grant ADD COLUMN suspended_on DATE;
ALTER TABLE talent_grant ADD COLUMN left_on DATE;
ALTER TABLE public_notice ADD COLUMN ends_provisional BOOLEAN DEFAULT false NOT NULL;

-- red-letter invoices are found by the number of the one they take back: a column of its own, since
-- what reaches into a record is no index condition behind row-level security
alter table invoice add column red_of text
    generated always as (record -> 'particulars' ->> 'red_of_number') stored;
create index ix_invoice_red_of on invoice (employer_id, red_of) where red_of is not null;

-- other claims on a number, on the same bytes, and money that came back are found without a search
create index ix_invoice_number on invoice (number);
create index ix_invoice_original_id on invoice (original_id);
create index ix_rendition_original_id on rendition (original_id);
create index ix_decision_blocked on decision (employer_id, decided_at) where outcome = 'block';
create index bank_line_counterparty on ledger.bank_line (book_id, counterparty, day)
    where amount > 0;

-- ── The facts of a claim that others have seen are frozen, the new ones too ──
create or replace function claim_keeps_its_facts() returns trigger language plpgsql
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
                new.explanation, new.evidence, new.submitted_by, new.plan_item_id, new.event,
                new.payment, new.payee, new.vat, new.acceptor)
           is distinct from
               (old.agreement_id, old.category, old.amount, old.cost_on, old.statement,
                old.explanation, old.evidence, old.submitted_by, old.plan_item_id, old.event,
                old.payment, old.payee, old.vat, old.acceptor)) then
        raise exception 'claim % is submitted: its facts stay', old.number
            using errcode = '55000', constraint = 'claim_keeps_its_facts';
    end if;
    return new;
end $$;

-- ── Where a grant stands is the Center's to say ──
create function standing_is_the_centers() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not zhuanhu_is_center() then
        raise exception 'the standing of grant % is for the Center to say', old.number
            using errcode = '42501', constraint = 'standing_is_the_centers';
    end if;
    return new;
end $$;
create trigger standing before update of suspended_on, left_on on talent_grant
    for each row execute function standing_is_the_centers();

-- ── Plan and team are agreed with the Center ──
create function plan_and_team_are_agreed() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not zhuanhu_is_center() then
        raise exception 'plan and team are for the Center to enter'
            using errcode = '42501', constraint = 'plan_and_team_are_agreed';
    end if;
    return new;
end $$;
create trigger agreed before insert on plan_item
    for each row execute function plan_and_team_are_agreed();
create trigger agreed before insert or update on team_member
    for each row execute function plan_and_team_are_agreed();

-- ── A related party is ended by whom it was entered by, or by the Center ──
create function related_party_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not zhuanhu_is_center() and not exists (  -- people of the Center are not seen from here
           select from user_account u
            where u.id = old.declared_by and u.employer_id = old.employer_id) then
        raise exception 'related party % was entered by the Center', old.id
            using errcode = '42501', constraint = 'related_party_stays';
    end if;
    return new;
end $$;
create trigger entered_elsewhere before update on related_party
    for each row execute function related_party_stays();

-- ── A text waits first, is decided once, and its words stay ──
create function law_text_waits_first() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.approved_at is not null or new.rejected_at is not null then
        raise exception 'text % % is decided after it was loaded, not with it', new.kind, new.version
            using errcode = '55000', constraint = 'law_text_waits_first';
    end if;
    return new;
end $$;
create function law_text_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
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
create trigger waits_first before insert on law_text
    for each row execute function law_text_waits_first();
create trigger words_stay before update on law_text for each row execute function law_text_stays();
create trigger never_removed before delete on law_text
    for each row execute function deny_change();
create trigger no_truncate before truncate on law_text
    for each statement execute function deny_change();
create trigger append_only before update or delete on verification
    for each row execute function deny_change();
create trigger no_truncate before truncate on verification
    for each statement execute function deny_change();

-- ── Who sees what: approved texts and listed sellers are everybody's to read, the Center's to make ──
alter table law_text enable row level security;
alter table law_text force row level security;
create policy everyone on law_text using (true) with check (true);
create policy center on law_text as restrictive
    using (approved_at is not null or (select zhuanhu_is_center()))
    with check ((select zhuanhu_is_center()));
alter table listing enable row level security;
alter table listing force row level security;
create policy everyone on listing using (true) with check (true);
create policy center on listing as restrictive
    using (true) with check ((select zhuanhu_is_center()));
alter table cross_match enable row level security;
alter table cross_match force row level security;
create policy everyone on cross_match using (true) with check (true);
create policy center on cross_match as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));

alter table plan_item enable row level security;
alter table plan_item force row level security;
create policy everyone on plan_item using (true) with check (true);
create policy tenant on plan_item as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table team_member enable row level security;
alter table team_member force row level security;
create policy everyone on team_member using (true) with check (true);
create policy tenant on team_member as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table related_party enable row level security;
alter table related_party force row level security;
create policy everyone on related_party using (true) with check (true);
create policy tenant on related_party as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table verification enable row level security;
alter table verification force row level security;
create policy everyone on verification using (true) with check (true);
create policy tenant on verification as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function standing_is_the_centers(), plan_and_team_are_agreed(), law_text_stays(),
    law_text_waits_first(), related_party_stays() from public;
grant select, insert, update (approved_by, approved_at, rejected_at) on law_text to zhuanhu_app;
grant select, insert, update (until_on) on listing to zhuanhu_app;
grant select, insert on plan_item to zhuanhu_app;
grant select, insert, update (until_on) on team_member to zhuanhu_app;
grant select, insert, update (ended_at) on related_party to zhuanhu_app;
grant select, insert on verification to zhuanhu_app;
grant select, insert, update (conclusion, settled_by, settled_at) on cross_match to zhuanhu_app;
grant update (suspended_on, left_on) on talent_grant to zhuanhu_app;
grant update (ends_on, ends_provisional) on public_notice to zhuanhu_app;
