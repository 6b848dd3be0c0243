package org.stellarticker.graphqlserver.graphql;

/** A query was given by its hash only, as Apollo's clients try first. They send the whole query after this refusal. */
public final class PersistedQueryNotSupported extends Exception {

    private static final long serialVersionUID = 1;
}
