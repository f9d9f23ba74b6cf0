-- 打印和归档: files that take a while to make. A package is asked for once; what it holds is kept
-- among the originals by its SHA-256.

CREATE TABLE package (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    kind TEXT NOT NULL,
    asked JSONB NOT NULL,
    name TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    parts INTEGER NOT NULL,
    ready INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    worker TEXT,
    seen_at TIMESTAMP WITH TIME ZONE,
    fault JSONB,
    sha256 TEXT,
    size BIGINT,
    done_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_package PRIMARY KEY (id),
    CONSTRAINT fk_package_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_package_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT ck_package_kind_known CHECK (kind in ('print', 'archive')),
    CONSTRAINT ck_package_state_known CHECK (state in ('waiting', 'working', 'done', 'failed')),
    CONSTRAINT ck_package_somebody_works CHECK ((state = 'working') = (worker is not null)),
    CONSTRAINT ck_package_worked_since CHECK ((worker is null) = (seen_at is null)),
    CONSTRAINT ck_package_kept_when_done CHECK ((state = 'done') = (sha256 is not null)),
    CONSTRAINT ck_package_sha256_form CHECK (sha256 is null or sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_package_fault_told CHECK ((state = 'failed') = (fault is not null)),
    CONSTRAINT ck_package_sound CHECK (parts >= 0 and ready >= 0 and name <> ''),
    CONSTRAINT fk_package_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

CREATE INDEX ix_package_made_by ON package (employer_id, made_by, made_at);
CREATE INDEX ix_package_waiting ON package (made_at) WHERE state in ('waiting', 'working');

create function package_goes_its_way() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'waiting' or new.attempts <> 0 else
          (new.id, new.employer_id, new.kind, new.asked, new.name, new.made_by, new.made_at)
          is distinct from
          (old.id, old.employer_id, old.kind, old.asked, old.name, old.made_by, old.made_at)
          or (old.state, new.state) not in (
              ('waiting', 'working'), ('working', 'working'), ('working', 'waiting'),
              ('working', 'done'), ('working', 'failed'), ('failed', 'waiting')) end) then
        raise exception 'package %: it does not become %', new.id, new.state
            using errcode = '55000', constraint = 'package_goes_its_way';
    end if;
    return new;
end $$;
create trigger goes_its_way before insert or update on package
    for each row execute function package_goes_its_way();
create trigger never_removed before delete on package
    for each row execute function deny_change();
create trigger no_truncate before truncate on package
    for each statement execute function deny_change();

alter table package enable row level security;
alter table package force row level security;
create policy everyone on package using (true) with check (true);
create policy tenant on package as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function package_goes_its_way() from public;
grant select, insert, update (state, parts, ready, attempts, worker, seen_at, fault, sha256, size, done_at)
    on package to zhuanhu_app;
