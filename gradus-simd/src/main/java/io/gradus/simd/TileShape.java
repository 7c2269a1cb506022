package io.gradus.simd;

/// What a [Tile] is generated for.
///
/// @param lanes floats per vector
/// @param rows rows of C
/// @param vectors vectors per row of C
/// @param tail columns in the last vector of C that exist; `lanes` when all do
/// @param packed B is packed: its rows are `vectors * lanes` apart and `ldb` is not looked at
record TileShape(int lanes, int rows, int vectors, int tail, boolean packed) {}
