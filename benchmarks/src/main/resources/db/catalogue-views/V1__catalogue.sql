-- What another service may want to know of the registry: one table for each kind of thing, made from topics alone.

create table model (
    name        text primary key,
    description text        not null,
    since       timestamptz not null
);

create table alias (
    model text not null,
    name  text not null,
    label text not null,
    primary key (model, name)
);

create table tag (
    model text not null,
    label text not null,
    key   text not null,
    value text not null,
    primary key (model, label, key)
);

create table retrieval (
    session uuid primary key,
    model   text        not null,
    label   text        not null,
    actor   text        not null,
    started timestamptz not null
);
