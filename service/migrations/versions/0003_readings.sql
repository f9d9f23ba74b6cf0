-- What persons say about the reading of an invoice, and what is remembered of it.
-- The reading itself (invoice.record) never changes; corrections are rows beside it.

CREATE TABLE correction (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY NOT NULL,
    employer_id UUID NOT NULL,
    invoice_id UUID NOT NULL,
    field TEXT NOT NULL,
    read TEXT,
    stated TEXT,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_correction PRIMARY KEY (id),
    CONSTRAINT fk_correction_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_correction_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_correction_employer_id_invoice_id FOREIGN KEY(employer_id, invoice_id) REFERENCES invoice (employer_id, id),
    CONSTRAINT fk_correction_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

CREATE INDEX ix_correction_invoice_id ON correction (invoice_id, serial);

CREATE TABLE layout_hint (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    correction_id UUID NOT NULL,
    seller TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    page INTEGER NOT NULL,
    left_edge INTEGER NOT NULL,
    top INTEGER NOT NULL,
    right_edge INTEGER NOT NULL,
    bottom INTEGER NOT NULL,
    CONSTRAINT pk_layout_hint PRIMARY KEY (id),
    CONSTRAINT fk_layout_hint_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_layout_hint_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT fk_layout_hint_employer_id_correction_id FOREIGN KEY(employer_id, correction_id) REFERENCES correction (employer_id, id),
    CONSTRAINT uq_layout_hint_employer_id_seller_kind_field UNIQUE (employer_id, seller, kind, field),
    CONSTRAINT ck_layout_hint_box_in_order CHECK (left_edge <= right_edge and top <= bottom)
);

-- What another file of the same invoice says; null for the file that was read first.
ALTER TABLE rendition ADD COLUMN record JSONB;

-- ── What others have seen is not corrected behind their back ──
create function correction_comes_before_submission() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    perform 1 from invoice i
     where i.employer_id = new.employer_id and i.id = new.invoice_id for update;
    if exists (select from claim c
                where c.employer_id = new.employer_id and c.invoice_id = new.invoice_id
                  and c.state in ('submitted', 'posted')) then
        raise exception 'invoice % is claimed: its reading stays', new.invoice_id
            using errcode = '55000', constraint = 'correction_comes_before_submission';
    end if;
    return new;
end $$;
create trigger correction_in_time before insert on correction
    for each row execute function correction_comes_before_submission();

create function last_stated(employer uuid, invoice uuid, wanted text) returns text
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select c.stated from correction c
     where c.employer_id = employer and c.invoice_id = invoice and c.field = wanted
     order by c.serial desc limit 1
$$;

create function invoice_follows_its_corrections() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if (new.id, new.employer_id, new.original_id, new.kind, new.record, new.read_at)
       is distinct from
       (old.id, old.employer_id, old.original_id, old.kind, old.record, old.read_at) then
        raise exception 'invoice % keeps what was read', old.id
            using errcode = '55000', constraint = 'invoice_keeps_its_reading';
    end if;
    if new.number is distinct from old.number
       and new.number is distinct from last_stated(new.employer_id, new.id, 'invoice_number')
       or new.seller_name is distinct from old.seller_name
       and new.seller_name is distinct from last_stated(new.employer_id, new.id, 'seller_name')
       or new.issued_on is distinct from old.issued_on
       and new.issued_on
           is distinct from last_stated(new.employer_id, new.id, 'issue_date')::date
       or new.total is distinct from old.total
       and new.total
           is distinct from last_stated(new.employer_id, new.id, 'total_with_tax')::numeric
       or new.key is distinct from old.key
       and not exists (select from correction c
                        where c.employer_id = new.employer_id and c.invoice_id = new.id
                          and c.field in ('invoice_number', 'invoice_code')) then
        raise exception 'invoice % changes by a correction only', old.id
            using errcode = '55000', constraint = 'invoice_follows_its_corrections';
    end if;
    return new;
end $$;
create trigger invoice_reading before update on invoice
    for each row execute function invoice_follows_its_corrections();

create trigger append_only before update or delete on correction
    for each row execute function deny_change();
create trigger no_truncate before truncate on correction
    for each statement execute function deny_change();

alter table correction enable row level security;
alter table correction force row level security;
create policy everyone on correction using (true) with check (true);
create policy tenant on correction as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table layout_hint enable row level security;
alter table layout_hint force row level security;
create policy everyone on layout_hint using (true) with check (true);
create policy tenant on layout_hint as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function correction_comes_before_submission(), invoice_follows_its_corrections(),
    last_stated(uuid, uuid, text) from public;
grant execute on function last_stated(uuid, uuid, text) to zhuanhu_app;
grant select, insert on correction to zhuanhu_app;
grant select, insert, delete on layout_hint to zhuanhu_app;
grant update (key, number, issued_on, seller_name, total) on invoice to zhuanhu_app;
