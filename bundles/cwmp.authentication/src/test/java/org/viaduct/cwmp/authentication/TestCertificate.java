package org.viaduct.cwmp.authentication;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** A certificate of CN=00D09E-GW-SN1,O=Example with a DNS name and a URI, made by keytool. */
final class TestCertificate {

    static final X509Certificate READ = read(
            """
            -----BEGIN CERTIFICATE-----
            MIIBrTCCAVOgAwIBAgIJAMGaZnE+NrFPMAoGCCqGSM49BAMCMCoxEDAOBgNVBAoT
            B0V4YW1wbGUxFjAUBgNVBAMTDTAwRDA5RS1HVy1TTjEwIBcNMjYxMTIzMDkxNjIy
            WhgPMjEyNjEwMzAwOTE2MjJaMCoxEDAOBgNVBAoTB0V4YW1wbGUxFjAUBgNVBAMT
            DTAwRDA5RS1HVy1TTjEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS32n7BQkKo
            4ehjZRlgT2ycA8Eti0aRipasZkcMw/6Y6blNEa4m7Or+XKqA+pF10GzwrivlYQTU
            wSY0wOv+Lu9yo2AwXjAdBgNVHQ4EFgQU+XbBck418q2z7GJF76qfR8x7ggowPQYD
            VR0RBDYwNIIac24xLjAwZDA5ZS5jcGUuZXhhbXBsZS5jb22GFnVybjpkZXY6b3Bz
            OjAwRDA5RS1TTjEwCgYIKoZIzj0EAwIDSAAwRQIge6KGaG2EaatS2+aO/6tu89Xj
            nGhGcGuIaeZAEyN7ZQMCIQCvdWRxlIjX+CBvb72oF6v0LIbYJ5SI3ZvyT+MncUS0
            Og==
            -----END CERTIFICATE-----
            """);

    private TestCertificate() {}

    private static X509Certificate read(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
