using System.Text;
using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Activations of users' formulas in files of models.</summary>
public sealed class OwnActivationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("own-activations").FullName;

    private string File => Path.Combine(_folder, "model.safetensors");

    [Fact]
    public void A_registered_formula_comes_back_with_its_values()
    {
        Register();
        var model = Model(Activation.From(new LeakyRelu(new(0.1))), Activation.From(new LeakyRelu(new(0.3))), Activation.From<Gelu>());
        model.Save(File);
        byte[] first = System.IO.File.ReadAllBytes(File);
        var loaded = NumericsCore.Model.Load(File);
        Assert.Equal(["LeakyRelu", "LeakyRelu", "Gelu"], loaded.Children.OfType<Dense>().Select(static layer => layer.Activation.Name));
        var x = Tensor.Uniform([6, 3], seed: 3, low: -1, high: 1);
        Assert.Equal(model.Predict(x).ToArray<float>(), loaded.Predict(x).ToArray<float>());
        loaded.Save(File);
        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void One_that_is_not_registered_says_how_and_nothing_is_written()
    {
        var error = Assert.Throws<NotSupportedException>(() => Model(Activation.From(new Scale(new(2)))).Save(File));
        Assert.Equal("The activation Scale has no name in files. Register one, where the file is saved and where it is loaded: ModelRegistry.RegisterActivation<Scale>(\"...\", save, load).", error.Message);
        Assert.Contains("RegisterActivation<Composed<Scale, Gelu>>", Assert.Throws<NotSupportedException>(() => Model(Activation.From(new Scale(new(2)).Then(new Gelu()))).Save(File)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void An_unknown_one_and_wrong_values_are_named_on_loading()
    {
        Register();
        Model(Activation.From(new LeakyRelu(new(0.1)))).Save(File);
        byte[] saved = System.IO.File.ReadAllBytes(File);
        string message = Refused(saved, "own_leaky_relu", "ownXleaky_relu");
        Assert.Contains("model.layers[0].activation: there is no activation 'ownXleaky_relu'; if it is your own, register it before: ModelRegistry.RegisterActivation<...>(\"ownXleaky_relu\", save, load)", message, StringComparison.Ordinal);
        Assert.Contains("slope is missing; expected a number", Refused(saved, "\"slope\"", "\"Slope\""), StringComparison.Ordinal);
        Assert.Contains("slope is 'true'", Refused(saved, "\"slope\":0.1 ", "\"slope\":true"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_one_s_own_and_of_one_formula_with_its_values()
    {
        Register();
        Assert.Contains("'relu' is a name of the library's own", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterActivation<Gelu>("relu")).Message, StringComparison.Ordinal);
        Assert.Contains("is NumericsCore.OwnFormulas.Tests.Gelu already", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterActivation<OwnSigmoid>("own_gelu")).Message, StringComparison.Ordinal);
        Assert.Contains("LeakyRelu holds values", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterActivation<LeakyRelu>("own_leaky")).Message, StringComparison.Ordinal);
        Assert.Contains("Composed<Scale, Gelu> holds values", Assert.Throws<ArgumentException>(() => ModelRegistry.RegisterActivation<Composed<Scale, Gelu>>("own_scaled")).Message, StringComparison.Ordinal);
        ModelRegistry.RegisterActivation<Composed<OwnSigmoid, Gelu>>("own_composed");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Register()
    {
        ModelRegistry.RegisterActivation<Gelu>("own_gelu");
        ModelRegistry.RegisterActivation<LeakyRelu>("own_leaky_relu", static (relu, settings) => settings.Write("slope", relu.Slope), static settings => new(new(settings.ReadDouble("slope"))));
    }

    private static Sequential Model(params Activation[] activations)
    {
        var model = new Sequential([.. activations.Select(static activation => new Dense(4, activation))]);
        model.Build([3], seed: 1);
        return model;
    }

    /// <summary>What is said of the file with a text in place of another of the same length, blanks at its end left out.</summary>
    private string Refused(byte[] saved, string text, string other)
    {
        string header = Encoding.Latin1.GetString(saved), escaped = text.TrimEnd().Replace("\"", "\\\"", StringComparison.Ordinal), put = other.Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.Contains(escaped, header, StringComparison.Ordinal);
        string changed = header.Replace(escaped, put, StringComparison.Ordinal);
        int more = changed.Length - header.Length;
        byte[] bytes = Encoding.Latin1.GetBytes(changed);
        BitConverter.TryWriteBytes(bytes, BitConverter.ToUInt64(saved) + (ulong)more);
        System.IO.File.WriteAllBytes(File, bytes);
        return Assert.Throws<ModelFileException>(() => NumericsCore.Model.Load(File)).Message;
    }
}
