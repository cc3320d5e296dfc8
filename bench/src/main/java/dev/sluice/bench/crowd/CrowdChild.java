package dev.sluice.bench.crowd;

import dev.sluice.bench.Buyer;
import dev.sluice.bench.Handout;
import dev.sluice.bench.Viewer;
import dev.sluice.chain.ledger.EvmLedger;
import dev.sluice.chain.local.ChainInfo;
import dev.sluice.chain.local.LocalChain;
import dev.sluice.engine.consumer.PlaybackPlan;
import dev.sluice.payments.crypto.SecretKey;
import dev.sluice.payments.money.Amount;
import dev.sluice.streaming.content.ContentId;
import dev.sluice.streaming.text.PeerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process with many consumers. Answers {@code play N}, which leaves when each of the N has a
 * slice, {@code count}, and {@code stop}, with a line of JSON each; ends with its stdin.
 */
final class CrowdChild implements AutoCloseable {
    private static final long START_MS = 60_000;

    private final Path directory;
    private final ContentId content;
    private final PeerAddress seeder;
    private final SecretKey wallet;
    private final EvmLedger ledger;
    private final List<Viewer> viewers = new ArrayList<>();
    private final List<Showing> showings = new ArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private CrowdChild(Path directory, Handout handout, SecretKey wallet, EvmLedger ledger) {
        this.directory = directory;
        this.content = ContentId.parse(handout.get("content"));
        this.seeder = PeerAddress.parse(handout.get("seeder"));
        this.wallet = wallet;
        this.ledger = ledger;
    }

    /** Arguments: directory of the run, name. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Handout handout = Handout.read(directory);
        ChainInfo chain = handout.chain();
        SecretKey wallet = Buyer.wallet(chain);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JsonMapper json = JsonMapper.builder().build();
        try (EvmLedger ledger = EvmLedger.open(chain.settings().withPoll(LocalChain.POLL), wallet);
                CrowdChild crowd =
                        new CrowdChild(directory.resolve(arguments[1]), handout, wallet, ledger)) {
            for (String line = in.readLine(); line != null; line = in.readLine())
                System.out.println(json.writeValueAsString(crowd.answer(line.split(" ", -1))));
        }
        System.exit(0);
    }

    private Map<String, Object> answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "play" -> play(Integer.parseInt(words[1]));
            case "count" -> count();
            case "stop" -> stop();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Map<String, Object> play(int count) throws Exception {
        while (viewers.size() < count)
            viewers.add(
                    new Viewer(
                            directory.resolve("viewer-" + viewers.size()),
                            content,
                            seeder,
                            wallet,
                            ledger));
        for (PlaybackPlan plan :
                all(viewers.subList(0, count), viewer -> viewer.prepare(List.of(seeder))))
            showings.add(new Showing(viewers.get(showings.size()), plan));
        long deadlineNs = System.nanoTime() + START_MS * 1_000_000;
        while (showings.stream().anyMatch(showing -> showing.deliveredBytes() == 0)
                && System.nanoTime() < deadlineNs) Thread.sleep(20);
        return Map.of();
    }

    private Map<String, Object> count() {
        Map<String, Object> counted = new LinkedHashMap<>();
        counted.put("nanos", System.nanoTime());
        counted.put("bytes", showings.stream().map(Showing::deliveredBytes).toList());
        return counted;
    }

    private Map<String, Object> stop() throws Exception {
        List<String> failures = new ArrayList<>();
        for (var failure : all(showings, Showing::leave)) failure.ifPresent(failures::add);
        Amount promised = Amount.ZERO;
        for (Showing showing : showings) {
            promised = promised.plus(showing.promised());
            showing.close();
        }
        showings.clear();
        return Map.of("failures", failures, "promised", promised.toString());
    }

    /** What it says of each, asked at once. */
    private <T, R> List<R> all(List<T> of, Question<T, R> question) throws Exception {
        List<Callable<R>> tasks = new ArrayList<>();
        for (T one : of) tasks.add(() -> question.ask(one));
        List<R> answers = new ArrayList<>();
        for (Future<R> answer : callers.invokeAll(tasks)) answers.add(answer.get());
        return answers;
    }

    private interface Question<T, R> {
        R ask(T one) throws Exception;
    }

    @Override
    public void close() throws IOException {
        callers.shutdownNow();
        for (Viewer viewer : viewers) viewer.close();
    }
}
