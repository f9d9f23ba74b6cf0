-- Files by mail, by other programs, from a phone.

-- ── A link for one phone: opened once, soon, and good for the photographs of one batch ──
CREATE TABLE phone_link (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    batch_id UUID NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    secret_hash BYTEA NOT NULL,
    opens_until TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE,
    works_until TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_phone_link PRIMARY KEY (id),
    CONSTRAINT fk_phone_link_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_phone_link_employer_id_batch_id FOREIGN KEY(employer_id, batch_id) REFERENCES intake_batch (employer_id, id),
    CONSTRAINT ck_phone_link_opened_in_time CHECK (opened_at is null or opened_at <= opens_until),
    CONSTRAINT ck_phone_link_works_once_opened CHECK ((opened_at is null) = (works_until is null)),
    CONSTRAINT ck_phone_link_secret_hashed CHECK (octet_length(secret_hash) = 32),
    CONSTRAINT fk_phone_link_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

CREATE INDEX ix_phone_link_secret_hash ON phone_link (secret_hash);
CREATE INDEX ix_phone_link_batch_id ON phone_link (employer_id, batch_id);
CREATE INDEX ix_phone_link_going ON phone_link (opens_until) WHERE ended_at is null;

create function phone_link_opens_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.ended_at is not null
       or (old.opened_at is not null and new.opened_at is distinct from old.opened_at)
       or (old.works_until is not null and new.works_until is distinct from old.works_until) then
        raise exception 'link % was opened or has ended', old.id
            using errcode = '55000', constraint = 'phone_link_opens_once';
    end if;
    return new;
end $$;
create trigger opens_once before update on phone_link
    for each row execute function phone_link_opens_once();
create trigger never_removed before delete on phone_link
    for each row execute function deny_change();
create trigger no_truncate before truncate on phone_link
    for each statement execute function deny_change();

alter table phone_link enable row level security;
alter table phone_link force row level security;
create policy everyone on phone_link using (true) with check (true);
create policy tenant on phone_link as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function phone_link_opens_once() from public;
grant select, insert, update (opened_at, works_until, ended_at) on phone_link to zhuanhu_app;

-- ── Tokens by which other programs come in, and the requests that are answered once ──
CREATE TABLE access_token (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    user_id UUID NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    secret_hash BYTEA NOT NULL,
    secret_end TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_access_token PRIMARY KEY (id),
    CONSTRAINT fk_access_token_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT ck_access_token_scope_known CHECK (scope in ('read', 'upload')),
    CONSTRAINT ck_access_token_named CHECK (name <> ''),
    CONSTRAINT ck_access_token_expires CHECK (expires_at > made_at and expires_at <= made_at + interval '366 days'),
    CONSTRAINT ck_access_token_secret_hashed CHECK (octet_length(secret_hash) = 32 and length(secret_end) = 4),
    CONSTRAINT fk_access_token_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE INDEX ix_access_token_secret_hash ON access_token (secret_hash);
CREATE INDEX ix_access_token_user_id ON access_token (employer_id, user_id);

create function access_token_ends_for_good() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.ended_at is not null then
        raise exception 'token % has ended', old.id
            using errcode = '55000', constraint = 'access_token_ends_for_good';
    end if;
    return new;
end $$;
create trigger ends_for_good before update on access_token
    for each row execute function access_token_ends_for_good();
create trigger never_removed before delete on access_token
    for each row execute function deny_change();
create trigger no_truncate before truncate on access_token
    for each statement execute function deny_change();

CREATE TABLE api_request (
    employer_id UUID NOT NULL,
    user_id UUID NOT NULL,
    key_hash BYTEA NOT NULL,
    content_hash BYTEA NOT NULL,
    batch_id UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_api_request PRIMARY KEY (employer_id, user_id, key_hash),
    CONSTRAINT fk_api_request_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_api_request_employer_id_batch_id FOREIGN KEY(employer_id, batch_id) REFERENCES intake_batch (employer_id, id),
    CONSTRAINT fk_api_request_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);

create trigger append_only before update or delete on api_request
    for each row execute function deny_change();
create trigger no_truncate before truncate on api_request
    for each statement execute function deny_change();

alter table access_token enable row level security;
alter table access_token force row level security;
create policy everyone on access_token using (true) with check (true);
create policy tenant on access_token as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table api_request enable row level security;
alter table api_request force row level security;
create policy everyone on api_request using (true) with check (true);
create policy tenant on api_request as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function access_token_ends_for_good() from public;
grant select, insert, update (used_at, ended_at) on access_token to zhuanhu_app;
grant select, insert on api_request to zhuanhu_app;
