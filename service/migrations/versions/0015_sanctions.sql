-- Suspension, revocation and withdrawal (Art. 32), and the registers beside them.

-- ── What becomes of a grant: its state moves by its steps alone ──
insert into procedure_move (kind, source, action, role, target, not_by) values
    ('grant', 'nominated', 'sign', 'center_auditor', 'agreed', null),
    ('grant', 'nominated', 'sign', 'center_manager', 'agreed', null),
    ('grant', 'nominated', 'sign', 'clock', 'agreed', null),
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

-- What ends or stops a grant, or lets it go on, is decided in a case by two people; nobody leaves
-- while a suspension or a revocation is being decided.
create function grant_step_has_its_case(step grant_step) returns boolean language sql stable
    set search_path = pg_catalog, public, pg_temp as $$
    select case when step.action in ('suspend', 'lift', 'lift_unpaid', 'revoke', 'withdraw', 'complete')
        then exists (
            select from proceeding p
             where p.employer_id = step.employer_id and p.id = step.proceeding_id
               and p.grant_id = step.grant_id
               and (p.kind, p.state, step.action) in (
                    ('sanction', 'suspended', 'suspend'), ('sanction', 'lifted', 'lift'),
                    ('sanction', 'lifted', 'lift_unpaid'), ('sanction', 'revoked', 'revoke'),
                    ('withdrawal', 'accepted', 'withdraw'), ('completion', 'accepted', 'complete')))
        else true end
       and (step.action not in ('withdraw', 'complete') or not exists (
            select from proceeding p
             where p.employer_id = step.employer_id and p.grant_id = step.grant_id
               and p.kind = 'sanction' and p.state in ('proposed', 'notified', 'heard')))
$$;

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
    if not grant_step_has_its_case(new) then
        raise exception 'grant % cannot take step % without its case', new.grant_id, new.action
            using errcode = '55000', constraint = 'grant_step_has_its_case';
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
revoke all on function grant_step_moves_its_grant(), grant_begins_nominated(),
    grant_step_has_its_case(grant_step) from public;
grant execute on function grant_step_has_its_case(grant_step) to zhuanhu_app;
grant select, insert on grant_step to zhuanhu_app;

-- ── Suspension, revocation, withdrawal, completion: the tables of their procedures ──
insert into procedure_move (kind, source, action, role, target, not_by) values
    ('sanction', 'proposed', 'notify', 'center_auditor', 'notified', null),
    ('sanction', 'proposed', 'notify', 'center_manager', 'notified', null),
    ('sanction', 'proposed', 'drop', 'center_auditor', 'dropped', null),
    ('sanction', 'proposed', 'drop', 'center_manager', 'dropped', null),
    ('sanction', 'notified', 'comment', 'employer_checker', 'heard', null),
    ('sanction', 'notified', 'comment', 'selectee', 'heard', null),
    ('sanction', 'notified', 'accept', 'employer_checker', 'heard', null),
    ('sanction', 'notified', 'accept', 'selectee', 'heard', null),
    ('sanction', 'notified', 'lapse', 'clock', 'heard', null),
    ('sanction', 'notified', 'drop', 'center_auditor', 'dropped', null),
    ('sanction', 'notified', 'drop', 'center_manager', 'dropped', null),
    ('sanction', 'heard', 'add_comment', 'employer_checker', 'heard', null),
    ('sanction', 'heard', 'add_comment', 'selectee', 'heard', null),
    ('sanction', 'heard', 'suspend', 'center_auditor', 'suspended', 'open'),
    ('sanction', 'heard', 'suspend', 'center_manager', 'suspended', 'open'),
    ('sanction', 'heard', 'revoke', 'center_auditor', 'revoked', 'open'),
    ('sanction', 'heard', 'revoke', 'center_manager', 'revoked', 'open'),
    ('sanction', 'heard', 'dismiss', 'center_auditor', 'dismissed', 'open'),
    ('sanction', 'heard', 'dismiss', 'center_manager', 'dismissed', 'open'),
    ('sanction', 'suspended', 'propose_lift', 'center_auditor', 'lifting', null),
    ('sanction', 'suspended', 'propose_lift', 'center_manager', 'lifting', null),
    ('sanction', 'lifting', 'lift', 'center_auditor', 'lifted', 'propose_lift'),
    ('sanction', 'lifting', 'lift', 'center_manager', 'lifted', 'propose_lift'),
    ('sanction', 'lifting', 'keep', 'center_auditor', 'suspended', 'propose_lift'),
    ('sanction', 'lifting', 'keep', 'center_manager', 'suspended', 'propose_lift'),
    ('sanction', 'suspended', 'overtake', 'clock', 'overtaken', null),
    ('sanction', 'lifting', 'overtake', 'clock', 'overtaken', null);

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('withdrawal', 'applied', 'confirm', 'employer_checker', 'confirmed', null),
    ('withdrawal', 'applied', 'take_back', 'employer_maker', 'taken_back', null),
    ('withdrawal', 'applied', 'take_back', 'selectee', 'taken_back', null),
    ('withdrawal', 'confirmed', 'take_back', 'employer_maker', 'taken_back', null),
    ('withdrawal', 'confirmed', 'take_back', 'selectee', 'taken_back', null),
    ('withdrawal', 'confirmed', 'accept', 'center_auditor', 'accepted', null),
    ('withdrawal', 'confirmed', 'accept', 'center_manager', 'accepted', null),
    ('withdrawal', 'confirmed', 'refuse', 'center_auditor', 'refused', null),
    ('withdrawal', 'confirmed', 'refuse', 'center_manager', 'refused', null);

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('completion', 'applied', 'confirm', 'employer_checker', 'confirmed', 'open'),
    ('completion', 'applied', 'take_back', 'employer_maker', 'taken_back', null),
    ('completion', 'confirmed', 'accept', 'center_auditor', 'accepted', null),
    ('completion', 'confirmed', 'accept', 'center_manager', 'accepted', null),
    ('completion', 'confirmed', 'refuse', 'center_auditor', 'refused', null),
    ('completion', 'confirmed', 'refuse', 'center_manager', 'refused', null);

