package org.viaduct.cwmp.spi;

import org.viaduct.cwmp.rpc.FaultStruct;

/**
 * How a command ended.
 *
 * @param commandKey that of its {@link CommandOrder}
 * @param fault {@link FaultStruct#NONE} where it ended well; a vendor's code is explained by {@link VendorFaults}
 */
public record CommandEnd(String commandKey, FaultStruct fault) {}
