package org.stellarticker.daemon.trace;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes spans by OTLP over HTTP, as a collector does, and keeps them. */
public final class OtlpReceiver implements AutoCloseable {

    /**
     * A span that was received.
     *
     * @param id 16 hexadecimal digits
     * @param parent the id of its parent; empty for the first span of a trace
     * @param links the traces that it links to, each as {@code TRACE:SPAN}
     * @param values its attributes as text
     * @param key the header {@code api-key} of the request
     */
    public record Received(
            String program,
            String trace,
            String id,
            String parent,
            String name,
            Instant from,
            Instant to,
            Map<String, String> values,
            List<String> links,
            Map<String, String> source,
            String key) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    /** Starts a receiver on a free port of this machine. */
    public static OtlpReceiver start() throws IOException {
        return start(0);
    }

    public static OtlpReceiver start(int port) throws IOException {
        var receiver =
                new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        receiver.server.createContext("/v1/traces", receiver::take);
        receiver.server.setExecutor(receiver.threads);
        receiver.server.start();
        return receiver;
    }

    /** Returns the address that a setting names. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns what was received so far. */
    public List<Received> spans() {
        return List.copyOf(spans);
    }

    /** Returns the spans of a trace. */
    public List<Received> spans(TraceId trace) {
        return spans.stream().filter(span -> span.trace().equals(trace.hex())).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            keep(ExportTraceServiceRequest.parseFrom(body), exchange);
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void keep(ExportTraceServiceRequest request, HttpExchange exchange) {
        String found = exchange.getRequestHeaders().getFirst("api-key");
        String key = found == null ? "" : found;
        request.getResourceSpansList()
                .forEach(of -> of.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList()
                                .forEach(span -> spans.add(received(span, of.getResource(), key)))));
    }

    private static Received received(Span span, Resource resource, String key) {
        Map<String, String> source = values(resource.getAttributesList());
        return new Received(
                source.getOrDefault("service.name", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                instant(span.getStartTimeUnixNano()),
                instant(span.getEndTimeUnixNano()),
                values(span.getAttributesList()),
                span.getLinksList().stream()
                        .map(link -> hex(link.getTraceId()) + ":" + hex(link.getSpanId()))
                        .toList(),
                source,
                key);
    }

    private static Map<String, String> values(List<KeyValue> attributes) {
        var values = new TreeMap<String, String>();
        for (KeyValue attribute : attributes) {
            var value = attribute.getValue();
            values.put(
                    attribute.getKey(),
                    value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue());
        }
        return values;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
