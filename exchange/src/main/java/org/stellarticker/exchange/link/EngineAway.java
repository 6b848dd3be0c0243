package org.stellarticker.exchange.link;

/** The engine could not be asked, or its connection broke before it answered. */
public final class EngineAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean answerLost;

    /** The engine could not be asked: no command reached it. */
    public EngineAway(String message) {
        super(message);
        this.answerLost = false;
    }

    private EngineAway(String message, boolean answerLost) {
        super(message);
        this.answerLost = answerLost;
    }

    /** Returns that of a question whose connection broke before its answer came: it may have reached the engine. */
    public static EngineAway answerLost(String message) {
        return new EngineAway(message, true);
    }

    /**
     * Returns whether a command may have taken effect. To place an order may be repeated by its client order id then; of other
     * commands, only the order shows what they did.
     */
    public boolean isAnswerLost() {
        return answerLost;
    }
}
