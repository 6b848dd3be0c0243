package org.stellarticker.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.stellarticker.http.problem.Fault;
import org.stellarticker.http.problem.Problem;
import org.stellarticker.http.problem.RequestException;

/** A request, as its route sees it. */
public final class ApiRequest {

    private static final int BYTES_A_KILOBYTE = 1024;

    private final Request request;
    private final Map<String, String> pathParameters;
    private final RequestLimits limits;
    private final Deadline deadline;

    ApiRequest(Request request, Map<String, String> pathParameters, RequestLimits limits, Deadline deadline) {
        this.request = request;
        this.pathParameters = Map.copyOf(pathParameters);
        this.limits = limits;
        this.deadline = deadline;
    }

    public String method() {
        return request.getMethod();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /**
     * Returns the media type that the client accepts best; the first when it accepts none of them, or all alike.
     *
     * @param mediaTypes at least one
     */
    public String preferred(List<String> mediaTypes) {
        for (String accepted : request.getHeaders().getQualityCSV(HttpHeader.ACCEPT)) {
            String type = accepted.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            Optional<String> found = mediaTypes.stream()
                    .filter(offered -> type.equals(offered)
                            || type.equals("*/*")
                            || type.equals(offered.substring(0, offered.indexOf('/')) + "/*"))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return mediaTypes.getFirst();
    }

    /** Returns the client's address; of IPv6 the network that a site has. */
    public String client() {
        return ClientAddress.of(request);
    }

    /** Returns the time until which the request has to be answered. */
    public Deadline deadline() {
        return deadline;
    }

    /** Returns whether the client asks to go on by WebSocket. */
    public boolean isWebSocket() {
        return header("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    /** Returns the subprotocols that the client of a WebSocket offers, the preferred one first. */
    public List<String> webSocketProtocols() {
        return request.getHeaders().getCSV("Sec-WebSocket-Protocol", false);
    }

    /** Returns the value of a parameter of the path, without percent-encoding. */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("route: expected the parameter " + name + " in its pattern");
        }
        return value;
    }

    /** Returns the parameters behind the question mark, each with all its values. */
    public Map<String, List<String>> query() throws RequestException {
        var values = new LinkedHashMap<String, List<String>>();
        String query = request.getHttpURI().getQuery();
        for (String field : query == null ? new String[0] : query.split("&")) {
            if (!field.isEmpty()) {
                int equals = field.indexOf('=');
                String name = decode(field, equals < 0 ? field : field.substring(0, equals));
                String value = equals < 0 ? "" : decode(name, field.substring(equals + 1));
                values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }

    private static String decode(String name, String raw) throws RequestException {
        return PercentEncoding.decodeForm(raw)
                .orElseThrow(() ->
                        new RequestException(Problem.of(List.of(new Fault(name, raw, PercentEncoding.EXPECTED)))));
    }

    /**
     * Reads the parameters of the path and the query into a value.
     *
     * @throws RequestException when any cannot be used; it names all of them
     */
    public <V> V read(Function<RequestParameters, V> reader) throws RequestException {
        return new RequestParameters(pathParameters, query()).read(reader);
    }

    /**
     * Reads the body.
     *
     * @throws RequestException when it holds more than the route's limit; the rest of it is not read
     */
    public byte[] body() throws RequestException, ClientGone {
        long length = request.getLength();
        if (length > limits.bodyBytes()) {
            throw tooLarge();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            if (length >= 0) {
                // The most common case, without buffers that are larger.
                var bytes = new byte[(int) length];
                int read = in.readNBytes(bytes, 0, bytes.length);
                return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
            }
            byte[] bytes = in.readNBytes(limits.bodyBytes() + 1);
            if (bytes.length > limits.bodyBytes()) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException brokenOff) {
            throw new ClientGone(brokenOff);
        }
    }

    /**
     * Reads the members of the body, a JSON object, into a value.
     *
     * @throws RequestException when it is too large, no JSON object, or any member cannot be used; it names all of these
     */
    public <V> V readBody(Function<JsonMembers, V> reader) throws RequestException, ClientGone {
        return JsonMembers.read(body(), reader);
    }

    private RequestException tooLarge() {
        return new RequestException(Problem.of(
                        HttpStatus.PAYLOAD_TOO_LARGE_413,
                        "expected a request of at most " + limits.bodyBytes() / BYTES_A_KILOBYTE + " KB")
                .with(HttpHeader.CONNECTION.asString(), "close"));
    }
}
