-- What the registry remembers of bytes on their way; nothing here is history.

create schema registry;

-- Who sent which content: they may refer to it before any version does.
create table registry.uploaded (
    actor  text        not null,
    digest text        not null,
    at     timestamptz not null default now(),
    primary key (actor, digest)
);

create table registry.upload (
    id     uuid        primary key,
    actor  text        not null,
    opened timestamptz not null default now()
);

-- Download sessions that have begun and not been recorded as finished.
create table registry.retrieval (
    session uuid        primary key,
    -- What the caller called it; absent for a session of one request
    name    uuid,
    actor   text        not null,
    owner   text,
    model   text        not null,
    label   text        not null,
    running int         not null,
    broken  boolean     not null default false,
    damaged boolean     not null default false,
    bytes   bigint      not null default 0,
    active  timestamptz not null default now()
);

grant usage on schema registry to ${application};
grant select, insert, update, delete on all tables in schema registry to ${application};
