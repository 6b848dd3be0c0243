package org.stellarticker.client.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The API refused. */
public class ApiException extends TickerException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;
    private final String detail;
    private final Fault[] faults;
    private final long retryAfterMillis;

    /** @param retryAfter after how long to ask again, where the API says so */
    public ApiException(int status, String title, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        super(status + " " + title + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.faults = faults.toArray(Fault[]::new);
        this.retryAfterMillis = retryAfter.map(Duration::toMillis).orElse(-1L);
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What was expected, what was found, and what to do. */
    public String detail() {
        return detail;
    }

    /** Each parameter that cannot be used. */
    public List<Fault> faults() {
        return List.of(faults);
    }

    /** The first parameter that cannot be used. */
    public Optional<String> field() {
        return faults().stream().map(Fault::field).findFirst();
    }

    public Optional<String> value() {
        return faults().stream().map(Fault::value).findFirst();
    }

    public Optional<String> expected() {
        return faults().stream().map(Fault::expected).findFirst();
    }

    /** After how long to ask again, where the API says so. */
    public Optional<Duration> retryAfter() {
        return retryAfterMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retryAfterMillis));
    }

    /** Returns the exception of the status's own class. */
    public static ApiException of(
            int status, String title, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        return switch (status) {
            case 400 -> new BadRequestException(status, title, detail, faults, retryAfter);
            case 404 -> new NotFoundException(status, title, detail, faults, retryAfter);
            case 429 -> new TooManyRequestsException(status, title, detail, faults, retryAfter);
            case 502, 503, 504 -> new UnavailableException(status, title, detail, faults, retryAfter);
            default -> new ApiException(status, title, detail, faults, retryAfter);
        };
    }
}
