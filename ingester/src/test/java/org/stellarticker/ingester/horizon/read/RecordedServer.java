package org.stellarticker.ingester.horizon.read;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.stellarticker.ingester.horizon.Recorded;

/** Gives one answer to whatever it is asked, byte for byte, and closes the connection. */
final class RecordedServer implements AutoCloseable {

    /** Cuts members, and characters of several bytes, wherever they may be. */
    private static final int CHUNK = 977;

    private static final List<String> HEAD_OF_A_PAGE = List.of(
            "HTTP/1.1 200 OK", "Content-Type: application/hal+json; charset=utf-8", "Transfer-Encoding: chunked");

    private static final List<String> HEAD_OF_A_STREAM =
            List.of("HTTP/1.1 200 OK", "Content-Type: text/event-stream; charset=utf-8", "Transfer-Encoding: chunked");

    private final ServerSocket socket;
    private volatile byte[] answer = new byte[0];

    private volatile boolean reportsNewest;

    RecordedServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    void plays(byte[] whole) {
        answer = whole.clone();
    }

    /** A recorded answer, as it went over the wire or would have. */
    static byte[] wire(String name) {
        if (name.endsWith(".wire")) {
            return Recorded.bytes(name);
        }
        List<String> recorded = Recorded.head(name).orElse(List.of());
        boolean compressed = recorded.contains("Content-Encoding: gzip");
        byte[] body = compressed ? Recorded.asKept(name + ".gz") : Recorded.bytes(name);
        if (!recorded.isEmpty()) {
            return wire(recorded, body);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        // Published without the empty line that ends an event.
        return text.startsWith("data: ")
                ? wire(HEAD_OF_A_STREAM, (text + "\n").getBytes(StandardCharsets.UTF_8))
                : wire(body);
    }

    static byte[] wire(byte[] body) {
        return wire(HEAD_OF_A_PAGE, body);
    }

    private static byte[] wire(List<String> head, byte[] body) {
        var wire = new ByteArrayOutputStream();
        wire.writeBytes(ascii(String.join("\r\n", head) + "\r\n\r\n"));
        if (head.contains("Transfer-Encoding: chunked")) {
            for (int from = 0; from < body.length; from += CHUNK) {
                int length = Math.min(CHUNK, body.length - from);
                wire.writeBytes(ascii(String.format(Locale.ROOT, "%x\r\n", length)));
                wire.write(body, from, length);
                wire.writeBytes(ascii("\r\n"));
            }
            wire.writeBytes(ascii("0\r\n\r\n"));
        } else {
            wire.writeBytes(body);
        }
        return wire.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                var request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                String asked = Objects.requireNonNullElse(request.readLine(), "");
                for (String line = asked; line != null && !line.isEmpty(); ) {
                    line = request.readLine();
                }
                connection.getOutputStream().write(answer(asked));
            } catch (IOException gone) {
                // The client went away, or the test is over.
            }
        }
    }

    /** Answers requests for the root document with a newest ledger, which is requested before trades are accepted. */
    void reportsTheNewestLedger() {
        reportsNewest = true;
    }

    private byte[] answer(String asked) {
        if (!reportsNewest) {
            return answer;
        }
        if (asked.startsWith("GET / ")) {
            return wire(ascii("{\"history_latest_ledger\": 2000000000, \"history_elder_ledger\": 1,"
                    + " \"network_passphrase\": \"Test\"}"));
        }
        return asked.startsWith("GET /ledgers/2000000000 ")
                ? wire(ascii("{\"closed_at\": \"2026-11-28T00:00:00Z\"}"))
                : answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
