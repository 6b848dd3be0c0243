-- Work that must not be forgotten, whoever is killed: requests that failed and are made again later, or are owed at a time.

create table retry_task (
    kind       text not null, -- such as toml
    key        text not null, -- what it is about, such as a domain; owed once, however often it is asked for
    payload    text not null default '', -- what its kind needs besides
    attempts   integer not null default 0,
    next_at    timestamptz not null,
    last_fault text not null default '',
    created_at timestamptz not null default now(),
    primary key (kind, key)
);

create index owed_work_by_time on retry_task (kind, next_at);
