package org.stellarticker.http.stream;

import org.eclipse.jetty.http.HttpStatus;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.Problem;

/**
 * Problems of the stream. By the HTML standard, an {@code EventSource} gives up at any status other than 200, and comes back
 * when a stream ends. So what passes is answered with a stream that ends.
 */
public final class StreamErrors implements ErrorForm {

    private final ErrorForm others;

    public StreamErrors() {
        this(ErrorForm.PROBLEM_JSON);
    }

    /** @param others the form for other clients, and for what does not pass */
    public StreamErrors(ErrorForm others) {
        this.others = others;
    }

    @Override
    public Reply.Whole reply(Problem problem) {
        return others.reply(problem);
    }

    @Override
    public ErrorForm accepting(String mediaTypes) {
        return mediaTypes.contains(ServerSentEvent.MEDIA_TYPE) ? this::ofEvents : this;
    }

    private Reply.Whole ofEvents(Problem problem) {
        boolean passes = problem.status() == HttpStatus.SERVICE_UNAVAILABLE_503
                || problem.status() == HttpStatus.TOO_MANY_REQUESTS_429;
        return passes
                ? new Reply.Whole(200, ServerSentEvent.MEDIA_TYPE, ServerSentEvent.refusal(problem.detail()))
                        .notCached()
                : others.reply(problem);
    }
}
