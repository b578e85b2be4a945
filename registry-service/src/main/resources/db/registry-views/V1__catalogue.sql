-- What exists, made from the events of cairn.registry alone; rebuild makes it anew.

create table model (
    name        text        primary key,
    description text        not null,
    scheme      text        not null,
    sensitivity text        not null,
    creator     text        not null,
    answerable  text,
    created     timestamptz not null,
    versions    int         not null,
    latest      text,
    sequence    bigint      not null
);

create table version (
    model       text        not null,
    label       text        not null,
    ordinal     int         not null,
    digest      text        not null,
    scheme      text        not null,
    weights     text        not null,
    bytes       bigint      not null,
    description text,
    change_note text,
    experiment  text,
    creator     text        not null,
    answerable  text,
    registered  timestamptz not null,
    sequence    bigint      not null,
    primary key (model, label),
    unique (model, digest),
    unique (model, ordinal)
);

create table artifact (
    model      text   not null,
    label      text   not null,
    path       text   not null,
    role       text   not null,
    size       bigint not null,
    media_type text   not null,
    digest     text   not null,
    primary key (model, label, path)
);
create index artifact_digest on artifact (digest);

create table metric (
    model  text             not null,
    label  text             not null,
    name   text             not null,
    split  text             not null,
    value  double precision not null,
    better text
);
create index metric_name on metric (name, value);
create index metric_version on metric (model, label);

create table parameter (
    model  text not null,
    label  text not null,
    name   text not null,
    value  text not null,
    number double precision,
    primary key (model, label, name)
);
create index parameter_name on parameter (name, number);

create table tag (
    model text        not null,
    label text        not null,
    key   text        not null,
    value text        not null,
    actor text        not null,
    since timestamptz not null,
    primary key (model, label, key)
);

create table alias (
    model text        not null,
    name  text        not null,
    label text        not null,
    actor text        not null,
    since timestamptz not null,
    primary key (model, name)
);

create table access_grant (
    model      text        not null,
    subject    text        not null,
    permission text        not null,
    reason     text        not null,
    actor      text        not null,
    since      timestamptz not null,
    primary key (model, subject)
);

-- The last word of the scrubber, of downloads and of verification on each artifact; '' stands for the manifest.
create table violation (
    model    text        not null,
    label    text        not null,
    path     text        not null,
    expected text        not null,
    found    text,
    found_at text        not null,
    since    timestamptz not null,
    primary key (model, label, path)
);
