-- Who may see which model, made from the events of cairn.registry.

create table model (
    name        text primary key,
    sensitivity text not null,
    creator     text not null,
    -- The person answerable for a machine creator
    answerable  text
);

create table access_grant (
    model   text not null,
    subject text not null,
    primary key (model, subject)
);
