package org.stellarticker.http.problem;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param code a word that names the reason for programs; empty where the status says enough
 */
public record Problem(
        int status, String detail, List<Fault> faults, Map<String, String> headers, Optional<String> code) {

    public Problem {
        faults = List.copyOf(faults);
        headers = Map.copyOf(headers);
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of(), Map.of(), Optional.empty());
    }

    /** Returns a refusal of a request whose parameters cannot be used. */
    public static Problem of(List<Fault> faults) {
        return new Problem(
                HttpStatus.BAD_REQUEST_400,
                faults.stream().map(Fault::toString).collect(joining("; ")),
                faults,
                Map.of(),
                Optional.empty());
    }

    /** Returns a refusal of a request that could be answered at another time, such as one of a name that is taken. */
    public static Problem of(int status, Fault fault) {
        return new Problem(status, fault.toString(), List.of(fault), Map.of(), Optional.empty());
    }

    /** Returns the same problem with a word that names the reason for programs. */
    public Problem coded(String word) {
        return new Problem(status, detail, faults, headers, Optional.of(word));
    }

    public Problem with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Problem(status, detail, faults, more, code);
    }

    /** Returns the status's phrase, as RFC 9457 wants it beside the type {@code about:blank}. */
    public String title() {
        return HttpStatus.getMessage(status);
    }
}
