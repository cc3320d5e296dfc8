// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Channel} from "./OneChannel.sol";

/// The same channel behind a minimal proxy (EIP-1167) that carries its terms: cheaper to make, dearer to use.
contract ClonedChannel is Channel {
    function terms() public view override returns (address, address, uint256) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address, address, uint256));
    }
}

/// Makes the proxies.
contract ChannelFactory {
    address public immutable implementation = address(new ClonedChannel());

    event Opened(address channel);

    function open(address payee, uint256 exitDelaySeconds) external payable {
        bytes memory terms = abi.encode(msg.sender, payee, exitDelaySeconds);
        emit Opened(Clones.cloneWithImmutableArgs(implementation, terms, msg.value));
    }
}
