-- 抽查: a check of the Center from its plan to its follow-up (Art. 33)

CREATE TABLE spot_check (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    manner TEXT NOT NULL,
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    scope JSONB NOT NULL,
    period_from DATE NOT NULL,
    period_to DATE NOT NULL,
    cut_off DATE NOT NULL,
    plan JSONB NOT NULL,
    seed TEXT NOT NULL,
    seed_sha256 TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    state TEXT NOT NULL,
    steps INTEGER NOT NULL,
    due_on DATE,
    due_provisional BOOLEAN DEFAULT false NOT NULL,
    opened_by UUID NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check PRIMARY KEY (id),
    CONSTRAINT uq_spot_check_number UNIQUE (number),
    CONSTRAINT uq_spot_check_id_kind UNIQUE (id, kind),
    CONSTRAINT ck_spot_check_kind_known CHECK (kind = 'spot_check'),
    CONSTRAINT ck_spot_check_manner_known CHECK (manner in ('periodic', 'random', 'special')),
    CONSTRAINT ck_spot_check_titled CHECK (title <> ''),
    CONSTRAINT ck_spot_check_counted CHECK (steps >= 0),
    CONSTRAINT ck_spot_check_in_order CHECK (period_from <= period_to and period_to <= cut_off),
    CONSTRAINT ck_spot_check_seed_form CHECK (seed ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_spot_check_seed_promised CHECK (seed_sha256 = encode(sha256(convert_to(seed, 'UTF8')), 'hex')),
    CONSTRAINT ck_spot_check_plan_of_seed CHECK (coalesce(plan ->> 'seed', '') = seed),
    CONSTRAINT fk_spot_check_opened_by FOREIGN KEY(opened_by) REFERENCES user_account (id)
);

CREATE TABLE spot_check_step (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    serial BIGINT GENERATED ALWAYS AS IDENTITY,
    check_id UUID NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    actor_id UUID NOT NULL,
    actor_name TEXT NOT NULL,
    actor_role TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    article TEXT NOT NULL,
    reason TEXT NOT NULL,
    due_on DATE,
    due_provisional BOOLEAN DEFAULT false NOT NULL,
    CONSTRAINT pk_spot_check_step PRIMARY KEY (id),
    CONSTRAINT fk_spot_check_step_check_id_kind FOREIGN KEY(check_id, kind) REFERENCES spot_check (id, kind),
    CONSTRAINT fk_spot_check_step_kind_source_action_actor_role FOREIGN KEY(kind, source, action, actor_role) REFERENCES procedure_move (kind, source, action, role),
    CONSTRAINT uq_spot_check_step_check_id_number UNIQUE (check_id, number),
    CONSTRAINT ck_spot_check_step_counted CHECK (number > 0),
    CONSTRAINT fk_spot_check_step_actor_id FOREIGN KEY(actor_id) REFERENCES user_account (id)
);

CREATE TABLE spot_check_frame (
    check_id UUID NOT NULL,
    content BYTEA NOT NULL,
    sha256 TEXT NOT NULL,
    items INTEGER NOT NULL,
    total BIGINT NOT NULL,
    book_total BIGINT NOT NULL,
    frozen_by UUID NOT NULL,
    frozen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_frame PRIMARY KEY (check_id),
    CONSTRAINT ck_spot_check_frame_whole CHECK (sha256 = encode(sha256(content), 'hex')),
    CONSTRAINT ck_spot_check_frame_counted CHECK (items >= 0 and total >= 0),
    CONSTRAINT fk_spot_check_frame_check_id FOREIGN KEY(check_id) REFERENCES spot_check (id),
    CONSTRAINT fk_spot_check_frame_frozen_by FOREIGN KEY(frozen_by) REFERENCES user_account (id)
);

CREATE TABLE spot_check_draw (
    check_id UUID NOT NULL,
    round INTEGER NOT NULL,
    more INTEGER NOT NULL,
    items INTEGER NOT NULL,
    frame_sha256 TEXT NOT NULL,
    reason TEXT NOT NULL,
    drawn_by UUID NOT NULL,
    drawn_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_draw PRIMARY KEY (check_id, round),
    CONSTRAINT ck_spot_check_draw_counted CHECK (round > 0 and more >= 0 and items >= 0),
    CONSTRAINT ck_spot_check_draw_grown CHECK (round = 1 or more > 0),
    CONSTRAINT ck_spot_check_draw_reasoned CHECK (round = 1 or reason <> ''),
    CONSTRAINT fk_spot_check_draw_check_id FOREIGN KEY(check_id) REFERENCES spot_check (id),
    CONSTRAINT fk_spot_check_draw_drawn_by FOREIGN KEY(drawn_by) REFERENCES user_account (id)
);

CREATE TABLE spot_check_unit (
    employer_id UUID NOT NULL,
    check_id UUID NOT NULL,
    proceeding_id UUID NOT NULL,
    check_number TEXT NOT NULL,
    title TEXT NOT NULL,
    manner TEXT NOT NULL,
    period_from DATE NOT NULL,
    period_to DATE NOT NULL,
    seed_sha256 TEXT NOT NULL,
    CONSTRAINT pk_spot_check_unit PRIMARY KEY (employer_id, check_id),
    CONSTRAINT fk_spot_check_unit_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_spot_check_unit_employer_id_proceeding_id FOREIGN KEY(employer_id, proceeding_id) REFERENCES proceeding (employer_id, id),
    CONSTRAINT uq_spot_check_unit_employer_id_proceeding_id UNIQUE (employer_id, proceeding_id),
    CONSTRAINT ck_spot_check_unit_numbered CHECK (check_number <> ''),
    CONSTRAINT fk_spot_check_unit_check_id FOREIGN KEY(check_id) REFERENCES spot_check (id)
);

CREATE TABLE spot_check_item (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    check_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    value BIGINT NOT NULL,
    grant_number TEXT NOT NULL,
    marks TEXT NOT NULL,
    position INTEGER NOT NULL,
    stratum TEXT NOT NULL,
    hits INTEGER NOT NULL,
    round INTEGER NOT NULL,
    CONSTRAINT pk_spot_check_item PRIMARY KEY (id),
    CONSTRAINT fk_spot_check_item_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_spot_check_item_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT fk_spot_check_item_check_id_round FOREIGN KEY(check_id, round) REFERENCES spot_check_draw (check_id, round),
    CONSTRAINT fk_spot_check_item_employer_id_check_id FOREIGN KEY(employer_id, check_id) REFERENCES spot_check_unit (employer_id, check_id),
    CONSTRAINT uq_spot_check_item_employer_id_id UNIQUE (employer_id, id),
    CONSTRAINT uq_spot_check_item_check_id_number UNIQUE (check_id, number),
    CONSTRAINT uq_spot_check_item_employer_id_check_id_claim_id UNIQUE (employer_id, check_id, claim_id),
    CONSTRAINT ck_spot_check_item_counted CHECK (number > 0 and position > 0 and hits > 0),
    CONSTRAINT ck_spot_check_item_value_not_negative CHECK (value >= 0),
    CONSTRAINT fk_spot_check_item_check_id FOREIGN KEY(check_id) REFERENCES spot_check (id)
);

CREATE INDEX ix_spot_check_item_claim_id ON spot_check_item (employer_id, claim_id);

CREATE TABLE spot_check_request (
    employer_id UUID NOT NULL,
    check_id UUID NOT NULL,
    claim_id UUID NOT NULL,
    round INTEGER NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_request PRIMARY KEY (employer_id, check_id, claim_id),
    CONSTRAINT fk_spot_check_request_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_spot_check_request_employer_id_check_id FOREIGN KEY(employer_id, check_id) REFERENCES spot_check_unit (employer_id, check_id),
    CONSTRAINT fk_spot_check_request_employer_id_claim_id FOREIGN KEY(employer_id, claim_id) REFERENCES claim (employer_id, id),
    CONSTRAINT ck_spot_check_request_counted CHECK (round > 0)
);

CREATE TABLE spot_check_paper (
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    employer_id UUID NOT NULL,
    check_id UUID NOT NULL,
    claim_id UUID,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    sent_by UUID NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_paper PRIMARY KEY (id),
    CONSTRAINT fk_spot_check_paper_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id),
    CONSTRAINT fk_spot_check_paper_employer_id_check_id FOREIGN KEY(employer_id, check_id) REFERENCES spot_check_unit (employer_id, check_id),
    CONSTRAINT fk_spot_check_paper_employer_id_check_id_claim_id FOREIGN KEY(employer_id, check_id, claim_id) REFERENCES spot_check_request (employer_id, check_id, claim_id),
    CONSTRAINT uq_spot_check_paper_employer_id_check_id_sha256 UNIQUE (employer_id, check_id, sha256),
    CONSTRAINT ck_spot_check_paper_named CHECK (name <> ''),
    CONSTRAINT ck_spot_check_paper_not_empty CHECK (size > 0),
    CONSTRAINT fk_spot_check_paper_sent_by FOREIGN KEY(sent_by) REFERENCES user_account (id)
);

