// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ChannelParams, OpenRequest, Share} from "../src/Types.sol";
import {SluiceChannels} from "../src/SluiceChannels.sol";
import {Fixture} from "./support/Fixture.sol";

/// The files in docs/vectors/, which other implementations read too, are what the contract computes.
contract VectorsTest is Fixture {
    address private constant DEPLOYER = address(0x5105);

    string private json;

    function setUp() public override {
        super.setUp();
        vm.prank(DEPLOYER);
        channels = new SluiceChannels(0, MIN_DELAY);
    }

    function test_T1_T2_typedDataVectors() public {
        json = vm.readFile("../../docs/vectors/eip712.json");
        assertEq(block.chainid, vm.parseJsonUint(json, ".chainId"), "chain id");
        vm.assertEq(address(channels), vm.parseJsonAddress(json, ".contract"), "contract");
        vm.assertEq(channels.domainSeparator(), vm.parseJsonBytes32(json, ".domainSeparator"), "domain");
        for (uint256 i; i < 3; ++i) {
            assertSigned(string.concat(".cases[", digit(i), "]"));
        }
    }

    function test_T7_splitVectors() public {
        json = vm.readFile("../../docs/vectors/splits.json");
        for (uint256 i; i < 5; ++i) {
            assertShared(string.concat(".cases[", digit(i), "]"));
        }
    }

    function assertSigned(string memory where) private view {
        ChannelParams memory p = paramsAt(where);
        bytes32 id = word(where, ".channelId");
        vm.assertEq(channels.channelId(p), id, "channel id");
        bytes32 digest = channels.voucherDigest(id, uint128(number(where, ".cumulativeAmount")));
        assertSignature(where, ".signerKey", digest, ".voucherDigest", ".voucherSignature", p.signer);
        digest = channels.releaseDigest(id, uint128(number(where, ".claimed")));
        assertSignature(where, ".payeeKey", digest, ".releaseDigest", ".releaseSignature", p.payee);
    }

    function assertSignature(
        string memory where,
        string memory key,
        bytes32 digest,
        string memory digestKey,
        string memory signatureKey,
        address who
    ) private view {
        bytes memory signature = vm.parseJsonBytes(json, string.concat(where, signatureKey));
        vm.assertEq(digest, word(where, digestKey), "digest");
        vm.assertEq(sign(uint256(word(where, key)), digest), signature, "signature, deterministic by RFC 6979");
        vm.assertEq(ecrecoverOf(digest, signature), who, "signer");
    }

    function assertShared(string memory where) private {
        Share[] memory split = splitAt(where);
        OpenRequest memory request = requestFor("vector", type(uint104).max);
        request.splitHash = keccak256(abi.encode(split));
        vm.assertEq(request.splitHash, word(where, ".splitHash"), "split hash");
        vm.deal(payer, type(uint104).max);
        openOne(ETH, type(uint104).max, request);
        ChannelParams memory params = paramsFor(ETH, "vector");
        params.splitHash = request.splitHash;
        claimAll(params, split, where);
    }

    function claimAll(ChannelParams memory params, Share[] memory split, string memory where) private {
        uint256[] memory amounts = vm.parseJsonUintArray(json, string.concat(where, ".amounts"));
        uint256[] memory totals = vm.parseJsonUintArray(json, string.concat(where, ".totals"));
        uint256[] memory start = new uint256[](split.length);
        for (uint256 i; i < split.length; ++i) {
            start[i] = channels.credits(split[i].recipient, ETH);
        }
        for (uint256 k; k < amounts.length; ++k) {
            if (amounts[k] != 0) channels.claim(voucher(params, split, uint128(amounts[k])));
            for (uint256 i; i < split.length; ++i) {
                uint256 total = channels.credits(split[i].recipient, ETH) - start[i];
                assertEq(total, totals[k * split.length + i], "total of a recipient");
            }
        }
    }

    function paramsAt(string memory where) private view returns (ChannelParams memory) {
        return ChannelParams({
            payer: account(where, ".payer"),
            signer: account(where, ".signer"),
            payee: account(where, ".payee"),
            token: account(where, ".token"),
            splitHash: word(where, ".splitHash"),
            exitDelay: uint64(number(where, ".exitDelay")),
            salt: word(where, ".salt")
        });
    }

    /// Recipients are consecutive addresses from the first.
    function splitAt(string memory where) private view returns (Share[] memory split) {
        uint256[] memory bps = vm.parseJsonUintArray(json, string.concat(where, ".bps"));
        uint160 first = uint160(account(where, ".firstRecipient"));
        split = new Share[](bps.length);
        for (uint160 i; i < bps.length; ++i) {
            split[i] = Share(address(first + i), uint16(bps[i]));
        }
    }

    function account(string memory where, string memory key) private view returns (address) {
        return vm.parseJsonAddress(json, string.concat(where, key));
    }

    function word(string memory where, string memory key) private view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(where, key));
    }

    function number(string memory where, string memory key) private view returns (uint256) {
        return vm.parseJsonUint(json, string.concat(where, key));
    }

    function digit(uint256 i) private pure returns (string memory) {
        return string(abi.encodePacked(bytes1(uint8(48 + i))));
    }
}
