package org.stellarticker.graphqlserver.graphql.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;

/** A query asks for something that cannot be given. The message is for its client. */
public final class QueryException extends RuntimeException {

    /** The message of the legacy ticker for almost everything that went wrong. */
    public static final String NOT_RETRIEVED = "could not retrieve the requested data";

    /** The code of a refusal that a query's arguments caused. */
    private static final String BAD_ARGUMENT = "BAD_ARGUMENT";

    private static final long serialVersionUID = 1;

    private final transient Map<String, Object> extensions;

    public QueryException(String message) {
        super(message);
        this.extensions = Map.of();
    }

    /** Refuses arguments that cannot be used, for the same reason as REST. */
    public QueryException(Problem problem) {
        super(problem.detail());
        this.extensions = inOrder("code", BAD_ARGUMENT, "faults", faults(problem.faults()));
    }

    private static List<Map<String, Object>> faults(List<Fault> faults) {
        return faults.stream()
                .map(fault -> inOrder("field", fault.field(), "value", fault.value(), "expected", fault.expected()))
                .toList();
    }

    /** Returns a map that is written in the order of its entries. */
    private static Map<String, Object> inOrder(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(members);
    }

    /** Returns what the error says for programs; empty for an error of the legacy queries. */
    public Map<String, Object> extensions() {
        return extensions;
    }
}
