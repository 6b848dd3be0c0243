package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A client of graphql-transport-ws that reads only when it is asked to, over a socket that holds little. */
final class UnixWebSocket implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT = 1;

    private final SocketChannel channel;
    private final DataInputStream in;

    private UnixWebSocket(SocketChannel channel) {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    }

    /** Opens a connection that the server has acknowledged. */
    static UnixWebSocket begun(Path socket) throws IOException {
        var opened = new UnixWebSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        opened.write(("GET /graphql HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n")
                .getBytes(UTF_8));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) opened.in.readByte());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        opened.send("{\"type\":\"connection_init\"}");
        assertThat(opened.next().get("type").asText()).isEqualTo("connection_ack");
        return opened;
    }

    void subscribe(String query) throws IOException {
        subscribe("one", query);
    }

    void subscribe(String id, String query) throws IOException {
        var message = JSON.createObjectNode().put("id", id).put("type", "subscribe");
        message.putObject("payload").put("query", query);
        send(message.toString());
    }

    void send(String message) throws IOException {
        byte[] text = message.getBytes(UTF_8);
        // A final text frame with a length of two bytes and a mask of zeros.
        write(ByteBuffer.allocate(8 + text.length)
                .put((byte) 0x81)
                .put((byte) (0x80 | 126))
                .putShort((short) text.length)
                .putInt(0)
                .put(text)
                .array());
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Reads the next message other than pings. */
    JsonNode next() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte() & 0xf;
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = in.readNBytes(Math.toIntExact(length));
            if (kind == TEXT) {
                JsonNode message = JSON.readTree(payload);
                if (!message.get("type").asText().equals("ping")) {
                    return message;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
