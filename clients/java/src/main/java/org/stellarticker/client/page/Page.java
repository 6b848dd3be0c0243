package org.stellarticker.client.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> its items
 */
public interface Page<T> {

    List<T> items();

    /** Asks for the next page; null on the last one. */
    @Nullable
    String nextCursor();
}
