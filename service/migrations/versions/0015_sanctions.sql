-- Suspension, revocation and withdrawal (Art. 32), and the registers beside them.

-- ── What becomes of a grant: its state moves by its steps alone ──
insert into procedure_move (kind, source, action, role, target, not_by) values
    ('grant', 'nominated', 'sign', 'center_auditor', 'agreed', null),
    ('grant', 'nominated', 'sign', 'center_manager', 'agreed', null),
    ('grant', 'agreed', 'receive', 'center_auditor', 'active', null),
    ('grant', 'agreed', 'receive', 'center_manager', 'active', null),
    ('grant', 'agreed', 'receive', 'employer_maker', 'active', null),
    ('grant', 'agreed', 'receive', 'employer_checker', 'active', null),
    ('grant', 'agreed', 'receive', 'employer_cashier', 'active', null),
    ('grant', 'agreed', 'receive', 'selectee', 'active', null),
    ('grant', 'agreed', 'receive', 'clock', 'active', null),
    ('grant', 'nominated', 'arrive', 'center_auditor', 'active', null),
    ('grant', 'nominated', 'arrive', 'center_manager', 'active', null),
    ('grant', 'nominated', 'arrive', 'employer_maker', 'active', null),
    ('grant', 'nominated', 'arrive', 'employer_checker', 'active', null),
    ('grant', 'nominated', 'arrive', 'employer_cashier', 'active', null),
    ('grant', 'nominated', 'arrive', 'selectee', 'active', null),
    ('grant', 'nominated', 'arrive', 'clock', 'active', null),
    ('grant', 'agreed', 'arrive', 'center_auditor', 'active', null),
    ('grant', 'agreed', 'arrive', 'center_manager', 'active', null),
    ('grant', 'agreed', 'arrive', 'employer_maker', 'active', null),
    ('grant', 'agreed', 'arrive', 'employer_checker', 'active', null),
    ('grant', 'agreed', 'arrive', 'employer_cashier', 'active', null),
    ('grant', 'agreed', 'arrive', 'selectee', 'active', null),
    ('grant', 'agreed', 'arrive', 'clock', 'active', null),
    ('grant', 'agreed', 'suspend', 'center_auditor', 'suspended', null),
    ('grant', 'agreed', 'suspend', 'center_manager', 'suspended', null),
    ('grant', 'active', 'suspend', 'center_auditor', 'suspended', null),
    ('grant', 'active', 'suspend', 'center_manager', 'suspended', null),
    ('grant', 'transferring', 'suspend', 'center_auditor', 'suspended', null),
    ('grant', 'transferring', 'suspend', 'center_manager', 'suspended', null),
    ('grant', 'suspended', 'lift', 'center_auditor', 'active', null),
    ('grant', 'suspended', 'lift', 'center_manager', 'active', null),
    ('grant', 'suspended', 'lift_unpaid', 'center_auditor', 'agreed', null),
    ('grant', 'suspended', 'lift_unpaid', 'center_manager', 'agreed', null),
    ('grant', 'nominated', 'revoke', 'center_auditor', 'revoked', null),
    ('grant', 'nominated', 'revoke', 'center_manager', 'revoked', null),
    ('grant', 'agreed', 'revoke', 'center_auditor', 'revoked', null),
    ('grant', 'agreed', 'revoke', 'center_manager', 'revoked', null),
    ('grant', 'active', 'revoke', 'center_auditor', 'revoked', null),
    ('grant', 'active', 'revoke', 'center_manager', 'revoked', null),
    ('grant', 'suspended', 'revoke', 'center_auditor', 'revoked', null),
    ('grant', 'suspended', 'revoke', 'center_manager', 'revoked', null),
    ('grant', 'transferring', 'revoke', 'center_auditor', 'revoked', null),
    ('grant', 'transferring', 'revoke', 'center_manager', 'revoked', null),
    ('grant', 'completed', 'revoke', 'center_auditor', 'revoked', null),
    ('grant', 'completed', 'revoke', 'center_manager', 'revoked', null),
    ('grant', 'nominated', 'withdraw', 'center_auditor', 'withdrawn', null),
    ('grant', 'nominated', 'withdraw', 'center_manager', 'withdrawn', null),
    ('grant', 'agreed', 'withdraw', 'center_auditor', 'withdrawn', null),
    ('grant', 'agreed', 'withdraw', 'center_manager', 'withdrawn', null),
    ('grant', 'active', 'withdraw', 'center_auditor', 'withdrawn', null),
    ('grant', 'active', 'withdraw', 'center_manager', 'withdrawn', null),
    ('grant', 'suspended', 'withdraw', 'center_auditor', 'withdrawn', null),
    ('grant', 'suspended', 'withdraw', 'center_manager', 'withdrawn', null),
    ('grant', 'active', 'complete', 'center_auditor', 'completed', null),
    ('grant', 'active', 'complete', 'center_manager', 'completed', null),
    ('grant', 'active', 'begin_transfer', 'center_auditor', 'transferring', null),
    ('grant', 'active', 'begin_transfer', 'center_manager', 'transferring', null),
    ('grant', 'active', 'begin_transfer', 'employer_maker', 'transferring', null),
    ('grant', 'active', 'begin_transfer', 'employer_checker', 'transferring', null),
    ('grant', 'active', 'begin_transfer', 'employer_cashier', 'transferring', null),
    ('grant', 'active', 'begin_transfer', 'selectee', 'transferring', null),
    ('grant', 'active', 'begin_transfer', 'clock', 'transferring', null),
    ('grant', 'transferring', 'end_transfer', 'center_auditor', 'active', null),
    ('grant', 'transferring', 'end_transfer', 'center_manager', 'active', null),
    ('grant', 'transferring', 'end_transfer', 'employer_maker', 'active', null),
    ('grant', 'transferring', 'end_transfer', 'employer_checker', 'active', null),
    ('grant', 'transferring', 'end_transfer', 'employer_cashier', 'active', null),
    ('grant', 'transferring', 'end_transfer', 'selectee', 'active', null),
    ('grant', 'transferring', 'end_transfer', 'clock', 'active', null),
    ('grant', 'transferring', 'move_out', 'center_auditor', 'transferred', null),
    ('grant', 'transferring', 'move_out', 'center_manager', 'transferred', null),
    ('grant', 'transferring', 'move_out', 'employer_maker', 'transferred', null),
    ('grant', 'transferring', 'move_out', 'employer_checker', 'transferred', null),
    ('grant', 'transferring', 'move_out', 'employer_cashier', 'transferred', null),
    ('grant', 'transferring', 'move_out', 'selectee', 'transferred', null),
    ('grant', 'transferring', 'move_out', 'clock', 'transferred', null),
    ('grant', 'revoked', 'settle', 'center_auditor', 'settled', null),
    ('grant', 'revoked', 'settle', 'center_manager', 'settled', null),
    ('grant', 'revoked', 'settle', 'employer_maker', 'settled', null),
    ('grant', 'revoked', 'settle', 'employer_checker', 'settled', null),
    ('grant', 'revoked', 'settle', 'employer_cashier', 'settled', null),
    ('grant', 'revoked', 'settle', 'selectee', 'settled', null),
    ('grant', 'revoked', 'settle', 'clock', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'center_auditor', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'center_manager', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'employer_maker', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'employer_checker', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'employer_cashier', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'selectee', 'settled', null),
    ('grant', 'withdrawn', 'settle', 'clock', 'settled', null),
    ('grant', 'completed', 'settle', 'center_auditor', 'settled', null),
    ('grant', 'completed', 'settle', 'center_manager', 'settled', null),
    ('grant', 'completed', 'settle', 'employer_maker', 'settled', null),
    ('grant', 'completed', 'settle', 'employer_checker', 'settled', null),
    ('grant', 'completed', 'settle', 'employer_cashier', 'settled', null),
    ('grant', 'completed', 'settle', 'selectee', 'settled', null),
    ('grant', 'completed', 'settle', 'clock', 'settled', null),
    ('grant', 'transferred', 'settle', 'center_auditor', 'settled', null),
    ('grant', 'transferred', 'settle', 'center_manager', 'settled', null),
    ('grant', 'transferred', 'settle', 'employer_maker', 'settled', null),
    ('grant', 'transferred', 'settle', 'employer_checker', 'settled', null),
    ('grant', 'transferred', 'settle', 'employer_cashier', 'settled', null),
    ('grant', 'transferred', 'settle', 'selectee', 'settled', null),
    ('grant', 'transferred', 'settle', 'clock', 'settled', null),
    ('grant', 'settled', 'archive', 'center_auditor', 'archived', null),
    ('grant', 'settled', 'archive', 'center_manager', 'archived', null),
    ('grant', 'settled', 'archive', 'clock', 'archived', null);

