using System.Globalization;

namespace NumericsCore.Tests.Serialization;

/// <summary>Models in files that cannot be theirs, and classes that no file may choose.</summary>
public sealed class ModelFileErrorTests : IDisposable
{
    private const string Whole = """{"version":1,"elementType":"float32","inputShape":[2],"model":{"kind":"sequential","layers":[LAYERS]}MORE}""";
    private const string Dense = """{"kind":"dense","units":1,"activation":"none","useBias":false,"weightInitializer":{"kind":"zeros"},"biasInitializer":{"kind":"zeros"}}""";
    private const string Sgd = """{"kind":"sgd","learningRate":0.1,"weightDecay":0,"decoupled":false,"momentum":0,"dampening":0,"nesterov":false,"convention":"PyTorch"}""";
    private const string Compiled = ",\"compiled\":{\"optimizer\":" + Sgd + ",\"loss\":{\"kind\":\"mean_squared_error\",\"reduction\":\"Mean\"},\"metrics\":[]}";

    private readonly ScratchFile _scratch = new();

    [Fact]
    public void What_the_cases_begin_with_loads() => Assert.Equal([1f, 2f], Load(Document(Dense, Compiled)).Parameters[0].ToArray<float>());

    public static TheoryData<string, string> BrokenDocuments => new()
    {
        { "", "is not JSON" },
        { "[]", "expected an object" },
        { "{", "is not JSON" },
        { "{\"version\":1,\"version\":1}", "without repeated names" },
        { "{}", "version is missing; expected a whole number" },
        { "{\"version\":\"1\"}", "version is '\"1\"'; expected a whole number" },
        { "{\"version\":0}", "version is 0; expected 1 or more" },
        { "{\"version\":2}", "it is of version 2, and this NumericsCore reads up to 1; load it with a newer one" },
        { "{\"version\":1}", "elementType is missing" },
        { Document(Dense).Replace("float32", "float16", StringComparison.Ordinal), "elementType is 'float16'; expected float32 or float64" },
        { Document(Dense).Replace("float32", "float64", StringComparison.Ordinal), "shape [2, 1] by the settings of its layer, for which the file's tensors are too small" },
        { Document(Dense).Replace("[2]", "[-2]", StringComparison.Ordinal), "inputShape: An extent of [-2] is negative" },
        { Document(Dense).Replace("[2]", "[3000000000]", StringComparison.Ordinal), "expected whole numbers" },
        { Document(Dense).Replace("[2]", "[1000000000]", StringComparison.Ordinal), "inputShape is [1000000000]; expected at most 67108864 elements" },
        { Document(Dense).Replace("[2]", "[1,1,1,1,1,1,1,1,1]", StringComparison.Ordinal), "inputShape: A shape has at most 8 axes" },
        { Document(Dense).Replace("[2]", "[]", StringComparison.Ordinal), "its model cannot be built: A dense layer needs samples" },
        { Document(Dense).Replace("[2]", "[3]", StringComparison.Ordinal), "shape [3, 1] by the settings of its layer, for which the file's tensors are too small" },
        { Document(Dense).Replace("[2]", "[1]", StringComparison.Ordinal), "'dense_1.weight' is F32 [1, 1], the tensor 'dense_1.weight' F32 [2, 1]" },
        { Document(""), "A sequential model has at least one layer" },
        { Document("1"), "model.layers[0]: expected an object" },
        { Document("{}"), "model.layers[0]: kind is missing; expected text" },
        { Document("{\"kind\":5}"), "kind is '5'; expected text" },
        { Document("{\"kind\":\"System.Diagnostics.Process\"}"), "model.layers[0]: there is no layer 'System.Diagnostics.Process'; if it is your own, register it before: ModelRegistry.RegisterLayer<...>(\"System.Diagnostics.Process\", save, load)" },
        { Document("{\"kind\":\"\\u001b[2J\"}"), @"there is no layer '\u001B[2J'" },
        { Document(Dense.Replace("\"units\":1,", "", StringComparison.Ordinal)), "model.layers[0]: units is missing; expected a whole number" },
        { Document(Dense.Replace("\"units\":1", "\"units\":1.5", StringComparison.Ordinal)), "units is '1.5'; expected a whole number" },
        { Document(Dense.Replace("\"units\":1", "\"units\":0", StringComparison.Ordinal)), "A dense layer has at least 1 unit" },
        { Document(Dense.Replace("\"units\":1", "\"units\":2147483647", StringComparison.Ordinal)), "shape [2, 2147483647] by the settings of its layer, for which the file's tensors are too small" },
        { Document(Dense.Replace("none", "swish", StringComparison.Ordinal)), "activation is '\"swish\"'; expected one of none, relu" },
        { Document(Dense.Replace("false", "0", StringComparison.Ordinal)), "useBias is '0'; expected true or false" },
        { Document(Dense.Replace("false", "true", StringComparison.Ordinal)), "parameter 'dense_1.bias' has shape [1] by the settings" },
        { Document(Dense.Replace("zeros", "ones", StringComparison.Ordinal)), "weightInitializer: there is no initializer 'ones'" },
        { Document(Dense.Replace("\"units\"", "\"extra\":1,\"units\"", StringComparison.Ordinal)), "there is no setting 'extra' in this version" },
        { Document(Dense.Replace("\"units\"", "\"name\":\"a.b\",\"units\"", StringComparison.Ordinal)), "'a.b' is no name of a layer" },
        { Document(Dense.Replace("\"units\"", "\"name\":\"head\",\"units\"", StringComparison.Ordinal)), "missing: 'head.weight' F32 [2, 1]; unexpected: 'dense_1.weight' F32 [2, 1]" },
        { Document(Dense.Replace("\"units\"", "\"name\":\"\\ud800\",\"units\"", StringComparison.Ordinal)), "expected text" },
        { Document(Dense.Replace("\"units\"", "\"\\ud800\":\"\",\"units\"", StringComparison.Ordinal)), "no Unicode" },
        { Document("{\"kind\":\"dropout\",\"rate\":\"NaN\"}"), "A dropout rate lies in [0, 1)" },
        { Document("{\"kind\":\"dropout\",\"rate\":1e999}"), "A dropout rate lies in [0, 1)" },
        { Document("{\"kind\":\"dropout\",\"rate\":\"many\"}"), "rate is '\"many\"'; expected a number" },
        { Document("{\"kind\":\"relu\"}"), "unexpected: 'dense_1.weight' F32 [2, 1]" },
        { Document("{\"kind\":\"shared\",\"layer\":0}"), "layer 0 does not stand before it" },
        { Document("{\"kind\":\"shared\",\"layer\":-1}"), "layer -1 does not stand before it" },
        { Document("{\"kind\":\"sequential\",\"layers\":{}}"), "layers is '{}'; expected layers" },
        { Whole.Replace("{\"kind\":\"sequential\",\"layers\":[LAYERS]}", Dense, StringComparison.Ordinal).Replace("MORE", "", StringComparison.Ordinal), "model is a layer that is no model" },
        { Document(Dense, ",\"later\":1"), "there is no setting 'later' in this version" },
        { Document(Dense, ",\"seed\":-1"), "seed is '-1'; expected a whole number" },
        { Document(Dense, ",\"frozen\":[\"dense_2.weight\"]"), "frozen names the parameter 'dense_2.weight', which the model does not have" },
        { Document(Dense, ",\"compiled\":{}"), "compiled: optimizer is missing" },
        { Document(Dense, Compiled.Replace("mean_squared_error", "contrastive", StringComparison.Ordinal)), "there is no loss 'contrastive'; if it is your own, register it before: ModelRegistry.RegisterLoss<...>" },
        { Document(Dense, Compiled.Replace("Mean", "None", StringComparison.Ordinal)), "its model cannot be built: Training needs one number" },
        { Document(Dense, Compiled.Replace("\"Mean\"", "\"0\"", StringComparison.Ordinal)), "reduction is '\"0\"'; expected one of Mean, Sum, None" },
        { Document(Dense, Compiled.Replace("[]", "[{\"kind\":\"accuracy\"},{\"kind\":\"accuracy\"}]", StringComparison.Ordinal)), "Two metrics are called 'accuracy'" },
        { Document(Dense, Compiled.Replace("0.1", "-0.1", StringComparison.Ordinal)), "compiled.optimizer: Expected a finite number, at least 0. (Parameter 'learningRate')" },
        { Document(Dense, Compiled.Replace("PyTorch\"", "PyTorch\",\"groups\":[{\"parameters\":[\"x\"]}]", StringComparison.Ordinal)), "a group of the optimizer names the parameter 'x'" },
        { Document(Dense, Compiled.Replace("PyTorch\"", "PyTorch\",\"groups\":[{\"parameters\":[\"dense_1.weight\",\"dense_1.weight\"]}]", StringComparison.Ordinal)), "'dense_1.weight' is listed twice" },
        { Document(string.Concat(Enumerable.Repeat("{\"kind\":\"sequential\",\"layers\":[", 200)) + Dense + string.Concat(Enumerable.Repeat("]}", 200))), "of at most 256 levels" },
        { Document(string.Join(',', Enumerable.Repeat("{\"kind\":\"relu\"}", 70_000))), "the model has more than 65536 layers" },
        { Document(Dense, ",\"x\":\"" + new string('x', 17_000_000) + "\""), "bytes; expected at most 16777216" },
    };

