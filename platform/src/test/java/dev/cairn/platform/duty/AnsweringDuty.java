package dev.cairn.platform.duty;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.ModelAggregate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers every description that is a question. Can be told to fail at certain models, or to see nothing. */
final class AnsweringDuty implements Duty {

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Supplier<RuntimeException> blindness;

    AnsweringDuty(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    void failsAt(String model) {
        failing.add(model);
    }

    /** From now on it cannot tell what is due. */
    void failsToLook(Supplier<RuntimeException> why) {
        blindness = why;
    }

    void mended() {
        failing.clear();
        blindness = null;
    }

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public List<Due> due(Set<UUID> but, int limit) {
        Supplier<RuntimeException> why = blindness;
        if (why != null) {
            throw why.get();
        }
        return jdbc
                .sql("select model from description where text like '%?' order by model")
                .query(String.class)
                .list()
                .stream()
                .map(this::answer)
                .filter(due -> !but.contains(due.id()))
                .limit(limit)
                .toList();
    }

    private Due answer(String model) {
        var id = UUID.nameUUIDFromBytes(model.getBytes(StandardCharsets.UTF_8));
        return new Due(id, "model:" + model, Cause.ofService("registry"), () -> {
            // Under the lock, as an aggregate would see on its stream
            if (text(model).endsWith("?")) {
                commands.send(ModelAggregate.describe(new ModelName(model), "yes"));
            }
            if (failing.contains(model)) {
                throw new IllegalStateException("Cannot answer " + model);
            }
        });
    }

    private String text(String model) {
        return jdbc.sql("select text from description where model = ?")
                .param(model)
                .query(String.class)
                .single();
    }
}