CREATE TABLE spot_check_evaluation (
    check_id UUID NOT NULL,
    number INTEGER NOT NULL,
    items INTEGER NOT NULL,
    decision TEXT NOT NULL,
    figures JSONB NOT NULL,
    observations JSONB NOT NULL,
    made_by UUID NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_spot_check_evaluation PRIMARY KEY (check_id, number),
    CONSTRAINT ck_spot_check_evaluation_counted CHECK (number > 0 and items >= 0),
    CONSTRAINT ck_spot_check_evaluation_decision_known CHECK (decision in ('accept', 'extend', 'reject')),
    CONSTRAINT fk_spot_check_evaluation_check_id FOREIGN KEY(check_id) REFERENCES spot_check (id),
    CONSTRAINT fk_spot_check_evaluation_made_by FOREIGN KEY(made_by) REFERENCES user_account (id)
);

ALTER TABLE letter DROP CONSTRAINT ck_letter_kind_known;
ALTER TABLE letter ADD CONSTRAINT ck_letter_kind_known CHECK (kind in ('rectification_notice', 'reminder', 'clawback_notice', 'clawback_reminder', 'transfer_confirmation', 'inspection_notice', 'comment_invitation', 'decision_notice', 'referral', 'document_request', 'inspection_conclusion'));

