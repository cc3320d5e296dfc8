package dev.sluice.streaming.quic;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Certificates that no peer of ours would show; their keys are thrown away. */
final class ForeignCertificates {
    /** Self-signed, but on the curve P-384. */
    static final String P384 =
            "MIIBqzCCATKgAwIBAgIUMIrHr1P/QqqzZvVqGHNLNaRXgXowCgYIKoZIzj0EAwIwDDEKMAgGA1UE"
                    + "AwwBeDAgFw0yNjExMjEwMTE4MzBaGA8yMTI2MTAyODAxMTgzMFowDDEKMAgGA1UEAwwBeDB2MBAG"
                    + "ByqGSM49AgEGBSuBBAAiA2IABD1xX9ycPtPy0Yuj4Iv7pIZoiLwJPuoJRu6jJo45gKA4PoBnBx32"
                    + "Pe1ha39b5yR9nNW2XmmXFWJ3eRbB+NuzE8IuyQzCaR9bRavDxHsGVySaOHIEK587lmfDZwaWGB7K"
                    + "xqNTMFEwHQYDVR0OBBYEFBIm43fOVMhr5+c8Vl1LHqo0zpDgMB8GA1UdIwQYMBaAFBIm43fOVMhr"
                    + "5+c8Vl1LHqo0zpDgMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDZwAwZAIwMrFFWhJyxIiZ"
                    + "WonLRHx9/NHxBn6O0gHwnFifVjBtc1onUrXJ/3ZzSu6rxsH9mxmVAjARH4vG+sEDG2eCJYIZodxl"
                    + "LksIz2WN0pjqFSVKOOA3Js1Ts/qo3K2nG57NdoFDwcg=";

    /** A P-256 key, but the signature is another key's. */
    static final String SIGNED_BY_ANOTHER =
            "MIIBADCBqAIBBTAKBggqhkjOPQQDAjAMMQowCAYDVQQDDAF4MCAXDTI2MTEyMTAxMTgzMVoYDzIx"
                    + "MjYxMDI4MDExODMxWjAMMQowCAYDVQQDDAF4MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEISdQ"
                    + "tGrvGYHB6/O8V3lBy2Ngna3BGGNcY4VD7uTSPsQ2+FdvwMXA3016jl2zrRlUrrd5O5xnkmTGB0V5"
                    + "PpoN4TAKBggqhkjOPQQDAgNHADBEAiBpQZsOhK+1ne2akK0UVDRj9atKl7O63NX8PWINryK0ggIg"
                    + "Hn/8wOdbFbOQLqXdbzfyVRqFLxAsBJQnXLRmtoxAIu4=";

    private ForeignCertificates() {}

    static X509Certificate parse(String base64) throws CertificateException {
        byte[] der = Base64.getDecoder().decode(base64);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }
}
