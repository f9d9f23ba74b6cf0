-- What pages ask for is quick over many rows: who reads is asked once a statement, not once a row.

alter policy tenant on ledger.account
    using (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter policy tenant on ledger.balance
    using (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter policy tenant on ledger.book
    using (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter policy tenant on ledger.book_head
    using (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter policy tenant on ledger.entry
    using (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter policy tenant on ledger.line
    using (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (tenant_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

-- The turnover of an account, by day and as known at an instant, is read from the index alone.
drop index ledger.line_account_effective;
create index line_account_effective on ledger.line (account_id, effective_on)
    include (amount, tenant_id, account_seq);

-- What of a bank account is in no match that stands: both sides told from indexes alone.
alter table ledger.line drop constraint line_account_seq;
alter table ledger.line add constraint line_account_seq
    unique (account_id, account_seq) include (entry_id, tenant_id);
drop index ledger.member_bank;
drop index ledger.member_book;
create index member_bank on ledger.bank_match_member (book_id, bank_line_id)
    include (match_id, tenant_id) where bank_line_id is not null;
create index member_book on ledger.bank_match_member (book_id, entry_id)
    include (match_id, tenant_id) where entry_id is not null;
create index match_withdrawn on ledger.bank_match_state (book_id, match_id)
    include (tenant_id) where state = 'withdrawn';
create index match_said on ledger.bank_match_state (book_id, match_id) include (state, tenant_id);
create index match_of_book on ledger.bank_match (book_id, id) include (tenant_id);
create index bank_line_of_book on ledger.bank_line (book_id, id) include (tenant_id);
