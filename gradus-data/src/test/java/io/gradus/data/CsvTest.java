package io.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.train.DataException;
import io.gradus.train.Preprocessing;
import io.gradus.train.Scaling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  private static Table parse(String text) {
    return Csv.parse(text, CsvOptions.detected());
  }

  private static Table read(byte[] bytes) throws IOException {
    return Csv.read(new ByteArrayInputStream(bytes), "my.csv", CsvOptions.detected());
  }

  @Test
  void namesAndTypes() {
    var table = parse("size,colour\n1.5,red\n-2e1,blue\n");
    assertThat(table.columns()).containsExactly("size", "colour");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.numeric(0)).isTrue();
    assertThat(table.numeric(1)).isFalse();
    assertThat(table.number(1, 0)).isEqualTo(-20);
    assertThat(table.text(1, 0)).isEqualTo("-20");
    assertThat(table.text(1, 1)).isEqualTo("blue");
    assertThat(table.distinct("colour")).containsExactly("blue", "red");
    assertThatThrownBy(() -> table.number(0, 1)).isInstanceOf(DataException.class);
  }

  @Test
  void missingCells() {
    var table = parse("x,c\n1,a\n,NA\nNA,\nN/A,?\n?,b\n");
    assertThat(table.numeric(0)).isTrue();
    for (int row = 1; row < 5; row++) {
      assertThat(table.number(row, 0)).isNaN();
    }
    assertThat(table.text(1, 1)).isEmpty();
    assertThat(table.text(3, 1)).isEmpty();
    assertThat(table.distinct("c")).containsExactly("a", "b");
  }

  @Test
  void nanAmongNumbersIsRefusedWhereItStands() {
    for (String nan : List.of("NaN", "nan", "NAN")) {
      assertThatThrownBy(() -> parse("x,c\n1,a\n" + nan + ",b\n" + nan + ",b\n"))
          .isInstanceOf(CsvException.class)
          .hasMessageContaining("line 3")
          .hasMessageContaining("\"x\"")
          .hasMessageContaining("leave the cell empty");
    }
    assertThatThrownBy(() -> Csv.parse("x\nNaN\n", CsvOptions.detected().withHeader().numeric("x")))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("line 2");
    assertThat(parse("c,x\nNaN,1\nred,2\nblue,3\n").distinct("c"))
        .containsExactly("NaN", "blue", "red");
  }

  @Test
  void separatorsAreFound() {
    for (String separator : List.of(",", ";", "\t", "|")) {
      var table = parse("a,b;c\td|e\n1,2;3\t4|5\n".replaceAll("[,;\t|]", separator));
      assertThat(table.columns()).as(separator).containsExactly("a", "b", "c", "d", "e");
    }
    assertThat(parse("name;text\nx;a,b,c\ny;d\n").columns()).containsExactly("name", "text");
    assertThat(parse("\"a;b\",c\n\"1;2;3\",4\n").columns()).containsExactly("a;b", "c");
    assertThat(parse("only\n1\n2\n").columns()).containsExactly("only");
  }

  @Test
  void saidSeparatorAndHeaderHold() {
    var options = CsvOptions.detected().separatedBy(':').withoutHeader();
    var table = Csv.parse("a:b,c\nd:e\n", options);
    assertThat(table.columns()).containsExactly("column1", "column2");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.text(0, 1)).isEqualTo("b,c");
    var years = Csv.parse("2019,2020\n1,2\n", CsvOptions.detected().withHeader());
    assertThat(years.columns()).containsExactly("2019", "2020");
  }

  @Test
  void aFirstRowWithANumberIsNoHeader() {
    var table = parse("5.1,setosa\n4.9,setosa\n");
    assertThat(table.columns()).containsExactly("column1", "column2");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(parse(",x\n0,1\n").columns()).containsExactly("column1", "x");
  }

  @Test
  void quotesLineEndsAndSpaces() {
    var table = parse("a,b\r\n\"x, \"\"y\"\"\nz\", 1 \r\n\r\n \"q\" ,2\r\n3 ,2");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.text(0, 0)).isEqualTo("x, \"y\"\nz");
    assertThat(table.text(1, 0)).isEqualTo("q");
    assertThat(table.number(0, 1)).isEqualTo(1);
    assertThat(table.where(1)).isEqualTo("text line 5");
  }

  @Test
  void encodings() throws IOException {
    String text = "größe,ok\n1,ä\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      for (String mark : List.of("\uFEFF", "")) {
        if (mark.isEmpty() && !charset.equals(StandardCharsets.UTF_8)) {
          continue;
        }
        var table = read((mark + text).getBytes(charset));
        assertThat(table.columns()).as(charset + mark).containsExactly("größe", "ok");
        assertThat(table.text(0, 1)).isEqualTo("ä");
      }
    }
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_16BE)))
        .isInstanceOf(CsvException.class);
  }

  @Test
  void declaredTypes() {
    var zips = Csv.parse("zip,y\n01234,1\n99999,2\n", CsvOptions.detected().categorical("zip"));
    assertThat(zips.numeric(0)).isFalse();
    assertThat(zips.text(0, 0)).isEqualTo("01234");
    assertThatThrownBy(() -> Csv.parse("x\na\nb\n", CsvOptions.detected().numeric("x")))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith("text line 2: column \"x\": expected a number");
    assertThatThrownBy(() -> Csv.parse("x\na\nb\n", CsvOptions.detected().numeric("y")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("missing column \"y\"; the columns are x");
    assertThat(parse("x,y\n1,2\n").categorical("x").text(0, 0)).isEqualTo("1");
    assertThat(parse("x,y\n1,2\n").without("x").columns()).containsExactly("y");
    assertThatThrownBy(() -> parse("x,y\n1,2\n").without("x", "y"))
        .isInstanceOf(DataException.class);
  }

  @Test
  void columnsOfTheTypesThatAModelTakes() {
    var options = CsvOptions.detected().categorical("zip");
    var trained = Csv.parse("zip,x,y\n01234,1,1\n99999,2,2\n", options);
    var p = Preprocessing.fit(trained, List.of("y"), Scaling.none());

    var fitting = CsvOptions.fitting(p);
    assertThat(p.inputs(Csv.parse("x,zip\n5,01234\n", fitting))).containsExactly(1, 0, 5);
    assertThatThrownBy(() -> Csv.parse("x,zip\nfive,01234\n", fitting))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("line 2: column \"x\"");
    assertThatThrownBy(() -> Csv.parse("x\n5\n", fitting.withHeader()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("missing column \"zip\"");
  }

  @Test
  void aTextAmongNumbersIsNamed() {
    assertThatThrownBy(
            () -> read("x,y\n1,1\n\n2,2\n3,oops\n4,4\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(CsvException.class, e -> assertThat(e.line()).isEqualTo(5))
        .hasMessage(
            "my.csv line 5: column \"y\": expected a number, as in most rows, got \"oops\"; correct"
                + " the cell, or say that the column holds texts: --categorical \"y\" of gradus"
                + " train, CsvOptions.categorical in Java");
    assertThatThrownBy(() -> Csv.parse("y\nnorth\nsouth\n", CsvOptions.detected().numeric("y")))
        .hasMessage(
            "text line 2: column \"y\": expected a number, got \"north\"; correct the cell, or take"
                + " data whose column holds numbers");
    assertThatThrownBy(() -> parse("x;y\n1;1\n2;2,5\n3;3\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("with a point, not a comma");
  }

  @Test
  void numbersWithCommasAreNoCategories() {
    for (String cells :
        List.of(
            "1,5\n2,5\n3,0",
            "?\n-0,5\n1,5e3",
            "3\n1,5\n2,5",
            "1.234,5\n2,5",
            "1,234,567\n8,900.5",
            "1,5\n2,5\nred",
            "oops\n1,5\n2,5\n3,5",
            "n.k.\n1\n2,5\n3")) {
      String csv = "k;y\n" + cells.replaceAll("(?m)^", "a;") + "\n";
      assertThatThrownBy(() -> parse(csv))
          .as(cells)
          .isInstanceOf(CsvException.class)
          .hasMessageContaining("column \"y\": expected a number, got \"")
          .hasMessageContaining("write numbers with a point, not a comma")
          .hasMessageContaining("--categorical \"y\"");
      var texts = CsvOptions.detected().categorical("y");
      assertThat(Csv.parse(csv, texts).numeric(1)).as(cells).isFalse();
    }
    for (String cells : List.of("1,5\nred\nblue", "1,5\nred", "a,b\nc,d", "1,2,3\n1,2", ",\n,")) {
      assertThat(parse("k;y\n" + cells.replaceAll("(?m)^", "a;") + "\n").numeric(1)).isFalse();
    }
  }

  @Test
  void columnsThatAModelDoesNotTakeAreNeverRefused() {
    var table = parse("x;y\n1;2\n2;3\n3;4\n");
    var model = Preprocessing.fit(table, List.of("y"), Scaling.none());
    var options = CsvOptions.fitting(model);
    var rows = Csv.parse("x;note;price\n7;1;1,5\n8;2;2,5\n9;oops;NaN\n", options);
    assertThat(model.inputs(rows)).containsExactly(7, 8, 9);
  }

  @Test
  void aTableIsCalledByItsFile() throws IOException {
    var empty = read("x,y\n,1\n,2\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Preprocessing.fit(empty, List.of("y"), Scaling.none()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "my.csv, column \"x\" has no value in the rows to learn from: leave the column out"
                + " (--ignore \"x\" of gradus train, Table.without in Java)");
  }

  @Test
  void aTextAfterVeryManyNumbersIsNamed() {
    var text = new StringBuilder("x\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append('\n');
    }
    assertThat(parse(text.toString()).number(19_999, 0)).isEqualTo(19_999);
    assertThatThrownBy(() -> parse(text + "oops\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("line 20002");
  }

  @Test
  void brokenRowsAreNamed() {
    assertThatThrownBy(() -> parse("a,b\n1,2\n3\n"))
        .isInstanceOf(CsvException.class)
        .hasMessage("text line 3: expected 2 cells, got 1");
    assertThatThrownBy(() -> parse("a,b\n1,2\n3,4,5\n"))
        .isInstanceOf(CsvException.class)
        .hasMessage("text line 3: expected 2 cells, got 3");
    assertThatThrownBy(() -> parse("a,b\n1,2\n3,\"4\n5,6\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith("text line 3: broken row");
    assertThatThrownBy(() -> parse("a,b\n1,\"2\"x\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith("text line 2: broken row");
    assertThatThrownBy(() -> parse("a,a\n1,2\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two columns are called \"a\"");
    assertThatThrownBy(() -> parse("a\n\0\n")).isInstanceOf(CsvException.class);
  }

  @Test
  void packedFilesAreNamed() {
    assertThatThrownBy(() -> read(new byte[] {0x1F, (byte) 0x8B, 8, 0}))
        .isInstanceOf(CsvException.class)
        .hasMessage("my.csv: this is a gzip file: unpack it first, as with gunzip");
    assertThatThrownBy(() -> read(new byte[] {'P', 'K', 3, 4}))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("zip file or a workbook");
  }

  @Test
  void emptyFilesAreRefused() {
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(CsvException.class)
        .hasMessage("text: the file is empty; give one with a header and rows");
    assertThatThrownBy(() -> parse("\n\n")).isInstanceOf(CsvException.class);
    assertThatThrownBy(() -> parse("a,b\n"))
        .isInstanceOf(CsvException.class)
        .hasMessage("text: there is a header but no row; add rows below it");
  }

  @Test
  void infinityAndUnknownCategoriesAreNamedByLine() {
    for (String infinite : List.of("inf", "-Infinity", "+INF", "1e999")) {
      assertThatThrownBy(() -> parse("x,y\n1,2\n" + infinite + ",3\n"))
          .isInstanceOf(CsvException.class)
          .hasMessage(
              "text line 3: column \"x\": expected a finite number, got \"%s\"; leave the cell empty if the value is missing, or mend what made it"
                  .formatted(infinite));
    }
    assertThat(parse("word,y\ninf,1\nsup,2\nmax,3\n").distinct("word"))
        .containsExactly("inf", "max", "sup");
    var p = Preprocessing.fit(parse("c,y\na,1\nb,2\n"), List.of("y"), Scaling.none());
    assertThatThrownBy(() -> p.inputs(parse("c\na\n\nz\n")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("text line 4, column \"c\": unknown category");
  }

  @Test
  void files(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.csv");
    Files.writeString(file, "a,b\n1,2\n3\n");
    assertThatThrownBy(() -> Csv.read(file))
        .isInstanceOf(CsvException.class)
        .hasMessage("my.csv line 3: expected 2 cells, got 1");
    assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv")))
        .isInstanceOf(NoSuchFileException.class);
    Files.writeString(file, "a,b\n1,2\n");
    assertThat(Csv.read(file).rows()).isEqualTo(1);
  }

  @Test
  void damagedBytesGiveATableOrATypedError() {
    byte[] good =
        "name,size,\"kind\"\n\"a, b\",1.5,x\n\"c\"\"d\",,y\ne,3e2,\"z\nw\"\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] spice = {0, '"', ',', '\n', '\r', ';', (byte) 0xFF, (byte) 0xFE, (byte) 0xC3, '9', 'e'};
    var random = new Random(11);
    int refused = 0;
    for (int trial = 0; trial < 5_000; trial++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int hits = random.nextInt(1, 5); hits > 0 && bytes.length > 0; hits--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean() ? spice[random.nextInt(spice.length)] : (byte) random.nextInt(256);
      }
      try {
        var table = read(bytes);
        assertThat(table.rows()).isPositive();
      } catch (DataException e) {
        refused++;
        assertThat(e.getMessage()).startsWith("my.csv");
      } catch (IOException e) {
        throw new AssertionError(
            "an untyped error for " + new String(bytes, StandardCharsets.ISO_8859_1), e);
      }
    }
    assertThat(refused).isBetween(500, 4_999);
  }
}
