package org.stellarticker.graphqlserver.health;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The status of the whole ticker, with its reasons.
 *
 * @param reasons why it is not ok, for people; empty when it is
 * @param answers whether requests are answered, however old the answers
 */
public record OverallStatus(List<String> reasons, boolean answers) {

    private enum State {
        /** All programs are well, and no trades are missing. */
        OK,
        /** It answers, but a program does not do its work, or trades are missing. */
        DEGRADED,
        /** Nothing can be answered: the database is down. */
        DOWN
    }

    /** Puts the database first among the reasons: it may be the cause of the others. */
    public OverallStatus {
        reasons = answers
                ? reasons
                : Stream.concat(Stream.of("the database does not answer"), reasons.stream())
                        .toList();
    }

    /** Returns the status as one word. */
    public String state() {
        State state = State.DEGRADED;
        if (!answers) {
            state = State.DOWN;
        } else if (reasons.isEmpty()) {
            state = State.OK;
        }
        return state.name().toLowerCase(Locale.ROOT);
    }
}
