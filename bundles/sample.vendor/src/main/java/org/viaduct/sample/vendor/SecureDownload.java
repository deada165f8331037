package org.viaduct.sample.vendor;

import static org.viaduct.cwmp.codec.Field.text;
import static org.viaduct.cwmp.codec.Field.token;

import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;

/**
 * Tells the CPE to fetch a file, and to apply it only if it is what it should be.
 *
 * @param sha256 of the file, 64 hexadecimal digits
 */
record SecureDownload(String commandKey, String fileType, String url, String username, String password, String sha256)
        implements VendorRequest {

    static final Shape<SecureDownload> SHAPE = Shape.of(
                    SecureDownload.class,
                    token("CommandKey", 32, SecureDownload::commandKey),
                    text("FileType", 64, SecureDownload::fileType),
                    text("URL", 256, SecureDownload::url).required(),
                    text("Username", 256, SecureDownload::username),
                    text("Password", 256, SecureDownload::password).asSecret(),
                    token("SHA256", 64, SecureDownload::sha256).required(),
                    SecureDownload::new)
            .named("X_00D09E_SecureDownload");

    @Override
    public Shape<SecureDownload> shape() {
        return SHAPE;
    }

    /** Leaves the password out, so that the record may be logged. */
    @Override
    public String toString() {
        return "SecureDownload[" + commandKey + ", " + url + "]";
    }
}
