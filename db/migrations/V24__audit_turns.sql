-- When a market's day was held against Horizon's own sums, so that each has its turn. Written by the ingester.
create table audit_market_day (
    day           timestamptz not null, -- begin (UTC)
    trade_pair_id integer not null,
    hours         integer not null, -- of the day, that were proven then; 0 when Horizon did not answer
    sampled_at    timestamptz not null,
    primary key (day, trade_pair_id)
);

-- An hour no longer has turns, its markets' days have.
alter table audit_window drop column sampled_at;

create index audit_market_day_by_market on audit_market_day (trade_pair_id);
