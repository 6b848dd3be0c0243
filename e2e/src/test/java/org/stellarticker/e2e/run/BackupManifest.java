package org.stellarticker.e2e.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Reads what a backup says of itself. */
final class BackupManifest {

    private BackupManifest() {}

    /** Returns the rows and the hash of each table. */
    static JsonNode tables(Path backup) throws IOException {
        try (var archive = new ZipFile(backup.toFile())) {
            return new ObjectMapper()
                    .readTree(archive.getInputStream(archive.getEntry("manifest.json")))
                    .get("tables");
        }
    }
}
