create table description (model text primary key, text text not null);
