using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Training;

/// <summary>One epoch at rate 0, a validation on the same rows and an evaluation report one loss and the same metrics, whatever the batches.</summary>
public class EpochFigureTests
{
    private static readonly string[] s_regressions = ["squared error", "absolute error", "huber", "poisson", "cosine"];
    private static readonly string[] s_names = [.. s_regressions, "hinge", "focal", "divergence", "divergence logits", "binary", "binary logits", "index", "index logits", "one-hot logits", "soft", "categorical focal", "categorical focal index logits"];

    public static TheoryData<string> Losses => [.. s_names];

    [Property(MaxTest = 150)]
    public void They_do_not_depend_on_the_batch_size(byte kind, byte rows, byte size, bool sum, bool classWeights, bool sampleWeights, byte seed)
    {
        string name = s_names[kind % s_names.Length];
        int count = 1 + rows % 40;
        Check(name, count, 1 + size % count, sum ? Reduction.Sum : Reduction.Mean, classWeights, sampleWeights, seed);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Nor_do_they_where_the_last_batch_is_one_row_of_a_heavy_class(string name)
    {
        foreach (var reduction in (Reduction[])[Reduction.Mean, Reduction.Sum]) Check(name, 9, 4, reduction, classWeights: true, sampleWeights: false, seed: 3);
    }

    private static void Check(string name, int rows, int batchSize, Reduction reduction, bool classWeights, bool sampleWeights, uint seed)
    {
        bool binary = name is "binary" or "binary logits" or "hinge" or "focal";
        int outputs = s_regressions.Contains(name) ? 2 : binary ? 1 : 3;
        double[]? weights = !classWeights ? null : binary ? [0.5, 10] : [1, 10, 0.25];
        Loss loss = name switch
        {
            "squared error" => new MeanSquaredError(reduction),
            "absolute error" => new MeanAbsoluteError(reduction),
            "huber" => new Huber(0.5, reduction),
            "poisson" => new Poisson(reduction: reduction),
            "cosine" => new CosineSimilarity(reduction),
            "hinge" => new Hinge(false, weights, reduction),
            "focal" => new BinaryFocalCrossEntropy(2, null, weights, reduction),
            "divergence" or "divergence logits" => new KLDivergence(name == "divergence logits", weights, reduction),
            "binary" or "binary logits" => new BinaryCrossEntropy(name == "binary logits", 0, weights, reduction),
            "index" or "index logits" => new CategoricalCrossEntropy(sparse: true, name == "index logits", 0, weights, reduction),
            "categorical focal" or "categorical focal index logits" => new CategoricalFocalCrossEntropy(2, 0.25, name != "categorical focal", name != "categorical focal", 0, weights, reduction),
            _ => new CategoricalCrossEntropy(sparse: false, name == "one-hot logits", 0, weights, reduction),
        };
        var activation = name switch
        {
            "binary" => Activation.Sigmoid,
            "index" or "soft" or "divergence" or "categorical focal" => Activation.Softmax,
            _ => Activation.None,
        };
        var x = Make.Random([rows, 3], stream: seed);
        var scores = Make.Random([rows, outputs], stream: seed + 1000);
        var targets = name switch
        {
            "poisson" => scores.Abs(),
            _ when outputs == 2 => scores,
            _ when binary => scores.GreaterThan(0),
            "index" or "index logits" or "categorical focal index logits" => scores.ArgMax(),
            "one-hot logits" => scores.ArgMax().Reshape(rows, 1).EqualTo(Tensor.Range(0, 3, elementType: ElementType.Float64)),
            _ => scores.Softmax(),
        };
        var model = new Sequential(new Dense(outputs, activation));
        Metric[] built = outputs == 2
            ? [Metric.MeanAbsoluteError, Metric.MeanSquaredError, Metric.R2Score]
            : [Metric.Accuracy, Metric.Precision(), Metric.Recall(), Metric.F1Score(), Metric.AreaUnderCurve, .. outputs > 1 ? (Metric[])[Metric.TopKAccuracy(2)] : []];
        model.Compile(new Sgd(0), loss, [new HostMetric("mean", static (p, t) => p.Mean() + t.Mean()), .. built, .. built.Select(static metric => metric.Weighted())]);
        var given = sampleWeights ? Tensor.Uniform([rows], seed, elementType: ElementType.Float64) : null;
        var whole = Fit(rows);
        var epoch = Fit(batchSize);
        var evaluated = model.Evaluate(x, targets, given);
        Agree(evaluated, epoch.Training);
        Agree(evaluated, whole.Training);
        if (given is null) Agree(evaluated, epoch.Validation!);

        EpochResult Fit(int size) => model.Fit(x, targets, size, validationData: (x, targets), sampleWeights: given, seed: seed).Epochs[0];

        static void Agree(EvaluationResult expected, EvaluationResult actual)
        {
            Assert.Equal(expected.Loss, actual.Loss, 1e-12 * Math.Max(1, Math.Abs(expected.Loss)));
            // R² of targets that hardly differ is large, and as inexact as their differences
            foreach (var (key, value) in expected.Metrics) Assert.Equal(value, actual.Metrics[key], 1e-11 * double.MaxNumber(1, Math.Abs(value)));
        }
    }
}
