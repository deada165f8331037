package org.viaduct.testkit;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Certificates made by keytool. */
public final class TestCertificate {

    /** Of CN=operations,O=Example, with names of three kinds. */
    public static final X509Certificate OPERATIONS = read(
            """
            -----BEGIN CERTIFICATE-----
            MIIBqTCCAU+gAwIBAgIJAMU7lTadQ1HwMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoT
            B0V4YW1wbGUxEzARBgNVBAMTCm9wZXJhdGlvbnMwIBcNMjYxMTIzMDgwNDU3WhgP
            MjEyNjEwMzAwODA0NTdaMCcxEDAOBgNVBAoTB0V4YW1wbGUxEzARBgNVBAMTCm9w
            ZXJhdGlvbnMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQQOVuNRVppyHIgY/Tf
            tsROY8cSCD3X7XG4SpQbcT1aug1XwlPvloZUjdd3Gax9Huy6KfPh9NZLdPYIKSQa
            1S/uo2IwYDAdBgNVHQ4EFgQU5Fjq1ReEOA0NHycDzuraj2eMuBgwPwYDVR0RBDgw
            NoIYbWV0ZXItMS5hcHBzLmV4YW1wbGUuY29tgQ9vcHNAZXhhbXBsZS5jb22GCXVy
            bjphcHA6NzAKBggqhkjOPQQDAgNIADBFAiEA3cVtmTOM+1yP4kSUfO5seMnOzVRR
            F9uRPHfWk2L7wnMCIFs8uy72eM3KNRTy3f1giG9OkMxCIm5Upoz0OwIPqEvC
            -----END CERTIFICATE-----
            """);

    /** Of CN=00D09E-GW-SN1,O=Example, with a DNS name and a URI. */
    public static final X509Certificate GATEWAY = read(
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
