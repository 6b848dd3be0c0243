-- Somebody has looked at a record that cannot be read: it is counted from then on, and degrades nothing.
alter table rejected_trade add column acknowledged_at timestamptz;

-- The hour that the audit counts it against.
alter table rejected_trade add column hour timestamptz;

create index rejected_trade_acknowledged on rejected_trade (hour) where acknowledged_at is not null;

-- Hours that disagree by nothing but records that somebody has looked at.
create view acknowledged_hour as
select hour
from audit_window
where state = 'disagreed'
    and trades_disputed <= (
        select count(*)
        from rejected_trade rejected
        where rejected.hour = audit_window.hour and rejected.acknowledged_at is not null);
