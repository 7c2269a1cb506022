package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradus.nn.Dense;
import io.gradus.nn.MeanSquaredError;
import io.gradus.nn.Model;
import io.gradus.optim.Adam;
import io.gradus.train.DataException;
import io.gradus.train.Prediction;
import io.gradus.train.Preprocessing;
import io.gradus.train.Provenance;
import io.gradus.train.SavedModel;
import io.gradus.train.Scaling;
import io.gradus.train.Trainer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Result sets as a real driver makes them.
class JdbcDriverTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private Table read(String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return Jdbc.read(result);
    }
  }

  private void houses() throws SQLException {
    statement.execute("CREATE TABLE house (id INT, size DECIMAL(6, 1), town VARCHAR(20))");
    statement.execute("CREATE TABLE sale (house INT, price DECIMAL(12, 2))");
    for (int i = 0; i < 40; i++) {
      double size = 20 + i * 2.5;
      String town = i % 2 == 0 ? "North" : "South";
      statement.execute("INSERT INTO house VALUES (%d, %s, '%s')".formatted(i, size, town));
      double price = 1_000 * size + (i % 2) * 5_000;
      statement.execute("INSERT INTO sale VALUES (%d, %s)".formatted(i, price));
    }
  }

  @Test
  void everyNumberTypeIsNumbersAndTheRestIsTexts() throws SQLException {
    Table table =
        read(
            """
            SELECT CAST(1 AS TINYINT) a, CAST(-2 AS SMALLINT) b, CAST(3 AS INT) c,
                   CAST(4000000000 AS BIGINT) d, CAST(0.5 AS REAL) e, CAST(0.25 AS FLOAT) f,
                   CAST(0.1 AS DOUBLE PRECISION) g, CAST(12.34 AS DECIMAL(8, 2)) h,
                   CAST('007' AS VARCHAR) "zip code", TRUE i, DATE '2026-01-31' j
            """);
    assertThat(table.columns())
        .containsExactly("A", "B", "C", "D", "E", "F", "G", "H", "zip code", "I", "J");
    double[] numbers = {1, -2, 3, 4e9, 0.5, 0.25, 0.1, 12.34};
    for (int column = 0; column < numbers.length; column++) {
      assertThat(table.numeric(column)).as(table.columns().get(column)).isTrue();
      assertThat(table.number(0, column)).isEqualTo(numbers[column]);
    }
    assertThat(table.numeric(8)).isFalse();
    assertThat(table.text(0, 8)).isEqualTo("007");
    assertThat(table.text(0, 9)).isEqualTo("TRUE");
    assertThat(table.text(0, 10)).isEqualTo("2026-01-31");
  }

  @Test
  void nullIsMissingInNumbersAndInTexts() throws SQLException {
    Table table =
        read(
            """
            SELECT * FROM (VALUES (1, CAST(NULL AS INT), 'x', 1.5), (2, 0, NULL, NULL)) AS t(k, a, b, c)
            ORDER BY k
            """);
    assertThat(table.number(0, 1)).isNaN();
    assertThat(table.number(1, 1)).isZero();
    assertThat(table.text(1, 2)).isEmpty();
    assertThat(table.number(1, 3)).isNaN();
  }

  @Test
  void rowsBeforeTheCursorAreLeftOutAndTheResultStaysOpen() throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT x FROM SYSTEM_RANGE(1, 5)")) {
      result.next();
      result.next();
      Table table = Jdbc.read(result);
      assertThat(table.rows()).isEqualTo(3);
      assertThat(table.number(0, 0)).isEqualTo(3);
      assertThat(result.isClosed()).isFalse();
    }
  }

  @Test
  void whatCannotBeATableIsRefused() throws SQLException {
    assertThatThrownBy(() -> read("SELECT 1 AS a, 2 AS a"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("query result")
        .hasMessageContaining("\"A\"");
    assertThatThrownBy(() -> read("SELECT 1 AS a WHERE 1 = 0"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no rows");
    ResultSet closed = statement.executeQuery("SELECT 1");
    closed.close();
    assertThatThrownBy(() -> Jdbc.read(closed)).isInstanceOf(SQLException.class);
  }

  @Test
  void aNetworkLearnsFromOneQueryAndPredictsForAnother() throws SQLException {
    houses();
    Table known =
        read(
            """
            SELECT h.size AS "size", h.town AS "town", s.price AS "price"
            FROM house h JOIN sale s ON s.house = h.id ORDER BY h.id
            """);
    Preprocessing columns = Preprocessing.fit(known, List.of("price"), Scaling.standardise());
    Model model = Model.of(new Dense(1)).seed(1).input(columns.width());
    Trainer.of(model, new MeanSquaredError(), new Adam(0.05))
        .batch(8)
        .epochs(200)
        .fit(columns.dataset(known));
    SavedModel saved = SavedModel.of(model, columns, Provenance.ofThisLibrary(1));
    Table asked = read("SELECT 'South' AS \"town\", 61.5 AS \"size\"");
    List<Prediction> answers = saved.predict(asked);
    assertThat(answers).hasSize(1);
    assertThat((double) answers.getFirst().value()).isCloseTo(66_500, within(500.0));
  }
}
