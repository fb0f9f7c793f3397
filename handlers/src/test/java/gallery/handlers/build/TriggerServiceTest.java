package gallery.handlers.build;

import static gallery.handlers.build.FakeBuilds.NOW;
import static gallery.handlers.build.FakeBuilds.failed;
import static gallery.handlers.build.FakeBuilds.running;
import static gallery.handlers.build.FakeBuilds.startedAt;
import static gallery.handlers.build.FakeBuilds.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import gallery.handlers.build.Outcome.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriggerServiceTest {

    private static final String TAG = "0123456789abcdef";
    private static final String OTHER = "ffffffffffffffff";
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final FakeBuilds builds = new FakeBuilds();
    private boolean present;

    @Test
    void startsABuild() {
        builds.builds.add(running("other", OTHER));

        assertThat(trigger()).isEqualTo(new Outcome(Status.STARTED, new ImageTag(TAG), Optional.of("started-1")));
        assertThat(builds.find("started-1")).get().matches(build -> build.isOf(new ImageTag(TAG)));
    }

    @Test
    void leavesARunningBuildAlone() {
        builds.builds.add(failed("newer", TAG));
        builds.builds.add(running("older", TAG));

        assertThat(trigger()).isEqualTo(new Outcome(Status.RUNNING, new ImageTag(TAG), Optional.of("older")));
        assertThat(builds.byToken).isEmpty();
    }

    @Test
    void buildsNothingThatIsThere() {
        present = true;

        assertThat(trigger()).isEqualTo(new Outcome(Status.PRESENT, new ImageTag(TAG), Optional.empty()));
        assertThat(builds.byToken).isEmpty();
    }

    @Test
    void aBuildThatEndsBetweenTheLooksIsNotRepeated() {
        builds.builds.add(running("first", TAG));
        // The image appears only after the builds were read, while the build has ended in the meantime.
        Builds endsMeanwhile = new Builds() {
            @Override
            public Optional<Build> find(String id) {
                return builds.find(id);
            }

            @Override
            public Stream<Build> newestFirst() {
                present = true;
                builds.put(succeeded("first", TAG));
                return builds.newestFirst();
            }
        };

        assertThat(new TriggerService("project", endsMeanwhile, builds, tag -> present, CLOCK)
                        .trigger(new ImageTag(TAG)))
                .isEqualTo(new Outcome(Status.PRESENT, new ImageTag(TAG), Optional.empty()));
    }

    @Test
    void twoTriggersThatBothFindNothingGetTheSameBuild() throws Exception {
        CyclicBarrier bothLooked = new CyclicBarrier(2);
        Images barrier = tag -> {
            try {
                bothLooked.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return false;
        };
        Callable<Outcome> trigger =
                () -> new TriggerService("project", builds, builds, barrier, CLOCK).trigger(new ImageTag(TAG));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Outcome> one = threads.submit(trigger);
            Future<Outcome> two = threads.submit(trigger);

            assertThat(one.get()).isEqualTo(two.get());
            assertThat(builds.builds).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFailedBuildIsRepeatedAtOnce() {
        trigger();
        builds.put(failed("started-1", TAG));

        assertThat(trigger().buildId()).hasValue("started-2");

        builds.put(failed("started-2", TAG));
        assertThat(trigger().buildId()).hasValue("started-3");
    }

    @Test
    void theTokenDependsOnProjectAndTag() {
        trigger();
        new TriggerService("another", builds, builds, tag -> false, CLOCK).trigger(new ImageTag(OTHER));
        builds.builds.clear();
        new TriggerService("another", builds, builds, tag -> false, CLOCK).trigger(new ImageTag(TAG));

        assertThat(builds.byToken)
                .hasSize(3)
                .allSatisfy((token, build) -> assertThat(token).matches("[0-9a-f]{64}"));
    }

    @Test
    void buildsTooOldToBeRunningAreNotEvenFetched() {
        builds.builds.add(startedAt(failed("recent", TAG), NOW.minus(Duration.ofHours(43))));
        for (int i = 0; i < 50; i++) {
            builds.builds.add(startedAt(running("old-" + i, OTHER), NOW.minus(Duration.ofHours(45))));
        }

        assertThat(trigger().status()).isEqualTo(Status.STARTED);
        assertThat(builds.fetched).isEqualTo(2);
    }

    private Outcome trigger() {
        return new TriggerService("project", builds, builds, tag -> present, CLOCK).trigger(new ImageTag(TAG));
    }
}
