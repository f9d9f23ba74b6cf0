-- 抽查取证: what was found at each item, who looked at it again, and the findings (Art. 33).

CREATE TABLE spot_check_answer (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    check_id UUID NOT NULL,
    item_id UUID NOT NULL,
    version INTEGER NOT NULL,
    support TEXT NOT NULL,
    purpose TEXT NOT NULL,
    amount TEXT NOT NULL,
    formalities TEXT NOT NULL,
    progress TEXT NOT NULL,
    balance TEXT NOT NULL,
    evidence BOOLEAN NOT NULL,
    audited NUMERIC(16, 2),
    note TEXT NOT NULL,
    answered_by UUID NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_answer PRIMARY KEY (id),
    CONSTRAINT fk_spot_check_answer_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_spot_check_answer_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_spot_check_answer_employer_id_item_id FOREIGN KEY(employer_id, item_id) REFERENCES spot_check_item (employer_id, id),
    CONSTRAINT uq_spot_check_answer_employer_id_item_id_version UNIQUE (employer_id, item_id, version),
    CONSTRAINT ck_spot_check_answer_counted CHECK (version > 0),
    CONSTRAINT ck_spot_check_answer_support_known CHECK (support in ('meets', 'fails', 'not_applicable')),
    CONSTRAINT ck_spot_check_answer_formalities_known CHECK (formalities in ('meets', 'fails', 'not_applicable')),
    CONSTRAINT ck_spot_check_answer_progress_known CHECK (progress in ('meets', 'fails', 'not_applicable')),
    CONSTRAINT ck_spot_check_answer_balance_known CHECK (balance in ('meets', 'fails', 'not_applicable')),
    CONSTRAINT ck_spot_check_answer_purpose_judged CHECK (purpose in ('meets', 'fails') or not evidence),
    CONSTRAINT ck_spot_check_answer_amount_judged CHECK (amount in ('meets', 'fails') or not evidence),
    CONSTRAINT ck_spot_check_answer_judged_known CHECK (purpose in ('meets', 'fails', 'not_applicable') and amount in ('meets', 'fails', 'not_applicable')),
    CONSTRAINT ck_spot_check_answer_audited_with_evidence CHECK (evidence = (audited is not null)),
    CONSTRAINT ck_spot_check_answer_unproven_unsupported CHECK (evidence or support = 'fails'),
    CONSTRAINT ck_spot_check_answer_audited_not_negative CHECK (audited >= 0),
    CONSTRAINT ck_spot_check_answer_error_noted CHECK (note <> '' or evidence and 'fails' <> all (array[support, purpose, amount, formalities, progress, balance])),
    CONSTRAINT fk_spot_check_answer_check_id FOREIGN KEY(check_id) REFERENCES spot_check (id),
    CONSTRAINT fk_spot_check_answer_answered_by FOREIGN KEY(answered_by) REFERENCES user_account (id)
);

CREATE INDEX ix_spot_check_answer_check_id ON spot_check_answer (check_id);

CREATE TABLE spot_check_review (
    employer_id UUID NOT NULL,
    answer_id UUID NOT NULL,
    agrees BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    reviewed_by UUID NOT NULL,
    reviewed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_review PRIMARY KEY (employer_id, answer_id),
    CONSTRAINT fk_spot_check_review_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_spot_check_review_employer_id_answer_id FOREIGN KEY(employer_id, answer_id) REFERENCES spot_check_answer (employer_id, id),
    CONSTRAINT ck_spot_check_review_reasoned CHECK (agrees or note <> ''),
    CONSTRAINT fk_spot_check_review_reviewed_by FOREIGN KEY(reviewed_by) REFERENCES user_account (id)
);

