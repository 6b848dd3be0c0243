package org.stellarticker.core.ledger;

/**
 * The position up to which a stream was read and committed.
 *
 * @param stream the stream's name, such as {@code trades}
 * @param token the last position whose rows are committed
 */
public record Cursor(String stream, PagingToken token) {}
