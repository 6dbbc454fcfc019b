using System.Globalization;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

public class Properties
{
    private static readonly string[] Words = ["a", "B", ",", ";", "\"", "\n", "\r\n", " ", "\t", "é", "日", "1", "2.5", "e", "-", "NA", "null", "?"];

    private static readonly IReadOnlyList<string> UsualTexts = new CsvOptions().MissingTexts;

    private static Gen<double> Numbers => Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite),
        Gen.Choose(-1000, 1000).Select(i => i / 8.0),
        Gen.Constant(double.NaN));

    private static Gen<string?> Texts => Gen.OneOf(
        Gen.Elements(Words).ListOf().Select(words => string.Concat(words)).Select(text => string.IsNullOrWhiteSpace(text) || UsualTexts.Contains(text.Trim()) ? null : text),
        Numbers.Select(x => double.IsNaN(x) ? null : x.ToString("R", CultureInfo.InvariantCulture)));

    private static Gen<Column> Columns(int index, int rows) => Gen.OneOf(
        Numbers.ArrayOf(rows).Select(Column (values) => new NumericColumn($"n{index}", values)),
        // One word makes a column text whatever the cells before it look like.
        from values in Texts.ArrayOf(rows)
        from at in Gen.Choose(0, rows - 1)
        select (Column)new TextColumn($"t{index}, \"x\"", [.. values.Select((value, row) => row == at ? "word" + value : value)]));

    private static Arbitrary<Table> Tables => (
        from rows in Gen.Choose(1, 30)
        from width in Gen.Choose(1, 5)
        from columns in Gen.CollectToList(Enumerable.Range(0, width), index => Columns(index, rows))
        select new Table(columns)).ToArbitrary();

    private static bool Same(Column a, Column b) => a.Name == b.Name && (a, b) switch
    {
        (NumericColumn x, NumericColumn y) => x.Values.SequenceEqual(y.Values),
        (TextColumn x, TextColumn y) => x.Values.SequenceEqual(y.Values),
        _ => false,
    };

    [Property(MaxTest = 300)]
    public Property A_table_written_as_CSV_reads_back_equal() => Prop.ForAll(Tables, Gen.Elements(',', ';', '\t').ToArbitrary(), Gen.Elements("\n", "\r\n").ToArbitrary(), (table, delimiter, lineEnd) =>
    {
        var format = new CsvWriterOptions { Separator = delimiter, NewLine = lineEnd, Quoting = CsvQuoting.Always };
        string text = Csv.Write(table, format);
        var options = new CsvOptions { Delimiter = delimiter };
        return new[] { Csv.Read(text, options), Csv.ReadFile(Csv.Utf8(text), options) }.All(read =>
            read.RowCount == table.RowCount && read.Columns.Count == table.Columns.Count && read.Columns.Zip(table.Columns, Same).All(same => same));
    });

    [Property(MaxTest = 500)]
    public Property A_number_is_read_as_the_framework_reads_it() => Prop.ForAll(
        (from whole in Gen.Choose(0, int.MaxValue)
         from fraction in Gen.Choose(0, int.MaxValue)
         from more in Gen.Choose(0, int.MaxValue)
         from exponent in Gen.Choose(-330, 280)
         from sign in Gen.Elements("", "-", "+")
         select FormattableString.Invariant($"{sign}{whole}.{fraction}{more}e{exponent}")).ToArbitrary(),
        text =>
        {
            double read = ((NumericColumn)Csv.Read($"x\n{text}\n")["x"]).Values[0];
            return BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture));
        });

    [Property]
    public Property Scaling_can_be_undone() => Prop.ForAll(Matrices, matrix =>
    {
        var scaler = StandardScaler.Fit(matrix);
        FeatureMatrix back = scaler.InverseTransform(scaler.Transform(matrix));
        for (int i = 0; i < matrix.Values.Length; i++)
        {
            int c = i % matrix.ColumnCount;
            double size = Math.Max(Math.Abs(scaler.Means[c]), Math.Abs(matrix.Values[i]));
            if (Math.Abs(back.Values[i] - matrix.Values[i]) > 1e-14 * size) return false;
        }
        return true;
    });

    [Property]
    public Property Scaled_columns_have_mean_0_and_deviation_1() => Prop.ForAll(Matrices, matrix =>
    {
        FeatureMatrix z = StandardScaler.Fit(matrix).Transform(matrix);
        for (int c = 0; c < z.ColumnCount; c++)
        {
            double[] column = [.. Enumerable.Range(0, z.RowCount).Select(row => z.Row(row)[c])];
            double deviation = Math.Sqrt(column.Average(x => x * x));
            if (Math.Abs(column.Average()) > 1e-9 || (deviation != 0 && Math.Abs(deviation - 1) > 1e-9)) return false;
        }
        return true;
    });

    [Property]
    public Property A_split_deals_out_every_row_once(PositiveInt rows, ulong seed) => Prop.ForAll(
        Gen.Choose(1, 999).Select(i => i / 1000.0).ToArbitrary(),
        share =>
        {
            int count = rows.Get + 1;
            if (Math.Ceiling(count * (decimal)share) >= count) return true;
            var split = Split.TrainTest(count, share, seed);
            return split.Test.ToArray().Concat(split.Train.ToArray()).Order().SequenceEqual(Enumerable.Range(0, count));
        });

    [Property]
    public Property A_stratified_split_misses_a_share_by_less_than_a_row(ulong seed) => Prop.ForAll(
        Gen.Choose(2, 40).NonEmptyListOf().Where(counts => counts.Count is > 1 and < 9).ToArbitrary(),
        Gen.Choose(1, 9).ToArbitrary(),
        (counts, tenths) =>
        {
            string[] classes = [.. counts.SelectMany((count, c) => Enumerable.Repeat($"class {c}", count))];
            int rows = classes.Length;
            int test = (rows * tenths + 9) / 10;
            if (test == rows) return true;
            var labels = ClassLabels.From(new TextColumn("y", classes));
            var split = Split.TrainTest(rows, tenths / 10.0, seed, labels);
            bool covered = split.Test.ToArray().Concat(split.Train.ToArray()).Order().SequenceEqual(Enumerable.Range(0, rows));
            return covered && split.Test.Length == test
                && labels.Rows(split.Test).Counts.Zip(counts, (tested, count) => Math.Abs(tested - (double)test * count / rows)).All(miss => miss < 1);
        });

    private static Arbitrary<FeatureMatrix> Matrices => (
        from rows in Gen.Choose(1, 30)
        from width in Gen.Choose(1, 4)
        from offset in Gen.Choose(-1000, 1000)
        from values in Gen.Choose(-1_000_000, 1_000_000).ArrayOf(rows * width)
        select new FeatureMatrix([.. values.Select(v => offset + v / 4096.0)], rows, Enumerable.Range(0, width).Select(c => $"c{c}"))).ToArbitrary();
}
