package org.stellarticker.archive.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.archive.query.ArchivedFiles.ARCHIVED_AT;
import static org.stellarticker.archive.query.ArchivedFiles.FIRST;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.archive.ArchiveTable;

class FileCacheTest {

    @TempDir
    Path folder;

    private ArchivedFiles archived;
    private FileCache cache;

    @BeforeEach
    void open() {
        archived = new ArchivedFiles(folder);
        cache = new FileCache(archived.archive, folder.resolve("cache"), 1000);
    }

    @Test
    void filesInUseStayAndTheCapHolds() throws Exception {
        DayVersion one = archived.put(FIRST, ARCHIVED_AT, new byte[700]);
        DayVersion other = archived.put(FIRST.plusDays(1), ARCHIVED_AT, new byte[700]);

        try (FileCache.Use use = use(one)) {
            assertThatThrownBy(() -> use(other))
                    .isInstanceOf(ArchiveUnavailable.class)
                    .hasMessageContaining("more than the 1000 bytes");
            assertThat(use.files().getFirst()).exists();
            assertThat(cached()).isEqualTo(1);
        }
        try (FileCache.Use use = use(other)) {
            assertThat(use.files().getFirst()).hasSize(700);
            assertThat(cached()).isEqualTo(1);
        }
    }

    @Test
    void theFileThatWasUsedLongestAgoGoesFirst() throws Exception {
        DayVersion one = archived.put(FIRST, ARCHIVED_AT, new byte[400]);
        DayVersion second = archived.put(FIRST.plusDays(1), ARCHIVED_AT, new byte[400]);
        DayVersion third = archived.put(FIRST.plusDays(2), ARCHIVED_AT, new byte[400]);
        Path ofOne = usedOnce(one);
        Path ofSecond = usedOnce(second);
        usedOnce(one);

        Path ofThird = usedOnce(third);

        assertThat(ofOne).exists();
        assertThat(ofSecond).doesNotExist();
        assertThat(ofThird).exists();
    }

    @Test
    void aVersionThatWasMadeAnewIsFetchedAnew() throws Exception {
        usedOnce(archived.put(FIRST, ARCHIVED_AT, new byte[] {1}));
        DayVersion anew = archived.put(FIRST, ARCHIVED_AT.plusSeconds(1), new byte[] {2});

        assertThat(usedOnce(anew)).hasBinaryContent(new byte[] {2});
    }

    @Test
    void nothingIsFetchedWhenTimeIsOver() throws Exception {
        DayVersion day = archived.put(FIRST, ARCHIVED_AT, new byte[1]);

        assertThatThrownBy(() -> cache.use(ArchiveTable.CANDLES_1M, List.of(day), () -> {
                    throw new ArchiveUnavailable("late");
                }))
                .hasMessage("late");
        assertThat(cached()).isZero();
    }

    private FileCache.Use use(DayVersion day) {
        return cache.use(ArchiveTable.CANDLES_1M, List.of(day), () -> {});
    }

    private Path usedOnce(DayVersion day) {
        try (FileCache.Use use = use(day)) {
            return use.files().getFirst();
        }
    }

    private long cached() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.count();
        }
    }
}
