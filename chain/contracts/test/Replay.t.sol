// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {SluiceErrors} from "../src/SluiceErrors.sol";
import {Fixture} from "./support/Fixture.sol";
import {Typed} from "./support/Typed.sol";

/// T1: a signature is worth nothing on another channel, contract or chain. And the contract's hashes are EIP-712's.
contract ReplayTest is Fixture {
    function testFuzz_T1_idsAndDigestsAreTypedDataHashes(ChannelParams memory p, uint128 amount, bytes32 id) public view {
        vm.assertEq(channels.domainSeparator(), domain(), "domain");
        vm.assertEq(channels.channelId(p), Typed.channelId(domain(), p), "channel id");
        vm.assertEq(channels.voucherDigest(id, amount), Typed.voucher(domain(), id, amount), "voucher");
        vm.assertEq(channels.releaseDigest(id, amount), Typed.release(domain(), id, amount), "release");
    }

    function testFuzz_T1_everyParameterIsInTheId(ChannelParams memory p, uint256 field, uint256 bit) public view {
        bytes memory words = abi.encode(p);
        uint16[7] memory widths = [uint16(160), 160, 160, 160, 256, 64, 256];
        field = bound(field, 0, 6);
        bit = bound(bit, 0, widths[field] - 1);
        words[32 * field + 31 - bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        ChannelParams memory changed = abi.decode(words, (ChannelParams));
        vm.assertTrue(channels.channelId(p) != channels.channelId(changed), "a changed field is another channel");
    }

    function test_T1_strayHighBitsAreAnotherChannel() public {
        ChannelParams memory params = openEth("a", 10);
        bytes memory call = abi.encodeCall(channels.finishExit, (params));
        call[4] = 0x01;
        (bool accepted, bytes memory reason) = address(channels).call(call);
        vm.assertTrue(!accepted && bytes4(reason) == SluiceErrors.UnknownChannel.selector, "unknown channel");
    }

    function test_T1_voucherOfAnotherChannelIsRefused() public {
        ChannelParams memory a = openEth("a", 10);
        ChannelParams memory b = openEth("b", 10);
        refusesReplay(b, voucher(a, 5).signature);
    }

    function test_T1_voucherForAnotherContractIsRefused() public {
        bytes memory signature = voucher(openEth("a", 10), 5).signature;
        channels = new SluiceChannels(0, MIN_DELAY);
        refusesReplay(openEth("a", 10), signature);
    }

    function test_T1_voucherForAnotherChainIsRefused() public {
        bytes memory signature = voucher(openEth("a", 10), 5).signature;
        vm.chainId(block.chainid + 1);
        refusesReplay(openEth("a", 10), signature);
    }

    function test_T1_aForkLeavesTheChannelsBehind() public {
        ChannelParams memory params = openEth("a", 10);
        vm.chainId(block.chainid + 1);
        refuses(abi.encodeWithSelector(SluiceErrors.UnknownChannel.selector, idOf(params)));
        channels.claim(voucher(params, 5));
    }

    function test_T1_releaseOfAnotherChannelIsRefused() public {
        ChannelParams memory a = openEth("a", 10);
        ChannelParams memory b = openEth("b", 10);
        bytes memory signature = releaseOf(a, 0);
        address recovered = ecrecoverOf(Typed.release(domain(), idOf(b), 0), signature);
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, recovered, payee));
        channels.release(b, 0, signature);
    }

    function refusesReplay(ChannelParams memory params, bytes memory signature) private {
        address recovered = ecrecoverOf(Typed.voucher(domain(), idOf(params), 5), signature);
        refuses(abi.encodeWithSelector(SluiceErrors.WrongSigner.selector, recovered, signer));
        channels.claim(claimWith(params, 5, signature));
        channels.claim(voucher(params, 5));
    }
}
