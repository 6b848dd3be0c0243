package org.stellarticker.http.problem;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The reason why a request is not answered, in the terms of RFC 9457. The error form of the route gives it the form of its
 * path.
 *
 * @param status the HTTP status
 * @param detail says what was expected, what was found, and what to do
 * @param faults the parts of the request that cannot be used; empty when the reason is another
 * @param headers of the reply
 */
public record Problem(int status, String detail, List<Fault> faults, Map<String, String> headers) {

    public Problem {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of(), Map.of());
    }

    /** Returns a refusal of a request whose parameters cannot be used. */
    public static Problem of(List<Fault> faults) {
        return new Problem(
                HttpStatus.BAD_REQUEST_400,
                faults.stream().map(Fault::toString).collect(joining("; ")),
                faults,
                Map.of());
    }

    public Problem with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Problem(status, detail, faults, more);
    }

    /** Returns the status's phrase, as RFC 9457 wants it beside the type {@code about:blank}. */
    public String title() {
        return HttpStatus.getMessage(status);
    }
}
