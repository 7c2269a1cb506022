package io.gradus.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Finds the merges of byte pairs. The counts of pairs are kept from merge to merge: one changes
/// only those of the pieces that have its pair.
final class BytePairTraining {
  private static final int LEAST = 2;

  /// A piece of text: its tokens so far, and how often it comes.
  private static final class Piece {
    final int[] tokens;
    final long times;
    int length;

    Piece(int[] tokens, long times) {
      this.tokens = tokens;
      this.times = times;
      length = tokens.length;
    }
  }

  /// The pieces that had a pair when it was last new in them; may list one twice.
  private static final class Places {
    long count;
    int[] pieces = new int[2];
    int length;

    void add(int piece) {
      if (length > 0 && pieces[length - 1] == piece) {
        return;
      }
      if (length == pieces.length) {
        pieces = Arrays.copyOf(pieces, 2 * length);
      }
      pieces[length++] = piece;
    }
  }

  /// A pair and how often it came when it was put into the queue.
  private record Candidate(long pair, long count) {
    static final Comparator<Candidate> BEST =
        Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::pair);
  }

  private final Piece[] pieces;
  private final Map<Long, Places> places = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.BEST);

  BytePairTraining(Map<String, Integer> counts) {
    pieces =
        counts.entrySet().stream()
            .map(entry -> new Piece(BytePairTokenizer.bytesOf(entry.getKey()), entry.getValue()))
            .toArray(Piece[]::new);
    for (int i = 0; i < pieces.length; i++) {
      count(pieces[i], 1);
      for (int k = 0; k + 1 < pieces[i].length; k++) {
        at(pieces[i], k).add(i);
      }
    }
    places.forEach((pair, known) -> queue.add(new Candidate(pair, known.count)));
  }

  /// Left and right of at most so many merges, one after the other.
  int[] merges(int most) {
    int[] merges = new int[Math.multiplyExact(2, most)];
    int found = 0;
    while (found < most && !queue.isEmpty()) {
      Candidate best = queue.remove();
      Places known = places.get(best.pair);
      long now = known == null ? 0 : known.count;
      if (now < LEAST) {
        continue;
      }
      if (now < best.count) {
        queue.add(new Candidate(best.pair, now));
        continue;
      }
      int left = (int) (best.pair >>> Integer.SIZE);
      int right = (int) best.pair;
      merges[2 * found] = left;
      merges[2 * found + 1] = right;
      merge(left, right, BytePairTokenizer.BYTES + found);
      found++;
    }
    return Arrays.copyOf(merges, 2 * found);
  }

  private void merge(int left, int right, int into) {
    Places known = places.get(BytePairTokenizer.pair(left, right));
    if (known == null) {
      return;
    }
    Map<Long, Places> fresh = new HashMap<>();
    for (int i = 0; i < known.length; i++) {
      Piece piece = pieces[known.pieces[i]];
      count(piece, -1);
      piece.length = BytePairTokenizer.merge(piece.tokens, piece.length, left, right, into);
      count(piece, 1);
      for (int k = 0; k + 1 < piece.length; k++) {
        if (piece.tokens[k] == into || piece.tokens[k + 1] == into) {
          Places some = at(piece, k);
          some.add(known.pieces[i]);
          fresh.put(BytePairTokenizer.pair(piece.tokens[k], piece.tokens[k + 1]), some);
        }
      }
    }
    places.remove(BytePairTokenizer.pair(left, right));
    fresh.forEach((pair, some) -> queue.add(new Candidate(pair, some.count)));
  }

  /// Adds a piece's pairs to the counts, or takes them away.
  private void count(Piece piece, int sign) {
    for (int k = 0; k + 1 < piece.length; k++) {
      at(piece, k).count += sign * piece.times;
    }
  }

  private Places at(Piece piece, int place) {
    long pair = BytePairTokenizer.pair(piece.tokens[place], piece.tokens[place + 1]);
    return places.computeIfAbsent(pair, unknown -> new Places());
  }
}
