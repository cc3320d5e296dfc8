package dev.sluice.engine.consumer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import dev.sluice.engine.ring.SignalledWait;
import dev.sluice.engine.ring.Stage;
import dev.sluice.engine.ring.StageThreads;
import dev.sluice.engine.session.SessionEvent;
import dev.sluice.streaming.proto.KeyAnswer;
import java.util.concurrent.ThreadFactory;

/**
 * All that reaches a session, in one order: what arrived is checked, then the core decides.
 *
 * <p>Any thread may post; a full inbox makes the caller wait.
 */
final class Inbox implements AutoCloseable {
    private static final int SLOTS = 1024;

    private final Disruptor<InboxEvent> disruptor;
    private final RingBuffer<InboxEvent> ring;
    private final StageThreads stages;

    Inbox(ThreadFactory threads, EventHandler<InboxEvent> check, EventHandler<InboxEvent> decide) {
        SignalledWait wait = new SignalledWait();
        stages = new StageThreads(threads, "play-check", "play-decide");
        disruptor = new Disruptor<>(InboxEvent::new, SLOTS, stages, ProducerType.MULTI, wait);
        disruptor.setDefaultExceptionHandler(new StopOnFailure<>());
        disruptor.handleEventsWith(Stage.of(check, wait)).then(decide);
        ring = disruptor.getRingBuffer();
        wait.watch(ring);
    }

    void start() {
        disruptor.start();
    }

    void post(SessionEvent event) {
        long sequence = ring.next();
        InboxEvent slot = ring.get(sequence);
        slot.clear();
        slot.plain = event;
        ring.publish(sequence);
    }

    /** A slice frame from a seeder; the buffer belongs to the inbox from now on. */
    void slice(int peer, byte[] frame, int length) {
        long sequence = ring.next();
        InboxEvent slot = ring.get(sequence);
        slot.clear();
        slot.peer = peer;
        slot.frame = frame;
        slot.frameLength = length;
        ring.publish(sequence);
    }

    void keys(KeyAnswer answer) {
        long sequence = ring.next();
        InboxEvent slot = ring.get(sequence);
        slot.clear();
        slot.keys = answer;
        ring.publish(sequence);
    }

    /**
     * Ends the stages, each at the end of what it is at, and waits for that: what the core has
     * decided is on disk, or was never begun.
     */
    @Override
    public void close() {
        disruptor.halt();
        stages.join();
    }
}