-- ── A check begins planned, with its seed promised; only its steps move it ──
create function spot_check_begins_planned() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.state <> 'planned' or new.steps <> 0 then
        raise exception 'a check begins with its plan'
            using errcode = '55000', constraint = 'spot_check_follows_its_procedure';
    end if;
    if not exists (select from user_account u
                    where u.id = new.opened_by
                      and u.role in ('center_auditor', 'center_manager')) then
        raise exception '% is nobody of the Center', new.opened_by
            using errcode = '42501', constraint = 'spot_check_opened_by_the_center';
    end if;
    return new;
end $$;
create trigger begins before insert on spot_check
    for each row execute function spot_check_begins_planned();
create trigger never_removed before delete on spot_check
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check
    for each statement execute function deny_change();

-- What was settled with the plan stays: filter, period, cut-off, plan, seed, algorithm.
create function spot_check_stays_as_planned() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if (to_jsonb(new) - array['state', 'steps', 'due_on', 'due_provisional'])
       <> (to_jsonb(old) - array['state', 'steps', 'due_on', 'due_provisional'])
       or new.steps <> old.steps + 1 then
        raise exception 'check % stays as it was planned', old.number
            using errcode = '55000', constraint = 'spot_check_stays_as_planned';
    end if;
    return new;
end $$;
create trigger stays before update on spot_check
    for each row execute function spot_check_stays_as_planned();

create function step_moves_its_spot_check() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
declare
    stands record;
    move record;
