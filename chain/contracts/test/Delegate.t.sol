// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Fixture} from "./support/Fixture.sol";
import {Typed} from "./support/Typed.sol";

/// A payee's delegate: its signature closes a channel, and does nothing else (T5).
contract DelegateTest is Fixture {
    uint256 private constant DELEGATE_KEY = 0x54;
    address private delegate = vm.addr(DELEGATE_KEY);
    ChannelParams private params;

    function setUp() public override {
        super.setUp();
        params = openEth("a", 100);
        channels.claim(voucher(params, 40));
    }

    function test_aPayeeNamesOneDelegateAndClearsIt() public {
        assertDelegate(address(0));
        vm.expectEmit(address(channels));
        emit SluiceChannels.DelegateSet(payee, delegate);
        name(delegate);
        assertDelegate(delegate);
        name(stranger);
        assertDelegate(stranger);
        vm.expectEmit(address(channels));
        emit SluiceChannels.DelegateSet(payee, address(0));
        name(address(0));
        assertDelegate(address(0));
    }

    function test_T5_theDelegatesReleaseMovesMoneyToPayerAndPayeeOnly() public {
        name(delegate);
        vm.expectEmit(address(channels));
        emit SluiceChannels.Closed(idOf(params), 60);
        vm.prank(delegate);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 40));
        assertChannel(params, 40, 40, type(uint48).max);
        assertEq(channels.freeBalance(payer, ETH), 60, "payer");
        assertEq(channels.credits(payee, ETH), 40, "payee");
        assertEq(channels.credits(delegate, ETH) + channels.freeBalance(delegate, ETH), 0, "delegate");
    }

    function test_thePayeesOwnSignatureStillCounts() public {
        name(delegate);
        channels.release(params, 40, releaseOf(params, 40));
        assertChannel(params, 40, 40, type(uint48).max);
    }

    function test_T5_nobodyIsADelegateBeforeItIsNamed() public {
        refusesSigner(delegate);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 40));
    }

    function test_T5_aClearedDelegateIsRefused() public {
        bytes memory signedBefore = releaseBy(DELEGATE_KEY, 40);
        name(delegate);
        name(address(0));
        refusesSigner(delegate);
        channels.release(params, 40, signedBefore);
    }

    function test_T5_aReplacedDelegateIsRefused() public {
        name(delegate);
        name(stranger);
        refusesSigner(delegate);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 40));
        channels.release(params, 40, releaseBy(STRANGER_KEY, 40));
    }

    function test_T5_theDelegateOfAnotherPayeeIsRefused() public {
        vm.prank(stranger);
        channels.setDelegate(delegate);
        refusesSigner(delegate);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 40));
    }

    function test_T5_thePayersDelegateIsRefused() public {
        vm.prank(payer);
        channels.setDelegate(delegate);
        refusesSigner(delegate);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 40));
    }

    function test_T5_theDelegateOfADelegateIsRefused() public {
        name(delegate);
        vm.prank(delegate);
        channels.setDelegate(stranger);
        refusesSigner(stranger);
        channels.release(params, 40, releaseBy(STRANGER_KEY, 40));
    }

    /// A malformed signature recovers to zero, and so does the delegate of a payee that has named none.
    function test_T2_malformedSignaturesAreRefusedWithAndWithoutADelegate() public {
        for (uint256 i; i < 2; ++i) {
            bytes32 digest = Typed.release(domain(), idOf(params), 40);
            bytes[4] memory bad = [bytes(""), new bytes(65), signHighS(DELEGATE_KEY, digest), new bytes(64)];
            for (uint256 j; j < bad.length; ++j) {
                refusesSigner(address(0));
                channels.release(params, 40, bad[j]);
            }
            name(delegate);
        }
    }

    function test_T2_zeroAsDelegateLetsNoMalformedSignatureThrough() public {
        name(address(0));
        refusesSigner(address(0));
        channels.release(params, 40, new bytes(65));
    }

    function test_aDelegatesReleaseNamesTheClaimLikeThePayees() public {
        name(delegate);
        refuses(abi.encodeWithSelector(SluiceErrors.ReleaseAheadOfClaims.selector, 41, 40));
        channels.release(params, 41, releaseBy(DELEGATE_KEY, 41));
        address recovered = ecrecoverOf(Typed.release(domain(), idOf(params), 40), releaseBy(DELEGATE_KEY, 39));
        refusesSigner(recovered);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 39));
        channels.release(params, 39, releaseBy(DELEGATE_KEY, 39));
    }

    function test_T5_aDelegateSignsNoVoucher() public {
        name(delegate);
        bytes memory signature = sign(DELEGATE_KEY, Typed.voucher(domain(), idOf(params), 50));
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, delegate, signer));
        channels.claim(claimWith(params, 50, signature));
    }

    function test_T5_aDelegateWithdrawsNothingAndMovesNoExit() public {
        name(delegate);
        refuses(SluiceErrors.ZeroAmount.selector);
        vm.prank(delegate);
        channels.withdraw(ETH);
        bytes memory notPayer = abi.encodeWithSelector(SluiceErrors.NotPayer.selector, delegate, payer);
        refuses(notPayer);
        vm.prank(delegate);
        channels.startExit(params);
        vm.prank(payer);
        channels.startExit(params);
        refuses(notPayer);
        vm.prank(delegate);
        channels.cancelExit(params);
    }

    /// The channel contract itself is no payee, and another contract has no key: it signs through a delegate or not at all.
    function test_aContractAsPayeeIsRefusedAsBeforeAndReleasesThroughItsDelegateOnly() public {
        payee = address(channels);
        refuses(SluiceErrors.PayeeIsContract.selector);
        openOne(ETH, 100, requestFor("self", 100));

        payee = address(token);
        params = openEth("c", 100);
        refusesSigner(delegate);
        channels.release(params, 0, releaseBy(DELEGATE_KEY, 0));
        name(delegate);
        channels.release(params, 0, releaseBy(DELEGATE_KEY, 0));
        assertChannel(params, 0, 0, type(uint48).max);
    }

    function test_aDelegateHoldsForChannelsOpenedBeforeAndAfter() public {
        name(delegate);
        channels.release(params, 40, releaseBy(DELEGATE_KEY, 40));
        params = openEth("later", 100);
        channels.release(params, 0, releaseBy(DELEGATE_KEY, 0));
    }

    function testFuzz_T5_onlyPayeeAndDelegateRelease(uint256 key) public {
        name(delegate);
        key = bound(key, 1, CURVE_ORDER - 1);
        if (key == PAYEE_KEY || key == DELEGATE_KEY) return;
        refusesSigner(vm.addr(key));
        channels.release(params, 40, releaseBy(key, 40));
    }

    function name(address whom) private {
        vm.prank(payee);
        channels.setDelegate(whom);
    }

    function releaseBy(uint256 key, uint128 claimed) private view returns (bytes memory) {
        return sign(key, Typed.release(domain(), idOf(params), claimed));
    }

    function refusesSigner(address recovered) private {
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, recovered, payee));
    }

    function assertDelegate(address expected) private view {
        vm.assertEq(channels.delegateOf(payee), expected, "delegate");
    }
}
