package org.stellarticker.graphqlserver.lists;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where a list comes from. */
public sealed interface ListSource {

    /** A file of this machine. */
    record File(Path path) implements ListSource {}

    /** An address that begins with {@code https://}. */
    record Web(URI address) implements ListSource {}

    /**
     * Reads files and addresses, separated by commas; none of a blank text.
     *
     * @throws IllegalArgumentException when an entry is neither
     */
    static List<ListSource> parse(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(ListSource::parseOne)
                        .toList();
    }

    private static ListSource parseOne(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected files and https:// addresses, separated by commas");
        }
        if (!text.contains("://")) {
            return new File(Path.of(text));
        }
        URI address = URI.create(text);
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException("expected a file or an address that begins with https://");
        }
        return new Web(address);
    }
}
