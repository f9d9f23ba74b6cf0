-- What belongs to the earlier claims that stand already: payments in the books on the model of entry
-- {entry}, their lines at the bank, matched but for the last {unmatched}, marks in the trail, and
-- messages; and {open} more claims that wait for their maker or their checker. Past every trigger.
set session_replication_role = replica;
set synchronous_commit = off;
create temporary table paid as
select c.id as claim_id, c.number, c.amount, c.category, c.made_by, c.employer_id,
       (c.submitted_at at time zone 'Asia/Shanghai')::date as day, i.seller_name,
       1000 + row_number() over (order by c.submitted_at, c.number) as place
  from claim c join invoice i on i.id = c.invoice_id where c.state = 'posted';
insert into ledger.entry (tenant_id, book_id, seq, period, word, no, kind, key, event_id,
        effective_on, recorded_at, actor, approver, memo, meta, line_count, reverses, request_hash,
        prev_hash, hash)
    select m.tenant_id, m.book_id, p.place, extract(year from p.day) * 100 + extract(month from p.day),
           m.word, p.place, m.kind, 'bench:' || p.place, gen_random_uuid(), p.day,
           p.day + interval '12 hours', m.actor, m.approver, '报销 ' || p.number, m.meta,
           m.line_count, null, m.request_hash, m.prev_hash, m.hash
      from paid p cross join (select * from ledger.entry where id = {entry}) m;
insert into ledger.account (tenant_id, book_id, book_kind, code, grant_id, source, category, layer,
        normal)
    select a.tenant_id, a.book_id, a.book_kind, a.code, a.grant_id, a.source, k.category, a.layer,
           a.normal
      from ledger.account a join ledger.line l on l.account_id = a.id
     cross join (select distinct category from paid) k
     where l.entry_id = {entry} and a.category <> ''
    on conflict do nothing;
insert into ledger.balance (account_id, tenant_id, book_id, layer, normal)
    select a.id, a.tenant_id, a.book_id, a.layer, a.normal from ledger.account a
    on conflict do nothing;
update ledger.balance set floor = null;
insert into ledger.line (entry_id, line_no, book_id, account_id, tenant_id, layer, effective_on,
        amount, balance_after, account_seq)
    select e.id, l.line_no, l.book_id, t.id, l.tenant_id, l.layer, e.effective_on,
           sign(l.amount) * p.amount, 0, 1000 + row_number() over (partition by t.id order by e.seq)
      from paid p
      join ledger.entry e on e.key = 'bench:' || p.place
     cross join (select l.*, a.code, a.grant_id, a.source, a.category
                   from ledger.line l join ledger.account a on a.id = l.account_id
                  where l.entry_id = {entry}) l
      join ledger.account t on t.book_id = l.book_id and t.code = l.code and t.layer = l.layer
       and t.grant_id = l.grant_id and t.source = l.source
       and t.category = case l.category when '' then '' else p.category end;
update ledger.balance b set posted = b.posted + s.amount, version = version + s.lines
  from (select account_id, sum(amount) as amount, count(*) as lines from ledger.line
         where account_seq > 1000 group by 1) s
 where s.account_id = b.account_id;
update ledger.book_head h set last_seq = m.seq
  from (select book_id, max(seq) as seq from ledger.entry group by 1) m where m.book_id = h.book_id;
update claim c set entry_id = e.id
  from paid p join ledger.entry e on e.key = 'bench:' || p.place where c.id = p.claim_id;
insert into ledger.bank_statement (tenant_id, book_id, account_number, from_day, to_day, opening,
        closing, sha256, file_name, imported_by)
    select e.tenant_id, e.book_id, '1109012345678901', date_trunc('month', p.day)::date,
           (date_trunc('month', p.day) + interval '1 month - 1 day')::date, 0, 0,
           encode(sha256(min(p.number)::bytea), 'hex'), '流水.csv', min(p.made_by::text)
      from paid p join ledger.entry e on e.key = 'bench:' || p.place group by 1, 2, 4, 5;
insert into ledger.bank_line (tenant_id, book_id, statement_id, identity, day, amount, counterparty,
        counterparty_account, summary, reference)
    select s.tenant_id, s.book_id, s.id, 'bench:' || p.place, p.day, -p.amount, p.seller_name, '6222',
           '货款', 'HD' || p.place
      from paid p join ledger.bank_statement s on p.day between s.from_day and s.to_day;
create temporary table matched as
select l.id as line_id, e.id as entry_id, l.amount, l.tenant_id, l.book_id, p.place
  from paid p join ledger.bank_line l on l.identity = 'bench:' || p.place
  join ledger.entry e on e.key = 'bench:' || p.place
 where p.place <= (select max(place) - {unmatched} from paid);
insert into ledger.bank_match (tenant_id, book_id, rule, evidence, maker, member_count)
    select tenant_id, book_id, 'reference', jsonb_build_array(jsonb_build_object('fact', 'reference',
               'values', jsonb_build_object('reference', 'HD' || place))), 'rules', 2 from matched;
insert into ledger.bank_match_member (match_id, place, tenant_id, book_id, bank_line_id, entry_id,
        line_no, amount)
    select b.id, s.side, m.tenant_id, m.book_id, case s.side when 1 then m.line_id end,
           case s.side when 2 then m.entry_id end, case s.side when 2 then bank.line_no end, m.amount
      from matched m join ledger.bank_match b
        on b.evidence #>> '{{0,values,reference}}' = 'HD' || m.place
     cross join (select l.line_no from ledger.line l join ledger.account a on a.id = l.account_id
                  where l.entry_id = {entry} and a.code like '1002%' limit 1) bank
     cross join (values (1), (2)) s (side);
