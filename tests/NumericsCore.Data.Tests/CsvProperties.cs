using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Data.Csv;

namespace NumericsCore.Data.Tests;

/// <summary>What holds of any text in a table.</summary>
public class CsvProperties
{
    private static readonly string[] Pieces =
        ["0", "1", "01", "1.0", "-", "+", ".", "e5", "E", "NA", "Na", "nan", "inf", "True", "false", "9007199254740993", " ", ",", ";", "\"", "\n", "é", "e\u0301", "日", "\u001B", "x"];

    private static Gen<string> AnyText => Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Choose(-20, 20).Select(i => i.ToString("D3", CultureInfo.InvariantCulture)),
        ArbMap.Default.GeneratorFor<double>().Select(x => x.ToString("R", CultureInfo.InvariantCulture)));

    // What a cell cannot hold: halves of surrogate pairs, and, as CSV has it, a text that is missing.
    private static Gen<string> Cell => AnyText.Where(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text);

    private static readonly CsvOptions NothingMissing = new() { MissingValues = [], MissingTexts = [], KeepText = ["y"] };

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [Property(MaxTest = 500)]
    public Property Labels_are_the_texts_of_their_rows() => Prop.ForAll(
        Cell.Where(text => !string.IsNullOrWhiteSpace(text)).NonEmptyListOf().Select(texts => texts.Take(20).ToArray()).Where(texts => texts.Distinct().Count() > 1).ToArbitrary(),
        Gen.Elements(',', ';', '\t').ToArbitrary(),
        (texts, delimiter) =>
        {
            string text = $"x{delimiter}y\n" + string.Concat(texts.Select(cell => $"1{delimiter}{Quote(cell)}\n"));
            var labels = ClassLabels.From(Csv.Read(text, NothingMissing with { Delimiter = delimiter })["y"]);
            return labels.Indices.ToArray().Select(index => labels.Names[index]).SequenceEqual(texts) && labels.Names.Distinct().Count() == labels.Names.Count;
        });

    [Property(MaxTest = 300)]
    public Property Labels_of_numbers_are_the_texts_of_their_rows_in_numeric_order() => Prop.ForAll(
        Gen.OneOf(
            from value in Gen.Choose(-30, 30)
            from format in Gen.Elements("D", "D2", "D5", "F1", "E2", "R", "G17")
            select (format[0] == 'D' ? value.ToString(format, CultureInfo.InvariantCulture) : (value / 4.0).ToString(format, CultureInfo.InvariantCulture)),
            from low in Gen.Choose(0, 9)
            select FormattableString.Invariant($"900719925474099{low}")).NonEmptyListOf().Select(texts => texts.Take(20).ToArray()).Where(texts => texts.Distinct().Count() > 1).ToArbitrary(),
        texts =>
        {
            var column = Csv.Read("y\n" + string.Concat(texts.Select(cell => cell + "\n")))["y"];
            var labels = ClassLabels.From(column);
            decimal[] order = [.. labels.Names.Select(name => decimal.Parse(name, NumberStyles.Float, CultureInfo.InvariantCulture))];
            return column is NumericColumn && labels.Indices.ToArray().Select(index => labels.Names[index]).SequenceEqual(texts) && order.SequenceEqual(order.Order());
        });

    [Property(MaxTest = 2000)]
    public Property A_short_number_is_read_to_the_last_bit_and_plain_if_it_is_written_as_its_value() => Prop.ForAll(
        (from sign in Gen.Elements("", "-")
         from zeros in Gen.Elements("", "0", "00")
         from whole in Gen.OneOf(Gen.Constant(""), Gen.Choose(0, 999_999).Select(i => i.ToString(CultureInfo.InvariantCulture)))
         from point in Gen.Elements("", ".")
         from fraction in Gen.OneOf(Gen.Constant(""), Gen.Choose(0, 999_999_999).Select(i => i.ToString(CultureInfo.InvariantCulture)), Gen.Choose(1, 99).Select(i => $"0000{i}"), Gen.Choose(1, 99).Select(i => $"{i}0"))
         select sign + zeros + whole + point + (point.Length == 0 ? "" : fraction)).ToArbitrary(),
        text =>
        {
            bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double expected);
            bool read = PlainNumber.TryRead(Encoding.UTF8.GetBytes(text), out double value, out bool plain);
            if (text.Count(char.IsAsciiDigit) > 15) return !read;
            return read == isNumber && (!read || (
                BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(expected)
                && plain == (text == expected.ToString(CultureInfo.InvariantCulture) && text != "-0")
                && PlainNumber.Is(Encoding.UTF8.GetBytes(text), value) == plain));
        });

    /// <summary>Integers are read many digits at a time: what that way takes, and its value, are what the digits one by one give.</summary>
    [Property(MaxTest = 5000)]
    public Property A_short_integer_is_read_as_digit_by_digit() => Prop.ForAll(
        (from length in Gen.Choose(0, 10)
         from digits in Gen.Choose('0', '9').Select(static c => (byte)c).ArrayOf(length)
         from wrong in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements('/', ':', '-', '.', ' ', 0xB0)).Select(static c => (byte)c)
         from at in Gen.Choose(0, 40)
         select (byte[])[.. digits.Select((digit, i) => i == at ? wrong : digit)]).ToArbitrary(),
        static cell => AgreesOnIntegers(cell));

    [Fact]
    public void All_cells_of_one_and_two_bytes_are_read_as_digit_by_digit()
    {
        for (int first = 0; first < 256; first++)
        {
            Assert.True(AgreesOnIntegers([(byte)first]));
            for (int second = 0; second < 256; second++) Assert.True(AgreesOnIntegers([(byte)first, (byte)second]));
        }
    }

    private static bool AgreesOnIntegers(byte[] cell)
    {
        bool integer = PlainNumber.TryReadInteger(cell, out double value);
        bool expected = PlainNumber.TryRead(cell, out double same, out bool plain) && plain && cell.Length <= 8 && cell.All(static c => char.IsAsciiDigit((char)c));
        return integer == expected && (!integer || value == same);
    }

    [Property(MaxTest = 300)]
    public Property What_an_ignored_column_holds_does_not_matter() => Prop.ForAll(
        (from cells in AnyBytes.NonEmptyListOf()
         from at in Gen.Choose(0, 2)
         select (Cells: cells.Take(40).ToArray(), At: at)).ToArbitrary(),
        ignored =>
        {
            byte[] With(Func<int, byte[]> cell)
            {
                var file = new List<byte>();
                for (int row = -1; row < ignored.Cells.Length; row++)
                {
                    List<byte[]> fields = row < 0 ? [Csv.Utf8("x"), Csv.Utf8("y")] : [Csv.Utf8($"{row}.5"), Csv.Utf8(row % 2 == 0 ? "01" : "1")];
                    fields.Insert(ignored.At, row < 0 ? Csv.Utf8("ignored") : cell(row));
                    file.AddRange(fields.SelectMany((field, i) => i == 0 ? field : [(byte)',', .. field]));
                    file.Add((byte)'\n');
                }
                return [.. file];
            }

            Table any = Csv.ReadFile(With(row => ignored.Cells[row])).Without("ignored"), none = Csv.ReadFile(With(_ => Csv.Utf8("0"))).Without("ignored");
            return any.ToString() == none.ToString() && any.ToMatrix().Values.SequenceEqual(none.ToMatrix().Values) && !any.Notes.Any();
        });

    [Property(MaxTest = 300)]
    public Property A_word_is_missing_by_the_kind_of_its_column() => Prop.ForAll(
        Gen.Elements<string>([.. new CsvOptions().MissingValues, .. new CsvOptions().MissingTexts, "Na", "none", "x", "nA"]).NonEmptyListOf().ToArbitrary(),
        words =>
        {
            Table table = Csv.Read("n,t\n1,word\n" + string.Concat(words.Select(word => $"{(word == "x" ? "2" : word)},{word}\n")));
            var options = new CsvOptions();
            var (numbers, texts) = ((NumericColumn)table["n"], (TextColumn)table["t"]);
            return words.Index().All(pair =>
                numbers.IsMissing(pair.Index + 1) == options.MissingValues.Contains(pair.Item, StringComparer.OrdinalIgnoreCase)
                && texts.Values[pair.Index + 1] == (options.MissingTexts.Contains(pair.Item) ? null : pair.Item))
                && numbers.MissingWords.Values.Sum() == numbers.MissingCount && texts.MissingWords.Values.Sum() == texts.MissingCount;
        });

    [Property(MaxTest = 200)]
    public Property Any_delimiter_separates() => Prop.ForAll(
        Gen.Elements(Enumerable.Range(1, 127).Select(c => (char)c).Where(c => c is not ('"' or '\r' or '\n')).ToArray()).ToArbitrary(),
        Cell.ToArbitrary(),
        (delimiter, cell) =>
        {
            string word = "w" + cell;
            Table table = Csv.Read($"\"x\"{delimiter}\"y\"\n\"1\"{delimiter}{Quote(word)}\n", new CsvOptions { Delimiter = delimiter });
            return ((TextColumn)table["y"]).Values[0] == word && table["x"].Count == 1;
        });

    [Property(MaxTest = 200)]
    public Property The_pieces_in_which_a_file_comes_make_no_difference() => Prop.ForAll(
        (from rows in Cell.Select(Quote).Two().NonEmptyListOf()
         from sizes in Gen.Choose(1, 9).NonEmptyListOf()
         select (Text: "a,b\n" + string.Concat(rows.Select(row => $"{row.Item1},{row.Item2}\n")), Sizes: sizes.ToArray())).ToArbitrary(),
        file =>
        {
            using var whole = new MemoryStream(Csv.Utf8(file.Text));
            using var pieces = new PieceStream(Csv.Utf8(file.Text), file.Sizes);
            Table a = CsvTableReader.Read(Csv.AsUsual(whole), "t"), b = CsvTableReader.Read(Csv.AsUsual(pieces), "t");
            return a.ToString() == b.ToString() && a.Notes.SequenceEqual(b.Notes) && a.Columns.Zip(b.Columns, (x, y) =>
                x.GetType() == y.GetType() && Enumerable.Range(0, x.Count).All(row => x.Text(row) == y.Text(row))).All(same => same);
        });

    /// <summary>Bytes of a cell that is no record of its own: no quote, comma or line break.</summary>
    private static Gen<byte[]> AnyBytes => Gen.OneOf(
        Gen.Elements("inf", "1e999", "101E0101", "NA", "True", "9007199254740993x", "1", "-nan", "").Select(text => Csv.Utf8(text)),
        Gen.Choose(33, 255).Where(b => b is not ('"' or ',')).Select(b => (byte)b).ArrayOf());

    /// <summary>A stream whose reads give a few bytes each.</summary>
    private sealed class PieceStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
    {
        private int _reads;

        // The other ways to read come here in a class that is derived.
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, sizes[_reads++ % sizes.Length]));
    }
}
