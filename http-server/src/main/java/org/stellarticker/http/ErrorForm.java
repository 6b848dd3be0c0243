package org.stellarticker.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;

/** The form in which the routes below a path report problems. */
@FunctionalInterface
public interface ErrorForm {

    /** {@code {"error": "…"}}, as the legacy files' errors are. */
    ErrorForm PLAIN = problem -> Reply.json(problem.status(), ByteBuffer.wrap(Json.error(problem.detail())));

    /**
     * {@code application/problem+json} of RFC 9457. The first fault is given as {@code field}, {@code value} and
     * {@code expected}; {@code faults} lists all of them.
     */
    ErrorForm PROBLEM_JSON = problem -> new Reply.Whole(
            problem.status(), "application/problem+json", ByteBuffer.wrap(Json.write(json -> write(json, problem))));

    /** Gives a problem its form; the kernel adds the problem's headers. */
    Reply.Whole reply(Problem problem);

    /**
     * Returns the form for a client.
     *
     * @param mediaTypes the request's {@code Accept}; empty without one
     */
    default ErrorForm accepting(String mediaTypes) {
        return this;
    }

    private static void write(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "about:blank");
        json.writeStringField("title", problem.title());
        json.writeNumberField("status", problem.status());
        json.writeStringField("detail", problem.detail());
        if (problem.code().isPresent()) {
            json.writeStringField("code", problem.code().get());
        }
        if (!problem.faults().isEmpty()) {
            writeMembers(json, problem.faults().getFirst());
            json.writeArrayFieldStart("faults");
            for (Fault fault : problem.faults()) {
                json.writeStartObject();
                writeMembers(json, fault);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, Fault fault) throws IOException {
        json.writeStringField("field", fault.field());
        json.writeStringField("value", fault.value());
        json.writeStringField("expected", fault.expected());
    }
}
