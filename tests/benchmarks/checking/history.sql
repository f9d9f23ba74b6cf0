-- Posted claims of one employer in the grant of claim {model}, each on an invoice of its own; past
-- every trigger. {earlier} claims in {days} days, of {sellers} sellers whose first is {seller}; every
-- tenth is of {supplier}, so that one seller stands beside all others.
set session_replication_role = replica;
set synchronous_commit = off;
create temporary table earlier as
select n, gen_random_uuid() as original_id, gen_random_uuid() as invoice_id,
       gen_random_uuid() as claim_id, '25112' || lpad(n::text, 15, '0') as number,
       {until} - (n * 7919 % {days})::int as day,
       case when n % 10 = 1 then {supplier} when n % {sellers} = 0 then {seller}
            else '北京第' || n % {sellers} || '检测有限公司' end as seller,
       (100 + n * 31 % 5000)::numeric(16, 2) as total,
       case n % 4 when 0 then 'CONF' else 'RND' end as category
  from generate_series(1, {earlier}) n;
insert into original (id, employer_id, sha256, name, size, stored_at, stored_by)
    select e.original_id, o.employer_id, encode(sha256(e.n::text::bytea), 'hex'), '发票.pdf', 50000,
           e.day + interval '9 hours', o.stored_by
      from earlier e cross join (select * from original limit 1) o;
insert into invoice (id, employer_id, original_id, key, kind, number, issued_on, seller_name, total,
        record, read_at)
    select e.invoice_id, i.employer_id, e.original_id, e.number, i.kind, e.number, e.day, e.seller,
           e.total,
           (i.record - 'provenance' - 'line_boxes') || jsonb_build_object('invoice_number', e.number,
               'seller_name', e.seller, 'issue_date', e.day, 'total_with_tax', e.total::text),
           e.day + interval '9 hours'
      from earlier e
     cross join (select i.* from invoice i join claim c on c.invoice_id = i.id
                  where c.id = {model}) i;
insert into rendition (employer_id, invoice_id, original_id, arrived_at)
    select c.employer_id, e.invoice_id, e.original_id, e.day + interval '9 hours'
      from earlier e cross join (select * from claim where id = {model}) c;
insert into claim (id, employer_id, number, grant_id, agreement_id, invoice_id, category, amount,
        statement, explanation, evidence, state, outcome, made_by, made_at, submitted_by,
        submitted_at, approved_by, approved_at, entry_id, version)
    select e.claim_id, c.employer_id, 'BX2025-' || lpad(e.n::text, 6, '0'), c.grant_id,
           c.agreement_id, e.invoice_id, e.category, e.total, '', '', '{{}}', 'posted', 'pass',
           c.made_by, e.day + interval '10 hours', c.made_by, e.day + interval '11 hours', {checker},
           e.day + interval '12 hours', e.n, 4
      from earlier e cross join (select * from claim where id = {model}) c;
insert into decision (employer_id, claim_id, outcome, rulebook_version, facts, result, decided_at)
    select d.employer_id, e.claim_id, 'pass', d.rulebook_version, '{{}}', d.result,
           e.day + interval '12 hours'
      from earlier e cross join (select * from decision where claim_id = {model} limit 1) d;
drop table earlier;
reset session_replication_role;
vacuum analyze;
