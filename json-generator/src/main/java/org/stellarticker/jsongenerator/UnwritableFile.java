package org.stellarticker.jsongenerator;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Thrown when a file could not be written. The previous version stays, whole. */
final class UnwritableFile extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    UnwritableFile(Path file, IOException cause) {
        super(file + ": cannot be written (" + reason(cause) + "); the version before stays", cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException gone -> "no such file or folder: " + gone.getFile();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case FileSystemException other -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
