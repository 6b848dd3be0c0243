package org.stellarticker.graphqlserver.graphql;

/** What came is no GraphQL request; the message is for the one who sent it. */
public final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    public BadRequest(String message) {
        super(message);
    }
}
