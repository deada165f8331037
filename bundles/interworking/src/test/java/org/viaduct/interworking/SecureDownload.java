package org.viaduct.interworking;

import static org.viaduct.cwmp.codec.Field.fault;
import static org.viaduct.cwmp.codec.Field.text;

import java.util.Optional;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.codec.Shape;
import org.viaduct.cwmp.codec.VendorRequest;
import org.viaduct.cwmp.codec.VendorResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.rpc.FaultStruct;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand;

/** A vendor's way to download. */
record SecureDownload(String commandKey, String url) implements VendorRequest {

    static final Shape<SecureDownload> SHAPE = Shape.of(
                    SecureDownload.class,
                    text("CommandKey", 32, SecureDownload::commandKey),
                    text("URL", 64, SecureDownload::url),
                    SecureDownload::new)
            .named("X_00D09E_SecureDownload");

    @Override
    public Shape<SecureDownload> shape() {
        return SHAPE;
    }

    /** @param verdict {@code done} where nothing is to come */
    record Response(String verdict) implements VendorResponse {

        static final Shape<Response> SHAPE = Shape.of(
                        Response.class, text("Verdict", 16, Response::verdict), Response::new)
                .named("X_00D09E_SecureDownloadResponse");

        @Override
        public Shape<Response> shape() {
            return SHAPE;
        }
    }

    record Complete(String commandKey, FaultStruct faultStruct) implements VendorRequest {

        static final Shape<Complete> SHAPE = Shape.of(
                        Complete.class,
                        text("CommandKey", 32, Complete::commandKey),
                        fault("FaultStruct", Complete::faultStruct),
                        Complete::new)
                .named("X_00D09E_SecureDownloadComplete");

        @Override
        public Shape<Complete> shape() {
            return SHAPE;
        }
    }

    /** @param scheme what it puts before the URL; {@code refuse} refuses the command, {@code fail} breaks it */
    record Command(String scheme) implements VendorCommand {

        @Override
        public Optional<CwmpRequest> request(CommandOrder order) {
            if (scheme.equals("refuse")) {
                throw new IllegalArgumentException("This CPE takes signed files only.");
            }
            if (scheme.equals("fail") && order.standard() instanceof Download) {
                throw new IllegalStateException("broken");
            }
            return order.standard() instanceof Download download
                    ? Optional.of(new SecureDownload(order.commandKey(), scheme + download.url()))
                    : Optional.empty();
        }

        @Override
        public Optional<Progress> progress(CwmpResponse response) {
            return response instanceof Response ours
                    ? Optional.of(ours.verdict().equals("done") ? Progress.DONE : Progress.ACCEPTED)
                    : Optional.empty();
        }

        @Override
        public Optional<CommandEnd> end(CwmpRequest request) {
            return request instanceof Complete complete
                    ? Optional.of(new CommandEnd(complete.commandKey(), complete.faultStruct()))
                    : Optional.empty();
        }
    }
}
