package org.stellarticker.graphqlserver.binance;

import java.nio.ByteBuffer;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;

/** Errors as Binance has them: {@code {"code": -1121, "msg": "Invalid symbol."}}. */
final class BinanceErrors {

    private static final int UNKNOWN = -1000;
    private static final int DISCONNECTED = -1001;
    private static final int TOO_MANY_REQUESTS = -1003;
    private static final int MANDATORY_PARAMETER_MISSING = -1102;
    private static final int BAD_INTERVAL = -1120;
    private static final int BAD_SYMBOL = -1121;
    private static final int BAD_VALUE = -1130;

    private BinanceErrors() {}

    static Reply.Whole reply(Problem problem) {
        int code = code(problem);
        String message = message(code, problem);
        return Reply.json(problem.status(), ByteBuffer.wrap(Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("code", code);
            json.writeStringField("msg", message);
            json.writeEndObject();
        })));
    }

    private static int code(Problem problem) {
        if (problem.faults().isEmpty()) {
            return switch (problem.status()) {
                case 429 -> TOO_MANY_REQUESTS;
                case 503 -> DISCONNECTED;
                default -> UNKNOWN;
            };
        }
        Fault first = problem.faults().getFirst();
        if (first.value().isEmpty()) {
            return MANDATORY_PARAMETER_MISSING;
        }
        return switch (first.field()) {
            case "symbol", "symbols" -> BAD_SYMBOL;
            case "interval" -> BAD_INTERVAL;
            default -> BAD_VALUE;
        };
    }

    /** Clients compare the first words; what was expected and found follows them. */
    private static String message(int code, Problem problem) {
        return switch (code) {
            case MANDATORY_PARAMETER_MISSING ->
                "Mandatory parameter '" + problem.faults().getFirst().field()
                        + "' was not sent, was empty/null, or malformed.";
            case BAD_SYMBOL -> "Invalid symbol.";
            case BAD_INTERVAL -> "Invalid interval.";
            case BAD_VALUE ->
                "Data sent for parameter '" + problem.faults().getFirst().field() + "' is not valid: "
                        + problem.faults().getFirst() + ".";
            default -> problem.detail();
        };
    }
}
