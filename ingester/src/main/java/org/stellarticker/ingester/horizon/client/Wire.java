package org.stellarticker.ingester.horizon.client;

import okhttp3.HttpUrl;
import okhttp3.Request;

/** The headers of all requests, and names of servers. */
public final class Wire {

    private Wire() {}

    public static Request prepared(Request.Builder request, HttpUrl url) {
        request.header("User-Agent", "stellar-ticker");
        if (isOnThisMachine(url)) {
            // Compression makes an answer 8 times smaller and costs the server a third more time: useful on a network
            // only.
            request.header("Accept-Encoding", "identity");
        }
        return request.build();
    }

    /** Returns the host and port, without secrets that the URL may hold. */
    public static String name(HttpUrl server) {
        return server.host() + ":" + server.port();
    }

    private static boolean isOnThisMachine(HttpUrl url) {
        return url.host().equals("localhost")
                || url.host().startsWith("127.")
                || url.host().equals("::1");
    }
}
