import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.stellarticker.client.TickerClient;
import org.stellarticker.client.TimeWindow;
import org.stellarticker.client.TradeOrder;

/** Reads all trades of the markets in a file up to a time: URL FILE TO. Prints how many, and the seconds. */
public class ReadTrades {
    public static void main(String[] arguments) throws Exception {
        var window = TimeWindow.until(Instant.parse(arguments[2]));
        long began = System.nanoTime();
        long count = 0;
        try (var client = TickerClient.of(arguments[0])) {
            for (String line : Files.readAllLines(Path.of(arguments[1]))) {
                String[] market = line.split(" ");
                for (var trade : client.trades(market[0], market[1], window, TradeOrder.OLDEST_FIRST)) {
                    count += trade == null ? 0 : 1;
                }
            }
        }
        System.out.println(count + " " + (System.nanoTime() - began) / 1e9);
    }
}
