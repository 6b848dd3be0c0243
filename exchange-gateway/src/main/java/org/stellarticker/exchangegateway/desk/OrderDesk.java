package org.stellarticker.exchangegateway.desk;

import org.stellarticker.exchangegateway.engine.EngineRequests;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.exchangegateway.order.OrderIntake;
import org.stellarticker.exchangegateway.token.TokenRefused;
import org.stellarticker.exchangegateway.trader.CommandLimit;
import org.stellarticker.exchangegateway.trader.Trader;
import org.stellarticker.exchangegateway.trader.Traders;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.problem.RequestException;

/** The parts that take commands of accounts. */
public record OrderDesk(
        Traders traders,
        CommandLimit limit,
        OrderIntake intake,
        InstrumentList instruments,
        EngineRequests engine,
        OrderTraces traces) {

    /**
     * Returns who sends a request with a command, which counts.
     *
     * @throws RequestException when the token is not accepted, or the account sent too many commands
     */
    public Trader commanding(ApiRequest request) throws RequestException, InterruptedException {
        return counted(traders.get(request));
    }

    /** Returns who sends a command with a token, which counts. */
    public Trader commanding(String token) throws TokenRefused, RequestException, InterruptedException {
        return counted(traders.get(token));
    }

    /**
     * Returns who sends a command again. It does not count by that, and its token may have expired since: what it did before
     * is asked for.
     */
    public Trader repeating(String token) throws TokenRefused, RequestException, InterruptedException {
        return traders.past(token);
    }

    private Trader counted(Trader trader) throws RequestException {
        limit.take(trader.account());
        return trader;
    }
}
