package org.stellarticker.marketdata.directory;

import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.IssuedAsset;
import org.stellarticker.db.journal.JournalStore;
import org.stellarticker.db.journal.TaggedEntry;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/** What crawlers say about an asset and its issuer: the newest entry of each of them. */
public record AssetNotesPart(Asset asset) implements SnapshotPart<List<TaggedEntry>> {

    /** The type of entries that everybody sees. */
    public static final String TYPE = "metadata";

    /** Each may have 64 KB. */
    private static final int MOST = 10;

    private static final JournalStore JOURNAL = new JournalStore();

    @Override
    public List<TaggedEntry> read(SnapshotRead in) {
        List<String> tags =
                asset instanceof IssuedAsset ? List.of(asset.sep11(), asset.issuer()) : List.of(asset.sep11());
        return List.copyOf(JOURNAL.listNewest(in.tx(), TYPE, tags, in.now(), MOST));
    }

    @Override
    public int rows() {
        return MOST * 10;
    }
}
