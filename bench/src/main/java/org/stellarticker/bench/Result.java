package org.stellarticker.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * The result of a benchmark.
 *
 * @param value the main value, in {@code unit}
 * @param ours the measurement of the product behind it
 * @param baseline the measurement to compare with
 * @param baselineIs what the baseline does
 * @param goals all of them, the main value's first
 */
@JsonPropertyOrder({"bench", "value", "unit", "ours", "baseline", "baseline_is", "goal", "met", "goals", "detail"})
public record Result(
        String bench,
        double value,
        String unit,
        double ours,
        double baseline,
        @JsonProperty("baseline_is") String baselineIs,
        List<Goal> goals,
        Map<String, Object> detail) {

    /** A value with a lower or an upper limit. */
    public record Goal(
            String name,
            double value,
            String unit,
            double goal,
            @JsonIgnore Bound bound) {

        private enum Bound {
            AT_LEAST,
            AT_MOST
        }

        public static Goal atLeast(double goal, String name, double value, String unit) {
            return new Goal(name, value, unit, goal, Bound.AT_LEAST);
        }

        public static Goal atMost(double goal, String name, double value, String unit) {
            return new Goal(name, value, unit, goal, Bound.AT_MOST);
        }

        @JsonProperty
        public boolean met() {
            return bound == Bound.AT_LEAST ? value >= goal : value <= goal;
        }
    }

    /** Rounds to two decimals; no measurement is more exact. What is no number, because nothing was measured, stays none: it meets no goal. */
    public static double rounded(double value) {
        return Double.isNaN(value) ? value : Math.round(value * 100) / 100.0;
    }

    /** Returns the goal of the main value. */
    @JsonProperty
    public double goal() {
        return goals.getFirst().goal();
    }

    /** Returns whether all goals were reached. */
    @JsonProperty
    public boolean met() {
        return goals.stream().allMatch(Goal::met);
    }

    /** Returns one line of JSON. */
    String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
