package org.stellarticker.exchange;

/** The answer to a command, given once the command is durable. */
public sealed interface Outcome {

    /** The account is open. */
    record Opened(Account account) implements Outcome {}

    /**
     * The order is accepted.
     *
     * @param duplicate whether an earlier command with the same client order id and content placed it
     */
    record Placed(Order order, boolean duplicate) implements Outcome {}

    /** The order is cancelled or amended. */
    record Changed(Order order) implements Outcome {}

    /** All open orders are cancelled; so many there were. */
    record CancelledAll(int orders) implements Outcome {}

    /**
     * The command had no effect.
     *
     * @param detail what was expected and found, for people
     */
    record Refused(Refusal refusal, String detail) implements Outcome {}
}
