package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.DataException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;

class JdbcTest {
  private static ResultSet result(Object[]... rows) throws SQLException {
    var meta = new RowSetMetaDataImpl();
    meta.setColumnCount(3);
    int[] types = {Types.INTEGER, Types.VARCHAR, Types.DOUBLE};
    for (int i = 0; i < 3; i++) {
      meta.setColumnLabel(i + 1, new String[] {"rooms", "zip", "price"}[i]);
      meta.setColumnName(i + 1, meta.getColumnLabel(i + 1));
      meta.setColumnType(i + 1, types[i]);
    }
    var result = RowSetProvider.newFactory().createCachedRowSet();
    result.setMetaData(meta);
    for (Object[] row : rows) {
      result.moveToInsertRow();
      for (int i = 0; i < 3; i++) {
        if (row[i] == null) {
          result.updateNull(i + 1);
        } else {
          result.updateObject(i + 1, row[i]);
        }
      }
      result.insertRow();
      result.moveToCurrentRow();
    }
    result.beforeFirst();
    return result;
  }

  @Test
  void typesComeFromTheDatabase() throws SQLException {
    var table = Jdbc.read(result(new Object[] {3, "01234", 1.5}, new Object[] {null, null, 2.5}));
    assertThat(table.columns()).containsExactly("rooms", "zip", "price");
    assertThat(table.numeric(0)).isTrue();
    assertThat(table.numeric(1)).isFalse();
    int third = table.text(0, 1).isEmpty() ? 1 : 0; // a cached row set inserts at its cursor
    assertThat(table.number(third, 0)).isEqualTo(3);
    assertThat(table.number(1 - third, 0)).isNaN();
    assertThat(table.text(third, 1)).isEqualTo("01234");
    assertThat(table.text(1 - third, 1)).isEmpty();
    assertThat(table.number(1 - third, 2)).isEqualTo(2.5);
    assertThat(Source.of("houses", table, "price").samples().data().size()).isEqualTo(2);
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedWhereTheyStand() {
    for (double number : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> Jdbc.read(result(new Object[] {3, "01234", number})))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "query result row 1, column \"price\": expected a finite number or NULL, got "
                  + number);
    }
  }

  @Test
  void noRowsAreRefused() {
    assertThatThrownBy(() -> Jdbc.read(result())).isInstanceOf(DataException.class);
  }
}
