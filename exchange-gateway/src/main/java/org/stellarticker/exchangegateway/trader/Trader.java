package org.stellarticker.exchangegateway.trader;

import java.time.Instant;

/**
 * Who sends a request.
 *
 * @param subject of the token
 * @param account the number of the subject's account
 * @param until when the token expires
 */
public record Trader(String subject, long account, Instant until) {}
