-- The days that the archive has.

create table archived_day (
    day            date primary key,
    version        integer not null,
    trades         bigint not null,
    bytes          bigint not null,
    trade_set_hash text not null,
    candles        bigint not null,
    revisions      numeric not null,
    event_position bigint not null,
    archived_at    timestamptz not null
);

comment on table archived_day is 'Days (UTC) whose current version is in the archive, compared with the stored rows. Written by archiver.';
comment on column archived_day.day is 'Day (UTC).';
comment on column archived_day.version is 'Number of the current version, from 1.';
comment on column archived_day.trades is 'Number of trades.';
comment on column archived_day.bytes is 'Size of the version''s files, in bytes.';
comment on column archived_day.trade_set_hash is 'Hash of the day''s trades, the same for all operators; docs/archive.md defines it.';
comment on column archived_day.candles is 'Number of candles of a minute.';
comment on column archived_day.revisions is 'Sum of the revisions of the day''s candles of a minute, emptied ones included: it grows with each change of a trade.';
comment on column archived_day.event_position is 'Position of event_log up to which the version has all changes.';
comment on column archived_day.archived_at is 'When the version was read from the database.';

create table restored_day (
    day         date primary key,
    version     integer not null,
    restored_at timestamptz not null
);

comment on table restored_day is 'Days (UTC) that were put back from the archive; db-cleaner keeps each for RETENTION_DAYS from then. Written by archiver, old rows deleted by db-cleaner.';
comment on column restored_day.day is 'Day (UTC).';
comment on column restored_day.version is 'Version of the archive that was restored.';
comment on column restored_day.restored_at is 'When the day was restored.';
