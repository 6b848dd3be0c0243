-- Notes the current version of a day, unless a later state of the day is noted.
insert into archived_day
    (day, version, trades, bytes, trade_set_hash, candles, revisions, event_position, archived_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (day) do update
set version = excluded.version,
    trades = excluded.trades,
    bytes = excluded.bytes,
    trade_set_hash = excluded.trade_set_hash,
    candles = excluded.candles,
    revisions = excluded.revisions,
    event_position = excluded.event_position,
    archived_at = excluded.archived_at
where archived_day.event_position <= excluded.event_position
