namespace NumericsCore.Mutants;

/// <summary>A file with formulas, and which of its members hold them; all if none is named.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Members">The members; empty for all.</param>
/// <param name="Whole">Whether also what surrounds formulas is mutated: checks, flags, loops, indices.</param>
internal sealed record FormulaFile(string Path, string[] Members, bool Whole = false);

/// <summary>Where the library's formulas are. Argument checks, printing and the loops that only move data hold none.</summary>
internal static class FormulaFiles
{
    private const string Kernels = "kernels/NumericsCore.Kernels";
    private const string Core = "src/NumericsCore";

    // what tests compare formulas with, and where they draw arguments from
    private static readonly string[] s_testData = ["IOperation.cs", "IFormula.cs", "ReferenceMath.cs"];

    public static IReadOnlyList<FormulaFile> OfKernels(string root) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, Kernels, "Formulas"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !s_testData.Contains(Path.GetFileName(path)))
            .Select(path => new FormulaFile(Path.GetRelativePath(root, path).Replace('\\', '/'), []))
            .OrderBy(static file => file.Path, StringComparer.Ordinal),
        new($"{Kernels}/Shapes/Random/RandomWords.cs", ["UniformUnit", "StoreUniforms"]),
        new($"{Kernels}/Shapes/Softmax/SoftmaxLoops.cs", ["Run"]),
    ];

    /// <summary>Every source file below a folder, whole.</summary>
    public static IReadOnlyList<FormulaFile> All(string root, string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith($"{folder}/obj/", StringComparison.Ordinal) && !path.StartsWith($"{folder}/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static path => new FormulaFile(path, [], Whole: true)),
    ];

    public static IReadOnlyList<FormulaFile> OfCore { get; } =
    [
        new($"{Core}/Optimizers/Optimizer.cs", ["LaunchStep", "ClipToNorm"]),
        new($"{Core}/Optimizers/Sgd.cs", ["Sgd", "MakeRule"]),
        new($"{Core}/Optimizers/Equations/SgdEquation.cs", ["Lines", "PlainLines", "MomentumLines", "KerasLines"]),
        new($"{Core}/Optimizers/Adagrad.cs", ["Adagrad"]),
        new($"{Core}/Optimizers/Equations/AdagradEquation.cs", ["Lines", "RateAt", "Denominator"]),
        new($"{Core}/Optimizers/Adadelta.cs", ["Adadelta"]),
        new($"{Core}/Optimizers/Equations/AdadeltaEquation.cs", ["Lines", "Ratio"]),
        new($"{Core}/Optimizers/RmsProp.cs", ["RmsProp", "MakeRule"]),
        new($"{Core}/Optimizers/Equations/RmsPropEquation.cs", ["Lines", "Denominator"]),
        new($"{Core}/Optimizers/Adam.cs", ["Adam", "MakeRule"]),
        new($"{Core}/Optimizers/Equations/AdamEquation.cs", ["Lines", "FirstMoment", "SecondMoment", "CorrectedFirstMoment", "CorrectedSecondMoment", "EpsilonAt"]),
        new($"{Core}/Optimizers/AdamW.cs", ["AdamW"]),
        new($"{Core}/Optimizers/NAdam.cs", ["NAdam", "Product"]),
        new($"{Core}/Optimizers/Equations/NAdamEquation.cs", ["Lines", "MomentumAt", "Direction", "Divisor"]),
        new($"{Core}/Optimizers/RAdam.cs", ["RAdam", "Threshold"]),
        new($"{Core}/Optimizers/Equations/RAdamEquation.cs", ["Lines", "IsKnown", "RateAt"]),
        new($"{Core}/Optimizers/Adamax.cs", ["Adamax"]),
        new($"{Core}/Optimizers/Equations/AdamaxEquation.cs", ["Lines", "Divisor"]),
        new($"{Core}/Optimizers/Lion.cs", ["Lion"]),
        new($"{Core}/Optimizers/Equations/LionEquation.cs", ["Lines", "Interpolated", "Sign"]),
        new($"{Core}/Optimizers/Schedules/LearningRateSchedule.cs", ["Cosine"]),
        new($"{Core}/Optimizers/Schedules/StepDecay.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/MultiStepDecay.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/ExponentialDecay.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/PolynomialDecay.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/CosineDecay.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/CosineDecayRestarts.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/LinearWarmUp.cs", ["Rate"]),
        new($"{Core}/Optimizers/Schedules/OneCycle.cs", ["Rate", "Between"]),
        new($"{Core}/Training/ReduceOnPlateau.cs", ["Observe", "IsBetter", "Reduced"]),
        new($"{Core}/Losses/Loss.cs", ["Measure"]),
        new($"{Core}/Losses/Loss.Classes.cs", ["LossesByClass", "WeightOfEach"]),
        new($"{Core}/Losses/BinaryCrossEntropy.cs", ["Reduced", "Losses", "Smoothed"]),
        new($"{Core}/Losses/BinaryCrossEntropy.Formula.cs", ["LogFloor", "TermLines"]),
        new($"{Core}/Losses/CategoricalLoss.cs", ["LossesByClass", "ClassTarget", "WeightedByClass", "Smoothed", "SmoothedLines", "ProbabilityLines", "LogFloor"]),
        new($"{Core}/Losses/CategoricalCrossEntropy.cs", ["DividesByWeights", "LossesOf", "Divisor", "TermLines", "PartOfEach"]),
        new($"{Core}/Losses/CategoricalFocalCrossEntropy.cs", []),
        new($"{Core}/Losses/LossKernels.cs", []),
        new($"{Core}/Losses/ElementwiseLoss.cs", []),
        new($"{Core}/Losses/Loss.Trace.cs", ["ErrorLine"]),
        new($"{Core}/Losses/Huber.cs", []),
        new($"{Core}/Losses/Hinge.cs", []),
        new($"{Core}/Losses/BinaryFocalCrossEntropy.cs", []),
        new($"{Core}/Losses/KLDivergence.cs", []),
        new($"{Core}/Losses/CosineSimilarity.cs", []),
        new($"{Core}/Losses/Poisson.cs", []),
        new($"{Core}/Layers/Initializer.cs", ["GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "Create"]),
        new($"{Core}/Tensors/Tensor.Softmax.cs", ["Softmax", "LogSoftmax", "SoftmaxCrossEntropy"]),
        new($"{Core}/Tensors/Tensor.Dropout.cs", ["DropoutCopy"]),
        new($"{Core}/Tensors/Tensor.Reductions.cs", ["Sum", "Mean", "Extreme"]),
        new($"{Core}/Metrics/Metric.BuiltIn.cs", ["Call"]),
        new($"{Core}/Metrics/SampleMeanMetric.cs", ["Update", "Result", "Of", "MeanError", "Rank"]),
        new($"{Core}/Metrics/R2ScoreMetric.cs", ["Result", "Add"]),
        new($"{Core}/Metrics/BinaryCounts.cs", []),
        new($"{Core}/Metrics/ConfusionMatrix.cs", ["ConfusionMatrix", "FromCounts", "Of", "Accuracy", "Averaged"]),
        new($"{Core}/Metrics/ClassTotals.cs", []),
        new($"{Core}/Metrics/BinaryScores.cs", []),
        new($"{Core}/Metrics/PredictedClasses.cs", ["FromProbabilities", "FirstHighest"]),
        new($"{Core}/Metrics/RegressionMetrics.cs", []),
        new($"{Core}/Metrics/Roc.cs", ["Curve", "Split", "Area"]),
    ];
}
