using System.Globalization;
using System.Text.Json.Nodes;

namespace NumericsCore.Data.Tests;

/// <summary>Tests that measure the memory of the process, which others of the assembly would share.</summary>
[CollectionDefinition(nameof(MemoryOfTheProcess), DisableParallelization = true)]
public sealed class MemoryOfTheProcess;

/// <summary>A model with its columns, scaling and target: saved, loaded, and asked.</summary>
[Collection(nameof(MemoryOfTheProcess))]
public sealed class TablePipelineTests : IDisposable
{
    private static readonly string[] s_columns = ["a", "é", "c, d"];

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, false, ElementType.Float32)]
    [InlineData(1, false, ElementType.Float64)]
    [InlineData(2, false, ElementType.Float32)]
    [InlineData(2, true, ElementType.Float64)]
    [InlineData(4, true, ElementType.Float32)]
    [InlineData(4, true, ElementType.Float64)]
    public void A_loaded_pipeline_predicts_the_same_bits_from_tables_and_from_files(int classes, bool fromLogits, ElementType elementType)
    {
        var pipeline = Create(classes, fromLogits, elementType);
        string file = Path.Combine(_folder, "model.safetensors"), csv = Path.Combine(_folder, "new.csv"), written = Path.Combine(_folder, "out.csv");
        pipeline.Save(file);
        var loaded = TablePipeline.Load(file);
        // in another order than the model has it, and more rows than a block has
        File.WriteAllLines(csv, ["\"c, d\",a,e\u0301", .. Enumerable.Range(0, 2500).Select(static i => FormattableString.Invariant($"{Math.Sin(i):R},{i % 7},{i / 3.0:R}"))]);
        var before = pipeline.Predict(Table.ReadCsv(csv));
        var after = loaded.Predict(Table.ReadCsv(csv));
        Assert.Equal(2500, after.RowCount);
        Assert.Equal(before.Values, after.Values);
        Assert.Equal(before.Classes, after.Classes);
        Assert.Equal(before.Probabilities, after.Probabilities);

        using (var output = new StreamWriter(written)) Assert.Equal(2500, loaded.PredictCsv(csv, output, new CsvPredictionOptions { Probabilities = classes > 1 }).RowCount);
        var read = Table.ReadCsv(written, new CsvOptions { KeepText = ["prediction"] });
        if (classes == 1)
        {
            Assert.Equal(before.Values, ((NumericColumn)read["prediction"]).Values);
            return;
        }

        Assert.True(before.Classes.Distinct().Count() > 1);
        Assert.Equal(before.Classes, Enumerable.Range(0, 2500).Select(row => read["prediction"].Text(row)!));
        for (int c = 0; c < classes; c++)
        {
            double[] column = ((NumericColumn)read.Columns[c + 1]).Values.ToArray();
            Assert.Equal(Enumerable.Range(0, 2500).Select(row => before.Probabilities[row * classes + c]), column.Select(p => elementType == ElementType.Float32 ? (float)p : p));
        }
    }

    [Fact]
    public void A_file_is_read_as_the_table_was_that_the_model_was_trained_on_unless_otherwise_said()
    {
        var made = Create(2, false, ElementType.Float64);
        var pipeline = new TablePipeline(made.Model, made.Features, "y", made.Classes!) { MissingWords = ["nothing"], Csv = new CsvOptions { Delimiter = ';', Decimal = ',', HasHeader = true } };
        string csv = Path.Combine(_folder, "new.csv");
        File.WriteAllText(csv, "a;é;c, d\n1,5;2;3\nnothing;2;3\n2;250,25;-1\n");
        using StringWriter implied = new(), said = new();
        var options = new CsvOptions { Delimiter = ';', Decimal = ',', MissingValues = ["nothing"] };
        Assert.Equal((3, 1), (pipeline.PredictCsv(csv, implied).RowCount, pipeline.PredictCsv(csv, TextWriter.Null).IncompleteCount));
        pipeline.PredictCsv(csv, said, new CsvPredictionOptions { Csv = options });
        Assert.Equal(said.ToString(), implied.ToString());
    }

    [Fact]
    public void Numbers_and_spellings_come_back_bit_for_bit()
    {
        double[] means = [0.1 + 0.2, -5e-324, -0.0], scales = [1e308, double.Epsilon, Math.PI];
        var model = new Sequential(new Dense(3));
        model.Build([3], seed: 1);
        string file = Path.Combine(_folder, "model.safetensors");
        new TablePipeline(model, new StandardScaler(s_columns, means, scales), "y \"z\"", ["01", "1", "1.0"], fromLogits: true) { MissingWords = ["-", ""] }.Save(file);
        var loaded = TablePipeline.Load(file);
        Assert.Equal(means.Select(BitConverter.DoubleToInt64Bits), loaded.Features.Means.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(scales, loaded.Features.Scales);
        Assert.Equal(s_columns, loaded.Features.ColumnNames);
        Assert.Equal(["01", "1", "1.0"], loaded.Classes!);
        Assert.Equal(("y \"z\"", true), (loaded.Target, loaded.FromLogits));
        Assert.Equal(["-", ""], loaded.MissingWords!);
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.9, 0)]
    public void The_threshold_decides_between_two_classes(double threshold, int expected)
    {
        var model = new Sequential(new Dense(1, Activation.Sigmoid) { Name = "d" });
        model.Build([1], seed: 1);
        foreach (var parameter in model.Parameters) parameter.Assign(Tensor.Zeros(parameter.Shape));
        string file = Path.Combine(_folder, "model.safetensors");
        new TablePipeline(model, new StandardScaler(["x"], [0], [1]), "y", ["no", "yes"], threshold: threshold).Save(file);
        var predicted = TablePipeline.Load(file).Predict(new Table([new NumericColumn("x", [3])]));
        Assert.Equal([0.5, 0.5], predicted.Probabilities);
        Assert.Equal([expected == 1 ? "yes" : "no"], predicted.Classes);
    }

    [Theory]
    [InlineData("a,é,\"c, d\n1,2,3\n")]
    [InlineData("a,é,\"c, d\"\n1,\"2,3\n")]
    public void A_quote_that_is_never_closed_is_said_in_the_header_too(string text)
    {
        string csv = Path.Combine(_folder, "broken.csv");
        File.WriteAllText(csv, text);
        var error = Assert.Throws<TableException>(() => Create(1, false, ElementType.Float32).PredictCsv(csv, TextWriter.Null));
        Assert.Contains("broken.csv", error.Message, StringComparison.Ordinal);
        Assert.Contains("quote", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_file_is_predicted_in_the_memory_of_a_block()
    {
        const int Rows = 200_000;
        string csv = Path.Combine(_folder, "long.csv");
        using (var writer = new StreamWriter(csv))
        {
            writer.Write("a,é,\"c, d\"\n");
            for (int row = 0; row < Rows; row++) writer.Write(FormattableString.Invariant($"{row},{row % 10},{row % 7}\n"));
        }

        using var watch = new MemoryWatch();
        Assert.Equal(Rows, Create(1, false, ElementType.Float32).PredictCsv(csv, watch).RowCount);
        Assert.Equal(Rows + 1, watch.Lines);
        // all the features alone would be 4.8 MB
        Assert.InRange(watch.Grown, long.MinValue, 1_000_000);
    }

    [Theory]
    [InlineData("version", "5", "load it with a newer one")]
    [InlineData("version", "0", "expected 1 or more")]
    [InlineData("task", "\"rank\"", "expected classification or regression")]
    [InlineData("features", "[\"a\"]", "One mean and one scale for each column")]
    [InlineData("features", "[\"a\",\"a\",\"b\"]", "Two feature columns have one name")]
    [InlineData("features", "7", "expected texts")]
    [InlineData("means", "[1,2,\"NaN\"]", "it must be finite")]
    [InlineData("scales", "[1,2,0]", "it must be above 0 and finite")]
    [InlineData("classes", "[\"a\",\"b\",\"c\"]", "expected [3] for 3 classes")]
    [InlineData("classes", "[\"a\",\"a\"]", "comes twice")]
    [InlineData("classes", "[]", "expected at least two")]
    [InlineData("threshold", "1.5", "expected a probability from 0 to 1")]
    [InlineData("target", "\"a\"", "is a feature column too")]
    [InlineData("target", "\" \"", "The value cannot be an empty string")]
    [InlineData("extra", "1", "there is no setting 'extra'")]
    [InlineData("missingOf", "[{\"column\":\"a\",\"words\":[]},{\"column\":\"a\",\"words\":[]}]", "comes twice")]
    [InlineData("missingOf", "[{\"column\":\"a\",\"words\":[1]}]", "expected texts")]
    [InlineData("missingOf", "{}", "expected objects")]
    [InlineData("reading", "7", "expected an object")]
    [InlineData("reading", "{\"decimal\":\".,\"}", "expected one character")]
    [InlineData("reading", "{\"decimal\":\";\"}", "expected '.' or ','")]
    [InlineData("reading", "{\"decimal\":\",\",\"delimiter\":\"é\"}", "not an ASCII character")]
    [InlineData("reading", "{\"decimal\":\",\",\"thousands\":\",\"}", "expected two signs")]
    [InlineData("reading", "{\"decimal\":\".\",\"extra\":1}", "there is no setting 'extra'")]
    public void A_broken_document_says_what_is_wrong(string name, string value, string problem)
    {
        string file = Path.Combine(_folder, "model.safetensors");
        var pipeline = Create(2, false, ElementType.Float32);
        pipeline.Save(file);
        JsonNode json;
        using (var saved = SafetensorsFile.Open(file)) json = JsonNode.Parse(saved.Metadata[TablePipeline.Key])!;
        json[name] = JsonNode.Parse(value);
        if (name is "reading" or "missingOf") json["version"] = name == "reading" ? 3 : 4;
        pipeline.Model.SaveWith(file, TablePipeline.Key, json.ToJsonString(), compiled: false, metadata: null);
        var error = Assert.Throws<ModelFileException>(() => TablePipeline.Load(file));
        Assert.Contains("metadata 'numericscore.pipeline'", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static TablePipeline Create(int classes, bool fromLogits, ElementType elementType)
    {
        var model = new Sequential(new Dense(8, Activation.Tanh), new Dense(classes == 2 ? 1 : classes, classes == 2 && !fromLogits ? Activation.Sigmoid : null));
        model.Build([3], seed: 5, elementType: elementType);
        var features = new StandardScaler(s_columns, [3, 100, 0.1], [2, 300, 0.7]);
        return classes == 1
            ? new TablePipeline(model, features, new StandardScaler(["y"], [152.1], [77.3]))
            : new TablePipeline(model, features, "y", [.. Enumerable.Range(0, classes).Select(static c => string.Create(CultureInfo.InvariantCulture, $"0{c}, \"x\""))], fromLogits);
    }

    /// <summary>Counts lines, and how much more lives at its tenths than at the first.</summary>
    private sealed class MemoryWatch : StringWriter
    {
        private long _first;

        public int Lines { get; private set; }

        public long Grown { get; private set; }

        public override void Write(string? value)
        {
            if (++Lines % 20_000 != 0) return;
            long living = GC.GetTotalMemory(forceFullCollection: true);
            if (_first == 0) _first = living;
            Grown = Math.Max(Grown, living - _first);
        }
    }
}
