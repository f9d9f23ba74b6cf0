-- Many lines at once, past every trigger: grants with 4 directions, 40 claims each over two years,
-- every account with 10 lines; interleaved in time, as they come. Digests are made up.
-- {first} and {last}: numbers of the grants; {books} books of which {first_book} is the first.
set session_replication_role = replica;
set synchronous_commit = off;
create temporary table grown_account on commit preserve rows as
with made as (
    insert into ledger.account (tenant_id, book_id, book_kind, code, grant_id, source, category,
        layer, normal)
    select b.tenant_id, b.id, b.kind, c.code, 'G' || g, 'FISCAL', d.category, 'B', -1
      from generate_series({first}, {last}) g
      join ledger.book b on b.id = {first_book} + g % {books}
     cross join (values ('9001'), ('9002')) c (code)
     cross join (values ('RND'), ('TRAIN'), ('EXCH'), ('CONF')) d (category)
    returning id, tenant_id, book_id, code, grant_id, category)
select made.*, substr(grant_id, 2)::bigint as g,
       array_position(array['RND', 'TRAIN', 'EXCH', 'CONF'], category) - 1 as direction
  from made;
insert into ledger.balance
        (account_id, tenant_id, book_id, layer, normal, floor, posted, version)
    select id, tenant_id, book_id, 'B', -1, 0, case code when '9001' then -1e6 else -0.1 end, 10
      from grown_account;
create temporary table grown_entry as
select nextval(pg_get_serial_sequence('ledger.entry', 'id')) as id, b.tenant_id, b.id as book_id,
       h.last_seq + row_number() over (partition by b.id order by n, g) as seq, g, n,
       date '2024-01-01' + n * 18 as day
  from generate_series({first}, {last}) g cross join generate_series(0, 39) n
  join ledger.book b on b.id = {first_book} + g % {books}
  join ledger.book_head h on h.book_id = b.id
 order by n, g;
insert into ledger.entry (id, tenant_id, book_id, seq, period, word, no, kind, key, effective_on,
        recorded_at, actor, approver, memo, meta, line_count, xact, request_hash, prev_hash, hash)
    overriding system value
    select e.id, e.tenant_id, e.book_id, e.seq,
           extract(year from day) * 100 + extract(month from day), '记', e.seq, 'reserve',
           'claim/' || e.id || '/reserve', e.day, '2026-01-01Z'::timestamptz + e.seq * interval '1 ms',
           'user-1', 'user-2', '', '{{}}', 2, '3', sha256(e.id::text::bytea),
           sha256(e.seq::text::bytea), sha256(e.n::text::bytea)
      from grown_entry e order by e.id;
insert into ledger.line (entry_id, line_no, book_id, account_id, tenant_id, layer, effective_on,
        amount, balance_after, account_seq)
    select e.id, case a.code when '9001' then 1 else 2 end, e.book_id, a.id, e.tenant_id, 'B',
           e.day, case a.code when '9001' then 0.01 else -0.01 end,
           case a.code when '9001' then -1e6 else -0.01 * (e.n / 4 + 1) end, e.n / 4 + 1
      from grown_entry e join grown_account a on a.g = e.g and a.direction = e.n % 4
     order by e.id, 2;
update ledger.book_head h set last_seq = e.seq, last_at = '2026-01-02Z',
       closed_through = '2025-11-30', soft_closed_through = '2025-11-30'
  from (select book_id, max(seq) as seq from grown_entry group by book_id) e
 where e.book_id = h.book_id;
insert into ledger.period_close (book_id, tenant_id, month, preceding, through, closed_by, last_seq,
        last_hash, checks)
    select b.id, b.tenant_id, extract(year from m) * 100 + extract(month from m),
           nullif(extract(year from m - interval '1 month') * 100
                  + extract(month from m - interval '1 month'), 202312),
           (m + interval '1 month - 1 day')::date, 'user-1', h.last_seq, h.last_hash, '[]'
      from ledger.book b join ledger.book_head h on h.book_id = b.id
     cross join generate_series(timestamp '2024-01-01', '2025-11-01', '1 month') m
     where b.id >= {first_book}
    on conflict do nothing;
insert into ledger.balance_snapshot
        (account_id, month, book_id, tenant_id, layer, posted, debits)
    select l.account_id, extract(year from l.effective_on) * 100
               + extract(month from l.effective_on), l.book_id, min(l.tenant_id::text)::uuid, 'B',
           min(l.balance_after), 1
      from ledger.line l join grown_account a on a.id = l.account_id
     where l.effective_on <= '2025-11-30' group by 1, 2, 3;
drop table grown_account, grown_entry;
reset session_replication_role;
