package org.stellarticker.graphqlserver.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@code /graphiql}: GraphiQL from files of our own, which ask nobody else for anything. */
final class GraphiqlRoute implements Route {

    private static final String BEGIN = "/graphiql";
    private static final String PAGE = "index.html";

    /** Libraries and text come from us only, requests go to us only; CodeMirror sets styles as it goes. */
    private static final String ONLY_OURS = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            PAGE,
            "text/html; charset=utf-8",
            "start.js",
            "text/javascript; charset=utf-8",
            "page.css",
            "text/css; charset=utf-8",
            "graphiql.min.js",
            "text/javascript; charset=utf-8",
            "graphiql.min.css",
            "text/css; charset=utf-8",
            "react.production.min.js",
            "text/javascript; charset=utf-8",
            "react-dom.production.min.js",
            "text/javascript; charset=utf-8",
            "LICENSE",
            "text/plain; charset=utf-8");

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Map<String, File> files = new HashMap<>();

    private record File(String type, ByteBuffer content, String etag) {}

    GraphiqlRoute() {
        TYPES.forEach((name, type) -> files.put(name, read(name, type)));
    }

    private static File read(String name, String type) {
        try (var in = GraphiqlRoute.class.getResourceAsStream("graphiql/" + name)) {
            if (in == null) {
                throw new IllegalStateException("graphiql/" + name + " was not built in");
            }
            byte[] content = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new File(
                    type, ByteBuffer.wrap(content), "\"" + HexFormat.of().formatHex(digest, 0, 8) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public Reply reply(Request request) {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return Reply.fault(405, "expected GET").with("Allow", "GET, HEAD");
        }
        String path = Request.getPathInContext(request);
        String name = path.equals(BEGIN) || path.equals(BEGIN + "/") ? PAGE : path.substring(BEGIN.length() + 1);
        File file = files.get(name);
        return file == null ? Reply.notFound() : reply(request, file);
    }

    /** Whoever compresses the answer on its way makes its tag a weak one. */
    private static boolean isKnown(@Nullable String tags, String etag) {
        return tags != null
                && Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static Reply reply(Request request, File file) {
        boolean known = isKnown(request.getHeaders().get(HttpHeader.IF_NONE_MATCH), file.etag);
        return new Reply(known ? 304 : 200, file.type, known ? NOTHING : file.content, Map.of())
                .cached("no-cache")
                .with("ETag", file.etag)
                .with("Content-Security-Policy", ONLY_OURS)
                .with("Referrer-Policy", "no-referrer");
    }
}
