package dev.sluice.chain.tx;

import dev.sluice.chain.rpc.Header;
import dev.sluice.chain.rpc.Hex;
import dev.sluice.chain.rpc.Node;
import dev.sluice.chain.rpc.RpcRefusal;
import dev.sluice.payments.ledger.LedgerException;
import dev.sluice.payments.ledger.Receipt;
import dev.sluice.payments.money.Address;
import dev.sluice.payments.money.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The transactions in flight: finds their receipts and sends again what no block takes.
 *
 * <p>Owned by the {@link Transactor}'s thread; only the totals are read by others.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int MAX_RECEIPTS = 100;
    private static final int MAX_SETTLED = 256;

    private final Node node;
    private final Account account;
    private final TxRpc rpc;
    private final TxSettings settings;
    private final TreeMap<Long, InFlight> byNonce = new TreeMap<>();
    private final TreeMap<Long, byte[]> settled = new TreeMap<>();
    private volatile Totals totals = Totals.NONE;
    private boolean unreachable;

    Watch(Node node, Account account, TxRpc rpc, TxSettings settings) {
        this.node = node;
        this.account = account;
        this.rpc = rpc;
        this.settings = settings;
    }

    void add(InFlight tx) {
        byNonce.put(tx.nonce, tx);
    }

    boolean isEmpty() {
        return byNonce.isEmpty();
    }

    long nonceAfterLast() {
        return byNonce.isEmpty() ? 0 : byNonce.lastKey() + 1;
    }

    Totals totals() {
        return totals;
    }

    /** Looks once; an endpoint that does not answer is looked at again on the next turn. */
    void look() {
        try {
            Header head = node.latestHeader();
            List<InFlight> unchecked = uncheckedAt(head.hash());
            collect(unchecked, head.hash());
            if (!unchecked.isEmpty()) revive();
            resendStuck();
            unreachable = false;
        } catch (LedgerException failure) {
            if (!unreachable) LOG.warn("cannot look for receipts: {}", failure.getMessage());
            unreachable = true;
        }
        giveUpOld();
    }

    /** Only a new head can bring a receipt that was not there before. */
    private List<InFlight> uncheckedAt(Bytes32 head) {
        return byNonce.values().stream()
                .filter(tx -> !head.equals(tx.checkedAtHead))
                .limit(MAX_RECEIPTS)
                .toList();
    }

    private void collect(List<InFlight> unchecked, Bytes32 head) {
        Map<Bytes32, InFlight> byHash = new HashMap<>();
        List<Bytes32> hashes = new ArrayList<>();
        for (InFlight tx : unchecked)
            for (Bytes32 hash : tx.hashes) {
                byHash.put(hash, tx);
                hashes.add(hash);
            }
        for (JsonNode receipt : rpc.receipts(hashes)) {
            if (receipt.isNull()) continue;
            InFlight tx = byHash.get(Node.hash(receipt.path("transactionHash")));
            if (tx != null) settle(tx, receipt);
        }
        for (InFlight tx : unchecked) tx.checkedAtHead = head;
    }

    private void settle(InFlight tx, JsonNode json) {
        if (byNonce.remove(tx.nonce) == null) return;
        settled.put(tx.nonce, tx.signed.bytes());
        if (settled.size() > MAX_SETTLED) settled.pollFirstEntry();
        Receipt receipt = receipt(json);
        totals = totals.plus(receipt.gasUsed());
        if (json.path("status").asString("0x1").equals("0x1"))
            tx.request.complete(new Included(receipt, created(json)));
        else tx.request.fail(Reasons.reverted(tx, receipt.blockNumber(), replay(tx, receipt)));
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
    private String replay(InFlight tx, Receipt receipt) {
        String before = replay(tx, receipt.blockNumber() - 1);
        return before.isEmpty() ? replay(tx, receipt.blockNumber()) : before;
    }

    private String replay(InFlight tx, long block) {
        try {
            node.replay(rpc.transaction(tx.request.call()), block);
            return "";
        } catch (RpcRefusal refusal) {
            return Reasons.explain(refusal);
        } catch (LedgerException unreachableNow) {
            return "";
        }
    }

    /** A reorg may take back what was settled; what is in flight waits for those nonces. */
    private void revive() {
        if (byNonce.isEmpty() || settled.isEmpty()) return;
        long first = byNonce.firstKey();
        if (settled.lastKey() + 1 < first) return;
        long mined = node.minedNonce(account.address());
        if (mined < first) settled.subMap(mined, first).values().forEach(this::offer);
    }

    private void offer(byte[] signed) {
        try {
            node.sendRaw(signed);
        } catch (RpcRefusal known) {
            LOG.debug("sent again: {}", known.getMessage());
        }
    }

    /** The lowest nonce holds up all others, so it alone is sent again. */
    private void resendStuck() {
        if (byNonce.isEmpty()) return;
        InFlight tx = byNonce.firstEntry().getValue();
        long now = System.nanoTime();
        if (now - tx.lastSentNs < settings.escalateAfter().toNanos()) return;
        tx.lastSentNs = now;
        if (node.minedNonce(account.address()) > tx.nonce) dropIfOvertaken(tx);
        else resend(tx);
    }

    private void resend(InFlight tx) {
        Fee higher = tx.signed.fee().escalated(rpc.fee(), settings.feeCapWei());
        if (higher.replaces(tx.signed.fee()))
            tx.replaceBy(account.sign(tx.request.call(), tx.nonce, tx.gasLimit, higher));
        offer(tx.signed.bytes());
    }

    private void dropIfOvertaken(InFlight tx) {
        for (JsonNode receipt : rpc.receipts(tx.hashes))
            if (!receipt.isNull()) {
                settle(tx, receipt);
                return;
            }
        byNonce.remove(tx.nonce);
        tx.request.fail(Reasons.overtaken(tx, account.address()));
    }

    private void giveUpOld() {
        long now = System.nanoTime();
        for (InFlight tx : byNonce.values())
            if (!tx.givenUp && now - tx.firstSentNs > settings.giveUpAfter().toNanos()) {
                tx.givenUp = true;
                tx.request.fail(Reasons.notTaken(tx, settings.giveUpAfter().toSeconds()));
            }
    }

    void failAll() {
        for (InFlight tx : byNonce.values()) tx.request.fail(Reasons.closed(tx.request.call()));
        byNonce.clear();
    }
}
