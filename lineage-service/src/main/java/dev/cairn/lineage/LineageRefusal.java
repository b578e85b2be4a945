package dev.cairn.lineage;

import dev.cairn.platform.problem.RefusalCode;
import org.springframework.http.HttpStatus;

/** Every reason for which the lineage service says no. */
public enum LineageRefusal implements RefusalCode {
    NODE_UNKNOWN(
            HttpStatus.NOT_FOUND,
            "There is no such node, or none that you may see",
            "Nodes are written as in docs/lineage.md, for example version:fraud/1.2.0; what was registered a moment ago may"
                    + " not have arrived yet");

    private final Words words;

    LineageRefusal(HttpStatus status, String title, String next) {
        this.words = new Words(status, title, next);
    }

    @Override
    public Words words() {
        return words;
    }
}
