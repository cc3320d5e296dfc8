package dev.sluice.chain.differential;

import dev.sluice.payments.money.Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many reads in one {@code eth_call}: EVM creation code without a loop that asks one question after
 * the other and returns the answers, three words each. Nothing is deployed.
 */
final class Glance {
    private static final int ANSWER = 96;
    private static final int ANSWERS_AT = 0x400; // above what the longest question takes

    private static final int POP = 0x50;
    private static final int MSTORE = 0x52;
    private static final int GAS = 0x5a;
    private static final int PUSH = 0x5f; // PUSHn is PUSH + n
    private static final int BALANCE = 0x31;
    private static final int STATICCALL = 0xfa;
    private static final int RETURN = 0xf3;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private int count;

    /** What a contract answers to call data. */
    void ask(Address contract, byte[] data) {
        for (int at = 0; at < data.length; at += 32) {
            push(Arrays.copyOfRange(data, at, at + 32));
            push(at);
            code.write(MSTORE);
        }
        push(ANSWER);
        push(ANSWERS_AT + ANSWER * count++);
        push(data.length);
        push(0);
        push(contract.toBytes());
        code.write(GAS);
        code.write(STATICCALL);
        code.write(POP);
    }

    /** What an account owns of the chain's own coin. */
    void coins(Address account) {
        push(account.toBytes());
        code.write(BALANCE);
        push(ANSWERS_AT + ANSWER * count++);
        code.write(MSTORE);
    }

    byte[] code() {
        push(ANSWER * count);
        push(ANSWERS_AT);
        code.write(RETURN);
        return code.toByteArray();
    }

    static List<byte[]> answers(byte[] returned) {
        List<byte[]> answers = new ArrayList<>();
        for (int at = 0; at < returned.length; at += ANSWER)
            answers.add(Arrays.copyOfRange(returned, at, at + ANSWER));
        return answers;
    }

    private void push(int value) {
        push(ByteBuffer.allocate(4).putInt(value).array());
    }

    private void push(byte[] value) {
        code.write(PUSH + value.length);
        code.writeBytes(value);
    }
}
