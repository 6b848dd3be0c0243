package org.stellarticker.graphqlserver.lists;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DirectoryEntry;
import org.stellarticker.marketdata.directory.DomainList;

/** Reads all lists again and again. One that cannot be read stays as it was. */
public final class Lists implements Task, Supplier<AssetDirectory> {

    private static final Logger log = LoggerFactory.getLogger(Lists.class);

    private final ListSettings settings;
    private final Progress progress;
    private final ListReader reader = new ListReader();
    private final Map<ListSource, Map<String, DirectoryEntry>> directories = new LinkedHashMap<>();
    private final Map<ListSource, List<String>> domains = new LinkedHashMap<>();
    private volatile AssetDirectory directory = AssetDirectory.EMPTY;

    public Lists(ListSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Returns what the lists say, as they were last read. */
    @Override
    public AssetDirectory get() {
        return directory;
    }

    private interface Reader<T> {
        T read(ListSource source) throws IOException, InterruptedException;
    }

    @Override
    public void run() throws InterruptedException {
        var faults = new ArrayList<String>();
        update(settings.directories(), directories, reader::directory, faults);
        update(settings.blockedDomains(), domains, reader::domains, faults);
        var accounts = new HashMap<String, DirectoryEntry>();
        directories.values().forEach(accounts::putAll);
        directory = new AssetDirectory(
                accounts,
                new DomainList(domains.values().stream().flatMap(List::stream).toList()));
        if (faults.isEmpty()) {
            progress.running(directory.size() + " entries");
        } else {
            progress.retrying(String.join("; ", faults));
        }
    }

    private static <T> void update(
            List<ListSource> sources, Map<ListSource, T> known, Reader<T> reader, List<String> faults)
            throws InterruptedException {
        for (ListSource source : sources) {
            try {
                known.put(source, reader.read(source));
            } catch (IOException unreadable) {
                log.atWarn()
                        .addKeyValue("list", source)
                        .addKeyValue("because", unreadable.toString())
                        .log("list not read");
                faults.add(source + ": " + unreadable.getMessage());
            }
        }
    }
}
