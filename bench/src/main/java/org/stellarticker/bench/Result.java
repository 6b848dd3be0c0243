package org.stellarticker.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param value the main figure, in {@code unit}
 * @param ours what it was made of
 * @param baseline what it is held against
 * @param baselineIs what was done for it
 * @param goals all of them, the main figure's first
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

    /** A figure that is to be reached, or not to be passed. */
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

    /** To two decimals, which is more than any measurement is good for. */
    public static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** The main figure's. */
    @JsonProperty
    public double goal() {
        return goals.getFirst().goal();
    }

    /** Whether all goals were reached. */
    @JsonProperty
    public boolean met() {
        return goals.stream().allMatch(Goal::met);
    }

    /** One line. */
    String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
