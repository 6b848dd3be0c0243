package org.stellarticker.exchange.codec;

import java.nio.ByteBuffer;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.CancelledAll;
import org.stellarticker.exchange.Outcome.Changed;
import org.stellarticker.exchange.Outcome.Opened;
import org.stellarticker.exchange.Outcome.Placed;
import org.stellarticker.exchange.Outcome.Refused;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.engine.Answer;
import org.stellarticker.exchange.engine.Engine;

/** Writes the engine's answers to commands, and reads them as outcomes. */
public final class OutcomeCodec {

    private static final byte OPENED = 1;
    private static final byte ORDER = 2;
    private static final byte CANCELLED_ALL = 3;
    private static final byte REFUSED = 4;
    private static final byte PLACED = 5;

    private OutcomeCodec() {}

    /** Writes the answer to the command that the engine applied last. */
    public static void write(Answer answer, Engine engine, ByteBuffer out) {
        Refusal refusal = answer.refusal();
        if (refusal != null) {
            out.put(REFUSED);
            ValueCodec.write(refusal.name(), out);
            out.putLong(answer.expected()).putLong(answer.found()).putInt(answer.instrument());
            return;
        }
        switch (answer.kind()) {
            case OPENED -> {
                out.put(OPENED);
                ValueCodec.write(engine.account(answer.accountNumber()).orElseThrow(), out);
            }
            case PLACED -> {
                out.put(PLACED).put((byte) (answer.duplicate() ? 1 : 0));
                EventEncoder.write(answer.order(), out);
            }
            case CHANGED -> {
                out.put(ORDER);
                EventEncoder.write(answer.order(), out);
            }
            case CANCELLED_ALL -> out.put(CANCELLED_ALL).putInt(answer.orders());
        }
    }

    /** @param text says what was expected and found */
    public static Outcome read(ByteBuffer in, RefusalText text) {
        byte kind = in.get();
        return switch (kind) {
            case OPENED -> new Opened(ValueCodec.readAccount(in));
            case PLACED -> {
                boolean duplicate = in.get() != 0;
                yield new Placed(ValueCodec.readOrder(in), duplicate);
            }
            case ORDER -> new Changed(ValueCodec.readOrder(in));
            case CANCELLED_ALL -> new CancelledAll(in.getInt());
            case REFUSED -> {
                Refusal refusal = Refusal.valueOf(ValueCodec.readText(in));
                yield new Refused(refusal, text.of(refusal, in.getLong(), in.getLong(), in.getInt()));
            }
            default -> throw new IllegalArgumentException("no answer begins with " + kind);
        };
    }

    /** Says for people what was expected and found. */
    @FunctionalInterface
    public interface RefusalText {
        /** @param instrument the number of the command's instrument, or {@link Answer#NO_INSTRUMENT} */
        String of(Refusal refusal, long expected, long found, int instrument);
    }
}
