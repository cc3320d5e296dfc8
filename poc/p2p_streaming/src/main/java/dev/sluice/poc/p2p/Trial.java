package dev.sluice.poc.p2p;

import dev.sluice.poc.p2p.Consumer.Output;
import fr.acinq.secp256k1.Secp256k1;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Two seeders and a consumer, for one stream. */
final class Trial implements AutoCloseable {
    static final int SEEDERS = 2;

    private static final int LONGEST_S = 60;

    private final Setting setting;
    private final Work work;
    private final byte[] secret;
    private final EventLoopGroup loop = Quic.loop("consumer");
    private final EventLoopGroup lines = Quic.loop("line");
    private final List<Seeder> seeders = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    Trial(Setting setting, Work work) {
        this(setting, work, List.of(work, work));
    }

    /** With what each seeder says that the work is. */
    Trial(Setting setting, Work work, List<Work> served) {
        this.setting = setting;
        this.work = work;
        this.secret = new byte[32];
        new SplittableRandom(work.slices).nextBytes(secret);
        byte[] payer = Secp256k1.get().pubkeyCreate(secret);
        for (int i = 0; i < SEEDERS; i++)
            seeders.add(new Seeder(served.get(i), setting, new Gate(i, payer), "seeder-" + i));
    }

    /** Streams the work once. */
    static Outcome of(Setting setting, Work work) throws Exception {
        try (Trial trial = new Trial(setting, work)) {
            return trial.run((slice, plain) -> {});
        }
    }

    /** Streams the work to this output. */
    Outcome run(Output output) throws Exception {
        return run(output, secret);
    }

    /** The same with vouchers signed by this key. */
    Outcome run(Output output, byte[] signingKey) throws Exception {
        Consumer consumer = new Consumer(setting, work, swarm(), output);
        Channel socket = Quic.bind(loop, Quic.dialling());
        for (int i = 0; i < SEEDERS; i++) {
            Purse purse = new Purse(i, signingKey, Setting.PAYMENT_WINDOW_BASE_UNITS);
            sources.add(Source.dial(socket, addressOf(i), purse, consumer.from(i)));
        }
        long cpuNs = cpuNs();
        consumer.begin(loop.next(), sources).get(LONGEST_S, TimeUnit.SECONDS);
        double cpuSeconds = (cpuNs() - cpuNs) / 1e9;
        return consumer.outcome(wireBytes(), cpuSeconds);
    }

    /** The first seeder holds all, the second a share by lot. */
    private Swarm swarm() {
        Swarm swarm = new Swarm(work.slices, work.sliceBytes, SEEDERS, Setting.HORIZON_BYTES);
        SplittableRandom lots = new SplittableRandom(2);
        for (int slice = 0; slice < work.slices; slice++) {
            swarm.holds(0, slice);
            if (lots.nextInt(100) < setting.secondHolds()) swarm.holds(1, slice);
        }
        swarm.keepBack(work.slices - 1);
        return swarm;
    }

    private InetSocketAddress addressOf(int seeder) {
        InetSocketAddress address = seeders.get(seeder).address();
        if (setting.lines().isEmpty()) return address;
        return new Link(lines, address, setting.lines().get(seeder)).address();
    }

    private long wireBytes() throws Exception {
        long bytes = 0;
        for (Source source : sources) bytes += source.sentBytes();
        for (Seeder seeder : seeders) bytes += seeder.sentBytes();
        return bytes;
    }

    private static long cpuNs() {
        var system =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getProcessCpuTime();
    }

    /** How many vouchers were signed. */
    int vouchers() {
        return sources.stream().mapToInt(source -> source.purse.vouchers()).sum();
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
        Quic.end(loop);
        seeders.forEach(Seeder::close);
        Quic.end(lines);
    }
}
