package pulso.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Who may use what: the module boundaries that a compiler does not see. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pulso");
    private static final String[] SINKS = {"pulso.wallboard..", "pulso.clickhouse..", "pulso.webhook.."};
    private static final String[] FOLDS = {
        "pulso.topology.passage..",
        "pulso.topology.agent..",
        "pulso.topology.minute..",
        "pulso.topology.intake..",
        "pulso.topology.state..",
        "pulso.topology.webhook..",
        "pulso.schemas.event..",
        "pulso.schemas.kpi..",
        "pulso.schemas.passage..",
        "pulso.schemas.agent.."
    };

    @Test
    void shouldKeepDebeziumAndConnectInIngest() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("pulso.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..")
                .because("capture is replaceable: read the raw topics through RowReader instead"));
    }

    @Test
    void shouldKeepKafkaStreamsInTheTopology() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("pulso.topology.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .because("stages are pure and run anywhere: put what needs Streams into pulso.topology.stream"));
    }

    @Test
    void shouldKeepFoldsPure() {
        check(noClasses()
                .that()
                .resideInAnyPackage(FOLDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.slf4j..", "java.nio.file..", "java.net..")
                .because("a replay must do what the live run did: give a fold values and take values from it"));
        check(noClasses()
                .that()
                .resideInAnyPackage(FOLDS)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .because("time inside the folds is the record's"));
    }

    @Test
    void shouldKeepSinksBlindToOneAnotherAndToTheTopology() {
        for (var sink : SINKS) {
            for (var other : SINKS) {
                if (!sink.equals(other)) {
                    check(noClasses()
                            .that()
                            .resideInAPackage(sink)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .because("a sink knows topics, not other sinks"));
                }
            }
            check(noClasses()
                    .that()
                    .resideInAPackage(sink)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("pulso.topology..", "pulso.ingest..", "pulso.simulator..", "pulso.command..")
                    .because("what a sink and the topology share belongs in schemas"));
        }
    }

    @Test
    void shouldKeepTheVocabularyAndTheSimulatorOnTheirOwn() {
        check(noClasses()
                .that()
                .resideInAPackage("pulso.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "pulso.topology..",
                        "pulso.ingest..",
                        "pulso.simulator..",
                        "pulso.command..",
                        "pulso.embedded..",
                        "pulso.wallboard..",
                        "pulso.clickhouse..")
                .because("everything depends on the vocabulary, it depends on nothing of ours"));
        check(noClasses()
                .that()
                .resideInAPackage("pulso.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("pulso.schemas..", "pulso.topology..", "pulso.ingest..", "pulso.command..")
                .because("a witness that shares code with the accused is none"));
    }

    @Test
    void shouldNameThingsForWhatTheyAre() {
        check(noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("such a name says nothing: call it what it is"));
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..model..")
                .because("a package is a noun of the domain"));
    }

    @Test
    void shouldHaveNoCyclesBetweenModules() {
        check(slices().matching("pulso.(*)..").should().beFreeOfCycles());
        check(slices().matching("pulso.topology.(*)..").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.check(OURS);
    }
}