CREATE TABLE assessment (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    stage TEXT NOT NULL,
    round INTEGER NOT NULL,
    self_score NUMERIC(5, 2) NOT NULL,
    employer_score NUMERIC(5, 2) NOT NULL,
    expert_score NUMERIC(5, 2) NOT NULL,
    conclusion TEXT NOT NULL,
    assessed_on DATE NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_assessment PRIMARY KEY (id),
    CONSTRAINT fk_assessment_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_assessment_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_assessment_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT uq_assessment_employer_id_grant_id_stage_round UNIQUE (employer_id, grant_id, stage, round),
    CONSTRAINT ck_assessment_staged CHECK (stage <> ''),
    CONSTRAINT ck_assessment_round_known CHECK (round in (1, 2)),
    CONSTRAINT ck_assessment_conclusion_known CHECK (conclusion in ('passed', 'failed')),
    CONSTRAINT ck_assessment_scores_range CHECK (least(self_score, employer_score, expert_score) >= 0 and greatest(self_score, employer_score, expert_score) <= 100),
    CONSTRAINT fk_assessment_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id)
);

CREATE TABLE sanction (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    ground TEXT NOT NULL,
    consequence TEXT NOT NULL,
    facts TEXT NOT NULL,
    assessment_id UUID,
    rectification_id UUID,
    decided TEXT,
    decided_on DATE,
    serious BOOLEAN,
    serious_reason TEXT NOT NULL,
    clawback TEXT,
    referred BOOLEAN DEFAULT false NOT NULL,
    received NUMERIC(16, 2),
    ineligible NUMERIC(16, 2),
    CONSTRAINT pk_sanction PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_sanction_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_sanction_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_sanction_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_sanction_employer_id_assessment_id FOREIGN KEY(employer_id, assessment_id) REFERENCES assessment (employer_id, id),
    CONSTRAINT fk_sanction_employer_id_rectification_id FOREIGN KEY(employer_id, rectification_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT ck_sanction_ground_known CHECK (ground in ('assessment_failed','moved_away','unrectified','selection_fraud','misconduct','grave_loss','crime','false_expense','withholding','crowding_out','misappropriation','false_claim','embezzlement','deception','changed_use')),
    CONSTRAINT ck_sanction_consequence_known CHECK (consequence in ('suspend', 'revoke')),
    CONSTRAINT ck_sanction_told CHECK (facts <> ''),
    CONSTRAINT ck_sanction_assessed CHECK ((ground = 'assessment_failed') = (assessment_id is not null)),
    CONSTRAINT ck_sanction_unrectified CHECK ((ground = 'unrectified') = (rectification_id is not null)),
    CONSTRAINT ck_sanction_mode_known CHECK (clawback in ('ineligible','unspent','unspent_and_ineligible','full')),
    CONSTRAINT ck_sanction_decided_whole CHECK (num_nulls(decided_on, decided, received, ineligible) in (0, 4)),
    CONSTRAINT ck_sanction_revoked_whole CHECK ((decided is not distinct from 'revoke') = (serious is not null) and (serious is null) = (clawback is null)),
    CONSTRAINT ck_sanction_decision_known CHECK (decided in ('suspend', 'revoke', 'dismiss')),
    CONSTRAINT ck_sanction_serious_with_reason CHECK (not serious or serious_reason <> '')
);

CREATE INDEX ix_sanction_grant_id ON sanction (employer_id, grant_id);

CREATE TABLE exit_application (
    proceeding_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    statement TEXT NOT NULL,
    by_selectee BOOLEAN NOT NULL,
    CONSTRAINT pk_exit_application PRIMARY KEY (employer_id, proceeding_id),
    CONSTRAINT fk_exit_application_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_exit_application_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT fk_exit_application_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_exit_application_told CHECK (statement <> '')
);

CREATE INDEX ix_exit_application_grant_id ON exit_application (employer_id, grant_id);

CREATE TABLE association_measure (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    measure TEXT NOT NULL,
    document TEXT NOT NULL,
    decided_on DATE NOT NULL,
    barred_year INTEGER,
    facts TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_on DATE,
    ended_by UUID,
    end_reason TEXT NOT NULL,
    CONSTRAINT pk_association_measure PRIMARY KEY (id),
    CONSTRAINT fk_association_measure_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_association_measure_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT uq_association_measure_employer_id_document_measure UNIQUE (employer_id, document, measure),
    CONSTRAINT ck_association_measure_measure_known CHECK (measure in ('talk', 'criticism', 'bar')),
    CONSTRAINT ck_association_measure_barred_a_year CHECK ((measure = 'bar') = (barred_year is not null)),
    CONSTRAINT ck_association_measure_year_range CHECK (barred_year between 2020 and 2100),
    CONSTRAINT ck_association_measure_documented CHECK (document <> '' and facts <> ''),
    CONSTRAINT ck_association_measure_ended_by_somebody CHECK (num_nulls(ended_on, ended_by) in (0, 2)),
    CONSTRAINT ck_association_measure_ended_with_reason CHECK ((ended_on is null) = (end_reason = '')),
    CONSTRAINT fk_association_measure_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
    CONSTRAINT fk_association_measure_ended_by FOREIGN KEY(ended_by) REFERENCES user_account (id)
);

CREATE TABLE ruling (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    number TEXT NOT NULL,
    article INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_on DATE NOT NULL,
    author TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    published_by UUID,
    published_at TIMESTAMP WITH TIME ZONE,
    replaces UUID,
    CONSTRAINT pk_ruling PRIMARY KEY (id),
    CONSTRAINT ck_ruling_told CHECK (question <> '' and answer <> ''),
    CONSTRAINT ck_ruling_article_known CHECK (article between 1 and 37),
    CONSTRAINT ck_ruling_two_people CHECK (recorded_by <> published_by),
    CONSTRAINT ck_ruling_published_whole CHECK (num_nulls(published_by, published_at) in (0, 2)),
    CONSTRAINT uq_ruling_number UNIQUE (number),
    CONSTRAINT fk_ruling_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
    CONSTRAINT fk_ruling_published_by FOREIGN KEY(published_by) REFERENCES user_account (id),
    CONSTRAINT uq_ruling_replaces UNIQUE (replaces),
    CONSTRAINT fk_ruling_replaces FOREIGN KEY(replaces) REFERENCES ruling (id)
);

CREATE TABLE policy_version (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    published_on DATE NOT NULL,
    effective_on DATE NOT NULL,
    note TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_policy_version PRIMARY KEY (id),
    CONSTRAINT ck_policy_version_named CHECK (title <> '' and issuer <> '' and version <> ''),
    CONSTRAINT ck_policy_version_in_order CHECK (effective_on >= published_on),
    CONSTRAINT uq_policy_version_version UNIQUE (version),
    CONSTRAINT uq_policy_version_effective_on UNIQUE (effective_on),
    CONSTRAINT fk_policy_version_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id)
);

