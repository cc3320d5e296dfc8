// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Vault} from "../src/Vault.sol";
import {Fixture} from "./support/Fixture.sol";

/// Deposits and withdrawals: who may move what, and every refusal.
contract DepositsTest is Fixture {
    function test_depositCreditsTheCallerInEth() public {
        vm.expectEmit(address(channels));
        emit Vault.Deposited(payer, ETH, 7);
        vm.prank(payer);
        channels.deposit{value: 7}(ETH, 7);
        assertEq(channels.freeBalance(payer, ETH), 7, "free");
    }

    function test_depositPullsTokens() public {
        vm.prank(payer);
        channels.deposit(address(token), 7);
        assertEq(channels.freeBalance(payer, address(token)), 7, "free");
        assertEq(token.balanceOf(address(channels)), 7, "held");
    }

    function test_depositForCreditsAnother() public {
        vm.prank(payer);
        channels.depositFor{value: 7}(stranger, ETH, 7);
        assertEq(channels.freeBalance(stranger, ETH), 7, "free");
        assertEq(channels.freeBalance(payer, ETH), 0, "caller");
    }

    function test_depositForNobodyIsRefused() public {
        refuses(SluiceErrors.ZeroAddress.selector);
        channels.depositFor{value: 7}(address(0), ETH, 7);
    }

    function test_depositOfNothingIsRefused() public {
        refuses(SluiceErrors.ZeroAmount.selector);
        channels.deposit(ETH, 0);
        refuses(SluiceErrors.ZeroAmount.selector);
        channels.depositFor(payer, ETH, 0);
    }

    function test_valueMustEqualTheEthAmount() public {
        for (uint256 sent = 6; sent <= 8; sent += 2) {
            refuses(abi.encodeWithSelector(SluiceErrors.WrongValue.selector, sent, 7));
            vm.prank(payer);
            channels.deposit{value: sent}(ETH, 7);
        }
    }

    function test_ethWithATokenIsRefused() public {
        refuses(abi.encodeWithSelector(SluiceErrors.WrongValue.selector, 1, 0));
        vm.prank(payer);
        channels.deposit{value: 1}(address(token), 7);
    }

    function test_plainEthIsRefused() public {
        vm.prank(payer);
        (bool accepted,) = address(channels).call{value: 1}("");
        vm.assertTrue(!accepted, "the contract must not take ETH that nobody is credited for");
    }

    function test_capHoldsToTheUnit() public {
        channels = new SluiceChannels(100, MIN_DELAY);
        fund(payer);
        vm.prank(payer);
        channels.deposit{value: 99}(ETH, 99);
        refuses(abi.encodeWithSelector(SluiceErrors.AboveCap.selector, 101, 100));
        vm.prank(payer);
        channels.deposit{value: 2}(ETH, 2);
        vm.prank(payer);
        channels.deposit{value: 1}(ETH, 1);
        vm.prank(payer);
        channels.deposit(address(token), 100);
    }

    function test_I9_capNeverBlocksARefund() public {
        channels = new SluiceChannels(100, MIN_DELAY);
        ChannelParams memory params = openEth("a", 100);
        vm.prank(payer);
        channels.deposit{value: 100}(ETH, 100);
        channels.release(params, 0, releaseOf(params, 0));
        assertEq(channels.freeBalance(payer, ETH), 200, "free");
    }

    function test_withdrawDepositPaysTheCaller() public {
        vm.prank(payer);
        channels.deposit(address(token), 10);
        uint256 before = token.balanceOf(payer);
        vm.expectEmit(address(channels));
        emit Vault.DepositWithdrawn(payer, address(token), 10);
        vm.prank(payer);
        channels.withdrawDeposit(address(token), 10);
        assertEq(token.balanceOf(payer), before + 10, "paid");
        assertEq(channels.freeBalance(payer, address(token)), 0, "free");
    }

    function test_withdrawDepositStopsAtTheFreeBalance() public {
        openOne(ETH, 15, requestFor("a", 5));
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 11, 10));
        vm.prank(payer);
        channels.withdrawDeposit(ETH, 11);
        vm.prank(payer);
        channels.withdrawDeposit(ETH, 9);
        vm.prank(payer);
        channels.withdrawDeposit(ETH, 1);
        refuses(SluiceErrors.ZeroAmount.selector);
        vm.prank(payer);
        channels.withdrawDeposit(ETH, 0);
    }

    function test_T5_strangerCannotWithdrawADeposit() public {
        vm.prank(payer);
        channels.deposit{value: 7}(ETH, 7);
        refuses(abi.encodeWithSelector(SluiceErrors.AboveFreeBalance.selector, 7, 0));
        vm.prank(stranger);
        channels.withdrawDeposit(ETH, 7);
    }

    function test_T5_withdrawForPaysTheRecipientOnly() public {
        ChannelParams memory params = openEth("a", 10);
        channels.claim(voucher(params, 4));
        vm.expectEmit(address(channels));
        emit Vault.Withdrawn(payee, ETH, 4);
        vm.prank(stranger);
        channels.withdrawFor(payee, ETH);
        assertEq(payee.balance, 4, "payee");
        assertEq(stranger.balance, 0, "stranger");
    }

    function test_withdrawTwiceIsRefused() public {
        ChannelParams memory params = openEth("a", 10);
        channels.claim(voucher(params, 4));
        vm.prank(payee);
        channels.withdraw(ETH);
        refuses(SluiceErrors.ZeroAmount.selector);
        vm.prank(payee);
        channels.withdraw(ETH);
    }

    function test_minExitDelayAboveTheMaximumIsRefused() public {
        new SluiceChannels(0, 30 days);
        refuses(abi.encodeWithSelector(SluiceErrors.ExitDelayOutOfRange.selector, 30 days + 1, 0, 30 days));
        new SluiceChannels(0, 30 days + 1);
    }
}
