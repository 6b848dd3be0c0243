package org.stellarticker.ingester.horizon;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Horizons that we may ask, one at a time: the next is used when one fails. */
final class Servers {

    private static final Logger log = LoggerFactory.getLogger(Servers.class);

    private final List<HttpUrl> urls;
    private final AtomicInteger current = new AtomicInteger();

    Servers(List<URI> urls) {
        this.urls = urls.stream().map(url -> HttpUrl.get(url.toString())).toList();
    }

    int count() {
        return urls.size();
    }

    HttpUrl current() {
        return urls.get(current.get());
    }

    /** Turns to the next server, unless someone else already left the one that failed. */
    void failed(HttpUrl server) {
        int index = current.get();
        int next = (index + 1) % urls.size();
        if (next != index && urls.get(index).equals(server) && current.compareAndSet(index, next)) {
            log.atWarn()
                    .addKeyValue("failed", server)
                    .addKeyValue("next", urls.get(next))
                    .log("using the next Horizon");
        }
    }
}