CREATE TABLE objection (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    notice_id UUID NOT NULL,
    grant_number TEXT NOT NULL,
    raised_on DATE NOT NULL,
    raised_by TEXT NOT NULL,
    content TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    verified_by UUID,
    verified_on DATE,
    finding TEXT NOT NULL,
    conclusion TEXT,
    settled_by UUID,
    settled_on DATE,
    CONSTRAINT pk_objection PRIMARY KEY (id),
    CONSTRAINT ck_objection_told CHECK (content <> '' and raised_by <> ''),
    CONSTRAINT ck_objection_verified_whole CHECK (num_nulls(verified_by, verified_on) in (0, 2) and (verified_on is null) = (finding = '')),
    CONSTRAINT ck_objection_conclusion_known CHECK (conclusion in ('upheld', 'dismissed')),
    CONSTRAINT ck_objection_settled_whole CHECK (num_nulls(conclusion, settled_by, settled_on) in (0, 3)),
    CONSTRAINT ck_objection_verified_first CHECK (settled_on is null or verified_on is not null),
    CONSTRAINT ck_objection_two_people CHECK (settled_by <> recorded_by),
    CONSTRAINT fk_objection_notice_id FOREIGN KEY(notice_id) REFERENCES public_notice (id),
    CONSTRAINT fk_objection_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id),
    CONSTRAINT fk_objection_verified_by FOREIGN KEY(verified_by) REFERENCES recommender (id),
    CONSTRAINT fk_objection_settled_by FOREIGN KEY(settled_by) REFERENCES user_account (id)
);

