package org.stellarticker.http.offender;

import graphql.ErrorType;
import org.stellarticker.graphqlserver.graphql.QueryEngine;

/** Breaks the rules that keep GraphQL out of the HTTP kernel. */
public final class KnowsGraphql {

    private final QueryEngine engine;

    public KnowsGraphql(QueryEngine engine) {
        this.engine = engine;
    }

    public QueryEngine engine() {
        return engine;
    }

    public ErrorType error() {
        return ErrorType.DataFetchingException;
    }
}
