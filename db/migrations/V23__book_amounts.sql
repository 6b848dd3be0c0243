-- A level may sum to more than 2^63 stroops.
alter table order_book_levels
    alter column bid_amount type numeric[],
    alter column ask_amount type numeric[];
