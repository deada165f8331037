package org.viaduct.cwmp.rpc;

import java.time.Instant;

/**
 * An option set by a voucher (TR-069 A.4.1.4).
 *
 * @param voucherSn the voucher's serial number
 * @param state bit 0: active, bit 1: set up
 * @param mode 0 off, 1 on with an expiry, 2 on for good
 * @param expirationDate {@link org.viaduct.cwmp.UnknownTime#INSTANT} where it does not expire
 * @param isTransferable 0 or 1
 */
public record OptionStruct(
        String optionName,
        long voucherSn,
        long state,
        int mode,
        Instant startDate,
        Instant expirationDate,
        int isTransferable) {}
