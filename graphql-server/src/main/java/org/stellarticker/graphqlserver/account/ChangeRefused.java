package org.stellarticker.graphqlserver.account;

import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** A change of accounts that is not made, with the reason for who asked for it; its transaction is rolled back. */
public final class ChangeRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ChangeRefused(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ChangeRefused(int status, String detail) {
        this(Problem.of(status, detail));
    }

    RequestException toRequestException() {
        return new RequestException(problem);
    }
}
