package org.stellarticker.sandbox.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.sandbox.fault.FaultKind.Target;

/**
 * Decides which requests and streamed trades are hit, and counts them. A trade is chosen by its token, a request by its
 * number among those of its address, so that the same plan repeats the same faults. A record that is wrong each time is
 * chosen by its token, too, and a document by its address.
 */
public final class Faults implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private final Optional<FaultPlan> plan;
    private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);
    private final Map<String, Long> requests = new HashMap<>();
    /** Trades that were hit; only a hidden trade is hit again. */
    private final Set<String> hit = new HashSet<>();

    private final Set<String> hidden = new HashSet<>();

    /** A record or document of a target. */
    private record Sent(Target target, String name) {}

    /** What is wrong each time. */
    private final Map<Sent, FaultKind> staying = new LinkedHashMap<>();

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
        return draw(plan, hash(plan, nth(address + " " + targets[0])), plan.requests(), passing(plan, targets));
    }

    private String nth(String address) {
        return address + " " + requests.merge(address, 1L, Long::sum);
    }

    /** Draws a fault for a trade in a stream. */
    public Optional<FaultKind> ofTrade(String pagingToken) {
        return ofRecord(Target.TRADES_PAGE, pagingToken).or(() -> plan.flatMap(given -> ofTrade(given, pagingToken)));
    }

    /**
     * Returns the fault of a record that is wrong each time.
     *
     * @param target the page that lists it; trades are equally wrong in streams
     */
    public Optional<FaultKind> ofRecord(Target target, String pagingToken) {
        return plan.flatMap(given ->
                staying(given, new Sent(target, pagingToken), () -> hash(given, pagingToken), given.records()));
    }

    /** Returns the fault of a document that is wrong each time, once a request for it has met the fault. */
    public Optional<FaultKind> ofDocument(Target target, String address) {
        return plan.flatMap(given -> staying(
                given, new Sent(target, address), () -> hash(given, nth(address + " stays")), given.requests()));
    }

    private synchronized Optional<FaultKind> staying(FaultPlan plan, Sent sent, LongSupplier hash, int oneIn) {
        List<FaultKind> kinds =
                plan.staying().stream().filter(kind -> kind.isAt(sent.target())).toList();
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        if (staying.containsKey(sent)) {
            return Optional.of(staying.get(sent));
        }
        var drawn = draw(plan, hash.getAsLong(), oneIn, kinds);
        drawn.ifPresent(kind -> staying.put(sent, kind));
        return drawn;
    }

    private synchronized Optional<FaultKind> ofTrade(FaultPlan plan, String pagingToken) {
        if (hidden.contains(pagingToken)) {
            return Optional.of(FaultKind.HIDDEN);
        }
        if (hit.contains(pagingToken)) {
            return Optional.empty();
        }
        var drawn = draw(plan, hash(plan, pagingToken), plan.events(), passing(plan, Target.EVENT));
        drawn.ifPresent(kind -> (kind == FaultKind.HIDDEN ? hidden : hit).add(pagingToken));
        return drawn;
    }

    private static List<FaultKind> passing(FaultPlan plan, Target... targets) {
        return plan.counts().keySet().stream()
                .filter(kind -> !plan.staying().contains(kind))
                .filter(kind -> List.of(targets).stream().anyMatch(kind::isAt))
                .toList();
    }

    private Optional<FaultKind> draw(FaultPlan plan, long hash, int oneIn, List<FaultKind> kinds) {
        if (Math.floorMod(hash, oneIn) != 0) {
            return Optional.empty();
        }
        List<FaultKind> left = kinds.stream()
                .filter(kind -> injected.getOrDefault(kind, 0) < plan.counts().getOrDefault(kind, 0))
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

    /** Returns the tokens and addresses of what is wrong each time. */
    public synchronized Map<FaultKind, List<String>> staying() {
        var names = new EnumMap<FaultKind, List<String>>(FaultKind.class);
        staying.forEach((sent, kind) ->
                names.computeIfAbsent(kind, _ -> new ArrayList<>()).add(sent.name()));
        return names;
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
