package org.viaduct.fault;

/** The fault code tables of TS-0006 clause 8.2: which RPC, in answer to what. */
public enum FaultTable {
    DOWNLOAD("8.2.1.1-1"),
    UPLOAD("8.2.1.2-1"),
    TRANSFER_COMPLETE("8.2.1.3-2"),
    CHANGE_DU_STATE("8.2.1.4-1"),
    DU_STATE_CHANGE_COMPLETE("8.2.1.5-1"),
    REBOOT("8.2.1.6-1"),
    FACTORY_RESET("8.2.1.7-1"),
    CANCEL_TRANSFER_FOR_MGMT_CMD_DELETE("8.2.2-1"),
    CANCEL_TRANSFER_FOR_EXEC_INSTANCE_CANCEL("8.2.3-1"),
    CANCEL_TRANSFER_FOR_EXEC_INSTANCE_DELETE("8.2.4-1");

    private final String number;

    FaultTable(String number) {
        this.number = number;
    }

    /** The table's number in TS-0006. */
    public String number() {
        return number;
    }
}
