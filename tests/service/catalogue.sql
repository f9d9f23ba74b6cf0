-- What must hold for every table, function and right in the database.
--
-- Each rule is a query for what breaks it; an empty answer is the only good one. A new table is
-- checked from its first day: nobody has to remember it here. Exceptions carry their reason.

create temporary table reviewed (rule text, name text, reason text);
insert into reviewed values
    -- everybody may see these
    ('shared table', 'public.alembic_version', 'the revision of the schema'),
    ('shared table', 'public.annual_call', 'the calls of the programme are published'),
    ('shared table', 'public.bulk_export', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.cross_match', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.signal', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.signal_evidence', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.signal_run', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.signal_step', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.disbursement_batch', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.law_text', 'approved texts are everybody''s to read'),
    ('shared table', 'public.listing', 'employers are warned of listed sellers'),
    ('shared table', 'public.job_run', 'runs of the clock concern the Center only'),
    ('shared table', 'public.login_attempt', 'before the log-in nobody has an employer'),
    ('shared table', 'public.objection', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.policy_version', 'the Measures are published'),
    ('shared table', 'public.procedure_move', 'the tables of the procedures'),
    ('shared table', 'public.public_notice', 'notices are published by law'),
    ('shared table', 'public.recommender', 'the recommending bodies are known'),
    ('shared table', 'public.rehearsal_ground', 'says what the whole database is for'),
    ('shared table', 'public.remittance', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.ruling', 'published rulings are everybody''s to read'),
    ('shared table', 'public.stated_purpose', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.spot_check', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.spot_check_draw', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.spot_check_evaluation', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.spot_check_frame', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.spot_check_step', 'the Center''s policy lets nobody else see it'),
    ('shared table', 'public.web_session', 'a session is found by its secret only'),
    ('shared table', 'ledger.account_type', 'the chart of accounts'),
    -- whoever meets such a key learns that somebody else has the value
    ('key', 'employer.uq_employer_uscc', 'only the Center enters employers'),
    ('key', 'talent_grant.uq_talent_grant_number', 'only the Center numbers grants'),
    ('key', 'user_account.uq_user_account_login', 'the log-in comes before the employer'),
    ('key', 'letter.uq_letter_kind_year_serial', 'only the Center writes letters'),
    ('key', 'repayment.uq_repayment_arrived_reference', 'only the Center confirms arrivals'),
    ('key', 'spot_check_item.uq_spot_check_item_check_id_number', 'only the Center draws'),
    ('key', 'agreement_budget.pk_agreement_budget', 'an agreement''s identity is random'),
    ('key', 'contact.pk_contact', 'a user''s identity is random'),
    -- referred to across tenants: taken from the session, never from a form
    ('target', 'public.user_account', 'who did it may be a person of the Center'),
    -- these run with the owner's rights; row-level security binds the owner as well
    ('definer', 'public.step_moves_its_case', 'the application may not move a case but by a step'),
    ('definer', 'public.grant_step_moves_its_grant', 'a grant''s state is not written directly'),
    ('definer', 'public.step_moves_its_spot_check', 'a check moves by its steps alone'),
    ('definer', 'public.objections_are_counted', 'nobody types the count of a notice'),
    ('definer', 'ledger.open_book', 'the application may not insert books'),
    ('definer', 'ledger.open_account', 'the application may not insert accounts'),
    ('definer', 'ledger.lock_books', 'a lock needs the right to update'),
    ('definer', 'ledger.post', 'the one way into the journal'),
    ('definer', 'ledger.post_many', 'the same for several entries'),
    ('definer', 'ledger.soft_close_through', 'lets a month be closed: late entries say why'),
    ('definer', 'ledger.set_tolerance', 'settles how a budget is controlled before it opens'),
    ('definer', 'ledger.halt', 'stops or resumes a book that failed its proof'),
    ('definer', 'ledger.close_grant', 'shuts the empty accounts of a grant'),
    ('definer', 'ledger.record_proof', 'keeps what a proof found'),
    ('definer', 'ledger.add_anchor', 'adds an anchor behind the newest one'),
    ('definer', 'ledger.close_month', 'closes a month with its snapshots'),
    ('definer', 'ledger.import_statement', 'the one way in for a statement of the bank'),
    ('definer', 'ledger.propose_match', 'the one way in for a match; it posts nothing'),
    ('definer', 'ledger.decide_match', 'approves or withdraws a match'),
    ('definer', 'ledger.draw_reconciliation', 'keeps a table that balances'),
    ('definer', 'ledger.decide_reconciliation', 'approves or withdraws a table'),
    ('definer', 'ledger.set_account_open', 'the application may not update balances'),
    -- the application may add to these, and nothing else
    ('append only', 'public.assessment', ''),
    ('append only', 'public.audit_trail', ''),
    ('append only', 'public.advance', ''),
    ('append only', 'public.advance_use', ''),
    ('append only', 'public.claim_cut', ''),
    ('append only', 'public.deadline_mark', ''),
    ('append only', 'public.clawback', ''),
    ('append only', 'public.recall', ''),
    ('append only', 'public.reallocation', ''),
    ('append only', 'public.reallocation_entry', ''),
    ('append only', 'public.decision', ''),
    ('append only', 'public.disclosure', ''),
    ('append only', 'public.exit_application', ''),
    ('append only', 'public.fee_row', ''),
    ('append only', 'public.fee_sheet', ''),
    ('append only', 'public.grant_step', ''),
    ('append only', 'public.letter', ''),
    ('append only', 'public.letter_service', ''),
    ('append only', 'public.original', ''),
    ('append only', 'public.policy_version', ''),
    ('append only', 'public.proceeding_step', ''),
    ('append only', 'public.rectification_paper', ''),
    ('append only', 'public.rehearsal', ''),
    ('append only', 'public.rendition', ''),
    ('append only', 'public.report_run', ''),
    ('append only', 'public.spot_check_draw', ''),
    ('append only', 'public.spot_check_evaluation', ''),
    ('append only', 'public.spot_check_frame', ''),
    ('append only', 'public.spot_check_item', ''),
    ('append only', 'public.spot_check_paper', ''),
    ('append only', 'public.spot_check_request', ''),
    ('append only', 'public.spot_check_step', ''),
    ('append only', 'public.spot_check_unit', ''),
    ('append only', 'public.split_share', ''),
    ('append only', 'public.stated_purpose', ''),
    ('append only', 'public.arrival_amount', ''),
    ('append only', 'public.transfer_budget', ''),
    ('append only', 'public.signal_evidence', ''),
    ('append only', 'public.signal_run', ''),
    ('append only', 'public.signal_step', ''),
    ('append only', 'public.transfer_payment', ''),
    ('append only', 'public.transfer_rest', ''),
    ('append only', 'public.transfer_statement', ''),
    ('append only', 'public.spot_check_answer', ''),
    ('append only', 'public.spot_check_review', ''),
    ('append only', 'public.spot_check_response', ''),
    ('append only', 'public.verification', '');

create function pg_temp.is_reviewed(wanted_rule text, wanted text) returns boolean language sql as
    'select exists (select from pg_temp.reviewed where rule = wanted_rule and name = wanted)';

-- what compares the tenant; or rows about an employer that are the Center's alone
create function pg_temp.tenant_or_center() returns text language sql as
    $$select '(public\.)?zhuanhu_tenant\(\)|^\( SELECT (public\.)?zhuanhu_is_center\(\) AS \w+\)$'$$;

create temporary view our_schema as
    select * from pg_namespace
     where nspname !~ '^pg_' and nspname <> 'information_schema';
create temporary view relation as
    select c.*, c.oid as id, n.nspname || '.' || c.relname as name
      from pg_class c join our_schema n on n.oid = c.relnamespace;
create temporary view our_function as
    select p.*, n.nspname || '.' || p.proname as name
      from pg_proc p join our_schema n on n.oid = p.pronamespace;
create temporary view our_table as
    select * from relation where relkind in ('r', 'p');
create temporary view tenant_table as
    select t.*, a.attnum as tenant
      from our_table t join pg_attribute a on a.attrelid = t.id and not a.attisdropped
     where a.attname in ('employer_id', 'tenant_id')
        or (t.name = 'public.employer' and a.attname = 'id');

-- rule: a table has a tenant column or is known to be shared
select name from our_table
 where id not in (select id from tenant_table) and not pg_temp.is_reviewed('shared table', name);

-- rule: row-level security is on and forced
select name from tenant_table where not (relrowsecurity and relforcerowsecurity);

-- rule: one restrictive policy compares the tenant for everybody, reading and writing
select name from tenant_table
 where array['t'] is distinct from (
    select array_agg(case when polcmd = '*' and polroles = '{0}'
                and pg_get_expr(polqual, polrelid) ~ pg_temp.tenant_or_center()
                and pg_get_expr(polwithcheck, polrelid) ~ pg_temp.tenant_or_center()
            then 't' else 'f' end)
      from pg_policy where polrelid = id and not polpermissive);

-- rule: a unique key holds the tenant, is a made-up identity, or is reviewed
-- (Not asked of the ledger: its keys begin at a book, which is one tenant's, and the application
-- writes none of its rows.)
select t.relname || '.' || k.relname
  from tenant_table t join pg_index i on i.indrelid = t.id and i.indisunique
  join pg_class k on k.oid = i.indexrelid
 where t.name not like 'ledger.%' and t.tenant <> all (i.indkey::int2[])
   and not pg_temp.is_reviewed('key', t.relname || '.' || k.relname)
   and not (i.indnatts = 1 and exists (
       select from pg_attribute a
         left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = t.id and a.attnum = i.indkey[0]
          and (a.attidentity = 'a'
               or pg_get_expr(d.adbin, d.adrelid) = 'gen_random_uuid()')));

-- rule: a reference between tenants' tables holds the tenant on both sides
select f.conrelid::regclass || '.' || f.conname
  from pg_constraint f
  join tenant_table here on here.id = f.conrelid
  join tenant_table there on there.id = f.confrelid
 where f.contype = 'f' and here.name not like 'ledger.%'
   and not pg_temp.is_reviewed('target', there.name)
   and not exists (select from unnest(f.conkey, f.confkey) as x (a, b)
                    where x.a = here.tenant and x.b = there.tenant);

-- rule: a view runs with the rights of whoever asks, and none is materialized
select name from relation
 where relkind = 'm'
    or (relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false));

-- rule: a function with its owner's rights is reviewed and pins its search path
select name from our_function
 where prosecdef and not (
    pg_temp.is_reviewed('definer', name)
    and exists (select from unnest(proconfig) setting where setting ~ '^search_path='));

-- rule: no function is leakproof
select name from our_function where proleakproof;

-- rule: nothing is granted to everybody
select name from relation, aclexplode(relacl) where grantee = 0
union all
select name from our_function, aclexplode(coalesce(proacl, acldefault('f', proowner)))
 where grantee = 0
union all
select nspname from our_schema, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
 where grantee = 0
union all
select datname from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
 where datname = current_database() and grantee = 0;

-- rule: the owner role owns every table
select name from relation where relowner <> 'zhuanhu_owner'::regrole;

-- rule: the application role owns nothing
select pg_describe_object(classid, objid, objsubid)
  from pg_shdepend
 where refclassid = 'pg_authid'::regclass and refobjid = 'zhuanhu_app'::regrole and deptype = 'o'
   and dbid in (0, (select oid from pg_database where datname = current_database()));

-- rule: the application role creates nothing
select nspname from our_schema where has_schema_privilege('zhuanhu_app', oid, 'create')
union all
select current_database()
 where has_database_privilege('zhuanhu_app', current_database(), 'create, temporary');

-- rule: neither role is above row-level security or makes roles
select rolname from pg_roles
 where rolname in ('zhuanhu_owner', 'zhuanhu_app')
   and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication);

-- rule: the application role neither changes nor removes history
select name from our_table
 where pg_temp.is_reviewed('append only', name)
   and (has_table_privilege('zhuanhu_app', id, 'delete')
        or has_any_column_privilege('zhuanhu_app', id, 'update'));

-- rule: history refuses change and truncation whoever asks
-- (the kinds of trigger: before each row of update and delete, before truncate)
select name || ' ' || how
  from pg_temp.reviewed, (values ('append_only', 27), ('no_truncate', 34)) wanted (how, kind)
 where rule = 'append only' and not exists (
    select from pg_trigger where tgrelid = name::regclass and tgname = how
       and tgtype = kind and tgenabled = 'O');

-- rule: the application role only reads the tables of the ledger
select name from our_table
 where name like 'ledger.%'
   and (has_table_privilege('zhuanhu_app', id, 'delete')
        or has_any_column_privilege('zhuanhu_app', id, 'insert, update'));

-- rule: the application role never truncates, references or adds triggers
select name from our_table
 where has_table_privilege('zhuanhu_app', id, 'truncate, references, trigger');
