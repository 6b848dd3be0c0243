package org.stellarticker.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The product's nginx for one run, without limits for each address: all clients of a benchmark have the same. */
public final class NginxServer implements AutoCloseable {

    private final RunningProgram program;
    private final URI address;

    private NginxServer(RunningProgram program, URI address) {
        this.program = program;
        this.address = address;
    }

    /**
     * Starts it; it may take a moment to listen.
     *
     * @param state the folder of the run, whose files and graphql-server it serves
     */
    public static NginxServer serve(Path state) throws IOException {
        Files.createDirectories(state.resolve("www"));
        int port = freePort();
        RunningProgram program = RunningProgram.start(
                "nginx",
                state,
                Map.of(
                        "TICKER_BIND", "127.0.0.1",
                        "TICKER_PORT", Integer.toString(port),
                        "CONNECTION_LIMIT", "0",
                        "RATE_LIMIT", "0",
                        "TRUSTED_PROXIES", ""));
        return new NginxServer(program, URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** Returns a port that is free now. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public RunningProgram program() {
        return program;
    }

    /** Returns the address of a path such as {@code markets.json}. */
    public URI address(String path) {
        return address.resolve(path);
    }

    @Override
    public void close() {
        program.close();
    }
}
