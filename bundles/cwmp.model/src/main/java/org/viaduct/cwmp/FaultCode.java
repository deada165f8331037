package org.viaduct.cwmp;

import java.util.Arrays;
import java.util.Optional;

/** The fault codes that CWMP defines (TR-069 A.5); vendors have 8800 to 8899 and 9800 to 9899. */
public enum FaultCode {
    ACS_METHOD_NOT_SUPPORTED(8000, "Method not supported"),
    ACS_REQUEST_DENIED(8001, "Request denied"),
    ACS_INTERNAL_ERROR(8002, "Internal error"),
    ACS_INVALID_ARGUMENTS(8003, "Invalid arguments"),
    ACS_RESOURCES_EXCEEDED(8004, "Resources exceeded"),
    ACS_RETRY_REQUEST(8005, "Retry request"),
    ACS_VERSION_INCOMPATIBLE(8006, "ACS version incompatible with CPE"),
    METHOD_NOT_SUPPORTED(9000, "Method not supported"),
    REQUEST_DENIED(9001, "Request denied"),
    INTERNAL_ERROR(9002, "Internal error"),
    INVALID_ARGUMENTS(9003, "Invalid arguments"),
    RESOURCES_EXCEEDED(9004, "Resources exceeded"),
    INVALID_PARAMETER_NAME(9005, "Invalid parameter name"),
    INVALID_PARAMETER_TYPE(9006, "Invalid parameter type"),
    INVALID_PARAMETER_VALUE(9007, "Invalid parameter value"),
    NON_WRITABLE_PARAMETER(9008, "Attempt to set a non-writable parameter"),
    NOTIFICATION_REJECTED(9009, "Notification request rejected"),
    FILE_TRANSFER_FAILURE(9010, "File transfer failure"),
    UPLOAD_FAILURE(9011, "Upload failure"),
    TRANSFER_AUTHENTICATION_FAILURE(9012, "File transfer server authentication failure"),
    UNSUPPORTED_TRANSFER_PROTOCOL(9013, "Unsupported protocol for file transfer"),
    MULTICAST_JOIN_FAILURE(9014, "File transfer failure: unable to join multicast group"),
    FILE_SERVER_UNREACHABLE(9015, "File transfer failure: unable to contact file server"),
    FILE_INACCESSIBLE(9016, "File transfer failure: unable to access file"),
    DOWNLOAD_INCOMPLETE(9017, "File transfer failure: unable to complete download"),
    FILE_CORRUPTED(9018, "File transfer failure: file corrupted"),
    FILE_AUTHENTICATION_FAILURE(9019, "File transfer failure: file authentication failure"),
    OUTSIDE_TIME_WINDOWS(9020, "File transfer failure: unable to complete within the time windows"),
    CANCELLATION_NOT_PERMITTED(9021, "Cancellation of file transfer not permitted in current state"),
    INVALID_UUID_FORMAT(9022, "Invalid UUID format"),
    UNKNOWN_EXECUTION_ENVIRONMENT(9023, "Unknown execution environment"),
    DISABLED_EXECUTION_ENVIRONMENT(9024, "Disabled execution environment"),
    EXECUTION_ENVIRONMENT_MISMATCH(9025, "Deployment unit to execution environment mismatch"),
    DUPLICATE_DEPLOYMENT_UNIT(9026, "Duplicate deployment unit"),
    SYSTEM_RESOURCES_EXCEEDED(9027, "System resources exceeded"),
    UNKNOWN_DEPLOYMENT_UNIT(9028, "Unknown deployment unit"),
    INVALID_DEPLOYMENT_UNIT_STATE(9029, "Invalid deployment unit state"),
    DOWNGRADE_NOT_PERMITTED(9030, "Invalid deployment unit update: downgrade not permitted"),
    VERSION_NOT_SPECIFIED(9031, "Invalid deployment unit update: version not specified"),
    VERSION_ALREADY_EXISTS(9032, "Invalid deployment unit update: version already exists");

    private final int number;
    private final String phrase;

    FaultCode(int number, String phrase) {
        this.number = number;
        this.phrase = phrase;
    }

    public int number() {
        return number;
    }

    /** A short description in English. */
    public String phrase() {
        return phrase;
    }

    /** The fault of this code, with the phrase as its text. */
    public CwmpFault fault() {
        return new CwmpFault(number, phrase);
    }

    /** The fault of this code with a text of its own. */
    public CwmpFault fault(String text) {
        return new CwmpFault(number, text);
    }

    /** The code with this number; empty for a vendor's or an unknown one. */
    public static Optional<FaultCode> of(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }
}
