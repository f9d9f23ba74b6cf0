-- 报销单: claims of one grant handed in together. A sheet is a grouping; its claims stay what they are.

CREATE TABLE expense_report (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    people TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    dissolved_by UUID,
    dissolved_at TIMESTAMP WITH TIME ZONE,
    state TEXT DEFAULT 'draft' NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_expense_report PRIMARY KEY (id),
    CONSTRAINT fk_expense_report_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_expense_report_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_expense_report_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT uq_expense_report_employer_id_number UNIQUE (employer_id, number),
    CONSTRAINT ck_expense_report_titled CHECK (btrim(title) <> ''),
    CONSTRAINT ck_expense_report_state_known CHECK (state in ('draft', 'submitted', 'returned', 'approved', 'paid', 'frozen', 'ended', 'dissolved')),
    CONSTRAINT ck_expense_report_dissolved_whole CHECK ((state = 'dissolved') = (dissolved_at is not null)),
    CONSTRAINT ck_expense_report_dissolved_by_somebody CHECK ((dissolved_by is null) = (dissolved_at is null)),
    CONSTRAINT fk_expense_report_made_by FOREIGN KEY(made_by) REFERENCES user_account (id),
    CONSTRAINT fk_expense_report_dissolved_by FOREIGN KEY(dissolved_by) REFERENCES user_account (id)
);

CREATE INDEX ix_expense_report_made_at ON expense_report (employer_id, made_at);
CREATE INDEX ix_expense_report_state ON expense_report (employer_id, state, made_at);
CREATE INDEX ix_expense_report_grant_id ON expense_report (employer_id, grant_id);
CREATE TABLE expense_report_member (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    report_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    position INTEGER NOT NULL,
    added_by UUID NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    removed_by UUID,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_expense_report_member PRIMARY KEY (id),
    CONSTRAINT fk_expense_report_member_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_expense_report_member_employer_id_report_id FOREIGN KEY(employer_id, report_id) REFERENCES expense_report (employer_id, id),
    CONSTRAINT fk_expense_report_member_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT uq_expense_report_member_employer_id_report_id_position UNIQUE (employer_id, report_id, position),
    CONSTRAINT ck_expense_report_member_position_counted CHECK (position > 0),
    CONSTRAINT ck_expense_report_member_removed_by_somebody CHECK ((removed_by is null) = (removed_at is null)),
    CONSTRAINT fk_expense_report_member_added_by FOREIGN KEY(added_by) REFERENCES user_account (id),
    CONSTRAINT fk_expense_report_member_removed_by FOREIGN KEY(removed_by) REFERENCES user_account (id)
);

CREATE UNIQUE INDEX uq_expense_report_member_in_one ON expense_report_member (employer_id, claim_id) WHERE removed_at is null;

-- ── How a sheet stands: told by the claims on it ──
create function expense_report_stands(of_report expense_report) returns text language sql
    set search_path = pg_catalog, public, pg_temp as $$
    select case
        when of_report.dissolved_at is not null then 'dissolved'
        when count(*) = 0 then 'draft'
        when bool_and(c.state in ('withdrawn', 'rejected', 'reversed')) then 'ended'
        when bool_or(c.state = 'returned') then 'returned'
        when bool_or(c.state = 'draft') then 'draft'
        when bool_or(c.state = 'submitted') then 'submitted'
        when bool_or(c.state = 'frozen') then 'frozen'
        when bool_or(c.state in ('approved', 'posted')) then 'approved'
        else 'paid' end
      from expense_report_member m
      join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
     where m.employer_id = of_report.employer_id and m.report_id = of_report.id
       and m.removed_at is null
$$;

create function expense_report_follows() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    sheet expense_report;
begin
    if tg_table_name = 'claim' then
        select r.* into sheet from expense_report_member m
          join expense_report r on r.employer_id = m.employer_id and r.id = m.report_id
         where m.employer_id = new.employer_id and m.claim_id = new.id and m.removed_at is null
           for update of r;
    else
        select * into sheet from expense_report r
         where r.employer_id = new.employer_id and r.id = new.report_id for update;
    end if;
    if found then
        update expense_report r set state = expense_report_stands(sheet)
         where r.employer_id = sheet.employer_id and r.id = sheet.id
           and r.state <> expense_report_stands(sheet);
    end if;
    return null;
end $$;
create trigger followed_by_sheet after update of state on claim
    for each row when (new.state <> old.state) execute function expense_report_follows();
create trigger followed_by_sheet after insert or update on expense_report_member
    for each row execute function expense_report_follows();

