-- A download session is of one artifact, absent where it is of the whole version, and ends after a day.
alter table registry.retrieval
    add column artifact text,
    add column opened   timestamptz not null default now();
