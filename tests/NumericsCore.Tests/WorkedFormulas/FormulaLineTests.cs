namespace NumericsCore.Tests.WorkedFormulas;

/// <summary>
/// The lines of each formula, word for word, for the options and conventions that change them; that they are what is computed, other
/// tests show. formulas.txt has a paragraph for each: its name, then its lines with their LaTeX.
/// </summary>
public class FormulaLineTests
{
    private static readonly double[] s_two = [0.5, 2];
    private static readonly double[] s_three = [0.5, 2, 1];

    private static readonly Dictionary<string, Func<FormulaDescription>> s_formulas = new()
    {
        ["sgd"] = static () => new Sgd().Formula,
        ["momentum"] = static () => new Sgd(momentum: 0.9).Formula,
        ["momentum, dampened"] = static () => new Sgd(momentum: 0.9, dampening: 0.1).Formula,
        ["nesterov"] = static () => new Sgd(momentum: 0.9, nesterov: true).Formula,
        ["momentum, Keras"] = static () => new Sgd(momentum: 0.9, convention: Convention.Keras).Formula,
        ["nesterov, Keras"] = static () => new Sgd(momentum: 0.9, nesterov: true, convention: Convention.Keras).Formula,
        ["adagrad"] = static () => new Adagrad().Formula,
        ["adagrad, falling"] = static () => new Adagrad(learningRateDecay: 0.5).Formula,
        ["adagrad, Keras"] = static () => new Adagrad(convention: Convention.Keras).Formula,
        ["adadelta"] = static () => new Adadelta().Formula,
        ["adam"] = static () => new Adam().Formula,
        ["adam, amsgrad"] = static () => new Adam(amsGrad: true).Formula,
        ["adam, uncorrected"] = static () => new Adam(biasCorrection: false).Formula,
        ["adam, Keras"] = static () => new Adam(convention: Convention.Keras).Formula,
        ["adam, Keras, amsgrad, uncorrected"] = static () => new Adam(amsGrad: true, biasCorrection: false, convention: Convention.Keras).Formula,
        ["rmsprop"] = static () => new RmsProp().Formula,
        ["rmsprop, centered, momentum"] = static () => new RmsProp(momentum: 0.9, centered: true).Formula,
        ["rmsprop, Keras"] = static () => new RmsProp(convention: Convention.Keras).Formula,
        ["rmsprop, Keras, centered, momentum"] = static () => new RmsProp(momentum: 0.9, centered: true, convention: Convention.Keras).Formula,
        ["adamw"] = static () => new AdamW().Formula,
        ["nadam"] = static () => new NAdam().Formula,
        ["radam"] = static () => new RAdam().Formula,
        ["radam, paper"] = static () => new RAdam(convention: Convention.Paper).Formula,
        ["lion"] = static () => new Lion().Formula,
        ["adamax"] = static () => new Adamax().Formula,
        ["adamax, Keras"] = static () => new Adamax(convention: Convention.Keras).Formula,
        ["step decay"] = static () => new StepDecay(3).Formula,
        ["multi-step decay"] = static () => new MultiStepDecay([3]).Formula,
        ["exponential decay"] = static () => new ExponentialDecay(0.5).Formula,
        ["polynomial decay"] = static () => new PolynomialDecay(3).Formula,
        ["polynomial decay, in cycles"] = static () => new PolynomialDecay(3, cycle: true).Formula,
        ["cosine decay"] = static () => new CosineDecay(3).Formula,
        ["cosine decay, Keras"] = static () => new CosineDecay(3, convention: Convention.Keras).Formula,
        ["cosine decay with restarts"] = static () => new CosineDecayRestarts(3).Formula,
        ["one cycle"] = static () => new OneCycle(10).Formula,
        ["one cycle, linear, three phases"] = static () => new OneCycle(10, linear: true, threePhases: true).Formula,
        ["one cycle, momentum"] = static () => new OneCycle(10, cycleMomentum: true).Formula,
        ["one cycle, linear, three phases, momentum"] = static () => new OneCycle(10, linear: true, threePhases: true, cycleMomentum: true).Formula,
        ["adamax, warm-up, then one cycle with momentum"] = static () => new Adamax { Schedule = new LinearWarmUp(3, new OneCycle(10, cycleMomentum: true)) }.Formula,
        ["warm-up"] = static () => new LinearWarmUp(3).Formula,
        ["warm-up, then cosine decay"] = static () => new LinearWarmUp(3, new CosineDecay(3)).Formula,
        ["sgd, scheduled"] = static () => new Sgd { Schedule = new StepDecay(3) }.Formula,
        ["mean squared error"] = static () => new MeanSquaredError().Formula,
        ["binary"] = static () => new BinaryCrossEntropy().Formula,
        ["binary, smoothed, weighted"] = static () => new BinaryCrossEntropy(labelSmoothing: 0.1, classWeights: s_two).Formula,
        ["binary, logits"] = static () => new BinaryCrossEntropy(fromLogits: true).Formula,
        ["binary, logits, smoothed, weighted"] = static () => new BinaryCrossEntropy(fromLogits: true, 0.1, s_two).Formula,
        ["categorical"] = static () => new CategoricalCrossEntropy().Formula,
        ["categorical, smoothed, weighted"] = static () => new CategoricalCrossEntropy(labelSmoothing: 0.1, classWeights: s_three).Formula,
        ["categorical, logits"] = static () => new CategoricalCrossEntropy(fromLogits: true).Formula,
        ["categorical, logits, smoothed, weighted"] = static () => new CategoricalCrossEntropy(fromLogits: true, labelSmoothing: 0.1, classWeights: s_three).Formula,
        ["hinge"] = static () => new Hinge().Formula,
        ["hinge, squared, weighted"] = static () => new Hinge(squared: true, classWeights: s_two).Formula,
        ["poisson"] = static () => new Poisson().Formula,
        ["poisson, rates"] = static () => new Poisson(logInput: false).Formula,
        ["divergence"] = static () => new KLDivergence().Formula,
        ["divergence, logits, weighted"] = static () => new KLDivergence(fromLogits: true, classWeights: s_three).Formula,
        ["binary focal"] = static () => new BinaryFocalCrossEntropy().Formula,
        ["binary focal, weighted"] = static () => new BinaryFocalCrossEntropy(classWeights: s_two).Formula,
        ["categorical focal"] = static () => new CategoricalFocalCrossEntropy().Formula,
        ["categorical focal, logits, smoothed, weighted"] = static () => new CategoricalFocalCrossEntropy(fromLogits: true, labelSmoothing: 0.1, classWeights: s_three).Formula,
    };

