-- What was decided here, made from the events of cairn.approval alone.

create table policy (
    stage           text        not null,
    version         int         not null,
    policy          text        not null,
    proposer        text        not null,
    reason          text        not null,
    proposed        timestamptz not null,
    adopter         text,
    adoption_reason text,
    adopted         timestamptz,
    primary key (stage, version)
);

create table promotion (
    promotion      uuid        primary key,
    model          text        not null,
    label          text        not null,
    digest         text        not null,
    stage          text        not null,
    policy_version int         not null,
    policy         text        not null,
    requester      text        not null,
    -- The person answerable for a machine requester
    answerable     text,
    barred         text[]      not null,
    reason         text        not null,
    requested      timestamptz not null,
    expires        timestamptz not null,
    state          text        not null,
    since          timestamptz not null,
    outcome        text,
    -- The event that approved it, and its time; they stay when the approval ends
    approval       uuid,
    approved       timestamptz,
    until          timestamptz,
    displaced_by   uuid
);
create index promotion_version on promotion (model, label, stage);
create index promotion_listed on promotion (requested, promotion);
create index promotion_stands on promotion (model, stage, approved) where state in ('APPROVED', 'LAPSED');
create index promotion_open on promotion (expires) where state = 'OPEN';
create index promotion_ends on promotion (until) where state = 'APPROVED';

create table gate (
    promotion uuid        not null,
    sequence  bigint      not null,
    passed    boolean     not null,
    checks    text        not null,
    evaluated timestamptz not null,
    primary key (promotion, sequence)
);

create table review (
    promotion uuid        not null,
    reviewer  text        not null,
    role      text        not null,
    verdict   text        not null,
    meaning   text        not null,
    comment   text        not null,
    confirmed text[]      not null,
    signed    timestamptz not null,
    primary key (promotion, reviewer)
);

-- Which deployments were answered.
create table answer (
    deployment uuid    primary key,
    promotion  uuid,
    authorised boolean not null
);
