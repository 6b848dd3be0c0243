select as_of, bid_n[1:1] as bid_n, bid_d[1:1] as bid_d, bid_amount[1:1] as bid_amount,
    ask_n[1:1] as ask_n, ask_d[1:1] as ask_d, ask_amount[1:1] as ask_amount,
    base.code as base_code, base.issuer as base_issuer, counter.code as counter_code, counter.issuer as counter_issuer
from order_book
join order_book_levels using (trade_pair_id)
join trade_pair using (trade_pair_id)
join asset base on base.asset_id = base_asset_id
join asset counter on counter.asset_id = counter_asset_id
order by base.code, base.issuer, counter.code, counter.issuer
