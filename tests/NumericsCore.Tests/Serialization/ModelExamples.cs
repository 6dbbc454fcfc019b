using NumericsCore.Tests.Optimizers;
using NumericsCore.Tests.Optimizers.Schedules;

namespace NumericsCore.Tests.Serialization;

/// <summary>Examples of everything that stands in a model's file: tests of all of them find what was forgotten.</summary>
internal static class ModelExamples
{
    /// <summary>Every layer, with other settings than its defaults too. Each takes samples of shape [3, 4].</summary>
    public static IReadOnlyDictionary<string, Func<Layer>> Layers { get; } = new Dictionary<string, Func<Layer>>(
    [
        .. Activation.All.Select(static activation => new KeyValuePair<string, Func<Layer>>($"dense {activation}", () => new Dense(5, activation))),
        .. Initializers.Select(static pair => new KeyValuePair<string, Func<Layer>>($"dense from {pair.Key}", () => new Dense(2, weightInitializer: pair.Value, biasInitializer: pair.Value))),
        new("dense without a bias", static () => new Dense(1, useBias: false)),
        new("dropout", static () => new Dropout(0.3)),
        new("flatten", static () => new Flatten()),
        new("relu", static () => new Relu()),
        new("sigmoid", static () => new Sigmoid()),
        new("tanh", static () => new Tanh()),
        new("softmax", static () => new Softmax()),
        new("softplus", static () => new Softplus()),
        new("GELU", static () => new Gelu()),
        new("GELU by tanh", static () => new GeluTanh()),
        new("SiLU", static () => new Silu()),
        new("ELU", static () => new Elu(0.3)),
        new("SELU", static () => new Selu()),
        new("leaky ReLU", static () => new LeakyRelu(0.3)),
        new("hard sigmoid", static () => new HardSigmoid()),
        new("hard swish", static () => new HardSwish()),
        new("mish", static () => new Mish()),
        new("softsign", static () => new Softsign()),
        new("log-sigmoid", static () => new LogSigmoid()),
        new("PReLU", static () => new PRelu()),
        new("PReLU, a slope a feature", static () => new PRelu(perFeature: true, Initializer.Uniform(0.5))),
        new("dense ELU of another α", static () => new Dense(2, Activation.Elu(1 / 3.0))),
        new("dense leaky ReLU of another slope", static () => new Dense(2, Activation.LeakyRelu(0))),
        new("sequential", static () => new Sequential(new Dense(2) { Name = "first" }, new Sequential(new Relu(), new Dense(3)), new Flatten())),
    ]);

    public static IReadOnlyDictionary<string, Initializer> Initializers => new Dictionary<string, Initializer>
    {
        ["Glorot's uniform"] = Initializer.GlorotUniform,
        ["Glorot's normal"] = Initializer.GlorotNormal,
        ["He's uniform"] = Initializer.HeUniform,
        ["He's normal"] = Initializer.HeNormal,
        ["zeros"] = Initializer.Zeros,
        ["a constant"] = Initializer.Constant(0.1),
        ["an infinite constant"] = Initializer.Constant(double.NegativeInfinity),
        ["uniform"] = Initializer.Uniform(1 / 3.0),
        ["normal"] = Initializer.Normal(0.2, 0.7),
    };

