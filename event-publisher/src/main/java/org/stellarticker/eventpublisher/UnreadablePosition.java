package org.stellarticker.eventpublisher;

/** The topic of positions has something else than a position of this build. */
final class UnreadablePosition extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadablePosition(String expected, String found) {
        super("topic of positions: expected " + expected + ", found " + found
                + "; another EVENTS_KAFKA_PREFIX begins anew");
    }
}
