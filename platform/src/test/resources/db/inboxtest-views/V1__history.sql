-- Shows every effect in its order, so that a doubled, lost or swapped one is seen.
create table history (
    topic  text not null,
    stream text not null,
    events text not null,
    primary key (topic, stream)
);