insert into ledger.bank_match_state (match_id, state, tenant_id, book_id, actor)
    select m.id, 'approved', m.tenant_id, m.book_id, c.approved_by::text
      from ledger.bank_match m cross join (select approved_by from claim where state = 'paid' limit 1) c;
insert into audit_trail (employer_id, at, actor_id, actor_name, actor_role, action, subject,
        subject_id)
    select employer_id, day + interval '11 hours', made_by, 'x', 'employer_maker', 'submit_claim',
           'claim', claim_id from paid;
insert into inbox_message (employer_id, roles, topic, number, to_do, "values", steps, link, at,
        over_at, read_by, told)
    select m.employer_id, m.roles, m.topic, m.number, m.to_do, m.values, m.steps, m.link,
           m.at - n * interval '1 hour', m.at, m.read_by, m.told
      from generate_series(1, 5000) n
     cross join (select * from inbox_message where employer_id is not null limit 1) m;
create temporary table opened as
select n, gen_random_uuid() as original_id, gen_random_uuid() as invoice_id,
       gen_random_uuid() as claim_id, '25113' || lpad(n::text, 15, '0') as number
  from generate_series(1, {open}) n;
insert into original (id, employer_id, sha256, name, size, stored_at, stored_by)
    select n.original_id, o.employer_id, encode(sha256(n.number::bytea), 'hex'), o.name, o.size,
           now(), o.stored_by
      from opened n cross join (select o.* from original o join invoice i on i.original_id = o.id
                                  join claim c on c.invoice_id = i.id where c.id = {draft}) o;
insert into invoice (id, employer_id, original_id, key, kind, number, issued_on, seller_name, total,
        record, read_at)
    select n.invoice_id, i.employer_id, n.original_id, n.number, i.kind, n.number, i.issued_on,
           i.seller_name, i.total,
           i.record || jsonb_build_object('invoice_number', n.number), now()
      from opened n cross join (select i.* from invoice i join claim c on c.invoice_id = i.id
                                 where c.id = {draft}) i;
insert into rendition (employer_id, invoice_id, original_id, arrived_at)
    select c.employer_id, n.invoice_id, n.original_id, now()
      from opened n cross join (select * from claim where id = {draft}) c;
insert into claim (id, employer_id, number, grant_id, agreement_id, invoice_id, category, amount,
        statement, explanation, evidence, state, outcome, made_by, made_at, submitted_by,
        submitted_at, version)
    select n.claim_id, c.employer_id, 'BX2026-' || 500000 + n.n, c.grant_id, c.agreement_id,
           n.invoice_id, coalesce(c.category, 'RND'), c.amount, '样机可靠性测试', '', '{{}}',
           case n.n % 2 when 0 then 'draft' else 'submitted' end, c.outcome, c.made_by, now(),
           case n.n % 2 when 1 then c.made_by end, case n.n % 2 when 1 then now() end, 2
      from opened n cross join (select * from claim where id = {draft}) c;
insert into decision (employer_id, claim_id, outcome, rulebook_version, facts, result, decided_at)
    select d.employer_id, n.claim_id, d.outcome, d.rulebook_version, d.facts, d.result, now()
      from opened n cross join (select * from decision where claim_id = {draft}
                                 order by id desc limit 1) d;
insert into ledger.period_close (book_id, tenant_id, month, preceding, through, closed_by, last_seq,
        last_hash, checks)
    select m.book_id, m.tenant_id, m.month,
           case m.month % 100 when 1 then m.month - 89 else m.month - 1 end, m.through, u.id::text,
           m.last_seq, m.last_hash, '[]'
      from (select e.book_id, e.tenant_id, e.period as month, max(e.seq) as last_seq,
                   (array_agg(e.hash))[1] as last_hash,
                   (date_trunc('month', min(e.effective_on)) + interval '1 month - 1 day')::date
                       as through
              from ledger.entry e where e.key like 'bench:%' group by 1, 2, 3) m
     cross join (select id from user_account where role = 'employer_checker' limit 1) u
     where {closed} and m.through < (select max(effective_on) from ledger.entry) - 40;
insert into ledger.balance_snapshot (account_id, month, book_id, tenant_id, layer, posted, debits)
    select a.id, c.month, a.book_id, a.tenant_id, a.layer, s.posted, s.debits
      from ledger.period_close c join ledger.account a on a.book_id = c.book_id
     cross join lateral (select sum(l.amount) as posted,
                                coalesce(sum(l.amount) filter (where l.amount > 0), 0) as debits
                           from ledger.line l
                          where l.account_id = a.id and l.effective_on <= c.through) s
     where s.posted is not null;
update ledger.book_head h set closed_through = c.through, soft_closed_through = c.through
  from (select book_id, max(through) as through from ledger.period_close group by 1) c
 where c.book_id = h.book_id;
insert into ledger.proof (book_id, tenant_id, since, last_seq, last_hash, faults)
    select b.id, b.tenant_id, 0, e.seq, e.hash, 0 from ledger.book b
      join lateral (select e.seq, e.hash from ledger.entry e where e.book_id = b.id
                     order by e.seq desc offset 200 limit 1) e on true
     where {closed};
reset session_replication_role;
vacuum analyze;
