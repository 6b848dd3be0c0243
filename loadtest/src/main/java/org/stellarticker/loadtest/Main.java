package org.stellarticker.loadtest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatling.app.Gatling$;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Runs one load test. The last line of the output is its result as JSON. Exits with 0 when nothing failed, with 1 when
 * something did, with 2 for a wrong option.
 */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Plan plan;
        try {
            plan = Plan.of(List.of(arguments));
        } catch (IllegalArgumentException fault) {
            System.err.println(fault.getMessage());
            System.exit(WRONG_USE);
            return;
        }
        try (Markets markets = plan.kind() == Plan.Kind.ORDERS ? Markets.of(plan.address(), plan.leftAlone()) : null) {
            System.exit(run(Run.begin(plan, markets)) ? 0 : FAILED);
        }
    }

    private static boolean run(Run run) throws IOException {
        simulate(run);
        Plan plan = run.plan();
        var result = new LinkedHashMap<String, Object>();
        result.put("kind", plan.kind().name().toLowerCase(Locale.ROOT));
        result.put("users", plan.users());
        result.put("streams", plan.streams());
        result.put("rate", plan.rate());
        result.put("seconds", plan.duration().toSeconds());
        result.putAll(run.measured().values(plan.duration()));
        System.out.println(new JsonMapper().writeValueAsString(result));
        return run.measured().isWell();
    }

    /** Runs the users until the last has left, and writes the report. */
    static void simulate(Run run) {
        Plan plan = run.plan();
        Class<?> simulation = plan.kind() == Plan.Kind.ORDERS ? OrdersSimulation.class : FileSimulation.class;
        // Its code tells what the assertions say, which are in the report.
        Gatling$.MODULE$.fromArgs(new String[] {
            "--simulation",
            simulation.getName(),
            "--results-folder",
            plan.results().toString()
        });
    }
}