CREATE TABLE spot_check_finding (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    check_id UUID NOT NULL,
    item_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    nature TEXT NOT NULL,
    condition TEXT NOT NULL,
    article INTEGER NOT NULL,
    code TEXT NOT NULL,
    basis TEXT NOT NULL,
    cause TEXT NOT NULL,
    effect TEXT NOT NULL,
    department TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    repeats_id UUID,
    proceeding_id UUID,
    found_by UUID NOT NULL,
    found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    dropped_by UUID,
    dropped_at TIMESTAMP WITH TIME ZONE,
    drop_reason TEXT NOT NULL,
    CONSTRAINT pk_spot_check_finding PRIMARY KEY (id),
    CONSTRAINT fk_spot_check_finding_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_spot_check_finding_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_spot_check_finding_employer_id_item_id FOREIGN KEY(employer_id, item_id) REFERENCES spot_check_item (employer_id, id),
    CONSTRAINT fk_spot_check_finding_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT fk_spot_check_finding_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_spot_check_finding_employer_id_repeats_id FOREIGN KEY(employer_id, repeats_id) REFERENCES spot_check_finding (employer_id, id),
    CONSTRAINT fk_spot_check_finding_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES rectification (employer_id, proceeding_id),
    CONSTRAINT fk_spot_check_finding_employer_id_check_id FOREIGN KEY(employer_id, check_id) REFERENCES spot_check_unit (employer_id, check_id),
    CONSTRAINT uq_spot_check_finding_employer_id_check_id_number UNIQUE (employer_id, check_id, number),
    CONSTRAINT ck_spot_check_finding_counted CHECK (number > 0),
    CONSTRAINT ck_spot_check_finding_told CHECK (title <> '' and nature <> '' and condition <> '' and basis <> ''),
    CONSTRAINT ck_spot_check_finding_article_known CHECK (article between 1 and 37),
    CONSTRAINT ck_spot_check_finding_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT ck_spot_check_finding_dropped_whole CHECK ((dropped_by is null) = (dropped_at is null)),
    CONSTRAINT ck_spot_check_finding_dropped_with_reason CHECK ((dropped_at is null) = (drop_reason = '')),
    CONSTRAINT ck_spot_check_finding_dropped_or_raised CHECK (dropped_at is null or proceeding_id is null),
    CONSTRAINT fk_spot_check_finding_found_by FOREIGN KEY(found_by) REFERENCES user_account (id),
    CONSTRAINT fk_spot_check_finding_dropped_by FOREIGN KEY(dropped_by) REFERENCES user_account (id)
);

CREATE INDEX ix_spot_check_finding_grant_id ON spot_check_finding (employer_id, grant_id);
CREATE INDEX ix_spot_check_finding_proceeding_id ON spot_check_finding (employer_id, proceeding_id);

CREATE TABLE spot_check_response (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    finding_id UUID NOT NULL,
    version INTEGER NOT NULL,
    stance TEXT NOT NULL,
    said TEXT NOT NULL,
    said_by UUID NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_response PRIMARY KEY (id),
    CONSTRAINT fk_spot_check_response_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_spot_check_response_employer_id_finding_id FOREIGN KEY(employer_id, finding_id) REFERENCES spot_check_finding (employer_id, id),
    CONSTRAINT uq_spot_check_response_employer_id_finding_id_version UNIQUE (employer_id, finding_id, version),
    CONSTRAINT ck_spot_check_response_counted CHECK (version > 0),
    CONSTRAINT ck_spot_check_response_stance_known CHECK (stance in ('accepts', 'explains', 'disputes')),
    CONSTRAINT ck_spot_check_response_reasoned CHECK (stance = 'accepts' or said <> ''),
    CONSTRAINT fk_spot_check_response_said_by FOREIGN KEY(said_by) REFERENCES user_account (id)
);

-- ── A rectification may begin with a finding of a check ──
ALTER TABLE rectification DROP CONSTRAINT ck_rectification_origin_known;
ALTER TABLE rectification ADD CONSTRAINT ck_rectification_origin_known CHECK (origin in ('claim', 'crossing', 'hand', 'spot_check'));

create function is_of_the_center(person uuid) returns boolean language sql stable
    set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from user_account u
                    where u.id = person and u.role in ('center_auditor', 'center_manager'))
$$;

-- Who writes holds a check where it is; its draft waits for them, and they for it.
create function spot_check_is_underway(of_check uuid) returns boolean language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('fieldwork ' || of_check, 0));
    return exists (select from spot_check c where c.id = of_check and c.state = 'fieldwork');
end $$;

