-- How far the service's events have been sent, see docs/platform/relay.md. One row, written by whoever relays.
create table platform.relay_position (
    singleton         boolean primary key default true check (singleton),
    transaction_id    xid8   not null,
    global_index      bigint not null,
    -- Transaction ids mean something only in the cluster that gave them
    system_identifier text   not null,
    -- Grows with each takeover
    epoch             bigint not null,
    -- Whether the last comparison of store and topics found them contradicting each other; writes wait then
    contradicted      boolean not null default false
);

-- The last comparison of store and topics that passed. It speaks for this store while nothing can have been lost since:
-- PostgreSQL has not started again, it is the same database, and the row was written by the transaction that it names. A
-- dump that is loaded brings the row along, but under another xmin.
create table platform.relay_comparison (
    singleton        boolean     primary key default true check (singleton),
    postgres_started timestamptz not null,
    database         oid         not null,
    transaction_id   xid8        not null
);

-- The topics as they were when the relay first saw them.
create table platform.relay_topic (
    topic      text primary key,
    topic_id   text not null,
    partitions int  not null
);

-- The newest event that was sent to each partition: where a topic's tail is expected to be.
create table platform.relay_partition (
    topic     text not null references platform.relay_topic,
    partition int  not null,
    newest    uuid,
    primary key (topic, partition)
);
grant select on platform.relay_position, platform.relay_topic, platform.relay_partition to ${reader};

-- What operators asked for (rebuild, restore, republish), and how far it has come.
create table platform.operation (
    id           uuid primary key,
    name         text        not null,
    requested_by text        not null,
    requested_at timestamptz not null default now(),
    state        text        not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    done         bigint      not null default 0,
    expected     bigint,
    seen_at      timestamptz not null default now(),
    message      text        not null default '',
    finished_at  timestamptz
);
create unique index operation_running on platform.operation (name) where state = 'RUNNING';
