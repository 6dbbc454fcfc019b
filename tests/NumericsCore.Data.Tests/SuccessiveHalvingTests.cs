using FsCheck;
using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>Many trainings, most of them for few epochs.</summary>
public class SuccessiveHalvingTests
{
    [Theory]
    [InlineData(27, 100, 3, "27x3 9x11 3x33 1x100")]
    [InlineData(10, 100, 3, "10x11 4x33 2x100")]
    [InlineData(8, 8, 2, "8x1 4x2 2x4 1x8")]
    [InlineData(64, 5, 2, "64x1 32x2 16x5")]
    [InlineData(1, 9, 3, "1x9")]
    [InlineData(1000, 1, 3, "1000x1")]
    public void Rounds_are_those_of_the_paper(int candidates, int epochs, int factor, string expected) =>
        Assert.Equal(expected, string.Join(' ', SuccessiveHalving.Rounds(candidates, epochs, factor).Select(static round => FormattableString.Invariant($"{round.Candidates}x{round.Epochs}"))));

    [Property]
    public void The_best_of_steady_losses_is_found_on_any_number_of_threads(PositiveInt count, PositiveInt most, int seed)
    {
        int candidates = 1 + count.Get % 60, epochs = 1 + most.Get % 90;
        var random = new System.Random(seed);
        // now and then equal, now and then none
        double[] losses = [.. Enumerable.Range(0, candidates).Select(_ => random.Next(10) == 0 ? double.NaN : random.Next(40))];
        var one = Run(1);
        Assert.Equal(one, Run(3));
        Assert.Equal(Enumerable.Range(0, candidates), one.Select(static trial => trial.Candidate).Order());
        int best = Array.FindIndex(losses, loss => losses.All(double.IsNaN) || loss == losses.Where(static other => !double.IsNaN(other)).Min());
        Assert.Equal((best, epochs), (one[0].Candidate, one[0].Epochs));
        var rounds = SuccessiveHalving.Rounds(candidates, epochs);
        for (int round = 0; round < rounds.Count; round++) Assert.Equal(rounds[round].Candidates, one.Count(trial => trial.Round >= round));
        foreach (var (before, after) in one.Zip(one.Skip(1)))
            Assert.True(before.Round > after.Round || (before.Round == after.Round && (double.IsNaN(after.Loss) || before.Loss <= after.Loss)));

        IReadOnlyList<RankedTrial<double>> Run(int parallel) => SuccessiveHalving.Run(candidates, epochs, (candidate, _) => losses[candidate], static loss => loss, parallel: parallel);
    }

    [Fact]
    public void Numbers_out_of_range_and_no_training_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SuccessiveHalving.Rounds(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SuccessiveHalving.Rounds(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SuccessiveHalving.Rounds(1, 1, factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SuccessiveHalving.Run(1, 1, static (_, _) => 0.0, static loss => loss, parallel: 0));
        Assert.Throws<ArgumentNullException>(() => SuccessiveHalving.Run(1, 1, null!, static (double loss) => loss));
        Assert.Throws<OperationCanceledException>(() => SuccessiveHalving.Run(1, 1, static (_, _) => 0.0, static loss => loss, cancellationToken: new CancellationToken(canceled: true)));
    }
}
