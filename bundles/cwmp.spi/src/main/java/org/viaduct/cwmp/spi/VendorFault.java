package org.viaduct.cwmp.spi;

import org.viaduct.onem2m.ExecResult;

/**
 * A vendor-specific CPE fault code (TR-069 table "CPE fault codes").
 *
 * @param code 9800 to 9899
 * @param text what it means, for a person
 */
public record VendorFault(int code, ExecResult result, String text) {

    public VendorFault {
        if (code < 9800 || code > 9899) {
            throw new IllegalArgumentException("A vendor fault code is between 9800 and 9899, not " + code);
        }
    }
}
