package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Sends requests as they were recorded and keeps answers as they came, which no HTTP client does. */
final class RawHttp {

    /** @param headers names in their own spelling */
    record Exchange(int status, Map<String, String> headers, String body) {}

    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private RawHttp() {}

    static Exchange get(int port, String path, String... headers) throws IOException {
        return exchange(port, "GET " + path, headers);
    }

    static Exchange exchange(int port, String methodAndPath, String... headers) throws IOException {
        try (var socket = send(port, methodAndPath, headers)) {
            return parse(socket.getInputStream().readAllBytes());
        }
    }

    /** All that came until the connection was closed, framing included. */
    static String wire(int port, String path, String... headers) throws IOException {
        try (var socket = send(port, "GET " + path, headers)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Opens a stream, and returns when its first event has come. */
    static CompletableFuture<Exchange> stream(int port, String path) throws IOException {
        var socket = send(port, "GET " + path, "Accept: text/event-stream");
        var wire = new ByteArrayOutputStream();
        while (!wire.toString(StandardCharsets.UTF_8).contains("\"hello\"")) {
            int octet = socket.getInputStream().read();
            assertThat(octet).as(wire.toString(StandardCharsets.UTF_8)).isNotNegative();
            wire.write(octet);
        }
        return CompletableFuture.supplyAsync(() -> {
            try (socket) {
                socket.getInputStream().transferTo(wire);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return parse(wire.toByteArray());
        });
    }

    private static Socket send(int port, String methodAndPath, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(methodAndPath + " HTTP/1.1", "Connection: close"));
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            lines.add("Host: horizon.test");
        }
        lines.addAll(List.of(headers));
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static Exchange parse(byte[] wire) {
        int split = indexOf(wire, END_OF_HEADERS, 0);
        List<String> lines =
                new String(wire, 0, split, StandardCharsets.UTF_8).lines().toList();
        int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
        Map<String, String> headers = headers(lines.subList(1, lines.size()));
        byte[] body = Arrays.copyOfRange(wire, split + END_OF_HEADERS.length, wire.length);
        boolean chunked = "chunked".equals(headers.get("Transfer-Encoding"));
        return new Exchange(status, headers, new String(chunked ? dechunked(body) : body, StandardCharsets.UTF_8));
    }

    static Map<String, String> headers(List<String> lines) {
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] dechunked(byte[] body) {
        var plain = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int lineEnd = indexOf(body, new byte[] {'\r', '\n'}, at);
            int length = Integer.parseInt(
                    new String(body, at, lineEnd - at, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT), 16);
            if (length == 0) {
                return plain.toByteArray();
            }
            plain.write(body, lineEnd + 2, length);
            at = lineEnd + 2 + length + 2;
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError(
                "expected " + Arrays.toString(wanted) + " in " + new String(bytes, StandardCharsets.UTF_8));
    }
}
