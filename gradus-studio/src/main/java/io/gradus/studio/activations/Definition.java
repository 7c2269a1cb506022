package io.gradus.studio.activations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// An activation function of the engine, as the gallery names it.
///
/// @param name what requests call it
/// @param source where it was published, or what it is used as
/// @param maker the curve for values of the parameters
record Definition(
    String name,
    String title,
    String source,
    List<Parameter> parameters,
    Function<double[], Curve> maker) {

  Curve standard() {
    return maker.apply(parameters.stream().mapToDouble(Parameter::standard).toArray());
  }

  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("title", title);
    map.put("source", source);
    map.put("parameters", parameters.stream().map(Parameter::map).toList());
    return map;
  }
}
