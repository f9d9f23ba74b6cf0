-- The least that could be written for a posting: head, entry, lines, balances; no key is judged, no
-- sum, floor, period or right, no digest, no policy, no trigger, and no foreign key.
create schema raw;
create table raw.head (book bigint primary key, seq bigint not null, hash bytea)
    with (fillfactor = 20);
create table raw.balance (account bigint primary key, posted numeric(16, 2) not null,
    version bigint not null) with (fillfactor = 50);
create table raw.entry (id bigint generated always as identity primary key, book bigint not null,
    seq bigint not null, kind text, key text, effective_on date, recorded_at timestamptz,
    actor text, memo text, meta jsonb, hash bytea);
create table raw.line (entry bigint, no smallint, account bigint, amount numeric(16, 2),
    balance_after numeric(16, 2), primary key (entry, no));
grant usage on schema raw to zhuanhu_app;
grant select, insert, update on all tables in schema raw to zhuanhu_app;
