package org.stellarticker.ingester.horizon;

import java.util.Optional;
import org.stellarticker.core.ledger.PagingToken;

/**
 * A record that stands where a trade should and cannot be read as one.
 *
 * @param token its place, when at least that can be read
 * @param body as sent
 */
public record UnreadableTrade(Optional<PagingToken> token, String body, String reason) {}
