namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Losses of users in files of models.</summary>
public sealed class OwnLossFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("own-losses").FullName;

    private string File => Path.Combine(_folder, "model.safetensors");

    [Fact]
    public void Registered_ones_come_back_with_their_settings()
    {
        ModelRegistry.RegisterLossFormula<Huber>("own_huber", static (huber, settings) => settings.Write("delta", huber.Delta), static settings => new(new(settings.ReadDouble("delta"))));
        ModelRegistry.RegisterLossFormula<OwnSquaredError>("own_squared_error");
        ModelRegistry.RegisterLoss<OwnMeanSquaredError>("own_mean_squared_error", static (loss, settings) => settings.Write("reduction", loss.Reduction), static settings => new(settings.ReadEnum<Reduction>("reduction")));
        Loss[] losses = [Loss.From(new Huber(new(0.3)), Reduction.Sum, [0.5, 2]), Loss.From(new Huber(new(0.7))), Loss.From<OwnSquaredError>(), new OwnMeanSquaredError(Reduction.Sum)];
        Tensor x = Tensor.Uniform([5, 3], seed: 1), y = Tensor.Uniform([5, 2], seed: 2);
        foreach (var loss in losses)
        {
            var model = Compiled(loss);
            model.Save(File);
            byte[] first = System.IO.File.ReadAllBytes(File);
            var loaded = Model.Load(File);
            Assert.Equal(model.Evaluate(x, y).Loss, loaded.Evaluate(x, y).Loss);
            loaded.Save(File);
            Assert.Equal(first, System.IO.File.ReadAllBytes(File));
        }
    }

    [Fact]
    public void Others_say_how_they_are_registered()
    {
        Assert.Contains("ModelRegistry.RegisterLoss<Told>(", Assert.Throws<NotSupportedException>(() => Compiled(new Told(static x => x)).Save(File)).Message, StringComparison.Ordinal);
        Assert.Contains("ModelRegistry.RegisterLossFormula<SquaredError>(", Assert.Throws<NotSupportedException>(() => Compiled(Loss.From<Kernels.Formulas.SquaredError>()).Save(File)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
        Assert.Contains("Huber holds values", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLossFormula<Huber>("own_other_huber")).Message, StringComparison.Ordinal);
        Assert.Contains("is a name of the library's own", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterLossFormula<OwnSquaredError>("mean_squared_error")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential Compiled(Loss loss)
    {
        var model = new Sequential(new Dense(2));
        model.Build([3], seed: 1);
        model.Compile(new Sgd(), loss);
        return model;
    }
}
