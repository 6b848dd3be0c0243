package org.stellarticker.ingester.horizon;

import okhttp3.HttpUrl;
import okhttp3.Request;

/** What all our requests have in common. */
final class Wire {

    private Wire() {}

    static Request prepared(Request.Builder request, HttpUrl url) {
        request.header("User-Agent", "stellar-ticker");
        if (isOnThisMachine(url)) {
            // Compression makes an answer 8 times smaller and a third slower at the server: of use on a network only.
            request.header("Accept-Encoding", "identity");
        }
        return request.build();
    }

    static String name(HttpUrl server) {
        return server.host() + ":" + server.port();
    }

    private static boolean isOnThisMachine(HttpUrl url) {
        return url.host().equals("localhost")
                || url.host().startsWith("127.")
                || url.host().equals("::1");
    }
}
