package org.stellarticker.graphqlserver.rest.form;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.stellarticker.http.Json;

/**
 * A page of a list.
 *
 * @param next the parameter {@code cursor} of the next page; empty for the last one
 * @param members writes the members that JSON has beside the items
 */
public record ListPage<R>(List<R> items, Optional<String> next, Json.Value members) {

    public ListPage {
        items = List.copyOf(items);
    }

    public ListPage(List<R> items, Optional<String> next) {
        this(items, next, ListPage::none);
    }

    private static void none(JsonGenerator json) throws IOException {
        // The items and the cursor are all.
    }
}
