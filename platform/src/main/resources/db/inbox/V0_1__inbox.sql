-- What the inbox remembers beside the views that it feeds; made anew with them and swapped in with them.

create table inbox_position (
    topic        text    not null,
    partition    integer not null,
    -- Kafka's id: a topic made anew under the same name has another
    topic_id     text    not null,
    next_offset  bigint  not null,
    -- Of the last record taken in, so that Kafka can tell when the records below the position were replaced
    leader_epoch integer,
    primary key (topic, partition)
);

-- The last event taken in of each stream: what decides whether an event is new, repeated, or too early.
create table inbox_sequence (
    topic  text   not null,
    stream text   not null,
    last   bigint not null,
    primary key (topic, stream)
);

-- Keys that cannot go on.
create table inbox_parked_key (
    topic     text        not null,
    key       text        not null,
    event     uuid        not null,
    reason    text        not null,
    parked_at timestamptz not null default now(),
    -- Whether the log knows of it
    recorded  boolean     not null default false,
    primary key (topic, key)
);
create index inbox_parked_by_key on inbox_parked_key (key);

-- Their events, the one that failed first, as they came from Kafka.
create table inbox_waiting (
    arrival       bigint  generated always as identity primary key,
    topic         text    not null,
    key           text    not null,
    event         uuid    not null,
    partition     integer not null,
    record_offset bigint  not null,
    -- The record's own, which may be none, and as bytes, since Kafka's text may have characters that text here may not
    record_key    bytea,
    header_names  bytea[] not null,
    header_values bytea[] not null,
    value         bytea,
    unique (topic, key, event),
    foreign key (topic, key) references inbox_parked_key on delete cascade
);