begin
    select c.state, c.steps, c.opened_by into stands from spot_check c
     where c.id = new.check_id for update;
    select m.target, m.not_by into move from procedure_move m
     where m.kind = new.kind and m.source = new.source and m.action = new.action
       and m.role = new.actor_role;
    if stands.state is distinct from new.source or move.target is distinct from new.target then
        raise exception 'check % cannot take step % from %', new.check_id, new.action, new.source
            using errcode = '55000', constraint = 'spot_check_follows_its_procedure';
    end if;
    if stands.steps + 1 <> new.number then
        raise exception 'check % has moved meanwhile', new.check_id
            using errcode = '55000', constraint = 'spot_check_moved_meanwhile';
    end if;
    if (move.not_by = 'open' and stands.opened_by = new.actor_id)
       or exists (select from spot_check_step s
                   where s.check_id = new.check_id and s.action = move.not_by
                     and s.actor_id = new.actor_id) then
        raise exception 'check %: % needs another person', new.check_id, new.action
            using errcode = '23514', constraint = 'spot_check_needs_another_person';
    end if;
    if not exists (select from user_account u
                    where u.id = new.actor_id and u.role = new.actor_role
                      and u.employer_id is null) then
        raise exception '% is not % of the Center', new.actor_id, new.actor_role
            using errcode = '42501', constraint = 'step_taken_by_its_people';
    end if;
    update spot_check
       set state = new.target, steps = new.number, due_on = new.due_on,
           due_provisional = new.due_provisional
     where id = new.check_id;
    return new;
end $$;
create trigger moves_its_check before insert on spot_check_step
    for each row execute function step_moves_its_spot_check();

-- ── A step stands on what it tells of: a frame, a draw, an evaluation, the answers ──
create function spot_check_step_is_due() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    due boolean := true;
begin
    case new.action
    when 'notice' then
        due := exists (select from spot_check_unit u where u.check_id = new.check_id);
    when 'freeze' then
        due := exists (select from spot_check_frame f join spot_check c on c.id = f.check_id
                        where f.check_id = new.check_id and f.items > 0
                          and c.cut_off < (new.at at time zone 'Asia/Shanghai')::date);
    when 'draw', 'extend' then
        due := (select count(*) from spot_check_draw d where d.check_id = new.check_id)
             = (select count(*) from spot_check_step s
                 where s.check_id = new.check_id and s.action in ('draw', 'extend')) + 1
           and not exists (select from spot_check_draw d
                            where d.check_id = new.check_id and d.items <> (
                                select count(*) from spot_check_item i
                                 where i.check_id = d.check_id and i.round = d.round));
    when 'draft' then
        due := exists (select from spot_check_evaluation e
                        where e.check_id = new.check_id
                          and e.number = (select count(*) from spot_check_step s
                                           where s.check_id = new.check_id
                                             and s.action = 'draft') + 1
                          and e.items = (select count(*) from spot_check_item i
                                          where i.check_id = new.check_id));
    when 'finish' then
        due := not exists (select from spot_check_unit u
                             join proceeding p on p.employer_id = u.employer_id
                                              and p.id = u.proceeding_id
                            where u.check_id = new.check_id and p.state = 'hearing');
    else
        due := true;
    end case;
    if not due then
        raise exception 'check %: % is not due yet', new.check_id, new.action
            using errcode = '23514', constraint = 'spot_check_step_is_due';
    end if;
    return new;
end $$;
create trigger is_due before insert on spot_check_step
    for each row execute function spot_check_step_is_due();
create trigger append_only before update or delete on spot_check_step
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_step
    for each statement execute function deny_change();

-- ── The frame is frozen once, after the notice; a draw is of that frame; items come with it ──
create function spot_check_frame_in_time() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    perform from spot_check c where c.id = new.check_id and c.state = 'noticed';
    if not found then
        raise exception 'the frame of check % is not frozen now', new.check_id
            using errcode = '55000', constraint = 'spot_check_frame_in_time';
    end if;
    return new;
end $$;
create trigger in_time before insert on spot_check_frame
    for each row execute function spot_check_frame_in_time();
create trigger append_only before update or delete on spot_check_frame
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_frame
    for each statement execute function deny_change();

create function spot_check_draw_in_turn() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
declare
    stands text;
begin
    select c.state into stands from spot_check c where c.id = new.check_id;
    if stands is distinct from (case when new.round = 1 then 'framed' else 'fieldwork' end)
       or new.round <> (select coalesce(max(d.round), 0) + 1 from spot_check_draw d
                         where d.check_id = new.check_id)
       or not exists (select from spot_check_frame f
                       where f.check_id = new.check_id and f.sha256 = new.frame_sha256) then
        raise exception 'check % is not drawn now: a sample is drawn once and may only grow',
            new.check_id using errcode = '55000', constraint = 'spot_check_draw_in_turn';
    end if;
    return new;