CREATE TABLE grant_step (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    proceeding_id UUID,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    effective_on DATE NOT NULL,
    actor_id UUID NOT NULL,
    actor_name TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    article TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_grant_step PRIMARY KEY (id),
    CONSTRAINT fk_grant_step_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_grant_step_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_grant_step_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_grant_step_kind_source_action_actor_role FOREIGN KEY(kind, source, action, actor_role) REFERENCES procedure_move (kind, source, action, role),
    CONSTRAINT uq_grant_step_employer_id_grant_id_number UNIQUE (employer_id, grant_id, number),
    CONSTRAINT ck_grant_step_counted CHECK (number > 0),
    CONSTRAINT ck_grant_step_kind_known CHECK (kind = 'grant')
);

create function grant_step_moves_its_grant() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
declare
    stands record;
    moved text;
    done integer;
begin
    select g.state, g.suspended_on into stands from talent_grant g
     where g.employer_id = new.employer_id and g.id = new.grant_id for update;
    select m.target into moved from procedure_move m
     where m.kind = new.kind and m.source = new.source and m.action = new.action
       and m.role = new.actor_role;
    select coalesce(max(s.number), 0) into done from grant_step s
     where s.employer_id = new.employer_id and s.grant_id = new.grant_id;
    if stands.state is distinct from new.source or moved is distinct from new.target
       or done + 1 <> new.number then
        raise exception 'grant % cannot take step % from %', new.grant_id, new.action, new.source
            using errcode = '55000', constraint = 'grant_follows_its_procedure';
    end if;
    update talent_grant set state = new.target
     where employer_id = new.employer_id and id = new.grant_id;
    if new.target in ('suspended', 'revoked', 'withdrawn') then
        update talent_grant set suspended_on = new.effective_on
         where employer_id = new.employer_id and id = new.grant_id and suspended_on is null;
    elsif new.source = 'suspended' then
        update talent_grant set suspended_on = null
         where employer_id = new.employer_id and id = new.grant_id;
    end if;
    return new;
end $$;
create trigger moves_its_grant before insert on grant_step
    for each row execute function grant_step_moves_its_grant();
create trigger append_only before update or delete on grant_step
    for each row execute function deny_change();
create trigger no_truncate before truncate on grant_step
    for each statement execute function deny_change();

create function grant_begins_nominated() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.state <> 'nominated' then
        raise exception 'a grant begins as a nomination'
            using errcode = '55000', constraint = 'grant_follows_its_procedure';
    end if;
    return new;
end $$;
create trigger begins before insert on talent_grant
    for each row execute function grant_begins_nominated();
revoke update (state) on talent_grant from zhuanhu_app;

alter table grant_step enable row level security;
alter table grant_step force row level security;
create policy everyone on grant_step using (true) with check (true);
create policy tenant on grant_step as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
revoke all on function grant_step_moves_its_grant(), grant_begins_nominated() from public;
grant select, insert on grant_step to zhuanhu_app;
