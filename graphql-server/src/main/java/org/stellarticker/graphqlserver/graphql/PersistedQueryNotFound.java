package org.stellarticker.graphqlserver.graphql;

/** A query was given by its hash, which is not known. Its client then sends the whole query with it. */
public final class PersistedQueryNotFound extends Exception {

    private static final long serialVersionUID = 1;
}