end $$;
create trigger in_turn before insert on spot_check_draw
    for each row execute function spot_check_draw_in_turn();
create trigger append_only before update or delete on spot_check_draw
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_draw
    for each statement execute function deny_change();

-- An item comes with the newest draw, before the step that tells of it: nothing is slipped in later.
create function spot_check_item_of_its_draw() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.round <> (select count(*) from spot_check_step s
                      where s.check_id = new.check_id and s.action in ('draw', 'extend')) + 1
       or new.number <> (select coalesce(max(i.number), 0) + 1 from spot_check_item i
                          where i.check_id = new.check_id) then
        raise exception 'item % of check % is of no draw', new.number, new.check_id
            using errcode = '55000', constraint = 'spot_check_item_of_its_draw';
    end if;
    return new;
end $$;
create trigger of_its_draw before insert on spot_check_item
    for each row execute function spot_check_item_of_its_draw();
create trigger append_only before update or delete on spot_check_item
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_item
    for each statement execute function deny_change();

-- ── Each employer's part is a case of its own, opened with the notice ──
create function spot_check_unit_of_its_case() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from spot_check c
                    where c.id = new.check_id and c.state = 'planned'
                      and c.number = new.check_number and c.title = new.title
                      and c.manner = new.manner and c.period_from = new.period_from
                      and c.period_to = new.period_to and c.seed_sha256 = new.seed_sha256)
       or not exists (select from proceeding p
                       where p.employer_id = new.employer_id and p.id = new.proceeding_id
                         and p.kind = 'inspection' and p.steps = 0) then
        raise exception 'an employer''s part begins with the notice of its check'
            using errcode = '23514', constraint = 'spot_check_unit_of_its_case';
    end if;
    return new;
end $$;
create trigger of_its_case before insert on spot_check_unit
    for each row execute function spot_check_unit_of_its_case();
create trigger centers before insert on spot_check_unit
    for each row execute function written_by_the_center();
create trigger append_only before update or delete on spot_check_unit
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_unit
    for each statement execute function deny_change();

-- Papers are asked for of drawn claims only.
create function spot_check_request_of_its_item() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from spot_check_item i
                    where i.employer_id = new.employer_id and i.check_id = new.check_id
                      and i.claim_id = new.claim_id and i.round = new.round) then
        raise exception 'claim % was not drawn', new.claim_id
            using errcode = '23514', constraint = 'spot_check_request_of_its_item';
    end if;
    return new;
end $$;
create trigger of_its_item before insert on spot_check_request
    for each row execute function spot_check_request_of_its_item();
create trigger centers before insert on spot_check_request
    for each row execute function written_by_the_center();
create trigger append_only before update or delete on spot_check_request
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_request
    for each statement execute function deny_change();

create trigger append_only before update or delete on spot_check_paper
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_paper
    for each statement execute function deny_change();
create trigger append_only before update or delete on spot_check_evaluation
    for each row execute function deny_change();
create trigger no_truncate before truncate on spot_check_evaluation
    for each statement execute function deny_change();

-- ── Checks are the Center's alone; an employer sees its own part, and what it is asked for ──
alter table spot_check enable row level security;
alter table spot_check force row level security;
create policy everyone on spot_check using (true) with check (true);
create policy center on spot_check as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));
alter table spot_check_step enable row level security;
alter table spot_check_step force row level security;
create policy everyone on spot_check_step using (true) with check (true);
create policy center on spot_check_step as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));
alter table spot_check_frame enable row level security;
alter table spot_check_frame force row level security;
create policy everyone on spot_check_frame using (true) with check (true);
create policy center on spot_check_frame as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));
alter table spot_check_draw enable row level security;
alter table spot_check_draw force row level security;
create policy everyone on spot_check_draw using (true) with check (true);
create policy center on spot_check_draw as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));
alter table spot_check_evaluation enable row level security;
alter table spot_check_evaluation force row level security;
create policy everyone on spot_check_evaluation using (true) with check (true);
create policy center on spot_check_evaluation as restrictive
    using ((select zhuanhu_is_center())) with check ((select zhuanhu_is_center()));
