using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using Parquet;
using Parquet.Schema;
using Field = Apache.Arrow.Field;

namespace NumericsCore.Columnar.Tests;

/// <summary>How files are told apart and opened, and what their types become.</summary>
public class ColumnarFileTests
{
    private static readonly SampleColumn[] Small = [new("n", SampleKind.Double, [1.5, null]), new("s", SampleKind.Text, ["a", "b"])];

    [Fact]
    public async Task A_file_is_known_by_its_first_bytes_whatever_its_name()
    {
        string path = Path.GetTempFileName();
        try
        {
            foreach (byte[] file in (byte[][])[await ParquetFiles.WriteAsync(Small), ArrowFiles.Write(Small, isStream: false), ArrowFiles.Write(Small, isStream: true)])
            {
                File.WriteAllBytes(path, file);
                var table = ColumnarFile.Read(path);
                Assert.Equal(path, table.Name);
                Assert.Equal(["n", "s"], table.Columns.Select(static column => column.Name));
                Assert.Null(table.Csv);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Columns_are_chosen_in_the_order_asked_for()
    {
        foreach (byte[] file in (byte[][])[await ParquetFiles.WriteAsync(Small), ArrowFiles.Write(Small, isStream: true)])
        {
            Assert.Equal(["s", "n"], ColumnarFile.Read(new MemoryStream(file), "table", "s", "n").Columns.Select(static column => column.Name));
            Assert.Equal("table: there is no column 'x'; the columns are 'n' and 's'", Assert.Throws<TableException>(() => ColumnarFile.Read(new MemoryStream(file), "table", "x")).Message);
        }
    }

    [Fact]
    public void A_stream_that_cannot_be_sought_is_read_and_left_open()
    {
        using var stream = new OneWay(ArrowFiles.Write(Small, isStream: false));
        Assert.Equal(2, ColumnarFile.Read(stream, "pipe").RowCount);
        Assert.Equal(-1, stream.ReadByte());
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "is neither a Parquet nor an Arrow file; Table.ReadCsv reads text")]
    [InlineData("PAR1,PAR2\n1,2\n", "is neither a Parquet nor an Arrow file; Table.ReadCsv reads text")]
    [InlineData("", "is neither a Parquet nor an Arrow file; Table.ReadCsv reads text")]
    [InlineData("FEA1\0\0\0\0", "is a Feather file of version 1, which is not read; write version 2, as pandas and pyarrow do")]
    [InlineData("PARE\u0015\0\0\0", "is encrypted Parquet, which is not read")]
    [InlineData("PAR1\u0015\0\0\0PAR1", "the Parquet file is truncated or broken: the footer has 21 bytes of 12")]
    public void What_is_no_such_file(string text, string problem) =>
        Assert.Equal($"table: {problem}", Assert.Throws<TableException>(() => ColumnarFile.Read(new MemoryStream(Encoding.ASCII.GetBytes(text)), "table")).Message);

    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_the_system() => Assert.Throws<FileNotFoundException>(() => ColumnarFile.Read("no such file.parquet"));

    [Fact]
    public async Task A_file_without_rows_is_no_table()
    {
        byte[] arrow = ArrowFiles.Write([new RecordBatch(new Schema([new Field("n", DoubleType.Default, true)], null), [new DoubleArray.Builder().Build()], 0)]);
        foreach (byte[] file in (byte[][])[arrow, await ParquetFiles.WriteAsync([new("n", SampleKind.Double, [])])])
            Assert.Equal("table: there are no rows", Assert.Throws<TableException>(() => ColumnarFile.Read(new MemoryStream(file), "table")).Message);
    }

    [Fact]
    public async Task Metadata_that_does_not_end_is_refused_and_not_read_for_ever()
    {
        byte[] file = await ParquetFiles.WriteAsync(Small);
        int footer = BitConverter.ToInt32(file.AsSpan(file.Length - 8));
        // no byte of the footer, or of the first page's header, ends an integer
        byte[] endless = [.. file], page = [.. file];
        endless.AsSpan(file.Length - 8 - footer + 1, footer - 1).Fill(0xFF);
        page.AsSpan(5, 40).Fill(0xFF);
        Assert.Equal("table: the Parquet file is truncated or broken: the metadata has an integer of more than ten bytes", Assert.Throws<TableException>(() => ColumnarFile.Read(new MemoryStream(endless), "table")).Message);
        Assert.StartsWith("table: the Parquet file is truncated or broken: the metadata has", Assert.Throws<TableException>(() => ColumnarFile.Read(new MemoryStream(page), "table")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_has_small_and_unsigned_integers_required_columns_and_old_timestamps()
    {
        DataField[] fields =
        [
            new DataField<int>("int", false), new DataField<uint>("uint", false), new DataField<ulong>("ulong", true), new DataField<byte>("byte", false), new DataField<float>("float", false),
            new DateTimeDataField("int96", DateTimeFormat.Impala, isNullable: false), new DataField("bytes", typeof(byte[]), true), new DataField<Guid>("guid", false), new DataField<int>("a.b", false),
        ];
        using var file = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<int>(fields[0], (int[])[-1, 2]);
            await group.WriteAsync<uint>(fields[1], (uint[])[uint.MaxValue, 0]);
            await group.WriteAsync<ulong>(fields[2], (ulong?[])[ulong.MaxValue, null]);
            await group.WriteAsync<byte>(fields[3], (byte[])[255, 0]);
            await group.WriteAsync<float>(fields[4], (float[])[0.25f, float.NaN]);
            await group.WriteAsync<DateTime>(fields[5], (DateTime[])[new DateTime(2024, 1, 31, 12, 30, 0), new DateTime(1969, 12, 31)]);
            await group.WriteAsync(fields[6], (byte[]?[])[[1], null]);
            await group.WriteAsync<Guid>(fields[7], (Guid[])[Guid.Empty, Guid.Empty]);
            await group.WriteAsync<int>(fields[8], (int[])[1, 2]);
        }

        file.Position = 0;
        var table = ColumnarFile.Read(file, "table");
        Assert.Equal([-1, 2], ((NumericColumn)table["int"]).Values.ToArray());
        Assert.Equal([4294967295, 0], ((NumericColumn)table["uint"]).Values.ToArray());
        Assert.Equal("18446744073709551615", table["ulong"].Text(0));
        Assert.Contains(table.Notes, static note => note.Column == "ulong" && note.Message.StartsWith("the integer 18446744073709551615 has more digits than a float64 holds", StringComparison.Ordinal));
        Assert.Equal([255, 0], ((NumericColumn)table["byte"]).Values.ToArray());
        Assert.Equal([0.25, double.NaN], ((NumericColumn)table["float"]).Values.ToArray());
        Assert.Equal<string?[]>(["2024-01-31T12:30:00", "1969-12-31T00:00:00"], ((TextColumn)table["int96"]).Values.ToArray());
        Assert.Equal(Guid.Empty.ToString(), table["guid"].Text(1));
        Assert.Equal([1, 2], ((NumericColumn)table["a.b"]).Values.ToArray());
        Assert.StartsWith("table, column 'bytes': it has values of type BYTE_ARRAY; expected numbers, text, true and false, or dates", table["bytes"].Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrow_has_dictionaries_runs_views_halves_wide_decimals_and_times()
    {
        var words = new StringArray.Builder().Append("x").Append("y").Build();
        (string Name, IArrowArray Array)[] columns =
        [
            ("dictionary", new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, ordered: false), new Int8Array.Builder().Append(1).AppendNull().Append(0).Build(), words)),
            ("runs", new RunEndEncodedArray(new Int32Array.Builder().Append(2).Append(3).Build(), words)),
            ("view", new StringViewArray.Builder().Append("short").Append("a text of more than twelve bytes").AppendNull().Build()),
            ("half", new HalfFloatArray.Builder().Append((Half)0.5).AppendNull().Append((Half)2).Build()),
            ("wide", new Decimal256Array.Builder(new Decimal256Type(40, 2)).Append("12345678901234567890123456789012345.67").AppendNull().Append("-0.05").Build()),
            ("time", new Time64Array.Builder(new Time64Type(TimeUnit.Microsecond)).Append(1_500_000).AppendNull().Append(0).Build()),
            ("nano", new TimestampArray(new TimestampType(TimeUnit.Nanosecond, "Europe/Berlin"), new ArrowBuffer.Builder<long>().Append(1_706_704_200_000_000_001).Append(-1).Append(0).Build(), ArrowBuffer.Empty, 3, 0, 0)),
            ("late", new TimestampArray(new TimestampType(TimeUnit.Second, (string?)null), new ArrowBuffer.Builder<long>().Append(long.MaxValue).Append(0).Append(0).Build(), ArrowBuffer.Empty, 3, 0, 0)),
            ("nothing", new NullArray(3)),
            ("bytes", new BinaryArray.Builder().Append([1]).AppendNull().Append([2]).Build()),
            ("latin", new StringArray(3, new ArrowBuffer.Builder<int>().Append(0).Append(1).Append(2).Append(3).Build(), new ArrowBuffer.Builder<byte>().Append(0xE9).Append(0x61).Append(0x62).Build(), ArrowBuffer.Empty)),
        ];
        var batch = new RecordBatch(new Schema([.. columns.Select(static column => new Field(column.Name, column.Array.Data.DataType, true))], null), columns.Select(static column => column.Array), 3);
        var table = ColumnarFile.Read(new MemoryStream(ArrowFiles.Write([batch, batch])), "table");
        Assert.Equal(6, table.RowCount);
        Assert.Equal<string?[]>(["y", null, "x", "y", null, "x"], ((TextColumn)table["dictionary"]).Values.ToArray());
        Assert.Equal<string?[]>(["x", "x", "y"], ((TextColumn)table["runs"]).Values[..3].ToArray());
        Assert.Equal<string?[]>(["short", "a text of more than twelve bytes", null], ((TextColumn)table["view"]).Values[..3].ToArray());
        Assert.Equal([0.5, double.NaN, 2], ((NumericColumn)table["half"]).Values[..3].ToArray());
        Assert.Equal("12345678901234567890123456789012345.67", table["wide"].Text(0));
        Assert.Equal("-0.05", table["wide"].Text(2));
        Assert.Equal([1.5, double.NaN, 0], ((NumericColumn)table["time"]).Values[..3].ToArray());
        Assert.Equal<string?[]>(["2024-01-31T12:30:00.000000001Z", "1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z"], ((TextColumn)table["nano"]).Values[..3].ToArray());
        Assert.Contains("beyond the years 1 to 9999", table["late"].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(6, table["nothing"].MissingCount);
        Assert.Contains("it has values of type binary", table["bytes"].Fault!.Message, StringComparison.Ordinal);
        Assert.Contains("the text is not UTF-8", table["latin"].Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused_and_one_without_has_a_fault()
    {
        IArrowArray one = new Int32Array.Builder().Append(1).Build();
        byte[] File(params string[] names) => ArrowFiles.Write([new RecordBatch(new Schema([.. names.Select(static name => new Field(name, Int32Type.Default, true))], null), names.Select(_ => one), 1)]);
        Assert.Equal("table, column 'a': two columns have this name", Assert.Throws<TableException>(() => ColumnarFile.Read(new MemoryStream(File("a", "a")), "table")).Message);
        Assert.Contains("column 2 has no name in the file", ColumnarFile.Read(new MemoryStream(File("a", " ")), "table")["column 2"].Fault!.Message, StringComparison.Ordinal);
        Assert.True(ColumnarFile.Read(new MemoryStream(ArrowFiles.Write([new RecordBatch(new Schema([new Field("__index_level_0__", Int32Type.Default, true)], null), [new Int32Array.Builder().Append(1).Append(2).Build()], 2)])), "table")["__index_level_0__"].IsRowIndex);
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
