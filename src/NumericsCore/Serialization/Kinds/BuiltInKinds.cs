using Formula = NumericsCore.Kernels.Formulas;

namespace NumericsCore;

/// <summary>What the library can write to a file and read from it, by names that stay. The settings are the arguments of constructors, by their names.</summary>
internal static class BuiltInKinds
{
    public static KindTable<Layer> Layers { get; } = new("layer", "ModelRegistry.RegisterLayer",
        Kind<Layer>.Of<Sequential>("sequential", static (layer, settings) => settings.Write("layers", layer.Children), static settings => new Sequential(settings.ReadLayers("layers"))),
        Kind<Layer>.Of<Dense>("dense", SaveDense, LoadDense),
        Kind<Layer>.Of<Dropout>("dropout", static (layer, settings) => settings.Write("rate", layer.Rate), static settings => new Dropout(settings.ReadDouble("rate"))),
        Kind<Layer>.Plain<Flatten>("flatten"),
        Kind<Layer>.Plain<Relu>("relu"),
        Kind<Layer>.Plain<Sigmoid>("sigmoid"),
        Kind<Layer>.Plain<Tanh>("tanh"),
        Kind<Layer>.Plain<Softmax>("softmax"),
        Kind<Layer>.Plain<Softplus>("softplus"),
        Kind<Layer>.Plain<Gelu>("gelu"),
        Kind<Layer>.Plain<GeluTanh>("gelu_tanh"),
        Kind<Layer>.Plain<Silu>("silu"),
        Kind<Layer>.Of<Elu>("elu", static (layer, settings) => settings.Write("alpha", layer.Alpha), static settings => new(settings.ReadDouble("alpha"))),
        Kind<Layer>.Plain<Selu>("selu"),
        Kind<Layer>.Of<LeakyRelu>("leaky_relu", static (layer, settings) => settings.Write("negativeSlope", layer.NegativeSlope), static settings => new(settings.ReadDouble("negativeSlope"))),
        Kind<Layer>.Plain<HardSigmoid>("hard_sigmoid"),
        Kind<Layer>.Plain<HardSwish>("hard_swish"),
        Kind<Layer>.Plain<Mish>("mish"),
        Kind<Layer>.Plain<Softsign>("softsign"),
        Kind<Layer>.Plain<LogSigmoid>("log_sigmoid"),
        Kind<Layer>.Of<PRelu>("p_relu", SavePRelu, static settings => new(settings.ReadBoolean("perFeature"), settings.ReadInitializer("slopeInitializer"))));

    public static KindTable<Activation> Activations { get; } = new("activation", "ModelRegistry.RegisterActivation", [.. Activation.All.Select(ActivationKind)])
    {
        TypeOf = static activation => (activation.Operation ?? activation).GetType(),
    };

    public static KindTable<Initializer> Initializers { get; } = new("initializer", "ModelRegistry.RegisterInitializer",
        Kind<Initializer>.Single("glorot_uniform", Initializer.GlorotUniform),
        Kind<Initializer>.Single("glorot_normal", Initializer.GlorotNormal),
        Kind<Initializer>.Single("he_uniform", Initializer.HeUniform),
        Kind<Initializer>.Single("he_normal", Initializer.HeNormal),
        Kind<Initializer>.Single("zeros", Initializer.Zeros),
        Kind<Initializer>.Of<Initializer.ConstantInitializer>("constant", static (x, settings) => settings.Write("value", x.Value), static settings => new(settings.ReadDouble("value"))),
        new("uniform", static x => x is Initializer.UniformInitializer { Bound: not null },
            static (x, settings) => settings.Write("bound", ((Initializer.UniformInitializer)x).Bound!.Value), static settings => Initializer.Uniform(settings.ReadDouble("bound"))),
        new("normal", static x => x is Initializer.NormalInitializer { StandardDeviation: not null }, SaveNormal,
            static settings => Initializer.Normal(settings.ReadDouble("standardDeviation"), settings.ReadDouble("mean"))));

    public static KindTable<Metric> Metrics { get; } = new("metric", "ModelRegistry.RegisterMetric",
        // what reads logits is made for the loss again
        new("accuracy", static x => x.GetType() == Metric.Accuracy.GetType(), static (_, _) => { }, static _ => Metric.Accuracy),
        Kind<Metric>.Single("mean_absolute_error", Metric.MeanAbsoluteError),
        Kind<Metric>.Single("mean_squared_error", Metric.MeanSquaredError),
        Kind<Metric>.Of<R2ScoreMetric>("r2_score", static (metric, settings) => SaveEpochMetric(metric, metric.IsWeighted, settings), static settings => new(settings.ReadBoolean("weighted"), settings.ReadString("metricName"))),
        Kind<Metric>.Of<AreaUnderCurveMetric>("auc", static (metric, settings) => SaveEpochMetric(metric, metric.IsWeighted, settings), static settings => new(settings.ReadBoolean("weighted"), settings.ReadString("metricName"))),
        ClassScoreKind("precision", ClassScore.Precision),
        ClassScoreKind("recall", ClassScore.Recall),
        ClassScoreKind("f1_score", ClassScore.F1),
        SampleMeanKind("top_k_categorical_accuracy", SampleFigure.TopKAccuracy),
        SampleMeanKind("weighted_accuracy", SampleFigure.Accuracy),
        SampleMeanKind("weighted_mean_squared_error", SampleFigure.SquaredError),
        SampleMeanKind("weighted_mean_absolute_error", SampleFigure.AbsoluteError));

