// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {SluiceRegistry} from "../src/SluiceRegistry.sol";
import {Base} from "./support/Base.sol";

/// The registry tells who anchored what, and stores nothing.
contract RegistryTest is Base {
    SluiceRegistry private registry = new SluiceRegistry();

    function testFuzz_anchorTellsTheCreator(address creator, bytes32 contentId, bytes32 manifestHash, uint64 sequence)
        public
    {
        vm.assume(contentId != 0 && manifestHash != 0);
        vm.expectEmit(address(registry));
        emit SluiceRegistry.Anchored(contentId, creator, manifestHash, sequence);
        vm.prank(creator);
        registry.anchor(contentId, manifestHash, sequence);
    }

    function test_zeroIdsAreRefused() public {
        vm.expectRevert(abi.encodeWithSelector(SluiceRegistry.ZeroId.selector));
        registry.anchor(0, bytes32(uint256(1)), 1);
        vm.expectRevert(abi.encodeWithSelector(SluiceRegistry.ZeroId.selector));
        registry.anchor(bytes32(uint256(1)), 0, 1);
    }
}
