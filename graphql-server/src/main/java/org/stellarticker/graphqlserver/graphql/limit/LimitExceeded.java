package org.stellarticker.graphqlserver.graphql.limit;

import graphql.execution.AbortExecutionException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A query exceeds a limit. Its error says for programs which one, by how much, and what is allowed. */
public final class LimitExceeded extends AbortExecutionException {

    /** The code of such an error. */
    public static final String CODE = "LIMIT_EXCEEDED";

    private static final long serialVersionUID = 1;

    private final transient Map<String, Object> extensions;

    /**
     * Creates an error.
     *
     * @param limit the name of the limit, such as {@code aliases}
     * @param value that the query has, or the least that is known of it
     * @param maximum the greatest value that is allowed
     */
    LimitExceeded(String message, String limit, long value, long maximum) {
        super(message);
        this.extensions = extensions(limit, value, maximum);
    }

    /** Returns what an error about a limit says for programs, in this order. */
    public static Map<String, Object> extensions(String limit, long value, long maximum) {
        var members = new LinkedHashMap<String, Object>();
        members.put("code", CODE);
        members.put("limit", limit);
        members.put("value", value);
        members.put("maximum", maximum);
        return Collections.unmodifiableMap(members);
    }

    @Override
    public Map<String, Object> getExtensions() {
        return extensions;
    }
}
