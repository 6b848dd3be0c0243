package org.stellarticker.graphqlserver.query;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.execution.AbortExecutionException;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.graphqlserver.fetch.DatabaseAway;
import org.stellarticker.graphqlserver.fetch.QueryException;

/** What is said of a field that could not be told. How the inside is made is nobody's business. */
final class FieldFaults implements DataFetcherExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FieldFaults.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters field) {
        Throwable fault = field.getException();
        if (fault instanceof CompletionException && fault.getCause() != null) {
            fault = fault.getCause();
        }
        GraphQLError error = GraphQLError.newError()
                .message("%s", said(fault, field))
                .path(field.getPath())
                .errorType(ErrorType.DataFetchingException)
                .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static String said(Throwable fault, DataFetcherExceptionHandlerParameters field) {
        if (fault instanceof QueryException forTheOneWhoAsks && forTheOneWhoAsks.getMessage() != null) {
            return forTheOneWhoAsks.getMessage();
        }
        if (fault instanceof AbortExecutionException) {
            log.atWarn().addKeyValue("field", field.getPath()).log("took too long");
            return "the query took too long; ask for less at once";
        }
        // That the database is away was logged when it went.
        if (!(fault instanceof DatabaseAway)) {
            log.atError().addKeyValue("field", field.getPath()).setCause(fault).log("could not be told");
        }
        return QueryException.NOT_RETRIEVED;
    }
}
