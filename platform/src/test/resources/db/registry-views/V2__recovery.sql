-- Both show every effect in its order, so that a doubled, lost or swapped one is seen.
create table noted (model text primary key, texts text not null);
create table seen (topic text not null, stream text not null, events text not null, primary key (topic, stream));
