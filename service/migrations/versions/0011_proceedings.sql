-- Cases: every procedure in progress, its steps and its deadlines. The tables of
-- `compliance.procedures` stand in procedure_move: what is not in them is refused here as well.

CREATE TABLE procedure_move (
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    action TEXT NOT NULL,
    role TEXT NOT NULL,
    target TEXT NOT NULL,
    not_by TEXT,
    CONSTRAINT pk_procedure_move PRIMARY KEY (kind, source, action, role)
);

CREATE TABLE proceeding (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    steps INTEGER NOT NULL,
    opened_by UUID NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_proceeding PRIMARY KEY (id),
    CONSTRAINT fk_proceeding_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_proceeding_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_proceeding_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT uq_proceeding_employer_id_number UNIQUE (employer_id, number),
    CONSTRAINT uq_proceeding_employer_id_id_kind UNIQUE (employer_id, id, kind),
    CONSTRAINT ck_proceeding_titled CHECK (title <> ''),
    CONSTRAINT ck_proceeding_counted CHECK (steps >= 0)
);

CREATE INDEX ix_proceeding_grant_id ON proceeding (employer_id, grant_id);
CREATE INDEX ix_proceeding_state ON proceeding (employer_id, kind, state);
CREATE TABLE proceeding_step (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    actor_id UUID NOT NULL,
    actor_name TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    article TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_proceeding_step PRIMARY KEY (id),
    CONSTRAINT fk_proceeding_step_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_proceeding_step_employer_id_proceeding_id_kind FOREIGN KEY(employer_id, proceeding_id, kind) REFERENCES proceeding (employer_id, id, kind),
    CONSTRAINT fk_proceeding_step_kind_source_action_actor_role FOREIGN KEY(kind, source, action, actor_role) REFERENCES procedure_move (kind, source, action, role),
    CONSTRAINT uq_proceeding_step_employer_id_proceeding_id_number UNIQUE (employer_id, proceeding_id, number),
    CONSTRAINT ck_proceeding_step_counted CHECK (number > 0)
);

CREATE TABLE deadline (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    term TEXT NOT NULL,
    roles TEXT NOT NULL,
    starts_on DATE NOT NULL,
    days INTEGER NOT NULL,
    more_days INTEGER NOT NULL,
    unit TEXT NOT NULL,
    calendar TEXT NOT NULL,
    due_on DATE NOT NULL,
    provisional BOOLEAN DEFAULT false NOT NULL,
    stopped_on DATE,
    met_on DATE,
    CONSTRAINT pk_deadline PRIMARY KEY (id),
    CONSTRAINT fk_deadline_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_deadline_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_deadline_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT ck_deadline_counted CHECK (days >= 0 and more_days >= 0),
    CONSTRAINT ck_deadline_unit_known CHECK (unit in ('working', 'natural')),
    CONSTRAINT ck_deadline_in_order CHECK (due_on >= starts_on)
);

CREATE INDEX ix_deadline_open ON deadline (employer_id, due_on) WHERE met_on is null;
CREATE INDEX ix_deadline_proceeding_id ON deadline (employer_id, proceeding_id);

-- ── A case moves by its steps: from where it stands, one at a time, by the right people ──
create function step_moves_its_case() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
declare
    stands record;
    move record;
begin
    select p.state, p.steps, p.opened_by into stands from proceeding p
     where p.employer_id = new.employer_id and p.id = new.proceeding_id for update;
    select m.target, m.not_by into move from procedure_move m
     where m.kind = new.kind and m.source = new.source and m.action = new.action
       and m.role = new.actor_role;
    if stands.state is distinct from new.source or move.target is distinct from new.target then
        raise exception 'case % cannot take step % from %', new.proceeding_id, new.action, new.source
            using errcode = '55000', constraint = 'case_follows_its_procedure';
    end if;
    if stands.steps + 1 <> new.number then
        raise exception 'case % has moved meanwhile', new.proceeding_id
            using errcode = '55000', constraint = 'case_moved_meanwhile';
    end if;
    if (move.not_by = 'open' and stands.opened_by = new.actor_id)
       or exists (select from proceeding_step s
                where s.employer_id = new.employer_id and s.proceeding_id = new.proceeding_id
                  and s.action = move.not_by and s.actor_id = new.actor_id) then
        raise exception 'case %: % needs another person', new.proceeding_id, new.action
            using errcode = '23514', constraint = 'case_needs_another_person';
    end if;
    update proceeding set state = new.target, steps = new.number
     where employer_id = new.employer_id and id = new.proceeding_id;
    return new;
end $$;
create trigger moves_its_case before insert on proceeding_step
    for each row execute function step_moves_its_case();
create trigger append_only before update or delete on proceeding_step
    for each row execute function deny_change();
create trigger no_truncate before truncate on proceeding_step
    for each statement execute function deny_change();

create function case_begins_without_steps() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.steps <> 0 or not exists (select from procedure_move m
                                      where m.kind = new.kind and m.source = new.state) then
        raise exception 'a case begins where its procedure begins'
            using errcode = '55000', constraint = 'case_follows_its_procedure';
    end if;
    return new;
end $$;
create trigger begins before insert on proceeding
    for each row execute function case_begins_without_steps();
create trigger never_removed before delete on proceeding
    for each row execute function deny_change();
create trigger no_truncate before truncate on proceeding
    for each statement execute function deny_change();
create trigger never_removed before delete on deadline
    for each row execute function deny_change();
create trigger no_truncate before truncate on deadline
    for each statement execute function deny_change();

-- ── 出纳 is a role of its own; a grant may end in several ways ──
ALTER TABLE user_account DROP CONSTRAINT ck_user_account_role_known;
ALTER TABLE user_account ADD CONSTRAINT ck_user_account_role_known CHECK (role in ('employer_maker', 'employer_checker', 'employer_cashier', 'center_auditor', 'center_manager', 'administrator', 'selectee'));
ALTER TABLE user_account DROP CONSTRAINT ck_user_account_employer_by_role;
ALTER TABLE user_account ADD CONSTRAINT ck_user_account_employer_by_role CHECK ((role in ('employer_maker', 'employer_checker', 'employer_cashier', 'selectee')) = (employer_id is not null));
ALTER TABLE talent_grant DROP CONSTRAINT ck_talent_grant_state_known;
ALTER TABLE talent_grant ADD CONSTRAINT ck_talent_grant_state_known CHECK (state in ('nominated', 'agreed', 'active', 'suspended', 'revoked', 'withdrawn', 'completed', 'transferring', 'transferred', 'settled', 'archived'));

alter table proceeding enable row level security;
alter table proceeding force row level security;
create policy everyone on proceeding using (true) with check (true);
create policy tenant on proceeding as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table proceeding_step enable row level security;
alter table proceeding_step force row level security;
create policy everyone on proceeding_step using (true) with check (true);
create policy tenant on proceeding_step as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table deadline enable row level security;
alter table deadline force row level security;
create policy everyone on deadline using (true) with check (true);
create policy tenant on deadline as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function step_moves_its_case(), case_begins_without_steps() from public;
grant select on procedure_move to zhuanhu_app;
grant select, insert on proceeding to zhuanhu_app;
grant select, insert on proceeding_step to zhuanhu_app;
grant select, insert, update (days, more_days, calendar, due_on, provisional, stopped_on, met_on)
    on deadline to zhuanhu_app;
