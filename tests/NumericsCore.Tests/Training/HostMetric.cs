namespace NumericsCore.Tests.Training;

/// <summary>A metric made of a function.</summary>
internal sealed class HostMetric(string name, Func<Tensor, Tensor, Tensor> call, MonitorDirection? direction = null, bool isReplayable = false) : Metric(name)
{
    public override bool IsReplayable => isReplayable;

    public override MonitorDirection? Direction => direction;

    public override Tensor Call(Tensor prediction, Tensor target) => call(prediction, target);
}
