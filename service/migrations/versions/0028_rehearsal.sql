-- 演练模式: a database of its own, marked as such, in which people try the product out; and the
-- first steps, which each person walks once. In the database of the real books the ground stays
-- unmarked, so that no rehearsal can ever begin there.

CREATE TABLE rehearsal_ground (
    one BOOLEAN NOT NULL,
    marked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_rehearsal_ground PRIMARY KEY (one),
    CONSTRAINT ck_rehearsal_ground_one CHECK (one)
);

CREATE TABLE rehearsal (
    employer_id UUID NOT NULL,
    person_id UUID NOT NULL,
    begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_rehearsal PRIMARY KEY (employer_id),
    CONSTRAINT fk_rehearsal_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id)
);

CREATE INDEX ix_rehearsal_person_id ON rehearsal (person_id, begun_at);

CREATE TABLE first_steps (
    employer_id UUID NOT NULL,
    person_id UUID NOT NULL,
    ledger_seen_at TIMESTAMP WITH TIME ZONE,
    dismissed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_first_steps PRIMARY KEY (employer_id, person_id),
    CONSTRAINT fk_first_steps_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id)
);

create function rehearsal_on_its_ground() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from rehearsal_ground) then
        raise exception 'this database holds real books: no rehearsal begins here'
            using errcode = '55000', constraint = 'rehearsal_on_its_ground';
    end if;
    return new;
end $$;
create trigger on_its_ground before insert on rehearsal
    for each row execute function rehearsal_on_its_ground();
create trigger append_only before update or delete on rehearsal
    for each row execute function deny_change();
create trigger no_truncate before truncate on rehearsal
    for each statement execute function deny_change();

alter table rehearsal enable row level security;
alter table rehearsal force row level security;
create policy everyone on rehearsal using (true) with check (true);
create policy tenant on rehearsal as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table first_steps enable row level security;
alter table first_steps force row level security;
create policy everyone on first_steps using (true) with check (true);
create policy tenant on first_steps as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function rehearsal_on_its_ground() from public;
grant select on rehearsal_ground to zhuanhu_app;
grant select, insert on rehearsal to zhuanhu_app;
grant select, insert, update (ledger_seen_at, dismissed_at) on first_steps to zhuanhu_app;
