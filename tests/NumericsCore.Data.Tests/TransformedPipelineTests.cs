using System.Text;

namespace NumericsCore.Data.Tests;

/// <summary>A pipeline with columns that are made features: saved, loaded, and asked for raw tables.</summary>
public sealed class TransformedPipelineTests : IDisposable
{
    private const string Raw = "n,c,k,m\n1,a,1,5\n2,b,2,\n,a,1,-7\n4,,2,8\n5,c,3,9\n";

    private static readonly ColumnSteps[] s_steps =
    [
        new("n") { Impute = Imputation.Median, Steps = [NumberStep.Clip(0.1), NumberStep.YeoJohnson, NumberStep.Quantile] },
        new("c") { Impute = Imputation.Constant(), MinFrequency = 2 },
        new("k") { Encode = CategoryEncoding.Frequency },
        new("m") { Impute = Imputation.Constant(3), Steps = [NumberStep.Robust] },
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("transformed").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_loaded_pipeline_predicts_the_same_bits_from_tables_and_from_files()
    {
        var pipeline = Create();
        string file = Path.Combine(_folder, "model.safetensors"), csv = Path.Combine(_folder, "new.csv");
        pipeline.Save(file);
        var loaded = TablePipeline.Load(file);
        Assert.Equal(pipeline.Columns!.ToString(), loaded.Columns!.ToString());
        File.WriteAllText(csv, "extra,k,c,n,m\nx,1,new,2.5,\nx,7,b,,NA\nx,,a,1,1\nx,2.0,\"\",3,4\n");
        var expected = pipeline.Predict(Table.ReadCsv(csv).DropMissing("k"));
        var text = new StringWriter();
        var counts = loaded.PredictCsv(csv, text);
        Assert.Equal((4, 1), (counts.RowCount, counts.IncompleteCount));
        Assert.Equal(new Dictionary<string, long> { ["c"] = 1, ["k"] = 1 }, counts.Unknown);
        string[] lines = text.ToString().Split('\n');
        Assert.Equal(["prediction", expected.Text(0), expected.Text(1), "\"\"", expected.Text(2), ""], lines);
    }

    [Fact]
    public void Values_that_count_as_missing_are_kept_with_the_model()
    {
        var marked = new Table([new NumericColumn("n", [1, -999, 3, -0.0]), new TextColumn("c", ["a", "b", "unknown", null]), new TextColumn("d", ["2024-01-01", "never", "2024-01-03", "2024-01-02"])]);
        var plain = new Table([new NumericColumn("n", [1, double.NaN, 3, double.NaN]), new TextColumn("c", ["a", "b", null, null]), new TextColumn("d", ["2024-01-01", null, "2024-01-03", "2024-01-02"])]);
        var steps = new ColumnSteps { Impute = Imputation.MostFrequent };
        var columns = ColumnTransformer.Fit(marked, steps with { Missing = ["-999", "unknown", "never", "0"] });
        var expected = ColumnTransformer.Fit(plain, steps).Transform(plain);
        Assert.Equal(expected.ColumnNames, columns.OutputNames);
        Assert.Equal(expected.Values, columns.Transform(marked).Values);
        var model = new Sequential(new Dense(1));
        model.Build([columns.OutputNames.Count], seed: 5);
        string file = Path.Combine(_folder, "missing.safetensors"), csv = Path.Combine(_folder, "missing.csv");
        new TablePipeline(model, columns.FitScaler(expected), new StandardScaler(["y"], [1], [2])) { Columns = columns }.Save(file);
        var loaded = TablePipeline.Load(file);
        Assert.Equal(expected.Values, loaded.Columns!.Transform(marked).Values);
        File.WriteAllText(csv, "n,c,d\n-999,unknown,never\n,,\n");
        var text = new StringWriter();
        loaded.PredictCsv(csv, text);
        string[] lines = text.ToString().Split('\n');
        Assert.Equal(lines[1], lines[2]);
        // nothing is filled in, and so it is an error
        Assert.Contains("the value in row 1 is missing", Assert.Throws<TableException>(() => ColumnTransformer.Fit(marked.Select("n"), new ColumnSteps { Missing = ["-999"] }).Transform(marked.Select("n"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ColumnSteps { Missing = [" "] });
    }

    [Theory]
    [InlineData(DateEncoding.Elapsed)]
    [InlineData(DateEncoding.Parts)]
    [InlineData(DateEncoding.Cyclic)]
    public void Dates_are_kept_with_the_model(DateEncoding encoding)
    {
        var raw = Csv.Read("d,e\n31/12/2023,2024-01-01 10:00Z\n01/01/2024,\n15/06/2024,2024-05-01 11:00+02:00\n");
        var columns = ColumnTransformer.Fit(raw, new ColumnSteps { Dates = encoding, Impute = Imputation.Median });
        var features = columns.Transform(raw);
        var model = new Sequential(new Dense(1));
        model.Build([features.ColumnCount], seed: 5);
        string file = Path.Combine(_folder, "dates.safetensors"), csv = Path.Combine(_folder, "dates.csv");
        new TablePipeline(model, columns.FitScaler(features), new StandardScaler(["y"], [1], [2])) { Columns = columns }.Save(file);
        var loaded = TablePipeline.Load(file);
        Assert.Equal(columns.ToString(), loaded.Columns!.ToString());
        File.WriteAllText(csv, "e,d\n2025-01-01T00:00:00Z,02/03/2025\n,03/03/2025\n");
        Assert.Equal(columns.Transform(Table.ReadCsv(csv)).Values, loaded.Columns.Transform(Table.ReadCsv(csv)).Values);
        var text = new StringWriter();
        Assert.Equal(2, loaded.PredictCsv(csv, text).RowCount);
        Assert.Equal(loaded.Predict(Table.ReadCsv(csv)).Text(0), text.ToString().Split('\n')[1]);
        foreach (var (part, broken, problem) in new[] { ("\"order\":\"dmy\"", "\"order\":\"ydm\"", "expected ymd, dmy or mdy"), ("\"encoding\":\"", "\"encoding\":\"un", "expected elapsed, parts or cyclic"), ("\"origin\":", "\"origin\":\"NaN\",\"old\":", "expected a finite number of days") })
        {
            string changed = Path.Combine(_folder, "changed.safetensors");
            Change(file, changed, part, broken);
            Assert.Contains(problem, Assert.Throws<ModelFileException>(() => TablePipeline.Load(changed)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_transformer_of_other_columns_is_refused()
    {
        var pipeline = Create();
        var other = ColumnTransformer.Fit(Csv.Read("c\na\nb\n"));
        Assert.Throws<ArgumentException>(() => new TablePipeline(pipeline.Model, pipeline.Features, pipeline.TargetScaler!) { Columns = other });
    }

    [Theory]
    [InlineData("\"kind\":\"one-hot\"", "\"kind\":\"no-hot\"", "there is no column of kind")]
    [InlineData("\"kind\":\"yeo-johnson\"", "\"kind\":\"yeo\"", "there is no step")]
    [InlineData("\"fill\":3,", "\"fill\":\"NaN\",", "fill is NaN; expected a finite number")]
    [InlineData("\"others\":[\"b\",", "\"others\":[\"a\",", "comes twice")]
    [InlineData("\"frequencies\":[0.4,", "\"frequencies\":[4.0,", "The frequencies are not one above 0")]
    [InlineData("\"indicator\":true", "\"indicator\":1234", "indicator is '1234'; expected true or false")]
    [InlineData("\"name\":\"n\"", "\"name\":\"m\"", "Two columns have one name")]
    [InlineData("\"name\":\"n\"", "\"name\":\"q\"", "The transformer makes other columns than the scaler takes")]
    public void A_broken_file_is_refused_with_the_place(string part, string broken, string problem)
    {
        string file = Path.Combine(_folder, "broken.safetensors");
        Create().Save(file);
        Change(file, file, part, broken);
        Assert.Contains(problem, Assert.Throws<ModelFileException>(() => TablePipeline.Load(file)).Message, StringComparison.Ordinal);
    }

    /// <summary>Writes a file anew with another piece of its JSON.</summary>
    private static void Change(string from, string to, string part, string broken)
    {
        byte[] bytes = File.ReadAllBytes(from);
        int length = (int)BitConverter.ToInt64(bytes, 0);
        string header = Encoding.UTF8.GetString(bytes, sizeof(long), length);
        string json = part.Replace("\"", "\\\"", StringComparison.Ordinal), other = broken.Replace("\"", "\\\"", StringComparison.Ordinal);
        int at = header.IndexOf(json, StringComparison.Ordinal);
        Assert.True(at >= 0, header);
        header = header[..at] + other + header[(at + json.Length)..];
        header += new string(' ', -Encoding.UTF8.GetByteCount(header) & 7);
        byte[] changed = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(to, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. bytes[(sizeof(long) + length)..]]);
    }

    private static TablePipeline Create()
    {
        var raw = Csv.Read(Raw);
        var columns = ColumnTransformer.Fit(raw, s_steps);
        var features = columns.Transform(raw);
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(1));
        model.Build([features.ColumnCount], seed: 5);
        return new TablePipeline(model, columns.FitScaler(features), new StandardScaler(["y"], [1], [2])) { Columns = columns };
    }
}
