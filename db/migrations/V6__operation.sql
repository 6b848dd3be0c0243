-- What the programs keep about their own work.

create table program_status (
    program          text not null,
    instance         text not null,
    state            text not null,
    detail           text not null,
    last_progress_at timestamptz,
    lag_seconds      double precision,
    build            text not null,
    updated_at       timestamptz not null default now(),
    primary key (program, instance)
);

comment on table program_status is 'State and progress of each running copy of a program. Written by each program, its own rows; db-cleaner deletes rows of copies that are silent.';
comment on column program_status.program is 'Name of the program.';
comment on column program_status.instance is 'The copy: host and process.';
comment on column program_status.state is 'starting, running, catching-up, standby, degraded, stalled or finished.';
comment on column program_status.detail is 'One line for people.';
comment on column program_status.last_progress_at is 'When the program last completed a piece of work; null before the first.';
comment on column program_status.lag_seconds is 'How far the work is behind its source, in seconds; null when unknown.';
comment on column program_status.build is 'Build of the program.';
comment on column program_status.updated_at is 'When the row was last written.';

create table published_file (
    name       text collate "C" primary key,
    content    text not null,
    as_of      timestamptz not null,
    version_at timestamptz not null
);

comment on table published_file is 'The newest version of each file that is dated by its content, so that all copies of json-generator date it alike. Written by json-generator.';
comment on column published_file.name is 'Path of the file below the public folder.';
comment on column published_file.content is 'What names the content: its SHA-256, or the instant at which it changed.';
comment on column published_file.as_of is 'The instant of the data from which the content was made.';
comment on column published_file.version_at is 'Date of the version, in whole seconds; no two versions of a file have the same.';

create table retry_task (
    kind       text not null,
    key        text not null,
    payload    text not null default '',
    attempts   integer not null default 0,
    next_at    timestamptz not null,
    last_error text not null default '',
    created_at timestamptz not null default now(),
    primary key (kind, key)
);

create index retry_task_by_time on retry_task (kind, next_at);

comment on table retry_task is 'Work that is retried until it is complete, also after a restart. Written by ingester.';
comment on column retry_task.kind is 'Kind of work.';
comment on column retry_task.key is 'What the work is about, such as an hour; one row however often it is enqueued.';
comment on column retry_task.payload is 'What this kind of work needs besides its key.';
comment on column retry_task.attempts is 'Number of failed attempts.';
comment on column retry_task.next_at is 'When the work is due.';
comment on column retry_task.last_error is 'Error of the last attempt; empty before the first failure.';
comment on column retry_task.created_at is 'When the work was first enqueued.';

-- NOTIFY events is the hint, the rows are the truth. Positions follow the order of commits: the counter's row is locked from
-- a transaction's last statement to its commit, so a reader of all rows up to a position has missed none before it.

create table event_position (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);

comment on table event_position is 'The last position of event_log, in one row. Written by ingester.';
comment on column event_position.only_row is 'Always true; keeps the table at one row.';
comment on column event_position.position is 'Position of the newest event; 0 before the first.';

insert into event_position (position) values (0);

create table event_log (
    position    bigint primary key,
    happened_at timestamptz not null default clock_timestamp(),
    kind        text not null,
    markets     integer[] not null default '{}',
    first_toid  bigint,
    first_index integer,
    last_toid   bigint,
    last_index  integer,
    detail      text not null default '',
    toids       bigint[] not null default '{}',
    indexes     integer[] not null default '{}',
    from_times  timestamptz[] not null default '{}',
    to_times    timestamptz[] not null default '{}'
);

create index event_log_by_time on event_log (happened_at);

comment on table event_log is 'Changes in the order of their commits, for other components to follow. Written by ingester, old rows deleted by db-cleaner.';
comment on column event_log.position is 'Number of the event; without gaps, in the order of commits.';
comment on column event_log.happened_at is 'When the event was written.';
comment on column event_log.kind is 'trades_stored (live), trades_backfilled, window_repaired, trade_conflict, gap_found, gap_closed, asset_changed or books_changed.';
comment on column event_log.markets is 'trade_pair_id of the markets concerned.';
comment on column event_log.first_toid is 'toid of the first trade concerned, inclusive; null without trades.';
comment on column event_log.first_index is 'trade_index of the first trade concerned.';
comment on column event_log.last_toid is 'toid of the last trade concerned, inclusive; null without trades.';
comment on column event_log.last_index is 'trade_index of the last trade concerned.';
comment on column event_log.detail is 'One line for people.';
comment on column event_log.toids is 'toid of each trade that live streams announce: of trades_stored and window_repaired all new ones, in their order.';
comment on column event_log.indexes is 'trade_index of each of these trades.';
comment on column event_log.from_times is 'Start of the hours whose past changed, for each of markets; none when no past changed.';
comment on column event_log.to_times is 'End of these hours, exclusive.';
