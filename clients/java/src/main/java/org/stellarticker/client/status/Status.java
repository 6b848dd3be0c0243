// Written by clients/generate.py from the OpenAPI document. Change that, not this file.
package org.stellarticker.client.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Status.
 *
 * @param reasons What is wrong, in words.
 * @param programs By their names.
 * @param gaps Ranges of the last seven days that are missing.
 * @param completeFrom Since when no trade is missing.
 * @param completePercent How much of the last seven days is stored.
 * @param completeAt When all of it will be.
 * @param schemaVersion The version of the database.
 * @param build The version of the program that answers.
 */
public record Status(
        @JsonProperty(value = "status", required = true) String status,
        @JsonProperty(value = "reasons", required = true) List<String> reasons,
        @JsonProperty(value = "programs", required = true) Map<String, ProgramHealth> programs,
        @JsonProperty(value = "gaps", required = true) List<KnownGap> gaps,
        @JsonProperty("complete_from") @Nullable Instant completeFrom,

        @JsonProperty(value = "complete_percent", required = true)
        double completePercent,

        @JsonProperty("complete_at") @Nullable Instant completeAt,

        @JsonProperty(value = "schema_version", required = true)
        long schemaVersion,

        @JsonProperty(value = "build", required = true) String build,
        @JsonProperty(value = "positions", required = true) Positions positions) {
    public Status {
        Objects.requireNonNull(status, "status");
        reasons = List.copyOf(reasons);
        programs = Map.copyOf(programs);
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(positions, "positions");
    }
}
