package org.stellarticker.e2e.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that sends bytes that no library would send, from a loopback address of its own. */
final class RawClient {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final int port;
    private final InetAddress address;

    RawClient(int port, String address) throws IOException {
        this.port = port;
        this.address = InetAddress.getByName(address);
    }

    /**
     * What came back.
     *
     * @param head the status line and headers; empty when nothing came, or by HTTP/0.9
     */
    record Answer(String head, String body) {

        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? new Answer("", text) : new Answer(text.substring(0, end), text.substring(end + 4));
        }

        /** 0 when there is none. */
        int status() {
            return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
        }
    }

    /** Sends a request as it stands, and reads until the server closes. */
    Answer send(String request) throws IOException {
        try (Socket socket = begin(request)) {
            return Answer.of(rest(socket));
        }
    }

    /** A GET of HTTP/1.1 with more headers, each with its line's end. */
    Answer get(String path, String headers) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + headers + "\r\n");
    }

    Answer post(String path, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** A connection on which the beginning of a request was sent, to be closed by the caller. */
    Socket begin(String beginning) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port, address, 0);
        socket.setSoTimeout(Math.toIntExact(LONGEST_SILENCE.toMillis()));
        try {
            socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
        } catch (SocketException refusedBeforeItWasRead) {
            // The answer is there.
        }
        return socket;
    }

    List<Socket> begin(int times, String beginning) throws IOException {
        var sockets = new ArrayList<Socket>();
        while (sockets.size() < times) {
            sockets.add(begin(beginning));
        }
        return sockets;
    }

    /** All that comes until the server closes. */
    static String rest(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[1 << 16];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        } catch (SocketException reset) {
            // nginx resets slow clients; what came before counts.
        }
        return bytes.toString(ISO_8859_1);
    }

    static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
