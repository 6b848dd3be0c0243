package org.stellarticker.graphqlserver.health;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How the whole is, and why.
 *
 * @param reasons what keeps it from being ok, for people; empty when it is
 * @param answers whether questions are answered, however old the answers
 */
record OverallStatus(List<String> reasons, boolean answers) {

    private enum State {
        /** All programs are well, and no trades are missing. */
        OK,
        /** It answers, but some program does not do its work, or trades are missing. */
        DEGRADED,
        /** Nothing can be answered: the database is away. */
        DOWN
    }

    /** The database is the first reason: of others it may be the cause. */
    OverallStatus {
        reasons = answers
                ? reasons
                : Stream.concat(Stream.of("the database does not answer"), reasons.stream())
                        .toList();
    }

    /** In a word. */
    String state() {
        State state = State.DEGRADED;
        if (!answers) {
            state = State.DOWN;
        } else if (reasons.isEmpty()) {
            state = State.OK;
        }
        return state.name().toLowerCase(Locale.ROOT);
    }
}
