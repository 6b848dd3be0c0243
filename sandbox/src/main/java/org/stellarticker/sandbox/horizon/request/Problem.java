package org.stellarticker.sandbox.horizon.request;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;

/** An error in Horizon's form (RFC 7807). */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final JsonName TYPE = JsonName.of("type");
    private static final JsonName TITLE = JsonName.of("title");
    private static final JsonName STATUS = JsonName.of("status");
    private static final JsonName DETAIL = JsonName.of("detail");
    private static final JsonName EXTRAS = JsonName.of("extras");

    private final String type;
    private final String title;
    private final int status;
    private final String detail;
    private final transient Map<String, String> extras;

    private Problem(String type, String title, int status, String detail, Map<String, String> extras) {
        super(type, null, false, false);
        this.type = type;
        this.title = title;
        this.status = status;
        this.detail = detail;
        this.extras = extras;
    }

    public static Problem invalidField(String field, String reason) {
        return new Problem(
                "bad_request",
                "Bad Request",
                400,
                "The request you sent was invalid in some way.",
                extras(field, reason));
    }

    public static Problem invalidOrderBook() {
        return new Problem(
                "invalid_order_book",
                "Invalid Order Book Parameters",
                400,
                "The parameters that specify what order book to view are invalid in some way. Please ensure that your "
                        + "type parameters (selling_asset_type and buying_asset_type) are one the following valid "
                        + "values: native, credit_alphanum4, credit_alphanum12.  Also ensure that you have specified "
                        + "selling_asset_code and selling_asset_issuer if selling_asset_type is not 'native', as well "
                        + "as buying_asset_code and buying_asset_issuer if buying_asset_type is not 'native'",
                Map.of());
    }

    public static Problem notFound() {
        return notFound(Map.of());
    }

    public static Problem notFound(String field) {
        return notFound(extras(field, "not found"));
    }

    private static Problem notFound(Map<String, String> extras) {
        return new Problem(
                "not_found",
                "Resource Missing",
                404,
                "The resource at the url requested was not found.  This usually occurs for one of two reasons:  The "
                        + "url requested is not valid, or no data in our database could be found with the parameters "
                        + "provided.",
                extras);
    }

    public static Problem beforeHistory() {
        return new Problem(
                "before_history",
                "Data Requested Is Before Recorded History",
                410,
                "This horizon instance is configured to only track a portion of the stellar network's latest history. "
                        + "This request is asking for results prior to the recorded history known to this horizon "
                        + "instance.",
                Map.of());
    }

    public static Problem notAcceptable() {
        return new Problem(
                "not_acceptable",
                "An acceptable response content-type could not be provided for this request",
                406,
                "",
                Map.of());
    }

    public static Problem rateLimitExceeded() {
        return new Problem(
                "rate_limit_exceeded",
                "Rate Limit Exceeded",
                429,
                "The rate limit for the requesting IP address is over its alloted limit.  The allowed limit and"
                        + " requests left per time period are communicated to clients via the http response headers"
                        + " 'X-RateLimit-*' headers.",
                Map.of());
    }

    public static Problem serverError() {
        return new Problem(
                "server_error",
                "Internal Server Error",
                500,
                "An error occurred while processing this request.  This is usually due to a bug within the server "
                        + "software.  Trying this request again may succeed if the bug is transient. Otherwise, please "
                        + "contact the system administrator.",
                Map.of());
    }

    private static Map<String, String> extras(String field, String reason) {
        Map<String, String> extras = new LinkedHashMap<>();
        extras.put("invalid_field", field);
        extras.put("reason", reason);
        return extras;
    }

    public int status() {
        return status;
    }

    /** Returns the line with which an open stream reports it. */
    public String line() {
        return "problem: " + type + (detail.isEmpty() ? "" : ". full details: " + detail);
    }

    public ByteBuffer body() {
        var json = new JsonWriter(JsonWriter.Layout.INDENTED, 1024).beginObject();
        json.name(TYPE).string("https://stellar.org/horizon-errors/" + type);
        json.name(TITLE).string(title);
        json.name(STATUS).number(status);
        if (!detail.isEmpty()) {
            json.name(DETAIL).string(detail);
        }
        if (!extras.isEmpty()) {
            json.name(EXTRAS).beginObject();
            extras.forEach((name, value) -> json.name(JsonName.of(name)).string(value));
            json.endObject();
        }
        return json.endObject().written();
    }
}
