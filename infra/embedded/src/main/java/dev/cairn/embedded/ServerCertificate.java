package dev.cairn.embedded;

import java.nio.file.Path;

/**
 * What a server proves with who it is, in files of PEM.
 *
 * @param chain the server's certificate, and those between it and the authority
 * @param key its private key (PKCS#8), readable by its owner only
 * @param authority whose certificates are trusted
 */
public record ServerCertificate(Path chain, Path key, Path authority) {}
