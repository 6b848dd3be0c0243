package org.stellarticker.db;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A released migration stays as it is, comments included: databases of operators have run it, and refuse another one of its
 * number. A change is a migration with the next number.
 */
class ReleasedMigrationsTest {

    private static final Path RELEASED = Path.of("..", "docs", "released", "migrations.sha256");

    @Test
    void noReleasedMigrationHasChanged() throws IOException {
        Map<String, String> released = Files.readAllLines(RELEASED, US_ASCII).stream()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(words -> words[1], words -> words[0], (one, _) -> one, TreeMap::new));
        Map<String, String> now = released.keySet().stream()
                .collect(Collectors.toMap(name -> name, ReleasedMigrationsTest::hash, (one, _) -> one, TreeMap::new));

        assertThat(released).isNotEmpty();
        assertThat(now)
                .as("undo the change, and add a migration with the next number")
                .isEqualTo(released);
    }

    private static String hash(String name) {
        try {
            byte[] text = Files.readAllBytes(Path.of("migrations", name));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
