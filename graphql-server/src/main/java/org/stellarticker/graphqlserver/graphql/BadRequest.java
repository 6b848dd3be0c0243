package org.stellarticker.graphqlserver.graphql;

/** A request is no GraphQL request. The message is for its client. */
public final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message);
    }
}
