-- Letters and their service: what was printed stays as it was printed.

CREATE TABLE letter (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    number TEXT NOT NULL,
    to_employer BOOLEAN NOT NULL,
    content JSONB NOT NULL,
    frame JSONB NOT NULL,
    pdf BYTEA NOT NULL,
    sha256 TEXT NOT NULL,
    drawn_with TEXT NOT NULL,
    term TEXT,
    state TEXT NOT NULL,
    issued_on DATE NOT NULL,
    issued_by UUID NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_letter PRIMARY KEY (id),
    CONSTRAINT fk_letter_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_letter_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_letter_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT uq_letter_kind_year_serial UNIQUE (kind, year, serial),
    CONSTRAINT ck_letter_kind_known CHECK (kind in ('rectification_notice', 'reminder', 'clawback_notice', 'clawback_reminder', 'transfer_confirmation', 'inspection_notice', 'comment_invitation', 'decision_notice', 'referral')),
    CONSTRAINT ck_letter_counted CHECK (serial > 0),
    CONSTRAINT ck_letter_numbered CHECK (number like '%〔' || year || '〕' || serial || '号'),
    CONSTRAINT ck_letter_addressed CHECK (to_employer = (kind <> 'referral')),
    CONSTRAINT ck_letter_whole CHECK (sha256 = encode(sha256(pdf), 'hex'))
);

CREATE INDEX ix_letter_proceeding_id ON letter (employer_id, proceeding_id);

CREATE TABLE letter_service (
    letter_id UUID NOT NULL,
    employer_id UUID NOT NULL,
    method TEXT NOT NULL,
    served_on DATE NOT NULL,
    received_by TEXT NOT NULL,
    evidence TEXT NOT NULL,
    recorded_by UUID NOT NULL,
    recorded_role TEXT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_letter_service PRIMARY KEY (employer_id, letter_id),
    CONSTRAINT fk_letter_service_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_letter_service_employer_id_letter_id FOREIGN KEY(employer_id, letter_id) REFERENCES letter (employer_id, id),
    CONSTRAINT ck_letter_service_method_known CHECK (method in ('direct', 'retained', 'mailed', 'announced', 'online')),
    CONSTRAINT ck_letter_service_received CHECK (method = 'announced' or received_by <> ''),
    CONSTRAINT ck_letter_service_evidenced CHECK (method in ('direct', 'online') or evidence <> ''),
    CONSTRAINT fk_letter_service_recorded_by FOREIGN KEY(recorded_by) REFERENCES user_account (id)
);

-- ── 文号: one after the other within a kind and a year, whoever else is writing ──
create function letter_numbers_have_no_gap() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not zhuanhu_is_center() then
        raise exception 'letters are the Center''s to write'
            using errcode = '42501', constraint = 'letters_are_of_the_center';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('letter ' || new.kind || new.year, 0));
    if new.year <> extract(year from new.issued_on) or new.serial <> (
        select coalesce(max(l.serial), 0) + 1 from letter l
         where l.kind = new.kind and l.year = new.year) then
        raise exception 'letter % is not the next of its kind and year', new.number
            using errcode = '23514', constraint = 'letter_numbers_have_no_gap';
    end if;
    return new;
end $$;
create trigger numbered before insert on letter
    for each row execute function letter_numbers_have_no_gap();
create trigger append_only before update or delete on letter
    for each row execute function deny_change();
create trigger no_truncate before truncate on letter
    for each statement execute function deny_change();

-- ── 送达: not before the letter was issued; an employer says only that it has received one ──
create function letter_is_served_properly() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (
        select from letter l where l.id = new.letter_id and l.employer_id = new.employer_id
           and l.issued_on <= new.served_on and (l.to_employer or new.method <> 'online')) then
        raise exception 'letter % was not served then or so', new.letter_id
            using errcode = '23514', constraint = 'letter_is_served_properly';
    end if;
    if (new.method = 'online') = zhuanhu_is_center() then
        raise exception 'letter %: who records its service may not record that', new.letter_id
            using errcode = '23514', constraint = 'letter_is_served_properly';
    end if;
    return new;
end $$;
create trigger served before insert on letter_service
    for each row execute function letter_is_served_properly();
create trigger append_only before update or delete on letter_service
    for each row execute function deny_change();
create trigger no_truncate before truncate on letter_service
    for each statement execute function deny_change();

-- The Center writes letters; an employer reads those that go to it.
alter table letter enable row level security;
alter table letter force row level security;
create policy everyone on letter using (true) with check (true);
create policy tenant on letter as restrictive
    using ((employer_id = (select zhuanhu_tenant()) and to_employer)
           or (select zhuanhu_is_center()))
    with check ((employer_id = (select zhuanhu_tenant()) and to_employer)
                or (select zhuanhu_is_center()));
alter table letter_service enable row level security;
alter table letter_service force row level security;
create policy everyone on letter_service using (true) with check (true);
create policy tenant on letter_service as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function letter_numbers_have_no_gap(), letter_is_served_properly() from public;
grant select, insert on letter to zhuanhu_app;
grant select, insert on letter_service to zhuanhu_app;
