package org.stellarticker.exchangegateway.token;

import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** A token that is not accepted, with the reason. */
public final class TokenRefused extends Exception {

    private static final long serialVersionUID = 1;

    /** The reasons, by the names that clients are given. */
    public enum Reason {
        TOKEN_MISSING,
        TOKEN_MALFORMED,
        TOKEN_ALGORITHM,
        TOKEN_UNKNOWN_KEY,
        TOKEN_BAD_SIGNATURE,
        TOKEN_WRONG_ISSUER,
        TOKEN_WRONG_AUDIENCE,
        TOKEN_WITHOUT_SUBJECT,
        TOKEN_EXPIRED,
        TOKEN_NOT_YET_VALID,
        /** The issuer's keys cannot be had now; the token may be a good one. */
        KEYS_UNAVAILABLE
    }

    private final Reason reason;

    TokenRefused(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Returns the refusal of a request without a token. */
    public static TokenRefused missing() {
        return new TokenRefused(Reason.TOKEN_MISSING, "expected a token in the header Authorization: Bearer TOKEN");
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Returns the answer to the request: 401 with the reason, or 503 while the issuer's keys are not known. */
    public RequestException answer() {
        if (reason == Reason.KEYS_UNAVAILABLE) {
            return new RequestException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE_503, detail())
                    .coded(reason.name())
                    .with("Retry-After", "5"));
        }
        // RFC 6750: without a token, the challenge names no error.
        String challenge = reason == Reason.TOKEN_MISSING
                ? "Bearer"
                : "Bearer error=\"invalid_token\", error_description=\"" + reason.name() + "\"";
        return new RequestException(Problem.of(HttpStatus.UNAUTHORIZED_401, detail())
                .coded(reason.name())
                .with("WWW-Authenticate", challenge));
    }
}
