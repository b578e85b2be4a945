-- A restore that has begun to change the event store and has not ended. While the row is there nothing is sent and nothing is
-- written, see docs/platform/recovery.md.
create table platform.unfinished_restore (
    singleton boolean     primary key default true check (singleton),
    since     timestamptz not null default now()
);
grant select on platform.unfinished_restore to ${reader};
