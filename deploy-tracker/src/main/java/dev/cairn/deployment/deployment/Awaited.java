package dev.cairn.deployment.deployment;

import static dev.cairn.deployment.TrackerRefusal.DEPLOYMENT_REFUSED;

import dev.cairn.deployment.board.DeploymentEntry;
import dev.cairn.deployment.board.DeploymentEntry.State;
import dev.cairn.deployment.board.Deployments;
import dev.cairn.platform.problem.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Callers who wait until their deployment request is answered; without a transaction, and without a lock. */
@Component
class Awaited {

    /** Another process of the service may have stored the answer, and cannot wake anybody here. */
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final Deployments deployments;
    private final Duration patience;
    private final ConcurrentHashMap<UUID, CountDownLatch> waiting = new ConcurrentHashMap<>();

    Awaited(Deployments deployments, RequestProperties properties) {
        this.deployments = deployments;
        this.patience = properties.patience();
    }

    /** Wakes whoever waits for the deployment, once the current transaction is committed. */
    void answeredBy(UUID deployment) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                CountDownLatch latch = waiting.remove(deployment);
                if (latch != null) {
                    latch.countDown();
                }
            }
        });
    }

    /**
     * To be called after the write.
     *
     * @return the request as it was answered, or still open when it is time to say where to look
     * @throws Refused when it was refused; which is on record by then
     */
    DeploymentEntry answer(UUID deployment) {
        DeploymentEntry entry = await(deployment);
        if (entry.state() == State.REFUSED) {
            throw new Refused(DEPLOYMENT_REFUSED, String.valueOf(entry.reason()), Map.of("deployment", entry.id()));
        }
        return entry;
    }

    private DeploymentEntry await(UUID deployment) {
        long until = System.nanoTime() + patience.toNanos();
        CountDownLatch answered = waiting.computeIfAbsent(deployment, id -> new CountDownLatch(1));
        try {
            while (true) {
                DeploymentEntry entry = deployments.find(deployment).orElseThrow();
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (entry.state() != State.REQUESTED || left <= 0) {
                    return entry;
                }
                if (answered.await(Math.min(left, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS)) {
                    return deployments.find(deployment).orElseThrow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return deployments.find(deployment).orElseThrow();
        } finally {
            waiting.remove(deployment, answered);
        }
    }
}
