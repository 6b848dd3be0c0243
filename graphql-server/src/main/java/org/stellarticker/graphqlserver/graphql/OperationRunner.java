package org.stellarticker.graphqlserver.graphql;

import graphql.ExecutionResult;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.db.StatementTimeout;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.graphql.limit.LimitExceeded;
import org.stellarticker.graphqlserver.graphql.schema.QueryException;
import org.stellarticker.graphqlserver.graphql.stream.ChangeSource;
import org.stellarticker.graphqlserver.graphql.stream.OperationEnd;
import org.stellarticker.graphqlserver.graphql.stream.SubscriptionEnded;
import org.stellarticker.graphqlserver.graphql.stream.SubscriptionStream;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.TooManySelections;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.limit.Backlog;
import org.stellarticker.http.limit.FairTurns;
import org.stellarticker.http.limit.TooBusy;

/** Runs the operations of one connection: a subscription until it ends, any other once. */
final class OperationRunner {

    private static final Logger log = LoggerFactory.getLogger(OperationRunner.class);

    /** The largest request that is read. */
    static final int MOST_BYTES = 1 << 17;

    /** What an operation sends. */
    interface Client extends SubscriptionStream.Client {

        /** Ends the operation with errors: a JSON array. */
        void refuse(byte[] errors) throws ClientGone;
    }

    private final QueryEngine engine;
    private final StreamHub hub;
    private final PersistedQueries persisted;
    private final FairTurns turns;
    private final String address;
    private final Duration time;
    private final Backlog backlog;

    /** @param turns in which operations begin, those of the client's address together */
    OperationRunner(
            QueryEngine engine,
            StreamHub hub,
            PersistedQueries persisted,
            FairTurns turns,
            String address,
            OperationLimits limits) {
        this.engine = engine;
        this.hub = hub;
        this.persisted = persisted;
        this.turns = turns;
        this.address = address;
        this.time = limits.longestRun();
        this.backlog = new Backlog(limits.waiting());
    }

    static byte[] json(ExecutionResult answer) {
        return AnswerJson.bytes(answer);
    }

    /** @param request the members of a GraphQL request */
    void run(Map<?, ?> request, Client client, OperationEnd end) throws ClientGone, InterruptedException {
        QueryRequest query;
        try {
            query = QueryRequest.ofMembers(request, persisted);
        } catch (PersistedQueryNotFound byHash) {
            client.refuse(AnswerJson.errors("PersistedQueryNotFound", Map.of("code", "PERSISTED_QUERY_NOT_FOUND")));
            return;
        } catch (BadRequest refused) {
            client.refuse(AnswerJson.errors(String.valueOf(refused.getMessage()), Map.of()));
            return;
        }
        run(query, client, end);
    }

    /** @param end of a subscription, which otherwise never ends */
    void run(QueryRequest query, Client client, OperationEnd end) throws ClientGone, InterruptedException {
        var source = new ChangeSource();
        try {
            ExecutionResult result = begin(query, source, end);
            @Nullable Object data = result.<Object>getData();
            switch (data) {
                case Publisher<?> answers ->
                    new SubscriptionStream(hub, address, backlog).run(answers(answers), source, client, end);
                case null -> client.refuse(AnswerJson.errors(result));
                default -> client.next(result);
            }
        } catch (SubscriptionEnded ended) {
            client.refuse(AnswerJson.errors(ended.message(), ended.extensions()));
        } catch (TooManySelections refused) {
            client.refuse(AnswerJson.errors(
                    refused.message(), LimitExceeded.extensions("selections", refused.most() + 1L, refused.most())));
        } catch (DatabaseAway | StatementTimeout passing) {
            client.refuse(AnswerJson.errors(QueryException.NOT_RETRIEVED, Map.of()));
        } catch (TooBusy busy) {
            client.refuse(AnswerJson.errors(busy.problem().detail(), Map.of()));
        } catch (RuntimeException fault) {
            log.atError().setCause(fault).log("operation ended");
            client.refuse(AnswerJson.errors(QueryException.NOT_RETRIEVED, Map.of()));
        }
    }

    private ExecutionResult begin(QueryRequest query, ChangeSource source, OperationEnd end)
            throws TooBusy, InterruptedException {
        turns.begin(address);
        try {
            return engine.begin(query, source, end, time);
        } finally {
            turns.end(address);
        }
    }

    @SuppressWarnings("unchecked") // graphql-java publishes results
    private static Publisher<ExecutionResult> answers(Publisher<?> answers) {
        return (Publisher<ExecutionResult>) answers;
    }
}