    public static KindTable<Loss> Losses { get; } = new("loss", "ModelRegistry.RegisterLoss",
        Kind<Loss>.Of<MeanSquaredError>("mean_squared_error", SaveReduction, static settings => new(LoadReduction(settings))),
        Kind<Loss>.Of<MeanAbsoluteError>("mean_absolute_error", SaveReduction, static settings => new(LoadReduction(settings))),
        Kind<Loss>.Of<Huber>("huber", SaveHuber, static settings => new(settings.ReadDouble("delta"), LoadReduction(settings))),
        Kind<Loss>.Of<Poisson>("poisson", SavePoisson, static settings => new(settings.ReadBoolean("logInput"), LoadReduction(settings))),
        Kind<Loss>.Of<Hinge>("hinge", SaveHinge, static settings => new(settings.ReadBoolean("squared"), settings.ReadDoublesOrNull("classWeights"), LoadReduction(settings))),
        Kind<Loss>.Of<BinaryFocalCrossEntropy>("binary_focal_cross_entropy", SaveFocal, LoadFocal),
        Kind<Loss>.Of<KLDivergence>("kl_divergence", SaveDivergence, static settings => new(settings.ReadBoolean("fromLogits"), settings.ReadDoublesOrNull("classWeights"), LoadReduction(settings))),
        Kind<Loss>.Of<CosineSimilarity>("cosine_similarity", SaveReduction, static settings => new(LoadReduction(settings))),
        Kind<Loss>.Of<BinaryCrossEntropy>("binary_cross_entropy", SaveBinary, static settings =>
            new(settings.ReadBoolean("fromLogits"), settings.ReadDouble("labelSmoothing"), settings.ReadDoublesOrNull("classWeights"), LoadReduction(settings))),
        Kind<Loss>.Of<CategoricalCrossEntropy>("categorical_cross_entropy", SaveCategorical, static settings =>
            new(settings.ReadBoolean("sparse"), settings.ReadBoolean("fromLogits"), settings.ReadDouble("labelSmoothing"), settings.ReadDoublesOrNull("classWeights"), LoadReduction(settings))),
        Kind<Loss>.Of<CategoricalFocalCrossEntropy>("categorical_focal_cross_entropy", SaveCategoricalFocal, static settings =>
            new(settings.ReadDouble("gamma"), settings.ReadDouble("alpha"), settings.ReadBoolean("sparse"), settings.ReadBoolean("fromLogits"), settings.ReadDouble("labelSmoothing"), settings.ReadDoublesOrNull("classWeights"), LoadReduction(settings))))
    {
        TypeOf = static loss => (loss.LossFormula ?? loss).GetType(),
        RegisterOf = static loss => loss.LossFormula is null ? null : "ModelRegistry.RegisterLossFormula",
    };

    /// <summary>The kind of an activation: of one of a formula, all with that formula, whatever its values.</summary>
    private static Kind<Activation> ActivationKind(Activation activation)
    {
        Kind<Activation> kind = activation.Operation switch
        {
            Formula.Elu => new(activation.Name, static x => x.Operation is Formula.Elu, static (x, settings) => settings.Write("alpha", ((Formula.Elu)x.Operation!).Alpha),
                static settings => Activation.Elu(settings.ReadDouble("alpha"))),
            Formula.LeakyRelu => new(activation.Name, static x => x.Operation is Formula.LeakyRelu, static (x, settings) => settings.Write("negativeSlope", ((Formula.LeakyRelu)x.Operation!).NegativeSlope),
                static settings => Activation.LeakyRelu(settings.ReadDouble("negativeSlope"))),
            { } formula => Kind<Activation>.Single(activation.Name, activation) with { Matches = x => x.Operation?.GetType() == formula.GetType() },
            null => Kind<Activation>.Single(activation.Name, activation),
        };
        return kind with { Formula = activation.Operation?.GetType() };
    }

    private static Kind<Metric> ClassScoreKind(string name, ClassScore score) => new(name, x => x is ClassScoreMetric metric && metric.Settings.Score == score, SaveClassScore, settings => LoadClassScore(score, settings));

    private static void SaveClassScore(Metric metric, SettingsWriter settings)
    {
        var score = ((ClassScoreMetric)metric).Settings;
        SaveEpochMetric(metric, score.IsWeighted, settings);
        settings.Write("threshold", score.Threshold);
        if (score.PositiveClass is { } positiveClass) settings.Write("positiveClass", positiveClass);
        if (score.Averaging is { } averaging) settings.Write("averaging", averaging);
    }

    private static ClassScoreMetric LoadClassScore(ClassScore score, SettingsReader settings) => ClassScoreMetric.Create(
        score, settings.ReadDouble("threshold"), settings.Has("positiveClass") ? settings.ReadInt32("positiveClass") : null,
        settings.Has("averaging") ? settings.ReadEnum<Averaging>("averaging") : null, settings.ReadBoolean("weighted"), settings.ReadString("metricName"));

