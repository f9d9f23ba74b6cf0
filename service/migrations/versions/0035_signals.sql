-- 线索: what stands out in the whole population. For the Center's eyes only; a lead, never a verdict.

-- Each look at the whole population, with the bounds it was held against.
CREATE TABLE signal_run (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    made_by UUID,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    claims BIGINT NOT NULL,
    found BIGINT NOT NULL,
    fresh BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    bounds JSONB NOT NULL,
    CONSTRAINT pk_signal_run PRIMARY KEY (id),
    CONSTRAINT ck_signal_run_counted CHECK (claims >= 0 and found >= 0 and fresh >= 0 and gone >= 0),
    CONSTRAINT fk_signal_run_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);
CREATE INDEX ix_signal_run_started_at ON signal_run (started_at);

-- One thing that stands out, found again on other nights by its kind and key.
CREATE TABLE signal (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    watched BOOLEAN DEFAULT false NOT NULL,
    evidence_id UUID NOT NULL,
    found_at TIMESTAMP WITH TIME ZONE NOT NULL,
    gone_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_signal PRIMARY KEY (id),
    CONSTRAINT uq_signal_kind_key UNIQUE (kind, key),
    CONSTRAINT ck_signal_state_known CHECK (state in ('open', 'followed', 'dismissed'))
);
CREATE INDEX ix_signal_found_at ON signal (found_at, id);

-- What a signal rested on at a look: kept whenever it is another than before. Append only.
CREATE TABLE signal_evidence (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    signal_id UUID NOT NULL,
    run_id UUID NOT NULL,
    record JSONB NOT NULL,
    digest TEXT NOT NULL,
    amount NUMERIC(16, 2) NOT NULL,
    claims UUID[] NOT NULL,
    employers UUID[] NOT NULL,
    grants UUID[] NOT NULL,
    CONSTRAINT pk_signal_evidence PRIMARY KEY (id),
    CONSTRAINT uq_signal_evidence_signal_id_id UNIQUE (signal_id, id),
    CONSTRAINT ck_signal_evidence_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_signal_evidence_about_claims CHECK (cardinality(claims) > 0 and cardinality(employers) > 0 and cardinality(grants) > 0),
    CONSTRAINT fk_signal_evidence_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_signal_evidence_run_id FOREIGN KEY(run_id) REFERENCES signal_run (id)
);
CREATE INDEX ix_signal_evidence_claims ON signal_evidence USING gin (claims);
ALTER TABLE signal ADD CONSTRAINT fk_signal_id_evidence_id
    FOREIGN KEY (id, evidence_id) REFERENCES signal_evidence (signal_id, id) DEFERRABLE INITIALLY DEFERRED;

-- What people did about it, and when the clock saw it come again. Append only.
CREATE TABLE signal_step (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY,
    signal_id UUID NOT NULL,
    evidence_id UUID NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    watched BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    made_by UUID,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_signal_step PRIMARY KEY (id),
    CONSTRAINT ck_signal_step_action_known CHECK (action in ('follow', 'dismiss', 'reopen', 'watch', 'unwatch', 'again')),
    CONSTRAINT ck_signal_step_state_known CHECK (state in ('open', 'followed', 'dismissed')),
    CONSTRAINT ck_signal_step_leads_there CHECK (case action when 'follow' then state = 'followed' when 'dismiss' then state = 'dismissed' and not watched when 'reopen' then state = 'open' when 'again' then state = 'open' when 'watch' then watched and state <> 'dismissed' else not watched end),
    CONSTRAINT ck_signal_step_by_a_person_with_reason CHECK (action = 'again' or (made_by is not null and reason <> '')),
    CONSTRAINT fk_signal_step_signal_id_evidence_id FOREIGN KEY(signal_id, evidence_id) REFERENCES signal_evidence (signal_id, id),
    CONSTRAINT fk_signal_step_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);
CREATE INDEX ix_signal_step_signal_id ON signal_step (signal_id, serial);

-- ── A signal begins open, and is moved by its steps alone ──
create function signal_follows_its_steps() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    last record;
begin
    if tg_op = 'INSERT' then
        if new.state <> 'open' or new.watched or new.gone_at is not null then
            raise exception 'a signal begins open'
                using errcode = '23514', constraint = 'signal_begins_open';
        end if;
        return new;
    end if;
    if new.state = old.state and new.watched = old.watched then
        return new;
    end if;
    select s.state, s.watched into last from signal_step s
     where s.signal_id = new.id order by s.serial desc limit 1;
    if not found or last.state <> new.state or last.watched <> new.watched then
        raise exception 'no step of signal % leads there', new.id
            using errcode = '23514', constraint = 'signal_follows_its_steps';
    end if;
    return new;
end $$;
create trigger follows_its_steps before insert or update on signal
    for each row execute function signal_follows_its_steps();

-- A step starts where its signal stands; only what was dismissed or followed is opened again.
create function signal_step_is_due() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    it record;
begin
    select s.state, s.watched, s.evidence_id into it from signal s where s.id = new.signal_id for update;
    if it.evidence_id <> new.evidence_id
       or new.action in ('follow', 'dismiss') and it.state = new.state
       or new.action in ('reopen', 'again') and it.state = 'open'
       or new.action in ('watch', 'unwatch')
          and (it.watched = new.watched or it.state <> new.state)
       or new.action in ('follow', 'reopen', 'again') and it.watched <> new.watched then
        raise exception 'signal % cannot take the step % now', new.signal_id, new.action
            using errcode = '55000', constraint = 'signal_step_in_time';
    end if;
    return new;
end $$;
create trigger is_due before insert on signal_step
    for each row execute function signal_step_is_due();

do $$
declare
    of_table text;
begin
    foreach of_table in array array['signal_run', 'signal_evidence', 'signal_step'] loop
        execute format('create trigger append_only before update or delete on %I
            for each row execute function deny_change()', of_table);
        execute format('create trigger no_truncate before truncate on %I
            for each statement execute function deny_change()', of_table);
    end loop;
    foreach of_table in array array['signal_run', 'signal', 'signal_evidence', 'signal_step'] loop
        execute format('alter table %I enable row level security', of_table);
        execute format('alter table %I force row level security', of_table);
        execute format('create policy everyone on %I using (true) with check (true)', of_table);
        execute format('create policy center on %I as restrictive
            using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()))', of_table);
    end loop;
end $$;
create trigger kept before delete on signal
    for each row execute function deny_change();
create trigger no_truncate before truncate on signal
    for each statement execute function deny_change();

revoke all on function signal_follows_its_steps(), signal_step_is_due() from public;
grant select, insert on signal_run, signal_evidence, signal_step to zhuanhu_app;
grant select, insert, update (state, watched, evidence_id, gone_at) on signal to zhuanhu_app;
