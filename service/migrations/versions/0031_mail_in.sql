-- Mail that brings invoices: the addresses of persons, the messages that came.

CREATE TABLE mail_address (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    user_id UUID NOT NULL,
    tag TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_mail_address PRIMARY KEY (id),
    CONSTRAINT fk_mail_address_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_mail_address_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_mail_address_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT ck_mail_address_tag_form CHECK (tag ~ '^[a-z2-7]{16}$'),
    CONSTRAINT fk_mail_address_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE INDEX ix_mail_address_tag ON mail_address (tag);
CREATE UNIQUE INDEX uq_mail_address_in_use ON mail_address (employer_id, user_id, grant_id) WHERE ended_at is null;

CREATE TABLE mail_message (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    address_id UUID NOT NULL,
    key TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    batch_id UUID,
    done_at TIMESTAMP WITH TIME ZONE,
    answered_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_mail_message PRIMARY KEY (id),
    CONSTRAINT fk_mail_message_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_mail_message_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_mail_message_employer_id_address_id FOREIGN KEY(employer_id, address_id) REFERENCES mail_address (employer_id, id),
    CONSTRAINT fk_mail_message_employer_id_batch_id FOREIGN KEY(employer_id, batch_id) REFERENCES intake_batch (employer_id, id),
    CONSTRAINT uq_mail_message_employer_id_address_id_key UNIQUE (employer_id, address_id, key),
    CONSTRAINT ck_mail_message_state_known CHECK (state in ('open', 'taken', 'nothing', 'refused')),
    CONSTRAINT ck_mail_message_reasoned CHECK ((state in ('nothing', 'refused')) = (reason <> '')),
    CONSTRAINT ck_mail_message_taken_into_a_batch CHECK (state <> 'taken' or batch_id is not null),
    CONSTRAINT ck_mail_message_done_at_the_end CHECK ((state = 'open') = (done_at is null)),
    CONSTRAINT ck_mail_message_sound CHECK (key ~ '^[0-9a-f]{64}$' and attempts > 0)
);

CREATE INDEX ix_mail_message_at ON mail_message (employer_id, address_id, at);
CREATE INDEX ix_mail_message_unanswered ON mail_message (done_at) WHERE state = 'taken' and answered_at is null;

-- An answer to a message goes out whatever its person chose to be told of.
alter table delivery add column answer BOOLEAN DEFAULT false NOT NULL;

-- ── An address ends once and stays whose it was; a message goes forward and is answered once ──
create function mail_address_ends_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.ended_at is not null then
        raise exception 'address % has ended', old.id
            using errcode = '55000', constraint = 'mail_address_ends_once';
    end if;
    return new;
end $$;
create trigger ends_once before update on mail_address
    for each row execute function mail_address_ends_once();

create function mail_message_goes_forward() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.answered_at is not null or new.attempts < old.attempts
       or (old.state <> 'open' and (new.state, new.reason, new.done_at, new.batch_id)
           is distinct from (old.state, old.reason, old.done_at, old.batch_id))
       or (old.batch_id is not null and new.batch_id is distinct from old.batch_id) then
        raise exception 'message % stays as it is', old.id
            using errcode = '55000', constraint = 'mail_message_goes_forward';
    end if;
    return new;
end $$;
create trigger goes_forward before update on mail_message
    for each row execute function mail_message_goes_forward();

create trigger never_removed before delete on mail_address
    for each row execute function deny_change();
create trigger no_truncate before truncate on mail_address
    for each statement execute function deny_change();
alter table mail_address enable row level security;
alter table mail_address force row level security;
create policy everyone on mail_address using (true) with check (true);
create policy tenant on mail_address as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

create trigger never_removed before delete on mail_message
    for each row execute function deny_change();
create trigger no_truncate before truncate on mail_message
    for each statement execute function deny_change();
alter table mail_message enable row level security;
alter table mail_message force row level security;
create policy everyone on mail_message using (true) with check (true);
create policy tenant on mail_message as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function mail_address_ends_once() from public;
revoke all on function mail_message_goes_forward() from public;
grant select, insert, update (ended_at) on mail_address to zhuanhu_app;
grant select, insert, update (state, reason, attempts, batch_id, done_at, answered_at)
    on mail_message to zhuanhu_app;
