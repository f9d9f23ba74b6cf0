-- Intake: batches of files. What is announced stays announced: no row is ever removed, each goes
-- its way to an end, and the answer is written with the claims. A message may be for one person.

CREATE TABLE intake_batch (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    made_by UUID NOT NULL,
    source TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    paused_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    seen_at TIMESTAMP WITH TIME ZONE,
    told_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_intake_batch PRIMARY KEY (id),
    CONSTRAINT fk_intake_batch_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_intake_batch_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_intake_batch_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_intake_batch_source_known CHECK (source in ('page', 'phone', 'mail', 'api')),
    CONSTRAINT fk_intake_batch_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

CREATE INDEX ix_intake_batch_made_by ON intake_batch (employer_id, made_by, made_at);
CREATE INDEX ix_intake_batch_untold ON intake_batch (made_at) WHERE told_at is null;

CREATE TABLE intake_file (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    batch_id UUID NOT NULL,
    parent_id UUID,
    position INTEGER NOT NULL,
    part INTEGER NOT NULL,
    name TEXT NOT NULL,
    folder TEXT NOT NULL,
    size BIGINT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    sha256 TEXT,
    answer JSONB,
    attempts INTEGER NOT NULL,
    worker TEXT,
    taken_at TIMESTAMP WITH TIME ZONE,
    stored_at TIMESTAMP WITH TIME ZONE,
    done_at TIMESTAMP WITH TIME ZONE,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_intake_file PRIMARY KEY (id),
    CONSTRAINT fk_intake_file_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_intake_file_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_intake_file_employer_id_batch_id FOREIGN KEY(employer_id, batch_id) REFERENCES intake_batch (employer_id, id),
    CONSTRAINT fk_intake_file_employer_id_parent_id FOREIGN KEY(employer_id, parent_id) REFERENCES intake_file (employer_id, id),
    CONSTRAINT uq_intake_file_employer_id_batch_id_key UNIQUE (employer_id, batch_id, key),
    CONSTRAINT uq_intake_file_employer_id_batch_id_position_part UNIQUE (employer_id, batch_id, position, part),
    CONSTRAINT ck_intake_file_state_known CHECK (state in ('expected', 'stored', 'reading', 'checking', 'done', 'refused', 'failed', 'cancelled')),
    CONSTRAINT ck_intake_file_outcome_known CHECK (outcome is null or outcome in ('pass', 'review', 'block', 'already', 'archive')),
    CONSTRAINT ck_intake_file_outcome_when_done CHECK ((state = 'done') = (outcome is not null)),
    CONSTRAINT ck_intake_file_answered_at_the_end CHECK (state not in ('done', 'refused', 'failed') or answer is not null),
    CONSTRAINT ck_intake_file_kept CHECK (state not in ('stored', 'reading', 'checking', 'done') or sha256 is not null or outcome = 'archive'),
    CONSTRAINT ck_intake_file_sha256_form CHECK (sha256 is null or sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_intake_file_somebody_works CHECK ((state in ('reading', 'checking')) = (worker is not null)),
    CONSTRAINT ck_intake_file_worked_since CHECK ((worker is null) = (taken_at is null)),
    CONSTRAINT ck_intake_file_part_of_archive CHECK ((parent_id is null) = (part = 0)),
    CONSTRAINT ck_intake_file_sound CHECK (name <> '' and size >= 0 and attempts >= 0)
);

CREATE INDEX ix_intake_file_changed_at ON intake_file (employer_id, batch_id, changed_at);
CREATE INDEX ix_intake_file_parent_id ON intake_file (employer_id, parent_id);
CREATE INDEX ix_intake_file_waiting ON intake_file (position, part) WHERE state in ('stored', 'reading', 'checking');

create function intake_file_goes_its_way() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        if new.attempts <> 0 or new.state not in ('expected', 'stored', 'refused') then
            raise exception 'a file begins by being announced or kept'
                using errcode = '23514', constraint = 'intake_file_goes_its_way';
        end if;
        return new;
    end if;
    if new.attempts < old.attempts or (old.state, new.state) not in (
        ('expected', 'expected'), ('expected', 'stored'), ('expected', 'refused'),
        ('expected', 'done'), ('expected', 'cancelled'), ('stored', 'reading'), ('stored', 'cancelled'),
        ('reading', 'reading'), ('reading', 'checking'), ('reading', 'done'),
        ('reading', 'stored'), ('reading', 'refused'), ('reading', 'failed'),
        ('reading', 'cancelled'),
        ('checking', 'reading'), ('checking', 'checking'), ('checking', 'done'),
        ('checking', 'stored'), ('checking', 'refused'), ('checking', 'failed'),
        ('checking', 'cancelled'),
        ('done', 'done'), ('refused', 'expected'), ('refused', 'stored'),
        ('failed', 'expected'), ('failed', 'stored'), ('cancelled', 'expected'),
        ('cancelled', 'stored')) then
        raise exception 'intake file %: % does not become %', old.id, old.state, new.state
            using errcode = '55000', constraint = 'intake_file_goes_its_way';
    end if;
    return new;
end $$;
create trigger goes_its_way before insert or update on intake_file
    for each row execute function intake_file_goes_its_way();
create trigger never_removed before delete on intake_file
    for each row execute function deny_change();
create trigger no_truncate before truncate on intake_file
    for each statement execute function deny_change();
create trigger never_removed before delete on intake_batch
    for each row execute function deny_change();
create trigger no_truncate before truncate on intake_batch
    for each statement execute function deny_change();

-- ── A message may be for one person alone: that a batch of files was checked ──
ALTER TABLE inbox_message ADD COLUMN user_id UUID;
ALTER TABLE inbox_message ADD CONSTRAINT fk_inbox_message_user_id FOREIGN KEY (user_id) REFERENCES user_account (id);

alter table intake_batch enable row level security;
alter table intake_batch force row level security;
create policy everyone on intake_batch using (true) with check (true);
create policy tenant on intake_batch as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table intake_file enable row level security;
alter table intake_file force row level security;
create policy everyone on intake_file using (true) with check (true);
create policy tenant on intake_file as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function intake_file_goes_its_way() from public;
grant select, insert, update (paused_at, closed_at, seen_at, told_at) on intake_batch to zhuanhu_app;
grant select, insert, update (
    size, state, outcome, sha256, answer, attempts, worker, taken_at, stored_at, done_at, changed_at
) on intake_file to zhuanhu_app;
