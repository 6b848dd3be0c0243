package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConnectionsOfARunTest {

    private static final Path ROOT = Path.of("..");

    /** Of which no program's role may use any. */
    private static final int RESERVED_FOR_SUPERUSERS = 3;

    @Test
    void theIncludedPostgresHasRoomForAllPrograms() throws Exception {
        String settings = Files.readString(ROOT.resolve("docker/postgresql.conf"));
        Matcher found = Pattern.compile("(?m)^max_connections = ([0-9]+)$").matcher(settings);
        assertThat(found.find()).isTrue();

        assertThat(Integer.parseInt(found.group(1)) - RESERVED_FOR_SUPERUSERS)
                .isGreaterThanOrEqualTo(Database.connectionsOfARun());
    }

    @Test
    void theDocumentsSayHowManyThereAre() throws Exception {
        String needed = Database.connectionsOfARun() + " connections";

        assertThat(Files.readString(ROOT.resolve("docs/configuration.md"))).contains(needed);
        assertThat(Files.readString(ROOT.resolve("docs/operating.md"))).contains("expected " + needed);
    }
}
