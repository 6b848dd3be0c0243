package org.stellarticker.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.Connection.Answer;
import org.stellarticker.client.page.Page;

/**
 * The items of a list, in its order. Each iteration reads anew. While a page is read, the next one is already asked for.
 *
 * @param <P> the list's pages
 * @param <T> its items
 */
public final class Pages<P extends Page<T>, T> implements Iterable<T> {

    private static final int LARGEST_PAGE = 1000;
    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]cursor=([^&>]*)[^>]*>[^,]*rel=\"next\"");

    private final Connection connection;
    private final Call<P> call;

    Pages(Connection connection, Call<P> call) {
        this.connection = connection;
        this.call = call.parameters().containsKey("limit") ? call : call.with("limit", LARGEST_PAGE);
    }

    /** Returns the same list, read by pages of so many items, up to 1,000. */
    public Pages<P, T> ofSize(int limit) {
        return new Pages<>(connection, call.with("limit", limit));
    }

    /** Returns what follows a cursor: that of a page, or the paging token of any trade. */
    public Pages<P, T> after(String cursor) {
        return new Pages<>(connection, call.with("cursor", cursor));
    }

    @Override
    public Iterator<T> iterator() {
        return new Items();
    }

    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** Returns the pages, with what they say of the whole list, such as how complete it is. */
    public Iterable<P> pages() {
        return PageIterator::new;
    }

    private final class Items implements Iterator<T> {

        private final Iterator<P> pages = pages().iterator();
        private @Nullable Iterator<T> items;

        @Override
        public boolean hasNext() {
            while (items == null || !items.hasNext()) {
                if (!pages.hasNext()) {
                    return false;
                }
                items = pages.next().items().iterator();
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext() || items == null) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }

    private final class PageIterator implements Iterator<P> {

        private @Nullable CompletableFuture<Answer> following = connection.begin(call);

        @Override
        public boolean hasNext() {
            return following != null;
        }

        @Override
        public P next() {
            if (following == null) {
                throw new NoSuchElementException();
            }
            Answer answer = connection.await(following);
            Optional<String> ahead = cursorOfLink(answer.link());
            following = ahead.map(this::begin).orElse(null);
            P page = answer.read(call);
            String cursor = page.nextCursor();
            // A proxy may have dropped the link.
            if (following == null && cursor != null) {
                following = begin(Call.encoded(cursor));
            }
            return page;
        }

        private CompletableFuture<Answer> begin(String encoded) {
            String cursor = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            return connection.begin(call.with("cursor", cursor));
        }
    }

    /** Returns the cursor, encoded, in a header like {@code Link: <?cursor=…>; rel="next"}. */
    static Optional<String> cursorOfLink(Optional<String> link) {
        return link.map(NEXT::matcher).filter(Matcher::find).map(found -> found.group(1));
    }
}
