package org.stellarticker.sandbox.fault;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a fault into the root document. */
public final class FaultyRoot {

    private static final Pattern LATEST = Pattern.compile("(\"history_latest_ledger\": ?)([0-9]+)");
    private static final Pattern ELDER = Pattern.compile("(\"history_elder_ledger\": ?)([0-9]+)");
    private static final Pattern CLOSED_AT = Pattern.compile("(\"history_latest_ledger_closed_at\": ?)\"[^\"]*\"");
    private static final Pattern PASSPHRASE = Pattern.compile("(\"network_passphrase\": ?)\"[^\"]*\"");

    private static final long FAR = 1_000_000;
    private static final long BEHIND = 100;

    private FaultyRoot() {}

    /** Returns the document with a fault. */
    public static String of(FaultKind kind, String root) {
        return switch (kind) {
            case JUST_BEGUN ->
                CLOSED_AT
                        .matcher(ELDER.matcher(LATEST.matcher(root).replaceFirst("$10"))
                                .replaceFirst("$10"))
                        .replaceFirst("$1\"0001-01-01T00:00:00Z\"");
            case NEWEST_AHEAD -> LATEST.matcher(root).replaceFirst(latest -> latest.group(1) + (number(latest) + FAR));
            case NEWEST_BEHIND ->
                LATEST.matcher(root)
                        .replaceFirst(latest -> latest.group(1) + Math.max(elder(root), number(latest) - BEHIND));
            case OTHER_NETWORK -> PASSPHRASE.matcher(root).replaceFirst("$1\"Another Network\"");
            case HISTORY_MOVED -> ELDER.matcher(root).replaceFirst("$1" + latest(root));
            default -> root;
        };
    }

    private static long number(MatchResult member) {
        return Long.parseLong(member.group(2));
    }

    private static String latest(String root) {
        return find(LATEST, root).group(2);
    }

    private static long elder(String root) {
        return number(find(ELDER, root));
    }

    private static MatchResult find(Pattern member, String root) {
        Matcher found = member.matcher(root);
        if (!found.find()) {
            throw new IllegalStateException("expected " + member + " in the root document");
        }
        return found;
    }
}
