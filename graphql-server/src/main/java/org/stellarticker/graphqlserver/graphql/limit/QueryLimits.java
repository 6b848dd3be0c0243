package org.stellarticker.graphqlserver.graphql.limit;

import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.validation.QueryComplexityLimits;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.Map;
import java.util.Set;

/**
 * Limits what one query may cost. A list of all rows costs a hundred fields, a single row ten. Four whole lists with every
 * field of their rows pass, and so does GraphiQL's introspection query.
 */
public final class QueryLimits {

    static final int MOST_FIELDS = 600;
    static final int DEEPEST = 20;

    /** Five pages of the longest lists. */
    static final int MOST_ROWS = 5000;

    private static final int LIST = 100;
    private static final int LOOK_UP = 10;
    private static final Set<String> LISTS = Set.of(
            "assets",
            "issuers",
            "markets",
            "ticker",
            "candles",
            "trades",
            "pools",
            "marketList",
            "prices",
            "priceHistory",
            "twap",
            "search",
            "movers",
            "assetList");
    private static final Set<String> LOOK_UPS =
            Set.of("assetStatus", "vwap", "marketStats", "price", "assetInfo", "orderBook", "depth", "pool", "status");

    /** What an error about the time of a query says to people. */
    public static final String TOOK_TOO_LONG = "the query took too long; ask for less at once";

    /** What an error about the time of a query says to programs. */
    public static final Map<String, Object> OUT_OF_TIME = Map.of("code", LimitExceeded.CODE, "limit", "time");

    private QueryLimits() {}

    /** Returns the check that refuses a query that is too large before it runs. */
    public static Instrumentation instrumentation() {
        return new ChainedInstrumentation(new DocumentLimits(), costs(), rows());
    }

    private static Instrumentation costs() {
        return new MaxQueryComplexityInstrumentation(MOST_FIELDS, QueryLimits::cost) {
            @Override
            protected AbortExecutionException mkAbortException(int cost, int most) {
                return new LimitExceeded(
                        "the query asks for too much at once: expected at most " + most + " fields, with " + LIST
                                + " for each list of rows, found " + cost,
                        "complexity",
                        cost,
                        most);
            }
        };
    }

    private static Instrumentation rows() {
        return new MaxQueryComplexityInstrumentation(MOST_ROWS, QueryLimits::rows) {
            @Override
            protected AbortExecutionException mkAbortException(int rows, int most) {
                return new LimitExceeded(
                        "the query asks for too many rows: expected a sum of all limits of at most " + most + ", found "
                                + rows,
                        "rows",
                        rows,
                        most);
            }
        };
    }

    /** Returns the rows that a field of the query may give, by its limit; the legacy lists have none. */
    private static int rows(FieldComplexityEnvironment field, int ofChildren) {
        boolean ofQuery = field.getParentEnvironment() == null;
        return ofQuery && field.getArguments().get("limit") instanceof Integer limit
                ? Math.clamp((long) limit + ofChildren, 0, Integer.MAX_VALUE)
                : ofChildren;
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

    /** Returns what an error says for programs: also of a limit that validation met, at the first value beyond it. */
    public static Map<String, Object> extensions(GraphQLError error) {
        if (error instanceof ValidationError invalid) {
            if (invalid.getValidationErrorType() == ValidationErrorType.MaxQueryDepthExceeded) {
                return LimitExceeded.extensions("depth", DEEPEST + 1L, DEEPEST);
            }
            if (invalid.getValidationErrorType() == ValidationErrorType.MaxQueryFieldsExceeded) {
                return LimitExceeded.extensions("fields", MOST_FIELDS + 1L, MOST_FIELDS);
            }
        }
        if (isOutOfTime(error)) {
            return OUT_OF_TIME;
        }
        Map<String, Object> own = error.getExtensions();
        return own == null ? Map.of() : own;
    }

    /** Returns what an error says to people. */
    public static String message(GraphQLError error) {
        return isOutOfTime(error) ? TOOK_TOO_LONG : error.getMessage();
    }

    /** Returns whether the query was ended outside of its fields; other limits have errors of their own. */
    private static boolean isOutOfTime(GraphQLError error) {
        return error instanceof AbortExecutionException && !(error instanceof LimitExceeded);
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
