// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ChannelParams, OpenRequest, Permit} from "../src/Types.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {TestToken} from "../src/TestToken.sol";
import {Fixture} from "./support/Fixture.sol";
import {
    AnyPermitToken,
    FalseOnPayoutToken,
    FalseToken,
    FeeToken,
    LyingToken,
    PausableToken,
    ReentrantPermitToken,
    ReentrantRecipient,
    ReentrantToken,
    ShrinkingToken,
    SilentToken
} from "./support/HostileTokens.sol";

/// T6: tokens that take a fee, return nothing, lie or call back harm nobody else.
contract HostileTokenTest is Fixture {
    function test_T6_feeTokenIsCreditedWithWhatArrived() public {
        use(new FeeToken());
        deposit(1000);
        assertEq(channels.freeBalance(payer, address(token)), 990, "free");
        assertEq(token.balanceOf(address(channels)), 990, "held");
    }

    function test_I5_T6_feeTokenCannotOpenMoreThanArrived() public {
        use(new FeeToken());
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 991, 990));
        openOne(address(token), 1000, requestFor("a", 991));
        openOne(address(token), 1000, requestFor("a", 990));
    }

    function test_T6_silentTokenWorks() public {
        use(TestToken(address(new SilentToken())));
        openOne(address(token), 100, requestFor("a", 100));
        channels.claim(voucher(paramsFor(address(token), "a"), 60));
        channels.withdrawFor(payee, address(token));
        assertEq(token.balanceOf(payee), 60, "paid");
    }

    function test_T6_feeTokenPaysOutWhatWasCreditedLessItsFee() public {
        use(new FeeToken());
        openOne(address(token), 1000, requestFor("a", 990));
        channels.claim(voucher(paramsFor(address(token), "a"), 600));
        channels.withdrawFor(payee, address(token));
        assertEq(token.balanceOf(payee), 594, "the fee is the payee's");
        assertEq(token.balanceOf(address(channels)), 390, "held for the rest");
    }

    function test_T6_silentTokenPaysADepositBack() public {
        use(TestToken(address(new SilentToken())));
        deposit(100);
        vm.prank(payer);
        channels.withdrawDeposit(address(token), 100);
        assertEq(token.balanceOf(payer), 10_000, "all of it");
    }

    function test_T6_revertingTokenIsRefusedWithItsOwnReason() public {
        PausableToken hostile = new PausableToken();
        use(hostile);
        hostile.pause(true);
        refuses(PausableToken.Paused.selector);
        deposit(5);
    }

    function test_T6_tokenThatRevertsOnPayoutLosesNoCredit() public {
        PausableToken hostile = new PausableToken();
        use(hostile);
        openOne(address(token), 100, requestFor("a", 80));
        channels.claim(voucher(paramsFor(address(token), "a"), 60));
        hostile.pause(true);
        refuses(PausableToken.Paused.selector);
        channels.withdrawFor(payee, address(token));
        refuses(PausableToken.Paused.selector);
        vm.prank(payer);
        channels.withdrawDeposit(address(token), 20);
        channels.claim(voucher(paramsFor(address(token), "a"), 70));
        hostile.pause(false);
        channels.withdrawFor(payee, address(token));
        assertEq(token.balanceOf(payee), 70, "all of it, later");
        assertEq(channels.freeBalance(payer, address(token)), 20, "free");
    }

    function test_T6_tokenThatSaysFalseOnPayoutLosesNoCredit() public {
        use(new FalseOnPayoutToken());
        openOne(address(token), 100, requestFor("a", 80));
        channels.claim(voucher(paramsFor(address(token), "a"), 60));
        refuses(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
        channels.withdrawFor(payee, address(token));
        assertEq(channels.credits(payee, address(token)), 60, "credit");
    }

    function test_T6_shrinkingTokenHarmsHoldersOfItselfOnly() public {
        ChannelParams memory coin = openEth("coin", 100);
        ShrinkingToken hostile = new ShrinkingToken();
        use(hostile);
        openOne(address(token), 100, requestFor("a", 100));
        hostile.shrink(50);
        channels.claim(voucher(coin, 100));
        channels.withdrawFor(payee, ETH);
        assertEq(payee.balance, 100, "coin is paid");
    }

    function test_T6_falseTokenIsRefused() public {
        use(new FalseToken());
        refuses(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token)));
        deposit(5);
    }

    function test_T6_lyingTokenIsCreditedWithNothing() public {
        use(new LyingToken());
        refuses(SluiceErrors.ZeroAmount.selector);
        deposit(5);
    }

    function test_T6_addressWithoutCodeIsNoToken() public {
        vm.prank(payer);
        (bool accepted,) = address(channels).call(abi.encodeCall(channels.deposit, (address(0xDEAD), 5)));
        vm.assertTrue(!accepted, "no code");
    }

    function test_T6_nothingThatTransfersCanBeReentered() public {
        ReentrantToken hostile = new ReentrantToken();
        use(hostile);
        deposit(100);
        bytes[7] memory calls = [
            abi.encodeCall(channels.deposit, (address(token), 1)),
            abi.encodeCall(channels.depositFor, (payer, address(token), 1)),
            abi.encodeCall(channels.withdrawDeposit, (address(token), 1)),
            abi.encodeCall(channels.withdraw, (address(token))),
            abi.encodeCall(channels.withdrawFor, (payee, address(token))),
            abi.encodeCall(channels.open, (address(token), 0, new OpenRequest[](0))),
            abi.encodeWithSelector(channels.topUp.selector, address(token), 0, new OpenRequest[](0))
        ];
        for (uint256 i; i < calls.length; ++i) {
            hostile.arm(address(channels), calls[i]);
            deposit(10);
            assertRefusedReentry(hostile.reason());
        }
    }

    function test_T6_payoutsCannotBeReenteredByTheToken() public {
        ReentrantToken hostile = new ReentrantToken();
        use(hostile);
        openOne(address(token), 100, requestFor("a", 60));
        channels.claim(voucher(paramsFor(address(token), "a"), 60));
        hostile.arm(address(channels), abi.encodeCall(channels.withdrawFor, (payee, address(token))));
        channels.withdrawFor(payee, address(token));
        assertRefusedReentry(hostile.reason());
        assertEq(token.balanceOf(payee), 60, "once");
        hostile.arm(address(channels), abi.encodeCall(channels.withdrawDeposit, (address(token), 40)));
        vm.prank(payer);
        channels.withdrawDeposit(address(token), 40);
        assertRefusedReentry(hostile.reason());
        assertEq(token.balanceOf(address(channels)), 0, "nothing is left, nothing is missing");
    }

    function test_T6_permitsCannotReenter() public {
        ReentrantPermitToken hostile = new ReentrantPermitToken();
        use(hostile);
        Permit memory any;
        bytes[4] memory calls = [
            abi.encodeCall(channels.deposit, (address(token), 1)),
            abi.encodeCall(channels.depositWithPermit, (address(token), 1, any)),
            abi.encodeCall(channels.openWithPermit, (address(token), 0, new OpenRequest[](0), any)),
            abi.encodeWithSelector(channels.topUpWithPermit.selector, address(token), 0, new OpenRequest[](0), any)
        ];
        for (uint256 i; i < calls.length; ++i) {
            hostile.arm(address(channels), calls[i]);
            vm.prank(payer);
            channels.depositWithPermit(address(token), 10, any);
            assertRefusedReentry(hostile.reason());
        }
        assertEq(channels.freeBalance(payer, address(token)), 40, "free");
    }

    /// Its holders' money is anybody's, but a permit that Sluice shows is always its caller's own.
    function test_T5_T6_tokenThatTakesAnyPermitCannotBeUsedToDepositForOthers() public {
        use(new AnyPermitToken());
        Permit memory any;
        any.value = 500;
        vm.prank(stranger);
        (bool accepted,) =
            address(channels).call(abi.encodeCall(channels.depositWithPermit, (address(token), 500, any)));
        vm.assertTrue(!accepted, "the stranger owns nothing");
        assertEq(token.balanceOf(payer), 10_000, "payer");
    }

    function test_T6_reentryDuringADepositCountsNoUnitTwice() public {
        ReentrantToken hostile = new ReentrantToken();
        use(hostile);
        openOne(address(token), 100, requestFor("a", 100));
        ChannelParams memory params = paramsFor(address(token), "a");
        hostile.arm(address(channels), abi.encodeCall(channels.release, (params, 0, releaseOf(params, 0))));
        deposit(10);
        vm.assertTrue(hostile.accepted(), "closing moves no money out, so it may run");
        assertEq(channels.freeBalance(payer, address(token)), 110, "free");
    }

    function test_T6_recipientCannotWithdrawTwiceByReentry() public {
        bytes memory again = abi.encodeCall(channels.withdraw, (ETH));
        ReentrantRecipient recipient = new ReentrantRecipient(address(channels), again);
        payee = address(recipient);
        channels.claim(voucher(openEth("a", 100), 60));
        openOne(ETH, 100, requestFor("b", 100));
        channels.withdrawFor(payee, ETH);
        assertEq(payee.balance, 60, "once");
        assertRefusedReentry(recipient.reason());
    }

    function test_T6_recipientThatRefusesEthBlocksOnlyItself() public {
        address usual = payee;
        payee = address(token);
        channels.claim(voucher(openEth("a", 100), 60));
        (bool paid,) = address(channels).call(abi.encodeCall(channels.withdrawFor, (payee, ETH)));
        vm.assertTrue(!paid, "the token takes no ETH");
        assertEq(channels.credits(payee, ETH), 60, "the credit stays");
        payee = usual;
        channels.claim(voucher(openEth("b", 100), 40));
        channels.withdrawFor(payee, ETH);
        assertEq(payee.balance, 40, "others are paid");
    }

    function use(TestToken hostile) private {
        token = hostile;
        token.mint(payer, 10_000);
        vm.prank(payer);
        token.approve(address(channels), type(uint256).max);
    }

    function deposit(uint256 amount) private {
        vm.prank(payer);
        channels.deposit(address(token), amount);
    }

    function assertRefusedReentry(bytes memory reason) private pure {
        vm.assertEq(
            reason, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector), "re-entry"
        );
    }
}
