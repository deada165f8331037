package org.viaduct.cwmp.spi;

/** The types of parameters (TR-106 3.2); attributes have the corresponding ones of oneM2M (TS-0006 5). */
public enum ParameterType {
    STRING("string"),
    INT("int"),
    UNSIGNED_INT("unsignedInt"),
    LONG("long"),
    UNSIGNED_LONG("unsignedLong"),
    BOOLEAN("boolean"),
    /** In representations an m2m:timestamp. */
    DATE_TIME("dateTime"),
    BASE64("base64"),
    HEX_BINARY("hexBinary");

    private final String xsd;

    ParameterType(String xsd) {
        this.xsd = xsd;
    }

    /** The name of its type in CWMP messages. */
    public String xsd() {
        return xsd;
    }
}
