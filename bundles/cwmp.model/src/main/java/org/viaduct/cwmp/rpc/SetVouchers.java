package org.viaduct.cwmp.rpc;

import java.util.List;
import org.viaduct.cwmp.CwmpRequest;

/**
 * Hands option vouchers to the CPE; deprecated by CWMP (TR-069 A.4.1.3).
 *
 * @param voucherList each in base64
 */
public record SetVouchers(List<String> voucherList) implements CwmpRequest {
    public SetVouchers {
        voucherList = List.copyOf(voucherList);
    }

    /** Leaves the vouchers out, so that the record may be logged. */
    @Override
    public String toString() {
        return "SetVouchers[voucherList=" + voucherList.size() + " vouchers]";
    }
}