CREATE INDEX ix_objection_notice_id ON objection (notice_id);

-- ── What only the Center writes ──
create function written_by_the_center() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not zhuanhu_is_center() then
        raise exception 'only the Center writes %', tg_table_name
            using errcode = '42501', constraint = 'written_by_the_center';
    end if;
    return new;
end $$;
create trigger centers before insert on assessment
    for each row execute function written_by_the_center();
create trigger centers before insert or update on sanction
    for each row execute function written_by_the_center();
create trigger centers before insert or update on association_measure
    for each row execute function written_by_the_center();

-- ── Assessments: a second one follows a first that was failed; none is changed ──
create function assessment_in_order() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.round = 2 and not exists (
        select from assessment a
         where a.employer_id = new.employer_id and a.grant_id = new.grant_id
           and a.stage = new.stage and a.round = 1 and a.conclusion = 'failed'
           and a.assessed_on <= new.assessed_on) then
        raise exception 'only a failed assessment is repeated'
            using errcode = '23514', constraint = 'assessment_in_order';
    end if;
    return new;
end $$;
create trigger in_order before insert on assessment
    for each row execute function assessment_in_order();
create trigger append_only before update or delete on assessment
    for each row execute function deny_change();
create trigger no_truncate before truncate on assessment
    for each statement execute function deny_change();

-- ── A case rests on what is on record: a second failed assessment; a reminder and an order (CR-15) ──
create function sanction_has_its_ground() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.assessment_id is not null and not exists (
        select from assessment a
         where a.employer_id = new.employer_id and a.id = new.assessment_id
           and a.grant_id = new.grant_id and a.round = 2 and a.conclusion = 'failed') then
        raise exception 'no assessment was failed again'
            using errcode = '23514', constraint = 'sanction_has_its_ground';
    end if;
    if new.rectification_id is not null and 2 <> (
        select count(distinct s.action) from proceeding p
          join proceeding_step s on s.employer_id = p.employer_id and s.proceeding_id = p.id
         where p.employer_id = new.employer_id and p.id = new.rectification_id
           and p.grant_id = new.grant_id and p.kind = 'rectification'
           and s.action in ('remind', 'order')) then
        raise exception 'nobody was reminded and ordered to rectify'
            using errcode = '23514', constraint = 'sanction_has_its_ground';
    end if;
    return new;
end $$;
create trigger has_its_ground before insert on sanction
    for each row execute function sanction_has_its_ground();

create function sanction_is_decided_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.decided_on is not null then
        raise exception 'sanction % has been decided', old.proceeding_id
            using errcode = '55000', constraint = 'sanction_is_decided_once';
    end if;
    return new;
end $$;
create trigger decided_once before update on sanction
    for each row execute function sanction_is_decided_once();
create trigger never_removed before delete on sanction
    for each row execute function deny_change();
create trigger no_truncate before truncate on sanction
    for each statement execute function deny_change();
create trigger append_only before update or delete on exit_application
    for each row execute function deny_change();
create trigger no_truncate before truncate on exit_application
    for each statement execute function deny_change();

-- ── A bar of 市科协: no selectee of that employer in the calls of that year (Art. 33（二）) ──
create function grant_is_not_barred() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if exists (select from association_measure m join annual_call c on c.id = new.call_id
                where m.employer_id = new.employer_id and m.barred_year = c.year
                  and m.ended_on is null) then
        raise exception 'employer % is barred from that year', new.employer_id
            using errcode = '23514', constraint = 'grant_is_not_barred';
    end if;
    return new;
