package dev.sluice.chain.contract;

import java.util.List;

/**
 * The signatures of every function and event that the adapter uses; a test holds them to the ABI.
 */
final class Signatures {
    static final String PARAMS = "(address,address,address,address,bytes32,uint64,bytes32)";
    private static final String CLAIM = "(" + PARAMS + ",(address,uint16)[],uint128,bytes)";

    static final String DEPOSIT = "deposit(address,uint256)";
    static final String WITHDRAW_DEPOSIT = "withdrawDeposit(address,uint256)";
    static final String OPEN =
            "open(address,uint256,(address,address,bytes32,uint64,bytes32,uint104)[])";
    static final String TOP_UP = "topUp(address,uint256,(" + PARAMS + ",uint104)[])";
    static final String CLAIM_ONE = "claim(" + CLAIM + ")";
    static final String CLAIM_BATCH = "claimBatch(" + CLAIM + "[])";
    private static final String PERMIT = "(uint256,uint256,uint8,bytes32,bytes32)";
    static final String DEPOSIT_WITH_PERMIT = "depositWithPermit(address,uint256," + PERMIT + ")";
    static final String OPEN_WITH_PERMIT =
            "openWithPermit(address,uint256,"
                    + "(address,address,bytes32,uint64,bytes32,uint104)[],"
                    + PERMIT
                    + ")";
    static final String TOP_UP_WITH_PERMIT =
            "topUpWithPermit(address,uint256,(" + PARAMS + ",uint104)[]," + PERMIT + ")";
    static final String START_EXIT = "startExit(" + PARAMS + ")";
    static final String CANCEL_EXIT = "cancelExit(" + PARAMS + ")";
    static final String FINISH_EXIT = "finishExit(" + PARAMS + ")";
    static final String RELEASE = "release(" + PARAMS + ",uint128,bytes)";
    static final String SET_DELEGATE = "setDelegate(address)";
    static final String DELEGATE_OF = "delegateOf(address)";
    static final String WITHDRAW = "withdraw(address)";
    static final String WITHDRAW_FOR = "withdrawFor(address,address)";
    static final String CHANNEL = "channel(bytes32)";
    static final String FREE_BALANCE = "freeBalance(address,address)";
    static final String CREDITS = "credits(address,address)";
    static final String MIN_EXIT_DELAY = "minExitDelay()";
    static final String CHANNEL_ID = "channelId(" + PARAMS + ")";
    static final String VOUCHER_DIGEST = "voucherDigest(bytes32,uint128)";
    static final String RELEASE_DIGEST = "releaseDigest(bytes32,uint128)";

    static final String OPENED =
            "Opened(bytes32,address,address,address,address,bytes32,uint64,bytes32,uint104)";
    static final String TOPPED_UP = "ToppedUp(bytes32,uint104)";
    static final String CLAIMED = "Claimed(bytes32,address,uint128,uint128)";
    static final String CLAIM_SKIPPED = "ClaimSkipped(uint256,bytes32,bytes4)";
    static final String EXIT_STARTED = "ExitStarted(bytes32,address,uint48)";
    static final String EXIT_CANCELLED = "ExitCancelled(bytes32)";
    static final String CLOSED = "Closed(bytes32,uint104)";
    static final String DELEGATE_SET = "DelegateSet(address,address)";

    static final String ANCHOR = "anchor(bytes32,bytes32,uint64)";
    static final String ANCHORED = "Anchored(bytes32,address,bytes32,uint64)";

    static final String MINT = "mint(address,uint256)";
    static final String APPROVE = "approve(address,uint256)";
    static final String ALLOWANCE = "allowance(address,address)";
    static final String BALANCE_OF = "balanceOf(address)";

    static final List<String> CHANNEL_FUNCTIONS =
            List.of(
                    DEPOSIT,
                    WITHDRAW_DEPOSIT,
                    OPEN,
                    TOP_UP,
                    DEPOSIT_WITH_PERMIT,
                    OPEN_WITH_PERMIT,
                    TOP_UP_WITH_PERMIT,
                    CLAIM_ONE,
                    CLAIM_BATCH,
                    START_EXIT,
                    CANCEL_EXIT,
                    FINISH_EXIT,
                    RELEASE,
                    SET_DELEGATE,
                    DELEGATE_OF,
                    WITHDRAW,
                    WITHDRAW_FOR,
                    CHANNEL,
                    FREE_BALANCE,
                    CREDITS,
                    MIN_EXIT_DELAY,
                    CHANNEL_ID,
                    VOUCHER_DIGEST,
                    RELEASE_DIGEST);
    static final List<String> CHANNEL_EVENTS =
            List.of(
                    OPENED,
                    TOPPED_UP,
                    CLAIMED,
                    CLAIM_SKIPPED,
                    EXIT_STARTED,
                    EXIT_CANCELLED,
                    CLOSED,
                    DELEGATE_SET);
    static final String NONCES = "nonces(address)";
    static final String DOMAIN_SEPARATOR = "DOMAIN_SEPARATOR()";
    static final String TOKEN_PERMIT =
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)";

    static final List<String> PERMIT_FUNCTIONS = List.of(NONCES, DOMAIN_SEPARATOR, TOKEN_PERMIT);
    static final List<String> TOKEN_FUNCTIONS = List.of(MINT, APPROVE, ALLOWANCE, BALANCE_OF);

    private Signatures() {}
}
