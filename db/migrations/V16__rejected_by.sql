-- Which build could not read a record, so that every other one tries again; null for a trade that could be read and came
-- when its day was sealed.
alter table rejected_trade add column unreadable_by text;

update rejected_trade
set unreadable_by = 'unknown'
where reason not like 'ledger\_close\_time: expected % or later, as trades are kept no longer, found %';

create index rejected_trade_by_build on rejected_trade (unreadable_by) where unreadable_by is not null;
