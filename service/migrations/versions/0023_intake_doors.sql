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
