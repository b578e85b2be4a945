package dev.cairn.approval.answer;

import dev.cairn.approval.board.Promotions;
import dev.cairn.approval.promotion.AnswerDeployment;
import dev.cairn.approval.promotion.AnswerDeployment.Question;
import dev.cairn.approval.version.Candidate.Obstacle;
import dev.cairn.approval.version.Candidates;
import dev.cairn.approval.version.Sight;
import dev.cairn.events.types.Sha256Digest;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.command.Cause;
import dev.cairn.platform.command.Commands;
import dev.cairn.platform.command.Deciding;
import dev.cairn.platform.duty.Duty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers deploy-tracker whether a version may run. Everything that the answer depends on is read under the model's lock. */
@Component
class DeploymentAnswers implements Duty {

    private static final String DUE = """
            select q.* from question q
            where not exists (select from answer a where a.deployment = q.deployment) and q.deployment <> all (?)
            order by q.asked limit ?
            """;

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Promotions promotions;
    private final Candidates candidates;
    private final Sight sight;

    DeploymentAnswers(JdbcClient jdbc, Commands commands, Promotions promotions, Candidates candidates, Sight sight) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.promotions = promotions;
        this.candidates = candidates;
        this.sight = sight;
    }

    @Override
    public String name() {
        return "deployment-answers";
    }

    @Override
    public List<Due> due(Set<UUID> but, int limit) {
        return jdbc.sql(DUE)
                .param(but.toArray(UUID[]::new))
                .param(limit)
                .query((row, number) -> due(row))
                .list();
    }

    private Due due(ResultSet row) throws SQLException {
        var question = new Question(
                row.getObject("deployment", UUID.class),
                VersionId.of(row.getString("model") + "/" + row.getString("label")),
                new Sha256Digest(row.getString("digest")),
                new TargetName(row.getString("target")),
                Stage.of(row.getString("stage")),
                row.getObject("deadline", OffsetDateTime.class).toInstant());
        var cause = Cause.answering(
                "approval",
                row.getObject("event", UUID.class),
                row.getString("correlation_id"),
                row.getString("traceparent"));
        return new Due(question.deployment(), "model:" + question.version().model(), cause, () -> answer(question));
    }

    /** Which promotion the answer belongs to may change between two looks, so its stream alone does not tell of the first. */
    private void answer(Question question) {
        if (answered(question.deployment())) {
            return;
        }
        String against = against(question);
        UUID promotion = promotions
                .newestApproved(question.version(), question.digest(), question.stage())
                .orElse(null);
        commands.send(new AnswerDeployment(
                promotion, question, against, Deciding.current().now()));
    }

    /** Waiting for a better sight would be answered by the deadline as well, only later and without the reason. */
    private @Nullable String against(Question question) {
        return sight.objection(question.version().model(), question.stage())
                .or(() -> candidates.obstacles(question.version()).stream()
                        .flatMap(obstacle -> against(obstacle).stream())
                        .findFirst())
                .orElse(null);
    }

    private static Optional<String> against(Obstacle obstacle) {
        return switch (obstacle.kind()) {
            case RETIREMENT -> Optional.of("The version is " + obstacle.words() + ".");
            case DAMAGE -> Optional.of("The store lost what was registered: " + obstacle.words() + ".");
            case DEPRECATION -> Optional.empty();
        };
    }

    private boolean answered(UUID deployment) {
        return jdbc.sql("select count(*) from answer where deployment = ?")
                        .param(deployment)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
