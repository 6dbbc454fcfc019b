namespace NumericsCore.OwnFormulas.Tests;

/// <summary>An optimizer of a user's rule, beside the library's of the same rule.</summary>
public sealed class OwnOptimizerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("own-optimizers").FullName;

    private string File => Path.Combine(_folder, "training.safetensors");

    [Fact]
    public void A_copy_of_a_built_in_rule_trains_to_its_bits()
    {
        foreach (var device in (Device[])[Device.Cpu, Device.CreateCpu(1), Device.CreateCpu(2), Device.CreateCpu(3)]) AssertSame(device);
    }

    [GpuFact]
    public void It_does_on_devices()
    {
        foreach (var device in Gpus.All) AssertSame(device);
    }

    [Fact]
    public void A_training_goes_on_from_a_checkpoint_with_its_state() => AssertResumes(Device.Cpu);

    [GpuFact]
    public void It_goes_on_on_devices()
    {
        foreach (var device in Gpus.All) AssertResumes(device);
    }

    [Fact]
    public void A_model_s_file_has_its_settings()
    {
        Register();
        var model = Model(new OwnLion(0.25, 0.125), Device.Cpu);
        model.Save(File);
        byte[] first = System.IO.File.ReadAllBytes(File);
        NumericsCore.Model.Load(File).Save(File);
        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_trace_shows_its_numbers_and_its_state()
    {
        var trace = new OwnLion(0.5).Trace(Tensor.From([1.0]), [Tensor.From([2.0]), Tensor.From([-1.0])]);
        Assert.Equal("OwnLion", trace.Formula.Name);
        Assert.Equal(["alpha", "beta1", "beta2", "eta"], trace.Formula.Settings.Select(static setting => setting.Symbol.Name));
        Assert.Equal([0.5], trace.Steps[0]["theta"]);
        Assert.Equal((1 - 0.99) * 2, trace.Steps[0]["s1"][0], 1e-15);
        // 0.9·0.02 - 0.1·1 is negative
        Assert.Equal([1.0], trace.Steps[1]["theta"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertSame(Device device)
    {
        var (x, y) = Data(device);
        Sequential own = Model(new OwnLion(0.01, 0.1) { ClipNorm = 1 }, device), builtIn = Model(new Lion(0.01, weightDecay: 0.1) { ClipNorm = 1 }, device);
        foreach (var model in (Sequential[])[own, builtIn]) model.Fit(x, y, epochs: 4, batchSize: 16, seed: 7);
        Assert.Equal(builtIn.WeightsSha256(), own.WeightsSha256());
    }

    private void AssertResumes(Device device)
    {
        Register();
        var (x, y) = Data(device);
        var whole = Model(new OwnLion(0.01), device);
        whole.Fit(x, y, epochs: 4, batchSize: 16, seed: 7);
        Model(new OwnLion(0.01), device).Fit(x, y, epochs: 2, batchSize: 16, seed: 7, callbacks: [new Checkpoint(File)]);
        var resumed = Model(new OwnLion(0.01), device);
        resumed.Fit(x, y, epochs: 4, batchSize: 16, resumeFrom: File);
        Assert.Equal(whole.WeightsSha256(), resumed.WeightsSha256());
        // its momentum counts: without it the end is another one
        var afresh = Model(new OwnLion(0.01), device);
        afresh.Fit(x, y, epochs: 2, batchSize: 16, seed: 7);
        afresh.Compile(new OwnLion(0.01), new MeanSquaredError());
        afresh.Fit(x, y, epochs: 2, batchSize: 16, seed: 7);
        Assert.NotEqual(whole.WeightsSha256(), afresh.WeightsSha256());
    }

    private static void Register() => ModelRegistry.RegisterOptimizer<OwnLion>("own_lion", static (lion, settings) =>
    {
        settings.Write("learningRate", lion.LearningRate);
        settings.Write("weightDecay", lion.WeightDecay);
    }, static settings => new(settings.ReadDouble("learningRate"), settings.ReadDouble("weightDecay")));

    private static Sequential Model(Optimizer optimizer, Device device)
    {
        var model = new Sequential(new Dense(8, Activation.Tanh), new Dense(1));
        model.Build([3], seed: 7, device: device);
        model.Compile(optimizer, new MeanSquaredError());
        return model;
    }

    private static (Tensor X, Tensor Y) Data(Device device)
    {
        var x = Tensor.Uniform([64, 3], seed: 1, low: -1, high: 1, device: device);
        return (x, x.Square().Sum(1, keepDims: true));
    }
}
