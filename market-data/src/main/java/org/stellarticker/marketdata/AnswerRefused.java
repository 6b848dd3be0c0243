package org.stellarticker.marketdata;

import java.io.Serial;

/** Thrown when a question is understood, but no exact answer exists. The message is for the client. */
public abstract class AnswerRefused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    protected AnswerRefused(String message) {
        super(message);
    }
}
