package org.stellarticker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks over a unix socket, which the JDK's client does not, or over TCP; one request a connection. */
public final class Http {

    private final SocketAddress server;

    private Http(SocketAddress server) {
        this.server = server;
    }

    public static Http at(Path socket) {
        return new Http(UnixDomainSocketAddress.of(socket));
    }

    public static Http at(int port) {
        return new Http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** @param headers by their names in any case */
    public record Response(int status, Map<String, String> headers, String body) {}

    public Response get(String path) throws IOException {
        return send("GET", path, Map.of(), new byte[0]);
    }

    public Response post(String path, String type, String body) throws IOException {
        return send("POST", path, Map.of("Content-Type", type), body.getBytes(UTF_8));
    }

    public Response send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (body.length > 0 && !headers.containsKey("Transfer-Encoding")) {
            head.append("Content-Length: " + body.length + "\r\n");
        }
        head.append("\r\n");
        try (var channel = SocketChannel.open(server)) {
            try {
                write(channel, head.toString().getBytes(ISO_8859_1));
                write(channel, body);
            } catch (IOException refusedBeforeItWasRead) {
                // The answer is there.
            }
            return read(channel);
        }
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private static Response read(SocketChannel channel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (channel.read(buffer) >= 0) {
                bytes.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException resetBehindTheAnswer) {
            // What came before it counts.
        }
        String text = bytes.toString(UTF_8);
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, end).lines().toList();
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Response(Integer.parseInt(lines.getFirst().substring(9, 12)), headers, text.substring(end + 4));
    }
}
