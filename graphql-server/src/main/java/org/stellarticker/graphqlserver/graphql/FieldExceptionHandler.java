package org.stellarticker.graphqlserver.graphql;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.archive.query.ArchiveUnavailable;
import org.stellarticker.db.StatementTimeout;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.graphql.limit.QueryLimits;
import org.stellarticker.graphqlserver.graphql.schema.QueryException;
import org.stellarticker.graphqlserver.parameters.Refusals;
import org.stellarticker.marketdata.AnswerRefused;

/** Makes the error of a field that could not be read. It shows nothing of the program's inside. */
final class FieldExceptionHandler implements DataFetcherExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FieldExceptionHandler.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters field) {
        Throwable fault = field.getException();
        if (fault instanceof CompletionException && fault.getCause() != null) {
            fault = fault.getCause();
        }
        if (fault instanceof AnswerRefused refused) {
            fault = new QueryException(Refusals.problem(refused));
        }
        GraphQLError error = GraphQLError.newError()
                .message("%s", message(fault, field))
                .path(field.getPath())
                .errorType(ErrorType.DataFetchingException)
                .extensions(extensions(fault))
                .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static Map<String, Object> extensions(Throwable fault) {
        return switch (fault) {
            case QueryException refused -> refused.extensions();
            case AbortExecutionException _ -> QueryLimits.OUT_OF_TIME;
            case StatementTimeout _ -> QueryLimits.OUT_OF_TIME;
            default -> Map.of();
        };
    }

    private static String message(Throwable fault, DataFetcherExceptionHandlerParameters field) {
        if (fault instanceof QueryException refused && refused.getMessage() != null) {
            return refused.getMessage();
        }
        if (fault instanceof AbortExecutionException || fault instanceof StatementTimeout) {
            log.atWarn().addKeyValue("field", field.getPath()).log("query took too long");
            return QueryLimits.TOOK_TOO_LONG;
        }
        if (fault instanceof ArchiveUnavailable) {
            log.atWarn()
                    .addKeyValue("field", field.getPath())
                    .addKeyValue("reason", fault.getMessage())
                    .log("archive not read");
            return fault.getMessage() + "; ask for a shorter time, or try again in some seconds";
        }
        // LiveDatabase logs an outage when it begins.
        if (!(fault instanceof DatabaseAway)) {
            log.atError().addKeyValue("field", field.getPath()).setCause(fault).log("field not read");
        }
        return QueryException.NOT_RETRIEVED;
    }
}
