package org.viaduct.itests.conformance;

import org.viaduct.onem2m.CmdType;

/**
 * A command, its RPC (TS-0006 table 8.2.1.0-1), and arguments with every field that is mandatory in TS-0004 6.3.5.15.
 * Nothing is at the URLs: what becomes of a command is up to the script of the CPE.
 */
enum Command {
    RESET(CmdType.RESET, "FactoryReset", "rst", ""),
    REBOOT(CmdType.REBOOT, "Reboot", "rbo", ""),
    UPLOAD(
            CmdType.UPLOAD,
            "Upload",
            "uld",
            """
            "ftyp": "1 Vendor Configuration File", "url": "http://127.0.0.1:9/config", "unm": "", "pwd": ""
            """),
    DOWNLOAD(
            CmdType.DOWNLOAD,
            "Download",
            "dld",
            """
            "ftyp": "1 Firmware Upgrade Image", "url": "http://127.0.0.1:9/firmware.bin", "unm": "", "pwd": "",
            "fsi": 1, "tgf": "", "dss": 1, "surl": "", "stt": "20250101T000000", "cpt": "20250101T000000"
            """),
    SOFTWAREINSTALL(
            CmdType.SOFTWAREINSTALL,
            "ChangeDUState",
            "swin",
            """
            "url": "http://127.0.0.1:9/unit.jar", "uuid": "6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b01", "unm": "", "pwd": "",
            "eer": ""
            """),
    SOFTWAREUNINSTALL(
            CmdType.SOFTWAREUNINSTALL,
            "ChangeDUState",
            "swun",
            """
            "uuid": "6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b01", "vr": "1.0", "eer": ""
            """),
    SOFTWAREUPDATE(
            CmdType.SOFTWAREUPDATE,
            "ChangeDUState",
            "swup",
            """
            "uuid": "6f1c1a8e-3a54-4d0b-9a3e-0d1a5c7e2b01", "vr": "1.0", "url": "http://127.0.0.1:9/unit.jar", "unm": "",
            "pwd": "", "eer": ""
            """);

    private final CmdType cmdType;
    private final String rpc;
    private final String member;
    private final String fields;

    Command(CmdType cmdType, String rpc, String member, String fields) {
        this.cmdType = cmdType;
        this.rpc = rpc;
        this.member = member;
        this.fields = fields.strip();
    }

    int cmdType() {
        return cmdType.value();
    }

    String rpc() {
        return rpc;
    }

    /** The value of {@code exra}. */
    String arguments() {
        return "{\"%s\": [{%s}]}".formatted(member, fields);
    }

    /** Whether CancelTransfer is for it (TS-0006 8.2.2: "e.g. File Upload and File Download"). */
    boolean isTransfer() {
        return this == UPLOAD || this == DOWNLOAD;
    }

    /** Whether it goes on after the response to its RPC. */
    boolean completes() {
        return this != RESET && this != REBOOT;
    }
}
