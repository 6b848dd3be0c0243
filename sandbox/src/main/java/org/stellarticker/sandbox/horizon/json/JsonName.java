package org.stellarticker.sandbox.horizon.json;

import java.nio.charset.StandardCharsets;

/** A member's name, quoted once. */
public final class JsonName {

    final byte[] quoted;

    private JsonName(byte[] quoted) {
        this.quoted = quoted;
    }

    public static JsonName of(String name) {
        return new JsonName(("\"" + name + "\"").getBytes(StandardCharsets.US_ASCII));
    }
}
