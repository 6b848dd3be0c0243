package org.stellarticker.exchangegateway.trader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stellarticker.http.problem.RequestException;

class CommandLimitTest {

    @Test
    void twiceASecondsCommandsMayComeAtOnce() throws Exception {
        // Slow enough that no further command is due while the test runs.
        var limit = new CommandLimit(1);
        limit.take(7);
        limit.take(7);

        assertThatThrownBy(() -> limit.take(7)).isInstanceOfSatisfying(RequestException.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(429);
            assertThat(refused.problem().code()).hasValue("TOO_MANY_COMMANDS");
            assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
        });
    }

    @Test
    void anAccountDoesNotUseUpAnothers() throws Exception {
        var limit = new CommandLimit(1);
        limit.take(7);
        limit.take(7);

        assertThatCode(() -> limit.take(8)).doesNotThrowAnyException();
    }

    @Test
    void aRefusedCommandTakesNothing() throws Exception {
        var limit = new CommandLimit(50);
        int taken = 0;
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end) {
            try {
                limit.take(7);
                taken++;
            } catch (RequestException refused) {
                Thread.onSpinWait();
            }
        }

        // A second's, and the two seconds' at once.
        assertThat(taken).isBetween(140, 152);
    }
}
