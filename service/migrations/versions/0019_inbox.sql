-- The inbox, and what goes out by mail and to group robots. Rows without an employer are the
-- Center's: no employer sees them. A message holds a kind, a number, what to do and a link, and
-- nothing else: what leaves the house is made from it (Art. 34).

CREATE TABLE inbox_message (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY,
    employer_id UUID,
    roles TEXT NOT NULL,
    selectee_id UUID,
    topic TEXT NOT NULL,
    number TEXT NOT NULL,
    to_do TEXT NOT NULL,
    "values" JSONB NOT NULL,
    steps JSONB NOT NULL,
    link TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    over_at TIMESTAMP WITH TIME ZONE,
    read_by UUID[] NOT NULL,
    told UUID[] NOT NULL,
    CONSTRAINT pk_inbox_message PRIMARY KEY (id),
    CONSTRAINT fk_inbox_message_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_inbox_message_employer_id_selectee_id FOREIGN KEY(employer_id, selectee_id) REFERENCES selectee (employer_id, id),
    CONSTRAINT ck_inbox_message_selectee_of_employer CHECK (selectee_id is null or employer_id is not null),
    CONSTRAINT ck_inbox_message_addressed CHECK (roles <> ''),
    CONSTRAINT ck_inbox_message_numbered CHECK (number ~ '^[^\s.,]{0,60}$' and (number = '' or number ~ '[0-9]')),
    CONSTRAINT ck_inbox_message_link_local CHECK (link ~ '^/[a-z]')
);

CREATE INDEX ix_inbox_message_open ON inbox_message (employer_id, serial) WHERE over_at is null;
CREATE INDEX ix_inbox_message_link ON inbox_message (link) WHERE over_at is null;

-- Where and how a person wants to be told.
CREATE TABLE contact (
    user_id UUID NOT NULL,
    employer_id UUID,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    digest TEXT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (user_id),
    CONSTRAINT fk_contact_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_contact_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
    CONSTRAINT ck_contact_language_known CHECK (language in ('zh', 'en')),
    CONSTRAINT ck_contact_digest_known CHECK (digest in ('none', 'daily', 'each')),
    CONSTRAINT ck_contact_reachable CHECK (digest = 'none' or address <> ''),
    CONSTRAINT ck_contact_address_form CHECK (address ~ '^([^@\s,<>]+@[^@\s,<>]+)?$')
);

-- A group robot: its address is put together from these parts, so that no other one is called.
CREATE TABLE robot (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    host TEXT NOT NULL,
    token TEXT NOT NULL,
    secret TEXT NOT NULL,
    language TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_robot PRIMARY KEY (id),
    CONSTRAINT fk_robot_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_robot_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_robot_made_by FOREIGN KEY(made_by) REFERENCES user_account (id),
    CONSTRAINT ck_robot_kind_known CHECK (kind in ('wecom', 'dingtalk')),
    CONSTRAINT ck_robot_named CHECK (name <> ''),
    CONSTRAINT ck_robot_host_form CHECK (host ~ '^[a-z0-9.-]+(:[0-9]+)?$'),
    CONSTRAINT ck_robot_token_form CHECK (token ~ '^[0-9A-Za-z_-]{8,200}$'),
    CONSTRAINT ck_robot_signed CHECK ((secret <> '') = (kind = 'dingtalk')),
    CONSTRAINT ck_robot_language_known CHECK (language in ('zh', 'en'))
);

-- What went out, or is to: as it was worded, to one person or one robot.
CREATE TABLE delivery (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY,
    employer_id UUID,
    user_id UUID,
    robot_id UUID,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    messages INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    error TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_delivery PRIMARY KEY (id),
    CONSTRAINT fk_delivery_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_delivery_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
    CONSTRAINT fk_delivery_employer_id_robot_id FOREIGN KEY(employer_id, robot_id) REFERENCES robot (employer_id, id),
    CONSTRAINT ck_delivery_one_recipient CHECK ((user_id is null) <> (robot_id is null)),
    CONSTRAINT ck_delivery_state_known CHECK (state in ('queued', 'sent', 'failed', 'given_up')),
    CONSTRAINT ck_delivery_counted CHECK (messages > 0 and attempts >= 0),
    CONSTRAINT ck_delivery_sent_whole CHECK ((sent_at is not null) = (state = 'sent')),
    CONSTRAINT ck_delivery_failed_with_error CHECK (state not in ('failed', 'given_up') or error <> '')
);

CREATE INDEX ix_delivery_due ON delivery (next_at) WHERE state in ('queued', 'failed');
CREATE INDEX ix_delivery_user_id ON delivery (user_id, serial);
CREATE INDEX ix_delivery_robot_id ON delivery (employer_id, robot_id, serial);

-- ── What was sent or given up stays so; what was worded stays as it was ──
create function delivery_goes_forward() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.state in ('sent', 'given_up') or new.attempts < old.attempts
       or (new.state = 'queued' and old.state <> 'queued') then
        raise exception 'delivery % stays as it is', old.id
            using errcode = '55000', constraint = 'delivery_goes_forward';
    end if;
    return new;
end $$;
create trigger goes_forward before update on delivery
    for each row execute function delivery_goes_forward();
create trigger never_removed before delete on delivery
    for each row execute function deny_change();
create trigger no_truncate before truncate on delivery
    for each statement execute function deny_change();
create trigger never_removed before delete on inbox_message
    for each row execute function deny_change();
create trigger no_truncate before truncate on inbox_message
    for each statement execute function deny_change();
create trigger never_removed before delete on robot
    for each row execute function deny_change();
create trigger no_truncate before truncate on robot
    for each statement execute function deny_change();

alter table inbox_message enable row level security;
alter table inbox_message force row level security;
create policy everyone on inbox_message using (true) with check (true);
create policy tenant on inbox_message as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table contact enable row level security;
alter table contact force row level security;
create policy everyone on contact using (true) with check (true);
create policy tenant on contact as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table robot enable row level security;
alter table robot force row level security;
create policy everyone on robot using (true) with check (true);
create policy tenant on robot as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table delivery enable row level security;
alter table delivery force row level security;
create policy everyone on delivery using (true) with check (true);
create policy tenant on delivery as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function delivery_goes_forward() from public;
grant select, insert, update (over_at, read_by, told) on inbox_message to zhuanhu_app;
grant select, insert, update (address, language, digest, changed_at) on contact to zhuanhu_app;
grant select, insert, update (ended_at) on robot to zhuanhu_app;
grant select, insert, update (state, attempts, next_at, error, sent_at) on delivery to zhuanhu_app;
