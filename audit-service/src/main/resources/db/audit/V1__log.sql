-- Which event is which entry of the log, and how far each topic was taken in. The tiles in the write-once store are the
-- log itself; these rows are made again from them and the topics when they are lost.

create schema log;

create table log.entry (
    index     bigint  primary key check (index >= 0),
    hash      bytea   not null check (length(hash) = 32),
    event     uuid    not null unique,
    -- Where it was read first; a cluster that moved has it elsewhere
    topic     text    not null,
    partition integer not null,
    "offset"  bigint  not null,
    -- The log's own record of an anchor, which itself asks for none
    anchor    boolean not null
);

-- Kept by topic id: a topic made anew under the same name is another topic, read from its beginning.
create table log.position (
    topic_id  text    not null,
    partition integer not null,
    topic     text    not null,
    next      bigint  not null,
    primary key (topic_id, partition)
);

-- Every transaction of a sequencer checks that its term is still the current one.
create table log.term (
    number bigint  not null,
    one    boolean primary key default true check (one)
);
insert into log.term (number) values (0);

-- How the last verification ended; what it found is not recorded again when the next one finds the very same.
create table log.verdict (
    ended    timestamptz not null,
    findings text        not null,
    one      boolean primary key default true check (one)
);

-- What was wrong with the topics and is not recorded yet, each row the data of one TamperingDetected.
create table log.alarm (
    number bigint generated always as identity primary key,
    event  bytea not null
);

grant usage on schema log to ${application}, ${reader};
grant select, insert on log.entry to ${application};
grant select, insert, update on log.position to ${application};
grant select, insert, update on log.verdict to ${application};
grant select, update on log.term to ${application};
grant select, insert, delete on log.alarm to ${application};
grant select on all tables in schema log to ${reader};
