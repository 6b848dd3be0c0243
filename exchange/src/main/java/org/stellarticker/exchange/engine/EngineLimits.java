package org.stellarticker.exchange.engine;

/**
 * The bounds of what the engine keeps in memory. They decide which commands are refused, so that a journal is replayed
 * with those it was written with.
 *
 * @param openOrders of an account
 * @param allOpenOrders of all accounts together
 * @param finishedOrders how many finished orders, with their client order ids, are remembered
 * @param accounts of the exchange
 * @param waitingFills how many fills may wait to be taken; then no order is placed until they are
 */
public record EngineLimits(int openOrders, int allOpenOrders, int finishedOrders, int accounts, int waitingFills) {

    public static final EngineLimits USUAL = new EngineLimits(200, 200_000, 200_000, 200_000, 300_000);
}
