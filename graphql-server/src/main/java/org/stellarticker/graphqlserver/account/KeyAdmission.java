package org.stellarticker.graphqlserver.account;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** Admits requests without a key, and those whose key may be used and has quota left. */
public final class KeyAdmission implements Routes.Admission {

    private final Callers callers;
    private final Quotas quotas;

    public KeyAdmission(Callers callers, Quotas quotas) {
        this.callers = callers;
        this.quotas = quotas;
    }

    @Override
    public Map<String, String> admit(ApiRequest request) throws RequestException, InterruptedException {
        Optional<Caller> caller = callers.find(request);
        return caller.isEmpty() ? Map.of() : admit(caller.get());
    }

    private Map<String, String> admit(Caller caller) throws RequestException {
        Quotas.Decision decision;
        try {
            decision = quotas.take(caller);
        } catch (DatabaseAway away) {
            throw new RequestException(Problem.of(
                            503, "the database does not answer, so no quota can be checked; try again in some seconds")
                    .with("Retry-After", "5"));
        }
        String reset =
                String.valueOf(Math.max(1, decision.reset().plusMillis(999).toSeconds()));
        Map<String, String> headers = new TreeMap<>(Map.of(
                "X-RateLimit-Limit", String.valueOf(caller.quotaPerMinute()),
                "X-RateLimit-Remaining", String.valueOf(decision.remaining()),
                "X-RateLimit-Reset", reset));
        if (!decision.admitted()) {
            headers.put("Retry-After", reset);
            Problem refusal = Problem.of(
                    429,
                    "expected at most " + caller.quotaPerMinute()
                            + " requests of this key a minute, and as many as the largest quota of"
                            + " its account's keys by all of them; try again in "
                            + reset + " s");
            for (Map.Entry<String, String> header : headers.entrySet()) {
                refusal = refusal.with(header.getKey(), header.getValue());
            }
            throw new RequestException(refusal);
        }
        return headers;
    }
}
