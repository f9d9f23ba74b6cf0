-- Who takes a step is a person with that role, of the Center or of the employer concerned, or the
-- clock: four eyes are worth nothing if one of the two can be invented.

create function role_is_held(person uuid, held text, employer uuid) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select case when held = 'clock' then person = '00000000-0000-0000-0000-000000000000'
           else exists (select from user_account u
                         where u.id = person and u.role = held
                           and coalesce(u.employer_id, employer) = employer) end
$$;

-- An employer's transaction does not see the people of the Center: it takes no step in their name.
create function step_taken_by_its_people() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not role_is_held(new.actor_id, new.actor_role, new.employer_id) then
        raise exception '% is not % of that employer or of the Center', new.actor_id, new.actor_role
            using errcode = '42501', constraint = 'step_taken_by_its_people';
    end if;
    return new;
end $$;
-- after the triggers that say whether there is such a step at all
create trigger taken_by_its_people before insert on proceeding_step
    for each row execute function step_taken_by_its_people();
create trigger taken_by_its_people before insert on grant_step
    for each row execute function step_taken_by_its_people();

create function case_opened_by_somebody() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from user_account u
                    where u.id = new.opened_by
                      and coalesce(u.employer_id, new.employer_id) = new.employer_id) then
        raise exception 'nobody of that employer or of the Center is %', new.opened_by
            using errcode = '42501', constraint = 'case_opened_by_somebody';
    end if;
    return new;
end $$;
create trigger opened_by_somebody before insert on proceeding
    for each row execute function case_opened_by_somebody();

-- ── 经提醒督促仍未按要求进行整改: the last term is over, and nothing was reported since (CR-15) ──
create or replace function sanction_has_its_ground() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.assessment_id is not null and not exists (
        select from assessment a
         where a.employer_id = new.employer_id and a.id = new.assessment_id
           and a.grant_id = new.grant_id and a.round = 2 and a.conclusion = 'failed') then
        raise exception 'no assessment was failed again'
            using errcode = '23514', constraint = 'sanction_has_its_ground';
    end if;
    if new.rectification_id is not null and 3 <> (
        select count(distinct s.action) from proceeding p
          join proceeding_step s on s.employer_id = p.employer_id and s.proceeding_id = p.id
         where p.employer_id = new.employer_id and p.id = new.rectification_id
           and p.grant_id = new.grant_id and p.kind = 'rectification'
           and p.state in ('overdue', 'escalated')
           and s.action in ('remind', 'order', 'lapse')) then
        raise exception 'nobody was reminded and ordered to rectify in vain'
            using errcode = '23514', constraint = 'sanction_has_its_ground';
    end if;
    return new;
end $$;

revoke all on function role_is_held(uuid, text, uuid), step_taken_by_its_people(),
    case_opened_by_somebody() from public;
grant execute on function role_is_held(uuid, text, uuid) to zhuanhu_app;
