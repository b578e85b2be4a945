-- What was said about the end of a version, made from the events of cairn.registry.

create table deprecation (
    model     text        not null,
    label     text        not null,
    reason    text        not null,
    until     timestamptz,
    successor text,
    migration text        not null,
    actor     text        not null,
    since     timestamptz not null,
    primary key (model, label)
);

create table retirement (
    request   uuid        primary key,
    model     text        not null,
    label     text        not null,
    state     text        not null,
    actor     text        not null,
    reason    text        not null,
    objection text,
    requested timestamptz not null,
    since     timestamptz not null
);
create index retirement_version on retirement (model, label);
create index retirement_open on retirement (requested) where state = 'REQUESTED';
