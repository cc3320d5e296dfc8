package dev.sluice.chain.rpc;

import dev.sluice.chain.jury.Jury;
import dev.sluice.chain.jury.Quorum;
import dev.sluice.chain.jury.Sighting;
import dev.sluice.chain.jury.Verdict;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.LedgerHealth;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Several endpoints of one chain, used as one (T10).
 *
 * <p>A call goes to the endpoint in use; when it does not answer, to the next fit one, and that one
 * stays in use. {@link #pinned} gives the endpoint in use alone, {@link #agreed} what a majority
 * says. A daemon thread looks at all of them and lets a {@link Jury} decide which are fit; one that
 * is not is named in the log with its reason.
 *
 * <p>Threads: safe for all. Failures: {@link EndpointUnreachable} when none is fit or answers.
 */
public final class Endpoints implements Caller, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final int MAX_ENDPOINTS = 16;

    private final List<Endpoint> endpoints;
    private final Jury jury;
    private final Quorum quorum;
    private final EndpointSettings settings;
    private final Thread watcher;
    private volatile boolean closed;
    private volatile int inUse;
    private volatile long block;
    private volatile long freshNs = System.nanoTime();

    private Endpoints(List<URI> uris, long chainId, Address contract, EndpointSettings settings) {
        if (uris.isEmpty() || uris.size() > MAX_ENDPOINTS)
            throw new IllegalArgumentException(
                    uris.size() + " ledger endpoints, 1.." + MAX_ENDPOINTS + " are possible");
        this.endpoints = uris.stream().map(uri -> new Endpoint(uri, settings, contract)).toList();
        this.jury =
                new Jury(
                        chainId,
                        contract,
                        settings.maxHeadAge().toSeconds(),
                        settings.maxBehindBlocks());
        this.quorum = new Quorum(uris.size());
        this.settings = settings;
        this.watcher = Thread.ofPlatform().daemon().name("sluice-endpoints").unstarted(this::run);
    }

    /**
     * Looks at all endpoints once; they have to serve this chain, with code at the contract.
     *
     * @throws LedgerException when none is fit, with the reason of each
     */
    public static Endpoints open(
            List<URI> uris, long chainId, Address contract, EndpointSettings settings) {
        Endpoints opened = new Endpoints(uris, chainId, contract, settings);
        opened.look();
        if (opened.fit().isEmpty()) {
            opened.close();
            throw new LedgerException(opened.whyNone());
        }
        opened.watcher.start();
        return opened;
    }

    @Override
    public JsonNode call(String method, Object... params) {
        return first(rpc -> rpc.call(method, params));
    }

    @Override
    public List<Answer> batch(List<RpcCall> calls) {
        return first(rpc -> rpc.batch(calls));
    }

    @Override
    public boolean decides() {
        return quorum.decides();
    }

    @Override
    public Optional<String> agreed(int depth, LongFunction<RpcCall> question) {
        long quarantineNs = settings.quarantine().toNanos();
        return new Ballot(quorum, candidates(), quarantineNs, this::complaints)
                .ask(depth, question);
    }

    /** The answer of the endpoint in use; the others get the same, and nobody waits for them. */
    @Override
    public JsonNode broadcast(String method, Object... params) {
        for (Endpoint other : fit().stream().skip(1).toList())
            Thread.startVirtualThread(() -> other.tell(method, params));
        return call(method, params);
    }

    /** The endpoint in use, alone; its failures are noticed here. */
    @Override
    public Caller pinned() {
        return new Pinned(candidates().getFirst());
    }

    private final class Pinned implements Caller {
        private final Endpoint endpoint;

        Pinned(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public JsonNode call(String method, Object... params) {
            return ask(endpoint, rpc -> rpc.call(method, params));
        }

        @Override
        public List<Answer> batch(List<RpcCall> calls) {
            return ask(endpoint, rpc -> rpc.batch(calls));
        }

        @Override
        public JsonNode broadcast(String method, Object... params) {
            for (Endpoint other : fit())
                if (!other.equals(endpoint))
                    Thread.startVirtualThread(() -> other.tell(method, params));
            return call(method, params);
        }
    }

    private <T> T first(Function<Rpc, T> question) {
        EndpointUnreachable last = null;
        for (Endpoint endpoint : candidates()) {
            try {
                return ask(endpoint, question);
            } catch (EndpointUnreachable silent) {
                last = silent;
            }
        }
        throw last == null ? new EndpointUnreachable(whyNone()) : last;
    }

    private <T> T ask(Endpoint endpoint, Function<Rpc, T> question) {
        try {
            return question.apply(endpoint.rpc());
        } catch (EndpointUnreachable silent) {
            endpoint.failed(silent);
            throw silent;
        }
    }

    /** The fit ones, the one in use first; where none is fit, those that only failed to answer. */
    private List<Endpoint> candidates() {
        List<Endpoint> fit = fit();
        if (!fit.isEmpty()) return fit;
        List<Endpoint> unheard =
                endpoints.stream().filter(e -> e.verdict() instanceof Verdict.Unfit).toList();
        if (unheard.size() == 1 && endpoints.size() == 1) return unheard;
        throw new EndpointUnreachable(whyNone());
    }

    private List<Endpoint> fit() {
        List<Endpoint> fit = new ArrayList<>();
        int start = inUse;
        for (int i = 0; i < endpoints.size(); i++) {
            int index = (start + i) % endpoints.size();
            if (endpoints.get(index).isFit()) {
                if (fit.isEmpty()) inUse = index;
                fit.add(endpoints.get(index));
            }
        }
        return fit;
    }

    private String whyNone() {
        if (endpoints.size() == 1) return endpoints.getFirst().verdict().why();
        return "no ledger endpoint can be used: " + String.join("; ", complaints());
    }

    /** Each endpoint that is not used, with the reason. */
    public List<String> complaints() {
        return endpoints.stream()
                .filter(endpoint -> !endpoint.isFit())
                .map(e -> e.rpc().shownEndpoint() + ": " + e.verdict().why())
                .toList();
    }

    /**
     * How well the chain can be reached, as of the last look; silent while too few answer to decide
     * anything.
     */
    public LedgerHealth health() {
        int fit = (int) endpoints.stream().filter(Endpoint::isFit).count();
        long silent = fit >= quorum.needed() ? 0 : (System.nanoTime() - freshNs) / 1_000_000;
        return new LedgerHealth(endpoints.size(), fit, block, silent);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(settings.checkEvery().toNanos());
            if (!closed) look();
        }
    }

    /** Looks at all at once, so that a mute one holds nobody up for longer than its timeout. */
    private void look() {
        List<Verdict> before = endpoints.stream().map(Endpoint::verdict).toList();
        List<Sighting> sightings = Together.ask(endpoints, Endpoint::look);
        long[] previous = endpoints.stream().mapToLong(Endpoint::highest).toArray();
        List<Verdict> verdicts =
                jury.judge(sightings, previous, System.currentTimeMillis() / 1_000);
        Optional<Long> height = Jury.commonHeight(sightings, verdicts);
        if (height.isPresent()) {
            long at = height.get();
            List<Optional<Bytes32>> hashes =
                    Together.ask(endpoints, endpoint -> endpoint.hashAt(at));
            verdicts = Jury.compare(verdicts, hashes, at);
        }
        settle(before, sightings, verdicts);
    }

    private void settle(List<Verdict> before, List<Sighting> sightings, List<Verdict> verdicts) {
        long now = System.nanoTime();
        for (int i = 0; i < endpoints.size(); i++) {
            Endpoint endpoint = endpoints.get(i);
            endpoint.judge(verdicts.get(i), sightings.get(i), now, settings.quarantine().toNanos());
            if (endpoint.isFit() && sightings.get(i) instanceof Sighting.Seen seen) {
                block = Math.max(block, seen.head());
            }
            tell(endpoint, before.get(i));
        }
        if (endpoints.stream().filter(Endpoint::isFit).count() >= quorum.needed()) freshNs = now;
    }

    private void tell(Endpoint endpoint, Verdict before) {
        if (closed || before.isFit() == endpoint.isFit()) return;
        String name = endpoint.rpc().shownEndpoint();
        if (endpoint.isFit()) LOG.info("ledger endpoint {} is used", name);
        else LOG.warn("ledger endpoint {} is not used: {}", name, endpoint.verdict().why());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
        endpoints.forEach(Endpoint::close);
    }
}
