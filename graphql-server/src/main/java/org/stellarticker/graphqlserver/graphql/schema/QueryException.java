package org.stellarticker.graphqlserver.graphql.schema;

/** A query asks for what cannot be given; the message is for the one who asks. */
public final class QueryException extends RuntimeException {

    /** The former ticker said no more than this of almost everything that went wrong. */
    public static final String NOT_RETRIEVED = "could not retrieve the requested data";

    private static final long serialVersionUID = 1;

    public QueryException(String message) {
        super(message);
    }
}
