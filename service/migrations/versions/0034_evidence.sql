-- 证据包: workpapers and packs of evidence of a spot check. A pack belongs to no employer: row-level
-- security shows it to the Center alone.

alter table package alter column employer_id drop not null;
alter table package drop constraint ck_package_kind_known;
alter table package add constraint ck_package_kind_known
    check (kind in ('print', 'archive', 'evidence'));
alter table package add constraint ck_package_whose
    check ((kind = 'evidence') = (employer_id is null));
