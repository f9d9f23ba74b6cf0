-- Lists over many claims: their counts, sums and pages are read from indexes alone.

DROP INDEX ix_claim_state;

CREATE INDEX ix_claim_state ON claim (employer_id, state, made_at, number) INCLUDE (amount, id);

CREATE INDEX ix_claim_newest ON claim (made_at, number) INCLUDE (employer_id, state, amount, id);

DROP INDEX ix_claim_invoice_id;

CREATE INDEX ix_claim_invoice_id ON claim (invoice_id) INCLUDE (state);

CREATE INDEX ix_invoice_read ON invoice (read_at, id) INCLUDE (employer_id, kind);

CREATE INDEX ix_invoice_seller ON invoice (seller_name) INCLUDE (id, employer_id, number);
