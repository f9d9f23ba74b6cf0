-- Appeals against a verdict or a return (Art. 28, 36), and why a reading was corrected.

CREATE TABLE appeal (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    decision_id UUID NOT NULL,
    finding JSONB,
    returned_for TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    grounds TEXT NOT NULL,
    CONSTRAINT pk_appeal PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_appeal_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_appeal_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_appeal_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_appeal_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT fk_appeal_employer_id_decision_id FOREIGN KEY(employer_id, decision_id) REFERENCES decision (employer_id, id),
    CONSTRAINT ck_appeal_against_one_thing CHECK ((finding is null) = (returned_for <> '')),
    CONSTRAINT ck_appeal_grounded CHECK (grounds <> ''),
    CONSTRAINT ck_appeal_amount_not_negative CHECK (amount >= 0)
);

CREATE INDEX ix_appeal_claim_id ON appeal (employer_id, claim_id);

-- Why a person says that the reading was wrong; what was only confirmed needs no reason.
ALTER TABLE correction ADD COLUMN reason TEXT DEFAULT '' NOT NULL;

-- ── An appeal is about what really was decided or returned, and one thing at a time ──
create function appeal_is_open(of_employer uuid, of_claim uuid) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from appeal a
                     join proceeding p on p.employer_id = a.employer_id and p.id = a.proceeding_id
                    where a.employer_id = of_employer and a.claim_id = of_claim
                      and p.state not in ('granted', 'upheld', 'withdrawn'))
$$;

create function appeal_has_its_ground() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    of_claim record;
begin
    select c.state, c.amount, c.grant_id into of_claim from claim c
     where c.employer_id = new.employer_id and c.id = new.claim_id for update;
    if of_claim.state not in ('draft', 'returned') or of_claim.grant_id <> new.grant_id
       or of_claim.amount <> new.amount or appeal_is_open(new.employer_id, new.claim_id)
       or not exists (select from proceeding p
                       where p.employer_id = new.employer_id and p.id = new.proceeding_id
                         and p.kind = 'appeal' and p.grant_id = new.grant_id
                         and p.state = 'raised') then
        raise exception 'claim % cannot be appealed for now', new.claim_id
            using errcode = '55000', constraint = 'appeal_in_time';
    end if;
    if not exists (
        select from decision d
         where d.employer_id = new.employer_id and d.id = new.decision_id
           and d.claim_id = new.claim_id
           and (new.finding is null
                or d.result -> 'findings' @> jsonb_build_array(new.finding)
                   and new.finding ->> 'severity' = 'block')
           and not exists (select from decision later
                            where later.employer_id = d.employer_id and later.claim_id = d.claim_id
                              and later.serial > d.serial)) then
        raise exception 'no newest verdict of claim % says so', new.claim_id
            using errcode = '23514', constraint = 'appeal_has_its_ground';
    end if;
    if new.finding is null and of_claim.state <> 'returned' then
        raise exception 'claim % was not returned', new.claim_id
            using errcode = '23514', constraint = 'appeal_has_its_ground';
    end if;
    return new;
end $$;
create trigger has_its_ground before insert on appeal
    for each row execute function appeal_has_its_ground();
create trigger append_only before update or delete on appeal
    for each row execute function deny_change();
create trigger no_truncate before truncate on appeal
    for each statement execute function deny_change();

-- ── Nobody hands a claim in round its appeal, and nobody grants one of a claim that is over ──
create function claim_waits_for_its_appeal() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if appeal_is_open(new.employer_id, new.id) then
        raise exception 'claim % waits for its appeal', new.number
            using errcode = '55000', constraint = 'claim_waits_for_its_appeal';
    end if;
    return new;
end $$;
create trigger waits_for_its_appeal before update of state on claim
    for each row when (old.state in ('draft', 'returned') and new.state = 'submitted')
    execute function claim_waits_for_its_appeal();

create function appeal_step_is_due() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.action in ('propose_grant', 'grant') and not exists (
        select from appeal a join claim c on c.employer_id = a.employer_id and c.id = a.claim_id
         where a.employer_id = new.employer_id and a.proceeding_id = new.proceeding_id
           and c.state in ('draft', 'returned')) then
        raise exception 'the claim of case % is not there to be ruled about', new.proceeding_id
            using errcode = '23514', constraint = 'appeal_of_a_claim_that_goes_on';
    end if;
    return new;
end $$;
create trigger is_due_of_appeal before insert on proceeding_step
    for each row when (new.kind = 'appeal') execute function appeal_step_is_due();

alter table appeal enable row level security;
alter table appeal force row level security;
create policy everyone on appeal using (true) with check (true);
create policy tenant on appeal as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function appeal_is_open(uuid, uuid), appeal_has_its_ground(),
    claim_waits_for_its_appeal(), appeal_step_is_due() from public;
grant execute on function appeal_is_open(uuid, uuid) to zhuanhu_app;
grant select, insert on appeal to zhuanhu_app;

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('appeal', 'raised', 'propose_grant', 'center_auditor', 'granting', null),
    ('appeal', 'raised', 'propose_grant', 'center_manager', 'granting', null),
    ('appeal', 'raised', 'propose_uphold', 'center_auditor', 'upholding', null),
    ('appeal', 'raised', 'propose_uphold', 'center_manager', 'upholding', null),
    ('appeal', 'granting', 'grant', 'center_auditor', 'granted', 'propose_grant'),
    ('appeal', 'granting', 'grant', 'center_manager', 'granted', 'propose_grant'),
    ('appeal', 'upholding', 'uphold', 'center_auditor', 'upheld', 'propose_uphold'),
    ('appeal', 'upholding', 'uphold', 'center_manager', 'upheld', 'propose_uphold'),
    ('appeal', 'granting', 'send_back', 'center_auditor', 'raised', null),
    ('appeal', 'granting', 'send_back', 'center_manager', 'raised', null),
    ('appeal', 'upholding', 'send_back', 'center_auditor', 'raised', null),
    ('appeal', 'upholding', 'send_back', 'center_manager', 'raised', null),
    ('appeal', 'raised', 'withdraw', 'employer_maker', 'withdrawn', null),
    ('appeal', 'granting', 'withdraw', 'employer_maker', 'withdrawn', null),
    ('appeal', 'upholding', 'withdraw', 'employer_maker', 'withdrawn', null);
