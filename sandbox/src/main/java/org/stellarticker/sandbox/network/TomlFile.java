package org.stellarticker.sandbox.network;

/**
 * The answer of a host at {@code /.well-known/stellar.toml}, which is not always a toml.
 *
 * @param contentType without the charset, which is UTF-8
 */
public record TomlFile(String contentType, String text) {

    public static TomlFile plain(String text) {
        return new TomlFile("text/plain", text);
    }
}
