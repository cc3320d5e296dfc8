package dev.sluice.bench.settlement;

import dev.sluice.bench.Handout;
import dev.sluice.bench.Slope;
import dev.sluice.bench.TemporaryDirectory;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.AnvilSettings;
import dev.sluice.chain.local.DeploySettings;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.keeper.Pace;
import dev.sluice.lab.Machine;
import dev.sluice.lab.ResultFile;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Batches of vouchers claimed by keepers on a real chain with a block a second: gas, and the time
 * from the decision to claim until the last claim is in a block, and until it is final. Each begins
 * somewhere within a block, by chance. In the end every share is compared with what was promised.
 */
public final class Settlement {
    static final List<String> FLAGS = List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m");

    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final int ALONE = 1;
    private static final int SHARED = 4;
    private static final Amount COINS = Amount.of(BigInteger.TEN.pow(26));
    private static final long SEED = 17;

    private final int rounds;
    private final int depth;
    private final List<Integer> sizes;
    private final JsonMapper json = JsonMapper.builder().build();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final List<Ran> all = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private Settlement(int rounds, int depth, List<Integer> sizes) {
        this.rounds = rounds;
        this.depth = depth;
        this.sizes = sizes;
    }

    /** One batch; the seconds are from the decision to claim. */
    private record Ran(
            int recipients,
            int claims,
            long transactions,
            long gas,
            double seconds,
            CompletableFuture<Double> finalSeconds) {}

    /** Arguments: result file, rounds, blocks until a block is final, claims of each batch. */
    public static void main(String[] arguments) throws Exception {
        Settlement settlement =
                new Settlement(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Arrays.stream(arguments).skip(3).map(Integer::valueOf).toList());
        try (TemporaryDirectory directory = TemporaryDirectory.create("sluice-settlement-");
                LocalChain chain =
                        LocalChain.start(
                                AnvilSettings.DEFAULT.withBlockTime(BLOCK),
                                DeploySettings.TRY_OUT)) {
            ResultFile.write(Path.of(arguments[0]), settlement.run(directory.path(), chain));
        }
        if (!settlement.failures.isEmpty()) System.exit(6);
    }

    private Map<String, Object> run(Path directory, LocalChain chain) throws Exception {
        SecretKey key = SecretKey.random(new SecureRandom());
        chain.fund(key.address(), COINS);
        Handout handout = new Handout(new Properties());
        handout.chain(chain.info());
        handout.put("payer", key.address());
        handout.write(directory);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("benchmark", "settlement");
        report.put("blockSeconds", BLOCK.toSeconds());
        report.put("blocksUntilFinal", depth);
        report.put("rowsPerTransaction", Pace.MAX_ROWS);
        report.put("rounds", rounds);
        try (EvmLedger payer =
                        EvmLedger.open(
                                chain.info()
                                        .settings()
                                        .withPoll(LocalChain.POLL)
                                        .withFinalDepth(depth),
                                key);
                Finality finality = new Finality(payer)) {
            sides(new Sides(directory, chain, payer, key), finality, report);
        }
        report.put("failures", failures);
        report.put("machine", Machine.describe(FLAGS));
        return report;
    }

    /** What a side is made of. */
    private record Sides(Path directory, LocalChain chain, EvmLedger payer, SecretKey key) {
        Side of(int recipients, int channels) throws IOException {
            return new Side(directory, chain, payer, key, recipients, channels);
        }
    }

    private void sides(Sides sides, Finality finality, Map<String, Object> report)
            throws Exception {
        int most = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
        try (Side alone = sides.of(ALONE, most);
                Side shared = sides.of(SHARED, most)) {
            report.put(
                    "sides",
                    List.of(settle(alone, ALONE, finality), settle(shared, SHARED, finality)));
            report.put("batches", batches());
            for (Side side : List.of(alone, shared)) {
                failures.addAll(side.unclaimed(depth));
                failures.addAll(side.wrongShares());
            }
        }
    }

    /** Every channel's first claim, which fills its slot, does not count among the others. */
    private Map<String, Object> settle(Side side, int recipients, Finality finality)
            throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("recipients", recipients);
        report.put("gasToOpen", side.open());
        Ran first = claim(side, recipients, side.channels(), finality);
        report.put("gasOfAFirstClaim", first.gas() / first.claims());
        List<Ran> ran = new ArrayList<>();
        for (int round = 0; round < rounds; round++)
            for (int size : sizes) ran.add(claim(side, recipients, size, finality));
        all.addAll(ran);
        List<double[]> alone =
                ran.stream()
                        .filter(each -> each.transactions() == 1)
                        .map(each -> new double[] {each.claims(), each.gas()})
                        .toList();
        if (alone.stream().mapToDouble(point -> point[0]).distinct().count() > 1)
            report.put("gasOfEachFurtherClaim", Math.round(Slope.of(alone).slope()));
        return report;
    }

    private Ran claim(Side side, int recipients, int claims, Finality finality) throws Exception {
        side.promise(claims);
        Thread.sleep(random.nextLong(BLOCK.toMillis()));
        long startNs = System.nanoTime();
        JsonNode claimed = json.readTree(side.claim(Math.ceilDiv(claims, Pace.MAX_ROWS)));
        double seconds = claimed.path("millis").asDouble() / 1e3;
        if (claimed.path("claimed").asInt() != claims || claimed.path("left").asInt() != 0)
            failures.add("of " + claims + " claims: " + claimed);
        System.err.println(recipients + " recipients, " + claims + " claims: " + claimed);
        return new Ran(
                recipients,
                claims,
                claimed.path("transactions").asLong(),
                claimed.path("gasUsed").asLong(),
                seconds,
                finality.of(claimed.path("block").asLong(), startNs));
    }

    /** Waits until all of them are final. */
    private List<Map<String, Object>> batches() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int recipients : List.of(ALONE, SHARED))
            for (int size : sizes)
                rows.add(
                        row(
                                all.stream()
                                        .filter(each -> each.recipients() == recipients)
                                        .filter(each -> each.claims() == size)
                                        .toList()));
        return rows;
    }

    /** Of all rounds of one batch: means, since each began at another moment of a block. */
    private static Map<String, Object> row(List<Ran> ran) {
        double seconds = ran.stream().mapToDouble(Ran::seconds).average().orElseThrow();
        double gas = ran.stream().mapToLong(Ran::gas).average().orElseThrow();
        int claims = ran.getFirst().claims();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("recipients", ran.getFirst().recipients());
        row.put("claims", claims);
        row.put("transactions", ran.getFirst().transactions());
        row.put("gas", Math.round(gas));
        row.put("gasPerClaim", Math.round(gas / claims));
        row.put("secondsToABlock", rounded(seconds));
        row.put("secondsToABlockEach", ran.stream().map(each -> rounded(each.seconds())).toList());
        row.put("claimsPerSecond", rounded(claims / seconds));
        row.put(
                "secondsToFinality",
                rounded(
                        ran.stream()
                                .mapToDouble(each -> each.finalSeconds().join())
                                .average()
                                .orElseThrow()));
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
