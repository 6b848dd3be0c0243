-- The proof that the stored trades are Horizon's.

create table audit_window (
    hour            timestamptz primary key,
    state           text not null default 'pending' check (state in ('pending', 'agreed', 'repaired', 'disagreed')),
    evidence        text[] not null default '{}',
    reason          text not null default '',
    trades_read     bigint not null default 0,
    trades_repaired bigint not null default 0,
    trades_disputed bigint not null default 0,
    times_read      integer not null default 0,
    decided_at      timestamptz
);

comment on table audit_window is 'The audit''s result for each hour of close time (UTC), over all markets and without a break over the time that is kept. Written by ingester, old rows deleted by db-cleaner.';
comment on column audit_window.hour is 'Start of the hour, inclusive.';
comment on column audit_window.state is 'pending, agreed, repaired (missing trades were added) or disagreed.';
comment on column audit_window.evidence is 'How the hour was read: backfill (paged without a break), pages (paged a second time).';
comment on column audit_window.reason is 'Why the hour disagreed when last read; empty otherwise.';
comment on column audit_window.trades_read is 'Number of trades when last read.';
comment on column audit_window.trades_repaired is 'Number of trades that were missing and have been added, each time it was read.';
comment on column audit_window.trades_disputed is 'Number of trades with other values than stored, unknown to Horizon, or unreadable, when last read.';
comment on column audit_window.times_read is 'How often the whole hour was read.';
comment on column audit_window.decided_at is 'When the state was last decided; null before the first decision.';

create table audit_market_window (
    hour          timestamptz not null,
    trade_pair_id integer not null references trade_pair,
    state         text not null check (state in ('pending', 'agreed', 'disagreed')),
    evidence      text[] not null default '{}',
    reason        text not null default '',
    checked_at    timestamptz not null,
    primary key (hour, trade_pair_id)
);

create index audit_market_window_open on audit_market_window (checked_at) where state <> 'agreed';

comment on table audit_market_window is 'The audit''s result for an hour of one market, where it differs from the hour''s or adds to it. Written by ingester, old rows deleted by db-cleaner.';
comment on column audit_market_window.hour is 'Start of the hour, inclusive.';
comment on column audit_market_window.trade_pair_id is 'Market.';
comment on column audit_market_window.state is 'pending, agreed or disagreed.';
comment on column audit_market_window.evidence is 'aggregations when the hour was compared with Horizon''s aggregations.';
comment on column audit_market_window.reason is 'The values that differ; empty when none does.';
comment on column audit_market_window.checked_at is 'When the hour was last compared.';

create table audit_market_day (
    day           timestamptz not null,
    trade_pair_id integer not null references trade_pair,
    hours         integer not null,
    sampled_at    timestamptz not null,
    primary key (day, trade_pair_id)
);

create index audit_market_day_by_market on audit_market_day (trade_pair_id);

comment on table audit_market_day is 'When a market''s day was compared with Horizon''s aggregations, so that every day gets its turn. Written by ingester, old rows deleted by db-cleaner.';
comment on column audit_market_day.day is 'Start of the day (UTC), inclusive.';
comment on column audit_market_day.trade_pair_id is 'Market.';
comment on column audit_market_day.hours is 'Number of the day''s hours that were agreed then; 0 when Horizon did not answer.';
comment on column audit_market_day.sampled_at is 'When the day was compared.';

create view acknowledged_hour as
select hour
from audit_window
where state = 'disagreed'
    and trades_disputed <= (
        select count(*)
        from rejected_trade rejected
        where rejected.hour = audit_window.hour and rejected.acknowledged_at is not null);

comment on view acknowledged_hour is 'Hours that disagree only by rejected records that an operator has acknowledged.';
comment on column acknowledged_hour.hour is 'Start of the hour, inclusive.';
