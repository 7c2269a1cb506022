package io.gradus.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What could make two runs differ in a bit is not used at all.
class SameBitsRulesTest {
  /// These may differ between JVMs, and between the interpreter and the compilers of one JVM.
  private static final Set<String> UNSTABLE =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  private static final Set<String> UNSTABLE_OPERATORS =
      Set.of(
          "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH", "EXP",
          "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT");

  @Test
  void noMathFunctionWhoseLastBitIsFree() {
    noClasses()
        .that(describe("are not the double reference", type -> !mayUseMath(type.getName())))
        .should()
        .callMethodWhere(
            describe(
                "a Math function with a free last bit (StrictMath is exact)",
                (JavaMethodCall call) ->
                    call.getTargetOwner().isEquivalentTo(Math.class)
                        && UNSTABLE.contains(call.getName())))
        .check(ProjectClasses.all());
  }

  /// The double reference is compared by tolerance, so the quick functions serve there.
  private static boolean mayUseMath(String name) {
    return name.startsWith("io.gradus.expr.") || name.startsWith("io.gradus.exec.Reference");
  }

  @Test
  void noVectorOperationThatChangesAsTheCodeWarmsUp() {
    noClasses()
        .should()
        .accessFieldWhere(
            describe(
                "a transcendental vector operator",
                (JavaFieldAccess access) -> isUnstableOperator(access.getTarget())))
        .orShould()
        .callMethodWhere(
            describe(
                "reduceLanes of a float vector",
                (JavaMethodCall call) ->
                    call.getName().equals("reduceLanes") && ownerIs(call, "FloatVector")))
        .check(ProjectClasses.all());
  }

  private static boolean isUnstableOperator(FieldAccessTarget target) {
    return target.getOwner().getName().equals("jdk.incubator.vector.VectorOperators")
        && UNSTABLE_OPERATORS.contains(target.getName());
  }

  private static boolean ownerIs(JavaAccess<?> access, String simpleName) {
    return access.getTargetOwner().getSimpleName().equals(simpleName);
  }

  @Test
  void noRandomNumbersButTheCounterBasedOnes() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Random|SplittableRandom|random\\..*|concurrent\\.ThreadLocalRandom)")
        .orShould()
        .callMethod(Math.class, "random")
        .check(ProjectClasses.all());
  }

  @Test
  void noSharedPoolsParallelStreamsAndThreadLocals() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.concurrent\\.(ForkJoin.*|CompletableFuture)|java\\.lang\\.(ThreadLocal|InheritableThreadLocal)")
        .orShould()
        .callMethodWhere(
            describe(
                "a stream made parallel",
                (JavaMethodCall call) ->
                    call.getName()
                        .matches(
                            "parallel|parallelStream|parallelSort|parallelPrefix|parallelSetAll")))
        .check(ProjectClasses.all());
  }
}