    private static Kind<Metric> SampleMeanKind(string name, SampleFigure figure) => new(name, x => x is SampleMeanMetric metric && metric.Figure == figure, SaveSampleMean, settings => LoadSampleMean(figure, settings));

    private static void SaveSampleMean(Metric metric, SettingsWriter settings)
    {
        var mean = (SampleMeanMetric)metric;
        SaveEpochMetric(metric, mean.IsWeighted, settings);
        if (mean.Figure == SampleFigure.TopKAccuracy) settings.Write("k", mean.K);
    }

    private static SampleMeanMetric LoadSampleMean(SampleFigure figure, SettingsReader settings)
    {
        int k = figure == SampleFigure.TopKAccuracy ? settings.ReadInt32("k") : 1;
        return new(figure, k >= 1 ? k : throw settings.Broken($"k is {k}; expected at least 1"), settings.ReadBoolean("weighted"), settings.ReadString("metricName"));
    }

    private static void SaveEpochMetric(Metric metric, bool isWeighted, SettingsWriter settings)
    {
        settings.Write("metricName", metric.Name);
        settings.Write("weighted", isWeighted);
    }

    private static void SaveDense(Dense layer, SettingsWriter settings)
    {
        settings.Write("units", layer.Units);
        settings.Write("activation", layer.Activation);
        settings.Write("useBias", layer.UsesBias);
        settings.Write("weightInitializer", layer.WeightInitializer);
        settings.Write("biasInitializer", layer.BiasInitializer);
    }

    private static Dense LoadDense(SettingsReader settings) => new(
        settings.ReadInt32("units"), settings.ReadActivation("activation"), settings.ReadBoolean("useBias"),
        settings.ReadInitializer("weightInitializer"), settings.ReadInitializer("biasInitializer"));

    private static void SavePRelu(PRelu layer, SettingsWriter settings)
    {
        settings.Write("perFeature", layer.IsPerFeature);
        settings.Write("slopeInitializer", layer.SlopeInitializer);
    }

    private static void SaveNormal(Initializer x, SettingsWriter settings)
    {
        settings.Write("standardDeviation", ((Initializer.NormalInitializer)x).StandardDeviation!.Value);
        settings.Write("mean", ((Initializer.NormalInitializer)x).Mean);
    }

    private static void SaveReduction(Loss loss, SettingsWriter settings) => settings.Write("reduction", loss.Reduction);

    private static Reduction LoadReduction(SettingsReader settings) => settings.ReadEnum<Reduction>("reduction");

    private static void SaveHuber(Huber loss, SettingsWriter settings)
    {
        settings.Write("delta", loss.Delta);
        SaveReduction(loss, settings);
    }

    private static void SavePoisson(Poisson loss, SettingsWriter settings)
    {
        settings.Write("logInput", loss.LogInput);
        SaveReduction(loss, settings);
    }

    private static void SaveHinge(Hinge loss, SettingsWriter settings)
    {
        settings.Write("squared", loss.IsSquared);
        settings.Write("classWeights", loss.ClassWeights);
        SaveReduction(loss, settings);
    }

    private static void SaveFocal(BinaryFocalCrossEntropy loss, SettingsWriter settings)
    {
        settings.Write("gamma", loss.Gamma);
        if (loss.Alpha is { } alpha) settings.Write("alpha", alpha);
        settings.Write("classWeights", loss.Alpha is null ? loss.ClassWeights : null);
        SaveReduction(loss, settings);
    }

    private static BinaryFocalCrossEntropy LoadFocal(SettingsReader settings) => new(
        settings.ReadDouble("gamma"), settings.Has("alpha") ? settings.ReadDouble("alpha") : null, settings.ReadDoublesOrNull("classWeights"), LoadReduction(settings));

    private static void SaveDivergence(KLDivergence loss, SettingsWriter settings)
    {
        settings.Write("fromLogits", loss.FromLogits);
        settings.Write("classWeights", loss.ClassWeights);
        SaveReduction(loss, settings);
    }

    private static void SaveBinary(BinaryCrossEntropy loss, SettingsWriter settings)
    {
        settings.Write("fromLogits", loss.TakesLogits);
        settings.Write("labelSmoothing", loss.LabelSmoothing);
        settings.Write("classWeights", loss.ClassWeights);
        SaveReduction(loss, settings);
    }

    private static void SaveCategoricalFocal(CategoricalFocalCrossEntropy loss, SettingsWriter settings)
    {
        settings.Write("gamma", loss.Gamma);
        settings.Write("alpha", loss.Alpha);
        SaveCategorical(loss, settings);
    }

    private static void SaveCategorical(CategoricalLoss loss, SettingsWriter settings)
    {
        settings.Write("sparse", loss.IsSparse);
        settings.Write("fromLogits", loss.TakesLogits);
        settings.Write("labelSmoothing", loss.LabelSmoothing);
        settings.Write("classWeights", loss.ClassWeights);
        SaveReduction(loss, settings);
    }
}
