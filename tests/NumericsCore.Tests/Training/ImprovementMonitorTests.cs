using FsCheck.Xunit;

namespace NumericsCore.Tests;

public sealed class ImprovementMonitorTests
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>Observes epochs 0, 1 and so on; '+' improved, '-' did not, 'S' did not and training should stop.</summary>
    private static string Play(ImprovementMonitor monitor, params double[] values)
    {
        string script = "";
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            bool improved = monitor.Observe(epoch, values[epoch]);
            Assert.False(improved && monitor.ShouldStop);
            script += monitor.ShouldStop ? 'S' : improved ? '+' : '-';
        }
        return script;
    }

    private static ImprovementMonitor Minimizing(int patience, double minDelta = 0) => new(MonitorDirection.Minimize, minDelta, patience);

    [Fact]
    public void It_stops_when_as_many_epochs_as_the_patience_brought_no_improvement()
    {
        ImprovementMonitor monitor = Minimizing(patience: 3);
        Assert.Equal("++--+--S", Play(monitor, 5, 4, 4.5, 4.1, 3, 3, 3.5, 9));
        Assert.Equal((3.0, 4, 3), (monitor.BestValue, monitor.BestEpoch, monitor.EpochsWithoutImprovement));
    }

    [Fact]
    public void It_never_stops_while_still_improving()
        => Assert.Equal(new string('+', 50), Play(Minimizing(patience: 0), [.. Enumerable.Range(0, 50).Select(i => 10.0 - i)]));

    [Fact]
    public void A_monitored_0_is_a_value_like_any_other()
    {
        ImprovementMonitor falling = Minimizing(patience: 3);
        Assert.Equal("++--S", Play(falling, 1, 0, 0, 0.5, 0));
        Assert.Equal((0.0, 1), (falling.BestValue, falling.BestEpoch));

        ImprovementMonitor first = Minimizing(patience: 3);
        Assert.Equal("+-+", Play(first, 0, 1, -1));

        ImprovementMonitor rising = new(MonitorDirection.Maximize, patience: 2);
        Assert.Equal("+-+", Play(rising, 0, 0, 0.25));
        Assert.Equal((0.25, 2), (rising.BestValue, rising.BestEpoch));
    }

    [Fact]
    public void NaN_is_never_an_improvement_and_never_the_best()
    {
        ImprovementMonitor monitor = Minimizing(patience: 3);
        Assert.Equal("--+-+--S", Play(monitor, double.NaN, double.NaN, 5, double.NaN, 4, double.NaN, double.NaN, double.NaN));
        Assert.Equal((4.0, 4), (monitor.BestValue, monitor.BestEpoch));
    }

    [Fact]
    public void NaN_from_the_start_uses_up_the_patience_without_a_best_value()
    {
        ImprovementMonitor monitor = Minimizing(patience: 2);
        Assert.Equal("-S", Play(monitor, double.NaN, double.NaN));
        Assert.Null(monitor.BestValue);
        Assert.Null(monitor.BestEpoch);
    }

    [Fact]
    public void An_infinitely_bad_value_never_improves_and_any_finite_one_does_after_it()
    {
        ImprovementMonitor minimizing = Minimizing(patience: 3);
        Assert.Equal("-+-", Play(minimizing, Infinity, double.MaxValue, Infinity));
        Assert.Equal(double.MaxValue, minimizing.BestValue);

        ImprovementMonitor maximizing = new(MonitorDirection.Maximize, patience: 3);
        Assert.Equal("-+-", Play(maximizing, -Infinity, double.MinValue, -Infinity));
        Assert.Equal(double.MinValue, maximizing.BestValue);
    }

    [Fact]
    public void An_infinitely_good_value_tells_of_a_broken_model_and_never_improves()
    {
        ImprovementMonitor minimizing = Minimizing(patience: 3);
        Assert.Equal("-+--+", Play(minimizing, -Infinity, 1, -Infinity, -Infinity, double.MinValue));
        Assert.Equal(double.MinValue, minimizing.BestValue);

        ImprovementMonitor maximizing = new(MonitorDirection.Maximize, patience: 2);
        Assert.Equal("-+-S", Play(maximizing, Infinity, 0, Infinity, Infinity));
        Assert.Equal((0.0, 1), (maximizing.BestValue, maximizing.BestEpoch));
    }

    [Fact]
    public void Equal_values_are_no_improvement()
        => Assert.Equal("+--S", Play(Minimizing(patience: 3), 2, 2, 2, 2));

    [Fact]
    public void The_smallest_step_is_an_improvement_without_a_delta()
        => Assert.Equal("+++", Play(Minimizing(patience: 1), double.Epsilon, 0, -double.Epsilon));

    [Fact]
    public void An_improvement_exceeds_the_delta_and_does_not_just_reach_it()
    {
        Assert.Equal("+-+", Play(Minimizing(patience: 2, minDelta: 0.25), 1, 0.75, Math.BitDecrement(0.75)));
        Assert.Equal("+-+", Play(new ImprovementMonitor(MonitorDirection.Maximize, 0.25, 2), 1, 1.25, Math.BitIncrement(1.25)));
    }

    [Fact]
    public void Steps_below_the_delta_add_up_because_the_best_stays_where_it_was()
    {
        ImprovementMonitor monitor = Minimizing(patience: 5, minDelta: 0.25);
        Assert.Equal("+--+--+", Play(monitor, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25));
        Assert.Equal((0.25, 6), (monitor.BestValue, monitor.BestEpoch));
    }

    [Fact]
    public void Patience_0_and_1_stop_at_the_first_epoch_without_improvement()
    {
        Assert.Equal("++S", Play(Minimizing(patience: 0), 3, 2, 2));
        Assert.Equal("++S", Play(Minimizing(patience: 1), 3, 2, 2));
        Assert.Equal("S", Play(Minimizing(patience: 0), double.NaN));
        Assert.Equal("++-S", Play(Minimizing(patience: 2), 3, 2, 2, 2));
    }

    [Fact]
    public void Nothing_stops_before_the_first_value()
    {
        ImprovementMonitor monitor = Minimizing(patience: 0);
        Assert.False(monitor.ShouldStop);
        Assert.Equal((null, null, 0), (monitor.BestValue, monitor.BestEpoch, monitor.EpochsWithoutImprovement));
    }

    [Fact]
    public void Observing_goes_on_after_a_stop()
    {
        ImprovementMonitor monitor = Minimizing(patience: 2);
        Assert.Equal("+-SS+-S", Play(monitor, 3, 4, 4, 4, 2, 2, 2));
    }

    [Fact]
    public void Patience_counts_values_where_epochs_have_gaps()
    {
        ImprovementMonitor monitor = Minimizing(patience: 2);
        Assert.True(monitor.Observe(5, 1));
        Assert.False(monitor.Observe(10, 1));
        Assert.False(monitor.ShouldStop);
        Assert.False(monitor.Observe(15, 1));
        Assert.True(monitor.ShouldStop);
        Assert.Equal(5, monitor.BestEpoch);
    }

    [Property]
    public void Without_a_delta_the_best_is_the_first_extremum_and_directions_mirror_each_other(int[] values)
    {
        ImprovementMonitor minimizing = Minimizing(patience: 3);
        ImprovementMonitor maximizing = new(MonitorDirection.Maximize, patience: 3);
        string down = Play(minimizing, [.. values.Select(value => (double)value)]);
        string up = Play(maximizing, [.. values.Select(value => -(double)value)]);
        Assert.Equal(down, up);
        Assert.Equal(values.Length == 0 ? null : Array.IndexOf(values, values.Min()), minimizing.BestEpoch);
        Assert.Equal(values.Length == 0 ? null : values.Min(), minimizing.BestValue);
        Assert.Equal(values.Length - 1 - minimizing.BestEpoch ?? 0, minimizing.EpochsWithoutImprovement);
    }

    public static TheoryData<Action, string> BadInput => new()
    {
        { () => Minimizing(-1), "patience is -1; expected 0 or more epochs. (Parameter 'patience')" },
        { () => Minimizing(1, -0.5), "minDelta is -0.5; expected a finite number, 0 or more. (Parameter 'minDelta')" },
        { () => Minimizing(1, double.NaN), "minDelta is NaN; expected a finite number, 0 or more. (Parameter 'minDelta')" },
        { () => Minimizing(1, Infinity), "minDelta is Infinity; expected a finite number, 0 or more. (Parameter 'minDelta')" },
        { () => _ = new ImprovementMonitor((MonitorDirection)5), "direction is 5; expected Minimize or Maximize. (Parameter 'direction')" },
        { () => Minimizing(1).Observe(-1, 0), "epoch is -1; expected 0 or more. (Parameter 'epoch')" },
    };

    [Theory]
    [MemberData(nameof(BadInput), DisableDiscoveryEnumeration = true)]
    public void Bad_input_is_named_with_its_value(Action call, string message)
        => Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(call).Message);

    [Fact]
    public void An_epoch_that_does_not_ascend_is_refused_and_changes_nothing()
    {
        ImprovementMonitor monitor = Minimizing(patience: 2);
        monitor.Observe(3, 1);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Observe(3, 0));
        Assert.Equal("epoch is 3 after epoch 3; epochs must ascend. (Parameter 'epoch')", error.Message);
        Assert.Equal((1.0, 3, 0), (monitor.BestValue, monitor.BestEpoch, monitor.EpochsWithoutImprovement));
    }
}
