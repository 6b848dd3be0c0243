package org.stellarticker.graphqlserver.graphql.schema;

/** A query asks for something that cannot be given. The message is for its client. */
public final class QueryException extends RuntimeException {

    /** The message of the legacy ticker for almost everything that went wrong. */
    public static final String NOT_RETRIEVED = "could not retrieve the requested data";

    private static final long serialVersionUID = 1;

    public QueryException(String message) {
        super(message);
    }
}
