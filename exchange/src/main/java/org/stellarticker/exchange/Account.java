package org.stellarticker.exchange;

import java.util.List;

/**
 * An account of the exchange.
 *
 * @param number counts from 1
 * @param subject who it belongs to: the subject of its owner's token
 * @param balances one for each asset of the instruments, in the order in which these name them
 */
public record Account(long number, String subject, List<Balance> balances, int openOrders) {

    public Account {
        balances = List.copyOf(balances);
    }
}
