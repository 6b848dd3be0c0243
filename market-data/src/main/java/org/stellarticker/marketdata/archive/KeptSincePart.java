package org.stellarticker.marketdata.archive;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** Since when the database keeps trades; empty when it has dropped none. The same for all questions, so they share it. */
record KeptSincePart() implements SnapshotPart<Optional<Instant>> {

    private static final RetentionWatermark WATERMARK = new RetentionWatermark();

    @Override
    public Optional<Instant> read(SnapshotRead in) {
        return WATERMARK.find(in.tx());
    }
}