    public static IReadOnlyDictionary<string, Func<Loss>> Losses { get; } = new Dictionary<string, Func<Loss>>
    {
        ["mean squared error"] = static () => new MeanSquaredError(),
        ["sum of squares"] = static () => new MeanSquaredError(Reduction.Sum),
        ["mean absolute error"] = static () => new MeanAbsoluteError(),
        ["sum of absolute errors"] = static () => new MeanAbsoluteError(Reduction.Sum),
        ["huber"] = static () => new Huber(),
        ["huber, all settings"] = static () => new Huber(delta: 0.25, Reduction.Sum),
        ["poisson"] = static () => new Poisson(),
        ["poisson, all settings"] = static () => new Poisson(logInput: false, Reduction.Sum),
        ["hinge"] = static () => new Hinge(),
        ["hinge, all settings"] = static () => new Hinge(squared: true, classWeights: [1, 2.5], Reduction.Sum),
        ["focal"] = static () => new BinaryFocalCrossEntropy(),
        ["focal with alpha"] = static () => new BinaryFocalCrossEntropy(gamma: 1.5, alpha: 0.25, reduction: Reduction.Sum),
        ["focal, all settings"] = static () => new BinaryFocalCrossEntropy(gamma: 0.5, alpha: null, classWeights: [0.5, 3], Reduction.Sum),
        ["divergence"] = static () => new KLDivergence(),
        ["divergence, all settings"] = static () => new KLDivergence(fromLogits: true, classWeights: [0.5, 1, 1.5], Reduction.Sum),
        ["cosine similarity"] = static () => new CosineSimilarity(),
        ["sum of cosine similarities"] = static () => new CosineSimilarity(Reduction.Sum),
        ["binary"] = static () => new BinaryCrossEntropy(),
        ["binary, all settings"] = static () => new BinaryCrossEntropy(fromLogits: true, labelSmoothing: 0.1, classWeights: [1, 2.5], Reduction.Sum),
        ["categorical"] = static () => new CategoricalCrossEntropy(),
        ["categorical, all settings"] = static () => new CategoricalCrossEntropy(sparse: true, fromLogits: true, labelSmoothing: 0.2, classWeights: [0.5, 1, 1.5], Reduction.Sum),
        ["categorical focal"] = static () => new CategoricalFocalCrossEntropy(),
        ["categorical focal, all settings"] = static () => new CategoricalFocalCrossEntropy(gamma: 1.5, alpha: 0.75, sparse: true, fromLogits: true, labelSmoothing: 0.2, classWeights: [0.5, 1, 1.5], Reduction.Sum),
    };

    public static IReadOnlyDictionary<string, Func<Optimizer>> Optimizers { get; } = new Dictionary<string, Func<Optimizer>>(
    [
        .. OptimizerCase.All.Select(static one => new KeyValuePair<string, Func<Optimizer>>(one.Name, one.Create)),
        new("clipped by norm", static () => new Sgd(0.1) { ClipNorm = 0.5 }),
        new("clipped by value", static () => new Adam { ClipValue = 0.25 }),
        new("Adagrad, clipped twice", static () => new Adagrad { ClipValue = 0.25, ClipNorm = 1 }),
        new("Adadelta, clipped twice", static () => new Adadelta { ClipValue = 0.25, ClipNorm = 1 }),
        .. ScheduleExamples.All.Select(static one => new KeyValuePair<string, Func<Optimizer>>($"scheduled: {one.Key}", () => new Sgd(0.1) { Schedule = one.Value() })),
    ]);

    public static IReadOnlyList<Metric> Metrics { get; } =
    [
        Metric.Accuracy,
        Metric.MeanAbsoluteError,
        Metric.MeanSquaredError,
        Metric.R2Score,
        Metric.AreaUnderCurve,
        Metric.Precision(),
        Metric.Precision(0.25, positiveClass: 2, name: "precision of the last"),
        Metric.Recall(averaging: Averaging.Weighted),
        Metric.F1Score(0.75, averaging: Averaging.Micro, name: "micro"),
        Metric.TopKAccuracy(3),
        Metric.TopKAccuracy(2, "top 2"),
        Metric.Accuracy.Weighted(),
        Metric.MeanAbsoluteError.Weighted(),
        Metric.MeanSquaredError.Weighted(),
        Metric.R2Score.Weighted(),
        Metric.AreaUnderCurve.Weighted(),
        Metric.Recall(0.1).Weighted(),
        Metric.TopKAccuracy().Weighted(),
    ];
}
