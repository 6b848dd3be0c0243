package org.stellarticker.sandbox.horizon;

import java.nio.charset.StandardCharsets;

/** A member's name, quoted once. */
final class JsonName {

    final byte[] quoted;

    private JsonName(byte[] quoted) {
        this.quoted = quoted;
    }

    static JsonName of(String name) {
        return new JsonName(("\"" + name + "\"").getBytes(StandardCharsets.US_ASCII));
    }
}
