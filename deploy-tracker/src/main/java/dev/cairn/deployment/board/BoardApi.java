package dev.cairn.deployment.board;

import dev.cairn.events.types.Label;
import dev.cairn.events.types.ModelName;
import dev.cairn.events.types.Stage;
import dev.cairn.events.types.TargetName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What runs where, from both ends: by target, and by version. */
@RestController
@RequestMapping(path = "/api/v1/production", produces = MediaType.APPLICATION_JSON_VALUE)
class BoardApi {

    private final Board board;
    private final Cursors cursors;

    BoardApi(Board board, Cursors cursors) {
        this.board = board;
        this.cursors = cursors;
    }

    /**
     * What ran at an instant.
     *
     * @param asOf the instant
     * @param next the cursor of the part after this one; absent at the end
     */
    record WhatRuns(
            Instant asOf, List<Running> items, @Nullable String next) {}

    /**
     * What runs where, by target and model.
     *
     * @param asOf an instant of the past; now when absent or still to come
     * @param stage {@code prod} when absent
     * @param label of the model's version
     */
    @GetMapping
    WhatRuns show(
            Caller caller,
            @RequestParam(required = false) @Nullable Instant asOf,
            @RequestParam(defaultValue = "prod") Stage stage,
            @RequestParam(required = false) @Nullable TargetName target,
            @RequestParam(required = false) @Nullable ModelName model,
            @RequestParam(required = false) @Nullable Label label,
            @RequestParam(required = false) @Nullable String cursor) {
        String list = "production?" + stage + "&" + target + "&" + model + "&" + label;
        String[] after = cursor == null
                ? new String[] {board.upToNow(asOf).toString(), "", ""}
                : cursors.open(list, cursor).split("\n", 3);
        // All pages show one instant: the first one's
        Instant at = Instant.parse(after[0]);
        var question = new Board.Question(at, stage, target, model, label);
        Page<Running> page = Page.of(
                board.running(caller, question, after[1], after[2]),
                running -> cursors.sign(
                        list,
                        at + "\n" + running.target() + "\n" + running.version().model()));
        return new WhatRuns(at, page.items(), page.next());
    }
}
