using System.Text;
using NumericsCore.Tests.Support;
using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore.Tests.Serialization;

/// <summary>Activations of the library's formulas have a name in files, whoever made them, and their values beside it.</summary>
public sealed class ActivationFileTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    [Fact]
    public void One_without_values_is_its_name_and_others_say_their_values()
    {
        var loaded = Saved(out string text, Activation.Gelu, Activation.Elu(0.25), Activation.LeakyRelu(), Activation.From<Formula.Mish>(), Activation.From(new Formula.LeakyRelu(new(0.5))), Activation.From<Formula.Relu>());
        Assert.Contains("\"activation\":\"gelu\"", text, StringComparison.Ordinal);
        Assert.Contains("\"activation\":{\"kind\":\"elu\",\"alpha\":0.25}", text, StringComparison.Ordinal);
        Assert.Contains("\"activation\":{\"kind\":\"leaky_relu\",\"negativeSlope\":0.01}", text, StringComparison.Ordinal);
        Assert.Contains("\"activation\":{\"kind\":\"leaky_relu\",\"negativeSlope\":0.5}", text, StringComparison.Ordinal);
        Assert.Equal(["gelu", "elu", "leaky_relu", "mish", "leaky_relu", "relu"], loaded.Select(static activation => activation.Name));
        Assert.Same(Activation.Gelu, loaded[0]);
        Assert.Same(Activation.Mish, loaded[3]);
        Assert.Same(Activation.Relu, loaded[5]);
        var x = Make.Vector(-2, -0.5, 3);
        Bits.AssertEqual(x.Elu(0.25), loaded[1].Apply(x));
        Bits.AssertEqual(x.LeakyRelu(0.01), loaded[2].Apply(x));
        Bits.AssertEqual(x.LeakyRelu(0.5), loaded[4].Apply(x));
    }

    [Theory]
    [InlineData("\"alpha\":0.25", "\"alpha\":-0.5", "model.layers[0].activation: α is finite and at least 0")]
    [InlineData("\"alpha\":0.25", "\"Alpha\":0.25", "model.layers[0].activation: alpha is missing; expected a number")]
    [InlineData("{\"kind\":\"elu\",\"alpha\":0.25}", "\"elu\"", "model.layers[0]: activation is '\"elu\"'; expected one of none, relu, sigmoid, tanh, softmax, softplus, gelu, gelu_tanh, silu, selu, hard_sigmoid, hard_swish, mish, softsign, log_sigmoid")]
    [InlineData("{\"kind\":\"elu\",\"alpha\":0.25}", "{\"kind\":\"gelu\",\"alpha\":0.25}", "model.layers[0].activation: there is no setting 'alpha' in this version")]
    public void What_an_activation_cannot_have_is_named_with_its_place(string text, string other, string rule)
    {
        Saved(out _, Activation.Elu(0.25));
        byte[] saved = File.ReadAllBytes(_scratch.Path);
        string before = Encoding.Latin1.GetString(saved), changed = before.Replace(Escaped(text), Escaped(other), StringComparison.Ordinal);
        Assert.NotEqual(before, changed);
        byte[] bytes = Encoding.Latin1.GetBytes(changed);
        BitConverter.TryWriteBytes(bytes, BitConverter.ToUInt64(saved) + (ulong)(changed.Length - before.Length));
        File.WriteAllBytes(_scratch.Path, bytes);
        Assert.Contains(rule, Assert.Throws<ModelFileException>(() => Model.Load(_scratch.Path)).Message, StringComparison.Ordinal);

        static string Escaped(string json) => json.Replace("\"", "\\\"", StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_that_has_a_name_gets_no_other_and_its_name_goes_to_no_other()
    {
        Expect.Error<ArgumentException>("Gelu is the library's own activation and has a name. (Parameter 'kind')", () => ModelRegistry.RegisterActivation<Formula.Gelu>("test_gelu"));
        Expect.Error<ArgumentException>("LeakyRelu is the library's own activation and has a name. (Parameter 'kind')",
            () => ModelRegistry.RegisterActivation<Formula.LeakyRelu>("test_leaky", static (_, _) => { }, static _ => new()));
        Expect.Error<ArgumentException>("'mish' is a name of the library's own; give your activation another one. (Parameter 'kind')", () => ModelRegistry.RegisterActivation<Formula.Sin>("mish"));
        // one that is no activation of the library's takes a name
        ModelRegistry.RegisterActivation<Formula.Sin>("test_sin");
        Assert.Equal("Sin", Saved(out _, Activation.From<Formula.Sin>())[0].Name);
    }

    public void Dispose() => _scratch.Dispose();

    private Activation[] Saved(out string text, params Activation[] activations)
    {
        var model = new Sequential([.. activations.Select(static activation => new Dense(2, activation))]);
        model.Build([3], seed: 1);
        model.Save(_scratch.Path);
        text = Encoding.Latin1.GetString(File.ReadAllBytes(_scratch.Path)).Replace("\\\"", "\"", StringComparison.Ordinal);
        return [.. Model.Load(_scratch.Path).Children.Select(static layer => ((Dense)layer).Activation)];
    }
}
