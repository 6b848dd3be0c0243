package org.stellarticker.ingester.horizon;

/**
 * A record of a list that was left out since it could not be read.
 *
 * @param token its paging token, or whatever else it tells of itself; empty when it tells nothing
 * @param reason what was expected and what was found
 */
public record RejectedRecord(String token, String reason) {

    private static final int LONGEST_TOKEN = 200;

    public RejectedRecord {
        token = token.length() <= LONGEST_TOKEN ? token : token.substring(0, LONGEST_TOKEN);
        reason = UnreadableTrade.shortened(reason);
    }
}
