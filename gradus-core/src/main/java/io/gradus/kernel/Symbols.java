package io.gradus.kernel;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;

/// Names of the classes and methods that generated code calls.
final class Symbols {
  static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  static final ClassDesc FLOATS = CD_float.arrayType();
  static final ClassDesc INTS = CD_int.arrayType();
  static final ClassDesc ROWS = FLOATS.arrayType();

  static final MethodTypeDesc FLOAT_TO_FLOAT = MethodTypeDesc.of(CD_float, CD_float);
  static final MethodTypeDesc FLOATS_2 = MethodTypeDesc.of(CD_float, CD_float, CD_float);
  static final MethodTypeDesc FLOATS_3 = MethodTypeDesc.of(CD_float, CD_float, CD_float, CD_float);
  static final MethodTypeDesc DOUBLE_TO_DOUBLE = MethodTypeDesc.of(CD_double, CD_double);
  static final MethodTypeDesc TO_INT = MethodTypeDesc.of(CD_int, CD_float);
  static final MethodTypeDesc TO_FLOAT = MethodTypeDesc.of(CD_float, CD_int);

  /// [ElementwiseKernel#run].
  static final MethodTypeDesc ELEMENTWISE =
      MethodTypeDesc.of(CD_void, ROWS, INTS, INTS, ROWS, INTS, FLOATS, CD_int);

  /// The same with the index of the first element before the number of elements.
  static final MethodTypeDesc ELEMENTWISE_LOOP =
      MethodTypeDesc.of(CD_void, ROWS, INTS, INTS, ROWS, INTS, FLOATS, CD_int, CD_int);

  /// The fold of what is left into sixteen lanes: the operands, the first element, the count, the
  /// lanes.
  static final MethodTypeDesc REDUCTION_LOOP =
      MethodTypeDesc.of(CD_float, ROWS, INTS, INTS, FLOATS, CD_int, CD_int)
          .insertParameterTypes(6, Collections.nCopies(16, CD_float).toArray(ClassDesc[]::new));

  /// [ReductionKernel#run].
  static final MethodTypeDesc REDUCTION =
      MethodTypeDesc.of(CD_float, ROWS, INTS, INTS, FLOATS, CD_int);

  static final ClassDesc ELEMENTWISE_KERNEL = ClassDesc.of("io.gradus.kernel.ElementwiseKernel");
  static final ClassDesc REDUCTION_KERNEL = ClassDesc.of("io.gradus.kernel.ReductionKernel");

  // The Vector API by name only, so that this module needs no incubator module.
  static final ClassDesc FLOAT_VECTOR = vector("FloatVector");
  static final ClassDesc INT_VECTOR = vector("IntVector");
  static final ClassDesc OPERATORS = vector("VectorOperators");
  static final ClassDesc SPECIES = vector("VectorSpecies");
  static final ClassDesc COMPARISON = vector("VectorOperators$Comparison");
  static final ClassDesc ASSOCIATIVE = vector("VectorOperators$Associative");
  static final ClassDesc BINARY = vector("VectorOperators$Binary");
  private static final ClassDesc VECTOR = vector("Vector");
  private static final ClassDesc MASK = vector("VectorMask");

  static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int);
  static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, FLOATS, CD_int);
  static final MethodTypeDesc BROADCAST_FLOAT = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float);
  static final MethodTypeDesc BROADCAST_INT = MethodTypeDesc.of(INT_VECTOR, SPECIES, CD_int);
  static final MethodTypeDesc FLOATS_NULLARY = MethodTypeDesc.of(FLOAT_VECTOR);
  static final MethodTypeDesc INTS_NULLARY = MethodTypeDesc.of(INT_VECTOR);
  static final MethodTypeDesc VECTOR_TO_FLOATS = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR);
  static final MethodTypeDesc VECTORS_TO_FLOATS = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR);
  static final MethodTypeDesc VECTOR_TO_INTS = MethodTypeDesc.of(INT_VECTOR, VECTOR);
  static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VECTOR);
  static final MethodTypeDesc BLEND = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK);
  static final MethodTypeDesc LANEWISE = MethodTypeDesc.of(INT_VECTOR, BINARY, VECTOR);
  static final MethodTypeDesc LANEWISE_SHIFT = MethodTypeDesc.of(INT_VECTOR, BINARY, CD_int);
  static final MethodTypeDesc LANE = MethodTypeDesc.of(CD_float, CD_int);

  private Symbols() {}

  private static ClassDesc vector(String name) {
    return ClassDesc.of("jdk.incubator.vector." + name);
  }
}
