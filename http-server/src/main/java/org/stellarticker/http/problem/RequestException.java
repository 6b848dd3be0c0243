package org.stellarticker.http.problem;

/** A request that is not answered, for a reason that its client is given. */
public final class RequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public RequestException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public RequestException(int status, String detail) {
        this(Problem.of(status, detail));
    }

    public Problem problem() {
        return problem;
    }
}
