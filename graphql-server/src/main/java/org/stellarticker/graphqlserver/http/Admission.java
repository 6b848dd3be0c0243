package org.stellarticker.graphqlserver.http;

import java.util.Map;
import org.stellarticker.graphqlserver.http.problem.RequestException;

/** Decides whether a request is answered, before its route sees it. */
@FunctionalInterface
public interface Admission {

    /** Admits every request. */
    Admission ALL = request -> Map.of();

    /**
     * Admits a request.
     *
     * @return the headers that its reply gets
     * @throws RequestException when it is not answered, with the reason for its client
     */
    Map<String, String> admit(ApiRequest request) throws RequestException, InterruptedException;
}
