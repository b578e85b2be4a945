package dev.cairn.approval.board;

import dev.cairn.approval.board.PromotionEntry.Ended;
import dev.cairn.events.types.VersionId;
import dev.cairn.platform.identity.Caller;
import dev.cairn.visibility.Visibility;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Other models that have a promotion's content: within its own, a digest is one version. */
@Component
class Elsewhere {

    private static final String ENDED = """
            select e.model || '/' || e.label as version, e.words
            from (select distinct on (model, label, stage) model, label,
                         'revoked for ' || stage || ': ' || outcome as words
                  from promotion where digest = :digest and state = 'REVOKED'
                  order by model, label, stage, since desc) e
                 join model m on m.name = e.model
            where m.name <> :model and %1$s
            union all
            select v.model || '/' || v.label, 'retired'
            from version v join retirement r on r.model = v.model and r.label = v.label join model m on m.name = v.model
            where v.digest = :digest and m.name <> :model and %1$s
            order by version, words
            """.formatted(Visibility.VISIBLE);

    private final JdbcClient jdbc;

    Elsewhere(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where the content was revoked or retired, in models that the caller may see; of the others not even that there are any. */
    List<Ended> ended(Caller caller, PromotionEntry promotion) {
        return Visibility.seenBy(caller, jdbc.sql(ENDED))
                .param("digest", promotion.digest().value())
                .param("model", promotion.version().model().value())
                .query((row, number) -> new Ended(VersionId.of(row.getString("version")), row.getString("words")))
                .list();
    }
}
