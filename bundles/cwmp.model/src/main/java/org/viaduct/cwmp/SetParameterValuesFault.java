package org.viaduct.cwmp;

/** Why SetParameterValues could not set one of its parameters (TR-069 A.3.2.1). */
public record SetParameterValuesFault(String parameterName, int faultCode, String faultString) {
    /** Leaves out what the device says of passwords and keys, for it may repeat them. */
    @Override
    public String toString() {
        return parameterName + " " + faultCode
                + (SecretNames.isSecret(parameterName) || faultString.isEmpty() ? "" : " " + faultString);
    }
}
