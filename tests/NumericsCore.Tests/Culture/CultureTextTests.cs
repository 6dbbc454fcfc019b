using System.Globalization;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Culture;

/// <summary>What the library prints is the same in every culture.</summary>
public class CultureTextTests
{
    public static TheoryData<string> Texts => [.. s_texts.Keys];

    private static readonly Dictionary<string, Func<string>> s_texts = new()
    {
        ["formulas"] = static () => string.Join('\n', new Optimizer[] { new Sgd(1e-7), new Adam(1.5e-5), new Adagrad(0.5), new Adadelta(0.5) }.Select(static o => $"{o.Formula}{o.Formula.ToMarkdown()}{o.Formula.ToLatex()}")),
        ["loss trace"] = static () => new BinaryCrossEntropy(fromLogits: true, labelSmoothing: 1e-6, classWeights: [0.5, 1e-9]).Trace(Make.Vector(-1.5, 1e-8), Make.Vector(0, 1)) is var trace ? $"{trace}{trace.ToMarkdown()}{trace.ToLatex()}" : "",
        ["optimizer trace"] = static () => new Adam(1e-3).Trace(Make.Vector(-0.5, 1e-9), [Make.Vector(-1e-7, 2.5)]).ToString(),
        ["tensor"] = static () => Make.Of([2, 2], -1.5, 1e-7, 1234567.25, double.NegativeInfinity).ToString(),
        ["points and scores"] = static () => $"{new RocPoint(0.5, -0.25, double.NegativeInfinity)}{new ClassScores("a", 0.5, 0.25, 1e-7, 3)}{new AveragedScores(0.5, 1e-9, 0.25)}",
        ["results"] = static () => new EvaluationResult(-1.5e-7, new Dictionary<string, double>()).ToString(),
        ["settings"] = static () => new Adam(1e-3).Formula.Settings[0].ToString() + new Kernels.Domain(-1.5, 2.5),
        ["gradient check"] = static () => GradientCheck.Run(static x => x.Square().Sum(), Make.Vector(-1.5, 0.25)).ToString(),
        ["errors"] = static () => Message(static () => new BinaryCrossEntropy().Call(Make.Vector(0.5), Make.Vector(-0.5))) + Message(static () => new BinaryCrossEntropy().Call(Make.Vector(-1.5), Make.Vector(0)))
            + Message(static () => Make.Vector(1).Clamp(-0.5, -1.5)),
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_text_is_that_of_the_invariant_culture(string name)
    {
        string expected = Cultures.In(CultureInfo.InvariantCulture, s_texts[name]);
        foreach (var culture in Cultures.All) Assert.Equal(expected, Cultures.In(culture, s_texts[name]));
    }

    [Property(MaxTest = 100)]
    public void The_numbers_of_a_formula_are_those_of_the_invariant_culture(double rate, double element)
    {
        rate = double.IsFinite(rate) ? Math.Abs(rate) : 0.5;
        Func<string> text = () => new Sgd(rate).Trace(Make.Vector(element), [Make.Vector(-element)]).ToString();
        Assert.Equal(Cultures.In(CultureInfo.InvariantCulture, text), Cultures.In(Cultures.Swedish, text));
    }

    private static string Message(Action action) => Assert.ThrowsAny<Exception>(action).Message;
}
