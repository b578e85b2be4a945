-- Made from the events of cairn.approval.
create table promotion (
    promotion uuid        primary key,
    model     text        not null,
    label     text        not null,
    digest    text        not null,
    stage     text        not null,
    approved  timestamptz not null,
    revoked   boolean     not null default false
);
create index promotion_stage on promotion (model, stage, approved);

-- Made from the events of cairn.deployment.
create table running (
    deployment uuid primary key,
    model      text not null,
    label      text not null,
    target     text not null,
    stage      text not null
);
create index running_version on running (model, label);

create table retirement_answer (
    request        uuid primary key,
    version        text not null,
    objection      text,
    event          uuid not null,
    correlation_id text not null,
    traceparent    text
);
