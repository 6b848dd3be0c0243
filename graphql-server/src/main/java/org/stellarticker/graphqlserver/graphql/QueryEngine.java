package org.stellarticker.graphqlserver.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.schema.GraphQLSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.stellarticker.graphqlserver.graphql.limit.LimitExceeded;
import org.stellarticker.graphqlserver.graphql.limit.QueryLimits;
import org.stellarticker.graphqlserver.graphql.market.MarketModule;
import org.stellarticker.graphqlserver.graphql.price.MarketListModule;
import org.stellarticker.graphqlserver.graphql.price.PriceModule;
import org.stellarticker.graphqlserver.graphql.price.SearchModule;
import org.stellarticker.graphqlserver.graphql.schema.Loaders;
import org.stellarticker.graphqlserver.graphql.schema.TickerSchema;
import org.stellarticker.graphqlserver.graphql.status.StatusModule;
import org.stellarticker.graphqlserver.graphql.stream.ChangeSource;
import org.stellarticker.graphqlserver.graphql.stream.OperationEnd;
import org.stellarticker.graphqlserver.graphql.stream.StreamModule;
import org.stellarticker.graphqlserver.graphql.trade.DepthModule;
import org.stellarticker.graphqlserver.graphql.trade.TradeModule;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.http.Deadline;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** Runs queries. Safe for use by many threads. */
public final class QueryEngine {

    private static final ExecutionResult OUT_OF_TIME = ExecutionResult.newExecutionResult()
            .addError(GraphQLError.newError()
                    .message(QueryLimits.TOOK_TOO_LONG)
                    .extensions(QueryLimits.OUT_OF_TIME)
                    .build())
            .build();

    private final SnapshotCache snapshots;
    private final GraphQL graphql;

    /**
     * @param references decides the direction of markets, and what a dollar is
     * @param directory gives what is said about issuers
     * @param bookMaxAge the age above which an order book is left out of depth
     */
    public QueryEngine(
            SnapshotCache snapshots,
            Health health,
            ReferenceAssets references,
            Supplier<AssetDirectory> directory,
            Duration bookMaxAge) {
        this.snapshots = snapshots;
        this.graphql = GraphQL.newGraphQL(schema(snapshots, health, references, directory, bookMaxAge))
                .instrumentation(QueryLimits.instrumentation())
                .defaultDataFetcherExceptionHandler(new FieldExceptionHandler())
                .build();
    }

    /** Returns the whole schema. */
    static GraphQLSchema schema(
            SnapshotCache snapshots,
            Health health,
            ReferenceAssets references,
            Supplier<AssetDirectory> directory,
            Duration bookMaxAge) {
        return TickerSchema.make(List.of(
                MarketModule.module(snapshots),
                TradeModule.module(snapshots, references.quotes(), directory),
                DepthModule.module(bookMaxAge),
                MarketListModule.module(references),
                PriceModule.module(references),
                SearchModule.module(references, directory),
                StatusModule.module(health),
                StreamModule.module()));
    }

    /**
     * Runs a query. The answer reports what is wrong with the query and what could not be read for it, with status 200
     * like the legacy ticker's.
     */
    public Answer answer(QueryRequest request) {
        return run(input(request));
    }

    /** Runs a query as {@link #answer(QueryRequest)} does, but ends it at its next field when the deadline is over. */
    public Answer answer(QueryRequest request, Deadline deadline) {
        ExecutionInput query = input(request);
        deadline.onExpiry(query::cancel);
        return run(query);
    }

    /**
     * Begins an operation: runs a query, or gives a subscription's publisher of answers as its data.
     *
     * @param source emits what the subscription selects there
     * @param end ends a query at its next field
     * @param time after which it is ended, too
     */
    ExecutionResult begin(QueryRequest request, ChangeSource source, OperationEnd end, Duration time) {
        ExecutionInput operation = input(request);
        operation.getGraphQLContext().put(ChangeSource.class, source);
        var begun = new CompletableFuture<Boolean>();
        var _ = begun.completeOnTimeout(false, time.toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(inTime -> {
                    if (!inTime) {
                        operation.cancel();
                    }
                });
        end.onEnd(() -> begun.complete(false));
        ExecutionResult result = graphql.execute(operation);
        // The answers of a subscription that has begun are no longer bound to the time.
        return begun.complete(true) || !(result.<Object>getData() instanceof Publisher<?>) ? result : OUT_OF_TIME;
    }

    private ExecutionInput input(QueryRequest request) {
        ExecutionInput.Builder input = ExecutionInput.newExecutionInput(request.query())
                .variables(request.variables())
                .dataLoaderRegistry(Loaders.of(snapshots));
        request.operationName().ifPresent(input::operationName);
        return QueryLimits.applied(input).build();
    }

    private Answer run(ExecutionInput query) {
        return new Answer(200, AnswerJson.of(graphql.execute(query)));
    }

    /** Returns the answer to a request that is not run at all. */
    public static Answer refusal(int status, String message) {
        return new Answer(status, AnswerJson.error(message));
    }

    /** Returns the answer that Apollo's clients understand, with status 200 like Apollo's servers. */
    static Answer persistedQueryNotFound() {
        return new Answer(200, AnswerJson.error("PersistedQueryNotFound", Map.of("code", "PERSISTED_QUERY_NOT_FOUND")));
    }

    /** Returns the refusal of a batch with too many requests. */
    static Answer batchTooLarge(int most) {
        return new Answer(
                400,
                AnswerJson.error(
                        "the batch has too many requests: expected at most " + most + ", found more",
                        LimitExceeded.extensions("batch", most + 1L, most)));
    }

    /** Returns the answers of a batch as one, in their order. */
    static Answer batch(List<Answer> answers) {
        return new Answer(
                200, AnswerJson.list(answers.stream().map(Answer::json).toList()));
    }
}
