package org.stellarticker.client;

/** Whether candles come for intervals in which nothing traded. */
public enum EmptyIntervals {
    LEFT_OUT,
    FILLED
}
