package org.viaduct.sample.vendor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.viaduct.cwmp.CwmpRequest;
import org.viaduct.cwmp.CwmpResponse;
import org.viaduct.cwmp.rpc.Download;
import org.viaduct.cwmp.spi.CommandEnd;
import org.viaduct.cwmp.spi.CommandOrder;
import org.viaduct.cwmp.spi.VendorCommand;
import org.viaduct.cwmp.spi.VendorDevices;

/** Has DOWNLOAD carried out by SecureDownload; the checksum stands behind the URL: {@code http://…#sha256=…}. */
@Component
@VendorDevices(ouis = "00D09E", product_classes = "SecureCPE")
public final class SecureDownloads implements VendorCommand {

    private static final Pattern URL = Pattern.compile("([^#]+)#sha256=([0-9a-fA-F]{64})");

    @Override
    public Optional<CwmpRequest> request(CommandOrder order) {
        return order.standard() instanceof Download download
                ? Optional.of(secured(order.commandKey(), download))
                : Optional.empty();
    }

    private static SecureDownload secured(String commandKey, Download download) {
        Matcher url = URL.matcher(download.url());
        if (!url.matches()) {
            throw new IllegalArgumentException("This CPE needs the checksum of the file: append #sha256=… to the URL.");
        }
        return new SecureDownload(
                commandKey, download.fileType(), url.group(1), download.username(), download.password(), url.group(2));
    }

    @Override
    public Optional<Progress> progress(CwmpResponse response) {
        return response instanceof SecureDownloadResponse ours
                ? Optional.of(ours.status() == 0 ? Progress.DONE : Progress.ACCEPTED)
                : Optional.empty();
    }

    @Override
    public Optional<CommandEnd> end(CwmpRequest request) {
        return request instanceof SecureDownloadComplete complete
                ? Optional.of(new CommandEnd(complete.commandKey(), complete.faultStruct()))
                : Optional.empty();
    }
}
