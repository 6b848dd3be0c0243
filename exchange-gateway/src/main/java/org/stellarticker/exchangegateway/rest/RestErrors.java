package org.stellarticker.exchangegateway.rest;

import org.stellarticker.http.ErrorForm;

/** The form of errors: problems of RFC 9457; those of single fields have a code, too. */
public final class RestErrors {

    public static final ErrorForm FORM = problem -> ErrorForm.PROBLEM_JSON.reply(
            problem.code().isEmpty() && !problem.faults().isEmpty() ? problem.coded("INVALID_REQUEST") : problem);

    private RestErrors() {}
}
