package org.stellarticker.bench.ingest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.bench.NginxServer;
import org.stellarticker.bench.RunningProgram;

/** The product's nginx, and a client that polls {@code markets.json}. */
public final class ServedFiles implements AutoCloseable {

    private static final Pattern CLOSE_TIME = Pattern.compile("\"close_time\": \"([^\"]*)\"");
    private static final int UNCHANGED = 304;
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final NginxServer nginx;
    private final URI address;
    private String etag = "";
    private Optional<Instant> newest = Optional.empty();

    private ServedFiles(NginxServer nginx) {
        this.nginx = nginx;
        this.address = nginx.address("markets.json");
    }

    /** Starts nginx for the files of a run. */
    public static ServedFiles serve(Path folder) throws IOException {
        return new ServedFiles(NginxServer.serve(folder));
    }

    public RunningProgram program() {
        return nginx.program();
    }

    /** Returns the close time of the newest trade that the file shows; empty without a file or a pair. */
    public Optional<Instant> newestTrade() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address);
        if (!etag.isEmpty()) {
            request.header("If-None-Match", etag);
        }
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException notYet) {
            return Optional.empty();
        }
        if (answer.statusCode() == OK) {
            etag = answer.headers().firstValue("ETag").orElse("");
            newest = newest(answer.body());
        } else if (answer.statusCode() != UNCHANGED) {
            return Optional.empty();
        }
        return newest;
    }

    private static Optional<Instant> newest(String file) {
        Matcher times = CLOSE_TIME.matcher(file);
        Optional<Instant> latest = Optional.empty();
        while (times.find()) {
            Instant time = Instant.parse(times.group(1));
            latest = latest.filter(known -> known.isAfter(time)).or(() -> Optional.of(time));
        }
        return latest;
    }

    /** Returns the address of {@code markets.json}. */
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        client.close();
        nginx.close();
    }
}
