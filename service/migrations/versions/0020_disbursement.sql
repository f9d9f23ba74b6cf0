-- Instalments that are stopped when a grant leaves its execution (Art. 32), each confirmed by a bank
-- slip of its own; budget that is reallocated.

-- ── What was not paid may be stopped, and planned again ──
ALTER TABLE instalment DROP CONSTRAINT ck_instalment_state_known;
ALTER TABLE instalment ADD CONSTRAINT ck_instalment_state_known CHECK (state in ('planned', 'approved', 'sent', 'received', 'stopped'));
ALTER TABLE instalment DROP CONSTRAINT ck_instalment_approved_by_somebody;
ALTER TABLE instalment ADD CONSTRAINT ck_instalment_approved_by_somebody CHECK ((state in ('planned', 'stopped')) = (approved_by is null));
CREATE UNIQUE INDEX uq_instalment_bank_reference ON instalment (employer_id, bank_reference) WHERE bank_reference is not null;

create or replace function instalment_follows_its_procedure() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if (case tg_op when 'INSERT' then new.state <> 'planned' else
           (new.employer_id, new.agreement_id, new.grant_id, new.position, new.amount, new.due_on)
           is distinct from
           (old.employer_id, old.agreement_id, old.grant_id, old.position, old.amount, old.due_on)
           or old.state <> 'planned' and new.approved_by is distinct from old.approved_by
              and new.state <> 'stopped'
           or old.state = 'sent' and (new.sent_by, new.sent_on, new.center_entry_id)
              is distinct from (old.sent_by, old.sent_on, old.center_entry_id)
           or old.state = 'received'
           or new.state <> old.state and (old.state, new.state) not in (
               ('planned', 'approved'), ('approved', 'sent'), ('sent', 'received'),
               ('planned', 'stopped'), ('approved', 'stopped'), ('stopped', 'planned')) end) then
        raise exception 'instalment % cannot become %', new.id, new.state
            using errcode = '55000', constraint = 'instalment_follows_its_procedure';
    end if;
    return new;
end $$;