-- ── A sheet keeps its number and grant; its words change until it is handed in ──
create function expense_report_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        if new.state <> 'draft' then
            raise exception 'expense report % begins as a draft', new.number
                using errcode = '23514', constraint = 'expense_report_stays';
        end if;
        return new;
    end if;
    if (new.id, new.employer_id, new.grant_id, new.number, new.made_by, new.made_at)
          is distinct from
          (old.id, old.employer_id, old.grant_id, old.number, old.made_by, old.made_at)
       or new.state <> expense_report_stands(new)
       or (new.title, new.people, new.note, new.dissolved_by, new.dissolved_at, new.version)
          is distinct from
          (old.title, old.people, old.note, old.dissolved_by, old.dissolved_at, old.version)
          and (old.dissolved_at is not null or exists (
           select from expense_report_member m
             join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
            where m.employer_id = old.employer_id and m.report_id = old.id
              and m.removed_at is null
              and (new.dissolved_at is not null
                   or c.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed'))))
    then
        raise exception 'expense report % stays', old.number
            using errcode = '55000', constraint = 'expense_report_stays';
    end if;
    return new;
end $$;
create trigger stays before insert or update on expense_report
    for each row execute function expense_report_stays();
create trigger never_removed before delete on expense_report
    for each row execute function deny_change();
create trigger no_truncate before truncate on expense_report
    for each statement execute function deny_change();

-- ── A claim joins a sheet of its grant, and leaves it, while its maker may change it ──
create function expense_report_is_composed() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    sheet expense_report;
    joins claim;
begin
    -- the claim before the sheet, as everywhere
    select * into joins from claim c
     where c.employer_id = new.employer_id and c.id = new.claim_id for share;
    select * into sheet from expense_report r
     where r.employer_id = new.employer_id and r.id = new.report_id for update;
    if tg_op = 'INSERT' then
        if new.removed_at is not null or sheet.dissolved_at is not null
           or joins.grant_id is distinct from sheet.grant_id
           or joins.state not in ('draft', 'returned')
           or exists (
               select from expense_report_member m
                 join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
                where m.employer_id = new.employer_id and m.report_id = new.report_id
                  and m.removed_at is null
                  and c.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed')) then
            raise exception 'claim % does not join expense report %', joins.number, sheet.number
                using errcode = '23514', constraint = 'expense_report_is_composed';
        end if;
        return new;
    end if;
    if old.removed_at is not null or new.removed_at is null
       or (to_jsonb(new) - 'removed_at' - 'removed_by')
          <> (to_jsonb(old) - 'removed_at' - 'removed_by')
       or joins.state not in ('draft', 'returned', 'withdrawn', 'rejected', 'reversed') then
        raise exception 'claim % does not leave expense report %', joins.number, sheet.number
            using errcode = '55000', constraint = 'expense_report_is_composed';
    end if;
    return new;
end $$;
create trigger is_composed before insert or update on expense_report_member
    for each row execute function expense_report_is_composed();
create trigger never_removed before delete on expense_report_member
    for each row execute function deny_change();
create trigger no_truncate before truncate on expense_report_member
    for each statement execute function deny_change();

-- ── All of a sheet is handed in, or nothing: seen when the transaction ends ──
create function expense_report_is_handed_in_whole() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    sheet expense_report;
begin
    select r.* into sheet from expense_report_member m
      join expense_report r on r.employer_id = m.employer_id and r.id = m.report_id
     where m.employer_id = new.employer_id and m.claim_id = new.id and m.removed_at is null
       for update of r;
    if found and exists (
        select from expense_report_member m
          join claim c on c.employer_id = m.employer_id and c.id = m.claim_id
         where m.employer_id = sheet.employer_id and m.report_id = sheet.id
           and m.removed_at is null and c.state in ('draft', 'returned')
           and not exists (  -- given back since, by another transaction
               select from claim d where d.employer_id = new.employer_id and d.id = new.id
                  and d.state in ('draft', 'returned'))) then
        raise exception 'expense report % is handed in whole', sheet.number
            using errcode = '23514', constraint = 'expense_report_is_handed_in_whole';
    end if;
    return null;
end $$;
create constraint trigger of_sheet_handed_in after update of state on claim
    deferrable initially deferred
    for each row when (new.state = 'submitted' and old.state in ('draft', 'returned'))
    execute function expense_report_is_handed_in_whole();

alter table expense_report enable row level security;
alter table expense_report force row level security;
create policy everyone on expense_report using (true) with check (true);
create policy tenant on expense_report as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table expense_report_member enable row level security;
alter table expense_report_member force row level security;
create policy everyone on expense_report_member using (true) with check (true);
create policy tenant on expense_report_member as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function expense_report_follows(), expense_report_stays(), expense_report_is_composed(),
    expense_report_is_handed_in_whole() from public;
revoke all on function expense_report_stands(expense_report) from public;
grant execute on function expense_report_stands(expense_report) to zhuanhu_app;
grant select, insert, update (title, people, note, dissolved_by, dissolved_at, state, version)
    on expense_report to zhuanhu_app;
grant select, insert, update (removed_by, removed_at) on expense_report_member to zhuanhu_app;
