-- What the log's entries say, for those who may know: the canonical record of each event and the columns to search by.
create table entry (
    event  uuid        primary key,
    time   timestamptz not null,
    type   text        not null,
    actor  text        not null,
    model  text,
    record text        not null
);

create index entry_time on entry (time, event);
create index entry_model on entry (model, time, event) where model is not null;
create index entry_actor on entry (actor, time, event);
create index entry_type on entry (type, time, event);
