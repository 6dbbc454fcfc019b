using System.Diagnostics;
using NumericsCore.Kernels;

namespace NumericsCore.Tests.Training.Unsteady;

/// <summary>A number of the host that changes, and that a recorded step has as it was.</summary>
internal sealed class FrozenLoss() : Loss("frozen")
{
    public bool Changes { get; init; } = true;

    public float Temperature { get; set; } = 1;

    public override bool IsReplayable => true;

    protected override Tensor Losses(Tensor prediction, Tensor target)
    {
        if (Changes) Temperature *= 0.9f;
        return ((prediction - target) * Temperature).Square();
    }
}

internal sealed class ClockMetric() : Metric("clock")
{
    public override bool IsReplayable => true;

    public override Tensor Call(Tensor prediction, Tensor target) => prediction.Mean() * 0 + Stopwatch.GetTimestamp() % 1_000_000_007;
}

internal readonly struct PlainRule(double eta) : IUpdateRule
{
    private readonly FormulaValue _eta = new(eta);

    public static int Slots => 0;

    public void Update<TLane>(TLane g, ref TLane theta, ref TLane s0, ref TLane s1, ref TLane s2) where TLane : struct, ILane<TLane> => theta -= TLane.Of(_eta) * g;
}

/// <summary>Its rate falls with the calls, not with the steps.</summary>
internal sealed class StatefulSgd() : Optimizer<PlainRule>(0.01)
{
    private readonly List<double> _rates = [];

    protected override PlainRule Prepare(double learningRate, long t)
    {
        _rates.Add(learningRate);
        return new(learningRate / _rates.Count);
    }
}

/// <summary>The same, but once for each step.</summary>
internal sealed class RememberingSgd() : Optimizer<PlainRule>(0.01)
{
    private long _step;
    private double _factor = 1;

    protected override PlainRule Prepare(double learningRate, long t)
    {
        if (t != _step) (_step, _factor) = (t, _factor * 0.9);
        return new(learningRate * _factor);
    }
}

internal sealed class StatefulSchedule() : LearningRateSchedule(ScheduleUnit.Step)
{
    private double _factor = 1;

    protected override double Rate(double learningRate, long n) => learningRate * (_factor *= 0.99);
}

/// <summary>What it keeps follows from its argument.</summary>
internal sealed class MemoizedSchedule() : LearningRateSchedule(ScheduleUnit.Step)
{
    private readonly Dictionary<long, double> _known = [];

    protected override double Rate(double learningRate, long n)
    {
        if (!_known.TryGetValue(n, out double factor)) _known.Add(n, factor = Math.Pow(0.99, n));
        return learningRate * factor;
    }
}
