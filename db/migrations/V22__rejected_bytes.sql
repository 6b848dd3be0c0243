-- A record that is no text (a NUL, no UTF-8) is kept as the bytes that came; body is its readable form then.
alter table rejected_trade add column body_bytes bytea;

drop index rejected_trade_once;

create unique index rejected_trade_once on rejected_trade (coalesce(md5(body_bytes), md5(body)));
