package dev.sluice.poc.microtransaction;

import dev.sluice.poc.microtransaction.Contract.Funded;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it costs on chain to close after so many payments: transactions on a real EVM. */
final class Gas {
    private static final int VOUCHER_EVERY = 256;

    private final Evm evm;
    private final Contract contract;
    private final Signing signing = new NativeSigning();
    private long channels;

    Gas(Evm evm) {
        this.evm = evm;
        this.contract = new Contract(evm);
    }

    /** One row for each number of payments, a power of two. */
    List<Map<String, Object>> closes(List<Integer> lengths) {
        String shop = "0x00000000000000000000000000000000005105ce";
        evm.transfer(shop, BigInteger.ONE); // the first makes the account
        long transfer = evm.transfer(shop, BigInteger.ONE);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int length : lengths) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("payments", length);
            row.put("voucher", closeGas(Scheme.vouchers(), length));
            row.put("ticks, an anchor every 256", closeGas(Scheme.ticks(VOUCHER_EVERY), length));
            row.put("ticks, one chain", closeGas(Scheme.ticks(length), length));
            row.put("tree, a leaf for each", closeGas(Scheme.tree(length), length));
            row.put("a transfer for each", Math.multiplyExact(transfer, length));
            rows.add(row);
        }
        return rows;
    }

    /** What every channel costs to open, whatever closes it. */
    long openGas() {
        return contract.open(signing, channels++, 1).openGas();
    }

    private long closeGas(Scheme scheme, int payments) {
        Funded funded = contract.open(signing, channels++, payments + 1L);
        Payee payee = scheme.payee(funded.channel());
        payee.accept(scheme.payer(funded.channel()).pay(payments));
        return contract.close(funded, payee.proof());
    }

    /**
     * Transfers that one node takes each second, one after the other, with nobody to agree with.
     */
    Map<String, Object> transfers(int count) {
        String shop = "0x00000000000000000000000000000000005105ce";
        int bytes = evm.transferBytes(shop);
        long startNs = System.nanoTime();
        for (int i = 0; i < count; i++) evm.transfer(shop, BigInteger.ONE);
        long tookNs = System.nanoTime() - startNs;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bytes", bytes);
        row.put("perSecond", count * 1_000_000_000L / tookNs);
        return row;
    }
}
