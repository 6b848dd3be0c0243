package org.stellarticker.exchange.engine;

import org.stellarticker.exchange.OrderStatus;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;

/** The numbers that stand for words in the journal, in snapshots and on the link. They never change. */
public final class Codes {

    private Codes() {}

    public static byte of(Side side) {
        return (byte) (side == Side.BUY ? 0 : 1);
    }

    public static Side side(byte code) {
        return switch (code) {
            case 0 -> Side.BUY;
            case 1 -> Side.SELL;
            default -> throw unknown("side", code);
        };
    }

    public static byte of(OrderType type) {
        return (byte) (type == OrderType.LIMIT ? 0 : 1);
    }

    public static OrderType type(byte code) {
        return switch (code) {
            case 0 -> OrderType.LIMIT;
            case 1 -> OrderType.MARKET;
            default -> throw unknown("order type", code);
        };
    }

    public static byte of(TimeInForce timeInForce) {
        return (byte) (timeInForce == TimeInForce.GTC ? 0 : 1);
    }

    public static TimeInForce timeInForce(byte code) {
        return switch (code) {
            case 0 -> TimeInForce.GTC;
            case 1 -> TimeInForce.IOC;
            default -> throw unknown("time in force", code);
        };
    }

    public static byte of(OrderStatus status) {
        return switch (status) {
            case SUBMITTED -> 0;
            case PARTIALLY_FILLED -> 1;
            case EXECUTED -> 2;
            case CLOSED -> 3;
            case CANCELLED -> 4;
        };
    }

    public static OrderStatus status(byte code) {
        return switch (code) {
            case 0 -> OrderStatus.SUBMITTED;
            case 1 -> OrderStatus.PARTIALLY_FILLED;
            case 2 -> OrderStatus.EXECUTED;
            case 3 -> OrderStatus.CLOSED;
            case 4 -> OrderStatus.CANCELLED;
            default -> throw unknown("order status", code);
        };
    }

    private static IllegalArgumentException unknown(String what, byte code) {
        return new IllegalArgumentException("no " + what + " has the number " + code);
    }
}