-- what was drawn and why is of an employer, yet never its own to read
alter table spot_check_item enable row level security;
alter table spot_check_item force row level security;
create policy everyone on spot_check_item using (true) with check (true);
create policy tenant on spot_check_item as restrictive
    using ((select zhuanhu_is_center()) and employer_id is distinct from (select zhuanhu_tenant()))
    with check ((select zhuanhu_is_center())
                and employer_id is distinct from (select zhuanhu_tenant()));
alter table spot_check_unit enable row level security;
alter table spot_check_unit force row level security;
create policy everyone on spot_check_unit using (true) with check (true);
create policy tenant on spot_check_unit as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table spot_check_request enable row level security;
alter table spot_check_request force row level security;
create policy everyone on spot_check_request using (true) with check (true);
create policy tenant on spot_check_request as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));
alter table spot_check_paper enable row level security;
alter table spot_check_paper force row level security;
create policy everyone on spot_check_paper using (true) with check (true);
create policy tenant on spot_check_paper as restrictive
    using (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()))
    with check (employer_id = (select zhuanhu_tenant()) or (select zhuanhu_is_center()));

revoke all on function spot_check_begins_planned(), spot_check_stays_as_planned(),
    step_moves_its_spot_check(), spot_check_step_is_due(), spot_check_frame_in_time(),
    spot_check_draw_in_turn(), spot_check_item_of_its_draw(), spot_check_unit_of_its_case(),
    spot_check_request_of_its_item() from public;
grant select, insert on spot_check, spot_check_step, spot_check_frame, spot_check_draw,
    spot_check_item, spot_check_unit, spot_check_request, spot_check_paper, spot_check_evaluation
    to zhuanhu_app;

