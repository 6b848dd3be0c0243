package org.stellarticker.client.error;

/** The answer is not what the API's document says: perhaps the address is of another service. */
public final class UnexpectedAnswerException extends TickerException {

    private static final long serialVersionUID = 1;

    public UnexpectedAnswerException(String message) {
        super(message);
    }

    public UnexpectedAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
