-- Verifications: one runs at a time, and every instance tells of each. What they found is on the log besides.
create table log.verification (
    id      uuid        primary key,
    started timestamptz not null default now(),
    running boolean     not null default true,
    -- As the API shows it
    status  jsonb       not null,
    -- Its process says once a second that it goes on
    seen_at timestamptz not null default now()
);
create unique index one_verification_runs on log.verification (running) where running;

grant select, insert, update, delete on log.verification to ${application};
grant select on log.verification to ${reader};
