package org.viaduct.onem2m;

import java.util.Arrays;
import java.util.Optional;

/** m2m:cmdType (TS-0004 6.3.4.2.13). */
public enum CmdType {
    RESET(1),
    REBOOT(2),
    UPLOAD(3),
    DOWNLOAD(4),
    SOFTWAREINSTALL(5),
    SOFTWAREUNINSTALL(6),
    SOFTWAREUPDATE(7);

    private final int value;

    CmdType(int value) {
        this.value = value;
    }

    /** The number that stands for it in a representation. */
    public int value() {
        return value;
    }

    public static Optional<CmdType> of(long value) {
        return Arrays.stream(values()).filter(each -> each.value == value).findFirst();
    }
}
