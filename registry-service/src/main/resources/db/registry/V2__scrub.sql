-- How far the scrubber has come, so that a round goes on where the last process stopped. One row.
create table registry.scrub (
    singleton boolean     primary key default true check (singleton),
    -- The version checked last in the round that runs; absent between rounds
    model     text,
    label     text,
    -- When the last whole round ended; absent before the first
    completed timestamptz
);
insert into registry.scrub default values;

grant select, update on registry.scrub to ${application};
