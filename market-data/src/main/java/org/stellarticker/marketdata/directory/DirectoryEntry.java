package org.stellarticker.marketdata.directory;

import java.util.List;

/**
 * What a directory says about an account.
 *
 * @param name who it is
 * @param domain empty when the directory names none
 * @param tags such as {@code issuer}, {@code exchange}, {@code malicious} or {@code unsafe}
 */
public record DirectoryEntry(String name, String domain, List<String> tags) {

    public DirectoryEntry {
        tags = List.copyOf(tags);
    }
}
