package org.stellarticker.graphqlserver.graphql.limit;

import graphql.ExecutionInput;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.validation.QueryComplexityLimits;
import java.util.Set;

/**
 * Limits what one query may cost. A list of all rows costs a hundred fields, a single row ten. Four whole lists with every
 * field of their rows pass, and so does GraphiQL's introspection query.
 */
public final class QueryLimits {

    static final int MOST_FIELDS = 600;
    static final int DEEPEST = 20;

    private static final int LIST = 100;
    private static final int LOOK_UP = 10;
    private static final Set<String> LISTS =
            Set.of("assets", "issuers", "markets", "ticker", "candles", "trades", "pools");
    private static final Set<String> LOOK_UPS =
            Set.of("assetStatus", "vwap", "marketStats", "orderBook", "depth", "pool", "status");

    private QueryLimits() {}

    /** Returns the check that refuses a query that is too large before it runs. */
    public static Instrumentation instrumentation() {
        return new ChainedInstrumentation(new DocumentLimits(), costs());
    }

    private static Instrumentation costs() {
        return new MaxQueryComplexityInstrumentation(MOST_FIELDS, QueryLimits::cost) {
            @Override
            protected AbortExecutionException mkAbortException(int cost, int most) {
                return new AbortExecutionException("the query asks for too much at once: expected at most " + most
                        + " fields, with " + LIST + " for each list of rows, found " + cost);
            }
        };
    }

    private static int cost(FieldComplexityEnvironment field, int ofChildren) {
        return ofChildren
                + (field.getParentEnvironment() == null
                        ? ofQuery(field.getField().getName())
                        : 1);
    }

    private static int ofQuery(String query) {
        if (LISTS.contains(query)) {
            return LIST;
        }
        return LOOK_UPS.contains(query) ? LOOK_UP : 1;
    }

    /** Adds the limits that hold while the query is validated, because validation itself is expensive. */
    public static ExecutionInput.Builder applied(ExecutionInput.Builder input) {
        var limits = QueryComplexityLimits.newLimits()
                .maxDepth(DEEPEST)
                .maxFieldsCount(MOST_FIELDS)
                .build();
        return input.graphQLContext(context -> context.of(QueryComplexityLimits.KEY, limits));
    }
}
