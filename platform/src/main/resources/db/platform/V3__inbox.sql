-- What was given up stays given up when views are made anew; there are few of them among very many events.
create index event_discarded on events.event (global_index)
    where type = 'dev.cairn.operations.EventDiscarded.v1';
