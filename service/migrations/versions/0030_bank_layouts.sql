-- What the columns of a bank's file mean (Art. 26): said once by a person, used for the next file.

CREATE TABLE bank_layout (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    titles TEXT[] NOT NULL,
    meanings TEXT[] NOT NULL,
    file_name TEXT NOT NULL,
    said_by UUID NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_bank_layout PRIMARY KEY (id),
    CONSTRAINT fk_bank_layout_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT uq_bank_layout_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT uq_bank_layout_employer_id_titles UNIQUE (employer_id, titles),
    CONSTRAINT ck_bank_layout_of_each_title CHECK (titles <> '{}' and cardinality(titles) = cardinality(meanings)),
    CONSTRAINT fk_bank_layout_said_by FOREIGN KEY(said_by) REFERENCES user_account (id)
);

alter table bank_layout enable row level security;
alter table bank_layout force row level security;
create policy everyone on bank_layout using (true) with check (true);
create policy tenant on bank_layout as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
grant select, insert, delete on bank_layout to zhuanhu_app;