-- ── An item is answered during the fieldwork, by the Center, version by version ──
create function spot_check_answer_in_time() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    asked spot_check_item;
begin
    if not spot_check_is_underway(new.check_id) or not is_of_the_center(new.answered_by) then
        raise exception 'check % takes no answers now', new.check_id
            using errcode = '55000', constraint = 'spot_check_answer_in_time';
    end if;
    select * into asked from spot_check_item i
     where i.employer_id = new.employer_id and i.id = new.item_id;
    if asked.check_id <> new.check_id
       or new.version <> (select coalesce(max(a.version), 0) + 1 from spot_check_answer a
                           where a.employer_id = new.employer_id and a.item_id = new.item_id)
       or (new.evidence and new.audited * 100 <> asked.value
           and 'fails' <> all (array[new.support, new.purpose, new.amount, new.formalities,
                                     new.progress, new.balance])) then
        raise exception 'item % is not answered like this', new.item_id
            using errcode = '23514', constraint = 'spot_check_answer_of_its_item';
    end if;
    return new;
end $$;
create trigger in_time before insert on spot_check_answer
    for each row execute function spot_check_answer_in_time();
create trigger append_only before update or delete on spot_check_answer
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_answer
    for each statement execute function deny_change();

-- ── The newest answer is looked at again by another person ──
create function spot_check_review_by_another() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    given spot_check_answer;
begin
    select * into given from spot_check_answer a
     where a.employer_id = new.employer_id and a.id = new.answer_id;
    if not spot_check_is_underway(given.check_id)
       or exists (select from spot_check_answer a
                   where a.employer_id = given.employer_id
                     and a.item_id = given.item_id and a.version > given.version) then
        raise exception 'answer % is not reviewed now', new.answer_id
            using errcode = '55000', constraint = 'spot_check_review_in_time';
    end if;
    if given.answered_by = new.reviewed_by or not is_of_the_center(new.reviewed_by) then
        raise exception 'answer % needs another person of the Center', new.answer_id
            using errcode = '23514', constraint = 'spot_check_review_by_another';
    end if;
    return new;
end $$;
create trigger by_another before insert on spot_check_review
    for each row execute function spot_check_review_by_another();
create trigger append_only before update or delete on spot_check_review
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_review
    for each statement execute function deny_change();

-- ── A result is drafted when every item's newest answer was agreed to by another person ──
create function spot_check_is_answered() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('fieldwork ' || new.check_id, 0));
    if exists (
        select from spot_check_item i
         where i.check_id = new.check_id and not exists (
            select from spot_check_answer a
              join spot_check_review r on r.employer_id = a.employer_id and r.answer_id = a.id
             where a.employer_id = i.employer_id and a.item_id = i.id and r.agrees
               and not exists (select from spot_check_answer later
                                where later.employer_id = a.employer_id
                                  and later.item_id = a.item_id
                                  and later.version > a.version))) then
        raise exception 'check % has items that are not answered and reviewed', new.check_id
            using errcode = '23514', constraint = 'spot_check_is_answered';
    end if;
    return new;
end $$;
create trigger is_answered before insert on spot_check_step
    for each row when (new.action = 'draft') execute function spot_check_is_answered();

-- ── A finding is of an item that is wrong; it stays, and ends in one way ──
create function spot_check_finding_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        if not spot_check_is_underway(new.check_id) or not is_of_the_center(new.found_by)
           or new.proceeding_id is not null or new.dropped_at is not null
           or not exists (
            select from spot_check_item i
              join claim c on c.employer_id = i.employer_id and c.id = i.claim_id
              join spot_check_answer a on a.employer_id = i.employer_id and a.item_id = i.id
             where i.employer_id = new.employer_id and i.id = new.item_id
               and i.check_id = new.check_id and i.claim_id = new.claim_id
               and c.grant_id = new.grant_id and new.amount * 100 <= i.value
               and (not a.evidence or 'fails' = any (array[
                    a.support, a.purpose, a.amount, a.formalities, a.progress, a.balance]))) then
            raise exception 'a finding is of an item that was found wrong'
                using errcode = '23514', constraint = 'spot_check_finding_of_its_item';
        end if;
        return new;
    end if;
    if (to_jsonb(new) - array['proceeding_id', 'dropped_by', 'dropped_at', 'drop_reason'])
       <> (to_jsonb(old) - array['proceeding_id', 'dropped_by', 'dropped_at', 'drop_reason'])
       or old.proceeding_id is not null or old.dropped_at is not null
       or (new.dropped_at is not null and not is_of_the_center(new.dropped_by))
       or (new.proceeding_id is not null and not exists (
            select from rectification r
             where r.employer_id = new.employer_id and r.proceeding_id = new.proceeding_id
               and r.origin = 'spot_check' and r.claim_id = new.claim_id
               and r.amount <= new.amount)) then
        raise exception 'finding % stays as it was found', old.id
            using errcode = '55000', constraint = 'spot_check_finding_stays';
    end if;
    return new;
