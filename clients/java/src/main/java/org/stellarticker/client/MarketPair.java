package org.stellarticker.client;

/** The two assets of a market, each {@code native} or {@code CODE:ISSUER}. */
public record MarketPair(String base, String counter) {}
