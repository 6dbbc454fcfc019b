namespace NumericsCore.Cli.Pipeline;

/// <summary>The mean absolute error of a standardised target, in the target's unit.</summary>
internal sealed class ScaledError(double scale) : Metric("mae")
{
    // checkpoints hold the metrics of a training
    static ScaledError() => ModelRegistry.RegisterMetric<ScaledError>(
        "scaled_mean_absolute_error", static (error, settings) => settings.Write("scale", error._scale), static settings => new(settings.ReadDouble("scale")));

    private readonly double _scale = scale;

    public override bool IsReplayable => true;

    public override MonitorDirection? Direction => MonitorDirection.Minimize;

    public override Tensor Call(Tensor prediction, Tensor target) => MeanAbsoluteError.Call(prediction, target) * _scale;
}