    [Theory]
    [MemberData(nameof(BrokenDocuments))]
    public void A_model_that_breaks_a_rule_is_refused(string document, string problem)
    {
        var error = Assert.Throws<ModelFileException>(() => Load(document));
        Assert.StartsWith(_scratch.Path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, PrintableText.Of(error.Message));
    }

    [Fact]
    public void A_file_without_a_model_says_what_to_do()
    {
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor> { ["a"] = Tensor.Scalar(1) });
        Assert.EndsWith("it has tensors, but no model of NumericsCore (no metadata 'numericscore'); build the model and read them with LoadWeights", Assert.Throws<ModelFileException>(() => Model.Load(_scratch.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_are_refused_unless_allowed(float value)
    {
        var model = new Sequential(new Dense(300, useBias: false));
        model.Build([1000], seed: 1);
        float[] weights = model.Parameters[0].ToArray<float>();
        weights[123 * 300 + 45] = value;
        model.Parameters[0].Assign<float>(weights);
        model.Save(_scratch.Path);
        string problem = string.Create(CultureInfo.InvariantCulture, $"tensor 'dense_1.weight': element [123, 45] is {value}; weights are finite, unless allowNonFinite says otherwise");
        Assert.EndsWith(problem, Assert.Throws<ModelFileException>(() => Model.Load(_scratch.Path)).Message, StringComparison.Ordinal);
        string before = model.WeightsSha256();
        Assert.Equal(before, Model.Load(_scratch.Path, allowNonFinite: true).WeightsSha256());
        var other = new Sequential(new Dense(300, useBias: false));
        other.Build([1000], seed: 2);
        string unchanged = other.WeightsSha256();
        Assert.EndsWith(problem, Assert.Throws<ModelFileException>(() => other.LoadWeights(_scratch.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(unchanged, other.WeightsSha256());
        other.LoadWeights(_scratch.Path, allowNonFinite: true);
        Assert.Equal(before, other.WeightsSha256());
    }

    [Fact]
    public void A_small_file_that_asks_for_much_memory_gets_none()
    {
        File.WriteAllBytes(_scratch.Path, FileOf(Document(Dense.Replace("\"units\":1", "\"units\":2000000000", StringComparison.Ordinal))));
        long before = GC.GetAllocatedBytesForCurrentThread(), native = Environment.WorkingSet;
        Assert.Throws<ModelFileException>(() => Model.Load(_scratch.Path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.InRange(Environment.WorkingSet - native, long.MinValue, 1 << 30);
    }

    [Fact]
    public void A_model_that_is_not_built_cannot_be_saved_or_given_weights()
    {
        var model = new Sequential(new Dense(1));
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>());
        Assert.Contains("not built", Assert.Throws<InvalidOperationException>(() => model.Save(_scratch["b"])).Message, StringComparison.Ordinal);
        Assert.Contains("not built", Assert.Throws<InvalidOperationException>(() => model.SaveWeights(_scratch["b"])).Message, StringComparison.Ordinal);
        Assert.Contains("not built", Assert.Throws<InvalidOperationException>(() => model.LoadWeights(_scratch.Path)).Message, StringComparison.Ordinal);
        Assert.Equal([_scratch.Path], _scratch.Entries);
    }

    [Fact]
    public void A_folder_and_a_missing_folder_are_refused_and_nothing_is_left()
    {
        var model = new Sequential(new Dense(1));
        model.Build([2]);
        Assert.Contains("which is a folder; expected a file", Assert.Throws<ModelFileException>(() => model.Save(_scratch[""])).Message, StringComparison.Ordinal);
        Assert.Contains("but there is no folder", Assert.Throws<ModelFileException>(() => model.Save(_scratch["no/a"])).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => Model.Load(_scratch[""]));
        Assert.Empty(_scratch.Entries);
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>A file with a document and the tensor dense_1.weight = [1, 2].</summary>
    internal static byte[] FileOf(string document) => ScratchFile.Bytes(
        "{\"__metadata__\":{\"numericscore\":" + System.Text.Json.JsonSerializer.Serialize(document) + "},\"dense_1.weight\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}",
        [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)]);

    private static string Document(string layers, string more = "") =>
        Whole.Replace("LAYERS", layers, StringComparison.Ordinal).Replace("MORE", more, StringComparison.Ordinal);

    private Model Load(string document)
    {
        File.WriteAllBytes(_scratch.Path, FileOf(document));
        return Model.Load(_scratch.Path);
    }
}
