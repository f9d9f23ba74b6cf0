-- The desk and the search: what somebody did lately, claims by their amount, invoices by the end of
-- their number, and lines of the bank by partner, reference or amount. Row-level security lets an
-- index be used only by operators that leak nothing: equality and order, never a pattern.
create index ix_claim_amount on claim (employer_id, amount);
create index ix_invoice_number_within on invoice (employer_id, number) include (id);
create index ix_audit_trail_actor on audit_trail (actor_id, at, id);
create index bank_line_partner on ledger.bank_line (book_id, counterparty collate "C", day);
create index bank_line_reference on ledger.bank_line (book_id, reference collate "C");
create index bank_line_amount on ledger.bank_line (book_id, amount);
-- what a grant spent month by month is added up from the index alone
drop index ledger.line_account_effective;
create index line_account_effective on ledger.line (account_id, effective_on)
    include (amount, tenant_id);
