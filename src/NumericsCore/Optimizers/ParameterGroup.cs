namespace NumericsCore;

/// <summary>Parameters that an optimizer treats alike.</summary>
public sealed class ParameterGroup
{
    private readonly Optimizer _optimizer;
    private readonly double? _weightDecay;

    internal ParameterGroup(Optimizer optimizer, IReadOnlyList<Parameter> parameters, double? learningRate, double? weightDecay)
    {
        _optimizer = optimizer;
        Parameters = parameters;
        OwnLearningRate = learningRate;
        _weightDecay = weightDecay;
    }

    /// <summary>The learning rate that was given for this group alone; null if none was.</summary>
    internal double? OwnLearningRate { get; set; }

    /// <summary>The weight decay that was given for this group alone; null if none was.</summary>
    internal double? OwnWeightDecay => _weightDecay;

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The group's own learning rate, or the optimizer's.</summary>
    public double LearningRate => OwnLearningRate ?? _optimizer.LearningRate;

    /// <summary>The group's learning rate of the next step: as the optimizer's schedule has it, if there is one.</summary>
    /// <exception cref="InvalidOperationException">A schedule of the user's own gives no rate.</exception>
    public double CurrentLearningRate => _optimizer.Scheduled(LearningRate);

    /// <summary>The group's own weight decay, or the optimizer's.</summary>
    public double WeightDecay => _weightDecay ?? _optimizer.WeightDecay;

    /// <summary>How many parameters it has, and what holds for them.</summary>
    public override string ToString() => new RecordText(nameof(ParameterGroup)).Add(nameof(Parameters), Parameters.Count).Add(nameof(LearningRate), LearningRate).Add(nameof(WeightDecay), WeightDecay).ToString();
}
