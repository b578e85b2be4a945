package dev.cairn.standalone;

import dev.cairn.approval.ApprovalApplication;
import dev.cairn.audit.AuditApplication;
import dev.cairn.deployment.TrackerApplication;
import dev.cairn.lineage.LineageApplication;
import dev.cairn.registry.RegistryApplication;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** The services; each one's name is also its database's, its roles' and its Kafka principal's. */
public enum Service {
    REGISTRY(8081, RegistryApplication::application),
    APPROVAL(8082, ApprovalApplication::application),
    DEPLOYMENT(8083, TrackerApplication::application),
    LINEAGE(8084, LineageApplication::application),
    AUDIT(8085, AuditApplication::application);

    private final int port;
    private final Supplier<SpringApplication> application;

    Service(int port, Supplier<SpringApplication> application) {
        this.port = port;
        this.application = application;
    }

    public static List<String> names() {
        return Stream.of(values()).map(Service::text).toList();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As documented; a standalone may move it. */
    public int port() {
        return port;
    }

    /** What starts it in a process of its own. */
    public Class<?> mainClass() {
        return (Class<?>) application().getAllSources().iterator().next();
    }

    SpringApplication application() {
        return application.get();
    }
}
