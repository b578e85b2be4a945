-- Where versions run, made from the events of cairn.deployment, which this service decides itself.

create table target (
    name        text        primary key,
    stage       text        not null,
    environment text        not null,
    cluster     text,
    region      text,
    endpoint    text,
    description text        not null,
    actor       text        not null,
    registered  timestamptz not null,
    removed     timestamptz
);

create table deployment (
    id                uuid        primary key,
    model             text        not null,
    label             text        not null,
    digest            text        not null,
    target            text        not null,
    stage             text        not null,
    state             text        not null,
    promotion         uuid,
    reason            text,
    deployer          text        not null,
    answerable        text,
    opened            timestamptz not null,
    since             timestamptz not null,
    deadline          timestamptz,
    running_since     timestamptz,
    ended             timestamptz,
    ended_by          uuid,
    rolled_back_from  uuid,
    unapproved        timestamptz,
    unapproved_reason text,
    -- The first event, for what happens to the deployment without being called for
    event             uuid        not null,
    correlation_id    text        not null,
    traceparent       text,
    sequence          bigint      not null
);
create index deployment_place on deployment (target, model, state);
create index deployment_version on deployment (model, label, state);
create index deployment_content on deployment (model, digest, target, state);
create index deployment_opened on deployment (opened, id);
-- What ran at a place before, and what runs there: read under the model's lock, however long its past is
create index deployment_former on deployment (target, model, running_since desc, id)
    where state in ('REPLACED', 'UNDEPLOYED');
create index deployment_running on deployment (target, model) where state = 'RUNNING';
create index deployment_open on deployment (deadline) where state = 'REQUESTED';
create index deployment_promotion on deployment (promotion) where state in ('STARTED', 'RUNNING');
create index deployment_unapproved on deployment (id) where unapproved is not null and state in ('STARTED', 'RUNNING');
create index deployment_ran on deployment (running_since) where running_since is not null;

create table drift (
    event      uuid        primary key,
    deployment uuid        not null,
    sequence   bigint      not null,
    expected   text        not null,
    observed   text,
    note       text        not null,
    since      timestamptz not null,
    until      timestamptz
);
create index drift_deployment on drift (deployment, since);
create index drift_open on drift (deployment) where until is null;

create table retirement_answer (
    request   uuid    primary key,
    model     text    not null,
    label     text    not null,
    confirmed boolean not null
);
create index retirement_confirmed on retirement_answer (model, label) where confirmed;

-- Made from the events of cairn.registry.

create table version (
    model  text not null,
    label  text not null,
    digest text not null,
    primary key (model, label)
);
create index version_digest on version (model, digest);
create table retired (
    model text not null,
    label text not null,
    primary key (model, label)
);
create table retirement_question (
    request        uuid        primary key,
    model          text        not null,
    label          text        not null,
    asked          timestamptz not null,
    open           boolean     not null,
    event          uuid        not null,
    correlation_id text        not null,
    traceparent    text
);
create index retirement_question_open on retirement_question (asked) where open;

-- Made from the events of cairn.approval.

create table promotion (
    promotion         uuid    primary key,
    model             text    not null,
    label             text    not null,
    digest            text    not null,
    stage             text    not null,
    approved          timestamptz not null,
    until             timestamptz,
    lapsed            boolean not null default false,
    -- Why it was revoked, and by which event; absent where it was not
    revoked           text,
    revoked_at        timestamptz,
    revocation        uuid,
    correlation_id    text,
    traceparent       text
);
create index promotion_content on promotion (model, digest, stage, approved);
create table approval_answer (
    deployment     uuid        primary key,
    promotion      uuid,
    digest         text        not null,
    target         text        not null,
    until          timestamptz,
    denial         text,
    answered       timestamptz not null,
    event          uuid        not null,
    correlation_id text        not null,
    traceparent    text
);
