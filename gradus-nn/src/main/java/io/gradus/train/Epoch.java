package io.gradus.train;

import java.util.Map;

/// What one pass over the training data came to.
///
/// @param number counts from 1
/// @param loss the mean training loss, weighted by samples
/// @param metrics the training metrics, by name
/// @param validationLoss the loss on the validation data; NaN when there is none
/// @param validation the validation metrics, by name
/// @param rate the learning rate at its end
/// @param seconds how long it took
public record Epoch(
    int number,
    double loss,
    Map<String, Double> metrics,
    double validationLoss,
    Map<String, Double> validation,
    double rate,
    double seconds) {}
