package dev.cairn.standalone;

import dev.cairn.standalone.DataDirectory.CannotStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The issuer and the services, each in a context of its own, started side by side. */
final class Services implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Services.class);

    private final List<AutoCloseable> running;

    private Services(List<AutoCloseable> running) {
        this.running = running;
    }

    /** @throws CannotStart when one of them does not start; the others are stopped then */
    static Services start(Foundation foundation) {
        List<CompletableFuture<? extends AutoCloseable>> starting = new ArrayList<>();
        starting.add(begin("issuer", foundation::startIssuer));
        for (Service service : Service.values()) {
            starting.add(begin(
                    service.text(),
                    () -> run(service.application(), foundation.settings().of(service))));
        }
        var services = new Services(new ArrayList<>());
        CannotStart failure = null;
        for (var start : starting) {
            try {
                services.running.add(start.join());
            } catch (CompletionException e) {
                failure = new CannotStart(Causes.sentence(e), e);
            }
        }
        if (failure != null) {
            services.close();
            throw failure;
        }
        return services;
    }

    private static <T> CompletableFuture<T> begin(String name, Supplier<T> start) {
        var begun = new CompletableFuture<T>();
        new Thread(
                        () -> {
                            try {
                                begun.complete(start.get());
                            } catch (RuntimeException | Error e) {
                                begun.completeExceptionally(e);
                            }
                        },
                        "start-" + name)
                .start();
        return begun;
    }

    private static ConfigurableApplicationContext run(SpringApplication service, Map<String, Object> settings) {
        service.setRegisterShutdownHook(false);
        return service.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    /** In the reverse order of their start. */
    @Override
    public void close() {
        for (int i = running.size() - 1; i >= 0; i--) {
            try {
                running.get(i).close();
            } catch (Exception e) {
                log.error("A service did not stop as it should; its data is safe", e);
            }
        }
    }
}
