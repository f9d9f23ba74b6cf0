-- 查阅 (Art. 34): who of the Center looked at what of whom, and why; and exports of many rows, which
-- one person asks for and another allows. The Center's alone: a log that employers could read would
-- announce a random check before its notice.

CREATE TABLE disclosure (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    employer_id UUID,
    grant_id UUID,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    reader_id UUID NOT NULL,
    reader_name TEXT NOT NULL,
    reader_role TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID,
    number TEXT NOT NULL,
    asked TEXT NOT NULL,
    purpose TEXT NOT NULL,
    CONSTRAINT pk_disclosure PRIMARY KEY (id),
    CONSTRAINT fk_disclosure_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_disclosure_employer_id_grant_id FOREIGN KEY(employer_id, grant_id) REFERENCES talent_grant (employer_id, id),
    CONSTRAINT fk_disclosure_reader_id FOREIGN KEY(reader_id) REFERENCES user_account (id),
    CONSTRAINT ck_disclosure_to_the_center CHECK (reader_role in ('center_auditor', 'center_manager')),
    CONSTRAINT ck_disclosure_kind_known CHECK (kind in ('page', 'data', 'file', 'export', 'number')),
    CONSTRAINT ck_disclosure_number_with_purpose CHECK (kind <> 'number' or purpose <> ''),
    CONSTRAINT ck_disclosure_named CHECK (what <> '' and reader_name <> ''),
    CONSTRAINT ck_disclosure_sound CHECK (length(asked) <= 1000 and length(purpose) <= 500)
);

CREATE INDEX ix_disclosure_at ON disclosure (at, id);
CREATE INDEX ix_disclosure_reader_id_at ON disclosure (reader_id, at);
CREATE INDEX ix_disclosure_employer_id_at ON disclosure (employer_id, at);
CREATE INDEX ix_disclosure_subject_id_at ON disclosure (subject_id, at);

CREATE TABLE stated_purpose (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    reader_id UUID NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    on_day DATE NOT NULL,
    purpose TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_stated_purpose PRIMARY KEY (id),
    CONSTRAINT fk_stated_purpose_reader_id FOREIGN KEY(reader_id) REFERENCES user_account (id),
    CONSTRAINT uq_stated_purpose_reader_id_subject_subject_id_on_day UNIQUE (reader_id, subject, subject_id, on_day),
    CONSTRAINT ck_stated_purpose_subject_known CHECK (subject in ('assessment', 'objection')),
    CONSTRAINT ck_stated_purpose_told CHECK (length(btrim(purpose)) between 4 and 500)
);

CREATE TABLE bulk_export (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    what TEXT NOT NULL,
    asked TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    requested_by UUID NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decision TEXT,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    CONSTRAINT pk_bulk_export PRIMARY KEY (id),
    CONSTRAINT fk_bulk_export_requested_by FOREIGN KEY(requested_by) REFERENCES user_account (id),
    CONSTRAINT fk_bulk_export_decided_by FOREIGN KEY(decided_by) REFERENCES user_account (id),
    CONSTRAINT ck_bulk_export_decision_known CHECK (decision in ('approved', 'declined')),
    CONSTRAINT ck_bulk_export_decided_whole CHECK (num_nulls(decision, decided_by, decided_at) in (0, 3)),
    CONSTRAINT ck_bulk_export_two_people CHECK (decided_by <> requested_by),
    CONSTRAINT ck_bulk_export_declined_with_reason CHECK (decision is distinct from 'declined' or reason <> ''),
    CONSTRAINT ck_bulk_export_sound CHECK (what <> '' and row_count > 0 and length(asked) <= 1000),
    CONSTRAINT ck_bulk_export_told CHECK (length(btrim(purpose)) between 4 and 500)
);

CREATE INDEX ix_bulk_export_requested_by ON bulk_export (requested_by, requested_at);

-- ── An export of many rows begins undecided, is decided once, and stays what was asked for ──
create function bulk_export_decided_once() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        if new.decision is not null then
            raise exception 'an export begins undecided'
                using errcode = '23514', constraint = 'bulk_export_decided_once';
        end if;
    elsif old.decision is not null
       or (new.id, new.what, new.asked, new.row_count, new.purpose, new.requested_by, new.requested_at)
          is distinct from
          (old.id, old.what, old.asked, old.row_count, old.purpose, old.requested_by, old.requested_at)
    then
        raise exception 'export % stays as it is', old.id
            using errcode = '55000', constraint = 'bulk_export_decided_once';
    end if;
    return new;
end $$;
create trigger decided_once before insert or update on bulk_export
    for each row execute function bulk_export_decided_once();
create trigger never_removed before delete on bulk_export
    for each row execute function deny_change();
create trigger no_truncate before truncate on bulk_export
    for each statement execute function deny_change();
alter table bulk_export enable row level security;
alter table bulk_export force row level security;
create policy everyone on bulk_export using (true) with check (true);
create policy center on bulk_export as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));

create trigger append_only before update or delete on disclosure
    for each row execute function deny_change();
create trigger no_truncate before truncate on disclosure
    for each statement execute function deny_change();
alter table disclosure enable row level security;
alter table disclosure force row level security;
create policy everyone on disclosure using (true) with check (true);
create policy center on disclosure as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));

create trigger append_only before update or delete on stated_purpose
    for each row execute function deny_change();
create trigger no_truncate before truncate on stated_purpose
    for each statement execute function deny_change();
alter table stated_purpose enable row level security;
alter table stated_purpose force row level security;
create policy everyone on stated_purpose using (true) with check (true);
create policy center on stated_purpose as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));

revoke all on function bulk_export_decided_once() from public;
grant select, insert on disclosure to zhuanhu_app;
grant select, insert on stated_purpose to zhuanhu_app;
grant select, insert, update (decision, decided_by, decided_at, reason) on bulk_export to zhuanhu_app;

-- The trail is looked through by day.
create index ix_audit_trail_at on audit_trail (at, id);
create index ix_audit_trail_employer_id_at on audit_trail (employer_id, at);
