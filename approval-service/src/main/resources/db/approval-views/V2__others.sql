-- Made from the events of cairn.registry.

create table version (
    model      text not null,
    label      text not null,
    digest     text not null,
    creator    text not null,
    answerable text,
    event      uuid not null,
    metrics    text not null,
    -- The first artifact of each role
    documents  text not null,
    primary key (model, label)
);

create table deprecation (
    model  text not null,
    label  text not null,
    reason text not null,
    event  uuid not null,
    primary key (model, label)
);

create table retirement (
    model text not null,
    label text not null,
    event uuid not null,
    primary key (model, label)
);

-- What the store was found not to have any more; '' stands for the manifest.
create table violation (
    model text not null,
    label text not null,
    path  text not null,
    event uuid not null,
    primary key (model, label, path)
);

-- Made from the events of cairn.deployment.

-- Deployments that wait for an answer, until deploy-tracker says how they went on.
create table question (
    deployment     uuid        primary key,
    model          text        not null,
    label          text        not null,
    digest         text        not null,
    target         text        not null,
    stage          text        not null,
    deadline       timestamptz not null,
    asked          timestamptz not null,
    event          uuid        not null,
    correlation_id text        not null,
    traceparent    text
);

-- Versions of which deploy-tracker has said that nothing uses them; they retire next.
create table retirement_confirmation (
    request uuid primary key,
    model   text not null,
    label   text not null,
    event   uuid not null
);
create index retirement_confirmation_version on retirement_confirmation (model, label);
