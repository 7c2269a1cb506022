package io.gradus.optim;

/// `target <- formula = formula with numbers = value`: one line of an update, as people read it.
///
/// @param formula plain text
/// @param numbers plain text with the numbers of one element put in
/// @param latex the formula in LaTeX, for math mode, the target and an arrow included
/// @param latexNumbers the formula with numbers, in LaTeX
/// @param value what the target became, at that element
public record UpdateLine(
    String target,
    String formula,
    String numbers,
    String latex,
    String latexNumbers,
    double value) {}
