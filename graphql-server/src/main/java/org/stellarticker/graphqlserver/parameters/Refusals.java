package org.stellarticker.graphqlserver.parameters;

import java.util.List;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.marketdata.AnswerRefused;
import org.stellarticker.marketdata.archive.TooMuchArchived;
import org.stellarticker.marketdata.window.EdgeNotKept;
import org.stellarticker.marketdata.window.EdgeNotKept.Edge;

/** Gives the reasons why a question has no exact answer the form of a fault of its parameters. */
public final class Refusals {

    private Refusals() {}

    public static Problem problem(AnswerRefused refused) {
        return switch (refused) {
            case EdgeNotKept edge -> Problem.of(List.of(fault(edge)));
            case TooMuchArchived much ->
                Problem.of(List.of(new Fault("from", much.from().toString(), much.expected())));
            default -> Problem.of(400, String.valueOf(refused.getMessage()));
        };
    }

    /** Names the nearest instant that has an exact answer. */
    private static Fault fault(EdgeNotKept edge) {
        return new Fault(
                edge.edge() == Edge.FROM ? "from" : "to",
                edge.found().toString(),
                "a border of a candle that is still kept, as raw trades of that time are not; the nearest is "
                        + edge.nearest());
    }
}
