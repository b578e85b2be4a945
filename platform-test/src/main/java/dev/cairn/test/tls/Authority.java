package dev.cairn.test.tls;

import dev.cairn.embedded.SecretFile;
import dev.cairn.embedded.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** An authority that signs certificates for a test's servers; its own is in a file, for those who are to trust it. */
public final class Authority {

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final Path directory;
    private final X500Name name;
    private final KeyPair keys = keys();
    private final Path certificate;

    /** @param directory takes its certificate, and all that it signs */
    public Authority(Path directory, String name) {
        this.directory = directory;
        this.name = new X500Name("CN=" + name);
        this.certificate = directory.resolve(name + ".pem");
        Instant now = Instant.now();
        write(
                certificate,
                pem("CERTIFICATE", signed(this.name, keys, now, now.plus(Duration.ofDays(30)), authority())));
    }

    /** Its own certificate, in PEM. */
    public Path certificate() {
        return certificate;
    }

    /**
     * A certificate that is good from an hour ago for ten days.
     *
     * @param file how its files are called; those that are there are replaced
     * @param names host names and IPv4 addresses
     */
    public ServerCertificate sign(String file, String... names) {
        return sign(file, Instant.now().plus(Duration.ofDays(10)), names);
    }

    /** One that ended yesterday. */
    public ServerCertificate signExpired(String file, String... names) {
        return sign(file, Instant.now().minus(Duration.ofDays(1)), names);
    }

    private ServerCertificate sign(String file, Instant until, String... names) {
        KeyPair server = keys();
        Instant from = until.minus(Duration.ofDays(10)).minus(Duration.ofHours(1));
        byte[] certificate = signed(new X500Name("CN=" + file), server, from, until, names(names));
        Path key = directory.resolve(file + ".key");
        Path chain = directory.resolve(file + ".crt");
        write(key, pem("PRIVATE KEY", server.getPrivate().getEncoded()));
        write(chain, pem("CERTIFICATE", certificate));
        return new ServerCertificate(chain, key, this.certificate);
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] signed(X500Name subject, KeyPair of, Instant from, Instant until, Extensions extensions) {
        var content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(64, new SecureRandom())));
        content.setSignature(ECDSA);
        content.setIssuer(name);
        content.setSubject(subject);
        content.setStartDate(new Time(Date.from(from)));
        content.setEndDate(new Time(Date.from(until)));
        content.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(of.getPublic().getEncoded()));
        content.setExtensions(extensions);
        try {
            var tbs = content.generateTBSCertificate();
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(tbs.getEncoded("DER"));
            var parts = new ASN1EncodableVector();
            parts.add(tbs);
            parts.add(ECDSA);
            parts.add(new DERBitString(signature.sign()));
            return new DERSequence(parts).getEncoded("DER");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Extensions authority() {
        return extensions(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    private static Extensions names(String... names) {
        return extensions(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(Stream.of(names)
                        .map(name -> new GeneralName(
                                name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
    }

    private static Extensions extensions(ASN1ObjectIdentifier kind, boolean critical, ASN1Encodable value) {
        try {
            var extensions = new ExtensionsGenerator();
            extensions.addExtension(kind, critical, value);
            return extensions.generate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            SecretFile.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
