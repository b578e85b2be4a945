package dev.cairn.approval.promotion;

import dev.cairn.events.approval.PromotionEvent.Verdict;
import dev.cairn.events.manifest.ArtifactRole;
import java.util.List;

/**
 * What a reviewer says and signs.
 *
 * @param role in which role, as in {@code approver:<role>}
 * @param meaning of the signature
 * @param comment may be empty where the verdict is {@code APPROVE}
 * @param confirmed the documents that the reviewer confirms to have read
 */
public record Review(String role, Verdict verdict, String meaning, String comment, List<ArtifactRole> confirmed) {}
