package org.stellarticker.graphqlserver.rest.account;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.Keys;
import org.stellarticker.graphqlserver.account.Scope;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.JsonMembers;
import org.stellarticker.http.Parameter;
import org.stellarticker.http.problem.RequestException;

/** Reads what requests say of keys. */
final class KeyParameters {

    private static final int LONGEST_NAME = 60;

    private KeyParameters() {}

    /** Reads the key of the path. */
    static long id(ApiRequest request) throws RequestException {
        return request.read(in -> in.value("id", "the number of a key or an account", KeyParameters::number)
                .required());
    }

    private static long number(String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException("expected a number above 0");
        }
        return number;
    }

    /**
     * Reads what a new key is to be.
     *
     * @param allowed the scopes that it may have
     * @param most the largest quota that it may have, which it has unless the body says otherwise
     */
    static Keys.Wanted wanted(JsonMembers in, Clock clock, Set<Scope> allowed, int usual, int most) {
        String name = in.text("name", LONGEST_NAME).required();
        List<Scope> scopes = scopes(in).required();
        int quota = in.wholeNumber("quota_per_minute", 1, most).or(usual);
        Optional<Instant> end = in.time("expires_at").optional();
        if (scopes != null && (scopes.isEmpty() || !allowed.containsAll(scopes))) {
            in.fault(
                    "scopes",
                    "one or more of " + String.join(", ", Scope.texts(allowed)) + ", which the caller's key allows");
        }
        if (end.filter(time -> !time.isAfter(clock.instant())).isPresent()) {
            in.fault("expires_at", "a time in the future");
        }
        return new Keys.Wanted(name, scopes, quota, end);
    }

    static Parameter<List<Scope>> scopes(JsonMembers in) {
        return in.values("scopes", Scope.EXPECTED, Scope::find);
    }

    static int quota(JsonMembers in) {
        return in.wholeNumber("quota_per_minute", 1, AccountConfig.LARGEST_QUOTA)
                .required();
    }
}