    private static readonly Dictionary<string, string> s_expected = Read();

    public static TheoryData<string> Formulas => [.. s_formulas.Keys];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void The_lines_are_those_of_the_formula(string name) =>
        Assert.Equal(s_expected[name], string.Join('\n', s_formulas[name]().Lines.Select(static line => $"{line.Text}    {line.Latex}")));

    [Fact]
    public void The_name_says_which_options_the_loss_has()
    {
        Assert.Equal(["Hinge loss", "Squared hinge loss"], Names(new Hinge(), new Hinge(squared: true)));
        Assert.Equal(["Poisson loss of logarithms of rates", "Poisson loss"], Names(new Poisson(), new Poisson(logInput: false)));
        Assert.Equal(["Kullback–Leibler divergence of logits", "Kullback–Leibler divergence"], Names(new KLDivergence(fromLogits: true), new KLDivergence()));
        Assert.Equal(["Categorical cross-entropy of logits", "Categorical cross-entropy"], Names(new CategoricalCrossEntropy(fromLogits: true), new CategoricalCrossEntropy()));

        static IEnumerable<string> Names(params Loss[] losses) => losses.Select(static loss => loss.Formula.Name);
    }

    [Fact]
    public void Every_paragraph_belongs_to_a_formula() => Assert.Equal(s_formulas.Keys, s_expected.Keys);

    private static Dictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(FormulaLineTests).Assembly.GetManifestResourceStream("formulas.txt")!);
        return reader.ReadToEnd().TrimEnd('\n').Split("\n\n").Select(static paragraph => paragraph.Split('\n', 2)).ToDictionary(static parts => parts[0], static parts => parts[1]);
    }
}
