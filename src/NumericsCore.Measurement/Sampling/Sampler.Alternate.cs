using System.Runtime.InteropServices;

namespace NumericsCore.Measurement;

/// <summary>What two calls gave that were measured in turns.</summary>
/// <param name="First">The first call's samples.</param>
/// <param name="Second">The second call's samples.</param>
/// <param name="RatioSpread">The median absolute deviation, over the rounds, of the second's time divided by the first's.</param>
/// <param name="Rounds">Rounds taken.</param>
internal sealed record PairSamples(Samples First, Samples Second, double RatioSpread, int Rounds) : InvariantRecord
{
    /// <summary>The second's median time divided by the first's.</summary>
    public double Ratio => Second.Median / First.Median;
}

internal static partial class Sampler
{
    private const int MinRounds = 5;

    /// <summary>
    /// Measures two calls in turns, so that whatever else the machine does hurts both alike. Each turn begins when no thread of the process
    /// works any more, those of the other call that spin included, with calls that do not count: they wake sleeping threads.
    /// </summary>
    /// <param name="clock">How a batch is timed.</param>
    /// <param name="first">One call.</param>
    /// <param name="second">The other.</param>
    /// <param name="plan">How long and how often each is measured.</param>
    /// <param name="cancellationToken">Ends the measurement between turns.</param>
    public static PairSamples Alternate(Clock clock, Action first, Action second, SamplingPlan plan, CancellationToken cancellationToken = default)
    {
        Turn one = new(clock, first, plan, cancellationToken), other = new(clock, second, plan, cancellationToken);
        var ratios = new List<double>();
        while (ratios.Count < MinRounds || one.Lacks(plan) || other.Lacks(plan))
        {
            cancellationToken.ThrowIfCancellationRequested();
            double firstSeconds = one.Take(), secondSeconds = other.Take();
            ratios.Add(secondSeconds / firstSeconds);
        }

        return new PairSamples(one.All(), other.All(), Samples.Of(CollectionsMarshal.AsSpan(ratios)).Spread, ratios.Count);
    }

    /// <summary>One of the two calls, with the samples of all its turns.</summary>
    private sealed class Turn
    {
        private const double RoundsPerPlan = 10;

        // the clock rises again and threads find their cores
        private const double WakeSeconds = 2e-3;

        private readonly Clock _clock;
        private readonly Action<int> _call;
        private readonly int _batch;
        private readonly int _samplesPerTurn;
        private readonly List<double> _seconds = [];
        private double _total;

        public Turn(Clock clock, Action call, SamplingPlan plan, CancellationToken cancellationToken)
        {
            _clock = clock;
            _call = _ => call();
            int calls = 0;
            (_batch, double sample) = WarmUp(clock, _call, plan, ref calls, cancellationToken);
            _samplesPerTurn = (int)Math.Max(1, Math.Min(plan.Seconds / sample, plan.MaxSamples) / RoundsPerPlan);
        }

        public bool Lacks(SamplingPlan plan) => _seconds.Count < plan.MinSamples || (_seconds.Count < plan.MaxSamples && _total < plan.Seconds);

        /// <summary>The median of the samples of one turn.</summary>
        public double Take()
        {
            IdleProcess.Await();
            for (double awake = 0; awake < WakeSeconds;) awake += _clock.Seconds(_call, 0, _batch);
            var turn = new double[_samplesPerTurn];
            for (int i = 0; i < turn.Length; i++)
            {
                double seconds = _clock.Seconds(_call, 0, _batch);
                _total += seconds;
                turn[i] = seconds / _batch;
            }

            _seconds.AddRange(turn);
            return Samples.Of(turn).Median;
        }

        public Samples All() => Samples.Of(CollectionsMarshal.AsSpan(_seconds), _batch);
    }
}
