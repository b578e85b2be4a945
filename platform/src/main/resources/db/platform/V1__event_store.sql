-- The events of one service. Rows are inserted and read; everything else is refused, by privilege and by trigger.
-- What stands in a row is what goes to the topic: headers from the columns, the value from data, byte for byte.

create schema events;

create table events.event (
    global_index   bigint generated always as identity primary key,
    -- Order of commit among those who held the same lock, see docs/platform/command.md
    transaction_id xid8        not null default pg_current_xact_id(),
    id             uuid        not null unique,
    topic          text        not null,
    key            text        not null,
    stream         text        not null,
    sequence       bigint      not null check (sequence >= 0),
    type           text        not null,
    source         text        not null,
    time           timestamptz not null,
    data_schema    text        not null,
    actor          text        not null,
    owner          text,
    correlation_id text        not null,
    causation_id   uuid,
    nonce          text        not null,
    traceparent    text,
    -- A larger one would hold the relay up for ever: no topic takes it
    data           bytea       not null check (octet_length(data) <= 4 * 1024 * 1024),
    unique (stream, sequence)
);

-- The relay reads in this order, see docs/platform/relay.md
create index event_commit_order on events.event (transaction_id, global_index);
-- The newest event of a key bounds the next one's time
create index event_key_order on events.event (key, global_index desc);

create function events.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'events are never changed or deleted (% on %)', tg_op, tg_table_name
        using hint = 'What was wrong is corrected by a new event.', errcode = 'restrict_violation';
end
$$;

create trigger events_are_final before update or delete on events.event
    for each row execute function events.refuse_change();
create trigger events_stay before truncate on events.event
    for each statement execute function events.refuse_change();

-- What a service remembers besides: positions, answers, parked keys.
create schema platform;

-- The answer to each write that carried an Idempotency-Key, kept for seven days.
create table platform.idempotent_request (
    actor       text        not null,
    route       text        not null,
    key         text        not null,
    body_digest text        not null,
    answer      text        not null,
    answered_at timestamptz not null default now(),
    primary key (actor, route, key)
);
create index idempotent_request_age on platform.idempotent_request (answered_at);

grant usage on schema events, platform to ${application}, ${reader};
-- An event's place in the order of commits is the database's to give: the relay and verifications conclude from it
grant insert (id, topic, key, stream, sequence, type, source, time, data_schema, actor, owner, correlation_id, causation_id,
              nonce, traceparent, data) on events.event to ${application};
grant select on events.event to ${application};
grant select on events.event to ${reader};
alter default privileges in schema platform grant select, insert, update, delete on tables to ${application};
grant select, insert, update, delete on all tables in schema platform to ${application};
