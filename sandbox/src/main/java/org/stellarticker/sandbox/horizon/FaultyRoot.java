package org.stellarticker.sandbox.horizon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.sandbox.fault.FaultKind;

/** Puts a fault into the root document. */
final class FaultyRoot {

    private static final Pattern LATEST = Pattern.compile("(\"history_latest_ledger\": ?)([0-9]+)");
    private static final Pattern ELDER = Pattern.compile("(\"history_elder_ledger\": ?)[0-9]+");
    private static final Pattern CLOSED_AT = Pattern.compile("(\"history_latest_ledger_closed_at\": ?)\"[^\"]*\"");
    private static final Pattern PASSPHRASE = Pattern.compile("(\"network_passphrase\": ?)\"[^\"]*\"");

    private static final long FAR = 1_000_000;

    private FaultyRoot() {}

    static String of(FaultKind kind, String root) {
        return switch (kind) {
            case JUST_BEGUN ->
                CLOSED_AT
                        .matcher(ELDER.matcher(LATEST.matcher(root).replaceFirst("$10"))
                                .replaceFirst("$10"))
                        .replaceFirst("$1\"0001-01-01T00:00:00Z\"");
            case NEWEST_AHEAD ->
                LATEST.matcher(root).replaceFirst(latest -> latest.group(1) + (Long.parseLong(latest.group(2)) + FAR));
            case OTHER_NETWORK -> PASSPHRASE.matcher(root).replaceFirst("$1\"Another Network\"");
            case HISTORY_MOVED -> ELDER.matcher(root).replaceFirst("$1" + latest(root));
            default -> root;
        };
    }

    private static String latest(String root) {
        Matcher latest = LATEST.matcher(root);
        if (!latest.find()) {
            throw new IllegalStateException("expected history_latest_ledger in the root document");
        }
        return latest.group(2);
    }
}
