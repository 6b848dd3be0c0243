package org.stellarticker.core.ledger;

/**
 * How far a stream was read and committed.
 *
 * @param stream the stream's name, such as {@code trades}
 * @param token the last position whose rows are committed
 */
public record Cursor(String stream, PagingToken token) {}
