package org.viaduct.onem2m.http;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** A certificate of CN=operations,O=Example with names of three kinds, made by keytool. */
final class TestCertificate {

    static final X509Certificate READ = read(
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
