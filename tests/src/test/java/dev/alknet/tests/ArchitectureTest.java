package dev.alknet.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/// The walls of the house: which room may use which, and where foreign libraries enter.
@AnalyzeClasses(packages = "dev.alknet", importOptions = {
    ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  /// Tests of another module.
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule modulesPointDown =
      layeredArchitecture().consideringOnlyDependenciesInLayers()
          .layer("runtime")
          .definedBy("dev.alknet.runtime..")
          .layer("stdlib")
          .definedBy("dev.alknet.stdlib..")
          .layer("repl")
          .definedBy("dev.alknet.repl..")
          .whereLayer("runtime")
          .mayNotAccessAnyLayer()
          .whereLayer("stdlib")
          .mayOnlyAccessLayers("runtime")
          .whereLayer("repl")
          .mayOnlyAccessLayers("runtime", "stdlib");

  @ArchTest
  static final ArchRule roomsOfRuntimePointDown =
      layeredArchitecture().consideringOnlyDependenciesInLayers()
          .layer("identity")
          .definedBy("..runtime.identity..")
          .layer("store")
          .definedBy("..runtime.store..")
          .layer("operation")
          .definedBy("..runtime.operation..")
          .layer("call")
          .definedBy("..runtime.call..")
          .layer("registry")
          .definedBy("..runtime.registry..")
          .layer("audit")
          .definedBy("..runtime.audit..")
          .layer("script")
          .definedBy("..runtime.script..")
          .layer("wire")
          .definedBy("..runtime.wire..")
          .layer("transport")
          .definedBy("..runtime.transport..")
          .layer("connection")
          .definedBy("..runtime.connection..")
          .layer("config")
          .definedBy("..runtime.config..")
          .layer("vault")
          .definedBy("..runtime.vault..")
          .layer("pairing")
          .definedBy("..runtime.pairing..")
          .layer("worker")
          .definedBy("..runtime.worker..")
          .layer("promotion")
          .definedBy("..runtime.promotion..")
          .layer("session")
          .definedBy("..runtime.session..")
          .layer("node")
          .definedBy("..runtime.node..")
          .whereLayer("vault")
          .mayNotAccessAnyLayer()
          .whereLayer("identity")
          .mayNotAccessAnyLayer()
          .whereLayer("store")
          .mayOnlyAccessLayers("identity")
          .whereLayer("operation")
          .mayNotAccessAnyLayer()
          .whereLayer("call")
          .mayOnlyAccessLayers("identity", "operation")
          .whereLayer("registry")
          .mayOnlyAccessLayers("identity", "operation", "call")
          .whereLayer("audit")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry")
          .whereLayer("script")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry")
          .whereLayer("wire")
          .mayOnlyAccessLayers("identity", "operation", "call")
          .whereLayer("transport")
          .mayOnlyAccessLayers("identity")
          .whereLayer("connection")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry", "wire", "transport")
          .whereLayer("config")
          .mayOnlyAccessLayers("identity", "operation")
          .whereLayer("pairing")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry")
          .whereLayer("worker")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry", "script", "wire",
              "transport", "connection")
          .whereLayer("promotion")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry", "script")
          .whereLayer("session")
          .mayOnlyAccessLayers("identity", "operation", "call", "registry", "script", "promotion")
          .whereLayer("node")
          .mayNotBeAccessedByAnyLayer();

  /// The keys are for the assembly alone; others get what it makes of them (V-2).
  @ArchTest
  static final ArchRule v28_onlyTheAssemblySeesTheVault = noClasses().that()
      .resideOutsideOfPackages("dev.alknet.runtime.node..", "dev.alknet.runtime.vault..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.alknet.runtime.vault..");

  /// No network, no calls, no log: the JDK's cryptography, JSON and Bouncy Castle (V-1).
  @ArchTest
  static final ArchRule v28_theVaultUsesNothingOfTheHouse = classes().that()
      .resideInAPackage("dev.alknet.runtime.vault..")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage("dev.alknet.runtime.vault..", "java.io", "java.lang..", "java.math",
          "java.nio", "java.nio.charset", "java.security..", "java.text", "java.time",
          "java.util..",
          "javax.crypto..", "com.fasterxml.jackson..", "org.bouncycastle..", "org.jspecify..");

  /// Without secp256k1 the vault has to work (V-5).
  @ArchTest
  static final ArchRule v26_nobodyImportsSecp256k1 = noClasses().that()
      .resideOutsideOfPackage("dev.alknet.runtime.vault.secp256k1")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.alknet.runtime.vault.secp256k1");

  /// The assembly is for those who run nodes; everybody else gets what he needs from it.
  @ArchTest
  static final ArchRule onlyTheCommandSeesTheAssembly = noClasses().that()
      .resideOutsideOfPackages("dev.alknet.runtime.node..", "dev.alknet.repl..",
          "dev.alknet.bench..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.alknet.runtime.node..");

  /// The dispatcher tells a `CallLog` and knows nothing of files.
  @ArchTest
  static final ArchRule onlyTheCommandSeesTheAuditLog = noClasses().that()
      .resideOutsideOfPackages("dev.alknet.runtime.audit..", "dev.alknet.repl..",
          "dev.alknet.bench..")
      .should()
      .dependOnClassesThat()
      .resideInAPackage("dev.alknet.runtime.audit..");

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching("dev.alknet.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule polyglotHasOneDoor = door("org.graalvm..", "dev.alknet.runtime.script");

  @ArchTest
  static final ArchRule jsonSchemaHasOneDoor =
      door("com.networknt..", "dev.alknet.runtime.operation");

  @ArchTest
  static final ArchRule yamlHasOneDoor = door("org.yaml..", "dev.alknet.runtime.config");

  /// The one class in Netty's own package says itself why it is there.
  @ArchTest
  static final ArchRule nettyHasOneDoor = noClasses().that()
      .resideOutsideOfPackages("dev.alknet.runtime.transport", "io.netty.handler.codec.quic")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("io.netty..")
      .because("a foreign library has one door: dev.alknet.runtime.transport");

  /// Certificates in one room; in the other the curves, which cannot use the first: the vault stands on
  /// the ground.
  @ArchTest
  static final ArchRule bouncyCastleHasTwoDoors = noClasses().that()
      .resideOutsideOfPackages("dev.alknet.runtime.identity", "dev.alknet.runtime.vault..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.bouncycastle..")
      .because("its doors are dev.alknet.runtime.identity and dev.alknet.runtime.vault");

  @ArchTest
  static final ArchRule sqliteHasOneDoor = door("org.sqlite..", "dev.alknet.runtime.store");

  @ArchTest
  static final ArchRule postgresHasOneDoor = door("org.postgresql..", "dev.alknet.runtime.store");

  @ArchTest
  static final ArchRule jdbcHasOneDoor = noClasses().that()
      .resideOutsideOfPackages("dev.alknet.runtime.store", "dev.alknet.bench..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("java.sql..", "javax.sql..")
      .because("databases are met in one room: dev.alknet.runtime.store");

  @ArchTest
  static final ArchRule dockerJavaHasOneDoor =
      door("com.github.dockerjava..", "dev.alknet.stdlib.docker");

  @ArchTest
  static final ArchRule picocliHasOneDoor = door("picocli..", "dev.alknet.repl.command");

  @ArchTest
  static final ArchRule qrcodegenHasOneDoor =
      door("io.nayuki..", "dev.alknet.repl.render");

  @ArchTest
  static final ArchRule compressHasOneDoor =
      door("org.apache.commons.compress..", "dev.alknet.repl.copy");

  @ArchTest
  static final ArchRule jshellHasOneDoor = door("jdk.jshell..", "dev.alknet.repl.jshell");

  @ArchTest
  static final ArchRule jlineHasOneDoor = door("org.jline..", "dev.alknet.repl.shell");

  /// `Surroundings` reads where the daemon is and what programs inherit, `Screen` what the terminal
  /// can show; [EnvironmentTest] says which variables.
  @ArchTest
  static final ArchRule twoClassesReadTheEnvironment = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("dev.alknet.repl.command.Surroundings")
      .and()
      .doNotHaveFullyQualifiedName("dev.alknet.repl.command.Screen")
      .should()
      .callMethod(System.class, "getenv", String.class)
      .because("environment variables are no configuration (vault-store-script.md, call.md §12)");

  @ArchTest
  static final ArchRule nobodyReadsTheWholeEnvironment = noClasses()
      .should()
      .callMethod(System.class, "getenv")
      .because("no secret that lies in the environment may get into a node (call.md §12)");

  /// A program gets a fresh environment, a worker next to none; that of the node would come along
  /// otherwise.
  @ArchTest
  static final ArchRule twoClassesGiveProgramsAnEnvironment = noClasses()
      .that()
      .doNotHaveFullyQualifiedName("dev.alknet.stdlib.process.ProcessStarter")
      .and()
      .doNotHaveFullyQualifiedName("dev.alknet.runtime.worker.ChildLauncher")
      .should()
      .callMethod(ProcessBuilder.class, "environment")
      .because("a builder that was just made shows the environment of the node (call.md §12)");

  @ArchTest
  static final ArchRule everyRoomIsNullMarkedAndDescribed =
      classes().that().doNotHaveSimpleName("package-info").should(new LiveInNullMarkedPackage());

  private static ArchRule door(String library, String room) {
    return noClasses().that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .because("a foreign library has one door: " + room);
  }

  private static final class LiveInNullMarkedPackage extends ArchCondition<JavaClass> {
    LiveInNullMarkedPackage() {
      super("live in a package whose package-info says @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      var marked = type.getPackage()
          .tryGetPackageInfo()
          .map(info -> info.isAnnotatedWith(NullMarked.class))
          .orElse(false);
      events.add(new SimpleConditionEvent(type, marked,
          type.getPackageName() + (marked ? " is" : " is not") + " @NullMarked"));
    }
  }
}