end $$;
create trigger not_barred before insert on talent_grant
    for each row execute function grant_is_not_barred();
create function association_measure_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.ended_on is not null then
        raise exception 'measure % has ended', old.id
            using errcode = '55000', constraint = 'association_measure_stays';
    end if;
    return new;
end $$;
create trigger stays before update on association_measure
    for each row execute function association_measure_stays();
create trigger never_removed before delete on association_measure
    for each row execute function deny_change();
create trigger no_truncate before truncate on association_measure
    for each statement execute function deny_change();

-- ── Rulings are published once and stay; versions of the Measures stay ──
create function ruling_stays() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.published_at is not null then
        raise exception 'ruling % is published', old.number
            using errcode = '55000', constraint = 'ruling_stays';
    end if;
    return new;
end $$;
create trigger stays before update on ruling for each row execute function ruling_stays();
create function ruling_waits_first() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.published_at is not null then
        raise exception 'a ruling is recorded before it is published'
            using errcode = '23514', constraint = 'ruling_waits_first';
    end if;
    return new;
end $$;
create trigger waits_first before insert on ruling
    for each row execute function ruling_waits_first();
create trigger never_removed before delete on ruling
    for each row execute function deny_change();
create trigger no_truncate before truncate on ruling
    for each statement execute function deny_change();
create trigger append_only before update or delete on policy_version
    for each row execute function deny_change();
create trigger no_truncate before truncate on policy_version
    for each statement execute function deny_change();

-- ── Objections: verified, then settled, once; a notice counts those that are open ──
create function objection_goes_forward() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.settled_on is not null
       or (old.verified_on is not null
           and (new.verified_on, new.verified_by, new.finding)
               is distinct from (old.verified_on, old.verified_by, old.finding)) then
        raise exception 'objection % was settled or verified', old.id
            using errcode = '55000', constraint = 'objection_goes_forward';
    end if;
    return new;
end $$;
create trigger goes_forward before update on objection
    for each row execute function objection_goes_forward();
create trigger never_removed before delete on objection
    for each row execute function deny_change();
create trigger no_truncate before truncate on objection
    for each statement execute function deny_change();
create function objections_are_counted() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
begin
    update public_notice n
       set open_objections = (select count(*) from objection o
                               where o.notice_id = n.id and o.settled_on is null)
     where n.id = new.notice_id;
    return new;
end $$;
create trigger counted after insert or update on objection
    for each row execute function objections_are_counted();
revoke update (open_objections) on public_notice from zhuanhu_app;

alter table assessment enable row level security;
alter table assessment force row level security;
create policy everyone on assessment using (true) with check (true);
create policy tenant on assessment as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table sanction enable row level security;
alter table sanction force row level security;
create policy everyone on sanction using (true) with check (true);
create policy tenant on sanction as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table exit_application enable row level security;
alter table exit_application force row level security;
create policy everyone on exit_application using (true) with check (true);
create policy tenant on exit_application as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table association_measure enable row level security;
alter table association_measure force row level security;
create policy everyone on association_measure using (true) with check (true);
create policy tenant on association_measure as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table ruling enable row level security;
alter table ruling force row level security;
create policy everyone on ruling using (true) with check (true);
create policy center on ruling as restrictive
    using (published_at is not null or (select zhuanhu_is_center()))
    with check ((select zhuanhu_is_center()));
alter table policy_version enable row level security;
alter table policy_version force row level security;
create policy everyone on policy_version using (true) with check (true);
create policy center on policy_version as restrictive
    using (true) with check ((select zhuanhu_is_center()));
alter table objection enable row level security;
alter table objection force row level security;
create policy everyone on objection using (true) with check (true);
create policy center on objection as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));

revoke all on function written_by_the_center(), assessment_in_order(), sanction_has_its_ground(),
    sanction_is_decided_once(), grant_is_not_barred(), association_measure_stays(), ruling_stays(),
    ruling_waits_first(), objection_goes_forward(), objections_are_counted() from public;
grant select, insert on assessment to zhuanhu_app;
grant select, insert, update (decided, decided_on, serious, serious_reason, clawback, referred,
    received, ineligible) on sanction to zhuanhu_app;
grant select, insert on exit_application to zhuanhu_app;
grant select, insert, update (ended_on, ended_by, end_reason) on association_measure to zhuanhu_app;
grant select, insert, update (published_by, published_at) on ruling to zhuanhu_app;
grant select, insert on policy_version to zhuanhu_app;
grant select, insert, update (verified_by, verified_on, finding, conclusion, settled_by, settled_on)
    on objection to zhuanhu_app;
