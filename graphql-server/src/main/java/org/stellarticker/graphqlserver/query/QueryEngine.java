package org.stellarticker.graphqlserver.query;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.stellarticker.graphqlserver.limit.Deadline;
import org.stellarticker.graphqlserver.limit.QueryLimits;
import org.stellarticker.graphqlserver.schema.Loaders;
import org.stellarticker.graphqlserver.schema.TickerSchema;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Runs queries. Safe for use by many threads. */
public final class QueryEngine implements AutoCloseable {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(10);

    private final SnapshotCache snapshots;
    private final Deadline deadline = new Deadline(LONGEST_RUN);
    private final GraphQL graphql = GraphQL.newGraphQL(TickerSchema.make())
            .instrumentation(QueryLimits.instrumentation())
            .defaultDataFetcherExceptionHandler(new FieldFaults())
            .build();

    public QueryEngine(SnapshotCache snapshots) {
        this.snapshots = snapshots;
    }

    /** Runs a query. What is wrong with it, or could not be read for it, the answer says, with status 200 as the former ticker did. */
    public Answer answer(QueryRequest request) {
        return new Answer(200, run(request));
    }

    /** Of what is not run at all. */
    public static Answer refusal(int status, String message) {
        return new Answer(status, AnswerJson.error(message));
    }

    /** What Apollo's clients understand; as its servers do, with status 200. */
    public static Answer persistedQueryNotSupported() {
        return new Answer(200, AnswerJson.error("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED"));
    }

    private ByteBuffer run(QueryRequest request) {
        ExecutionInput.Builder input = ExecutionInput.newExecutionInput(request.query())
                .variables(request.variables())
                .dataLoaderRegistry(Loaders.of(snapshots));
        request.operationName().ifPresent(input::operationName);
        ExecutionInput query = QueryLimits.applied(input).build();
        ExecutionResult result = deadline.within(query, () -> graphql.execute(query));
        return AnswerJson.of(result);
    }

    @Override
    public void close() {
        deadline.close();
    }
}
