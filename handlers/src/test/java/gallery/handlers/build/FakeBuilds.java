package gallery.handlers.build;

import gallery.handlers.build.Build.FailedPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A CodeBuild project in memory that honours idempotency tokens. */
final class FakeBuilds implements Builds, BuildStarter {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The builds, the newest first. */
    final List<Build> builds = new ArrayList<>();

    final Map<String, Build> byToken = new HashMap<>();
    int fetched;

    @Override
    public Optional<Build> find(String id) {
        return builds.stream().filter(build -> build.id().equals(id)).findFirst();
    }

    @Override
    public Stream<Build> newestFirst() {
        return List.copyOf(builds).stream().peek(build -> fetched++);
    }

    @Override
    public synchronized Build start(ImageTag tag, String idempotencyToken) {
        return byToken.computeIfAbsent(idempotencyToken, token -> {
            Build build = running("started-" + (byToken.size() + 1), tag.value());
            builds.add(0, build);
            return build;
        });
    }

    /** Replaces the build of the same id. */
    void put(Build build) {
        builds.replaceAll(old -> old.id().equals(build.id()) ? build : old);
    }

    static Build running(String id, String tag) {
        return build(id, tag, "IN_PROGRESS", "BUILD");
    }

    static Build succeeded(String id, String tag) {
        return build(id, tag, "SUCCEEDED", "COMPLETED");
    }

    static Build failed(String id, String tag) {
        return new Build(
                id,
                Optional.of(tag),
                "FAILED",
                NOW.minusSeconds(600),
                "COMPLETED",
                Optional.of(new FailedPhase("BUILD", "COMMAND_EXECUTION_ERROR: exit status 1")),
                Optional.of("https://console.example.com/" + id));
    }

    static Build startedAt(Build build, Instant started) {
        return new Build(
                build.id(), build.imageTag(), build.status(), started, build.phase(), build.failure(), build.logLink());
    }

    static Build build(String id, String tag, String status, String phase) {
        return new Build(
                id,
                Optional.of(tag),
                status,
                NOW.minusSeconds(600),
                phase,
                Optional.empty(),
                Optional.of("https://console.example.com/" + id));
    }
}
