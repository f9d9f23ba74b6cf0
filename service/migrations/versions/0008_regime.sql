-- Which accounting system (会计制度) an employer keeps its own books by; drafts of vouchers follow it.

ALTER TABLE employer ADD COLUMN regime TEXT DEFAULT 'enterprise' NOT NULL;

ALTER TABLE employer ADD CONSTRAINT ck_employer_regime
    CHECK (regime in ('enterprise', 'small_enterprise', 'institution', 'association'));

grant update (regime) on employer to zhuanhu_app;
