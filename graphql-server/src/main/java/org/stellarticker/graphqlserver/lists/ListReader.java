package org.stellarticker.graphqlserver.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.stellarticker.marketdata.directory.DirectoryEntry;

/** Reads lists, also compressed by gzip. */
final class ListReader {

    /** The largest list that is known has 3 MB. */
    private static final int MOST_BYTES = 64 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * Reads a directory: a JSON object a line, {@code {"address", "name", "domain", "tags"}}, others of its members do not
     * count.
     *
     * @return the entries by address
     * @throws IOException when it cannot be read as a whole; the message says why
     */
    Map<String, DirectoryEntry> directory(ListSource source) throws IOException, InterruptedException {
        var entries = new HashMap<String, DirectoryEntry>();
        try (JsonParser json = JSON.createParser(content(source))) {
            while (json.nextToken() != null) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw new IOException("expected a JSON object a line, found " + json.currentToken());
                }
                readEntry(json, entries);
            }
        }
        return entries;
    }

    private static void readEntry(JsonParser json, Map<String, DirectoryEntry> entries) throws IOException {
        String address = "";
        String name = "";
        String domain = "";
        List<String> tags = List.of();
        for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (member) {
                case "address" -> address = json.getValueAsString("");
                case "name" -> name = json.getValueAsString("");
                case "domain" -> domain = json.getValueAsString("");
                case "tags" -> tags = texts(json, value);
                default -> json.skipChildren();
            }
        }
        if (address.isEmpty()) {
            throw new IOException("expected an address in each object, found none beside the name \"" + name + "\"");
        }
        entries.put(address, new DirectoryEntry(name, domain, tags));
    }

    private static List<String> texts(JsonParser json, JsonToken first) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            throw new IOException("tags: expected a list of texts, found " + first);
        }
        var texts = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getValueAsString(""));
        }
        return texts;
    }

    /**
     * Reads a list of domains: one a line; an empty line, or one that begins with {@code #}, is none.
     *
     * @throws IOException when it cannot be read as a whole; the message says why
     */
    List<String> domains(ListSource source) throws IOException, InterruptedException {
        String text = new String(content(source).readAllBytes(), UTF_8);
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private InputStream content(ListSource source) throws IOException, InterruptedException {
        byte[] bytes = switch (source) {
            case ListSource.File file ->
                limited(Files.newInputStream(file.path()), file.path().toString());
            case ListSource.Web web -> download(web.address());
        };
        boolean compressed = bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
        return compressed
                ? new ByteArrayInputStream(
                        limited(new GZIPInputStream(new ByteArrayInputStream(bytes)), "what was compressed"))
                : new ByteArrayInputStream(bytes);
    }

    private byte[] download(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("expected status 200, found " + response.statusCode());
            }
            return limited(body, address.toString());
        }
    }

    private static byte[] limited(InputStream content, String name) throws IOException {
        try (content) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(name + ": expected at most " + MOST_BYTES + " bytes, found more");
            }
            return bytes;
        }
    }
}
