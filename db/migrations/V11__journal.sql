-- What crawlers of users add: entries with tags, a type and a body of JSON.

create table journal_entry (
    id          bigint generated always as identity primary key,
    account_id  bigint not null references account (id),
    client_id   text not null,
    type        text not null,
    tags        text[] not null,
    body        text not null,
    at          timestamptz not null,
    received_at timestamptz not null,
    expires_at  timestamptz not null,
    unique (account_id, client_id)
);

create index journal_entry_by_type on journal_entry (type, id);
create index journal_entry_by_tag on journal_entry using gin (tags);
create index journal_entry_by_end on journal_entry (expires_at);

comment on table journal_entry is 'Entries that crawlers of users added. Written by graphql-server, old rows deleted by db-cleaner.';
comment on column journal_entry.id is 'Position, in the order in which entries came.';
comment on column journal_entry.account_id is 'Account whose key added it.';
comment on column journal_entry.client_id is 'Id that the crawler gave it; an entry that comes again with the same id is not stored twice.';
comment on column journal_entry.type is 'Kind of entry, which decides how long it may be kept (JOURNAL_TYPES).';
comment on column journal_entry.tags is 'What it is about, such as CODE:ISSUER of an asset.';
comment on column journal_entry.body is 'A JSON object, as text.';
comment on column journal_entry.at is 'Time of what it says, by its crawler.';
comment on column journal_entry.received_at is 'When it came.';
comment on column journal_entry.expires_at is 'When it ends; it is not given out from then on.';
