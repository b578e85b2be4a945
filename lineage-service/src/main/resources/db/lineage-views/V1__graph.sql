-- The graph, one pair of tables for each topic that tells of it: whichever arrives first, the union is the same.

create table registry_node (
    node     text    primary key,
    model    text,
    recorded boolean not null,
    facts    jsonb   not null
);
create table registry_edge (
    upstream   text not null,
    downstream text not null,
    kind       text not null,
    primary key (upstream, downstream, kind)
);
create index registry_edge_downstream on registry_edge (downstream);

create table approval_node (
    node     text    primary key,
    model    text,
    recorded boolean not null,
    facts    jsonb   not null
);
create table approval_edge (
    upstream   text not null,
    downstream text not null,
    kind       text not null,
    primary key (upstream, downstream, kind)
);
create index approval_edge_downstream on approval_edge (downstream);

create table deployment_node (
    node     text    primary key,
    model    text,
    recorded boolean not null,
    facts    jsonb   not null
);
create table deployment_edge (
    upstream   text not null,
    downstream text not null,
    kind       text not null,
    primary key (upstream, downstream, kind)
);
create index deployment_edge_downstream on deployment_edge (downstream);

-- From cairn.registry: labels of versions by their digests.
create table labelled (
    model  text not null,
    digest text not null,
    label  text not null,
    primary key (model, digest)
);