insert into procedure_move (kind, source, action, role, target, not_by) values
    ('spot_check', 'planned', 'notice', 'center_auditor', 'noticed', 'open'),
    ('spot_check', 'planned', 'notice', 'center_manager', 'noticed', 'open'),
    ('spot_check', 'noticed', 'freeze', 'center_auditor', 'framed', null),
    ('spot_check', 'noticed', 'freeze', 'center_manager', 'framed', null),
    ('spot_check', 'framed', 'draw', 'center_auditor', 'sampled', null),
    ('spot_check', 'framed', 'draw', 'center_manager', 'sampled', null),
    ('spot_check', 'sampled', 'begin', 'center_auditor', 'fieldwork', null),
    ('spot_check', 'sampled', 'begin', 'center_manager', 'fieldwork', null),
    ('spot_check', 'fieldwork', 'extend', 'center_auditor', 'fieldwork', null),
    ('spot_check', 'fieldwork', 'extend', 'center_manager', 'fieldwork', null),
    ('spot_check', 'fieldwork', 'draft', 'center_auditor', 'draft_result', null),
    ('spot_check', 'fieldwork', 'draft', 'center_manager', 'draft_result', null),
    ('spot_check', 'draft_result', 'consult', 'center_auditor', 'comments', 'draft'),
    ('spot_check', 'draft_result', 'consult', 'center_manager', 'comments', 'draft'),
    ('spot_check', 'draft_result', 'reopen', 'center_auditor', 'fieldwork', null),
    ('spot_check', 'draft_result', 'reopen', 'center_manager', 'fieldwork', null),
    ('spot_check', 'comments', 'reopen', 'center_auditor', 'fieldwork', null),
    ('spot_check', 'comments', 'reopen', 'center_manager', 'fieldwork', null),
    ('spot_check', 'comments', 'finish', 'center_auditor', 'final', 'draft'),
    ('spot_check', 'comments', 'finish', 'center_manager', 'final', 'draft'),
    ('spot_check', 'final', 'deliver', 'center_auditor', 'follow_up', null),
    ('spot_check', 'final', 'deliver', 'center_manager', 'follow_up', null),
    ('spot_check', 'follow_up', 'close', 'center_auditor', 'closed', null),
    ('spot_check', 'follow_up', 'close', 'center_manager', 'closed', null),
    ('spot_check', 'planned', 'withdraw', 'center_auditor', 'withdrawn', null),
    ('spot_check', 'planned', 'withdraw', 'center_manager', 'withdrawn', null),
    ('spot_check', 'noticed', 'withdraw', 'center_auditor', 'withdrawn', null),
    ('spot_check', 'noticed', 'withdraw', 'center_manager', 'withdrawn', null),
    ('spot_check', 'framed', 'withdraw', 'center_manager', 'withdrawn', 'freeze'),
    ('spot_check', 'sampled', 'withdraw', 'center_manager', 'withdrawn', 'freeze'),
    ('spot_check', 'fieldwork', 'withdraw', 'center_manager', 'withdrawn', 'freeze'),
    ('inspection', 'prepared', 'notify', 'center_auditor', 'notified', null),
    ('inspection', 'prepared', 'notify', 'center_manager', 'notified', null),
    ('inspection', 'notified', 'ask', 'center_auditor', 'asked', null),
    ('inspection', 'notified', 'ask', 'center_manager', 'asked', null),
    ('inspection', 'asked', 'ask', 'center_auditor', 'asked', null),
    ('inspection', 'asked', 'ask', 'center_manager', 'asked', null),
    ('inspection', 'supplied', 'ask', 'center_auditor', 'asked', null),
    ('inspection', 'supplied', 'ask', 'center_manager', 'asked', null),
    ('inspection', 'hearing', 'ask', 'center_auditor', 'asked', null),
    ('inspection', 'hearing', 'ask', 'center_manager', 'asked', null),
    ('inspection', 'heard', 'ask', 'center_auditor', 'asked', null),
    ('inspection', 'heard', 'ask', 'center_manager', 'asked', null),
    ('inspection', 'notified', 'consult', 'center_auditor', 'hearing', null),
    ('inspection', 'notified', 'consult', 'center_manager', 'hearing', null),
    ('inspection', 'asked', 'consult', 'center_auditor', 'hearing', null),
    ('inspection', 'asked', 'consult', 'center_manager', 'hearing', null),
    ('inspection', 'supplied', 'consult', 'center_auditor', 'hearing', null),
    ('inspection', 'supplied', 'consult', 'center_manager', 'hearing', null),
    ('inspection', 'hearing', 'consult', 'center_auditor', 'hearing', null),
    ('inspection', 'hearing', 'consult', 'center_manager', 'hearing', null),
    ('inspection', 'heard', 'consult', 'center_auditor', 'hearing', null),
    ('inspection', 'heard', 'consult', 'center_manager', 'hearing', null),
    ('inspection', 'heard', 'conclude', 'center_auditor', 'concluded', null),
    ('inspection', 'heard', 'conclude', 'center_manager', 'concluded', null),
    ('inspection', 'prepared', 'drop', 'center_auditor', 'dropped', null),
    ('inspection', 'prepared', 'drop', 'center_manager', 'dropped', null),
    ('inspection', 'notified', 'drop', 'center_auditor', 'dropped', null),
    ('inspection', 'notified', 'drop', 'center_manager', 'dropped', null),
    ('inspection', 'asked', 'drop', 'center_auditor', 'dropped', null),
    ('inspection', 'asked', 'drop', 'center_manager', 'dropped', null),
    ('inspection', 'supplied', 'drop', 'center_auditor', 'dropped', null),
    ('inspection', 'supplied', 'drop', 'center_manager', 'dropped', null),
    ('inspection', 'hearing', 'drop', 'center_auditor', 'dropped', null),
    ('inspection', 'hearing', 'drop', 'center_manager', 'dropped', null),
    ('inspection', 'heard', 'drop', 'center_auditor', 'dropped', null),
    ('inspection', 'heard', 'drop', 'center_manager', 'dropped', null),
    ('inspection', 'asked', 'supply', 'employer_maker', 'supplied', null),
    ('inspection', 'asked', 'supply', 'employer_checker', 'supplied', null),
    ('inspection', 'hearing', 'comment', 'employer_checker', 'heard', null),
    ('inspection', 'hearing', 'accept', 'employer_checker', 'heard', null),
    ('inspection', 'hearing', 'lapse', 'clock', 'heard', null);
