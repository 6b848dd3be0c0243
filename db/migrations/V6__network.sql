-- Whose trades these are. Ids of trades mean nothing beside those of another network.
create table network (
    only_row      boolean primary key default true check (only_row),
    passphrase    text not null,
    first_seen_at timestamptz not null default now()
);
