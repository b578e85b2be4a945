package dev.cairn.registry.model;

import dev.cairn.events.types.ModelName;
import dev.cairn.platform.identity.Caller;
import dev.cairn.platform.paging.Cursors;
import dev.cairn.platform.paging.Page;
import dev.cairn.registry.catalogue.History;
import dev.cairn.registry.catalogue.Models;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a model and its versions, tags and aliases. */
@RestController
@RequestMapping(path = "/api/v1/models/{model}/history", produces = MediaType.APPLICATION_JSON_VALUE)
class HistoryApi {

    private final Models models;
    private final History history;
    private final Cursors cursors;

    HistoryApi(Models models, History history, Cursors cursors) {
        this.models = models;
        this.history = history;
        this.cursors = cursors;
    }

    /** What happened, the oldest first. */
    @GetMapping
    Page<History.Entry> list(
            Caller caller, @PathVariable ModelName model, @RequestParam(required = false) @Nullable String cursor) {
        models.require(caller, model);
        String list = "history/" + model;
        long after = cursor == null ? 0 : Long.parseLong(cursors.open(list, cursor));
        return Page.of(history.of(model, after), entry -> cursors.sign(list, Long.toString(entry.position())));
    }
}
