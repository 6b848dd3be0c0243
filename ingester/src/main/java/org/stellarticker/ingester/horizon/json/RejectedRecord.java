package org.stellarticker.ingester.horizon.json;

/**
 * A record of a list that could not be read and was left out.
 *
 * @param token the paging token, or another name of the record; empty without any
 * @param reason what was expected and what was found
 */
public record RejectedRecord(String token, String reason) {

    private static final int LONGEST_TOKEN = 200;

    public RejectedRecord {
        token = token.length() <= LONGEST_TOKEN ? token : token.substring(0, LONGEST_TOKEN);
        reason = ReasonText.shortened(reason);
    }
}