end $$;
create trigger stays before insert or update on spot_check_finding
    for each row execute function spot_check_finding_stays();
create trigger centers before insert or update on spot_check_finding
    for each row execute function written_by_the_center();
create trigger never_removed before delete on spot_check_finding
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_finding
    for each statement execute function deny_change();

-- ── The employer answers while its part is in the hearing, by its checker ──
create function spot_check_response_in_time() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not role_is_held(new.said_by, 'employer_checker', new.employer_id)
       or new.version <> (select coalesce(max(r.version), 0) + 1 from spot_check_response r
                           where r.employer_id = new.employer_id
                             and r.finding_id = new.finding_id)
       or not exists (
        select from spot_check_finding f
          join spot_check_unit u on u.employer_id = f.employer_id and u.check_id = f.check_id
          join proceeding p on p.employer_id = u.employer_id and p.id = u.proceeding_id
         where f.employer_id = new.employer_id and f.id = new.finding_id
           and f.dropped_at is null and p.state = 'hearing') then
        raise exception 'finding % is not answered now', new.finding_id
            using errcode = '55000', constraint = 'spot_check_response_in_time';
    end if;
    return new;
end $$;
create trigger in_time before insert on spot_check_response
    for each row execute function spot_check_response_in_time();
create trigger append_only before update or delete on spot_check_response
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_response
    for each statement execute function deny_change();

-- ── Answers and reviews are the Center's; a finding its employer's once it is asked to comment ──
alter table spot_check_answer enable row level security;
alter table spot_check_answer force row level security;
create policy everyone on spot_check_answer using (true) with check (true);
create policy tenant on spot_check_answer as restrictive
    using ((select zhuanhu_is_center()) and employer_id is distinct from (select zhuanhu_tenant()))
    with check ((select zhuanhu_is_center())
                and employer_id is distinct from (select zhuanhu_tenant()));
alter table spot_check_review enable row level security;
alter table spot_check_review force row level security;
create policy everyone on spot_check_review using (true) with check (true);
create policy tenant on spot_check_review as restrictive
    using ((select zhuanhu_is_center()) and employer_id is distinct from (select zhuanhu_tenant()))
    with check ((select zhuanhu_is_center())
                and employer_id is distinct from (select zhuanhu_tenant()));
alter table spot_check_finding enable row level security;
alter table spot_check_finding force row level security;
create policy everyone on spot_check_finding using (true) with check (true);
create policy tenant on spot_check_finding as restrictive
    using ((select zhuanhu_is_center())
           or employer_id = (select zhuanhu_tenant()) and exists (
               select from spot_check_unit u
                 join proceeding_step s on s.employer_id = u.employer_id
                                       and s.proceeding_id = u.proceeding_id
                where u.employer_id = spot_check_finding.employer_id
                  and u.check_id = spot_check_finding.check_id and s.action = 'consult'
                  and s.at >= spot_check_finding.found_at))
    with check ((select zhuanhu_is_center()) or employer_id = (select zhuanhu_tenant()));
alter table spot_check_response enable row level security;
alter table spot_check_response force row level security;
create policy everyone on spot_check_response using (true) with check (true);
create policy tenant on spot_check_response as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function is_of_the_center(uuid), spot_check_is_underway(uuid),
    spot_check_answer_in_time(),
    spot_check_review_by_another(), spot_check_is_answered(), spot_check_finding_stays(),
    spot_check_response_in_time() from public;
grant execute on function is_of_the_center(uuid), spot_check_is_underway(uuid) to zhuanhu_app;
grant select, insert on spot_check_answer, spot_check_review, spot_check_response to zhuanhu_app;
grant select, insert, update (proceeding_id, dropped_by, dropped_at, drop_reason)
    on spot_check_finding to zhuanhu_app;
