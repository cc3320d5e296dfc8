package dev.sluice.chain.tx;

import dev.sluice.chain.contract.ContractCall;
import dev.sluice.chain.rpc.Header;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The transactions that are not final: finds their receipts, sends again what no block takes and
 * what a reorg took back, and lets go of what is final.
 *
 * <pre>
 *   signed ──► in flight ──receipt──► settled ──final──► forgotten
 *                  ▲                     │
 *                  └──────reorg──────────┘
 * </pre>
 *
 * <p>Owned by the {@link Transactor}'s thread; only the totals are read by others.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int MAX_RECEIPTS = 100;
    private static final int MAX_RESENT = 48;
    private static final BigInteger TRANSFER_GAS = BigInteger.valueOf(21_000);

    private final Account account;
    private final TxRpc rpc;
    private final TxSettings settings;
    private final TxJournal journal;
    private final int finalDepth;
    private final TreeMap<Long, InFlight> byNonce = new TreeMap<>();
    private final Settled settled;
    private volatile Totals totals = Totals.NONE;
    private @Nullable Bytes32 tendedAtHead;
    private String obstacle = "";
    private boolean unreachable;

    Watch(Account account, TxRpc rpc, TxSettings settings, TxJournal journal, int finalDepth) {
        this.account = account;
        this.rpc = rpc;
        this.settings = settings;
        this.journal = journal;
        this.finalDepth = finalDepth;
        this.settled = new Settled(journal);
    }

    void add(InFlight tx) {
        byNonce.put(tx.nonce, tx);
    }

    /** Takes over what an earlier process signed; the next look sends it again or finds it. */
    void recover(SignedCall left) {
        InFlight known = byNonce.get(left.nonce());
        if (known != null) {
            known.replaceBy(left.signed());
            return;
        }
        Request request = Request.recovered(left.call());
        long now = System.nanoTime();
        InFlight tx = new InFlight(request, left.nonce(), left.gasLimit(), left.signed(), now);
        tx.lastSentNs = now - settings.escalateAfter().toNanos();
        add(tx);
    }

    boolean isEmpty() {
        return byNonce.isEmpty() && settled.isEmpty();
    }

    /** Nobody waits; only a reorg could make work. */
    boolean isIdle() {
        return byNonce.isEmpty();
    }

    long nonceAfterLast() {
        long flying = byNonce.isEmpty() ? 0 : byNonce.lastKey() + 1;
        return Math.max(flying, settled.nonceAfterLast());
    }

    Totals totals() {
        return totals;
    }

    /** Looks once; an endpoint that does not answer is looked at again on the next turn. */
    void look() {
        try {
            look(rpc.pinned());
            unreachable = false;
        } catch (LedgerException failure) {
            if (!unreachable) LOG.warn("cannot look for receipts: {}", failure.getMessage());
            unreachable = true;
        }
        giveUpOld();
    }

    /** On one node: what it counts and the receipts that it has fit together. */
    private void look(TxRpc view) {
        Header head = view.node().latestHeader();
        if (!settled.isEmpty() && !head.hash().equals(tendedAtHead)) tend(view, head);
        collect(view, uncheckedAt(head.hash()), head.hash());
        resendStuck(view, head);
    }

    /** A reorg may have taken back what was settled (T9); what is final is forgotten. */
    private void tend(TxRpc view, Header head) {
        for (InFlight tx : settled.dropped(view.node().minedNonce(account.address()))) {
            LOG.warn("{} is in no block any more, and is sent again", tx.request.call().action());
            tx.checkedAtHead = null;
            tx.lastSentNs = System.nanoTime();
            add(tx);
            offer(view, tx.signed.bytes());
        }
        long last = head.number() - finalDepth;
        if (last >= 0) settled.finish(view.node().minedNonce(account.address(), last));
        tendedAtHead = head.hash();
    }

    /** Only a new head can bring a receipt that was not there before. */
    private List<InFlight> uncheckedAt(Bytes32 head) {
        return byNonce.values().stream()
                .filter(tx -> !head.equals(tx.checkedAtHead))
                .limit(MAX_RECEIPTS)
                .toList();
    }

    private void collect(TxRpc view, List<InFlight> unchecked, Bytes32 head) {
        if (unchecked.isEmpty()) return;
        Map<Bytes32, InFlight> byHash = new HashMap<>();
        List<Bytes32> hashes = new ArrayList<>();
        for (InFlight tx : unchecked)
            for (Bytes32 hash : tx.hashes) {
                byHash.put(hash, tx);
                hashes.add(hash);
            }
        for (JsonNode receipt : view.receipts(hashes)) {
            if (receipt.isNull()) continue;
            InFlight tx = byHash.get(Node.hash(receipt.path("transactionHash")));
            if (tx != null) settle(view, tx, receipt);
        }
        for (InFlight tx : unchecked) tx.checkedAtHead = head;
    }

    private void settle(TxRpc view, InFlight tx, JsonNode json) {
        if (byNonce.remove(tx.nonce) == null) return;
        settled.add(tx);
        Receipt receipt = receipt(json);
        if (!tx.counted) totals = totals.plus(receipt.gasUsed());
        tx.counted = true;
        if (tx.request.future().isDone()) return;
        if (json.path("status").asString("0x1").equals("0x1"))
            tx.request.complete(new Included(receipt, created(json)));
        else {
            String why = replay(view, tx, receipt);
            tx.request.fail(Reasons.reverted(tx, receipt.blockNumber(), why));
        }
    }

    private static Receipt receipt(JsonNode json) {
        return new Receipt(
                Node.hash(json.path("transactionHash")),
                Hex.number(json.path("blockNumber").asString()).longValueExact(),
                Hex.number(json.path("gasUsed").asString()).longValueExact());
    }

    private static Optional<Address> created(JsonNode json) {
        String address = json.path("contractAddress").asString("");
        return address.startsWith("0x") ? Optional.of(Address.parse(address)) : Optional.empty();
    }

    /** Receipts carry no reason: run the call again where it ran, as near as a node can. */
    private static String replay(TxRpc view, InFlight tx, Receipt receipt) {
        String before = replay(view, tx, receipt.blockNumber() - 1);
        return before.isEmpty() ? replay(view, tx, receipt.blockNumber()) : before;
    }

    private static String replay(TxRpc view, InFlight tx, long block) {
        try {
            view.node().replay(view.transaction(tx.request.call()), block);
            return "";
        } catch (RpcRefusal refusal) {
            return Reasons.explain(refusal);
        } catch (LedgerException unreachableNow) {
            return "";
        }
    }

    private static void offer(TxRpc view, byte[] signed) {
        try {
            view.node().sendRaw(signed);
        } catch (RpcRefusal known) {
            LOG.debug("sent again: {}", known.getMessage());
        }
    }

    /** The lowest nonce holds up all others: it alone gets a higher fee. */
    private void resendStuck(TxRpc view, Header head) {
        if (byNonce.isEmpty()) return;
        InFlight tx = byNonce.firstEntry().getValue();
        long now = System.nanoTime();
        if (now - tx.lastSentNs < settings.escalateAfter().toNanos()) return;
        tx.lastSentNs = now;
        long mined = view.node().minedNonce(account.address());
        if (mined > tx.nonce) {
            dropIfOvertaken(view, tx);
            return;
        }
        obstacle = "";
        if (mined < tx.nonce) mind(view, mined, tx.nonce);
        else if (head.number() - tx.sentAtBlock >= settings.escalateBlocks()) raise(view, head, tx);
        byNonce.values().stream()
                .limit(MAX_RESENT)
                .forEach(each -> offer(view, each.signed.bytes()));
    }

    private void raise(TxRpc view, Header head, InFlight tx) {
        Fee higher = tx.signed.fee().escalated(view.fee(), settings.feeCapWei());
        if (!higher.replaces(tx.signed.fee())) {
            obstacle = ", its fee is at the cap of " + settings.feeCapWei() + " wei";
            LOG.warn("{} waits{}", tx.request.call().action(), obstacle);
            return;
        }
        tx.replaceBy(account.sign(tx.request.call(), tx.nonce, tx.gasLimit, higher));
        tx.sentAtBlock = head.number();
        journal.signed(tx.toJournal());
    }

    /** Nonces below ours are free: another process sent them, or nobody did and we fill them. */
    private void mind(TxRpc view, long free, long ours) {
        if (view.node().pendingNonce(account.address()) > free) {
            obstacle =
                    ", it waits behind nonce %d of %s, which another process sent"
                            .formatted(free, account.address());
            LOG.warn("a transaction waits{}", obstacle);
            return;
        }
        Fee fee = view.fee();
        for (long nonce = free; nonce < Math.min(ours, free + MAX_RESENT); nonce++) {
            ContractCall filler = ContractCall.to(account.address(), "filler", new byte[0]);
            Account.Signed signed = account.sign(filler, nonce, TRANSFER_GAS, fee);
            Request request = Request.recovered(filler);
            InFlight tx = new InFlight(request, nonce, TRANSFER_GAS, signed, System.nanoTime());
            journal.signed(tx.toJournal());
            LOG.warn("nonce {} of {} was free below others: filled", nonce, account.address());
            add(tx);
        }
    }

    private void dropIfOvertaken(TxRpc view, InFlight tx) {
        for (JsonNode receipt : view.receipts(tx.hashes))
            if (!receipt.isNull()) {
                settle(view, tx, receipt);
                return;
            }
        byNonce.remove(tx.nonce);
        journal.finished(tx.nonce);
        LedgerException overtaken = Reasons.overtaken(tx, account.address());
        LOG.warn("{}", overtaken.getMessage());
        tx.request.fail(overtaken);
    }

    private void giveUpOld() {
        long now = System.nanoTime();
        for (InFlight tx : byNonce.values())
            if (!tx.givenUp && now - tx.firstSentNs > settings.giveUpAfter().toNanos()) {
                tx.givenUp = true;
                long seconds = settings.giveUpAfter().toSeconds();
                tx.request.fail(Reasons.notTaken(tx, seconds, obstacle));
            }
    }

    /** What is in the journal is taken up again by the next process. */
    void failAll() {
        for (InFlight tx : byNonce.values()) tx.request.fail(Reasons.closed(tx.request.call()));
        byNonce.clear();
    }
}
