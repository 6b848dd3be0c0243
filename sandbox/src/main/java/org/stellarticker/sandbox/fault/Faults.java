package org.stellarticker.sandbox.fault;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.sandbox.fault.FaultKind.Target;

/**
 * Decides which requests and streamed trades are hit, and counts them. A trade is chosen by its token, a request by its
 * number among those of its address, so that the same plan repeats the same faults.
 */
public final class Faults implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private final Optional<FaultPlan> plan;
    private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);
    private final Map<String, Long> requests = new HashMap<>();
    /** Trades that were hit; only a hidden trade is hit again. */
    private final Set<String> hit = new HashSet<>();

    private final Set<String> hidden = new HashSet<>();

    public Faults(FaultPlan plan) {
        this.plan = Optional.of(plan);
    }

    private Faults() {
        this.plan = Optional.empty();
    }

    /** Returns a plan without faults. */
    public static Faults none() {
        return new Faults();
    }

    /**
     * Draws a fault for a request.
     *
     * @param address without its query
     * @param targets where its answer can be hit
     */
    public Optional<FaultKind> ofRequest(String address, Target... targets) {
        return plan.flatMap(given -> ofRequest(given, address, targets));
    }

    private synchronized Optional<FaultKind> ofRequest(FaultPlan plan, String address, Target... targets) {
        long nth = requests.merge(address + " " + targets[0], 1L, Long::sum);
        return draw(plan, hash(plan, address + " " + nth), plan.requests(), targets);
    }

    /** Draws a fault for a trade in a stream. */
    public Optional<FaultKind> ofTrade(String pagingToken) {
        return plan.flatMap(given -> ofTrade(given, pagingToken));
    }

    private synchronized Optional<FaultKind> ofTrade(FaultPlan plan, String pagingToken) {
        if (hidden.contains(pagingToken)) {
            return Optional.of(FaultKind.HIDDEN);
        }
        if (hit.contains(pagingToken)) {
            return Optional.empty();
        }
        var drawn = draw(plan, hash(plan, pagingToken), plan.events(), Target.EVENT);
        drawn.ifPresent(kind -> (kind == FaultKind.HIDDEN ? hidden : hit).add(pagingToken));
        return drawn;
    }

    private Optional<FaultKind> draw(FaultPlan plan, long hash, int oneIn, Target... targets) {
        if (Math.floorMod(hash, oneIn) != 0) {
            return Optional.empty();
        }
        List<FaultKind> left = plan.counts().entrySet().stream()
                .filter(kind -> injected.getOrDefault(kind.getKey(), 0) < kind.getValue())
                .map(Map.Entry::getKey)
                .filter(kind -> List.of(targets).stream().anyMatch(kind::isAt))
                .sorted()
                .toList();
        if (left.isEmpty()) {
            return Optional.empty();
        }
        FaultKind kind = left.get((int) Math.floorMod(hash >>> 32, (long) left.size()));
        injected.merge(kind, 1, Integer::sum);
        return Optional.of(kind);
    }

    /** Well mixed, because low bits and high bits decide different things. */
    private static long hash(FaultPlan plan, String target) {
        long mixed = plan.seed() * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < target.length(); i++) {
            mixed = (mixed ^ target.charAt(i)) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns how often each kind was injected so far. */
    public synchronized Map<FaultKind, Integer> injected() {
        return new EnumMap<>(injected);
    }

    /** Logs the counts. */
    @Override
    public void close() {
        var done = injected();
        if (!done.isEmpty()) {
            log.atInfo()
                    .addKeyValue(
                            "total",
                            done.values().stream().mapToInt(Integer::intValue).sum())
                    .addKeyValue(
                            "kinds",
                            done.entrySet().stream()
                                    .map(kind -> kind.getKey().word() + " " + kind.getValue())
                                    .collect(Collectors.joining(", ")))
                    .log("faults injected");
        }
    }
}
