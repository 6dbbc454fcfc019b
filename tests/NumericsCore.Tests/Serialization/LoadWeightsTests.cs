using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Serialization;

/// <summary>Weights of files go to the parameters that a caller names, all or none.</summary>
public sealed class LoadWeightsTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    [Fact]
    public void Weights_of_the_same_model_come_back()
    {
        var (model, other) = (Model(1), Model(2));
        model.SaveWeights(_scratch.Path, new Dictionary<string, string> { ["note"] = "x" });
        var result = other.LoadWeights(_scratch.Path);
        Assert.Equal(model.WeightsSha256(), other.WeightsSha256());
        Assert.Equal(["dense_1.weight", "dense_1.bias", "head.weight", "head.bias"], result.Loaded);
        Assert.Empty(result.Missing);
        Assert.Empty(result.Unexpected);
        Assert.Contains("no model of NumericsCore", Assert.Throws<ModelFileException>(() => NumericsCore.Model.Load(_scratch.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_transposes_of_another_library_are_said()
    {
        // as PyTorch's Sequential(Linear(3, 4), ReLU(), Linear(4, 2)) has them
        var (weight, bias) = (Make.Random([4, 3], 1, ElementType.Float32), Make.Random([4], 2, ElementType.Float32));
        var (weight2, bias2) = (Make.Random([2, 4], 3, ElementType.Float32), Make.Random([2], 4, ElementType.Float32));
        Write(("0.weight", weight), ("0.bias", bias), ("2.weight", weight2), ("2.bias", bias2));
        var model = Model(1);
        model.LoadWeights(_scratch.Path, path =>
            new WeightSource(path.Replace("dense_1", "0", StringComparison.Ordinal).Replace("head", "2", StringComparison.Ordinal), Transpose: path.EndsWith("weight", StringComparison.Ordinal)));
        Bits.AssertEqual(weight.Transpose(0, 1), model.NamedParameters["dense_1.weight"].Detach());
        Bits.AssertEqual(weight2.Transpose(0, 1), model.NamedParameters["head.weight"].Detach());
        Bits.AssertEqual(bias2, model.NamedParameters["head.bias"].Detach());
    }

    [Fact]
    public void A_square_matrix_is_transposed_only_if_that_is_said()
    {
        var square = Make.Random([3, 3], 1, ElementType.Float32);
        Write(("w", square));
        var model = new Sequential(new Dense(3, useBias: false));
        model.Build([3]);
        model.LoadWeights(_scratch.Path, static _ => "w");
        Bits.AssertEqual(square, model.Parameters[0].Detach());
        model.LoadWeights(_scratch.Path, static _ => new WeightSource("w", Transpose: true));
        Bits.AssertEqual(square.Transpose(0, 1), model.Parameters[0].Detach());
    }

    [Fact]
    public void Everything_that_does_not_fit_is_named_at_once_and_nothing_changes()
    {
        var model = Model(1);
        string before = model.WeightsSha256();
        Write(("dense_1.weight", Tensor.Ones([4, 3])), ("head.weight", Tensor.Ones([4, 2], ElementType.Float64)), ("head.bias", Tensor.Ones([2])), ("extra", Tensor.Ones([1])), ("more", Tensor.Ones([2, 2])));
        Expect.Error<ModelFileException>(
            $"{_scratch.Path}: the parameters and the tensors do not fit; "
            + "not fitting: 'dense_1.weight' is F32 [3, 4], the tensor 'dense_1.weight' F32 [4, 3], 'head.weight' is F32 [4, 2], the tensor 'head.weight' F64 [4, 2]; say convert: true to round its elements; "
            + "missing: 'dense_1.bias' F32 [4]; unexpected: 'extra' F32 [1], 'more' F32 [2, 2]",
            () => model.LoadWeights(_scratch.Path));
        Assert.Equal(before, model.WeightsSha256());
    }

    [Fact]
    public void Partial_loading_takes_what_fits_and_tells_the_rest()
    {
        var model = Model(1);
        float[] untouched = model.NamedParameters["head.weight"].ToArray<float>();
        Write(("dense_1.weight", Tensor.Ones([3, 4])), ("dense_1.bias", Tensor.Ones([4])), ("extra", Tensor.Ones([1])));
        Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path));
        var result = model.LoadWeights(_scratch.Path, strict: false);
        Assert.Equal(["dense_1.weight", "dense_1.bias"], result.Loaded);
        Assert.Equal(["head.weight", "head.bias"], result.Missing);
        Assert.Equal(["extra"], result.Unexpected);
        Assert.Equal(Enumerable.Repeat(1f, 12), model.NamedParameters["dense_1.weight"].ToArray<float>());
        Assert.Equal(untouched, model.NamedParameters["head.weight"].ToArray<float>());
        // a parameter that the mapping leaves alone is not missing
        Write(("dense_1.weight", Tensor.Zeros([3, 4])), ("dense_1.bias", Tensor.Zeros([4])));
        result = model.LoadWeights(_scratch.Path, static path => path.StartsWith("head", StringComparison.Ordinal) ? null : path);
        Assert.Equal((2, 0, 0), (result.Loaded.Count, result.Missing.Count, result.Unexpected.Count));
    }

    [Fact]
    public void Partial_loading_of_nothing_or_of_another_shape_is_an_error()
    {
        var model = Model(1);
        Write(("module.dense_1.weight", Tensor.Ones([3, 4])));
        Assert.Contains("no parameter found its tensor; the parameters take 'dense_1.weight' F32 [3, 4], ", Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path, strict: false)).Message, StringComparison.Ordinal);
        Write(("dense_1.weight", Tensor.Ones([3, 5])), ("dense_1.bias", Tensor.Ones([4])));
        string before = model.WeightsSha256();
        Assert.Contains("'dense_1.weight' is F32 [3, 4], the tensor 'dense_1.weight' F32 [3, 5]", Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path, strict: false)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.WeightsSha256());
    }

    [Theory]
    [InlineData("F16", new byte[] { 0, 0x3c, 0, 0xc0 })]
    [InlineData("BF16", new byte[] { 0x80, 0x3f, 0, 0xc0 })]
    [InlineData("I8", new byte[] { 1, 0xfe })]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0 })]
    public void Other_types_are_converted_when_asked(string type, byte[] data)
    {
        using (_scratch.Open(ScratchFile.Bytes("{\"dense_1.weight\":{\"dtype\":\"" + type + "\",\"shape\":[2,1],\"data_offsets\":[0," + data.Length + "]}}", data)))
        {
        }

        var model = new Sequential(new Dense(1, useBias: false));
        model.Build([2]);
        Assert.Contains("say convert: true", Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path)).Message, StringComparison.Ordinal);
        model.LoadWeights(_scratch.Path, convert: true);
        Assert.Equal([1f, -2f], model.Parameters[0].ToArray<float>());
    }

    [Fact]
    public void Types_that_are_not_read_are_named_among_what_does_not_fit()
    {
        using (_scratch.Open("""{"dense_1.weight":{"dtype":"F8_E4M3","shape":[2,1],"data_offsets":[0,2]}}""", 2))
        {
        }

        var model = new Sequential(new Dense(1, useBias: false));
        model.Build([2]);
        Assert.Contains("the tensor 'dense_1.weight' F8_E4M3 [2, 1], a type that is not read", Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path, convert: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_cannot_be_read_leaves_all_parameters_as_they_were()
    {
        // the last tensor of the file holds what no float32 can
        var model = Model(1);
        string before = model.WeightsSha256();
        Write(("dense_1.weight", Tensor.Ones([3, 4], ElementType.Float64)), ("dense_1.bias", Tensor.Ones([4], ElementType.Float64)), ("head.weight", Tensor.Ones([4, 2], ElementType.Float64)), ("head.bias", Tensor.From([1, 1e300])));
        Assert.Contains("element [1] is 1E+300, which is beyond float32", Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path, convert: true)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.WeightsSha256());
    }

    [Fact]
    public void One_tensor_may_go_to_several_parameters_and_a_vector_is_not_transposed()
    {
        var model = new Sequential(new Dense(2), new Dense(2));
        model.Build([2]);
        Write(("w", Make.Random([2, 2], 1, ElementType.Float32)), ("b", Tensor.Ones([2])));
        model.LoadWeights(_scratch.Path, static path => path.EndsWith("weight", StringComparison.Ordinal) ? "w" : "b");
        Assert.Equal(model.Parameters[0].ToArray<float>(), model.Parameters[2].ToArray<float>());
        Assert.Contains("which is no matrix to be transposed", Assert.Throws<ModelFileException>(() => model.LoadWeights(_scratch.Path, static path => new WeightSource(path.EndsWith("weight", StringComparison.Ordinal) ? "w" : "b", true))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_goes_on_from_loaded_weights_by_the_same_optimizer()
    {
        var (x, y) = (Make.Random([8, 3], elementType: ElementType.Float32), Make.Random([8, 2], 1, ElementType.Float32));
        var (model, other) = (Model(1), Model(2));
        foreach (var one in (Sequential[])[model, other])
        {
            one.Compile(new Sgd(0.1), new MeanSquaredError());
            one.Fit(x, y, seed: 3);
        }

        model.SaveWeights(_scratch.Path);
        other.LoadWeights(_scratch.Path);
        model.Fit(x, y, seed: 3);
        other.Fit(x, y, seed: 3);
        Assert.Equal(model.WeightsSha256(), other.WeightsSha256());
    }

    [GpuFact]
    public void Weights_go_to_every_device()
    {
        var source = Model(1);
        source.SaveWeights(_scratch.Path);
        foreach (var device in Gpus.All)
        {
            var model = Model(2, device);
            model.LoadWeights(_scratch.Path);
            Assert.Equal(source.WeightsSha256(), model.WeightsSha256());
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static Sequential Model(ulong seed, Device? device = null)
    {
        var model = new Sequential(new Dense(4, Activation.Relu), new Dense(2) { Name = "head" });
        model.Build([3], seed, device: device);
        return model;
    }

    private void Write(params (string Name, Tensor Tensor)[] tensors) => SafetensorsFile.Write(_scratch.Path, tensors.ToDictionary(static pair => pair.Name, static pair => pair.Tensor));
}
