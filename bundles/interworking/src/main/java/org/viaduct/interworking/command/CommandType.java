package org.viaduct.interworking.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.viaduct.fault.FaultTable;
import org.viaduct.onem2m.CmdType;

/**
 * What the product knows of each cmdType: one row per type (TS-0006 table 8.2.1.0-1, TS-0004 table 6.3.5.15-1). Several
 * entries make sense only where the RPC carries several operations.
 */
public enum CommandType {
    RESET(CmdType.RESET, "rst", "FactoryReset", FaultTable.FACTORY_RESET, Completion.RESPONSE, 1, List.of(), Set.of()),
    REBOOT(CmdType.REBOOT, "rbo", "Reboot", FaultTable.REBOOT, Completion.RESPONSE, 1, List.of(), Set.of()),
    UPLOAD(
            CmdType.UPLOAD,
            "uld",
            "Upload",
            FaultTable.UPLOAD,
            Completion.TRANSFER_COMPLETE,
            1,
            List.of("ftyp", "url"),
            Set.of("DelaySeconds")),
    DOWNLOAD(
            CmdType.DOWNLOAD,
            "dld",
            "Download",
            FaultTable.DOWNLOAD,
            Completion.TRANSFER_COMPLETE,
            1,
            List.of("ftyp", "url"),
            Set.of("FailureURL")),
    SOFTWAREINSTALL(
            CmdType.SOFTWAREINSTALL,
            "swin",
            "ChangeDUState",
            FaultTable.CHANGE_DU_STATE,
            Completion.DU_STATE_CHANGE_COMPLETE,
            CommandType.MOST_OPERATIONS,
            List.of("url"),
            Set.of()),
    SOFTWAREUNINSTALL(
            CmdType.SOFTWAREUNINSTALL,
            "swun",
            "ChangeDUState",
            FaultTable.CHANGE_DU_STATE,
            Completion.DU_STATE_CHANGE_COMPLETE,
            CommandType.MOST_OPERATIONS,
            List.of("uuid"),
            Set.of()),
    SOFTWAREUPDATE(
            CmdType.SOFTWAREUPDATE,
            "swup",
            "ChangeDUState",
            FaultTable.CHANGE_DU_STATE,
            Completion.DU_STATE_CHANGE_COMPLETE,
            CommandType.MOST_OPERATIONS,
            List.of(),
            Set.of());

    /** What ends a command after the CPE accepted it. */
    public enum Completion {
        /** Nothing: with its response the RPC is done (U8). */
        RESPONSE,
        TRANSFER_COMPLETE,
        DU_STATE_CHANGE_COMPLETE
    }

    private static final int MOST_OPERATIONS = 100;

    private final CmdType cmdType;
    private final String member;
    private final String rpc;
    private final FaultTable responseFaults;
    private final Completion completion;
    private final int maximumEntries;
    private final List<String> required;
    private final Set<String> anyArguments;

    CommandType(
            CmdType cmdType,
            String member,
            String rpc,
            FaultTable responseFaults,
            Completion completion,
            int maximumEntries,
            List<String> required,
            Set<String> anyArguments) {
        this.cmdType = cmdType;
        this.member = member;
        this.rpc = rpc;
        this.responseFaults = responseFaults;
        this.completion = completion;
        this.maximumEntries = maximumEntries;
        this.required = required;
        this.anyArguments = anyArguments;
    }

    public static CommandType of(CmdType cmdType) {
        return valueOf(cmdType.name());
    }

    /** The type that a member of execReqArgs belongs to. */
    public static Optional<CommandType> ofMember(String member) {
        return Arrays.stream(values())
                .filter(type -> type.member.equals(member))
                .findFirst();
    }

    public CmdType cmdType() {
        return cmdType;
    }

    /** The short name of its member of execReqArgs. */
    public String member() {
        return member;
    }

    /** The name of the RPC it becomes. */
    public String rpc() {
        return rpc;
    }

    /** The table for faults that the CPE answers the RPC with. */
    public FaultTable responseFaults() {
        return responseFaults;
    }

    public Completion completion() {
        return completion;
    }

    /** The table for a fault that it ends with after the CPE accepted it. */
    public FaultTable completionFaults() {
        return switch (completion) {
            case RESPONSE -> responseFaults;
            case TRANSFER_COMPLETE -> FaultTable.TRANSFER_COMPLETE;
            case DU_STATE_CHANGE_COMPLETE -> FaultTable.DU_STATE_CHANGE_COMPLETE;
        };
    }

    /** Whether CancelTransfer reaches it: file transfers only (TS-0006 8.2.3). */
    public boolean cancellable() {
        return completion == Completion.TRANSFER_COMPLETE;
    }

    /** Whether it means nothing without execReqArgs (C18). */
    public boolean needsArguments() {
        return switch (this) {
            case RESET, REBOOT -> false;
            case UPLOAD, DOWNLOAD, SOFTWAREINSTALL, SOFTWAREUNINSTALL, SOFTWAREUPDATE -> true;
        };
    }

    /** How many entries its list may have (U5). */
    public int maximumEntries() {
        return maximumEntries;
    }

    /** The fields that an entry cannot do without (C18). */
    public List<String> required() {
        return required;
    }

    /** The names that anyArg may have: arguments of the RPC that execReqArgs has no field for. */
    public Set<String> anyArguments() {
        return anyArguments;
    }
}
