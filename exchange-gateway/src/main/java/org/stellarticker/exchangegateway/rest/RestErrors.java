package org.stellarticker.exchangegateway.rest;

import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.problem.Problem;

/** The form of errors: problems of RFC 9457; those of single fields have a code, too. */
public final class RestErrors {

    public static final ErrorForm FORM = problem -> ErrorForm.PROBLEM_JSON.reply(coded(problem));

    private RestErrors() {}

    /** Returns the problem with a code, where it is one of single fields and has none. */
    public static Problem coded(Problem problem) {
        boolean ofFields = problem.code().isEmpty() && !problem.faults().isEmpty();
        return ofFields ? problem.coded("INVALID_REQUEST") : problem;
    }
}
